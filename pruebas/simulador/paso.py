"""One act of a sequence, as it is drawn, told and repeated."""

from __future__ import annotations

from dataclasses import dataclass

from .modelo import ACTOS


@dataclass(frozen=True)
class Paso:
    """One act. `averias`: seed of the faults while it lasts; -1, none."""

    acto: str
    quien: str = ""
    caso: int = 0
    sentido: str = ""
    cuanto: int = 0
    averias: int = -1

    def __str__(self) -> str:
        datos = [self.quien, f"caso {self.caso}" if self.acto in ACTOS else "", self.sentido, str(self.cuanto or "")]
        return f"{self.acto}({', '.join(d for d in datos if d)}){' con averías' if self.averias >= 0 else ''}"
