"""What follows when a representation that was asked for is not taken as accredited (LPACAP 5.6)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.operaciones import anotar_acreditacion, retirar_interesado
from consistorio.tramitacion.motor.models import Requerimiento, Terminacion
from consistorio.tramitacion.motor.operaciones.comunicaciones import Comunicacion, comunicar, partes_de
from consistorio.tramitacion.motor.operaciones.flujo import avanzar
from consistorio.tramitacion.motor.operaciones.representaciones import cerrar_comprobacion, sin_acreditar
from consistorio.tramitacion.motor.operaciones.tareas import cancelar
from consistorio.tramitacion.motor.operaciones.terminaciones import abrir_terminacion, cambiar_terminacion
from consistorio.tramitacion.motor.operaciones.tramites import PENDIENTES, cerrar_requerimientos, soltar_esperas


def exigir_rechazable(expediente: Expediente) -> None:
    """Assert that the accreditation was asked for and the term given for it does not run. Raises FaseIncompatible."""
    pedidas = expediente.requerimientos.filter(clase=Requerimiento.Clase.REPRESENTACION)
    if not pedidas.exists():
        raise FaseIncompatible(
            _("Antes hay que pedir que la acredite y darle diez días (artículo 5.6)."),
            que_hacer=_("Use «Pedir que acredite la representación»."),
        )
    if pedidas.filter(estado__in=PENDIENTES).exists():
        raise FaseIncompatible(_("Todavía corre el plazo que se le dio para acreditarla."))


def no_acreditar(
    parte: Interesado, expediente: Expediente, comunicacion: Comunicacion, *, actor: Actor, reloj: Reloj
) -> None:
    """The act is not taken as done for that party: with others they leave the case; alone, the procedure ends and a decision
    says so (LPACAP 21.1), unless it is supplied before that is notified (73.3). They are told, and whoever filed for them, who is a
    party or not (40.1): it is their act that counts for nothing. A request that came back without signature is not needed once nobody is left to accredit.

    Writes: Interesado, Requerimiento, Terminacion, Tarea. Emits: expediente.representacion.anotada, motor.comunicacion.pedida,
    motor.terminacion.abierta.
    """
    exigir_transaccion()
    anotar_acreditacion(parte, Interesado.Acreditacion.NO_ACREDITADA, actor=actor, reloj=reloj)
    # Before they leave the case, and no longer through a representative that was not accredited
    concierne = (parte.persona_id, parte.representante_id)
    destinatarios = [p.persona_id for p in partes_de(expediente) if p.persona_id in concierne]
    if parte.representante_id is not None and parte.representante_id not in destinatarios:
        destinatarios.append(parte.representante_id)
    comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)
    if not sin_acreditar(expediente):
        for tarea in expediente.tareas.select_related("expediente").filter(
            tipo="requerimiento", codigo="representacion", cerrada_el=None
        ):
            cancelar(tarea, actor=actor, reloj=reloj)
        soltar_esperas(expediente, actor=actor, reloj=reloj)
    if expediente.interesados.filter(hasta=None).exclude(id=parte.id).exists():
        retirar_interesado(parte, actor=actor, reloj=reloj)
        if not sin_acreditar(expediente):  # nobody is left to answer what was asked
            cerrar_requerimientos(expediente, Requerimiento.Clase.REPRESENTACION, actor=actor, reloj=reloj)
        cerrar_comprobacion(expediente, "no_acreditada", actor=actor, reloj=reloj)
        return
    cerrar_comprobacion(expediente, "no_acreditada", actor=actor, reloj=reloj)
    pedidas = expediente.requerimientos.filter(clase=Requerimiento.Clase.REPRESENTACION).order_by("-emitido_el", "-id")
    terminacion = abrir_terminacion(
        expediente,
        clase=Terminacion.Clase.NO_ACREDITADA,
        estado="propuesta",
        referencia=pedidas.values_list("id", flat=True).first(),
        actor=actor,
        reloj=reloj,
    )
    terminacion.expediente = expediente
    cambiar_terminacion(terminacion, "aceptada", actor=actor, reloj=reloj)
    avanzar(expediente, actor=actor, reloj=reloj)
