"""Reads a composed definition and lists everything wrong with it, in Spanish, for who writes procedures."""

from __future__ import annotations

import hashlib
import re
from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo.garantias import problemas_de_revision, problemas_de_sancionador
from consistorio.tramitacion.catalogo.legales import leer_legales
from consistorio.tramitacion.catalogo.regimenes import LPACAP, problemas_de_regimen
from consistorio.tramitacion.catalogo.tamanos import TAMANOS
from consistorio.tramitacion.catalogo.tareas import COMPROBACION, leer_tareas
from consistorio.tramitacion.catalogo.tipos import (
    DECLARACION,
    EN_EXPEDIENTE,
    INICIACIONES,
    NIVELES,
    SE_PUBLICAN,
    SILENCIOS_DE_OFICIO,
    VIAS,
    Definicion,
    Ficha,
    Norma,
)
from consistorio.tramitacion.formularios.esquema import leer_esquema
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor

_CODIGO = re.compile(r"[a-z][a-z0-9-]{1,59}")
_SERIE = re.compile(r"[A-Z]{2,6}")
_PROPIA = re.compile(r"[A-Z0-9]{1,30}")
# What every responsible declaration undertakes, besides its requirements: to hold its documents at disposal and to keep to it (69.1)
COMPROMISOS = frozenset({"declara_documentacion", "declara_mantenimiento"})
_MARCA = re.compile(r"\{([^{}]*)\}")


def huella(definicion: Valor) -> str:
    """SHA-256 of the canonical form of a composed definition."""
    return hashlib.sha256(canonico(definicion)).hexdigest()


def leer_definicion(
    valor: Valor, *, tipos_de_tarea: frozenset[str] | None = None
) -> tuple[Definicion, tuple[Problema, ...]]:
    """The typed definition and its problems. `tipos_de_tarea`: the kinds that exist; None does not check them."""
    problemas: list[Problema] = []
    lector = Lector(valor, "", problemas)
    lector.opcion("clase", {"procedimiento"}, por_defecto="procedimiento")
    lector.valor("modelo")
    esquema, problemas_formulario = leer_esquema(lector.valor("formulario"))
    problemas.extend(problemas_formulario)
    iniciacion = lector.opcion("iniciacion", INICIACIONES, por_defecto="interesado")
    ficha = _leer_ficha(lector, con_vias=iniciacion != "oficio")
    legal = leer_legales(lector)
    # A version of before says it at its top
    de_antes = lector.opcion("silencio_de_oficio", SILENCIOS_DE_OFICIO | {""}, por_defecto="")
    definicion = Definicion(
        codigo=_con_forma(
            lector, "codigo", _CODIGO, _("minúsculas, números y guiones, por ejemplo licencia-obra-menor")
        ),
        nombre=lector.texto("nombre", obligatorio=True, maximo=200),
        serie=_con_forma(lector, "serie", _SERIE, _("de 2 a 6 letras mayúsculas, por ejemplo LIC")),
        clasificacion_sia=lector.texto("sia", maximo=80),
        clasificacion_propia=_con_forma(lector, "codigo_propio", _PROPIA, _("hasta 30 letras mayúsculas y números")),
        area=lector.texto("area", obligatorio=True, maximo=60),
        nivel=NIVELES[lector.opcion("nivel", NIVELES, por_defecto="bajo")],
        iniciacion=iniciacion,
        tamano=lector.opcion("tamano", {"", *TAMANOS}, por_defecto=""),
        silencio_de_oficio=de_antes or legal.silencio_de_oficio,
        ficha=ficha,
        legal=legal,
        formulario=esquema,
        titulo_expediente=lector.texto("titulo_expediente", obligatorio=True, maximo=200),
        tareas=leer_tareas(lector, esquema, tipos_de_tarea, regimen=legal.plazo.regimen if legal.plazo else LPACAP),
        sancionador=lector.booleano("sancionador"),
    )
    if definicion.sancionador:
        problemas.extend(problemas_de_sancionador(definicion.tareas))
        if definicion.iniciacion != "oficio":
            lector.anotar("sancionador", _("lo que sanciona empieza siempre de oficio (LPACAP 63.1)."))
    problemas.extend(problemas_de_revision(definicion.tareas))
    problemas.extend(problemas_de_regimen(legal, es_recurso=iniciacion == EN_EXPEDIENTE))
    if (
        any(t.tipo == "consulta" and "importe" in t.datos for t in definicion.tareas)
        and "dictamen" not in legal.respaldos
    ):
        lector.anotar("legal.dictamen", _("falta desde qué importe es preceptivo el dictamen: lo escribe Secretaría."))
    _comprobar_titulo(lector, definicion.titulo_expediente, esquema)
    _comprobar_iniciacion(lector, definicion)
    _comprobar_naturaleza(lector, definicion)
    _comprobar_tablon(lector, definicion)
    lector.sobrantes()
    return definicion, tuple(problemas)


