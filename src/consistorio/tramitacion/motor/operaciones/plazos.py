"""The term to decide: start, suspension, extension, end; and the dates that the sweep watches."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario import tipos as calendario
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reglas import comprobar_ampliacion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.cuenta_del_plazo import contar_el_plazo, razones_de
from consistorio.tramitacion.motor.eventos import PlazoAmpliado, PlazoIniciado, PlazoRecalculado, SilencioCertificado
from consistorio.tramitacion.motor.models import Ampliacion, Plazo, Suspension, Vencimiento
from consistorio.tramitacion.motor.reglas import contar, duracion_de

ABIERTOS = (Plazo.Estado.CORRIENDO, Plazo.Estado.SUSPENDIDO)


@dato
class ComienzoDelPlazo:
    """Where a term begins and which rule says so; `convocatoria_el`: the day from which a call makes it count, and `convocatoria` which one."""

    comienzo: str
    norma: str
    convocatoria_el: date | None = None
    convocatoria: str = ""


def iniciar_plazo(
    expediente: Expediente,
    *,
    inicio: datetime,
    actor: Actor,
    reloj: Reloj,
    silencio: str = "",
    comienzo: ComienzoDelPlazo,
) -> Plazo:
    """Start the maximum term to decide and notify. `silencio`: what follows from its end, if it is not what the procedure says
    of applications; `comienzo`: what it counts from. Writes: Plazo, Vencimiento. Emits: motor.plazo.iniciado. LPACAP 21.3. Raises
    FaseIncompatible (the procedure has none).
    """
    exigir_transaccion()
    legal = expediente.version.tipada.legal
    maximo = legal.plazo
    if maximo is None:
        raise FaseIncompatible(_("El procedimiento no dice en cuánto tiempo se resuelve: lo escribe Secretaría."))
    desde = comienzo.convocatoria_el or inicio
    computo = contar(desde, duracion_de(maximo), calendario_de_la_sede(en=hoy(reloj)))
    plazo = Plazo.objects.create(
        expediente=expediente,
        inicio=inicio,
        comienzo=comienzo.comienzo,
        comienzo_norma=comienzo.norma,
        convocatoria_el=comienzo.convocatoria_el,
        convocatoria=comienzo.convocatoria,
        cantidad=maximo.cantidad,
        unidad_tiempo=maximo.unidad,
        regimen=maximo.regimen,
        silencio=silencio or legal.silencio,
        vence_inicial=computo.vence,
        vence=computo.vence,
        pasos=[],
    )
    plazo.pasos = razones_de(plazo, computo)
    plazo.save(update_fields=["pasos"])
    vigilar(expediente, Vencimiento.Clase.RESOLVER, referencia=plazo.id, vence=computo.vence)
    anotar(expediente.cadena, PlazoIniciado(expediente.id, inicio, computo.vence), actor=actor, reloj=reloj)
    return plazo


def reiniciar_plazo(expediente: Expediente, *, inicio: datetime, actor: Actor, reloj: Reloj) -> None:
    """The application counts as filed now: the term starts again, while it may still move (LPACAP 68.4).

    Writes: Plazo, Vencimiento. Emits: motor.plazo.recalculado.
    """
    exigir_transaccion()
    plazo = plazo_abierto(expediente)
    if plazo is None:
        return
    plazo.reinicio = inicio
    plazo.save(update_fields=["reinicio"])
    recalcular(plazo, expediente, causa="68.4", actor=actor, reloj=reloj)


def vigilar(expediente: Expediente, clase: str, *, referencia: UUID, vence: date) -> None:
    """Watch a date (moved if it was watched already). Writes: Vencimiento."""
    exigir_transaccion()
    Vencimiento.objects.bulk_create(
        [Vencimiento(clase=clase, referencia=referencia, expediente=expediente, vence=vence)],
        update_conflicts=True,
        unique_fields=["clase", "referencia"],
        update_fields=["expediente", "vence", "procesado_el", "anulado"],
    )


def dejar_de_vigilar(*, referencia: UUID) -> None:
    """Stop watching the dates of something that ended. Writes: Vencimiento."""
    exigir_transaccion()
    Vencimiento.objects.filter(referencia=referencia, procesado_el=None).update(anulado=True)


def plazo_abierto(expediente: Expediente) -> Plazo | None:
    """The term to decide, locked, while it may still move."""
    return Plazo.objects.select_for_update().filter(expediente=expediente, estado__in=ABIERTOS).first()


def suspender(
    expediente: Expediente,
    *,
    causa: str,
    referencia: UUID,
    desde: date | None,
    actor: Actor,
    reloj: Reloj,
    tope: date | None = None,
) -> Suspension | None:
    """Note a suspension (LPACAP 22): without `desde` it waits for its notification; with it, it runs from that day.

    Nothing happens (None) when the term already ended. Writes: Suspension, Plazo. Emits: motor.plazo.recalculado.
    """
    exigir_transaccion()
    plazo = plazo_abierto(expediente)
    if plazo is None:
        return None
    suspension, _nueva = Suspension.objects.get_or_create(
        plazo=plazo, referencia=referencia, defaults={"causa": causa, "acordada_el": reloj.ahora(), "tope": tope}
    )
    if desde is not None and suspension.desde is None and desde < plazo.vence:
        suspension.desde = desde
        suspension.tope = tope
        suspension.save(update_fields=["desde", "tope"])
        recalcular(plazo, expediente, causa=causa, actor=actor, reloj=reloj)
        if tope is not None:
            vigilar(expediente, Vencimiento.Clase.SUSPENSION, referencia=suspension.id, vence=tope)
    return suspension


def levantar(expediente: Expediente, *, referencia: UUID, hasta: date, actor: Actor, reloj: Reloj) -> None:
    """The cause of a suspension ended: the term goes on. Never earlier than it began, nor later than its limit.

    Writes: Suspension, Plazo, Vencimiento. Emits: motor.plazo.recalculado.
    """
    exigir_transaccion()
    plazo = plazo_abierto(expediente)
    if plazo is None:
        return
    suspension = plazo.suspensiones.filter(referencia=referencia, hasta=None).first()
    if suspension is None:
        return
    if suspension.desde is None:  # never notified: it never ran
        suspension.delete()
        return
    fin = max(hasta, suspension.desde)
    if suspension.tope is not None:
        fin = min(fin, suspension.tope)
    suspension.hasta, suspension.dias = fin, (fin - suspension.desde).days
    suspension.save(update_fields=["hasta", "dias"])
    dejar_de_vigilar(referencia=suspension.id)
    recalcular(plazo, expediente, causa=suspension.causa, actor=actor, reloj=reloj)


def alargar_suspension(expediente: Expediente, *, referencia: UUID, tope: date) -> None:
    """What a running suspension waits for may come later: so does its limit. Writes: Suspension, Vencimiento."""
    exigir_transaccion()
    suspension = Suspension.objects.filter(plazo__expediente=expediente, referencia=referencia, hasta=None).first()
    if suspension is None or suspension.tope is None:
        return
    suspension.tope = tope
    suspension.save(update_fields=["tope"])
    vigilar(expediente, Vencimiento.Clase.SUSPENSION, referencia=suspension.id, vence=tope)


def exigir_sin_ampliar(plazo: Plazo | None) -> Plazo:
    """The open term, if it was not extended yet (LPACAP 23). Raises FaseIncompatible."""
    if plazo is None:
        raise FaseIncompatible(_("El plazo para resolver ya terminó: no se puede ampliar."))
    if plazo.ampliaciones.exists():
        raise FaseIncompatible(_("El plazo para resolver ya se amplió una vez."))
    return plazo


def prever_ampliacion(expediente: Expediente, *, cantidad: int, reloj: Reloj) -> tuple[Plazo, date]:
    """The open term, locked, and its last day if it were extended by `cantidad` in its own unit: at most as long as it was,
    once, before it ends (LPACAP 23, 32.3). Raises FaseIncompatible, DatosIncorrectos.
    """
    exigir_transaccion()
    plazo = exigir_sin_ampliar(plazo_abierto(expediente))
    unidad = calendario.Unidad(plazo.unidad_tiempo)
    comprobar_ampliacion(
        calendario.Duracion(plazo.cantidad, unidad),
        calendario.Duracion(cantidad, unidad),
        vence=plazo.vence,
        acordada=hoy(reloj),
        norma="23",
    )
    prevista = Ampliacion(cantidad=cantidad, unidad_tiempo=plazo.unidad_tiempo)
    computo, _suspendido = contar_el_plazo(plazo, hoy(reloj), ampliaciones=[prevista])
    return plazo, computo.vence


def ampliar(
    expediente: Expediente,
    *,
    cantidad: int,
    motivo: str,
    documento_id: UUID,
    segun_escrito: str,
    actor: Actor,
    reloj: Reloj,
) -> Ampliacion:
    """Extend the maximum term (LPACAP 23). `segun_escrito`: its new last day as the signed act says it.

    Writes: Ampliacion, Plazo. Emits: motor.plazo.ampliado, motor.plazo.recalculado. Raises FaseIncompatible, DatosIncorrectos.
    """
    plazo, vence = prever_ampliacion(expediente, cantidad=cantidad, reloj=reloj)
    if vence.isoformat() != segun_escrito:
        raise FaseIncompatible(_("El plazo para resolver ha cambiado desde que se escribió la ampliación."))
    ampliacion = Ampliacion.objects.create(
        plazo=plazo,
        cantidad=cantidad,
        unidad_tiempo=plazo.unidad_tiempo,
        motivo=motivo,
        documento_id=documento_id,
        acordada_el=reloj.ahora(),
    )
    anotar(
        expediente.cadena,
        PlazoAmpliado(expediente.id, ampliacion.id, cantidad, plazo.unidad_tiempo),
        actor=actor,
        reloj=reloj,
    )
    recalcular(plazo, expediente, causa="23", actor=actor, reloj=reloj)
    return ampliacion


def recalcular(plazo: Plazo, expediente: Expediente, *, causa: str, actor: Actor, reloj: Reloj) -> None:
    """Count the term again with all that moves it. Writes: Plazo, Vencimiento. Emits: motor.plazo.recalculado."""
    exigir_transaccion()
    dia = hoy(reloj)
    computo, suspendido = contar_el_plazo(plazo, dia)
    plazo.vence, plazo.pasos = computo.vence, razones_de(plazo, computo)
    plazo.estado = Plazo.Estado.SUSPENDIDO if suspendido else Plazo.Estado.CORRIENDO
    plazo.save(update_fields=["vence", "pasos", "estado"])
    vigilar(expediente, Vencimiento.Clase.RESOLVER, referencia=plazo.id, vence=plazo.vence)
    anotar(
        expediente.cadena,
        PlazoRecalculado(expediente.id, plazo.vence, plazo.estado, causa),
        actor=actor,
        reloj=reloj,
    )


def certificar(plazo: Plazo, expediente: Expediente, *, documento_id: UUID, actor: Actor, reloj: Reloj) -> None:
    """Note that the silence is certified. Writes: Plazo. Emits: motor.silencio.certificado. Raises FaseIncompatible (already)."""
    exigir_transaccion()
    if plazo.certificado_el is not None:
        raise FaseIncompatible(_("El certificado de silencio ya se expidió."))
    plazo.certificado_documento_id, plazo.certificado_el = documento_id, reloj.ahora()
    plazo.save(update_fields=["certificado_documento_id", "certificado_el"])
    anotar(
        expediente.cadena, SilencioCertificado(expediente.id, documento_id, plazo.silencio), actor=actor, reloj=reloj
    )


def vencer(plazo: Plazo, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> date:
    """The term ended without a notified decision. Returns the day on which silence takes effect: the one after.

    Writes: Plazo. Emits: motor.plazo.recalculado.
    """
    exigir_transaccion()
    plazo.estado, plazo.silencio_el = Plazo.Estado.VENCIDO, plazo.vence + timedelta(days=1)
    plazo.save(update_fields=["estado", "silencio_el"])
    anotar(
        expediente.cadena, PlazoRecalculado(expediente.id, plazo.vence, plazo.estado, "21"), actor=actor, reloj=reloj
    )
    return plazo.vence + timedelta(days=1)
