"""Keeping the long-term extension that a job built outside any transaction."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import anadir_revision, cadena_de_documento
from consistorio.documental.firma.eventos import DocumentoAmpliado
from consistorio.documental.firma.models import Ampliacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.operaciones import asentar_hecho
from consistorio.plataforma.almacen.recepcion import Recibido
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.permisos import Ambito, declarar

PERMISO = declarar("firma.ampliar", _("Añadir sellos de tiempo a lo firmado"), Ambito.SISTEMA).codigo


@accion("firma.documento.ampliado", permiso=PERMISO, norma="RD 203/2021 art. 50; RD 311/2022 anexo II mp.info.3 R3")
def ampliar(*, actor: Actor, documento_id: UUID, revision: int, ampliado: Recibido, reloj: Reloj) -> bool:
    """Append what lies in the store, built over revision number `revision`; False when somebody signed meanwhile and it must be built again.

    Who: the system. Writes: RevisionDocumento, Ampliacion. Emits: firma.documento.ampliado.
    """
    documento = Documento.objects.select_for_update().get(id=documento_id)
    if documento.revision != revision:
        return False
    contenido = asentar_hecho(ampliado, de=documento.contenido)
    nueva = anadir_revision(documento, contenido, motivo="Sello de tiempo", actor=actor, reloj=reloj)
    Ampliacion.objects.filter(documento=documento).update(
        pendiente_desde=None, revision=nueva.numero, hecha_el=reloj.ahora(), incidencia=""
    )
    hecho = DocumentoAmpliado(documento.id, nueva.numero, contenido.sha256)
    anotar(cadena_de_documento(documento.id), hecho, actor=actor, reloj=reloj)
    return True
