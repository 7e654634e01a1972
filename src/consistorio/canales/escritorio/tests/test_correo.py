"""The letters of my units through the pages of the desk."""

from __future__ import annotations

from uuid import uuid4

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.notificaciones import acciones
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.tests.test_correo import comunicacion, sin_direccion
from consistorio.servicios.notificaciones.tests.test_notificar import (
    ANA,
    TRABAJOS,
    dispuesta,
    enviada,
    intento,
    resolver,
)
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.lento

BASE = "/escritorio/correo/"


@pytest.fixture
def carta(reloj: RelojDePrueba) -> Notificacion:
    return dispuesta(escenario.caso(reloj, canal="papel"), reloj)


def test_a_letter_is_printed_posted_and_waits_for_its_result(
    mesa: Mesa, carta: Notificacion, reloj: RelojDePrueba
) -> None:
    cliente = mesa("nuria")
    lista = cliente.get(BASE).content.decode()
    assert carta.numero in lista
    assert "Calle Mayor, 14" in lista
    assert 'name="notificaciones"' not in lista  # first it is printed
    impreso = cliente.post(f"{BASE}{carta.id}/imprimir/")
    assert impreso["Content-Type"] == "application/pdf"
    assert impreso.getvalue().startswith(b"%PDF")
    assert "Imprimir otra vez" in cliente.get(BASE).content.decode()
    datos = {"notificaciones": [str(carta.id)], f"codigo-{carta.id}": "NT123"}
    hecho = cliente.post(f"{BASE}enviadas/", datos, follow=True).content.decode()
    assert "Constan enviadas 1 de 1" in hecho
    assert "No hay nada por enviar" in hecho
    carta.refresh_from_db()
    assert carta.salida is not None
    assert carta.salida.numero_transporte == "NT123"
    esperando = cliente.get(f"{BASE}?ver=sin_resultado").content.decode()
    assert carta.salida.numero_completo in esperando
    assert "Anotar un intento de entrega" in esperando
    assert "No hay nada por publicar" in cliente.get(f"{BASE}?ver=por_publicar").content.decode()
    repetido = cliente.post(f"{BASE}enviadas/", datos, follow=True).content.decode()
    assert "ya se envió" in repetido
    assert "Marque al menos un envío" in cliente.post(f"{BASE}enviadas/", {}, follow=True).content.decode()
    assert Acceso.objects.filter(objeto_id="correo postal").exists()


def test_the_case_says_that_it_waits_and_leads_there(mesa: Mesa, carta: Notificacion) -> None:
    ruta = f"/escritorio/expedientes/{carta.expediente_id}/comunicaciones/"
    pagina = mesa("nuria").get(ruta).content.decode()
    assert "Por enviar en papel" in pagina
    assert "Imprimirla y enviarla" in pagina
    assert "Anotar un intento" not in pagina


def test_without_an_address_the_page_asks_for_it(mesa: Mesa, reloj: RelojDePrueba) -> None:
    carta = sin_direccion(escenario.caso(reloj, canal="papel"), reloj)
    cliente, ruta = mesa("nuria"), f"{BASE}{carta.id}/direccion/"
    assert "Falta la dirección" in cliente.get(BASE).content.decode()
    llevado = cliente.post(f"{BASE}{carta.id}/imprimir/", follow=True)
    assert llevado.redirect_chain == [(ruta, 302)]
    assert "mire en el padrón" in llevado.content.decode()
    mal = cliente.post(ruta, {"via": "", "codigo_postal": "9", "municipio": "", "procedencia": "padron"})
    assert mal.status_code == 422
    for campo in ("via", "codigo_postal", "municipio"):
        assert f'href="#campo-{campo}"' in mal.content.decode()
    bien = {"via": "Calle Ancha, 3", "codigo_postal": "09001", "municipio": "Villaejemplo", "procedencia": "padron"}
    assert cliente.post(ruta, bien).status_code == 302
    assert "Calle Ancha, 3, 09001 Villaejemplo" in cliente.get(BASE).content.decode()


