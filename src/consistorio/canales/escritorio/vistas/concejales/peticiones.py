"""A request, by who made it, who resolves it and Secretaría: how it is, what was granted, what is decided."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_concejales as lecturas
from consistorio.canales.escritorio import lecturas_ejecucion
from consistorio.canales.escritorio.formularios_concejales import Decision
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import nombres_de_organos
from consistorio.servicios.concejales import acceso, acciones, consultas
from consistorio.servicios.concejales.models import EscritoDePeticion, PeticionDeInformacion
from consistorio.servicios.concejales.operaciones import de_que
from consistorio.servicios.concejales.permisos import PEDIR, RESOLVER, VER
from consistorio.tramitacion.expedientes.permisos import VER as VER_EXPEDIENTES

POR_PAGINA = 50
COPIA = PeticionDeInformacion.Forma.COPIA
_E = EscritoDePeticion.Estado


@empleado(VER)
@require_GET
def lista(request: PeticionConActor) -> HttpResponse:
    """The requests that wait, the first to end first; or all, the newest first."""
    todas = request.GET.get("ver") == "todas"
    antes = identificador(request.GET.get("antes"))
    filas = consultas.peticiones(request.actor, pendientes=not todas, antes_de=antes, limite=POR_PAGINA + 1)
    base = reverse("escritorio:concejales_peticiones")
    sigue = todas and len(filas) > POR_PAGINA
    contexto = {
        "titulo": _("Peticiones de los concejales"),
        "filtros": [Enlace(_("Sin resolver"), base, not todas), Enlace(_("Todas"), f"{base}?ver=todas", todas)],
        "filas": filas[:POR_PAGINA],
        "siguiente": f"{base}?ver=todas&antes={filas[POR_PAGINA - 1].id}" if sigue else "",
        "anterior": f"{base}?ver=todas" if antes else "",
    }
    return render(request, "escritorio/concejales/lista.html", contexto)


@empleado(VER_EXPEDIENTES)  # each sees those that they may: `visibles_para`
@require_GET
def peticion(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """A request: what it asks, until when it waits, what was decided, and what may be done."""
    una = acceso.peticion_para(request.actor, peticion_id, motivo=VER_EXPEDIENTES)
    escritos = list(una.escritos.select_related("documento").order_by("id"))
    propia, resuelve = una.concejal_id == request.actor.id, request.actor.puede(RESOLVER)
    por_firmar = [uno for uno in escritos if uno.estado == _E.EN_FIRMA]
    por_decidir = any(uno.clase != "certificado" for uno in por_firmar)
    certificado = any(uno.clase == "certificado" and uno.estado in (_E.FIRMADO, _E.EN_FIRMA) for uno in escritos)
    enterado = una.enterado_concejal_el if propia else una.enterado_organo_el
    contexto = {
        "titulo": _("Petición %(n)s") % {"n": una},
        "una": una,
        "de_que": de_que(una),
        "escritos": [uno for uno in escritos if uno.estado in (_E.FIRMADO, _E.SIN_EFECTO)],
        "por_firmar": por_firmar,
        "documentos": list(una.documentos.select_related("documento").order_by("id")) if una.forma == COPIA else [],
        "se_abre": una.se_ve and una.clase != PeticionDeInformacion.Clase.OTRA,
        "resuelve": resuelve and not por_decidir,
        "pide_certificado": propia and not certificado and consultas.hubo_silencio(una),
        "por_enterarse": una.estado != PeticionDeInformacion.Estado.PENDIENTE
        and enterado is None
        and (propia or resuelve),
        "propia": propia,
        "vuelta": reverse("escritorio:concejales" if propia else "escritorio:concejales_peticiones"),
        "vuelta_texto": _("Información para concejales") if propia else _("Peticiones de los concejales"),
    }
    return render(request, "escritorio/concejales/peticion.html", contexto)


@empleado(VER_EXPEDIENTES)
@require_GET
def ver(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """What was granted: part of a budget with its operations, or what a case is and spends. Each look is in the log."""
    una = acceso.concedida_para(request.actor, peticion_id, motivo=PEDIR)
    contexto: dict[str, object] = {
        "titulo": de_que(una),
        "una": una,
        "vuelta": reverse("escritorio:concejales_peticion", args=[una.id]),
        "vuelta_texto": _("La petición"),
    }
    if una.anio is not None:
        contexto["columnas"] = lecturas_ejecucion.columnas_de_gasto()
        contexto["p"] = lecturas.presupuesto(una.anio, [una.codigo], con_personas=una.con_personas)
    elif una.expediente is not None:
        contexto["expediente"] = una.expediente
        contexto["interesados"] = lecturas.interesados_de(una.expediente, con_personas=una.con_personas)
        contexto["operaciones"] = lecturas.del_expediente(una.expediente, con_personas=una.con_personas)
    return render(request, "escritorio/concejales/ver.html", contexto)


@empleado(VER_EXPEDIENTES)
@require_GET
def documento(request: PeticionConActor, peticion_id: UUID, documento_id: UUID) -> HttpResponseBase:
    """A document that was granted, or one that was signed about the request."""
    return entregar(acceso.documento_para(request.actor, peticion_id, documento_id, motivo=PEDIR))


@empleado(RESOLVER)
@require_http_methods(["GET", "POST"])
def resolver(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """Write the decision, and send it to who signs it."""
    una = acceso.peticion_para(request.actor, peticion_id, motivo=RESOLVER)
    form = Decision(request.POST if request.method == "POST" else None, organos=nombres_de_organos())

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        acciones.decidir(
            actor=request.actor,
            peticion_id=una.id,
            concede=dicho["concede"] == "si",
            organo=dicho["organo"],
            acuerdo=dicho["acuerdo"],
            motivo=dicho["motivo"],
            forma=dicho["forma"],
            con_personas=dicho["con_personas"],
            por_que_personas=dicho["por_que_personas"],
            documentos=form.documentos_dichos(),
            documentos_sin_personas=dicho["documentos_sin_personas"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Enviado a firmar. Se resuelve con la firma."))
        return redirect("escritorio:concejales_peticion", peticion_id=una.id)

    pagina = PaginaDeFormulario(
        _("Resolver la petición"),
        f"{una} · {una.concejal.nombre}",
        _("Se puede denegar hasta el %(d)s. Después queda concedida por silencio.") % {"d": f"{una.vence_el:%d/%m/%Y}"},
        _("Enviar a firmar"),
        reverse("escritorio:concejales_peticion", args=[una.id]),
        _("La petición"),
    )
    return atender(request, form, pagina, hacer)


@empleado(VER_EXPEDIENTES)
@require_POST
def enterado(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """I know how it ended."""
    acciones.darse_por_enterado(actor=request.actor, peticion_id=peticion_id, reloj=reloj_de_la_casa())
    return redirect("escritorio:concejales_peticion", peticion_id=peticion_id)
