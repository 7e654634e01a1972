"""Keeping the long-term extensions that a job built outside any transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import anadir_revisiones, cadena_de_documento
from consistorio.documental.firma.eventos import DocumentoAmpliado
from consistorio.documental.firma.models import Ampliacion
from consistorio.documental.firma.tipos import Ampliado
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.operaciones import asentar_hechos
from consistorio.plataforma.auditoria.operaciones import Nota, anotar_varios
from consistorio.plataforma.identidad.permisos import Ambito, declarar

PERMISO = declarar("firma.ampliar", _("Añadir sellos de tiempo a lo firmado"), Ambito.SISTEMA).codigo


@accion("firma.documento.ampliado", permiso=PERMISO, norma="RD 203/2021 art. 50; RD 311/2022 anexo II mp.info.3 R3")
def ampliar(*, actor: Actor, ampliados: Sequence[Ampliado], reloj: Reloj) -> set[UUID]:
    """Append what lies in the store to one document or to many, each one once: as many questions to the database for twenty as for one.

    Returns those that were extended; the others somebody signed meanwhile, and theirs must be built again.
    Who: the system. Writes: RevisionDocumento, Ampliacion. Emits: firma.documento.ampliado.
    """
    # Their rows first, and then their contents: whoever waits for a row sees the new one joined to the old content, that is, none
    filas = Documento.objects.select_for_update().order_by("id").prefetch_related("contenido")
    actuales = filas.filter(id__in=[a.documento_id for a in ampliados]).in_bulk()
    vigentes = [a for a in ampliados if actuales[a.documento_id].revision == a.revision]
    if not vigentes:
        return set()
    documentos = [actuales[a.documento_id] for a in vigentes]
    contenidos = asentar_hechos([(a.recibido, d.contenido) for a, d in zip(vigentes, documentos, strict=True)])
    nuevas = list(zip(documentos, contenidos, strict=True))
    anadir_revisiones(nuevas, motivo="Sello de tiempo", actor=actor, reloj=reloj)
    de_su_documento = Documento.objects.filter(id=OuterRef("documento_id")).values("revision")
    Ampliacion.objects.filter(documento__in=documentos).update(
        pendiente_desde=None, revision=Subquery(de_su_documento), hecha_el=reloj.ahora(), incidencia=""
    )
    anotar_varios(
        [Nota(cadena_de_documento(d.id), DocumentoAmpliado(d.id, d.revision, d.huella)) for d in documentos],
        actor=actor,
        reloj=reloj,
    )
    return {d.id for d in documentos}
