"""«¿Dónde está mi factura?»: those that one issued, or that were issued by whom one represents; and to file another one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.formularios import FicheroAdmitido, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.sede import palabras_facturas as palabras
from consistorio.canales.sede.formularios_web import FormularioAnularFactura, FormularioFactura
from consistorio.documental.registro.acceso import asiento_para, justificante_para
from consistorio.documental.registro.models import Justificante
from consistorio.economia.facturas import acciones, consultas, obligaciones, reglas
from consistorio.economia.facturas.acceso import documento_propio, factura_propia
from consistorio.economia.facturas.acciones.presentar import FacturaConReparos
from consistorio.economia.facturas.models import Factura, RegistroFace
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.consultas import abrir
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

PAGINA = 25
SE_ANULAN = (Factura.Estado.ANOTADA, Factura.Estado.REMITIDA, Factura.Estado.CONFORMADA, Factura.Estado.CONTABILIZADA)


@ciudadania()
@require_GET
def facturas(request: PeticionConActor) -> HttpResponse:
    """One's own, the newest first, by pages."""
    antes = identificador(request.GET.get("antes"))
    halladas = consultas.pagina_de_propias(request.actor, en=hoy(reloj_de_la_casa()), antes_de=antes, limite=PAGINA + 1)
    debido = obligaciones.debido([una.factura for una in halladas])
    contexto = {
        "titulo": _("¿Dónde está mi factura?"),
        "facturas": [(una, *palabras.como_esta(una.factura, debido[una.factura.id])) for una in halladas[:PAGINA]],
        "de_otra": request.actor.representa_a is not None,
        "siguiente": f"?antes={halladas[PAGINA - 1].factura.id}" if len(halladas) > PAGINA else "",
        "anterior": "?" if antes else "",
    }
    return render(request, "sede/facturas.html", contexto)


@ciudadania()
@require_GET
def factura(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """How one is: its state, who has it, what comes next, its clocks and what was done with it."""
    suya = factura_propia(request.actor, factura_id, motivo=_("Seguimiento de una factura propia"))
    [una] = consultas.con_relojes([suya], en=hoy(reloj_de_la_casa()))
    pasos = list(suya.pasos.select_related("unidad").order_by("dado_el", "id"))
    motivo = reglas.motivos().get(suya.motivo)
    rechazo = next((p for p in reversed(pasos) if p.clase == palabras.P.RECHAZADA), None)
    debido = obligaciones.debido([suya])[suya.id]
    estado, color = palabras.como_esta(suya, debido)
    contexto = {
        "titulo": _("Factura %(numero)s") % {"numero": suya.numero_dicho},
        "f": suya,
        "estado": estado,
        "color": color,
        "la_tiene": palabras.quien_la_tiene(una),
        "despues": palabras.que_viene(suya),
        "plazo": palabras.plazo_en_curso(una),
        "tarde": bool(una.relojes.tarde) and suya.obligado >= 0,
        "relojes": palabras.relojes(una),
        "pagado": palabras.pagado(suya, debido),
        "motivo": motivo,
        "rechazo": rechazo,
        "hitos": palabras.historia(suya, pasos, debido),
        "tiene_original": suya.entrega.original_id is not None,
        "face": RegistroFace.objects.filter(entrega=suya.entrega_id).first(),
        "se_anula": suya.estado in SE_ANULAN and suya.anulacion != Factura.Anulacion.SOLICITADA,
    }
    return render(request, "sede/factura.html", contexto)


@ciudadania()
@require_GET
def documento(request: PeticionConActor, factura_id: UUID) -> HttpResponseBase:
    """What was filed, as it was filed."""
    return entregar(documento_propio(request.actor, factura_id), guardar=True)


@ciudadania()
@require_http_methods(["GET", "POST"])
def presentar(request: PeticionConActor) -> HttpResponseBase:
    """File an invoice. What would get it rejected is said first, and then it may be filed all the same."""
    enviado = request.method == "POST"
    form = FormularioFactura(request.POST, request.FILES) if enviado else FormularioFactura(initial={"clave": uuid7()})
    form.recordar(request.actor, clase="factura")
    insiste = False
    if enviado and form.is_valid():
        fichero, reloj = form.adjuntos[0], reloj_de_la_casa()
        assert isinstance(fichero, FicheroAdmitido)  # noqa: S101  # narrows the type
        try:
            with abrir(fichero.contenido.sha256) as flujo:
                asiento, _facturas = acciones.presentar(
                    actor=request.actor,
                    flujo=flujo,
                    nombre=fichero.nombre,
                    clave=form.cleaned_data["clave"],
                    asi=form.cleaned_data["asi"],
                    reloj=reloj,
                )
            return redirect("sede:factura_presentada", asiento_id=asiento.id)
        except DatosIncorrectos as error:
            anotar_problemas(form, error)
            insiste = isinstance(error, FacturaConReparos)
    if not insiste:
        form.sin_preguntar()
    contexto = {
        "titulo": _("Presentar una factura"),
        "form": form,
        "insiste": insiste,
        "de_otra": request.actor.representa_a is not None,
        "hay_errores": bool(form.errors),
    }
    return render(request, "sede/factura_presentar.html", contexto, status=422 if form.errors else 200)


@ciudadania()
@require_GET
def presentada(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """The receipt: its number in the registry, and that of each invoice."""
    asiento = asiento_para(request.actor, asiento_id, motivo=_("Confirmación de la presentación"))
    contexto = {
        "titulo": _("Factura presentada"),
        "asiento": asiento,
        "justificante": Justificante.objects.filter(asiento=asiento).first(),
        "facturas": list(consultas.propias(request.actor).filter(entrega__asiento=asiento).order_by("orden")),
    }
    return render(request, "sede/factura_presentada.html", contexto)


@ciudadania()
@require_GET
def justificante(request: PeticionConActor, asiento_id: UUID) -> HttpResponseBase:
    """The receipt of the registry as a document."""
    hallado = justificante_para(request.actor, asiento_id, motivo=_("Justificante de una factura propia"))
    return entregar(hallado, guardar=True)


@ciudadania()
@require_http_methods(["GET", "POST"])
def anular(request: PeticionConActor, factura_id: UUID) -> HttpResponseBase:
    """Ask to cancel an invoice of one's own."""
    suya = factura_propia(request.actor, factura_id, motivo=_("Pedir que se anule una factura propia"))
    form = FormularioAnularFactura(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            acciones.pedir_anulacion_propia(
                actor=request.actor, factura_id=suya.id, texto=form.cleaned_data["texto"], reloj=reloj_de_la_casa()
            )
        except (DatosIncorrectos, FaseIncompatible) as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, _("Hemos anotado que pide anularla. La oficina contable le contestará."))
            return redirect("sede:factura", factura_id=suya.id)
    contexto = {
        "titulo": _("Pedir que se anule la factura"),
        "f": suya,
        "form": form,
        "hay_errores": bool(form.errors),
    }
    return render(request, "sede/factura_anular.html", contexto, status=422 if form.errors else 200)
