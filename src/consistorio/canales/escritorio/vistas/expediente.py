"""The case: what is in it, what comes next and why not yet."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from consistorio.canales.escritorio import (
    lecturas,
    lecturas_comunicaciones,
    lecturas_expediente,
    lecturas_firmas,
    lecturas_pagos,
)
from consistorio.canales.escritorio.lecturas_mesa import FIRMAR
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.gasto import consultas as gastos
from consistorio.economia.presupuesto.permisos import VER as VER_PRESUPUESTO
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.comunicaciones import consultas as comunicaciones_internas
from consistorio.servicios.comunicaciones.permisos import COMUNICAR
from consistorio.servicios.intervencion import consultas as intervencion
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.tramitacion.expedientes import consultas, miradas
from consistorio.tramitacion.expedientes.acceso import expediente_para, lo_lleva
from consistorio.tramitacion.expedientes.apartados import apartamientos_en, por_que_no
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR, VER
from consistorio.tramitacion.expedientes.seguimiento import lo_sigue
from consistorio.tramitacion.motor.permisos import DECIDIR_IMPARCIALIDAD
from consistorio.tramitacion.solicitudes.consultas import se_contesta_a_mano, sin_repartir_de_sus_partes

EXPORTAR = "archivo.exportar"
TRANSFERIR = "archivo.transferir"
POR_PAGINA = 25
DE_LA_DECISION = frozenset({"propuesta", "resolucion"})
PESTANAS = (
    ("documentos", gettext_lazy("Documentos")),
    ("borradores", gettext_lazy("Borradores")),
    ("respuestas", gettext_lazy("Respuestas")),
    ("tramites", gettext_lazy("Trámites")),
    ("interesados", gettext_lazy("Personas")),
    ("pagos", gettext_lazy("Pagos")),
    ("gasto", gettext_lazy("Fiscalización")),
    ("economia", gettext_lazy("Economía")),
    ("comunicaciones", gettext_lazy("Notificaciones")),
    ("internas", gettext_lazy("Comunicaciones")),
    ("notas", gettext_lazy("Notas")),
    ("historial", gettext_lazy("Historial")),
)

# What only some cases have: the kind of task that brings it, or that something is noted of them in the budget
GASTA = "gasta"
SOLO_CON = {"pagos": "pago", "gasto": "fiscalizacion", "economia": GASTA}


def pagina_del_expediente(
    request: PeticionConActor, expediente: Expediente, pestana: str, **mas: object
) -> HttpResponse:
    """One of the pages of a case that the caller fetched through its door; with `hay_errores`, what was sent cannot be taken."""
    base, dia = f"/escritorio/expedientes/{expediente.id}/", hoy(reloj_de_la_casa())
    cierre = lecturas_expediente.cierre_de(expediente)
    apartados = {uno.empleado_id: uno for uno in apartamientos_en(expediente.id)}
    apartado = por_que_no(apartados.get(request.actor.id))
    pasos = lecturas.pasos_siguientes(expediente, request.actor, apartado=bool(apartado))
    se_decide = any(paso.tarea.tipo in DE_LA_DECISION for paso in pasos)
    lleva = not apartado and request.actor.puede(TRAMITAR) and lo_lleva(request.actor, expediente, interviene=True)
    abierto = expediente.estado == Expediente.Estado.ABIERTO
    relacionados = lecturas_expediente.relacionados_de(expediente, request.actor)
    tipos = {"", *(tarea.tipo for tarea in expediente.version.tipada.tareas)}
    if gastos.lo_tiene(expediente):
        tipos.add(GASTA)
    contexto = {
        "titulo": f"{expediente.numero} · {expediente.titulo}",
        "expediente": expediente,
        "pestana": pestana,
        "pestanas": [
            Enlace(str(texto), base if codigo == "documentos" else f"{base}{codigo}/", codigo == pestana)
            for codigo, texto in PESTANAS
            if SOLO_CON.get(codigo, "") in tipos
        ],
        "pasos": pasos,
        "por_firmar": lecturas_firmas.por_firmar_en(expediente, request.actor, en=dia)
        if abierto and request.actor.puede(FIRMAR)
        else "",
        "sin_repartir": sin_repartir_de_sus_partes(expediente, request.actor) if se_decide else (),
        "plazo": lecturas.plazo_de(expediente, en=dia),
        "efectos": lecturas.efectos_de(expediente),
        "devolucion": lecturas_expediente.devolucion_de(expediente),
        "cierre": cierre,
        "antiguo": lecturas_expediente.antiguo_de(expediente),
        "cierre_pedido": lecturas_expediente.cierre_pedido_de(expediente),
        "otras": lecturas_expediente.otras_cosas(expediente, dia) if lleva and abierto else None,
        "relacionados": relacionados,
        "deshace_relaciones": any(otro.se_deshace for otro in relacionados),
        "marcas": lecturas_expediente.marcas_en(expediente, relacionados),
        "a_mano": se_contesta_a_mano(expediente),
        "apartado": apartado,
        "nombra_a_otro": not apartado
        and request.actor.puede(DECIDIR_IMPARCIALIDAD)
        and any(not uno.provisional for uno in apartados.values()),
        "tramita": not apartado and request.actor.puede(TRAMITAR),
        "lleva": lleva,
        "arregla": lleva and abierto,
        "lo_sigue": lo_sigue(request.actor, expediente.id),
        "exporta": request.actor.puede(EXPORTAR) and (cierre is not None or abierto),
        "transfiere": request.actor.puede(TRANSFERIR),
        "principal": consultas.primeras_partes([expediente]).get(expediente.id),
        **mas,
    }
    return render(
        request, f"escritorio/expediente_{pestana}.html", contexto, status=422 if mas.get("hay_errores") else 200
    )


def _paginas(leidas: Sequence[UUID], tras: UUID | None) -> dict[str, str]:
    """The addresses of the pages before and after, of one more row than fits in a page."""
    hay_mas = len(leidas) > POR_PAGINA
    return {"siguiente": f"?tras={leidas[POR_PAGINA - 1]}" if hay_mas else "", "anterior": "?" if tras else ""}


@empleado(VER)
@require_GET
def respuestas(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """What the application answers; of one that came on paper, as it was written down from it, with who and when."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    return pagina_del_expediente(request, expediente, "respuestas", **lecturas_expediente.respuestas_de(expediente))


