"""The narrow door to an entry: found only if the actor may see it, and every look is logged."""

from __future__ import annotations

from uuid import UUID

from django.db import connections
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.consultas import visibles_para
from consistorio.documental.registro.models import Asiento, Justificante
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.accion import alias_actual
from consistorio.plataforma.auditoria.operaciones import registrar_acceso


def asiento_para(actor: Actor, asiento_id: UUID, *, motivo: str, bloquear: bool = False) -> Asiento:
    """The entry, if the actor may see it. `motivo`: why, for the access log (no personal data). `bloquear`: one writer at a
    time on what hangs of it, until the end of the transaction.

    Raises NoEncontrado, alike for what does not exist and for what the actor may not see; that attempt is logged too.
    """
    visibles = visibles_para(actor)
    asiento = visibles.filter(pk=asiento_id).first()
    registrar_acceso(actor, que="asiento", objeto_id=asiento_id, motivo=motivo, permitido=asiento is not None)
    if asiento is None:
        raise NoEncontrado(_("No existe ese asiento, o no está en su unidad."))
    if bloquear:
        # Not FOR UPDATE: in production the application's role has no right to update this table, and that asks for it
        with connections[alias_actual()].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 17))", [str(asiento_id)])
    return asiento


def justificante_para(actor: Actor, asiento_id: UUID, *, motivo: str) -> Documento:
    """The receipt of an entry that the actor may see, as a document: for whoever filed it, the office and the unit.

    Raises NoEncontrado when the entry may not be seen, or while its receipt is not made yet.
    """
    asiento = asiento_para(actor, asiento_id, motivo=motivo)
    justificante = Justificante.objects.select_related("documento__contenido").filter(asiento=asiento).first()
    if justificante is None or justificante.documento is None:
        raise NoEncontrado(
            _("El justificante todavía no está."),
            que_hacer=_("El asiento ya está practicado y vale desde su fecha: vuelva a mirar en unos minutos."),
        )
    return justificante.documento
