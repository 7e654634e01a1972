"""A year of a town's accounts: its budget, and as many operations as it is asked for, with their lines, third parties and entries.

The budget goes in through its use case, and entries through the writer of the ledger. Operations are written here, a thousand at a time and without facts, with the rows that
the product's own rules make of each; the counters are added up at the end. `comprobar`, which closing asks and which works everything out again, is what says that it is well
done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from benchmarks.banco import Banco

if TYPE_CHECKING:
    from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
    from consistorio.economia.presupuesto.operaciones.escritura import Trazo
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.reloj import Reloj

ANIO = 2025
PROGRAMAS, ECONOMICAS, CONCEPTOS, TERCEROS = 40, 50, 30, 5000
CREDITO = Decimal(100_000)  # of each application
# Each twenty entries: obligations, the payment of all but the last, rights, and the collection of the first
OBLIGACIONES, DERECHOS = 9, 2
POR_GRUPO = OBLIGACIONES + OBLIGACIONES - 1 + DERECHOS + 1
TANDA = 50 * POR_GRUPO
CON_TRES_LINEAS = 10  # one of so many obligations
CERO = Decimal(0)


def reloj() -> Reloj:
    """Just after the year ends."""
    from consistorio.nucleo.reloj import RelojFijo

    return RelojFijo(datetime(ANIO + 1, 1, 15, 9, tzinfo=UTC))


def interventora() -> Actor:
    """Who keeps the accounts."""
    from consistorio.cli.cuentas.guion import PERMISOS
    from consistorio.economia.cierre.permisos import CERRAR
    from consistorio.economia.contabilidad.permisos import ABRIR
    from consistorio.nucleo.actor import Actor

    return Actor.sistema("banco", *PERMISOS, CERRAR, ABRIR)


def aprobar() -> None:
    """The chart, the year, what earlier ones left to each third party, and a budget of two thousand applications."""
    from consistorio.cli.cuentas.importaciones import por_area_y_capitulo
    from consistorio.economia.contabilidad import datos
    from consistorio.economia.contabilidad.acciones import abrir_ejercicio
    from consistorio.economia.presupuesto import acciones
    from consistorio.economia.presupuesto.tipos import CreditoInicial, PresupuestoNuevo, Prevision, SaldoDeCerrado

    con, enero = {"actor": interventora(), "reloj": reloj()}, date(ANIO, 1, 1)
    datos.cargar_plan(reloj=con["reloj"])
    abrir_ejercicio(anio=ANIO, **con)
    quienes = _terceros()
    debidos = [SaldoDeCerrado("derecho", ANIO - 1, "4310", Decimal(100), "11300", quien) for quien in quienes]
    deudas = [SaldoDeCerrado("obligacion", ANIO - 1, "4010", Decimal(10), "920.22000", quien) for quien in quienes]
    saldos = {"571": 100 * CREDITO * ECONOMICAS, "4310": Decimal(100 * TERCEROS), "4010": Decimal(-10 * TERCEROS)}
    saldos["120"] = -sum(saldos.values(), CERO)
    acciones.anotar_apertura(fecha=enero, saldos=saldos, cerrados=debidos + deudas, texto="Apertura", **con)
    creditos = [CreditoInicial(f"{p}.{e}", CREDITO) for p in _codigos("programa") for e in _codigos("gasto")]
    conceptos = _codigos("ingreso")
    previsto = (CREDITO * len(creditos) / len(conceptos)).quantize(Decimal(1))
    previsiones = [Prevision(codigo, previsto) for codigo in conceptos[1:]]
    resto = CREDITO * len(creditos) - previsto * len(previsiones)
    nuevo = PresupuestoNuevo(
        ANIO, date(ANIO - 1, 12, 20), tuple(creditos), (Prevision(conceptos[0], resto), *previsiones)
    )
    acciones.aprobar_presupuesto(nuevo=nuevo, reglas=por_area_y_capitulo(), fecha=enero, texto="Presupuesto", **con)


def _terceros() -> list[UUID]:
    from consistorio.plataforma.identidad.models import Persona

    hechas = Persona.objects.bulk_create(
        [Persona(clase="fisica", nif=f"B{n:08}", nombre=f"Nombre {n}", apellido1="Apellido") for n in range(TERCEROS)]
    )
    return [persona.id for persona in hechas]


def _codigos(clase: str) -> list[str]:
    """Of the classification that comes with the product, spread over it. `clase`: programa, gasto or ingreso."""
    from consistorio.economia.presupuesto.operaciones.presupuesto import semilla

    capitulos, cuantos = {
        "programa": ("0123456789", PROGRAMAS),
        "gasto": ("1246", ECONOMICAS),
        "ingreso": ("1345", CONCEPTOS),
    }[clase]
    todos = [
        fila["codigo"]
        for fila in semilla("clasificaciones.csv")
        if fila["clase"] == clase and len(fila["codigo"]) in (3, 5) and fila["codigo"][0] in capitulos
    ]
    return [todos[n * len(todos) // cuantos] for n in range(cuantos)]


class Ejercicio:
    """The year, its operations so far, and what they add to each counter."""

    def __init__(self) -> None:
        from consistorio.economia.contabilidad.equivalencias import cuenta_de
        from consistorio.economia.presupuesto.models import Aplicacion, ConceptoIngreso
        from consistorio.plataforma.identidad.models import Persona

        self.aplicaciones = list(Aplicacion.objects.filter(ejercicio=ANIO).order_by("economica", "programa"))
        self.conceptos = list(ConceptoIngreso.objects.filter(ejercicio=ANIO).order_by("economica"))
        self.terceros = list(Persona.objects.filter(nif__startswith="B0").order_by("id").values_list("id", flat=True))
        dia = date(ANIO, 1, 1)
        de_gasto, de_ingreso = ({una.economica for una in unas} for unas in (self.aplicaciones, self.conceptos))
        self.cuentas = {("gasto", economica): cuenta_de("gasto", economica, en=dia) for economica in de_gasto}
        self.cuentas |= {("ingreso", economica): cuenta_de("ingreso", economica, en=dia) for economica in de_ingreso}
        self.numeros: defaultdict[str, int] = defaultdict(int)
        self.sumas: defaultdict[UUID, dict[str, Decimal]] = defaultdict(dict)
        self.hechas = 0

    def sembrar(self, banco: Banco, asientos: int) -> None:
        """So many entries more, over the days of the year, and their counters."""
        from django.db import connection

        with banco.gasto() as gasto:
            grupos = asientos // POR_GRUPO
            for desde in range(0, grupos, TANDA // POR_GRUPO):
                self._tanda(range(desde, min(desde + TANDA // POR_GRUPO, grupos)), grupos)
            self._contadores()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        banco.aviso(f"{grupos * POR_GRUPO:,} entries in {gasto.pared:.0f} s ({gasto.procesador:.0f} s of CPU)")

    def _tanda(self, grupos: range, total: int) -> None:
        from django.db import transaction

        from consistorio.economia.contabilidad.operaciones import asentar_varios
        from consistorio.economia.contabilidad.tipos import AsientoNuevo
        from consistorio.economia.presupuesto.contable import agrupadas
        from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
        from consistorio.economia.presupuesto.operaciones.asientos import partidas_de

        escritas: list[tuple[Operacion, list[LineaOperacion]]] = []
        nuevos: list[AsientoNuevo] = []
        with transaction.atomic():
            for grupo in grupos:
                dia = date(ANIO, 1, 2) + timedelta(days=grupo * 363 // total)
                for operacion, trazos, lineas in self._grupo(grupo, dia):
                    partidas = agrupadas(partidas_de(operacion.clase, trazos, operacion.contrapartida, dia))
                    ambito = "tesoreria" if operacion.contrapartida else "presupuesto"
                    nuevo = AsientoNuevo(dia, operacion.texto, partidas, ambito=ambito, operacion_id=operacion.id)
                    nuevos.append(nuevo)
                    escritas.append((operacion, lineas))
            asientos = asentar_varios(nuevos, actor=interventora(), reloj=reloj())
            for (operacion, _lineas), asiento in zip(escritas, asientos, strict=True):
                operacion.asiento = asiento
            Operacion.objects.bulk_create([operacion for operacion, _lineas in escritas])
            LineaOperacion.objects.bulk_create([linea for _operacion, lineas in escritas for linea in lineas])

    def _grupo(self, grupo: int, dia: date) -> Iterator[tuple[Operacion, list[Trazo], list[LineaOperacion]]]:
        for n in range(grupo * OBLIGACIONES, (grupo + 1) * OBLIGACIONES):
            debida = self._operacion("ADO", n, dia)
            yield debida
            if n % OBLIGACIONES < OBLIGACIONES - 1:
                yield self._operacion("PR", n, dia, tras=debida[2], contrapartida="571")
        for n in range(grupo * DERECHOS, (grupo + 1) * DERECHOS):
            derecho = self._operacion("DR", n, dia)
            yield derecho
            if n % DERECHOS == 0:
                yield self._operacion("I", n, dia, tras=derecho[2], contrapartida="571")

    def _operacion(
        self, clase: str, n: int, dia: date, *, tras: list[LineaOperacion] | None = None, contrapartida: str = ""
    ) -> tuple[Operacion, list[Trazo], list[LineaOperacion]]:
        """One, with what its lines are and what they add. `tras`: the lines that it pays or collects whole."""
        from consistorio.economia.presupuesto import clases
        from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
        from consistorio.economia.presupuesto.operaciones.escritura import Trazo
        from consistorio.economia.presupuesto.reglas import sumar
        from consistorio.nucleo.identificadores import uuid7

        importe, de_gasto = Decimal(n % 9973 + 1) / 100, clases.es_de_fases(clase)
        cuantas = len(tras) if tras else 3 if de_gasto and n % CON_TRES_LINEAS == 0 else 1
        libro = "gasto" if de_gasto else "ingreso"
        self.numeros[libro] += 1
        operacion = Operacion(
            id=uuid7(),
            ejercicio_id=ANIO,
            libro=libro,
            numero=self.numeros[libro],
            clase=clase,
            fecha=dia,
            texto=f"{clase} {n} del banco",
            importe=importe * cuantas,
            tercero_id=self.terceros[n % len(self.terceros)],
            contrapartida=contrapartida,
            anotada_el=reloj().ahora(),
        )
        trazos, lineas = [], []
        for orden in range(cuantas):
            aplicacion = self.aplicaciones[(n + orden * 7) % len(self.aplicaciones)] if de_gasto else None
            concepto = None if de_gasto else self.conceptos[n % len(self.conceptos)]
            economica = aplicacion.economica if aplicacion else concepto.economica if concepto else ""
            cuenta = "" if tras else self.cuentas[libro, economica]
            trazo = Trazo(importe, aplicacion=aplicacion, concepto=concepto, cuenta=cuenta)
            if aplicacion is not None:
                efecto = clases.sobre_aplicacion(clase, de_retencion=False)
                sumar(efecto, importe, self.sumas[aplicacion.id])
                sumar(clases.sobre_bolsa(efecto), importe, self.sumas[aplicacion.bolsa_id])
            elif concepto is not None:
                sumar(clases.sobre_concepto(clase), importe, self.sumas[concepto.id])
            origen = tras[orden] if tras else None
            if origen is not None:
                origen.saldo = CERO
            linea = LineaOperacion(
                id=uuid7(),
                operacion=operacion,
                orden=orden,
                aplicacion=aplicacion,
                concepto=concepto,
                importe=importe,
                saldo=importe,
                origen=origen,
                cuenta=cuenta,
            )
            trazos.append(trazo)
            lineas.append(linea)
        return operacion, trazos, lineas

    def _contadores(self) -> None:
        """Of what the operations say, of once; and the last number of each book."""
        from django.db import transaction

        from consistorio.economia.presupuesto.models import Aplicacion, Bolsa, ConceptoIngreso, Numeracion

        with transaction.atomic():
            for modelo in (Bolsa, Aplicacion, ConceptoIngreso):
                for fila in modelo.objects.filter(ejercicio=ANIO):
                    if suma := self.sumas.get(fila.id):
                        for contador, importe in suma.items():
                            setattr(fila, contador, getattr(fila, contador) + importe)
                        fila.save(update_fields=list(suma))
            for libro, ultimo in self.numeros.items():
                Numeracion.objects.update_or_create(ejercicio_id=ANIO, libro=libro, defaults={"ultimo": ultimo})
        self.sumas.clear()
