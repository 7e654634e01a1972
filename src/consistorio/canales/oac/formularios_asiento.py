"""Forms of what comes to the office and of what leaves it: one entry on one screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import ClassVar, TypeAlias
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.formularios import Fecha, Ficheros
from consistorio.canales.interfaz.recibidos import ConFicheros
from consistorio.canales.oac.formularios import unidades_vigentes
from consistorio.canales.oac.formularios_personas import (
    AVISOS,
    EXTRANJERO,
    IDENTIDAD,
    PARTE,
    REPRESENTANTE,
    campos_de_parte,
    campos_de_persona,
    parte_de,
    persona_de,
)
from consistorio.documental.documentos.cotejo import COTEJAR
from consistorio.documental.documentos.tipos import TIPOS_DOCUMENTALES
from consistorio.documental.registro.comprobaciones import epigrafes
from consistorio.documental.registro.reglas import SIN_TIPO
from consistorio.documental.registro.tipos import (
    IDIOMAS,
    Canal,
    DatosComplementarios,
    DatosPersona,
    DocumentacionFisica,
    EntradaMostrador,
    Fichero,
    Origen,
    ParteEscrita,
    SalidaMostrador,
    Transporte,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.solicitudes.consultas import procedimientos_de_oficina

LLEGA = [
    (Canal.OFICINA.value, _("Lo traen a esta oficina")),
    (Canal.CORREO_POSTAL.value, _("Por correo postal")),
    (Canal.OTRO_REGISTRO.value, _("De otro registro, en papel")),
]
SALE = [
    (Canal.CORREO_POSTAL.value, _("Por correo postal")),
    (Canal.OFICINA.value, _("Se entrega en esta oficina")),
    (Canal.OTRO_REGISTRO.value, _("A otro registro, en papel")),
    (Canal.INTERNO.value, _("Por otro medio")),
]
PAPEL = [
    (DocumentacionFisica.NINGUNA.value, _("No queda papel: está digitalizado y devuelto")),
    (DocumentacionFisica.COMPLEMENTARIA.value, _("Queda documentación complementaria en papel")),
    (DocumentacionFisica.REQUERIDA.value, _("Queda documentación requerida en papel")),
]
TRANSPORTES = [
    ("", _("No consta")),
    *(
        (medio.value, medio.etiqueta)
        for medio in (
            *(Transporte.EN_MANO, Transporte.CORREO, Transporte.CERTIFICADO),
            *(Transporte.MENSAJERIA, Transporte.BUROFAX, Transporte.OTROS),
        )
    ),
]
COTEJADO = "EE03"
SOLICITUD = "TD14"
SIN_COTEJAR = ("EE99", _("Escaneados del papel, sin cotejar"))
COTEJADOS = (COTEJADO, _("Escaneados y cotejados por usted con el papel: copia auténtica"))
ELECTRONICOS = ("EE01", _("Originales electrónicos"))
MAS_PARTES = 20
_RESERVADO = re.compile(r"(?:(?P<anio>\d{4})-[ES]-)?(?P<numero>\d{1,8})")

ASIENTO = (
    *("extracto", "epigrafe", "idioma", "transporte", "numero_transporte", "referencia_externa"),
    *("numero_expediente", "codigo_sia", "observaciones"),
)
OTRO_MOMENTO = ("presentado", "presentado_hora", "numero_reservado")
ORIGEN = ("origen_nombre", "origen_entidad", "origen_numero")


# A title and the fields folded under it
Plegado: TypeAlias = "tuple[str | Promise, Sequence[str]]"


@dato
class Grupo:
    """Fields folded under a title."""

    titulo: str | Promise
    campos: list[BoundField]
    abierto: bool


class FormularioAsiento(ConFicheros):
    """What an entry and an exit have in common."""

    clave = forms.UUIDField(widget=forms.HiddenInput)
    cuantas = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MAS_PARTES)
    asunto = forms.CharField(label=_("Asunto"), max_length=240)
    extracto = forms.CharField(label=_("Extracto"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    documentacion_fisica = forms.ChoiceField(label=_("Papel"), choices=PAPEL, initial="3")
    idioma = forms.ChoiceField(label=_("Idioma"), choices=list(IDIOMAS.items()), required=False, initial="es")
    transporte = forms.ChoiceField(label=_("Transporte"), choices=TRANSPORTES, required=False)
    numero_transporte = forms.CharField(label=_("Número de transporte"), required=False, max_length=40)
    referencia_externa = forms.CharField(label=_("Referencia externa"), required=False, max_length=16)
    numero_expediente = forms.CharField(label=_("Número de expediente"), required=False, max_length=80)
    codigo_sia = forms.CharField(label=_("Código SIA"), required=False, max_length=80)
    observaciones = forms.CharField(label=_("Observaciones"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    numero_reservado = forms.CharField(
        label=_("Número reservado que se escribió en el papel"),
        required=False,
        max_length=20,
        help_text=_("Solo si se anotó durante una incidencia. Por ejemplo, 2026-E-00000012, o 12 si es de este año"),
    )
    ficheros = Ficheros(label=_("Ficheros"), required=False, help_text=_("Puede elegir varios a la vez"))

    quien: str | Promise = ""
    otra: str | Promise = ""
    principal: ClassVar[Sequence[str]] = ()
    antes: ClassVar[Sequence[Plegado]] = ()
    despues: ClassVar[Sequence[Plegado]] = ()

    def __init__(
        self,
        datos: Mapping[str, object] | None,
        ficheros: MultiValueDict[str, UploadedFile[bytes]] | None,
        *,
        actor: Actor,
        anio: int,
        inicial: Mapping[str, object],
    ) -> None:
        super().__init__(datos, ficheros, initial=dict(inicial))
        self.anio, self.actor = anio, actor
        self.recordar(actor, clase=type(self).__name__)
        self.fields.update(campos_de_parte("", str(self.quien), obligatoria=True))
        self.fields["epigrafe"] = forms.ChoiceField(
            label=_("Epígrafe"),
            choices=[("", _("El que corresponda a lo que se presenta")), *((uno, uno) for uno in epigrafes())],
            required=False,
            help_text=_("Qué clase de escrito es (artículo 16.3)"),
        )
        self.prefijos = [f"otra{n}_" for n in range(1, self._cuantas(datos) + 1)]
        for prefijo in self.prefijos:
            self.fields.update(campos_de_parte(prefijo, str(self.otra)))

    @staticmethod
    def _cuantas(datos: Mapping[str, object] | None) -> int:
        """How many parties besides the first have boxes: those that there were, and one more when it was asked for."""
        cuantas = numero(str((datos or {}).get("cuantas") or "")) or 0
        return min(cuantas + ("otra_persona" in (datos or {})), MAS_PARTES)

    @property
    def cuantas_hay(self) -> int:
        """What goes back in the hidden box."""
        return len(self.prefijos)

    def clean_numero_reservado(self) -> tuple[int, int] | None:
        """Year and number. Raises ValidationError."""
        escrito = str(self.cleaned_data["numero_reservado"]).strip()
        if not escrito:
            return None
        partes = _RESERVADO.search(escrito) if escrito[-1].isdigit() else None
        if partes is None:
            raise forms.ValidationError(_("Escriba el número reservado, por ejemplo 2026-E-00000012."))
        return int(partes["anio"] or self.anio), int(partes["numero"])

    def partes_escritas(self) -> Iterator[ParteEscrita]:
        """Those besides the first in whose boxes there is a number."""
        for prefijo in self.prefijos:
            parte = parte_de(self.cleaned_data, prefijo)
            if parte is not None:
                yield parte

    def ficheros_recibidos(self) -> list[Fichero]:
        """The files that were admitted, now or before, as what they were said to be."""
        validez = str(self.cleaned_data.get("validez") or "EE99")
        principal, otros = self.tipos_documentales()
        return [
            Fichero(uno.contenido, uno.nombre, validez, otros if orden else principal)
            for orden, uno in enumerate(self.adjuntos)
        ]

    def tipos_documentales(self) -> tuple[str, str]:
        """What the first file is, and the others."""
        return SIN_TIPO, SIN_TIPO

    def complementos(self, *, oficina: str, origen: Origen) -> DatosComplementarios:
        """The optional fields."""
        transporte = self.texto("transporte")
        return DatosComplementarios(
            extracto=self.texto("extracto"),
            epigrafe=self.texto("epigrafe"),
            idioma=self.texto("idioma") or "es",
            documentacion_fisica=DocumentacionFisica(self.texto("documentacion_fisica") or "3"),
            transporte=Transporte(transporte) if transporte else None,
            numero_transporte=self.texto("numero_transporte"),
            referencia_externa=self.texto("referencia_externa"),
            numero_expediente=self.texto("numero_expediente"),
            codigo_sia=self.texto("codigo_sia"),
            observaciones=self.texto("observaciones"),
            expone=self.texto("expone"),
            solicita=self.texto("solicita"),
            oficina=oficina[:120],
            origen=origen,
        )

    def texto(self, nombre: str) -> str:
        """What was typed in a box, if it was right."""
        return str(self.cleaned_data.get(nombre) or "")

    def unidad(self) -> UUID | None:
        """The unit chosen."""
        elegida = self.cleaned_data.get("unidad")
        return elegida.id if isinstance(elegida, Unidad) else None

    def primera(self) -> ParteEscrita:
        """The party whose boxes are always there."""
        return parte_de(self.cleaned_data, "") or ParteEscrita(DatosPersona(""))

    def principales(self) -> list[BoundField]:
        """What nearly every entry needs, in the order in which it is asked."""
        donde = self.principal.index(self.campo_de_ficheros)
        nombres = [*self.principal[:donde], *self.con_recibidos, *self.principal[donde + 1 :]]
        return [self[nombre] for nombre in nombres]

    def grupos(self) -> list[Grupo]:
        """The rest, the other parties in the middle."""
        return [
            *(self._grupo(*plegado) for plegado in self.antes),
            *(self._grupo(titulo, nombres, abierto=True) for titulo, nombres in self._otras()),
            *(self._grupo(*plegado) for plegado in self.despues),
        ]

    def ordenar(self) -> None:
        """The fields as they are seen, so that the summary of errors follows the page."""
        plegados = [*self.antes, *self._otras(), *self.despues]
        self.order_fields([*self.principal, *(nombre for _titulo, nombres in plegados for nombre in nombres)])

    def _otras(self) -> list[Plegado]:
        titulo = _("Otra persona (%(n)s)")
        return [
            (titulo % {"n": n}, [f"{prefijo}{nombre}" for nombre in PARTE])
            for n, prefijo in enumerate(self.prefijos, start=2)
        ]

    def _grupo(self, titulo: str | Promise, nombres: Sequence[str], *, abierto: bool = False) -> Grupo:
        """Fields folded away unless something in them is wrong or was written."""
        campos = [self[nombre] for nombre in nombres]
        escrito = any(c.errors or (self.is_bound and c.value() not in _SIN_TOCAR) for c in campos)
        return Grupo(titulo, campos, abierto or escrito)


# What the boxes hold when nobody has chosen anything in them
_SIN_TOCAR = (None, "", "nif", "es", "EE99", "TD99", ["", "", ""], [None, None, None])


class NuevaEntrada(FormularioAsiento):
    """One entry at the counter."""

    quien = _("DNI, NIE o NIF de la persona interesada")
    otra = _("DNI, NIE o NIF de esta otra persona interesada")
    principal = (*IDENTIDAD, "tramite", "unidad", "asunto", "ficheros", "validez", "canal", "documentacion_fisica")
    antes = (
        (_("No tiene DNI ni NIE"), EXTRANJERO),
        (_("Cómo y dónde quiere recibir las notificaciones"), AVISOS),
        (_("Actúa por medio de representante"), REPRESENTANTE),
    )
    despues = (
        (_("Lo trae otra persona"), tuple(f"presenta_{campo}" for campo in (*IDENTIDAD, *EXTRANJERO))),
        (_("Qué expone y qué solicita"), ("expone", "solicita")),
        (_("Se presentó en otro momento o en otro lugar"), (*OTRO_MOMENTO, *ORIGEN)),
        (_("Más datos del asiento"), ASIENTO),
    )
    tramite = forms.ChoiceField(
        label=_("Trámite"),
        required=False,
        help_text=_("Si lo elige, se abre ya el expediente en la unidad que lo lleva."),
    )
    canal = forms.ChoiceField(label=_("Cómo llega"), choices=LLEGA)
    validez = forms.ChoiceField(label=_("Qué son los ficheros"), required=False)
    expone = forms.CharField(label=_("Qué expone"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    solicita = forms.CharField(label=_("Qué solicita"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    presentado = Fecha(label=_("Fecha en que se presentó"), required=False)
    presentado_hora = forms.TimeField(
        label=_("Hora en que se presentó"),
        required=False,
        widget=forms.TextInput(attrs={"data-ancho": "5"}),
        help_text=_("Por ejemplo, 10:15"),
        error_messages={"invalid": _("Escriba la hora con sus minutos, por ejemplo 10:15.")},
    )
    origen_nombre = forms.CharField(label=_("Oficina o registro donde se presentó"), required=False, max_length=80)
    origen_entidad = forms.CharField(
        label=_("Código de esa oficina"), required=False, max_length=21, help_text=_("Si consta")
    )
    origen_numero = forms.CharField(label=_("Número que le dieron allí"), required=False, max_length=20)

    def __init__(
        self,
        datos: Mapping[str, object] | None,
        ficheros: MultiValueDict[str, UploadedFile[bytes]] | None,
        *,
        actor: Actor,
        anio: int,
        inicial: Mapping[str, object],
    ) -> None:
        super().__init__(datos, ficheros, actor=actor, anio=anio, inicial=inicial)
        self.fields.update(
            campos_de_persona(
                "presenta_",
                str(_("DNI, NIE o NIF de quien lo trae")),
                ayuda=str(_("Si es otra persona")),
                de=str(_("de quien lo trae")),
            )
        )
        unidades = unidades_vigentes()
        unidades.required, unidades.help_text = False, _("No hace falta si ha elegido un trámite")
        self.fields["unidad"] = unidades
        tramite, validez = self.fields["tramite"], self.fields["validez"]
        if isinstance(tramite, forms.ChoiceField) and isinstance(validez, forms.ChoiceField):
            suyos = [(v.procedimiento.codigo, v.procedimiento.nombre) for v in procedimientos_de_oficina()]
            tramite.choices = [("", _("Ninguno: solo registrar")), *suyos]
            habilitado = [COTEJADOS] if actor.puede(COTEJAR) else []
            validez.choices = [SIN_COTEJAR, *habilitado, ELECTRONICOS]
        self.ordenar()

    def clean(self) -> dict[str, object]:
        """A time alone is not a moment."""
        limpio = super().clean() or {}
        if bool(limpio.get("presentado")) != (limpio.get("presentado_hora") is not None):
            for nombre in {"presentado", "presentado_hora"} - set(self.errors):
                if limpio.get(nombre) is None:
                    self.add_error(nombre, _("Escriba la fecha y la hora en que se presentó."))
        return limpio

    def tipos_documentales(self) -> tuple[str, str]:
        """Where a case is opened, the first file is its application."""
        return (SOLICITUD if self.texto("tramite") else SIN_TIPO), SIN_TIPO

    def momento(self) -> datetime | None:
        """When it was filed, if it was said."""
        dia, hora = self.cleaned_data.get("presentado"), self.cleaned_data.get("presentado_hora")
        return datetime.combine(dia, hora, MADRID) if isinstance(dia, date) and isinstance(hora, time) else None

    def entrada(self, *, oficina: str) -> EntradaMostrador:
        """The entry, with what was right of what was typed."""
        primera, momento = self.primera(), self.momento()
        origen = Origen(self.texto("origen_entidad"), self.texto("origen_nombre"), self.texto("origen_numero"))
        if origen.nombre or origen.numero or origen.entidad:
            origen = Origen(origen.entidad, origen.nombre, origen.numero, momento)
        return EntradaMostrador(
            asunto=self.texto("asunto"),
            unidad_id=self.unidad(),
            interesado=primera.persona,
            representante=primera.representante,
            presenta=persona_de(self.cleaned_data, "presenta_"),
            canal=Canal(self.texto("canal") or Canal.OFICINA.value),
            canal_notificacion=primera.canal,
            domicilio=primera.domicilio,
            mas_partes=list(self.partes_escritas()),
            ficheros=self.ficheros_recibidos(),
            presentado=momento,
            numero_reservado=self.cleaned_data.get("numero_reservado"),
            complementos=self.complementos(oficina=oficina, origen=origen),
        )


class NuevaSalida(FormularioAsiento):
    """One exit."""

    quien = _("DNI, NIE o NIF de la persona o entidad a la que va")
    otra = _("DNI, NIE o NIF de esta otra persona o entidad")
    csv = forms.CharField(
        label=_("Códigos (CSV) de los documentos que salen"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Los que se han hecho aquí, uno en cada línea"),
    )
    principal = (
        *(*IDENTIDAD, "unidad", "asunto", "csv", "ficheros", "tipo_documental", "validez", "canal"),
        "documentacion_fisica",
    )
    antes = (
        (_("No tiene DNI ni NIE"), EXTRANJERO),
        (_("Dirección a la que va"), AVISOS),
        (_("La recibe su representante"), REPRESENTANTE),
    )
    despues = (
        (_("Se anotó durante una incidencia"), ("numero_reservado",)),
        (_("Más datos del asiento"), ASIENTO),
    )
    canal = forms.ChoiceField(label=_("Cómo sale"), choices=SALE)
    tipo_documental = forms.ChoiceField(
        label=_("Qué documento es"), choices=list(TIPOS_DOCUMENTALES.items()), required=False, initial="TD06"
    )
    validez = forms.ChoiceField(label=_("Qué son los ficheros"), required=False)

    def __init__(
        self,
        datos: Mapping[str, object] | None,
        ficheros: MultiValueDict[str, UploadedFile[bytes]] | None,
        *,
        actor: Actor,
        anio: int,
        inicial: Mapping[str, object],
    ) -> None:
        super().__init__(datos, ficheros, actor=actor, anio=anio, inicial=inicial)
        self.fields["unidad"] = unidades_vigentes(str(_("Unidad que lo envía")))
        validez = self.fields["validez"]
        if isinstance(validez, forms.ChoiceField):
            validez.choices = [ELECTRONICOS, SIN_COTEJAR, *([COTEJADOS] if actor.puede(COTEJAR) else [])]
        self.ordenar()

    def tipos_documentales(self) -> tuple[str, str]:
        """All of what was said."""
        tipo = self.texto("tipo_documental") or SIN_TIPO
        return tipo, tipo

    def salida(self, *, oficina: str) -> SalidaMostrador:
        """The exit, with what was right of what was typed."""
        return SalidaMostrador(
            asunto=self.texto("asunto"),
            unidad_id=self.unidad(),
            partes=[self.primera(), *self.partes_escritas()],
            canal=Canal(self.texto("canal") or Canal.CORREO_POSTAL.value),
            csv=list(dict.fromkeys(self.texto("csv").split())),
            ficheros=self.ficheros_recibidos(),
            numero_reservado=self.cleaned_data.get("numero_reservado"),
            complementos=self.complementos(oficina=oficina, origen=Origen()),
        )
