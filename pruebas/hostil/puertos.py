"""What answers from outside, spoilt: time stamps, OCSP, lists and the antivirus. Each target takes the bytes of the answer."""

from __future__ import annotations

import hashlib
import io
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from consistorio.documental.firma import tsa
from consistorio.documental.firma.certificados import Confianza, Estado, juzgar
from consistorio.documental.firma.revocacion import CacheRevocacion
from consistorio.documental.firma.tsa import Autoridad
from consistorio.integraciones.antivirus.clamd import Clamd
from consistorio.integraciones.certificado.validacion import CertificadoRechazado
from consistorio.integraciones.certificado.validacion import validar as validar_certificado
from consistorio.integraciones.pki_demo.respuestas import lista, responder_ocsp, sellar_tiempo
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.tsa.http import RevocacionHttp
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.reloj import RelojFijo

NUMERO, RESUMEN = 20261128, hashlib.sha256(b"hostil").digest()
FIRMAS = b"ClamAV 1.4.3/27000/Mon Nov 23 09:00:00 2026\0"


class Falso(AssertionError):
    """Something was believed that the answer does not say."""


class Contesta:
    """Whoever is asked gets these bytes; None: nobody answers. `raiz`: the list of the root, which is good always."""

    def __init__(
        self,
        *,
        sello: bytes | None = None,
        ocsp: bytes | None = None,
        lista: bytes | None = None,
        raiz: bytes | None = None,
    ) -> None:
        self._sello, self._ocsp, self._lista, self._raiz = sello, ocsp, lista, raiz
        self.preguntado: list[bytes] = []

    def responder(self, peticion: bytes) -> bytes:
        return _o_nadie(self._sello)

    def comprobar(self) -> None:
        raise ServicioNoDisponible("nobody")

    def ocsp(self, direccion: str, peticion: bytes) -> bytes:
        self.preguntado.append(peticion)
        return _o_nadie(self._ocsp)

    def crl(self, direccion: str) -> bytes:
        return _o_nadie(self._raiz if direccion.endswith("raiz.crl") else self._lista)

    def olvidar(self, cuerpo: bytes) -> None:
        """Nothing is kept here."""


def _o_nadie(datos: bytes | None) -> bytes:
    if datos is None:
        raise ServicioNoDisponible("nobody")
    return datos


def muestras(servidor: Servidor, carpeta: Path) -> dict[str, list[bytes]]:
    """Good answers. Kept beside them: when they were made, and a certificate that they say is revoked, with its issuer."""
    pki, ahora = servidor.pki, datetime.now(UTC)
    (carpeta / "cuando").write_text(ahora.isoformat())
    mala = pki.mano("ciudadania/revocado").certificado
    cadena = [mala, pki.emisora.certificado]
    (carpeta / "revocado").write_bytes(b"".join(c.public_bytes(Encoding.PEM) for c in cadena))
    (carpeta / "raiz.crl").write_bytes(lista("raiz", pki))
    pregunta = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": RESUMEN},
            "nonce": NUMERO,
            "cert_req": True,
        }
    )
    nadie = Contesta()
    for certificado in (mala, pki.mano("ciudadania/12345678Z").certificado):
        juzgar(certificado, cadena[1:], Confianza((pki.raiz.certificado,)), momento=ahora, revocacion=nadie)
    return {
        "sello_tiempo": [sellar_tiempo(pregunta.dump(), pki), sellar_tiempo(b"", pki)],
        "ocsp": [responder_ocsp(p, pki) for p in (*nadie.preguntado, b"")],
        "lista": [lista("emisora", pki), lista("raiz", pki)],
        "clamd": [b"stream: OK\0", b"stream: Eicar-Test-Signature FOUND\0", b"INSTREAM size limit exceeded. ERROR\0"],
        "clamd_version": [FIRMAS],
        "http": [
            b"HTTP/1.1 200 OK\r\nContent-Type: application/ocsp-response\r\nContent-Length: 5\r\n\r\nhola!",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhola!\r\n0\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhola!",
            b"HTTP/1.1 302 Found\r\nLocation: http://localhost/\r\n\r\n",
        ],
    }


