"""The hearing on the proposal of who instructs (LPACAP 89.2): what it carries, what waits for it, and what undoes it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.tests import escenario, manos, sancion
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.test_obstaculos import documentada, recoger
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.models import Tarea, TramiteAudiencia
from consistorio.tramitacion.tests.factories import aportar
from consistorio.tramitacion.tests.firmas import firmado, surtido, texto_de, texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
ANA = "12345678Z"


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    return sancion.iniciado(reloj)


def dar_audiencia(expediente: Expediente, reloj: RelojDePrueba, dias: int = 15) -> TramiteAudiencia:
    acto = motor.abrir_audiencia(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, motivo="", dias=dias, reloj=reloj
    )
    return surtido(acto, TramiteAudiencia, reloj)


def estados(expediente: Expediente) -> dict[str, str]:
    return dict(expediente.tareas.filter(del_modelo=True).values_list("codigo", "estado"))


def test_nobody_is_sanctioned_before_being_heard_on_the_proposal(expediente: Expediente, reloj: RelojDePrueba) -> None:
    marta = escenario.empleado("marta", reloj)
    assert "alegaciones" not in estados(expediente)
    propuesta = manos.proponer(expediente, "estima", reloj)
    assert estados(expediente)["alegaciones"] == "pendiente"
    assert propuesta.propuesta_documento is not None
    en_el_caso = expediente.documentos.get(documento=propuesta.propuesta_documento)
    assert not en_el_caso.visible_interesado
    with pytest.raises(FaseIncompatible) as error:
        manos.elevar(expediente, reloj)
    assert "Notificar la propuesta de resolución" in error.value.que_hacer
    acto = motor.abrir_audiencia(actor=marta, expediente_id=expediente.id, motivo="", dias=15, reloj=reloj)
    escrito = texto_de(acto)
    for dicho in ("15 días hábiles", "300,00", "artículo 12", "Artículos 82 y 89.2", "20/08/2026"):
        assert dicho in escrito
    audiencia = surtido(acto, TramiteAudiencia, reloj)
    assert audiencia.lleva == propuesta.propuesta_documento
    manos.abrir_notificacion(expediente, f"audiencia:{audiencia.id}", ANA, reloj)
    en_el_caso.refresh_from_db()
    assert en_el_caso.visible_interesado
    reloj.avanzar(minutes=5)
    aportar(expediente, reloj, "alegaciones", actor=escenario.ciudadana(ANA), texto="No fui yo.", clave="a")
    audiencia.refresh_from_db()
    assert audiencia.vence is not None
    reloj.poner(reloj.momento + timedelta(days=40))
    manos.barrer(reloj)
    assert estados(expediente)["alegaciones"] == "hecha"
    for tarea in expediente.tareas.filter(tipo="escrito", cerrada_el=None):
        motor.completar_tarea(actor=marta, tarea_id=tarea.id, resultado={}, reloj=reloj)
    resolucion = manos.elevar(expediente, reloj)
    assert resolucion.posteriores["antecedentes"] == [
        "El 1 de septiembre de 2026 se notificó la propuesta de resolución, con 15 días hábiles para alegar. Se presentaron alegaciones: 1."
    ]
    vaciar_colas(colas=["documentos"])
    resolucion.refresh_from_db()
    assert resolucion.documento_id is not None
    assert "se notificó la propuesta de resolución" in texto_del_documento(resolucion.documento_id)


def test_what_is_archived_needs_no_hearing_and_cannot_become_a_sanction(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    marta = escenario.empleado("marta", reloj)
    manos.proponer(expediente, "deniega", reloj)
    assert estados(expediente)["alegaciones"] == "cancelada"
    resoluciones.redactar(
        actor=marta,
        expediente_id=expediente.id,
        borrador=manos.motivado(borrador_para(Expediente.objects.get(id=expediente.id), "estima")),
        reloj=reloj,
    )
    with pytest.raises(DatosIncorrectos) as error:
        manos.elevar(expediente, reloj)
    assert "Notificar la propuesta de resolución" in error.value.problemas[0].mensaje


def test_another_proposal_is_heard_again_and_a_changed_decision_warns(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    marta = escenario.empleado("marta", reloj)
    manos.proponer(expediente, "estima", reloj)
    primera = dar_audiencia(expediente, reloj)
    resoluciones.retirar_propuesta(actor=marta, expediente_id=expediente.id, motivo="Hay otra prueba.", reloj=reloj)
    primera.refresh_from_db()
    assert primera.estado == "cerrado"
    assert "alegaciones" not in estados(expediente)
    assert trabajo.estado_segun_hechos(expediente) == trabajo.estado_actual(expediente)
    manos.proponer(expediente, "estima", reloj)
    assert estados(expediente)["alegaciones"] == "pendiente"
    segunda = dar_audiencia(expediente, reloj, 10)
    with pytest.raises(FaseIncompatible):  # nobody has it yet
        motor.cerrar_audiencia(actor=marta, audiencia_id=segunda.id, causa="renuncia", reloj=reloj)
    manos.abrir_notificacion(expediente, f"audiencia:{segunda.id}", ANA, reloj)
    motor.cerrar_audiencia(actor=marta, audiencia_id=segunda.id, causa="renuncia", reloj=reloj)
    borrador = borrador_para(Expediente.objects.get(id=expediente.id), "estima")
    resoluciones.redactar(
        actor=marta,
        expediente_id=expediente.id,
        borrador=type(borrador)(
            borrador.sentido, borrador.asunto, borrador.antecedentes, borrador.fundamentos, ("La multa es de 600 €.",)
        ),
        reloj=reloj,
    )
    assert "art. 90.2" in manos.elevar(expediente, reloj).advertencias[-1]


def test_a_hearing_on_a_proposal_that_is_taken_back_while_it_waits_for_its_signature(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    marta = escenario.empleado("marta", reloj)
    manos.proponer(expediente, "estima", reloj)
    acto = motor.abrir_audiencia(actor=marta, expediente_id=expediente.id, motivo="", reloj=reloj)
    with pytest.raises(FaseIncompatible):  # there is one written already
        motor.abrir_audiencia(actor=marta, expediente_id=expediente.id, motivo="", reloj=reloj)
    resoluciones.retirar_propuesta(actor=marta, expediente_id=expediente.id, motivo="Falta un hecho.", reloj=reloj)
    acto.refresh_from_db()
    assert acto.estado == "retirado"
    assert not TramiteAudiencia.objects.exists()
    manos.proponer(expediente, "estima", reloj)
    otro = motor.abrir_audiencia(actor=marta, expediente_id=expediente.id, motivo="", reloj=reloj)
    assert firmado(otro, reloj)
    assert Tarea.objects.get(id=otro.tarea_id).codigo == "alegaciones"


def test_a_sanction_signed_and_not_notified_in_time_has_lapsed(expediente: Expediente, reloj: RelojDePrueba) -> None:
    marta = escenario.empleado("marta", reloj)
    manos.proponer(expediente, "estima", reloj)
    audiencia = dar_audiencia(expediente, reloj)
    manos.abrir_notificacion(expediente, f"audiencia:{audiencia.id}", ANA, reloj)
    motor.cerrar_audiencia(actor=marta, audiencia_id=audiencia.id, causa="renuncia", reloj=reloj)
    recoger(documentada(expediente, reloj), reloj)
    assert estados(expediente)["resolucion"] == "hecha"
    reloj.poner(reloj.momento + timedelta(days=100))
    manos.barrer(reloj)
    assert {t: e for t, e in estados(expediente).items() if t in ("propuesta", "resolucion", "alegaciones")} == {
        "propuesta": "pendiente"
    }
    motor.declarar_caducidad(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    assert manos.proponer(expediente, "caducada", reloj).sentido == "caducada"
