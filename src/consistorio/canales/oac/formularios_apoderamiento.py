"""Forms of the powers at the office: one that is inscribed, its end, and the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.formularios import Fecha, FicheroAdmitido, UnFichero
from consistorio.canales.interfaz.recibidos import ConFicheros
from consistorio.canales.oac.formularios_asiento import Grupo
from consistorio.canales.oac.formularios_personas import EXTRANJERO, IDENTIDAD, campos_de_persona, persona_de
from consistorio.documental.documentos.cotejo import COTEJAR
from consistorio.documental.registro.apoderamientos import EN_OFICINA, IDENTIFICACIONES, Cuales
from consistorio.documental.registro.fin_de_poder import CON_DOCUMENTO, REPRESENTADO, REPRESENTANTE
from consistorio.documental.registro.tipos import (
    Apoderamiento,
    DatosPersona,
    Fichero,
    FinDeApoderamiento,
    ProrrogaDeApoderamiento,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.identificadores import uuid7

ALCANCES = [
    ("organismo", _("Para cualquier trámite con este Ayuntamiento")),
    ("procedimiento", _("Solo para un trámite")),
    ("general", _("Para cualquier trámite con cualquier Administración")),
]


def con_que() -> list[tuple[str, str]]:
    """The documents with which people identify themselves, in the language of who reads."""
    textos = [(codigo, gettext(texto)) for codigo, texto in IDENTIFICACIONES.items()]
    return [("", gettext("Elija uno")), *((codigo, texto[0].upper() + texto[1:]) for codigo, texto in textos)]


EN_PERSONA, DOCUMENTO = "persona", "documento"
MEDIOS = [(EN_PERSONA, _("Está aquí, en persona")), (DOCUMENTO, CON_DOCUMENTO)]
CUALES = [
    (Cuales.VIGENTES.value, _("Los que valen")),
    (Cuales.TERMINADOS.value, _("Los que han terminado")),
    (Cuales.TODOS.value, _("Todos")),
]


class BuscarPoderes(forms.Form):
    """What powers are looked for."""

    texto = forms.CharField(
        label=_("Buscar"), required=False, max_length=100, help_text=_("NIF o nombre de cualquiera de las dos personas")
    )
    cuales = forms.ChoiceField(label=_("Cuáles"), choices=CUALES, required=False)
    antes_de = forms.UUIDField(widget=forms.HiddenInput, required=False)


class Terminar(ConFicheros):
    """Who ends a power, and how the official knows."""

    campo_de_ficheros = "fichero"
    clave = forms.UUIDField(widget=forms.HiddenInput, required=False)
    quien = forms.ChoiceField(
        label=_("¿Quién lo termina?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija quién termina el apoderamiento.")},
    )
    medio = forms.ChoiceField(
        label=_("¿Cómo lo pide?"),
        choices=MEDIOS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija cómo lo pide.")},
    )
    identificacion = forms.ChoiceField(
        label=_("¿Con qué documento se identifica?"),
        choices=con_que,
        required=False,
        help_text=_("Si está aquí, en persona"),
    )
    identidad_comprobada = forms.BooleanField(
        label=_("He comprobado con ese documento que es esa persona"), required=False
    )
    fichero = UnFichero(
        label=_("Documento en el que consta"), required=False, help_text=_("Si no está aquí, en persona")
    )
    cotejado = forms.BooleanField(label=_("Lo he cotejado con el papel: es copia auténtica"), required=False)

    def __init__(
        self,
        datos: Mapping[str, object] | None,
        ficheros: MultiValueDict[str, UploadedFile[bytes]] | None,
        *,
        actor: Actor,
        otorga: str,
        recibe: str,
        de_ley: bool = False,
    ) -> None:
        inicial = {"clave": uuid7(), "medio": DOCUMENTO if de_ley else EN_PERSONA}
        super().__init__(datos, ficheros, initial=inicial)
        self.recordar(actor, clase=type(self).__name__)
        quien = self.fields["quien"]
        if isinstance(quien, forms.ChoiceField):
            quien.choices = [
                (REPRESENTADO, _("%(nombre)s, que dio la representación, la revoca") % {"nombre": otorga}),
                (REPRESENTANTE, _("%(nombre)s, que la recibió, renuncia a ella") % {"nombre": recibe}),
            ]
        if de_ley:
            self._de_ley(otorga, recibe)
        if not actor.puede(COTEJAR):
            del self.fields["cotejado"]

    def _de_ley(self, otorga: str, recibe: str) -> None:
        """Only by the document that ends it: nobody revokes it nor gives it up here."""
        quien, medio = self.fields["quien"], self.fields["medio"]
        quien.label = gettext("¿Quién comunica que ha terminado?")
        if isinstance(quien, forms.ChoiceField):
            quien.choices = [
                (REPRESENTADO, gettext("%(nombre)s, a quien se representaba") % {"nombre": otorga}),
                (REPRESENTANTE, gettext("%(nombre)s, que representaba") % {"nombre": recibe}),
            ]
        if isinstance(medio, forms.ChoiceField):
            medio.choices = [(DOCUMENTO, CON_DOCUMENTO)]
        self.fields["fichero"].help_text = gettext("Resolución judicial o documento público")
        del self.fields["identificacion"], self.fields["identidad_comprobada"]

    def campos(self) -> list[BoundField]:
        """The boxes in their order."""
        nombres = ("quien", "medio", "identificacion", "identidad_comprobada", *self.con_recibidos, "cotejado")
        return [self[nombre] for nombre in nombres if nombre in self.fields]

    def fin(self, *, nombre_procedimiento: str) -> FinDeApoderamiento:
        """The end, with what was right of what was typed."""
        limpio = self.cleaned_data
        validez = "EE03" if limpio.get("cotejado") else "EE99"
        adjunto = self.adjuntos[0] if self.adjuntos else None
        return FinDeApoderamiento(
            quien=str(limpio.get("quien") or ""),
            en_persona=limpio.get("medio") != DOCUMENTO,
            identificacion=str(limpio.get("identificacion") or ""),
            identidad_comprobada=bool(limpio.get("identidad_comprobada")),
            fichero=Fichero(adjunto.contenido, adjunto.nombre, validez) if adjunto is not None else None,
            nombre_procedimiento=nombre_procedimiento,
        )


class Prorrogar(Terminar):
    """Until when who gave a power extends it, and how the official knows."""

    hasta = Fecha(
        label=_("¿Hasta qué día la prorroga?"),
        help_text=_("Como mucho, dentro de 5 años"),
        error_messages={"required": _("Escriba el último día de la representación.")},
    )

    def __init__(
        self,
        datos: Mapping[str, object] | None,
        ficheros: MultiValueDict[str, UploadedFile[bytes]] | None,
        *,
        actor: Actor,
    ) -> None:
        super().__init__(datos, ficheros, actor=actor, otorga="", recibe="")
        del self.fields["quien"]

    def campos(self) -> list[BoundField]:
        """The boxes in their order."""
        return [self["hasta"], *super().campos()]

    def prorroga(self, *, nombre_procedimiento: str) -> ProrrogaDeApoderamiento:
        """The extension, with what was right of what was typed."""
        dicho = self.fin(nombre_procedimiento=nombre_procedimiento)
        hasta = self.cleaned_data.get("hasta")
        return ProrrogaDeApoderamiento(
            hasta=hasta if isinstance(hasta, date) else None,
            en_persona=dicho.en_persona,
            identificacion=dicho.identificacion,
            identidad_comprobada=dicho.identidad_comprobada,
            fichero=dicho.fichero,
            nombre_procedimiento=nombre_procedimiento,
        )


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
        choices=con_que,
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
