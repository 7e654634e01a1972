"""Writers: a document or a case as XML of the ENI, in the order of the XSD, with Ids on the nodes that are signed."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import datetime

from lxml import etree

from consistorio.nucleo.reloj import en_madrid
from consistorio.servicios.archivo.eni.nombres import (
    DOC,
    DOC_META,
    EXP,
    EXP_CONTENIDO,
    EXP_INDICE,
    EXP_META,
    FICHERO,
    FIRMA,
    PREFIJOS,
    q,
)
from consistorio.servicios.archivo.eni.tipos import Carpeta, DocumentoEni, ExpedienteEni, FirmaEni, Indizado

Elemento = etree._Element
ID_CONTENIDO = "CONTENIDO"
ID_METADATOS = "METADATOS"
ID_INDICE = "INDICE_CONTENIDO"
# Signs, in place: (root, Ids to sign, element that receives ds:Signature)
Firmante = Callable[[Elemento, Sequence[str], Elemento], None]


def momento_eni(momento: datetime) -> str:
    """`2026-11-23T06:27:14+01:00`: whole seconds, legal time of the Peninsula with its zone."""
    return en_madrid(momento).replace(microsecond=0).isoformat()


def documento_xml(documento: DocumentoEni) -> bytes:
    """`enidoc:documento`. Raises ValueError when it has neither content nor reference, or both."""
    if (documento.contenido is None) == (not documento.referencia):
        msg = "a document carries its content or refers to it"
        raise ValueError(msg)
    raiz = _raiz(DOC, "documento", ("enidoc", "enidocmeta", "enifile", "enids"), Id="DOCUMENTO")
    contenido = etree.SubElement(raiz, q(FICHERO, "contenido"), Id=ID_CONTENIDO)
    if documento.contenido is not None:
        _hijo(contenido, FICHERO, "ValorBinario", base64.b64encode(documento.contenido).decode())
    else:
        _hijo(contenido, FICHERO, "referenciaFichero", documento.referencia)
    _hijo(contenido, FICHERO, "NombreFormato", documento.nombre_formato)
    _metadatos_documento(raiz, documento)
    if documento.firmas:
        firmas = etree.SubElement(raiz, q(FIRMA, "firmas"))
        for numero, firma in enumerate(documento.firmas, start=1):
            _firma(firmas, firma, numero)
    return _bytes(raiz)


def expediente_xml(expediente: ExpedienteEni, firmar: Firmante) -> bytes:
    """`eniexp:expediente` with its index signed by `firmar` (XAdES internally detached, TF02). The index holds at least one element."""
    if not expediente.indice:
        msg = "the index of a case holds at least one element"
        raise ValueError(msg)
    raiz = _raiz(
        EXP,
        "expediente",
        ("eniexp", "eniexpind", "eniconexpind", "eniexpmeta", "enifile", "enids", "ds"),
        Id="EXPEDIENTE",
    )
    indice = etree.SubElement(raiz, q(EXP_INDICE, "indice"), Id="INDICE")
    contenido = etree.SubElement(indice, q(EXP_INDICE, "IndiceContenido"), Id=ID_INDICE)
    _hijo(contenido, EXP_CONTENIDO, "FechaIndiceElectronico", momento_eni(expediente.fecha_indice))
    _indizar(contenido, expediente.indice)
    firmas = etree.SubElement(indice, q(FIRMA, "firmas"))
    _metadatos_expediente(raiz, expediente)
    if expediente.visualizacion is not None:
        vista = etree.SubElement(raiz, q(EXP, "VisualizacionIndice"), Id="VISUALIZACION")
        _hijo(vista, FICHERO, "ValorBinario", base64.b64encode(expediente.visualizacion).decode())
        _hijo(vista, FICHERO, "NombreFormato", "PDF")
    referencias = (ID_INDICE,)  # the index alone, as the norm says: any verifier finds it by one Id
    firma = etree.SubElement(firmas, q(FIRMA, "firma"), Id="FIRMA_1", ref=",".join(referencias))
    _hijo(firma, FIRMA, "TipoFirma", "TF02")
    con_certificado = etree.SubElement(
        etree.SubElement(firma, q(FIRMA, "ContenidoFirma")), q(FIRMA, "FirmaConCertificado")
    )
    firmar(raiz, referencias, con_certificado)
    return _bytes(raiz)


def _metadatos_documento(raiz: Elemento, documento: DocumentoEni) -> None:
    nodo = etree.SubElement(raiz, q(DOC_META, "metadatos"), Id=ID_METADATOS)
    _hijo(nodo, DOC_META, "VersionNTI", DOC)
    _hijo(nodo, DOC_META, "Identificador", documento.identificador)
    for organo in documento.organos:
        _hijo(nodo, DOC_META, "Organo", organo)
    _hijo(nodo, DOC_META, "FechaCaptura", momento_eni(documento.fecha_captura))
    _hijo(nodo, DOC_META, "OrigenCiudadanoAdministracion", "true" if documento.origen_administracion else "false")
    estado = etree.SubElement(nodo, q(DOC_META, "EstadoElaboracion"))
    _hijo(estado, DOC_META, "ValorEstadoElaboracion", documento.estado_elaboracion)
    if documento.documento_origen:
        _hijo(estado, DOC_META, "IdentificadorDocumentoOrigen", documento.documento_origen)
    _hijo(nodo, DOC_META, "TipoDocumental", documento.tipo_documental)


def _metadatos_expediente(raiz: Elemento, expediente: ExpedienteEni) -> None:
    nodo = etree.SubElement(raiz, q(EXP_META, "metadatosExp"), Id=ID_METADATOS)
    _hijo(nodo, EXP_META, "VersionNTI", EXP)
    _hijo(nodo, EXP_META, "Identificador", expediente.identificador)
    for organo in expediente.organos:
        _hijo(nodo, EXP_META, "Organo", organo)
    _hijo(nodo, EXP_META, "FechaAperturaExpediente", momento_eni(expediente.fecha_apertura))
    _hijo(nodo, EXP_META, "Clasificacion", expediente.clasificacion)
    _hijo(nodo, EXP_META, "Estado", expediente.estado)
    for interesado in expediente.interesados:
        _hijo(nodo, EXP_META, "Interesado", interesado)


def _indizar(padre: Elemento, elementos: Sequence[Indizado | Carpeta]) -> None:
    for elemento in elementos:
        if isinstance(elemento, Carpeta):
            nodo = etree.SubElement(padre, q(EXP_CONTENIDO, "CarpetaIndizada"))
            _hijo(nodo, EXP_CONTENIDO, "IdentificadorCarpeta", elemento.identificador)
            _indizar(nodo, elemento.contenido)
            continue
        nodo = etree.SubElement(padre, q(EXP_CONTENIDO, "DocumentoIndizado"))
        _hijo(nodo, EXP_CONTENIDO, "IdentificadorDocumento", elemento.identificador)
        _hijo(nodo, EXP_CONTENIDO, "ValorHuella", base64.b64encode(elemento.huella).decode())
        _hijo(nodo, EXP_CONTENIDO, "FuncionResumen", elemento.funcion)
        if elemento.incorporado is not None:
            _hijo(nodo, EXP_CONTENIDO, "FechaIncorporacionExpediente", momento_eni(elemento.incorporado))
        if elemento.orden is not None:
            _hijo(nodo, EXP_CONTENIDO, "OrdenDocumentoExpediente", str(elemento.orden))


def _firma(firmas: Elemento, firma: FirmaEni, numero: int) -> None:
    nodo = etree.SubElement(firmas, q(FIRMA, "firma"), Id=f"FIRMA_{numero}", ref=ID_CONTENIDO)
    _hijo(nodo, FIRMA, "TipoFirma", firma.tipo)
    contenido = etree.SubElement(nodo, q(FIRMA, "ContenidoFirma"))
    if firma.tipo == "TF01":
        csv = etree.SubElement(contenido, q(FIRMA, "CSV"))
        _hijo(csv, FIRMA, "ValorCSV", firma.csv)
        _hijo(csv, FIRMA, "RegulacionGeneracionCSV", firma.regulacion_csv)
        return
    con_certificado = etree.SubElement(contenido, q(FIRMA, "FirmaConCertificado"))
    if firma.base64:
        _hijo(con_certificado, FIRMA, "FirmaBase64", firma.base64)
    else:
        _hijo(con_certificado, FIRMA, "ReferenciaFirma", f"#{ID_CONTENIDO}")


def _raiz(espacio: str, nombre: str, prefijos: Sequence[str], **atributos: str) -> Elemento:
    return etree.Element(q(espacio, nombre), atributos, nsmap={p: PREFIJOS[p] for p in prefijos})


def _hijo(padre: Elemento, espacio: str, nombre: str, texto: str) -> Elemento:
    nodo = etree.SubElement(padre, q(espacio, nombre))
    nodo.text = texto
    return nodo


def _bytes(raiz: Elemento) -> bytes:
    return etree.tostring(raiz, xml_declaration=True, encoding="UTF-8")
