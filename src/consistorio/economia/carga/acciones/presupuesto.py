"""Load the budget of the town from its files, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from consistorio.economia.carga.listados.presupuesto import presupuesto_entero
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.operaciones import puesta_en_vigor, tramites
from consistorio.economia.presupuesto.operaciones.presupuesto import es_de_la_orden
from consistorio.economia.presupuesto.permisos import PREPARAR
from consistorio.economia.presupuesto.tipos import PresupuestoNuevo
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion(
    *puesta_en_vigor.HECHOS,
    permiso=PREPARAR,
    norma="TRLRHL arts. 162-169 y 174; RD 500/1990 arts. 8-21 y 79",
)
def cargar_presupuesto(
    *,
    actor: Actor,
    anio: int,
    ficheros: Sequence[tuple[str, bytes]],
    fecha: date,
    texto: str,
    reloj: Reloj,
    aprobado: date | None = None,
    reglas: Sequence[Regla] | None = None,
) -> PresupuestoNuevo:
    """The budget of a year, from files of expense and of income (name and content), once every step of its approval is noted. `aprobado`: the day of its definitive approval, that of
    its step if it is not said; `reglas`: as its bases say, if they are not given.

    Who: with `presupuesto.preparar`. Writes, emits and raises as `operaciones.puesta_en_vigor.poner_en_vigor`; DatosIncorrectos (every row that is wrong,
    a deficit, steps that are not noted), Conflicto (its year is not open).
    """
    leido = presupuesto_entero(ficheros, anio, es_de_la_orden)
    definitiva = tramites.exigir_publicado(anio)
    if not Ejercicio.objects.filter(pk=anio, estado=Ejercicio.Estado.ABIERTO).exists():
        raise Conflicto(
            _("El ejercicio %(anio)d no está abierto.") % {"anio": anio},
            que_hacer=_("Ábralo antes, en «Ejercicios»."),
        )
    nuevo = replace(leido, aprobado=aprobado or definitiva)
    puesta_en_vigor.poner_en_vigor(nuevo, reglas, fecha=fecha, texto=texto, actor=actor, reloj=reloj)
    return nuevo
