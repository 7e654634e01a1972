"""Reads of the reports that a unit asked others for and waits for (LPACAP 79-80)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.identidad.models import NOMBRES
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import visibles_por
from consistorio.tramitacion.motor.models import Informe

EN_PAGINA = 50
_SE_LEE = (
    *("asunto", "pedido_el", "vence", "expediente__numero", "expediente__titulo", "tarea__unidad__nombre"),
    *(f"tarea__asignada_a__persona__{campo}" for campo in ("clase", *NOMBRES)),
)


def informes_pedidos(actor: Actor, *, tras: tuple[date, UUID] | None = None, limite: int = EN_PAGINA) -> list[Informe]:
    """A page of the reports that other units still owe to the running cases of the actor's, the first that was due first, each with who has it.
    `tras`: the last of the page before. Those without which the procedure went on are not waited for."""
    pagina = Q() if tras is None else Q(vence__gt=tras[0]) | Q(vence=tras[0], id__gt=tras[1])
    pedidos = Informe.objects.filter(
        visibles_por(actor, "expediente"),
        pagina,
        emitido_el=None,
        tarea__cerrada_el=None,
        expediente__unidad_id__in=actor.unidades,
        expediente__estado=Expediente.Estado.ABIERTO,
    ).exclude(tarea__unidad_id__in=actor.unidades)
    con_quien = pedidos.select_related("expediente", "tarea__unidad", "tarea__asignada_a__persona")
    return list(con_quien.only(*_SE_LEE).order_by("vence", "id")[:limite])
