"""Forms of the registry office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.formularios import DOMICILIO, Fecha, VariosFicheros, campos_de_domicilio
from consistorio.documental.registro.acciones.rectificar import RECTIFICABLES
from consistorio.documental.registro.tipos import Canal, CanalNotificacion, DocumentacionFisica, LibroCodigo, Transporte
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.solicitudes.consultas import procedimientos_de_oficina

LIBROS = [(LibroCodigo.ENTRADA.value, _("Entrada")), (LibroCodigo.SALIDA.value, _("Salida"))]
CANALES = [(c.value, c.etiqueta) for c in (Canal.OFICINA, Canal.CORREO_POSTAL)]
PAPEL = [
    (DocumentacionFisica.NINGUNA.value, _("No queda papel: está digitalizado y devuelto")),
    (DocumentacionFisica.COMPLEMENTARIA.value, _("Queda documentación complementaria en papel")),
    (DocumentacionFisica.REQUERIDA.value, _("Queda documentación requerida en papel")),
]
TRANSPORTES = [
    ("", _("No consta")),
    (Transporte.EN_MANO.value, _("En mano")),
    (Transporte.CORREO.value, _("Correo postal")),
    (Transporte.CERTIFICADO.value, _("Correo certificado")),
    (Transporte.MENSAJERIA.value, _("Mensajería")),
    (Transporte.BUROFAX.value, _("Burofax")),
    (Transporte.OTROS.value, _("Otro")),
]
NOTIFICACION = [
    ("", _("No lo indica")),
    (CanalNotificacion.PAPEL.value, _("En papel")),
    (CanalNotificacion.ELECTRONICA.value, _("Por medios electrónicos")),
]
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


COTEJADO = "EE03"
VALIDEZ = [
    ("EE99", _("Escaneados del papel, sin cotejar")),
    (COTEJADO, _("Escaneados y cotejados por usted con el papel: copia auténtica")),
    ("EE01", _("Originales electrónicos")),
]


if TYPE_CHECKING:
    CampoDeUnidad = forms.ModelChoiceField[Unidad]
else:
    CampoDeUnidad = forms.ModelChoiceField


class Unidades(CampoDeUnidad):
    """A unit that exists today, by its name and DIR3 code."""

    def label_from_instance(self, obj: Unidad) -> str:
        """Name and code."""
        return f"{obj.nombre} ({obj.dir3})"


def unidades_vigentes() -> Unidades:
    """The choice of a unit."""
    return Unidades(
        Unidad.objects.filter(hasta=None).order_by("nombre"), label=_("Unidad de destino"), empty_label=_("Elija una")
    )


class BusquedaAsientos(forms.Form):
    """What is looked for."""

    texto = forms.CharField(
        label=_("Buscar"), required=False, max_length=100, help_text=_("Número, NIF, nombre o palabras del asunto")
    )
    libro = forms.ChoiceField(label=_("Libro"), choices=[("", _("Los dos")), *LIBROS], required=False)
    antes_de = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)


PRINCIPALES = (
    "nif",
    "nombre",
    "apellido1",
    "apellido2",
    "tramite",
    "unidad",
    "asunto",
    "ficheros",
    "validez",
    "canal",
    "documentacion_fisica",
)
GRUPOS = (
    (_("Cómo y dónde quiere recibir las notificaciones"), ("canal_notificacion", *DOMICILIO)),
    (_("Actúa por medio de representante"), ("representante_nif", "representante_nombre", "representante_apellido1")),
    (_("Lo trae otra persona"), ("presenta_nif", "presenta_nombre", "presenta_apellido1")),
    (
        _("Más datos del asiento"),
        (
            "extracto",
            "transporte",
            "numero_transporte",
            "referencia_externa",
            "numero_expediente",
            "codigo_sia",
            "observaciones",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Grupo:
    """Fields folded under a title."""

    titulo: str | Promise
    campos: list[BoundField]
    abierto: bool


class NuevaEntrada(forms.Form):
    """One entry at the counter, on one screen."""

    clave = forms.UUIDField(widget=forms.HiddenInput)
    nif = forms.CharField(label=_("DNI, NIE o NIF de la persona interesada"), max_length=20)
    nombre = forms.CharField(
        label=_("Nombre o razón social"), required=False, max_length=160, help_text=_("Solo si no la conocemos")
    )
    apellido1 = forms.CharField(label=_("Primer apellido"), required=False, max_length=80)
    apellido2 = forms.CharField(label=_("Segundo apellido"), required=False, max_length=80)
    canal_notificacion = forms.ChoiceField(
        label=_("Cómo quiere recibir las notificaciones"), choices=NOTIFICACION, required=False
    )
    representante_nif = forms.CharField(label=_("NIF de quien representa"), required=False, max_length=20)
    representante_nombre = forms.CharField(
        label=_("Nombre o razón social de quien representa"), required=False, max_length=160
    )
    representante_apellido1 = forms.CharField(
        label=_("Primer apellido de quien representa"), required=False, max_length=80
    )
    presenta_nif = forms.CharField(
        label=_("NIF de quien lo trae"), required=False, max_length=20, help_text=_("Si es otra persona")
    )
    presenta_nombre = forms.CharField(label=_("Nombre de quien lo trae"), required=False, max_length=160)
    presenta_apellido1 = forms.CharField(label=_("Primer apellido de quien lo trae"), required=False, max_length=80)
    tramite = forms.ChoiceField(
        label=_("Trámite"),
        required=False,
        help_text=_("Si lo elige, se abre ya el expediente en la unidad que lo lleva."),
    )
    asunto = forms.CharField(label=_("Asunto"), max_length=240)
    extracto = forms.CharField(label=_("Extracto"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    canal = forms.ChoiceField(label=_("Cómo llega"), choices=CANALES)
    documentacion_fisica = forms.ChoiceField(label=_("Papel"), choices=PAPEL)
    transporte = forms.ChoiceField(label=_("Transporte"), choices=TRANSPORTES, required=False)
    numero_transporte = forms.CharField(label=_("Número de transporte"), required=False, max_length=40)
    referencia_externa = forms.CharField(label=_("Referencia externa"), required=False, max_length=16)
    numero_expediente = forms.CharField(label=_("Número de expediente"), required=False, max_length=80)
    codigo_sia = forms.CharField(label=_("Código SIA"), required=False, max_length=80)
    observaciones = forms.CharField(label=_("Observaciones"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    ficheros = forms.FileField(
        label=_("Ficheros"), widget=VariosFicheros, required=False, help_text=_("Puede elegir varios a la vez")
    )
    validez = forms.ChoiceField(label=_("Qué son los ficheros"), choices=VALIDEZ, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        unidades = unidades_vigentes()
        unidades.required, unidades.help_text = False, _("No hace falta si ha elegido un trámite")
        self.fields["unidad"] = unidades
        self.fields.update(campos_de_domicilio())
        tramite = self.fields["tramite"]
        if isinstance(tramite, forms.ChoiceField):
            suyos = [(v.procedimiento.codigo, v.procedimiento.nombre) for v in procedimientos_de_oficina()]
            tramite.choices = [("", _("Ninguno: solo registrar")), *suyos]

    def clean(self) -> dict[str, object]:
        """Without a procedure, the unit has to be said."""
        limpio = super().clean() or {}
        if not limpio.get("tramite") and not limpio.get("unidad") and "unidad" not in self.errors:
            self.add_error("unidad", _("Elija la unidad de destino, o un trámite."))
        return limpio

    def principales(self) -> list[BoundField]:
        """What nearly every entry needs, in the order in which the counter asks it."""
        return [self[nombre] for nombre in PRINCIPALES]

    def grupos(self) -> list[Grupo]:
        """The rest, folded away unless something in it is wrong or already written."""
        return [
            Grupo(
                titulo,
                [self[n] for n in nombres],
                any(self[n].errors or (self.is_bound and self[n].value()) for n in nombres),
            )
            for titulo, nombres in GRUPOS
        ]


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
