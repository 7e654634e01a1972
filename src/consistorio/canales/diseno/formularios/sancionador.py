"""Form of whether a procedure sanctions."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy

from consistorio.canales.interfaz.formularios import Formulario

SI, NO = "si", "no"


class DeSancionador(Formulario):
    """Whether what is decided in it is a sanction."""

    edicion = forms.IntegerField(widget=forms.HiddenInput)
    sancionador = forms.ChoiceField(
        label=gettext_lazy("¿Se imponen sanciones en este procedimiento?"),
        choices=[(SI, gettext_lazy("Sí, es sancionador")), (NO, gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, datos: Mapping[str, object] | None, *, edicion: int, sancionador: bool) -> None:
        super().__init__(datos, initial={"edicion": edicion, "sancionador": SI if sancionador else NO})

    def sanciona(self) -> bool:
        """What is answered."""
        return bool(self.cleaned_data["sancionador"] == SI)
