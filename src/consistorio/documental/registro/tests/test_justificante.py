"""The receipt from its job to its seal, also when the seal is not at hand; and the printed book."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import LazySettings
from django.db import connection, transaction

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.firma.models import SelloPedido
from consistorio.documental.registro import acciones, trabajos
from consistorio.documental.registro.models import Asiento, EdicionLibro, Justificante
from consistorio.documental.registro.tests.factories import LUNES, OFICINA, adjunto, asentar
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.calendario.reloj import mover_reloj

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def sello(tmp_path: Path, settings: LazySettings) -> None:
    """A seal of the town hall, made for this test alone."""
    clave = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    nombre = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sello de prueba")])
    certificado = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(nombre)
        .public_key(clave.public_key())
        .serial_number(7)
        .not_valid_before(datetime.now(UTC) - timedelta(days=30))
        .not_valid_after(datetime.now(UTC) + timedelta(days=30))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(clave.public_key()), critical=False)
        .sign(clave, hashes.SHA256())
    )
    privada = clave.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "sello.key").write_bytes(privada)
    (tmp_path / "sello.pem").write_bytes(certificado.public_bytes(serialization.Encoding.PEM))
    settings.CONSISTORIO_SELLO = {"clave": str(tmp_path / "sello.key"), "certificado": str(tmp_path / "sello.pem")}


@pytest.fixture
def sin_sello(tmp_path: Path, settings: LazySettings) -> None:
    """The seal's device is not there."""
    settings.CONSISTORIO_SELLO = {"clave": str(tmp_path / "no.key"), "certificado": str(tmp_path / "no.pem")}


def registrar(clave: str = "j") -> Asiento:
    with transaction.atomic():
        return asentar(clave, documentos=[adjunto()])


def en_cola(trabajo: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [trabajo])
        return int(cursor.fetchone()[0])


@pytest.mark.usefixtures("sello")
def test_cada_asiento_tiene_su_justificante_sellado(tmp_path: Path) -> None:
    mover_reloj(LUNES.momento + timedelta(minutes=1))
    asiento = registrar()
    assert Justificante.objects.get().estado == "pendiente"
    assert en_cola("registro.emitir_justificante") == 1
    trabajos.emitir_justificante(asiento_id=str(asiento.id))
    justificante = Justificante.objects.get()
    assert (justificante.estado, justificante.documento is not None) == ("sellado", True)
    assert justificante.sellado_el is not None
    assert justificante.documento is not None
    pdf = tmp_path / "justificante.pdf"
    pdf.write_bytes(documentos.leer(justificante.documento))
    if shutil.which("pdfsig") is None:
        pytest.skip("NOT RUN: pdfsig (poppler-utils) is not installed")
    dicho = subprocess.run(["pdfsig", "-nocert", str(pdf)], capture_output=True, check=False).stdout.decode()
    assert dicho.count("Signature is Valid") == 1


@pytest.mark.usefixtures("sello")
def test_hacerlo_dos_veces_es_hacerlo_una() -> None:
    asiento = registrar()
    trabajos.emitir_justificante(asiento_id=str(asiento.id))
    primero = Justificante.objects.get().documento_id
    trabajos.emitir_justificante(asiento_id=str(asiento.id))
    assert Justificante.objects.get().documento_id == primero


@pytest.mark.usefixtures("sin_sello")
def test_sin_sello_el_justificante_existe_y_se_ve_que_espera() -> None:
    asiento = registrar()
    trabajos.emitir_justificante(asiento_id=str(asiento.id))
    justificante = Justificante.objects.get()
    assert (justificante.estado, justificante.sellado_el) == ("sin_sellar", None)
    assert justificante.get_estado_display() == "Emitido, pendiente de sello"
    assert SelloPedido.objects.filter(documento=justificante.documento_id).count() == 1
    assert en_cola("firma.sellar") == 1


@pytest.mark.usefixtures("sello")
def test_el_libro_pedido_se_compone_y_se_sella_aparte() -> None:
    registrar()
    manana = RelojFijo(LUNES.momento + timedelta(days=1))
    edicion = acciones.emitir_libro(
        actor=OFICINA, libro="E", desde=date(2026, 11, 1), hasta=date(2026, 11, 23), reloj=manana
    )
    assert en_cola("registro.componer_libro") == 1
    trabajos.componer_libro(edicion_id=str(edicion.id))
    trabajos.componer_libro(edicion_id=str(edicion.id))
    edicion = EdicionLibro.objects.get()
    assert (edicion.asientos, edicion.documento is not None, edicion.sellada_el) == (1, True, None)
    assert SelloPedido.objects.filter(documento=edicion.documento_id).count() == 1
