"""The registry of my unit through its pages: nothing is lost, each entry goes where it belongs, and what is refused is said."""

from __future__ import annotations

import io
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.documental.registro import acciones as registro
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tipos import DatosPersona, EntradaMostrador, Fichero
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import asignar_area
from consistorio.tramitacion.catalogo.permisos import PUBLICAR
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.solicitudes.models import Aportacion, Reparto
from consistorio.tramitacion.tests.factories import un_pdf

pytestmark = pytest.mark.lento

BASE = "/escritorio/entradas/"
LICENCIAS, VIA_PUBLICA = "LA0009986", "LA0009988"


@pytest.fixture(autouse=True)
def areas(reloj: RelojDePrueba) -> None:
    """Each unit answers for its own procedures."""
    asignar_areas(reloj)


def asignar_areas(reloj: RelojDePrueba) -> None:
    """As in the demo town."""
    actor = Actor.sistema("prueba", PUBLICAR)
    for area, dir3 in (("urbanismo", LICENCIAS), ("via_publica", VIA_PUBLICA)):
        unidad = unidad_por_dir3(dir3, en=hoy(reloj))
        asignar_area(actor=actor, area=area, unidad_id=unidad.id, nombre=unidad.nombre, reloj=reloj)


def llega(
    reloj: RelojDePrueba, *, nif: str = "67890123B", dir3: str = LICENCIAS, asunto: str = "Cambiar la bañera"
) -> Asiento:
    """Somebody brings a paper to the counter."""
    contenido = admitir(io.BytesIO(un_pdf(asunto)), nombre="solicitud.pdf")
    return registro.anotar_en_mostrador(
        actor=escenario.empleado("rosa", reloj),
        reloj=reloj,
        clave_idempotencia=f"mostrador:{uuid4()}",
        entrada=EntradaMostrador(
            asunto=asunto,
            unidad_id=unidad_por_dir3(dir3, en=hoy(reloj)).id,
            interesado=DatosPersona(nif),
            domicilio={"via": "Calle Mayor", "numero": "14"},
            ficheros=[Fichero(contenido, "solicitud.pdf")],
        ),
    )


def test_the_inbox_shows_what_waits_in_my_units_only_and_leaves_a_trace(mesa: Mesa, reloj: RelojDePrueba) -> None:
    asiento = llega(reloj)
    pagina = mesa("nuria").get(BASE).content.decode()
    assert asiento.numero_completo in pagina
    assert "Sin repartir (1)" in pagina
    assert Acceso.objects.filter(que="registro", objeto_id="bandeja").exists()
    ajena = mesa("raul").get(BASE).content.decode()
    assert asiento.numero_completo not in ajena
    assert "No queda nada por repartir" in ajena
    assert mesa("raul").get(f"{BASE}{asiento.id}/").status_code == 404
    assert mesa("pablo").get(BASE).status_code == 403


def test_an_entry_opens_its_case_in_two_pages(mesa: Mesa, reloj: RelojDePrueba) -> None:
    asiento = llega(reloj)
    cliente = mesa("nuria")
    ficha = cliente.get(f"{BASE}{asiento.id}/").content.decode()
    for texto in ("Abrir expediente", "Unir a un expediente", "Enviar a otra unidad", "Cambiar la bañera"):
        assert texto in ficha
    abrir = f"{BASE}{asiento.id}/abrir/"
    assert "Licencia de obra menor" in cliente.get(abrir).content.decode()
    formulario = cliente.get(abrir, {"procedimiento": "licencia-obra-menor"}).content.decode()
    assert 'value="Calle Mayor"' in formulario
    documento = asiento.documentos.get().documento_id
    datos = {
        "procedimiento": "licencia-obra-menor",
        "via": "Calle Mayor",
        "numero": "14",
        f"documento-{documento}": "plano",
    }
    assert cliente.post(abrir, datos).status_code == 422  # nobody said by which channel
    hecho = cliente.post(abrir, {**datos, "canal": "papel"})
    expediente = Expediente.objects.get()
    assert hecho.headers["Location"] == f"/escritorio/expedientes/{expediente.id}/"
    assert expediente.documentos.get().requisito == "plano"
    assert expediente.interesados.get().domicilio["via"] == "Calle Mayor"
    assert "Sin repartir (0)" in cliente.get(BASE).content.decode()
    todas = cliente.get(BASE, {"ver": "todas"}).content.decode()
    assert expediente.numero in todas
    assert "Expediente abierto" in todas
    assert cliente.post(abrir, {**datos, "canal": "papel"}).status_code == 409
    assert expediente.numero in cliente.get(f"{BASE}{asiento.id}/").content.decode()


