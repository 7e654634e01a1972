"""Asking another administration (LPACAP 22.1, 79) from the desk."""

from __future__ import annotations

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, Consulta
from consistorio.tramitacion.tests.firmas import firmado


def test_it_is_asked_and_its_answer_noted(mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba) -> None:
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    ruta, cliente = f"/escritorio/expedientes/{expediente.id}/", mesa("nuria")
    assert "Consultar a otra Administración" in cliente.get(ruta).content.decode()
    assert cliente.get(f"{ruta}hacer/recibir_respuesta/").status_code == 409
    datos = {
        "clase": "informe",
        "nif": "S4711001J",
        "nombre": "Junta de Castilla y León",
        "asunto": "Afección",
        "precepto": "Ley 12/2002",
        "texto": "Pedimos el informe.",
        "dias": "10",
        "canal": "sir",
        "suspende": "si",
    }
    malo = cliente.post(f"{ruta}hacer/consultar/", {**datos, "nif": "S4711001X"})
    assert 'href="#campo-nif"' in malo.content.decode()
    assert cliente.post(f"{ruta}hacer/consultar/", datos).status_code == 302
    acto = ActoTramite.objects.get(clase="consulta")
    firmado(acto, reloj)
    tarea = f"{ruta}tareas/{acto.tarea_id}/"
    assert "Anotar la respuesta" in cliente.get(ruta).content.decode()
    consulta = Consulta.objects.get()
    pronto = cliente.post(f"{tarea}seguir_sin_respuesta/", {"consulta": str(consulta.id)})
    assert pronto.status_code == 409
    assert "tres meses" in pronto.content.decode()
    formulario = cliente.get(f"{tarea}recibir_respuesta/").content.decode()
    assert "Elija un documento" in formulario
    respuesta = {"consulta": str(consulta.id), "documento": str(consulta.documento_id), "dia": "01/09/2026"}
    assert 'href="#campo-documento"' in cliente.post(f"{tarea}recibir_respuesta/", respuesta).content.decode()
    aviso = expediente.documentos.exclude(documento_id=consulta.documento_id).latest("orden")
    llegada = {**respuesta, "documento": str(aviso.documento_id)}
    assert mesa("raul").post(f"{tarea}recibir_respuesta/", llegada).status_code in {403, 404}
    assert mesa("nuria").post(f"{tarea}recibir_respuesta/", llegada).status_code == 302
    consulta.refresh_from_db()
    assert consulta.recibida_el is not None
