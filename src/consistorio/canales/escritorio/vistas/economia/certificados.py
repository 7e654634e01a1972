"""The certificate of existence of credit of a retention, asked for from its page."""

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
from consistorio.economia.gasto import acciones
from consistorio.economia.gasto.acceso import certificado_para
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import GASTO, VER
from consistorio.nucleo.errores import Conflicto, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


@empleado(GASTO)
@require_POST
def pedir(request: PeticionConActor, operacion_id: UUID) -> HttpResponse:
    """Write it and send it to who signs for Intervención."""
    try:
        acciones.certificar_credito(actor=request.actor, operacion_id=operacion_id, reloj=reloj_de_la_casa())
    except (Conflicto, FaseIncompatible, NoEncontrado) as error:
        messages.error(request, error.entero)
    else:
        messages.success(request, _("El certificado está en el portafirmas de Intervención."))
    return redirect("escritorio:operacion", operacion_id=operacion_id)


@empleado(VER)
@require_GET
def certificado(request: PeticionConActor, operacion_id: UUID) -> HttpResponseBase:
    """The PDF, signed or not yet: it says what was written of the retention. Raises NoEncontrado."""
    suya = Operacion.objects.filter(id=operacion_id)
    if not a_la_vista(request.actor, suya, en=hoy(reloj_de_la_casa())):
        raise NoEncontrado(_("Esa operación no tiene certificado, o no puede verlo."))
    return entregar(certificado_para(request.actor, operacion_id, motivo=VER))
