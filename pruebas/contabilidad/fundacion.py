"""What the commands find: the chart, a year with its budget, and what the results of Intervención need."""

from __future__ import annotations

from datetime import date

from consistorio.economia.contabilidad import datos
from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.tests.papeles import papel
from consistorio.economia.presupuesto.tipos import CreditoInicial, PresupuestoNuevo, Prevision
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.plataforma.organizacion.models import Unidad

from .control import INTERVENTORA
from .obrero import ACTORES, ANIO, RELOJ, euros
from .oraculo import CREDITOS, PREVISIONES


def fundar() -> None:
    """The chart, the year and its budget; and a unit with a document, for the results of Intervención."""
    actor = ACTORES[INTERVENTORA]
    datos.cargar_plan(reloj=RELOJ)
    abrir_ejercicio(actor=actor, anio=ANIO, reloj=RELOJ)
    nuevo = PresupuestoNuevo(
        ANIO,
        date(ANIO - 1, 12, 20),
        tuple(CreditoInicial(codigo, euros(importe)) for codigo, importe in CREDITOS.items()),
        tuple(Prevision(codigo, euros(importe)) for codigo, importe in PREVISIONES.items()),
    )
    reglas = (Regla(1, nivel_programa=1, nivel_economica=1),)
    acciones.aprobar_presupuesto(
        actor=actor, nuevo=nuevo, reglas=reglas, fecha=date(ANIO, 1, 1), texto="Presupuesto", reloj=RELOJ
    )
    Unidad.objects.create(dir3="LA0000001", nombre="Intervención", desde=date(ANIO, 1, 1))
    papel()
