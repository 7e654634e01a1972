"""The store against a real disk, a real database and a daemon that speaks clamd's protocol."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, transaction
from pytest_django import Settings

from consistorio.integraciones.antivirus.clamd import Clamd
from consistorio.integraciones.antivirus.simulador import EICAR, Conducta, Simulador
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido, ServicioNoDisponible
from consistorio.nucleo.reloj import RelojFijo, RelojSistema
from consistorio.plataforma.almacen import acciones, consultas, operaciones
from consistorio.plataforma.almacen.deposito import DepositoDjango, carpeta_de_trabajo, deposito
from consistorio.plataforma.almacen.models import Contenido, Subida
from consistorio.plataforma.almacen.reglas import Limites
from consistorio.plataforma.almacen.trabajos import MANTENIMIENTO
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.puertos.conexion import _crear

RELOJ = RelojSistema()
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def ciudadana() -> Actor:
    return Actor(ClaseActor.CIUDADANO, uuid4(), "Ana", permisos=frozenset({"fichero.subir"}))


@pytest.fixture
def servidor(settings: Settings, tmp_path: Path) -> Iterator[Simulador]:
    settings.CONSISTORIO_VAR = tmp_path
    with Simulador() as simulador:
        simulador.arrancar()
        settings.CONSISTORIO_CLAMD = simulador.direccion
        settings.CONSISTORIO_PUERTOS = {"antivirus": "consistorio.integraciones.antivirus.clamd.Clamd"}
        _crear.cache_clear()
        yield simulador
        simulador.shutdown()
    _crear.cache_clear()


@pytest.mark.django_db
def test_same_bytes_are_one_content_told_by_what_they_hold(servidor: Simulador) -> None:
    uno = operaciones.guardar(io.BytesIO(PDF), nombre="foto.jpg")
    otro = operaciones.guardar(io.BytesIO(PDF), nombre="otro.exe")
    assert uno.pk == otro.pk == hashlib.sha256(PDF).hexdigest()
    assert (uno.tipo_mime, uno.tamano, uno.estado_antivirus) == ("application/pdf", len(PDF), "limpio")
    with consultas.abrir(uno.pk) as flujo:
        assert flujo.read() == PDF
    assert list(carpeta_de_trabajo().iterdir()) == []


@pytest.mark.django_db
def test_content_is_immutable_in_the_database(servidor: Simulador) -> None:
    contenido = operaciones.guardar(io.BytesIO(PDF))
    with pytest.raises(IntegrityError), transaction.atomic():
        Contenido.objects.filter(pk=contenido.pk).update(tamano=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contenido.objects.filter(pk=contenido.pk).delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("datos", "limites", "frase"),
    [
        (b"", Limites(), "vacío"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), Limites(), "no se admite"),
        (b"MZ" + bytes(200), Limites(), "no se admite"),
        (PDF, Limites(tamano=10), "máximo es 10 bytes"),
        (b"hola " + EICAR.encode(), Limites(), "código dañino (Eicar-Test-Signature)"),
    ],
)
def test_draft_refuses_with_the_reason(servidor: Simulador, datos: bytes, limites: Limites, frase: str) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        operaciones.admitir(io.BytesIO(datos), nombre="x.pdf", limites=limites)
    assert frase in str(error.value)
    assert not Contenido.objects.exists()


@pytest.mark.django_db
def test_draft_refuses_a_pdf_with_password(servidor: Simulador, muestras_pdf: Path) -> None:
    with (
        (muestras_pdf / "libreoffice-writer-password.pdf").open("rb") as flujo,
        pytest.raises(DatosIncorrectos) as error,
    ):
        operaciones.admitir(flujo, nombre="secreto.pdf")
    assert "contraseña" in str(error.value)


@pytest.mark.django_db
def test_filed_content_is_quarantined_not_refused(servidor: Simulador) -> None:
    contenido = operaciones.guardar(io.BytesIO(EICAR.encode()))
    assert (contenido.estado_antivirus, contenido.amenaza) == ("cuarentena", "Eicar-Test-Signature")
    with pytest.raises(Conflicto), consultas.abrir(contenido.pk):
        pass
    with consultas.abrir(contenido.pk, aunque_en_cuarentena=True) as flujo:
        assert flujo.read() == EICAR.encode()


@pytest.mark.django_db
def test_pending_until_the_antivirus_answers(servidor: Simulador) -> None:
    servidor.conducta.variante = "fallo"
    malo = operaciones.guardar(io.BytesIO(EICAR.encode()))
    bueno = operaciones.guardar(io.BytesIO(PDF))
    assert {malo.estado_antivirus, bueno.estado_antivirus} == {"pendiente"}
    with pytest.raises(ServicioNoDisponible):
        acciones.analizar_pendiente(actor=MANTENIMIENTO, sha256=malo.pk, reloj=RELOJ)
    servidor.conducta.variante = ""
    assert acciones.analizar_pendiente(actor=MANTENIMIENTO, sha256=malo.pk, reloj=RELOJ).amenaza
    assert acciones.analizar_pendiente(actor=MANTENIMIENTO, sha256=bueno.pk, reloj=RELOJ).estado_antivirus == "limpio"
    assert set(Evento.objects.filter(tipo__startswith="almacen.contenido").values_list("tipo", flat=True)) == {
        "almacen.contenido.en_cuarentena",
        "almacen.contenido.analizado",
    }


@pytest.mark.parametrize(
    "conducta", [Conducta("fallo"), Conducta("corta"), Conducta("lento", demora=5), Conducta(limite=10)]
)
def test_client_never_guesses(conducta: Conducta) -> None:
    with Simulador(conducta=conducta) as simulador:
        simulador.arrancar()
        with pytest.raises(ServicioNoDisponible):
            Clamd(simulador.direccion, plazo=0.3).analizar(io.BytesIO(bytes(1_000_000)))
        simulador.shutdown()
    with pytest.raises(ServicioNoDisponible):
        Clamd("127.0.0.1:1", plazo=0.3).analizar(io.BytesIO(b"x"))


def test_threat_across_two_pieces_is_found() -> None:
    with Simulador() as simulador:
        simulador.arrancar()
        cliente = Clamd(simulador.direccion)
        cliente.comprobar()
        datos = bytes(256 * 1024 - 20) + EICAR.encode() + bytes(300_000)
        assert cliente.analizar(io.BytesIO(datos)).amenaza == "Eicar-Test-Signature"
        assert simulador.conducta.analizados == [len(datos)]
        simulador.shutdown()


@pytest.mark.django_db
def test_upload_by_pieces_resumes_and_completes(servidor: Simulador) -> None:
    actor = ciudadana()
    datos = PDF + bytes(3_000_000)
    subida = acciones.iniciar_subida(actor=actor, nombre="plano.pdf", tamano=len(datos), reloj=RELOJ)
    subida = acciones.recibir_trozo(
        actor=actor, subida_id=subida.id, desplazamiento=0, flujo=io.BytesIO(datos[:1_500_000]), reloj=RELOJ
    )
    with pytest.raises(Conflicto) as error:
        acciones.recibir_trozo(actor=actor, subida_id=subida.id, desplazamiento=0, flujo=io.BytesIO(b"x"), reloj=RELOJ)
    assert "1500000" in str(error.value)
    with pytest.raises(NoEncontrado):
        acciones.recibir_trozo(
            actor=ciudadana(), subida_id=subida.id, desplazamiento=1_500_000, flujo=io.BytesIO(b"x"), reloj=RELOJ
        )
    with pytest.raises(Conflicto):
        acciones.recibir_trozo(
            actor=actor, subida_id=subida.id, desplazamiento=1_500_000, flujo=io.BytesIO(datos), reloj=RELOJ
        )
    subida = acciones.recibir_trozo(
        actor=actor, subida_id=subida.id, desplazamiento=1_500_000, flujo=io.BytesIO(datos[1_500_000:]), reloj=RELOJ
    )
    assert subida.estado == "completa"
    assert subida.contenido is not None
    assert subida.contenido.sha256 == hashlib.sha256(datos).hexdigest()
    assert list(carpeta_de_trabajo().iterdir()) == []


@pytest.mark.django_db
def test_upload_refused_at_the_end_says_why_and_too_large_at_once(servidor: Simulador) -> None:
    actor, datos = ciudadana(), EICAR.encode()
    with pytest.raises(DatosIncorrectos):
        acciones.iniciar_subida(actor=actor, nombre="x", tamano=3 * 1024**3, reloj=RELOJ)
    with pytest.raises(NoPermitido):
        acciones.iniciar_subida(actor=Actor.sistema("nadie"), nombre="x", tamano=3, reloj=RELOJ)
    subida = acciones.iniciar_subida(actor=actor, nombre="x.txt", tamano=len(datos), reloj=RELOJ)
    subida = acciones.recibir_trozo(
        actor=actor, subida_id=subida.id, desplazamiento=0, flujo=io.BytesIO(datos), reloj=RELOJ
    )
    assert subida.estado == "rechazada"
    assert "código dañino" in subida.motivo


@pytest.mark.django_db
def test_abandoned_uploads_expire(servidor: Simulador) -> None:
    actor = ciudadana()
    subida = acciones.iniciar_subida(actor=actor, nombre="x.txt", tamano=10, reloj=RELOJ)
    acciones.recibir_trozo(actor=actor, subida_id=subida.id, desplazamiento=0, flujo=io.BytesIO(b"hola"), reloj=RELOJ)
    assert not acciones.caducar_subida(actor=MANTENIMIENTO, subida_id=subida.id, reloj=RELOJ)
    luego = RelojFijo(RELOJ.ahora() + timedelta(hours=49))
    assert [s.id for s in consultas.subidas_caducadas(en=luego.ahora())] == [subida.id]
    assert acciones.caducar_subida(actor=MANTENIMIENTO, subida_id=subida.id, reloj=luego)
    assert Subida.objects.get(pk=subida.id).estado == "caducada"
    assert list(carpeta_de_trabajo().iterdir()) == []


@pytest.mark.django_db
def test_any_storage_of_djangos_holds_the_same(settings: Settings, servidor: Simulador, tmp_path: Path) -> None:
    settings.CONSISTORIO_ALMACEN = {
        "clase": "django.core.files.storage.FileSystemStorage",
        "opciones": {"location": str(tmp_path / "remoto")},
    }
    contenido = operaciones.guardar(io.BytesIO(PDF))
    assert isinstance(deposito(), DepositoDjango)
    assert FileSystemStorage(tmp_path / "remoto").exists(f"{contenido.pk[:2]}/{contenido.pk[2:4]}/{contenido.pk}")
    assert consultas.leer(contenido.pk) == PDF


_GRANDE = r"""
import re, sys
from pathlib import Path
from consistorio.plataforma.almacen.recepcion import recibir
class Flujo:
    queda = 2 * 1024**3
    def read(self, n):
        n = min(n, self.queda); self.queda -= n
        return bytes(n)
r = recibir(Flujo(), Path(sys.argv[1]))
# VmHWM is of this program alone: ru_maxrss keeps the peak of whoever started it
print(r.tamano, re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.lento
def test_two_gigabytes_never_sit_in_memory(tmp_path: Path) -> None:
    fichero = tmp_path / "grande"
    proceso = subprocess.run(
        [sys.executable, "-c", _GRANDE, str(fichero)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "src"},
    )
    fichero.unlink()
    tamano, memoria_kb = map(int, proceso.stdout.split())
    assert tamano == 2 * 1024**3
    assert memoria_kb < 150_000
