"""How the term to decide of a case is counted on a day, out of its rows: reads only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.tipos import Computo, Duracion, Unidad
from consistorio.tramitacion.motor.models import Ampliacion, Plazo
from consistorio.tramitacion.motor.reglas import Parada, contar_plazo, pasos_de


@dato
class CuentaSuspendida:
    """A term that does not run, on a day: its last day if it ran again then, how that is counted (as `razones_de`), and its last day if what it waits
    for comes on the last day that was given for it; None where none was. `parado_desde`: the first day of what still stops it."""

    si_hoy: date
    razones: list[dict[str, str]]
    como_tarde: date | None
    parado_desde: date | None = None


def contar_el_plazo(
    plazo: Plazo, dia: date, *, ampliaciones: Iterable[Ampliacion] | None = None, hasta_el_tope: bool = False
) -> tuple[Computo, bool]:
    """The term with its suspensions and these extensions (its own, if none are said), and whether it is suspended on `dia`.
    `hasta_el_tope`: as if what it waits for came on its last day."""
    return contar_plazo(
        plazo.cuenta_desde,
        Duracion(plazo.cantidad, Unidad(plazo.unidad_tiempo)),
        calendario_de_la_sede(en=dia),
        paradas=[
            Parada(fila.causa, fila.desde, fila.hasta or (fila.tope if hasta_el_tope else None))
            for fila in plazo.suspensiones.all()
            if fila.desde is not None
        ],
        ampliaciones=[
            Duracion(fila.cantidad, Unidad(fila.unidad_tiempo))
            for fila in (plazo.ampliaciones.all() if ampliaciones is None else ampliaciones)
        ],
        hoy=dia,
    )


def cuenta_suspendida(plazo: Plazo, dia: date) -> CuentaSuspendida:
    """What may be said on `dia` of a term that is suspended: its row says what was known when it stopped."""
    computo, _suspendido = contar_el_plazo(plazo, dia)
    tardia, sin_tope = contar_el_plazo(plazo, dia, hasta_el_tope=True)
    siguen = [fila.desde for fila in plazo.suspensiones.all() if fila.desde is not None and fila.hasta is None]
    return CuentaSuspendida(
        computo.vence, razones_de(plazo, computo), None if sin_tope else tardia.vence, min(siguen, default=None)
    )


def razones_de(plazo: Plazo, computo: Computo) -> list[dict[str, str]]:
    """How it is counted, beginning with the call where it counts from one, or with the fact that nobody has written it down."""
    norma = {"c": plazo.convocatoria, "n": plazo.comienzo_norma}
    if plazo.comienzo == Plazo.Comienzo.CONVOCATORIA and plazo.convocatoria_el is not None:
        texto = _("Convocatoria: %(c)s. El plazo cuenta desde este día (%(n)s).") % norma
        return [{"fecha": plazo.convocatoria_el.isoformat(), "texto": texto}, *pasos_de(computo)]
    if plazo.comienzo == Plazo.Comienzo.SIN_CONVOCATORIA:
        texto = _(
            "Cuenta provisional: Secretaría no ha escrito todavía la convocatoria. Mientras tanto se cuenta desde la entrada (%(n)s)."
        )
        return [{"fecha": en_madrid(plazo.inicio).date().isoformat(), "texto": texto % norma}, *pasos_de(computo)]
    return pasos_de(computo)
