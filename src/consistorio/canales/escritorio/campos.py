"""Fields of the forms of the desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.documental.documentos.tipos import TIPOS_DOCUMENTALES


class TipoDeDocumento(forms.ChoiceField):
    """What a document is. None is chosen beforehand: it goes so to the index and to the ENI."""

    default_error_messages = {"required": _("Elija el tipo de documento.")}

    def __init__(self) -> None:
        super().__init__(label=_("Tipo de documento"), choices=[("", _("Elija el tipo")), *TIPOS_DOCUMENTALES.items()])


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
