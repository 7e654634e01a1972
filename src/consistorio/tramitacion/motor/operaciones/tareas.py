"""Opening, sharing out and closing single tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, time
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import MADRID, Reloj, en_madrid, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.auditoria.operaciones import Nota, anotar, anotar_varios
from consistorio.tramitacion.expedientes.models import Expediente, PermisoExpediente
from consistorio.tramitacion.expedientes.operaciones import dar_acceso, dar_accesos, retirar_acceso
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.atrasos import tras_esperar
from consistorio.tramitacion.motor.eventos import (
    EstadoDeTareaCambiado,
    TareaAsignada,
    TareaCancelada,
    TareaCreada,
)
from consistorio.tramitacion.motor.models import Declaracion, MotivoDeTarea, Plazo, Tarea
from consistorio.tramitacion.motor.operaciones.firmas import retirar_acto_de
from consistorio.tramitacion.motor.registro_tipos import Contexto, tipo_de


@dato
class TareaNueva:
    """A task to open. `estado`: pendiente, en_espera, or cancelada (not needed). `unidad_id`: who does it."""

    codigo: str
    tipo: str
    nombre: str
    fase: str
    unidad_id: UUID
    vence: date | None = None
    preceptiva: bool = False
    del_modelo: bool = False
    datos: Mapping[str, Valor] = field(default_factory=dict)
    estado: str = Tarea.Estado.PENDIENTE

    @property
    def cancelada(self) -> bool:
        """Noted as not needed: nobody has to do it."""
        return self.estado == Tarea.Estado.CANCELADA


def crear(expediente: Expediente, nueva: TareaNueva, *, actor: Actor, reloj: Reloj) -> Tarea:
    """Open a task: see `crear_varias`."""
    return crear_varias(expediente, [nueva], actor=actor, reloj=reloj)[0]


def crear_varias(expediente: Expediente, nuevas: Sequence[TareaNueva], *, actor: Actor, reloj: Reloj) -> list[Tarea]:
    """Open tasks, in that order, and let the unit of each see the case while it is open.

    Writes: Tarea, PermisoExpediente, and what their kinds write when one is opened. Emits: tarea.creada.
    """
    exigir_transaccion()
    if not nuevas:
        return []
    ahora, incoada_el = reloj.ahora(), _incoado_el(expediente)
    tareas = Tarea.objects.bulk_create(
        Tarea(
            expediente=expediente,
            procedimiento_id=expediente.version.procedimiento_id,
            incoada_el=incoada_el,
            codigo=nueva.codigo,
            tipo=nueva.tipo,
            nombre=nueva.nombre,
            fase=nueva.fase,
            unidad_id=nueva.unidad_id,
            estado=nueva.estado,
            preceptiva=nueva.preceptiva,
            del_modelo=nueva.del_modelo,
            creada_el=ahora,
            vence=nueva.vence,
            datos=dict(nueva.datos),
            cerrada_el=ahora if nueva.cancelada else None,
        )
        for nueva in nuevas
    )
    anotar_varios(
        [
            Nota(expediente.cadena, TareaCreada(expediente.id, t.id, t.codigo, t.tipo, t.unidad_id, t.estado))
            for t in tareas
        ],
        actor=actor,
        reloj=reloj,
    )
    por_hacer = [tarea for tarea, nueva in zip(tareas, nuevas, strict=True) if not nueva.cancelada]
    dar_accesos(
        [
            PermisoExpediente(
                expediente_id=expediente.id,
                referencia=tarea.id,
                causa=f"tarea:{tarea.tipo}",
                desde=ahora,
                unidad_id=tarea.unidad_id,
            )
            for tarea in por_hacer
        ]
    )
    for tarea in por_hacer:
        tipo_de(tarea.tipo).al_crear(tarea, Contexto(actor, reloj))
    return tareas


def _incoado_el(expediente: Expediente) -> datetime:
    """When a case started: its entry, the day of what was declared, or the agreement to start it of office (LPACAP 21.3)."""
    entrada = Plazo.objects.filter(expediente=expediente).values_list("inicio", flat=True).first()
    if entrada is not None:
        return entrada
    desde = Declaracion.objects.filter(expediente=expediente).values_list("desde", flat=True).first()
    return datetime.combine(desde, time(), MADRID) if desde is not None else expediente.abierto_el


def asignar(
    tarea: Tarea,
    *,
    empleado_id: UUID | None,
    motivo: str,
    actor: Actor,
    reloj: Reloj,
    unidad_id: UUID | None = None,
    escrito: MotivoDeTarea | None = None,
) -> None:
    """Give an open task to an employee (None: back to its unit), who may then see the case. `motivo`: a code; `escrito`: the reason kept.

    Writes: Tarea, PermisoExpediente. Emits: tarea.asignada. Raises Conflicto when it is closed.
    """
    exigir_transaccion()
    _exigir_abierta(tarea)
    ahora = reloj.ahora()
    if tarea.asignada_a_id is not None:
        retirar_acceso(referencia=tarea.id, momento=ahora, empleado_id=tarea.asignada_a_id)
    if unidad_id is not None and unidad_id != tarea.unidad_id:
        retirar_acceso(referencia=tarea.id, momento=ahora)
        dar_acceso(
            tarea.expediente_id, referencia=tarea.id, causa=f"tarea:{tarea.tipo}", momento=ahora, unidad_id=unidad_id
        )
        tarea.unidad_id = unidad_id
    tarea.asignada_a_id = empleado_id
    tarea.save(update_fields=["asignada_a", "unidad"])
    if empleado_id is not None:
        dar_acceso(
            tarea.expediente_id,
            referencia=tarea.id,
            causa=f"tarea:{tarea.tipo}",
            momento=ahora,
            empleado_id=empleado_id,
        )
    anotar(
        tarea.expediente.cadena,
        TareaAsignada(
            tarea.expediente_id, tarea.id, empleado_id, tarea.unidad_id, motivo, escrito.id if escrito else None
        ),
        actor=actor,
        reloj=reloj,
        filas=[escrito] if escrito else [],
    )


def poner_en_espera(tarea: Tarea, *, actor: Actor, reloj: Reloj) -> None:
    """The task waits for somebody else. Writes: Tarea. Emits: tarea.estado."""
    _cambiar_estado(tarea, Tarea.Estado.EN_ESPERA, actor=actor, reloj=reloj)


def reanudar(tarea: Tarea, *, actor: Actor, reloj: Reloj) -> None:
    """What the task waited for has come: its date moves by the days that it waited. Writes: Tarea. Emits: tarea.estado."""
    if tarea.estado == Tarea.Estado.EN_ESPERA:
        _devolver_lo_esperado(tarea, hoy(reloj))
    _cambiar_estado(tarea, Tarea.Estado.PENDIENTE, actor=actor, reloj=reloj)


def _devolver_lo_esperado(tarea: Tarea, dia: date) -> None:
    """Only of a date of the town's own: what the law says does not wait."""
    definicion = tarea.expediente.version.tipada.tarea(tarea.codigo)
    if definicion is None or definicion.plazo_interno is None or tipo_de(tarea.tipo).fecha_de_ley:
        return
    tarea.refresh_from_db(fields=["vence"])  # what gave a term to a party moved it
    espera = eventos_de(tarea.expediente.cadena).filter(
        tipo="tarea.estado", datos__tarea_id=str(tarea.id), datos__estado=Tarea.Estado.EN_ESPERA
    )
    ultima = espera.order_by("-seq").values_list("momento", flat=True).first()
    if tarea.vence is None or ultima is None:
        return
    tarea.vence = tras_esperar(tarea.vence, desde=en_madrid(ultima).date(), hasta=dia)
    tarea.save(update_fields=["vence"])


