"""Reports on signatures: valid, expired, revoked, unknown, altered, changed later, several, long term, nobody answers."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.revocacion import CacheRevocacion
from consistorio.documental.firma.tests import cades
from consistorio.documental.firma.tests import en_memoria as pades
from consistorio.documental.firma.tests.conftest import AHORA, alterar, pdf_con_campos
from consistorio.documental.firma.tests.en_memoria import ampliar_con, validar_pdf
from consistorio.documental.firma.tsa import Autoridad
from consistorio.documental.firma.validacion import Criterio, Veredicto
from consistorio.documental.firma.validacion_cms import validar_cms
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.pki_demo.nombres import PERSONA, Persona, ciudadania, sujeto_persona
from consistorio.integraciones.pki_demo.pruebas import pki_de_pruebas
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.tsa.http import RevocacionHttp
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.puertos.revocacion import Revocacion

pytestmark = pytest.mark.lento

CERTIFICADO = next(c for c in ciudadania() if c.persona.organizacion)
QUIEN, REPRESENTANTE = CERTIFICADO.persona, f"ciudadania/{CERTIFICADO.codigo}"


@pytest.fixture
def criterio(pki: Pki, revocacion_http: RevocacionHttp) -> Criterio:
    return Criterio(Confianza((pki.raiz.certificado,)), AHORA + timedelta(minutes=1), revocacion_http)


def firmado_por(pki: Pki, nombre: str, *campos: str) -> bytes:
    return pades.firmar(pdf_con_campos("f", *campos), pades.Firma("f", AHORA), Firmador(pki.mano(nombre)))


@pytest.mark.parametrize(
    ("nombre", "veredicto", "texto"),
    [
        ("ciudadania/12345678Z", Veredicto.VALIDA, "no está revocado"),
        (REPRESENTANTE, Veredicto.VALIDA, "no está revocado"),
        ("ciudadania/caducado", Veredicto.INDETERMINADA, "Ningún sello de tiempo prueba"),
        ("ciudadania/revocado", Veredicto.NO_VALIDA, "está revocado desde"),
    ],
)
def test_the_certificate_decides(pki: Pki, criterio: Criterio, nombre: str, veredicto: Veredicto, texto: str) -> None:
    informe = validar_pdf(firmado_por(pki, nombre), criterio)
    assert informe.veredicto is veredicto, informe.lineas()
    assert texto in informe.lineas()[0]


def test_the_report_names_the_signer_and_whom_they_represent(pki: Pki, criterio: Criterio) -> None:
    titular = validar_pdf(firmado_por(pki, REPRESENTANTE), criterio).firmas[0].titular
    assert titular is not None
    assert (titular.nombre, titular.nif, titular.nif_organizacion) == (
        QUIEN.nombre_completo,
        QUIEN.nif,
        QUIEN.nif_organizacion,
    )
    assert titular.representa
    assert f"en representación de {QUIEN.organizacion}" in str(titular)


def test_an_issuer_that_nobody_knows_is_indeterminate(pki: Pki, criterio: Criterio, tmp_path: Path) -> None:
    with pki_de_pruebas(tmp_path) as ajena:
        informe = validar_pdf(firmado_por(ajena.pki, "ciudadania/12345678Z"), criterio)
    assert informe.veredicto is Veredicto.INDETERMINADA
    assert "No se reconoce al emisor" in informe.lineas()[0]


@pytest.mark.parametrize("averia", ["caida", "muda"])
def test_when_nobody_answers_about_revocation_it_is_indeterminate(
    servidor_pki: Servidor, pki: Pki, criterio: Criterio, averia: str
) -> None:
    servidor_pki.averias = {"ocsp": averia, "crl": averia}
    informe = validar_pdf(firmado_por(pki, "ciudadania/12345678Z"), criterio)
    assert informe.veredicto is Veredicto.INDETERMINADA
    assert "No se ha podido comprobar" in informe.lineas()[0]


def test_the_list_serves_when_ocsp_is_down(servidor_pki: Servidor, pki: Pki, criterio: Criterio) -> None:
    servidor_pki.averias = {"ocsp": "caida"}
    assert validar_pdf(firmado_por(pki, "ciudadania/12345678Z"), criterio).veredicto is Veredicto.VALIDA
    assert validar_pdf(firmado_por(pki, "ciudadania/revocado"), criterio).veredicto is Veredicto.NO_VALIDA


def test_altered_bytes_are_refused(pki: Pki, criterio: Criterio) -> None:
    informe = validar_pdf(alterar(firmado_por(pki, "ciudadania/12345678Z")), criterio)
    assert informe.veredicto is Veredicto.NO_VALIDA
    assert "alterado" in informe.lineas()[0]


def test_what_is_added_after_the_signature_is_refused(pki: Pki, criterio: Criterio) -> None:
    from pyhanko.pdf_utils.generic import StreamObject, pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    escritor = IncrementalPdfFileWriter(io.BytesIO(firmado_por(pki, "ciudadania/12345678Z")))
    pagina = escritor.find_page_for_modification(0)[0].get_object()
    nuevo = escritor.add_object(StreamObject(stream_data=b"BT /F1 12 Tf 72 700 Td (Otra cosa) Tj ET"))
    pagina[pdf_name("/Contents")] = nuevo
    escritor.update_container(pagina)
    salida = io.BytesIO()
    escritor.write(salida)
    informe = validar_pdf(salida.getvalue(), criterio)
    assert informe.veredicto is Veredicto.NO_VALIDA
    assert "se ha cambiado después" in informe.lineas()[0]


def test_levels_rise_and_each_later_revision_is_explained(pki: Pki, criterio: Criterio, tsa_http: Autoridad) -> None:
    assert criterio.revocacion is not None
    basica = firmado_por(pki, "ciudadania/12345678Z", "g")
    una = ampliar_con(basica, criterio, tsa_http)
    dos = pades.firmar(una, pades.Firma("g", AHORA), Firmador(pki.mano("sello")))
    larga = ampliar_con(dos, criterio, tsa_http)
    assert validar_pdf(basica, criterio).firmas[0].nivel == "B-B"
    informe = validar_pdf(larga, criterio)
    assert informe.veredicto is Veredicto.VALIDA, informe.lineas()
    assert [f.nivel for f in informe.firmas] == ["B-LTA", "B-LTA"]
    assert [s.veredicto for s in informe.sellos_de_tiempo] == [Veredicto.VALIDA] * 2
    assert "solo se añadieron" in informe.firmas[0].cambios
    assert validar_pdf(larga, replace(criterio, revocacion=None)).veredicto is Veredicto.VALIDA


def test_a_long_term_signature_outlives_its_certificate(pki: Pki, criterio: Criterio, tsa_http: Autoridad) -> None:
    assert criterio.revocacion is not None
    ahora = datetime.now(UTC).replace(microsecond=0)  # and not AHORA: this module may run long after it was imported
    mano = pki.emitir(
        "ciudadania/breve",
        sujeto_persona(Persona("12345678Z", "ANA", "BREVE")),
        PERSONA,
        hasta=ahora + timedelta(minutes=10),
    )
    basica = pades.firmar(pdf_con_campos("f"), pades.Firma("f", ahora), Firmador(mano))
    larga = ampliar_con(basica, criterio, tsa_http)
    despues = replace(criterio, momento=ahora + timedelta(minutes=30))
    assert "caducó" in validar_pdf(basica, despues).lineas()[0]
    assert validar_pdf(larga, despues).veredicto is Veredicto.VALIDA


def test_extension_waits_while_revocation_cannot_be_had(
    pki: Pki, criterio: Criterio, tsa_http: Autoridad, servidor_pki: Servidor
) -> None:
    assert criterio.revocacion is not None
    servidor_pki.averias = {"ocsp": "caida", "crl": "caida"}
    with pytest.raises(ServicioNoDisponible):
        ampliar_con(firmado_por(pki, "ciudadania/12345678Z"), criterio, tsa_http)


def test_unreadable_unsigned_and_encrypted_files_get_a_report_too(pki: Pki, criterio: Criterio) -> None:
    assert "dañado" in validar_pdf(b"%PDF-1.7 basura", criterio).lineas()[0]
    assert validar_pdf(pdf_con_campos("f"), criterio).lineas() == ["El archivo no lleva ninguna firma electrónica."]
    with pikepdf.open(io.BytesIO(pdf_con_campos("f"))) as documento:
        salida = io.BytesIO()
        documento.save(salida, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "contraseña" in validar_pdf(salida.getvalue(), criterio).lineas()[0]
    cortado = firmado_por(pki, "ciudadania/12345678Z")
    for largo in (100, len(cortado) // 2, len(cortado) - 30):
        assert validar_pdf(cortado[:largo], criterio).veredicto is not Veredicto.VALIDA


def test_detached_signatures(pki: Pki, criterio: Criterio, tsa_http: Autoridad) -> None:
    firma = cades.firmar_separada(b"contenido", Firmador(pki.mano("ciudadania/12345678Z")), momento=AHORA)
    assert validar_cms(firma, b"contenido", criterio).veredicto is Veredicto.VALIDA
    assert validar_cms(firma, io.BytesIO(b"contenido"), criterio).veredicto is Veredicto.VALIDA
    for otro in (b"otro", io.BytesIO(b"otro")):
        assert validar_cms(firma, otro, criterio).veredicto is Veredicto.NO_VALIDA
    sellada = validar_cms(cades.sellar_tiempo(firma, tsa_http), b"contenido", criterio)
    assert (sellada.veredicto, sellada.firmas[0].nivel) == (Veredicto.VALIDA, "B-T")
    assert "dañada" in validar_cms(b"\x30\x00", b"contenido", criterio).lineas()[0]


def test_revocation_is_asked_once_while_its_answer_lasts(pki: Pki, criterio: Criterio) -> None:
    pedidos: list[str] = []

    class Contada(RevocacionHttp):
        def ocsp(self, direccion: str, peticion: bytes) -> bytes:
            pedidos.append(direccion)
            return super().ocsp(direccion, peticion)

        def crl(self, direccion: str) -> bytes:
            pedidos.append(direccion)
            return super().crl(direccion)

    cache: Revocacion = CacheRevocacion(Contada())
    for _ in range(3):
        assert (
            validar_pdf(firmado_por(pki, "ciudadania/12345678Z"), replace(criterio, revocacion=cache)).veredicto
            is Veredicto.VALIDA
        )
    assert len(pedidos) == 2
