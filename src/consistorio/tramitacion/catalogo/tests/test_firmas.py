"""Whom a definition adds to a circuit of signatures, as it is read, said and compared. Pure."""

from __future__ import annotations

import pytest

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo import tipos_conocidos
from consistorio.tramitacion.catalogo.diferencias import diferencias
from consistorio.tramitacion.catalogo.firmas import anadidas_en_palabras, de_ley, leer_firmas, puestos_nombrados
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.valores import Valor

VISTO: dict[str, Valor] = {"puesto": "jefatura", "papel": "visto_bueno"}
PUESTOS = {"jefatura": "Jefatura de Licencias"}


@pytest.fixture(autouse=True)
def _tipos(monkeypatch: pytest.MonkeyPatch) -> None:
    suyos = {"informe": tipos_conocidos.QUIEN_ESCRIBE, "resolucion": tipos_conocidos.RESUELVE, "libre": ""}
    monkeypatch.setattr(tipos_conocidos, "_CIRCUITOS", suyos)


@pytest.mark.parametrize(
    ("tipo", "firmas", "problemas"),
    [
        ("informe", [VISTO], []),
        ("resolucion", [{"puesto": "juridico", "papel": "firma"}, VISTO], []),
        ("de_otra_sala", [VISTO], []),  # nobody declared it here: its room will say
        ("informe", [], []),
        ("libre", [VISTO], ["firmas: esta clase de tarea no tiene ningún documento al que se añadan firmas."]),
        ("informe", [VISTO, VISTO], ["firmas: «jefatura» está dos veces."]),
        (
            "resolucion",
            [{"puesto": "secretaria", "papel": "fe_publica"}],
            ["firmas[1].papel: la fe pública es de la Secretaría (ROF art. 200): no se pone ni se quita aquí."],
        ),
        (
            "informe",
            [{"papel": "sello"}],
            ["firmas[1].papel: debe ser una de estas: firma, visto_bueno.", "firmas[1].puesto: falta este texto."],
        ),
        (
            "informe",
            [{"puesto": f"p{n}", "papel": "firma"} for n in range(5)],
            ["firmas: se añaden como mucho 4 firmas."],
        ),
        ("informe", {"puesto": "jefatura"}, ["firmas: aquí va una lista entre corchetes."]),
    ],
)
def test_what_is_wrong_with_them_is_said_with_its_place(tipo: str, firmas: Valor, problemas: list[str]) -> None:
    dichos: list[Problema] = []
    leer_firmas(Lector({"firmas": firmas}, "", dichos), tipo)
    assert [f"{p.campo}: {p.mensaje}" for p in dichos] == problemas


def test_they_stand_after_who_writes_and_before_who_decides() -> None:
    assert de_ley("informe", "Alcaldía") == (("firma quien lo escribe",), ())
    assert de_ley("resolucion", "Alcaldía") == ((), ("Alcaldía resuelve", "la Secretaría da fe"))
    assert de_ley("libre", "Alcaldía") == ((), ())
    assert anadidas_en_palabras([VISTO], PUESTOS) == "Jefatura de Licencias da el visto bueno"
    assert puestos_nombrados({"tareas": [{"firmas": [VISTO]}, {"firmas": 3}]}, None) == {"jefatura"}


def test_who_compares_reads_who_signs_and_when() -> None:
    antes: dict[str, Valor] = {"tareas": [{"codigo": "uno", "nombre": "Informe"}]}
    condicion: Valor = {"campo": "interesados", "operador": "mayor", "valor": 1}
    ahora: dict[str, Valor] = {
        "tareas": [
            {"codigo": "uno", "nombre": "Informe", "firmas": [VISTO]},
            {"codigo": "dos", "nombre": "Acta", "condicion": condicion},
        ]
    }
    assert [d.texto for d in diferencias(antes, ahora, puestos=PUESTOS)] == [
        "En la tarea «Informe», además de quien dice la ley: Jefatura de Licencias da el visto bueno.",
        "Se añade la tarea «Acta».",
        "La tarea «Acta» se hace solo si «Cuántas personas interesadas hay» es mayor que 1.",
    ]
    assert [d.texto for d in diferencias(ahora, antes)] == [
        "La tarea «Informe» la firma solo quien dice la ley.",
        "Se quita la tarea «Acta».",
    ]
