"""The deadline engine (LPACAP 22, 23, 30, 31, 32, 33). Pure: dates and calendars in, an explained date out.

Counting starts the day after the notification, publication or silence (30.3, 30.4). Days are hábiles unless said natural
(30.2). Months and years end on the same number of day, or on the month's last (30.4). A last day that is inhábil moves to the
next hábil one (30.5), for natural days, months and years too. Hours run minute by minute through hábil days (30.1).
All times are those of the wall clock in Europe/Madrid. As the clock changes on Sundays, which are inhábiles, no term in hours
ever meets the missing or the repeated hour.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import MADRID
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.calendario.textos import en_palabras
from consistorio.plataforma.calendario.tipos import (
    Ampliacion,
    Calendario,
    Computo,
    Duracion,
    Paso,
    Suspension,
    Unidad,
    fuera_de_rango,
    siguiente,
    sumar_dias,
)


def calcular(
    desde: date | datetime,
    duracion: Duracion,
    calendario: Calendario,
    *,
    interesado: Calendario | None = None,
    registro: bool = False,
    suspensiones: Sequence[Suspension] = (),
    ampliaciones: Sequence[Ampliacion] = (),
    hoy: date | None = None,
) -> Computo:
    """When a term that starts from the fact of `desde` ends.

    `desde`: the date of the fact (notification, publication, entry); with its time when the term is in hours; aware datetimes
    are read in Europe/Madrid, naive ones are taken as its wall clock. `interesado`: the calendar of that person's residence
    (30.6). `registro`: `desde` is when it was filed: on an inhábil day it counts as filed at the first hour of the next hábil
    one (31.2.b), by the sede's calendar alone (31.3). `hoy`: up to when an open suspension is counted; needed if there is one.
    Raises DatosIncorrectos, CalendarioIncompleto.
    """
    momento = _en_reloj_de_pared(desde)
    cuenta = _Cuenta(calendario if registro or interesado is None else calendario.con_el_de(interesado))
    if duracion.unidad is Unidad.HORAS:
        if momento is None:
            raise DatosIncorrectos(_("Un plazo por horas necesita la hora en que empieza."))
        if suspensiones or ampliaciones:
            raise DatosIncorrectos(_("Un plazo por horas no admite suspensiones ni ampliaciones."))
        return _por_horas(momento, duracion.cantidad, cuenta, registro=registro)
    dia = momento.date() if momento is not None else _solo_fecha(desde)
    cuenta.anotar(dia, _("Se parte del %(dia)s.") % {"dia": en_palabras(dia)})
    if registro:
        dia = _presentado(dia, cuenta)
    if interesado is not None and registro:
        cuenta.anotar(
            dia,
            _(
                "El calendario de la persona interesada no se tiene en cuenta: en el registro rige solo el de la sede (31.3)."
            ),
        )
    return _por_fechas(dia, duracion, cuenta, suspensiones, ampliaciones, hoy)


def fecha_efectiva(presentado: datetime, calendario: Calendario) -> datetime:
    """When a filing counts as made for the interested party's deadlines (LPACAP 31.2.b): itself on a hábil day, else the
    first hour (00:00) of the next hábil day. `presentado` is aware; the answer too, in Europe/Madrid.
    Raises CalendarioIncompleto.
    """
    if presentado.tzinfo is None:
        msg = "fecha_efectiva needs an aware datetime"
        raise ValueError(msg)
    local = presentado.astimezone(MADRID)
    habil = calendario.habil_desde(local.date())
    return local if habil == local.date() else datetime.combine(habil, time(), MADRID)


def comprobar_ampliacion(original: Duracion, ampliacion: Duracion, *, vence: date, acordada: date, norma: str) -> None:
    """Hold an extension against its limits: at most half of the original (32.1) or as much as it (23.1), decided before it
    ends (32.3). `norma`: "23" or "32". Raises DatosIncorrectos with every reason."""
    if ampliacion.unidad is not original.unidad:
        raise DatosIncorrectos(_("La ampliación se expresa en la misma unidad que el plazo."))
    if acordada > vence:
        raise DatosIncorrectos(
            _("El plazo venció el %(vence)s: ya no se puede ampliar (artículo 32.3 de la Ley 39/2015).")
            % {"vence": en_palabras(vence)},
        )
    veces = {"23": 1, "32": 2}[norma]
    if ampliacion.cantidad * veces > original.cantidad:
        tope = original.cantidad // veces
        raise DatosIncorrectos(
            _("La ampliación no puede pasar de %(tope)s (%(original)s, artículo %(norma)s de la Ley 39/2015).")
            % {"tope": tope, "original": original, "norma": norma},
        )


def sumar_meses(dia: date, meses: int) -> date:
    """The same number of day `meses` later, or the last of that month when it has no such day (LPACAP 30.4)."""
    total = dia.year * 12 + dia.month - 1 + meses
    anio, mes = divmod(total, 12)
    if anio > date.max.year:
        raise fuera_de_rango()
    return date(anio, mes + 1, min(dia.day, calendar.monthrange(anio, mes + 1)[1]))


@dataclass(slots=True)
class _Cuenta:
    """The calendar in force and the steps told so far."""

    calendario: Calendario
    pasos: list[Paso] = field(default_factory=list)

    def anotar(self, dia: date, texto: str) -> None:
        self.pasos.append(Paso(dia, texto))

    def mover_a_habil(self, dia: date) -> date:
        """30.5: the last day, moved to the next hábil one if it is inhábil."""
        motivo = self.calendario.motivo_inhabil(dia)
        if motivo is None:
            return dia
        habil = self.calendario.habil_desde(dia)
        self.anotar(
            habil,
            _("El %(dia)s es inhábil (%(motivo)s): pasa al primer día hábil, el %(habil)s (30.5).")
            % {"dia": en_palabras(dia), "motivo": motivo, "habil": en_palabras(habil)},
        )
        return habil


def _en_reloj_de_pared(desde: date | datetime) -> datetime | None:
    if not isinstance(desde, datetime):
        return None
    local = desde if desde.tzinfo is None else desde.astimezone(MADRID)
    return local.replace(tzinfo=None, second=0, microsecond=0)


def _solo_fecha(desde: date) -> date:
    return date(desde.year, desde.month, desde.day)


def _presentado(dia: date, cuenta: _Cuenta) -> date:
    motivo = cuenta.calendario.motivo_inhabil(dia)
    if motivo is None:
        return dia
    habil = cuenta.calendario.habil_desde(dia)
    cuenta.anotar(
        habil,
        _("Presentado en día inhábil (%(motivo)s): cuenta como presentado a las 00:00 del %(habil)s (31.2.b).")
        % {"motivo": motivo, "habil": en_palabras(habil)},
    )
    return habil


def _por_horas(inicio: datetime, horas: int, cuenta: _Cuenta, *, registro: bool) -> Computo:
    cuenta.anotar(
        inicio.date(),
        _("Se parte de las %(hora)s del %(dia)s.") % {"hora": f"{inicio:%H:%M}", "dia": en_palabras(inicio.date())},
    )
    motivo = cuenta.calendario.motivo_inhabil(inicio.date())
    ahora = inicio
    if motivo is not None:
        ahora = datetime.combine(cuenta.calendario.habil_desde(inicio.date()), time())
        norma = "31.2.b" if registro else "30.1"
        cuenta.anotar(
            ahora.date(),
            _("Es inhábil (%(motivo)s): se empieza a las 00:00 del %(dia)s (%(norma)s).")
            % {"motivo": motivo, "dia": en_palabras(ahora.date()), "norma": norma},
        )
    resto = timedelta(hours=horas)
    while True:
        manana = siguiente(ahora.date())
        disponible = datetime.combine(manana, time()) - ahora
        if resto < disponible:
            ahora += resto
            break
        resto -= disponible
        habil = cuenta.calendario.habil_desde(manana)
        if habil != manana:
            cuenta.anotar(
                manana,
                _("No cuentan las horas de los días inhábiles hasta el %(habil)s a las 00:00 (30.1).")
                % {"habil": en_palabras(habil)},
            )
        ahora = datetime.combine(habil, time())
        if not resto:
            break
    unidad = _("hora hábil contada") if horas == 1 else _("horas hábiles contadas")
    cuenta.anotar(
        ahora.date(),
        _("%(horas)s %(unidad)s de minuto en minuto (30.1): vence a las %(hora)s del %(dia)s.")
        % {"horas": horas, "unidad": unidad, "hora": f"{ahora:%H:%M}", "dia": en_palabras(ahora.date())},
    )
    return Computo(ahora.date(), tuple(cuenta.pasos), ahora.time())


def _por_fechas(
    dia: date,
    duracion: Duracion,
    cuenta: _Cuenta,
    suspensiones: Sequence[Suspension],
    ampliaciones: Sequence[Ampliacion],
    hoy: date | None,
) -> Computo:
    de_longitud = [a for a in ampliaciones if a.duracion is not None]
    total = duracion.cantidad + sum(
        a.duracion.cantidad for a in de_longitud if a.duracion and a.duracion.unidad is duracion.unidad
    )
    ajenas = [a.duracion for a in de_longitud if a.duracion and a.duracion.unidad is not duracion.unidad]
    tramos = _tramos(suspensiones, hoy)
    for ampliacion in de_longitud:
        cuenta.anotar(
            dia,
            _("Ampliado en %(duracion)s: %(motivo)s (%(norma)s).")
            % {"duracion": ampliacion.duracion, "motivo": ampliacion.motivo, "norma": ampliacion.norma},
        )
    fin = _contar(dia, Duracion(total, duracion.unidad), cuenta, tramos)
    for ajena in ajenas:
        fin = _contar(fin, ajena, cuenta, tramos)
    fin = cuenta.mover_a_habil(fin)
    for ampliacion in ampliaciones:
        if ampliacion.hasta is not None and ampliacion.hasta > fin:
            cuenta.anotar(
                ampliacion.hasta,
                _("Ampliado hasta el %(hasta)s: %(motivo)s (%(norma)s).")
                % {"hasta": en_palabras(ampliacion.hasta), "motivo": ampliacion.motivo, "norma": ampliacion.norma},
            )
            fin = cuenta.mover_a_habil(ampliacion.hasta)
    abierta = any(s.hasta is None and s.desde < fin for s in suspensiones)
    cierre = _("El plazo vence al terminar el %(dia)s.")
    if abierta:
        cierre = _("El plazo está suspendido; si se levantara hoy vencería el %(dia)s.")
    cuenta.anotar(fin, cierre % {"dia": en_palabras(fin)})
    return Computo(fin, tuple(cuenta.pasos), suspendido=abierta)


@dato
class _Tramo:
    """Days after `desde`, up to `hasta` included, that do not count."""

    desde: date
    hasta: date
    texto: str


def _tramos(suspensiones: Sequence[Suspension], hoy: date | None) -> list[_Tramo]:
    """Suspensions in order, merged where they overlap; an open one reaches `hoy`."""
    tramos: list[_Tramo] = []
    for una in sorted(suspensiones, key=lambda s: s.desde):
        hasta = una.hasta
        if hasta is None:
            if hoy is None:
                raise DatosIncorrectos(_("Para contar con una suspensión abierta hace falta la fecha de hoy."))
            hasta = max(hoy, una.desde)
        texto = f"{una.motivo} ({una.norma})"
        if tramos and una.desde <= tramos[-1].hasta:
            previo = tramos.pop()
            tramos.append(_Tramo(previo.desde, max(previo.hasta, hasta), f"{previo.texto}; {texto}"))
        else:
            tramos.append(_Tramo(una.desde, hasta, texto))
    return tramos


def _contar(dia: date, duracion: Duracion, cuenta: _Cuenta, tramos: Sequence[_Tramo]) -> date:
    match duracion.unidad:
        case Unidad.DIAS_HABILES:
            return _dias_habiles(dia, duracion, cuenta, tramos)
        case Unidad.DIAS_NATURALES:
            fin = sumar_dias(dia, duracion.cantidad)
            regla = _("contados desde el día siguiente (30.3)")
        case Unidad.MESES:
            fin = sumar_meses(dia, duracion.cantidad)
            regla = _regla_de_meses(dia, fin)
        case Unidad.ANIOS:
            fin = sumar_meses(dia, duracion.cantidad * 12)
            regla = _regla_de_meses(dia, fin)
        case Unidad.HORAS:
            raise DatosIncorrectos(_("Las horas no se suman a un plazo por días, meses o años."))
    cuenta.anotar(
        fin, _("%(duracion)s, %(regla)s: el %(dia)s.") % {"duracion": duracion, "regla": regla, "dia": en_palabras(fin)}
    )
    return _alargar(dia, fin, cuenta, tramos)


def _regla_de_meses(dia: date, fin: date) -> str:
    if fin.day != dia.day:
        return _("hasta el último día del mes, porque no tiene día %(dia)s (30.4)") % {"dia": dia.day}
    return _("hasta el mismo número de día, el %(dia)s (30.4)") % {"dia": dia.day}


def _alargar(dia: date, fin: date, cuenta: _Cuenta, tramos: Sequence[_Tramo]) -> date:
    """Terms of natural days, months and years grow by the natural days that they were suspended."""
    for tramo in tramos:
        inicio = max(tramo.desde, dia)
        if inicio >= cuenta.calendario.habil_desde(fin) or tramo.hasta <= inicio:
            continue
        suspendidos = (tramo.hasta - inicio).days
        # A suspension may open between a nominal end on an inhábil day and the day to which it moved: that day is still owed.
        fin = max(sumar_dias(fin, suspendidos), siguiente(tramo.hasta))
        cuenta.anotar(
            fin,
            _("Suspendido del %(inicio)s al %(hasta)s, %(suspendidos)s: %(texto)s. Pasa al %(fin)s.")
            % {
                "inicio": en_palabras(inicio),
                "hasta": en_palabras(tramo.hasta),
                "suspendidos": _("1 día natural")
                if suspendidos == 1
                else _("%(n)s días naturales") % {"n": suspendidos},
                "texto": tramo.texto,
                "fin": en_palabras(fin),
            },
        )
    return fin


def _dias_habiles(dia: date, duracion: Duracion, cuenta: _Cuenta, tramos: Sequence[_Tramo]) -> date:
    primero = siguiente(dia)
    actual, contados, fines_de_semana = dia, 0, 0
    while contados < duracion.cantidad:
        actual = siguiente(actual)
        tramo = next((t for t in tramos if t.desde < actual <= t.hasta), None)
        if tramo is not None:
            cuenta.anotar(
                tramo.hasta,
                _("Suspendido del %(desde)s al %(hasta)s: %(texto)s.")
                % {"desde": en_palabras(tramo.desde), "hasta": en_palabras(tramo.hasta), "texto": tramo.texto},
            )
            actual = tramo.hasta
            continue
        motivo = cuenta.calendario.motivo_inhabil(actual)
        if motivo is None:
            contados += 1
        elif cuenta.calendario.es_fiesta(actual):
            cuenta.anotar(
                actual, _("No cuenta el %(actual)s: %(motivo)s.") % {"actual": en_palabras(actual), "motivo": motivo}
            )
        else:
            fines_de_semana += 1
    if fines_de_semana:
        cuenta.anotar(
            actual,
            _("No cuentan %(fines_de_semana)s sábados y domingos (30.2).") % {"fines_de_semana": fines_de_semana},
        )
    cuenta.anotar(
        actual,
        _("%(duracion)s desde el siguiente, %(primero)s (30.3): el %(actual)s.")
        % {"duracion": duracion, "primero": en_palabras(primero), "actual": en_palabras(actual)},
    )
    return actual