def problemas_de_vigencia(definicion: Definicion, en: date) -> tuple[Problema, ...]:
    """The legal values that are not in force on that day: a version cannot be published with them."""
    problemas = []
    for campo, respaldo in definicion.legal.respaldos.items():
        if respaldo.desde is not None and respaldo.desde > en:
            problemas.append(
                Problema(f"legal.{campo}", _("este valor no está en vigor hasta el %(d)s.") % {"d": respaldo.desde})
            )
        if respaldo.hasta is not None and respaldo.hasta < en:
            problemas.append(
                Problema(f"legal.{campo}", _("este valor dejó de estar en vigor el %(d)s.") % {"d": respaldo.hasta})
            )
    return tuple(problemas)


def _con_forma(lector: Lector, clave: str, forma: re.Pattern[str], ejemplo: str) -> str:
    texto = lector.texto(clave, obligatorio=True)
    if texto and not forma.fullmatch(texto):
        lector.anotar(clave, _("debe llevar %(e)s.") % {"e": ejemplo})
    return texto


def _comprobar_iniciacion(lector: Lector, definicion: Definicion) -> None:
    """What follows when a case of office ends without a decision is said by who may start one, and by nobody else (25.1)."""
    if definicion.admite_oficio and not definicion.silencio_de_oficio:
        lector.anotar(
            "legal.silencio",
            _(
                "falta decir qué pasa si no se resuelve en plazo lo iniciado de oficio (LPACAP 25.1): lo escribe Secretaría."
            ),
        )
    if definicion.silencio_de_oficio and not definicion.admite_oficio:
        lector.anotar(
            "legal.silencio", _("dice qué pasa con lo iniciado de oficio, y este procedimiento no se inicia de oficio.")
        )
    if definicion.iniciacion == "oficio" and definicion.legal.silencio != "no_procede":
        lector.anotar(
            "legal.silencio", _("lo que solo se inicia de oficio no tiene silencio a una solicitud: ponga no_procede.")
        )


def _comprobar_naturaleza(lector: Lector, definicion: Definicion) -> None:
    """What is declared is filed by who declares it, says what is declared, and demands no document with it: they are kept at disposal and
    checked afterwards (LPACAP 69.1, 69.3). An application is not checked so."""
    controles = [tarea for tarea in definicion.tareas if tarea.tipo == COMPROBACION]
    if not definicion.declarada:
        for tarea in controles:
            lector.anotar(
                f"tareas[{tarea.codigo}].tipo", _("solo se comprueba así lo declarado o comunicado (LPACAP 69.3).")
            )
        return
    if definicion.iniciacion != "interesado":
        lector.anotar("iniciacion", _("lo declarado o comunicado lo presenta quien lo firma: ponga interesado."))
    if len(controles) != 1 or controles[0].codigo != COMPROBACION:
        lector.anotar(
            "tareas", _("lo declarado o comunicado se comprueba una vez, en la tarea «comprobacion» (LPACAP 69.3).")
        )
    if definicion.legal.naturaleza != DECLARACION:
        return
    declaradas = {
        campo.codigo
        for campo in definicion.formulario.campos
        if campo.tipo == "declaracion" and campo.obligatorio and campo.condicion is None
    }
    if not declaradas - COMPROMISOS:
        lector.anotar("formulario", _("el formulario dice qué requisitos se declaran, uno por uno (LPACAP 69.1)."))
    for codigo in sorted(COMPROMISOS - declaradas):
        lector.anotar(
            "formulario", _("falta el compromiso «%(c)s», que toda declaración lleva (LPACAP 69.1).") % {"c": codigo}
        )
    for requisito in definicion.formulario.requisitos:
        if requisito.obligatorio:
            lector.anotar(
                f"formulario.requisitos[{requisito.codigo}]",
                _("no se exige con la declaración: quien declara lo tiene a disposición (LPACAP 69.1)."),
            )


