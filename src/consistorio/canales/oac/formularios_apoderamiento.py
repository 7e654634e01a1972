"""Form of a power inscribed at the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.formularios import Fecha, FicheroAdmitido, UnFichero
from consistorio.canales.interfaz.recibidos import ConFicheros
from consistorio.canales.oac.formularios_asiento import Grupo
from consistorio.canales.oac.formularios_personas import EXTRANJERO, IDENTIDAD, campos_de_persona, persona_de
from consistorio.documental.documentos.cotejo import COTEJAR
from consistorio.documental.registro.apoderamientos import EN_OFICINA, IDENTIFICACIONES
from consistorio.documental.registro.tipos import Apoderamiento, DatosPersona, Fichero
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.identificadores import uuid7

ALCANCES = [
    ("organismo", _("Para cualquier trámite con este Ayuntamiento")),
    ("procedimiento", _("Solo para un trámite")),
    ("general", _("Para cualquier trámite con cualquier Administración")),
]


class Apoderar(ConFicheros):
    """Who, to whom, for what, how long, and how the official knows."""

    campo_de_ficheros = "fichero"
    clave = forms.UUIDField(widget=forms.HiddenInput, required=False)

    acreditacion = forms.ChoiceField(
        label=_("¿Cómo se acredita?"),
        choices=[(medio.value, medio.label) for medio in EN_OFICINA],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija cómo se acredita la representación.")},
    )
    identificacion = forms.ChoiceField(
        label=_("¿Con qué documento se identifica quien otorga?"),
        choices=[("", _("Elija uno")), *((c, t[0].upper() + t[1:]) for c, t in IDENTIFICACIONES.items())],
        required=False,
        help_text=_("Si otorga aquí, en persona"),
    )
    identidad_comprobada = forms.BooleanField(
        label=_("He comprobado con ese documento que es la persona que otorga"), required=False
    )
    fichero = UnFichero(
        label=_("Documento que lo acredita"), required=False, help_text=_("Si no otorga aquí, en persona")
    )
    cotejado = forms.BooleanField(label=_("Lo he cotejado con el papel: es copia auténtica"), required=False)
    referencia = forms.CharField(
        label=_("Referencia en el registro electrónico de apoderamientos"), required=False, max_length=160
    )
    alcance = forms.ChoiceField(
        label=_("¿Para qué da su representación?"),
        choices=ALCANCES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija para qué otorga la representación.")},
    )
    procedimiento = forms.ChoiceField(label=_("Si es solo para un trámite, ¿cuál?"), required=False)
    desde = Fecha(label=_("¿Desde qué día?"))
    hasta = Fecha(label=_("¿Hasta qué día?"), help_text=_("Como mucho, 5 años después."))

    def __init__(
        self,
        datos: Mapping[str, object] | None,
        ficheros: MultiValueDict[str, UploadedFile[bytes]] | None,
        *,
        hoy: date,
        actor: Actor,
        tramites: Sequence[tuple[str, str]],
    ) -> None:
        inicial = {"clave": uuid7(), "desde": hoy.isoformat(), "acreditacion": EN_OFICINA[0].value}
        super().__init__(datos, ficheros, initial=inicial)
        self.recordar(actor, clase="Apoderar")
        self.hoy, self.tramites = hoy, dict(tramites)
        self.fields.update(
            campos_de_persona(
                "representado_",
                str(_("DNI, NIE o NIF de quien da su representación")),
                obligatoria=True,
                de=str(_("de quien la da")),
                siempre=True,
            )
        )
        self.fields.update(
            campos_de_persona(
                "representante_",
                str(_("DNI, NIE o NIF de quien la recibe")),
                obligatoria=True,
                de=str(_("de quien la recibe")),
                siempre=True,
            )
        )
        if not actor.puede(COTEJAR):
            del self.fields["cotejado"]
        campo = self.fields["procedimiento"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [("", _("Elija uno")), *tramites]
        self.order_fields([nombre for _titulo, nombres in self._esquema() for nombre in nombres])

    def pedido(self) -> Apoderamiento:
        """The power, with what was right of what was typed."""
        limpio = self.cleaned_data
        procedimiento = str(limpio.get("procedimiento") or "")
        return Apoderamiento(
            representado=persona_de(limpio, "representado_") or DatosPersona(""),
            representante=persona_de(limpio, "representante_") or DatosPersona(""),
            acreditacion=str(limpio.get("acreditacion") or ""),
            alcance=str(limpio.get("alcance") or ""),
            desde=limpio.get("desde") or self.hoy,
            hasta=limpio.get("hasta") or self.hoy,
            procedimiento=procedimiento,
            nombre_procedimiento=self.tramites.get(procedimiento, ""),
            identificacion=str(limpio.get("identificacion") or ""),
            identidad_comprobada=bool(limpio.get("identidad_comprobada")),
            fichero=self._fichero(self.adjuntos[0]) if self.adjuntos else None,
            referencia=str(limpio.get("referencia") or "").strip(),
        )

    def _fichero(self, admitido: FicheroAdmitido) -> Fichero:
        return Fichero(admitido.contenido, admitido.nombre, "EE03" if self.cleaned_data.get("cotejado") else "EE99")

    def grupos(self) -> list[Grupo]:
        """The boxes, by what they are about."""
        return [Grupo(t, [self[nombre] for nombre in nombres], abierto=True) for t, nombres in self._esquema()]

    def _esquema(self) -> list[tuple[str, list[str]]]:
        como = (
            *("acreditacion", "identificacion", "identidad_comprobada", *self.con_recibidos),
            *("cotejado", "referencia"),
        )
        persona = (*IDENTIDAD, *EXTRANJERO)
        return [
            (str(_("Quién da su representación")), [f"representado_{campo}" for campo in persona]),
            (str(_("Quién la recibe")), [f"representante_{campo}" for campo in persona]),
            (str(_("Para qué y hasta cuándo")), ["alcance", "procedimiento", "desde", "hasta"]),
            (str(_("Cómo se acredita")), [nombre for nombre in como if nombre in self.fields]),
        ]
