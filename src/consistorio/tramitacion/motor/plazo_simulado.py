"""The term to decide of a made-up case, day by day, as the engine keeps it (`operaciones.plazos`, the daily sweep): pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from consistorio.nucleo.dato import dato
from consistorio.plataforma.calendario.reglas import comprobar_ampliacion
from consistorio.plataforma.calendario.tipos import Calendario, Computo, Duracion
from consistorio.tramitacion.motor.reglas import Parada, contar_plazo


@dato
class Corte:
    """A suspension of the made-up case: what for (the code of a task), why, from when and until when at most; and when it ended."""

    tarea: str
    causa: str
    desde: date
    tope: date
    hasta: date | None = None


@dataclass(slots=True)
class PlazoSimulado:
    """The term and what moves it. `hoy`: the day that it has come to; `vencido`: it ended without a decision; `cumplido`: the day of the decision."""

    inicio: date
    duracion: Duracion
    calendario: Calendario
    hoy: date
    cortes: list[Corte] = field(default_factory=list)
    ampliado: int = 0
    vencido: bool = False
    cumplido: date | None = None

    @property
    def computo(self) -> Computo:
        """How it is counted on its day."""
        return self._contar()[0]

    @property
    def limite(self) -> date:
        """Its last day."""
        return self.computo.vence

    @property
    def parado(self) -> bool:
        """Whether it stands still."""
        return self.corre and self._contar()[1]

    @property
    def corre(self) -> bool:
        """Whether it may still move."""
        return not self.vencido and self.cumplido is None

    @property
    def abiertos(self) -> list[Corte]:
        """The suspensions that go on."""
        return [corte for corte in self.cortes if corte.hasta is None]

    def llegar_a(self, dia: date) -> list[Corte]:
        """The day comes: what had a limit ends on it, and the term may have ended. Returns the suspensions that ended so."""
        acabados = [] if not self.corre else sorted((c for c in self.abiertos if c.tope < dia), key=lambda c: c.tope)
        for corte in acabados:
            self.hoy = max(self.hoy, corte.tope)
            self._cerrar(corte, corte.tope)
        if self.corre and not self._contar()[1] and self.limite < dia:
            self.vencido = True
        if self.corre:
            self.hoy = dia
        return acabados

    def parar(self, tarea: str, causa: str, tope: date) -> bool:
        """It stands still from its day on, if it still may; whether it does."""
        if not self.corre or self.hoy >= self.limite:
            return False
        self.cortes.append(Corte(tarea, causa, self.hoy, tope))
        return True

    def seguir(self, tarea: str) -> None:
        """What stopped it came: it goes on."""
        for corte in self.abiertos if self.corre else []:
            if corte.tarea == tarea:
                self._cerrar(corte, min(max(self.hoy, corte.desde), corte.tope))

    def ampliar(self, cantidad: int) -> None:
        """More of its own unit, once, as much as it was at most and before it ends (LPACAP 23). Raises DatosIncorrectos."""
        mas = Duracion(cantidad, self.duracion.unidad)
        comprobar_ampliacion(self.duracion, mas, vence=self.limite, acordada=self.hoy, norma="23")
        self.ampliado = cantidad

    def _cerrar(self, corte: Corte, dia: date) -> None:
        cerrado = Corte(corte.tarea, corte.causa, corte.desde, corte.tope, dia)
        self.cortes[self.cortes.index(corte)] = cerrado

    def _contar(self) -> tuple[Computo, bool]:
        return contar_plazo(
            self.inicio,
            self.duracion,
            self.calendario,
            paradas=[Parada(c.causa, c.desde, c.hasta) for c in self.cortes],
            ampliaciones=[Duracion(self.ampliado, self.duracion.unidad)] if self.ampliado else [],
            hoy=self.hoy,
        )
