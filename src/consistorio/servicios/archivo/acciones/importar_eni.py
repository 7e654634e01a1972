"""Import an electronic document of the ENI."""

from __future__ import annotations

import io
from pathlib import Path

from django.db import connections
from django.utils.translation import gettext as _

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, RelojSistema, hoy
from consistorio.plataforma.accion import accion, alias_actual, exigir_permiso
from consistorio.plataforma.almacen.operaciones import Admitido, guardar, recoger
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.archivo.confianza import criterio_con
from consistorio.servicios.archivo.eni.firmas import JuezEni
from consistorio.servicios.archivo.eni.lectura import XmlInaceptable, analizar, leer_documento, leer_fichero
from consistorio.servicios.archivo.eni.tipos import DocumentoEni
from consistorio.servicios.archivo.eni.validacion import formato_de, resolver, validar
from consistorio.servicios.archivo.eventos import DocumentoImportado
from consistorio.servicios.archivo.importados import unidad_que_espera
from consistorio.servicios.archivo.models import ImportacionEni
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente

PERMISO = "archivo.importar"


@dato
class Recogido:
    """What came, valid and safe in the store: its metadata, the XML as it came, and its content."""

    doc: DocumentoEni
    original: Admitido
    contenido: Admitido


def importar_eni(
    *, actor: Actor, fichero: Path, reloj: Reloj, expediente: str = "", unidad: str = ""
) -> ImportacionEni:
    """Validate and keep a document in ENI format, with its content as it came; put it into the case of that number, if given.

    Without a case it waits in the inbox of a unit: that of the DIR3 `unidad`, else the one that attends citizens.
    The XML is judged and its content stored before any transaction opens; a content beside the XML is never whole in memory.
    Importing the same twice, also at once, is the same import; the same identifier with other bytes is a conflict. A document that
    is already in the house, or in another case, is the same document: one document may be part of several cases, and each has its
    place for it (RD 203/2021 art. 51).
    Who: whoever may import; into a case, one that they may see. Writes: Contenido, Documento, ImportacionEni, DocumentoExpediente.
    Emits: archivo.documento.importado. Raises: DatosIncorrectos with every problem, Conflicto, NoEncontrado (case), NoPermitido.
    """
    exigir_permiso(actor, PERMISO, para="archivo.documento.importado")
    return asentar_importacion(
        actor=actor, recogido=_recoger(fichero), expediente=expediente, unidad=unidad, reloj=reloj
    )


@accion("archivo.documento.importado", permiso=PERMISO, norma="RD 4/2010 (ENI); LPACAP art. 155; NTI de Documento")
def asentar_importacion(
    *, actor: Actor, recogido: Recogido, expediente: str, reloj: Reloj, unidad: str = ""
) -> ImportacionEni:
    """Note a document whose bytes are already in the store.

    Who, writes, emits: as `importar_eni`. Raises: Conflicto, NoEncontrado (case), NoPermitido.
    """
    doc = recogido.doc
    caso = _expediente(actor, expediente) if expediente else None
    _uno_a_la_vez(doc.identificador)
    importacion = ImportacionEni.objects.filter(id_eni=doc.identificador).select_related("documento").first()
    if importacion is None:
        espera = unidad_que_espera(unidad, en=hoy(reloj)) if caso is None else None
        importacion = _nueva(recogido, caso, espera, actor=actor, reloj=reloj)
    elif importacion.original_id != recogido.original.recibido.sha256:
        raise _otro_distinto(doc)
    if caso is not None:
        documento = importacion.documento
        expedientes.incorporar_documento(
            caso, documento_id=documento.id, huella=documento.huella, origen="importacion_eni", actor=actor, reloj=reloj
        )
        if importacion.expediente_id is None:
            importacion.expediente = caso
            importacion.save(update_fields=["expediente"])
    return importacion


