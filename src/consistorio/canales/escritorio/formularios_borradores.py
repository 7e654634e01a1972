"""What is asked of who writes a document of a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.campos import TipoDeDocumento
from consistorio.canales.interfaz.formularios import UnFichero
from consistorio.servicios.redaccion.acciones.borradores import LARGO_DEL_TITULO
from consistorio.servicios.redaccion.acciones.prestamos import LARGO_DEL_MOTIVO


class NuevoBorrador(forms.Form):
    """Its title and kind, and the file that begins it."""

    titulo = forms.CharField(
        label=_("Título del documento"),
        max_length=LARGO_DEL_TITULO,
        error_messages={"required": _("Escriba el título del documento.")},
    )
    tipo_documental = TipoDeDocumento()
    fichero = UnFichero(label=_("Fichero"), error_messages={"required": _("Elija el fichero.")})


class OtraVersion(forms.Form):
    """The next version, over the one that was seen."""

    sobre = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    fichero = UnFichero(label=_("Fichero"), error_messages={"required": _("Elija el fichero.")})
    nota = forms.CharField(label=_("Qué ha cambiado"), max_length=300, required=False)


class Soltar(forms.Form):
    """Why it is taken from who has it."""

    motivo = forms.CharField(
        label=_("¿Por qué lo suelta?"),
        help_text=_("Se lo diremos a quien lo tiene, en una nota de trabajo."),
        max_length=LARGO_DEL_MOTIVO,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Escriba el motivo.")},
    )
