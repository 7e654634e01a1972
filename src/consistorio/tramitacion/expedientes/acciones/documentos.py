"""Put documents into a case from the desk: what came from outside, and diligencias."""

from __future__ import annotations

from typing import BinaryIO, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.cotejo import copia_de_papel, problemas_para_cotejar
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.tipos import EstadoElaboracion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, exigir_permiso
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import Admitido
from consistorio.tramitacion.expedientes import diligencias, operaciones
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR


def incorporar(
    *,
    actor: Actor,
    expediente_id: UUID,
    flujo: BinaryIO | Contenido,
    nombre: str,
    titulo: str,
    tipo_documental: str,
    reloj: Reloj,
    origen_administracion: bool = True,
    estado_elaboracion: str = "EE01",
    visible_interesado: bool = True,
) -> DocumentoExpediente:
    """Take a file into the case as a document, in the next place of its index. It is judged before any transaction opens; one that a form
    took in and judged before comes as its `Contenido`.

    Who: tramitador; a scan said to be an authentic copy (EE03) asks for `copia.cotejar`, and is stamped and sealed (LPACAP 27).
    Writes: Contenido, Documento, Cotejo, DocumentoExpediente. Emits: expediente.documento.incorporado.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (not open), DatosIncorrectos (file or metadata).
    """
    exigir_permiso(actor, TRAMITAR, para="expediente.documento.incorporado")
    _abierto(expediente_para(actor, expediente_id, TRAMITAR))
    return anotar_incorporacion(
        actor=actor,
        expediente_id=expediente_id,
        juzgado=flujo if isinstance(flujo, Contenido) else almacen.juzgar(flujo, nombre=nombre),
        nombre=nombre,
        titulo=titulo,
        tipo_documental=tipo_documental,
        origen_administracion=origen_administracion,
        estado_elaboracion=estado_elaboracion,
        visible_interesado=visible_interesado,
        reloj=reloj,
    )


@accion("expediente.documento.incorporado", permiso=TRAMITAR, norma="LPACAP arts. 27 y 70.2")
def anotar_incorporacion(
    *,
    actor: Actor,
    expediente_id: UUID,
    juzgado: Admitido | Contenido,
    nombre: str,
    titulo: str,
    tipo_documental: str,
    origen_administracion: bool,
    estado_elaboracion: str,
    visible_interesado: bool,
    reloj: Reloj,
) -> DocumentoExpediente:
    """Put in the case a file that is already judged and in the store, whether its row is written or not.

    Who, writes, emits, raises: as `incorporar`.
    """
    expediente = _abierto(expediente_para(actor, expediente_id, TRAMITAR, bloquear=True))
    contenido = juzgado if isinstance(juzgado, Contenido) else almacen.asentar(juzgado)
    datos = _Metadatos(
        titulo=titulo,
        nombre=nombre,
        tipo_documental=tipo_documental,
        origen_administracion=origen_administracion,
        organo=expediente.unidad.dir3,
    )
    if estado_elaboracion == EstadoElaboracion.COPIA_DE_PAPEL:
        documento = _cotejado(contenido, datos, actor=actor, reloj=reloj)
    else:
        documento = documentos.incorporar(
            contenido, estado_elaboracion=estado_elaboracion, actor=actor, reloj=reloj, **datos
        )
    return operaciones.incorporar_documento(
        expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen="tramitacion",
        visible_interesado=visible_interesado,
        actor=actor,
        reloj=reloj,
    )


class _Metadatos(TypedDict):
    titulo: str
    nombre: str
    tipo_documental: str
    origen_administracion: bool
    organo: str


def _cotejado(contenido: Contenido, datos: _Metadatos, *, actor: Actor, reloj: Reloj) -> Documento:
    """The authentic copy of a paper. Raises DatosIncorrectos with every reason why it cannot be one."""
    problemas = problemas_para_cotejar(contenido, nombre=datos["nombre"], actor=actor)
    if problemas:
        raise DatosIncorrectos(_("No se ha añadido el documento."), problemas=problemas)
    return copia_de_papel(contenido, actor=actor, reloj=reloj, **datos)


@accion("expediente.documento.incorporado", permiso=TRAMITAR, norma="LPACAP arts. 70.2 y 75.2")
def diligenciar(*, actor: Actor, expediente_id: UUID, texto: str, reloj: Reloj) -> DocumentoExpediente:
    """State a fact in the case with a diligencia, whose signature field is that of who states it.

    Who: tramitador. Writes: Documento, DocumentoExpediente. Emits: expediente.documento.incorporado.
    Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos (empty).
    """
    expediente = _abierto(expediente_para(actor, expediente_id, TRAMITAR, bloquear=True))
    if not texto.strip():
        mensaje = _("Escriba qué quiere hacer constar.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("texto", mensaje)])
    return diligencias.extender(expediente, texto.strip(), actor=actor, reloj=reloj)


def _abierto(expediente: Expediente) -> Expediente:
    """Raises FaseIncompatible when the case is not open."""
    if expediente.estado != Expediente.Estado.ABIERTO:
        raise FaseIncompatible(_("El expediente %(n)s está cerrado.") % {"n": expediente.numero})
    return expediente
