"""Django forms of the sede's own pages (those of procedures come from their definitions)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FormularioContacto(forms.Form):
    """Where notices are sent."""

    correo = forms.CharField(
        label=_("Correo electrónico para avisos"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Le avisamos cuando tenga una notificación. El aviso no dice de qué trata."),
    )
    telefono = forms.CharField(
        label=_("Teléfono"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "data-ancho": "10"}),
    )


class FormularioCanal(forms.Form):
    """How a person who is not obliged wants to be notified."""

    canal = forms.ChoiceField(
        label=_("¿Cómo quiere que le notifiquemos?"),
        choices=[("electronica", _("Por internet, en esta sede")), ("papel", _("En papel, por correo postal"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija cómo quiere que le notifiquemos.")},
    )
