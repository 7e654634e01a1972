"""Why a debt may be annulled: an error in it, or what was decided on it in another case. Reads; writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from django.db.models import Q
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


PALABRAS: dict[Causa, str | Promise] = {
    Causa.ERROR: gettext_lazy("Se corrige un error material, de hecho o aritmético (LGT artículo 220)."),
    Causa.REVOCACION: gettext_lazy("Se revoca (LGT artículo 219), como decidió %(decision)s."),
    Causa.RECURSO: gettext_lazy("Se cumple lo que decidió el recurso: %(decision)s (TRLRHL artículo 14.2)."),
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
    """Everything on which a debt of a case can be annulled today: an error, and each signed decision that grants in an appeal against it or in a
    case related to it."""
    return [POR_ERROR, *_decididos(expediente)]


def fundamento_de(expediente: Expediente, decision_id: UUID | None) -> Fundamento | None:
    """That of a decision, or the error; None when that decision is none of them."""
    return next((uno for uno in fundamentos_de(expediente) if uno.decision_id == decision_id), None)


def _decididos(expediente: Expediente) -> Sequence[Fundamento]:
    relaciones = Relacion.objects.filter(Q(expediente=expediente) | Q(otro=expediente)).order_by("-id")
    causas: dict[UUID, Causa] = {}
    for relacion in relaciones[:MAXIMO]:
        suyo = relacion.expediente_id == expediente.id
        es_recurso = relacion.clase == Relacion.Clase.RECURSO
        if es_recurso and suyo:
            continue  # this case is the appeal: what it decided is not about its own debts
        otro = relacion.otro_id if suyo else relacion.expediente_id
        causas.setdefault(otro, Causa.RECURSO if es_recurso else Causa.REVOCACION)
    decididas = Tarea.objects.filter(
        expediente_id__in=causas,
        tipo="resolucion",
        estado=Tarea.Estado.HECHA,
        resultado__codigo__in=FAVORABLES,
    ).exclude(datos__has_key=DESHECHA)
    return [
        Fundamento(causas[tarea.expediente_id], tarea.id, _en_palabras(tarea))
        for tarea in decididas.select_related("expediente").order_by("-cerrada_el", "-id")[:MAXIMO]
    ]


def _en_palabras(tarea: Tarea) -> str:
    dicho = tarea.resultado.get("notificable")
    acto = dicho if isinstance(dicho, dict) else {}
    return _("%(clase)s %(numero)s, del expediente %(e)s") % {
        "clase": texto_de(acto.get("titulo")) or _("Resolución"),
        "numero": texto_de(acto.get("numero")),
        "e": tarea.expediente.numero,
    }
