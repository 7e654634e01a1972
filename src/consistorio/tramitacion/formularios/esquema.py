"""Reads and checks the written form (JSON) of a form definition."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.condiciones import (
    DE_ORDEN,
    Comparacion,
    Condicion,
    comparaciones_de,
    leer_condicion,
)
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.tipos import (
    CON_OPCIONES,
    CON_ORDEN,
    FORMATOS_ADMITIDOS,
    TIPOS_DE_CAMPO,
    Campo,
    Esquema,
    Opcion,
    Paso,
    Requisito,
)
from consistorio.tramitacion.formularios.valores import Valor

CODIGO = re.compile(r"[a-z][a-z0-9_]{0,59}")
FECHAS_LIMITE = frozenset({"", "hoy_o_anterior", "hoy_o_posterior", "posterior_a_hoy"})
TIPOS_DOCUMENTALES = frozenset({f"TD{n:02d}" for n in range(1, 21)} | {"TD99"})
MAXIMO_CAMPOS = 200


def leer_esquema(valor: Valor, ruta: str = "formulario") -> tuple[Esquema, tuple[Problema, ...]]:
    """The typed form and everything wrong with it. The form can only be used when there are no problems."""
    problemas: list[Problema] = []
    lector = Lector(valor, ruta, problemas)
    pasos = tuple(_leer_paso(hijo) for hijo in lector.hijos("pasos", obligatorio=True))
    requisitos = tuple(_leer_requisito(hijo) for hijo in lector.hijos("requisitos"))
    lector.sobrantes()
    esquema = Esquema(pasos, requisitos)
    _comprobar_conjunto(esquema, lector)
    return esquema, tuple(problemas)


def _codigo(lector: Lector) -> str:
    codigo = lector.texto("codigo", obligatorio=True)
    if codigo and not CODIGO.fullmatch(codigo):
        lector.anotar("codigo", _("el código lleva solo letras minúsculas sin acentos, números y guion bajo."))
    return codigo


def _condicion(lector: Lector) -> Condicion | None:
    return leer_condicion(lector.valor("condicion"), f"{lector.ruta}.condicion", lector.problemas)


def _leer_paso(lector: Lector) -> Paso:
    paso = Paso(
        codigo=_codigo(lector),
        titulo=lector.texto("titulo", obligatorio=True, maximo=200),
        ayuda=lector.texto("ayuda"),
        condicion=_condicion(lector),
        campos=tuple(_leer_campo(hijo) for hijo in lector.hijos("campos", obligatorio=True)),
    )
    lector.sobrantes()
    return paso


def _leer_campo(lector: Lector) -> Campo:
    tipo = lector.opcion("tipo", TIPOS_DE_CAMPO)
    opciones = tuple(
        Opcion(
            hijo.texto("valor", obligatorio=True, maximo=80),
            hijo.texto("texto", obligatorio=True, maximo=300),
            hijo.texto("ayuda"),
        )
        for hijo in lector.hijos("opciones")
    )
    if tipo in CON_OPCIONES and len({opcion.valor for opcion in opciones}) < max(len(opciones), 2):
        lector.anotar("opciones", _("hacen falta dos opciones o más, con valores distintos."))
    if tipo not in CON_OPCIONES and opciones:
        lector.anotar("opciones", _("este tipo de campo no lleva opciones."))
    campo = Campo(
        codigo=_codigo(lector),
        tipo=tipo,
        etiqueta=lector.texto("etiqueta", obligatorio=True, maximo=500),
        ayuda=lector.texto("ayuda"),
        obligatorio=lector.booleano("obligatorio", por_defecto=True),
        condicion=_condicion(lector),
        opciones=opciones,
        minimo=_decimal(lector, "minimo"),
        maximo=_decimal(lector, "maximo"),
        largo=lector.entero("largo", minimo=1, maximo=20000) or (4000 if tipo == "texto_largo" else 250),
        entero=lector.booleano("entero"),
        fecha_limite=lector.opcion("fecha_limite", FECHAS_LIMITE, por_defecto=""),
        error=lector.texto("error", maximo=300),
        autocompletar=lector.texto("autocompletar", maximo=40),
    )
    if campo.minimo is not None and campo.maximo is not None and campo.minimo > campo.maximo:
        lector.anotar("minimo", _("el mínimo es mayor que el máximo."))
    lector.sobrantes()
    return campo


def _decimal(lector: Lector, clave: str) -> Decimal | None:
    valor = lector.valor(clave)
    if valor is None:
        return None
    try:
        numero = Decimal(str(valor)) if isinstance(valor, (str, int)) and not isinstance(valor, bool) else None
    except InvalidOperation:
        numero = None
    if numero is None:
        lector.anotar(clave, _("aquí va un número, con punto para los decimales y entre comillas si los tiene."))
    return numero


def _leer_requisito(lector: Lector) -> Requisito:
    formatos = lector.textos("formatos") or ("pdf", "imagen")
    for formato in formatos:
        if formato not in FORMATOS_ADMITIDOS:
            lista = ", ".join(sorted(FORMATOS_ADMITIDOS))
            lector.anotar("formatos", _("«%(f)s» no se admite. Son: %(lista)s.") % {"f": formato, "lista": lista})
    requisito = Requisito(
        codigo=_codigo(lector),
        nombre=lector.texto("nombre", obligatorio=True, maximo=200),
        ayuda=lector.texto("ayuda"),
        obligatorio=lector.booleano("obligatorio", por_defecto=True),
        condicion=_condicion(lector),
        tipo_documental=lector.opcion("tipo_documental", TIPOS_DOCUMENTALES, por_defecto="TD99"),
        formatos=formatos,
        max_bytes=(lector.entero("max_mb", minimo=1, maximo=2048) or 250) * 1024 * 1024,
        varios=lector.booleano("varios"),
        ya_lo_tenemos=lector.texto("ya_lo_tenemos"),
    )
    lector.sobrantes()
    return requisito


def _comprobar_conjunto(esquema: Esquema, lector: Lector) -> None:
    """Codes are unique, and every condition looks at an earlier question in a way that its type allows."""
    if len(esquema.campos) > MAXIMO_CAMPOS:
        lector.anotar("pasos", _("el formulario pasa de %(n)d campos.") % {"n": MAXIMO_CAMPOS})
    _repetidos(lector, "pasos", [paso.codigo for paso in esquema.pasos])
    _repetidos(lector, "campos", [campo.codigo for campo in esquema.campos])
    _repetidos(lector, "requisitos", [requisito.codigo for requisito in esquema.requisitos])
    vistos: dict[str, Campo] = {}
    for paso in esquema.pasos:
        _comprobar_condicion(lector, f"pasos[{paso.codigo}].condicion", paso.condicion, vistos)
        for campo in paso.campos:
            lugar = f"pasos[{paso.codigo}].campos[{campo.codigo}].condicion"
            _comprobar_condicion(lector, lugar, campo.condicion, vistos)
            vistos[campo.codigo] = campo
    for requisito in esquema.requisitos:
        _comprobar_condicion(lector, f"requisitos[{requisito.codigo}].condicion", requisito.condicion, vistos)


def _repetidos(lector: Lector, clave: str, codigos: list[str]) -> None:
    for codigo in sorted({codigo for codigo in codigos if codigo and codigos.count(codigo) > 1}):
        lector.anotar(clave, _("el código «%(c)s» está repetido.") % {"c": codigo})


def _comprobar_condicion(lector: Lector, lugar: str, condicion: Condicion | None, vistos: dict[str, Campo]) -> None:
    for hoja in comparaciones_de(condicion):
        campo = vistos.get(hoja.campo)
        if campo is None:
            lector.anotar(lugar, _("«%(c)s» no es un campo anterior a este.") % {"c": hoja.campo})
        else:
            comprobar_comparacion(lector, lugar, hoja, campo)


def comprobar_comparacion(lector: Lector, lugar: str, hoja: Comparacion, campo: Campo) -> None:
    """A comparison looks at the answer in a way that the kind of the question allows, and at an answer that there is."""
    if hoja.operador in DE_ORDEN and campo.tipo not in CON_ORDEN:
        lector.anotar(lugar, _("«%(c)s» no se puede comparar con «%(op)s».") % {"c": hoja.campo, "op": hoja.operador})
    constantes = hoja.valor if isinstance(hoja.valor, list) else [hoja.valor]
    valores = {opcion.valor for opcion in campo.opciones}
    if valores and hoja.operador in {"igual", "distinto", "en", "contiene"}:
        for constante in constantes:
            if not isinstance(constante, str) or constante not in valores:
                lector.anotar(lugar, _("«%(v)s» no es una opción de «%(c)s».") % {"v": constante, "c": hoja.campo})
