"""Changing a legal value from a draft: who answers for it goes to where it is written; anybody else is told who does, and by which article."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.diseno.lecturas import borrador_de
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo.legales import CAMPOS_LEGALES
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.catalogo.valores_legales import ajenos, escritos


@empleado(DISENAR)
@require_GET
def cambiar(request: PeticionConActor, borrador_id: UUID, campo: str) -> HttpResponse:
    """Raises NoEncontrado, NoPermitido (somebody else answers for it)."""
    leido = borrador_de(request.actor, borrador_id)
    if campo not in CAMPOS_LEGALES:
        raise NoEncontrado(_("No existe ese dato legal."))
    codigo = leido.borrador.codigo
    vigentes = escritos(codigo, en=hoy(reloj_de_la_casa())).vigentes
    if problemas := ajenos(request.actor, {campo: None}, vigentes):
        raise NoPermitido(
            problemas[0].mensaje,
            que_hacer=_(
                "Si cree que tiene que ser otro, dígaselo en una comunicación interna, con la norma que lo dice."
            ),
        )
    return redirect("admin_tecnica:cambiar_legal", codigo=codigo, campo=campo)
