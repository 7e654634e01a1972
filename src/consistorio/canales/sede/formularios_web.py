"""Django forms of the sede's own pages (those of procedures come from their definitions)."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.campos import EntradaFecha


Texto = str | Promise


class CampoFecha(forms.MultiValueField):
    """A date in three boxes."""

    widget = EntradaFecha

    def __init__(self, *, label: Texto, error: Texto, help_text: Texto = "") -> None:
        super().__init__(
            fields=[forms.IntegerField(), forms.IntegerField(), forms.IntegerField()],
            label=label,
            help_text=help_text,
            error_messages={"required": error, "invalid": error, "incomplete": error},
            require_all_fields=True,
        )

    def compress(self, data_list: list[int]) -> date | None:
        """The date, if it exists."""
        if not data_list:
            return None
        try:
            return date(data_list[2], data_list[1], data_list[0])
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error


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


class FormularioRepresentacion(forms.Form):
    """Granting a power apud acta."""

    nif = forms.CharField(
        label=_("DNI, NIE o NIF de quien le va a representar"),
        max_length=20,
        widget=forms.TextInput(attrs={"data-ancho": "10"}),
        error_messages={"required": _("Escriba el DNI con 8 números y una letra, por ejemplo 12345678Z.")},
    )
    nombre = forms.CharField(label=_("Nombre"), required=False, max_length=80)
    apellido1 = forms.CharField(label=_("Primer apellido"), required=False, max_length=80)
    apellido2 = forms.CharField(label=_("Segundo apellido"), required=False, max_length=80)
    razon_social = forms.CharField(
        label=_("Nombre de la entidad"),
        required=False,
        max_length=160,
        help_text=_("Solo si no es una persona física."),
    )
    alcance = forms.ChoiceField(
        label=_("¿Para qué puede representarle?"),
        choices=[
            ("organismo", _("Para cualquier trámite con este Ayuntamiento")),
            ("procedimiento", _("Solo para un trámite")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija para qué puede representarle.")},
    )
    procedimiento = forms.ChoiceField(label=_("Trámite"), required=False, help_text=_("Solo si ha elegido un trámite."))
    hasta = CampoFecha(
        label=_("¿Hasta qué día?"),
        error=_("Escriba el último día, por ejemplo 27 3 2027."),
        help_text=_("Como mucho, cinco años desde hoy."),
    )

    def con_tramites(self, tramites: list[tuple[str, str]]) -> FormularioRepresentacion:
        """Give the list of procedures to choose from."""
        campo = self.fields["procedimiento"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [("", str(_("Elija un trámite"))), *tramites]
        return self
