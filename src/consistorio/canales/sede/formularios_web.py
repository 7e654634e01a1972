"""Django forms of the sede's own pages (those of procedures come from their definitions)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.formularios import UnFichero
from consistorio.canales.interfaz.recibidos import ConFicheros


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


_FALTA_NIF = _("Escriba el DNI, NIE o NIF completo, con su letra. Por ejemplo, 12345678Z.")
_FALTA_NOMBRE = _("Escriba el nombre, o la denominación si es una entidad.")


class FormularioRepresentada(forms.Form):
    """For whom somebody acts without a registered power."""

    nif = forms.CharField(
        label=_("DNI, NIE o NIF"),
        max_length=20,
        error_messages={"required": _FALTA_NIF},
        widget=forms.TextInput(attrs={"data-ancho": "10"}),
    )
    nombre = forms.CharField(
        label=_("Nombre, o denominación si es una entidad"), max_length=80, error_messages={"required": _FALTA_NOMBRE}
    )
    apellido1 = forms.CharField(label=_("Primer apellido"), max_length=80, required=False)
    apellido2 = forms.CharField(label=_("Segundo apellido"), max_length=80, required=False)

    def persona(self) -> dict[str, str]:
        """The other person, as the action takes it."""
        return self._persona("")

    def _persona(self, prefijo: str) -> dict[str, str]:
        datos = {c: str(self.cleaned_data[prefijo + c]) for c in ("nif", "nombre", "apellido1", "apellido2")}
        return {**datos, "razon_social": datos["nombre"]}


class FormularioInteresado(FormularioRepresentada):
    """Another person who files, and who acts for them."""

    quien_representa = forms.ChoiceField(
        label=_("¿Quién actúa por esta persona o entidad?"),
        choices=[
            ("nadie", _("Actúa en su propio nombre")),
            ("yo", _("La represento yo")),
            ("otra", _("La representa otra persona o entidad")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija quién actúa por esta persona o entidad.")},
    )
    representante_nif = forms.CharField(
        label=_("DNI, NIE o NIF de quien la representa"),
        max_length=20,
        required=False,
        error_messages={"required": _FALTA_NIF},
        widget=forms.TextInput(attrs={"data-ancho": "10"}),
    )
    representante_nombre = forms.CharField(
        label=_("Nombre o denominación de quien la representa"), max_length=80, required=False
    )
    representante_apellido1 = forms.CharField(
        label=_("Primer apellido de quien la representa"), max_length=80, required=False
    )
    representante_apellido2 = forms.CharField(
        label=_("Segundo apellido de quien la representa"), max_length=80, required=False
    )

    def clean(self) -> dict[str, object]:
        """Who is represented by another names that other."""
        dicho = super().clean() or {}
        if dicho.get("quien_representa") == "otra":
            for campo, mensaje in (("representante_nif", _FALTA_NIF), ("representante_nombre", _FALTA_NOMBRE)):
                if not dicho.get(campo):
                    self.add_error(campo, mensaje)
        return dicho

    def representante(self) -> dict[str, str]:
        """Who represents them."""
        return self._persona("representante_")


class FormularioFactura(ConFicheros):
    """An invoice in its file, which stays received while its problems are read."""

    campo_de_ficheros = "fichero"
    clave = forms.UUIDField(widget=forms.HiddenInput)
    fichero = UnFichero(
        label=_("Archivo de la factura"),
        help_text=_(
            "Formato Facturae 3.2, 3.2.1 o 3.2.2, firmado. Su nombre suele terminar en .xsig o .xml. Hasta 20 MB."
        ),
        error_messages={"required": _("Elija el archivo de la factura.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xsig,.xml"}),
    )
    asi = forms.BooleanField(
        label=_("Presentarla así: sé que la pueden rechazar por estos motivos"),
        required=False,
    )

    def sin_preguntar(self) -> None:
        """There is nothing to insist on."""
        self.fields.pop("asi", None)


class FormularioAnularFactura(forms.Form):
    """Why somebody wants an invoice of theirs cancelled."""

    texto = forms.CharField(
        label=_("¿Por qué hay que anularla?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Escriba por qué hay que anularla.")},
    )
