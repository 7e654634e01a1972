"""The narrow doors to documents: through the cases that one may see, and with the code of the document."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.consultas import por_csv, visibles_para
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.puertos.acceso_documentos import acceso_documentos

# Whoever reads with the code of a document and has not said who they are
LECTOR_CON_CODIGO = Actor.sistema("lectura con CSV")
MEDIO_CSV = "csv"


def documento_para(actor: Actor, documento_id: UUID, *, motivo: str, bloquear: bool = False) -> Documento:
    """A document that the actor may see; the read is noted in the access log, the refusal too.

    Raises NoEncontrado, the same for what does not exist and for what may not be seen.
    """
    visibles = visibles_para(actor)
    if bloquear:
        visibles = visibles.select_for_update(of=("self",))
    documento = visibles.filter(pk=documento_id).first()
    registrar_acceso(
        actor,
        que="documento",
        objeto_id=documento_id,
        motivo=motivo,
        expediente_id=acceso_documentos().expediente_de(documento_id),
        permitido=documento is not None,
    )
    if documento is None:
        raise NoEncontrado(_("No existe ese documento o no puede verlo."))
    return documento


def documento_con_csv(csv: str, *, actor: Actor | None, motivo: str) -> Documento:
    """The document of a code, for whoever has it (RD 203/2021 art. 21.2); the read is noted, of nobody known when `actor` is None.

    Raises NoEncontrado.
    """
    documento = por_csv(csv)
    registrar_acceso(
        replace(actor or LECTOR_CON_CODIGO, medio=MEDIO_CSV),
        que="documento",
        objeto_id=documento.id,
        motivo=motivo,
        expediente_id=acceso_documentos().expediente_de(documento.id),
    )
    return documento