def sello_tiempo(datos: bytes, carpeta: Path) -> str:
    """As a job asks for a time stamp. What is returned is kept as proof: it must be one."""
    cuando = datetime.fromisoformat((carpeta / "cuando").read_text())
    autoridad = Autoridad(Contesta(sello=datos), Confianza.de_carpeta(carpeta), RelojFijo(cuando))
    tsa.secrets = SimpleNamespace(randbits=lambda _bits: NUMERO)  # type: ignore[assignment]  # the number of the samples
    try:
        ficha = tsa.pedir(RESUMEN, autoridad)
    except ServicioNoDisponible:
        return "rechazada"
    tsa.comprobar(ficha, lambda _algoritmo: RESUMEN)
    return "vale"


def revocacion(carpeta: Path, **contesta: bytes) -> str:
    """As the verifier of signatures and the login by certificate ask, of a certificate that was revoked."""
    cuando = datetime.fromisoformat((carpeta / "cuando").read_text())
    mala, emisora = x509.load_pem_x509_certificates((carpeta / "revocado").read_bytes())
    confianza = Confianza.de_carpeta(carpeta)
    puerto = CacheRevocacion(Contesta(**contesta, raiz=(carpeta / "raiz.crl").read_bytes()))
    juicio = juzgar(mala, [emisora], confianza, momento=cuando, revocacion=puerto)
    if juicio.estado is Estado.VALIDO:
        raise Falso("a revoked certificate was called valid")
    try:
        validar_certificado(mala, [emisora], raices=confianza.raices, revocacion=puerto, ahora=cuando)
    except CertificadoRechazado as error:
        if error.codigo not in ("revocado", "sin_comprobar"):
            raise Falso(f"who enters is told {error.codigo}") from error
        return f"{juicio.estado} {error.codigo}"
    raise Falso("a revoked certificate identified somebody")


def antivirus(datos: bytes) -> str:
    """As what is uploaded is judged. Clean is only what clamd says with those words, whole."""
    with _escucha([FIRMAS, datos]) as puerto:
        try:
            dictamen = Clamd(f"127.0.0.1:{puerto}", plazo=5).analizar(io.BytesIO(b"contenido"))
        except ServicioNoDisponible:
            return "no responde"
    if dictamen.limpio != (re.match(rb"stream: OK\n*\0", datos) is not None):
        raise Falso(f"limpio: {dictamen.limpio}")
    if not (dictamen.amenaza + dictamen.firmas).isprintable():
        raise Falso("what the database cannot keep")
    return "limpio" if dictamen.limpio else "amenaza"


def version_del_antivirus(datos: bytes) -> str:
    """As it says with which signatures it judges."""
    with _escucha([datos]) as puerto:
        try:
            firmas = Clamd(f"127.0.0.1:{puerto}", plazo=5).firmas()
        except ServicioNoDisponible:
            return "no responde"
    if not firmas.isprintable() or not 6 <= len(firmas) <= 120:
        raise Falso("what the database cannot keep")
    return "dicho"


def http(datos: bytes) -> str:
    """Whatever arrives by the socket where HTTP was expected."""
    with _escucha([datos]) as puerto:
        try:
            respuesta = RevocacionHttp().ocsp(f"http://127.0.0.1:{puerto}/ocsp", b"pregunta")
        except ServicioNoDisponible:
            return "no responde"
    return f"{len(respuesta)} bytes"[:12]


@contextmanager
def _escucha(respuestas: list[bytes]) -> Iterator[int]:
    """Somebody who answers those bytes, one connection after another, whatever is asked, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as oyente:

        def atender() -> None:
            for respuesta in respuestas:
                conexion, _quien = oyente.accept()
                with conexion:
                    conexion.settimeout(5)
                    try:
                        conexion.recv(65_536)
                        conexion.sendall(respuesta)
                        conexion.shutdown(socket.SHUT_WR)
                        while conexion.recv(65_536):
                            pass
                    except OSError:
                        continue

        hilo = threading.Thread(target=atender, daemon=True)
        hilo.start()
        yield oyente.getsockname()[1]
