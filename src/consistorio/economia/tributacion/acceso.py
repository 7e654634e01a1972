"""The narrow doors: who may look, and the rows that acts lock."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.consultas.en_pie import corregida
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.tributacion.models import Compensacion, Declaracion, Prorrata, SectorIva
from consistorio.economia.tributacion.permisos import VER
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.accion import exigir_permiso
from consistorio.plataforma.auditoria.operaciones import registrar_acceso

IRPF: Final = "4751"


def exigir_ver(actor: Actor, que: str) -> None:
    """Assert that somebody may see the taxes of the town, and log the look: they name who was paid. Raises NoPermitido."""
    exigir_permiso(actor, VER, para="tributacion")
    registrar_acceso(actor, que="tributacion", objeto_id=que, motivo=VER)


def sector(codigo: str) -> SectorIva:
    """An activity in use. Raises NoEncontrado."""
    hallado = SectorIva.objects.filter(codigo=codigo, en_uso=True).first()
    if hallado is None:
        raise NoEncontrado(_("No hay ninguna actividad con el código %(c)s.") % {"c": codigo})
    return hallado


def retenciones() -> QuerySet[LineaOperacion]:
    """The discounts of income tax of payments that stand, also of closed years: what may be said to be of somebody. What is paid in of them is not one."""
    return LineaOperacion.objects.filter(
        operacion__libro__in=(Operacion.Libro.GASTO, Operacion.Libro.CERRADOS),
        operacion__signo=1,
        no_presupuestario__cuenta__startswith=IRPF,
    ).exclude(corregida("operacion"))


def pagos_sin_retencion() -> QuerySet[LineaOperacion]:
    """What payments that stand paid, when nothing of income tax was kept of them: who collected it may be said, of whom nothing was withheld."""
    pagado = LineaOperacion.objects.filter(
        Q(operacion__libro=Operacion.Libro.GASTO, operacion__clase__endswith="R") | Q(operacion__clase="PC"),
        operacion__signo=1,
        no_presupuestario=None,
    )
    con_descuento = retenciones().values("operacion")
    return pagado.exclude(corregida("operacion")).exclude(operacion__in=con_descuento)


def prorrata_bloqueada(codigo: str, anio: int) -> Prorrata:
    """That of an activity in a year, locked. Raises NoEncontrado."""
    hallada = Prorrata.objects.select_for_update(of=("self",)).filter(sector_id=codigo, anio=anio).first()
    if hallada is None:
        raise NoEncontrado(
            _("La actividad %(c)s no tiene prorrata de %(anio)d.") % {"c": codigo, "anio": anio},
            que_hacer=_("Fije antes la prorrata provisional del año."),
        )
    return hallada


def compensacion_bloqueada(compensacion_id: UUID) -> Compensacion:
    """One, locked. Raises NoEncontrado."""
    hallada = Compensacion.objects.select_for_update(of=("self",)).filter(id=compensacion_id).first()
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa compensación."))
    return hallada


def declaracion_bloqueada(declaracion_id: UUID) -> Declaracion:
    """One that was presented, locked. Raises NoEncontrado."""
    hallada = Declaracion.objects.select_for_update(of=("self",)).filter(id=declaracion_id).first()
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa declaración."))
    return hallada
