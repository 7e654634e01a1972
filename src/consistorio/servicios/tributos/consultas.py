"""Reads of the debts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from consistorio.nucleo.actor import Actor
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.permisos import COBRAR, LIQUIDAR
from consistorio.servicios.tributos.reglas import leer_referencia
from consistorio.tramitacion.catalogo.consultas import MAXIMO_EN_LISTA
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.catalogo.valores_legales import conceptos_en_vigor
from consistorio.tramitacion.expedientes.consultas import visibles_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import texto_de
from consistorio.tramitacion.motor.consultas_ejecucion import en_suspenso
from consistorio.tramitacion.motor.models import ActoTramite

PAGO = "pago"
ANULACION = "anulacion_liquidacion"
MAXIMO_DE_UN_EXPEDIENTE = 100


def de_expediente(expediente: Expediente, *, deudor_id: UUID | None = None) -> Sequence[Liquidacion]:
    """The debts of a case that somebody may see, the first first, with their payments; those of one debtor, for who is only a party."""
    deudas = Liquidacion.objects.filter(expediente=expediente).annotate(en_suspenso=en_suspenso())
    return list(
        (deudas if deudor_id is None else deudas.filter(deudor_id=deudor_id))
        .select_related("deudor", "documento", "justificante")
        .prefetch_related("cobros", "devoluciones")
        .order_by("emitida_el", "id")[:MAXIMO_DE_UN_EXPEDIENTE]
    )


def tarifas_por_escribir(*, en: date) -> dict[str, tuple[str, ...]]:
    """The concepts that the published procedures collect and of which nobody wrote the tariff in force on a day, by procedure."""
    publicadas = VersionProcedimiento.objects.filter(
        estado=VersionProcedimiento.Estado.PUBLICADA, definicion__tareas__contains=[{"tipo": PAGO}]
    ).select_related("procedimiento")[:MAXIMO_EN_LISTA]
    de_cada_una = {version.procedimiento.codigo: _conceptos(version.tipada) for version in publicadas}
    escritos = conceptos_en_vigor(de_cada_una, en=en)
    faltan = {
        codigo: tuple(c for c in conceptos if c not in escritos.get(codigo, ()))
        for codigo, conceptos in de_cada_una.items()
    }
    return {codigo: conceptos for codigo, conceptos in faltan.items() if conceptos}


def _conceptos(definicion: Definicion) -> tuple[str, ...]:
    dichos = (texto_de(tarea.datos.get("concepto")) for tarea in definicion.tareas if tarea.tipo == PAGO)
    return tuple(dict.fromkeys(dicho for dicho in dichos if dicho))


def anulables_de(expediente: Expediente) -> QuerySet[Liquidacion]:
    """Those of a case that can be annulled."""
    return Liquidacion.objects.filter(expediente=expediente).exclude(estado="anulada").order_by("emitida_el", "id")


def anulaciones_de(expediente: Expediente) -> dict[UUID, ActoTramite]:
    """The last annulment that was written of each debt of a case, whatever became of it."""
    actos = expediente.actos.filter(clase=ANULACION).order_by("dictado_el", "id")[:MAXIMO_DE_UN_EXPEDIENTE]
    return {UUID(str(acto.datos["liquidacion"])): acto for acto in actos}


def por_pagar(actor: Actor, *, limite: int) -> list[Liquidacion]:
    """What a citizen has to pay, or who they act for: what ends first, first. Nothing of what stands still while it is appealed or reviewed."""
    return list(
        Liquidacion.objects.filter(
            ~en_suspenso(),
            expediente__in=visibles_para(actor),
            estado="pendiente",
            deudor_id=actor.persona_interesada,
        )
        .select_related("expediente")
        .order_by("vence", "id")[:limite]
    )


def por_pagar_de(expediente: Expediente, actor: Actor) -> Liquidacion | None:
    """What a citizen has to pay in a case, what ends first; nothing while it stands still."""
    pendientes = Liquidacion.objects.filter(
        ~en_suspenso(), expediente=expediente, estado="pendiente", deudor_id=actor.persona_interesada
    )
    return pendientes.order_by("vence", "id").first()


def cobrables_para(actor: Actor) -> QuerySet[Liquidacion]:
    """Every debt, for who collects; none for the others."""
    return _todas() if actor.puede(COBRAR) else Liquidacion.objects.none()


def liquidables_para(actor: Actor) -> QuerySet[Liquidacion]:
    """Every debt, for who liquidates, whose work in a case may be over; none for the others."""
    return _todas() if actor.puede(LIQUIDAR) else Liquidacion.objects.none()


def _todas() -> QuerySet[Liquidacion]:
    return Liquidacion.objects.select_related("expediente", "deudor").annotate(en_suspenso=en_suspenso())


def de_referencia(entre: QuerySet[Liquidacion], texto: str) -> Liquidacion | None:
    """Of some debts, that of a reference as somebody wrote or dictated it."""
    referencia = leer_referencia(texto)
    return entre.filter(referencia=referencia).first() if referencia else None


def vencidas(actor: Actor, *, en: date, tras: Liquidacion | None = None) -> QuerySet[Liquidacion]:
    """Those whose term ended without payment, the oldest first; `tras`: after that one. Nothing of what stands still is exacted (LPACAP 108, 117)."""
    filas = cobrables_para(actor).filter(~en_suspenso(), estado="pendiente", vence__lt=en).order_by("vence", "id")
    return (
        filas
        if tras is None or tras.vence is None
        else filas.filter(Q(vence__gt=tras.vence) | Q(vence=tras.vence, id__gt=tras.id))
    )


def por_devolver(actor: Actor, *, tras: UUID | None = None) -> QuerySet[Liquidacion]:
    """Those of which something has to be given back, the oldest first; `tras`: after that one."""
    filas = cobrables_para(actor).filter(por_devolver__gt=0).order_by("id")
    return filas if tras is None else filas.filter(id__gt=tras)


def sin_ultimo_dia(*, limite: int = 500) -> list[UUID]:
    """Those that were notified and whose last day to pay could not be counted yet."""
    notificadas = Liquidacion.objects.filter(estado="pendiente", vence=None, notificada__isnull=False)
    return list(notificadas.order_by("id").values_list("id", flat=True)[:limite])
