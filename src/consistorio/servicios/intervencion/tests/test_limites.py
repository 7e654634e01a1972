"""What exempts an expense from previous control, and which investment is checked: pure rules over the amounts of the law."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from consistorio.servicios.intervencion.comprobaciones import falta_de
from consistorio.servicios.intervencion.limites import EXENCIONES, limite, por_que_no_exime
from consistorio.servicios.intervencion.models import Comprobacion

D, HOY = Decimal, date(2026, 9, 1)


@pytest.mark.parametrize(
    ("exencion", "por", "sin_iva", "con_iva", "dice"),
    [
        ("contrato_menor", "", "14999.99", "18149.99", ""),
        ("contrato_menor", "", "15000.00", "18150.00", "15.000,00"),
        ("contrato_menor_obras", "", "39999.99", "48399.99", ""),
        ("contrato_menor_obras", "", "40000.00", "48400.00", "40.000,00"),
        ("caja_fija", "Anticipo 1", "2483.52", "3005.05", ""),
        ("caja_fija", "Anticipo 1", "2483.52", "3005.06", "3.005,06"),
        ("caja_fija", " ", "10.00", "12.10", "anticipo"),
        ("tracto_sucesivo", "", "90000.00", "99000.00", "primer período"),
        ("tracto_sucesivo", "EXP 2025/3", "90000.00", "99000.00", ""),
        ("material_no_inventariable", "", "90000.00", "99000.00", ""),
        ("otra", "", "1.00", "1.21", "omisión"),
        ("", "", "1.00", "1.21", "omisión"),
    ],
)
def test_what_exempts_is_under_its_limit_and_says_what_proves_it(
    exencion: str, por: str, sin_iva: str, con_iva: str, dice: str
) -> None:
    motivo = por_que_no_exime(exencion, por, sin_iva=D(sin_iva), con_iva=D(con_iva), en=HOY)
    assert (dice in motivo) if dice else (motivo == "")
    assert exencion in (*EXENCIONES, "otra", "")


def test_an_investment_is_checked_from_its_limit_on_and_with_its_act() -> None:
    desde = limite("comprobacion", en=HOY).importe
    with pytest.raises(KeyError):
        limite("comprobacion", en=date(2018, 6, 30))

    def falta(ultima: Comprobacion | None, importe: str, *, de_inversion: bool = True) -> str:
        return falta_de(ultima, D(importe), desde=desde, de_inversion=de_inversion)

    assert falta(None, "49999.99") == falta(None, "50000.00", de_inversion=False) == ""
    assert "designe" in falta(None, "50000.00")
    assert "acta firmada" in falta(Comprobacion(estado="designada"), "10.00")
    assert "deficiencias" in falta(Comprobacion(estado="no_conforme"), "50000.00")
    assert falta(Comprobacion(estado="conforme"), "50000.00") == ""
