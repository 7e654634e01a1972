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
    declares null what its case decided, or in a case related to it."""
    return [POR_ERROR, *_decididos(expediente)]


def fundamento_de(expediente: Expediente, decision_id: UUID | None) -> Fundamento | None:
    """That of a decision, or the error; None when that decision is none of them."""
    return next((uno for uno in fundamentos_de(expediente) if uno.decision_id == decision_id), None)


def _decididos(expediente: Expediente) -> Sequence[Fundamento]:
    relaciones = list(Relacion.objects.filter(Q(expediente=expediente) | Q(otro=expediente)).order_by("-id")[:MAXIMO])
    nulidades = _de_nulidad(
        [
            una.expediente_id
            for una in relaciones
            if una.clase == Relacion.Clase.REVISION and una.otro_id == expediente.id
        ]
    )
    causas: dict[UUID, Causa] = {}
    for relacion in relaciones:
        suyo = relacion.expediente_id == expediente.id
        otro = relacion.otro_id if suyo else relacion.expediente_id
        match relacion.clase:
            case Relacion.Clase.RECURSO | Relacion.Clase.REVISION if suyo:
                continue  # this case is the appeal, or the review: what it decided is not about its own debts
            case Relacion.Clase.RECURSO:
                causas[otro] = Causa.RECURSO
            case Relacion.Clase.REVISION if otro in nulidades:
                causas[otro] = Causa.NULIDAD
            case Relacion.Clase.REVISION:
                continue  # what is harmful to the public interest stands until the courts annul it (LPACAP 107.1)
            case _:
                causas.setdefault(otro, Causa.REVOCACION)
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