@empleado(VER)
@require_GET
def tramites(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """The tasks, done and to do."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    tras = identificador(request.GET.get("tras"))
    tareas = lecturas.tareas_de(expediente, tras=tras, limite=POR_PAGINA + 1)
    paginas = _paginas([tarea.id for tarea in tareas], tras)
    return pagina_del_expediente(request, expediente, "tramites", tareas=tareas[:POR_PAGINA], **paginas)


@empleado(VER)
@require_GET
def pagos(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """What there is to pay, where each amount comes from, and what came in."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    return pagina_del_expediente(request, expediente, "pagos", pagos=lecturas_pagos.de(expediente, request.actor))


@empleado(VER)
@require_GET
def gasto(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """What Intervención said of the proposal, its reparos and how each was settled."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    fiscalizaciones = [
        (una, intervencion.credito_de(una, en=hoy(reloj_de_la_casa())))
        for una in intervencion.de_expediente(expediente)
    ]
    return pagina_del_expediente(request, expediente, "gasto", fiscalizaciones=fiscalizaciones)


@empleado(VER)
@require_GET
def economia(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """What the case spends: its operations in the budget, the applications that bear them and their entries."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    return pagina_del_expediente(
        request,
        expediente,
        "economia",
        economia=gastos.economia_de(expediente),
        ve_cuentas=request.actor.puede(VER_PRESUPUESTO),
        interviene=request.actor.puede(FISCALIZAR),
    )


@empleado(VER)
@require_GET
def interesados(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """The parties and who acts for them."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    tras = identificador(request.GET.get("tras"))
    partes = consultas.interesados_de(expediente, tras=tras, limite=POR_PAGINA + 1)
    paginas = _paginas([parte.id for parte in partes], tras)
    return pagina_del_expediente(request, expediente, "interesados", partes=partes[:POR_PAGINA], **paginas)


@empleado(VER)
@require_GET
def comunicaciones(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """What was notified, how and with which outcome."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    tras = identificador(request.GET.get("tras"))
    filas = lecturas_expediente.notificaciones_de(expediente, request.actor, tras=tras, limite=POR_PAGINA + 1)
    paginas = _paginas([fila.notificacion.id for fila in filas], tras)
    return pagina_del_expediente(request, expediente, "comunicaciones", filas=filas[:POR_PAGINA], **paginas)


@empleado(VER)
@require_GET
def internas(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """What units told one another about the case. It is no part of it (LPACAP 70.4)."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    antes = identificador(request.GET.get("antes"))
    filas = comunicaciones_internas.de_expediente(request.actor, expediente, antes_de=antes, limite=POR_PAGINA + 1)
    aqui = reverse("escritorio:comunicaciones_del_expediente", args=[expediente_id])
    return pagina_del_expediente(
        request,
        expediente,
        "internas",
        filas=lecturas_comunicaciones.filas(filas[:POR_PAGINA], request.actor.unidades),
        siguiente=f"{aqui}?antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        anterior=aqui if antes else "",
        comunica=request.actor.puede(COMUNICAR),
    )


@empleado(VER)
@require_GET
def historial(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """The facts of the case in order, and who looked at it: each with its pages."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    tras = miradas.acceso_con(expediente, identificador(request.GET.get("miradas")))
    lineas = miradas.miradas_por_dia(expediente, request.actor, tras=tras, limite=POR_PAGINA + 1)
    ultima = lineas[POR_PAGINA - 1] if len(lineas) > POR_PAGINA else None
    hitos, anterior = lecturas_expediente.hitos_de(expediente, request.actor, antes_de=numero(request.GET.get("antes")))
    return pagina_del_expediente(
        request,
        expediente,
        "historial",
        hitos=hitos,
        siguiente=f"?antes={anterior}" if anterior else "",
        anterior="?" if request.GET.get("antes") else "",
        miradas=lineas[:POR_PAGINA],
        miradas_siguiente=f"?miradas={miradas.acceso_de(expediente, ultima)}" if ultima is not None else "",
        miradas_anterior="?miradas=" if tras is not None else "",
        miradas_abiertas="miradas" in request.GET,
    )


@empleado(VER)
@require_GET
def plazo(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """The term to decide, counted day by day in words."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    contexto = {
        "titulo": _("Plazo para resolver"),
        "expediente": expediente,
        "plazo": lecturas.plazo_de(expediente, en=hoy(reloj_de_la_casa())),
        "efectos": lecturas.efectos_de(expediente),
        "suspensiones": lecturas.suspensiones_de(expediente),
    }
    return render(request, "escritorio/plazo.html", contexto)
