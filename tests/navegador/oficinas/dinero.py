"""Cases that pay, and cases that spend."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from consistorio.economia.gasto.tests import contrato
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import mover_reloj
from consistorio.servicios.intervencion.tests import gasto
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.servicios.tributos.tests import terraza
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.operaciones import TareaNueva, crear

DE_LICENCIAS = "LA0009986"


def en_pago(reloj: RelojDePrueba) -> None:
    """Cases that pay: one whose amount is not made yet, one in part and late, and one that paid twice."""
    hace_un_mes = RelojDePrueba(reloj.momento - timedelta(days=40))
    hoy_mismo = RelojDePrueba(reloj.momento)
    plazo: dict[str, Valor] = {"cantidad": 10, "unidad": "dias_naturales"}
    terraza.procedimiento(reloj, {**terraza.AUTOLIQUIDACION, "plazo": plazo})
    terraza.escribir_tarifa(reloj)
    terraza.caso(hoy_mismo, unidad=DE_LICENCIAS)
    for ingresos in (("500",), ("504", "504")):
        debe = terraza.autoliquidada(terraza.caso(hace_un_mes, unidad=DE_LICENCIAS), hace_un_mes)
        for numero, importe in enumerate(ingresos):
            terraza.pagada(debe, hoy_mismo, importe=importe, referencia_banco=f"{debe.referencia}-{numero}")
    mover_reloj(reloj.momento)


def en_gasto(reloj: RelojDePrueba) -> None:
    """Cases that spend: one that waits for Intervención, and four with a reparo in each of its moments."""
    gasto.procedimiento(reloj)
    gasto.propuesto(reloj)
    gasto.fiscalizado(gasto.propuesto(reloj), reloj, "reparo", ["tramites", "otra"])
    gasto.con_discrepancia(gasto.propuesto(reloj), reloj, "tramites")
    gasto.con_discrepancia(gasto.propuesto(reloj), reloj, "credito")


def en_cuentas(reloj: RelojDePrueba) -> None:
    """A contrato menor whose credit is set aside and not certified, of which an invoice was recognised by the door of the budget, and each of its tasks. In the budget that is there."""
    caso, teresa = contrato.caso(reloj, unidad=DE_LICENCIAS), escenario.empleado("teresa", reloj)
    contrato.retener(caso, reloj)
    cabecera = Cabecera(hoy(reloj), "Material del estudio", varios=True, expediente_id=caso.id, factura="2026-117")
    lineas = [LineaPedida(Decimal("240.15"), codigo="920.22000")]
    presupuesto.gastar(actor=teresa, clase="ADO", cabecera=cabecera, lineas=lineas, reloj=reloj)
    with transaction.atomic():
        for codigo in ("comprometer", "reconocer", "liberar"):
            tarea = caso.version.tipada.tarea(codigo)
            assert tarea is not None
            nueva = TareaNueva(codigo, tarea.tipo, tarea.nombre, caso.fase, caso.unidad_id)
            crear(caso, nueva, actor=SISTEMA, reloj=reloj)