def test_other_units_and_who_may_not_do_not_come_in(mesa: Mesa, carta: Notificacion) -> None:
    for ruta in (BASE, f"{BASE}{carta.id}/direccion/"):
        assert mesa("pablo").get(ruta).status_code == 403
    assert mesa("nuria").post(f"{BASE}{uuid4()}/imprimir/").status_code == 404


def test_a_letter_that_makes_no_sense_is_given_up_with_its_reason(mesa: Mesa, carta: Notificacion) -> None:
    ruta = f"{BASE}{carta.id}/retirar/"
    assert mesa("nuria").get(ruta).status_code == 403
    assert "Dejar sin enviar" not in mesa("nuria").get(BASE).content.decode()
    jefa = mesa("marta")
    assert ruta in jefa.get(BASE).content.decode()
    assert "no tendrá efecto para ella" in jefa.get(ruta).content.decode()
    vacia = jefa.post(ruta, {})
    assert vacia.status_code == 422
    for campo in ("motivo-1", "explicacion"):
        assert f'href="#campo-{campo}"' in vacia.content.decode()
    hecho = jefa.post(ruta, {"motivo": "duplicada", "explicacion": "Ya va en otra carta."}, follow=True)
    pagina = hecho.content.decode()
    assert "No se ha notificado con ella" in pagina
    assert "No hay nada por enviar" in pagina
    ficha = jefa.get(f"/escritorio/expedientes/{carta.expediente_id}/comunicaciones/").content.decode()
    assert "Retirada: no se ha notificado" in ficha
    assert "Está repetida: Ya va en otra carta." in ficha


def test_one_that_came_back_is_not_published_and_the_page_says_it_so(mesa: Mesa, reloj: RelojDePrueba) -> None:
    carta = enviada(escenario.caso(reloj, canal="papel"), reloj)
    reloj.avanzar(days=1)
    intento(carta, reloj, reloj.ahora(), "desconocido")
    ruta, jefa = f"{BASE}{carta.id}/retirar/", mesa("marta")
    pagina = jefa.get(ruta).content.decode()
    assert "Dejar sin publicar" in pagina
    assert "Dejar sin enviar" not in pagina
    assert "no consta otra" not in pagina  # a notification without an address is announced (LPACAP 44)
    hecho = jefa.post(ruta, {"motivo": "duplicada", "explicacion": "Ya va en otra."}, follow=True).content.decode()
    assert "no se publicará en el BOE" in hecho
    assert "no se enviará" not in hecho


def test_a_decision_is_not_offered_to_be_given_up(mesa: Mesa, reloj: RelojDePrueba) -> None:
    caso = escenario.caso(reloj, canal="papel")
    resolver(caso, reloj)
    (carta,) = acciones.emitir(actor=escenario.empleado("marta", reloj), expediente_id=caso.id, reloj=reloj)
    acciones.preparar(actor=TRABAJOS, notificacion_id=carta.id, reloj=reloj)
    acciones.disponer(actor=TRABAJOS, notificacion_id=carta.id, reloj=reloj)
    lista = mesa("marta").get(BASE).content.decode()
    assert carta.numero in lista
    assert f"{BASE}{carta.id}/retirar/" not in lista


def test_a_communication_given_up_is_not_read_in_the_sede(mesa: Mesa, reloj: RelojDePrueba) -> None:
    carta = comunicacion(escenario.caso(reloj, canal="papel"), reloj)
    mesa("marta").post(f"{BASE}{carta.id}/retirar/", {"motivo": "error", "explicacion": "Era de otra persona."})
    cliente = mesa("marta")
    ActorDePrueba.actor = escenario.ciudadana(ANA)
    ruta = f"/mi-carpeta/notificaciones/{carta.id}/"
    lista = cliente.get("/mi-carpeta/notificaciones/").content.decode()
    assert "Retirada" in lista
    assert "Comunicada" not in lista
    pagina = cliente.get(ruta).content.decode()
    assert "Comunicación retirada" in pagina
    assert "no cuenta como comunicada" in pagina
    assert cliente.get(f"{ruta}documento.pdf").status_code == 403


