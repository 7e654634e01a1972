"""Annulling an entry by mark: the entry, its number and its documents stay."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.registro.acceso import asiento_para
from consistorio.documental.registro.eventos import AsientoAnulado
from consistorio.documental.registro.models import AnulacionAsiento
from consistorio.documental.registro.motivos import motivo_escrito
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.consultas import cadena_de_libro
from consistorio.plataforma.auditoria.operaciones import anotar


@accion("registro.asiento.anulado", permiso="registro.anular", norma="LPACAP arts. 16.2 y 109.2")
def anular(*, actor: Actor, asiento_id: UUID, motivo: str, reloj: Reloj) -> AnulacionAsiento:
    """Annul an entry, saying why (at most 500 characters). It stays in the book, marked.

    Who: head of the registry office (`registro.anular`). Writes AnulacionAsiento; emits registro.asiento.anulado.
    Raises NoEncontrado, DatosIncorrectos without reason, Conflicto if it was annulled before.
    """
    motivo = motivo_escrito(motivo)
    asiento = asiento_para(actor, asiento_id, motivo="Anular el asiento", bloquear=True)
    if AnulacionAsiento.objects.filter(asiento=asiento).exists():
        raise Conflicto(_("Este asiento ya estaba anulado."))
    anulacion = AnulacionAsiento.objects.create(
        asiento=asiento, motivo=motivo, anulado_el=reloj.ahora(), anulado_por=actor.id
    )
    hecho = AsientoAnulado(asiento_id=asiento.id, anulacion_id=anulacion.id)
    anotar(cadena_de_libro(asiento.libro_id, asiento.anio), hecho, actor=actor, reloj=reloj, filas=[anulacion])
    return anulacion
