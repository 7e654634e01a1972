"""Facts of the end of a year. They go to the chain of the budget of that year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("cierre.ejercicio.cerrado", _("Se cerró el ejercicio"))
@dato
class EjercicioCerrado:
    """A year is closed and the next one opened with its balances. Amounts in euros; `huella`: SHA-256 of its statements."""

    anio: int
    cierre_id: UUID
    asientos: int
    resultado_presupuestario: str
    remanente_gastos_generales: str
    huella: str


@evento("cierre.remanentes.anticipados", _("Se anticiparon los remanentes con financiación afectada"))
@dato
class RemanentesAnticipados:
    """Of a year that ended and is open: how many credits, what they come to and the excess of affected financing, in euros."""

    anio: int
    creditos: int
    importe: str
    exceso: str


@evento("cierre.ejercicio.reabierto", _("Se volvió a abrir un ejercicio cerrado"))
@dato
class EjercicioReabierto:
    """Its closing is undone by entries of contrary sign."""

    anio: int
    cierre_id: UUID
    reapertura_id: UUID
    documento_id: UUID
    asientos: int


@evento("cierre.rendicion.formada", _("Se formó la liquidación o la Cuenta General"))
@dato
class RendicionFormada:
    """Its document waits to be signed. `clase`: liquidacion or cuenta_general."""

    anio: int
    rendicion_id: UUID
    clase: str
    documento_id: UUID


@evento("cierre.rendicion.firmada", _("Se firmó la liquidación o la Cuenta General"))
@dato
class RendicionFirmada:
    """Everybody signed it."""

    anio: int
    rendicion_id: UUID


@evento("cierre.rendicion.devuelta", _("Se devolvió sin firmar la liquidación o la Cuenta General"))
@dato
class RendicionDevuelta:
    """Who had to sign it sent it back: it is formed again."""

    anio: int
    rendicion_id: UUID


@evento("cierre.rendicion.paso", _("Se anotó un paso de la liquidación o de la Cuenta General"))
@dato
class PasoAnotado:
    """A step of its way. `dia`: when it was."""

    anio: int
    rendicion_id: UUID
    paso: str
    dia: date
    documento_id: UUID | None


@evento("cierre.deterioro", _("Se anotó el deterioro de los derechos de dudoso cobro"))
@dato
class DeterioroDotado:
    """`minimo`: what the law asks; `dotado`: what the account has since, both in euros."""

    ejercicio: int
    asiento: int
    minimo: str
    dotado: str


@evento("cierre.dudosos.fuera", _("Se dejaron derechos fuera del mínimo de dudoso cobro"))
@dato
class DejadoFueraDelMinimo:
    """`de`: the year of the rights; `importe`: of them, in euros, "0.00" when they are back in it."""

    ejercicio: int
    de: int
    importe: str


@evento("cierre.memoria.nota", _("Se escribió una nota de la memoria"))
@dato
class NotaEscrita:
    """What the town says in a note. `huella`: SHA-256 of its text and its table."""

    anio: int
    nota: int
    version: int
    huella: str
