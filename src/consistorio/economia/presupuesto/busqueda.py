"""Looking for operations by their number as it is printed, by what was written of them or by who they are with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django.db.models import Q, QuerySet

from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.models.operaciones import PALABRAS
from consistorio.economia.presupuesto.permisos import VER
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.orden import con_palabras
from consistorio.tramitacion.expedientes.busqueda import Donde, Via
from consistorio.tramitacion.expedientes.visibilidad import POCOS

_NUMERO: Final = re.compile(r"(?:([A-Z]{1,8})/?([ -]*))?([0-9]{4})[/-]([0-9]{1,9})")
# What the treasury prints of what it pays: `P-2026-000043` is any order of payment, `D-2026-000007` a refund
_DE_TESORERIA: Final[Mapping[str, frozenset[str]]] = {
    "P": frozenset(tramo for tramo in clases.TRAMOS if "P" in tramo),
    "D": frozenset({"D", "DEV"}),
}


def visibles_para(actor: Actor) -> QuerySet[Operacion]:
    """The operations that somebody may open: all of them with `presupuesto.ver`, or none. What was written of each and who it is with are of fewer."""
    return Operacion.objects.all() if actor.puede(VER) else Operacion.objects.none()


def numero_buscado(texto: str) -> Q | None:
    """The condition that a text is, when it is the number of an operation: «ADO 2026/39», «ADO/ 2026/39», «P-2026-000043»; without its class, that of each book."""
    hallado = _NUMERO.fullmatch(texto.upper())
    if hallado is None:
        return None
    clase, junta, anio, numero = hallado.groups()
    es_esa = Q(ejercicio=int(anio), libro__in=Operacion.Libro.values, numero=int(numero))
    if clase is None:
        return es_esa
    return es_esa & Q(clase__in=_DE_TESORERIA.get(clase, {clase}) if junta == "-" else {clase})


def por_numero(donde: Donde, numero: Q) -> QuerySet[Operacion]:
    """The newest that somebody may open with a number (`numero_buscado`)."""
    return donde.primeras(_enteras(), [visibles_para(donde.actor).filter(numero)])


def buscadas(donde: Donde) -> QuerySet[Operacion]:
    """The newest with every word in what was written of them, or with whom has that name or number of identity. Of all: who may not read that of all of
    them is shown those that are in their sight."""
    todas = visibles_para(donde.actor)
    escrito = Via[Operacion](
        lambda filas: con_palabras(filas, donde.texto, *PALABRAS),
        con_palabras(Operacion.objects.all(), donde.texto, *PALABRAS),
        muchas=POCOS,
    )
    return donde.primeras(_enteras(), [escrito.entre(todas), donde.llamadas.en(todas, "tercero_id")])


def _enteras() -> QuerySet[Operacion]:
    return Operacion.objects.select_related("tercero")
