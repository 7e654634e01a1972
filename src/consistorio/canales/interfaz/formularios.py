"""Parts of Django forms that every channel uses: dates in three boxes, several files, problems beside their fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.campos import EntradaFecha
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio, Problema
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import admitir


class Formulario(forms.Form):
    """A form whose errors say which answer is missing."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for campo in self.fields.values():
            campo.error_messages["required"] = _("Falta «%(campo)s».") % {"campo": campo.label}

    def tocado(self, nombre: str) -> bool:
        """Whether the answer, already judged, differs from what the form showed; how a browser writes it does not count."""
        inicial = self.get_initial_for_field(self.fields[nombre], nombre)
        return llano(inicial) != llano(self.cleaned_data.get(nombre))


def llano(dicho: object) -> str | frozenset[str]:
    """Without what a browser changes: line ends, blanks around, the order of boxes, nothing for empty."""
    if isinstance(dicho, str):
        return dicho.replace("\r\n", "\n").strip()
    if isinstance(dicho, (list, tuple)):
        return frozenset(map(str, dicho)) or ""
    return "" if dicho is None or dicho is False else str(dicho)


class VariosFicheros(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class TodosLosFicheros(VariosFicheros):
    """The same, and its value is all of them."""

    def value_from_datadict(self, data: object, files: MultiValueDict[str, object], name: str) -> list[object]:  # type: ignore[override]
        """All of them."""
        return files.getlist(name)


@dato
class FicheroAdmitido:
    """A file that was judged and lies in the store, with the name that it came with."""

    contenido: Contenido
    nombre: str


class Entero(forms.IntegerField):
    """A whole number between limits, both included. Whatever is wrong with it, its error says which answer it is and what it may be."""

    def __init__(
        self,
        etiqueta: object,
        minimo: int = 0,
        maximo: int | None = None,
        *,
        ayuda: object = "",
        inicial: int | None = None,
        obligatorio: bool = True,
    ) -> None:
        super().__init__(
            label=etiqueta,  # type: ignore[arg-type]  # lazy text
            help_text=ayuda,  # type: ignore[arg-type]
            initial=inicial,
            required=obligatorio,
            widget=forms.NumberInput(attrs={"data-ancho": "4"}),
        )
        self.limitar(minimo, maximo)

    def limitar(self, minimo: int, maximo: int | None = None) -> None:
        """Take no other numbers than these."""
        self.minimo, self.maximo = minimo, maximo

    def clean(self, value: object) -> int | None:
        """The number. Raises ValidationError with the name of the field and its limits."""
        try:
            numero: int | None = super().clean(value)
        except forms.ValidationError as error:
            if any(uno.code == "required" for uno in error.error_list):
                raise
            raise self.fuera() from error
        if numero is not None and (numero < self.minimo or (self.maximo is not None and numero > self.maximo)):
            raise self.fuera()
        return numero

    def fuera(self) -> forms.ValidationError:
        """The error of a number that it does not take."""
        dicho = {"campo": self.label, "a": self.minimo, "b": self.maximo}
        if self.maximo is None:
            return forms.ValidationError(_("«%(campo)s»: escriba un número entero, desde %(a)d.") % dicho)
        if self.minimo == self.maximo:
            return forms.ValidationError(_("«%(campo)s»: tienen que ser %(a)d.") % dicho)
        return forms.ValidationError(_("«%(campo)s»: escriba un número entero, de %(a)d a %(b)d.") % dicho)


class UnFichero(forms.FileField):
    """A file, judged while the rest of the form is, so that everything wrong is said at once. Its value: a FicheroAdmitido."""

    admitidos: Sequence[FicheroAdmitido] = ()

    def clean(self, data: object, initial: object = None) -> object:
        """Take it into the store. Raises ValidationError with every reason."""
        subido = super().clean(data, initial)
        if not isinstance(subido, UploadedFile):
            return None
        admitido = _admitido(subido)
        self.admitidos = [admitido]
        return admitido


class Ficheros(forms.FileField):
    """Several files, each judged; every refusal begins with the name of its file. Its value: a list of FicheroAdmitido.

    `admitidos`: those that were taken in, also when others were refused.
    """

    widget = TodosLosFicheros
    admitidos: Sequence[FicheroAdmitido] = ()

    def clean(self, data: object, initial: object = None) -> object:
        """Take them into the store. Raises ValidationError with what is wrong with each."""
        subidos = [uno for uno in data if isinstance(uno, UploadedFile)] if isinstance(data, list) else []
        if self.required and not subidos:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        admitidos: list[FicheroAdmitido] = []
        errores: list[str] = []
        for subido in subidos:
            try:
                admitidos.append(_admitido(subido))
            except forms.ValidationError as error:
                errores += [f"{subido.name}: {mensaje}" for mensaje in error.messages]
        self.admitidos = admitidos
        if errores:
            raise forms.ValidationError(errores)
        return admitidos


def _admitido(subido: UploadedFile[bytes]) -> FicheroAdmitido:
    nombre = subido.name or "fichero"
    try:
        return FicheroAdmitido(admitir(subido.file, nombre=nombre), nombre)  # type: ignore[arg-type]  # what is uploaded is binary
    except DatosIncorrectos as error:
        raise forms.ValidationError([p.mensaje for p in error.problemas] or [error.mensaje]) from error


class Fecha(forms.DateField):
    """A date written in three boxes."""

    widget = EntradaFecha
    default_error_messages = {
        "required": _("Escriba la fecha."),
        "invalid": _("Escriba una fecha que exista: día, mes y año, por ejemplo 3 11 2026."),
    }

    def to_python(self, value: object) -> date | None:
        """The date of day, month and year. Raises ValidationError with the words to show."""
        partes = [str(parte or "").strip() for parte in value] if isinstance(value, list) else []
        if not any(partes):
            return None
        try:
            dia, mes, anio = (int(parte) for parte in partes)
            return date(anio, mes, dia)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


def anotar_problemas(form: forms.Form, error: ErrorDominio) -> None:
    """Put the problems of an action beside their fields; what is of no field goes on top."""
    for problema in error.problemas:
        form.add_error(problema.campo if problema.campo in form.fields else None, problema.mensaje)
    if not error.problemas:
        form.add_error(None, error.mensaje)


def anotar_los_demas(form: forms.Form, problemas: Sequence[Problema]) -> None:
    """Add to a form already judged what a use case would refuse, beside the fields that have no error yet: all in one go."""
    con_error = set(form.errors)
    for problema in problemas:
        campo = problema.campo if problema.campo in form.fields else None
        if campo is None or campo not in con_error:
            form.add_error(campo, problema.mensaje)


DOMICILIO = ("via", "numero", "piso", "codigo_postal", "municipio", "provincia")


def campos_de_domicilio() -> dict[str, forms.CharField]:
    """The boxes of where a party lives (LPACAP 30.6), where paper goes too (66.1.b); none of them mandatory by itself."""
    return {
        "via": forms.CharField(
            label=_("Domicilio: calle o lugar"),
            max_length=120,
            required=False,
            help_text=_(
                "Donde vive o, si es una entidad, su sede. Allí van las notificaciones en papel, y por su municipio se cuentan los días inhábiles. "
                "Si las quiere en otro sitio, anótelo después en «Correo postal»."
            ),
        ),
        "numero": forms.CharField(
            label=_("Número"), max_length=10, required=False, widget=forms.TextInput(attrs={"data-ancho": "5"})
        ),
        "piso": forms.CharField(
            label=_("Piso y puerta"), max_length=30, required=False, widget=forms.TextInput(attrs={"data-ancho": "10"})
        ),
        "codigo_postal": forms.CharField(
            label=_("Código postal"), max_length=10, required=False, widget=forms.TextInput(attrs={"data-ancho": "5"})
        ),
        "municipio": forms.CharField(label=_("Municipio"), max_length=80, required=False),
        "provincia": forms.CharField(label=_("Provincia"), max_length=60, required=False),
    }


def domicilio_de(limpio: Mapping[str, object]) -> dict[str, str]:
    """Where a party lives, as it was typed in those boxes; empty without a street."""
    escrito = {clave: str(limpio.get(clave) or "").strip() for clave in DOMICILIO}
    return {clave: valor for clave, valor in escrito.items() if valor} if escrito["via"] else {}
