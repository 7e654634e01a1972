"""What a late answer brings back (LPACAP 73.3): the instruction, its phase, and somebody who reads it; nothing of the undone decision."""

from __future__ import annotations

import pytest

from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor import acciones, operaciones
from consistorio.tramitacion.motor.models import Requerimiento, Tarea, Terminacion
from consistorio.tramitacion.tests.factories import RelojMovil, aportar, ciudadana, expediente_de_obra
from consistorio.tramitacion.tests.firmas import firmado
from consistorio.tramitacion.tests.test_motor import (
    admitir,
    barrer,
    cerrar,
    comprobar_repeticion,
    dar_audiencia,
    informar,
    notificar,
    requerir,
    subsanar,
    tramitadora,
)
from consistorio.tramitacion.tests.test_representacion import OTRA, caso, parte_de, pedir

pytestmark = pytest.mark.lento


def desatendido(reloj: RelojMovil) -> tuple[Expediente, Requerimiento]:
    """A case whose request to correct it nobody answered in term."""
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 29)
    requerimiento = requerir(expediente, reloj)
    notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    reloj.ir_a(2026, 10, 20)
    barrer(reloj)
    return expediente, requerimiento


def resuelto(expediente: Expediente, reloj: RelojMovil) -> Expediente:
    """Proposed and signed, not notified yet."""
    for codigo in ("propuesta", "resolucion"):
        cerrar(expediente.tareas.get(codigo=codigo), reloj, codigo="desistida", sentido="desistida")
    return Expediente.objects.get(id=expediente.id)


def pedir_informe(expediente: Expediente, reloj: RelojMovil) -> None:
    acciones.pedir_informe(
        actor=tramitadora(reloj),
        expediente_id=expediente.id,
        unidad_id=expediente.unidad_id,
        asunto="Patrimonio",
        precepto="Ley 12/2002",
        preceptivo=False,
        suspende=False,
        reloj=reloj,
    )


