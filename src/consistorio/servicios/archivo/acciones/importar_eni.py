"""Import an electronic document of the ENI."""

from __future__ import annotations

import io
from pathlib import Path

from django.utils.translation import gettext as _

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, RelojSistema, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import guardar
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.archivo.confianza import criterio_con
from consistorio.servicios.archivo.eni.firmas import JuezEni
from consistorio.servicios.archivo.eni.lectura import analizar, leer_documento
from consistorio.servicios.archivo.eni.tipos import DocumentoEni
from consistorio.servicios.archivo.eni.validacion import formato_de, resolver, validar
from consistorio.servicios.archivo.eventos import DocumentoImportado
from consistorio.servicios.archivo.importados import unidad_que_espera
from consistorio.servicios.archivo.models import ImportacionEni
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.models import Expediente

PERMISO = "archivo.importar"


@accion("archivo.documento.importado", permiso=PERMISO, norma="RD 4/2010 (ENI); LPACAP art. 155; NTI de Documento")
def importar_eni(
    *, actor: Actor, fichero: Path, reloj: Reloj, expediente: str = "", unidad: str = ""
) -> ImportacionEni:
    """Validate and keep a document in ENI format, with its content as it came; put it into the case of that number, if given.

    Without a case it waits in the inbox of a unit: that of the DIR3 `unidad`, else the one that attends citizens.

    Importing the same twice is the same import; the same identifier with other bytes is a conflict.
    Who: whoever may import. Writes: Contenido, Documento, ImportacionEni, DocumentoExpediente. Emits: archivo.documento.importado.
    Raises: DatosIncorrectos with every problem, Conflicto, NoEncontrado (case), NoPermitido.
    """
    datos = fichero.read_bytes()
    doc = _leer(datos, fichero.parent)
    original = guardar(io.BytesIO(datos))
    caso = _expediente(expediente)
    anterior = ImportacionEni.objects.filter(id_eni=doc.identificador).select_related("documento").first()
    if anterior is not None:
        return _repetida(anterior, original, caso, actor=actor, reloj=reloj)
    espera = unidad_que_espera(unidad, en=hoy(reloj)) if caso is None else None
    documento = _incorporar(doc, fichero, actor=actor, reloj=reloj)
    importacion = ImportacionEni.objects.create(
        id_eni=doc.identificador,
        original=original,
        documento=documento,
        expediente=caso,
        unidad=espera,
        importado=reloj.ahora(),
    )
    if caso is not None:
        _al_expediente(caso, documento, actor=actor, reloj=reloj)
    hecho = DocumentoImportado(documento.id, doc.identificador, documento.huella)
    anotar(documentos.cadena_de_documento(documento.id), hecho, actor=actor, reloj=reloj)
    return importacion


def _leer(datos: bytes, carpeta: Path) -> DocumentoEni:
    juez = JuezEni(criterio_con(None, momento=RelojSistema().ahora()))
    graves = [p for p in validar(datos, carpeta=carpeta, firmas=juez) if p.grave]
    if graves:
        raise DatosIncorrectos(
            _("El documento electrónico no es válido y no se ha importado."),
            problemas=[Problema(p.donde, p.mensaje) for p in graves],
        )
    raiz = analizar(datos)
    if formato_de(raiz) != "documento":
        mensaje = _("Es un expediente: importe sus documentos uno a uno.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
    return leer_documento(raiz)


def _incorporar(doc: DocumentoEni, fichero: Path, *, actor: Actor, reloj: Reloj) -> Documento:
    if doc.contenido is not None:
        contenido = guardar(io.BytesIO(doc.contenido))
    else:
        aparte = resolver(fichero.parent, doc.referencia)
        if aparte is None:
            raise DatosIncorrectos(_("No está el fichero al que se refiere el documento."))
        with aparte.open("rb") as flujo:
            contenido = guardar(flujo)
    return documentos.incorporar(
        contenido,
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


def _repetida(
    anterior: ImportacionEni, original: Contenido, caso: Expediente | None, *, actor: Actor, reloj: Reloj
) -> ImportacionEni:
    if anterior.original_id != original.pk:
        raise Conflicto(_("Ya hay otro documento distinto con el identificador %(i)s.") % {"i": anterior.id_eni})
    if caso is not None and anterior.expediente_id is None:
        anterior.expediente = caso
        anterior.save(update_fields=["expediente"])
        _al_expediente(caso, anterior.documento, actor=actor, reloj=reloj)
    return anterior


def _expediente(numero: str) -> Expediente | None:
    if not numero:
        return None
    caso = Expediente.objects.select_for_update().filter(numero=numero).first()
    if caso is None:
        raise NoEncontrado(_("No encontramos el expediente %(n)s.") % {"n": numero})
    return caso


def _al_expediente(caso: Expediente, documento: Documento, *, actor: Actor, reloj: Reloj) -> None:
    expedientes.incorporar_documento(
        caso, documento_id=documento.id, huella=documento.huella, origen="importacion_eni", actor=actor, reloj=reloj
    )
