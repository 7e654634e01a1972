"""Uploads by pieces: cut, resumed, at once from two places, too large; and 2 GB that never sit in memory."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, connections

from consistorio.integraciones.antivirus.simulador import EICAR, Simulador
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import RelojFijo, RelojSistema
from consistorio.plataforma.almacen import acciones, consultas
from consistorio.plataforma.almacen.acceso import parcial
from consistorio.plataforma.almacen.deposito import carpeta_de_trabajo
from consistorio.plataforma.almacen.models import Contenido, Subida
from consistorio.plataforma.almacen.trabajos import MANTENIMIENTO
from consistorio.plataforma.auditoria.models import Acceso

RELOJ = RelojSistema()
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def ciudadana() -> Actor:
    return Actor(ClaseActor.CIUDADANO, uuid4(), "Ana", permisos=frozenset({"fichero.subir"}))


def empezar(actor: Actor, datos: bytes, nombre: str = "plano.pdf") -> Subida:
    return acciones.iniciar_subida(actor=actor, nombre=nombre, tamano=len(datos), reloj=RELOJ)


def enviar(actor: Actor, subida: Subida, desde: int, flujo: object) -> Subida:
    return acciones.recibir_trozo(
        actor=actor,
        subida_id=subida.id,
        desplazamiento=desde,
        flujo=io.BytesIO(flujo) if isinstance(flujo, bytes) else flujo,  # type: ignore[arg-type]  # whatever is read
        reloj=RELOJ,
    )


class Cortado:
    """A connection that breaks after so many bytes."""

    def __init__(self, datos: bytes) -> None:
        self._datos = io.BytesIO(datos)

    def read(self, cuanto: int) -> bytes:
        datos = self._datos.read(min(cuanto, 65_536))
        if not datos:
            raise ConnectionResetError
        return datos


class SinTransaccion:
    """A stream that can only be read while no transaction is open; `al_leer` runs once, before the first byte."""

    def __init__(self, datos: bytes, al_leer: object = None) -> None:
        self._datos, self._al_leer = io.BytesIO(datos), al_leer

    def read(self, cuanto: int) -> bytes:
        assert not connection.in_atomic_block
        if callable(self._al_leer):
            accion, self._al_leer = self._al_leer, None
            accion()
        return self._datos.read(cuanto)


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
def test_a_connection_that_breaks_keeps_what_arrived(servidor: Simulador) -> None:
    actor, datos = ciudadana(), PDF + bytes(2_000_000)
    subida = enviar(actor, empezar(actor, datos), 0, Cortado(datos[:700_000]))
    assert (subida.estado, subida.recibido) == ("abierta", 700_000)
    subida = enviar(actor, subida, 700_000, Cortado(datos[700_000:700_000]))
    assert subida.recibido == 700_000
    subida = enviar(actor, subida, 700_000, Cortado(datos[700_000:1_500_000]))
    # What a crash wrote beyond the row is cut off
    with parcial(subida.id).open("ab") as fichero:
        fichero.write(b"restos de un corte")
    subida = enviar(actor, subida, 1_500_000, datos[1_500_000:])
    assert subida.contenido_id == hashlib.sha256(datos).hexdigest()
    assert consultas.leer(subida.contenido_id or "") == datos


@pytest.mark.django_db
def test_a_stranger_s_stream_is_not_even_read(servidor: Simulador) -> None:
    actor, datos = ciudadana(), b"hola"
    subida = empezar(actor, datos)
    sin_permiso = Actor(ClaseActor.CIUDADANO, actor.id, "Ana")
    for quien, error in ((sin_permiso, NoPermitido), (ciudadana(), NoEncontrado)):
        flujo = io.BytesIO(datos)
        with pytest.raises(error):
            enviar(quien, subida, 0, flujo)
        assert flujo.tell() == 0
    assert Acceso.objects.filter(actor_id=actor.id, resultado="denegado").exists()
    assert list(carpeta_de_trabajo().iterdir()) == []


def test_the_same_piece_twice_at_once_is_one_and_streams_hold_no_transaction(
    base_propia: object, servidor: Simulador
) -> None:
    actor, datos = ciudadana(), PDF + bytes(300_000)
    subida = empezar(actor, datos)

    def otra_conexion() -> None:
        enviar(actor, subida, 0, SinTransaccion(datos[:100_000]))
        connections.close_all()

    def a_la_vez() -> None:
        hilo = threading.Thread(target=otra_conexion)
        hilo.start()
        hilo.join()

    with pytest.raises(Conflicto, match="100000"):
        enviar(actor, subida, 0, SinTransaccion(datos[:100_000], a_la_vez))
    assert parcial(subida.id).read_bytes() == datos[:100_000]

    def el_final() -> None:
        enviar(actor, subida, 100_000, datos[100_000:])
        connections.close_all()

    def termina_otra() -> None:
        hilo = threading.Thread(target=el_final)
        hilo.start()
        hilo.join()

    with pytest.raises(Conflicto, match="ya no admite"):
        enviar(actor, subida, 100_000, SinTransaccion(datos[100_000:], termina_otra))
    subida.refresh_from_db()
    assert (subida.estado, subida.contenido_id) == ("completa", hashlib.sha256(datos).hexdigest())
    assert Contenido.objects.count() == 1
    assert list(carpeta_de_trabajo().iterdir()) == []


# Of each of its two pieces alone there would be more in memory than is allowed
GRANDE, MEMORIA_KB = 420 * 1024**2, 200_000
_GRANDE = r"""
import re, sys
from pathlib import Path
from uuid import UUID
import django
django.setup()
from django.conf import settings
settings.CONSISTORIO_VAR = Path(sys.argv[1])
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.almacen import acciones
class Flujo:
    def __init__(self, queda):
        self.queda = queda
        self.cabeza = bytes.fromhex("000000186674797069736f6d") # an MP4
    def read(self, n):
        n = min(n, self.queda)
        datos = self.cabeza[:n].ljust(n, bytes(1)); self.cabeza = b""
        self.queda -= n
        return datos
