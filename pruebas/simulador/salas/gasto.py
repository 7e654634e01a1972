"""What spends is examined before it has a number: the result, a reparo, and how it is settled (TRLRHL 214-217)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from consistorio.nucleo.actor import Actor
from consistorio.servicios.intervencion import acciones
from consistorio.servicios.intervencion.models import Reparo
from consistorio.servicios.intervencion.tests import gasto
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Tarea
from pruebas.simulador import ojos
from pruebas.simulador.actos import NADIE, SIN_ORDEN
from pruebas.simulador.modelo import Modelo

from .sala import Sala, ultimo_acto, uno

CLASES = ("fiscalizacion", "aceptacion_reparo", "discrepancia", "resolucion_discrepancia")
LIBERADA = ("favorable", "observaciones", "levantado")


@dataclass
class Gasto(Sala):
    """A proposal that spends. `espera`: the act that waits for its signature, and how it ends; `numerada`: the decision has its number."""

    ACTOS: ClassVar[dict[str, tuple[str, ...]]] = {
        "fiscalizar": ("teresa",),
        "aceptar": ("marta",),
        "discrepar": ("marta",),
        "resolver": ("marta",),
        "elevar": ("marta",),
    }
    SENTIDOS: ClassVar[dict[str, tuple[str, ...]]] = {
        "fiscalizar": ("favorable", "observaciones", "reparo", "reparo"),
        "resolver": ("levantado", "confirmado"),
    }

    casos: list[str] = field(default_factory=list)
    examen: str = "pendiente"
    reparo: str = ""
    espera: tuple[str, str] | None = None
    numerada: bool = False

    def sembrar(self, reloj: RelojDePrueba) -> None:
        """A proposal to grant, that waits for Intervención."""
        gasto.procedimiento(reloj, {"importe": "presupuesto", "aplicacion": "2026 1510 60900"})
        self.casos = [str(gasto.propuesto(reloj).id)]

    def previsto(self, acto: str, sentido: str, cuanto: int, modelo: Modelo) -> bool | None:
        """A reparo that is not settled stops it; nothing that spends takes its number unexamined."""
        if self.espera is not None and acto != "elevar":
            return False
        return {
            "fiscalizar": self.examen == "pendiente",
            "aceptar": self.reparo in ("abierto", "confirmado"),
            "discrepar": self.reparo == "abierto",
            "resolver": self.reparo == "discrepancia",
            "elevar": self.examen in LIBERADA and not self.numerada,
        }[acto]

    def _tarea(self, tipo: str) -> Tarea:
        tareas = Tarea.objects.filter(expediente_id=self.casos[0], tipo=tipo).order_by("id")
        return tareas.last() or Tarea(id=NADIE)

    def actuar(self, acto: str, quien: Actor, reloj: RelojDePrueba, sentido: str, cuanto: int) -> object:
        """As each writes it."""
        texto = ["Según la base quinta de la convocatoria."]
        if acto == "elevar":
            return resoluciones.elevar_a_firma(
                actor=quien,
                expediente_id=Expediente.objects.get(id=self.casos[0]).id,
                motivo_orden=SIN_ORDEN,
                reloj=reloj,
            )
        if acto == "fiscalizar":
            return acciones.fiscalizar(
                actor=quien,
                tarea_id=self._tarea("fiscalizacion").id,
                resultado=sentido,
                importe="12000",
                aplicacion="2026 3340 48000",
                causas=["tramites"] if sentido == "reparo" else [],
                texto=texto,
                reloj=reloj,
            )
        tarea = self._tarea("reparo").id
        if acto == "aceptar":
            return acciones.aceptar_reparo(actor=quien, tarea_id=tarea, texto=texto, reloj=reloj)
        if acto == "discrepar":
            return acciones.discrepar(actor=quien, tarea_id=tarea, texto=texto, gasto_del_pleno=False, reloj=reloj)
        levanta = sentido == Reparo.Estado.LEVANTADO
        return acciones.resolver_discrepancia(actor=quien, tarea_id=tarea, levanta=levanta, texto=texto, reloj=reloj)

    def hecho(self, acto: str, sentido: str, cuanto: int, dado: object, modelo: Modelo) -> None:
        """It waits for its signature, but the number, which is taken now."""
        if acto == "elevar":
            self.numerada = True
            modelo.decretos += 1
        else:
            self.espera = (acto, sentido)

    def al_dia(self, modelo: Modelo) -> None:
        """What waited was signed, or came back."""
        ultimo = ultimo_acto(self.casos[0], *CLASES)
        if self.espera is None or ultimo is None or ultimo[1] == "en_firma":
            return
        (acto, sentido), self.espera = self.espera, None
        if ultimo[1] != "firmado":
            return
        if acto == "fiscalizar":
            self.examen, self.reparo = sentido, "abierto" if sentido == "reparo" else self.reparo
        elif acto == "aceptar":
            self.examen, self.reparo = "pendiente", "aceptado"
        elif acto == "discrepar":
            self.reparo = "discrepancia"
        else:
            self.reparo = sentido
            self.examen = "levantado" if sentido == "levantado" else self.examen

    def visto(self) -> dict[str, object]:
        """The control, its last reparo and the number."""
        caso = self.casos[0]
        return {
            "control": uno("SELECT estado FROM intervencion_fiscalizacion WHERE expediente_id = %s", caso),
            "reparo": uno(
                """SELECT r.estado FROM intervencion_reparo r JOIN intervencion_fiscalizacion f ON f.id = r.fiscalizacion_id
                WHERE f.expediente_id = %s ORDER BY r.id DESC LIMIT 1""",
                caso,
            )
            or "",
            "numbered": bool(
                ojos.consultar(
                    "SELECT 1 FROM resoluciones_resolucion WHERE expediente_id = %s AND numero IS NOT NULL", caso
                )
            ),
        }

    def dicho(self) -> dict[str, object]:
        """The same, as it has to be."""
        return {"control": self.examen, "reparo": self.reparo, "numbered": self.numerada}
