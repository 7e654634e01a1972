"""Fields as the interface draws them, whatever their origin: a Django form or a form definition of a procedure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema

PLANTILLAS = {
    "texto": "entrada",
    "correo": "entrada",
    "telefono": "entrada",
    "nif": "entrada",
    "iban": "entrada",
    "numero": "entrada",
    "importe": "entrada",
    "contrasena": "contrasena",
    "texto_largo": "area_texto",
    "seleccion": "seleccion",
    "opcion": "radios",
    "casillas": "casillas",
    "casilla": "casilla",
    "declaracion": "casilla",
    "fecha": "fecha",
    "direccion": "direccion",
    "fichero": "fichero",
    "oculto": "oculto",
}
# Of a widget whose answer is asked or not by what was answered before: its label does not call it optional
SEGUN = "data-segun"


@dato
class OpcionVisible:
    """One answer of a list. `actual`: whether it is the one chosen now."""

    valor: str
    texto: str
    ayuda: str = ""
    actual: bool = False


@dato
class ParteVisible:
    """One box of a field of several (day, month and year; an address)."""

    nombre: str
    etiqueta: str
    valor: str = ""
    error: str = ""
    ancho: str = ""
    autocompletar: str = ""
    numerica: bool = False

    @property
    def id(self) -> str:
        """Identifier in the page."""
        return identificador(self.nombre)


@dato
class CampoVisible:
    """What a component needs to draw one question with its help, its error and what was typed."""

    nombre: str
    etiqueta: str
    tipo: str = "texto"
    valor: str = ""
    ayuda: str = ""
    error: str = ""
    opciones: Sequence[OpcionVisible] = ()
    partes: Sequence[ParteVisible] = ()
    obligatorio: bool = True
    es_titulo: bool = False
    ancho: str = ""
    autocompletar: str = ""
    filas: int = 5
    largo: int = 0
    acepta: str = ""
    varios: bool = False

    @property
    def id(self) -> str:
        """Identifier in the page: what the error summary links to."""
        return identificador(self.nombre)

    @property
    def descrito_por(self) -> str:
        """Value of aria-describedby: help first, error after."""
        return " ".join(
            parte
            for parte in (f"{self.id}-ayuda" if self.ayuda else "", f"{self.id}-error" if self.error else "")
            if parte
        )

    @property
    def destino_error(self) -> str:
        """The id that the error summary points to: the first control inside."""
        if self.partes:
            return next((p.id for p in self.partes if p.error), self.partes[0].id)
        if self.tipo in {"opcion", "casillas"} and self.opciones:
            return f"{self.id}-1"
        return self.id

    @property
    def plantilla(self) -> str:
        """The partial that draws it."""
        return f"interfaz/componentes/{PLANTILLAS.get(self.tipo, 'entrada')}.html"

    @property
    def tipo_html(self) -> str:
        """`type` of the input."""
        return {"correo": "email", "telefono": "tel", "contrasena": "password"}.get(self.tipo, "text")

    @property
    def teclado(self) -> str:
        """`inputmode`, for the keyboard of phones."""
        return {"numero": "numeric", "importe": "decimal"}.get(self.tipo, "")


def identificador(nombre: str) -> str:
    """The id of the control with this name (dots are not friendly to CSS)."""
    return "campo-" + nombre.replace(".", "-")


def partes_de_fecha(nombre: str, valor: str, error: str) -> tuple[ParteVisible, ...]:
    """Day, month and year of an ISO date, or of what was typed as d/m/y."""
    trozos = (
        valor.split("-")[::-1]
        if valor.count("-") == 2 and len(valor.split("-", maxsplit=1)[0]) == 4
        else valor.split("/")
    )
    dia, mes, anio = (*trozos, "", "", "")[:3]
    return (
        ParteVisible(f"{nombre}.dia", "Día", dia.lstrip("0") if dia.isdigit() else dia, error, "2", numerica=True),
        ParteVisible(f"{nombre}.mes", "Mes", mes.lstrip("0") if mes.isdigit() else mes, error, "2", numerica=True),
        ParteVisible(f"{nombre}.anio", "Año", anio, error, "4", numerica=True),
    )


def resumen(campos: Iterable[CampoVisible], problemas: Iterable[Problema]) -> list[tuple[str, str]]:
    """Links of the error summary: (id or "", message), each problem once, those of no field first."""
    destinos: dict[str, str] = {}
    for campo in campos:
        destinos[campo.nombre] = campo.destino_error
        destinos.update({parte.nombre: parte.id for parte in campo.partes})
    filas = [(destinos.get(problema.campo, ""), problema.mensaje) for problema in problemas]
    return sorted(dict.fromkeys(filas), key=lambda fila: bool(fila[0]))


class EntradaFecha(forms.MultiWidget):
    """Three boxes for a date in Django forms, named `campo.dia`, `campo.mes`, `campo.anio`."""

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__({"dia": forms.TextInput(), "mes": forms.TextInput(), "anio": forms.TextInput()}, attrs)
        self.widgets_names = [".dia", ".mes", ".anio"]

    def decompress(self, value: object) -> list[str | None]:
        """Split an ISO date."""
        partes = str(value or "").split("-")
        return [partes[2], partes[1], partes[0]] if len(partes) == 3 else [None, None, None]


_TIPO_POR_WIDGET: Sequence[tuple[type[forms.Widget], str]] = (
    (forms.HiddenInput, "oculto"),
    (EntradaFecha, "fecha"),
    (forms.PasswordInput, "contrasena"),
    (forms.EmailInput, "correo"),
    (forms.NumberInput, "numero"),
    (forms.Textarea, "texto_largo"),
    (forms.CheckboxSelectMultiple, "casillas"),
    (forms.RadioSelect, "opcion"),
    (forms.CheckboxInput, "casilla"),
    (forms.Select, "seleccion"),
    (forms.FileInput, "fichero"),
)


def _tipo_de(campo: BoundField) -> str:
    return next((t for clase, t in _TIPO_POR_WIDGET if isinstance(campo.field.widget, clase)), "texto")


def errores_de(campo: BoundField) -> list[str]:
    """The errors of a field for people. Django's own words for one left empty do not even name it."""
    sin_nombre = str(forms.Field.default_error_messages["required"])
    falta = _("Falta «%(campo)s».") % {"campo": campo.label}
    return [falta if str(e) == sin_nombre else str(e) for e in campo.errors]


