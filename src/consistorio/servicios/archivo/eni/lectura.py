"""Reading XML from outside: a DOCTYPE is refused before anything of it is read; no entity, file or address is ever fetched."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from consistorio.nucleo.flujos import leer_hasta
from consistorio.nucleo.textos import gettext as _
from consistorio.servicios.archivo.eni.nombres import DOC, DOC_META, FICHERO, FIRMA, q
from consistorio.servicios.archivo.eni.tipos import DocumentoEni, FirmaEni

Elemento = etree._Element
TAMANO_MAXIMO = 64 * 1024 * 1024


def leer_fichero(fichero: Path) -> bytes:
    """The bytes of an XML, never more than are read. Raises XmlInaceptable over 64 MB, OSError."""
    with fichero.open("rb") as flujo:
        datos = leer_hasta(flujo, TAMANO_MAXIMO)
    if datos is None:
        raise _demasiado()
    return datos


class XmlInaceptable(Exception):
    """This XML is not read. Its text says why, for people."""


def _demasiado() -> XmlInaceptable:
    return XmlInaceptable(_("El XML ocupa más de 64 MB: los contenidos grandes van en un fichero aparte."))


class _Doctype(Exception):
    pass


def analizar(datos: bytes) -> Elemento:
    """The tree of an XML, defused. Raises XmlInaceptable: too large, with DOCTYPE, not well formed, text nodes over 10 MB."""
    if len(datos) > TAMANO_MAXIMO:
        raise _demasiado()
    _sin_doctype(datos)
    analizador = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False
    )
    try:
        return etree.fromstring(datos, analizador)
    except etree.XMLSyntaxError as error:
        raise XmlInaceptable(_("El XML no está bien formado (línea %(lineno)s).") % {"lineno": error.lineno}) from error


def _sin_doctype(datos: bytes) -> None:
    """A first pass up to the root element, with a parser that stops at a DOCTYPE without reading it."""

    def rechazar(*_: object) -> None:
        raise _Doctype

    analizador = expat.ParserCreate()
    analizador.StartDoctypeDeclHandler = rechazar
    analizador.EntityDeclHandler = rechazar
    try:
        analizador.Parse(datos, True)
    except _Doctype as error:
        raise XmlInaceptable(_("El XML lleva una declaración DOCTYPE y no se lee.")) from error
    except expat.ExpatError as error:
        raise XmlInaceptable(_("El XML no está bien formado (línea %(lineno)s).") % {"lineno": error.lineno}) from error
    except (ValueError, LookupError) as error:
        raise XmlInaceptable(_("El XML usa una codificación que no se admite: envíelo en UTF-8.")) from error


def texto(nodo: Elemento | None) -> str:
    """Text of an element without surrounding space; "" when there is no element."""
    return (nodo.text or "").strip() if nodo is not None else ""


def momento(valor: str) -> datetime | None:
    """An instant with zone, or None."""
    try:
        leido = datetime.fromisoformat(valor)
    except ValueError:
        return None
    return leido if leido.tzinfo else None


def binario(nodo: Elemento) -> bytes | None:
    """Content in base64, or None when it is not."""
    try:
        return base64.b64decode("".join((nodo.text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def leer_documento(raiz: Elemento) -> DocumentoEni:
    """A document that the validator has found good. Raises ValueError when it was not held against it first."""
    meta, fichero = raiz.find(q(DOC_META, "metadatos")), raiz.find(q(FICHERO, "contenido"))
    if raiz.tag != q(DOC, "documento") or meta is None or fichero is None:
        msg = "not a valid ENI document"
        raise ValueError(msg)
    valor = fichero.find(q(FICHERO, "ValorBinario"))
    datos_xml = fichero.find(q(FICHERO, "DatosXML"))
    contenido = binario(valor) if valor is not None else None
    if datos_xml is not None:
        contenido = b"".join(etree.tostring(h) for h in datos_xml) or texto(datos_xml).encode()
    captura = momento(texto(meta.find(q(DOC_META, "FechaCaptura"))))
    if captura is None:
        msg = "not a valid ENI document"
        raise ValueError(msg)
    estado = q(DOC_META, "EstadoElaboracion")
    return DocumentoEni(
        identificador=texto(meta.find(q(DOC_META, "Identificador"))),
        organos=tuple(texto(n) for n in meta.findall(q(DOC_META, "Organo"))),
        fecha_captura=captura,
        origen_administracion=texto(meta.find(q(DOC_META, "OrigenCiudadanoAdministracion"))) in {"true", "1"},
        estado_elaboracion=texto(meta.find(f"{estado}/{q(DOC_META, 'ValorEstadoElaboracion')}")),
        documento_origen=texto(meta.find(f"{estado}/{q(DOC_META, 'IdentificadorDocumentoOrigen')}")),
        tipo_documental=texto(meta.find(q(DOC_META, "TipoDocumental"))),
        nombre_formato=texto(fichero.find(q(FICHERO, "NombreFormato"))),
        contenido=contenido,
        referencia=texto(fichero.find(q(FICHERO, "referenciaFichero"))),
        firmas=tuple(_firma(nodo) for nodo in raiz.iterfind(f"{q(FIRMA, 'firmas')}/{q(FIRMA, 'firma')}")),
    )


def _firma(nodo: Elemento) -> FirmaEni:
    return FirmaEni(
        tipo=texto(nodo.find(q(FIRMA, "TipoFirma"))),
        csv=texto(nodo.find(f".//{q(FIRMA, 'ValorCSV')}")),
        regulacion_csv=texto(nodo.find(f".//{q(FIRMA, 'RegulacionGeneracionCSV')}")),
        base64="".join(texto(nodo.find(f".//{q(FIRMA, 'FirmaBase64')}")).split()),
    )
