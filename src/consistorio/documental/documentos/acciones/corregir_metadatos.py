"""Correct an error in the metadata of a document that is in no case."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones_metadatos import CORREGIR, comprobar_correccion, corregir
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.puertos.acceso_documentos import acceso_documentos


@accion(
    "documento.metadatos.corregidos",
    permiso=CORREGIR,
    norma="NTI de Documento electrónico V.1.c; LPACAP art. 109.2",
)
def corregir_metadatos(
    *, actor: Actor, documento_id: UUID, cambios: Mapping[str, str | bool], motivo: str, reloj: Reloj
) -> Documento:
    """Correct metadata captured by mistake; what they were is kept as a version, with the reason. Those of what is filed in a case are
    corrected in it, with a diligencia (`expedientes.acciones.corregir_documento`).

    Who: whoever may correct, on a document that they may see. Writes: VersionMetadatos, Documento.
    Emits: documento.metadatos.corregidos. Raises: DatosIncorrectos (unknown field, code off the list, no reason, copy without
    origin), NoEncontrado, NoPermitido, FaseIncompatible (it is in a case).
    """
    comprobar_correccion(cambios, motivo)
    documento = documento_para(actor, documento_id, motivo="corrección de metadatos", bloquear=True)
    if acceso_documentos().expediente_de(documento_id) is not None:
        raise FaseIncompatible(
            _("Este documento está en un expediente: se corrige en él, con una diligencia."),
            que_hacer=_("Pídalo a la unidad que lleva el expediente."),
        )
    corregir(documento, cambios, motivo=motivo, actor=actor, reloj=reloj)
    return documento
