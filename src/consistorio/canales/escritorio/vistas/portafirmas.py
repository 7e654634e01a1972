"""Portafirmas: what waits for this person's signature; signing one or many, sending back with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_firmas
from consistorio.canales.escritorio.marcas import con_las_marcas, los_marcados
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.documental.firma import acceso, consultas
from consistorio.documental.firma.acciones.devolver import devolver
from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.tipos import asunto_de_pasos
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio, NoPermitido
from consistorio.nucleo.reloj import RelojSistema, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.acciones.llaves import pedir
from consistorio.plataforma.identidad.llaves import tiene_llave
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.expedientes.intervencion import casos_de_circuitos
from consistorio.tramitacion.expedientes.visibilidad import visibles_para

FIRMAR = "firma.firmar"
RECIEN_FIRMADOS = "recien_firmados"


class Firmar(forms.Form):
    """Which documents, and the proof of presence."""

    pasos = forms.MultipleChoiceField(
        label=gettext_lazy("Documentos"), error_messages={"required": gettext_lazy("Marque al menos un documento.")}
    )
    codigo = forms.CharField(
        label=gettext_lazy("Código de su aplicación de acceso"),
        help_text=gettext_lazy("Los 6 números que ve ahora. Abren su clave de firma."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "data-ancho": "10"}),
        error_messages={"required": gettext_lazy("Escriba el código de su aplicación de acceso.")},
    )
    llave = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def __init__(self, datos: QueryDict | None = None) -> None:
        """Either proof does: what the key approved stands for the code."""
        super().__init__(datos)
        self.fields["codigo"].required = not (datos and datos.get("llave"))


class Devolver(forms.Form):
    """Why it is not signed."""

    motivo = forms.CharField(
        label=gettext_lazy("¿Por qué no lo firma?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Explique qué hay que cambiar.")},
    )


def _pendientes(request: PeticionConActor) -> list[consultas.PasoPendiente]:
    empleado_ = Empleado.objects.select_related("persona").get(id=request.actor.id)
    return consultas.pendientes_de(empleado_, en=hoy(reloj_de_la_casa()))


@empleado(FIRMAR)
@require_http_methods(["GET", "POST"])
def portafirmas(request: PeticionConActor) -> HttpResponse:
    """The list, and the act of signing what is marked."""
    pendientes = _pendientes(request)
    formulario = Firmar(request.POST if request.method == "POST" else None)
    pasos = formulario.fields["pasos"]
    if isinstance(pasos, forms.MultipleChoiceField):
        pasos.choices = [(str(p.paso.id), str(p.paso.id)) for p in pendientes]
    if request.method == "POST" and formulario.is_valid():
        fallidos = _firmar(request, formulario, pendientes)
        if fallidos is not None:
            por_marcar = QueryDict(mutable=True)
            por_marcar.setlist("marcada", [str(uno) for uno in fallidos])
            return redirect(con_las_marcas(reverse("escritorio:portafirmas"), por_marcar, ()))
    marcados = {*request.POST.getlist("pasos"), *map(str, los_marcados(request.GET))}
    casos = casos_de_circuitos(p.paso.circuito.referencia for p in pendientes)
    vistos = set(
        visibles_para(request.actor).filter(id__in={c.id for c in casos.values()}).values_list("id", flat=True)
    )
    certificado, ahora = consultas.certificado_vigente(request.actor.id), reloj_de_la_casa().ahora()
    firmados = [] if request.method == "POST" else [UUID(uno) for uno in request.session.pop(RECIEN_FIRMADOS, [])]
    contexto = {
        "titulo": _("Portafirmas"),
        "firmados": lecturas_firmas.recien_firmados(request.actor, firmados) if firmados else [],
        "pendientes": [(p, str(p.paso.id) in marcados, casos.get(p.paso.circuito.referencia)) for p in pendientes],
        "vistos": vistos,
        "form": formulario,
        "reto": "/escritorio/portafirmas/llave/" if tiene_llave(request.actor) else "",
        "certificado": certificado,
        "dias": consultas.dias_hasta_caducar(certificado, ahora=ahora) if certificado else None,
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "escritorio/portafirmas.html", contexto, status=422 if formulario.errors else 200)


def _firmar(
    request: PeticionConActor, formulario: Firmar, pendientes: Sequence[consultas.PasoPendiente]
) -> list[UUID] | None:
    """Sign what is marked, and what could not be: it is told one by one, and they stay marked. None when the proof of presence was refused."""
    ids = [UUID(p) for p in formulario.cleaned_data["pasos"]]
    try:
        resultado = firmar(
            actor=request.actor,
            paso_ids=ids,
            segundo_factor=formulario.cleaned_data["llave"] or formulario.cleaned_data["codigo"],
            reloj=reloj_de_la_casa(),
        )
    except NoPermitido as error:
        formulario.add_error("codigo", str(error))
        return None
    if resultado.firmados:
        messages.success(
            request, _("Se han firmado %(n)d de %(total)d.") % {"n": len(resultado.firmados), "total": len(ids)}
        )
        # Read once, by the page that follows: from it they go back to the cases
        request.session[RECIEN_FIRMADOS] = [
            str(uno) for uno in resultado.firmados[: lecturas_firmas.MAXIMO_DE_FIRMADOS]
        ]
    titulos = {p.paso.id: p.paso.circuito.documento.titulo for p in pendientes}
    for fallo in resultado.fallidos:
        dicho = {"t": titulos.get(fallo.paso_id, ""), "m": fallo.motivo}
        messages.error(request, _("No se ha firmado «%(t)s». %(m)s") % dicho)
    return [fallo.paso_id for fallo in resultado.fallidos]


@empleado(FIRMAR)
@require_POST
def reto_de_llave(request: PeticionConActor) -> JsonResponse:
    """What the browser needs to approve with a passkey exactly what is marked."""
    pasos = [p for p in map(_uuid, request.POST.getlist("pasos")) if p is not None]
    try:
        if not pasos:
            raise DatosIncorrectos(_("Marque al menos un documento."))
        opciones = pedir(actor=request.actor, para=asunto_de_pasos(pasos), maquina=RelojSistema())
    except ErrorDominio as error:
        return JsonResponse({"mensaje": error.entero}, status=error.estado_http)
    return JsonResponse(dict(opciones))


def _uuid(texto: str) -> UUID | None:
    try:
        return UUID(texto)
    except ValueError:
        return None


@empleado(FIRMAR)
@require_http_methods(["GET", "POST"])
def devolver_paso(request: PeticionConActor, paso_id: UUID) -> HttpResponse:
    """Send a document back to whoever asked for the signature."""
    paso = acceso.paso_para(request.actor, paso_id, reloj=reloj_de_la_casa())
    formulario = Devolver(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulario.is_valid():
        try:
            devolver(
                actor=request.actor, paso_id=paso_id, motivo=formulario.cleaned_data["motivo"], reloj=reloj_de_la_casa()
            )
        except DatosIncorrectos as error:
            formulario.add_error("motivo", error.mensaje)
        else:
            messages.success(request, _("Devuelto. Quien lo pidió verá el motivo."))
            return redirect("escritorio:portafirmas")
    contexto = {
        "titulo": _("Devolver sin firmar"),
        "paso": paso,
        "form": formulario,
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "escritorio/devolver.html", contexto, status=422 if formulario.errors else 200)


@empleado(FIRMAR)
@require_GET
def leer(request: PeticionConActor, paso_id: UUID) -> StreamingHttpResponse:
    """The document that is going to be signed, whether or not its case is of this person's unit."""
    paso = acceso.paso_para(request.actor, paso_id, reloj=reloj_de_la_casa())
    return entregar(paso.circuito.documento)
