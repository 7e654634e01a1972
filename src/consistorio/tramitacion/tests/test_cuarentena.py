"""A file already filed and found infected later: quarantined, and its unit is told to ask for it again (RD 203/2021 39.2)."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from consistorio.documental.documentos.operaciones import incorporar
from consistorio.integraciones.antivirus.simulador import EICAR, Simulador
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.almacen import trabajos as almacen_trabajos
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import guardar, recoger
from consistorio.plataforma.puertos.conexion import _crear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.motor import trabajos
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra

SISTEMA = Actor.sistema("pruebas")
CLAMD = "consistorio.integraciones.antivirus.clamd.Clamd"


@pytest.fixture
def antivirus(settings: Settings) -> Iterator[Settings]:
    """An antivirus that is not there yet; `CONSISTORIO_CLAMD` may be pointed to the simulator."""
    settings.CONSISTORIO_CLAMD = "127.0.0.1:1"
    settings.CONSISTORIO_PUERTOS = {**settings.CONSISTORIO_PUERTOS, "antivirus": CLAMD}
    _crear.cache_clear()
    yield settings
    _crear.cache_clear()


def aportado(expediente: Expediente, datos: bytes, reloj: RelojMovil) -> Contenido:
    with transaction.atomic():
        contenido = guardar(recoger(io.BytesIO(datos)), actor=SISTEMA, reloj=reloj)
        documento = incorporar(
            contenido,
            titulo="Memoria de la obra",
            nombre="memoria.txt",
            tipo_documental="TD99",
            origen_administracion=False,
            organo=expediente.unidad.dir3,
            actor=SISTEMA,
            reloj=reloj,
        )
        incorporar_documento(
            expediente,
            documento_id=documento.id,
            huella=contenido.sha256,
            origen="solicitud",
            actor=SISTEMA,
            reloj=reloj,
        )
    return contenido


def test_what_is_filed_and_infected_is_quarantined_and_its_unit_told_once(
    reloj: RelojMovil, antivirus: Settings
) -> None:
    expediente = expediente_de_obra(reloj)
    infectado = aportado(expediente, EICAR.encode(), reloj)
    limpio = aportado(expediente, b"Memoria de calidades", reloj)
    assert {infectado.estado_antivirus, limpio.estado_antivirus} == {"pendiente"}
    puestos = list(expediente.documentos.order_by("orden").values_list("documento_id", "huella"))
    with Simulador() as simulador:
        simulador.arrancar()
        antivirus.CONSISTORIO_CLAMD = simulador.direccion
        _crear.cache_clear()
        almacen_trabajos.analizar()
        simulador.shutdown()
    for contenido in (infectado, limpio):
        contenido.refresh_from_db()
    assert (infectado.estado_antivirus, limpio.estado_antivirus) == ("cuarentena", "limpio")
    with pytest.raises(Conflicto, match="código dañino"), almacen.abrir(infectado.sha256):
        pass
    for _vez in range(2):
        trabajos.avisar_de_cuarentena(huella=infectado.sha256)
    tarea = Tarea.objects.get(expediente=expediente, codigo__startswith="cuarentena_")
    assert (tarea.tipo, tarea.unidad_id, tarea.abierta) == ("libre", expediente.unidad_id, True)
    assert "Memoria de la obra" in tarea.nombre
    assert list(expediente.documentos.order_by("orden").values_list("documento_id", "huella")) == puestos


def test_what_was_clean_when_filed_is_told_to_its_unit_after_an_update_of_the_signatures(
    reloj: RelojMovil, antivirus: Settings
) -> None:
    expediente = expediente_de_obra(reloj)
    with Simulador() as simulador:
        simulador.arrancar()
        antivirus.CONSISTORIO_CLAMD = simulador.direccion
        _crear.cache_clear()
        contenido = aportado(expediente, b"Memoria con una macro por descubrir", reloj)
        assert contenido.estado_antivirus == "limpio"
        simulador.conducta.aprender(b"macro por descubrir", "Doc.Macro-1")
        almacen_trabajos.reanalizar()
        simulador.shutdown()
    contenido.refresh_from_db()
    assert (contenido.estado_antivirus, contenido.amenaza) == ("cuarentena", "Doc.Macro-1")
    pedido = ProcrastinateJob.objects.get(task_name="motor.avisar_de_cuarentena", args__huella=contenido.sha256)
    trabajos.avisar_de_cuarentena(**pedido.args)
    assert Tarea.objects.get(expediente=expediente, codigo__startswith="cuarentena_").abierta


def test_nothing_is_asked_where_the_file_is_not(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    trabajos.avisar_de_cuarentena(huella="0" * 64)
    assert not Tarea.objects.filter(expediente=expediente, codigo__startswith="cuarentena_").exists()
