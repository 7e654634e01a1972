"""A unit asks for a change and its area answers, with pages alone."""

from __future__ import annotations

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.test_entradas import asignar_areas
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.mejoras.models import PeticionDeArea
from consistorio.servicios.tests.escenario import RelojDePrueba

BASE = "/escritorio/mejoras/"


@pytest.fixture(autouse=True)
def _con_areas(reloj: RelojDePrueba) -> None:
    asignar_areas(reloj)


def pedida(mesa: Mesa) -> str:
    """The address of what the technical office asks for."""
    datos = {
        "procedimiento": "licencia-obra-menor",
        "unidad": str(Unidad.objects.get(dir3="LA0009987").id),
        "problema": "Se pide el plano dos veces.",
        "mejora": "Un requerimiento menos.",
    }
    enviada = mesa("pilar").post(f"{BASE}nueva/", datos)
    assert enviada.status_code == 302, enviada.content.decode()
    return str(enviada["Location"])


def test_asking_talking_accepting(mesa: Mesa) -> None:
    mal = mesa("pilar").post(f"{BASE}nueva/", {})
    assert (mal.status_code, "Falta «¿Qué problema hay?»" in mal.content.decode()) == (422, True)
    una = pedida(mesa)
    marta = mesa("marta")
    assert "Peticiones de cambio por decidir: 1" in marta.get("/escritorio/procedimientos/").content.decode()
    assert "Se pide el plano dos veces." in marta.get(BASE).content.decode()
    assert "No hay peticiones aquí." in marta.get(f"{BASE}?estado=hecha").content.decode()
    assert "Aceptarla" in marta.get(una).content.decode()
    assert marta.post(f"{una}comentar/", {"texto": "¿En cuántos?"}).status_code == 302
    assert marta.post(f"{una}aceptar/").status_code == 302
    assert "ya se decidió" in marta.post(f"{una}aceptar/", follow=True).content.decode()
    assert "No se está preparando" in marta.post(f"{una}enlazar/", follow=True).content.decode()
    assert "No se ha publicado ninguna versión" in marta.post(f"{una}hecha/", follow=True).content.decode()
    pilar = mesa("pilar")
    assert "Peticiones de cambio suyas con novedades (1)" in pilar.get("/escritorio/").content.decode()
    pagina = pilar.get(una).content.decode()
    for texto in ("Aceptada", "¿En cuántos?", "Antes: resueltos del", "Hay novedades"):
        assert texto in pagina
    assert "Aceptarla" not in pagina
    assert pilar.post(f"{una}vista/").status_code == 302
    assert "con novedades" not in pilar.get("/escritorio/").content.decode()
    assert pilar.post(f"{una}rechazar/", {"motivo": "No"}).status_code == 403


def test_rejecting_says_why_and_others_see_nothing(mesa: Mesa) -> None:
    una = pedida(mesa)
    marta = mesa("marta")
    assert marta.post(f"{una}rechazar/", {"motivo": ""}).status_code == 422
    assert marta.post(f"{una}rechazar/", {"motivo": "Ya no se pide."}).status_code == 302
    assert PeticionDeArea.objects.get().estado == "rechazada"
    assert "Ya no se pide." in mesa("pilar").get(una).content.decode()
    for puerta in ("", "comentar/"):
        assert mesa("silvia").get(f"{una}{puerta}").status_code == 404
