"""Forms of the accesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.formularios import Fecha


class FormularioContrasena(forms.Form):
    """User name and password of the staff."""

    usuario = forms.CharField(
        label=_("Usuario"),
        max_length=60,
        error_messages={"required": _("Escriba su usuario.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "data-ancho": "20"}),
    )
    contrasena = forms.CharField(
        label=_("Contraseña"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Escriba su contraseña.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class FormularioCodigo(forms.Form):
    """A one-time or recovery code."""

    codigo = forms.CharField(
        label=_("Código"),
        max_length=20,
        help_text=_("El código de 6 cifras de su aplicación, o uno de los códigos de recuperación."),
        error_messages={"required": _("Escriba el código.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "data-ancho": "10"}),
    )


class FormularioLlave(forms.Form):
    """A new passkey: what it is called, and the code that proves who adds it."""

    nombre = forms.CharField(
        label=_("¿Cómo quiere llamarla?"),
        max_length=60,
        help_text=_("Por ejemplo, «Portátil del despacho»."),
        error_messages={"required": _("Póngale un nombre.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-ancho": "20"}),
    )
    codigo = forms.CharField(
        label=_("Código de su aplicación"),
        max_length=20,
        help_text=_("Los 6 números que ve ahora."),
        error_messages={"required": _("Escriba el código de su aplicación.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "data-ancho": "10"}),
    )


class FormularioNuevaContrasena(forms.Form):
    """Change of one's own password."""

    actual = forms.CharField(
        label=_("Contraseña actual"),
        strip=False,
        error_messages={"required": _("Escriba su contraseña actual.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    nueva = forms.CharField(
        label=_("Contraseña nueva"),
        strip=False,
        help_text=_("Al menos 12 caracteres. Puede ser una frase."),
        error_messages={"required": _("Escriba la contraseña nueva.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class FormularioCertificado(forms.Form):
    """The PKCS#12 file of one's own certificate and its password, which is used once and forgotten."""

    p12 = forms.FileField(
        label=_("Fichero de su certificado"),
        help_text=_("El fichero .p12 o .pfx que exportó con su clave privada."),
        allow_empty_file=True,
        error_messages={"required": _("Elija el fichero de su certificado.")},
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
    )
    contrasena = forms.CharField(
        label=_("Contraseña del fichero"),
        help_text=_("La que puso al exportarlo. Se usa ahora para abrirlo y no se guarda."),
        max_length=200,
        strip=False,
        error_messages={
            "required": _("Escriba la contraseña del fichero. Si no tiene, vuelva a exportar el certificado con una.")
        },
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class FormularioProrroga(forms.Form):
    """Making a representation last longer."""

    hasta = Fecha(
        label=_("¿Hasta qué día la prorroga?"),
        help_text=_("Como mucho, dentro de 5 años. Puede revocarla cuando quiera."),
        error_messages={
            "required": _("Escriba el último día de la representación."),
            "invalid": _("Escriba una fecha que exista, con día, mes y año."),
        },
    )


class FormularioRepresentacion(forms.Form):
    """Granting a representation in the sede."""

    nif = forms.CharField(
        label=_("DNI, NIE o NIF de quien le va a representar"),
        max_length=20,
        error_messages={"required": _("Escriba el DNI, NIE o NIF completo, con su letra. Por ejemplo, 12345678Z.")},
        widget=forms.TextInput(attrs={"data-ancho": "10"}),
    )
    nombre = forms.CharField(
        label=_("Nombre, o denominación si es una entidad"),
        max_length=80,
        error_messages={"required": _("Escriba el nombre de quien le va a representar.")},
    )
    apellido1 = forms.CharField(label=_("Primer apellido"), max_length=80, required=False)
    apellido2 = forms.CharField(label=_("Segundo apellido"), max_length=80, required=False)
    alcance = forms.ChoiceField(
        label=_("¿Para qué le da su representación?"),
        choices=[
            ("organismo", _("Para cualquier trámite con este Ayuntamiento")),
            ("procedimiento", _("Solo para un trámite")),
            ("general", _("Para cualquier trámite con cualquier Administración")),
        ],
        error_messages={"required": _("Elija para qué otorga la representación.")},
        widget=forms.RadioSelect,
    )
    procedimiento = forms.ChoiceField(
        label=_("Si es solo para un trámite, ¿cuál?"),
        required=False,
        error_messages={"invalid_choice": _("Elija un trámite de la lista.")},
    )
    hasta = Fecha(
        label=_("¿Hasta qué día?"),
        help_text=_("Como mucho, dentro de 5 años. Puede revocarla cuando quiera."),
        error_messages={
            "required": _("Escriba el último día de la representación."),
            "invalid": _("Escriba una fecha que exista, con día, mes y año."),
        },
    )
    consiento = forms.BooleanField(
        label=_("Otorgo mi representación a esta persona y sé que actuará en mi nombre"),
        error_messages={"required": _("Marque la casilla para otorgar la representación.")},
    )

    def __init__(self, datos: Mapping[str, str] | None = None, *, tramites: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(datos)
        campo = self.fields["procedimiento"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [("", _("Elija una opción")), *tramites]
