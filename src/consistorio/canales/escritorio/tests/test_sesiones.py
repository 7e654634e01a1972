"""What is decided in session, at the desk: the proposal, the matters of the Secretaría, what was agreed, and its certificate."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.resoluciones.models import AsuntoSesion, Certificado, Resolucion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.servicios.tests.test_acuerdos import de_la_junta
from consistorio.tramitacion.catalogo.acciones import cargar, publicar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.firmas import firmar

pytestmark = pytest.mark.lento
ASUNTOS = "/escritorio/sesiones/"
LIBROS = "/escritorio/libro/"


@pytest.fixture
def licencia(reloj: RelojDePrueba) -> Expediente:
    """A case that the Junta decides, with its proposal made."""
    carga = cargar(actor=SISTEMA, contenido=de_la_junta(), reloj=reloj)
    assert carga.version_id is not None
    publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)
    return propuesta(reloj)


def propuesta(reloj: RelojDePrueba) -> Expediente:
    caso = escenario.caso_por_proponer(reloj)
    manos.proponer(caso, "estima", reloj)
    return caso


def enviada(caso: Expediente, mesa: Mesa, reloj: RelojDePrueba) -> AsuntoSesion:
    """Sent from the desk and signed by the area."""
    tarea = Tarea.objects.get(expediente=caso, tipo="resolucion")
    direccion = f"/escritorio/expedientes/{caso.id}/tareas/{tarea.id}/llevar_a_sesion/"
    assert mesa("marta").post(direccion, {"motivo_orden": "Lo ordenó la jefatura."}).status_code == 302
    asunto = AsuntoSesion.objects.get(expediente=caso, estado="en_firma")
    firmar(asunto.propuesta_id, reloj)
    vaciar_colas(propagar=False)
    asunto.refresh_from_db()
    return asunto


def test_a_matter_goes_to_its_session_and_comes_back_agreed(
    mesa: Mesa, licencia: Expediente, reloj: RelojDePrueba
) -> None:
    ruta = f"/escritorio/expedientes/{licencia.id}/"
    assert "Llevarla a la sesión" in mesa("marta").get(ruta).content.decode()
    assert mesa("marta").get(ASUNTOS).status_code == 403
    assert "Ninguna propuesta espera una sesión." in mesa("javier").get(ASUNTOS).content.decode()
    assert "Abrir el Libro de acuerdos de la Junta de Gobierno Local" in mesa("javier").get(LIBROS).content.decode()
    asunto = enviada(licencia, mesa, reloj)
    assert "espera lo que se acuerde en su sesión" in mesa("marta").get(ruta).content.decode()
    lista = mesa("javier").get(ASUNTOS).content.decode()
    anotar = f"{ruta}tareas/{asunto.tarea_id}/anotar_acuerdo/"
    assert anotar in lista
    assert licencia.numero in lista
    dia = f"{hoy(reloj):%d/%m/%Y}"
    datos = {"resultado": "enmendado", "sesion_el": dia, "sesion_numero": "31/2026", "acta_aprobada": "no"}
    assert 'href="#campo-enmienda"' in mesa("javier").post(anotar, datos).content.decode()
    assert Resolucion.objects.get(id=asunto.resolucion_id).decision[0] in mesa("javier").get(anotar).content.decode()
    for resultado, enmienda, motivo in (
        ("aprobado", "Conceder.", "Ha cambiado la decisión"),
        ("rechazado", "No.", "Ha cambiado"),
    ):
        perdida = mesa("javier").post(anotar, {**datos, "resultado": resultado, "enmienda": enmienda})
        assert motivo in perdida.content.decode()
    assert mesa("marta").post(anotar, {**datos, "enmienda": "Conceder."}).status_code == 403
    assert mesa("javier").post(anotar, {**datos, "enmienda": "Conceder, en seis meses."}).status_code == 302
    assert "Ninguna propuesta espera" in mesa("javier").get(ASUNTOS).content.decode()
    acuerdos = mesa("javier").get(f"{ASUNTOS}acuerdos/").content.decode()
    for palabras in ("JGL 1/2026", "31/2026", "Aprobado con una enmienda", "En firma"):
        assert palabras in acuerdos
    Resolucion.objects.filter(id=asunto.resolucion_id).update(
        estado="firmada", firmada_el=reloj.ahora(), documento_id=asunto.propuesta_id
    )
    pedir = f"/escritorio/resoluciones/{asunto.resolucion_id}/certificar/"
    assert pedir in mesa("javier").get(f"{ASUNTOS}acuerdos/").content.decode()
    hecho = mesa("javier").post(pedir, {"finalidad": "Para el Registro de la Propiedad"})
    libro = "/escritorio/libro/acuerdos_junta/2026/"
    assert hecho["Location"] == libro
    certificado = Certificado.objects.get()
    assert certificado.resolucion_id == asunto.resolucion_id
    assert "/escritorio/libro/" in mesa("javier").get(f"{ASUNTOS}acuerdos/").content.decode()
    assert "JGL 1/2026" in mesa("javier").get(libro).content.decode()
    assert mesa("javier").get(f"{libro}documentos/{certificado.documento_id}/").getvalue().startswith(b"%PDF")
    assert mesa("javier").post(f"{libro}imprimir/").status_code == 302
    assert "JGL 1/2026 al JGL 1/2026" in mesa("javier").get(libro).content.decode()
    assert "Libro de acuerdos de la Junta" in mesa("javier").get("/escritorio/libro/").content.decode()
    assert mesa("javier").post(f"{libro}cerrar/").status_code == 409
    assert mesa("javier").post("/escritorio/libro/otro/2026/abrir/").status_code == 404


def test_what_came_back_says_why_where_it_is_sent_again(mesa: Mesa, licencia: Expediente, reloj: RelojDePrueba) -> None:
    asunto = enviada(licencia, mesa, reloj)
    ruta = f"/escritorio/expedientes/{licencia.id}/"
    dia = f"{date(2026, 9, 1):%d/%m/%Y}"
    datos = {
        "resultado": "retirado",
        "sesion_el": dia,
        "sesion_numero": "31/2026",
        "motivo": "Falta un informe.",
        "acta_aprobada": "no",
    }
    assert mesa("javier").post(f"{ruta}tareas/{asunto.tarea_id}/anotar_acuerdo/", datos).status_code == 302
    assert "volvió: Falta un informe." in mesa("marta").get(ruta).content.decode()


def test_the_lists_cost_the_same_queries_with_few_and_many_rows(
    mesa: Mesa, licencia: Expediente, reloj: RelojDePrueba
) -> None:
    def cuesta(ruta: str) -> int:
        cliente = mesa("javier")
        cliente.get(ruta)
        with CaptureQueriesContext(connection) as hechas:
            assert cliente.get(ruta).status_code == 200
        return len(hechas)

    def acordar(asunto: AsuntoSesion) -> None:
        dia = f"{hoy(reloj):%d/%m/%Y}"
        datos = {"resultado": "aprobado", "sesion_el": dia, "sesion_numero": "31/2026", "acta_aprobada": "si"}
        direccion = f"/escritorio/expedientes/{asunto.expediente_id}/tareas/{asunto.tarea_id}/anotar_acuerdo/"
        assert mesa("javier").post(direccion, datos).status_code == 302

    cuentas = []
    for casos in ([licencia], [propuesta(reloj) for _vez in range(2)]):
        asuntos = [enviada(caso, mesa, reloj) for caso in casos]
        de_asuntos = cuesta(ASUNTOS)
        for asunto in asuntos:
            acordar(asunto)
        cuentas.append((de_asuntos, cuesta(f"{ASUNTOS}acuerdos/")))
    assert cuentas[0] == cuentas[1]
    assert max(cuentas[0]) <= 10
