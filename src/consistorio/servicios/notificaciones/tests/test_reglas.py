"""Rules of notifications, by tables of cases from the law."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.calendario.tipos import Calendario
from consistorio.servicios.notificaciones import reglas
from consistorio.servicios.notificaciones.contenido import ActoNotificable, via_administrativa
from consistorio.servicios.notificaciones.tipos import (
    Canal,
    ContenidoNotificable,
    Intento,
    MotivoCanal,
    Recurso,
    ReglaCaducidad,
    ResultadoIntento,
)

SEDE = Calendario("sede", {date(2026, 10, 12): "Fiesta Nacional"})


def madrid(texto: str) -> datetime:
    return datetime.fromisoformat(texto).replace(tzinfo=MADRID)


@pytest.mark.parametrize(
    ("obligada", "preferencia", "contacto", "de_oficio", "esperado"),
    [
        (True, None, True, False, (Canal.ELECTRONICA, MotivoCanal.OBLIGADO)),
        (True, Canal.PAPEL, True, False, (Canal.ELECTRONICA, MotivoCanal.OBLIGADO)),
        (True, None, False, True, (Canal.PAPEL, MotivoCanal.PRIMERA_EN_PAPEL)),
        (True, None, False, False, (Canal.ELECTRONICA, MotivoCanal.OBLIGADO)),
        (False, Canal.ELECTRONICA, True, False, (Canal.ELECTRONICA, MotivoCanal.ELEGIDO)),
        (False, Canal.PAPEL, True, False, (Canal.PAPEL, MotivoCanal.ELEGIDO)),
        (False, None, True, False, (Canal.PAPEL, MotivoCanal.POR_DEFECTO)),
    ],
)
def test_channel_of_a_person(
    obligada: bool, preferencia: Canal | None, contacto: bool, de_oficio: bool, esperado: tuple[Canal, MotivoCanal]
) -> None:
    elegido = reglas.canal_de(obligada=obligada, preferencia=preferencia, tiene_contacto=contacto, de_oficio=de_oficio)
    assert (elegido.canal, elegido.motivo) == esperado


@pytest.mark.parametrize(
    ("puesta", "regla", "ultimo"),
    [
        ("2026-10-01T09:00", ReglaCaducidad.SIN_PRORROGA, date(2026, 10, 11)),  # a Sunday
        ("2026-10-01T09:00", ReglaCaducidad.PRORROGA_30_5, date(2026, 10, 13)),  # Sunday, then the feast of the 12th
        ("2026-10-05T23:59", ReglaCaducidad.SIN_PRORROGA, date(2026, 10, 15)),
        ("2026-10-05T23:59", ReglaCaducidad.PRORROGA_30_5, date(2026, 10, 15)),
        ("2026-12-28T00:00", ReglaCaducidad.SIN_PRORROGA, date(2027, 1, 7)),
    ],
)
def test_last_day_to_open(puesta: str, regla: ReglaCaducidad, ultimo: date) -> None:
    computo = reglas.fin_del_acceso(madrid(puesta), regla=regla, calendario=SEDE)
    assert computo.vence == ultimo
    assert computo.pasos


@pytest.mark.parametrize(
    ("ahora", "caducada"),
    [("2026-10-11T23:59:59", False), ("2026-10-12T00:00:00", True), ("2026-10-10T12:00:00", False)],
)
def test_it_expires_when_its_last_day_has_ended(ahora: str, caducada: bool) -> None:
    assert reglas.ha_caducado(date(2026, 10, 11), madrid(ahora)) is caducada


PRIMERO = Intento(madrid("2026-10-08T11:00"), ResultadoIntento.AUSENTE)  # a Thursday


@pytest.mark.parametrize(
    ("segundo", "validos"),
    [
        ("2026-10-09T17:00", True),
        ("2026-10-13T15:00", True),  # Friday 9, (weekend and feast), Tuesday 13: second hábil
        ("2026-10-14T20:00", True),  # third hábil
        ("2026-10-15T17:00", False),  # fourth
        ("2026-10-08T17:00", False),  # the same day is not one of the following
        ("2026-10-09T12:00", False),  # the same side of 15:00
        ("2026-10-09T10:00", False),
    ],
)
def test_second_attempt_on_paper(segundo: str, validos: bool) -> None:
    problemas = reglas.problemas_de_intento([PRIMERO], Intento(madrid(segundo), ResultadoIntento.AUSENTE), SEDE)
    assert (problemas == ()) is validos, problemas


def test_attempts_need_three_hours_between_their_times() -> None:
    primero = Intento(madrid("2026-10-08T14:00"), ResultadoIntento.AUSENTE)
    cerca = Intento(madrid("2026-10-09T16:59"), ResultadoIntento.AUSENTE)
    lejos = Intento(madrid("2026-10-09T17:00"), ResultadoIntento.AUSENTE)
    assert [p.campo for p in reglas.problemas_de_intento([primero], cerca, SEDE)] == ["momento"]
    assert reglas.problemas_de_intento([primero], lejos, SEDE) == ()


@pytest.mark.parametrize(
    ("receptor", "es_destinatario", "edad", "campos"),
    [
        ("Ana Ruiz", True, None, []),
        ("Luis Gil", False, 14, []),
        ("Luis Gil", False, 13, ["receptor_edad"]),
        ("Luis Gil", False, None, ["receptor_edad"]),
        ("", True, None, ["receptor"]),
    ],
)
def test_who_may_receive_it(receptor: str, es_destinatario: bool, edad: int | None, campos: list[str]) -> None:
    intento = Intento(madrid("2026-10-08T11:00"), ResultadoIntento.ENTREGADA, receptor, es_destinatario, edad)
    assert [p.campo for p in reglas.problemas_de_intento([], intento, SEDE)] == campos


def test_no_third_attempt_nor_one_after_a_closed_door() -> None:
    desconocido = Intento(madrid("2026-10-08T11:00"), ResultadoIntento.DESCONOCIDO)
    tarde = Intento(madrid("2026-10-09T17:00"), ResultadoIntento.AUSENTE)
    assert reglas.problemas_de_intento([desconocido], tarde, SEDE)
    assert reglas.problemas_de_intento([PRIMERO, tarde], tarde, SEDE)


def test_when_paper_has_failed() -> None:
    tarde = Intento(madrid("2026-10-09T17:00"), ResultadoIntento.AUSENTE)
    entregada = Intento(madrid("2026-10-09T17:00"), ResultadoIntento.ENTREGADA, "Ana")
    desconocido = Intento(madrid("2026-10-08T11:00"), ResultadoIntento.DESCONOCIDO)
    assert not reglas.es_infructuosa([PRIMERO])
    assert reglas.es_infructuosa([PRIMERO, tarde])
    assert not reglas.es_infructuosa([PRIMERO, entregada])
    assert reglas.es_infructuosa([desconocido])


def test_contents_of_40_2_are_all_asked_for_at_once() -> None:
    vacio = ContenidoNotificable(texto=" ", organo="", fin_de_via=None, recurrible=True)
    assert {p.campo for p in reglas.problemas_de_contenido(vacio)} == {"texto", "organo", "fin_de_via", "recursos"}
    a_medias = ContenidoNotificable("t", "Alcaldía", True, True, (Recurso("Reposición", "", ""),))
    assert len(reglas.problemas_de_contenido(a_medias)) == 2
    completo = ContenidoNotificable("t", "Alcaldía", True, True, (Recurso("Reposición", "Alcaldía", "un mes"),))
    assert reglas.problemas_de_contenido(completo) == ()
    tramite = ContenidoNotificable("t", "Urbanismo", None, recurrible=False)
    assert reglas.problemas_de_contenido(tramite) == ()


def test_the_mail_reveals_nothing_but_the_town_and_the_sede() -> None:
    asunto, cuerpo = reglas.correo_de_aviso(entidad="Ayuntamiento de Prueba", sede="https://sede.prueba.example")
    assert asunto == "Ayuntamiento de Prueba: tiene una notificación"
    assert "https://sede.prueba.example" in cuerpo
    assert "http" not in cuerpo.replace("https://sede.prueba.example", "")


@pytest.mark.parametrize(
    ("correo", "mascara"), [("maria@example.es", "m***@e***.es"), ("a@b.org", "a***@b***.org"), ("roto", "***")]
)
def test_masked_addresses(correo: str, mascara: str) -> None:
    assert reglas.correo_enmascarado(correo) == mascara


def test_an_answer_without_appeal_is_not_called_an_act_of_procedure() -> None:
    acto = {"titulo": "Decreto", "organo": "Alcaldía", "secciones": (), "recurrible": False}
    respuesta = via_administrativa(ActoNotificable(**acto, fin_de_via=True))  # type: ignore[arg-type]
    tramite = via_administrativa(ActoNotificable(**acto))  # type: ignore[arg-type]
    assert "no cabe recurso administrativo" in respuesta
    assert "acto de trámite" not in respuesta
    assert "acto de trámite" in tramite