def test_an_entry_joins_one_of_the_persons_cases_or_another_by_number(mesa: Mesa, reloj: RelojDePrueba) -> None:
    suyo, otro = escenario.caso(reloj, solicitante="67890123B"), escenario.caso(reloj)
    cliente = mesa("nuria")
    primero, segundo = llega(reloj), llega(reloj, asunto="Otro papel")
    pagina = cliente.get(f"{BASE}{primero.id}/unir/").content.decode()
    assert suyo.numero in pagina
    assert otro.numero not in pagina
    unir = f"{BASE}{primero.id}/unir/"
    for malo in (
        {"clase": "otro"},
        {"numero": "2026/LIC/99999", "clase": "otro"},
        {"numero": suyo.numero, "clase": "x"},
    ):
        assert cliente.post(unir, malo).status_code == 422
    assert cliente.post(unir, {"de_la_persona": suyo.numero, "clase": "otro"}).status_code == 302
    ajeno = f"{BASE}{segundo.id}/unir/"
    assert cliente.post(ajeno, {"numero": otro.numero, "clase": "alegaciones"}).status_code == 409  # not a party there
    assert cliente.post(ajeno, {"numero": otro.numero, "clase": "otro"}).status_code == 302
    assert set(Aportacion.objects.values_list("expediente_id", "clase")) == {(suyo.id, "otro"), (otro.id, "otro")}


def test_sending_it_to_another_unit_moves_it_to_its_inbox(mesa: Mesa, reloj: RelojDePrueba) -> None:
    asiento, otra = llega(reloj), unidad_por_dir3(VIA_PUBLICA, en=hoy(reloj))
    envio = {"unidad": str(otra.id), "motivo": "Es de Vía Pública"}
    assert mesa("nuria").post(f"/escritorio/registro/{asiento.id}/enviar/", envio).status_code == 302
    assert "Sin repartir (0)" in mesa("nuria").get(BASE).content.decode()
    assert asiento.numero_completo in mesa("raul").get(BASE).content.decode()
    assert Reparto.objects.get(asiento=asiento).unidad == otra


def test_what_is_not_of_the_unit_goes_back_to_who_shares_out_with_the_reason(mesa: Mesa, reloj: RelojDePrueba) -> None:
    asiento, nuria = llega(reloj), mesa("nuria")
    ficha, oficina = f"{BASE}{asiento.id}/", Unidad.objects.get(es_oficina_registro=True)
    assert f"{ficha}devolver/" in nuria.get(ficha).content.decode()
    formulario = nuria.get(f"{ficha}devolver/").content.decode()
    assert f'value="{oficina.id}" selected' in formulario, "nobody has to know of which unit it is"
    vacio = nuria.post(f"{ficha}devolver/", {"motivo": " ", "unidad": ""})
    assert vacio.status_code == 422
    for dicho in ("Diga por qué no es de esta unidad.", "Elija a quién se envía."):
        assert dicho in vacio.content.decode()
    suya = nuria.post(f"{ficha}devolver/", {"motivo": "x", "unidad": str(Reparto.objects.get().unidad_id)})
    assert suya.status_code == 422, "it is there already"
    enviado = nuria.post(f"{ficha}devolver/", {"motivo": "No es una obra: es una ayuda.", "unidad": str(oficina.id)})
    assert (enviado.status_code, enviado.headers["Location"]) == (302, BASE)
    assert Reparto.objects.get().unidad == oficina
    assert nuria.get(f"{ficha}devolver/").status_code in (404, 409)
    rosa = mesa("rosa")
    recibido = rosa.get(ficha).content.decode()
    assert "Lo envió Licencias y Disciplina Urbanística el " in recibido
    assert "No es una obra: es una ayuda." in recibido
    assert asiento.numero_completo in rosa.get(BASE).content.decode()
    assert mesa("raul").get(f"{ficha}devolver/").status_code == 404