def _recoger(fichero: Path) -> Recogido:
    """Judge the XML with everything it refers to, and put it in the store. Raises DatosIncorrectos."""
    try:
        datos = leer_fichero(fichero)
    except XmlInaceptable as error:
        raise _invalido([Problema("", str(error))]) from error
    juez = JuezEni(criterio_con(None, momento=RelojSistema().ahora()))
    graves = [p for p in validar(datos, carpeta=fichero.parent, firmas=juez) if p.grave]
    if graves:
        raise _invalido([Problema(p.donde, p.mensaje) for p in graves])
    raiz = analizar(datos)
    if formato_de(raiz) != "documento":
        mensaje = _("Es un expediente: importe sus documentos uno a uno.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
    doc = leer_documento(raiz)
    return Recogido(doc, recoger(io.BytesIO(datos)), _contenido(doc, fichero.parent))


def _contenido(doc: DocumentoEni, carpeta: Path) -> Admitido:
    if doc.contenido is not None:
        return recoger(io.BytesIO(doc.contenido))
    aparte = resolver(carpeta, doc.referencia)
    if aparte is None:
        mensaje = _("No está el fichero al que se refiere el documento.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("documento/contenido", mensaje)])
    with aparte.open("rb") as flujo:
        return recoger(flujo)


def _invalido(problemas: list[Problema]) -> DatosIncorrectos:
    return DatosIncorrectos(_("El documento electrónico no es válido y no se ha importado."), problemas=problemas)


def _nueva(
    recogido: Recogido, caso: Expediente | None, espera: Unidad | None, *, actor: Actor, reloj: Reloj
) -> ImportacionEni:
    """The first import of an identifier: of a document that the house did not have, or of one of its own that comes back."""
    doc = recogido.doc
    documento = Documento.objects.filter(id_eni=doc.identificador).first()
    if documento is None:
        documento = _incorporar(recogido, actor=actor, reloj=reloj)
    elif not documento.revisiones.filter(contenido_id=recogido.contenido.recibido.sha256).exists():
        raise _otro_distinto(doc)
    importacion = ImportacionEni.objects.create(
        id_eni=doc.identificador,
        original=guardar(recogido.original, actor=actor, reloj=reloj),
        documento=documento,
        expediente=caso,
        unidad=espera,
        importado=reloj.ahora(),
    )
    hecho = DocumentoImportado(documento.id, doc.identificador, documento.huella)
    anotar(documentos.cadena_de_documento(documento.id), hecho, actor=actor, reloj=reloj)
    return importacion


def _incorporar(recogido: Recogido, *, actor: Actor, reloj: Reloj) -> Documento:
    doc = recogido.doc
    return documentos.incorporar(
        guardar(recogido.contenido, actor=actor, reloj=reloj),
        titulo=_("Documento importado %(i)s") % {"i": doc.identificador},
        nombre=f"{doc.identificador}.{doc.nombre_formato.lower()}"[:255],
        tipo_documental=doc.tipo_documental,
        origen_administracion=doc.origen_administracion,
        organo=doc.organos[0],
        estado_elaboracion=doc.estado_elaboracion,
        id_eni_origen=doc.documento_origen,
        id_eni=doc.identificador,
        actor=actor,
        reloj=reloj,
    )


def _otro_distinto(doc: DocumentoEni) -> Conflicto:
    return Conflicto(
        _("Ya hay otro documento distinto con el identificador %(i)s.") % {"i": doc.identificador},
        que_hacer=_("Pregunte a quien lo envía: dos documentos distintos no pueden llevar el mismo identificador."),
    )


def _expediente(actor: Actor, numero: str) -> Expediente:
    """The case of that number through its door, locked. Raises NoEncontrado."""
    identificador = Expediente.objects.filter(numero=numero).values_list("id", flat=True).first()
    if identificador is None:
        raise NoEncontrado(
            _("No encontramos ese expediente."),
            que_hacer=_("Compruebe el número. Si es de otra unidad, pídale que le dé acceso."),
        )
    return expediente_para(actor, identificador, PERMISO, bloquear=True)


def _uno_a_la_vez(id_eni: str) -> None:
    """Hold the identifier until the transaction ends: who imports the same at once waits, and finds it done."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 21))", [id_eni])
