"""Validation of the signatures and time stamps inside a PDF (PAdES).

Apart from `validacion` because what reads them takes a second to load, and most processes never read one.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from cryptography import x509
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.misc import PdfDecodeLimitError, PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import SignatureValidationError, ValidationInfoReadingError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from consistorio.documental.documentos.objetos_pdf import OBJETO_MAXIMO, lleva_algo_enorme
from consistorio.documental.firma import tsa
from consistorio.documental.firma.cambios_pdf import POLITICA, cambios
from consistorio.documental.firma.certificados import Uso
from consistorio.documental.firma.firmantes import resumen_de, unico_firmante
from consistorio.documental.firma.lector import Lector
from consistorio.documental.firma.material import Material
from consistorio.documental.firma.validacion import (
    ERRORES_DE_LECTURA,
    Criterio,
    Informe,
    InformeFirma,
    Veredicto,
    anotar_ilegible,
    concluir,
    demasiado,
    dudosa,
    sellada_el,
)
from consistorio.plataforma.almacen.reglas import legible

_MAL_PDF = (PdfError, *ERRORES_DE_LECTURA)
_SUBFILTROS = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached")
_HUECO = re.compile(rb"<[0-9A-Fa-f]+>")
_SUBFILTRO_SELLO = "/ETSI.RFC3161"


def validar_pdf(pdf: BinaryIO, criterio: Criterio) -> Informe:
    """The signatures of a PDF (a stream that may be moved in), in the order in which they were made; it is never whole in memory.
    Never raises on bad input: it says that it is unreadable. Raises OSError when the disk fails."""
    if lleva_algo_enorme(pdf):
        texto = _("Lleva dentro una imagen o un archivo de más de %(m)s: compruebe sus firmas en su equipo.")
        return Informe("PAdES", ilegible=texto % {"m": legible(OBJETO_MAXIMO)}, enorme=True)
    danado = Informe("PAdES", ilegible=_("El PDF está dañado y no se puede leer."))
    try:
        return _juzgar_todas(Lector(pdf), criterio)
    except PdfDecodeLimitError:
        texto = _(
            "Lleva dentro datos que, al descomprimirlos, ocupan más de lo que aquí se lee: compruebe sus firmas en su equipo."
        )
        return Informe("PAdES", ilegible=texto, enorme=True)
    except _MAL_PDF as error:
        anotar_ilegible(error)
        return danado
    except OSError as error:
        if error.errno != errno.EINVAL:  # it points before the beginning of the file
            raise
        return danado


def _juzgar_todas(lector: Lector, criterio: Criterio) -> Informe:
    if lector.encrypted:
        return Informe("PAdES", ilegible=_("El PDF está protegido con contraseña y no se puede comprobar."))
    incrustadas = sorted(lector.embedded_signatures, key=lambda e: e.signed_revision)
    leidas = {str(e.field_name) for e in incrustadas}
    desconocidas = [n for n, _v, _r in enumerate_sig_fields(lector, filled_status=True) if str(n) not in leidas]
    material = _material_del_pdf(lector)
    enorme = demasiado("PAdES", veces=len(incrustadas), tamano=lector.stream.seek(0, os.SEEK_END))
    if enorme is not None:
        return enorme
    sellos = _juzgar_sellos([e for e in incrustadas if e.sig_object_type == "/DocTimeStamp"], material, criterio)
    firmas = [_desconocida(nombre) for nombre in desconocidas]
    for incrustada in incrustadas:
        if incrustada.sig_object_type == "/DocTimeStamp":
            continue
        if incrustada.sig_object.get("/SubFilter") not in _SUBFILTROS:
            firmas.append(_desconocida(str(incrustada.field_name)))
            continue
        posteriores = [(e, s) for e, s in sellos if e.signed_revision > incrustada.signed_revision]
        firmas.append(_juzgar_firma(lector, incrustada, posteriores, material, criterio))
    return Informe("PAdES", tuple(firmas), tuple(s for _e, s in sellos))


def _material_del_pdf(lector: object) -> Material:
    try:
        almacen = DocumentSecurityStore.read_dss(lector)  # type: ignore[arg-type]
    except ValidationInfoReadingError:
        return Material()
    return Material(
        tuple(bytes(c.dump()) for c in almacen.load_certs()),
        tuple(bytes(o.get_object().data) for o in almacen.ocsps),
        tuple(bytes(c.get_object().data) for c in almacen.crls),
    )


def _juzgar_sellos(
    incrustadas: Sequence[EmbeddedPdfSignature], material: Material, criterio: Criterio
) -> list[tuple[EmbeddedPdfSignature, InformeFirma]]:
    """Each time stamp at the instant that the next one proves; the last one, now. So an expired authority still counts."""
    juzgados: list[tuple[EmbeddedPdfSignature, InformeFirma]] = []
    for incrustada in reversed(incrustadas):
        sello = _juzgar_sello(incrustada, material, criterio)
        if sello.veredicto is Veredicto.VALIDA and sello.sellada_el:
            criterio = replace(criterio, momento=sello.sellada_el)
        juzgados.insert(0, (incrustada, sello))
    return juzgados


def _juzgar_sello(incrustada: EmbeddedPdfSignature, material: Material, criterio: Criterio) -> InformeFirma:
    nombre = str(incrustada.field_name)
    try:
        if incrustada.sig_object.get("/SubFilter") != _SUBFILTRO_SELLO:
            raise ValueError("not a time stamp")
        incrustada.compute_integrity_info(skip_diff=True)
        ficha = tsa.comprobar_datos(incrustada.signed_data, incrustada.compute_digest)
        juicio = criterio.juzgar(ficha.firmante.certificados, material, criterio.momento, uso=Uso.SELLO_DE_TIEMPO)
    except PdfDecodeLimitError:
        raise
    except (*_MAL_PDF, SignatureValidationError) as error:
        anotar_ilegible(error)
        texto = _("El sello de tiempo está dañado o no es de este documento.")
        return InformeFirma(nombre, Veredicto.NO_VALIDA, texto)
    cubre = incrustada.coverage is not None and incrustada.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    base = InformeFirma(nombre, Veredicto.VALIDA, "", sellada_el=ficha.momento)
    return concluir(base, cubre, juicio)


def _juzgar_firma(
    lector: PdfFileReader,
    incrustada: EmbeddedPdfSignature,
    posteriores: Sequence[tuple[EmbeddedPdfSignature, InformeFirma]],
    material: Material,
    criterio: Criterio,
) -> InformeFirma:
    base = InformeFirma(str(incrustada.field_name), Veredicto.NO_VALIDA, "", momento=_momento_declarado(incrustada))
    datos = incrustada.signed_data
    try:
        _exigir_hueco(lector, incrustada)
        incrustada.compute_integrity_info(diff_policy=POLITICA)
        firmante = unico_firmante(datos)
        separada = datos["encap_content_info"]["content"].native is None
        integra = firmante.firma(incrustada.compute_digest, "data") and separada
        despues = cambios(lector, incrustada)
        probados = [s.sellada_el for _e, s in posteriores if s.veredicto is Veredicto.VALIDA and s.sellada_el]
        if propio := sellada_el(firmante.fichas(), resumen_de(firmante.valor), criterio, material):
            probados.append(propio)
        sellada = min(probados, default=None)
        juicio = criterio.juzgar(firmante.certificados, material, sellada or criterio.momento)
        nivel = "B-T" if sellada else "B-B"
        if juicio.valido:
            nivel = _nivel(lector, firmante.certificados, posteriores, sellada, criterio)
    except PdfDecodeLimitError:
        raise
    except (*_MAL_PDF, SignatureValidationError) as error:
        return dudosa(base, error)
    con_nivel = replace(base, sellada_el=sellada, cambios=despues.texto, nivel=nivel)
    return concluir(con_nivel, integra, juicio, alterado=despues.alterado)


def _exigir_hueco(lector: PdfFileReader, incrustada: EmbeddedPdfSignature) -> None:
    """What the signature leaves out is one hexadecimal string and nothing else (ISO 32000-2, 12.8.1): there nothing can be hidden."""
    desde, largo, hasta, _resto = (int(n) for n in incrustada.byte_range)
    lector.stream.seek(desde + largo)
    if _HUECO.fullmatch(lector.stream.read(hasta - desde - largo)) is None:
        raise ValueError("not a hexadecimal string")


def _nivel(
    lector: PdfFileReader,
    certificados: Sequence[x509.Certificate],
    posteriores: Sequence[tuple[EmbeddedPdfSignature, InformeFirma]],
    sellada: datetime | None,
    criterio: Criterio,
) -> str:
    """The baseline level reached: what a verifier could do with the file alone."""
    if sellada is None:
        return "B-B"
    solo_el_fichero = replace(criterio, revocacion=None)
    if not solo_el_fichero.juzgar(certificados, _material_del_pdf(lector), sellada).valido:
        return "B-T"
    for incrustada, sello in posteriores:
        cubierto = _material_del_pdf(lector.get_historical_resolver(incrustada.signed_revision))
        if sello.veredicto is Veredicto.VALIDA and solo_el_fichero.juzgar(certificados, cubierto, sellada).valido:
            return "B-LTA"
    return "B-LT"


def _desconocida(nombre: str) -> InformeFirma:
    texto = _("La firma es de un tipo antiguo o desconocido que no se puede comprobar.")
    return InformeFirma(nombre, Veredicto.INDETERMINADA, texto)


def _momento_declarado(incrustada: EmbeddedPdfSignature) -> datetime | None:
    try:
        return incrustada.self_reported_timestamp
    except _MAL_PDF:
        return None
