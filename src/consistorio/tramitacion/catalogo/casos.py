"""The made-up cases of a procedure in its file: they travel with it, and a town that loads it keeps those that it does not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.catalogo.ensayos import MAXIMO_DE_CASOS, casos_de
from consistorio.tramitacion.catalogo.eventos import CasoDePruebaGuardado
from consistorio.tramitacion.catalogo.models import CasoDePrueba
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

CLAVE = "casos"
_PARTES = frozenset({"nombre", "caso", "esperado"})


@dato
class CasosLeidos:
    """What a file says of its cases, not written yet, and what is wrong with how it says it."""

    casos: Sequence[CasoDePrueba]
    problemas: Sequence[Problema]


def separar_casos(documento: Mapping[str, Valor]) -> tuple[dict[str, Valor], CasosLeidos]:
    """The document without its cases, and they."""
    resto = {clave: valor for clave, valor in documento.items() if clave != CLAVE}
    return resto, _leer(documento.get(CLAVE, []), texto_de(documento.get("codigo")))


def en_fichero(procedimiento: str) -> list[Valor]:
    """The cases that are kept of a procedure, as its file says them."""
    return [
        {"nombre": uno.nombre, "caso": como_datos(uno.caso), "esperado": como_datos(uno.esperado)}
        for uno in casos_de(procedimiento)
    ]


def guardar_casos(casos: Sequence[CasoDePrueba], *, actor: Actor, reloj: Reloj) -> None:
    """Keep those that the town does not have yet. Writes: CasoDePrueba. Emits: catalogo.caso.guardado."""
    exigir_transaccion()
    ya: dict[str, list[tuple[str, object]]] = {}
    for caso in casos:
        codigo = caso.procedimiento
        suyos = ya.setdefault(codigo, [(uno.nombre, uno.caso) for uno in casos_de(codigo)])
        if (caso.nombre, caso.caso) in suyos:
            continue
        caso.guardado_el = reloj.ahora()
        caso.save()
        suyos.append((caso.nombre, caso.caso))
        anotar(f"procedimiento:{codigo}", CasoDePruebaGuardado(caso.id, codigo), actor=actor, reloj=reloj)


def _leer(lista: Valor, codigo: str) -> CasosLeidos:
    if not isinstance(lista, list):
        return CasosLeidos((), (Problema(CLAVE, _("aquí va una lista.")),))
    if len(lista) > MAXIMO_DE_CASOS:
        mensaje = _("hay más de %(n)d casos de prueba.") % {"n": MAXIMO_DE_CASOS}
        return CasosLeidos((), (Problema(CLAVE, mensaje),))
    casos, problemas = [], []
    for numero, cosa in enumerate(lista, 1):
        partes = cosa if isinstance(cosa, dict) else {}
        nombre, caso, esperado = partes.get("nombre"), partes.get("caso"), partes.get("esperado")
        bueno = isinstance(nombre, str) and 0 < len(nombre.strip()) <= 160
        if set(partes) != _PARTES or not bueno or not isinstance(caso, dict) or not isinstance(esperado, dict):
            mensaje = _("un caso de prueba lleva «nombre» (160 caracteres como mucho), «caso» y «esperado».")
            problemas.append(Problema(f"{CLAVE}[{numero}]", mensaje))
            continue
        casos.append(CasoDePrueba(procedimiento=codigo, nombre=str(nombre).strip(), caso=caso, esperado=esperado))
    return CasosLeidos(casos, problemas)
