"""What a case has to pay: the debt, what comes in for it, its annulment, and what is given back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tributos import acciones
from consistorio.servicios.tributos.ingresos import IngresoEscrito
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.tests import terraza
from consistorio.tramitacion.expedientes.models import Expediente
from pruebas.simulador import ojos
from pruebas.simulador.modelo import Modelo

from .sala import Sala, ultimo_acto, uno

DEBIDO = Decimal(504)
ANULACION = "anulacion_liquidacion"


@dataclass
class Deuda:
    """A debt, in euros."""

    estado: str = "pendiente"
    recibido: Decimal = Decimal(0)
    devuelto: Decimal = Decimal(0)

    @property
    def por_devolver(self) -> Decimal:
        """What came in, is not owed and was not given back."""
        if self.estado == "pendiente":
            return Decimal(0)
        return self.recibido - self.devuelto - (DEBIDO if self.estado == "cobrada" else 0)

    def cobrar(self, importe: Decimal) -> None:
        """Nothing is lost, whatever its state."""
        self.recibido += importe
        if self.estado == "pendiente" and self.recibido >= DEBIDO:
            self.estado = "cobrada"


@dataclass
class Pagos(Sala):
    """A terrace that has to be paid. `cobros`, `salidas`: what the bank's references were noted with; `anula`: whether an annulment waits."""

    ACTOS: ClassVar[dict[str, tuple[str, ...]]] = {
        "autoliquidar": ("olga",),
        "cobrar": ("fernando",),
        "anular": ("olga",),
        "devolver": ("fernando",),
    }
    SENTIDOS: ClassVar[dict[str, tuple[str, ...]]] = {
        "cobrar": ("504", "100", "600"),
        "devolver": ("1", "todo", "9999"),
    }

    casos: list[str] = field(default_factory=list)
    deudas: list[Deuda] = field(default_factory=list)
    cobros: dict[int, tuple[int, str, date]] = field(default_factory=dict)
    salidas: dict[int, tuple[int, Decimal, date]] = field(default_factory=dict)
    anula: bool = False

    def sembrar(self, reloj: RelojDePrueba) -> None:
        """A case whose payment is to be made."""
        terraza.procedimiento(reloj)
        terraza.escribir_tarifa(reloj)
        self.casos = [str(terraza.caso(reloj).id)]

    def _viva(self) -> Deuda | None:
        return self.deudas[-1] if self.deudas and self.deudas[-1].estado != "anulada" else None

    def _cuanto_sale(self, sentido: str) -> Decimal:
        return self.deudas[-1].por_devolver if sentido == "todo" else Decimal(sentido)

    def previsto(self, acto: str, sentido: str, cuanto: int, modelo: Modelo) -> bool | None:
        """LGT 60, 219 to 221: a bank reference is of one payment; the same is the same one."""
        if acto == "autoliquidar":
            return self._viva() is None
        if not self.deudas:
            return False
        esta = len(self.deudas) - 1
        if acto == "cobrar":
            return self.cobros.get(cuanto, (esta, sentido, modelo.hoy)) == (esta, sentido, modelo.hoy)
        if acto == "anular":
            return self._viva() is not None and not self.anula
        sale = self._cuanto_sale(sentido)
        if cuanto in self.salidas:
            return self.salidas[cuanto] == (esta, sale, modelo.hoy)
        return 0 < sale <= self.deudas[-1].por_devolver

    def actuar(self, acto: str, quien: Actor, reloj: RelojDePrueba, sentido: str, cuanto: int) -> object:
        """The last debt is the one that is dealt with."""
        caso = Expediente.objects.get(id=self.casos[0])
        if acto == "autoliquidar":
            tarea = terraza.tarea_de_pago(caso)
            return acciones.autoliquidar(actor=quien, tarea_id=tarea.id, importe="504.00", reloj=reloj)
        ultima = Liquidacion.objects.filter(expediente=caso).order_by("emitida_el", "id").last() or Liquidacion()
        if acto == "cobrar":
            escrito = IngresoEscrito(
                1, ultima.referencia, sentido, f"{hoy(reloj):%d/%m/%Y}", "transferencia", f"ENTRA-{cuanto}"
            )
            return acciones.anotar_cobro(actor=quien, escrito=escrito, reloj=reloj)
        if acto == "anular":
            return acciones.anular_liquidacion(
                actor=quien, liquidacion_id=ultima.id, motivo="Son 20 metros, según el informe.", reloj=reloj
            )
        return acciones.anotar_devolucion(
            actor=quien,
            liquidacion_id=ultima.id,
            importe=str(self._cuanto_sale(sentido) if self.deudas else 1),
            dia=hoy(reloj),
            referencia_banco=f"SALE-{cuanto}",
            reloj=reloj,
        )

    def hecho(self, acto: str, sentido: str, cuanto: int, dado: object, modelo: Modelo) -> None:
        """The same payment twice is one."""
        esta = len(self.deudas) - 1
        if acto == "autoliquidar":
            self.deudas.append(Deuda())
        elif acto == "anular":
            self.anula = True
        elif acto == "cobrar" and cuanto not in self.cobros:
            self.cobros[cuanto] = (esta, sentido, modelo.hoy)
            self.deudas[-1].cobrar(Decimal(sentido))
        elif acto == "devolver" and cuanto not in self.salidas:
            sale = self._cuanto_sale(sentido)
            self.salidas[cuanto] = (esta, sale, modelo.hoy)
            self.deudas[-1].devuelto += sale

    def al_dia(self, modelo: Modelo) -> None:
        """The annulment was signed, or came back; or the program made the debt itself."""
        acto = ultimo_acto(self.casos[0], ANULACION)
        if self.anula and acto is not None and acto[1] != "en_firma":
            self.anula = False
            if acto[1] == "firmado":
                self.deudas[-1].estado = "anulada"
        hechas = uno("SELECT count(*) FROM tributos_liquidacion WHERE expediente_id = %s", self.casos[0])
        if self._viva() is None and hechas == len(self.deudas) + 1:
            self.deudas.append(Deuda())

    def visto(self) -> dict[str, object]:
        """Its debts, and its task."""
        filas = ojos.consultar(
            """SELECT estado, recibido, por_devolver, devuelto FROM tributos_liquidacion WHERE expediente_id = %s
            ORDER BY emitida_el, id""",
            self.casos[0],
        )
        tarea = uno(
            "SELECT cerrada_el IS NOT NULL FROM motor_tarea WHERE expediente_id = %s AND tipo = 'pago'", self.casos[0]
        )
        return {"debts": filas, "task of payment done": tarea, "payments": uno("SELECT count(*) FROM tributos_cobro")}

    def dicho(self) -> dict[str, object]:
        """It is done while nothing of the last debt is left to pay."""
        viva = self._viva()
        return {
            "debts": [(una.estado, una.recibido, una.por_devolver, una.devuelto) for una in self.deudas],
            "task of payment done": viva is not None and viva.estado == "cobrada",
            "payments": len(self.cobros),
        }
