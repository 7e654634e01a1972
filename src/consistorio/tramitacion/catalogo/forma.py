"""Whether a layer can be shown and mended at all: its codes, and the kind of its parts. What it says is judged by its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.esquema import CODIGO
from consistorio.tramitacion.formularios.valores import Valor, texto_de

_DE_PROCEDIMIENTO = re.compile(r"[a-z][a-z0-9-]{1,59}")


def problemas_de_forma(capa: Mapping[str, Valor]) -> tuple[Problema, ...]:
    """What must be mended in the file itself, because no page could show it."""
    return tuple(_problemas(capa))


def problemas_de_forma_de_modelo(capa: Mapping[str, Valor], *, sobran: Sequence[str]) -> tuple[Problema, ...]:
    """The same of the model of an area. `sobran`: what it says that no model does."""
    de_otro = _("un modelo de área solo dice cómo se llama, sus tareas y sus páginas comunes.")
    return (*(Problema(clave, de_otro) for clave in sobran), *_partes(capa))


def _problemas(capa: Mapping[str, Valor]) -> Iterator[Problema]:
    if not _DE_PROCEDIMIENTO.fullmatch(texto_de(capa.get("codigo"))):
        yield Problema("codigo", _("debe llevar minúsculas, números y guiones, por ejemplo licencia-obra-menor."))
    yield from _partes(capa)


def _partes(capa: Mapping[str, Valor]) -> Iterator[Problema]:
    if not CODIGO.fullmatch(texto_de(capa.get("area"))):
        yield Problema(
            "area", _("falta el área, o su código lleva algo más que letras minúsculas, números y guion bajo.")
        )
    tareas, formulario = capa.get("tareas", {}), capa.get("formulario", {})
    if not isinstance(tareas, dict):
        yield Problema("tareas", _("aquí va un objeto con anadir, cambiar o quitar."))
    else:
        for clave in ("anadir", "cambiar"):
            yield from _codigos(tareas.get(clave), f"tareas.{clave}")
    if not isinstance(formulario, dict):
        yield Problema("formulario", _("aquí va un objeto, con sus claves entre llaves."))
        return
    yield from _codigos(formulario.get("requisitos"), "formulario.requisitos")
    yield from _codigos(formulario.get("pasos"), "formulario.pasos")
    pasos = formulario.get("pasos")
    for paso in pasos if isinstance(pasos, list) else []:
        if isinstance(paso, dict):
            yield from _codigos(paso.get("campos"), "formulario.campos")


def _codigos(lista: Valor, lugar: str) -> Iterator[Problema]:
    """The codes of the things of a list: they are parts of addresses."""
    if lista is None:
        return
    if not isinstance(lista, list):
        yield Problema(lugar, _("aquí va una lista."))
        return
    for numero, cosa in enumerate(lista, 1):
        codigo = cosa.get("codigo") if isinstance(cosa, dict) else None
        if not isinstance(codigo, str) or not CODIGO.fullmatch(codigo):
            yield Problema(
                f"{lugar}[{numero}]", _("su código lleva solo letras minúsculas sin acentos, números y guion bajo.")
            )
