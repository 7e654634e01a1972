"""Forms of the third parties."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.interfaz.formularios import Fecha, Formulario, UnFichero
from consistorio.economia.presupuesto.acceso import buscar_tercero
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import DocumentoDeTercero, Tercero
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import PAISES

CODIGO = forms.TextInput(attrs={"data-ancho": "20"})
VARIOS_TERCEROS = 5  # that a search finds, to choose among them


def tercero_escrito(actor: Actor, texto: str, *, motivo: str) -> Tercero:
    """Who was typed, by NIF or words of the name, for who notes or pays something of theirs; the look is logged. Raises ValidationError (nobody, or several)."""
    hallados = buscar_tercero(actor, texto, motivo=motivo, limite=VARIOS_TERCEROS + 1)
    if len(hallados) == 1:
        return hallados[0]
    if not hallados:
        raise forms.ValidationError(
            _("Ningún tercero tiene ese NIF. Escríbalo entero; si no está en «Terceros», hay que darle de alta.")
        )
    dichos = ", ".join(f"{uno.persona.nif} {uno.persona.nombre_completo}" for uno in hallados[:VARIOS_TERCEROS])
    raise forms.ValidationError(_("Hay varios: %(cuales)s. Escriba el NIF del que es.") % {"cuales": dichos})


class BusquedaDeTercero(Formulario):
    """Who is looked for."""

    texto = forms.CharField(
        label=gettext_lazy("NIF, o palabras de su nombre"),
        max_length=120,
        help_text=gettext_lazy("Por ejemplo, B99999997"),
    )


class NuevoTercero(Formulario):
    """Who somebody is."""

    tipo_documento = forms.ChoiceField(label=gettext_lazy("Documento"), choices=Persona.TipoDocumento.choices)
    numero = forms.CharField(label=gettext_lazy("Número"), max_length=40, widget=CODIGO)
    pais = forms.ChoiceField(
        label=gettext_lazy("País del documento"), choices=list(PAISES.items()), required=False, initial="ES"
    )
    razon_social = forms.CharField(
        label=gettext_lazy("Denominación, si es una entidad"), max_length=200, required=False
    )
    nombre = forms.CharField(label=gettext_lazy("Nombre, si es una persona"), max_length=100, required=False)
    apellido1 = forms.CharField(label=gettext_lazy("Primer apellido"), max_length=100, required=False)
    apellido2 = forms.CharField(label=gettext_lazy("Segundo apellido"), max_length=100, required=False)

    def persona(self) -> PersonaEscrita:
        """As the use case wants it."""
        dicho = self.cleaned_data
        return PersonaEscrita(
            dicho["numero"],
            tipo_documento=dicho["tipo_documento"],
            pais=dicho["pais"] or "ES",
            nombre=dicho["nombre"],
            apellido1=dicho["apellido1"],
            apellido2=dicho["apellido2"],
            razon_social=dicho["razon_social"],
        )


class NuevoDocumento(Formulario):
    """A document of a ficha."""

    clase = forms.ChoiceField(label=gettext_lazy("¿Qué es?"))
    titulo = forms.CharField(label=gettext_lazy("Título"), max_length=200)
    fichero = UnFichero(label=gettext_lazy("Archivo"))
    valido_hasta = Fecha(
        label=gettext_lazy("Último día que vale, si lo dice"),
        required=False,
        help_text=gettext_lazy("Por ejemplo, 31 12 2026"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["clase"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = [("", _("Elija")), *DocumentoDeTercero.Clase.choices]


class NuevaCuenta(Formulario):
    """Where somebody asks to be paid."""

    iban = forms.CharField(
        label=gettext_lazy("IBAN"),
        max_length=50,
        help_text=gettext_lazy("Los espacios no importan."),
        widget=forms.TextInput(attrs={"data-ancho": "30"}),
    )
    bic = forms.CharField(
        label=gettext_lazy("BIC, si la cuenta es de fuera de España"), max_length=20, required=False, widget=CODIGO
    )
    documento = forms.ChoiceField(
        label=gettext_lazy("Certificado de titularidad"),
        help_text=gettext_lazy("Si no está en la lista, añádalo antes a la ficha."),
    )

    def __init__(self, datos: object, tercero: Tercero) -> None:
        super().__init__(datos)
        suyos = tercero.documentos.filter(clase=DocumentoDeTercero.Clase.TITULARIDAD).select_related("documento")
        campo = self.fields["documento"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = [
            ("", _("Elija")),
            *((str(uno.documento_id), f"{uno.documento.titulo} ({uno.anotado_el:%d/%m/%Y})") for uno in suyos),
        ]


class Confirmacion(Formulario):
    """The second look: the account is typed again from its certificate, not copied from the page."""

    iban = forms.CharField(
        label=gettext_lazy("Escriba el IBAN que lee en el certificado o en el papel del banco"),
        max_length=50,
        widget=forms.TextInput(attrs={"data-ancho": "30"}),
    )


class Motivo(Formulario):
    """Why."""

    motivo = forms.CharField(label=gettext_lazy("¿Por qué?"), max_length=300, widget=forms.Textarea(attrs={"rows": 4}))
