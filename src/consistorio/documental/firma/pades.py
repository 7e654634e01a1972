"""PAdES (EN 319 142-1): signing into a field of our PDF, and extending what was signed so that it can be verified for ever.

Every step appends an incremental revision to a file that may be read, written and moved in: the bytes that were there stay as they
are, and are never whole in memory. It is always a working copy: one in which a step failed is thrown away. Fields are laid out and
tagged when the document is made; nothing is added to the page here except the widget of a document time stamp, which lies
outside the page's box (no content to describe: ISO 14289-1, 7.18.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

import pikepdf
from asn1crypto import cms as asn1_cms
from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.constants import DEFAULT_SIG_SUBFILTER
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp, PdfSignedData, SignatureObject
from pyhanko.sign.validation.dss import DocumentSecurityStore

from consistorio.documental.firma import revision_pdf, tsa
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.firmantes import unico_firmante
from consistorio.documental.firma.material import Material
from consistorio.documental.firma.tsa import Autoridad
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.almacen.pdf import abrir

# Hexadecimal characters kept for a signature: certificates and chain of Spanish issuers fit in half of it
RESERVA_FIRMA = 24_576
RESERVA_SELLO_TIEMPO = 32_768
_SUBFILTRO = type(DEFAULT_SIG_SUBFILTER).PADES
_TROZO = 1024 * 1024
_FUERA_DE_LA_PAGINA = -10
_IMPRIMIR_Y_BLOQUEAR = 132


class _Escritor(IncrementalPdfFileWriter):
    """Appends revisions that hold signatures, time stamps and DSS alone.

    The library's own writer also rewrites the document's metadata (producer, date of change by the machine's clock) in every revision:
    after a signature that is a change of the document, however small (EN 319 142-1, 5.4).
    """

    def _update_meta(self) -> None:
        """The metadata are those of the document that was made."""


@dato
class Firma:
    """What is written in the signature's dictionary besides the signature. `momento` is the claimed time (aware)."""

    campo: str
    momento: datetime
    nombre: str = ""
    motivo: str = ""
    lugar: str = ""


def campos_vacios(pdf: BinaryIO) -> list[str]:
    """Names of the signature fields without signature, in the document's order. Raises DatosIncorrectos on a broken PDF."""
    return [nombre for nombre, valor, _ in _campos(pdf) if valor is None]


def firmar(pdf: BinaryIO, firma: Firma, firmador: Firmador) -> None:
    """Sign (level B-B) into the existing empty field `firma.campo`.

    Raises Conflicto when the field does not exist or is signed, DatosIncorrectos on a broken PDF.
    """
    if not _firmar_llano(pdf, firma, firmador):
        firmar_con_la_biblioteca(pdf, firma, firmador)


def firmar_con_la_biblioteca(pdf: BinaryIO, firma: Firma, firmador: Firmador) -> None:
    """The same, written by the library: for what is not plain. Raises as `firmar`."""
    objeto = SignatureObject(
        timestamp=firma.momento,
        subfilter=_SUBFILTRO,
        name=firma.nombre or None,
        reason=firma.motivo or None,
        location=firma.lugar or None,
        bytes_reserved=RESERVA_FIRMA,
    )
    try:
        _incrustar(_escritor(pdf), firma.campo, objeto, firmador.separada)
    except SigningError as error:
        raise Conflicto(
            _("El documento no tiene un hueco libre para la firma «%(campo)s».") % {"campo": firma.campo}
        ) from error


def _firmar_llano(pdf: BinaryIO, firma: Firma, firmador: Firmador) -> bool:
    """Sign a plain document with a revision written here; False when it, or the field, is not plain, and nothing was written."""
    diccionario = revision_pdf.Diccionario(firma.momento, firma.nombre, firma.motivo, firma.lugar)
    try:
        revision = revision_pdf.preparar(pdf, firma.campo, diccionario, reserva=RESERVA_FIRMA)
        if revision is None:
            return False
        revision.anadir(pdf, firmador.separada(revision.resumen))
    except (pikepdf.PdfError, revision_pdf.NoCabe):
        return False
    return True


def anadir_validacion(pdf: BinaryIO, material: Material) -> None:
    """Append a revision with validation data (Document Security Store) for the signatures of the document; none when it has them."""
    escritor = _escritor(pdf)
    almacen = DocumentSecurityStore.supply_dss_in_writer(
        escritor,
        None,
        certs=[asn1_x509.Certificate.load(c) for c in material.certificados],
        ocsps=[asn1_ocsp.OCSPResponse.load(o) for o in material.ocsps],
        crls=[asn1_crl.CertificateList.load(c) for c in material.crls],
    )
    if almacen.modified:
        escritor.write_in_place()


def sellar_tiempo(pdf: BinaryIO, autoridad: Autoridad, *, campo: str) -> None:
    """Append a document time stamp in a field of its own, named `campo`, that must be new.

    Raises ServicioNoDisponible when the authority fails, DatosIncorrectos on a broken PDF.
    """
    escritor = _escritor(pdf)
    _campo_fuera_de_la_pagina(escritor, campo)
    objeto = DocumentTimestamp(bytes_reserved=RESERVA_SELLO_TIEMPO)
    _incrustar(escritor, campo, objeto, lambda resumen: tsa.pedir(resumen, autoridad))


def ampliar(pdf: BinaryIO, material: Material, autoridad: Autoridad, *, campo: str) -> None:
    """Extend to B-LTA: validation data and, over everything, a document time stamp. Raises as `sellar_tiempo`."""
    anadir_validacion(pdf, material)
    sellar_tiempo(pdf, autoridad, campo=campo)


def certificados_de_las_firmas(pdf: BinaryIO) -> list[list[bytes]]:
    """For each signature or time stamp of the document, its certificates: the signer's first, DER. Raises FirmanteDudoso, and
    DatosIncorrectos on a broken PDF."""
    try:
        with abrir(pdf) as documento:  # the other library reads what a signature holds letter by letter
            formulario = documento.Root.get("/AcroForm", pikepdf.Dictionary())
            firmas = list(_contenidos(formulario.get("/Fields", pikepdf.Array())))
    except pikepdf.PdfError as error:
        raise DatosIncorrectos(_("El archivo no es un PDF legible.")) from error
    firmantes = [unico_firmante(asn1_cms.ContentInfo.load(firma)["content"]) for firma in firmas]
    return [[c.public_bytes(Encoding.DER) for c in firmante.certificados] for firmante in firmantes]


def _contenidos(campos: pikepdf.Object) -> Iterator[bytes]:
    for campo in campos:
        valor = campo.get("/V")
        if isinstance(valor, pikepdf.Dictionary) and "/ByteRange" in valor:
            yield bytes(valor["/Contents"])
        yield from _contenidos(campo.get("/Kids", pikepdf.Array()))


def _escritor(pdf: BinaryIO) -> IncrementalPdfFileWriter:
    try:
        return _Escritor(pdf, strict=False)
    except (PdfError, ValueError) as error:
        raise DatosIncorrectos(_("El archivo no es un PDF que se pueda firmar.")) from error


def _campos(pdf: BinaryIO) -> Sequence[tuple[str, object, object]]:
    try:
        return list(enumerate_sig_fields(PdfFileReader(pdf, strict=False)))
    except (PdfError, ValueError) as error:
        raise DatosIncorrectos(_("El archivo no es un PDF legible.")) from error


def _incrustar(
    escritor: IncrementalPdfFileWriter, campo: str, objeto: PdfSignedData, firmar_resumen: Callable[[bytes], bytes]
) -> None:
    protocolo = PdfCMSEmbedder().write_cms(campo, escritor, existing_fields_only=True)
    next(protocolo)
    protocolo.send(SigObjSetup(sig_placeholder=objeto))
    preparado, _salida = protocolo.send(SigIOSetup(md_algorithm="sha256", in_place=True, chunk_size=_TROZO))
    protocolo.send(firmar_resumen(preparado.document_digest))


def _campo_fuera_de_la_pagina(escritor: IncrementalPdfFileWriter, nombre: str) -> None:
    """A signature field whose widget has no area and lies outside the page: nothing to see, nothing to describe."""
    lado = generic.NumberObject(_FUERA_DE_LA_PAGINA)
    pagina_ref = escritor.find_page_for_modification(0)[0]
    pagina = pagina_ref.get_object()
    campo = escritor.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Widget"),
                pdf_name("/FT"): pdf_name("/Sig"),
                pdf_name("/T"): generic.TextStringObject(nombre),
                pdf_name("/TU"): generic.TextStringObject(_("Sello de tiempo del documento")),
                pdf_name("/F"): generic.NumberObject(_IMPRIMIR_Y_BLOQUEAR),
                pdf_name("/Rect"): generic.ArrayObject([lado, lado, lado, lado]),
                pdf_name("/P"): pagina_ref,
            }
        )
    )
    try:
        anotaciones = pagina["/Annots"]
        escritor.update_container(anotaciones)
    except KeyError:
        anotaciones = pagina["/Annots"] = generic.ArrayObject()
        escritor.mark_update(pagina_ref)
    anotaciones.append(campo)
    try:
        formulario = escritor.root["/AcroForm"]
        escritor.update_container(formulario)
    except KeyError:
        formulario = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject()})
        escritor.root["/AcroForm"] = escritor.add_object(formulario)
        escritor.update_root()
    campos = formulario.get("/Fields")
    campos.append(campo)
    escritor.update_container(campos)
