"""What only a server of S3 can do wrong: refuse us, be down, fail in the middle of a large file."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest
from django.db import transaction
from pruebas.caidas.averiado import Averia, averiado

from consistorio.integraciones.antivirus.simulador import Simulador
from consistorio.nucleo.errores import NoEncontrado, ServicioNoDisponible
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.almacen import consultas, operaciones, s3
from consistorio.plataforma.almacen.deposito import _remoto, carpeta_de_trabajo, deposito
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.s3 import EN_MEMORIA
from consistorio.plataforma.almacen.tests.conftest import ServidorS3, _arrancar_s3, _parar
from consistorio.plataforma.almacen.trabajos import MANTENIMIENTO

pytestmark = [pytest.mark.lento, pytest.mark.django_db, pytest.mark.parametrize("donde", ["s3"], indirect=True)]


def guardar(datos: bytes) -> Contenido:
    with transaction.atomic():
        return operaciones.guardar(operaciones.recoger(io.BytesIO(datos)), actor=MANTENIMIENTO, reloj=RelojSistema())


def test_over_a_hundred_megabytes_go_by_parts_and_come_back_the_same(servidor: Simulador, cubo: ServidorS3) -> None:
    datos = os.urandom(1024 * 1024) * 105
    contenido = guardar(datos)
    with consultas.abrir(contenido.pk) as flujo:
        digesto = hashlib.sha256()
        while trozo := flujo.read(EN_MEMORIA):
            digesto.update(trozo)
    assert digesto.hexdigest() == contenido.pk == hashlib.sha256(datos).hexdigest()
    almacen = deposito().almacen  # type: ignore[attr-defined]
    objeto = almacen.bucket.Object(f"{contenido.pk[:2]}/{contenido.pk[2:4]}/{contenido.pk}")
    assert objeto.e_tag.strip('"').endswith("-14")  # 105 MB in parts of 8 MB: the server put fourteen together
    assert list(carpeta_de_trabajo().iterdir()) == []


def test_what_is_left_for_a_while_is_taken_away_and_is_no_content(
    servidor: Simulador, cubo: ServidorS3, tmp_path: Path
) -> None:
    for vez in (b"una", b"otra"):  # another of that name gives way
        temporal = tmp_path / "temporal"
        temporal.write_bytes(vez)
        deposito().dejar(temporal, "copia-1")
        assert not temporal.exists()
        with deposito().recoger("copia-1") as flujo:
            assert flujo.read() == vez
    assert not Contenido.objects.exists()
    deposito().retirar("copia-1")
    deposito().retirar("copia-1")
    with pytest.raises(NoEncontrado):
        deposito().recoger("copia-1")


def test_wrong_credentials_are_told_and_nothing_is_written(
    servidor: Simulador, cubo: ServidorS3, monkeypatch: pytest.MonkeyPatch
) -> None:
    contenido = guardar(b"con la clave buena")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "otra")
    _remoto.cache_clear()
    with pytest.raises(ServicioNoDisponible):
        guardar(b"con la clave mala")
    with pytest.raises(ServicioNoDisponible), consultas.abrir(contenido.pk):
        pass
    assert list(Contenido.objects.values_list("pk", flat=True)) == [contenido.pk]
    assert list(carpeta_de_trabajo().iterdir()) == []


def test_a_server_that_is_down_is_told_and_nothing_is_written(
    servidor: Simulador, cubo: ServidorS3, settings: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    contenido = guardar(b"antes de la caida")
    otro = _arrancar_s3()
    _parar(otro)
    ajustes = settings.CONSISTORIO_ALMACEN  # type: ignore[attr-defined]
    ajustes["opciones"] = {**ajustes["opciones"], "extremo": otro.extremo}
    with pytest.raises(ServicioNoDisponible):
        guardar(b"durante la caida")
    with pytest.raises(ServicioNoDisponible), consultas.abrir(contenido.pk):
        pass
    with pytest.raises(ServicioNoDisponible):
        deposito().contiene(contenido.pk)
    assert list(Contenido.objects.values_list("pk", flat=True)) == [contenido.pk]
    assert list(carpeta_de_trabajo().iterdir()) == []


def test_a_server_that_answers_byte_by_byte_holds_nobody_and_is_told(
    servidor: Simulador, cubo: ServidorS3, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    tabla = (Path(__file__).parents[5] / "docs" / "verificacion" / "caidas.md").read_text("utf-8")
    assert f"| Almacén S3 | {s3.LIMITE:.0f} |" in tabla
    contenido = guardar(b"antes de la averia")
    monkeypatch.setattr(s3, "LIMITE", 300.0)
    ajustes = settings.CONSISTORIO_ALMACEN  # type: ignore[attr-defined]
    host, puerto = cubo.extremo.removeprefix("http://").split(":")
    with averiado((host, int(puerto))) as medio:
        ajustes["opciones"] = {**ajustes["opciones"], "extremo": f"http://127.0.0.1:{medio.puerto}"}
        with consultas.abrir(contenido.pk) as flujo:
            assert flujo.read() == b"antes de la averia"
        _remoto.cache_clear()  # with new connections
        medio.averia, medio.gotas = Averia.GOTEO, 60
        monkeypatch.setattr(s3, "LIMITE", 1.5)
        with pytest.raises(ServicioNoDisponible):
            guardar(b"byte a byte")
        with pytest.raises(ServicioNoDisponible), consultas.abrir(contenido.pk):
            pass
        assert list(Contenido.objects.values_list("pk", flat=True)) == [contenido.pk]
        assert list(carpeta_de_trabajo().iterdir()) == []
        medio.averia = Averia.NINGUNA
        monkeypatch.setattr(s3, "LIMITE", 300.0)
        _remoto.cache_clear()
        assert guardar(b"byte a byte").tamano == 11
