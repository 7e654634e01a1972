"""Forms of the registry office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.formularios import Entero, Fecha
from consistorio.documental.registro.acciones.rectificar import RECTIFICABLES
from consistorio.documental.registro.acciones.reservar import MAXIMO
from consistorio.documental.registro.tipos import LibroCodigo
from consistorio.plataforma.orden import en_castellano
from consistorio.plataforma.organizacion.models import Unidad

LIBROS = [(LibroCodigo.ENTRADA.value, _("Entrada")), (LibroCodigo.SALIDA.value, _("Salida"))]
NOMBRES_DE_CAMPO = {
    "asunto": _("Asunto"),
    "extracto": _("Extracto"),
    "epigrafe": _("Epígrafe"),
    "codigo_asunto": _("Código de asunto"),
    "referencia_externa": _("Referencia externa"),
    "numero_expediente": _("Número de expediente"),
    "codigo_sia": _("Código SIA"),
    "numero_transporte": _("Número de transporte"),
    "numero_origen": _("Número en el registro de origen"),
    "observaciones": _("Observaciones"),
}


if TYPE_CHECKING:
    CampoDeUnidad = forms.ModelChoiceField[Unidad]
else:
    CampoDeUnidad = forms.ModelChoiceField


DESTINO = _("Unidad de destino")


class Unidades(CampoDeUnidad):
    """A unit that exists today, by its name and DIR3 code."""

    def label_from_instance(self, obj: Unidad) -> str:
        """Name and code."""
        return f"{obj.nombre} ({obj.dir3})"


def unidades_vigentes(etiqueta: str = "") -> Unidades:
    """The choice of a unit."""
    return Unidades(
        Unidad.objects.filter(hasta=None).order_by(en_castellano("nombre"), "id"),
        label=etiqueta or DESTINO,
        empty_label=_("Elija una"),
    )


class BusquedaAsientos(forms.Form):
    """What is looked for."""

    texto = forms.CharField(
        label=_("Buscar"), required=False, max_length=100, help_text=_("Número, NIF, nombre o palabras del asunto")
    )
    libro = forms.ChoiceField(label=_("Libro"), choices=[("", _("Los dos")), *LIBROS], required=False)
    antes_de = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)


class Motivo(forms.Form):
    """The reason of a change."""

    motivo = forms.CharField(label=_("Motivo"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class Envio(Motivo):
    """Where a misfiled entry goes."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unidad"] = unidades_vigentes()
        self.order_fields(["unidad", "motivo"])


class Rectificacion(Motivo):
    """What is corrected."""

    campo = forms.ChoiceField(label=_("Qué dato"), choices=[(c, NOMBRES_DE_CAMPO[c]) for c in RECTIFICABLES])
    despues = forms.CharField(label=_("Qué debe decir"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("campo", "despues", "motivo")


class PedirLibro(forms.Form):
    """Which book is printed."""

    libro = forms.ChoiceField(label=_("Libro"), choices=LIBROS)
    desde = Fecha(label=_("Desde"))
    hasta = Fecha(label=_("Hasta"))


class ReservarNumeros(Motivo):
    """How many numbers are taken beforehand, and why."""

    libro = forms.ChoiceField(label=_("Libro"), choices=LIBROS)
    cuantos = Entero(_("Cuántos números"), 1, MAXIMO, inicial=20)
    field_order = ("libro", "cuantos", "motivo")
