"""The catalogue from its pages: check, load, publish, withdraw; and which unit answers for an area."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consistorio.canales.admin_tecnica.tests.actor_de_prueba import ActorDePrueba
from consistorio.canales.admin_tecnica.tests.conftest import con_rol
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo import acciones
from consistorio.tramitacion.catalogo.consultas import unidad_de_area, vigente
from consistorio.tramitacion.catalogo.datos import CARPETA
from consistorio.tramitacion.catalogo.models import Area, Procedimiento, VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.catalogo.tipos import PENDIENTE

C = "/administracion/catalogo/"


def fichero(contenido: bytes, nombre: str = "vado.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, contenido, "application/json")


def vado(**cambios: object) -> bytes:
    """A procedure that the town does not have yet."""
    definicion = json.loads((CARPETA / "instancia-general.json").read_text("utf-8"))
    propios = {"codigo": "placa-vado", "nombre": "Placa de vado", "serie": "VAD", "codigo_propio": "PLACAVADO"}
    return json.dumps({**definicion, **propios, **cambios}).encode()


def anotar_legales(documento: bytes) -> None:
    """Who answers for each legal value of the file has written it."""
    leido = json.loads(documento)
    acciones.anotar_valores_legales(
        actor=Actor.sistema("prueba", *DE_LA_INSTALACION),
        procedimiento=leido["codigo"],
        valores=leido["legal"],
        reloj=reloj_de_la_casa(),
    )


def test_a_version_is_read_in_words(administradora: Client) -> None:
    fila = vigente("licencia-obra-menor")
    Area.objects.update_or_create(codigo=fila.tipada.area, defaults={"nombre": "Obras y licencias"})
    pagina = administradora.get(f"{C}{fila.id}/").content.decode()
    assert "Obras y licencias" in pagina
    assert "Iniciación" in pagina
    assert "3 meses" in pagina
    for codigo in ("Iniciacion", "estimatorio"):
        assert codigo not in pagina


def test_a_procedure_is_checked_loaded_published_and_withdrawn(administradora: Client) -> None:
    assert "Instancia general" in administradora.get(C).content.decode()
    mal = administradora.post(f"{C}cargar/", {"ficheros": fichero(vado(serie="x", area=""))})
    assert mal.status_code == 422
    assert "serie" in mal.content.decode()
    assert "area" in mal.content.decode()
    dos = administradora.post(f"{C}cargar/", {"ficheros": [fichero(vado()), fichero(b"{}", "otro.json")]})
    assert "un solo fichero" in dos.content.decode()
    assert administradora.post(f"{C}cargar/", {"ficheros": fichero(b"nada")}).status_code == 422
    ajenos = administradora.post(f"{C}cargar/", {"ficheros": fichero(vado())})
    assert "La tasa la escribe Gestión Tributaria" in ajenos.content.decode()
    anotar_legales(vado())
    comprobada = administradora.post(f"{C}cargar/", {"ficheros": fichero(vado())})
    assert "Quedará en ensayo" in comprobada.content.decode()
    assert not Procedimiento.objects.filter(codigo="placa-vado").exists()
    sellado = {"comprobados": comprobada.context["comprobados"]}
    cargada = administradora.post(f"{C}cargar/", sellado)
    version = VersionProcedimiento.objects.get(procedimiento__codigo="placa-vado")
    assert (cargada.status_code, cargada["Location"]) == (302, f"{C}{version.id}/")
    assert administradora.post(f"{C}cargar/", {"comprobados": "otra" + str(sellado)}).status_code == 422
    pagina = administradora.get(cargada["Location"]).content.decode()
    assert "En ensayo" in pagina
    assert f"{C}{version.id}/publicar/" not in pagina
    assert "La publica otra persona" in administradora.post(f"{C}{version.id}/publicar/").content.decode()
    ActorDePrueba.actor = con_rol("secretaria")
    assert f"{C}{version.id}/publicar/" in administradora.get(cargada["Location"]).content.decode()
    assert administradora.post(f"{C}{version.id}/publicar/").status_code == 302
    assert vigente("placa-vado").id == version.id
    assert administradora.post(f"{C}{version.id}/publicar/").status_code == 422
    assert administradora.post(f"{C}{version.id}/retirar/").status_code == 302
    version.refresh_from_db()
    assert version.estado == "retirada"
    hechos = ("catalogo.version.cargada", "catalogo.version.publicada", "catalogo.version.retirada")
    ultimos = (
        Evento.objects.filter(cadena="procedimiento:placa-vado", tipo__in=hechos)
        .order_by("-seq")
        .values_list("tipo", flat=True)
    )
    assert list(ultimos) == list(reversed(hechos))
    assert administradora.get(f"{C}019505d4-0000-7000-8000-0000000000aa/").status_code == 404


def test_what_the_ordenanza_does_not_set_yet_is_said_in_plain_words(administradora: Client) -> None:
    legal = json.loads(vado())["legal"]
    for campo in ("tasa", "conservacion"):
        legal[campo]["texto"] = PENDIENTE
    anotar_legales(vado(legal=legal))
    comprobada = administradora.post(f"{C}cargar/", {"ficheros": fichero(vado(legal=legal))})
    administradora.post(f"{C}cargar/", {"comprobados": comprobada.context["comprobados"]})
    version = VersionProcedimiento.objects.get(procedimiento__codigo="placa-vado")
    ActorDePrueba.actor = con_rol("secretaria")
    assert administradora.post(f"{C}{version.id}/publicar/").status_code == 302
    pagina = administradora.get(f"{C}{version.id}/").content.decode()
    assert "Pendiente de que lo fije el calendario del Archivo" in pagina
    assert "Pendiente de que la fije la ordenanza." in pagina
    sede = Client().get("/tramites/placa-vado/").content.decode()
    assert "pendiente de que lo fije el calendario de conservación" in sede
    assert PENDIENTE not in pagina + sede


def test_a_version_in_trial_says_what_it_changes_and_is_given_up(administradora: Client) -> None:
    definicion = json.loads((CARPETA / "instancia-general.json").read_text("utf-8"))
    otra = json.dumps({**definicion, "nombre": "Instancia"}).encode()
    comprobada = administradora.post(f"{C}cargar/", {"ficheros": fichero(otra)})
    administradora.post(f"{C}cargar/", {"comprobados": comprobada.context["comprobados"]})
    version = VersionProcedimiento.objects.get(procedimiento__codigo="instancia-general", estado="ensayo")
    espera = "Instancia general, versión 2</a>"  # first of all, with its own link
    assert espera in administradora.get(C).content.decode()
    assert "Cambia el nombre del procedimiento." in administradora.get(f"{C}{version.id}/").content.decode()
    bajada = administradora.get(f"{C}{version.id}/fichero/")
    assert (
        bajada.headers["Content-Disposition"]
        == f"attachment; filename*=UTF-8''instancia-general-v{version.numero}.json"
    )
    assert json.loads(bajada.content)["nombre"] == "Instancia"
    assert administradora.post(f"{C}{version.id}/descartar/").status_code == 302
    assert "Por publicar" not in administradora.get(C).content.decode()
    assert administradora.post(f"{C}{version.id}/descartar/").status_code == 422
    assert "Descartada" in administradora.get(f"{C}{version.id}/").content.decode()


def test_the_model_of_an_area_is_loaded_and_waits_for_another_person(administradora: Client) -> None:
    modelo = json.loads((CARPETA / "area-atencion.json").read_text("utf-8"))
    nuevo = json.dumps({**modelo, "codigo": "deportes", "numero": 1, "nombre": "Deportes"}).encode()
    comprobada = administradora.post(f"{C}cargar/", {"ficheros": fichero(nuevo)})
    assert "Es el modelo del área «deportes». Quedará en ensayo" in comprobada.content.decode()
    hecha = administradora.post(f"{C}cargar/", {"comprobados": comprobada.context["comprobados"]}, follow=True)
    assert "(deportes), versión 1" in hecha.content.decode()
    pagina = administradora.get("/escritorio/procedimientos/modelos/deportes/").content.decode()
    assert "En ensayo: versión 1" in pagina
    assert "Lo publica otra persona: usted lo envió a ensayo." in pagina
    distinto = administradora.post(f"{C}cargar/", {"ficheros": fichero(nuevo.replace(b"Deportes", b"Otra"))})
    negada = administradora.post(f"{C}cargar/", {"comprobados": distinto.context["comprobados"]})
    assert (negada.status_code, "con otro contenido" in negada.content.decode()) == (422, True)


def test_an_area_is_given_to_another_unit(administradora: Client) -> None:
    assert "Licencias de obra" in administradora.get(f"{C}areas/").content.decode()
    otra = Unidad.objects.get(dir3="LA0009988")
    datos = {"nombre": "Obras", "unidad_id": str(otra.id)}
    assert administradora.post(f"{C}areas/urbanismo/", {**datos, "unidad_id": ""}).status_code == 422
    assert administradora.post(f"{C}areas/urbanismo/", datos).status_code == 302
    assert unidad_de_area("urbanismo", en=date(2026, 11, 2)).id == otra.id
    assert Evento.objects.filter(tipo="catalogo.area.asignada").latest("seq").datos["area"] == "urbanismo"
    assert administradora.get(f"{C}areas/ninguna/").status_code == 404


@pytest.mark.parametrize("ruta", ["", "cargar/", "areas/", "areas/urbanismo/"])
def test_who_works_on_cases_does_not_touch_the_catalogue(ruta: str, villa: None) -> None:
    ActorDePrueba.actor = con_rol("tecnico")
    assert Client().get(f"{C}{ruta}").status_code == 403
