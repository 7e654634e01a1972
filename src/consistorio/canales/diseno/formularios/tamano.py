"""Form of the size of a procedure."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno import palabras
from consistorio.canales.interfaz.formularios import Formulario


class DeTamano(Formulario):
    """In which of its sizes the procedure is processed."""

    edicion = forms.IntegerField(widget=forms.HiddenInput)
    tamano = forms.ChoiceField(
        label=gettext_lazy("¿Con qué tamaño se tramita?"),
        choices=list(palabras.TAMANOS.items()),
        widget=forms.RadioSelect,
    )

    def __init__(self, datos: Mapping[str, object] | None, *, edicion: int, tamano: str) -> None:
        super().__init__(datos, initial={"edicion": edicion, "tamano": tamano})
