"""A project by its years, and what it was before each change."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum

from consistorio.economia.presupuesto.models import Aplicacion, LineaFutura
from consistorio.economia.proyectos.consultas import fichas
from consistorio.economia.proyectos.models import CambioDeProyecto, Proyecto
from consistorio.economia.proyectos.reglas import CERO
from consistorio.nucleo.dato import dato


@dato
class Anualidad:
    """A year of a project, in euros: what was recognised of its expense, what of it is committed for when that year comes, and what its agents paid."""

    anio: int
    obligado: Decimal
    comprometido: Decimal
    derechos: Decimal


def anualidades(proyecto: Proyecto) -> list[Anualidad]:
    """Each year of a project: commitments of later years are those of the applications that it has, by their code."""
    codigos = {una.codigo for una in Aplicacion.objects.filter(de_proyecto__proyecto=proyecto)}
    futuras = LineaFutura.objects.filter(codigo__in=codigos, saldo__gt=0, operacion__clase__in=("AD", "D"))
    comprometido = dict(futuras.values_list("anio").annotate(Sum("saldo")))
    hechas = []
    for anio in range(proyecto.desde, max([proyecto.hasta, *comprometido]) + 1):
        [ficha] = fichas([proyecto], anio)
        derechos = sum((parte.financiado.derechos for parte in ficha.partes), CERO)
        hechas.append(Anualidad(anio, ficha.obligaciones, comprometido.get(anio, CERO), derechos))
    return hechas


def por_continuar(proyecto: Proyecto, anio: int) -> list[Aplicacion]:
    """The applications of a year that were of a project the year before, by their code, and are not of any yet."""
    codigos = {a.codigo for a in Aplicacion.objects.filter(de_proyecto__proyecto=proyecto, ejercicio=anio - 1)}
    libres = Aplicacion.objects.filter(ejercicio=anio, de_proyecto__proyecto=None).order_by("programa", "economica")
    return [una for una in libres if una.codigo in codigos] if codigos else []


@dato
class Cambiado:
    """A change of a project, with what it was before: what it cost, in euros, and who financed it with how much."""

    cambio: CambioDeProyecto
    gasto_total: Decimal
    agentes: tuple[tuple[str, Decimal], ...]


def cambios_de(proyecto: Proyecto) -> list[Cambiado]:
    """The newest first."""
    nombres = {str(agente.id): agente.nombre for agente in proyecto.agentes.all()}
    return [
        Cambiado(
            uno,
            Decimal(uno.antes["gasto_total"]),
            tuple((nombres[cual], Decimal(importe)) for cual, importe in uno.antes["agentes"].items()),
        )
        for uno in proyecto.cambios.order_by("-id")
    ]
