"""The same figures computed one case after another, from all the rows, without SQL: what the statements are held against."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from consistorio.nucleo.reloj import MADRID
from consistorio.servicios.estadistica.tipos import Periodo
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo, Tarea

Cifras = dict[tuple[str, ...], tuple[float | int | None, ...]]


def percentil(valores: list[int], parte: float) -> float:
    """Of sorted values, between the two neighbours of that part."""
    orden = sorted(valores)
    lugar = (len(orden) - 1) * parte
    abajo = int(lugar)
    arriba = min(abajo + 1, len(orden) - 1)
    return orden[abajo] + (orden[arriba] - orden[abajo]) * (lugar - abajo)


def resumen(valores: list[int]) -> tuple[float | int | None, ...]:
    """How many, the one in the middle, the one of nine in ten, the longest."""
    if not valores:
        return (0, None, None, None)
    return (len(valores), round(percentil(valores, 0.5), 6), round(percentil(valores, 0.9), 6), max(valores))


def dia(momento: datetime) -> date:
    """In Madrid."""
    return momento.astimezone(MADRID).date()


class Oraculo:
    """All the rows of some units, in memory."""

    def __init__(self, unidades: frozenset[object] | None, periodo: Periodo, hoy: date) -> None:
        self.periodo, self.hoy = periodo, hoy
        todos = Expediente.objects.select_related("version__procedimiento")
        self.casos = {c.id: c for c in todos if unidades is None or c.unidad_id in unidades}
        self.plazos = [p for p in Plazo.objects.all() if p.expediente_id in self.casos]
        self.tareas = [t for t in Tarea.objects.all() if t.expediente_id in self.casos]

    def procedimiento(self, expediente_id: object) -> str:
        """Its code."""
        return next(c.version.procedimiento.codigo for i, c in self.casos.items() if i == expediente_id)

    def _dentro(self, momento: datetime | None) -> bool:
        return momento is not None and self.periodo.desde <= dia(momento) < self.periodo.hasta

    def meses(self, codigo: str = "") -> dict[date, tuple[int, int, int]]:
        """Begun, ended and open by month."""
        suyos = [c for c in self.casos.values() if codigo in ("", c.version.procedimiento.codigo)]
        cuenta = {}
        mes = self.periodo.desde
        while mes < self.periodo.hasta:
            otro = date(mes.year + mes.month // 12, mes.month % 12 + 1, 1)
            cuenta[mes] = (
                sum(mes <= dia(c.abierto_el) < otro for c in suyos),
                sum(c.cerrado_el is not None and mes <= dia(c.cerrado_el) < otro for c in suyos),
                sum(dia(c.abierto_el) < otro and (c.cerrado_el is None or dia(c.cerrado_el) >= otro) for c in suyos),
            )
            mes = otro
        return cuenta

    def decisiones(self) -> dict[str, tuple[float | int | None, ...]]:
        """By procedure and of all ("") the days until the decision, and how many were in time."""
        dias: dict[str, list[int]] = defaultdict(list)
        a_tiempo: dict[str, int] = defaultdict(int)
        for plazo in self.plazos:
            if plazo.cumplido_el is None or not self._dentro(plazo.cumplido_el):
                continue
            for codigo in ("", self.procedimiento(plazo.expediente_id)):
                dias[codigo].append((dia(plazo.cumplido_el) - dia(plazo.reinicio or plazo.inicio)).days)
                a_tiempo[codigo] += dia(plazo.cumplido_el) <= plazo.vence
        return {codigo: (*resumen(unos), a_tiempo[codigo]) for codigo, unos in dias.items()}

    def vencidos(self) -> dict[str, int]:
        """Open and out of the legal term today, by procedure."""
        cuenta: dict[str, int] = defaultdict(int)
        for plazo in self.plazos:
            abierto = self.casos[plazo.expediente_id].estado == "abierto"
            if abierto and plazo.cumplido_el is None and plazo.estado != "suspendido" and plazo.vence < self.hoy:
                cuenta[self.procedimiento(plazo.expediente_id)] += 1
        return cuenta

    def pasos(self) -> dict[tuple[str, str], tuple[float | int | None, ...]]:
        """By procedure and step: the days, their sum, the open ones and those late."""
        dias: dict[tuple[str, str], list[int]] = defaultdict(list)
        abiertas: dict[tuple[str, str], list[bool]] = defaultdict(list)
        for tarea in self.tareas:
            clave = (self.procedimiento(tarea.expediente_id), tarea.codigo if tarea.del_modelo else tarea.tipo)
            if tarea.cerrada_el is None:
                puede = tarea.estado != "en_espera"
                abiertas[clave].append(puede and tarea.vence is not None and tarea.vence < self.hoy)
            elif tarea.estado == "hecha" and self._dentro(tarea.cerrada_el):
                dias[clave].append((dia(tarea.cerrada_el) - dia(tarea.creada_el)).days)
        return {
            clave: (*resumen(dias[clave]), sum(dias[clave]), len(abiertas[clave]), sum(abiertas[clave]))
            for clave in {*dias, *abiertas}
        }