def test_its_documents_are_read_through_it_and_by_nobody_else(mesa: Mesa, reloj: RelojDePrueba) -> None:
    asiento, ajeno = llega(reloj), llega(reloj, dir3=VIA_PUBLICA, asunto="Terraza")
    suyo = asiento.documentos.get().documento_id
    respuesta = mesa("nuria").get(f"{BASE}{asiento.id}/documentos/{suyo}/")
    assert b"".join(respuesta.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert mesa("nuria").get(f"{BASE}{asiento.id}/documentos/{ajeno.documentos.get().documento_id}/").status_code == 404
    assert mesa("raul").get(f"{BASE}{asiento.id}/documentos/{suyo}/").status_code == 404


def test_the_page_pages_and_asks_the_same_with_few_rows_and_with_many(mesa: Mesa, reloj: RelojDePrueba) -> None:
    cliente = mesa("nuria")

    def preguntas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            assert cliente.get(BASE).status_code == 200
        return len(hechas)

    llega(reloj)
    preguntas()
    pocas = preguntas()
    for numero in range(27):
        llega(reloj, asunto=f"Papel {numero}")
    assert preguntas() == pocas
    primera = cliente.get(BASE).content.decode()
    siguiente = re.search(r"\?ver=sin_repartir&amp;tras=[0-9a-f-]{36}", primera)
    assert siguiente is not None
    segunda = cliente.get(f"{BASE}{siguiente[0].replace('&amp;', '&')}").content.decode()
    numeros = r"\d{4}-E-\d{8}"
    assert len(set(re.findall(numeros, primera))) == 25
    assert len(set(re.findall(numeros, segunda)) - set(re.findall(numeros, primera))) == 3


@pytest.mark.parametrize("ruta", ["", "abrir/", "unir/", "devolver/"])
def test_without_the_permission_the_doors_stay_shut(mesa: Mesa, reloj: RelojDePrueba, ruta: str) -> None:
    asiento = llega(reloj)
    assert mesa("carmen").get(f"{BASE}{asiento.id}/{ruta}").status_code == 403
    assert mesa("raul").get(f"{BASE}{asiento.id}/{ruta}").status_code == 404


def test_a_paper_of_a_party_that_waits_in_the_inbox_is_told_where_the_case_is_decided(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    aviso = "espera un escrito de alguna de las personas interesadas"
    expediente = escenario.caso_por_proponer(reloj, solicitante="67890123B")
    pagina = f"/escritorio/expedientes/{expediente.id}/"
    llega(reloj, nif="12345678Z")  # somebody else's
    llega(reloj, dir3=VIA_PUBLICA)  # of another unit, whose staff alone may know of it
    assert aviso not in mesa("nuria").get(pagina).content.decode()
    asiento = llega(reloj)
    dicho = mesa("nuria").get(pagina).content.decode()
    assert dicho.count(aviso) == 1
    assert f"/escritorio/entradas/{asiento.id}/" in dicho
    assert "/proponer/" in dicho  # it may be about something else: it stops nothing
    en_revision = escenario.caso(reloj, solicitante="67890123B")
    assert aviso not in mesa("nuria").get(f"/escritorio/expedientes/{en_revision.id}/").content.decode()
