"""The internal communications of my units: trays, search, and reading one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_comunicaciones as lecturas
from consistorio.canales.escritorio.lecturas_mesa import con_tope
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import entregar, entregar_contenido
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.orden import planes_a_medida
from consistorio.servicios.busquedas.reglas import es_corta
from consistorio.servicios.comunicaciones import consultas
from consistorio.servicios.comunicaciones.acceso import adjunto_para, comunicacion_para
from consistorio.servicios.comunicaciones.acciones import acusar_recibo
from consistorio.servicios.comunicaciones.models import Comunicacion
from consistorio.servicios.comunicaciones.permisos import COMUNICAR
from consistorio.servicios.comunicaciones.reglas import TOPE, numero_buscado
from consistorio.tramitacion.expedientes.permisos import VER

POR_PAGINA = 25


@empleado(VER)
@require_GET
def bandeja(request: PeticionConActor) -> HttpResponse:
    """A tray, newest first: what waits for my units to acknowledge it, what they got, what they sent."""
    cual = request.GET.get("ver", consultas.PENDIENTES)
    cual = cual if cual in (consultas.RECIBIDAS, consultas.ENVIADAS) else consultas.PENDIENTES
    antes = identificador(request.GET.get("antes"))
    filas = consultas.bandeja(request.actor, cual=cual, antes_de=antes, limite=POR_PAGINA + 1)
    registrar_acceso(request.actor, que="comunicaciones", objeto_id=cual, motivo="bandeja de comunicaciones")
    aqui = f"{reverse('escritorio:comunicaciones_internas')}?ver={cual}"
    contexto = {
        "titulo": _("Comunicaciones internas"),
        "cual": cual,
        "filtros": _filtros(request, cual),
        "filas": lecturas.filas(filas[:POR_PAGINA], request.actor.unidades if cual != consultas.ENVIADAS else ()),
        "siguiente": f"{aqui}&antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": aqui if antes else "",
        "puede_enviar": request.actor.puede(COMUNICAR),
    }
    return render(request, "escritorio/comunicaciones_internas.html", contexto)


def _filtros(request: PeticionConActor, cual: str) -> list[Enlace]:
    por_acusar = con_tope(consultas.cuantas_pendientes(request.actor, tope=TOPE))
    textos = {
        consultas.PENDIENTES: _("Sin acuse (%s)") % por_acusar,
        consultas.RECIBIDAS: _("Recibidas"),
        consultas.ENVIADAS: _("Enviadas"),
    }
    base = reverse("escritorio:comunicaciones_internas")
    return [Enlace(texto, f"{base}?ver={clave}", clave == cual) for clave, texto in textos.items()]


@empleado(VER)
@require_http_methods(["GET", "POST"])
def buscar(request: PeticionConActor) -> HttpResponse:
    """Those with a number, or with every word, that this person may see. By POST: names do not belong in addresses."""
    texto = " ".join(request.POST.get("q", "").split())[:100]
    corto = numero_buscado(texto) is None and es_corta(texto)
    antes = identificador(request.POST.get("antes"))
    halladas: list[Comunicacion] = []
    if texto and not corto:
        registrar_acceso(request.actor, que="busqueda", objeto_id="comunicaciones", motivo="búsqueda de comunicaciones")
        with planes_a_medida(alias_actual()):
            halladas = consultas.buscadas(request.actor, texto, antes_de=antes, limite=POR_PAGINA + 1)
    contexto = {
        "titulo": _("Buscar comunicaciones internas"),
        "texto": texto,
        "corto": corto,
        "filas": lecturas.filas(halladas[:POR_PAGINA], request.actor.unidades),
        "siguiente": halladas[POR_PAGINA - 1].id if len(halladas) > POR_PAGINA else None,
    }
    return render(request, "escritorio/comunicaciones_buscar.html", contexto)


@empleado(VER)
@require_GET
def ver(request: PeticionConActor, comunicacion_id: UUID) -> HttpResponse:
    """What one says, who has acknowledged it, what goes with it, and its answers."""
    comunicacion = comunicacion_para(request.actor, comunicacion_id, motivo="leer")
    destinos = consultas.destinos_de(comunicacion)
    suyos = [destino for destino in destinos if destino.unidad_id in request.actor.unidades]
    correccion = consultas.correccion_de(request.actor, comunicacion)
    comunica = request.actor.puede(COMUNICAR)
    contexto = {
        "titulo": f"{comunicacion.numero} · {comunicacion.asunto}",
        "comunicacion": comunicacion,
        "cabecera": lecturas.cabecera(comunicacion),
        "destinos": destinos,
        "por_acusar": [destino for destino in suyos if destino.acusada_el is None] if comunica else [],
        "puede_contestar": comunica and bool(suyos),
        "puede_corregir": comunica and correccion is None and comunicacion.unidad_id in request.actor.unidades,
        "adjuntos": consultas.adjuntos_de(comunicacion),
        "respuestas": consultas.respuestas_de(request.actor, comunicacion),
        "responde_a": consultas.enlazada(request.actor, comunicacion.responde_a_id),
        "corrige": consultas.enlazada(request.actor, comunicacion.corrige_id),
        "correccion": correccion,
    }
    return render(request, "escritorio/comunicacion_interna.html", contexto)


@empleado(COMUNICAR)
@require_POST
def acusar(request: PeticionConActor, comunicacion_id: UUID, unidad_id: UUID) -> HttpResponse:
    """Say that one of my units has it."""
    acusar_recibo(actor=request.actor, comunicacion_id=comunicacion_id, unidad_id=unidad_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Acuse de recibo anotado."))
    return redirect("escritorio:comunicacion_interna", comunicacion_id=comunicacion_id)


@empleado(VER)
@require_GET
def adjunto(request: PeticionConActor, comunicacion_id: UUID, adjunto_id: UUID) -> StreamingHttpResponse:
    """The bytes of what goes with it."""
    suyo = adjunto_para(request.actor, comunicacion_id, adjunto_id, motivo="abrir un adjunto")
    if suyo.documento is not None:
        return entregar(suyo.documento)
    if suyo.contenido is None:
        raise NoEncontrado(_("No encontramos ese adjunto."))
    return entregar_contenido(suyo.contenido, suyo.nombre)