def de_django(campo: BoundField) -> CampoVisible:
    """A field of a Django form as the components draw it."""
    widget = campo.field.widget
    tipo = _tipo_de(campo)
    valor = campo.value()
    error = " ".join(errores_de(campo))
    elegidos = (
        {str(v) for v in valor} if isinstance(valor, (list, tuple, set)) else {str(valor) if valor is not None else ""}
    )
    opciones = tuple(
        OpcionVisible(str(clave), str(texto), actual=str(clave) in elegidos)
        for clave, texto in getattr(campo.field, "choices", ())
    )
    texto = str(valor) if valor is not None and not isinstance(valor, (list, tuple)) else ""
    if tipo == "casilla":
        opciones = (OpcionVisible("on", str(campo.label), actual=bool(valor)),)
    partes: tuple[ParteVisible, ...] = ()
    if tipo == "fecha":
        crudo = "/".join(str(v or "") for v in valor) if isinstance(valor, (list, tuple)) else texto
        partes = partes_de_fecha(campo.html_name, crudo, error)
    atributos = widget.attrs
    return CampoVisible(
        nombre=campo.html_name,
        etiqueta=str(campo.label),
        tipo=tipo,
        valor="" if tipo == "contrasena" else texto,
        ayuda=str(campo.help_text),
        error=error,
        opciones=opciones,
        partes=partes,
        obligatorio=campo.field.required or SEGUN in atributos,
        ancho=str(atributos.get("data-ancho", "")),
        autocompletar=str(atributos.get("autocomplete", "")),
        filas=int(str(atributos.get("rows", 5))),
        largo=int(getattr(campo.field, "max_length", None) or 0),
        acepta=str(atributos.get("accept", "")),
        varios=isinstance(widget, forms.FileInput) and bool(widget.allow_multiple_selected),
    )


class Dibujante(TemplatesSetting):
    """Renderer of every Django form of the house: our components, error summary first."""

    form_template_name = "interfaz/formulario.html"
    field_template_name = "interfaz/campo_django.html"
