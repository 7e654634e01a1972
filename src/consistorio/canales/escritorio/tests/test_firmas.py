"""Acts that wait for their signature, as the desk shows them."""

from __future__ import annotations

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.test_mesa import de
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite
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
    assert "Requerimiento para corregir la solicitud" in cliente.get("/escritorio/portafirmas/").content.decode()
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
