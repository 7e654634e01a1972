"""Providencias and letters: signed by who writes them, in the case then, and only then on their way."""

from __future__ import annotations

from uuid import UUID

import pytest

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor import acciones, consultas
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.motor.operaciones import comunicaciones
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra, personal
from consistorio.tramitacion.tests.firmas import firmado, firmar, texto_de
from consistorio.tramitacion.tests.test_motor import tramitadora

pytestmark = pytest.mark.lento

TEXTO = ["Su placa está hecha.", "Puede recogerla en la Plaza Mayor, 1."]


@pytest.fixture
def expediente(reloj: RelojMovil) -> Expediente:
    return expediente_de_obra(reloj)


def escribir(expediente: Expediente, reloj: RelojMovil, *personas: UUID) -> ActoTramite:
    return acciones.escribir_a_las_partes(
        actor=tramitadora(reloj),
        expediente_id=expediente.id,
        asunto="Recoja su placa",
        texto=TEXTO,
        destinatarios=personas or comunicaciones.destinatarios_de(expediente),
        reloj=reloj,
    )


def comunicadas(expediente: Expediente) -> list[tuple[str, str]]:
    hechos = eventos_de(expediente.cadena).filter(tipo="motor.comunicacion.pedida")
    return [(str(h.datos["referencia"]), str(h.datos["efecto"])) for h in hechos]


def test_a_providencia_joins_the_case_when_it_is_signed_and_is_told_to_nobody(
    expediente: Expediente, reloj: RelojMovil
) -> None:
    antes = comunicadas(expediente)
    acto = acciones.dictar_providencia(
        actor=tramitadora(reloj), expediente_id=expediente.id, texto=["Siga su curso."], reloj=reloj
    )
    assert not expediente.documentos.filter(documento_id=acto.documento_id).exists()
    assert acto.tarea.fase == "ordenacion"
    firmado(acto, reloj)
    assert "Siga su curso." in texto_de(acto)
    assert expediente.documentos.get(documento_id=acto.documento_id).origen == "providencia"
    acto.tarea.refresh_from_db()
    assert (acto.tarea.estado, comunicadas(expediente)) == ("hecha", antes)


def test_a_letter_reaches_its_addressees_once_signed_and_names_none(expediente: Expediente, reloj: RelojMovil) -> None:
    acto = escribir(expediente, reloj)
    assert (f"carta:{acto.id}", "informa") not in comunicadas(expediente)
    with pytest.raises(FaseIncompatible, match="ya está escrito"):
        escribir(expediente, reloj)
    firmado(acto, reloj)
    assert comunicadas(expediente)[-1] == (f"carta:{acto.id}", "informa")
    escrito = texto_de(acto)
    assert TEXTO[1] in escrito
    persona = expediente.interesados.get().persona
    assert persona.nif not in escrito
    assert persona.nombre_completo not in escrito


def test_what_came_back_is_written_again_over_what_it_said(expediente: Expediente, reloj: RelojMovil) -> None:
    acto = escribir(expediente, reloj)
    acciones.retirar_acto(actor=tramitadora(reloj), tarea_id=acto.tarea_id, motivo="Faltaba la hora.", reloj=reloj)
    assert consultas.por_escribir_otra_vez(acto.tarea)["texto"] == TEXTO
    firmado(escribir(expediente, reloj), reloj)


def test_whoever_is_no_party_when_it_is_signed_gets_nothing(expediente: Expediente, reloj: RelojMovil) -> None:
    acto = escribir(expediente, reloj)
    Interesado.objects.filter(expediente=expediente).update(hasta=reloj.ahora())
    firmar(acto.documento_id, reloj)
    acto.refresh_from_db()
    assert acto.estado == ActoTramite.Estado.SIN_EFECTO
    assert (f"carta:{acto.id}", "informa") not in comunicadas(expediente)


def test_everything_that_is_wrong_is_said(expediente: Expediente, reloj: RelojMovil) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        acciones.escribir_a_las_partes(
            actor=tramitadora(reloj),
            expediente_id=expediente.id,
            asunto="",
            texto=[" "],
            destinatarios=[uuid7()],
            reloj=reloj,
        )
    assert [p.campo for p in error.value.problemas] == ["asunto", "texto", "destinatarios"]
    with pytest.raises(DatosIncorrectos):
        acciones.dictar_providencia(actor=tramitadora(reloj), expediente_id=expediente.id, texto=[], reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.dictar_providencia(
            actor=personal("oac-1", reloj), expediente_id=expediente.id, texto=["Siga."], reloj=reloj
        )
