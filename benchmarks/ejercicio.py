"""A year of a town's accounts: its budget, and as many operations as it is asked for, with their lines, third parties and entries.

The budget goes in through its use case, and entries through the writer of the ledger. Operations are written here, a thousand at a time and without facts, with the rows that
the product's own rules make of each; the counters are added up at the end. `comprobar`, which closing asks and which works everything out again, is what says that it is well
done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from benchmarks.banco import Banco
from consistorio.nucleo.identificadores import uuid7

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

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
    from consistorio.economia.contabilidad import datos
    from consistorio.economia.contabilidad.acciones import abrir_ejercicio
    from consistorio.economia.presupuesto import acciones
    from consistorio.economia.presupuesto.operaciones.bases import POR_AREA_Y_CAPITULO
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
    acciones.aprobar_presupuesto(nuevo=nuevo, reglas=POR_AREA_Y_CAPITULO, fecha=enero, texto="Presupuesto", **con)


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


@dataclass
class _Operacion:
    """An operation as its table has it."""

    clase: str
    libro: str
    numero: int
    fecha: date
    texto: str
    tercero_id: UUID
    contrapartida: str
    id: UUID = field(default_factory=uuid7)
    trazos: list[Trazo] = field(default_factory=list)
    lineas: list[_Linea] = field(default_factory=list)

    def columnas(self, asiento_id: UUID, cuando: datetime) -> dict[str, object]:
        """Of its row, but those that are NULL."""
        return {
            "id": self.id,
            "ejercicio_id": ANIO,
            "libro": self.libro,
            "numero": self.numero,
            "clase": self.clase,
            "signo": 1,
            "fecha": self.fecha,
            "texto": self.texto,
            "importe": sum((linea.trazo.importe for linea in self.lineas), CERO),
            "tercero_id": self.tercero_id,
            "varios": False,
            "factura": "",
            "contrapartida": self.contrapartida,
            "asiento_id": asiento_id,
            "anotada_el": cuando,
        }


@dataclass
class _Linea:
    """A line of it: `saldo`, what is left; `origen`, the one that it follows."""

    operacion: _Operacion
    orden: int
    trazo: Trazo
    saldo: Decimal
    origen: _Linea | None
    id: UUID = field(default_factory=uuid7)

    def columnas(self) -> dict[str, object]:
        """Of its row, but those that are NULL."""
        return {
            "id": self.id,
            "operacion_id": self.operacion.id,
            "orden": self.orden,
            "aplicacion_id": self.trazo.aplicacion and self.trazo.aplicacion.id,
            "concepto_id": self.trazo.concepto and self.trazo.concepto.id,
            "importe": self.trazo.importe,
            "saldo": self.saldo,
            "origen_id": self.origen and self.origen.id,
            "de_retencion": False,
            "cuenta": self.trazo.cuenta,
        }


def _copiar(cursor: CursorWrapper, tabla: str, filas: Sequence[Mapping[str, object]]) -> None:
    with cursor.copy(f"COPY {tabla} ({', '.join(filas[0])}) FROM STDIN") as copia:
        for fila in filas:
            copia.write_row(list(fila.values()))


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
        from django.db import connection, transaction

        from consistorio.economia.contabilidad.operaciones import asentar_varios
        from consistorio.economia.contabilidad.tipos import AsientoNuevo
        from consistorio.economia.presupuesto.contable import agrupadas
        from consistorio.economia.presupuesto.operaciones.asientos import partidas_de

        nuevos: list[AsientoNuevo] = []
        with transaction.atomic():
            hechas = [
                una
                for grupo in grupos
                for una in self._grupo(grupo, date(ANIO, 1, 2) + timedelta(days=grupo * 363 // total))
            ]
            for una in hechas:
                partidas = agrupadas(partidas_de(una.clase, una.trazos, una.contrapartida, una.fecha))
                ambito = "tesoreria" if una.contrapartida else "presupuesto"
                nuevos.append(AsientoNuevo(una.fecha, una.texto, partidas, ambito=ambito, operacion_id=una.id))
            asientos = asentar_varios(nuevos, actor=interventora(), reloj=reloj())
            with connection.cursor() as cursor:
                _copiar(
                    cursor,
                    "presupuesto_operacion",
                    [
                        una.columnas(asiento.id, asiento.anotado_el)
                        for una, asiento in zip(hechas, asientos, strict=True)
                    ],
                )
                _copiar(
                    cursor, "presupuesto_lineaoperacion", [linea.columnas() for una in hechas for linea in una.lineas]
                )

    def _grupo(self, grupo: int, dia: date) -> Iterator[_Operacion]:
        for n in range(grupo * OBLIGACIONES, (grupo + 1) * OBLIGACIONES):
            debida = self._operacion("ADO", n, dia)
            yield debida
            if n % OBLIGACIONES < OBLIGACIONES - 1:
                yield self._operacion("PR", n, dia, tras=debida, contrapartida="571")
        for n in range(grupo * DERECHOS, (grupo + 1) * DERECHOS):
            derecho = self._operacion("DR", n, dia)
            yield derecho
            if n % DERECHOS == 0:
                yield self._operacion("I", n, dia, tras=derecho, contrapartida="571")

    def _operacion(
        self, clase: str, n: int, dia: date, *, tras: _Operacion | None = None, contrapartida: str = ""
    ) -> _Operacion:
        """One, whose amounts are added to the counters. `tras`: what it pays or collects whole."""
        from consistorio.economia.presupuesto import clases
        from consistorio.economia.presupuesto.operaciones.escritura import Trazo
        from consistorio.economia.presupuesto.reglas import sumar

        de_gasto = clases.es_de_fases(clase)
        libro, cuantas = "gasto" if de_gasto else "ingreso", 3 if de_gasto and n % CON_TRES_LINEAS == 0 else 1
        self.numeros[libro] += 1
        tercero = self.terceros[n % len(self.terceros)]
        una = _Operacion(clase, libro, self.numeros[libro], dia, f"{clase} {n} del banco", tercero, contrapartida)
        importe = Decimal(n % 9973 + 1) / 100
        for orden in range(cuantas):
            aplicacion = self.aplicaciones[(n + orden * 7) % len(self.aplicaciones)] if de_gasto else None
            concepto = None if de_gasto else self.conceptos[n % len(self.conceptos)]
            economica = aplicacion.economica if aplicacion else concepto.economica if concepto else ""
            cuenta = "" if tras else self.cuentas[libro, economica]
            una.trazos.append(Trazo(importe, aplicacion=aplicacion, concepto=concepto, cuenta=cuenta))
            una.lineas.append(_Linea(una, orden, una.trazos[-1], importe, tras.lineas[orden] if tras else None))
            if aplicacion is not None:
                efecto = clases.sobre_aplicacion(clase, de_retencion=False)
                sumar(efecto, importe, self.sumas[aplicacion.id])
                sumar(clases.sobre_bolsa(efecto), importe, self.sumas[aplicacion.bolsa_id])
            elif concepto is not None:
                sumar(clases.sobre_concepto(clase), importe, self.sumas[concepto.id])
        for linea in tras.lineas if tras else ():
            linea.saldo = CERO
        return una

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
