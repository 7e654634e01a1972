"""What the whole house promises: every door declares who may, every action its ground and facts, every personal datum its purpose.

The reviewed lists beside this file name every door and every action with its permission. A change of either makes a test fail
until a person has looked at it and changed the list: `REVISADO=1 pytest tests/contratos` writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, JSONField, Model

from consistorio.plataforma.auditoria.eventos import registrados
from consistorio.plataforma.auditoria.suscripciones import tipos_suscritos

from .casa import acciones, puertas

AQUI = Path(__file__).parent
CAMPOS_PERSONALES = {
    "nif",
    "nombre",
    "apellido1",
    "apellido2",
    "correo",
    "telefono",
    "direccion",
    "iban",
    "documento_identidad",
}
NOMBRES_DE_COSAS = {
    "Unidad",
    "Puesto",
    "Rol",
    "Permiso",
    "Procedimiento",
    "Modelo",
    "Area",
    "DefinicionFormulario",
    "Cadena",
    "Libro",
    "Calendario",
}
# A JSON column holds personal data unless it stands here with its reason (tests/recorrido/test_entrega_datos.py looks inside).
JSON_SIN_PERSONAS = {
    "DefinicionFormulario.esquema": "the questions of a form, without answers",
    "VersionProcedimiento.definicion": "a procedure, the same for everybody",
    "Modelo.definicion": "the standard model of the procedures",
    "PublicacionCalendario.dias": "holidays",
    "Plazo.pasos": "how a term was counted: dates and articles",
    "TramiteAudiencia.pasos": "how its term was counted: dates and articles",
}


def comparar(fichero: str, actual: list[str]) -> None:
    """Hold a list against the reviewed one, or write it anew on request."""
    ruta = AQUI / fichero
    if os.environ.get("REVISADO"):
        ruta.write_text("".join(f"{linea}\n" for linea in actual), encoding="utf-8")
    assert actual == ruta.read_text(encoding="utf-8").splitlines()


def test_every_url_declares_its_permission() -> None:
    sin_declarar = [ruta for ruta, patron in puertas() if not hasattr(patron.callback, "puerta")]
    assert sin_declarar == []


def test_doors_are_the_reviewed_ones() -> None:
    comparar("puertas.txt", sorted(f"{ruta} {patron.callback.puerta}" for ruta, patron in puertas()))


def test_permissions_of_actions_are_the_reviewed_ones() -> None:
    comparar("acciones.txt", sorted(f"{d.nombre} {d.permiso} «{d.norma}» -> {' '.join(d.eventos)}" for d in acciones()))


def test_actions_emit_registered_facts() -> None:
    conocidos = registrados()
    assert [(d.nombre, tipo) for d in acciones() for tipo in d.eventos if tipo not in conocidos] == []


def test_every_subscription_waits_for_a_fact_that_exists() -> None:
    assert sorted(t for t in tipos_suscritos() - set(registrados()) if not t.startswith("prueba.")) == []


def _de_la_casa() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("consistorio.")]


def _columnas_json(modelo: type[Model]) -> list[str]:
    """Its columns of free structure: the catalogue of fields cannot tell what they hold."""
    return [f"{modelo.__name__}.{c.name}" for c in modelo._meta.get_fields() if isinstance(c, JSONField)]


def _tiene_datos_personales(modelo: type[Model]) -> bool:
    campos = {c.name for c in modelo._meta.get_fields() if not c.auto_created}
    personas = any(
        isinstance(c, ForeignKey) and getattr(c.related_model, "__name__", "") in {"Persona", "Empleado"}
        for c in modelo._meta.get_fields()
    )
    libres = set(_columnas_json(modelo)) - set(JSON_SIN_PERSONAS)
    return personas or bool(libres) or (modelo.__name__ not in NOMBRES_DE_COSAS and bool(campos & CAMPOS_PERSONALES))


def test_columns_said_to_hold_nobody_exist() -> None:
    todas = {columna for modelo in _de_la_casa() for columna in _columnas_json(modelo)}
    assert sorted(set(JSON_SIN_PERSONAS) - todas) == []


@pytest.mark.parametrize("modelo", [m for m in _de_la_casa() if _tiene_datos_personales(m)], ids=lambda m: m.__name__)
def test_models_with_personal_data_declare_purpose_and_retention(modelo: type[Model]) -> None:
    assert len(str(getattr(modelo, "proposito_datos", ""))) > 10
    assert len(str(getattr(modelo, "conservacion_datos", ""))) > 2