def test_in_the_sede_what_was_given_up_says_so_and_is_not_read(
    mesa: Mesa, carta: Notificacion, reloj: RelojDePrueba
) -> None:
    mesa("marta").post(f"{BASE}{carta.id}/retirar/", {"motivo": "error", "explicacion": "Era de otra persona."})
    cliente = mesa("marta")
    ActorDePrueba.actor = escenario.ciudadana(ANA)
    ruta = f"/mi-carpeta/notificaciones/{carta.id}/"
    assert "Retirada: no se ha notificado" in cliente.get("/mi-carpeta/notificaciones/").content.decode()
    pagina = cliente.get(ruta).content.decode()
    assert "No cuenta como notificada" in pagina
    assert "Era de otra persona" not in pagina
    assert f"{ruta}documento.pdf" not in pagina
    for cual in ("documento", "cedula"):
        assert cliente.get(f"{ruta}{cual}.pdf").status_code == 403
    assert cliente.post(f"{ruta}aceptar/").status_code in (409, 422)


def test_what_has_nowhere_to_go_is_announced_and_comes_back_when_an_address_turns_up(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    carta = sin_direccion(escenario.caso(reloj, canal="papel"), reloj)
    cliente, ruta = mesa("nuria"), f"{BASE}{carta.id}/sin-lugar/"
    assert ruta in cliente.get(BASE).content.decode()
    assert mesa("pablo").get(ruta).status_code == 403
    vacia = mesa("nuria").post(ruta, {})
    assert vacia.status_code == 422
    for campo in ("motivo-1", "consultado", "averiguado"):
        assert f'href="#campo-{campo}"' in vacia.content.decode(), campo
    datos = {"motivo": "lugar", "consultado": "on", "averiguado": "Se preguntó a la Diputación."}
    pagina = cliente.post(ruta, datos, follow=True).content.decode()
    assert "se ignora dónde notificarle (artículo 44)" in pagina
    assert "No se envió" in pagina
    anuncio = f"/escritorio/expedientes/{carta.expediente_id}/notificaciones/{carta.id}/boe/"
    assert "No se sabe adónde enviarla" in cliente.get(anuncio).content.decode()
    ficha = cliente.get(f"/escritorio/expedientes/{carta.expediente_id}/comunicaciones/").content.decode()
    assert "Se preguntó a la Diputación." in ficha
    assert anuncio in ficha
    direccion = f"{BASE}{carta.id}/direccion/"
    assert direccion in pagina
    nueva = {"via": "Calle Ancha, 3", "codigo_postal": "09001", "municipio": "Villaejemplo", "procedencia": "padron"}
    assert cliente.post(direccion, nueva).status_code == 302
    lista = cliente.get(BASE).content.decode()
    assert carta.numero in lista
    assert ruta not in lista


def test_a_letter_that_bears_another_address_is_printed_again(
    mesa: Mesa, carta: Notificacion, reloj: RelojDePrueba
) -> None:
    cliente = mesa("nuria")
    cliente.post(f"{BASE}{carta.id}/imprimir/")
    assert 'name="notificaciones"' in cliente.get(BASE).content.decode()
    nueva = {"via": "Calle Ancha, 3", "codigo_postal": "09001", "municipio": "Villaejemplo", "procedencia": "padron"}
    cliente.post(f"{BASE}{carta.id}/direccion/", nueva)
    lista = cliente.get(BASE).content.decode()
    assert "Lleva otra dirección" in lista
    assert 'name="notificaciones"' not in lista
    hecho = cliente.post(f"{BASE}enviadas/", {"notificaciones": [str(carta.id)]}, follow=True).content.decode()
    assert "Imprímala otra vez" in hecho
    cliente.post(f"{BASE}{carta.id}/imprimir/")
    lista = cliente.get(BASE).content.decode()
    assert "Lleva otra dirección" not in lista
    assert 'name="notificaciones"' in lista
