"""Forms of the invoices."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio.formularios_a_pesar import APesar
from consistorio.canales.escritorio.una_vez import CAMPO, DeUnUso
from consistorio.canales.interfaz.formularios import Fecha, Formulario, UnFichero
from consistorio.economia.facturas import reglas
from consistorio.economia.facturas.acciones.avisos import MAXIMO_COMO
from consistorio.economia.facturas.acciones.conformidad import MAXIMO_TEXTO
from consistorio.economia.facturas.acciones.recibir import FacturaEnPapel
from consistorio.economia.facturas.hallazgos import Visto
from consistorio.economia.facturas.permisos import REGISTRAR
from consistorio.economia.terceros.consultas import buscar
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.organizacion.consultas import vigente
from consistorio.plataforma.organizacion.models import Unidad

TEXTO = forms.Textarea(attrs={"rows": 4})
IMPORTE = forms.TextInput(attrs={"data-ancho": "10"})


class Conformar(APesar):
    """That it was received as agreed."""

    observaciones = forms.CharField(
        label=gettext_lazy("Observaciones"), required=False, max_length=MAXIMO_TEXTO, widget=TEXTO
    )

    def __init__(self, datos: object, visto: Visto) -> None:
        super().__init__(datos)
        self.segun(visto)


class Rechazar(Formulario):
    """For which legal reason, and what has to be corrected."""

    motivo = forms.ChoiceField(label=gettext_lazy("Motivo"), widget=forms.RadioSelect)
    texto = forms.CharField(
        label=gettext_lazy("¿Qué tiene que corregir?"),
        help_text=gettext_lazy("Lo leerá quien la presentó."),
        max_length=MAXIMO_TEXTO,
        widget=TEXTO,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["motivo"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = [(uno.codigo, uno.texto) for uno in reglas.motivos().values()]


class PorQue(Formulario):
    """Why."""

    texto = forms.CharField(label=gettext_lazy("¿Por qué?"), max_length=MAXIMO_TEXTO, widget=TEXTO)


class Avisado(Formulario):
    """How somebody was told."""

    texto = forms.CharField(
        label=gettext_lazy("¿Cómo se le avisó?"),
        help_text=gettext_lazy("Por ejemplo: carta, registro de salida 2026-S-118."),
        max_length=MAXIMO_COMO,
    )


class Emisor(Formulario):
    """Which third party sent it."""

    texto = forms.CharField(
        label=gettext_lazy("Número de su documento, o palabras de su nombre"),
        max_length=120,
        help_text=gettext_lazy("Tiene que tener ficha: si no la tiene, dele de alta antes en «Terceros»."),
    )
    hallado: UUID | None = None

    def __init__(self, datos: object, actor: Actor) -> None:
        super().__init__(datos)
        self.actor = actor

    def clean_texto(self) -> str:
        """Who it is. Raises ValidationError (nobody, or several)."""
        texto = str(self.cleaned_data["texto"])
        hallados = buscar(self.actor, texto, motivo=REGISTRAR, limite=2)
        if len(hallados) != 1:
            mensaje = (
                _("Hay varios así: escriba el número de su documento.") if hallados else _("Nadie así tiene ficha.")
            )
            raise forms.ValidationError(mensaje)
        self.hallado = hallados[0].id
        return texto


class Remitir(Formulario):
    """To which unit."""

    unidad = forms.ChoiceField(label=gettext_lazy("¿Qué unidad tiene que conformarla?"))

    def __init__(self, datos: object, hoy: date) -> None:
        super().__init__(datos)
        campo = self.fields["unidad"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        unidades = Unidad.objects.filter(vigente(hoy)).order_by("nombre")
        campo.choices = [("", _("Elija")), *((str(una.id), una.nombre) for una in unidades)]


class ResolverAnulacion(Formulario):
    """Whether it is cancelled."""

    acepta = forms.ChoiceField(
        label=gettext_lazy("¿Se anula?"),
        choices=[("si", gettext_lazy("Sí, se anula")), ("no", gettext_lazy("No, sigue adelante"))],
        widget=forms.RadioSelect,
    )
    texto = forms.CharField(
        label=gettext_lazy("¿Por qué?"),
        required=False,
        help_text=gettext_lazy("Hace falta si no se anula."),
        max_length=MAXIMO_TEXTO,
        widget=TEXTO,
    )


class Contabilizar(APesar):
    """In which operation its obligation was recognised."""

    numero = forms.IntegerField(
        label=gettext_lazy("Número de la operación de gasto"),
        min_value=1,
        help_text=gettext_lazy("La que reconoció la obligación: O, DO o ADO."),
        widget=forms.TextInput(attrs={"data-ancho": "10"}),
        error_messages={"invalid": gettext_lazy("Escriba el número de la operación, con cifras.")},
    )
    anio = forms.IntegerField(
        label=gettext_lazy("Ejercicio de la operación"),
        min_value=2000,
        max_value=2999,
        widget=forms.TextInput(attrs={"data-ancho": "4"}),
        error_messages={"invalid": gettext_lazy("Escriba el año del ejercicio, con cuatro cifras.")},
    )

    def __init__(self, datos: object, visto: Visto, anio: int) -> None:
        super().__init__(datos, initial={"anio": anio})
        self.segun(visto)


class Pagada(Formulario):
    """When it was paid."""

    fecha = Fecha(label=gettext_lazy("¿Qué día se pagó?"), help_text=gettext_lazy("Por ejemplo, 23 3 2026"))


class Archivo(Formulario):
    """A Facturae file."""

    fichero = forms.FileField(
        label=gettext_lazy("Archivo Facturae"),
        help_text=gettext_lazy("Con la extensión .xml o .xsig. Puede llevar varias facturas."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fichero"].error_messages |= {
            "required": _("Elija el archivo."),
            "empty": _("El archivo está vacío."),
        }


class Original(Archivo):
    """The file of one that came without it: a Facturae or a scan."""

    fichero = forms.FileField(
        label=gettext_lazy("Archivo de la factura"),
        help_text=gettext_lazy("La factura electrónica (.xml o .xsig), un PDF o una imagen."),
    )


class Papel(DeUnUso):
    """An invoice on paper, typed from its scan."""

    fichero = UnFichero(label=gettext_lazy("Imagen de la factura"), help_text=gettext_lazy("Un PDF o una imagen."))
    emisor_nif = forms.CharField(label=gettext_lazy("NIF de quien la expide"), max_length=30, widget=IMPORTE)
    emisor_nombre = forms.CharField(label=gettext_lazy("Nombre o denominación"), max_length=200)
    emisor_apellido1 = forms.CharField(label=gettext_lazy("Primer apellido"), max_length=80, required=False)
    emisor_apellido2 = forms.CharField(label=gettext_lazy("Segundo apellido"), max_length=80, required=False)
    serie = forms.CharField(label=gettext_lazy("Serie"), max_length=20, required=False, widget=IMPORTE)
    numero = forms.CharField(label=gettext_lazy("Número de la factura"), max_length=40, widget=IMPORTE)
    fecha = Fecha(label=gettext_lazy("Fecha de la factura"), help_text=gettext_lazy("Por ejemplo, 23 3 2026"))
    concepto = forms.CharField(label=gettext_lazy("¿De qué es?"), max_length=500)
    base = forms.CharField(label=gettext_lazy("Base imponible, en euros"), max_length=20, widget=IMPORTE)
    iva = forms.CharField(label=gettext_lazy("IVA, en tanto por ciento"), max_length=6, initial="21", widget=IMPORTE)
    irpf = forms.CharField(
        label=gettext_lazy("Retención de IRPF, en tanto por ciento"), max_length=6, initial="0", widget=IMPORTE
    )
    total = forms.CharField(label=gettext_lazy("Total, en euros"), max_length=20, widget=IMPORTE)
    unidad = forms.ChoiceField(label=gettext_lazy("¿Qué unidad tiene que conformarla?"))
    expediente = forms.CharField(
        label=gettext_lazy("Expediente que dice la factura"), max_length=40, required=False, widget=IMPORTE
    )
    iban = forms.CharField(
        label=gettext_lazy("Cuenta en la que pide cobrar"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"data-ancho": "30"}),
    )

    def __init__(self, datos: object, ficheros: object, hoy: date) -> None:
        super().__init__(datos, ficheros)
        campo = self.fields["unidad"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        unidades = Unidad.objects.filter(vigente(hoy)).order_by("nombre")
        campo.choices = [("", _("Elija")), *((una.dir3, una.nombre) for una in unidades)]

    def papel(self) -> FacturaEnPapel:
        """As the use case wants it."""
        return FacturaEnPapel(
            **{clave: valor for clave, valor in self.cleaned_data.items() if clave not in ("fichero", CAMPO)}
        )
