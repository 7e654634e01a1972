"""Nothing false is called valid: borrowed serial numbers, issuers and keys in every format; certificates that may not sign; time stamps."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import cms as asn1
from asn1crypto import tsp
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from lxml import etree

from consistorio.documental.firma import tsa, xades
from consistorio.documental.firma.certificados import Confianza, Estado, Uso, juzgar
from consistorio.documental.firma.cms import Firmador, con_sello_de_tiempo, valor_de_firma
from consistorio.documental.firma.manos import ManoSoftware
from consistorio.documental.firma.tests import cades
from consistorio.documental.firma.tests import en_memoria as pades
from consistorio.documental.firma.tests.conftest import AHORA, pdf_con_campos
from consistorio.documental.firma.tests.en_memoria import validar_pdf
from consistorio.documental.firma.tests.falsificador import (
    ENGANOS,
    FIRMA,
    SELLO_DE_TIEMPO,
    AutoridadFalsa,
    Engano,
    cofirmada,
    firmador_falso,
    hacer,
    nombre,
    peticion_de,
    quien_la_cree,
    usos,
)
from consistorio.documental.firma.tests.test_formatos import firmar_xml
from consistorio.documental.firma.validacion import Criterio, Informe, Veredicto
from consistorio.documental.firma.validacion_cms import validar_cms
from consistorio.documental.firma.validacion_xml import validar_xml
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.pki_demo.nombres import TSA
from consistorio.integraciones.tsa.http import RevocacionHttp, SelloTiempoHttp
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.reloj import RelojFijo, RelojSistema

VICTIMA = "ciudadania/12345678Z"
todos_los_enganos = pytest.mark.parametrize("engano", ENGANOS, ids=str)


@pytest.fixture
def criterio(pki: Pki, revocacion_http: RevocacionHttp) -> Criterio:
    return Criterio(Confianza((pki.raiz.certificado,)), AHORA + timedelta(minutes=1), revocacion_http)


def nadie_la_cree(informe: Informe, victima: x509.Certificate) -> None:
    """No signature is valid, and none names the victim as its author with anything but a refusal."""
    serie = f"{victima.serial_number:x}"
    emisor = victima.issuer.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value
    assert informe.firmas
    for firma in informe.firmas:
        assert firma.veredicto is not Veredicto.VALIDA, informe.lineas()
        if firma.titular is not None and firma.veredicto is Veredicto.INDETERMINADA:
            assert firma.certificado is Estado.EMISOR_DESCONOCIDO
            assert "12345678Z" not in str(firma.titular)
            assert (firma.titular.serie, firma.titular.emisor) != (serie, emisor) or not firma.titular.nif


@todos_los_enganos
def test_a_detached_signature_with_a_borrowed_identity(pki: Pki, criterio: Criterio, engano: Engano) -> None:
    victima = pki.mano(VICTIMA).certificado
    falsa = cades.firmar_separada(b"Decreto", firmador_falso(victima, engano), momento=AHORA)
    nadie_la_cree(validar_cms(falsa, b"Decreto", criterio), victima)


@todos_los_enganos
def test_a_pdf_with_a_borrowed_identity(pki: Pki, criterio: Criterio, engano: Engano) -> None:
    victima = pki.mano(VICTIMA).certificado
    falso = pades.firmar(pdf_con_campos("f"), pades.Firma("f", AHORA, "ALCALDESA"), firmador_falso(victima, engano))
    nadie_la_cree(validar_pdf(falso, criterio), victima)


def autoridad_usurpada(pki: Pki, engano: Engano) -> Firmador:
    return firmador_falso(pki.mano("tsa").certificado, engano, SELLO_DE_TIEMPO)


NOMBRADOS = [e for e in ENGANOS if not e.como.startswith("sin_nombrar")]  # a token that names nobody is not even read


@pytest.mark.parametrize("engano", NOMBRADOS, ids=str)
def test_a_time_stamp_with_a_borrowed_identity_proves_nothing(pki: Pki, criterio: Criterio, engano: Engano) -> None:
    falsa = quien_la_cree(autoridad_usurpada(pki, engano))
    firma = cades.firmar_separada(b"acta", Firmador(pki.mano(VICTIMA)), momento=AHORA)
    [juzgada] = validar_cms(cades.sellar_tiempo(firma, falsa), b"acta", criterio).firmas
    assert (juzgada.veredicto, juzgada.sellada_el, juzgada.nivel) == (Veredicto.VALIDA, None, "B-B")

    pdf = pades.firmar(pdf_con_campos("f"), pades.Firma("f", AHORA), Firmador(pki.mano(VICTIMA)))
    informe = validar_pdf(pades.sellar_tiempo(pdf, falsa, campo="st"), criterio)
    assert informe.sellos_de_tiempo[0].veredicto is not Veredicto.VALIDA, informe.lineas()
    assert informe.veredicto is not Veredicto.VALIDA
    assert informe.firmas[0].sellada_el is None

    raiz = firmar_xml(pki, ["CONTENIDO"])
    nodo = raiz.find(f".//{{{xades.DS}}}Signature")
    assert nodo is not None
    xades.sellar_tiempo(nodo, falsa)
    [juzgada] = validar_xml(etree.tostring(raiz), criterio).firmas
    assert (juzgada.veredicto, juzgada.sellada_el) == (Veredicto.VALIDA, None)


def test_an_expired_signer_is_not_saved_by_a_false_time_stamp(pki: Pki, criterio: Criterio) -> None:
    firma = cades.firmar_separada(b"acta", Firmador(pki.mano("ciudadania/caducado")), momento=AHORA)
    hace_un_ano = AHORA - timedelta(days=365)
    firmador = autoridad_usurpada(pki, ENGANOS[0])
    falsa = tsa.Autoridad(
        AutoridadFalsa(firmador, hace_un_ano), Confianza((firmador.mano.certificado,)), RelojFijo(hace_un_ano)
    )
    with pytest.raises(ServicioNoDisponible):  # not even its own program: the forger's certificate was not born then
        cades.sellar_tiempo(firma, falsa)
    ficha = ficha_de(AutoridadFalsa(firmador, hace_un_ano), hashlib.sha256(valor_de_firma(firma)).digest())
    [juzgada] = validar_cms(con_sello_de_tiempo(firma, ficha), b"acta", criterio).firmas
    assert (juzgada.veredicto, juzgada.sellada_el) == (Veredicto.INDETERMINADA, None)
    assert "caducó" in juzgada.explicacion


def ficha_de(autoridad: AutoridadFalsa, resumen: bytes) -> bytes:
    """The token of an answer, as it comes."""
    return bytes(tsp.TimeStampResp.load(autoridad.responder(peticion_de(resumen)))["time_stamp_token"].dump())


def preguntar(pki: Pki, puerto: AutoridadFalsa | SelloTiempoHttp) -> bytes:
    raices = Confianza((pki.raiz.certificado,))
    return tsa.pedir(bytes(32), tsa.Autoridad(puerto, raices, RelojSistema(), RevocacionHttp()))


def test_the_answer_of_the_authority_is_verified_before_it_is_kept(pki: Pki, tsa_http: tsa.Autoridad) -> None:
    suya = Firmador(pki.mano("tsa"))
    assert preguntar(pki, AutoridadFalsa(suya))
    casos = [
        (AutoridadFalsa(suya, basura=True), "no lleva una firma correcta"),
        (AutoridadFalsa(Firmador(hacer(nombre("Otra"), FIRMA, SELLO_DE_TIEMPO))), "No se reconoce al emisor"),
        (AutoridadFalsa(suya, datetime(2001, 1, 1, tzinfo=UTC)), "más de cinco minutos"),
        (AutoridadFalsa(suya, datetime.now(UTC) + timedelta(minutes=30)), "más de cinco minutos"),
        (AutoridadFalsa(Firmador(pki.mano("sello"))), "no está autorizado para sellar tiempo"),
        (AutoridadFalsa(autoridad_usurpada(pki, ENGANOS[0])), "No se reconoce al emisor"),
        (AutoridadFalsa(autoridad_usurpada(pki, Engano("sin_nombrar", "primero"))), "no lleva una firma correcta"),
    ]
    for puerto, texto in casos:
        with pytest.raises(ServicioNoDisponible, match=texto):
            preguntar(pki, puerto)
    pdf = pades.firmar(pdf_con_campos("f"), pades.Firma("f", AHORA), Firmador(pki.mano(VICTIMA)))
    mala = tsa.Autoridad(casos[0][0], tsa_http.confianza, tsa_http.reloj)
    with pytest.raises(ServicioNoDisponible):
        pades.sellar_tiempo(pdf, mala, campo="st")


def test_a_revoked_authority_stamps_nothing(pki: Pki) -> None:
    revocada = pki.emitir("tsa_revocada", nombre("TSA"), TSA)
    assert preguntar(pki, AutoridadFalsa(Firmador(revocada)))
    pki.revocar(revocada.certificado, momento=AHORA - timedelta(days=1))
    with pytest.raises(ServicioNoDisponible, match="revocado"):
        preguntar(pki, AutoridadFalsa(Firmador(revocada)))


NO_CA = x509.BasicConstraints(ca=False, path_length=None)
SERVIDOR = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
CLIENTE = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH])


@pytest.mark.parametrize(
    ("extensiones", "uso", "estado"),
    [
        ((FIRMA, NO_CA), Uso.FIRMA, Estado.SIN_COMPROBAR),
        ((usos("content_commitment"), NO_CA), Uso.FIRMA, Estado.SIN_COMPROBAR),
        ((usos("digital_signature"), CLIENTE), Uso.FIRMA, Estado.SIN_COMPROBAR),
        ((usos("key_encipherment"), NO_CA), Uso.FIRMA, Estado.INADECUADO),
        ((NO_CA,), Uso.FIRMA, Estado.INADECUADO),
        ((FIRMA, SERVIDOR), Uso.FIRMA, Estado.INADECUADO),
        ((FIRMA, SELLO_DE_TIEMPO), Uso.FIRMA, Estado.INADECUADO),
        ((FIRMA, SELLO_DE_TIEMPO), Uso.SELLO_DE_TIEMPO, Estado.SIN_COMPROBAR),
        ((FIRMA,), Uso.SELLO_DE_TIEMPO, Estado.INADECUADO),
        ((FIRMA, CLIENTE), Uso.SELLO_DE_TIEMPO, Estado.INADECUADO),
        ((usos("key_encipherment"), SELLO_DE_TIEMPO), Uso.SELLO_DE_TIEMPO, Estado.INADECUADO),
    ],
)
def test_a_certificate_serves_for_what_its_issuer_says(
    pki: Pki, extensiones: tuple[x509.ExtensionType, ...], uso: Uso, estado: Estado
) -> None:
    mano = hacer(nombre("Alguien"), *extensiones, emisor=pki.emisora)
    juicio = juzgar(
        mano.certificado, mano.cadena, Confianza((pki.raiz.certificado,)), momento=AHORA, uso=uso, revocacion=RevocacionHttp()
    )  # fmt: skip
    assert juicio.estado is estado, juicio.explicacion


def test_an_authority_of_certificates_does_not_sign_documents(pki: Pki, criterio: Criterio) -> None:
    firma = cades.firmar_separada(b"a", Firmador(pki.emisora), momento=AHORA)
    [juzgada] = validar_cms(firma, b"a", criterio).firmas
    assert (juzgada.veredicto, juzgada.certificado) == (Veredicto.NO_VALIDA, Estado.INADECUADO)


def test_nobody_was_asked_about_revocation_and_it_is_said(pki: Pki, criterio: Criterio) -> None:
    sin_direcciones = hacer(nombre("Sin direcciones"), FIRMA, emisor=pki.emisora)
    [juzgada] = validar_cms(_firma(sin_direcciones), b"a", criterio).firmas
    assert juzgada.veredicto is Veredicto.INDETERMINADA
    assert "no dice dónde preguntarlo" in juzgada.explicacion


def _firma(mano: ManoSoftware) -> bytes:
    return cades.firmar_separada(b"a", Firmador(mano), momento=AHORA)


def test_every_signer_is_judged_and_one_bad_one_spoils_it(pki: Pki, criterio: Criterio) -> None:
    ana, sello = _firma(pki.mano(VICTIMA)), _firma(pki.mano("sello"))
    juntas = validar_cms(cofirmada(ana, sello), b"a", criterio)
    assert (juntas.veredicto, len(juntas.firmas)) == (Veredicto.VALIDA, 2)
    assert juntas.lineas()[0] == "El archivo lleva 2 firmas."
    for mala, veredicto, texto in [
        (_firma(pki.mano("ciudadania/caducado")), Veredicto.INDETERMINADA, "caducó"),
        (
            cades.firmar_separada(b"otra cosa", Firmador(pki.mano("sello")), momento=AHORA),
            Veredicto.NO_VALIDA,
            "alterado",
        ),
        (_firma(hacer(nombre("Nadie"), FIRMA)), Veredicto.INDETERMINADA, "No se reconoce"),
    ]:
        informe = validar_cms(cofirmada(ana, mala), b"a", criterio)
        assert informe.veredicto is veredicto, informe.lineas()
        assert sorted(f.veredicto for f in informe.firmas) == sorted([Veredicto.VALIDA, veredicto])
        assert any(texto in f.explicacion for f in informe.firmas)


@pytest.mark.parametrize("algoritmo", ["sha1", "md5"])
def test_a_digest_that_anybody_can_match_proves_nothing(pki: Pki, criterio: Criterio, algoritmo: str) -> None:
    datos = asn1.ContentInfo.load(_firma(pki.mano(VICTIMA)))
    info = datos["content"]["signer_infos"][0]
    info["digest_algorithm"] = {"algorithm": algoritmo}
    [juzgada] = validar_cms(datos.dump(force=True), b"a", criterio).firmas
    assert juzgada.veredicto is Veredicto.INDETERMINADA
    assert "no es seguro" in juzgada.explicacion
