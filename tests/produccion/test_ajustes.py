"""Each value of the example, of a test or of nobody is refused by itself, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from consistorio.plataforma.base.rutas import RAIZ
from consistorio.plataforma.supervision.produccion import NoApto, exigir_produccion
from tests.produccion.villa import certificados

pytestmark = pytest.mark.django_db


@pytest.fixture
def de_verdad(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a real town, which pass."""
    certificados(tmp_path)
    (tmp_path / "sede.json").write_text(
        json.dumps({"direccion": "Calle Real, 3", "titular": "Ayuntamiento de Valdeprueba"})
    )
    monkeypatch.setenv("DATABASE_URL", "postgresql:///valdeprueba")
    monkeypatch.delenv("CONSISTORIO_PKI_URL", raising=False)
    settings.CONSISTORIO_ENTORNO = "produccion"
    settings.SECRET_KEY = "kR8vZ2qLx7WmTn4cYb9sHd3fGj6pQa1eUi5oXz0tVrBnMlKw"[:50] + "Py7!"
    settings.ALLOWED_HOSTS = ["sede.valdeprueba.es"]
    settings.CONSISTORIO_SEDE_URL = "https://sede.valdeprueba.es"
    settings.CONSISTORIO_CERTIFICADO_URL = "https://certificado.valdeprueba.es"
    settings.CONSISTORIO_SEDE_FICHERO = str(tmp_path / "sede.json")
    settings.CONSISTORIO_ENTIDAD = {"nombre": "Ayuntamiento de Valdeprueba", "dir3": "L01450029", "nif": "P4500200C"}
    settings.CONSISTORIO_REGULACION_CSV = "Ordenanza de administración electrónica, art. 12"
    settings.CONSISTORIO_SMTP = {
        **settings.CONSISTORIO_SMTP,
        "servidor": "correo.valdeprueba.es",
        "seguridad": "starttls",
        "remitente": "Ayuntamiento <avisos@valdeprueba.es>",
    }
    settings.CONSISTORIO_SELLO = {"clave": str(tmp_path / "sello.key"), "certificado": str(tmp_path / "sello.pem")}
    settings.CONSISTORIO_CONFIANZA = str(tmp_path / "confianza")
    settings.CONSISTORIO_TSA_URL = "https://tsa.prestador.es/tsa"
    settings.CONSISTORIO_PROXIES = ["127.0.0.1", "socket"]
    settings.CONSISTORIO_CLAVE = {"metadatos": ""}
    settings.CONSISTORIO_FACE = {}
    settings.CONSISTORIO_RELOJ_MOVIL = False
    settings.CONSISTORIO_EXIGE_CUALIFICADO = True
    return settings


def rechazados() -> list[str]:
    """Names of what is refused."""
    try:
        exigir_produccion()
    except NoApto as error:
        return sorted({p.campo for p in error.problemas})
    return []


def test_a_real_town_passes_and_the_demo_is_not_asked(de_verdad: Settings) -> None:
    assert rechazados() == []
    de_verdad.CONSISTORIO_ENTIDAD = de_verdad.CONSISTORIO_EJEMPLO
    assert len(rechazados()) == 3
    de_verdad.CONSISTORIO_ENTORNO = "demo"
    assert rechazados() == []


@pytest.mark.parametrize(
    ("variable", "valor", "campo"),
    [
        ("CONSISTORIO_REGULACION_CSV", "", "CONSISTORIO_REGULACION_CSV"),
        ("CONSISTORIO_REGULACION_CSV", "Ordenanza de ejemplo de Villaejemplo, sin valor", "CONSISTORIO_REGULACION_CSV"),
        ("SECRET_KEY", "demo-sin-valor-fuera-de-la-maquina-local-0123456789", "CONSISTORIO_CLAVE_SECRETA"),
        ("SECRET_KEY", "x" * 60, "CONSISTORIO_CLAVE_SECRETA"),
        ("SECRET_KEY", "", "CONSISTORIO_CLAVE_SECRETA"),
        ("DEBUG", True, "DEBUG"),
        ("CONSISTORIO_RELOJ_MOVIL", True, "CONSISTORIO_RELOJ_MOVIL"),
        ("CONSISTORIO_EXIGE_CUALIFICADO", False, "CONSISTORIO_EXIGE_CUALIFICADO"),
        ("CONSISTORIO_SEDE_URL", "http://sede.valdeprueba.es", "CONSISTORIO_SEDE_URL"),
        ("CONSISTORIO_SEDE_URL", "https://localhost:8000", "CONSISTORIO_SEDE_URL"),
        ("CONSISTORIO_SEDE_URL", "https://10.0.0.3", "CONSISTORIO_SEDE_URL"),
        ("CONSISTORIO_CERTIFICADO_URL", "https://localhost:8443", "CONSISTORIO_CERTIFICADO_URL"),
        ("ALLOWED_HOSTS", ["*"], "CONSISTORIO_HOSTS"),
        ("ALLOWED_HOSTS", ["otra.valdeprueba.es"], "CONSISTORIO_HOSTS"),
        ("ALLOWED_HOSTS", [], "CONSISTORIO_HOSTS"),
        ("CONSISTORIO_TSA_URL", "http://127.0.0.1:8001/tsa", "CONSISTORIO_TSA_URL"),
        ("CONSISTORIO_TSA_URL", "", "CONSISTORIO_TSA_URL"),
        ("CONSISTORIO_PROXIES", ["nginx"], "CONSISTORIO_PROXIES"),
        ("CONSISTORIO_SELLO", {}, "CONSISTORIO_SELLO_*"),
        ("CONSISTORIO_SELLO", {"p12": "/no/existe.p12"}, "CONSISTORIO_SELLO_*"),
        ("CONSISTORIO_CONFIANZA", "/no/existe", "CONSISTORIO_CONFIANZA"),
        ("CONSISTORIO_SEDE_FICHERO", "", "CONSISTORIO_SEDE_FICHERO"),
        ("CONSISTORIO_EPIGRAFES_FICHERO", "/no/existe.json", "CONSISTORIO_EPIGRAFES_FICHERO"),
        (
            "CONSISTORIO_EPIGRAFES_FICHERO",
            str(RAIZ / "src/consistorio/canales/sede/datos/villaejemplo.json"),
            "CONSISTORIO_EPIGRAFES_FICHERO",
        ),
        ("CONSISTORIO_SEDE_FICHERO", "/no/existe.json", "CONSISTORIO_SEDE_FICHERO"),
        (
            "CONSISTORIO_SEDE_FICHERO",
            str(RAIZ / "src/consistorio/canales/sede/datos/villaejemplo.json"),
            "CONSISTORIO_SEDE_FICHERO",
        ),
        (
            "CONSISTORIO_FACE",
            {"url": "http://face.gob.es/x", "servicio": __file__, "certificado": __file__},
            "CONSISTORIO_FACE_URL",
        ),
        (
            "CONSISTORIO_FACE",
            {"url": "https://webservice.face.gob.es/x", "servicio": "/no/existe", "certificado": __file__},
            "CONSISTORIO_FACE_SERVICIO",
        ),
        (
            "CONSISTORIO_FACE",
            {"url": "https://webservice.face.gob.es/x", "servicio": __file__},
            "CONSISTORIO_FACE_CERTIFICADO",
        ),
        ("CONSISTORIO_PUERTOS", {"correo": "consistorio.integraciones.correo.simulador.X"}, "CONSISTORIO_PUERTOS"),
    ],
)
def test_each_one_is_refused_alone(variable: str, valor: object, campo: str, de_verdad: Settings) -> None:
    setattr(de_verdad, variable, valor)
    assert rechazados() == [campo]


