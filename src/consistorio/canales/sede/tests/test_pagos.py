"""What a citizen reads of what they have to pay: how much, where it comes from, until when, and its documents."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings

from consistorio.canales.escritorio import lecturas_expediente
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.canales.sede.pendientes import le_toca
from consistorio.canales.sede.seguimiento import turno
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.conftest import reloj, villa_sembrada
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.tests import terraza
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.motor.operaciones.ejecucion import suspender_lo_decidido

__all__ = ["reloj", "villa_sembrada"]
pytestmark = pytest.mark.lento
MEDIO = "consistorio.canales.oac.tests.actor_de_prueba.ActorDePrueba"


@pytest.fixture
def debe(reloj: RelojDePrueba) -> Liquidacion:
    terraza.procedimiento(reloj)
    terraza.escribir_tarifa(reloj)
    return terraza.autoliquidada(terraza.caso(reloj), reloj)


@pytest.fixture
def ana(debe: Liquidacion) -> Iterator[Client]:
    ActorDePrueba.actor = escenario.ciudadana("12345678Z")
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        yield Client()
    ActorDePrueba.actor = None


def test_it_is_her_turn_until_she_pays(debe: Liquidacion, reloj: RelojDePrueba) -> None:
    expediente, ana = Expediente.objects.get(id=debe.expediente_id), escenario.ciudadana("12345678Z")
    suyo = turno(expediente, ana)
    assert (suyo.suyo, suyo.texto) == (True, f"Pague 504,00 €. Referencia: {debe.referencia_dictada}.")
    assert suyo.url.endswith(f"/documentos/{debe.documento_id}/")
    assert [uno.titulo for uno in le_toca(ana, ahora=reloj.ahora())] == ["Pague 504,00 €"]
    assert not turno(expediente, escenario.ciudadana("87654321X")).suyo
    assert le_toca(escenario.ciudadana("87654321X"), ahora=reloj.ahora()) == []
    terraza.pagada(debe, reloj, importe="500")
    assert turno(expediente, ana).texto.startswith("Pague 4,00 €.")
    terraza.pagada(debe, reloj, importe="4", referencia_banco="BANCO-2")
    assert not turno(expediente, ana).suyo


def test_the_page_of_her_case_says_it_with_its_documents(ana: Client, debe: Liquidacion, reloj: RelojDePrueba) -> None:
    ruta = f"/mi-carpeta/expedientes/{debe.expediente_id}/"
    pagina = ana.get(ruta).content.decode()
    for palabras in ("24 m² × 3,50 €", "504,00 €", debe.referencia_dictada, "Documento de ingreso"):
        assert palabras in pagina
    documento = ana.get(f"/mi-carpeta/documentos/{debe.documento_id}/")
    assert documento.getvalue().startswith(b"%PDF")
    terraza.pagada(debe, reloj, importe="510")
    manos.correr()
    pagada = ana.get(ruta).content.decode()
    for palabras in ("Pagado el 1 de septiembre de 2026", "Le devolveremos 6,00 €", "Justificante de pago"):
        assert palabras in pagada
    debe.refresh_from_db()
    assert ana.get(f"/mi-carpeta/documentos/{debe.justificante_id}/").getvalue().startswith(b"%PDF")
    assert "Pague" not in ana.get("/mi-carpeta/").content.decode()


def test_what_is_held_still_is_not_asked_of_her_and_the_desk_says_why(
    ana: Client, debe: Liquidacion, reloj: RelojDePrueba
) -> None:
    recurso = terraza.caso(reloj)
    Relacion.objects.create(expediente=recurso, otro=debe.expediente, clase="recurso", creada_el=reloj.ahora())
    with transaction.atomic():
        suspender_lo_decidido(
            recurso, debe.expediente, documento_id=debe.documento_id, desde=hoy(reloj), actor=SISTEMA, reloj=reloj
        )
    pagina = ana.get(f"/mi-carpeta/expedientes/{debe.expediente_id}/").content.decode()
    assert "No tiene que pagarlo ahora" in pagina
    assert ">Documento de ingreso</a>" not in pagina
    raul = escenario.empleado("raul", reloj)
    for uno, dice in ((debe.expediente, "mientras tanto no se cobra"), (recurso, "hasta que se decida aquí")):
        marcas = lecturas_expediente.marcas_en(uno, lecturas_expediente.relacionados_de(uno, raul))
        assert [dice in marca for marca in marcas] == [True]
    ActorDePrueba.actor = raul
    assert "Suspendida: no se pide" in ana.get(f"/escritorio/expedientes/{debe.expediente_id}/pagos/").content.decode()


def test_another_party_of_the_case_sees_nothing_of_what_she_owes(
    ana: Client, debe: Liquidacion, reloj: RelojDePrueba
) -> None:
    with transaction.atomic():
        expediente = Expediente.objects.get(id=debe.expediente_id)
        expedientes.anadir_interesado(
            expediente,
            Persona.objects.get(nif="87654321X"),
            papel="interesado",
            canal="electronica",
            actor=escenario.SISTEMA,
            reloj=reloj,
        )
    ruta = f"/mi-carpeta/expedientes/{debe.expediente_id}/"
    assert debe.referencia_dictada in ana.get(ruta).content.decode()
    ActorDePrueba.actor = escenario.ciudadana("87654321X")
    pagina = Client().get(ruta)
    assert pagina.status_code == 200
    assert debe.referencia_dictada not in pagina.content.decode()
    assert "504,00 €" not in pagina.content.decode()


def test_the_tariff_in_force_is_read_before_starting(ana: Client, reloj: RelojDePrueba) -> None:
    pagina = ana.get("/tramites/terraza/").content.decode()
    assert "3,50 €, por metro cuadrado y mes (Ordenanza fiscal n.º 7, artículo 6)" in pagina
