"""The narrow doors to the tasks that spend."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.gasto import operaciones
from consistorio.economia.gasto.certificados import certificado_de
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.tramitacion.expedientes.consultas import visibles_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.acceso import tarea_para
from consistorio.tramitacion.motor.models import Tarea


def tarea_de_gasto(actor: Actor, tarea_id: UUID, permiso: str, tipo: str) -> tuple[Tarea, Expediente]:
    """The open task of that kind and its case, both locked, for who does it. Raises NoEncontrado, NoPermitido, FaseIncompatible."""
    tarea, expediente = tarea_para(actor, tarea_id, permiso)
    if tarea.tipo != tipo or not tarea.abierta:
        raise FaseIncompatible(_("Eso no procede en esta tarea."), que_hacer=_("Mire el siguiente paso."))
    return tarea, expediente


def falta_conformidad(tarea: Tarea, expediente: Expediente) -> str:
    """In words, which task has to find right what was received, and has not; "" when it has, or the procedure asks for none."""
    codigo = operaciones.datos_de(tarea, expediente).conformidad
    if not codigo:
        return ""
    ultima = expediente.tareas.filter(codigo=codigo).order_by("-id").first()
    if (
        ultima is not None
        and ultima.estado == Tarea.Estado.HECHA
        and ultima.resultado.get("codigo") != Tarea.INNECESARIA
    ):
        return ""
    definicion = expediente.version.tipada.tarea(codigo)
    return _("Falta «%(t)s».") % {"t": definicion.nombre if definicion is not None else codigo}


def exigir_conformidad(tarea: Tarea, expediente: Expediente) -> None:
    """Assert that what was received was found right. Raises FaseIncompatible."""
    if falta := falta_conformidad(tarea, expediente):
        raise FaseIncompatible(
            _("Todavía no se ha conformado lo recibido: la obligación nace entonces."), que_hacer=falta
        )


def certificado_para(actor: Actor, operacion_id: UUID, *, motivo: str) -> Documento:
    """The certificate of a retention, for who notes expense or may see its case; that of no case, for whoever may see the budget, which the caller asked. The read is
    logged, the refusal too. Raises NoEncontrado."""
    operacion = Operacion.objects.filter(id=operacion_id).first()
    suyo = certificado_de(operacion) if operacion is not None else None
    if operacion is None or suyo is None:
        raise NoEncontrado(_("Esa operación no tiene certificado."))
    caso = operacion.expediente_id
    puede = caso is None or actor.puede(GASTO) or visibles_para(actor).filter(id=caso).exists()
    de_que = suyo.documento_id
    registrar_acceso(actor, que="documento", objeto_id=de_que, motivo=motivo, expediente_id=caso, permitido=puede)
    if not puede:
        raise NoEncontrado(_("Esa operación no tiene certificado, o no puede verlo."))
    return Documento.objects.select_related("contenido").get(id=de_que)
