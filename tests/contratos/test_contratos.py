"""What the whole house promises: every door declares who may, every action its ground and facts, every personal datum its purpose.

The reviewed lists beside this file name every door and every action with its permission. A change of either makes a test fail
until a person has looked at it and changed the list: `REVISADO=1 pytest tests/contratos` writes it anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model
from django.urls import URLPattern, URLResolver, get_resolver

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoPermitido
from consistorio.plataforma.accion import ACCIONES, Declaracion
from consistorio.plataforma.auditoria.eventos import registrados
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.auditoria.suscripciones import tipos_suscritos

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


def comparar(fichero: str, actual: list[str]) -> None:
    """Hold a list against the reviewed one, or write it anew on request."""
    ruta = AQUI / fichero
    if os.environ.get("REVISADO"):
        ruta.write_text("".join(f"{linea}\n" for linea in actual), encoding="utf-8")
    assert actual == ruta.read_text(encoding="utf-8").splitlines()


def puertas(resolvedor: URLResolver | None = None, prefijo: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every URL of the house with its view."""
    for patron in (resolvedor or get_resolver()).url_patterns:
        ruta = prefijo + str(patron.pattern)
        if isinstance(patron, URLResolver):
            yield from puertas(patron, ruta)
        else:
            yield ruta, patron


def test_every_url_declares_its_permission() -> None:
    sin_declarar = [ruta for ruta, patron in puertas() if not hasattr(patron.callback, "puerta")]
    assert sin_declarar == []


def test_doors_are_the_reviewed_ones() -> None:
    comparar("puertas.txt", sorted(f"{ruta} {patron.callback.puerta}" for ruta, patron in puertas()))


def test_permissions_of_actions_are_the_reviewed_ones() -> None:
    lineas = [f"{nombre} {d.permiso} «{d.norma}» -> {' '.join(d.eventos)}" for nombre, d in ACCIONES.items()]
    comparar("acciones.txt", sorted(linea for linea in lineas if ".tests." not in linea))


@pytest.mark.parametrize(
    "declaracion", [d for n, d in sorted(ACCIONES.items()) if ".tests." not in n], ids=lambda d: d.nombre
)
def test_every_action_emits_registered_facts_and_names_its_ground(declaracion: Declaracion) -> None:
    assert [tipo for tipo in declaracion.eventos if tipo not in registrados()] == []
    assert len(declaracion.norma) > 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "declaracion", [d for n, d in sorted(ACCIONES.items()) if ".tests." not in n], ids=lambda d: d.nombre
)
def test_without_its_permission_every_action_is_refused_and_the_attempt_noted(declaracion: Declaracion) -> None:
    todos = {d.permiso for d in ACCIONES.values()}
    actor = Actor.sistema("sin permiso", *(todos - {declaracion.permiso}))
    with pytest.raises(NoPermitido):
        declaracion.funcion(actor=actor)
    assert Acceso.objects.filter(actor_id=actor.id, resultado="denegado").exists()


def test_every_subscription_waits_for_a_fact_that_exists() -> None:
    assert sorted(t for t in tipos_suscritos() - set(registrados()) if not t.startswith("prueba.")) == []


def _de_la_casa() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("consistorio.")]


def _tiene_datos_personales(modelo: type[Model]) -> bool:
    campos = {c.name for c in modelo._meta.get_fields() if not c.auto_created}
    personas = any(
        isinstance(c, ForeignKey) and getattr(c.related_model, "__name__", "") in {"Persona", "Empleado"}
        for c in modelo._meta.get_fields()
    )
    return personas or (modelo.__name__ not in NOMBRES_DE_COSAS and bool(campos & CAMPOS_PERSONALES))


@pytest.mark.parametrize("modelo", [m for m in _de_la_casa() if _tiene_datos_personales(m)], ids=lambda m: m.__name__)
def test_models_with_personal_data_declare_purpose_and_retention(modelo: type[Model]) -> None:
    assert len(str(getattr(modelo, "proposito_datos", ""))) > 10
    assert len(str(getattr(modelo, "conservacion_datos", ""))) > 2
