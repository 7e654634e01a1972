"""The proposal at the desk: its page comes filled in for one sense, and whoever proposes may choose another."""

from __future__ import annotations

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.motor.models import Tarea

pytestmark = pytest.mark.lento


def test_a_denial_never_says_that_it_grants(mesa: Mesa, reloj: RelojDePrueba) -> None:
    expediente = escenario.caso_por_proponer(reloj)
    tarea = Tarea.objects.get(expediente=expediente, codigo="propuesta")
    pagina = f"/escritorio/expedientes/{expediente.id}/tareas/{tarea.id}/proponer/"
    cliente = mesa("nuria")
    puesto = cliente.get(pagina).context["form"].initial
    assert "Conceder" in puesto["decision"]
    como_viene = {**puesto, "sentido": "deniega"}
    assert cliente.post(pagina, como_viene).status_code == 422  # not a word of why
    porque = f"El patio está protegido.\n{puesto['fundamentos']}"
    assert cliente.post(pagina, {**como_viene, "fundamentos": porque}).status_code == 302
    propuesta = Resolucion.objects.get()
    assert "Denegar" in propuesta.decision[0]
    assert not any("Conceder" in parrafo or "autorizada" in parrafo for parrafo in propuesta.decision)
    assert propuesta.fundamentos[0] == "El patio está protegido."
