"""What the pages of what is done to many things at once show."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.servicios.encargos.consultas import Marcha, filas_de
from consistorio.servicios.encargos.models import Encargo, FilaEncargo
from consistorio.tramitacion.expedientes.visibilidad import visibles_para

COLORES = {"pendiente": "yellow", "hecha": "green", "fallida": "red"}
TITULOS = {
    "tomar": gettext_noop("Tomar las tareas marcadas"),
    "soltar": gettext_noop("Dejar en la unidad las tareas marcadas"),
    "asignar": gettext_noop("Asignar las tareas marcadas"),
    "completar": gettext_noop("Dar por hechas las tareas marcadas"),
    "seguir": gettext_noop("Seguir los expedientes marcados"),
    "anotar": gettext_noop("Añadir una nota a los expedientes marcados"),
}
EXPLICACIONES = {
    "tomar": gettext_noop("Las verá en su mesa, entre las suyas."),
    "soltar": gettext_noop("Vuelven a la bandeja de la unidad, para quien las tome."),
    "asignar": gettext_noop("Quien las reciba las verá en su mesa."),
    "completar": gettext_noop(
        "Los expedientes pasarán al siguiente trámite. Las que tengan algo pendiente no se harán."
    ),
    "seguir": gettext_noop("Lo nuevo que pase en ellos se verá en su mesa."),
    "anotar": gettext_noop("Las notas las lee el personal que puede ver cada expediente."),
}
ADMITIR = gettext_noop("Admitir las solicitudes marcadas")


def titulo_de(acto: str, tipo: str = "") -> str:
    """What is going to be done, in words."""
    return _(ADMITIR if acto == "completar" and tipo == "revision" else TITULOS[acto])


@dato
class FilaVisible:
    """One thing and how it went. `se_ve`: whether who asked may open its case now."""

    fila: FilaEncargo
    se_ve: bool
    color: str
    estado: str


def filas_visibles(encargo: Encargo, actor: Actor) -> list[FilaVisible]:
    """The rows of one, with what they may see of each today."""
    filas = filas_de(encargo)
    ven = set(visibles_para(actor).filter(id__in=[f.expediente_id for f in filas]).values_list("id", flat=True))
    return [
        FilaVisible(fila, fila.expediente_id in ven, COLORES[fila.estado], fila.get_estado_display()) for fila in filas
    ]


def como_va(filas: Sequence[FilaVisible]) -> str:
    """How far it is, in one sentence."""
    hechas = sum(una.fila.estado == "hecha" for una in filas)
    fallidas = sum(una.fila.estado == "fallida" for una in filas)
    return en_palabras(len(filas), hechas, fallidas)


def en_palabras(total: int, hechas: int, fallidas: int) -> str:
    """`Hechas 3 de 5. Una no se ha podido hacer.`"""
    partes = [_("Hechas: %(h)d de %(t)d.") % {"h": hechas, "t": total}]
    if fallidas:
        partes.append(
            ngettext("%(n)d no se ha podido hacer.", "%(n)d no se han podido hacer.", fallidas) % {"n": fallidas}
        )
    return " ".join(partes)


@dato
class MarchaVisible:
    """One that was asked for and how it goes, in words."""

    encargo: Encargo
    como_va: str
    estado: str
    color: str


def marchas_visibles(marchas: Sequence[Marcha]) -> list[MarchaVisible]:
    """The rows of the list."""
    return [_marcha(una) for una in marchas]


def _marcha(una: Marcha) -> MarchaVisible:
    if una.encargo.terminado_el is None:
        estado, color = _("Haciéndose"), "yellow"
    elif una.fallidas:
        estado, color = _("Terminado con fallos"), "orange"
    else:
        estado, color = _("Terminado"), "green"
    return MarchaVisible(una.encargo, en_palabras(una.total, una.hechas, una.fallidas), estado, color)
