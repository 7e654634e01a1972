"""What is decided is what Intervención examined; and what spends nothing waits for nobody (TRLRHL 214-217)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from consistorio.nucleo.errores import FaseIncompatible
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.auditoria.tests.anotado import Anotado
from consistorio.servicios.intervencion import propuestas
from consistorio.servicios.intervencion.models import Fiscalizacion, Reparo
from consistorio.servicios.intervencion.tests import gasto
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.models import Libro, Resolucion
from consistorio.servicios.tests import escenario, manos, test_acuerdos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.test_obstaculos import EN_PLAZO, TRAS_EL_PLAZO, documentada, recoger
from consistorio.servicios.tests.test_terminaciones import pedir
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.tests.firmas import firmado

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
SIN_CONDICION: Mapping[str, Valor] | None = None


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    gasto.procedimiento(reloj)
    return gasto.propuesto(reloj)


def cambiar(expediente: Expediente, reloj: RelojDePrueba, sentido: str) -> None:
    """Take the proposal back and make another."""
    reloj.avanzar(minutes=1)
    resoluciones.retirar_propuesta(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        motivo="Se propone otra cosa.",
        reloj=reloj,
    )
    gasto.proponer(expediente, reloj, sentido)


def espera_a_intervencion(expediente: Expediente, reloj: RelojDePrueba) -> bool:
    try:
        manos.elevar(expediente, reloj)
    except FaseIncompatible as error:
        return "Fiscalización previa" in error.que_hacer
    return False


def como_dicen_los_hechos(expediente: Expediente) -> None:
    caso = Expediente.objects.get(id=expediente.id)
    assert trabajo.estado_segun_hechos(caso) == trabajo.estado_actual(caso)
    informe = Anotado()
    filas_avaladas("default", informe)
    assert [falla for falla in informe.fallas if falla[0].startswith("intervencion_")] == []


def test_after_a_reparo_that_does_not_suspend_a_change_is_examined(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    gasto.fiscalizado(expediente, reloj, "reparo", ["otra"])
    cambiar(expediente, reloj, "estima_parcial")
    assert Fiscalizacion.objects.get().estado == "pendiente"
    assert espera_a_intervencion(expediente, reloj)
    reloj.avanzar(minutes=1)
    gasto.fiscalizado(expediente, reloj)
    assert manos.elevar(expediente, reloj).numero is not None
    como_dicen_los_hechos(expediente)


def test_lifting_a_reparo_does_not_lift_it_from_another_proposal(expediente: Expediente, reloj: RelojDePrueba) -> None:
    gasto.con_discrepancia(expediente, reloj, "tramites")
    cambiar(expediente, reloj, "estima_parcial")
    firmado(ActoTramite.objects.get(id=gasto.resolver(expediente, reloj, levanta=True)), reloj)
    assert Reparo.objects.get().estado == "levantado"
    assert (Fiscalizacion.objects.get().estado, Fiscalizacion.objects.get().huella) == ("pendiente", "")
    assert gasto.tarea_de(expediente, "reparo").estado == "hecha"
    assert espera_a_intervencion(expediente, reloj)
    reloj.avanzar(minutes=1)
    gasto.fiscalizado(expediente, reloj)
    assert manos.elevar(expediente, reloj).numero is not None
    como_dicen_los_hechos(expediente)


def test_nothing_that_spends_takes_its_number_unexamined(expediente: Expediente, reloj: RelojDePrueba) -> None:
    gasto.fiscalizado(expediente, reloj)
    propuestas.exigir_examinada(expediente)
    Fiscalizacion.objects.update(huella="0" * 64)  # as a case of before would be
    with pytest.raises(FaseIncompatible) as error:
        manos.elevar(expediente, reloj)
    assert "Intervención no ha fiscalizado" in error.value.mensaje
    assert Resolucion.objects.get(expediente=expediente).numero is None
    assert not Libro.objects.exists()


@pytest.mark.usefixtures("villa_que_firma", "personal_que_firma")
def test_an_amendment_of_what_spends_is_examined_before_its_number(reloj: RelojDePrueba) -> None:
    gasto.procedimiento(reloj, organo=test_acuerdos.JUNTA)
    expediente = gasto.propuesto(reloj)
    gasto.fiscalizado(expediente, reloj)
    asunto = test_acuerdos.llevar(expediente, reloj)
    test_acuerdos.firma("marta", test_acuerdos.paso_de(asunto.propuesta_id), reloj)
    asunto.refresh_from_db()
    with pytest.raises(FaseIncompatible) as error:
        test_acuerdos.anotar(asunto, reloj, "enmendado", enmienda=["Conceder la ayuda, con el doble de importe."])
    assert "anote que se retira" in error.value.que_hacer
    resolucion = Resolucion.objects.get(expediente=expediente)
    assert (resolucion.numero, resolucion.estado) == (None, "en_sesion")
    assert Fiscalizacion.objects.get().estado == "favorable"  # nothing half-written
    asunto.refresh_from_db()
    test_acuerdos.anotar(asunto, reloj)
    assert Resolucion.objects.get(expediente=expediente).numero == 1
    como_dicen_los_hechos(expediente)


def test_where_the_procedure_says_nothing_a_denial_opens_no_control(reloj: RelojDePrueba) -> None:
    gasto.procedimiento(reloj, condicion=SIN_CONDICION)
    expediente = gasto.propuesto(reloj, "deniega")
    assert not Fiscalizacion.objects.exists()
    assert gasto.tarea_de(expediente).estado == "cancelada"  # and its absence is explained
    assert manos.elevar(expediente, reloj).numero is not None
    como_dicen_los_hechos(expediente)


@pytest.mark.parametrize("condicion", [SIN_CONDICION, gasto.CONDICION])
def test_a_proposal_that_turns_to_a_denial_and_back(
    reloj: RelojDePrueba, condicion: Mapping[str, Valor] | None
) -> None:
    gasto.procedimiento(reloj, condicion=condicion)
    expediente = gasto.propuesto(reloj)
    escrito = gasto.escribir(expediente, reloj)  # in the signature folder when it changes
    cambiar(expediente, reloj, "deniega")
    assert Fiscalizacion.objects.get().estado == "sin_gasto"
    assert gasto.tarea_de(expediente).estado == "cancelada"
    escrito.refresh_from_db()
    assert escrito.estado == "retirado"
    assert Evento.objects.filter(cadena=expediente.cadena, tipo="intervencion.fiscalizacion.liberada").count() == 1
    como_dicen_los_hechos(expediente)
    cambiar(expediente, reloj, "estima")
    assert Fiscalizacion.objects.get().estado == "pendiente"
    assert espera_a_intervencion(expediente, reloj)
    reloj.avanzar(minutes=1)
    gasto.fiscalizado(expediente, reloj)
    assert manos.elevar(expediente, reloj).numero is not None
    como_dicen_los_hechos(expediente)


@pytest.mark.parametrize("condicion", [SIN_CONDICION, gasto.CONDICION])
def test_a_denial_that_turns_to_grant_is_examined(reloj: RelojDePrueba, condicion: Mapping[str, Valor] | None) -> None:
    gasto.procedimiento(reloj, {"aplicacion": "2026 1510 60900"}, condicion=condicion)
    expediente = gasto.propuesto(reloj, "deniega")
    cambiar(expediente, reloj, "estima")
    fiscalizacion = Fiscalizacion.objects.get()
    assert (fiscalizacion.estado, fiscalizacion.aplicacion) == ("pendiente", "2026 1510 60900")
    assert gasto.tarea_de(expediente).abierta
    assert espera_a_intervencion(expediente, reloj)
    reloj.avanzar(minutes=1)
    gasto.fiscalizado(expediente, reloj)
    assert manos.elevar(expediente, reloj).numero is not None
    como_dicen_los_hechos(expediente)


def test_a_denial_leaves_an_open_reparo_without_object(expediente: Expediente, reloj: RelojDePrueba) -> None:
    gasto.fiscalizado(expediente, reloj, "reparo", ["tramites"])
    cambiar(expediente, reloj, "deniega")
    assert (Reparo.objects.get().estado, Fiscalizacion.objects.get().estado) == ("decaido", "sin_gasto")
    assert gasto.tarea_de(expediente, "reparo").estado == "cancelada"
    como_dicen_los_hechos(expediente)
    assert manos.elevar(expediente, reloj).numero is not None


@pytest.mark.parametrize(
    ("resultado", "dejada", "quien", "queda"),
    [("", "fiscalizacion", "teresa", []), ("reparo", "reparo", "marta", ["decaido"])],
)
def test_who_withdraws_leaves_nothing_to_examine(
    expediente: Expediente, reloj: RelojDePrueba, resultado: str, dejada: str, quien: str, queda: list[str]
) -> None:
    if resultado:
        gasto.fiscalizado(expediente, reloj, resultado, ["tramites"])
    pedir(expediente, "desistimiento", reloj)
    tarea = gasto.tarea_de(expediente, dejada)  # there is nothing to do in it any more
    motor.completar_tarea(actor=escenario.empleado(quien, reloj), tarea_id=tarea.id, resultado={}, reloj=reloj)
    cambiar(expediente, reloj, "desistida")
    assert Fiscalizacion.objects.get().estado == "sin_gasto"
    assert [reparo.estado for reparo in Reparo.objects.all()] == queda
    como_dicen_los_hechos(expediente)
    assert manos.elevar(expediente, reloj).numero is not None


def test_the_confirmation_of_what_silence_gave_is_examined_after_a_denial_that_came_late(reloj: RelojDePrueba) -> None:
    gasto.procedimiento(reloj, condicion=SIN_CONDICION)
    expediente = gasto.propuesto(reloj, "deniega")
    reloj.poner(EN_PLAZO)
    assert recoger(documentada(expediente, reloj), reloj).estado == "firmada"
    reloj.poner(TRAS_EL_PLAZO)
    manos.barrer(reloj)
    gasto.proponer(expediente, reloj, "confirma_silencio")
    assert espera_a_intervencion(expediente, reloj)
    assert gasto.fiscalizado(expediente, reloj).estado == "favorable"
    assert manos.elevar(expediente, reloj).numero == 2
    como_dicen_los_hechos(expediente)
