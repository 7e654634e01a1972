"""Values of the deadline engine: durations, calendars, interruptions of a running term and the explained result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio
from consistorio.nucleo.reloj import MADRID
from consistorio.nucleo.textos import gettext as _
from consistorio.nucleo.textos import gettext_noop

UN_DIA = timedelta(days=1)
MAXIMO_HORAS = 24  # LPACAP 30.1: what is longer is expressed in days


class Unidad(StrEnum):
    """In what a term is expressed (LPACAP 30.1, 30.2, 30.4)."""

    HORAS = "horas"
    DIAS_HABILES = "dias_habiles"
    DIAS_NATURALES = "dias_naturales"
    MESES = "meses"
    ANIOS = "anios"


@dato
class Duracion:
    """A length of a term: `cantidad` >= 1 of `unidad`. Raises DatosIncorrectos otherwise, and over 24 hours (30.1)."""

    cantidad: int
    unidad: Unidad

    def __post_init__(self) -> None:
        if self.cantidad < 1:
            raise DatosIncorrectos(
                _("Un plazo dura al menos 1; se ha indicado %(cantidad)s.") % {"cantidad": self.cantidad}
            )
        if self.unidad is Unidad.HORAS and self.cantidad > MAXIMO_HORAS:
            raise DatosIncorrectos(
                _("Un plazo por horas no puede pasar de %(maximo)s; se ha indicado %(cantidad)s.")
                % {"maximo": MAXIMO_HORAS, "cantidad": self.cantidad},
                que_hacer=_("Exprese el plazo en días (artículo 30.1 de la Ley 39/2015)."),
            )

    def __str__(self) -> str:
        singular, plural = _NOMBRES[self.unidad]
        return f"{self.cantidad} {_(singular) if self.cantidad == 1 else _(plural)}"


_NOMBRES = {
    Unidad.HORAS: (gettext_noop("hora"), gettext_noop("horas")),
    Unidad.DIAS_HABILES: (gettext_noop("día hábil"), gettext_noop("días hábiles")),
    Unidad.DIAS_NATURALES: (gettext_noop("día natural"), gettext_noop("días naturales")),
    Unidad.MESES: (gettext_noop("mes"), gettext_noop("meses")),
    Unidad.ANIOS: (gettext_noop("año"), gettext_noop("años")),
}


class CalendarioIncompleto(ErrorDominio):
    """A day was asked that lies outside the years whose inhábiles were published."""

    estado_http = 409

    def __init__(self, calendario: str, dia: date) -> None:
        super().__init__(
            _("El calendario «%(calendario)s» no dice qué días son inhábiles en %(anio)s, y el plazo llega al %(dia)s.")
            % {"calendario": calendario, "anio": dia.year, "dia": dia.isoformat()},
            que_hacer=_("Publique el calendario de ese año, o indique un fichero de días inhábiles."),
        )
        self.dia = dia


_FIN_DE_SEMANA = {5: gettext_noop("sábado"), 6: gettext_noop("domingo")}


@dato
class Calendario:
    """The inhábiles of one place: Saturdays, Sundays (LPACAP 30.2) and those of `dias`, each with its reason.

    `anios`: the years that were published; None when given by hand, which answers for every year. `version` says which
    publication was used.
    """

    nombre: str
    dias: Mapping[date, str] = field(default_factory=dict)
    anios: frozenset[int] | None = None
    version: str = ""

    def motivo_inhabil(self, dia: date) -> str | None:
        """Why a day is inhábil, or None when it is hábil. Raises CalendarioIncompleto."""
        if self.anios is not None and dia.year not in self.anios:
            raise CalendarioIncompleto(self.nombre, dia)
        motivo = self.dias.get(dia)
        if motivo is not None:
            return motivo or _("día inhábil")
        fin_de_semana = _FIN_DE_SEMANA.get(dia.weekday())
        return _(fin_de_semana) if fin_de_semana is not None else None

    def es_habil(self, dia: date) -> bool:
        """Whether the day is hábil. Raises CalendarioIncompleto."""
        return self.motivo_inhabil(dia) is None

    def es_fiesta(self, dia: date) -> bool:
        """Whether the day is inhábil for a reason other than being a Saturday or a Sunday."""
        return dia in self.dias and dia.weekday() < 5

    def habil_desde(self, dia: date) -> date:
        """The day itself when hábil, else the next hábil one. Raises CalendarioIncompleto, DatosIncorrectos."""
        while not self.es_habil(dia):
            dia = siguiente(dia)
        return dia

    def con_el_de(self, otro: Calendario) -> Calendario:
        """Inhábil in either place is inhábil (LPACAP 30.6)."""
        dias = {**otro.dias, **self.dias}
        if self.anios is None or otro.anios is None:
            anios = self.anios if otro.anios is None else otro.anios
        else:
            anios = self.anios & otro.anios
        versiones = "; ".join(v for v in (self.version, otro.version) if v)
        return Calendario(f"{self.nombre} y {otro.nombre}", dias, anios, versiones)


def siguiente(dia: date) -> date:
    """The day after. Raises DatosIncorrectos past the year 9999."""
    return sumar_dias(dia, 1)


def sumar_dias(dia: date, cuantos: int) -> date:
    """`dia` plus natural days. Raises DatosIncorrectos past the year 9999."""
    try:
        return dia + timedelta(days=cuantos)
    except OverflowError as error:
        raise fuera_de_rango() from error


def fuera_de_rango() -> DatosIncorrectos:
    """The error of a term that ends past the year 9999."""
    return DatosIncorrectos(_("El plazo termina después del año 9999."), que_hacer=_("Revise la duración indicada."))


@dato
class Suspension:
    """A stretch that does not count (LPACAP 22): from the notification that opened it to its lifting.

    The days after `desde`, up to `hasta` included, do not count. `hasta` None: still open.
    """

    desde: date
    hasta: date | None
    motivo: str
    norma: str = "LPACAP art. 22"

    def __post_init__(self) -> None:
        if self.hasta is not None and self.hasta < self.desde:
            raise DatosIncorrectos(_("Una suspensión no puede terminar antes de empezar."))


@dato
class Ampliacion:
    """An extension of a term: of a length (LPACAP 23, 32.1) or up to a date (32.4, technical incident). One of both."""

    motivo: str
    norma: str
    duracion: Duracion | None = None
    hasta: date | None = None

    def __post_init__(self) -> None:
        if (self.duracion is None) == (self.hasta is None):
            raise DatosIncorrectos(_("Una ampliación indica una duración o una fecha, una de las dos."))


@dato
class Paso:
    """One step of the reasoning, for people."""

    fecha: date
    texto: str


@dato
class Computo:
    """When a term ends and why. `hora` only for terms in hours. `suspendido`: an open suspension makes it provisional."""

    vence: date
    pasos: tuple[Paso, ...]
    hora: time | None = None
    suspendido: bool = False

    @property
    def limite(self) -> datetime:
        """The first instant out of term, aware, Europe/Madrid: 00:00 of the day after, or the minute for hours."""
        if self.hora is not None:
            return datetime.combine(self.vence, self.hora, MADRID)
        return datetime.combine(siguiente(self.vence), time(), MADRID)

    def __str__(self) -> str:
        return self.vence.isoformat() + (f"T{self.hora:%H:%M}" if self.hora is not None else "")
