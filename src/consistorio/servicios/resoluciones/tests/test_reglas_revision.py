"""When an act may be reviewed of office, and how a review may be decided (LPACAP 106-107)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consistorio.servicios.resoluciones.reglas_revision import (
    LESIVIDAD,
    NULIDAD,
    ActoDecidido,
    problemas_de_declarar,
    problemas_de_no_senalar,
    problemas_de_senalar,
    problemas_sin_acto,
)

HOY, HASTA = date(2026, 9, 1), date(2026, 9, 1)
ACTO = ActoDecidido(firme_y_dictado=True, favorable=True, recurrible=False, dictado_el=date(2022, 9, 1))


@pytest.mark.parametrize(
    ("clase", "causa", "acto", "hoy", "campos"),
    [
        (NULIDAD, "b", ACTO, HOY, []),
        (NULIDAD, "", ACTO, HOY, ["causa"]),
        (NULIDAD, "h", ACTO, HOY, ["causa"]),
        (NULIDAD, "b", replace(ACTO, recurrible=True), HOY, ["acto"]),
        (NULIDAD, "b", replace(ACTO, favorable=False), HOY, []),
        (NULIDAD, "b", replace(ACTO, firme_y_dictado=False), HOY, ["acto"]),
        (LESIVIDAD, "", ACTO, HOY, []),
        (LESIVIDAD, "b", ACTO, HOY, ["causa"]),
        (LESIVIDAD, "", replace(ACTO, favorable=False), HOY, ["acto"]),
        (LESIVIDAD, "", replace(ACTO, recurrible=True), HOY, []),
        (LESIVIDAD, "", ACTO, date(2026, 9, 2), ["acto"]),
    ],
)
def test_which_act_may_be_reviewed(clase: str, causa: str, acto: ActoDecidido, hoy: date, campos: list[str]) -> None:
    hasta = HASTA if clase == LESIVIDAD else None
    assert [p.campo for p in problemas_de_senalar(clase, causa, "Porque sí.", acto, hasta=hasta, hoy=hoy)] == campos


def test_a_review_says_why() -> None:
    assert [p.campo for p in problemas_de_senalar(NULIDAD, "a", " ", ACTO, hasta=None, hoy=HOY)] == ["motivo"]


@pytest.mark.parametrize(
    ("clase", "sentido", "hoy", "a_instancia", "cabe"),
    [
        (NULIDAD, "estima", HOY, True, True),
        (NULIDAD, "estima_parcial", HOY, False, True),
        (NULIDAD, "inadmite", HOY, True, True),
        (NULIDAD, "inadmite", HOY, False, False),
        (LESIVIDAD, "estima", HOY, False, True),
        (LESIVIDAD, "estima_parcial", HOY, False, False),
        (LESIVIDAD, "inadmite", HOY, False, False),
        (LESIVIDAD, "estima", date(2026, 9, 2), False, False),
        (LESIVIDAD, "deniega", date(2026, 9, 2), False, True),
        (LESIVIDAD, "caducada", date(2027, 9, 2), False, True),
    ],
)
def test_how_a_review_may_be_decided(clase: str, sentido: str, hoy: date, a_instancia: bool, cabe: bool) -> None:
    hasta = HASTA if clase == LESIVIDAD else None
    assert (problemas_de_declarar(clase, sentido, hasta=hasta, hoy=hoy, a_instancia=a_instancia) == ()) == cabe


@pytest.mark.parametrize(
    ("clase", "motivo", "pedida", "campos"),
    [
        (NULIDAD, "Es de 1998.", True, []),
        (NULIDAD, " ", True, ["motivo"]),
        (NULIDAD, "Es de 1998.", False, ["se_puede"]),
        (LESIVIDAD, "", True, ["motivo", "se_puede"]),
    ],
)
def test_when_no_act_is_pointed_out(clase: str, motivo: str, pedida: bool, campos: list[str]) -> None:
    assert [p.campo for p in problemas_de_no_senalar(clase, motivo, a_instancia=pedida)] == campos
    assert [s for s in ("estima", "deniega", "inadmite", "desistida") if problemas_sin_acto(s)] == ["estima", "deniega"]
