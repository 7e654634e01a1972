"""Documents imported from other administrations, and cases begun of office, through the pages of the desk."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.oac.tests.test_recibidos import resguardos
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.servicios.archivo.acciones import importar_eni
from consistorio.servicios.archivo.eni.escritura import documento_xml
from consistorio.servicios.archivo.models import ImportacionEni
from consistorio.servicios.archivo.tests.test_eni import documento
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion import tests as de_tramitacion
from consistorio.tramitacion.catalogo.acciones import asignar_area, cargar, publicar
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.solicitudes.models import InicioDeOficio
from consistorio.tramitacion.tests.factories import un_pdf

BANDEJA = "/escritorio/entradas/?ver=importados"
LICENCIAS, VIA_PUBLICA = "LA0009986", "LA0009988"
ORDEN = Path(de_tramitacion.__file__).parent / "datos" / "orden-de-ejecucion.json"


def importar(tmp_path: Path, reloj: RelojDePrueba, *, numero: int = 91, unidad: str = LICENCIAS) -> ImportacionEni:
    fichero = tmp_path / f"{numero}.xml"
    fichero.write_bytes(documento_xml(documento(numero)))
    actor = Actor.sistema("eni importar", "archivo.importar")
    return importar_eni(actor=actor, fichero=fichero, unidad=unidad, reloj=reloj)


def test_what_is_imported_waits_in_its_unit_until_it_is_in_a_case(
    mesa: Mesa, reloj: RelojDePrueba, expediente: Expediente, tmp_path: Path
) -> None:
    importado = importar(tmp_path, reloj)
    cliente = mesa("nuria")
    pagina = cliente.get(BANDEJA).content.decode()
    assert importado.id_eni in pagina
    assert "Importados (1)" in pagina
    base = f"/escritorio/importados/{importado.id}/"
    assert b"".join(cliente.get(f"{base}documento/").streaming_content)  # type: ignore[attr-defined]
    for malo in ("", "2026/LIC/99999"):
        assert cliente.post(f"{base}incorporar/", {"numero": malo}).status_code == 422
    hecho = cliente.post(f"{base}incorporar/", {"numero": expediente.numero})
    assert hecho.headers["Location"] == f"/escritorio/expedientes/{expediente.id}/"
    assert expediente.documentos.filter(documento_id=importado.documento_id, origen="importacion_eni").exists()
    assert "Importados (0)" in cliente.get(BANDEJA).content.decode()
    assert cliente.post(f"{base}incorporar/", {"numero": expediente.numero}).status_code == 409


def test_it_may_be_sent_to_another_unit_and_is_unknown_to_the_rest(
    mesa: Mesa, reloj: RelojDePrueba, tmp_path: Path
) -> None:
    importado = importar(tmp_path, reloj)
    base = f"/escritorio/importados/{importado.id}/"
    for ruta in ("documento/", "incorporar/", "enviar/"):
        assert mesa("raul").get(f"{base}{ruta}").status_code == 404
        assert mesa("carmen").get(f"{base}{ruta}").status_code == 403
    propia, otra = (unidad_por_dir3(dir3, en=hoy(reloj)) for dir3 in (LICENCIAS, VIA_PUBLICA))
    assert mesa("nuria").post(f"{base}enviar/", {"unidad": str(propia.id)}).status_code == 422
    assert mesa("nuria").post(f"{base}enviar/", {"unidad": str(otra.id)}).status_code == 302
    assert importado.id_eni not in mesa("nuria").get(BANDEJA).content.decode()
    assert importado.id_eni in mesa("raul").get(BANDEJA).content.decode()


def test_without_a_unit_it_waits_where_citizens_are_attended(reloj: RelojDePrueba, tmp_path: Path) -> None:
    oac = unidad_por_dir3("LA0009984", en=hoy(reloj))
    actor = Actor.sistema("prueba", *DE_LA_INSTALACION)
    asignar_area(actor=actor, area="atencion", unidad_id=oac.id, nombre="Atención", reloj=reloj)
    assert importar(tmp_path, reloj, unidad="").unidad == oac


@pytest.fixture
def orden(reloj: RelojDePrueba) -> None:
    """A procedure of Licencias that begins of office."""
    publicar_orden(reloj)


def publicar_orden(reloj: RelojDePrueba) -> None:
    """Load it and publish it."""
    actor = Actor.sistema("prueba", *DE_LA_INSTALACION)
    unidad = unidad_por_dir3(LICENCIAS, en=hoy(reloj))
    asignar_area(actor=actor, area="urbanismo", unidad_id=unidad.id, nombre=unidad.nombre, reloj=reloj)
    carga = cargar(actor=actor, contenido=ORDEN.read_bytes(), reloj=reloj)
    assert carga.version_id is not None
    publicar(actor=actor, version_id=carga.version_id, reloj=reloj)


def test_a_case_begins_of_office_in_two_pages(mesa: Mesa, reloj: RelojDePrueba, orden: None) -> None:
    cliente, direccion = mesa("nuria"), "/escritorio/expedientes/iniciar/"
    assert "Iniciar de oficio" in cliente.get("/escritorio/expedientes/").content.decode()
    elegir = cliente.get(direccion).content.decode()
    assert "Orden de ejecución" in elegir
    assert "Licencia de obra menor" not in elegir
    dia = hoy(reloj)
    datos = {
        "procedimiento": "orden-de-ejecucion",
        "forma": "propia",
        "motivo": "La cornisa amenaza con caer.",
        "organo": "Concejalía de Urbanismo",
        "fecha.dia": str(dia.day),
        "fecha.mes": str(dia.month),
        "fecha.anio": str(dia.year),
        "nif": "67890123B",
        "canal": "papel",
        "via": "Calle Mayor",
    }
    vacia = cliente.post(direccion, {"procedimiento": "orden-de-ejecucion"})
    assert vacia.status_code == 422
    assert 'href="#campo-motivo"' in vacia.content.decode()
    assert "Añada el acuerdo firmado." in vacia.content.decode()
    assert "recibidos" not in vacia.content.decode()
    manana = dia + timedelta(days=1)
    fecha = {"fecha.dia": str(manana.day), "fecha.mes": str(manana.month), "fecha.anio": str(manana.year)}
    mala = {**datos, **fecha, "nif": "12345678A", "motivo": "", "fichero": SimpleUploadedFile("acuerdo.pdf", b"")}
    de_una_vez = cliente.post(direccion, mala).content.decode()
    for campo in ("nif", "motivo", "fecha-dia", "fichero"):  # what the form, the file and the use case refuse
        assert f'href="#campo-{campo}"' in de_una_vez, campo
    assert not Expediente.objects.exists()
    datos["clave"] = str(uuid7())
    acuerdo = SimpleUploadedFile("acuerdo.pdf", un_pdf("acuerdo"))
    sin_motivo = cliente.post(direccion, {**datos, "motivo": "", "fichero": acuerdo}).content.decode()
    assert "acuerdo.pdf (" in sin_motivo  # it stays
    assert 'href="#campo-fichero"' not in sin_motivo
    hecho = cliente.post(direccion, {**datos, "recibidos": resguardos(sin_motivo)})
    expediente = Expediente.objects.get()
    assert hecho.headers["Location"] == f"/escritorio/expedientes/{expediente.id}/"
    assert InicioDeOficio.objects.get().motivo == "La cornisa amenaza con caer."
    assert cliente.get(hecho.headers["Location"]).status_code == 200


def test_where_nothing_begins_of_office_it_is_said(mesa: Mesa, reloj: RelojDePrueba) -> None:
    assert "Ninguno de los procedimientos" in mesa("raul").get("/escritorio/expedientes/iniciar/").content.decode()
    assert mesa("rosa").get("/escritorio/expedientes/iniciar/").status_code == 403