def test_the_undone_decision_binds_nothing_and_the_instruction_goes_on_to_another(reloj: RelojMovil) -> None:
    expediente, _requerimiento = desatendido(reloj)
    acciones.tener_por_desistida(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    expediente = resuelto(expediente, reloj)
    assert (operaciones.hay_decision(expediente), expediente.fase) == (True, "finalizacion")
    with pytest.raises(FaseIncompatible):
        requerir(expediente, reloj)
    subsanar(expediente, reloj)
    expediente.refresh_from_db()
    assert not operaciones.hay_decision(expediente)
    assert expediente.fase == expediente.tareas.get(codigo="revision", del_modelo=True).fase == "iniciacion"
    cambios = Evento.objects.filter(cadena=expediente.cadena, tipo="expediente.fase.cambiada")
    assert cambios.latest("seq").datos["fase"] == expediente.fase
    comprobar_repeticion(expediente)
    with pytest.raises(FaseIncompatible):
        aportar(expediente, reloj, "recurso", texto="Recurro.")
    aportar(expediente, reloj, "alegaciones", texto="Y además, esto.")
    cerrar(expediente.tareas.get(codigo="escrito_alegaciones"), reloj)
    otra = requerir(expediente, reloj)
    notificar(expediente, f"requerimiento:{otra.id}", reloj.ahora(), reloj)
    aportar(expediente, reloj, "subsanacion", texto="Lo otro que faltaba.")
    cerrar(expediente.tareas.get(codigo="revision", del_modelo=True), reloj, codigo="admitida")
    pedir_informe(expediente, reloj)
    for informe in expediente.informes.filter(emitido_el=None):
        cerrar(Tarea.objects.get(id=informe.tarea_id), reloj, codigo="favorable")
    audiencia = dar_audiencia(expediente, reloj)
    acciones.cerrar_audiencia(actor=tramitadora(reloj), audiencia_id=audiencia.id, causa="renuncia", reloj=reloj)
    for codigo in ("propuesta", "resolucion"):
        cerrar(expediente.tareas.get(codigo=codigo, del_modelo=True), reloj, codigo="estima", sentido="estima")
    expediente.refresh_from_db()
    assert (operaciones.hay_decision(expediente), expediente.fase) == (True, "finalizacion")
    comprobar_repeticion(expediente)


def test_a_withdrawal_may_be_filed_after_the_undone_decision(reloj: RelojMovil) -> None:
    expediente, _requerimiento = desatendido(reloj)
    acciones.tener_por_desistida(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    expediente = resuelto(expediente, reloj)
    with pytest.raises(FaseIncompatible):
        aportar(expediente, reloj, "desistimiento")
    subsanar(expediente, reloj)
    aportar(expediente, reloj, "desistimiento")
    acciones.aceptar_desistimiento(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    assert operaciones.terminacion_aceptada(expediente) == "desistimiento"
    comprobar_repeticion(expediente)


def test_a_report_may_be_asked_for_until_the_proposal_is_done(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    informar(expediente, reloj)
    expediente.refresh_from_db()
    assert expediente.fase == "finalizacion"
    pedir_informe(expediente, reloj)
    assert expediente.informes.filter(emitido_el=None, asunto="Patrimonio").exists()
    with pytest.raises(FaseIncompatible):
        requerir(expediente, reloj)
    propuesta = expediente.tareas.get(codigo="propuesta")
    cerrar(propuesta, reloj, codigo="estima")
    with pytest.raises(FaseIncompatible) as error:
        pedir_informe(expediente, reloj)
    assert "retire antes la propuesta" in error.value.que_hacer
    comprobar_repeticion(expediente)


def test_an_answer_for_which_nothing_waits_opens_a_task(reloj: RelojMovil) -> None:
    expediente, requerimiento = desatendido(reloj)
    admitir(expediente, reloj)  # the unit decided to go on without it
    requerimiento.refresh_from_db()
    assert requerimiento.estado == "desatendido"
    subsanar(expediente, reloj)
    tarea = expediente.tareas.get(tipo="escrito", cerrada_el=None)
    assert (tarea.codigo, tarea.unidad_id) == ("escrito_subsanacion", expediente.unidad_id)
    comprobar_repeticion(expediente)


def test_an_answer_for_which_the_review_waits_opens_no_other_task(reloj: RelojMovil) -> None:
    expediente, _requerimiento = desatendido(reloj)
    subsanar(expediente, reloj)
    assert not expediente.tareas.filter(tipo="escrito").exists()
    assert expediente.tareas.get(codigo="revision").estado == "pendiente"


def no_acreditada(reloj: RelojMovil) -> tuple[Expediente, Interesado]:
    """A case that ends because nobody accredited who acted for its only party."""
    expediente = caso(reloj)
    reloj.ir_a(2026, 9, 29)
    pedido = pedir(expediente, reloj)
    notificar(expediente, f"requerimiento:{pedido.id}", reloj.momento, reloj)
    reloj.ir_a(2026, 10, 16)
    barrer(reloj)
    parte = parte_de(expediente)
    rechazo = acciones.rechazar_representacion(
        actor=tramitadora(reloj), interesado_id=parte.id, motivo="No consta ningún poder.", reloj=reloj
    )
    firmado(rechazo, reloj)
    return expediente, parte


def test_a_late_accreditation_undoes_the_end_and_is_checked_again(reloj: RelojMovil) -> None:
    expediente, parte = no_acreditada(reloj)
    fin = Terminacion.objects.get(expediente=expediente)
    assert fin.referencia == expediente.requerimientos.get().id
    expediente = resuelto(expediente, reloj)
    # Pablo himself, whom the town notified, answers: who acted for him sees the case no more
    aportar(expediente, reloj, "subsanacion", actor=ciudadana(OTRA["nif"]), texto="Sí me representa: lo ratifico.")
    fin.refresh_from_db()
    parte.refresh_from_db()
    expediente.refresh_from_db()
    assert (fin.estado, parte.acreditacion) == ("descartada", "pendiente")
    assert expediente.tareas.get(tipo="acreditacion", cerrada_el=None).estado == "pendiente"
    assert not operaciones.hay_decision(expediente)
    acciones.aceptar_representacion(actor=tramitadora(reloj), interesado_id=parte.id, reloj=reloj)
    assert expediente.tareas.filter(codigo="revision", cerrada_el=None).exists()
    comprobar_repeticion(expediente)


def test_silence_after_the_undone_decision_asks_for_no_other_one_against_it(reloj: RelojMovil) -> None:
    expediente, _requerimiento = desatendido(reloj)
    acciones.tener_por_desistida(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    expediente = resuelto(expediente, reloj)
    subsanar(expediente, reloj)
    reloj.ir_a(2027, 3, 1)
    barrer(reloj)
    assert operaciones.silencio_producido(expediente, en=hoy(reloj)) == "estimatorio"
    assert not expediente.tareas.filter(codigo="resolucion_tras_silencio").exists()
    abiertas = expediente.tareas.filter(cerrada_el=None).order_by("codigo").values_list("codigo", flat=True)
    assert list(abiertas) == ["certificado_silencio", "propuesta"]  # what silence granted is certified and confirmed
