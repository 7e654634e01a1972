"""The doors of the sede over HTTP, without a browser: whose things these are, pressing twice, guessing codes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import Asiento
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.formularios.operaciones import crear_borrador
from consistorio.tramitacion.solicitudes.models import Solicitud
from tests.navegador import villa

RESPUESTAS = {
    "asunto": "Farola rota",
    # A drawing, as telephones write them, and an end of line, as word processors paste it
    "expone": "Hay una farola rota \N{ELECTRIC LIGHT BULB} en mi calle.\x0bNo se ve.\x00",
    "solicita": "Que la arreglen.",
    "medio_notificacion": "electronica",
}

pytestmark = pytest.mark.lento  # each test founds a town of its own


@dataclass
class Casa:
    """Two neighbours, each with their browser, and a draft of the first."""

    ana: Client
    otro: Client
    borrador: UUID


@pytest.fixture
def casa(pueblo_propio: object) -> Casa:
    personas = list(Persona.objects.filter(clase="fisica").order_by("nif")[:2])
    version = vigente("instancia-general")
    with transaction.atomic():
        borrador = crear_borrador(
            procedimiento="instancia-general",
            formulario_id=version.formulario_id,
            representado_id=None,
            actor=villa.vecino(personas[0]),
            reloj=reloj_de_la_casa(),
        )
    return Casa(navegante(personas[0]), navegante(personas[1]), borrador.id)


def navegante(persona: Persona | None = None) -> Client:
    cliente = Client(headers={"host": "localhost"})
    if persona is not None:
        cliente.cookies["sessionid"] = villa.identificar(persona)
    return cliente


def rellenar(cliente: Client, borrador: UUID) -> None:
    """Answer every step of the general application."""
    for paso in vigente("instancia-general").tipada.formulario.pasos:
        respuesta = cliente.post(f"/borradores/{borrador}/paso/{paso.codigo}/", RESPUESTAS)
        assert respuesta.status_code == 302, respuesta.context["errores"]


def presentar(cliente: Client, borrador: UUID) -> str:
    """Review and sign; answers where it leads."""
    pagina = cliente.get(f"/borradores/{borrador}/revisar/")
    respuesta = cliente.post(f"/borradores/{borrador}/revisar/", {"huella": pagina.context["huella"]})
    assert respuesta.status_code == 302, respuesta.content.decode()[:3000]
    return respuesta.headers["Location"]


def test_anonymous_is_sent_to_identify_and_a_neighbour_finds_nothing(casa: Casa) -> None:
    respuesta = navegante().get(f"/borradores/{casa.borrador}/")
    assert respuesta.status_code == 302
    assert respuesta.headers["Location"].startswith("/acceso/?siguiente=%2Fborradores%2F")
    assert casa.ana.get(f"/borradores/{casa.borrador}/").status_code == 200
    assert casa.otro.get(f"/borradores/{casa.borrador}/").status_code == 404
    assert casa.otro.post(f"/borradores/{casa.borrador}/borrar/").status_code == 404


def test_the_task_list_counts_only_what_has_to_be_done(casa: Casa) -> None:
    antes = casa.ana.get(f"/borradores/{casa.borrador}/").context
    pasos = len(vigente("instancia-general").tipada.formulario.pasos)
    assert (antes["hechas"], antes["total"]) == (1, pasos + 1)  # its documents are all optional: they are not missing
    rellenar(casa.ana, casa.borrador)
    pagina = casa.ana.get(f"/borradores/{casa.borrador}/")
    assert f"Ha completado {pasos + 1} de {pasos + 1} apartados." in pagina.content.decode()


def test_the_home_begins_with_what_people_file(casa: Casa) -> None:
    assert casa.otro.get("/").context["principales"][0].codigo != "instancia-general"
    rellenar(casa.ana, casa.borrador)
    presentar(casa.ana, casa.borrador)
    principales = casa.otro.get("/").context["principales"]
    assert (len(principales), principales[0].codigo) == (6, "instancia-general")


def test_filing_once_although_pressed_twice_and_only_its_party_sees_it(casa: Casa) -> None:
    rellenar(casa.ana, casa.borrador)
    pagina = casa.ana.get(f"/borradores/{casa.borrador}/revisar/")
    assert "Aún no lo ha presentado." in pagina.content.decode()
    destinos = {
        casa.ana.post(f"/borradores/{casa.borrador}/revisar/", {"huella": pagina.context["huella"]}).headers["Location"]
        for _vez in range(2)
    }
    assert len(destinos) == 1
    assert Solicitud.objects.count() == Asiento.objects.count() == 1
    ya_presentado = casa.ana.get(f"/borradores/{casa.borrador}/revisar/")
    assert ya_presentado.status_code == 409
    assert "está presentado" in ya_presentado.content.decode()
    assert "No se ha presentado ni cambiado nada" not in ya_presentado.content.decode()
    destino = destinos.pop()
    texto = casa.ana.get(destino).content.decode()
    assert Asiento.objects.get().numero_completo in texto
    assert casa.ana.get(destino).headers["Cache-Control"] == "no-store, private"
    assert casa.otro.get(destino).status_code == 404
    documento = Solicitud.objects.get().documento_id
    propio = casa.ana.get(f"/mi-carpeta/documentos/{documento}/")
    assert propio.getvalue().startswith(b"%PDF")
    assert casa.otro.get(f"/mi-carpeta/documentos/{documento}/").status_code == 404


def test_what_changed_after_the_review_is_not_filed(casa: Casa) -> None:
    rellenar(casa.ana, casa.borrador)
    respuesta = casa.ana.post(f"/borradores/{casa.borrador}/revisar/", {"huella": "0" * 64})
    assert respuesta.status_code == 409
    assert (
        "Lo que va a presentar ha cambiado desde que lo revisó. Todavía no se ha presentado."
        in respuesta.content.decode()
    )
    assert Solicitud.objects.count() == 0


def test_an_unfinished_draft_is_not_filed_and_says_why(casa: Casa) -> None:
    pagina = casa.ana.get(f"/borradores/{casa.borrador}/revisar/")
    respuesta = casa.ana.post(f"/borradores/{casa.borrador}/revisar/", {"huella": pagina.context["huella"]})
    assert respuesta.status_code == 422
    assert "Hay un problema" in respuesta.content.decode()
    assert Solicitud.objects.count() == 0


def test_verification_by_code_and_guessing_is_slowed_down(casa: Casa) -> None:
    rellenar(casa.ana, casa.borrador)
    presentar(casa.ana, casa.borrador)
    documento = Documento.objects.get(id=Solicitud.objects.get().documento_id)
    anonimo = navegante()
    assert "al pie de cada página" in anonimo.get("/verificar/").content.decode()  # where templates and stamps put it
    hallado = anonimo.get("/verificar/", {"csv": documento.csv.lower().replace("-", " ")})
    assert documento.id_eni in hallado.content.decode()
    bajado = anonimo.post("/verificar/", {"csv": documento.csv, "descargar": "1"})
    assert bajado.getvalue().startswith(b"%PDF")
    estados = [anonimo.post("/verificar/", {"csv": f"2222-2222-2222-2222-222{n}"}).status_code for n in range(2, 9)]
    assert estados[0] == 422
    assert estados[-1] == 429
    assert anonimo.get("/verificar/", {"csv": documento.csv}).status_code == 429
