"""What one unit tells another: numbered, once for each sheet, acknowledged, answered and corrected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.servicios.comunicaciones import acciones
from consistorio.servicios.comunicaciones.models import Comunicacion
from consistorio.servicios.comunicaciones.tests.factories import LICENCIAS, VIA_PUBLICA, mensaje, unidad
from consistorio.servicios.tests.escenario import RelojDePrueba
from pruebas.simulador import ojos
from pruebas.simulador.actos import NADIE
from pruebas.simulador.modelo import Modelo

from .sala import Sala


@dataclass
class Dicha:
    """A communication: of which sheet, who sent it, and what became of it."""

    hoja: str
    acusada: bool = False
    corregida: bool = False


@dataclass
class Comunicaciones(Sala):
    """Licencias writes to Vía Pública. The last that was sent is the one that is dealt with."""

    ACTOS: ClassVar[dict[str, tuple[str, ...]]] = {
        "enviar": ("nuria",),
        "acusar": ("raul",),
        "contestar": ("raul",),
        "corregir": ("nuria",),
    }

    casos: list[str] = field(default_factory=list)
    dichas: list[Dicha] = field(default_factory=list)

    def sembrar(self, reloj: RelojDePrueba) -> None:
        """Nothing was said yet."""

    def _ultima(self) -> Dicha | None:
        return next((una for una in reversed(self.dichas) if not una.hoja.startswith("contestar")), None)

    def previsto(self, acto: str, sentido: str, cuanto: int, modelo: Modelo) -> bool | None:
        """A sheet is sent once, however often it comes; each is corrected once."""
        if acto == "enviar":
            return True
        ultima = self._ultima()
        if ultima is None:
            return False
        if acto == "corregir":
            return any(una.hoja == f"corregir-{cuanto}" for una in self.dichas) or not ultima.corregida
        return True

    def actuar(self, acto: str, quien: Actor, reloj: RelojDePrueba, sentido: str, cuanto: int) -> object:
        """Each sheet has its key."""
        clave = UUID(int=(sorted(self.ACTOS).index(acto) + 1) * 1000 + cuanto)
        a = unidad(VIA_PUBLICA, reloj)
        if acto == "enviar":
            return acciones.enviar(
                actor=quien,
                clave=clave,
                mensaje=mensaje(LICENCIAS, reloj),
                destinos=[a],
                expediente_id=None,
                tarea_id=None,
                reloj=reloj,
            )
        ultima = Comunicacion.objects.filter(responde_a=None).order_by("anio", "orden").last()
        de = ultima.id if ultima is not None else NADIE
        if acto == "acusar":
            return acciones.acusar_recibo(actor=quien, comunicacion_id=de, unidad_id=a, reloj=reloj)
        dicho = mensaje(VIA_PUBLICA if acto == "contestar" else LICENCIAS, reloj)
        accion = acciones.contestar if acto == "contestar" else acciones.corregir
        return accion(actor=quien, clave=clave, comunicacion_id=de, mensaje=dicho, reloj=reloj)

    def hecho(self, acto: str, sentido: str, cuanto: int, dado: object, modelo: Modelo) -> None:
        """The same sheet again is the same communication, and does nothing more."""
        hoja, ultima = f"{acto}-{cuanto}", self._ultima()
        if acto == "acusar" and ultima is not None:
            ultima.acusada = True
        if acto == "acusar" or any(una.hoja == hoja for una in self.dichas):
            return
        if acto == "contestar" and ultima is not None:
            ultima.acusada = True
        if acto == "corregir" and ultima is not None:
            ultima.corregida = True
        self.dichas.append(Dicha(hoja))

    def visto(self) -> dict[str, object]:
        """In the order of their numbers, with no gap."""
        filas = ojos.consultar(
            """SELECT c.orden, d.acusada_el IS NOT NULL, EXISTS(SELECT 1 FROM comunicaciones_comunicacion o WHERE o.corrige_id = c.id)
            FROM comunicaciones_comunicacion c JOIN comunicaciones_destino d ON d.comunicacion_id = c.id ORDER BY c.orden"""
        )
        return {"communications": filas}

    def dicho(self) -> dict[str, object]:
        """The same, as it has to be."""
        return {
            "communications": [(n, una.acusada, una.corregida) for n, una in enumerate(self.dichas, start=1)],
        }
