"""The minimum contents and services of the sede (RD 203/2021 art. 11; LRJSP 38 and 40.2), point by point."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.html import escape
from pytest_django import Settings

import consistorio.canales.sede
from consistorio.canales.sede.comprobaciones import contenidos
from consistorio.canales.sede.datos_sede import datos_sede
from consistorio.plataforma.accion.automatizadas import ACTUACIONES
from consistorio.plataforma.supervision.comprobaciones import Estado
from tests.paginas.test_sede import navegante

pytestmark = pytest.mark.lento

EJEMPLO = Path(consistorio.canales.sede.__file__).parent / "datos" / "villaejemplo.json"

# Each letter of 11.1 and 11.2: where it is, and words that must be there
MINIMO = {
    "11.1.a": ("/sobre-la-sede/", ("Dirección de la sede", "Titular", "La gestionan", "Ámbito")),
    "11.1.b": ("/sobre-la-sede/", ("Acto de creación", "Boletín Oficial", 'href="https://bop.')),
    "11.1.c": ("/sobre-la-sede/", ("Mapa de la sede", "Propiedad intelectual", "Protección de datos", "Accesibilidad")),
    "11.1.d": ("/sobre-la-sede/", ("Cómo puede identificarse y firmar", "Cl@ve")),
    "11.1.e": ("/sobre-la-sede/", ("Normas del registro electrónico",)),
    "11.1.f": ("/hora-oficial/", ("Fecha y hora oficial", "Calendario de días inhábiles")),
    "11.1.g": ("/incidencias/", ("plazos ampliados",)),
    "11.1.h": ("/tramites/", ("Licencia de obra menor",)),
    "11.1.i": ("/sobre-la-sede/", ("Actuaciones automatizadas", "Cómo funciona", "cómo se reclama", "Datos que usa")),
    "11.2.a": ("/tramites/licencia-obra-menor/", ("3 meses",)),
    "11.2.b": ("/sobre-la-sede/", ("Quejas y sugerencias",)),
    "11.2.c": ("/accesibilidad/", ("reclamación ante la unidad responsable",)),
    "11.2.d": ("/verificacion/sellos/", ("El certificado de esta sede",)),
    "11.2.e": ("/verificacion/sellos/", ("Los sellos electrónicos que usamos",)),
    "11.2.f": ("/verificar/", ("Verificar",)),
    "11.2.g": ("/sobre-la-sede/", ("Presentar muchas solicitudes a la vez",)),
    "11.2.h": ("/sobre-la-sede/", ("Modelos de solicitud",)),
    "11.2.i": ("/sobre-la-sede/", ("Oficinas de asistencia", "Ver en el mapa", "Plaza Mayor")),
    "11.3": ("/sobre-la-sede/", ("DIR3", "Unidades y sus códigos DIR3", "LA0009986")),
    "LRJSP 41.2": (
        "/sobre-la-sede/",
        ("Define las especificaciones", "La programa", "La supervisa", "Audita", "Responde de los recursos", "Decreto"),
    ),
    "LRJSP 38.2": ("/sobre-la-sede/", ("El titular responde",)),
    "LRJSP 38.6": ("/sobre-la-sede/", ("certificado cualificado de autenticación de sitio web",)),
}


@pytest.fixture(autouse=True)
def ejemplo(settings: Settings) -> None:
    """The example town's own contents."""
    settings.CONSISTORIO_SEDE_FICHERO = str(EJEMPLO)


def test_every_content_and_service_is_where_people_look(pueblo_propio: object) -> None:
    anonimo = navegante()
    textos: dict[str, str] = {}
    faltan = []
    for punto, (pagina, palabras) in MINIMO.items():
        if pagina not in textos:
            respuesta = anonimo.get(pagina)
            assert respuesta.status_code == 200, pagina
            assert anonimo.head(pagina).status_code == 200, "monitors and links are tried with HEAD"
            textos[pagina] = respuesta.content.decode()
        faltan += [f"{punto}: {p}" for p in palabras if p not in textos[pagina]]
    assert faltan == []
    assert "Dato pendiente de publicar" not in textos["/sobre-la-sede/"]


def test_what_the_town_has_not_published_is_named() -> None:
    datos = datos_sede()
    assert datos.faltan == ()
    general = replace(datos.actuaciones["general"], auditoria="")
    sin_auditoria = replace(datos, actuaciones={**datos.actuaciones, "general": general}, presentacion_masiva="")
    assert sin_auditoria.faltan == (
        "órganos de las actuaciones automatizadas (LRJSP art. 41.2)",
        "presentación masiva",
    )


def test_without_a_link_to_the_act_the_administrator_is_told_and_not_the_citizen(
    pueblo_propio: object, settings: Settings, tmp_path: Path
) -> None:
    assert contenidos().estado == Estado.BIEN
    suyo = json.loads(EJEMPLO.read_text(encoding="utf-8"))
    del suyo["acto_creacion"]["enlace"]
    sin_enlace = tmp_path / "sin-enlace.json"
    sin_enlace.write_text(json.dumps(suyo), encoding="utf-8")
    settings.CONSISTORIO_SEDE_FICHERO = str(sin_enlace)
    aviso = contenidos()
    assert aviso.estado == Estado.AVISO
    assert "enlace a la publicación del acto de creación" in aviso.detalle
    pagina = navegante().get("/sobre-la-sede/").content.decode()
    assert "Ver el acto de creación" not in pagina
    assert "Dato pendiente de publicar" not in pagina
    suyo["acto_creacion"]["enlace"] = "javascript:alert(1)"
    malo = tmp_path / "malo.json"
    malo.write_text(json.dumps(suyo), encoding="utf-8")
    settings.CONSISTORIO_SEDE_FICHERO = str(malo)
    assert contenidos().estado == Estado.MAL
    assert "https://" in contenidos().detalle


def test_every_automated_act_of_the_code_is_published_with_its_organs(pueblo_propio: object) -> None:
    pagina = navegante().get("/sobre-la-sede/").content.decode()
    assert [a.codigo for a in ACTUACIONES.values() if escape(str(a.nombre)) not in pagina] == []
    assert pagina.count("Responde de los recursos") == len(ACTUACIONES)
    assert "Cualquiera puede comprobarlo con los ficheros que publicamos." in pagina
