"""Begin a draft, give it another version, put it in its case or give it up."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.tipos import TIPOS_DOCUMENTALES
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.redaccion import operaciones
from consistorio.servicios.redaccion.acceso import documento_en_redaccion_para
from consistorio.servicios.redaccion.eventos import BorradorTerminado
from consistorio.servicios.redaccion.models import BorradorDocumento, Prestamo, VersionBorrador
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.expedientes.permisos import TRAMITAR

LARGO_DEL_TITULO = 200
ORIGEN = "borrador"


@accion("redaccion.version.subida", permiso=TRAMITAR, norma="LPACAP arts. 36 y 70.4")
def empezar_borrador(
    *,
    actor: Actor,
    expediente_id: UUID,
    titulo: str,
    tipo_documental: str,
    contenido: Contenido,
    nombre: str,
    reloj: Reloj,
) -> BorradorDocumento:
    """Begin to write a document of a case, from a file that is judged and in the store: its first version. It is no part of the case yet.

    Who: tramitador who sees the case. Writes: BorradorDocumento, VersionBorrador. Emits: redaccion.version.subida.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (not open), DatosIncorrectos (every problem).
    """
    operaciones.exigir_personal(actor)
    expediente = expediente_para(actor, expediente_id, TRAMITAR, bloquear=True)
    if expediente.estado != Expediente.Estado.ABIERTO:
        raise FaseIncompatible(_("El expediente %(n)s está cerrado.") % {"n": expediente.numero})
    problemas = []
    if not 0 < len(titulo.strip()) <= LARGO_DEL_TITULO:
        problemas.append(
            Problema("titulo", _("Escriba el título, de %(n)d letras como mucho.") % {"n": LARGO_DEL_TITULO})
        )
    if tipo_documental not in TIPOS_DOCUMENTALES:
        problemas.append(Problema("tipo_documental", _("Elija el tipo de documento.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha empezado el borrador."), problemas=problemas)
    borrador = BorradorDocumento.objects.create(
        expediente=expediente,
        titulo=titulo.strip(),
        tipo_documental=tipo_documental,
        creado_por_id=actor.id,
        creado_el=reloj.ahora(),
    )
    operaciones.anadir_version(borrador, contenido, nombre=nombre, nota="", actor=actor, reloj=reloj)
    return borrador


@accion("redaccion.version.subida", permiso=TRAMITAR, norma="LPACAP arts. 36 y 70.4")
def subir_version(
    *,
    actor: Actor,
    borrador_id: UUID,
    contenido: Contenido,
    nombre: str,
    sobre: int,
    reloj: Reloj,
    nota: str = "",
) -> VersionBorrador:
    """Upload the next version, and give the draft back if one has it out. `sobre`: the version that was worked on; if there is another one
    since, nothing is written over it.

    Who: tramitador who sees the case. Writes: VersionBorrador, Prestamo. Emits: redaccion.version.subida.
    Raises NoEncontrado, NoPermitido, Conflicto (somebody else has it out, it is over, a version since).
    """
    borrador = documento_en_redaccion_para(actor, borrador_id, TRAMITAR, bloquear=True)
    operaciones.exigir_que_se_escriba(borrador, actor)
    ultima = borrador.versiones.latest("numero")
    if ultima.numero != sobre:
        raise Conflicto(
            _("Hay una versión más nueva, la %(n)d, que usted no ha visto.") % {"n": ultima.numero},
            que_hacer=_("Ábrala, lleve a ella sus cambios y súbala otra vez."),
        )
    version = operaciones.anadir_version(borrador, contenido, nombre=nombre, nota=nota, actor=actor, reloj=reloj)
    Prestamo.objects.filter(borrador=borrador).delete()
    return version


@accion(
    "redaccion.terminada",
    "expediente.documento.incorporado",
    permiso=TRAMITAR,
    norma="LPACAP arts. 26, 36 y 70.2",
)
def incorporar_borrador(
    *, actor: Actor, borrador_id: UUID, sobre: int, reloj: Reloj, visible_interesado: bool = True
) -> DocumentoExpediente:
    """Put the last version of a draft in its case as a document, in the next place of the index; of a text, its PDF. `sobre`: the version that was read.

    Who: tramitador who sees the case. Writes: Documento, DocumentoExpediente, BorradorDocumento, Prestamo.
    Emits: documento.capturado, expediente.documento.incorporado, redaccion.terminada.
    Raises NoEncontrado, NoPermitido, Conflicto (somebody else has it out, it is over, a version since).
    """
    borrador = documento_en_redaccion_para(actor, borrador_id, TRAMITAR, bloquear=True)
    operaciones.exigir_que_se_escriba(borrador, actor)
    ultima = borrador.versiones.select_related("contenido").latest("numero")
    if ultima.numero != sobre:
        raise Conflicto(
            _("Hay una versión más nueva, la %(n)d, que usted no ha visto.") % {"n": ultima.numero},
            que_hacer=_("Ábrala antes de incorporarla."),
        )
    contenido, nombre = operaciones.lo_que_se_incorpora(ultima)
    expediente = borrador.expediente
    documento = documentos.incorporar(
        contenido,
        titulo=borrador.titulo,
        nombre=nombre,
        tipo_documental=borrador.tipo_documental,
        origen_administracion=True,
        organo=expediente.unidad.dir3,
        actor=actor,
        reloj=reloj,
    )
    puesto = incorporar_documento(
        expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen=ORIGEN,
        visible_interesado=visible_interesado,
        actor=actor,
        reloj=reloj,
    )
    _terminar(borrador, BorradorDocumento.Estado.INCORPORADO, puesto, actor=actor, reloj=reloj)
    return puesto


@accion("redaccion.terminada", permiso=TRAMITAR, norma="LPACAP art. 70.4")
def descartar_borrador(*, actor: Actor, borrador_id: UUID, reloj: Reloj) -> None:
    """Give a draft up. Its versions can still be read.

    Who: tramitador who sees the case. Writes: BorradorDocumento, Prestamo. Emits: redaccion.terminada.
    Raises NoEncontrado, NoPermitido, Conflicto (somebody else has it out, it is over).
    """
    borrador = documento_en_redaccion_para(actor, borrador_id, TRAMITAR, bloquear=True)
    operaciones.exigir_que_se_escriba(borrador, actor)
    _terminar(borrador, BorradorDocumento.Estado.DESCARTADO, None, actor=actor, reloj=reloj)


def _terminar(
    borrador: BorradorDocumento, estado: str, puesto: DocumentoExpediente | None, *, actor: Actor, reloj: Reloj
) -> None:
    """It is written no more, and nobody has it out any more."""
    Prestamo.objects.filter(borrador=borrador).delete()
    borrador.estado, borrador.puesto, borrador.cerrado_el = estado, puesto, reloj.ahora()
    borrador.save(update_fields=["estado", "puesto", "cerrado_el"])
    hecho = BorradorTerminado(borrador.expediente_id, borrador.id, puesto.documento_id if puesto else None)
    anotar(borrador.expediente.cadena, hecho, actor=actor, reloj=reloj)
