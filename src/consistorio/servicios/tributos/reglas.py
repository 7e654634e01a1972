"""Pure rules of the debts: what one comes to, until when it is paid, its reference, and what a payment does to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.calendario.reglas import sumar_meses
from consistorio.plataforma.calendario.tipos import UN_DIA, Calendario
from consistorio.tramitacion.motor.reglas_ejecucion import Tramo

CENTIMO = Decimal("0.01")
CIFRAS = 10
MAXIMO_PERIODOS = 1200


def referencia_de(cifras: str) -> str:
    """A reference of twelve figures: ten and their two check digits (ISO 7064, MOD 97-10), which find any wrong figure or two swapped."""
    return f"{cifras}{98 - int(cifras) * 100 % 97:02d}"


def leer_referencia(texto: str) -> str:
    """The reference that somebody wrote or dictated, without spaces nor dashes; empty when its check digits say that it is wrong."""
    junta = "".join(texto.split()).replace("-", "").replace(".", "")
    valida = len(junta) == CIFRAS + 2 and junta.isascii() and junta.isdigit() and int(junta) % 97 == 1
    return junta if valida else ""


def como_se_dicta(referencia: str) -> str:
    """In groups of four figures."""
    return " ".join(referencia[i : i + 4] for i in range(0, len(referencia), 4))


def meses_entre(desde: date, hasta: date, *, empezados: bool) -> int:
    """The months from one day to another, both included: those begun, or those complete."""
    meses = 0
    while meses <= MAXIMO_PERIODOS:
        if sumar_meses(desde, meses + 1) > hasta + UN_DIA:
            break
        meses += 1
    quedan_dias = sumar_meses(desde, meses) <= hasta
    return meses + 1 if empezados and quedan_dias else meses


@dato
class Factores:
    """What an amount is the product of. `base_unidad` and `periodos_unidad` name them; without a base it is a fixed amount."""

    tarifa: Decimal
    por: str
    base: Decimal = Decimal(1)
    base_unidad: str = ""
    periodos: Decimal = Decimal(1)
    periodos_unidad: str = ""

    @property
    def importe(self) -> Importe:
        """The product, to the cent, halves up."""
        return Importe((self.base * self.tarifa * self.periodos).quantize(CENTIMO, ROUND_HALF_UP))

    @property
    def cuenta(self) -> str:
        """The product as people read it."""
        partes = []
        if self.base_unidad:
            partes.append(f"{cifra(self.base)} {self.base_unidad}")
        partes.append(_("%(t)s € (%(p)s)") % {"t": cifra(self.tarifa), "p": self.por})
        if self.periodos_unidad:
            partes.append(f"{cifra(self.periodos)} {self.periodos_unidad}")
        return f"{' × '.join(partes)} = {self.importe}"


def cifra(numero: Decimal) -> str:
    """A number with its comma, without zeros at the end but for cents."""
    entero, _punto, decimales = f"{numero:f}".partition(".")
    decimales = decimales.rstrip("0")
    return f"{entero},{decimales.ljust(2, '0')}" if decimales else entero


def fin_del_voluntario(notificada: date, calendario: Calendario, *, corte: int, primera: int, segunda: int) -> date:
    """The last day to pay a debt notified on a day (LGT 62.2): the `primera` of the next month when it was notified up to `corte`, else the
    `segunda` of the month after it; or the next hábil. Raises CalendarioIncompleto."""
    en_la_primera = notificada.day <= corte
    mes = sumar_meses(notificada.replace(day=1), 1 if en_la_primera else 2)
    return calendario.habil_desde(mes.replace(day=primera if en_la_primera else segunda))


def fin_tras_el_suspenso(
    vence: date, *, desde: date, hasta: date, notificada: date | None, calendario: Calendario
) -> date:
    """The last day to pay what stood still from a day to another: the days that were left then are left now, and it ends on a working day.

    What had ended before is not given more. What was notified meanwhile has its whole term. Raises CalendarioIncompleto.
    """
    if vence < desde:
        return vence
    contado_hasta = max(desde, notificada) if notificada is not None else desde
    return calendario.habil_desde(max(hasta, contado_hasta) + (vence - contado_hasta))


def fuera_de_plazo(dia: date, vence: date | None, tramos: Sequence[Tramo]) -> bool:
    """Whether what is paid on a day is late: not on one on which it stood still and its term had not ended before."""
    if vence is None or dia <= vence:
        return False
    return not any(tramo.desde <= vence and tramo.quieto(dia) for tramo in tramos)


@dato
class Efecto:
    """What a payment does: `resultado` (a `Cobro.Resultado`), whether the debt is paid with it, and what has to be given back in all."""

    resultado: str
    pagada: bool
    por_devolver: Importe


def efecto_de(importe: Importe, *, estado: str, debido: Importe, recibido: Importe, devuelto: Importe) -> Efecto:
    """What a payment does to a debt in a state, of which `recibido` had come in before and `devuelto` was given back. Nothing is lost: what is
    over has to be given back."""
    total = recibido.euros + importe.euros - devuelto.euros
    if estado == "anulada":
        return Efecto("de_anulada", False, Importe(total))
    de_mas = Importe(max(total - debido.euros, Decimal(0)))
    if estado == "cobrada":
        return Efecto("duplicado", False, de_mas)
    if total < debido.euros:
        return Efecto("a_cuenta", False, de_mas)
    return Efecto("completo" if total == debido.euros else "de_mas", True, de_mas)


def en_palabra(unidad: str, cuantos: Decimal) -> str:
    """What is counted (meses, semanas, veces), in its number."""
    numero = 1 if cuantos == 1 else 2
    if unidad == "semanas":
        return ngettext("semana", "semanas", numero)
    return ngettext("vez", "veces", numero) if unidad == "veces" else ngettext("mes", "meses", numero)
