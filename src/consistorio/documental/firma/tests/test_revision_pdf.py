"""The revision that a signature adds: read by other programs, in files of every kind, and the library's where the document is not plain."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel

from consistorio.documental.firma import revision_pdf
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.tests import en_memoria as pades
from consistorio.documental.firma.tests.conftest import AHORA, pdf_con_campos
from consistorio.documental.firma.validacion import Criterio, Veredicto
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.almacen.pdf import abrir

FIRMA = pades.Firma("f", AHORA, nombre="Ayuntamiento de Cañón (ñ)", motivo="Acto\\automático", lugar="Villaejemplo")


def con_flujos(pdf: bytes) -> bytes:
    """Its objects in streams, and a stream in place of the table of where they lie."""
    return guardado(pdf, lambda _d: None, object_stream_mode=ObjectStreamMode.generate)


def guardado(pdf: bytes, cambio: Callable[[pikepdf.Pdf], object], **opciones: object) -> bytes:
    salida = io.BytesIO()
    with abrir(io.BytesIO(pdf)) as documento:
        cambio(documento)
        documento.save(salida, **opciones)  # type: ignore[arg-type]
    return salida.getvalue()


def es_llano(pdf: bytes, campo: str = "f") -> bool:
    diccionario = revision_pdf.Diccionario(AHORA, "", "", "")
    return revision_pdf.preparar(io.BytesIO(pdf), campo, diccionario, reserva=100) is not None


def una_firma(pdf: bytes) -> EmbeddedPdfSignature:
    """The first signature as the other library reads it: it covers the whole file, and its digest is that of these bytes."""
    firma: EmbeddedPdfSignature
    [firma, *_otras] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    firma.compute_integrity_info()
    assert firma.coverage is SignatureCoverageLevel.ENTIRE_FILE
    dicho = next(
        a["values"][0].native for a in firma.signer_info["signed_attrs"] if a["type"].native == "message_digest"
    )
    assert firma.compute_digest() == dicho
    return firma


@pytest.mark.parametrize(
    "hacer", [lambda pdf: pdf, con_flujos, lambda pdf: pdf.rstrip()], ids=["tabla", "flujos", "sin salto"]
)
def test_what_is_appended_is_read_by_others(pki: Pki, hacer: Callable[[bytes], bytes]) -> None:
    original = hacer(pdf_con_campos("f", "g"))
    assert es_llano(original)
    firmado = pades.firmar(original, FIRMA, Firmador(pki.mano("sello")))
    assert firmado.startswith(original)
    hecha = una_firma(firmado).sig_object
    assert (hecha["/Name"], hecha["/Reason"], hecha["/Location"]) == (FIRMA.nombre, FIRMA.motivo, FIRMA.lugar)
    with abrir(io.BytesIO(firmado)) as documento:
        assert documento.get_warnings() == []
        assert documento.Root.AcroForm.SigFlags == 3
        assert len(documento.trailer.ID) == 2
    dos = pades.firmar(firmado, pades.Firma("g", AHORA), Firmador(pki.mano("sello")))
    criterio = Criterio(Confianza((pki.raiz.certificado,)), AHORA + timedelta(seconds=1))
    assert [f.veredicto for f in pades.validar_pdf(dos, criterio).firmas] == [
        Veredicto.INDETERMINADA
    ] * 2  # nobody was asked
    assert es_llano(dos, "f") is False


def test_only_the_signature_its_field_and_the_flags_are_written(pki: Pki) -> None:
    original = guardado(pdf_con_campos("f"), lambda d: d.Root.AcroForm.__setattr__("SigFlags", 0))
    anadido = pades.firmar(original, FIRMA, Firmador(pki.mano("sello")))[len(original) :]
    assert len(re.findall(rb"\d+ \d+ obj", anadido)) == 3
    ya_dicho = pdf_con_campos("f")
    ya_dicho = guardado(ya_dicho, lambda d: d.Root.AcroForm.__setattr__("SigFlags", 3))
    anadido = pades.firmar(ya_dicho, FIRMA, Firmador(pki.mano("sello")))[len(ya_dicho) :]
    assert len(re.findall(rb"\d+ \d+ obj", anadido)) == 2


def _dentro_de_otro(documento: pikepdf.Pdf) -> None:
    campos = documento.Root.AcroForm.Fields
    padre = documento.make_indirect(Dictionary(T=pikepdf.String("p"), Kids=Array([campos[0]])))
    campos[0].Parent = padre
    documento.Root.AcroForm.Fields = Array([padre])


def _con_reglas(documento: pikepdf.Pdf) -> None:
    documento.Root.AcroForm.Fields[0].Lock = Dictionary(Type=Name.SigFieldLock, Action=Name.All)


@pytest.mark.parametrize(("cambio", "campo"), [(_dentro_de_otro, "p.f"), (_con_reglas, "f")])
def test_what_is_not_plain_is_signed_by_the_library(
    pki: Pki, cambio: Callable[[pikepdf.Pdf], object], campo: str
) -> None:
    original = guardado(pdf_con_campos("f"), cambio)
    assert not es_llano(original, campo)
    firmado = pades.firmar(original, pades.Firma(campo, AHORA), Firmador(pki.mano("sello")))
    assert una_firma(firmado).field_name == campo


def test_a_file_that_had_to_be_mended_is_not_plain() -> None:
    original = pdf_con_campos("f")
    mal = re.sub(rb"startxref\s+\d+", b"startxref\n7", original)
    assert not es_llano(mal)


def test_a_signature_that_does_not_fit_is_refused_and_nothing_is_written(pki: Pki) -> None:
    from consistorio.documental.firma import pades as de_verdad

    class Larga(Firmador):
        def separada(self, resumen: bytes, *, momento: object = None) -> bytes:
            return bytes(de_verdad.RESERVA_FIRMA)

    pdf = io.BytesIO(pdf_con_campos("f"))
    antes = pdf.getvalue()
    with pytest.raises((Conflicto, SigningError)):
        de_verdad.firmar(pdf, FIRMA, Larga(pki.mano("sello")))
    assert pdf.getvalue()[: len(antes)] == antes


def test_the_version_of_an_old_file_is_raised_with_its_first_signature_and_not_after_it(pki: Pki) -> None:
    original = guardado(pdf_con_campos("f", "g"), lambda _d: None, force_version="1.4")
    assert not es_llano(original)
    firmado = pades.firmar(original, FIRMA, Firmador(pki.mano("sello")))
    with abrir(io.BytesIO(firmado)) as documento:
        assert documento.Root.Version == "/1.7"
    assert (
        b"/Version" not in pades.firmar(firmado, pades.Firma("g", AHORA), Firmador(pki.mano("sello")))[len(firmado) :]
    )
