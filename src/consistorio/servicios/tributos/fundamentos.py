"""Why a debt may be annulled: an error in it, or what was decided on it in another case. Reads; writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.formularios.valores import texto_de
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import exigir
from consistorio.tramitacion.motor.operaciones.decision import DESHECHA

FAVORABLES = ("estima", "estima_parcial")
MAXIMO = 20


class Causa(StrEnum):
    """What an annulment stands on."""

    ERROR = "error"
    REVOCACION = "revocacion"
    RECURSO = "recurso"
    NULIDAD = "nulidad"


PALABRAS: dict[Causa, str | Promise] = {
    Causa.ERROR: gettext_lazy("Se corrige un error material, de hecho o aritmético (LGT artículo 220)."),
    Causa.REVOCACION: gettext_lazy("Se revoca (LGT artículo 219), como decidió %(decision)s."),
    Causa.RECURSO: gettext_lazy("Se cumple lo que decidió el recurso: %(decision)s (TRLRHL artículo 14.2)."),
    Causa.NULIDAD: gettext_lazy(
        "Se cumple la nulidad que declaró %(decision)s (LPACAP artículo 106 y LGT artículo 217)."
    ),
}


@dato
class Fundamento:
    """What an annulment stands on. `decision_id`: the task of the signed decision that it carries out, None of an error; `decision`: its number
    and its case, for people."""

    causa: Causa
    decision_id: UUID | None = None
    decision: str = ""

    @property
    def palabras(self) -> str:
        """In a sentence, as the act says it."""
        return str(PALABRAS[self.causa]) % {"decision": self.decision}


POR_ERROR = Fundamento(Causa.ERROR)
# What each relation of another case with that of the debt makes of what it decides; any other one makes nothing
DE_LA_RELACION: dict[str, Causa] = {
    Relacion.Clase.RECURSO: Causa.RECURSO,
    Relacion.Clase.REVISION: Causa.NULIDAD,
    Relacion.Clase.REVOCACION: Causa.REVOCACION,
}


def exigir_anulable(expediente: Expediente) -> None:
    """Assert that a debt of a case may be annulled: also of one that is closed, whose history and payments tell it; not of one that went to the
    archive. Raises FaseIncompatible."""
    if expediente.estado == Expediente.Estado.ARCHIVADO:
        raise FaseIncompatible(
            _("El expediente está en el archivo y no admite nada más."),
            que_hacer=_("Abra un expediente nuevo de devolución de ingresos, relacionado con él."),
        )
    if expediente.estado == Expediente.Estado.ABIERTO:
        exigir(expediente, "libre")


def fundamentos_de(expediente: Expediente) -> list[Fundamento]:
    """Everything on which a debt of a case can be annulled today: an error, and each signed decision that grants in an appeal against it, that
    declares null what its case decided, or that revokes what it liquidated."""
    return [POR_ERROR, *_decididos(expediente)]


def fundamento_de(expediente: Expediente, decision_id: UUID | None) -> Fundamento | None:
    """That of a decision, or the error; None when that decision is none of them."""
    return next((uno for uno in fundamentos_de(expediente) if uno.decision_id == decision_id), None)


def _decididos(expediente: Expediente) -> Sequence[Fundamento]:
    """Of the cases that name this one as what they look at again. Of a revocation, only what was decided after it was said: its decision is about
    that act. What is harmful to the public interest stands until the courts annul it (LPACAP 107.1)."""
    relaciones = {
        una.expediente_id: una
        for una in Relacion.objects.filter(otro=expediente, clase__in=DE_LA_RELACION).order_by("-id")[:MAXIMO]
    }
    nulidades = _de_nulidad([una for una, que in relaciones.items() if que.clase == Relacion.Clase.REVISION])
    decididas = Tarea.objects.filter(
        expediente_id__in=relaciones,
        tipo="resolucion",
        estado=Tarea.Estado.HECHA,
        resultado__codigo__in=FAVORABLES,
    ).exclude(datos__has_key=DESHECHA)
    fundamentos = []
    for tarea in decididas.select_related("expediente").order_by("-cerrada_el", "-id")[:MAXIMO]:
        relacion = relaciones[tarea.expediente_id]
        causa = DE_LA_RELACION[relacion.clase]
        if causa is Causa.NULIDAD and tarea.expediente_id not in nulidades:
            continue
        if causa is Causa.REVOCACION and (tarea.cerrada_el is None or tarea.cerrada_el < relacion.creada_el):
            continue
        fundamentos.append(Fundamento(causa, tarea.id, _en_palabras(tarea)))
    return fundamentos


def _de_nulidad(revisiones: Sequence[UUID]) -> frozenset[UUID]:
    """Which of these cases review a nullity."""
    if not revisiones:
        return frozenset()
    dichas = Tarea.objects.filter(expediente_id__in=revisiones, tipo="acto_revisado", resultado__codigo="nulidad")
    return frozenset(dichas.values_list("expediente_id", flat=True))


def _en_palabras(tarea: Tarea) -> str:
    dicho = tarea.resultado.get("notificable")
    acto = dicho if isinstance(dicho, dict) else {}
    return _("%(clase)s %(numero)s, del expediente %(e)s") % {
        "clase": texto_de(acto.get("titulo")) or _("Resolución"),
        "numero": texto_de(acto.get("numero")),
        "e": tarea.expediente.numero,
    }
