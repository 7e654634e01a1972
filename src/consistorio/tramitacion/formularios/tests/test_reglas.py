"""Rules of forms by table, and properties that hold for any answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.tramitacion.formularios import reglas
from consistorio.tramitacion.formularios.campos import normalizar_respuesta, problemas_de
from consistorio.tramitacion.formularios.condiciones import leer_condicion, se_cumple
from consistorio.tramitacion.formularios.esquema import leer_esquema
from consistorio.tramitacion.formularios.tipos import TIPOS_DE_CAMPO, Campo, Opcion, Requisito
from consistorio.tramitacion.formularios.valores import Valor

HOY = date(2026, 11, 23)
OPCIONES = (Opcion("a", "A"), Opcion("b", "B"))


def campo(tipo: str, **mas: object) -> Campo:
    opciones = OPCIONES if tipo in ("opcion", "seleccion", "casillas") else ()
    return Campo("c", tipo, "Pregunta", opciones=opciones, largo=250, **mas)  # type: ignore[arg-type]


BUENAS: list[tuple[str, Valor, Valor]] = [
    ("texto", "  hola ", "hola"),
    ("numero", "12,5", "12.5"),
    ("numero", "1.200,5", "1200.5"),
    ("importe", "3.200,50 €", "3200.50"),
    ("importe", "9.999", "9999.00"),
    ("fecha", "7/3/2026", "2026-03-07"),
    ("fecha", "2026-03-07", "2026-03-07"),
    ("opcion", "a", "a"),
    ("casillas", ["a", "b"], ["a", "b"]),
    ("casilla", "on", True),
    ("declaracion", True, True),
    ("nif", "12.345.678-z", "12345678Z"),
    ("nif", "x1234567l", "X1234567L"),
    ("iban", "ES91 2100 0418 4502 0005 1332", "ES9121000418450200051332"),
    ("telefono", "600 123 456", "600123456"),
    ("telefono", "+44 20 7946 0958", "+442079460958"),
    ("correo", "ana@correo.example", "ana@correo.example"),
]
MALAS: list[tuple[str, Valor, str]] = [
    ("texto", "x" * 251, "caben 250"),
    ("numero", "doce", "Escriba un número"),
    ("numero", "NaN", "Escriba un número"),
    ("importe", "1,234", "céntimos"),
    ("fecha", "31/2/2026", "que exista"),
    ("fecha", "1/1/0026", "año"),
    ("opcion", "c", "lista"),
    ("casillas", ["a", "z"], "lista"),
    ("nif", "12345678A", "con su letra"),
    ("iban", "ES91 2100 0418 4502 0005 1333", "El IBAN no es correcto: revise los números."),
    ("telefono", "12345", "9 números"),
    ("correo", "ana@", "completa"),
]


@pytest.mark.parametrize(("tipo", "cruda", "escrita"), BUENAS)
def test_good_answers_are_written_in_one_form(tipo: str, cruda: Valor, escrita: Valor) -> None:
    assert normalizar_respuesta(campo(tipo), cruda) == escrita
    assert problemas_de(campo(tipo), escrita, hoy=HOY) == ()


@pytest.mark.parametrize(("tipo", "cruda", "dice"), MALAS)
def test_bad_answers_say_what_to_do(tipo: str, cruda: Valor, dice: str) -> None:
    problemas = problemas_de(campo(tipo), normalizar_respuesta(campo(tipo), cruda), hoy=HOY)
    assert len(problemas) == 1
    assert dice in problemas[0].mensaje
    assert "inválid" not in problemas[0].mensaje


@pytest.mark.parametrize("tipo", sorted(TIPOS_DE_CAMPO))
def test_missing_answer_is_a_problem_only_when_mandatory(tipo: str) -> None:
    vacia = normalizar_respuesta(campo(tipo), None)
    assert len(problemas_de(campo(tipo), vacia, hoy=HOY)) == 1
    assert problemas_de(campo(tipo, obligatorio=False), vacia, hoy=HOY) == ()


@pytest.mark.parametrize(
    ("limite", "fecha", "bien"),
    [
        ("hoy_o_anterior", "2026-11-23", True),
        ("hoy_o_anterior", "2026-11-24", False),
        ("hoy_o_posterior", "2026-11-23", True),
        ("hoy_o_posterior", "2026-11-22", False),
        ("posterior_a_hoy", "2026-11-23", False),
        ("posterior_a_hoy", "2026-11-24", True),
    ],
)
def test_dates_against_today(limite: str, fecha: str, bien: bool) -> None:
    assert (problemas_de(campo("fecha", fecha_limite=limite), fecha, hoy=HOY) == ()) is bien


@pytest.mark.parametrize(
    ("valor", "bien"), [("9", False), ("10", True), ("20", True), ("20.5", False), ("15.5", False)]
)
def test_limits_of_numbers(valor: str, bien: bool) -> None:
    uno = campo("numero", minimo=Decimal(10), maximo=Decimal(20), entero=True)
    assert (problemas_de(uno, valor, hoy=HOY) == ()) is bien


def test_address_names_each_missing_part() -> None:
    uno = campo("direccion")
    valor = normalizar_respuesta(uno, {"via": "Mayor", "codigo_postal": "9001"})
    assert [p.campo for p in problemas_de(uno, valor, hoy=HOY)] == ["c.codigo_postal", "c.municipio"]


@given(
    st.sampled_from(sorted(TIPOS_DE_CAMPO)),
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text())),
)
def test_any_answer_is_judged_without_failing_and_writing_it_twice_changes_nothing(tipo: str, cruda: Valor) -> None:
    uno = campo(tipo)
    escrita = normalizar_respuesta(uno, cruda)
    problemas_de(uno, escrita, hoy=HOY)
    if problemas_de(uno, escrita, hoy=HOY) == ():
        assert normalizar_respuesta(uno, escrita) == escrita


CONDICIONES: list[tuple[Valor, dict[str, Valor], bool]] = [
    ({"campo": "a", "operador": "igual", "valor": "x"}, {"a": "x"}, True),
    ({"campo": "a", "operador": "igual", "valor": "x"}, {}, False),
    ({"campo": "a", "operador": "igual", "valor": 10}, {"a": "10.00"}, True),
    ({"campo": "a", "operador": "mayor", "valor": 20}, {"a": "9"}, False),
    ({"campo": "a", "operador": "mayor", "valor": 20}, {"a": "100"}, True),
    ({"campo": "a", "operador": "menor", "valor": "2026-02-01"}, {"a": "2026-01-31"}, True),
    ({"campo": "a", "operador": "mayor", "valor": 20}, {"a": "no sé"}, False),
    ({"campo": "a", "operador": "contiene", "valor": "toldo"}, {"a": ["toldo", "x"]}, True),
    ({"campo": "a", "operador": "en", "valor": ["x", "y"]}, {"a": "y"}, True),
    ({"campo": "a", "operador": "vacio"}, {"a": []}, True),
    ({"no": {"campo": "a", "operador": "relleno"}}, {"a": "x"}, False),
    ({"y": [{"campo": "a", "operador": "relleno"}, {"campo": "b", "operador": "vacio"}]}, {"a": "x"}, True),
    ({"o": [{"campo": "a", "operador": "vacio"}, {"campo": "b", "operador": "relleno"}]}, {"a": "x"}, False),
]


@pytest.mark.parametrize(("escrita", "datos", "vale"), CONDICIONES)
def test_conditions(escrita: Valor, datos: dict[str, Valor], vale: bool) -> None:
    condicion = leer_condicion(escrita, "c", [])
    assert se_cumple(condicion, datos) is vale


@pytest.mark.parametrize(
    "escrita",
    [
        {"campo": "a", "operador": "__import__", "valor": "os"},
        {"y": []},
        {"campo": "a", "operador": "relleno", "valor": 1},
        {"campo": "a", "operador": "en", "valor": "x"},
        {"campo": "a", "operador": "igual"},
        {"campo": "a", "y": []},
        "a == 1",
    ],
)
def test_conditions_that_are_not_understood_are_reported(escrita: Valor) -> None:
    problemas: list[object] = []
    leer_condicion(escrita, "c", problemas)  # type: ignore[arg-type]
    assert problemas


def esquema_de(*campos: dict[str, Valor]) -> dict[str, Valor]:
    return {"pasos": [{"codigo": "p", "titulo": "P", "campos": list(campos)}]}


def test_a_hidden_question_is_neither_asked_nor_filed_nor_seen_by_those_after_it() -> None:
    esquema, problemas = leer_esquema(
        esquema_de(
            {
                "codigo": "a",
                "tipo": "opcion",
                "etiqueta": "A",
                "opciones": [{"valor": "si", "texto": "Sí"}, {"valor": "no", "texto": "No"}],
            },
            {
                "codigo": "b",
                "tipo": "texto",
                "etiqueta": "B",
                "condicion": {"campo": "a", "operador": "igual", "valor": "si"},
            },
            {"codigo": "c", "tipo": "texto", "etiqueta": "C", "condicion": {"campo": "b", "operador": "relleno"}},
        )
    )
    assert problemas == ()
    datos: dict[str, Valor] = {"a": "no", "b": "escrito antes", "c": "también"}
    assert reglas.validar(esquema, datos, hoy=HOY) == ()
    assert reglas.limpiar(esquema, datos) == {"a": "no"}
    assert [r.campo for r in reglas.resumen(esquema, datos)] == ["a"]
    assert [p.campo for p in reglas.validar(esquema, {"a": "si"}, hoy=HOY)] == ["b"]


def test_the_checker_lists_every_problem_at_once() -> None:
    _esquema, problemas = leer_esquema(
        esquema_de(
            {"codigo": "Mal Código", "tipo": "texto", "etiqueta": "A", "color": "rojo"},
            {"codigo": "b", "tipo": "opcion", "etiqueta": "B", "opciones": [{"valor": "x", "texto": "X"}]},
            {"codigo": "b", "tipo": "noexiste", "etiqueta": ""},
            {"codigo": "d", "tipo": "texto", "etiqueta": "D", "condicion": {"campo": "e", "operador": "relleno"}},
            {
                "codigo": "e",
                "tipo": "texto",
                "etiqueta": "E",
                "condicion": {"campo": "d", "operador": "mayor", "valor": 3},
            },
        )
    )
    textos = " ".join(f"{p.campo} {p.mensaje}" for p in problemas)
    for parte in (
        "color",
        "dos opciones",
        "repetido",
        "debe ser una de estas",
        "no es un campo anterior",
        "no se puede comparar",
    ):
        assert parte in textos


@pytest.mark.parametrize(
    ("fichero", "ya", "dice"),
    [
        (reglas.Fichero("a.pdf", 10, "application/pdf", "cuarentena"), 0, "virus"),
        (reglas.Fichero("a.pdf", 0, "application/pdf", "limpio"), 0, "vacío"),
        (reglas.Fichero("a.pdf", 14 * 2**20, "application/pdf", "limpio"), 0, "pesa 14 MB y el máximo es 10 MB"),
        (reglas.Fichero("a.exe", 10, "application/x-dosexec", "limpio"), 0, "tipo admitido"),
        (reglas.Fichero("a.pdf", 10, "application/pdf", "limpio", con_clave=True), 0, "contraseña"),
        (reglas.Fichero("a.pdf", 10, "application/pdf", "limpio", danado=True), 0, "dañado"),
        (reglas.Fichero("a.pdf", 10, "application/pdf", "limpio"), 1, "Quite el archivo anterior"),
        (reglas.Fichero("a.pdf", 10, "application/pdf", "pendiente"), 0, None),
    ],
)
def test_why_a_file_is_refused(fichero: reglas.Fichero, ya: int, dice: str | None) -> None:
    motivo = reglas.rechazo_de_adjunto(Requisito("r", "Plano", max_bytes=10 * 2**20), fichero, ya)
    assert motivo is None if dice is None else dice in str(motivo)
