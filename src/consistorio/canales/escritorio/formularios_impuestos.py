"""Forms of the taxes of the town."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio.rejilla import DiaCorto, euros_escritos
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.documental.documentos.consultas import por_csv
from consistorio.economia.terceros.consultas import buscar
from consistorio.economia.tributacion.models import Declaracion
from consistorio.economia.tributacion.permisos import LLEVAR
from consistorio.economia.tributacion.semillas import claves
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado


class Euros(forms.CharField):
    """An amount as it is typed."""

    widget = forms.TextInput(attrs={"data-ancho": "10", "inputmode": "decimal"})

    def clean(self, value: object) -> Decimal:
        """In euros; zero when it may be left empty and is. Raises ValidationError."""
        dicho = str(super().clean(value)).strip()
        if not dicho and not self.required:
            return Decimal(0)
        importe, mensaje = euros_escritos(dicho)
        if mensaje:
            raise forms.ValidationError(mensaje)
        return importe


class Presentacion(Formulario):
    """What the tax office gave."""

    fecha = DiaCorto(gettext_lazy("¿Qué día se presentó?"))
    justificante = forms.CharField(label=gettext_lazy("Número de justificante"), max_length=40)
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del justificante incorporado"),
        max_length=40,
        help_text=gettext_lazy("Incorpore antes el documento que dio la Agencia Tributaria."),
    )
    clase = forms.ChoiceField(
        label=gettext_lazy("¿Cómo rectifica la anterior?"), choices=Declaracion.Clase.choices, widget=forms.RadioSelect
    )
    documento_id: UUID | None = None

    def __init__(self, datos: object, *, rectifica: Sequence[str] = ()) -> None:
        """`rectifica`: the ways in which it may rectify the one before; none, it is the first."""
        super().__init__(datos)
        self.unica = rectifica[0] if len(rectifica) == 1 else ""
        if len(rectifica) < len(Declaracion.Clase.values):
            del self.fields["clase"]

    def clase_elegida(self) -> str:
        """How it rectifies the one before, or ""."""
        return str(self.cleaned_data.get("clase", self.unica))

    def clean_documento(self) -> str:
        """The document. Raises ValidationError (nobody has that code)."""
        csv = str(self.cleaned_data["documento"])
        try:
            self.documento_id = por_csv(csv).id
        except NoEncontrado as error:
            raise forms.ValidationError(error.mensaje) from error
        return csv


class Pago(Formulario):
    """From where it is paid."""

    fecha = DiaCorto(gettext_lazy("¿Qué día se paga?"))
    ordinal = forms.CharField(
        label=gettext_lazy("Cuenta de la Tesorería"), max_length=12, help_text=gettext_lazy("Por ejemplo, 571")
    )


class Perceptor(Formulario):
    """To whom a part of a withholding belongs."""

    tercero = forms.CharField(label=gettext_lazy("A quién se retuvo"), max_length=80, help_text=gettext_lazy("Su NIF"))
    clave = forms.ChoiceField(label=gettext_lazy("Clave"))
    base = Euros(label=gettext_lazy("Lo que se le pagó, antes de retener"), max_length=20)
    retencion = Euros(label=gettext_lazy("Lo que se le retuvo"), max_length=20)
    en_especie = forms.BooleanField(label=gettext_lazy("Es en especie"), required=False)

    def __init__(self, datos: object, actor: Actor, *, retiene: bool = True, **como: object) -> None:
        super().__init__(datos, **como)
        self.actor = actor
        if not retiene:
            del self.fields["retencion"]
            self.fields["tercero"].label = _("Quién cobró")
            self.fields["base"].label = _("Lo que se le pagó")
        self.persona_id: UUID | None = None
        campo = self.fields["clave"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = [
            (f"{una.clave}-{una.subclave}", f"{una.clave}.{una.subclave} {una.nombre}".replace(". ", " "))
            for una in claves().values()
        ]

    def clean_tercero(self) -> str:
        """Who it is. Raises ValidationError (nobody, or several)."""
        texto = str(self.cleaned_data["tercero"])
        hallados = buscar(self.actor, texto, motivo=LLEVAR, limite=2)
        if len(hallados) != 1:
            raise forms.ValidationError(_("Escriba el NIF de un tercero que ya esté dado de alta."))
        self.persona_id = hallados[0].persona_id
        return texto


class Fichero347(Formulario):
    """What the file says of who presents it."""

    numero = forms.CharField(
        label=gettext_lazy("Número de la declaración"), max_length=13, help_text=gettext_lazy("13 cifras: 347…")
    )
    telefono = forms.CharField(label=gettext_lazy("Teléfono de contacto"), max_length=9)
    contacto = forms.CharField(label=gettext_lazy("Persona de contacto"), max_length=40)
