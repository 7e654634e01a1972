"""Reports as a definition asks for them, and going on without one (LPACAP 22.1.d, 80)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tests.test_definiciones import compuesto
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones, consultas
from consistorio.tramitacion.motor.models import Informe, Plazo, Tarea
from consistorio.tramitacion.motor.reglas import por_que_se_espera, problemas_de_informe
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra, personal
from consistorio.tramitacion.tests.firmas import escribir_informe
from consistorio.tramitacion.tests.test_motor import admitir, barrer, comprobar_repeticion, tramitadora

VENCE, TOPE = date(2026, 10, 15), date(2026, 12, 29)


@pytest.mark.parametrize(
    ("preceptivo", "hoy", "se_espera"),
    [
        (False, date(2026, 10, 15), "15/10/2026"),
        (False, date(2026, 10, 16), ""),
        (True, date(2026, 10, 16), "29/12/2026"),
        (True, date(2026, 12, 29), "29/12/2026"),
        (True, date(2026, 12, 30), ""),
    ],
)
def test_until_when_a_report_is_awaited(preceptivo: bool, hoy: date, se_espera: str) -> None:
    motivo = por_que_se_espera(preceptivo=preceptivo, vence=VENCE, tope=TOPE, hoy=hoy)
    assert bool(motivo) == bool(se_espera)
    assert se_espera in motivo


@pytest.mark.parametrize(
    ("datos", "cuantos"),
    [
        ({}, 0),
        ({"preceptivo": False, "vinculante": False}, 0),
        ({"preceptivo": True, "suspende": True, "precepto": "Ley 12/2002 art. 44"}, 0),
        ({"preceptivo": True}, 1),
        ({"vinculante": True, "precepto": " "}, 1),
        ({"suspende": True, "precepto": "x"}, 1),
        ({"suspende": "si", "preceptivo": 1}, 2),
    ],
)
def test_what_a_definition_may_say_of_a_report(datos: dict[str, object], cuantos: int) -> None:
    assert len(problemas_de_informe(datos)) == cuantos


def test_the_checker_of_definitions_says_it_with_its_place() -> None:
    definicion = compuesto("licencia-obra-menor.json")
    tareas = definicion["tareas"]
    assert isinstance(tareas, list)
    for tarea in tareas:
        if isinstance(tarea, dict) and tarea["tipo"] == "informe":
            tarea["datos"] = {"suspende": True, "vinculante": True}
    problemas = leer_definicion(definicion)[1]
    assert len(problemas) == 2
    assert all(".datos" in problema.campo for problema in problemas)


def seguir(informe: Informe, reloj: RelojMovil) -> Informe:
    return acciones.seguir_sin_informe(actor=tramitadora(reloj), informe_id=informe.id, reloj=reloj)


def pedir(expediente: Expediente, reloj: RelojMovil, **como: bool) -> Informe:
    return acciones.pedir_informe(
        actor=tramitadora(reloj),
        expediente_id=expediente.id,
        unidad_id=expediente.unidad_id,
        asunto="Patrimonio",
        precepto="Ley 12/2002 art. 44",
        reloj=reloj,
        **como,
    )


def test_an_optional_report_is_left_once_its_term_is_over(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 29)
    informe = pedir(expediente, reloj)
    assert Tarea.objects.get(id=informe.tarea_id).vence == informe.vence  # in the tray of who makes it
    reloj.momento = reloj.momento.replace(day=informe.vence.day, month=informe.vence.month)
    with pytest.raises(FaseIncompatible) as error:
        seguir(informe, reloj)
    assert "hasta entonces se espera" in error.value.que_hacer
    assert not consultas.informes_que_se_pueden_dejar(expediente, en=informe.vence).exists()
    reloj.pasar(days=1)
    with pytest.raises((NoPermitido, NoEncontrado)):
        acciones.seguir_sin_informe(actor=personal("arquitectura", reloj), informe_id=informe.id, reloj=reloj)
    assert list(consultas.informes_que_se_pueden_dejar(expediente, en=reloj.momento.date())) == [informe]
    assert seguir(informe, reloj).no_esperado_el is not None
    assert informe.tarea.__class__.objects.get(id=informe.tarea_id).estado == "cancelada"
    with pytest.raises(FaseIncompatible):
        seguir(informe, reloj)
    barrer(reloj)  # nobody watches its date any more
    comprobar_repeticion(expediente)


def test_a_mandatory_report_of_the_procedure_is_awaited_three_months_and_then_the_case_goes_on(
    reloj: RelojMovil,
) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 29)
    admitir(expediente, reloj)
    informe = expediente.informes.get()
    reloj.ir_a(2026, 12, 29)
    with pytest.raises(FaseIncompatible) as error:
        seguir(informe, reloj)
    assert "29/12/2026" in error.value.que_hacer
    reloj.ir_a(2026, 12, 30)
    acto = escribir_informe(expediente, reloj)
    with pytest.raises(FaseIncompatible):  # written: it is only to be signed
        seguir(informe, reloj)
    acciones.retirar_acto(
        actor=personal("arquitectura", reloj), tarea_id=informe.tarea_id, motivo="Tiene un error.", reloj=reloj
    )
    assert acto.tarea_id == informe.tarea_id
    seguir(informe, reloj)
    expediente.refresh_from_db()
    assert expediente.tareas.get(codigo="propuesta").estado == "pendiente"
    assert expediente.fase == "finalizacion"
    comprobar_repeticion(expediente)


def test_one_that_stops_the_term_lets_it_go_on_after_its_limit(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 29)
    informe = pedir(expediente, reloj, preceptivo=True, suspende=True)
    reloj.ir_a(2026, 12, 30)
    seguir(informe, reloj)  # the sweep has not come yet
    plazo = Plazo.objects.get(expediente=expediente)
    assert (plazo.estado, plazo.suspensiones.get().hasta) == ("corriendo", date(2026, 12, 29))
    comprobar_repeticion(expediente)


def test_a_report_that_is_not_there_is_not_left(reloj: RelojMovil) -> None:
    with pytest.raises(NoEncontrado):
        acciones.seguir_sin_informe(
            actor=tramitadora(reloj), informe_id=UUID("019505d4-0000-7000-8000-0000000000ab"), reloj=reloj
        )


def test_nothing_is_asked_of_a_unit_where_nobody_may_do_it(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 28)
    alcaldia = Unidad.objects.get(dir3="LA0009981")
    comun = {"actor": tramitadora(reloj), "expediente_id": expediente.id, "unidad_id": alcaldia.id, "reloj": reloj}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.pedir_informe(asunto="Ruido", precepto="LPACAP art. 79.1", **comun)  # type: ignore[arg-type]
    assert [p.campo for p in error.value.problemas] == ["unidad"]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.crear_tarea_libre(nombre=" ", **comun)  # type: ignore[arg-type]
    assert [p.campo for p in error.value.problemas] == ["nombre", "unidad"]
