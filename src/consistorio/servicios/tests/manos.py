"""People who sign and notify with real keys, and the workers that follow. Shared by the stories of the services."""

from __future__ import annotations

from dataclasses import replace

from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.models import PasoFirma
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import PREPARAR
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.reglas import NEGATIVOS
from consistorio.servicios.resoluciones.textos import Borrador
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.permisos import BARRER


def correr() -> None:
    """What the workers do; mail has no server here and waits."""
    vaciar_colas(propagar=False)


def paso_de(resolucion: Resolucion, papel: str) -> PasoFirma:
    assert resolucion.documento is not None
    return PasoFirma.objects.get(circuito__documento=resolucion.documento, papel=papel)


def firma(usuario: str, resolucion: Resolucion, papel: str, reloj: RelojDePrueba) -> None:
    resultado = firmar(
        actor=escenario.empleado(usuario, reloj),
        paso_ids=[paso_de(resolucion, papel).id],
        segundo_factor=codigo_actual(usuario),
        reloj=reloj,
    )
    assert resultado.fallidos == ()
    correr()


def motivado(borrador: Borrador) -> Borrador:
    """What whoever proposes adds to the template where the law asks why (LPACAP 35.1.a)."""
    if borrador.sentido not in NEGATIVOS:
        return borrador
    return replace(borrador, fundamentos=("Las normas de la zona no lo permiten.", *borrador.fundamentos))


def proponer(expediente: Expediente, sentido: str, reloj: RelojDePrueba) -> Resolucion:
    return resoluciones.proponer(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        borrador=motivado(borrador_para(Expediente.objects.get(id=expediente.id), sentido)),
        reloj=reloj,
    )


def elevar(expediente: Expediente, reloj: RelojDePrueba) -> Resolucion:
    return resoluciones.elevar_a_firma(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj
    )


def decretar(expediente: Expediente, reloj: RelojDePrueba, *, quien: str = "carmen") -> Resolucion:
    """Number what was proposed, and sign it with the keys of who decides (`quien`) and of the Secretaría."""
    resolucion = elevar(expediente, reloj)
    correr()
    for usuario, papel in ((quien, "firma"), ("javier", "fe_publica")):
        resolucion.refresh_from_db()
        firma(usuario, resolucion, papel, reloj)
    resolucion.refresh_from_db()
    return resolucion


def notificada(expediente: Expediente, nif: str, reloj: RelojDePrueba, *, quien: str = "marta") -> Notificacion:
    """Order the notification of the decree, and the party opens it."""
    notificaciones.emitir(actor=escenario.empleado(quien, reloj), expediente_id=expediente.id, reloj=reloj)
    correr()
    notificacion = Notificacion.objects.get(
        expediente=expediente, referencia__startswith="resolucion:", destinatario__nif=nif
    )
    abierta = notificaciones.acceder(
        actor=escenario.ciudadana(nif), notificacion_id=notificacion.id, advertida_el=reloj.ahora(), reloj=reloj
    )
    correr()
    return abierta


def disponer_notificacion(expediente: Expediente, referencia: str, nif: str, reloj: RelojDePrueba) -> Notificacion:
    """Put at disposal what the engine asked to notify, without waiting for its seal."""
    sistema = Actor.sistema("notificaciones", PREPARAR)
    notificacion = Notificacion.objects.get(expediente=expediente, referencia=referencia, destinatario__nif=nif)
    notificaciones.preparar(actor=sistema, notificacion_id=notificacion.id, reloj=reloj)
    return notificaciones.disponer(actor=sistema, notificacion_id=notificacion.id, reloj=reloj)


def abrir_notificacion(expediente: Expediente, referencia: str, nif: str, reloj: RelojDePrueba) -> Notificacion:
    """The same, and the party opens it."""
    notificacion = disponer_notificacion(expediente, referencia, nif, reloj)
    return notificaciones.acceder(
        actor=escenario.ciudadana(nif), notificacion_id=notificacion.id, advertida_el=reloj.ahora(), reloj=reloj
    )


def barrer(reloj: RelojDePrueba) -> None:
    """The sweep of dates."""
    actor = Actor.sistema("plazos", BARRER)
    for vencimiento in trabajo.por_barrer(en=hoy(reloj)):
        motor.procesar_vencimiento(actor=actor, vencimiento_id=vencimiento, reloj=reloj)