def reabrir(tarea: Tarea, *, actor: Actor, reloj: Reloj) -> None:
    """A task that was done has to be done again; its unit sees the case again. Nothing when it is open.

    Writes: Tarea, PermisoExpediente. Emits: tarea.estado.
    """
    exigir_transaccion()
    if tarea.abierta:
        return
    tarea.cerrada_el, tarea.resultado = None, {}
    tarea.estado = Tarea.Estado.PENDIENTE
    tarea.save(update_fields=["estado", "cerrada_el", "resultado"])
    dar_acceso(
        tarea.expediente_id,
        referencia=tarea.id,
        causa=f"tarea:{tarea.tipo}",
        momento=reloj.ahora(),
        unidad_id=tarea.unidad_id,
    )
    anotar(
        tarea.expediente.cadena,
        EstadoDeTareaCambiado(tarea.expediente_id, tarea.id, tarea.estado),
        actor=actor,
        reloj=reloj,
    )


def _cambiar_estado(tarea: Tarea, estado: str, *, actor: Actor, reloj: Reloj) -> None:
    exigir_transaccion()
    _exigir_abierta(tarea)
    if tarea.estado == estado:
        return
    tarea.estado = estado
    tarea.save(update_fields=["estado"])
    anotar(
        tarea.expediente.cadena,
        EstadoDeTareaCambiado(tarea.expediente_id, tarea.id, estado),
        actor=actor,
        reloj=reloj,
    )


def cancelar(tarea: Tarea, *, actor: Actor, reloj: Reloj) -> None:
    """The task is no longer needed, nor the act that it had in the signature folder.

    Writes: Tarea, PermisoExpediente, ActoTramite. Emits: tarea.cancelada, motor.acto.retirado. Raises Conflicto.
    """
    exigir_transaccion()
    _exigir_abierta(tarea)
    motivo = _("«%(t)s» ya no hace falta en este expediente.") % {"t": tarea.nombre}
    retirar_acto_de(tarea, tarea.expediente, motivo=motivo, actor=actor, reloj=reloj)
    tarea.estado, tarea.cerrada_el = Tarea.Estado.CANCELADA, reloj.ahora()
    tarea.save(update_fields=["estado", "cerrada_el"])
    retirar_acceso(referencia=tarea.id, momento=tarea.cerrada_el)
    anotar(
        tarea.expediente.cadena,
        TareaCancelada(tarea.expediente_id, tarea.id, tarea.codigo),
        actor=actor,
        reloj=reloj,
    )


def _exigir_abierta(tarea: Tarea) -> None:
    if not tarea.abierta:
        raise Conflicto(_("La tarea «%(t)s» ya está cerrada.") % {"t": tarea.nombre})
