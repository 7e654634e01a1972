"""What a verification finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from consistorio.nucleo.dato import dato


@dato
class Hallazgo:
    """Something that differs: table, key of the row, and what, in words for people."""

    tabla: str
    clave: str
    texto: str

    def __str__(self) -> str:
        return f"{self.tabla} {self.clave}: {self.texto}"


@dataclass
class Resultado:
    """The outcome. `cifras`: how much of each thing was checked. `avisos`: what could not be checked, without being a failure."""

    hallazgos: list[Hallazgo] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)
    cifras: dict[str, int] = field(default_factory=dict)
    sin_sellar: int = 0
    maximo: int = 1000

    @property
    def bien(self) -> bool:
        """Nothing differs."""
        return not self.hallazgos

    def falla(self, tabla: str, clave: object, texto: str) -> None:
        """Note a difference; after `maximo` only the count goes on."""
        self.cifras["hallazgos"] = self.cifras.get("hallazgos", 0) + 1
        if len(self.hallazgos) < self.maximo:
            self.hallazgos.append(Hallazgo(tabla, str(clave), texto))

    def contar(self, que: str, cuantos: int = 1) -> None:
        """Add to a figure."""
        self.cifras[que] = self.cifras.get(que, 0) + cuantos

    def sumar(self, otro: Resultado) -> None:
        """Add what another part of the verification found."""
        self.hallazgos += otro.hallazgos[: max(0, self.maximo - len(self.hallazgos))]
        self.avisos += otro.avisos
        for que, cuantos in otro.cifras.items():
            self.contar(que, cuantos)
