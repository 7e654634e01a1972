"""What of a year was paid for with the remnant of earlier ones (RD 500/1990 art. 97)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Min, Sum

from consistorio.economia.cierre.reglas.con_remanente import Alta, Credito, EntreDosCifras, gastado
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import Aplicacion, LineaModificacion, LineaOperacion, Operacion

CERO: Final = Decimal(0)
REMANENTE: Final = (
    "87000"  # of earlier years, for general expenses: what is tied to a project (87010) is in its deviations
)


def gastado_con_remanente(anio: int) -> EntreDosCifras:
    """Obligations that the remnant for general expenses of earlier years paid for: the least and the most of them. Intervención says which amount, and the most stands where it says none."""
    lineas = LineaModificacion.objects.filter(
        modificacion__ejercicio=anio, modificacion__estado="contabilizada"
    ).select_related("concepto")
    financiado: dict[UUID, Decimal] = defaultdict(Decimal)
    altas: dict[UUID, list[LineaModificacion]] = defaultdict(list)
    for linea in lineas:
        if linea.concepto is not None and linea.concepto.economica == REMANENTE:
            financiado[linea.modificacion_id] += linea.importe
        elif linea.sentido == LineaModificacion.Sentido.ALTA:
            altas[linea.modificacion_id].append(linea)
    suyas = [linea for modificacion in financiado for linea in altas[modificacion]]
    aplicaciones = {linea.aplicacion_id for linea in suyas if linea.aplicacion_id is not None}
    dias = dict(
        Operacion.objects.filter(ejercicio=anio, clase="MC", modificacion__in=list(financiado))
        .values_list("modificacion")
        .annotate(Min("fecha"))
    )
    obligado = _obligado_por_dia(aplicaciones)
    return gastado(
        [
            Credito(
                una.definitivos,
                obligado[una.id],
                tuple(
                    Alta(str(linea.modificacion_id), dias[linea.modificacion_id], linea.importe)
                    for linea in suyas
                    if linea.aplicacion_id == una.id
                ),
            )
            for una in Aplicacion.objects.filter(id__in=aplicaciones)
        ],
        {str(modificacion): importe for modificacion, importe in financiado.items()},
    )


def _obligado_por_dia(aplicaciones: set[UUID]) -> Mapping[UUID, Sequence[tuple[date, Decimal]]]:
    reconocen = [clase for clase in clases.TRAMOS if "O" in clase]
    filas = LineaOperacion.objects.filter(aplicacion__in=aplicaciones, operacion__clase__in=reconocen).order_by()
    por_dia: dict[UUID, list[tuple[date, Decimal]]] = defaultdict(list)
    for aplicacion, dia, importe in filas.values_list("aplicacion", "operacion__fecha").annotate(Sum("importe")):
        por_dia[aplicacion].append((dia, importe))
    return por_dia
