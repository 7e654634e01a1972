"""When the book of a year may be closed, and what its diligencia says."""

from __future__ import annotations

import pytest

from consistorio.servicios.resoluciones.cierre_libro import Contenido, problemas_de_cierre, texto_de_cierre


@pytest.mark.parametrize(
    ("contenido", "anio", "dichos"),
    [
        (Contenido(0), 2025, ()),
        (Contenido(12, "JGL 1/2025", "JGL 12/2025"), 2025, ()),
        (Contenido(0), 2026, ("termina el año",)),
        (Contenido(0), 2027, ("termina el año",)),
        (Contenido(3, sin_firmar=("2/2025", "3/2025")), 2025, ("Sin firmar: 2/2025, 3/2025.",)),
        (Contenido(3, sin_sesion=("2025/000007",)), 2025, ("sin resultado: 2025/000007.",)),
        (Contenido(3, faltan=("2",)), 2025, ("Faltan números: 2.",)),
        (Contenido(9, sin_firmar=tuple("1234567")), 2025, ("1, 2, 3, 4, 5 y 2 más",)),
        (
            Contenido(3, sin_firmar=("1",), faltan=("2",), sin_sesion=("3",)),
            2026,
            ("termina el año", "Sin firmar", "sin resultado", "Faltan"),
        ),
    ],
)
def test_every_reason_why_not_is_told(contenido: Contenido, anio: int, dichos: tuple[str, ...]) -> None:
    problemas = problemas_de_cierre(contenido, anio=anio, este_anio=2026)
    assert len(problemas) == len(dichos)
    for problema, dicho in zip(problemas, dichos, strict=True):
        assert dicho in problema.mensaje


@pytest.mark.parametrize(
    ("contenido", "dicho"),
    [
        (Contenido(0), "No contiene ningún número."),
        (Contenido(1, "1/2025", "1/2025"), "Contiene un solo número: el 1/2025."),
        (Contenido(9, "1/2025", "9/2025"), "Contiene 9 números correlativos y sin saltos, del 1/2025 al 9/2025."),
        (Contenido(9, "1/2025", "9/2025", anulados=1), "al 9/2025. Uno está anulado por diligencia."),
        (Contenido(9, "1/2025", "9/2025", anulados=2), "al 9/2025. 2 están anulados por diligencia."),
    ],
)
def test_the_closing_diligencia_counts(contenido: Contenido, dicho: str) -> None:
    texto = texto_de_cierre("Libro de Resoluciones de 2025", contenido)
    assert texto.startswith("Diligencia para hacer constar que se cierra el Libro de Resoluciones de 2025.")
    assert texto.endswith(dicho)
