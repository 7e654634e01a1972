"""The accounting document of an operation: opened, made at once when the house has not made it yet, or sent to Intervención to be signed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from consistorio.canales.escritorio.terceros_a_la_vista import a_la_vista
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.documentacion import acciones
from consistorio.economia.documentacion.acceso import documento_para
from consistorio.economia.presupuesto.consultas import operacion
from consistorio.economia.presupuesto.permisos import VER
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.intervencion.permisos import FISCALIZAR


@empleado(VER)
@require_GET
def documento_contable(request: PeticionConActor, operacion_id: UUID) -> HttpResponseBase:
    """The PDF, for who may read who the operation is with."""
    una = operacion(operacion_id)
    vista = una.id in a_la_vista(request.actor, [una], en=hoy(reloj_de_la_casa()))
    return entregar(documento_para(request.actor, una, a_la_vista=vista, motivo=VER))


@empleado(VER)
@require_POST
def hacer(request: PeticionConActor, operacion_id: UUID) -> HttpResponse:
    """Make it now."""
    try:
        acciones.emitir_documento(actor=request.actor, operacion_id=operacion_id, reloj=reloj_de_la_casa())
    except ErrorDominio as error:
        messages.error(request, error.entero)
    else:
        messages.success(request, _("Hecho el documento contable."))
    return redirect("escritorio:operacion", operacion_id=operacion_id)


@empleado(FISCALIZAR)
@require_POST
def pedir_firma(request: PeticionConActor, operacion_id: UUID) -> HttpResponse:
    """Send it to who signs for Intervención."""
    try:
        acciones.pedir_firma(actor=request.actor, operacion_id=operacion_id, reloj=reloj_de_la_casa())
    except ErrorDominio as error:
        messages.error(request, error.entero)
    else:
        messages.success(request, _("El documento contable está en el portafirmas de Intervención."))
    return redirect("escritorio:operacion", operacion_id=operacion_id)
