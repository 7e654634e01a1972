"""The steps of a modification of credits at the desk: its report, its approval, those of the budget and its entry in the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.documental.documentos.consultas import por_csv
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.limites import CON_URGENCIA
from consistorio.economia.presupuesto.models import ModificacionCredito, TramiteModificacion
from consistorio.economia.presupuesto.operaciones.pasos_de_modificacion import organos_que_aprueban, siguiente
from consistorio.economia.presupuesto.permisos import MODIFICAR
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.nucleo.errores import Conflicto, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

Estado, Tramite = ModificacionCredito.Estado, TramiteModificacion.Estado
ORGANOS: Final = dict(ModificacionCredito.Organo.choices)
# What comes after each state; what the Pleno approved as a budget is exposed, and so on, by `Tramite`
_PASOS: Final = {Estado.BORRADOR: "informar", Estado.INFORMADA: "aprobar", Estado.APROBADA: "contabilizar"}
_TRAMITES: Final = (Tramite.EXPOSICION, Tramite.DEFINITIVA, Tramite.PUBLICADA)
# Instead of any of them, while it is not in the accounts
SIN_EFECTO: Final = "sin_efecto"


# How the document of each step is called, and what is said when it lacks; of a definitive approval there may be none
_DOCUMENTOS: Final[dict[str, tuple[Any, Any]]] = {
    "informar": (
        gettext_lazy("Código (CSV) del informe"),
        gettext_lazy("Elija el informe de Intervención: escriba el código (CSV) del documento."),
    ),
    "aprobar": (
        gettext_lazy("Código (CSV) del acuerdo"),
        gettext_lazy("Elija el documento del acuerdo: escriba su código (CSV)."),
    ),
    Tramite.EXPOSICION: (
        gettext_lazy("Código (CSV) del anuncio en el boletín"),
        gettext_lazy("Elija el anuncio del boletín: escriba el código (CSV) del documento."),
    ),
    Tramite.DEFINITIVA: (gettext_lazy("Código (CSV) del acuerdo, si hubo reclamaciones"), ""),
    Tramite.PUBLICADA: (
        gettext_lazy("Código (CSV) de la publicación en el boletín"),
        gettext_lazy("Elija la publicación del boletín: escriba el código (CSV) del documento."),
    ),
    SIN_EFECTO: (gettext_lazy("Código (CSV) del acuerdo o del informe, si ya estaba aprobada"), ""),
}


class Paso(Formulario):
    """A step: its day, the document that proves it, and who approves."""

    fecha = DiaCorto(gettext_lazy("¿Qué día fue?"))
    organo = forms.ChoiceField(label=gettext_lazy("¿Quién la aprobó?"), choices=ModificacionCredito.Organo.choices)
    mayoria_absoluta = forms.BooleanField(
        label=gettext_lazy("El Pleno lo aprobó con mayoría absoluta y declaró el gasto necesario y urgente"),
        required=False,
    )
    urgencia = forms.CharField(
        label=gettext_lazy("¿Qué calamidad o interés excepcional la hace ejecutiva en el acto?"),
        help_text=gettext_lazy(
            "Solo en una calamidad pública o algo semejante (TRLRHL 177.6). Vacío, se expone al público quince días hábiles antes de que valga."
        ),
        max_length=LARGO_TEXTO,
        required=False,
    )
    reclamaciones = forms.BooleanField(
        label=gettext_lazy("Hubo reclamaciones y el Pleno las resolvió"),
        help_text=gettext_lazy("Sin ellas, el acuerdo inicial se hace definitivo al acabar la exposición, sin otro."),
        required=False,
    )
    motivo = forms.CharField(label=gettext_lazy("¿Por qué no va a entrar en vigor?"), max_length=LARGO_TEXTO)
    documento = forms.CharField(label=gettext_lazy("Código (CSV) del documento"), required=False, max_length=40)
    documento_id: UUID | None = None

    def __init__(
        self, datos: object, paso: str, aprueban: Sequence[str] = (), una: ModificacionCredito | None = None
    ) -> None:
        super().__init__(datos, initial={"organo": aprueban[0]} if aprueban else {})
        aprueba = paso == "aprobar" and una is not None
        sobran = {
            "organo": not aprueba,
            "mayoria_absoluta": not aprueba or una is None or una.carga_financiera is None,
            "urgencia": not aprueba or una is None or una.tipo not in CON_URGENCIA,
            "reclamaciones": paso != Tramite.DEFINITIVA,
            "motivo": paso != SIN_EFECTO,
            "documento": paso == "contabilizar",
        }
        for campo in (nombre for nombre, sobra in sobran.items() if sobra):
            del self.fields[campo]
        if paso in _DOCUMENTOS:
            suyo, falta = self.fields["documento"], _DOCUMENTOS[paso][1]
            suyo.label, suyo.required = _DOCUMENTOS[paso][0], bool(falta)
            suyo.error_messages["required"] = falta

    def clean_documento(self) -> str:
        """The document. Raises ValidationError (nobody has that code)."""
        csv = str(self.cleaned_data["documento"]).strip()
        if csv:
            try:
                self.documento_id = por_csv(csv).id
            except NoEncontrado as error:
                raise forms.ValidationError(error.mensaje) from error
        return csv


@empleado(MODIFICAR)
@require_http_methods(["GET", "POST"])
def anotar_paso(request: PeticionConActor, modificacion_id: UUID, paso: str) -> HttpResponse:
    """Its report, its approval, the steps of the budget, or its entry in the accounts."""
    una = modificacion_de(modificacion_id)
    if paso not in (*_PASOS.values(), *_TRAMITES, SIN_EFECTO):
        raise NoEncontrado(_("Ese paso no existe."))
    aprueban = organos_que_aprueban(una, hoy(reloj_de_la_casa())) if paso == "aprobar" else ()
    form = Paso(request.POST if request.method == "POST" else None, paso, aprueban, una)

    def hacer() -> HttpResponse:
        fecha, reloj = form.cleaned_data["fecha"], reloj_de_la_casa()
        con: dict[str, Any] = {"modificacion_id": una.id, "fecha": fecha, "reloj": reloj}
        if paso == "informar":
            acciones.informar_modificacion(actor=request.actor, **con, informe_id=form.documento_id)
        elif paso == "aprobar":
            acciones.aprobar_modificacion(
                actor=request.actor,
                **con,
                organo=form.cleaned_data["organo"],
                acuerdo_id=form.documento_id,
                mayoria_absoluta=form.cleaned_data.get("mayoria_absoluta", False),
                urgencia=form.cleaned_data.get("urgencia", ""),
            )
        elif paso == SIN_EFECTO:
            acciones.dejar_sin_efecto_modificacion(
                actor=request.actor, **con, motivo=form.cleaned_data["motivo"], documento_id=form.documento_id
            )
        elif paso == "contabilizar":
            acciones.contabilizar_modificacion(actor=request.actor, **con)
        else:
            acciones.anotar_tramite_de_modificacion(
                actor=request.actor,
                **con,
                estado=paso,
                documento_id=form.documento_id,
                reclamaciones=form.cleaned_data.get("reclamaciones", False),
            )
        messages.success(request, _("Anotado."))
        return redirect("escritorio:modificacion", modificacion_id=una.id)

    vuelta = reverse("escritorio:modificacion", args=[una.id])
    titulo = _("Modificación %(n)s") % {"n": una}
    explicacion = f"{una.get_tipo_display()}. {una.texto}."
    if aprueban:
        explicacion += " " + _("Según la ley y las bases la aprueba: %(o)s.") % {
            "o": ", ".join(str(ORGANOS[uno]) for uno in aprueban)
        }
    if paso == SIN_EFECTO and una.lineas.filter(retencion_id__isnull=False).exists():
        explicacion += " " + _("Lo que se retuvo para ella sigue retenido: corrija después su retención (RCT).")
    pagina = PaginaDeFormulario(titulo_de(paso), _("Economía"), explicacion, _("Anotarlo"), vuelta, titulo)
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto, FaseIncompatible))


def toca_ahora(una: ModificacionCredito) -> str:
    """The step that comes now, "" when there is none."""
    if una.estado in _PASOS:
        return _PASOS[Estado(una.estado)]
    return str(siguiente(una) or "") if se_deja(una) else ""


def se_deja(una: ModificacionCredito) -> bool:
    """Whether it may be left without effect: it is neither so nor in the accounts."""
    return una.estado not in (Estado.CONTABILIZADA, Estado.SIN_EFECTO)


def toca_tambien(una: ModificacionCredito) -> str:
    """Of one that was in force at once, the step of the budget that waits meanwhile."""
    return str(siguiente(una) or "") if una.urgencia and una.estado != Estado.SIN_EFECTO else ""


def titulo_de(paso: str) -> str:
    """How a step is called."""
    return {
        "informar": _("Anotar el informe de Intervención"),
        "aprobar": _("Anotar la aprobación"),
        str(Tramite.EXPOSICION): _("Anotar su exposición al público"),
        str(Tramite.DEFINITIVA): _("Anotar su aprobación definitiva"),
        str(Tramite.PUBLICADA): _("Anotar su publicación"),
        "contabilizar": _("Contabilizar la modificación"),
        SIN_EFECTO: _("Dejarla sin efecto"),
    }[paso]


def modificacion_de(modificacion_id: UUID) -> ModificacionCredito:
    """A file by its id. Raises NoEncontrado."""
    una = ModificacionCredito.objects.filter(id=modificacion_id).first()
    if una is None:
        raise NoEncontrado(_("No encontramos esa modificación."))
    return una
