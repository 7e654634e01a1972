"""The sheets on which a unit writes to others, and where the daily digest is asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.formularios import Ficheros
from consistorio.canales.interfaz.recibidos import ConFicheros
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.comunicaciones.models import Comunicacion
from consistorio.servicios.comunicaciones.reglas import MAXIMO_ASUNTO, MAXIMO_TEXTO
from consistorio.servicios.comunicaciones.tipos import Fichero, Mensaje
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.consultas import tareas_abiertas


class Hoja(ConFicheros):
    """What every communication says. Its files stay although it comes back with errors; its hidden key makes it go out once."""

    clave = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    unidad = forms.ChoiceField(
        label=_("¿En nombre de qué unidad?"), error_messages={"required": _("Elija en nombre de qué unidad escribe.")}
    )
    asunto = forms.CharField(
        label=_("Asunto"), max_length=MAXIMO_ASUNTO, error_messages={"required": _("Escriba el asunto.")}
    )
    texto = forms.CharField(
        label=_("¿Qué quiere comunicar?"),
        max_length=MAXIMO_TEXTO,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Escriba qué quiere comunicar.")},
    )
    documentos = forms.MultipleChoiceField(
        label=_("Documentos del expediente que la acompañan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ficheros = Ficheros(label=_("Ficheros que la acompañan"), required=False)

    def __init__(
        self,
        data: Mapping[str, object] | None,
        files: Mapping[str, object] | None,
        *,
        actor: Actor,
        unidades: Collection[Unidad],
        expediente: Expediente | None,
        clase: str,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, initial=dict(initial or {}))  # type: ignore[arg-type]  # what a request carries
        elegir(self, "unidad", unidades)
        if len(unidades) == 1:
            self.fields["unidad"].widget = forms.HiddenInput()
            self.fields["unidad"].initial = str(next(iter(unidades)).id)
        self._ofrecer_documentos(expediente)
        self.recordar(actor, clase=clase)

    def _ofrecer_documentos(self, expediente: Expediente | None) -> None:
        puestos = expedientes.documentos_utiles(expediente).select_related("documento") if expediente else ()
        campo = self.fields["documentos"]
        if isinstance(campo, forms.MultipleChoiceField):
            campo.choices = [(str(p.documento_id), f"{p.orden}. {p.documento.titulo}") for p in puestos]
            if not campo.choices:
                del self.fields["documentos"]

    def mensaje(self) -> Mensaje:
        """What was written, once the sheet is valid."""
        limpio = self.cleaned_data
        return Mensaje(
            UUID(limpio["unidad"]),
            limpio["asunto"],
            limpio["texto"],
            tuple(UUID(uno) for uno in limpio.get("documentos", ())),
            tuple(Fichero(uno.contenido, uno.nombre) for uno in self.adjuntos),
        )


class NuevaComunicacion(Hoja):
    """A communication that hangs from no other: to which units, and with which report that was asked for."""

    destinos = forms.MultipleChoiceField(
        label=_("¿A qué unidades va?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Elija al menos una unidad a la que va.")},
    )
    tarea = forms.ChoiceField(
        label=_("Informe pedido que acompaña"),
        required=False,
        help_text=_("La petición y su plazo siguen en «Trámites»: aquí solo se enlaza."),
    )
    field_order = ("clave", "unidad", "destinos", "asunto", "texto", "tarea", "documentos", "ficheros")

    def ofrecer(self, destinos: Collection[Unidad], expediente: Expediente | None) -> None:
        """The units that may get it, and the reports of the case that are awaited."""
        elegir(self, "destinos", destinos)
        informes = [tarea for tarea in tareas_abiertas(expediente) if tarea.tipo == "informe"] if expediente else []
        campo = self.fields["tarea"]
        if informes and isinstance(campo, forms.ChoiceField):
            campo.choices = [
                ("", _("Ninguno")),
                *((str(tarea.id), f"{tarea.nombre} ({tarea.unidad.nombre})") for tarea in informes),
            ]
        else:
            del self.fields["tarea"]


def elegir(hoja: forms.Form, campo: str, unidades: Collection[Unidad]) -> None:
    """Offer those units in a field."""
    suyo = hoja.fields[campo]
    if isinstance(suyo, forms.ChoiceField | forms.MultipleChoiceField):
        suyo.choices = [(str(unidad.id), unidad.nombre) for unidad in unidades]


def como_se_escribio(original: Comunicacion, documentos: Collection[UUID]) -> dict[str, object]:
    """What the sheet of a correction begins with: the words of what it corrects and the documents of the case that went with it."""
    return {
        "asunto": original.asunto,
        "texto": original.texto,
        "documentos": [str(documento) for documento in documentos],
    }


class Resumen(forms.Form):
    """Whether one wants the daily digest, and where."""

    quiere = forms.ChoiceField(
        label=_("¿Quiere recibirlo?"),
        choices=[("si", _("Sí")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija si quiere recibirlo.")},
    )
    correo = forms.CharField(
        label=_("Su correo de trabajo"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text=_("Solo si quiere recibirlo. El mensaje no lleva datos de nadie: dice cuántas cosas le esperan."),
    )
