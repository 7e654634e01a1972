"""Take a draft out to work on it, and let it go without another version."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.redaccion import operaciones
from consistorio.servicios.redaccion.acceso import documento_en_redaccion_para
from consistorio.servicios.redaccion.eventos import BorradorSoltado, BorradorTomado
from consistorio.servicios.redaccion.models import Prestamo
from consistorio.tramitacion.expedientes.operaciones_notas import dejar_nota
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor.permisos import ASIGNAR

LARGO_DEL_MOTIVO = 600


@accion("redaccion.tomada", permiso=TRAMITAR, norma="LPACAP arts. 20 y 70.4")
def tomar_borrador(*, actor: Actor, borrador_id: UUID, reloj: Reloj) -> Prestamo:
    """Have a draft out to work on it elsewhere: until it is given back, others read it. Taken again, nothing changes.

    Who: tramitador who sees the case. Writes: Prestamo. Emits: redaccion.tomada.
    Raises NoEncontrado, NoPermitido, Conflicto (who has it and since when; it is over).
    """
    borrador = documento_en_redaccion_para(actor, borrador_id, TRAMITAR, bloquear=True)
    operaciones.exigir_que_se_escriba(borrador, actor)
    ya = operaciones.prestamo_de(borrador)
    if ya is not None:
        return ya
    prestamo = Prestamo.objects.create(borrador=borrador, empleado_id=actor.id, desde=reloj.ahora())
    hecho = BorradorTomado(borrador.expediente_id, borrador.id, actor.id)
    anotar(borrador.expediente.cadena, hecho, actor=actor, reloj=reloj)
    return prestamo


@accion(
    "redaccion.soltada",
    "expediente.nota.anadida",
    "expediente.nota.mencion.hecha",
    permiso=TRAMITAR,
    norma="LPACAP arts. 20 y 70.4",
)
def soltar_borrador(*, actor: Actor, borrador_id: UUID, reloj: Reloj, motivo: str = "") -> None:
    """Let a draft go without another version. Who heads the unit of the case lets go what another has out, with a reason which that person is told
    in a working note. Nothing happens when nobody has it.

    Who: who has it out; else who shares out the work of the unit of the case. Writes: Prestamo, NotaTrabajo, MencionNota.
    Emits: redaccion.soltada, expediente.nota.anadida, expediente.nota.mencion.hecha.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (no reason), Conflicto (it changed hands meanwhile).
    """
    borrador = documento_en_redaccion_para(actor, borrador_id, TRAMITAR, bloquear=True)
    prestamo = operaciones.prestamo_de(borrador)
    if prestamo is None:
        return
    expediente = borrador.expediente
    if prestamo.empleado_id != actor.id:
        if not (actor.puede(ASIGNAR) and expediente.unidad_id in actor.unidades):
            raise NoPermitido(
                operaciones.quien_lo_tiene(prestamo),
                que_hacer=_("Solo esa persona, o quien dirige la unidad del expediente, puede soltarlo."),
            )
        if not 0 < len(motivo.strip()) <= LARGO_DEL_MOTIVO:
            mensaje = _("Escriba el motivo, de %(n)d letras como mucho.") % {"n": LARGO_DEL_MOTIVO}
            raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
        texto = _("He soltado el borrador «%(t)s», que tenía usted. %(m)s")
        dejar_nota(
            expediente,
            texto % {"t": borrador.titulo, "m": motivo.strip()},
            avisados=[prestamo.empleado_id],
            actor=actor,
            reloj=reloj,
        )
    if not Prestamo.objects.filter(borrador=borrador, empleado_id=prestamo.empleado_id).delete()[0]:
        raise Conflicto(_("Ese borrador ha cambiado de manos. Mírelo otra vez."))
    hecho = BorradorSoltado(expediente.id, borrador.id, prestamo.empleado_id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
