"""The process that is killed: it goes on from the first command that the database has not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from consistorio.economia.contabilidad import datos
from consistorio.economia.contabilidad import permisos as de_contabilidad
from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.presupuesto import acciones, permisos
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.tipos import (
    Cabecera,
    CreditoInicial,
    Descuento,
    LineaPedida,
    PresupuestoNuevo,
    Prevision,
)
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.reloj import RelojFijo
from consistorio.servicios.intervencion.permisos import FISCALIZAR

from .oraculo import CREDITOS, PREVISIONES, Orden
from .sorteo import ordenes

ANIO = 2026
DIA = date(ANIO, 3, 2)
RELOJ = RelojFijo(datetime(ANIO, 6, 30, 10, tzinfo=UTC))
ACTOR = Actor.sistema(
    "prueba",
    permisos.PREPARAR,
    permisos.GASTO,
    permisos.INGRESO,
    permisos.PAGAR,
    permisos.NO_PRESUPUESTARIO,
    FISCALIZAR,
    de_contabilidad.ABRIR,
)
BANCO = "571"
MARCA = "orden "
A_LA_LUZ = 25  # commands between lines of the log


class Divergencia(Exception):
    """The product did what it must not, or did not do what it has to."""


def fundar() -> None:
    """The chart, the year and its budget."""
    datos.cargar_plan(reloj=RELOJ)
    abrir_ejercicio(actor=ACTOR, anio=ANIO, reloj=RELOJ)
    nuevo = PresupuestoNuevo(
        ANIO,
        date(ANIO - 1, 12, 20),
        tuple(CreditoInicial(codigo, _euros(importe)) for codigo, importe in CREDITOS.items()),
        tuple(Prevision(codigo, _euros(importe)) for codigo, importe in PREVISIONES.items()),
    )
    reglas = (Regla(1, nivel_programa=1, nivel_economica=1),)
    acciones.aprobar_presupuesto(
        actor=ACTOR, nuevo=nuevo, reglas=reglas, fecha=date(ANIO, 1, 1), texto="Presupuesto", reloj=RELOJ
    )


def trabajar(semilla: int, cuantas: int) -> int:
    """Do the commands that are not done; how many were done now. Raises Divergencia."""
    hechas, ids = _hechas()
    ultima, ahora = max(hechas, default=0), 0
    for orden, acepta, _oraculo in ordenes(semilla, cuantas):
        if orden.numero <= ultima:  # what was refused then is not asked again: there may be more now
            if (orden.numero in hechas) != acepta:
                raise Divergencia(f"{orden}: {'it had' if acepta else 'it had not'} to be in the accounts")
            continue
        try:
            operacion = mandar(orden, ids)
        except ErrorDominio as error:
            if acepta:
                motivos = "; ".join([error.mensaje, *(p.mensaje for p in error.problemas)])
                raise Divergencia(f"{orden}: refused ({motivos})") from error
            continue
        if not acepta:
            raise Divergencia(f"{orden}: accepted, and there was not so much")
        ahora += 1
        if orden.corrige is None:
            ids[orden.numero] = (operacion.id, operacion.lineas.order_by("orden").values_list("id", flat=True)[0])
        if ahora % A_LA_LUZ == 0:
            print(orden.numero, flush=True)
    return ahora


def mandar(orden: Orden, ids: dict[int, tuple[UUID, UUID]]) -> Operacion:
    """The use case of a command."""
    cabecera = Cabecera(DIA, f"{MARCA}{orden.numero}", varios=True)
    importe = _euros(orden.importe)
    comun: dict[str, Any] = {"actor": ACTOR, "cabecera": cabecera, "reloj": RELOJ}
    if orden.corrige is not None:
        operacion_id, linea_id = ids[orden.corrige]
        corrige: Callable[..., Operacion] = (
            acciones.corregir_pago if orden.clase in ("P", "R") else acciones.corregir_gasto
        )
        return corrige(**comun, operacion_id=operacion_id, lineas=[LineaPedida(importe, origen=linea_id)])
    origen = ids[orden.sobre][1] if orden.sobre is not None else None
    aplica = ids[orden.aplica][1] if orden.aplica is not None else None
    linea = LineaPedida(importe, codigo="" if origen else orden.codigo, origen=origen, aplica=aplica)
    return _HACER[orden.clase](comun | {"lineas": [linea]}, orden)


_HACER: dict[str, Callable[[dict[str, Any], Orden], Operacion]] = {
    "RC": lambda comun, _o: acciones.retener(**comun, clase="RC"),
    **dict.fromkeys(("A", "A_RC"), lambda comun, _o: acciones.gastar(**comun, clase="A")),
    "D": lambda comun, _o: acciones.gastar(**comun, clase="D"),
    **dict.fromkeys(("O", "O_DV"), lambda comun, _o: acciones.gastar(**comun, clase="O")),
    "P": lambda comun, _o: acciones.ordenar_pago(**comun),
    "R": lambda comun, o: acciones.pagar(
        **comun,
        clase="R",
        ordinal=BANCO,
        descuentos=[Descuento("IRPF", _euros(o.descuento))] if o.descuento else [],
    ),
    "DV": lambda comun, _o: acciones.devengar(**comun),
    "DR": lambda comun, _o: acciones.reconocer(**comun, clase="DR"),
    "I": lambda comun, _o: acciones.ingresar(**comun, ordinal=BANCO),
    "AN": lambda comun, _o: acciones.dar_de_baja(**comun, clase="AN"),
    "DEV": lambda comun, _o: acciones.acordar_devolucion(**comun),
    "PDEV": lambda comun, _o: acciones.pagar_devolucion(**comun, ordinal=BANCO),
    **{
        clase: lambda comun, _o, clase=clase: acciones.anotar_no_presupuestario(**comun, clase=clase, ordinal=BANCO)  # type: ignore[misc]
        for clase in ("INP", "PNP")
    },
}


def _hechas() -> tuple[set[int], dict[int, tuple[UUID, UUID]]]:
    """Numbers of the commands that are in the accounts, and the first line of each that is not a correction."""
    filas = LineaOperacion.objects.filter(operacion__texto__startswith=MARCA, orden=0).values_list(
        "operacion__texto", "operacion__signo", "operacion_id", "id"
    )
    hechas, ids = set[int](), dict[int, tuple[UUID, UUID]]()
    for texto, signo, operacion_id, linea_id in filas:
        numero = int(texto.removeprefix(MARCA))
        hechas.add(numero)
        if signo > 0:
            ids[numero] = (operacion_id, linea_id)
    return hechas, ids


def _euros(centimos: int) -> Decimal:
    return Decimal(centimos).scaleb(-2)
