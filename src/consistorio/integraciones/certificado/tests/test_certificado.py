"""Reading and trusting certificates, and the port that asks for them: real TLS, a real socket, the demo authority's OCSP."""

from __future__ import annotations

import base64
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID, ObjectIdentifier

from consistorio.integraciones.certificado import confianza, frente
from consistorio.integraciones.certificado.contrato import CABECERA, ENTORNO, RUTA
from consistorio.integraciones.certificado.lector import CertificadoSinTitular, Titular, leer
from consistorio.integraciones.certificado.validacion import CertificadoRechazado, raices_de, validar
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.tsa.http import RevocacionHttp
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.puertos import revocacion as modulo_revocacion

Atributos = list[tuple[ObjectIdentifier, str]]
ORGANIZACION = ObjectIdentifier("2.5.4.97")
# How long to wait before giving up, in seconds: a machine that does other things too is not a front that fails
PACIENCIA = 120


@pytest.fixture(scope="module")
def pki(servidor_pki: Servidor) -> Servidor:
    return servidor_pki


def autofirmado(
    atributos: Atributos, *, san: Atributos | None = None, qc: bytes = b""
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    clave = ec.generate_private_key(ec.SECP256R1())
    nombre = x509.Name([x509.NameAttribute(oid, valor) for oid, valor in atributos])
    ahora = datetime.now(UTC)
    constructor = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(nombre)
        .public_key(clave.public_key())
        .serial_number(77)
        .not_valid_before(ahora - timedelta(days=1))
        .not_valid_after(ahora + timedelta(days=1))
    )
    if san:
        directorio = x509.DirectoryName(x509.Name([x509.NameAttribute(oid, valor) for oid, valor in san]))
        constructor = constructor.add_extension(x509.SubjectAlternativeName([directorio]), critical=False)
    if qc:
        extension = x509.UnrecognizedExtension(ObjectIdentifier("1.3.6.1.5.5.7.1.3"), qc)
        constructor = constructor.add_extension(extension, critical=False)
    return constructor.sign(clave, hashes.SHA256()), clave


def titular(atributos: Atributos, *, san: Atributos | None = None, qc: bytes = b"") -> Titular:
    return leer(autofirmado(atributos, san=san, qc=qc)[0])


def fnmt(*pares: tuple[int, str]) -> Atributos:
    return [(ObjectIdentifier(f"1.3.6.1.4.1.5734.1.{arco}"), valor) for arco, valor in pares]


