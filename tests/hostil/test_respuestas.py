"""Answers from outside that are damaged (time stamps, OCSP, lists, antivirus): the port's own error, never another, and nothing believed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pruebas.hostil import puertos

from consistorio.integraciones.certificado.validacion import CertificadoRechazado, validar
from consistorio.integraciones.pki_demo.servidor import Servidor

BIEN = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"


@pytest.mark.parametrize(
    "respuesta",
    [
        b"HTTP/1.1 302 Found\r\nLocation: http://\xff/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[/\r\n\r\n",
        BIEN + b"Content-Encoding: gzip\r\n\r\nhola!",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhola!",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nho",
        b"\x00" * 100,
        b"",
    ],
)
def test_what_is_not_http_is_as_no_answer(respuesta: bytes) -> None:
    assert puertos.http(respuesta) == "no responde"


def test_what_is_http_is_read() -> None:
    assert puertos.http(BIEN + b"\r\nhola!") == "5 bytes"


@pytest.mark.parametrize(
    ("respuesta", "dicho"),
    [
        (b"stream: OK\0", "limpio"),
        (b"stream: Eicar FOUND\0", "amenaza"),
        (b"stream:  FOUND\0", "amenaza"),  # without a name it is a threat all the same
        (b"stream: \x01Eicar\n FOUND\0", "amenaza"),
        (b"stream: OK", "no responde"),  # cut: nobody knows what followed
        (b"otra cosa: OK\0", "no responde"),
        (b"\0stream: OK\0", "no responde"),
    ],
)
def test_only_what_clamd_says_whole_is_a_verdict(respuesta: bytes, dicho: str) -> None:
    assert puertos.antivirus(respuesta) == dicho


def test_signatures_of_the_antivirus_are_kept_in_one_line() -> None:
    assert puertos.version_del_antivirus(b"ClamAV 1.4\n\x01/27000\0") == "dicho"


def test_a_damaged_answer_does_not_make_the_certificate_a_bad_one(servidor_pki: Servidor) -> None:
    pki = servidor_pki.pki
    with pytest.raises(CertificadoRechazado) as error:
        validar(
            pki.mano("ciudadania/12345678Z").certificado,
            [pki.emisora.certificado],
            raices=[pki.raiz.certificado],
            revocacion=puertos.Contesta(ocsp=b"\x30\x80", lista=b"\x30\x80", raiz=b"\x30\x80"),
            ahora=datetime.now(UTC),
        )
    assert error.value.codigo == "sin_comprobar"
