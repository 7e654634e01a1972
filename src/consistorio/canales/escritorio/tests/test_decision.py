"""The proposal at the desk: its page comes filled in for one sense, and whoever proposes may choose another."""

from __future__ import annotations

from datetime import timedelta

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


def test_what_the_decision_leaves_no_place_for_is_not_offered_and_its_reason_is_told(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    expediente = escenario.caso_por_proponer(reloj)
    ficha, cliente = f"/escritorio/expedientes/{expediente.id}/", mesa("nuria")
    antes = cliente.get(ficha).content.decode()
    actos = ("pedir_informe", "abrir_audiencia", "ampliar_plazo", "advertir_caducidad")
    for acto in actos:
        assert f"{ficha}hacer/{acto}/" in antes, acto
        assert cliente.get(f"{ficha}hacer/{acto}/").status_code == 200, acto
    assert "Lo que ahora no se puede hacer" not in antes
    propuesta = Tarea.objects.filter(expediente=expediente, codigo="propuesta")
    propuesta.update(estado=Tarea.Estado.HECHA, cerrada_el=reloj.ahora())
    propuesta_hecha = cliente.get(ficha).content.decode()
    assert [acto for acto in actos if f"{ficha}hacer/{acto}/" in propuesta_hecha] == list(actos[2:])
    assert "La propuesta de resolución ya está hecha: la audiencia se da antes" in propuesta_hecha
    propuesta.update(tipo="resolucion")
    resuelto = cliente.get(ficha).content.decode()
    juntos = (
        "Pedir un informe · Consultar a otra Administración · Abrir un período de prueba · Dar audiencia · "
        "Abrir la información pública · Ampliar el plazo para resolver · Advertir de la caducidad"
    )
    assert f"<strong>{juntos}</strong>: El expediente ya está resuelto." in resuelto
    for acto in actos:
        assert f"{ficha}hacer/{acto}/" not in resuelto, acto
        vacio = cliente.get(f"{ficha}hacer/{acto}/")
        assert (vacio.status_code, "ya está resuelto" in vacio.content.decode()) == (409, True), acto
    assert f"{ficha}hacer/crear_tarea_libre/" in resuelto


def test_after_a_positive_silence_a_refusal_is_not_offered_and_whoever_sends_it_reads_why(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    expediente = escenario.caso_por_proponer(reloj)
    reloj.poner(reloj.ahora() + timedelta(days=100))
    tarea = Tarea.objects.get(expediente=expediente, codigo="propuesta")
    pagina = f"/escritorio/expedientes/{expediente.id}/tareas/{tarea.id}/proponer/"
    cliente = mesa("nuria")
    porque = "El silencio ya concedió lo pedido: la resolución solo puede confirmarlo (art. 24.3.a)."
    vista = cliente.get(pagina)
    assert porque in vista.content.decode()
    assert [sentido for sentido, _texto in vista.context["form"].fields["sentido"].choices] == [
        "confirma_silencio",
        "estima",
    ]
    negada = cliente.post(pagina, {**vista.context["form"].initial, "sentido": "deniega"})
    assert negada.status_code == 422
    assert [porque in error for error in negada.context["form"].errors["sentido"]] == [True]
    assert not Resolucion.objects.exists()
