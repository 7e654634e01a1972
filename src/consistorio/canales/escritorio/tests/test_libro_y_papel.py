"""Book of resolutions, deliveries on paper and the ENI package, through the pages of the desk."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from django.test import Client

from consistorio.canales.escritorio import lecturas_libro
from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.tests.test_notificar import enviada
from consistorio.servicios.resoluciones.models import Certificado, Libro, Resolucion
from consistorio.servicios.resoluciones.tests.test_resolver import devolver, documentada, firmar
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import diligenciar
from consistorio.tramitacion.expedientes.models import Expediente

pytestmark = pytest.mark.lento

BASE = "/escritorio/"
LIBRO = f"{BASE}libro/"
DECRETOS = f"{LIBRO}resoluciones/2026/"


@pytest.fixture
def resuelto(reloj: RelojDePrueba) -> Resolucion:
    """A numbered resolution that waits to be signed."""
    return documentada(escenario.caso_por_proponer(reloj), reloj)


def test_the_book_is_opened_listed_printed_and_closed_by_the_secretary(
    mesa: Mesa, resuelto: Resolucion, reloj: RelojDePrueba
) -> None:
    cliente = mesa("javier")
    pagina = cliente.get(f"{DECRETOS}").content.decode()
    assert "1/2026" in pagina
    assert "Anular" not in pagina  # somebody could be signing it
    assert Acceso.objects.filter(que="resolucion", objeto_id=str(resuelto.libro_id), resultado="permitido").exists()
    assert "2026" in cliente.get(LIBRO).content.decode()
    pregunta = cliente.get(f"{DECRETOS}imprimir/").content.decode()
    assert "Lleva un solo número, el 1." in pregunta
    assert "no se puede quitar" in pregunta
    assert cliente.get(f"{DECRETOS}imprimir/?desde=501").status_code == 404
    assert not Documento.objects.filter(titulo__startswith="Libro de Resoluciones").exists(), "it was only asked"
    assert cliente.post(f"{DECRETOS}imprimir/").status_code == 302
    impreso = Documento.objects.get(titulo="Libro de Resoluciones de 2026, del 1/2026 al 1/2026")
    assert cliente.get(f"{DECRETOS}documentos/{impreso.id}/").getvalue().startswith(b"%PDF")
    assert cliente.get(f"{DECRETOS}documentos/{resuelto.documento_id}/").status_code == 404
    negado = cliente.post(f"{DECRETOS}cerrar/")
    assert negado.status_code == 409
    for motivo in ("se cierra cuando termina el año", "Sin firmar: 1/2026"):
        assert motivo in negado.content.decode()
    libros = cliente.get(LIBRO).content.decode()
    assert "Abrir el Libro de acuerdos del Pleno" in libros
    assert "Abrir el Libro de acuerdos de la Junta de Gobierno Local" in libros
    assert cliente.get(f"{LIBRO}resoluciones/1999/").status_code == 404
    assert cliente.post(f"{LIBRO}resoluciones/2030/abrir/").status_code == 409
    for ruta in (LIBRO, f"{DECRETOS}"):
        assert mesa("nuria").get(ruta).status_code == 403
    assert mesa("nuria").post(f"{DECRETOS}imprimir/").status_code == 403


@pytest.mark.parametrize(
    ("ultimo", "tomos"),
    [(0, []), (1, [(1, 1)]), (500, [(1, 500)]), (1001, [(1, 500), (501, 1000), (1001, 1001)])],
)
def test_a_long_book_is_printed_in_volumes(ultimo: int, tomos: list[tuple[int, int]]) -> None:
    assert lecturas_libro.tomos(Libro(codigo="resoluciones", anio=2026, ultimo=ultimo)) == tomos


def test_a_year_that_ended_is_closed(mesa: Mesa, reloj: RelojDePrueba) -> None:
    cliente = mesa("javier")
    assert cliente.post(f"{DECRETOS}abrir/").status_code == 302
    reloj.poner(datetime(2027, 1, 4, 9, 0, tzinfo=MADRID))
    assert "Cerrar el libro" in cliente.get(f"{DECRETOS}").content.decode()
    pregunta = cliente.get(f"{DECRETOS}cerrar/").content.decode()
    assert "El libro no tiene ningún número." in pregunta
    assert "No se puede deshacer." in pregunta
    assert Libro.objects.get(anio=2026).cerrado_el is None, "it was only asked"
    assert cliente.post(f"{DECRETOS}cerrar/").status_code == 302
    assert Libro.objects.get(anio=2026).cerrado_el is not None


def test_annulling_a_number_needs_a_reason_and_the_permission(
    mesa: Mesa, resuelto: Resolucion, reloj: RelojDePrueba
) -> None:
    cliente, ruta = mesa("javier"), f"{BASE}resoluciones/{resuelto.id}/anular/"
    vacia = cliente.post(ruta, {"motivo": ""})
    assert vacia.status_code == 422
    assert 'href="#campo-motivo"' in vacia.content.decode()
    assert mesa("nuria").post(ruta, {"motivo": "Duplicada"}).status_code == 403
    assert mesa("javier").post(ruta, {"motivo": "Duplicada"}).status_code == 409
    devolver(resuelto, reloj)
    assert "Anular" in mesa("javier").get(f"{DECRETOS}").content.decode()
    assert mesa("javier").post(ruta, {"motivo": "Duplicada"}).status_code == 302


def test_a_signed_one_is_certified_and_one_in_signature_is_not(
    mesa: Mesa, resuelto: Resolucion, reloj: RelojDePrueba
) -> None:
    cliente, ruta = mesa("javier"), f"{BASE}resoluciones/{resuelto.id}/certificar/"
    assert cliente.post(ruta, {"finalidad": "Registro de la Propiedad"}).status_code == 409
    firmar(resuelto, reloj)
    assert cliente.post(ruta, {"finalidad": ""}).status_code == 422
    assert cliente.post(ruta, {"finalidad": "Registro de la Propiedad"}).status_code == 302
    certificado = Certificado.objects.get()
    bytes_ = cliente.get(f"{DECRETOS}documentos/{certificado.documento_id}/").getvalue()
    assert bytes_.startswith(b"%PDF")
    assert mesa("raul").get(ruta).status_code == 403


def test_why_a_signature_was_returned_is_told_on_the_case(
    mesa: Mesa, resuelto: Resolucion, reloj: RelojDePrueba
) -> None:
    ruta = f"{BASE}expedientes/{resuelto.expediente_id}/"
    assert "se devolvió sin firmar" not in mesa("nuria").get(ruta).content.decode()
    devolver(resuelto, reloj)
    pagina = mesa("nuria").get(ruta).content.decode()
    assert "La resolución se devolvió sin firmar" in pagina
    assert "Falta citar la ordenanza." in pagina


@pytest.fixture
def en_papel(reloj: RelojDePrueba) -> Notificacion:
    """A notification on paper, posted."""
    return enviada(escenario.caso(reloj, canal="papel"), reloj)


def intentar(cliente: Client, notificacion: Notificacion, dia: int, hora: str, resultado: str, **mas: str) -> int:
    datos = {"fecha.dia": str(dia), "fecha.mes": "9", "fecha.anio": "2026", "hora": hora, "resultado": resultado}
    return cliente.post(f"{de(notificacion)}intento/", {**datos, **mas}).status_code


def de(notificacion: Notificacion) -> str:
    return f"{BASE}expedientes/{notificacion.expediente_id}/notificaciones/{notificacion.id}/"


def test_a_delivery_on_paper_is_noted_with_who_received_it(
    mesa: Mesa, en_papel: Notificacion, reloj: RelojDePrueba
) -> None:
    reloj.avanzar(days=5)
    cliente = mesa("nuria")
    comunicaciones = f"{BASE}expedientes/{en_papel.expediente_id}/comunicaciones/"
    assert "Anotar un intento de entrega" in cliente.get(comunicaciones).content.decode()
    vacio = cliente.post(f"{de(en_papel)}intento/", {}).content.decode()
    for campo in ("fecha-dia", "hora", "resultado-1"):
        assert f'href="#campo-{campo}"' in vacio
    assert intentar(cliente, en_papel, 3, "11:00", "entregada") == 422
    assert intentar(cliente, en_papel, 31, "11:00", "ausente") == 422
    assert intentar(cliente, en_papel, 3, "11:00", "entregada", receptor="Ana García") == 302
    vaciar_colas(colas=["documentos"])
    pagina = cliente.get(comunicaciones).content.decode()
    assert "Entregada en papel" in pagina
    assert "Justificante" in pagina
    assert mesa("raul").get(f"{de(en_papel)}intento/").status_code in {403, 404}


def test_two_failed_attempts_and_the_announcement(mesa: Mesa, en_papel: Notificacion, reloj: RelojDePrueba) -> None:
    reloj.avanzar(days=20)
    cliente = mesa("nuria")
    anuncio = {"fecha.dia": "15", "fecha.mes": "9", "fecha.anio": "2026", "identificador": "BOE-N-2026-123456"}
    assert cliente.post(f"{de(en_papel)}boe/", anuncio).status_code == 409
    assert intentar(cliente, en_papel, 3, "11:00", "ausente") == 302
    assert intentar(cliente, en_papel, 4, "12:00", "ausente") == 422
    assert intentar(cliente, en_papel, 4, "18:00", "ausente") == 302
    comunicaciones = cliente.get(f"{BASE}expedientes/{en_papel.expediente_id}/comunicaciones/").content.decode()
    assert "Anotar el anuncio en el BOE" in comunicaciones
    assert cliente.post(f"{de(en_papel)}boe/", {**anuncio, "identificador": ""}).status_code == 422
    assert cliente.post(f"{de(en_papel)}boe/", anuncio).status_code == 302
    assert Notificacion.objects.get(id=en_papel.id).estado == "publicada"


def test_the_case_leaves_as_one_file(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba, casa_que_firma: object
) -> None:
    marta = escenario.empleado("marta", reloj)
    diligenciar(actor=marta, expediente_id=expediente.id, texto="Consta.", reloj=reloj)
    ruta = f"{BASE}expedientes/{expediente.id}/eni/"
    respuesta = mesa("nuria").post(ruta)
    with zipfile.ZipFile(BytesIO(respuesta.getvalue())) as paquete:
        nombres = paquete.namelist()
        assert "expediente.xml" in nombres
        assert any(n.startswith("documentos/") for n in nombres)
        assert paquete.testzip() is None
    assert mesa("nuria").get(ruta).status_code == 405
    assert mesa("raul").post(ruta).status_code == 404
    assert mesa("carmen").post(ruta).status_code == 403