actor = Actor(ClaseActor.CIUDADANO, UUID(int=7), "Ana", permisos=frozenset({"fichero.subir"}))
total, reloj = int(sys.argv[2]), RelojSistema()
subida = acciones.iniciar_subida(actor=actor, nombre="obra.mp4", tamano=total, reloj=reloj)
for desde, cuanto in ((0, total // 2), (total // 2, total - total // 2)):
    subida = acciones.recibir_trozo(
        actor=actor, subida_id=subida.id, desplazamiento=desde, flujo=Flujo(cuanto), reloj=reloj
    )
# VmHWM is of this program alone: ru_maxrss keeps the peak of whoever started it
print(subida.estado, subida.motivo or "-", subida.contenido.tamano if subida.contenido else 0,
      re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.lento
def test_what_is_larger_than_the_memory_it_may_take_never_sits_in_it(base_propia: object, tmp_path: Path) -> None:
    with Simulador() as simulador:
        simulador.arrancar()
        proceso = subprocess.run(
            [sys.executable, "-c", _GRANDE, str(tmp_path), str(GRANDE)],
            capture_output=True,
            text=True,
            check=False,
            env={**base_propia.entorno, "CONSISTORIO_CLAMD": simulador.direccion},  # type: ignore[attr-defined]
        )
        simulador.shutdown()
    assert proceso.returncode == 0, proceso.stderr
    estado, motivo, tamano, memoria_kb = proceso.stdout.split()
    for fichero in (f for f in tmp_path.rglob("*") if f.is_file()):
        fichero.unlink()
    assert (estado, motivo, int(tamano)) == ("completa", "-", GRANDE)
    assert simulador.conducta.analizados == [GRANDE]
    # The program itself, before the first byte, takes some 110 MB
    assert int(memoria_kb) < MEMORIA_KB < GRANDE // 2 // 1024
