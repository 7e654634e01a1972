"""Communications, notes and digests through the pages of the desk: what each person sees, sends, and is refused with its reasons."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.comunicaciones.models import Comunicacion, Destino, ResumenPedido
from consistorio.servicios.comunicaciones.tests.factories import (
    LICENCIAS,
    PARTICIPACION,
    SECRETARIA,
    VIA_PUBLICA,
    enviada,
    mensaje,
    unidad,
)
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import anotar_nota, diligenciar
from consistorio.tramitacion.expedientes.models import Expediente, MencionNota, NotaTrabajo
from consistorio.tramitacion.tests.factories import un_pdf

pytestmark = pytest.mark.lento
BASE = "/escritorio/comunicaciones/"


@pytest.fixture
def corte(reloj: RelojDePrueba) -> Comunicacion:
    """From Licencias to Vía Pública and Participación, about no case."""
    nuria = escenario.empleado("nuria", reloj)
    return enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA, PARTICIPACION), reloj)


def pagina(cliente: Client, direccion: str) -> str:
    respuesta = cliente.get(direccion)
    assert respuesta.status_code == 200, direccion
    return respuesta.content.decode()


def hoja(desde: str, reloj: RelojDePrueba, **mas: object) -> dict[str, object]:
    """What is typed on a sheet."""
    escrito = {"clave": str(uuid4()), "unidad": str(unidad(desde, reloj)), "asunto": "Corte", "texto": "El lunes."}
    return {**escrito, **mas}


def test_it_is_written_sent_once_and_read(mesa: Mesa, reloj: RelojDePrueba) -> None:
    cliente = mesa("nuria")
    escrito = hoja(LICENCIAS, reloj, destinos=[str(unidad(VIA_PUBLICA, reloj))])
    assert f'value="{unidad(LICENCIAS, reloj)}"' in pagina(cliente, f"{BASE}nueva/")  # her only unit, which nobody asks
    primera, segunda = (cliente.post(f"{BASE}nueva/", escrito) for _vez in range(2))
    suya = Comunicacion.objects.get()
    assert [primera.headers["Location"], segunda.headers["Location"], primera.status_code] == [
        f"{BASE}{suya.id}/"
    ] * 2 + [302]
    leida = pagina(cliente, f"{BASE}{suya.id}/")
    assert "Sin acuse" in leida
    assert "Corregir" in leida
    assert f"{BASE}{suya.id}/contestar/" not in leida
    assert suya.numero in pagina(cliente, f"{BASE}?ver=enviadas")


def test_an_empty_sheet_says_everything_that_it_lacks(mesa: Mesa, reloj: RelojDePrueba) -> None:
    respuesta = mesa("nuria").post(f"{BASE}nueva/", hoja(LICENCIAS, reloj, asunto="", texto=""))
    contenido = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "<title>Error:" in contenido
    for campo in ("destinos-1", "asunto", "texto"):
        assert f'href="#campo-{campo}"' in contenido, campo


def test_a_unit_gets_it_acknowledges_it_and_answers(mesa: Mesa, corte: Comunicacion, reloj: RelojDePrueba) -> None:
    cliente, suya = mesa("raul"), f"{BASE}{corte.id}/"
    assert "Comunicaciones internas sin acuse (1)" in pagina(cliente, "/escritorio/")
    assert corte.numero in pagina(cliente, BASE)
    assert "Acusar recibo" in pagina(cliente, suya)
    assert cliente.post(f"{suya}acusar/{unidad(VIA_PUBLICA, reloj)}/").status_code == 302
    leida = pagina(cliente, suya)
    assert "Acusar recibo" not in leida
    assert ActorDePrueba.actor is not None
    assert f"{ActorDePrueba.actor.nombre}, " in leida
    assert "Sus unidades han acusado recibo de todo" in pagina(cliente, BASE)
    assert corte.numero in pagina(cliente, f"{BASE}?ver=recibidas")
    assert "Respuesta: Corte de la calle Mayor" in pagina(cliente, f"{suya}contestar/")
    assert cliente.post(f"{suya}contestar/", hoja(VIA_PUBLICA, reloj)).status_code == 302
    respuesta = Comunicacion.objects.get(responde_a=corte)
    assert respuesta.numero in pagina(mesa("nuria"), suya)
    assert "Contesta a la comunicación" in pagina(mesa("nuria"), f"{BASE}{respuesta.id}/")
    assert respuesta.numero not in pagina(mesa("silvia"), suya)
    assert "1 de 2 acuses" in pagina(mesa("nuria"), f"{BASE}?ver=enviadas")


CERRADAS = (
    ("olga", "", 404),
    ("olga", "contestar/", 404),
    ("olga", "corregir/", 404),
    ("raul", "corregir/", 403),
    ("nuria", "contestar/", 403),
    ("nuria", "acusar/", 403),
    ("olga", "acusar/", 404),
)


def test_what_is_not_theirs_to_do_is_closed(mesa: Mesa, corte: Comunicacion, reloj: RelojDePrueba) -> None:
    for usuario, ruta, estado in CERRADAS:
        cliente, direccion = mesa(usuario), f"{BASE}{corte.id}/{ruta}"
        acuse = f"{direccion}{unidad(VIA_PUBLICA, reloj)}/"
        respuesta = cliente.post(acuse) if ruta == "acusar/" else cliente.get(direccion)
        assert respuesta.status_code == estado, (usuario, ruta)
        assert Destino.objects.filter(acusada_el=None).count() == 2


DE_QUIEN_ESCRIBE = ("nueva/", "contestar/", "corregir/", "acusar/")


def test_writing_needs_its_permission_and_reading_hides_what_it_leads_to(
    mesa: Mesa, corte: Comunicacion, reloj: RelojDePrueba
) -> None:
    for ruta in DE_QUIEN_ESCRIBE:
        cliente = mesa("raul")
        assert ActorDePrueba.actor is not None
        ActorDePrueba.actor = replace(ActorDePrueba.actor, permisos=frozenset({"expediente.ver"}))
        direccion = f"{BASE}{ruta}" if ruta == "nueva/" else f"{BASE}{corte.id}/{ruta}"
        direccion += f"{unidad(VIA_PUBLICA, reloj)}/" if ruta == "acusar/" else ""
        assert cliente.post(direccion, {}).status_code == 403
        leida = pagina(cliente, f"{BASE}{corte.id}/")
        assert ruta not in leida
        assert "Nueva comunicación" not in pagina(cliente, BASE)


def test_a_mistake_is_corrected_with_another(mesa: Mesa, corte: Comunicacion, reloj: RelojDePrueba) -> None:
    cliente, suya = mesa("nuria"), f"{BASE}{corte.id}/"
    assert corte.texto in pagina(cliente, f"{suya}corregir/")
    assert cliente.post(f"{suya}corregir/", hoja(LICENCIAS, reloj, texto="El martes.")).status_code == 302
    correccion = Comunicacion.objects.get(corrige=corte)
    leida = pagina(mesa("raul"), suya)
    assert f'{BASE}{correccion.id}/">{correccion.numero}' in leida
    assert "Corrige la comunicación" in pagina(mesa("raul"), f"{BASE}{correccion.id}/")
    otra_vez = mesa("nuria").post(f"{suya}corregir/", hoja(LICENCIAS, reloj))
    assert (otra_vez.status_code, correccion.numero in otra_vez.content.decode()) == (422, True)


def test_about_a_case_with_its_documents_and_a_file(mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    puesto = diligenciar(actor=nuria, expediente_id=expediente.id, texto="Consta.", reloj=reloj)
    cliente, caso = mesa("nuria"), f"/escritorio/expedientes/{expediente.id}/internas/"
    assert "Ninguna unidad ha escrito" in pagina(cliente, caso)
    formulario = pagina(cliente, f"{caso}nueva/")
    assert "Secretaría General" in formulario
    assert "Vía Pública" not in formulario  # it may not see the case
    escrito = hoja(
        LICENCIAS,
        reloj,
        destinos=[str(unidad(SECRETARIA, reloj))],
        documentos=[str(puesto.documento_id)],
        ficheros=SimpleUploadedFile("plano.pdf", un_pdf("plano"), "application/pdf"),
    )
    assert cliente.post(f"{caso}nueva/", escrito).status_code == 302
    suya = Comunicacion.objects.get()
    assert suya.expediente_id == expediente.id
    assert suya.numero in pagina(cliente, caso)
    javier = mesa("javier")
    enlaces = re.findall(rf"{BASE}{suya.id}/adjuntos/[\w-]+/", pagina(javier, f"{BASE}{suya.id}/"))
    assert len(enlaces) == 2
    for enlace in enlaces:
        assert javier.get(enlace).getvalue().startswith(b"%PDF")
        assert mesa("raul").get(enlace).status_code == 404
        mesa("javier")
    assert mesa("raul").get(f"{caso}").status_code == 404
    assert mesa("raul").get(f"{caso}nueva/").status_code == 404
    corregida = pagina(mesa("nuria"), f"{BASE}{suya.id}/corregir/")
    assert f'value="{puesto.documento_id}"' in corregida
    assert corregida.count("checked") == 1
    Contenido.objects.filter(sha256=suya.adjuntos.get(documento=None).huella).update(
        estado_antivirus="cuarentena", amenaza="Eicar"
    )
    assert mesa("nuria").get(enlaces[1]).status_code == 409


def test_a_file_that_is_refused_says_why_and_the_others_stay(mesa: Mesa, reloj: RelojDePrueba) -> None:
    malo = SimpleUploadedFile("virus.exe", b"MZ\x90\x00" + b"\x00" * 64, "application/pdf")
    bueno = SimpleUploadedFile("plano.pdf", un_pdf("plano"), "application/pdf")
    escrito = hoja(LICENCIAS, reloj, destinos=[str(unidad(VIA_PUBLICA, reloj))], ficheros=[malo, bueno])
    respuesta = mesa("nuria").post(f"{BASE}nueva/", escrito)
    contenido = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "virus.exe: " in contenido
    assert "Ficheros que ya hemos recibido" in contenido
    assert not Comunicacion.objects.exists()


@pytest.mark.parametrize("texto", ["CI-2026/000001", "corte mayor", "1"])
def test_it_is_found_by_who_may_see_it_in_both_searches(mesa: Mesa, corte: Comunicacion, texto: str) -> None:
    for usuario, halla in (("nuria", True), ("raul", True), ("olga", False)):
        cliente = mesa(usuario)
        for direccion in (f"{BASE}buscar/", "/escritorio/buscar/"):
            if texto == "1" and direccion.startswith("/escritorio/buscar"):
                continue  # the search over everything wants three characters
            respuesta = cliente.post(direccion, {"q": texto})
            donde = respuesta.headers.get("Location", "") + respuesta.content.decode()
            assert (f"{BASE}{corte.id}/" in donde) is halla, (usuario, direccion)
    assert Acceso.objects.filter(que="busqueda", objeto_id="comunicaciones").count() == 3


def test_searching_says_what_it_needs_and_goes_on_by_pages(mesa: Mesa, reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    for _n in range(27):
        enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA,), reloj)
    cliente = mesa("raul")
    assert "Escriba alguna palabra" in cliente.post(f"{BASE}buscar/", {"q": "a b"}).content.decode()
    assert "No encontramos «nada de esto»" in cliente.post(f"{BASE}buscar/", {"q": "nada de esto"}).content.decode()
    primera = cliente.post(f"{BASE}buscar/", {"q": "corte"})
    assert (len(primera.context["filas"]), "CI-2026/000027" in primera.content.decode()) == (25, True)
    segunda = cliente.post(f"{BASE}buscar/", {"q": "corte", "antes": str(primera.context["siguiente"])})
    assert [f.comunicacion.orden for f in segunda.context["filas"]] == [2, 1]
    for cual in ("pendientes", "recibidas"):
        bandeja = cliente.get(f"{BASE}?ver={cual}")
        siguiente = cliente.get(bandeja.context["siguiente"])
        assert [f.comunicacion.orden for f in siguiente.context["filas"]] == [2, 1]
        assert siguiente.context["anterior"]


def test_trays_cost_the_same_with_few_and_many(mesa: Mesa, reloj: RelojDePrueba) -> None:
    nuria, costes = escenario.empleado("nuria", reloj), []
    for _vuelta in range(2):
        for _n in range(3):
            enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA, PARTICIPACION), reloj)
        cliente = mesa("raul")
        with CaptureQueriesContext(connection) as hechas:
            assert len(cliente.get(BASE).context["filas"]) == 3 * (_vuelta + 1)
        costes.append(len(hechas))
    assert costes[0] == costes[1]


def test_a_note_calls_a_colleague_who_says_that_they_saw_it(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    notas = f"/escritorio/expedientes/{expediente.id}/notas/"
    cliente = mesa("nuria")
    assert "@marta · " in pagina(cliente, notas)
    rehusada = cliente.post(notas, {"texto": "@raul y @nadie, mirad"})
    assert rehusada.status_code == 422
    assert "«@raul» no puede ver este expediente" in rehusada.content.decode()
    assert cliente.post(notas, {"texto": "Míralo, @marta"}).status_code == 302
    jefa, nota = mesa("marta"), NotaTrabajo.objects.get()
    assert "Notas en las que le avisan (1)" in pagina(jefa, "/escritorio/")
    assert "Míralo, @marta" in pagina(jefa, "/escritorio/menciones/")
    contestar = f"{notas}{nota.id}/contestar/"
    assert "Míralo, @marta" in pagina(jefa, contestar)
    assert jefa.post(contestar, {"texto": ""}).status_code == 422
    assert jefa.post(contestar, {"texto": "Visto."}).status_code == 302
    assert "Visto." in pagina(jefa, notas)
    mencion = MencionNota.objects.get(empleado_id=quien())
    assert jefa.post(f"/escritorio/menciones/{mencion.id}/vista/").status_code == 302
    assert "No hay notas aquí" in pagina(jefa, "/escritorio/menciones/")
    assert "Míralo, @marta" in pagina(jefa, "/escritorio/menciones/?ver=todas")
    assert "Visto." in pagina(mesa("nuria"), "/escritorio/menciones/")  # who wrote it is told
    assert mesa("raul").get(contestar).status_code == 404
    assert mesa("raul").post(f"/escritorio/menciones/{mencion.id}/vista/").status_code == 404
    assert mesa("nuria").get(f"{notas}{uuid4()}/contestar/").status_code == 404


def quien() -> UUID:
    assert ActorDePrueba.actor is not None
    return ActorDePrueba.actor.id


def test_calls_go_on_by_pages(mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    for n in range(27):
        anotar_nota(actor=nuria, expediente_id=expediente.id, texto=f"Nota {n}, @marta", reloj=reloj)
    jefa = mesa("marta")
    primera = jefa.get("/escritorio/menciones/")
    siguiente = jefa.get(primera.context["siguiente"])
    assert [m.nota.texto for m in siguiente.context["filas"]] == ["Nota 1, @marta", "Nota 0, @marta"]


def test_the_digest_is_asked_for_and_left(mesa: Mesa, reloj: RelojDePrueba) -> None:
    cliente, direccion = mesa("andres"), "/escritorio/resumen/"  # also who sees no case
    assert direccion in pagina(cliente, "/acceso/empleados/cuenta/")
    assert "checked" in pagina(cliente, direccion)
    sin = cliente.post(direccion, {"quiere": "si", "correo": ""})
    assert (sin.status_code, 'href="#campo-correo"' in sin.content.decode()) == (422, True)
    assert cliente.post(direccion, {"quiere": ""}).status_code == 422
    assert cliente.post(direccion, {"quiere": "si", "correo": "andres@villa.example"}).status_code == 302
    assert ResumenPedido.objects.get().empleado_id == quien()
    assert "andres@villa.example" in pagina(cliente, direccion)
    assert cliente.post(direccion, {"quiere": "no", "correo": "andres@villa.example"}).status_code == 302
    assert not ResumenPedido.objects.exists()
