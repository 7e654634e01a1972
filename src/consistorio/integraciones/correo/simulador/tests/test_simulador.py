"""The SMTP server of the demo, spoken to by Python's own client."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTP, SMTPRecipientsRefused

import pytest


@pytest.fixture
def servidor(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    with socket.socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        puerto = int(enchufe.getsockname()[1])
    orden = [sys.executable, "-m", "consistorio.integraciones.correo.simulador", "--puerto", str(puerto)]
    raiz = Path(__file__).parents[6]
    entorno = {"PYTHONPATH": str(raiz / "src"), "PATH": "/usr/bin:/bin"}
    proceso = subprocess.Popen([*orden, "--carpeta", str(tmp_path)], env=entorno)
    limite = time.monotonic() + 20
    while time.monotonic() < limite:
        with socket.socket() as enchufe:
            if enchufe.connect_ex(("127.0.0.1", puerto)) == 0:
                break
        time.sleep(0.05)
    yield puerto, tmp_path
    proceso.terminate()
    assert proceso.wait(10) == 0


def test_guarda_el_mensaje_tal_como_se_envio_y_rechaza_a_quien_no_existe(servidor: tuple[int, Path]) -> None:
    puerto, carpeta = servidor
    mensaje = EmailMessage()
    mensaje["Subject"] = "Tiene una notificación"
    mensaje["From"] = "sede@villaejemplo.example"
    mensaje["To"] = "ana@correo.example"
    mensaje.set_content("Línea con ñ\n.línea que empieza por un punto\n")
    with SMTP("127.0.0.1", puerto, timeout=10) as cliente:
        cliente.send_message(mensaje)
        with pytest.raises(SMTPRecipientsRefused):
            cliente.sendmail("sede@villaejemplo.example", ["nadie@rechazado.example"], b"Subject: x\r\n\r\nx")
        assert cliente.docmd("INVENTADA")[0] == 500
    (fichero,) = carpeta.glob("*.eml")
    guardado = message_from_bytes(fichero.read_bytes(), policy=policy.default)
    assert guardado["X-Sobre-Destinatarios"] == "ana@correo.example"
    assert guardado["Subject"] == "Tiene una notificación"
    assert guardado.get_content().replace("\r\n", "\n") == "Línea con ñ\n.línea que empieza por un punto\n"


def test_no_acepta_un_mensaje_sin_destinatario(servidor: tuple[int, Path]) -> None:
    puerto, carpeta = servidor
    with SMTP("127.0.0.1", puerto, timeout=10) as cliente:
        cliente.ehlo()
        assert cliente.docmd("RCPT", "TO:<ana@correo.example>")[0] == 503
        assert cliente.mail("sede@villaejemplo.example")[0] == 250
        assert cliente.docmd("DATA")[0] == 503
        assert cliente.mail("otra@villaejemplo.example")[0] == 503
    assert list(carpeta.glob("*.eml")) == []
