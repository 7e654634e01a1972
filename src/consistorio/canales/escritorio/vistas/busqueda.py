"""One box over everything that this person may see: cases, entries, documents by CSV, resolutions, persons."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import buscador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.tramitacion.expedientes import consultas
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.solicitudes.permisos import INICIAR_DE_OFICIO

POR_PAGINA = 25
MINIMO = 3  # of some word: the indexes are of groups of three letters, and shorter words read every row


@empleado(VER)
@require_http_methods(["GET", "POST"])
def buscar(request: PeticionConActor) -> HttpResponseBase:
    """What fits the words; straight to the case when it is exactly its number. By POST: names do not belong in addresses."""
    texto = " ".join(request.POST.get("q", "").split())[:100]
    exacto = buscador.expediente_exacto(request.actor, texto)
    if exacto is not None:
        return redirect("escritorio:expediente", expediente_id=exacto)
    corto = bool(texto) and max(map(len, texto.split())) < MINIMO
    contexto = {
        "titulo": _("Buscar"),
        "texto": texto,
        "corto": corto,
        "hallazgos": buscador.buscar(request.actor, texto) if texto and not corto else [],
        "tope": buscador.TOPE,
    }
    return render(request, "escritorio/buscar.html", contexto)


@empleado(VER)
@require_GET
def expedientes(request: PeticionConActor) -> HttpResponse:
    """The visible cases, newest first."""
    antes = consultas.visibles_para(request.actor).filter(numero=request.GET.get("antes", "")).first()
    filas = consultas.pagina(
        request.actor, estado=request.GET.get("estado", ""), antes_de=antes.id if antes else None, limite=POR_PAGINA + 1
    )
    aqui = reverse("escritorio:expedientes")
    partes = consultas.primeras_partes(filas[:POR_PAGINA])
    contexto = {
        "titulo": _("Expedientes"),
        "expedientes": [(expediente, partes.get(expediente.id)) for expediente in filas[:POR_PAGINA]],
        "en_bloque": [("seguir", _("Seguirlos")), ("anotar", _("Añadirles una nota"))],
        "en_bloque_texto": _("Con los marcados:"),
        "siguiente": f"{aqui}?antes={filas[POR_PAGINA - 1].numero}" if len(filas) > POR_PAGINA else "",
        "anterior": aqui if antes else "",
        "inicia_de_oficio": request.actor.puede(INICIAR_DE_OFICIO),
    }
    return render(request, "escritorio/expedientes.html", contexto)