@pytest.mark.parametrize(
    ("atributos", "san", "esperado"),
    [
        (
            [
                (NameOID.COMMON_NAME, "GARCÍA LÓPEZ ANA - 12345678Z"),
                (NameOID.GIVEN_NAME, "ANA"),
                (NameOID.SURNAME, "GARCÍA LÓPEZ"),
                (NameOID.SERIAL_NUMBER, "IDCES-12345678Z"),
            ],
            None,
            ("nif", "12345678Z", "Ana", "García", "López", ""),
        ),
        (
            [
                (NameOID.COMMON_NAME, "11111111H MARTA ORTEGA (R: B99999997)"),
                (NameOID.GIVEN_NAME, "MARTA"),
                (NameOID.SURNAME, "ORTEGA VEGA"),
                (NameOID.SERIAL_NUMBER, "IDCES-11111111H"),
                (NameOID.ORGANIZATION_NAME, "REFORMAS DEL ARLANZÓN, S.L."),
                (ORGANIZACION, "VATES-B99999997"),
            ],
            None,
            ("nif", "11111111H", "Marta", "Ortega", "Vega", "B99999997"),
        ),
        (
            [(NameOID.COMMON_NAME, "NOMBRE PEREZ GIL LUIS - NIF 87654321X")],
            fnmt((1, "LUIS"), (2, "PEREZ"), (3, "GIL"), (4, "87654321X")),
            ("nif", "87654321X", "Luis", "Perez", "Gil", ""),
        ),
        (
            [(NameOID.COMMON_NAME, "ENTIDAD FIRMA SL")],
            fnmt((1, "EVA"), (2, "SANZ"), (4, "12345678Z"), (6, "FIRMA SL"), (7, "B99999997")),
            ("nif", "12345678Z", "Eva", "Sanz", "", "B99999997"),
        ),
        (
            [
                (NameOID.COMMON_NAME, "LUCÍA FERREIRA"),
                (NameOID.GIVEN_NAME, "Lucía"),
                (NameOID.SURNAME, "Ferreira"),
                (NameOID.SERIAL_NUMBER, "PASPT-AB1234567"),
            ],
            None,
            ("pasaporte", "AB1234567", "Lucía", "Ferreira", "", ""),
        ),
        (
            [
                (NameOID.GIVEN_NAME, "ROSA"),
                (NameOID.SURNAME, "DE LA CUESTA"),
                (NameOID.SERIAL_NUMBER, "IDCES-X1234567L"),
                (NameOID.ORGANIZATION_NAME, "AYUNTAMIENTO"),
                (ORGANIZACION, "VATES-P9999900E"),
                (NameOID.TITLE, "TÉCNICA"),
            ],
            None,
            ("nif", "X1234567L", "Rosa", "De La Cuesta", "", ""),
        ),
    ],
)
def test_who_a_certificate_names(atributos: Atributos, san: Atributos | None, esperado: tuple[str, ...]) -> None:
    uno = titular(atributos, san=san)
    assert (
        uno.tipo_documento,
        uno.nif,
        uno.nombre,
        uno.apellido1,
        uno.apellido2,
        uno.organizacion_nif,
    ) == esperado


def test_qualified_statements_and_a_certificate_of_nobody() -> None:
    qc = bytes.fromhex("3014300806060400 8e460101 300806060400 8e460104".replace(" ", ""))
    persona: Atributos = [(NameOID.GIVEN_NAME, "ANA"), (NameOID.SERIAL_NUMBER, "IDCES-12345678Z")]
    uno = titular(persona, qc=qc)
    assert (uno.cualificado, uno.dispositivo_seguro, uno.es_sello) == (True, True, False)
    assert not titular(persona).cualificado
    with pytest.raises(CertificadoSinTitular):
        titular([(NameOID.COMMON_NAME, "servidor.example")])


def comprobar(pki: Servidor, nombre: str, *, ahora: datetime | None = None) -> str:
    cadena = x509.load_pem_x509_certificates(pki.pki.carpeta.joinpath(f"{nombre}.pem").read_bytes())
    return validar(
        cadena[0],
        cadena[1:],
        raices=raices_de(pki.pki.carpeta / "confianza"),
        revocacion=RevocacionHttp(),
        ahora=ahora or datetime.now(UTC),
    )


def test_a_good_certificate_is_checked_by_ocsp(pki: Servidor) -> None:
    assert comprobar(pki, "ciudadania/12345678Z") == "ocsp"


@pytest.mark.parametrize(
    ("nombre", "codigo", "palabras"),
    [
        ("ciudadania/caducado", "caducado", "Su certificado caducó el "),
        ("ciudadania/revocado", "revocado", "anulado"),
        ("servidor", "uso", "no es de los que sirven"),
        ("emisora", "uso", "no es de los que sirven"),
    ],
)
def test_bad_certificates_are_refused_in_words(pki: Servidor, nombre: str, codigo: str, palabras: str) -> None:
    with pytest.raises(CertificadoRechazado, match=palabras) as error:
        comprobar(pki, nombre)
    assert error.value.codigo == codigo
    assert "Cl@ve" in error.value.que_hacer


