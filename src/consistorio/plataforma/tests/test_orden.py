"""The database sorts as the pure key does, whatever the locale of its cluster, and so do the lists that people read."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from consistorio.nucleo.orden import clave_orden
from consistorio.plataforma.identidad.models import NOMBRES, Persona
from consistorio.plataforma.orden import con_palabras, con_todas, cuantas_se_esperan, en_castellano, parecidas, planos
from consistorio.plataforma.organizacion import consultas
from consistorio.plataforma.organizacion.models import Empleado, Rol, Unidad

EN_ORDEN = [
    "",
    "1.º de Mayo",
    "22",
    "3",
    "abaco",
    "Ánimo",
    "ano",
    "Anzuelo",
    "AÑO",
    "Ao",
    "Àrea  de  Çapatos",
    "Área, de  zapatos",
    "Calle A",
    "CALLE  «B»",
    "Güell",
    "NÚÑEZ",
    "Ñoñería",
    "n\u0303u",
    "ocho",
    "Straße",
    "Strasse 2",
    "Vía Pública",
    "Zoo",
]
LETRAS = st.characters(
    min_codepoint=0x20, max_codepoint=0x36F, exclude_characters="\u0345", exclude_categories=("Cn", "Cc")
)
INTERCALACIONES = ("C", "es-x-icu", "en-x-icu")

pytestmark = pytest.mark.django_db


def sembrar(nombres: list[str]) -> None:
    Rol.objects.all().delete()
    Rol.objects.bulk_create(Rol(codigo=f"r{n}", nombre=nombre) for n, nombre in enumerate(nombres))


def test_sql_sorts_a_table_of_names_as_in_the_dictionary() -> None:
    sembrar(sorted(EN_ORDEN, key=lambda nombre: nombre[::-1]))
    assert list(Rol.objects.order_by(en_castellano("nombre")).values_list("nombre", flat=True)) == EN_ORDEN
    assert sorted(EN_ORDEN, key=clave_orden) == EN_ORDEN
    assert [rol.nombre for rol in consultas.roles()] == EN_ORDEN


@pytest.mark.parametrize("intercalacion", INTERCALACIONES)
def test_the_order_is_the_same_in_a_column_of_any_locale(intercalacion: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_collation WHERE collname = %s", [intercalacion])
        if cursor.fetchone() is None:
            pytest.skip(f"NOT RUN: this PostgreSQL has no {intercalacion}")
        cursor.execute(f'ALTER TABLE organizacion_rol ALTER COLUMN nombre TYPE varchar(120) COLLATE "{intercalacion}"')
    sembrar(EN_ORDEN[::-1])
    assert list(Rol.objects.order_by(en_castellano("nombre")).values_list("nombre", flat=True)) == EN_ORDEN
    de_la_columna = list(Rol.objects.order_by("nombre").values_list("nombre", flat=True))
    assert de_la_columna != EN_ORDEN, "without the expression the locale would rule"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(["0\N{COMBINING GRAPHEME JOINER}0"])
@given(st.lists(st.text(LETRAS, max_size=20), min_size=1, max_size=30))
def test_sql_and_python_give_the_same_key(textos: list[str]) -> None:
    with connection.cursor() as cursor:
        sql, _ = Rol.objects.values_list(en_castellano("nombre")).query.sql_with_params()
        expresion = sql.removeprefix("SELECT ").split(" AS ")[0].replace('"organizacion_rol"."nombre"', "v.t")
        cursor.execute(f"SELECT {expresion} FROM unnest(%s::text[]) WITH ORDINALITY AS v(t, n) ORDER BY n", [textos])
        assert [clave for (clave,) in cursor.fetchall()] == [clave_orden(texto) for texto in textos]


def test_units_and_staff_are_listed_in_spanish() -> None:
    for n, nombre in enumerate(("Zoo", "abaco", "Ñoñería", "Nube", "Ánimo", "Ocio")):
        Unidad.objects.create(dir3=f"LA999000{n}", nombre=nombre, desde=date(2026, 1, 1))
    unidades = [u.nombre for u in consultas.unidades_vigentes(en=date(2026, 9, 1))]
    assert unidades == ["abaco", "Ánimo", "Nube", "Ñoñería", "Ocio", "Zoo"]


def test_pages_of_staff_follow_the_same_order() -> None:
    apellidos = ["Zorrilla", "ábalos", "Ñíguez", "Núñez", "Olmo", "Abad", "Ñíguez"]
    for n, apellido in enumerate(apellidos):
        persona = Persona.objects.create(clase="fisica", nif=f"X{n}", nombre=f"Ana{n}", apellido1=apellido)
        Empleado.objects.create(persona=persona, desde=date(2026, 1, 1))
    vistos: list[Empleado] = []
    while pagina := consultas.personal(en=date(2026, 9, 1), despues_de=vistos[-1].id if vistos else None, limite=2):
        vistos += pagina
    assert [e.persona.apellido1 for e in vistos] == ["Abad", "ábalos", "Núñez", "Ñíguez", "Ñíguez", "Olmo", "Zorrilla"]


@pytest.mark.parametrize("texto", ["nunez maria", "MARÍA  Núñez", "ñuñez", "mari"])
def test_words_are_found_without_accents_or_case(texto: str) -> None:
    hallada = Persona.objects.create(clase="fisica", nif="X1", nombre="María", apellido1="NÚÑEZ")
    Persona.objects.create(clase="fisica", nif="X2", nombre="Marta", apellido1="Núñez 100%")
    if texto != "ñuñez":
        assert list(con_palabras(Persona.objects.all(), texto, "nombre", "apellido1")) == [hallada]
    assert hallada in con_palabras(Persona.objects.all(), texto, "nombre", "apellido1")
    assert not con_palabras(Persona.objects.all(), "%", "nombre").exists()
    assert not con_palabras(Persona.objects.all(), "  ", "nombre").exists()


@pytest.mark.parametrize("texto", ["nunez maria", "ñuñez", "100%", "%", "_", "\\", "  ", "mari"])
def test_read_here_the_rows_are_those_of_the_index(texto: str) -> None:
    for nif, nombre, apellido in (("X1", "María", "NÚÑEZ"), ("X2", "Marta", "Núñez 100%"), ("X3", "Mar_ía", "Nú\\ñez")):
        Persona.objects.create(clase="fisica", nif=nif, nombre=nombre, apellido1=apellido)
    filas = list(Persona.objects.values_list("id", "nombre", "apellido1"))
    leidas = con_todas(
        texto, zip([uno for uno, *_nombre in filas], planos(" ".join(n) for _id, *n in filas), strict=True)
    )
    assert set(leidas) == {una.id for una in con_palabras(Persona.objects.all(), texto, "nombre", "apellido1")}
    assert cuantas_se_esperan(Persona.objects.all()) > 0
    assert cuantas_se_esperan(Persona.objects.none()) == 0


def test_words_of_a_name_are_found_through_their_index() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = con_palabras(Persona.objects.all(), "núñez maría", *NOMBRES).explain()
    assert "persona_nombre_trgm" in plan


@given(palabra=st.text("abcdefgh123", min_size=5, max_size=12), donde=st.integers(0, 12), letra=st.sampled_from("abz9"))
def test_one_mistake_is_forgiven_and_two_are_not(palabra: str, donde: int, letra: str) -> None:
    i = donde % len(palabra)
    faltas = {
        palabra[:i] + letra + palabra[i:],
        palabra[:i] + letra + palabra[i + 1 :],
        palabra[:i] + palabra[i + 1 :],
        palabra[:i] + palabra[i + 1 : i + 2] + palabra[i : i + 1] + palabra[i + 2 :],
    }
    for escrita in faltas:
        if len(escrita) >= 5:
            filas = list(enumerate(planos([f"De {palabra.upper()}, otra"])))
            assert parecidas(escrita, filas) == [0], escrita
    assert parecidas("zz" + palabra, list(enumerate(planos([palabra, "", "..."])))) == []


def test_words_that_are_short_are_not_forgiven_but_go_along() -> None:
    filas = list(enumerate(planos(["Reforma de Peñuelas, 7", "Reforma en Calle Mayor, 14"]), start=1))
    assert parecidas("refroma penuelsa 7", filas) == [1]
    assert parecidas("refroma", filas) == [1, 2]
    assert parecidas("obra 7", filas) == []
