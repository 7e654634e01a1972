"""Copies of a whole case: ask for one, see how far it is, take it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.plataforma.almacen.deposito import deposito
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.exportaciones import consultas
from consistorio.servicios.exportaciones.acceso import exportacion_para
from consistorio.servicios.exportaciones.acciones import pedir
from consistorio.servicios.exportaciones.models import Exportacion
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.permisos import VER

COLORES = {"pendiente": "yellow", "hecha": "green", "fallida": "red"}
FICHEROS = {"comprimido": ("documentos.zip", "application/zip"), "libro": ("libro.pdf", "application/pdf")}


@empleado(VER)
@require_http_methods(["GET", "POST"])
def copias(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """Those that this person asked for, and asking for another."""
    reloj = reloj_de_la_casa()
    if request.method == "POST":
        pedir(actor=request.actor, expediente_id=expediente_id, clase=request.POST.get("clase", ""), reloj=reloj)
        messages.success(request, _("Copia pedida. Se está haciendo: la tendrá aquí dentro de un momento."))
        return redirect("escritorio:copias_de_expediente", expediente_id=expediente_id)
    expediente = expediente_para(request.actor, expediente_id, VER)
    propias = list(consultas.propias(request.actor, expediente_id, en=reloj.ahora()))
    contexto = {
        "titulo": _("Copias de todo el expediente"),
        "expediente": expediente,
        "filas": [(una, COLORES[una.estado]) for una in propias],
        "clases": Exportacion.Clase.choices,
        "hay_pendientes": any(una.estado == Exportacion.Estado.PENDIENTE for una in propias),
    }
    return render(request, "escritorio/copias.html", contexto)


@empleado(VER)
@require_GET
def descargar(request: PeticionConActor, expediente_id: UUID, exportacion_id: UUID) -> FileResponse:
    """The file of a copy, for who asked for it, while it is kept."""
    exportacion = exportacion_para(request.actor, expediente_id, exportacion_id, reloj=reloj_de_la_casa())
    final, tipo = FICHEROS[exportacion.clase]
    nombre = f"{exportacion.expediente.numero.replace('/', '-')}-{final}"
    fichero = deposito().recoger(exportacion.nombre)
    respuesta = FileResponse(fichero, as_attachment=True, filename=nombre, content_type=tipo)
    respuesta["Cache-Control"] = "private, no-store"
    respuesta["X-Content-Type-Options"] = "nosniff"
    return respuesta
