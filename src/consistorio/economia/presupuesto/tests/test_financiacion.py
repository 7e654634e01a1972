"""What finances a modification: new or greater income that was collected, and loans for capital alone (RD 500/1990 arts. 36, 39 and 48; TRLRHL 177.4-5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from consistorio.economia.presupuesto import acciones, operaciones_de_credito
from consistorio.economia.presupuesto.limites import Credito, Movimiento
from consistorio.economia.presupuesto.models import (
    ModificacionCredito,
    Presupuesto,
    RemanenteCredito,
    RemanenteQueFinancia,
)
from consistorio.economia.presupuesto.operaciones import pruebas
from consistorio.economia.presupuesto.operaciones_de_credito import Excepcional
from consistorio.economia.presupuesto.tests.escenario import DIA, INTERVENCION, RELOJ, cabecera, fallas, tras
from consistorio.economia.presupuesto.tests.papeles import papel
from consistorio.economia.presupuesto.tests.test_gasto import mensajes
from consistorio.economia.presupuesto.tests.test_modificaciones import (
    OTRA,
    alta,
    aprobar,
    con,
    contabilizar,
    preparar,
    reconocer,
)
from consistorio.economia.presupuesto.tipos import LineaDeModificacion, LineaPedida
from consistorio.economia.recaudacion import acciones as recaudacion
from consistorio.economia.tributacion.tests import escenario as tributacion
from consistorio.nucleo.errores import DatosIncorrectos

D = Decimal
EXCEPCIONAL = Excepcional(D("20000"), date(2027, 5, 1), date(2027, 6, 14))


@pytest.mark.parametrize("tipo", ["suplemento", "extraordinario", "incorporacion"])
def test_income_finances_once_it_was_collected_over_what_was_foreseen(presupuesto: None, tipo: str) -> None:
    codigo, segundo, tercero = (
        ("334.62500", "334.22609", "334.22000") if tipo == "extraordinario" else ("920.22000",) * 3
    )
    articulo = "48.2.b" if tipo == "incorporacion" else "36.1.b"
    with pytest.raises(DatosIncorrectos) as error:
        preparar(tipo, alta(codigo, "50000"), con("11300", "50000"))
    assert [campo for campo, _m in mensajes(error)] == ["lineas"]
    assert "cobrado 0,00 € y estaban previstos 70.000,00 €" in mensajes(error)[0][1]
    assert articulo in mensajes(error)[0][1]
    reconocer("30200", "20100")  # recognised is not collected
    with pytest.raises(DatosIncorrectos, match="financia hasta 0,00 €"):
        preparar(tipo, alta(codigo, "100"), con("30200", "100"))
    reconocer("30200", "20080", clase="DRI")
    with pytest.raises(DatosIncorrectos, match=r"financia hasta 80,00 €, y no 80,01 €"):
        preparar(tipo, alta(codigo, "80.01"), con("30200", "80.01"))
    una, otra = (preparar(tipo, alta(donde, "80"), con("30200", "80")) for donde in (codigo, segundo))
    contabilizar(una)
    with pytest.raises(DatosIncorrectos) as error:  # the same money does not finance twice
        contabilizar(otra)
    assert any("financia hasta 0,00 €" in mensaje for _campo, mensaje in mensajes(error))
    reconocer("39900", "5", clase="DRI")  # a concept that was not foreseen
    assert preparar(tipo, alta(tercero, "5"), con("39900", "5"))
    assert fallas() == []


def test_what_was_given_back_does_not_finance(presupuesto: None) -> None:
    cobrado = LineaPedida(D(40), origen=reconocer("39900", "100", clase="DRI"))
    suplemento = preparar("suplemento", alta("920.22000", "100"), con("39900", "100"))
    dice: dict[str, Any] = {"actor": INTERVENCION, "cabecera": cabecera(), "reloj": RELOJ}
    acuerdo = acciones.acordar_devolucion(**dice, lineas=[cobrado])
    acciones.pagar_devolucion(**dice, lineas=[tras(acuerdo, "40")], ordinal="571")
    with pytest.raises(DatosIncorrectos, match="financia hasta 60,00 €"):
        contabilizar(suplemento)


def test_a_loan_finances_capital_alone(presupuesto: None) -> None:
    derecho = reconocer("91300", "90000")
    prestamo = {"prueba": "derecho", "prueba_id": derecho}
    with pytest.raises(DatosIncorrectos, match="Diga qué compromiso firme o qué derecho"):
        preparar("suplemento", alta("1532.61900", "100"), con("91300", "100"))
    with pytest.raises(DatosIncorrectos, match=r"solo financia gasto de capital, que aquí son 60,00 €: sobran 40,00 €"):
        preparar("suplemento", alta("1532.61900", "60"), alta("920.22000", "40"), con("91300", "100", **prestamo))
    contabilizar(preparar("suplemento", alta("1532.61900", "100"), con("91300", "100", **prestamo)))
    with pytest.raises(DatosIncorrectos, match=r"El concepto 91300 no financia esta modificación \(RD 500/1990 39.1\)"):
        preparar("ampliacion", alta("920.22000", "1"), con("91300", "1", **prestamo))
    assert fallas() == []


def test_a_loan_pays_current_expense_as_the_exception_says(presupuesto: None) -> None:
    prestamo = con("91300", "5000", prueba="derecho", prueba_id=reconocer("91300", "9000"))

    def pedir(excepcional: Excepcional | None, *lineas: LineaDeModificacion) -> ModificacionCredito:
        return acciones.preparar_modificacion(
            actor=INTERVENCION,
            anio=2026,
            tipo="suplemento",
            texto="Sentencia",
            lineas=lineas or [alta("920.22000", "5000"), prestamo],
            excepcional=excepcional,
            reloj=RELOJ,
        )

    # Current income of the budget: 100,000; 5 % a year and 25 % of financial burden
    malo = Excepcional(D("25000.01"), date(2027, 6, 14), date(2027, 6, 14))
    caro = replace(prestamo, importe=D("5000.01"))
    with pytest.raises(DatosIncorrectos) as error:
        pedir(malo, alta("920.22000", "5000.01"), caro)
    assert [campo for campo, _m in mensajes(error)] == ["lineas", "carga", "cancela"]
    with pytest.raises(DatosIncorrectos, match="La excepción es de los préstamos"):
        pedir(EXCEPCIONAL, alta("920.22000", "1"), con("87000", "1"))
    una = pedir(EXCEPCIONAL)
    with pytest.raises(DatosIncorrectos, match="mayoría absoluta"):
        aprobar(una)
    hace: dict[str, Any] = {"modificacion_id": una.id, "fecha": DIA, "reloj": RELOJ}
    acuerda = {**hace, "actor": INTERVENCION, "acuerdo_id": papel(), "urgencia": "Sentencia de la riada"}
    acciones.aprobar_modificacion(**acuerda, organo="pleno", mayoria_absoluta=True)
    acciones.contabilizar_modificacion(**hace, actor=OTRA)
    with pytest.raises(DatosIncorrectos, match=r"serían 5\.000,01 €, más del 5 %"):
        pedir(EXCEPCIONAL, alta("920.22000", "0.01"), replace(prestamo, importe=D("0.01")))
    assert fallas() == []


def test_a_commitment_finances_what_was_affected(presupuesto: None) -> None:
    def de_2025(tipo: str, lineas: Sequence[LineaDeModificacion]) -> list[str]:
        return [uno.mensaje for uno in pruebas.problemas_de(2026, tipo, lineas, DIA)]

    junta = tributacion.alta("B99999997", "Junta")
    firme = recaudacion.anotar_compromiso(
        actor=INTERVENCION,
        anio=2026,
        economica="45000",
        persona_id=junta.persona_id,
        importe=D(100),
        texto="Convenio de la obra",
        fecha=date(2026, 2, 1),
        documento_id=tributacion.documento(junta, "Convenio"),
        reloj=RELOJ,
    )
    lineas = [alta("1532.61900", "60"), alta("920.22000", "40"), con("45000", "100")]
    assert "de 45000" in de_2025("incorporacion", lineas)[0].lower()
    compromiso = [*lineas[:2], con("45000", "100", prueba="compromiso", prueba_id=firme.id)]
    assert de_2025("incorporacion", compromiso) == []  # nothing is known here of what was left
    quedo_de_2025()
    assert "aquí son 60,00 €: sobran 40,00 €" in de_2025("incorporacion", compromiso)[0]
    assert "Un compromiso no basta" in de_2025("suplemento", compromiso)[0]


def quedo_de_2025() -> None:
    """A budget of the year before, that left a remnant of a work with affected financing."""
    Presupuesto.objects.create(ejercicio_id=2025, aprobado=date(2024, 12, 20))
    RemanenteQueFinancia.objects.create(ejercicio_id=2025, concepto="87000", importe=D(0))
    RemanenteCredito.objects.create(ejercicio_id=2025, codigo="1532.61900", disponible=D(60), obligatorio=D(60))


def test_the_limits_of_the_exception_have_their_day() -> None:
    corriente = [
        Movimiento("alta", D(5), Credito("920", "22000")),
        Movimiento("financiacion", D(5), concepto="91300"),
    ]
    antes = operaciones_de_credito.problemas_de(
        "suplemento", corriente, EXCEPCIONAL, corrientes=D(10**6), ya=D(0), en=date(1989, 1, 1)
    )
    assert [uno.campo for uno in antes] == ["carga"]
    fianza = [corriente[0], Movimiento("financiacion", D(5), concepto="94100")]
    assert not operaciones_de_credito.prestado(fianza)
