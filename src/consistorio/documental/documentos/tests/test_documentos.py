"""Documents against a real database: capture, revisions, corrections, doors."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from pytest_django import Settings

from consistorio.documental.documentos import acceso, acciones, consultas, copias, operaciones
from consistorio.documental.documentos.models import Documento, RevisionDocumento, VersionMetadatos
from consistorio.documental.documentos.tests.ejemplos import EJEMPLOS
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.almacen.models import EstadoAntivirus
from consistorio.plataforma.almacen.operaciones import guardar, guardar_bytes, recoger
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.puertos.conexion import _crear

RELOJ = RelojFijo(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
ACTOR = Actor.sistema("prueba", "documento.corregir")


class TodoVisible:
    """Rule of access for tests: everything."""

    def visibles(self, actor: Actor) -> Q:
        return Q()

    def expediente_de(self, documento_id: UUID) -> UUID | None:
        return None


@pytest.fixture(autouse=True)
def _almacen_propio(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.CONSISTORIO_VAR = tmp_path
    settings.CONSISTORIO_PUERTOS = {"antivirus": "consistorio.integraciones.antivirus.clamd.SinAntivirus"}
    _crear.cache_clear()
    yield
    _crear.cache_clear()


def decreto() -> Documento:
    datos, firmas = EJEMPLOS["resolucion"]
    return operaciones.crear_desde_plantilla(
        "resolucion",
        datos,
        titulo="Decreto",
        tipo_documental="TD01",
        organo="L01999998",
        actor=ACTOR,
        reloj=RELOJ,
        firmas=firmas,
    )


@pytest.mark.django_db
def test_captured_with_its_metadata_and_found_by_its_code() -> None:
    documento = decreto()
    documento.refresh_from_db()
    assert len(documento.id_eni) == 48
    assert documento.id_eni.startswith("ES_L01999998_2026_")
    assert (documento.formato, documento.estado_elaboracion, documento.origen_administracion) == ("PDF", "EE01", True)
    assert consultas.leer(documento).startswith(b"%PDF-1.7")
    assert consultas.por_csv(documento.csv.lower().replace("-", " ")).pk == documento.pk
    for malo in ("", "7KQ2-M9XD-4RTH-BW8C-Z3NK", documento.csv[:-1] + ("A" if documento.csv[-1] != "A" else "B")):
        with pytest.raises(NoEncontrado):
            consultas.por_csv(malo)
    assert Evento.objects.get(cadena=f"documento:{documento.id}").tipo == "documento.capturado"


@pytest.mark.django_db
@pytest.mark.parametrize("estado", ["EE02", "EE04"])
def test_a_copy_names_its_origin_in_code_and_in_the_database(estado: str) -> None:
    contenido = guardar(recoger(io.BytesIO(b"texto")), actor=ACTOR, reloj=RELOJ)
    datos = {"titulo": "Copia", "nombre": "c.txt", "tipo_documental": "TD99", "origen_administracion": True}
    comunes = {"organo": "L01999998", "actor": ACTOR, "reloj": RELOJ, "estado_elaboracion": estado}
    with pytest.raises(DatosIncorrectos):
        operaciones.incorporar(contenido, **datos, **comunes)  # type: ignore[arg-type]
    original = decreto()
    copia = operaciones.incorporar(contenido, **datos, **comunes, documento_origen=original)  # type: ignore[arg-type]
    assert copia.id_eni_origen == original.id_eni
    with pytest.raises(IntegrityError), transaction.atomic():
        Documento.objects.create(
            id_eni=copia.id_eni[:-1] + "Z",
            csv="2222-2222-2222-2222-2222",
            fecha_captura=RELOJ.ahora(),
            contenido=contenido,
            huella=contenido.pk,
            titulo="x",
            nombre_fichero="x",
            formato="TXT",
            tipo_documental="TD99",
            origen_administracion=True,
            estado_elaboracion=estado,
            organo="L01999998",
        )


@pytest.mark.django_db
def test_a_revision_only_adds() -> None:
    documento = decreto()
    antes = consultas.leer(documento)
    operaciones.anadir_revision(documento, guardar_bytes(antes + b"%firma\n"), motivo="firma", actor=ACTOR, reloj=RELOJ)
    assert consultas.leer(documento) == antes + b"%firma\n"
    assert list(RevisionDocumento.objects.order_by("numero").values_list("numero", flat=True)) == [1, 2]
    for otro in (antes, b"x" + antes + b"%firma\nmas", antes + b"%otra cosa\n"):
        with pytest.raises(Conflicto):
            operaciones.anadir_revision(documento, guardar_bytes(otro), motivo="firma", actor=ACTOR, reloj=RELOJ)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cambio",
    [
        "titulo = 'otro'",
        "csv = '2222-2222-2222-2222-2222'",
        "fecha_captura = now()",
        "version_metadatos = 2, titulo = 'otro'",
        "revision = 2",
        "tipo_documental = 'TD55'",
    ],
)
def test_the_database_refuses_silent_changes(cambio: str) -> None:
    decreto()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE documentos_documento SET {cambio}")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM documentos_documento")


@pytest.mark.django_db
def test_correction_keeps_what_was(settings: Settings) -> None:
    documento = decreto()
    with pytest.raises(NoEncontrado):
        acciones.corregir_metadatos(
            actor=ACTOR, documento_id=documento.id, cambios={"titulo": "Bien"}, motivo="errata", reloj=RELOJ
        )
    settings.CONSISTORIO_PUERTOS = {"acceso_documentos": f"{__name__}.TodoVisible"}
    _crear.cache_clear()
    acciones.corregir_metadatos(
        actor=ACTOR, documento_id=documento.id, cambios={"titulo": "Bien"}, motivo="errata", reloj=RELOJ
    )
    documento.refresh_from_db()
    assert (documento.titulo, documento.version_metadatos) == ("Bien", 2)
    version = VersionMetadatos.objects.get()
    assert (version.datos["titulo"], version.motivo) == ("Decreto", "errata")
    with pytest.raises(DatosIncorrectos) as error:
        acciones.corregir_metadatos(
            actor=ACTOR, documento_id=documento.id, cambios={"csv": "x"}, motivo=" ", reloj=RELOJ
        )
    assert {p.campo for p in error.value.problemas} == {"csv", "motivo"}
    with pytest.raises(DatosIncorrectos):
        acciones.corregir_metadatos(
            actor=ACTOR, documento_id=documento.id, cambios={"tipo_documental": "TD55"}, motivo="x", reloj=RELOJ
        )


@pytest.mark.django_db
def test_a_correction_that_the_norm_does_not_allow_is_refused_in_words(settings: Settings) -> None:
    """A copy that does not say of what, and whatever else PostgreSQL would refuse, all at once; nothing is half written."""
    documento = decreto()
    settings.CONSISTORIO_PUERTOS = {"acceso_documentos": f"{__name__}.TodoVisible"}
    _crear.cache_clear()
    cambios = {"estado_elaboracion": "EE02", "organo": "corto", "titulo": "x" * 900, "tipo_documental": "TD55"}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.corregir_metadatos(actor=ACTOR, documento_id=documento.id, cambios=cambios, motivo="x", reloj=RELOJ)
    assert {p.campo for p in error.value.problemas} == {"id_eni_origen", "organo", "titulo", "tipo_documental"}
    with pytest.raises(DatosIncorrectos, match="identificador completo"):
        acciones.corregir_metadatos(
            actor=ACTOR, documento_id=documento.id, cambios={"id_eni_origen": "ES_1"}, motivo="x", reloj=RELOJ
        )
    assert not VersionMetadatos.objects.exists()
    cambios = {"estado_elaboracion": "EE02", "id_eni_origen": documento.id_eni}
    acciones.corregir_metadatos(actor=ACTOR, documento_id=documento.id, cambios=cambios, motivo="x", reloj=RELOJ)
    documento.refresh_from_db()
    assert (documento.estado_elaboracion, documento.id_eni_origen) == ("EE02", documento.id_eni)


@pytest.mark.django_db
def test_nobody_sees_by_default_and_every_read_is_noted(settings: Settings) -> None:
    documento = decreto()
    with pytest.raises(NoEncontrado):
        acceso.documento_para(ACTOR, documento.id, motivo="consulta")
    settings.CONSISTORIO_PUERTOS = {"acceso_documentos": f"{__name__}.TodoVisible"}
    _crear.cache_clear()
    assert acceso.documento_para(ACTOR, documento.id, motivo="consulta").pk == documento.pk
    with pytest.raises(NoEncontrado):
        acceso.documento_para(ACTOR, uuid4(), motivo="consulta")
    accesos = Acceso.objects.filter(que="documento").order_by("momento").values_list("resultado", flat=True)
    assert list(accesos) == ["denegado", "permitido", "denegado"]


@pytest.mark.django_db
def test_a_stamped_copy_is_a_document_of_its_own(settings: Settings) -> None:
    settings.CONSISTORIO_PUERTOS = {
        "acceso_documentos": f"{__name__}.TodoVisible",
        "antivirus": "consistorio.integraciones.antivirus.clamd.SinAntivirus",
    }
    _crear.cache_clear()
    actor = Actor.sistema("copista", "copia.cotejar")
    with pytest.raises(Conflicto):  # made here, with its code: it is an original already
        acciones.expedir_copia(actor=actor, documento_id=decreto().id, reloj=RELOJ)
    original = operaciones.incorporar(
        guardar(recoger(io.BytesIO(consultas.leer(decreto()))), actor=ACTOR, reloj=RELOJ),
        titulo="Decreto de otra casa",
        nombre="decreto.pdf",
        tipo_documental="TD01",
        origen_administracion=True,
        organo="L01999998",
        actor=ACTOR,
        reloj=RELOJ,
    )
    huella = original.huella
    copia = acciones.expedir_copia(actor=actor, documento_id=original.id, reloj=RELOJ)
    assert acciones.expedir_copia(actor=actor, documento_id=original.id, reloj=RELOJ) == copia
    with pytest.raises(NoPermitido):
        acciones.expedir_copia(actor=Actor.sistema("otra", "documento.corregir"), documento_id=original.id, reloj=RELOJ)
    original.refresh_from_db()
    assert original.huella == huella
    assert (copia.estado_elaboracion, copia.id_eni_origen) == ("EE02", original.id_eni)
    assert copia.csv != original.csv
    with copias.en_papel(copia) as impresa:  # it has its code on every page: not a second band
        assert impresa.read() == consultas.leer(copia)
    nota = operaciones.incorporar(
        guardar(recoger(io.BytesIO(b"hola")), actor=ACTOR, reloj=RELOJ),
        titulo="Nota",
        nombre="n.txt",
        tipo_documental="TD99",
        origen_administracion=True,
        organo="L01999998",
        actor=ACTOR,
        reloj=RELOJ,
    )
    with pytest.raises(DatosIncorrectos):
        acciones.expedir_copia(actor=actor, documento_id=nota.id, reloj=RELOJ)
    escaneo = operaciones.incorporar(
        guardar(recoger(io.BytesIO(consultas.leer(decreto()))), actor=ACTOR, reloj=RELOJ),
        titulo="Escaneo sin cotejar",
        nombre="escaneo.pdf",
        tipo_documental="TD99",
        origen_administracion=False,
        organo="L01999998",
        estado_elaboracion="EE99",
        actor=ACTOR,
        reloj=RELOJ,
    )
    assert not consultas.admite_copia_autentica(escaneo)
    with pytest.raises(Conflicto, match="nadie ha comparado"):
        acciones.expedir_copia(actor=actor, documento_id=escaneo.id, reloj=RELOJ)


@pytest.mark.django_db
def test_what_is_in_quarantine_is_not_printed_to_be_handed_over() -> None:
    documento = decreto()
    with copias.en_papel(documento) as impreso:
        assert impreso.read(5) == b"%PDF-"
    documento.contenido.estado_antivirus = EstadoAntivirus.CUARENTENA
    documento.contenido.save(update_fields=["estado_antivirus"])
    with pytest.raises(Conflicto, match="cuarentena"), copias.en_papel(documento):
        pass
