"""Ask for one act over many tasks or many cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import DatosIncorrectos, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar_varios
from consistorio.servicios.encargos.consultas import como_marcada, marcadas, marcados, se_adelantan
from consistorio.servicios.encargos.eventos import EncargoPedido
from consistorio.servicios.encargos.models import Encargo, FilaEncargo
from consistorio.servicios.encargos.reglas import problemas_de_expedientes, problemas_de_marcadas
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR, VER
from consistorio.tramitacion.expedientes.seguimiento import cadena_de
from consistorio.tramitacion.motor.models import Tarea

SE_GUARDA = timedelta(days=30)


@accion("encargo.pedido", permiso=TRAMITAR, norma="LPACAP arts. 20.1, 71.1 y 71.2")
def encargar_tareas(
    *,
    actor: Actor,
    clave: UUID,
    acto: str,
    tareas: Sequence[UUID],
    reloj: Reloj,
    empleado_id: UUID | None = None,
    motivo_orden: str = "",
) -> Encargo:
    """Take, leave, assign or close several tasks that are alike: a job does each, as whoever asks, the oldest case first.

    `clave`: asked for again with the same one, it is the one that is there. `empleado_id`: to whom they are assigned. `motivo_orden`: why, when
    what is taken or done leaves behind another alike of an older case (LPACAP 71.2); it is asked once for all of them.
    Who: tramitador; each row asks the permission of its own act. Writes: Encargo, FilaEncargo. Emits: encargo.pedido.
    Raises DatosIncorrectos (every reason), NoPermitido.
    """
    repetido = el_mismo(actor, clave)
    if repetido is not None:
        return repetido
    elegidas = marcadas(actor, tareas)
    problemas = problemas_de_marcadas(
        acto, [como_marcada(t) for t in elegidas], faltan=len(set(tareas)) - len(elegidas)
    )
    if acto == Encargo.Acto.ASIGNAR and empleado_id is None:
        problemas.append(Problema("empleado", _("Elija quién las hará.")))
    if not problemas:
        problemas += _de_turno(acto, elegidas, actor, empleado_id=empleado_id, motivo=motivo_orden)
    if problemas:
        raise DatosIncorrectos(_("No se ha pedido nada."), problemas=problemas)
    encargo = Encargo(
        clave=clave,
        acto=acto,
        empleado_id=empleado_id if acto == Encargo.Acto.ASIGNAR else None,
        motivo_orden=motivo_orden.strip(),
    )
    return _pedir(encargo, [(tarea.expediente, tarea) for tarea in elegidas], actor=actor, reloj=reloj)


def _de_turno(
    acto: str, tareas: Sequence[Tarea], actor: Actor, *, empleado_id: UUID | None, motivo: str
) -> list[Problema]:
    """Whether the reason of going before others is missing."""
    if not cuenta_el_turno(acto, para_si=empleado_id == actor.id) or motivo.strip():
        return []
    anterior = se_adelantan(tareas, actor, entre_libres=acto != Encargo.Acto.COMPLETAR)
    if anterior is None:
        return []
    mensaje = _("El expediente %(n)s entró antes y espera lo mismo: diga por qué se hacen estas primero, o márquela.")
    return [Problema("motivo_orden", mensaje % {"n": anterior.expediente.numero})]


def cuenta_el_turno(acto: str, *, para_si: bool) -> bool:
    """Whether the act minds whose turn it is: what is closed, and what one takes for oneself; who is given a task is asked when they do it."""
    return acto in (Encargo.Acto.COMPLETAR, Encargo.Acto.TOMAR) or (acto == Encargo.Acto.ASIGNAR and para_si)


@accion("encargo.pedido", permiso=VER, norma="LPACAP arts. 20.1, 70.4 y 71.1")
def encargar_expedientes(
    *, actor: Actor, clave: UUID, acto: str, expedientes: Sequence[UUID], reloj: Reloj, texto: str = ""
) -> Encargo:
    """Follow several cases, or leave the same working note in each: a job does each, as whoever asks.

    Who: staff who may see them. Writes: Encargo, FilaEncargo. Emits: encargo.pedido. Raises DatosIncorrectos (every reason), NoPermitido.
    """
    repetido = el_mismo(actor, clave)
    if repetido is not None:
        return repetido
    elegidos = marcados(actor, expedientes)
    problemas = problemas_de_expedientes(acto, len(elegidos), faltan=len(set(expedientes)) - len(elegidos), texto=texto)
    if problemas:
        raise DatosIncorrectos(_("No se ha pedido nada."), problemas=problemas)
    encargo = Encargo(clave=clave, acto=acto, texto=texto.strip() if acto == Encargo.Acto.ANOTAR else "")
    return _pedir(encargo, [(expediente, None) for expediente in elegidos], actor=actor, reloj=reloj)


def el_mismo(actor: Actor, clave: UUID) -> Encargo | None:
    """What was asked for on that sheet, if it was already. Raises NoPermitido (who is not of the staff)."""
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("Los trabajos en bloque los pide el personal."))
    return Encargo.objects.filter(solicitante_id=actor.id, clave=clave).first()


def _pedir(
    encargo: Encargo, cosas: Sequence[tuple[Expediente, Tarea | None]], *, actor: Actor, reloj: Reloj
) -> Encargo:
    """Write it with its rows, and enqueue them: one after another and in that order. Sent twice at once, the first one is it."""
    encargo.solicitante_id, encargo.pedido_el = actor.id, reloj.ahora()
    encargo.caduca_el = encargo.pedido_el + SE_GUARDA
    Encargo.objects.bulk_create([encargo], ignore_conflicts=True)  # waits for who is writing it, if somebody is
    escrito = Encargo.objects.get(solicitante_id=actor.id, clave=encargo.clave)
    if escrito.id != encargo.id:
        return escrito
    filas = FilaEncargo.objects.bulk_create(
        FilaEncargo(encargo=encargo, orden=orden, expediente=expediente, tarea=tarea)
        for orden, (expediente, tarea) in enumerate(cosas, 1)
    )
    anotar(cadena_de(actor), EncargoPedido(encargo.id, encargo.acto, len(filas)), actor=actor, reloj=reloj)
    encolar_varios("encargos.hacer", [(f"encargo:{encargo.id}", {"fila_id": fila.id}) for fila in filas])
    return encargo