def test_who_waits_at_a_page_does_not_wait_for_every_certificate(
    pki: Servidor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modulo_revocacion, "PACIENCIA", -1.0)
    with pytest.raises(ServicioNoDisponible, match="tardan demasiado"):
        modulo_revocacion.ConPlazo(RevocacionHttp()).ocsp(f"{pki.url}/ocsp", b"")
    with pytest.raises(ServicioNoDisponible, match="tardan demasiado"):
        modulo_revocacion.ConPlazo(RevocacionHttp()).crl(f"{pki.url}/crl/raiz.crl")
    monkeypatch.setattr(modulo_revocacion, "PACIENCIA", 60.0)
    assert modulo_revocacion.ConPlazo(RevocacionHttp()).crl(f"{pki.url}/crl/raiz.crl")


def test_unknown_issuer_and_silent_responder(pki: Servidor) -> None:
    extrano, _clave = autofirmado([(NameOID.SERIAL_NUMBER, "IDCES-12345678Z")])
    raices = raices_de(pki.pki.carpeta / "confianza")
    with pytest.raises(CertificadoRechazado) as error:
        validar(extrano, [], raices=raices, revocacion=RevocacionHttp(), ahora=datetime.now(UTC))
    assert error.value.codigo == "emisor_desconocido"
    try:
        for averia in ("caida", "muda", "basura"):  # none of them is held against the certificate
            pki.averias["ocsp"] = averia
            with pytest.raises(CertificadoRechazado, match="no responde la entidad") as error:
                comprobar(pki, "ciudadania/12345678Z")
            assert error.value.codigo == "sin_comprobar"
    finally:
        pki.averias.clear()


def eco(entorno: WSGIEnvironment, responder: StartResponse) -> Iterable[bytes]:
    """An application that says what it found in its environment."""
    pem = entorno.get(ENTORNO)
    cabecera = entorno.get("HTTP_X_CONSISTORIO_CERTIFICADO")
    texto = "sin certificado"
    if isinstance(pem, bytes) and pem:
        texto = leer(x509.load_pem_x509_certificates(pem)[0]).nif
    responder("200 OK", [("Content-Type", "text/plain")])
    return [f"{texto} {cabecera is not None} {entorno.get('QUERY_STRING', '')}".encode()]


