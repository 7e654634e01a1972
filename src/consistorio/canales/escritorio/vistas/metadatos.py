"""Correcting what a document says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.acciones import corregir_metadatos, releer_texto
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones_metadatos import CORREGIBLES, CORREGIR, MAXIMO_MOTIVO, QUIEN_LO_HIZO
from consistorio.documental.documentos.tipos import ESTADOS_ELABORACION, TIPOS_DOCUMENTALES
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes.acciones import corregir_documento
from consistorio.tramitacion.expedientes.correcciones import donde_esta, exigir_que_se_corrija


class Metadatos(Formulario):
    """What it says (NTI de Documento electrónico, V) and which error is corrected."""

    titulo = forms.CharField(max_length=Documento._meta.get_field("titulo").max_length)
    tipo_documental = forms.ChoiceField()
    origen_administracion = forms.ChoiceField(
        label=gettext_lazy("¿Quién lo hizo?"), choices=list(QUIEN_LO_HIZO.items()), widget=forms.RadioSelect
    )
    estado_elaboracion = forms.ChoiceField()
    id_eni_origen = forms.CharField(
        help_text=gettext_lazy("Solo si lo es. Empieza por ES_."),
        required=False,
    )
    organo = forms.CharField(max_length=9)
    motivo = forms.CharField(
        label=gettext_lazy("¿Qué error se corrige?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=MAXIMO_MOTIVO
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for nombre, campo in self.fields.items():
            campo.label = campo.label or str(CORREGIBLES[nombre])
        for nombre, lista in (("tipo_documental", TIPOS_DOCUMENTALES), ("estado_elaboracion", ESTADOS_ELABORACION)):
            eleccion = self.fields[nombre]
            assert isinstance(eleccion, forms.ChoiceField)  # noqa: S101  # narrows the type
            eleccion.choices = list(lista.items())

    def cambios(self, documento: Documento, campos: Iterable[str]) -> dict[str, str | bool]:
        """What is written otherwise than it stands."""
        dichos: dict[str, str | bool] = {c: str(self.cleaned_data[c]).strip() for c in campos}
        dichos["origen_administracion"] = dichos["origen_administracion"] == "si"
        return {campo: valor for campo, valor in dichos.items() if valor != getattr(documento, campo)}


@empleado(CORREGIR)
@require_http_methods(["GET", "POST"])
def corregir(request: PeticionConActor, documento_id: UUID) -> HttpResponse:
    """Correct the metadata of a document; what they were is kept."""
    documento = documento_para(request.actor, documento_id, motivo=_("Corregir sus datos"))
    puestos = donde_esta(documento_id)
    exigir_que_se_corrija(request.actor, puestos)
    campos = [c for c in Metadatos.base_fields if c != "motivo"]
    iniciales = {campo: getattr(documento, campo) for campo in campos}
    iniciales["origen_administracion"] = "si" if documento.origen_administracion else "no"
    formulario = Metadatos(request.POST if request.method == "POST" else None, initial=iniciales)
    ficha = reverse("escritorio:documento", args=[documento_id])

    def hacer() -> HttpResponse:
        hacerlo = corregir_documento if puestos else corregir_metadatos
        hacerlo(
            actor=request.actor,
            documento_id=documento_id,
            cambios=formulario.cambios(documento, campos),
            motivo=formulario.cleaned_data["motivo"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(
            request,
            _("Datos corregidos. La diligencia espera la firma en el portafirmas.")
            if puestos
            else _("Datos corregidos. Se conserva lo que decían."),
        )
        return redirect(ficha)

    pagina = PaginaDeFormulario(
        _("Corregir los datos del documento"),
        documento.titulo,
        _(
            "El contenido no cambia. Una diligencia que usted firma dice en el expediente qué decían los datos, qué dicen y por qué (artículo 109.2)."
        )
        if puestos
        else _("El contenido no cambia. Lo que los datos decían queda guardado, con el motivo y con quién lo corrige."),
        _("Corregir"),
        ficha,
        _("El documento"),
    )
    return atender(request, formulario, pagina, hacer)


@empleado(CORREGIR)
@require_POST
def releer(request: PeticionConActor, documento_id: UUID) -> HttpResponse:
    """Have its text read again, to find it by what it says."""
    releer_texto(actor=request.actor, documento_id=documento_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Se va a leer otra vez. En unos minutos se podrá buscar por lo que dice."))
    return redirect("escritorio:documento", documento_id=documento_id)
