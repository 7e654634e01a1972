"""Paper at the desk: writing down what an application on paper says, and who may make an authentic copy of one."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.test_entradas import asignar_areas, llega
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.documental.documentos.cotejo import COTEJAR
from consistorio.documental.documentos.models import Cotejo, Documento
from consistorio.documental.firma.models import SelloPedido
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.solicitudes.acciones import abrir_de_asiento
from consistorio.tramitacion.solicitudes.models import Transcripcion
from consistorio.tramitacion.solicitudes.tipos import Apertura
from consistorio.tramitacion.tests.factories import un_pdf


def de(expediente: Expediente) -> str:
    return f"/escritorio/expedientes/{expediente.id}/"


@pytest.fixture
def en_papel(reloj: RelojDePrueba) -> Expediente:
    """A case that somebody of the unit opened from a paper."""
    asignar_areas(reloj)
    asiento = llega(reloj)
    pedida = Apertura("licencia-obra-menor")
    nuria = escenario.empleado("nuria", reloj)
    return abrir_de_asiento(actor=nuria, asiento_id=asiento.id, pedida=pedida, reloj=reloj).expediente


def test_the_answers_are_written_down_seen_as_transcribed_and_kept_in_versions(
    mesa: Mesa, en_papel: Expediente
) -> None:
    cliente, acto = mesa("nuria"), f"{de(en_papel)}hacer/transcribir_solicitud/"
    ficha = cliente.get(f"{de(en_papel)}respuestas/").content.decode()
    assert "todavía no se han pasado al expediente" in ficha
    assert acto in ficha
    vacio = cliente.post(acto, {})
    assert vacio.status_code == 422
    for campo in ("tipo_obra", "descripcion", "presupuesto", "emplazamiento-via"):
        assert f'href="#campo-{campo}"' in vacio.content.decode(), campo
    dice = {"descripcion": "Cambiar la bañera", "presupuesto": "3.200,50", "parcial:": "on"}
    hecho = cliente.post(acto, dice, follow=True).content.decode()
    assert "Respuestas guardadas como escritas por usted." in hecho
    assert cliente.post(acto, {**dice, "descripcion": "Cambiar el lavabo"}).status_code == 302
    ficha = cliente.get(f"{de(en_papel)}respuestas/").content.decode()
    for texto in (
        *("Transcritas de la solicitud en papel por Nuria", "El papel no contesta a todo", "Cambiar el lavabo"),
        *("3.200,50", "Versiones anteriores", "Cambiar la bañera"),
    ):
        assert texto in ficha, texto
    assert Transcripcion.objects.count() == 2
    assert 'value="3200,50"' in cliente.get(acto).content.decode()


def test_a_decision_waits_for_what_the_paper_says_and_tells_by_hand_what_it_does_not(
    mesa: Mesa, en_papel: Expediente, reloj: RelojDePrueba
) -> None:
    for tipo, codigo in (("revision", "admitida"), ("informe", "favorable")):
        escenario.completar(en_papel, tipo, {"codigo": codigo}, reloj)
    tarea = Tarea.objects.get(expediente=en_papel, codigo="propuesta")
    hacer = f"{de(en_papel)}tareas/{tarea.id}"
    cliente = mesa("nuria")
    ficha = cliente.get(de(en_papel)).content.decode()
    assert f"{hacer}/transcribir_solicitud/" in ficha
    assert f"{hacer}/proponer/" not in ficha
    assert "Falta pasar al expediente lo que dice el papel de: «Explique la obra con sus palabras», «¿Dónde" in ficha
    pagina = f"{hacer}/proponer/"
    puesto = cliente.get(pagina).context["form"].initial
    assert "autorizada" not in puesto["decision"]
    a_mano = {**puesto, "decision": f"{puesto['decision']}\nLa obra cuesta 3.200,50 euros."}
    assert cliente.post(pagina, a_mano).status_code == 422  # nobody wrote down what the paper says
    dice = {"descripcion": "Cambiar la bañera", "emplazamiento.via": "Calle Mayor", "emplazamiento.numero": "14"}
    dice |= {"emplazamiento.codigo_postal": "09001", "emplazamiento.municipio": "Villaejemplo", "parcial:": "on"}
    assert cliente.post(f"{hacer}/transcribir_solicitud/", dice).status_code == 302
    assert pagina in cliente.get(de(en_papel)).content.decode()
    llena = cliente.get(pagina)
    puesto = llena.context["form"].initial
    assert "«Cambiar la bañera»" in puesto["decision"]
    assert "El papel no contesta a: «¿Cuánto cuesta la obra, sin IVA?»" in llena.content.decode()
    assert cliente.post(pagina, puesto).status_code == 422
    assert cliente.post(pagina, {**puesto, "decision": ""}).status_code == 422
    a_mano = {**puesto, "decision": f"{puesto['decision']}\nLa obra cuesta 3.200,50 euros."}
    assert cliente.post(pagina, a_mano).status_code == 302
    assert "La obra cuesta 3.200,50 euros." in Resolucion.objects.get().decision


def test_a_case_of_the_sede_shows_its_answers_and_offers_no_writing_down(mesa: Mesa, expediente: Expediente) -> None:
    cliente = mesa("nuria")
    ficha = cliente.get(f"{de(expediente)}respuestas/").content.decode()
    assert "transcribir_solicitud" not in ficha
    assert cliente.post(f"{de(expediente)}hacer/transcribir_solicitud/", {"parcial:": "on"}).status_code == 409


def test_only_who_is_habilitado_makes_an_authentic_copy_and_the_record_says_who(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    cliente, acto = mesa("nuria"), f"{de(expediente)}hacer/subir_documento/"
    assert "EE03" not in cliente.get(acto).content.decode()
    papel = SimpleUploadedFile("papel.pdf", un_pdf("papel"))
    datos = {"titulo": "Escritura", "tipo_documental": "TD99", "estado_elaboracion": "EE03", "fichero": papel}
    assert cliente.post(acto, datos).status_code == 422
    assert not Cotejo.objects.exists()
    actor = ActorDePrueba.actor
    assert actor is not None
    ActorDePrueba.actor = replace(actor, permisos=actor.permisos | {COTEJAR})
    assert "EE03" in cliente.get(acto).content.decode()
    papel.seek(0)
    assert cliente.post(acto, datos).status_code == 302
    cotejo = Cotejo.objects.select_related("documento").get()
    assert (cotejo.habilitado, cotejo.documento.estado_elaboracion) == (actor.id, "EE03")
    ficha = cliente.get(f"/escritorio/documentos/{cotejo.documento_id}/").content.decode()
    assert "Cotejado con el papel" in ficha
    assert actor.nombre in ficha
    nota = SimpleUploadedFile("nota.txt", b"hola")
    assert cliente.post(acto, {**datos, "fichero": nota}).status_code == 422


def test_a_file_that_was_received_is_not_chosen_again_when_the_sheet_comes_back(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    acto = f"{de(expediente)}hacer/subir_documento/"
    cliente = mesa("nuria")
    hoja = re.search(r'name="clave" value="([^"]+)"', cliente.get(acto).content.decode())
    assert hoja is not None
    datos = {"clave": hoja[1], "titulo": "", "tipo_documental": "TD99", "estado_elaboracion": "EE01"}
    vuelta = cliente.post(acto, {**datos, "fichero": SimpleUploadedFile("plano.pdf", un_pdf("plano"))})
    pagina = vuelta.content.decode()
    assert (vuelta.status_code, f'value="{hoja[1]}"' in pagina) == (422, True)
    assert "plano.pdf (" in pagina
    resguardo = re.search(r'name="recibidos"[^>]*value="([^"]+)"', pagina)
    assert resguardo is not None
    bien = {**datos, "titulo": "Plano", "recibidos": unescape(resguardo[1])}
    assert mesa("javier").post(acto, bien).status_code == 422  # somebody else's receipt
    otro = escenario.caso(reloj)
    assert mesa("nuria").post(f"{de(otro)}hacer/subir_documento/", bien).status_code == 422  # another sheet
    assert not Documento.objects.filter(titulo="Plano").exists()
    assert mesa("nuria").post(acto, bien).status_code == 302
    assert Documento.objects.get(titulo="Plano").nombre_fichero == "plano.pdf"


def test_an_authentic_copy_of_a_document_is_issued_once_by_who_is_habilitado(
    mesa: Mesa, expediente: Expediente
) -> None:
    acto = f"{de(expediente)}hacer/subir_documento/"
    factura = SimpleUploadedFile("factura.pdf", un_pdf("factura"))
    datos = {"titulo": "Factura", "tipo_documental": "TD99", "estado_elaboracion": "EE01", "fichero": factura}
    assert mesa("nuria").post(acto, datos).status_code == 302
    original = Documento.objects.get(titulo="Factura")
    ficha = f"/escritorio/documentos/{original.id}/"
    assert "Expedir una copia" not in mesa("nuria").get(ficha).content.decode()
    assert mesa("nuria").get(f"{ficha}copia/").status_code == 403
    cliente = mesa("javier")
    assert f"{ficha}copia/" in cliente.get(ficha).content.decode()
    assert "Vale lo mismo" in cliente.get(f"{ficha}copia/").content.decode()
    pagina = cliente.post(f"{ficha}copia/", follow=True).content.decode()
    copia = Documento.objects.get(documento_origen=original)
    assert "Copia expedida" in pagina
    assert copia.csv in pagina
    assert f'href="{ficha}"' in pagina
    assert copia.estado_elaboracion == "EE02"
    assert SelloPedido.objects.filter(documento=copia).exists()
    assert cliente.post(f"{ficha}copia/").headers["Location"] == f"/escritorio/documentos/{copia.id}/"
    assert f"/escritorio/documentos/{copia.id}/" in mesa("nuria").get(ficha).content.decode()
    assert mesa("javier").post(f"/escritorio/documentos/{copia.id}/copia/").status_code == 409
    assert Documento.objects.filter(documento_origen__isnull=False).count() == 1
