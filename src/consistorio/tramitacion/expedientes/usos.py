"""What a document of a case is the proof of in it: who decides or acts with one says here where it is written, and then it stays in its case."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.tramitacion.expedientes.models import Rectificacion


@dato
class Uso:
    """Rows of `modelo`, each of the case at `expediente`, that name a document at `documento` (how they are asked, as in a filter). `que`: what it is
    then, to finish «Ese documento es...». `vivos`: those that count."""

    modelo: type[Model]
    que: Promise
    documento: str = "documento_id"
    expediente: str = "expediente_id"
    vivos: Q = Q()


_USOS: dict[str, Uso] = {"rectificacion": Uso(Rectificacion, _("el que corrige una rectificación de este expediente"))}


def registrar_uso(clase: str, uso: Uso) -> None:
    """Say where it is written that a document of a case serves for something in it. Raises ValueError when the name is taken."""
    if _USOS.setdefault(clase, uso) != uso:
        msg = f"uses as {clase} are registered twice"
        raise ValueError(msg)


def para_que_sirve(expediente_id: UUID, documento_id: UUID) -> list[str]:
    """What a document is the proof of in a case; empty when it is of nothing. One query for each room that said it."""
    return [
        str(uso.que)
        for uso in _USOS.values()
        if uso.modelo._default_manager.filter(
            uso.vivos, **{uso.expediente: expediente_id, uso.documento: str(documento_id)}
        ).exists()
    ]
