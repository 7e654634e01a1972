"""Form to begin a case of office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.formularios_entradas import CANALES
from consistorio.canales.interfaz.formularios import (
    Fecha,
    UnFichero,
    campos_de_domicilio,
    domicilio_de,
)
from consistorio.canales.interfaz.recibidos import ConFicheros
from consistorio.documental.registro.tipos import DatosPersona
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.identificadores import uuid7
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.solicitudes.models import InicioDeOficio
from consistorio.tramitacion.solicitudes.tipos import Acuerdo, Destinatario


class IniciarDeOficio(ConFicheros):
    """The agreement, and the person whom it is about."""

    campo_de_ficheros = "fichero"
    clave = forms.UUIDField(widget=forms.HiddenInput, required=False)
    procedimiento = forms.CharField(widget=forms.HiddenInput)
    forma = forms.ChoiceField(
        label=_("¿Cómo se inicia?"),
        choices=InicioDeOficio.Forma.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Diga cómo se inicia.")},
    )
    motivo = forms.CharField(
        label=_("¿Por qué se inicia?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Explique por qué se inicia.")},
    )
    organo = forms.CharField(label=_("Órgano que lo acordó"), max_length=160)
    fecha = Fecha(label=_("Fecha del acuerdo"))
    fichero = UnFichero(
        label=_("Acuerdo firmado"),
        help_text=_("Entra en el expediente y se notifica."),
        error_messages={"required": _("Añada el acuerdo firmado.")},
    )
    nif = forms.CharField(
        label=_("DNI, NIE o NIF de la persona a la que afecta"),
        max_length=20,
        error_messages={"required": _("Escriba su número de identificación.")},
    )
    nombre = forms.CharField(
        label=_("Nombre o razón social"), max_length=160, required=False, help_text=_("Solo si no la conocemos")
    )
    apellido1 = forms.CharField(label=_("Primer apellido"), max_length=80, required=False)
    apellido2 = forms.CharField(label=_("Segundo apellido"), max_length=80, required=False)
    canal = forms.ChoiceField(
        label=_("¿Cómo se le notifica?"),
        choices=CANALES,
        widget=forms.RadioSelect,
        initial="papel",
        help_text=_("A quien está obligada a medios electrónicos se le notifica siempre así (artículo 14)."),
    )

    def __init__(
        self,
        datos: Mapping[str, object] | None,
        ficheros: MultiValueDict[str, UploadedFile[bytes]] | None,
        *,
        definicion: Definicion,
        actor: Actor,
    ) -> None:
        inicial = {"procedimiento": definicion.codigo, "organo": definicion.legal.organo.nombre, "clave": uuid7()}
        super().__init__(datos, ficheros, initial=inicial)
        self.recordar(actor, clase="IniciarDeOficio")
        self.fields.update(campos_de_domicilio())

    def acuerdo(self) -> Acuerdo:
        """The agreement, with what was right of what was written."""
        limpio = self.cleaned_data
        admitido = self.adjuntos[0] if self.adjuntos else None
        return Acuerdo(
            forma=limpio.get("forma", ""),
            organo=limpio.get("organo", ""),
            motivo=limpio.get("motivo", ""),
            fecha=limpio.get("fecha") or date.min,
            contenido=admitido.contenido if admitido else None,
            nombre=admitido.nombre if admitido else "",
        )

    def destinatario(self) -> Destinatario:
        """Whom it is about."""
        limpio = self.cleaned_data
        campos = ("nif", "nombre", "apellido1", "apellido2")
        persona = DatosPersona(*(str(limpio.get(campo, "")) for campo in campos))
        return Destinatario(persona, limpio.get("canal", ""), domicilio_de(limpio))
