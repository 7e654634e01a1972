"""Stopping the term while a mandatory report of the procedure is awaited (LPACAP 22.1.d), from the desk."""

from __future__ import annotations

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Informe, Plazo

OFRECE = "Suspender el plazo por un informe"


def test_the_term_stops_for_a_report_of_the_procedure_and_the_party_is_told(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    ruta = f"/escritorio/expedientes/{expediente.id}/"
    acto = f"{ruta}hacer/suspender_por_informe/"
    assert OFRECE not in mesa("nuria").get(ruta).content.decode()  # nothing was asked for yet
    assert "Acaba el" in mesa("nuria").get(f"{ruta}plazo/").content.decode()
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    informe = Informe.objects.get(expediente=expediente)
    cliente = mesa("nuria")
    assert OFRECE in cliente.get(ruta).content.decode()
    vacio = cliente.post(acto, {})
    assert vacio.status_code == 422
    assert 'href="#campo-informe"' in vacio.content.decode()
    assert cliente.post(acto, {"informe": str(informe.id)}).status_code == 302
    assert Plazo.objects.get(expediente=expediente).estado == "suspendido"
    assert Notificacion.objects.get(referencia=f"informe_pedido:{informe.id}").clase == "comunicacion"
    assert OFRECE not in cliente.get(ruta).content.decode()
    plazo = cliente.get(f"{ruta}plazo/").content.decode()
    assert ("Acaba el" in plazo, "Está suspendido desde el " in plazo) == (False, True)
    assert "Plazo suspendido desde el " in cliente.get(ruta).content.decode()
    assert cliente.post(acto, {"informe": str(informe.id)}).status_code == 422
    assert mesa("raul").post(acto, {"informe": str(informe.id)}).status_code in {403, 404}
