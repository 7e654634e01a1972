"""What the term to decide counts from (LPACAP 21.3): the entry, the agreement, or the call of a subsidy that Secretaría writes down (LGS 25.4)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from consistorio.canales.escritorio import lecturas
from consistorio.canales.sede import seguimiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.tests import escenario, sancion
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo.models import ValorLegal
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.models import Plazo
from consistorio.tramitacion.motor.trabajos import barrer_convocatorias
from consistorio.tramitacion.tests.firmas import texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
CODIGO = "subvencion-concurrencia"
CONVOCATORIA: dict[str, Valor] = {
    "momento": "convocatoria",
    "nombre": "Cultura 2026",
    "publicada": "2026-07-15",
    "boletin": "BOP de Burgos n.º 132",
    "articulo": "Ley 38/2003 art. 25.4",
    "responsable": "secretaria",
    "desde": "2026-07-16",
    "hasta": "2026-09-15",
}


def escribir(reloj: RelojDePrueba, **cambios: Valor) -> None:
    catalogo.anotar_valores_legales(
        actor=Actor.sistema("secretaria", "legal.anotar", "legal.secretaria"),
        procedimiento=CODIGO,
        valores={"comienzo": {**CONVOCATORIA, **cambios}},
        reloj=reloj,
    )
    vaciar_colas(propagar=False)


def solicitada(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso(reloj, procedimiento=CODIGO)


def plazo_de(expediente: Expediente) -> Plazo:
    return Plazo.objects.get(expediente=expediente)


@pytest.fixture(autouse=True)
def subvencion(reloj: RelojDePrueba) -> None:
    sancion.publicar_procedimiento(CODIGO, reloj, "cultura", "intervencion")


def test_it_counts_from_the_call_in_whose_days_it_was_filed(reloj: RelojDePrueba) -> None:
    escribir(reloj)
    expediente = solicitada(reloj)
    plazo = plazo_de(expediente)
    assert (plazo.comienzo, plazo.vence, plazo.presentada.date()) == (
        "convocatoria",
        date(2027, 1, 15),
        date(2026, 9, 1),
    )
    razones = seguimiento.pasos_del_plazo(expediente)
    assert razones[0].startswith(
        "Convocatoria: Cultura 2026 (BOP de Burgos n.º 132, 15/07/2026). El plazo cuenta desde"
    )
    visible = lecturas.plazo_de(expediente, en=hoy(reloj))
    assert visible is not None
    assert visible.desde_que == "Desde que se publica la convocatoria (Ley 38/2003 art. 25.4)."
    inicial = expediente.tareas.get(tipo="comunicacion_inicial")
    vaciar_colas(propagar=False)
    inicial.refresh_from_db()
    assert "y no desde que entró su solicitud: Cultura 2026" in texto_del_documento(inicial.resultado["documento"])
    assert trabajo.estado_segun_hechos(expediente) == trabajo.estado_actual(expediente)


def test_a_call_that_defers_its_effects_counts_from_that_day(reloj: RelojDePrueba) -> None:
    escribir(reloj, efectos="2026-09-16")
    plazo = plazo_de(solicitada(reloj))
    assert (plazo.vence, plazo.convocatoria) == (
        date(2027, 3, 16),
        "Cultura 2026 (BOP de Burgos n.º 132, 15/07/2026), con efectos desde el 16/09/2026",
    )


def test_until_it_is_written_down_it_counts_from_the_entry_and_says_so(reloj: RelojDePrueba) -> None:
    expediente, otro = solicitada(reloj), solicitada(reloj)
    plazo = plazo_de(expediente)
    assert (plazo.comienzo, plazo.vence) == ("sin_convocatoria", date(2027, 3, 1))
    assert "Secretaría no ha escrito todavía la convocatoria" in plazo.pasos[0]["texto"]
    escribir(reloj)
    assert {plazo_de(caso).vence for caso in (expediente, otro)} == {date(2027, 1, 15)}
    escribir(reloj, publicada="2026-07-20")  # it was written down wrong
    assert plazo_de(expediente).vence == date(2027, 1, 20)
    assert trabajo.estado_segun_hechos(expediente) == trabajo.estado_actual(expediente)


def test_who_was_told_a_provisional_date_is_told_the_other(reloj: RelojDePrueba) -> None:
    expediente = solicitada(reloj)
    vaciar_colas(propagar=False)
    inicial = expediente.tareas.get(tipo="comunicacion_inicial")
    assert "Esa fecha es provisional" in texto_del_documento(inicial.resultado["documento"])
    escribir(reloj)
    (dicha,) = Notificacion.objects.filter(expediente=expediente, referencia__startswith="convocatoria:")
    assert dicha.clase == "comunicacion"
    assert "15 de enero de 2027" in texto_del_documento(dicha.documento_id)


def test_what_came_in_while_the_call_was_written_down_is_counted_by_the_sweep(reloj: RelojDePrueba) -> None:
    expediente = solicitada(reloj)
    barrer_convocatorias()
    assert plazo_de(expediente).comienzo == "sin_convocatoria"
    ValorLegal.objects.create(procedimiento=CODIGO, campo="comienzo", valor=CONVOCATORIA, anotado_el=reloj.ahora())
    barrer_convocatorias()
    assert (plazo_de(expediente).comienzo, plazo_de(expediente).vence) == ("convocatoria", date(2027, 1, 15))


def test_each_year_has_its_own_call(reloj: RelojDePrueba) -> None:
    escribir(reloj, desde="2025-07-16", hasta="2025-09-15", publicada="2025-07-15", nombre="Cultura 2025")
    assert plazo_de(solicitada(reloj)).comienzo == "sin_convocatoria"
    escribir(reloj)
    reloj.poner(datetime(2026, 9, 16, 8, tzinfo=UTC))
    assert plazo_de(solicitada(reloj)).comienzo == "sin_convocatoria"  # filed after its days


def test_a_call_says_which_and_its_effects_are_not_before_it(reloj: RelojDePrueba) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        escribir(reloj, nombre="", efectos="2026-07-01")
    assert {p.campo for p in error.value.problemas} == {"legal.comienzo.nombre", "legal.comienzo.efectos"}


def test_what_has_no_call_counts_from_the_entry_or_the_agreement(reloj: RelojDePrueba) -> None:
    assert plazo_de(escenario.caso(reloj)).comienzo == "entrada"
    assert plazo_de(sancion.iniciado(reloj)).comienzo == "acuerdo"
