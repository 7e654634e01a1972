"""Fields of the forms of the desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class Hora(forms.TimeField):
    """Hours and minutes, on the clock of Madrid."""

    default_error_messages = {
        "required": _("Escriba la hora."),
        "invalid": _("Escriba la hora con dos puntos, por ejemplo 9:30 o 17:05."),
    }

    def __init__(self) -> None:
        super().__init__(
            label=_("¿A qué hora?"),
            input_formats=["%H:%M"],
            widget=forms.TextInput(attrs={"data-ancho": "5"}),
            help_text=_("Por ejemplo, 9:30 o 17:05."),
        )
