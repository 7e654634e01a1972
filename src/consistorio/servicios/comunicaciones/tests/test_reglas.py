"""The pure rules: numbers, what a communication must have, and what a digest says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consistorio.servicios.comunicaciones import reglas
from consistorio.servicios.comunicaciones.reglas import NumeroBuscado, Resumen, problemas_del_mensaje


@pytest.mark.parametrize(
    ("texto", "numero"),
    [
        ("CI-2026/000012", NumeroBuscado(2026, 12)),
        ("ci-2026/12", NumeroBuscado(2026, 12)),
        (" 2026/12 ", NumeroBuscado(2026, 12)),
        ("12", NumeroBuscado(None, 12)),
        ("CI-12", NumeroBuscado(None, 12)),
        ("2026/LIC/00012", None),
        ("corte 12", None),
        ("", None),
        ("1234567", None),
        ("٣", NumeroBuscado(None, 3)),
    ],
)
def test_a_number_is_read_however_it_is_written(texto: str, numero: NumeroBuscado | None) -> None:
    assert reglas.numero_buscado(texto) == numero


def test_a_number_is_found_as_it_is_written() -> None:
    assert reglas.numero_de(2026, 12) == "CI-2026/000012"
    assert reglas.numero_buscado(reglas.numero_de(2026, 12)) == NumeroBuscado(2026, 12)


@pytest.mark.parametrize(
    ("cambio", "campos"),
    [
        ({}, []),
        ({"asunto": " "}, ["asunto"]),
        ({"asunto": "x" * 201}, ["asunto"]),
        ({"asunto": "x" * 200}, []),
        ({"texto": "\n"}, ["texto"]),
        ({"texto": "x" * 10_001}, ["texto"]),
        ({"destinos": 0}, ["destinos"]),
        ({"destinos": 21}, ["destinos"]),
        ({"adjuntos": 21}, ["ficheros"]),
        ({"asunto": "", "texto": "", "destinos": 0, "adjuntos": 99}, ["asunto", "texto", "destinos", "ficheros"]),
    ],
)
def test_everything_wrong_is_said_at_once(cambio: dict[str, object], campos: list[str]) -> None:
    dicho: dict[str, object] = {"asunto": "Corte", "texto": "El lunes.", "destinos": 1, "adjuntos": 0, **cambio}
    problemas = problemas_del_mensaje(**dicho)  # type: ignore[arg-type]
    assert [p.campo for p in problemas] == campos


@pytest.mark.parametrize(("hora", "toca"), [(4, False), (5, True), (9, True), (10, False), (23, False)])
def test_digests_are_of_the_morning_of_madrid(hora: int, toca: bool) -> None:
    assert reglas.es_hora_de_resumenes(datetime(2026, 9, 1, hora, 30, tzinfo=UTC)) is toca


def test_an_empty_digest_says_nothing_and_each_count_alone_is_enough() -> None:
    assert not Resumen().dice_algo
    for clave, _texto, url in reglas.LINEAS:
        uno = Resumen(**{clave: 1})
        _asunto, cuerpo = reglas.correo_del_resumen(uno, entidad="Villa", sede="https://sede.villa.example/")
        assert uno.dice_algo
        assert f"https://sede.villa.example{url}" in cuerpo
        assert cuerpo.count("https://") == 2  # and the page where one leaves it


def test_a_count_at_its_top_says_that_there_may_be_more() -> None:
    _asunto, cuerpo = reglas.correo_del_resumen(Resumen(por_firmar=100, nuevas=99), entidad="V", sede="https://v.es")
    assert "Documentos por firmar: 100 o más" in cuerpo
    assert "sin asignar en su unidad: 99\n" in cuerpo
