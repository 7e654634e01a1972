"""The one use of a form of the accounts: the page carries its identifier, and the server notes it with what the form does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from uuid import UUID, uuid4

from django import forms

from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.economia.contabilidad.una_vez import YaAnotado, exigir_sin_usar, gastar
from consistorio.plataforma.accion import con_ella
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

CAMPO: Final = "formulario"


class DeUnUso(Formulario):
    """A form that carries its identifier."""

    formulario = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields[CAMPO].initial = str(uuid4())


def de_formulario(enviado: Mapping[str, str]) -> str:
    """The identifier of a form that is shown: the one that it was sent with, or a new one."""
    return str(identificador(enviado.get(CAMPO)) or uuid4())


def usado(enviado: Mapping[str, str]) -> UUID | None:
    """What a form noted when it was sent before, if it was."""
    cual = identificador(enviado.get(CAMPO))
    if cual is None:
        return None
    try:
        exigir_sin_usar(cual)
    except YaAnotado as ya:
        return ya.hecho_id
    return None


@contextmanager
def una_vez(enviado: Mapping[str, str]) -> Iterator[None]:
    """What the action called inside does, it does once for each form. Raises YaAnotado."""
    cual = identificador(enviado.get(CAMPO))
    if cual is None:
        yield
        return
    exigir_sin_usar(cual)

    def usarlo(hecho: object) -> None:
        suyo = getattr(hecho[0] if isinstance(hecho, list) else hecho, "id", None)
        gastar(cual, suyo if isinstance(suyo, UUID) else cual, reloj=reloj_de_la_casa())

    with con_ella(usarlo):
        yield
