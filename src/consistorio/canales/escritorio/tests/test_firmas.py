"""Acts that wait for their signature, as the desk shows them."""

from __future__ import annotations

import re

from django.db import transaction
from django.urls import reverse

from consistorio.canales.escritorio.actos.registro import Ocasion
from consistorio.canales.escritorio.actos.terminaciones import MasPlazo
from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.test_mesa import de
from consistorio.documental.firma.models import PasoFirma
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba, caso
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones import pedir_comprobacion
from consistorio.tramitacion.motor.reglas import pide_presentacion_electronica
from consistorio.tramitacion.tests.firmas import firmar

DATOS = {"faltan": ["plano"], "otros": "Diga la superficie.", "dias": "12", "suspende": "no"}


def test_an_act_says_whose_signature_it_waits_for_and_comes_back_with_what_it_said(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    cliente = mesa("nuria")
    revision = expediente.tareas.get(tipo="revision")
    hecho = cliente.post(f"{de(expediente)}tareas/{revision.id}/requerir_subsanacion/", DATOS, follow=True)
    assert "Fírmelo en su portafirmas" in hecho.content.decode()
    acto = ActoTramite.objects.get()
    caso = cliente.get(de(expediente)).content.decode()
    assert "Pendiente de firma de Tramitación de Licencias 1." in caso
    assert "Retirarlo de la firma" in caso
    assert 'Falta su firma en 1 documento. <a class="govuk-link" href="/escritorio/portafirmas/">' in caso
    assert "Falta su firma" not in mesa("marta").get(de(expediente)).content.decode()
    cliente = mesa("nuria")
    carpeta = cliente.get("/escritorio/portafirmas/").content.decode()
    assert "Requerimiento para corregir la solicitud" in carpeta
    assert f'href="{de(expediente)}">{expediente.numero}</a> · {expediente.titulo}' in carpeta
    firmar(acto.documento_id, reloj, devuelto="Cite el artículo.")
    caso = cliente.get(de(expediente)).content.decode()
    assert "Escribirlo otra vez (devuelto: Cite el artículo.)" in caso
    formulario = cliente.get(f"{de(expediente)}tareas/{acto.tarea_id}/requerir_subsanacion/").content.decode()
    assert "Diga la superficie." in formulario
    assert 'value="12"' in formulario
    assert formulario.count(" checked") == 2  # the plan, and that the term goes on
    retirar = f"{de(expediente)}tareas/{acto.tarea_id}/retirar_acto/"
    assert cliente.post(retirar, {"motivo": ""}).status_code == 422
    assert "Ya no espera ninguna firma." in cliente.post(retirar, {"motivo": "Ya llegó."}, follow=True).content.decode()
    assert mesa("raul").post(retirar, {"motivo": "Porque sí."}).status_code == 404
    caso = mesa("nuria").get(de(expediente)).content.decode()
    assert "Admitir la solicitud" in caso
    assert "Advertir de la caducidad" in caso
    assert "Dar más plazo" not in caso


def test_a_request_to_file_electronically_comes_back_as_what_it_was(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    cliente = mesa("nuria")
    revision = expediente.tareas.get(tipo="revision")
    Tarea.objects.filter(id=revision.id).update(datos={**revision.datos, "obligado_en_papel": True})
    datos = {"por_la_sede": "on", "otros": "", "dias": "10", "suspende": "no"}
    cliente.post(f"{de(expediente)}tareas/{revision.id}/requerir_subsanacion/", datos)
    acto = ActoTramite.objects.get()
    firmar(acto.documento_id, reloj, devuelto="Cite el artículo.")
    otra_vez = f"{de(expediente)}tareas/{acto.tarea_id}/requerir_subsanacion/"
    formulario = cliente.get(otra_vez).content.decode()
    (casilla,) = re.findall(r'<input[^>]*name="por_la_sede"[^>]*>', formulario)
    assert " checked" in casilla
    cliente.post(otra_vez, datos)
    vuelto = ActoTramite.objects.get(estado="en_firma")
    assert vuelto.datos["defectos"] == acto.datos["defectos"]
    assert pide_presentacion_electronica(vuelto.datos["defectos"])


def test_more_days_than_seven_are_for_the_action_to_judge(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    formulario = MasPlazo(
        {"dias": "15", "motivo": "La notaría tarda."},
        ocasion=Ocasion(escenario.empleado("nuria", reloj), expediente, None, reloj),
    )
    assert formulario.is_valid()
    sin_plazo = mesa("nuria").post(
        f"{de(expediente)}hacer/ampliar_tramite/", {"dias": "15", "motivo": "La notaría tarda."}
    )
    assert "corriendo" in sin_plazo.content.decode()


def test_asking_for_a_representation_is_signed_and_comes_back_with_what_it_said(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    expediente = caso(reloj, representante="87654321X")
    with transaction.atomic():
        pedir_comprobacion(expediente, actor=SISTEMA, reloj=reloj)
    comprobar = expediente.tareas.get(tipo="acreditacion")
    pedir = f"{de(expediente)}tareas/{comprobar.id}/requerir_representacion/"
    cliente = mesa("nuria")
    assert cliente.post(pedir, {"dias": "9", "suspende": "no"}).status_code == 422
    hecho = cliente.post(pedir, {"dias": "20", "suspende": "no"}, follow=True)
    assert "Fírmelo en su portafirmas" in hecho.content.decode()
    acto = ActoTramite.objects.get()
    assert "Requerimiento para acreditar la representación" in cliente.get("/escritorio/portafirmas/").content.decode()
    paso = PasoFirma.objects.get(circuito__documento_id=acto.documento_id)
    assert cliente.get(reverse("escritorio:leer_paso", args=[paso.id])).status_code == 200
    assert Acceso.objects.get(motivo="portafirmas").objeto_id == str(acto.documento_id)
    firmar(acto.documento_id, reloj, devuelto="Diga por qué.")
    caso_ahora = cliente.get(de(expediente)).content.decode()
    assert "Escribirlo otra vez (devuelto: Diga por qué.)" in caso_ahora
    formulario = cliente.get(f"{de(expediente)}tareas/{acto.tarea_id}/requerir_representacion/").content.decode()
    assert 'value="20"' in formulario
    assert formulario.count(" checked") == 1
    retirar = f"{de(expediente)}tareas/{acto.tarea_id}/retirar_acto/"
    cliente.post(retirar, {"motivo": "Trajo el poder."})
    parte = expediente.interesados.get()
    aceptar = f"{de(expediente)}tareas/{comprobar.id}/aceptar_representacion/"
    assert cliente.post(aceptar, {"parte": str(parte.id)}).status_code == 302
    parte.refresh_from_db()
    assert parte.acreditacion == "acreditada"