def _comprobar_tablon(lector: Lector, definicion: Definicion) -> None:
    """What a task publishes is shown as many days as the law asks for."""
    minimo = definicion.legal.dias_de_tablon
    for tarea in definicion.tareas:
        dias = tarea.datos.get("dias") if tarea.tipo in SE_PUBLICAN else None
        if isinstance(dias, int) and dias < minimo:
            mensaje = _("se expone %(d)d días hábiles, y como mínimo son %(m)d (%(a)s): lo dice Secretaría.")
            articulo = definicion.legal.respaldos["tablon"].articulo
            lector.anotar(f"tareas[{tarea.codigo}].datos.dias", mensaje % {"d": dias, "m": minimo, "a": articulo})


def _leer_ficha(lector: Lector, *, con_vias: bool) -> Ficha:
    ficha = lector.hijo("ficha", obligatorio=True)
    if ficha is None:
        return Ficha("", "", "", (), (), ())
    vias = ficha.textos("vias", obligatorio=con_vias)
    for via in vias:
        if via not in VIAS:
            ficha.anotar("vias", _("«%(v)s» no existe. Son: %(l)s.") % {"v": via, "l": ", ".join(sorted(VIAS))})
    leida = Ficha(
        resumen=ficha.texto("resumen", obligatorio=True, maximo=600),
        quien=ficha.texto("quien", obligatorio=True),
        materia=ficha.texto("materia", obligatorio=True, maximo=80),
        vias=vias,
        despues=ficha.textos("despues", obligatorio=True),
        normativa=tuple(_leer_norma(hijo) for hijo in ficha.hijos("normativa", obligatorio=True)),
        palabras=ficha.textos("palabras"),
        necesita=ficha.textos("necesita"),
        hecho_vital=ficha.texto("hecho_vital", maximo=80),
    )
    ficha.sobrantes()
    return leida


def _leer_norma(lector: Lector) -> Norma:
    norma = Norma(
        lector.texto("titulo", obligatorio=True, maximo=300), lector.texto("articulo"), lector.texto("enlace")
    )
    if norma.enlace and not norma.enlace.startswith("https://"):
        lector.anotar("enlace", _("el enlace debe empezar por https://."))
    lector.sobrantes()
    return norma


def _comprobar_titulo(lector: Lector, titulo: str, esquema: Esquema) -> None:
    """The case's title takes answers as `{campo}`, or as `{campo_texto}` where a code stands for words.

    Plain substitution, of answers that exist and are no personal data.
    """
    for marca in _MARCA.findall(titulo):
        campo = esquema.campo(marca) or esquema.campo(marca.removesuffix("_texto"))
        if campo is None:
            lector.anotar("titulo_expediente", _("«%(c)s» no es un campo del formulario.") % {"c": marca})
        elif campo.tipo in {"nif", "iban", "correo", "telefono"}:
            lector.anotar("titulo_expediente", _("«%(c)s» es un dato personal y no va en el título.") % {"c": marca})


def titulo_de(definicion: Definicion, respuestas: dict[str, str]) -> str:
    """The case's title with the answers put in (each cut at 80 characters); never evaluated as code."""
    texto = _MARCA.sub(lambda marca: respuestas.get(marca.group(1), "")[:80], definicion.titulo_expediente)
    return " ".join(texto.split())[:250].rstrip(" :,-") or definicion.nombre
