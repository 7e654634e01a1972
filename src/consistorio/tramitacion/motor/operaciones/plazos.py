"""The term to decide: start, suspension, extension, end; and the dates that the sweep watches."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario import tipos as calendario
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reglas import comprobar_ampliacion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.eventos import PlazoAmpliado, PlazoIniciado, PlazoRecalculado
from consistorio.tramitacion.motor.models import Ampliacion, Plazo, Suspension, Vencimiento
from consistorio.tramitacion.motor.reglas import contar, duracion_de, pasos_de

MOTIVOS = {
    "22.1.a": "requerimiento de subsanación",
    "22.1.d": "informe preceptivo",
}
ABIERTOS = (Plazo.Estado.CORRIENDO, Plazo.Estado.SUSPENDIDO)


def iniciar_plazo(
    expediente: Expediente, *, inicio: datetime, actor: Actor, reloj: Reloj, silencio: str = ""
) -> Plazo:
    """Start the maximum term to decide and notify. Writes: Plazo, Vencimiento. Emits: motor.plazo.iniciado. LPACAP 21.3."""
    exigir_transaccion()
    legal = expediente.version.tipada.legal
    computo = contar(inicio, duracion_de(legal.plazo), calendario_de_la_sede(en=hoy(reloj)))
    plazo = Plazo.objects.create(
        expediente=expediente,
        inicio=inicio,
        cantidad=legal.plazo.cantidad,
        unidad_tiempo=legal.plazo.unidad,
        regimen=legal.plazo.regimen,
        silencio=silencio or legal.silencio,
        vence_inicial=computo.vence,
        vence=computo.vence,
        pasos=pasos_de(computo),
    )
    vigilar(expediente, Vencimiento.Clase.RESOLVER, referencia=plazo.id, vence=computo.vence)
    anotar(expediente.cadena, PlazoIniciado(expediente.id, inicio, computo.vence), actor=actor, reloj=reloj)
    return plazo


def vigilar(expediente: Expediente, clase: str, *, referencia: UUID, vence: date) -> None:
    """Watch a date (moved if it was watched already). Writes: Vencimiento."""
    exigir_transaccion()
    Vencimiento.objects.update_or_create(
        clase=clase,
        referencia=referencia,
        defaults={"expediente": expediente, "vence": vence, "procesado_el": None, "anulado": False},
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
    """Note a suspension (LPACAP 22.1): without `desde` it waits for its notification; with it, it runs from that day.

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


def ampliar(
    expediente: Expediente,
    *,
    cantidad: int,
    motivo: str,
    documento_id: UUID | None,
    actor: Actor,
    reloj: Reloj,
) -> Ampliacion:
    """Extend the maximum term, in its own unit, at most as long as the original and before it ends (LPACAP 23, 32.3).

    Writes: Ampliacion, Plazo. Emits: motor.plazo.ampliado, motor.plazo.recalculado. Raises FaseIncompatible, DatosIncorrectos.
    """
    exigir_transaccion()
    plazo = plazo_abierto(expediente)
    if plazo is None:
        raise FaseIncompatible(_("El plazo para resolver ya terminó: no se puede ampliar."))
    if plazo.ampliaciones.exists():
        raise FaseIncompatible(_("El plazo para resolver ya se amplió una vez."))
    unidad = calendario.Unidad(plazo.unidad_tiempo)
    comprobar_ampliacion(
        calendario.Duracion(plazo.cantidad, unidad),
        calendario.Duracion(cantidad, unidad),
        vence=plazo.vence,
        acordada=hoy(reloj),
        norma="23",
    )
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
    suspensiones = [
        calendario.Suspension(
            fila.desde, fila.hasta, MOTIVOS.get(fila.causa, "suspensión"), f"LPACAP art. {fila.causa}"
        )
        for fila in plazo.suspensiones.exclude(desde=None)
        if fila.desde is not None
    ]
    ampliaciones = [
        calendario.Ampliacion(
            "ampliación del plazo máximo",
            "LPACAP art. 23",
            calendario.Duracion(fila.cantidad, calendario.Unidad(fila.unidad_tiempo)),
        )
        for fila in plazo.ampliaciones.all()
    ]
    computo = contar(
        plazo.inicio,
        calendario.Duracion(plazo.cantidad, calendario.Unidad(plazo.unidad_tiempo)),
        calendario_de_la_sede(en=dia),
        suspensiones=suspensiones,
        ampliaciones=ampliaciones,
        hoy=dia,
    )
    plazo.vence, plazo.pasos = computo.vence, pasos_de(computo)
    abierta = any(suspension.hasta is None for suspension in suspensiones)
    plazo.estado = Plazo.Estado.SUSPENDIDO if abierta else Plazo.Estado.CORRIENDO
    plazo.save(update_fields=["vence", "pasos", "estado"])
    vigilar(expediente, Vencimiento.Clase.RESOLVER, referencia=plazo.id, vence=plazo.vence)
    anotar(
        expediente.cadena,
        PlazoRecalculado(expediente.id, plazo.vence, plazo.estado, causa),
        actor=actor,
        reloj=reloj,
    )


def cumplir(expediente: Expediente, *, momento: datetime, actor: Actor, reloj: Reloj) -> None:
    """The decision was put at the party's disposal (LPACAP 40.4, 43.3): the term is met, if it was in time.

    Late, it is noted when; silence took its effect all the same, or takes it at the next sweep. The first decision counts.
    Writes: Plazo, Vencimiento. Emits: motor.plazo.recalculado.
    """
    exigir_transaccion()
    plazo = Plazo.objects.select_for_update().filter(expediente=expediente, cumplido_el=None).first()
    if plazo is None:
        return
    plazo.cumplido_el = momento
    if plazo.estado in ABIERTOS and en_madrid(momento).date() <= plazo.vence:
        plazo.estado = Plazo.Estado.CUMPLIDO
        dejar_de_vigilar(referencia=plazo.id)
    plazo.save(update_fields=["estado", "cumplido_el"])
    anotar(
        expediente.cadena, PlazoRecalculado(expediente.id, plazo.vence, plazo.estado, "21"), actor=actor, reloj=reloj
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
