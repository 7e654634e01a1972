"""Acts of procedure wait for the signature of who makes them."""

from __future__ import annotations

from uuid import UUID

import pytest

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoPermitido
from consistorio.tramitacion.motor import acciones, consultas
from consistorio.tramitacion.motor.permisos import RECOGER_FIRMA
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra, personal
from consistorio.tramitacion.tests.firmas import escribir_informe, firmar
from consistorio.tramitacion.tests.test_motor import admitir, comprobar_repeticion, informar, tramitadora


def test_a_report_waits_for_its_signature_and_may_come_back(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    informe = escribir_informe(expediente, reloj)
    documento = UUID(str(informe.documento_id))
    tarea = expediente.tareas.get(codigo="informe_tecnico")
    assert tarea.estado == "en_espera"
    assert informe.emitido_el is None
    assert not expediente.documentos.filter(documento_id=documento).exists()
    assert not expediente.tareas.filter(codigo="propuesta").exists()
    assert consultas.espera_de(tarea) == "Informe técnico municipal: pendiente de firma de Arquitectura municipal."
    with pytest.raises(FaseIncompatible, match="ya está escrito"):
        escribir_informe(expediente, reloj)
    with pytest.raises(FaseIncompatible, match="todavía no está firmado"):
        acciones.recoger_informe_firmado(
            actor=Actor.sistema("firmas", RECOGER_FIRMA),
            informe_id=informe.id,
            documento_id=documento,
            reloj=reloj,
        )
    with pytest.raises(NoPermitido):
        acciones.recoger_informe_firmado(
            actor=tramitadora(reloj), informe_id=informe.id, documento_id=documento, reloj=reloj
        )
    with pytest.raises(NoPermitido):
        acciones.recoger_informe_devuelto(
            actor=tramitadora(reloj), informe_id=informe.id, documento_id=documento, reloj=reloj
        )
    firmar(documento, reloj, devuelto="Falta citar la norma.")
    tarea.refresh_from_db()
    assert tarea.estado == "pendiente"
    (accion,) = consultas.acciones_de(tarea, personal("arquitectura", reloj))
    assert "Falta citar la norma." in accion.etiqueta
    assert accion.impedimentos == ()
    informar(expediente, reloj)
    tarea.refresh_from_db()
    informe.refresh_from_db()
    assert tarea.estado == "hecha"
    assert informe.emitido_el is not None
    assert expediente.documentos.filter(documento_id=UUID(str(informe.documento_id)), origen="informe").exists()
    assert expediente.tareas.get(codigo="propuesta").estado == "pendiente"
    comprobar_repeticion(expediente)
