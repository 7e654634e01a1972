"""Doing what was asked over many things, one by one, and forgetting it when its month is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, ErrorDominio, ServicioNoDisponible
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import con_ella
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.plataforma.organizacion.consultas import actor_de
from consistorio.servicios.encargos import consultas
from consistorio.servicios.encargos.models import Encargo, FilaEncargo
from consistorio.tramitacion.expedientes.acciones import anotar_nota, seguir
from consistorio.tramitacion.motor.acciones import asignar, completar_tarea
from consistorio.tramitacion.motor.consultas import acciones_de, tareas_de

# Those that wait behind in the same order wait for it: some seconds, also where a service is out
INTENTOS = 3


class _YaHecha(Exception):
    """Another worker did the row meanwhile: what this one wrote is undone."""


def no_se_pudo(error: BaseException | None, *, fila_id: str) -> None:
    """It was tried as often as it may be: it is not done, and the rest goes on."""
    motivo = _("Ha fallado todas las veces que se ha intentado. Hágalo en su expediente.")
    _fallar(UUID(fila_id), _por_que(error) if isinstance(error, ErrorDominio) else motivo)
    _terminar_si_es_la_ultima(UUID(fila_id))


@trabajo("encargos.hacer", cola="general", intentos=INTENTOS, insiste=False, al_rendirse=no_se_pudo)
def hacer(*, fila_id: str) -> None:
    """Do one row as who asked for it, with what they may do now. What the domain refuses ends it, with its reason; anything else is tried again,
    and given up after some times.

    The row is noted as done in the transaction of its act: done twice, or half, it cannot be.
    """
    _hacer(UUID(fila_id))
    _terminar_si_es_la_ultima(UUID(fila_id))


def _hacer(fila_id: UUID) -> None:
    pendiente = FilaEncargo.objects.filter(id=fila_id, estado=FilaEncargo.Estado.PENDIENTE)
    fila = pendiente.select_related("encargo__solicitante__persona", "expediente").first()
    if fila is None:
        return
    reloj = reloj_de_la_casa()

    def marcar(_hecho: object) -> None:
        if not pendiente.update(estado=FilaEncargo.Estado.HECHA, motivo=""):
            raise _YaHecha

    try:
        actor = actor_de(fila.encargo.solicitante, en=hoy(reloj))
        with con_ella(marcar):
            ACTOS[fila.encargo.acto](fila, actor, reloj)
    except _YaHecha:
        return
    except ServicioNoDisponible as error:
        pendiente.update(motivo=_por_que(error))
        raise
    except ErrorDominio as error:
        _fallar(fila_id, _por_que(error))
    except Exception:
        pendiente.update(motivo=_("Ha fallado y se está intentando otra vez."))
        raise


def _fallar(fila_id: UUID, motivo: str) -> None:
    pendiente = FilaEncargo.objects.filter(id=fila_id, estado=FilaEncargo.Estado.PENDIENTE)
    pendiente.update(estado=FilaEncargo.Estado.FALLIDA, motivo=motivo)


def _terminar_si_es_la_ultima(fila_id: UUID) -> None:
    """What it belongs to is over when no row waits: also where this one was done before, by a worker that died then."""
    encargo = Encargo.objects.filter(filas=fila_id, terminado_el=None).first()
    if encargo is not None and not encargo.filas.filter(estado=FilaEncargo.Estado.PENDIENTE).exists():
        Encargo.objects.filter(id=encargo.id, terminado_el=None).update(terminado_el=reloj_de_la_casa().ahora())


def _por_que(error: ErrorDominio) -> str:
    """What an act refused, in one paragraph."""
    dichos = (error.mensaje, *(problema.mensaje for problema in error.problemas), error.que_hacer)
    return " ".join(dict.fromkeys(filter(None, dichos)))[:500]


def _tomar(fila: FilaEncargo, actor: Actor, reloj: Reloj) -> object:
    motivo = fila.encargo.motivo_orden
    return asignar(actor=actor, tarea_id=_tarea(fila), empleado_id=actor.id, motivo_orden=motivo, reloj=reloj)


def _soltar(fila: FilaEncargo, actor: Actor, reloj: Reloj) -> object:
    return asignar(actor=actor, tarea_id=_tarea(fila), empleado_id=None, reloj=reloj)


def _asignar(fila: FilaEncargo, actor: Actor, reloj: Reloj) -> object:
    encargo = fila.encargo
    return asignar(
        actor=actor,
        tarea_id=_tarea(fila),
        empleado_id=encargo.empleado_id,
        motivo_orden=encargo.motivo_orden,
        reloj=reloj,
    )


def _completar(fila: FilaEncargo, actor: Actor, reloj: Reloj) -> object:
    """Only where it is the main thing to do: a review in which something is missing is looked at one by one."""
    abiertas = tareas_de(actor).select_related("expediente__version__procedimiento", "unidad")
    tarea = abiertas.filter(id=_tarea(fila)).first()
    if tarea is not None:
        posibles = acciones_de(tarea, actor)
        principal = next((una for una in posibles if una.principal), None)
        if principal is None or principal.codigo != "completar_tarea":
            raise Conflicto(
                _("No se puede dar por hecha junto a otras: falta algo o hay que decidir sobre ella."),
                que_hacer=_("Ábrala y hágala en su expediente."),
            )
    return completar_tarea(
        actor=actor, tarea_id=_tarea(fila), resultado={}, motivo_orden=fila.encargo.motivo_orden, reloj=reloj
    )


def _seguir(fila: FilaEncargo, actor: Actor, reloj: Reloj) -> object:
    return seguir(actor=actor, expediente_id=fila.expediente_id, reloj=reloj)


def _anotar(fila: FilaEncargo, actor: Actor, reloj: Reloj) -> object:
    return anotar_nota(actor=actor, expediente_id=fila.expediente_id, texto=fila.encargo.texto, reloj=reloj)


ACTOS: Mapping[str, Callable[[FilaEncargo, Actor, Reloj], object]] = {
    Encargo.Acto.TOMAR: _tomar,
    Encargo.Acto.SOLTAR: _soltar,
    Encargo.Acto.ASIGNAR: _asignar,
    Encargo.Acto.COMPLETAR: _completar,
    Encargo.Acto.SEGUIR: _seguir,
    Encargo.Acto.ANOTAR: _anotar,
}


def _tarea(fila: FilaEncargo) -> UUID:
    if fila.tarea_id is None:
        msg = f"row {fila.id} of an act over tasks has none"
        raise ValueError(msg)
    return fila.tarea_id


@periodico("encargos.retirar", cron="43 * * * *")
def retirar() -> None:
    """Forget up to 200 whose month is over, with their rows. What they did stays in its cases."""
    for encargo in consultas.por_retirar(en=reloj_de_la_casa().ahora()):
        encargo.delete()
