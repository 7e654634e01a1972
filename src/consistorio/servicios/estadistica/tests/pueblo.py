"""Random cases of a town, written straight into the tables: what the statistics count is what is there."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo, Tarea

PASOS = (("revision", "revision"), ("informe_tecnico", "informe"), ("propuesta", "propuesta"), ("", "libre"))


def unidad(dir3: str) -> Unidad:
    """A unit of the example town."""
    return Unidad.objects.get(dir3=dir3)


def momento(dia: date, azar: random.Random) -> datetime:
    """Some time of a day of Madrid: also the minutes in which it is another day in UTC."""
    return datetime(dia.year, dia.month, dia.day, azar.choice((0, 0, 9, 13, 23)), azar.randrange(60), tzinfo=MADRID)


class Sembrador:
    """Makes cases with their terms and tasks, in an order of its own."""

    def __init__(self, semilla: int, hoy: date) -> None:
        self.azar, self.hoy = random.Random(semilla), hoy
        self.orden = 0
        self.versiones = list(
            VersionProcedimiento.objects.select_related("procedimiento").order_by("procedimiento__codigo")[:3]
        )

    def sembrar(self, cuantos: int, unidades: Sequence[Unidad]) -> None:
        """So many cases of the last three years."""
        casos = [self._caso(self.azar.choice(unidades)) for _vez in range(cuantos)]
        Expediente.objects.bulk_create(casos)
        Plazo.objects.bulk_create([plazo for caso in casos if (plazo := self._plazo(caso)) is not None])
        Tarea.objects.bulk_create([tarea for caso in casos for tarea in self._tareas(caso)])

    def _despues(self, de: datetime, dias: int) -> datetime | None:
        """Some days later, unless that has not come."""
        dia = de.astimezone(MADRID).date() + timedelta(days=dias)
        return max(de, momento(dia, self.azar)) if dia < self.hoy else None

    def _caso(self, unidad: Unidad) -> Expediente:
        self.orden += 1
        abierto = momento(self.hoy - timedelta(days=self.azar.randrange(1, 1000)), self.azar)
        cerrado = self._despues(abierto, self.azar.randrange(400)) if self.azar.random() < 0.7 else None
        numero = f"{abierto.year}/AZAR/{self.orden:06d}"
        return Expediente(
            numero=numero,
            serie="AZAR",
            anio=abierto.year,
            orden=self.orden,
            id_eni=f"ES_L01999998_{abierto.year}_EXP_{self.orden:030d}",
            version=self.azar.choice(self.versiones),
            titulo=f"Caso {self.orden}",
            unidad=unidad,
            estado="abierto" if cerrado is None else "cerrado",
            fase="instruccion",
            abierto_el=abierto,
            cerrado_el=cerrado,
        )

    def _plazo(self, caso: Expediente) -> Plazo | None:
        if self.azar.random() < 0.1:
            return None
        vence = caso.abierto_el.astimezone(MADRID).date() + timedelta(days=self.azar.choice((30, 60, 90)))
        cumplido = self._despues(caso.abierto_el, self.azar.randrange(150)) if self.azar.random() < 0.6 else None
        a_tiempo = cumplido is not None and cumplido.astimezone(MADRID).date() <= vence
        estado = "cumplido" if a_tiempo else self.azar.choice(("corriendo", "suspendido", "vencido"))
        return Plazo(
            expediente=caso,
            inicio=caso.abierto_el,
            reinicio=self._despues(caso.abierto_el, 5) if self.azar.random() < 0.1 and cumplido is None else None,
            cantidad=2,
            unidad_tiempo="meses",
            regimen="lpacap",
            silencio="desestimatorio",
            vence_inicial=vence,
            vence=vence,
            estado=estado,
            cumplido_el=cumplido,
        )

    def _tareas(self, caso: Expediente) -> list[Tarea]:
        hechas = []
        for codigo, tipo in PASOS:
            creada = self._despues(caso.abierto_el, self.azar.randrange(40)) or caso.abierto_el
            cerrada = self._despues(creada, self.azar.randrange(90)) if self.azar.random() < 0.8 else None
            cerrados, abiertos = ("hecha", "hecha", "hecha", "cancelada"), ("pendiente", "pendiente", "en_espera")
            estado = self.azar.choice(cerrados if cerrada else abiertos)
            hechas.append(
                Tarea(
                    expediente=caso,
                    codigo=codigo or f"libre{self.azar.randrange(3)}",
                    tipo=tipo,
                    nombre=f"Paso {codigo}" if codigo else f"Llamar a Ana {self.azar.randrange(99)}",
                    fase="instruccion",
                    estado=estado,
                    unidad=caso.unidad,
                    procedimiento=caso.version.procedimiento,
                    incoada_el=caso.abierto_el,
                    del_modelo=bool(codigo),
                    creada_el=creada,
                    cerrada_el=cerrada,
                    vence=creada.astimezone(MADRID).date() + timedelta(days=20) if self.azar.random() < 0.7 else None,
                )
            )
        return hechas
