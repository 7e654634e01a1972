"""Random operations on a budget that is loaded. What the accounts refuse is part of the trial: it may not leave anything behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from consistorio.cli.cuentas.guion import PERMISOS
from consistorio.economia.cierre import permisos as de_cierre
from consistorio.economia.cierre.acciones import cerrar_ejercicio
from consistorio.economia.cierre.models import Cierre
from consistorio.economia.cierre.tipos import Criterios
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto import acciones, clases, consultas
from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import RelojFijo

CENTIMO = Decimal("0.01")
GASTOS = ("RC", "A", "AD", "ADO", "D", "DO", "O", "P", "R", "PR")
INGRESOS = ("DR", "DRI", "I", "AN")


@dataclass
class Ejecutado:
    """What was tried: how many were done, by class, and how many refused. The five sums are kept here, apart from the accounts."""

    hechas: dict[str, int] = field(default_factory=dict)
    rechazadas: int = 0
    sumas: dict[str, Decimal] = field(default_factory=dict)

    def sumar(self, cual: str, importe: Decimal) -> None:
        """Add to a sum."""
        self.sumas[cual] = self.sumas.get(cual, Decimal(0)) + importe


class Azar:
    """Draws operations of a year, each on something that the accounts have."""

    def __init__(self, anio: int, semilla: int) -> None:
        self.anio, self.azar = anio, Random(semilla)
        self.actor = Actor.sistema("pruebas", *PERMISOS, de_cierre.CERRAR)
        self.reloj = RelojFijo(datetime(anio + 1, 1, 15, 9, tzinfo=UTC))
        self.aplicaciones = [a.codigo for a in consultas.ejecucion(anio)]
        self.conceptos = [
            c.economica for c in consultas.ejecucion_de_ingresos(anio) if not c.economica.startswith("87")
        ]
        self.vivas: dict[str, list[UUID]] = {}
        self.hecho = Ejecutado()

    def ejecutar(self, cuantas: int) -> Ejecutado:
        """So many, in the order of their days."""
        for n in range(cuantas):
            dia = date(self.anio, 1, 1) + timedelta(days=n * 364 // max(cuantas, 1))
            clase = self.azar.choice(GASTOS + INGRESOS)
            try:
                self._una(clase, dia)
            except DatosIncorrectos:
                self.hecho.rechazadas += 1
        return self.hecho

    def _una(self, clase: str, dia: date) -> None:
        de_gasto = clase in GASTOS
        libres = clase in ("RC", "DR", "DRI") or (de_gasto and clase[0] == "A" and self.azar.random() < 0.6)
        codigos = self.aplicaciones if de_gasto else self.conceptos
        if libres:
            lineas = [
                LineaPedida(self._importe(), codigo=codigo)
                for codigo in self.azar.sample(codigos, self.azar.randint(1, 3))
            ]
        else:
            lineas = self._tras(clase)
        if not lineas:
            return
        cabecera = Cabecera(dia, f"{clase} al azar", varios=True)
        con: dict[str, Any] = {"cabecera": cabecera, "lineas": lineas, "actor": self.actor, "reloj": self.reloj}
        if clase == "RC":
            operacion = acciones.retener(clase=clase, **con)
        elif clase in ("DR", "DRI"):
            operacion = acciones.reconocer(clase=clase, ordinal="571" if clase == "DRI" else "", **con)
        elif clase == "I":
            operacion = acciones.ingresar(ordinal="571", **con)
        elif clase == "AN":
            operacion = acciones.dar_de_baja(clase=clase, **con)
        elif clase == "P":
            operacion = acciones.ordenar_pago(**con)
        elif clase in ("R", "PR"):
            operacion = acciones.pagar(clase=clase, ordinal="571", **con)
        else:
            operacion = acciones.gastar(clase=clase, **con)
        self.hecho.hechas[clase] = self.hecho.hechas.get(clase, 0) + 1
        self.vivas.setdefault(clase, []).extend(operacion.lineas.values_list("id", flat=True))
        importe = sum((linea.importe for linea in lineas), Decimal(0))
        self._apuntar(clase, importe)

    def _apuntar(self, clase: str, importe: Decimal) -> None:
        if clases.es_de_fases(clase):
            for fase in clase:
                self.hecho.sumar(fase, importe)
        elif clase in ("DR", "DRI"):
            self.hecho.sumar("derechos", importe)
        elif clase == "AN":
            self.hecho.sumar("derechos", -importe)
        if clase in ("I", "DRI"):
            self.hecho.sumar("cobros", importe)

    def _tras(self, clase: str) -> list[LineaPedida]:
        """After something that is alive: mostly what it bears, and now and then a cent more."""
        previas = [linea for previa in sorted(clases.sigue_a(clase)) for linea in self.vivas.get(previa, ())]
        if not previas:
            return []
        origen = self.azar.choice(previas)
        saldo = LineaOperacion.objects.values_list("saldo", flat=True).get(id=origen)
        pide = saldo + CENTIMO if self.azar.random() < 0.1 else saldo
        if self.azar.random() < 0.5:
            pide = (saldo * Decimal(self.azar.randint(1, 99)) / 100).quantize(CENTIMO)
        return [LineaPedida(pide, origen=origen)] if pide else []

    def _importe(self) -> Decimal:
        return Decimal(self.azar.randint(1, 10 ** self.azar.randint(3, 8))) / 100

    def faltas(self) -> list[str]:
        """What the accounts say otherwise than these sums."""
        totales = consultas.totales(consultas.liquidacion_gastos(self.anio), consultas.liquidacion_ingresos(self.anio))
        pares = {
            "O": totales.obligaciones,
            "R": totales.pagos,
            "derechos": totales.derechos_netos,
            "cobros": totales.recaudacion_neta,
        }
        hallados = [
            f"{cual}: {dice} y no {self.hecho.sumas.get(cual, Decimal(0))}"
            for cual, dice in pares.items()
            if dice != self.hecho.sumas.get(cual, Decimal(0))
        ]
        return [*hallados, *(hallazgo.texto for hallazgo in comprobar(self.anio))]

    def cerrar(self) -> Cierre:
        """Close the year, and open the next one."""
        return cerrar_ejercicio(actor=self.actor, anio=self.anio, criterios=Criterios(), reloj=self.reloj)
