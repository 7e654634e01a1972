"""A real disk that is full or takes no writing: what people read, what stays, what date counts, and that it goes on by itself."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from pruebas.caidas.disco import Disco, SinDisco, disco
from pytest_django import Settings

from consistorio.documental.registro import acciones, trabajos
from consistorio.documental.registro.models import Asiento, Justificante
from consistorio.documental.registro.tipos import DatosPersona, EntradaMostrador
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.almacen.deposito import carpeta_de_trabajo
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.trabajos import es_pasajero
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.formularios.models import AdjuntoBorrador
from tests.navegador import villa
from tests.paginas.test_copias_y_datos import un_pdf
from tests.paginas.test_sede import Casa, casa

__all__ = ["casa"]
pytestmark = pytest.mark.lento
GRANDE = un_pdf() + b"\n%" + b"x" * 3_000_000  # does not fit in memory


@pytest.fixture
def almacen(tmp_path: Path, settings: Settings) -> Iterator[Disco]:
    """The folders of the store on a disk of 2 MB."""
    settings.CONSISTORIO_VAR = tmp_path
    try:
        with disco(tmp_path / "almacen", "2m") as suyo:
            yield suyo
    except SinDisco as error:
        pytest.skip(f"NOT RUN: no disk of its own can be mounted here ({error})")


def adjuntar(suya: Casa) -> HttpResponse:
    pagina = f"/borradores/{suya.borrador}/documentos/documentos/"
    subido = SimpleUploadedFile("plano.pdf", GRANDE, content_type="application/pdf")
    return suya.ana.post(pagina, {"fichero": subido}, follow=True)


def test_lo_que_no_cabe_se_dice_no_deja_nada_a_medias_y_luego_entra(almacen: Disco, casa: Casa) -> None:
    pagina = adjuntar(casa)
    assert pagina.status_code == 503
    texto = pagina.content.decode()
    assert "no tiene sitio o no admite escritura" in texto
    assert "Lo que guardó como borrador sigue guardado" in texto
    assert not AdjuntoBorrador.objects.exists()
    assert list(carpeta_de_trabajo().iterdir()) == []
    almacen.con("ro")
    assert adjuntar(casa).status_code == 503
    almacen.con("rw,size=20m")
    assert adjuntar(casa).status_code == 200
    assert AdjuntoBorrador.objects.get().nombre == "plano.pdf"
    assert list(carpeta_de_trabajo().iterdir()) == []


def test_lo_que_se_sube_no_pasa_por_la_carpeta_temporal_de_la_maquina(
    almacen: Disco, casa: Casa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    almacen.con("size=20m")
    with disco(tmp_path / "tmp", "64k") as otro:
        monkeypatch.setattr(tempfile, "tempdir", str(otro.carpeta))
        with pytest.raises(OSError, match="No space"):
            (otro.carpeta / "lleno").write_bytes(bytes(100_000))
        assert adjuntar(casa).status_code == 200


def anotar() -> Asiento:
    quien = next(a for a in map(villa.empleado, ("silvia", "andres", "nuria", "rosa")) if a.puede("registro.anotar"))
    unidad = Unidad.objects.filter(hasta=None).order_by("dir3")[0]
    persona = DatosPersona("12345678Z", "Ana", "García")
    entrada = EntradaMostrador(asunto="Queja", unidad_id=unidad.id, interesado=persona)
    return acciones.anotar_en_mostrador(
        actor=quien, reloj=reloj_de_la_casa(), clave_idempotencia="disco", entrada=entrada
    )


def test_un_asiento_vale_aunque_su_justificante_espere_al_almacen(almacen: Disco, pueblo_propio: object) -> None:
    carpeta_de_trabajo()
    almacen.con("ro")
    asiento = anotar()
    fechas = (asiento.registrado_el, asiento.presentado_el, asiento.efectivo_el)
    with pytest.raises(ServicioNoDisponible, match="no admite escritura") as error:
        vaciar_colas(colas=["documentos"])
    assert es_pasajero(error.value), "the queue would give it up"
    assert Justificante.objects.get().documento is None
    assert not Contenido.objects.exists()
    almacen.con("rw,size=20m")
    trabajos.emitir_justificante(asiento_id=str(asiento.id))
    justificante = Justificante.objects.select_related("documento").get()
    assert justificante.documento is not None
    asiento.refresh_from_db()
    assert (asiento.registrado_el, asiento.presentado_el, asiento.efectivo_el) == fechas
