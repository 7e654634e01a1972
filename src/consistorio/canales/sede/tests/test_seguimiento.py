"""Whose turn it is, as the party reads it: what to do, until when, and the way to it."""

from __future__ import annotations

from consistorio.canales.sede.seguimiento import historia, turno
from consistorio.tramitacion.tests import test_motor as casos
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, expediente_de_obra

__all__ = ["pueblo", "reloj"]


def test_a_request_to_correct_leads_to_where_it_is_answered(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    assert not turno(expediente, ciudadana()).suyo
    requerimiento = casos.requerir(expediente, reloj)
    casos.notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    requerimiento.refresh_from_db()
    suyo = turno(expediente, ciudadana())
    assert (suyo.suyo, suyo.vence) == (True, requerimiento.vence)
    assert suyo.url.endswith(f"/{expediente.id}/presentar/subsanacion/")
    assert "Le toca" not in suyo.texto  # the box is already called so
    textos = [hito.titulo for hito in historia(expediente, ciudadana())[0]]
    assert "Se ha pedido corregir la solicitud" in textos
    assert "Se ha incorporado un documento" not in textos
