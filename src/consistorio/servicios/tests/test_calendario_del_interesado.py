"""LPACAP 30.6: what is inhábil where the party lives is inhábil for their terms, by the address in the case."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.acciones import publicar_calendarios
from consistorio.plataforma.calendario.consultas import calendario_del_domicilio
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.operaciones import dar_direccion_postal
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.models import Requerimiento, Terminacion, TramiteAudiencia
from consistorio.tramitacion.motor.operaciones.calendarios import calendario_de_residencia
from consistorio.tramitacion.tests.firmas import surtido

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
ANA = "12345678Z"
BURGOS = """# ambito: local
# territorio: 09059
# municipio: Ávila de las Fiestas
# anio: 2026
# disposicion: Fiestas locales de prueba
2026-09-22;Fiesta local
2026-12-10;Fiesta local
"""


@pytest.fixture
def septiembre(reloj: RelojDePrueba) -> RelojDePrueba:
    """Monday 7 September 2026, with the local holidays of another municipality published."""
    reloj.poner(datetime(2026, 9, 7, 8, tzinfo=UTC))
    publicar_calendarios(
        actor=Actor.sistema("pruebas", "calendario.publicar"), ficheros=[("burgos.csv", BURGOS)], reloj=reloj
    )
    return reloj


@pytest.mark.parametrize(
    ("municipio", "vence"),
    [
        ("Villaejemplo", date(2026, 9, 22)),
        ("avila de las  fiestas", date(2026, 9, 23)),
        ("Un pueblo sin calendario", date(2026, 9, 22)),
    ],
)
def test_a_local_holiday_on_the_last_day_moves_the_end(septiembre: RelojDePrueba, municipio: str, vence: date) -> None:
    reloj = septiembre
    reloj.avanzar(days=1)  # ten hábiles from Tuesday 8 end on Tuesday 22
    marta = escenario.empleado("marta", reloj)
    expediente = escenario.caso(reloj, municipio=municipio)
    pedido = motor.requerir_subsanacion(
        actor=marta,
        expediente_id=expediente.id,
        defectos=(Defecto("plano", "Falta el plano"),),
        suspende=False,
        reloj=reloj,
    )
    requerimiento = surtido(pedido, Requerimiento, reloj)
    oida = motor.abrir_audiencia(actor=marta, expediente_id=expediente.id, motivo="Se va a denegar.", reloj=reloj)
    audiencia = surtido(oida, TramiteAudiencia, reloj)
    manos.abrir_notificacion(expediente, f"requerimiento:{requerimiento.id}", ANA, reloj)
    manos.abrir_notificacion(expediente, f"audiencia:{audiencia.id}", ANA, reloj)
    assert Requerimiento.objects.get(id=requerimiento.id).vence == vence
    assert TramiteAudiencia.objects.get(id=audiencia.id).vence == vence


def test_where_letters_go_is_not_where_the_party_lives_and_abroad_has_none(septiembre: RelojDePrueba) -> None:
    expediente = escenario.caso(septiembre, municipio="Villaejemplo")
    parte = expediente.interesados.get()
    fuera = {"via": "Calle Ancha, 3", "codigo_postal": "09400", "municipio": "Ávila de las Fiestas"}
    with transaction.atomic():
        dar_direccion_postal(parte, fuera, actor=escenario.SISTEMA, reloj=septiembre)
    en = date(2026, 9, 8)
    assert calendario_de_residencia(expediente, parte.persona_id, en=en) is None
    for pais, cuenta in (("", True), ("España", True), ("Francia", False)):
        expediente.interesados.update(domicilio={**fuera, "pais": pais})
        assert (calendario_de_residencia(expediente, parte.persona_id, en=en) is not None) is cuenta
    assert calendario_del_domicilio(municipio="Marsella", codigo_postal="13001", pais="Francia", en=en) is None


@pytest.mark.parametrize(
    ("municipio", "vence"), [("Villaejemplo", date(2026, 12, 10)), ("Ávila de las Fiestas", date(2026, 12, 11))]
)
def test_the_months_of_the_warning_of_lapse_too(septiembre: RelojDePrueba, municipio: str, vence: date) -> None:
    reloj = septiembre
    reloj.avanzar(days=3)
    expediente = escenario.caso(reloj, municipio=municipio)
    aviso = motor.advertir_caducidad(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, motivo="Falta el plano.", reloj=reloj
    )
    terminacion = surtido(aviso, Terminacion, reloj)
    manos.abrir_notificacion(expediente, f"caducidad:{terminacion.id}", ANA, reloj)
    assert Terminacion.objects.get(id=terminacion.id).vence == vence
