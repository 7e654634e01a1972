"""Fields of the forms of the desk."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.campos import EntradaFecha


class Fecha(forms.DateField):
    """A date written in three boxes."""

    widget = EntradaFecha
    default_error_messages = {"required": _("Escriba la fecha.")}

    def to_python(self, value: object) -> date | None:
        """The date of day, month and year. Raises ValidationError with the words to show."""
        partes = [str(parte or "").strip() for parte in value] if isinstance(value, list) else []
        if not any(partes):
            return None
        try:
            dia, mes, anio = (int(parte) for parte in partes)
            return date(anio, mes, dia)
        except ValueError as error:
            raise forms.ValidationError(
                _("Escriba una fecha que exista: día, mes y año, por ejemplo 3 11 2026.")
            ) from error


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
