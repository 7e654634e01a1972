"""What the sede says of what is declared, from its draft to what is filed in it later: no application, no terms (LPACAP 69)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client, override_settings

from consistorio.canales.escritorio.lecturas_expediente import hitos_de
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.canales.sede.seguimiento import historia
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, expediente_de_obra, presentar
from consistorio.tramitacion.tests.test_declaraciones import preparada
from consistorio.tramitacion.tests.test_motor import tramitadora

__all__ = ["pueblo", "reloj"]
MEDIO = "consistorio.canales.oac.tests.actor_de_prueba.ActorDePrueba"


@pytest.fixture
def ana(reloj: RelojMovil) -> Iterator[Client]:
    ActorDePrueba.actor = ciudadana()
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        yield Client()
    ActorDePrueba.actor = None


def test_its_draft_is_of_no_application_and_that_of_one_is(ana: Client, reloj: RelojMovil) -> None:
    borrador = preparada(reloj)
    declara = ana.get(f"/borradores/{borrador.id}/").content.decode()
    assert "Prepare lo que presenta" in declara
    assert "Aún no lo ha presentado." in declara
    assert "olicitud" not in _principal(declara)
    otro = ana.get(f"/tramites/{borrador.procedimiento}/empezar/").content.decode()
    assert "Empezar otro borrador" in otro
    licencia = solicitudes.empezar(actor=ciudadana(), procedimiento="licencia-obra-menor", reloj=reloj)
    assert "Prepare la solicitud" in ana.get(f"/borradores/{licencia.id}/").content.decode()


def test_filed_on_a_day_that_is_inhabil_it_has_one_date(ana: Client, reloj: RelojMovil) -> None:
    expediente = presentar(ciudadana(), preparada(reloj), reloj).expediente  # a Saturday
    confirmada = ana.get(f"/mi-carpeta/expedientes/{expediente.id}/presentada/").content.decode()
    assert "Puede empezar desde el 26 de septiembre de 2026." in confirmada
    assert "Para los plazos cuenta" not in confirmada


def test_its_history_names_no_application_in_the_sede_nor_at_the_desk(reloj: RelojMovil) -> None:
    expediente = presentar(ciudadana(), preparada(reloj), reloj).expediente
    cuentan = (historia(expediente, ciudadana())[0], hitos_de(expediente, tramitadora(reloj), antes_de=None)[0])
    for titulos in ([hito.titulo for hito in hitos] for hitos in cuentan):
        assert titulos.count("Se ha presentado") == 1
        assert "Se ha presentado la solicitud" not in titulos


def test_what_is_filed_later_asks_for_nothing_and_stops_no_term(ana: Client, reloj: RelojMovil) -> None:
    declarado = presentar(ciudadana(), preparada(reloj), reloj).expediente
    renuncia, recusa = (_para_presentar(ana, declarado, clase) for clase in ("renuncia", "recusacion"))
    assert "Renuncie a lo que declaró" in renuncia
    assert "Para volver a empezar tendrá que presentarlo otra vez." in renuncia
    assert [una for una in ("a su derecho", "lo mismo otra vez", "olicitud") if una in renuncia] == []
    assert "puede pedir que no intervenga." in recusa
    assert "plazo para resolver" not in recusa
    pedido = expediente_de_obra(reloj)
    renuncia, recusa = (_para_presentar(ana, pedido, clase) for clase in ("renuncia", "recusacion"))
    assert "Renuncie a su derecho" in renuncia
    assert "puede pedir que no intervenga. El plazo para resolver se para hasta que se decida." in recusa


def _para_presentar(ana: Client, caso: Expediente, clase: str) -> str:
    return _principal(ana.get(f"/mi-carpeta/expedientes/{caso.id}/presentar/{clase}/").content.decode())


def _principal(pagina: str) -> str:
    return pagina.partition("<main")[2].partition("</main>")[0]
