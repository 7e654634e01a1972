"""What follows from what an organ decided in session, inside somebody's open transaction. The case's row is locked by the caller."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.resoluciones import libro, operaciones, posteriores
from consistorio.servicios.resoluciones.colegiados import COLEGIADOS
from consistorio.servicios.resoluciones.eventos import AsuntoTratado, PropuestaRedactada
from consistorio.servicios.resoluciones.firmantes import fijar_firmantes
from consistorio.servicios.resoluciones.models import AsuntoSesion, Resolucion
from consistorio.servicios.resoluciones.tareas import abierta_con_cerrojo
from consistorio.tramitacion.expedientes.intervencion import OrigenDeFirmas, registrar_origen
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Tarea

SIN_ACUERDO = (
    AsuntoSesion.Resultado.RECHAZADO,
    AsuntoSesion.Resultado.SOBRE_LA_MESA,
    AsuntoSesion.Resultado.RETIRADO,
)
registrar_origen("asunto_sesion", OrigenDeFirmas(AsuntoSesion, vivos=Q(estado=AsuntoSesion.Estado.EN_FIRMA)))


def tratar(asunto: AsuntoSesion, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Number what was agreed and send its certificate to be made; or keep it for another session; or give it back to the area.

    Writes Resolucion, AsuntoSesion, Libro, Tarea, Plazo. Emits AsuntoTratado, PropuestaRedactada, ResolucionNumerada. Raises DatosIncorrectos, Conflicto.
    """
    exigir_transaccion()
    if asunto.resultado == AsuntoSesion.Resultado.SOBRE_LA_MESA:
        otro = _para_otra_sesion(asunto, tarea)
        _anotar(asunto, [asunto, otro], expediente, actor=actor, reloj=reloj)
        return
    motor.completar(tarea, {"codigo": asunto.resultado}, actor=actor, reloj=reloj, expediente=expediente)
    if asunto.resultado in SIN_ACUERDO:
        resolucion = devolver_al_area(asunto, motivo=asunto.motivo, actor=actor, reloj=reloj)
    else:
        resolucion = _adoptar(asunto, expediente, actor=actor, reloj=reloj)
    _anotar(asunto, [resolucion, asunto], expediente, actor=actor, reloj=reloj)


def sesion_anterior(asunto: AsuntoSesion) -> date | None:
    """The day of the session in which the same matter was last left on the table."""
    tratados = AsuntoSesion.objects.filter(tarea_id=asunto.tarea_id, estado=AsuntoSesion.Estado.TRATADO)
    return tratados.order_by("-sesion_el").values_list("sesion_el", flat=True).first()


def devolver_al_area(asunto: AsuntoSesion, *, motivo: str, actor: Actor, reloj: Reloj) -> Resolucion:
    """The proposal may be changed, taken back or sent again. The caller notes the fact. Writes Resolucion, Tarea."""
    exigir_transaccion()
    resolucion = operaciones.bloqueada(asunto.resolucion_id)
    resolucion.estado = Resolucion.Estado.PROPUESTA
    resolucion.save(update_fields=["estado"])
    tarea = abierta_con_cerrojo(resolucion.tarea_id)
    if tarea is not None:
        tarea.datos = {**tarea.datos, "devuelto": motivo[:600]}
        tarea.save(update_fields=["datos"])
        motor.reanudar(tarea, actor=actor, reloj=reloj)
    return resolucion


def olvidar_devolucion(tarea: Tarea) -> None:
    """It goes again: why it came back is no longer to be minded. Writes Tarea."""
    exigir_transaccion()
    tarea.datos = {clave: valor for clave, valor in tarea.datos.items() if clave != "devuelto"}
    tarea.save(update_fields=["datos"])


def _adoptar(asunto: AsuntoSesion, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> Resolucion:
    if asunto.sesion_el is None:
        msg = "what was agreed says in which session"
        raise ValueError(msg)
    resolucion = operaciones.bloqueada(asunto.resolucion_id)
    if asunto.enmienda:
        _enmendar(resolucion, asunto, expediente, actor=actor, reloj=reloj)
    motor.cumplir_al_dictar(expediente, dia=asunto.sesion_el, actor=actor, reloj=reloj)
    resolucion.advertencias = list(
        operaciones.comprobar(resolucion, expediente, en=hoy(reloj), dictada=asunto.sesion_el)
    )
    fijar_firmantes(resolucion, reloj)
    codigo = COLEGIADOS[resolucion.organo].libro
    si_cerrado = _(
        "Compruebe el día de la sesión. Si es ese, tiene que ratificarse en una sesión de este año: anote esa."
    )
    anio = asunto.sesion_el.year  # a session of December may be recorded in January
    del_anio = libro.abierto(anio, codigo=codigo, si_cerrado=si_cerrado, actor=actor, reloj=reloj)
    resolucion.estado, resolucion.libro, resolucion.elevada_por = Resolucion.Estado.EN_FIRMA, del_anio, actor.id
    tomado = libro.tomar_numero(
        del_anio,
        resolucion_id=resolucion.id,
        expediente_id=expediente.id,
        en_su_anio=False,
        actor=actor,
        reloj=reloj,
    )
    resolucion.numero, resolucion.elevada_el = tomado.numero, tomado.momento
    resolucion.save()
    encolar("resoluciones.documentar", resolucion_id=resolucion.id)
    return resolucion


def _enmendar(
    resolucion: Resolucion, asunto: AsuntoSesion, expediente: Expediente, *, actor: Actor, reloj: Reloj
) -> None:
    """The text changes, and who has to know of it is told before it has a number."""
    resolucion.decision = list(asunto.enmienda)
    posteriores.fijar(resolucion, expediente, dictamen=posteriores.CON_ENMIENDA)
    resolucion.save(update_fields=["decision", "posteriores"])
    hecho = PropuestaRedactada(resolucion.id, expediente.id, resolucion.sentido, operaciones.huella(resolucion))
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[resolucion])


def _para_otra_sesion(asunto: AsuntoSesion, tarea: Tarea) -> AsuntoSesion:
    """The same proposal, sent on the same day: its next session may be over too when this one is recorded."""
    return AsuntoSesion.objects.create(
        id=uuid7(),
        expediente_id=asunto.expediente_id,
        resolucion_id=asunto.resolucion_id,
        propuesta_id=asunto.propuesta_id,
        tarea_id=tarea.id,
        estado=AsuntoSesion.Estado.LISTO,
        enviado_el=asunto.enviado_el,
    )


def _anotar(
    asunto: AsuntoSesion, filas: list[AsuntoSesion | Resolucion], expediente: Expediente, *, actor: Actor, reloj: Reloj
) -> None:
    resolucion = next((fila for fila in filas if isinstance(fila, Resolucion)), None)
    numero = resolucion.numero if resolucion is not None else None
    hecho = AsuntoTratado(asunto.resolucion_id, expediente.id, asunto.id, asunto.resultado, asunto.sesion_el, numero)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=filas)
