"""Giving up a number, with a diligencia in its place."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.resoluciones import libro, operaciones
from consistorio.servicios.resoluciones.eventos import ResolucionAnulada
from consistorio.servicios.resoluciones.models import Diligencia, Resolucion
from consistorio.servicios.resoluciones.permisos import ANULAR
from consistorio.servicios.resoluciones.tareas import abierta_con_cerrojo
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.apartados import exigir_que_interviene
from consistorio.tramitacion.expedientes.operaciones import retirar_acceso
from consistorio.tramitacion.motor import operaciones as motor


@accion("resolucion.anulada", permiso=ANULAR, norma="ROF arts. 199.4 y 200")
def anular_por_diligencia(*, actor: Actor, resolucion_id: UUID, motivo: str, reloj: Reloj) -> Diligencia:
    """Give up a resolution that was numbered and is not signed: the number stays, with the secretario's diligencia.

    Who: the Secretaría (`resolucion.anular`). Writes Diligencia, Resolucion. Emits ResolucionAnulada on the chain of the book.
    The task to resolve waits again, so that another may be proposed. Raises NoEncontrado, NoPermitido (set apart from the case), DatosIncorrectos (no reason),
    FaseIncompatible (without number, waiting for signatures, or signed: that is revoked or corrected, never erased).
    """
    if not motivo.strip():
        mensaje = _("Escriba por qué se anula el número.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    previa = operaciones.existente(resolucion_id)
    expediente = bloquear(previa.expediente_id)
    exigir_que_interviene(expediente.id, actor)
    resolucion = operaciones.bloqueada(resolucion_id)
    if resolucion.en_sesion:
        raise FaseIncompatible(
            _("Lo que se acordó en sesión no se anula por diligencia."),
            que_hacer=_("Se revoca, se revisa o se rectifica (arts. 106 a 109)."),
        )
    if resolucion.estado not in {Resolucion.Estado.EN_FIRMA, Resolucion.Estado.DEVUELTA} or resolucion.libro is None:
        raise FaseIncompatible(
            _("Solo se anula el número de una resolución que no se llegó a firmar."),
            que_hacer=_("Una resolución firmada se revoca, se revisa o se rectifica (arts. 106 a 109)."),
        )
    if resolucion.estado == Resolucion.Estado.EN_FIRMA and resolucion.documento_id is not None:
        raise FaseIncompatible(
            _("La resolución está esperando firmas."),
            que_hacer=_("Pida a quien debe firmarla que la devuelva; después podrá anular su número."),
        )
    resolucion.estado = Resolucion.Estado.ANULADA
    resolucion.save(update_fields=["estado"])
    retirar_acceso(referencia=resolucion.id, momento=reloj.ahora())
    tarea = abierta_con_cerrojo(resolucion.tarea_id)
    if tarea is not None:
        motor.reanudar(tarea, actor=actor, reloj=reloj)
    diligencia = libro.extender(
        resolucion.libro,
        Diligencia.Clase.ANULACION,
        _("Diligencia para hacer constar que el número %(n)s queda anulado y sin efecto. Motivo: %(motivo)s")
        % {"n": resolucion.numero_completo, "motivo": motivo.strip()},
        resolucion_id=resolucion.id,
        actor=actor,
        reloj=reloj,
    )
    hecho = ResolucionAnulada(
        resolucion.id, expediente.id, diligencia.id, resolucion.numero or 0, resolucion.libro.anio
    )
    anotar(libro.cadena(resolucion.libro), hecho, actor=actor, reloj=reloj, filas=[resolucion, diligencia])
    return diligencia