@pytest.mark.parametrize(
    ("clave", "valor"),
    [
        ("nombre", ""),
        ("nombre", "Ayuntamiento de Villaejemplo"),
        ("dir3", "L01999998"),
        ("dir3", "l0145"),
        ("nif", "P9999900E"),
        ("nif", "12345678Z"),
        ("nif", "P4500200A"),
        ("prefijo_registro", "DEMASIADO"),
        ("prefijo_registro", "ñ-"),
    ],
)
def test_the_towns_identity_is_its_own_and_well_written(clave: str, valor: str, de_verdad: Settings) -> None:
    de_verdad.CONSISTORIO_ENTIDAD = {**de_verdad.CONSISTORIO_ENTIDAD, clave: valor}
    assert rechazados() == [f"CONSISTORIO_ENTIDAD_{clave.upper()}"]


@pytest.mark.parametrize(
    ("cambios", "campos"),
    [
        ({"servidor": ""}, ["CONSISTORIO_SMTP_SERVIDOR"]),
        ({"remitente": "avisos@villaejemplo.example"}, ["CONSISTORIO_SMTP_REMITENTE"]),
        ({"remitente": ""}, ["CONSISTORIO_SMTP_REMITENTE"]),
        ({"seguridad": "ninguna"}, ["CONSISTORIO_SMTP_SEGURIDAD"]),
        ({"seguridad": "ninguna", "servidor": "localhost"}, []),  # a relay of this machine
    ],
)
def test_mail_leaves_by_the_towns_server(cambios: dict[str, str], campos: list[str], de_verdad: Settings) -> None:
    de_verdad.CONSISTORIO_SMTP = {**de_verdad.CONSISTORIO_SMTP, **cambios}
    assert rechazados() == campos


def test_what_the_demo_leaves_in_the_environment_is_refused(
    de_verdad: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    metadatos = tmp_path / "idp.xml"
    metadatos.write_text('<md:EntityDescriptor entityID="http://localhost:8002/idp"/>')
    de_verdad.CONSISTORIO_CLAVE = {"metadatos": str(metadatos)}
    monkeypatch.setenv("CONSISTORIO_PUERTO_CORREO", "8003")
    monkeypatch.delenv("DATABASE_URL")
    assert rechazados() == ["CONSISTORIO_CLAVE_METADATOS", "CONSISTORIO_PUERTO_CORREO", "DATABASE_URL"]


@pytest.mark.parametrize(
    ("url", "vale"),
    [
        ("postgresql:///valdeprueba?host=/run/postgresql", True),
        ("postgresql://consistorio@127.0.0.1/valdeprueba", True),
        ("postgresql://consistorio@base.valdeprueba.es/valdeprueba", False),
        ("postgresql://consistorio@base.valdeprueba.es/valdeprueba?sslmode=require", False),
        ("postgresql:///valdeprueba?host=/run/postgresql,base.valdeprueba.es", False),
        ("postgresql:///valdeprueba?hostaddr=192.0.2.7", False),
        ("postgresql://base.valdeprueba.es/valdeprueba?sslmode=verify-full&sslrootcert=/etc/ssl/base.pem", True),
        ("mysql://base/valdeprueba", False),
    ],
)
@pytest.mark.usefixtures("de_verdad")
def test_a_database_on_another_machine_is_reached_encrypted_and_checked(
    url: str, vale: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert rechazados() == ([] if vale else ["DATABASE_URL"])


@pytest.mark.usefixtures("de_verdad")
def test_the_machine_of_the_database_may_be_said_as_to_libpq(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "base.valdeprueba.es")
    assert rechazados() == ["DATABASE_URL"]
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert rechazados() == []
