"""What a test of these controls does and asks: results of Intervención, the last document, what an error says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from consistorio.economia.facturas.models import Factura
from consistorio.economia.intervenciones import acciones
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.presupuesto.models import Operacion, SaldoCerrado
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.servicios.intervencion.acciones.omisiones import InformeDeOmision
from consistorio.servicios.intervencion.models import (
    EscritoDeControl,
)
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

D = Decimal
TEXTO = ["No consta el contrato, que pide el artículo 118 de la Ley 9/2017."]
INFORME = InformeDeOmision(
    naturaleza="Contrato de servicios sin tramitar",
    realizado_el="Septiembre de 2026",
    incumplimientos="Artículos 28 y 118 de la LCSP.",
    prestacion="Se recibió, y su precio es el de mercado según el informe técnico.",
    credito="Hay crédito en 920.22706.",
    revision="No conviene: la indemnización no sería menor.",
    opinion="Puede continuar.",
)


def interviene(
    reloj: RelojDePrueba,
    *pedidas: FacturaPorIntervenir,
    resultado: str = "favorable",
    causas: tuple[str, ...] = (),
    quien: str = "teresa",
) -> list[Factura]:
    return acciones.intervenir_facturas(
        actor=escenario.empleado(quien, reloj),
        pedidas=pedidas,
        resultado=resultado,
        causas=causas,
        texto=TEXTO if resultado != "favorable" else [],
        reloj=reloj,
    )


def ultimo(clase: str) -> EscritoDeControl:
    return EscritoDeControl.objects.filter(clase=clase).latest("id")


def motivos(error: pytest.ExceptionInfo[DatosIncorrectos]) -> str:
    return " ".join(problema.mensaje for problema in error.value.problemas)


def obligacion(factura: Factura) -> Operacion:
    factura.refresh_from_db()
    assert factura.operacion_o_id is not None
    return Operacion.objects.get(id=factura.operacion_o_id)


def cerrado(debida: Operacion, ejercicio: int) -> SaldoCerrado:
    """What the closing of its year leaves to be paid."""
    return SaldoCerrado.objects.create(
        ejercicio_id=ejercicio,
        clase="obligacion",
        anio=ejercicio - 1,
        cuenta="4010",
        linea_origen_id=debida.lineas.get().id,
        inicial=debida.importe,
    )