@pytest.fixture(scope="module")
def puerto(pki: Servidor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    carpeta = pki.pki.carpeta
    zocalo = tmp_path_factory.mktemp("s") / "c.sock"
    servidor = confianza.ServidorDeConfianza(zocalo, eco)
    threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    contexto = frente.contexto_tls(carpeta / "servidor.pem", carpeta / "servidor.key", carpeta / "confianza")
    uno = frente.Frente(("127.0.0.1", 0), contexto, zocalo)
    frente.en_hilo(uno)
    yield int(uno.server_address[1]), zocalo
    uno.shutdown()
    uno.server_close()
    servidor.shutdown()
    servidor.server_close()


def pedir(
    puerto: int, carpeta: Path, *, cliente: tuple[Path, Path] | None, ruta: str = f"{RUTA}?peticion=1", **cabeceras: str
) -> tuple[int, str]:
    contexto = ssl.create_default_context(cafile=str(carpeta / "raiz.pem"))
    contexto.check_hostname = False
    if cliente is not None:
        contexto.load_cert_chain(*cliente)
    conexion = http.client.HTTPSConnection("127.0.0.1", puerto, context=contexto, timeout=10)
    conexion.request("GET", ruta, headers={c.replace("_", "-"): v for c, v in cabeceras.items()})
    respuesta = conexion.getresponse()
    return respuesta.status, respuesta.read().decode()


def test_the_port_hands_on_the_certificate_that_tls_proved(pki: Servidor, puerto: tuple[int, Path]) -> None:
    carpeta = pki.pki.carpeta
    ana = (carpeta / "ciudadania/12345678Z.pem", carpeta / "ciudadania/12345678Z.key")
    assert pedir(puerto[0], carpeta, cliente=ana) == (200, "12345678Z False peticion=1")
    assert pedir(puerto[0], carpeta, cliente=None) == (200, "sin certificado False peticion=1")


def test_an_unknown_or_expired_certificate_still_arrives_so_that_people_get_words(
    pki: Servidor, puerto: tuple[int, Path], tmp_path: Path
) -> None:
    carpeta = pki.pki.carpeta
    caducado = (carpeta / "ciudadania/caducado.pem", carpeta / "ciudadania/caducado.key")
    assert pedir(puerto[0], carpeta, cliente=caducado)[1].startswith("12345678Z")
    certificado, clave = autofirmado([(NameOID.SERIAL_NUMBER, "IDCES-87654321X")])
    (tmp_path / "c.pem").write_bytes(certificado.public_bytes(Encoding.PEM))
    (tmp_path / "c.key").write_bytes(clave.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    assert pedir(puerto[0], carpeta, cliente=(tmp_path / "c.pem", tmp_path / "c.key"))[1].startswith("87654321X")


def test_a_header_written_by_the_visitor_is_worth_nothing(pki: Servidor, puerto: tuple[int, Path]) -> None:
    carpeta = pki.pki.carpeta
    robado = base64.b64encode((carpeta / "ciudadania/12345678Z.pem").read_bytes()).decode()
    assert pedir(puerto[0], carpeta, cliente=None, **{CABECERA: robado})[1].startswith("sin certificado")


def test_other_paths_do_not_exist_on_the_certificate_port(pki: Servidor, puerto: tuple[int, Path]) -> None:
    assert pedir(puerto[0], pki.pki.carpeta, cliente=None, ruta="/acceso/")[0] == 404
    assert puerto[1].stat().st_mode & 0o777 == 0o600


def test_who_says_nothing_or_drips_keeps_no_place_for_long(
    pki: Servidor, puerto: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frente, "SEGUNDOS", 0.6)
    monkeypatch.setattr(frente, "VIDA", 1.0)
    carpeta = pki.pki.carpeta
    contexto = frente.contexto_tls(carpeta / "servidor.pem", carpeta / "servidor.key", None)
    with frente.Frente(("127.0.0.1", 0), contexto, puerto[1]) as uno:
        uno.plazas = threading.BoundedSemaphore(1)
        frente.en_hilo(uno)
        lugar = ("127.0.0.1", int(uno.server_address[1]))
        with socket.create_connection(lugar), socket.create_connection(lugar, timeout=PACIENCIA) as sin_sitio:
            assert sin_sitio.recv(1) == b""
            _esperar(lambda: uno.plazas._value == 1)
        cliente = ssl.create_default_context(cafile=str(carpeta / "raiz.pem"))
        with cliente.wrap_socket(socket.create_connection(lugar), server_hostname="localhost") as goteo:
            _esperar(lambda: goteo.send(b"G") == 1 and uno.plazas._value == 1)
        assert pedir(lugar[1], carpeta, cliente=None)[0] == 200
        uno.shutdown()


def _esperar(condicion: Callable[[], bool]) -> None:
    fin = time.monotonic() + PACIENCIA
    while not condicion():
        assert time.monotonic() < fin, "it did not happen in time"
        time.sleep(0.1)


def test_the_socket_also_reads_what_nginx_writes(pki: Servidor) -> None:
    pem = (pki.pki.carpeta / "ciudadania/12345678Z.pem").read_text().partition("-----END CERTIFICATE-----")
    escapado = quote(pem[0] + pem[1] + "\n", safe="-")
    entorno = {"PATH_INFO": RUTA, "REQUEST_METHOD": "GET", "HTTP_X_CONSISTORIO_CERTIFICADO": escapado}
    assert b"".join(confianza.solo_certificados(eco)(entorno, _callar)).startswith(b"12345678Z False")


def _callar(_estado: str, _cabeceras: list[tuple[str, str]], _error: object = None, /) -> Callable[[bytes], object]:
    return len
