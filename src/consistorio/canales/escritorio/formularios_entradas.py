"""Forms of the registry of a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.interfaz.formularios import DOMICILIO, campos_de_domicilio, domicilio_de
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.motivos import LARGO_MOTIVO
from consistorio.documental.registro.tipos import CanalNotificacion
from consistorio.plataforma.orden import en_castellano
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.solicitudes.models import Aportacion
from consistorio.tramitacion.solicitudes.tipos import Apertura

CANALES = [
    (CanalNotificacion.PAPEL.value, gettext_lazy("En papel")),
    (CanalNotificacion.ELECTRONICA.value, gettext_lazy("Por medios electrónicos")),
]
OTRO = ""


class ElegirTramite(forms.Form):
    """Which procedure of the unit's an entry starts."""

    procedimiento = forms.ChoiceField(
        label=gettext_lazy("Trámites que lleva su unidad"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elija el trámite.")},
    )

    def __init__(self, datos: Mapping[str, object] | None, *, versiones: Sequence[VersionProcedimiento]) -> None:
        super().__init__(datos)
        self.hay_tramites = bool(versiones)
        campo = self.fields["procedimiento"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [(v.procedimiento.codigo, v.procedimiento.nombre) for v in versiones]


class AbrirExpediente(forms.Form):
    """How to notify whoever filed, where, and which document of the procedure each file is."""

    procedimiento = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, datos: Mapping[str, object] | None, *, asiento: Asiento, definicion: Definicion) -> None:
        super().__init__(datos, initial={"procedimiento": definicion.codigo})
        partes = list(asiento.interesados.select_related("persona", "representante").order_by("orden"))
        primera = partes[0] if partes else None
        obligada = primera is not None and (
            primera.persona.obligada or (primera.representante is not None and primera.representante.obligada)
        )
        if not obligada:
            self.fields["canal"] = forms.ChoiceField(
                label=_("¿Cómo se le notifica?"),
                choices=CANALES,
                widget=forms.RadioSelect,
                initial=(primera.canal_notificacion if primera else "") or CanalNotificacion.PAPEL.value,
                help_text=_(
                    "Como haya elegido en su solicitud. Si no dice nada y vino en papel, en papel (artículo 41.1)."
                ),
                error_messages={"required": _("Elija cómo se le notifica.")},
            )
            self.fields.update(campos_de_domicilio())
            for clave, valor in (primera.domicilio if primera else {}).items():
                if clave in self.fields:
                    self.fields[clave].initial = valor
        self.documentos = {f"documento-{d.documento_id}": d.documento_id for d in asiento.documentos.order_by("orden")}
        opciones = [(OTRO, _("La solicitud u otro documento"))]
        opciones += [(r.codigo, r.nombre) for r in definicion.formulario.requisitos]
        for fila in asiento.documentos.order_by("orden"):
            self.fields[f"documento-{fila.documento_id}"] = forms.ChoiceField(
                label=_("¿Qué documento es «%(n)s»?") % {"n": fila.nombre}, choices=opciones, required=False
            )

    def pedida(self) -> Apertura:
        """What was chosen."""
        limpio = self.cleaned_data
        requisitos: dict[UUID, str] = {d: limpio[nombre] for nombre, d in self.documentos.items() if limpio[nombre]}
        return Apertura(
            procedimiento=limpio["procedimiento"],
            canal=limpio.get("canal", ""),
            domicilio=domicilio_de(limpio) if DOMICILIO[0] in self.fields else {},
            requisitos=requisitos,
        )


class DevolverEntrada(forms.Form):
    """Why an entry is not of the unit that has it, and who takes it: whoever shares out, unless they say which unit it is of."""

    motivo = forms.CharField(
        label=gettext_lazy("¿Por qué no es de esta unidad?"),
        help_text=gettext_lazy("Lo leerá quien lo reciba."),
        max_length=LARGO_MOTIVO,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Diga por qué no es de esta unidad.")},
    )
    unidad = forms.ModelChoiceField(
        label=gettext_lazy("¿A quién se envía?"),
        help_text=gettext_lazy("A la oficina que lo reparte, o a la unidad de la que es, si la sabe."),
        queryset=Unidad.objects.filter(hasta=None).order_by(en_castellano("nombre"), "id"),
        empty_label=gettext_lazy("Elija una unidad"),
        error_messages={"required": gettext_lazy("Elija a quién se envía.")},
    )

    def __init__(
        self, datos: Mapping[str, object] | None, *, esta: UUID | None, oficinas: Sequence[Unidad], de_entrada: str
    ) -> None:
        """`de_entrada`: the name of the office where it was filed, which is proposed; or the only one that there is."""
        super().__init__(datos)
        campo = self.fields["unidad"]
        if isinstance(campo, forms.ModelChoiceField) and campo.queryset is not None:
            campo.queryset = campo.queryset.exclude(id=esta)
        otras = [oficina for oficina in oficinas if oficina.id != esta]
        suya = [oficina for oficina in otras if oficina.nombre == de_entrada]
        campo.initial = suya[0].id if suya else otras[0].id if len(otras) == 1 else None


class UnirAExpediente(forms.Form):
    """Which case, and what it is there."""

    de_la_persona = forms.ChoiceField(
        label=gettext_lazy("Expedientes de la persona"), widget=forms.RadioSelect, required=False
    )
    numero = forms.CharField(
        label=gettext_lazy("Número del expediente"),
        help_text=gettext_lazy("Por ejemplo, 2026/LIC/00012"),
        max_length=40,
        required=False,
    )
    clase = forms.ChoiceField(
        label=gettext_lazy("¿Qué es lo que ha presentado?"),
        choices=Aportacion.Clase.choices,
        initial=Aportacion.Clase.OTRO.value,
    )

    def __init__(self, datos: Mapping[str, object] | None, *, suyos: Sequence[Expediente]) -> None:
        super().__init__(datos)
        if not suyos:
            del self.fields["de_la_persona"]
            return
        campo = self.fields["de_la_persona"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [
                *((e.numero, f"{e.numero} · {e.titulo}") for e in suyos),
                (OTRO, _("Otro: escribiré su número")),
            ]
            campo.initial = suyos[0].numero

    def clean(self) -> dict[str, object]:
        """One of the two ways of saying which case."""
        limpio = super().clean() or {}
        if not limpio.get("numero") and not limpio.get("de_la_persona"):
            self.add_error("numero", _("Escriba el número del expediente."))
        return limpio

    def elegido(self) -> str:
        """The number of the case."""
        return str(self.cleaned_data.get("numero") or self.cleaned_data.get("de_la_persona"))
