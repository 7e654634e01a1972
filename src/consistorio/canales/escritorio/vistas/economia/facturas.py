"""The invoices: the lists, one with its three clocks, and what arrives."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_facturas as lecturas
from consistorio.canales.escritorio.formularios_facturas import Archivo, Papel
from consistorio.canales.escritorio.guardadas import elegida
from consistorio.canales.escritorio.una_vez import una_vez
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.formularios import FicheroAdmitido
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.facturas import acciones, consultas, reglas
from consistorio.economia.facturas.acceso import anexo_para, conformidad_para, documento_para, factura_para
from consistorio.economia.facturas.devengos import pendientes_de
from consistorio.economia.facturas.models import DichoFace, Entrega, RectificacionDeFactura, RegistroFace
from consistorio.economia.facturas.permisos import REGISTRAR
from consistorio.economia.facturas.permisos import VER as VER_FACTURAS
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import VER as VER_PRESUPUESTO
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.consultas import abrir
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.expedientes.permisos import VER

POR_PAGINA = 50


@empleado(VER)  # each sees those that they may: `visibles_para`
@require_GET
def facturas(request: PeticionConActor) -> HttpResponse:
    """A list of invoices with the clock that runs in each."""
    vista = elegida(request, "facturas")
    en, cual = hoy(reloj_de_la_casa()), vista.filtros.get("ver", "")
    cual = cual if cual in lecturas.LISTAS else lecturas.primera_lista(request.actor)
    cursor = identificador(request.GET.get("tras"))
    tras = consultas.visibles_para(request.actor, en=en).filter(id=cursor).first() if cursor else None
    filas, sigue = lecturas.lista(request.actor, cual, en=en, tras=tras, limite=POR_PAGINA)
    base = reverse("escritorio:facturas")
    contexto = {
        "titulo": _("Facturas"),
        **vista.para_la_pagina(),
        "filtros": [Enlace(str(t), f"{base}?ver={c}", c == cual) for c, t in lecturas.LISTAS.items()],
        "filas": [
            (una, lecturas.estado_de(una.factura), lecturas.reloj_en_palabras(una), lecturas.quien_la_tiene(una))
            for una in filas
        ],
        "registra": request.actor.puede(REGISTRAR),
        "mide": request.actor.puede(VER_FACTURAS),
        "ve_economia": request.actor.puede(VER_PRESUPUESTO),
        "siguiente": f"{base}?ver={cual}&tras={sigue}" if sigue else "",
        "anterior": f"{base}?ver={cual}" if tras else "",
    }
    return render(request, "escritorio/economia/facturas.html", contexto)


@empleado(VER)
@require_GET
def factura(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """An invoice: its clocks, what it says, what is wrong with it, what was done with it and what may be done."""
    reloj = reloj_de_la_casa()
    una = factura_para(request.actor, factura_id, motivo=VER, reloj=reloj)
    [con_relojes] = consultas.con_relojes([una], en=hoy(reloj))
    pasos = list(una.pasos.select_related("unidad").order_by("dado_el", "id"))
    nombres = {uno.id: uno.nombre for uno in Empleado.objects.filter(id__in={paso.dado_por for paso in pasos})}
    motivos, omision = reglas.motivos(), lecturas.omision_de(una)
    contexto = {
        "titulo": una.codigo,
        "f": una,
        "estado": lecturas.estado_de(una),
        "relojes": lecturas.relojes_de(con_relojes),
        "la_tiene": lecturas.quien_la_tiene(con_relojes),
        "firma": str(lecturas.FIRMAS.get(una.entrega.firma, "")),
        "lineas": list(una.lineas.order_by("orden")),
        "impuestos": list(una.impuestos.order_by("orden")),
        "pasos": [(paso, nombres.get(paso.dado_por, _("el sistema"))) for paso in pasos],
        "motivo": motivos[una.motivo].texto if una.motivo in motivos else "",
        "propuesto": motivos[una.motivo_propuesto].texto if una.motivo_propuesto in motivos else "",
        "tiene_original": una.entrega.original_id is not None,
        "compromiso": Operacion.objects.filter(id=una.compromiso_id).first() if una.compromiso_id else None,
        "operacion": Operacion.objects.filter(id=una.operacion_o_id).first() if una.operacion_o_id else None,
        "rectificaciones": list(
            RectificacionDeFactura.objects.select_related("factura", "original")
            .filter(Q(factura=una) | Q(original=una))
            .order_by("id")
        ),
        "ve_operacion": request.actor.puede(VER_PRESUPUESTO),
        "en_413": [linea.operacion for linea in pendientes_de(una)],
        "anexos": list(una.entrega.anexos.select_related("documento").order_by("orden")),
        "face": RegistroFace.objects.filter(entrega=una.entrega_id).first(),
        "dichos": list(DichoFace.objects.filter(paso__factura=una).select_related("paso").order_by("dicho_el", "id")),
        "avisos": list(una.avisos_al_emisor.order_by("momento", "id")),
        "actos": lecturas.actos(una, request.actor, en=hoy(reloj), omitida=omision is not None),
        "devueltas": Operacion.objects.filter(factura_id=una.id, clase="INP", signo=1).order_by("id"),
        "de_otro_anio": lecturas.anio_de_antes(una, en=hoy(reloj)),
        "omision": omision,
        **lecturas.control_de(una),
    }
    return render(request, "escritorio/economia/factura.html", contexto)


@empleado(VER)
@require_GET
def documento(request: PeticionConActor, factura_id: UUID) -> HttpResponseBase:
    """What arrived: its file or its scan."""
    return entregar(documento_para(request.actor, factura_id, reloj=reloj_de_la_casa()))


@empleado(VER)
@require_GET
def anexo(request: PeticionConActor, factura_id: UUID, orden: int) -> HttpResponseBase:
    """A file that came beside it."""
    return entregar(anexo_para(request.actor, factura_id, orden, reloj=reloj_de_la_casa()))


@empleado(VER)
@require_GET
def conformidad(request: PeticionConActor, factura_id: UUID) -> HttpResponseBase:
    """The document of its conformity."""
    return entregar(conformidad_para(request.actor, factura_id, reloj=reloj_de_la_casa()))


@empleado(REGISTRAR)
@require_http_methods(["GET", "POST"])
def recibir(request: PeticionConActor) -> HttpResponse:
    """Note the invoices of a Facturae file."""
    form = Archivo(request.POST, request.FILES) if request.method == "POST" else Archivo()

    def hacer() -> HttpResponse:
        subido = form.cleaned_data["fichero"]
        anotadas = acciones.recibir(
            actor=request.actor,
            flujo=subido.file,
            nombre=subido.name or "factura.xml",
            canal=Entrega.Canal.ARCHIVO,
            reloj=reloj_de_la_casa(),
        )
        cuantas = len(anotadas)
        dicho = ngettext("Se ha anotado %(n)d factura.", "Se han anotado %(n)d facturas.", cuantas)
        messages.success(request, dicho % {"n": cuantas})
        return _tras_anotar(request, anotadas[0].id)

    explicacion = _("Se anotan todas, aunque tengan errores. Cada una dirá los suyos.")
    pagina = _pagina_de(_("Anotar las facturas de un archivo"), explicacion, _("Anotar las facturas"))
    return atender(request, form, pagina, hacer)


@empleado(REGISTRAR)
@require_http_methods(["GET", "POST"])
def recibir_papel(request: PeticionConActor) -> HttpResponse:
    """Note an invoice on paper."""
    enviado, dia = request.method == "POST", hoy(reloj_de_la_casa())
    form = Papel(request.POST if enviado else None, request.FILES if enviado else None, dia)

    def hacer() -> HttpResponse:
        fichero = form.cleaned_data["fichero"]
        assert isinstance(fichero, FicheroAdmitido)  # noqa: S101  # narrows the type
        with abrir(fichero.contenido.sha256) as flujo:
            try:
                with una_vez(request.POST):
                    anotada = acciones.recibir_papel(
                        actor=request.actor,
                        papel=form.papel(),
                        flujo=flujo,
                        nombre=fichero.nombre,
                        reloj=reloj_de_la_casa(),
                    )
            except YaAnotado as ya:
                messages.success(request, _("Esa factura ya estaba anotada: se había enviado dos veces."))
                return _tras_anotar(request, ya.hecho_id)
        messages.success(request, _("Anotada la factura %(codigo)s.") % {"codigo": anotada.codigo})
        return _tras_anotar(request, anotada.id)

    explicacion = _("Las sociedades y otras entidades tienen que presentarla en formato electrónico.")
    pagina = _pagina_de(_("Anotar una factura en papel"), explicacion, _("Anotar la factura"))
    return atender(request, form, pagina, hacer)


def _tras_anotar(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """To the invoice, for who may see it; the counter notes invoices and sees none."""
    visible = consultas.visibles_para(request.actor, en=hoy(reloj_de_la_casa())).filter(id=factura_id).exists()
    if visible:
        return redirect("escritorio:factura", factura_id=factura_id)
    return redirect("escritorio:facturas")


def _pagina_de(titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    return PaginaDeFormulario(titulo, _("Facturas"), explicacion, boton, reverse("escritorio:facturas"), _("Facturas"))
