"""The approved budget is put in force: loaded with its bases, in the place of the extended one if there is, with what earlier years committed of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from consistorio.economia.presupuesto.models import Operacion, Presupuesto
from consistorio.economia.presupuesto.operaciones import bases, prorroga, tramites, traspaso_plurianual
from consistorio.economia.presupuesto.operaciones.presupuesto import cargar
from consistorio.economia.presupuesto.tipos import PresupuestoNuevo
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion

DE_FUTUROS: Final = (
    "presupuesto.retenido",
    "presupuesto.gasto",
    "presupuesto.plurianual",
    "presupuesto.plurianual.traido",
)
HECHOS: Final = ("presupuesto.aprobado", "presupuesto.sustituido", *DE_FUTUROS)


def poner_en_vigor(
    nuevo: PresupuestoNuevo, reglas: Sequence[Regla] | None, *, fecha: date, texto: str, actor: Actor, reloj: Reloj
) -> Operacion:
    """Load the budget of a year as its bases say that it binds (`reglas`: see `bases.con_sus_bases`), with its entry of opening; it takes the place of the extended one if there is. What earlier years committed of
    it goes to it before anything else, if its day has come; what does not fit waits (`consultas.sin_traer`).

    Writes, emits and raises as `presupuesto.cargar`, `prorroga.sustituir` and `traspaso_plurianual.traer`; DatosIncorrectos (its states are noted and it was not published, or
    was approved another day).
    """
    exigir_transaccion()
    tramites.exigir_en_vigor(nuevo.anio)
    nuevo, reglas = bases.con_sus_bases(tramites.como_se_aprobo(nuevo), reglas)
    if Presupuesto.objects.filter(pk=nuevo.anio, prorrogado=True).exists():
        operacion = prorroga.sustituir(nuevo, reglas, fecha=fecha, texto=texto, actor=actor, reloj=reloj)
    else:
        operacion = cargar(nuevo, reglas, fecha=fecha, texto=texto, actor=actor, reloj=reloj)
    if fecha <= hoy(reloj):
        traspaso_plurianual.traer(fecha, actor=actor, reloj=reloj)
    return operacion
