"""Reminders of drafts that are not filed: when, to whom, once each, and what the mail does not say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.formularios import acciones, consultas, trabajos
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.permisos import RECORDAR
from consistorio.tramitacion.formularios.recordatorios import Fechas, correo_de_recordatorio, recordatorio_que_toca
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, presentar, rellenar_obra

INICIO = datetime(2026, 10, 1, 12, tzinfo=UTC)
FIN = INICIO + timedelta(days=30)
FALTA = timedelta(days=10)
YA = INICIO + timedelta(hours=25)


@pytest.mark.parametrize(
    ("pasado", "recordado", "avisado", "toca"),
    [
        (timedelta(hours=23, minutes=59), None, None, ""),
        (timedelta(hours=24), None, None, "sin_presentar"),
        (timedelta(hours=48), YA, None, ""),
        (timedelta(days=26, hours=23), YA, None, ""),
        (timedelta(days=27), YA, None, "caduca"),
        (timedelta(days=27), None, None, "caduca"),
        (timedelta(days=28), YA, YA, ""),
        (timedelta(days=28), None, YA, ""),
        (timedelta(days=30), None, None, ""),
    ],
)
def test_when_each_reminder_is_due(
    pasado: timedelta, recordado: datetime | None, avisado: datetime | None, toca: str
) -> None:
    assert recordatorio_que_toca(Fechas(INICIO, FIN, recordado, avisado), ahora=INICIO + pasado) == toca


def barrer(reloj: RelojMovil) -> list[str]:
    """What the sweep does now."""
    actor = Actor.sistema("recordatorios", RECORDAR)
    return [
        acciones.recordar(actor=actor, borrador_id=b.id, reloj=reloj) for b in consultas.por_recordar(en=reloj.ahora())
    ]


def test_each_is_sent_once_and_saving_again_moves_only_the_last_one(reloj: RelojMovil) -> None:
    ana = ciudadana()
    borrador = rellenar_obra(ana, reloj)
    assert barrer(reloj) == []
    reloj.pasar(hours=24)
    assert barrer(reloj) == ["sin_presentar"]
    assert barrer(reloj) == []
    reloj.pasar(days=26, hours=1)
    assert barrer(reloj) == ["caduca"]
    assert barrer(reloj) == []
    acciones.guardar_paso(actor=ana, borrador_id=borrador.id, paso="cuanto", datos={"presupuesto": "1"}, reloj=reloj)
    reloj.pasar(days=2)
    assert barrer(reloj) == []
    reloj.pasar(days=25)
    assert barrer(reloj) == ["caduca"]
    reloj.pasar(days=3)
    assert barrer(reloj) == []


def test_who_filed_or_has_no_mail_gets_none(reloj: RelojMovil) -> None:
    ana = ciudadana()
    borrador = rellenar_obra(ana, reloj)
    presentar(ana, borrador, reloj)
    otro = rellenar_obra(ana, reloj)
    Persona.objects.filter(id=ana.id).update(correo="")
    for texto in ("", "no-es-un-correo"):
        Borrador.objects.filter(id=otro.id).update(datos={"correo_aviso": texto})
        reloj.pasar(hours=24)
        assert [motivo for motivo in barrer(reloj) if motivo] == []
    Persona.objects.filter(id=ana.id).update(correo="ana@correo.example")
    assert barrer(reloj) == ["sin_presentar"]
    actor = Actor.sistema("recordatorios", RECORDAR)
    assert acciones.recordar(actor=actor, borrador_id=borrador.id, reloj=reloj) == ""


def test_the_mail_says_only_that_there_is_a_draft(reloj: RelojMovil) -> None:
    ana = ciudadana()
    borrador = rellenar_obra(ana, reloj)
    for motivo in ("sin_presentar", "caduca"):
        asunto, cuerpo = correo_de_recordatorio(motivo, entidad="Ayuntamiento", sede="https://sede.example")
        texto = f"{asunto} {cuerpo}".lower()
        for secreto in (ana.nombre, borrador.numero, "licencia", "obra", str(borrador.id), "bañera"):
            assert secreto.lower() not in texto
        assert "todavía no se ha presentado" in texto
        assert ("lo borraremos" in texto) == (motivo == "caduca")


def test_one_draft_that_fails_does_not_stop_the_others(reloj: RelojMovil, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = ciudadana()
    malo, bueno = rellenar_obra(ana, reloj), rellenar_obra(ana, reloj)
    ahora = reloj_de_la_casa().ahora()
    Borrador.objects.filter(id=malo.id).update(guardado_el=ahora - timedelta(days=2), caduca_el=ahora + FALTA)
    Borrador.objects.filter(id=bueno.id).update(guardado_el=ahora - timedelta(days=2), caduca_el=ahora + 2 * FALTA)
    de_verdad = acciones.recordar

    def falla_con_el_malo(*, actor: Actor, borrador_id: UUID, reloj: Reloj) -> str:
        if borrador_id == malo.id:
            msg = "the disk is full"
            raise OSError(msg)
        return de_verdad(actor=actor, borrador_id=borrador_id, reloj=reloj)

    monkeypatch.setattr(acciones, "recordar", falla_con_el_malo)
    with pytest.raises(RuntimeError, match=f"{malo.id}: OSError"):
        trabajos.recordar_borradores()
    malo.refresh_from_db()
    bueno.refresh_from_db()
    assert malo.recordado_el is None
    assert bueno.recordado_el is not None
