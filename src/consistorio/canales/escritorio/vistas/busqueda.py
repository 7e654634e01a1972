"""One box over everything that this person may see: cases, documents, persons, entries, resolutions, communications, and what is of the accounts."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import buscador, lecturas_lista
from consistorio.canales.escritorio.marcas import los_marcados, lugar_de
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.busquedas.reglas import es_corta
from consistorio.tramitacion.expedientes import consultas
from consistorio.tramitacion.expedientes.acceso import parte_para
from consistorio.tramitacion.expedientes.busqueda import expedientes_de_persona
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.motor import listado
from consistorio.tramitacion.solicitudes.permisos import INICIAR_DE_OFICIO

POR_PAGINA = 25


@empleado(VER)
@require_http_methods(["GET", "POST"])
def buscar(request: PeticionConActor) -> HttpResponseBase:
    """What fits the words, of every kind; straight to what has exactly that number. By POST: names do not belong in addresses."""
    texto = _texto(request)
    directo = buscador.destino(request.actor, texto)
    if directo is not None:
        registrar_acceso(request.actor, que="busqueda", objeto_id="escritorio", motivo="búsqueda en el escritorio")
        return redirect(directo)
    return resultados(request, texto)


def resultados(request: PeticionConActor, texto: str) -> HttpResponse:
    """The page of what was found of every kind."""
    grupos = buscador.buscar(request.actor, texto) if texto and not es_corta(texto) else []
    contexto = {
        "titulo": _("Buscar"),
        "texto": texto,
        "corto": es_corta(texto),
        "grupos": grupos,
        "parecidos": any(grupo.parecidos for grupo in grupos),
        "tope": buscador.TOPE,
    }
    return render(request, "escritorio/buscar.html", contexto)


@empleado(VER)
@require_http_methods(["GET", "POST"])
def de_clase(request: PeticionConActor, clase: str) -> HttpResponse:
    """All that fits of one kind, by pages, newest first."""
    if clase not in buscador.CLASES:
        raise NoEncontrado(_("No existe esa clase de búsqueda."))
    return pagina_de_clase(request, clase, _texto(request))


def pagina_de_clase(request: PeticionConActor, clase: str, texto: str) -> HttpResponse:
    """A page of what was found of one kind."""
    parecidas = request.POST.get("parecidas") == "1"
    filas: list[buscador.Hallazgo] = []
    if texto and not es_corta(texto):
        antes = identificador(request.POST.get("antes"))
        filas = buscador.pagina(request.actor, clase, texto, antes_de=antes, parecidas=parecidas)
    contexto = {
        "titulo": buscador.CLASES[clase].nombre,
        "clase": clase,
        "texto": texto,
        "corto": es_corta(texto),
        "parecidas": parecidas,
        "filas": filas[:POR_PAGINA],
        "siguiente": filas[POR_PAGINA - 1].id if len(filas) > POR_PAGINA else "",
    }
    return render(request, "escritorio/buscar_clase.html", contexto)


def _texto(request: PeticionConActor) -> str:
    return " ".join(request.POST.get("q", "").replace("\x00", "").split())[:100]


@empleado(VER)
@require_GET
def persona(request: PeticionConActor, persona_id: UUID) -> HttpResponse:
    """The visible cases in which somebody is a party."""
    parte = parte_para(request.actor, persona_id, motivo="sus expedientes, en el escritorio")
    antes = identificador(request.GET.get("antes"))
    casos = expedientes_de_persona(request.actor, parte, antes_de=antes, limite=POR_PAGINA + 1)
    aqui = reverse("escritorio:persona", args=[parte.id])
    contexto = {
        "titulo": parte.nombre_completo,
        "persona": parte,
        "filas": buscador.de_casos(casos[:POR_PAGINA]),
        "siguiente": f"{aqui}?antes={casos[POR_PAGINA - 1].id}" if len(casos) > POR_PAGINA else "",
        "anterior": aqui if antes else "",
    }
    return render(request, "escritorio/persona.html", contexto)


@empleado(VER)
@require_GET
def expedientes(request: PeticionConActor) -> HttpResponse:
    """One list of the visible cases, newest first: all, those with tasks of mine, of my unit, late, about to be, or the running ones of a procedure."""
    cual = request.GET.get("ver", listado.TODOS)
    cual = cual if cual in listado.CUALES else listado.TODOS
    procedimiento, dia = request.GET.get("procedimiento", "").replace("\x00", "")[:60], hoy(reloj_de_la_casa())
    antes = consultas.visibles_para(request.actor).filter(numero=_numero(request)).first()
    casos = listado.pagina(
        request.actor,
        cual=cual,
        procedimiento=procedimiento,
        dia=dia,
        antes_de=antes.id if antes else None,
        limite=POR_PAGINA + 1,
    )
    hay_mas = len(casos) > POR_PAGINA
    contexto = {
        "titulo": _("Expedientes"),
        "listas": lecturas_lista.listas(request.actor, cual, procedimiento, dia=dia),
        "procedimientos": lecturas_lista.de_cada_procedimiento(request.actor, procedimiento),
        "por_procedimiento": procedimiento,
        "filas": lecturas_lista.filas(casos[:POR_PAGINA], dia=dia),
        "lugar": lugar_de(request.GET, ("ver", "procedimiento", "antes")),
        "marcadas": los_marcados(request.GET),
        "en_bloque": [("seguir", _("Seguirlos")), ("anotar", _("Añadirles una nota"))],
        "en_bloque_texto": _("Con los marcados:"),
        "siguiente": lecturas_lista.direccion(cual, procedimiento, antes=casos[POR_PAGINA - 1].numero)
        if hay_mas
        else "",
        "anterior": lecturas_lista.direccion(cual, procedimiento) if antes else "",
        "inicia_de_oficio": request.actor.puede(INICIAR_DE_OFICIO),
    }
    return render(request, "escritorio/expedientes.html", contexto)


def _numero(request: PeticionConActor) -> str:
    return request.GET.get("antes", "").replace("\x00", "")
