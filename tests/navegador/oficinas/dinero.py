"""Cases that pay, and cases that spend."""

from __future__ import annotations

from datetime import timedelta

from consistorio.plataforma.calendario.reloj import mover_reloj
from consistorio.servicios.intervencion.tests import gasto
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tributos.tests import terraza
from consistorio.tramitacion.formularios.valores import Valor

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
