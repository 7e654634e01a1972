"""What the operations of a script share: what they say, and after which earlier ones they come."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from consistorio.economia.presupuesto import clases, consultas
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    ConceptoIngreso,
    LineaOperacion,
    Operacion,
)
from consistorio.economia.presupuesto.tipos import (
    Cabecera,
    LineaPedida,
)
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import Reloj

BANCO: Final = "571"


RESTRINGIDA: Final = "573"


CON_O: Final = frozenset(tramo for tramo in clases.TRAMOS if tramo[-1] == "O")


CON_P: Final = frozenset(tramo for tramo in clases.TRAMOS if tramo[-1] == "P")


Paso = Mapping[str, Any]


@dataclass
class Guion:
    """What is being executed. `lineas`: number in the list -> lines that it left, for those that say `sobre`; `futuras`: of later years."""

    actor: Actor
    reloj: Reloj
    lineas: dict[int, list[UUID]] = field(default_factory=dict)
    operaciones: dict[int, UUID] = field(default_factory=dict)
    futuras: dict[int, UUID] = field(default_factory=dict)
    fondos: dict[str, UUID] = field(default_factory=dict)
    aplicacion_del_fondo: str = ""
    hechas: list[int] = field(default_factory=list)
    rechazadas: list[dict[str, object]] = field(default_factory=list)
    sin_atender: list[dict[str, object]] = field(default_factory=list)


def fecha_de(paso: Paso) -> date:
    return date.fromisoformat(str(paso["fecha"]))


def importe_de(paso: Paso) -> Decimal:
    return Decimal(str(paso["importe"]))


def cabecera_de(paso: Paso) -> Cabecera:
    return Cabecera(fecha=fecha_de(paso), texto=str(paso.get("descripcion", paso["tipo"])), varios=True)


def sin_varios(cabecera: Cabecera) -> Cabecera:
    return Cabecera(fecha=cabecera.fecha, texto=cabecera.texto)


def ordinal_de(paso: Paso) -> str:
    return str(paso.get("ordinal", BANCO))


def anotar(guion: Guion, paso: Paso, operacion: Operacion) -> None:
    numero = int(paso.get("n", 0))
    guion.operaciones[numero] = operacion.id
    destinadas = operacion.lineas.exclude(no_presupuestario__isnull=False, operacion__libro="gasto")
    guion.lineas[numero] = list(destinadas.order_by("orden").values_list("id", flat=True))


def linea_de(guion: Guion, paso: Paso) -> UUID:
    """The line of the step on which this one goes. Raises DatosIncorrectos (it was not noted)."""
    suyas = guion.lineas.get(int(paso["sobre"]))
    if not suyas:
        raise DatosIncorrectos(f"La operación {paso['sobre']}, sobre la que va, no se contabilizó.")
    return suyas[0]


def lineas_de(guion: Guion, paso: Paso, previas: Collection[str]) -> list[LineaPedida]:
    """The lines of expense: after the one that it says, after the oldest that leave something, or of an application."""
    importe = importe_de(paso)
    if "sobre" in paso:
        return [LineaPedida(importe, origen=linea_de(guion, paso))]
    codigo = str(paso["aplicacion"])
    if not previas:
        return [LineaPedida(importe, codigo=codigo)]
    anio = fecha_de(paso).year
    return _repartir(consultas.lineas_con_saldo(anio, previas, aplicacion=aplicacion_de(anio, codigo)), importe, codigo)


def lineas_de_concepto(guion: Guion, paso: Paso, previas: Collection[str]) -> list[LineaPedida]:
    importe = importe_de(paso)
    if "sobre" in paso:
        return [LineaPedida(importe, origen=linea_de(guion, paso))]
    anio, codigo = fecha_de(paso).year, str(paso["concepto"])
    concepto = ConceptoIngreso.objects.filter(ejercicio=anio, economica=codigo).values_list("id", flat=True).first()
    return _repartir(consultas.lineas_con_saldo(anio, previas, concepto=concepto), importe, codigo)


def _repartir(lineas: Collection[LineaOperacion], importe: Decimal, codigo: str) -> list[LineaPedida]:
    pedidas, falta = list[LineaPedida](), importe
    for linea in lineas:
        if falta <= 0:
            break
        parte = min(falta, linea.saldo)
        pedidas.append(LineaPedida(parte, origen=linea.id))
        falta -= parte
    if falta and pedidas:  # what does not fit is asked of the last one, which refuses it
        pedidas[-1] = LineaPedida(pedidas[-1].importe + falta, origen=pedidas[-1].origen)
    return pedidas or [LineaPedida(importe, codigo=codigo)]


def aplicacion_de(anio: int, codigo: str) -> UUID | None:
    clave = leer_clave(codigo)
    if clave is None:
        raise DatosIncorrectos(f"«{codigo}» no es una aplicación.")
    return (
        Aplicacion.objects.filter(
            ejercicio=anio, organica=clave.organica, programa=clave.programa, economica=clave.economica
        )
        .values_list("id", flat=True)
        .first()
    )
