"""Of which thing of a definition a problem is, told by its name: who reads it does not have the thing in front. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.valores import Valor, texto_de

TAREA, PREGUNTA, DOCUMENTO, PAGINA = "tarea", "pregunta", "documento", "pagina"
# The places of each kind of thing, the narrowest first, and how a problem there begins
_LUGARES: Sequence[tuple[str, re.Pattern[str], str]] = (
    (TAREA, re.compile(r"^tareas(?:\.\w+)?\[([a-z0-9_]+)\]"), gettext_noop("en la tarea «%(n)s», %(m)s")),
    (PREGUNTA, re.compile(r"\.campos\[([a-z0-9_]+)\]"), gettext_noop("en la pregunta «%(n)s», %(m)s")),
    (DOCUMENTO, re.compile(r"^formulario\.requisitos\[([a-z0-9_]+)\]"), gettext_noop("en el documento «%(n)s», %(m)s")),
    (PAGINA, re.compile(r"^formulario\.pasos\[([a-z0-9_]+)\]"), gettext_noop("en la página «%(n)s», %(m)s")),
)
_CITADO = re.compile(r"«([a-z0-9_]+)»")


def con_nombres(problemas: Sequence[Problema], *definiciones: Mapping[str, Valor]) -> tuple[Problema, ...]:
    """Those of a task, a question, a document or a page say which, by its name; and so are told the tasks that they name."""
    nombres: dict[tuple[str, str], str] = {}
    for definicion in definiciones:
        for clave, nombre in _nombradas(definicion):
            nombres.setdefault(clave, nombre)
    return tuple(_con_nombre(problema, nombres) for problema in problemas)


def _con_nombre(problema: Problema, nombres: Mapping[tuple[str, str], str]) -> Problema:
    for que, lugar, dicho in _LUGARES:
        if hallada := lugar.search(problema.campo):
            mensaje = problema.mensaje
            if que == TAREA:
                mensaje = _CITADO.sub(lambda citado: f"«{nombres.get((TAREA, citado[1]), citado[1])}»", mensaje)
            nombre = nombres.get((que, hallada[1])) or hallada[1]
            return Problema(problema.campo, _(dicho) % {"n": nombre, "m": mensaje})
    return problema


def _nombradas(definicion: Mapping[str, Valor]) -> Iterator[tuple[tuple[str, str], str]]:
    """The things of a composed definition, each with its name."""
    for tarea in _objetos(definicion.get("tareas")):
        yield (TAREA, texto_de(tarea.get("codigo"))), texto_de(tarea.get("nombre"))
    formulario = definicion.get("formulario")
    partes = formulario if isinstance(formulario, dict) else {}
    for documento in _objetos(partes.get("requisitos")):
        yield (DOCUMENTO, texto_de(documento.get("codigo"))), texto_de(documento.get("nombre"))
    for pagina in _objetos(partes.get("pasos")):
        yield (PAGINA, texto_de(pagina.get("codigo"))), texto_de(pagina.get("titulo"))
        for campo in _objetos(pagina.get("campos")):
            yield (PREGUNTA, texto_de(campo.get("codigo"))), texto_de(campo.get("etiqueta"))


def _objetos(valor: Valor) -> list[dict[str, Valor]]:
    return [cosa for cosa in valor if isinstance(cosa, dict)] if isinstance(valor, list) else []
