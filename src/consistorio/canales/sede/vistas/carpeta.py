"""Mi carpeta: what waits, cases, notifications, drafts and documents of who is identified (or of whom they act for)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.sede import pendientes, seguimiento, tramites
from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.consultas import (
    admite_copia_autentica,
    copia_autentica_de,
    es_su_original,
)
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.consultas import estado_de
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.puertos.acceso_documentos import acceso_documentos
from consistorio.servicios.notificaciones import consultas as notificaciones
from consistorio.servicios.tributos import consultas as pagos
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.acciones import pedir_copia
from consistorio.tramitacion.expedientes.miradas import quien_lo_ha_visto
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES
from consistorio.tramitacion.formularios.consultas import borradores_de
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.solicitudes.models import Aportacion

PAGINA = 25
EN_PORTADA = 5
DOCUMENTOS = 50
MIRADAS = 100
PERSONAS = 25


@ciudadania()
@require_GET
def carpeta(request: PeticionConActor) -> HttpResponse:
    """The summary: what waits first, then the last of each thing."""
    actor = request.actor
    contexto = {
        "titulo": _("Mi carpeta"),
        "pendientes": pendientes.le_toca(actor, ahora=reloj_de_la_casa().ahora()),
        "expedientes": expedientes.pagina(actor, limite=EN_PORTADA),
        "notificaciones": notificaciones.visibles_para(actor)
        .select_related("expediente")
        .order_by("-emitida_el", "-id")[:EN_PORTADA],
        "borradores": _con_nombre(borradores_de(actor, limite=EN_PORTADA), actor),
    }
    return render(request, "sede/carpeta.html", contexto)


@ciudadania()
@require_GET
def lista_borradores(request: PeticionConActor) -> HttpResponse:
    """Every draft, last saved first, by pages."""
    antes = identificador(request.GET.get("antes"))
    pagina = borradores_de(request.actor, antes_de=antes, limite=PAGINA + 1)
    contexto = {
        "titulo": _("Mis borradores"),
        "borradores": _con_nombre(pagina[:PAGINA], request.actor),
        "siguiente": f"?antes={pagina[PAGINA - 1].id}" if len(pagina) > PAGINA else "",
        "anterior": "?" if antes else "",
    }
    return render(request, "sede/borradores.html", contexto)


def _con_nombre(borradores: list[Borrador], actor: Actor) -> list[tuple[Borrador, str]]:
    """Each draft with what it is: its procedure, or the kind of submission and its case."""
    nombres = {d.codigo: d.nombre for d in tramites.publicados()}
    casos = expedientes.visibles_para(actor).in_bulk([b.expediente_id for b in borradores if b.expediente_id])
    con_nombre = []
    for borrador in borradores:
        nombre = nombres.get(borrador.procedimiento, borrador.procedimiento)
        if borrador.expediente_id is not None:
            caso = casos.get(borrador.expediente_id)
            nombre = f"{Aportacion.Clase(borrador.clase).label}{f' · {caso.numero}' if caso else ''}"
        con_nombre.append((borrador, nombre))
    return con_nombre


@ciudadania()
@require_GET
def lista_expedientes(request: PeticionConActor) -> HttpResponse:
    """Every case, newest first, by pages."""
    antes = identificador(request.GET.get("antes"))
    pagina = expedientes.pagina(request.actor, antes_de=antes, limite=PAGINA + 1)
    contexto = {
        "titulo": _("Mis expedientes"),
        "expedientes": pagina[:PAGINA],
        "siguiente": f"?antes={pagina[PAGINA - 1].id}" if len(pagina) > PAGINA else "",
        "anterior": "?" if antes else "",
    }
    return render(request, "sede/expedientes.html", contexto)


@ciudadania()
@require_GET
def expediente(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """The tracking page of a case."""
    actor = request.actor
    caso = expediente_para(actor, expediente_id, MIS_EXPEDIENTES)
    desde = numero(request.GET.get("documentos")) or 0
    puestos = list(expedientes.documentos_de(caso, actor).filter(orden__gt=desde)[: DOCUMENTOS + 1])
    hitos, anterior = seguimiento.historia(caso, actor, antes_de=numero(request.GET.get("antes")))
    por_id = Documento.objects.select_related("contenido").in_bulk([p.documento_id for p in puestos])
    tras = identificador(request.GET.get("personas"))
    partes = expedientes.interesados_de(caso, tras=tras, limite=PERSONAS + 1)
    gestiones = seguimiento.gestiones(caso, actor)
    recurso = seguimiento.hasta_cuando_se_recurre(caso, actor) if "recurso" in dict(gestiones) else ""
    contexto = {
        "titulo": caso.titulo,
        "expediente": caso,
        "turno": seguimiento.turno(caso, actor),
        "plazo": [*seguimiento.plazo_en_palabras(caso, actor), *([recurso] if recurso else [])],
        "efectos": seguimiento.efectos_en_palabras(caso),
        "pasos": seguimiento.pasos_del_plazo(caso),
        "hitos": hitos,
        "hitos_siguiente": f"?antes={anterior}" if anterior else "",
        "hitos_anterior": "?" if request.GET.get("antes") else "",
        "documentos": [(p, por_id[p.documento_id]) for p in puestos[:DOCUMENTOS] if p.documento_id in por_id],
        "documentos_siguiente": f"?documentos={puestos[DOCUMENTOS - 1].orden}" if len(puestos) > DOCUMENTOS else "",
        "documentos_anterior": "?" if desde else "",
        "pagos": pagos.de_expediente(caso, deudor_id=actor.persona_interesada),
        "gestiones": gestiones,
        "relacionados": seguimiento.relacionados(caso, request.actor),
        "interesados": partes[:PERSONAS],
        "interesados_siguiente": f"?personas={partes[PERSONAS - 1].id}" if len(partes) > PERSONAS else "",
        "interesados_anterior": "?" if tras else "",
    }
    return render(request, "sede/expediente.html", contexto)


@ciudadania()
@require_GET
def quien_ha_mirado(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """Who opened this case and when."""
    caso = expediente_para(request.actor, expediente_id, MIS_EXPEDIENTES)
    antes = identificador(request.GET.get("antes"))
    miradas = quien_lo_ha_visto(caso, request.actor, antes_de=antes, limite=MIRADAS + 1)
    contexto = {
        "titulo": _("Quién ha mirado este expediente"),
        "expediente": caso,
        "miradas": miradas[:MIRADAS],
        "siguiente": f"?antes={miradas[MIRADAS - 1].id}" if len(miradas) > MIRADAS else "",
        "anterior": "?" if antes else "",
    }
    return render(request, "sede/miradas.html", contexto)


@ciudadania()
@require_GET
def documento(request: PeticionConActor, documento_id: UUID) -> HttpResponseBase:
    """A copy of a document of one's own case (LPACAP 27, 53.1.a)."""
    hallado = documento_para(request.actor, documento_id, motivo=_("Copia para la persona interesada"))
    return entregar(hallado, guardar=True)


@ciudadania()
@require_http_methods(["GET", "POST"])
def copia(request: PeticionConActor, documento_id: UUID) -> HttpResponseBase:
    """The authentic copy of a document: what it is (GET), issue it (POST). LPACAP 27.4."""
    hallado = documento_para(request.actor, documento_id, motivo=_("Copia para la persona interesada"))
    if request.method == "POST":
        pedir_copia(actor=request.actor, documento_id=documento_id, reloj=reloj_de_la_casa())
        return redirect("sede:copia", documento_id=documento_id)
    expedida = copia_autentica_de(hallado)
    contexto = {
        "titulo": _("Copia auténtica"),
        "documento": hallado,
        "es_original": es_su_original(hallado),
        "es_pdf": hallado.formato == "PDF",
        "se_puede": admite_copia_autentica(hallado),
        "copia": expedida,
        "firma": estado_de(expedida) if expedida else None,
        "expediente_id": acceso_documentos().expediente_de(documento_id),
    }
    return render(request, "sede/copia.html", contexto)
