"""Who does what in the example town, and when."""

from __future__ import annotations

from datetime import date, timedelta

from consistorio.economia.presupuesto.permisos import PAGAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import actor_de
from consistorio.plataforma.organizacion.models import Empleado

INTERVENCION, TESORERIA, JEFATURA = "teresa", "fernando", "marta"


def actor(usuario: str) -> Actor:
    """That member of staff, as an actor of today."""
    fila = Empleado.objects.select_related("persona").get(cuenta__usuario=usuario)
    return actor_de(fila, en=hoy(reloj_de_la_casa()))


def quien_paga_sin_lista() -> Actor:
    """Who notes a payment that no list made: Intervención, which gives its conformity by noting it."""
    return actor(INTERVENCION).con_permisos(PAGAR)


def hace(dias: int) -> date:
    """So many days ago, or the first day of the year when it had not begun."""
    en = hoy(reloj_de_la_casa())
    return max(en - timedelta(days=dias), date(en.year, 1, 1))
