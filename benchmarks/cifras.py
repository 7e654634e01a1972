"""A figure that was measured, what it aims at, and the machine it was measured on: no Django, nothing of the product."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Cifra:
    """One row of the table. `meta` is an upper bound, or a lower one where `al_menos`; None: it is told and aims at nothing. `valor`: None when it could not be measured, and
    `nota` says why.

    `cpu` (of our processes) and `cpu_pg` (of PostgreSQL's) are milliseconds for each; `pared` too, which says nothing on a busy machine.
    """

    que: str
    valor: float | None
    unidad: str
    meta: float | None = None
    al_menos: bool = False
    p95: float | None = None
    cpu: float | None = None
    cpu_pg: float | None = None
    pared: float | None = None
    nota: str = ""
    detalle: dict[str, Any] = field(default_factory=dict)

    @property
    def cumple(self) -> bool | None:
        """Whether the aim is met; None without one, or when it was not measured."""
        if self.meta is None or self.valor is None:
            return None
        return self.valor >= self.meta if self.al_menos else self.valor <= self.meta

    def a_json(self) -> dict[str, Any]:
        """Without what it does not say."""
        dicho = {clave: valor for clave, valor in asdict(self).items() if valor not in (None, "", {}, False)}
        return dicho | ({} if self.cumple is None else {"cumple": self.cumple})


def sin_medir(que: str, porque: str) -> Cifra:
    """What could not be measured here, and why."""
    return Cifra(que=que, valor=None, unidad="", nota=porque)


def dicho(cifra: dict[str, Any]) -> str:
    """The value of a figure that was read, as people see it."""
    return f"{cifra['valor']} {cifra['unidad']}" if "valor" in cifra else "NOT RUN"


def percentil(valores: Sequence[float], tanto: float) -> float:
    """The nearest-rank percentile."""
    ordenados = sorted(valores)
    return ordenados[max(0, math.ceil(tanto / 100 * len(ordenados)) - 1)]


def maquina(version_pg: str) -> dict[str, Any]:
    """The machine and what runs on it, for whoever reads the figures."""
    modelo = next(
        (
            linea.split(":")[1].strip()
            for linea in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
            if linea.startswith("model name")
        ),
        platform.machine(),
    )
    memoria = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "procesador": modelo,
        "nucleos": len(os.sched_getaffinity(0)),
        "memoria_gib": round(memoria / (1 << 30), 1),
        "python": platform.python_version(),
        "postgresql": version_pg,
        "fecha": datetime.now(UTC).isoformat(timespec="minutes"),
    }
