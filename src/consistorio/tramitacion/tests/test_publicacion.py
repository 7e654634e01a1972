"""What a definition says of what it publishes, and how those affected are named in it (LOPDGDD DA 7.ª). Pure."""

from __future__ import annotations

import pytest

from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.datos_publicacion import en_palabras, leer
from consistorio.tramitacion.motor.identificacion import Afectado, problemas_de_identificacion

ANA = Afectado("Ana María", "López Núñez", "12345678Z")
JUNTOS, SIN_NADIE, CUATRO, SIN_NOMBRE = (
    "Nombra a una persona junto con el número completo",
    "Este anuncio no nombra a nadie",
    "solo cuatro cifras",
    "solo por el número de su documento",
)


@pytest.mark.parametrize(
    ("modo", "texto", "faltas"),
    [
        ("", "Se corta la calle Mayor del 1 al 12345678.", []),
        ("", "Se resuelve lo de Ana María López Núñez (***4567**).", []),
        ("", "Se resuelve lo de Ana María López Núñez, con DNI 12.345.678-Z.", [JUNTOS, CUATRO]),
        ("", "LOPEZ NUÑEZ, Ana Maria: 12345678z", [JUNTOS, CUATRO]),
        ("", "Se notifica a 12345678Z.", [CUATRO]),
        ("", "Se concede a Juan Pérez Gil, con DNI 87654321X, que no es parte.", [CUATRO]),
        ("", "Se concede a Juan Pérez Gil (***5432**), que no es parte.", []),
        ("", "Referencia catastral 12345678A.", []),
        ("nadie", "Se corta la calle Mayor.", []),
        ("nadie", "Se resuelve lo de Ana María López Núñez.", [SIN_NADIE]),
        ("nadie", "Interesado: 87654321-X.", [SIN_NADIE]),
        ("nadie", "Interesado: X1234567L.", [SIN_NADIE]),
        ("nadie", "Referencia catastral 12345678A.", []),  # its letter is not that of a DNI
        ("nombre_y_cifras", "Ana María López Núñez, ***4567**", []),
        ("nombre_y_cifras", "Interesada: 12345678Z", [CUATRO]),
        ("nombre_y_cifras", "Ana María López Núñez, 12345678Z", [JUNTOS, CUATRO]),
        ("solo_documento", "Se notifica a 12345678Z.", []),
        ("solo_documento", "Se notifica a López Núñez, Ana María.", [SIN_NOMBRE]),
        ("solo_documento", "Se notifica a Ana María López Núñez: 12345678Z.", [JUNTOS, SIN_NOMBRE]),
        ("solo_documento", "La calle de Ana, la de López Núñez y otra.", []),
    ],
)
def test_nobody_is_named_more_than_the_law_and_the_procedure_let(modo: str, texto: str, faltas: list[str]) -> None:
    problemas = problemas_de_identificacion(["Anuncio", texto], [ANA], modo)
    assert len(problemas) == len(faltas), problemas
    assert all(falta in problema for falta, problema in zip(faltas, problemas, strict=True))
    assert not any("12345678" in p or "López" in p for p in problemas)  # what is said repeats nobody's data


@pytest.mark.parametrize(
    ("datos", "problemas"),
    [
        ({}, []),
        ({"titulo": "Inicio", "texto": ["Uno.", "Dos."], "dias": 30, "identificacion": "nadie"}, []),
        ({"dias": "30", "texto": "Uno"}, ["texto: aquí va una lista", "dias: aquí va un número entero"]),
        ({"dias": 0, "identificacion": "todo"}, ["dias: el número debe estar entre", "identificacion: debe ser una"]),
        ({"texto": ["a" * 4001]}, ["texto: un párrafo pasa de 4000"]),
        ({"boletin": "BOP"}, ["boletin: esta clave no existe"]),
    ],
)
def test_what_is_wrong_is_said_with_its_place(datos: dict[str, Valor], problemas: list[str]) -> None:
    dichos = [f"{p.campo}: {p.mensaje}" for p in leer(datos)[1]]
    assert len(dichos) == len(problemas), dichos
    assert all(dicho.startswith(problema) for dicho, problema in zip(dichos, problemas, strict=True))


def test_it_is_said_in_words() -> None:
    assert en_palabras({}) == ()
    assert en_palabras({"titulo": "Inicio", "texto": ["Uno."], "dias": 30, "identificacion": "nadie"}) == (
        "Se expone 30 días hábiles.",
        "El anuncio se titula «Inicio».",
        "Empieza con un texto ya escrito.",
        "Cómo se nombra a quien afecta: no nombra a nadie.",
    )
