"""What stops a decision on its way out: silence that came first, papers that nobody has read, a hearing that came late."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consistorio.canales.escritorio import lecturas
from consistorio.canales.sede import seguimiento
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.models import Plazo, Tarea, TramiteAudiencia
from consistorio.tramitacion.tests.factories import aportar
from consistorio.tramitacion.tests.firmas import firmado, surtido

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
ANA = "12345678Z"
FIRMAS = escenario.SISTEMA.con_permisos("resolucion.documentar", "expediente.ver")
EN_PLAZO = datetime(2026, 11, 30, 9, tzinfo=UTC)
TRAS_EL_PLAZO = datetime(2026, 12, 2, 9, tzinfo=UTC)


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    """Filed on 1 September: its three months end on 1 December, and silence is positive."""
    return escenario.caso_por_proponer(reloj)


def documentada(expediente: Expediente, reloj: RelojDePrueba) -> Resolucion:
    resolucion = manos.elevar(expediente, reloj)
    vaciar_colas(colas=["documentos"])
    resolucion.refresh_from_db()
    return resolucion


def recoger(resolucion: Resolucion, reloj: RelojDePrueba) -> Resolucion:
    """What the job does when the circuit of signatures is complete."""
    assert resolucion.documento_id is not None
    return resoluciones.recoger_firma(
        actor=FIRMAS, resolucion_id=resolucion.id, documento_id=resolucion.documento_id, reloj=reloj
    )


def emitir(expediente: Expediente, reloj: RelojDePrueba) -> None:
    notificaciones.emitir(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)


def presentar(expediente: Expediente, clase: str, reloj: RelojDePrueba) -> None:
    aportar(expediente, reloj, clase, actor=escenario.ciudadana(ANA), texto="No estoy de acuerdo.", clave=clase)


def impedimentos(expediente: Expediente, codigo: str, tipo: str, reloj: RelojDePrueba) -> tuple[str, ...]:
    """Why an act of the open task of a kind cannot be done yet, as the desk tells it."""
    tarea = Tarea.objects.select_related("expediente").get(expediente=expediente, tipo=tipo, cerrada_el=None)
    acciones = trabajo.acciones_de(tarea, escenario.empleado("marta", reloj))
    return next(accion.impedimentos for accion in acciones if accion.codigo == codigo)


@pytest.mark.parametrize("barrido", [True, False], ids=["barrido", "sin_barrer"])
def test_after_positive_silence_only_a_confirmation_is_proposed(
    expediente: Expediente, reloj: RelojDePrueba, barrido: bool
) -> None:
    reloj.poner(TRAS_EL_PLAZO)
    if barrido:
        manos.barrer(reloj)
    with pytest.raises(DatosIncorrectos) as error:
        manos.proponer(expediente, "deniega", reloj)
    assert "106 y 107" in error.value.problemas[0].mensaje
    assert manos.proponer(expediente, "confirma_silencio", reloj).estado == "propuesta"
    assert documentada(expediente, reloj).numero == 1


def test_a_denial_proposed_in_term_takes_no_number_after_positive_silence(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    reloj.poner(EN_PLAZO)
    manos.proponer(expediente, "deniega", reloj)
    reloj.poner(TRAS_EL_PLAZO)
    assert any("art. 24.3.a" in motivo for motivo in impedimentos(expediente, "elevar", "resolucion", reloj))
    with pytest.raises(DatosIncorrectos):
        manos.elevar(expediente, reloj)
    assert Resolucion.objects.get().numero is None


def test_a_denial_signed_after_positive_silence_goes_back_with_the_reason(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    reloj.poner(EN_PLAZO)
    manos.proponer(expediente, "deniega", reloj)
    resolucion = documentada(expediente, reloj)
    reloj.poner(TRAS_EL_PLAZO)
    resolucion = recoger(resolucion, reloj)
    assert (resolucion.estado, resolucion.numero) == ("devuelta", 1)
    assert "art. 24.3.a" in resolucion.devoluciones.get().motivo
    assert not expediente.documentos.filter(origen="resolucion").exists()
    assert Tarea.objects.get(expediente=expediente, tipo="resolucion").estado == "pendiente"


def test_a_denial_signed_in_term_is_not_notified_after_it_and_another_decision_is_due(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    reloj.poner(EN_PLAZO)
    manos.proponer(expediente, "deniega", reloj)
    assert recoger(documentada(expediente, reloj), reloj).estado == "firmada"
    assert impedimentos(expediente, "notificar", "notificacion", reloj) == ()
    reloj.poner(TRAS_EL_PLAZO)
    with pytest.raises(FaseIncompatible) as error:
        emitir(expediente, reloj)
    assert "106 y 107" in error.value.que_hacer
    assert any("art. 24.3.a" in m for m in impedimentos(expediente, "notificar", "notificacion", reloj))
    manos.barrer(reloj)
    manos.proponer(expediente, "confirma_silencio", reloj)
    confirmada = recoger(documentada(expediente, reloj), reloj)
    assert (confirmada.estado, confirmada.numero) == ("firmada", 2)
    emitir(expediente, reloj)


def test_a_grant_signed_in_term_is_notified_late_and_the_term_says_so(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    reloj.poner(EN_PLAZO)
    manos.proponer(expediente, "estima", reloj)
    resolucion = recoger(documentada(expediente, reloj), reloj)
    reloj.poner(TRAS_EL_PLAZO)
    emitir(expediente, reloj)
    manos.abrir_notificacion(expediente, f"resolucion:{resolucion.id}", ANA, reloj)
    manos.barrer(reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    assert (plazo.estado, plazo.cumplido_el) == ("vencido", TRAS_EL_PLAZO)
    assert not Tarea.objects.filter(expediente=expediente, tipo="certificado_silencio").exists()
    para_el_personal = lecturas.plazo_de(expediente, en=hoy(reloj))
    assert para_el_personal is not None
    assert para_el_personal.texto == "Resuelto fuera de plazo"
    (resuelto, silencio) = seguimiento.plazo_en_palabras(expediente, escenario.ciudadana(ANA))
    assert "fuera de plazo" in resuelto
    assert "2 de diciembre de 2026" in resuelto
    assert "aceptada" in silencio


@pytest.mark.parametrize("clase", ["alegaciones", "desistimiento", "otro"])
def test_papers_that_come_after_the_proposal_are_read_before_it_is_numbered(
    expediente: Expediente, reloj: RelojDePrueba, clase: str
) -> None:
    manos.proponer(expediente, "estima", reloj)
    presentar(expediente, clase, reloj)
    escrito = Tarea.objects.get(expediente=expediente, tipo="escrito")
    assert any(escrito.nombre in motivo for motivo in impedimentos(expediente, "elevar", "resolucion", reloj))
    with pytest.raises(FaseIncompatible) as error:
        manos.elevar(expediente, reloj)
    assert escrito.nombre in error.value.que_hacer
    assert Resolucion.objects.get().numero is None
    marta = escenario.empleado("marta", reloj)
    if clase == "desistimiento":
        acto = motor.rechazar_desistimiento(
            actor=marta, expediente_id=expediente.id, motivo="Lo exige la seguridad de la calle.", reloj=reloj
        )
        firmado(acto, reloj)
    else:
        motor.completar_tarea(actor=marta, tarea_id=escrito.id, resultado={}, reloj=reloj)
    assert manos.elevar(expediente, reloj).numero == 1


def test_the_hearing_comes_before_the_proposal_or_the_proposal_is_taken_back(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    marta = escenario.empleado("marta", reloj)
    manos.proponer(expediente, "deniega", reloj)
    with pytest.raises(FaseIncompatible):
        motor.abrir_audiencia(actor=marta, expediente_id=expediente.id, motivo="Se va a denegar.", reloj=reloj)
    with pytest.raises(DatosIncorrectos):
        resoluciones.retirar_propuesta(actor=marta, expediente_id=expediente.id, motivo=" ", reloj=reloj)
    resoluciones.retirar_propuesta(
        actor=marta, expediente_id=expediente.id, motivo="Falta oír a la persona.", reloj=reloj
    )
    acto = motor.abrir_audiencia(actor=marta, expediente_id=expediente.id, motivo="Se va a denegar.", reloj=reloj)
    with pytest.raises(FaseIncompatible):  # the hearing waits for its signature
        manos.proponer(expediente, "deniega", reloj)
    audiencia = surtido(acto, TramiteAudiencia, reloj)
    with pytest.raises(FaseIncompatible):  # the hearing is open
        manos.proponer(expediente, "deniega", reloj)
    assert not expediente.documentos.filter(origen="propuesta").count() > 1
    motor.cerrar_audiencia(actor=marta, audiencia_id=audiencia.id, causa="renuncia", reloj=reloj)
    manos.proponer(expediente, "deniega", reloj)
    assert manos.elevar(expediente, reloj).numero == 1
    with pytest.raises(FaseIncompatible):  # it has a number
        resoluciones.retirar_propuesta(actor=marta, expediente_id=expediente.id, motivo="Otra vez", reloj=reloj)
    assert trabajo.estado_segun_hechos(expediente) == trabajo.estado_actual(expediente)


def test_a_report_may_be_asked_for_when_the_proposal_is_taken_back(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    marta = escenario.empleado("marta", reloj)
    manos.proponer(expediente, "estima", reloj)
    peticion = {
        "actor": marta,
        "expediente_id": expediente.id,
        "unidad_id": expediente.unidad_id,
        "asunto": "Patrimonio",
        "precepto": "Ley 12/2002",
        "preceptivo": False,
        "suspende": False,
        "reloj": reloj,
    }
    with pytest.raises(FaseIncompatible):
        motor.pedir_informe(**peticion)  # type: ignore[arg-type]
    resoluciones.retirar_propuesta(actor=marta, expediente_id=expediente.id, motivo="Falta un informe.", reloj=reloj)
    informe = motor.pedir_informe(**peticion)  # type: ignore[arg-type]
    with pytest.raises(FaseIncompatible):  # it waits for the report
        manos.proponer(expediente, "estima", reloj)
    escenario.completar(expediente, "informe", {"codigo": "favorable"}, reloj)
    assert informe.expediente_id == expediente.id
    manos.proponer(expediente, "estima", reloj)
    assert manos.elevar(expediente, reloj).numero == 1
