"""What spends is examined before it is decided: its result, a reparo that suspends, and how it is settled (TRLRHL 214-217)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from consistorio.documental.firma.models import PasoFirma
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.tests.anotado import Anotado
from consistorio.plataforma.organizacion.models import Puesto
from consistorio.servicios.intervencion import acciones, consultas, reglas
from consistorio.servicios.intervencion.models import Fiscalizacion, Reparo
from consistorio.servicios.intervencion.tests import gasto
from consistorio.servicios.intervencion.tipos_tarea import TareaFiscalizacion, TareaReparo
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.usos import para_que_sirve
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.tests.firmas import firmado, firmar, texto_de

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    gasto.procedimiento(reloj, {"importe": "presupuesto", "aplicacion": "2026 1510 60900"})
    return gasto.propuesto(reloj)


def como_dicen_los_hechos(expediente: Expediente) -> None:
    caso = Expediente.objects.get(id=expediente.id)
    assert trabajo.estado_segun_hechos(caso) == trabajo.estado_actual(caso)


def por_que_no_se_numera(expediente: Expediente, reloj: RelojDePrueba) -> str:
    with pytest.raises(FaseIncompatible) as error:
        manos.elevar(expediente, reloj)
    return error.value.que_hacer


def test_the_decision_waits_for_intervencion_and_then_is_numbered(expediente: Expediente, reloj: RelojDePrueba) -> None:
    fiscalizacion = Fiscalizacion.objects.get(expediente=expediente)
    assert (fiscalizacion.estado, fiscalizacion.vence) == ("pendiente", date(2026, 9, 15))  # ten hábiles
    assert fiscalizacion.aplicacion == "2026 1510 60900"
    assert gasto.tarea_de(expediente).vence == fiscalizacion.vence
    assert "Fiscalización previa" in por_que_no_se_numera(expediente, reloj)
    acto = gasto.escribir(expediente, reloj)
    for palabras in ("12.000,00 €", "Favorable", "2026 3340 48000"):
        assert palabras in texto_de(acto)
    assert "Fiscalización previa" in por_que_no_se_numera(expediente, reloj)  # not signed
    firmado(acto, reloj)
    fiscalizacion.refresh_from_db()
    assert (fiscalizacion.estado, str(fiscalizacion.gasto)) == ("favorable", "12.000,00 €")
    assert gasto.tarea_de(expediente).estado == "hecha"
    assert manos.elevar(expediente, reloj).numero is not None
    como_dicen_los_hechos(expediente)


def test_what_does_not_spend_is_not_examined(expediente: Expediente, reloj: RelojDePrueba) -> None:
    denegado = gasto.propuesto(reloj, "deniega")
    assert not Fiscalizacion.objects.filter(expediente=denegado).exists()


def test_observations_and_a_reparo_that_does_not_suspend_stop_nothing(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    assert gasto.fiscalizado(expediente, reloj, "observaciones").estado == "observaciones"
    otro = gasto.propuesto(reloj)
    assert gasto.fiscalizado(otro, reloj, "reparo", ["otra"]).estado == "reparo"
    assert Reparo.objects.get(fiscalizacion__expediente=otro).estado == "sin_suspender"
    assert consultas.reparo_por_resolver(otro) is None
    assert manos.elevar(otro, reloj).numero is not None


def test_an_accepted_reparo_is_mended_and_examined_again(expediente: Expediente, reloj: RelojDePrueba) -> None:
    gasto.fiscalizado(expediente, reloj, "reparo", ["tramites"])
    reparo = Reparo.objects.get()
    assert (reparo.suspende, reparo.vence) == (True, date(2026, 9, 22))  # fifteen hábiles
    assert consultas.reparo_por_resolver(expediente) == reparo
    assert "Contestar el reparo" in gasto.tarea_de(expediente, "reparo").nombre
    assert "Fiscalización previa" in por_que_no_se_numera(expediente, reloj)
    assert (
        "Hay un reparo"
        in TareaFiscalizacion()
        .acciones(gasto.tarea_de(expediente), escenario.empleado("teresa", reloj))[0]
        .impedimentos[0]
    )
    with pytest.raises(FaseIncompatible):
        gasto.escribir(expediente, reloj)
    marta, tarea = escenario.empleado("marta", reloj), gasto.tarea_de(expediente, "reparo")
    with pytest.raises(DatosIncorrectos) as error:
        acciones.aceptar_reparo(actor=marta, tarea_id=tarea.id, texto=[" "], reloj=reloj)
    assert [p.campo for p in error.value.problemas] == ["texto"]
    acto = acciones.aceptar_reparo(actor=marta, tarea_id=tarea.id, texto=["Se aporta el certificado."], reloj=reloj)
    with pytest.raises(FaseIncompatible):  # one answer waits for its signature
        acciones.discrepar(actor=marta, tarea_id=tarea.id, texto=["No se acepta."], gasto_del_pleno=False, reloj=reloj)
    firmado(acto, reloj)
    reparo.refresh_from_db()
    assert reparo.estado == "aceptado"
    assert gasto.tarea_de(expediente, "reparo").estado == "hecha"
    assert Fiscalizacion.objects.get().estado == "pendiente"
    assert "Fiscalización previa" in por_que_no_se_numera(expediente, reloj)
    assert gasto.fiscalizado(expediente, reloj).estado == "favorable"
    assert manos.elevar(expediente, reloj).numero is not None
    como_dicen_los_hechos(expediente)


@pytest.mark.parametrize("levanta", [True, False])
def test_the_president_settles_the_discrepancy_and_no_delegate_does(
    expediente: Expediente, reloj: RelojDePrueba, levanta: bool
) -> None:
    reparo = gasto.con_discrepancia(expediente, reloj, "tramites")
    assert (reparo.estado, reparo.resuelve) == ("discrepancia", "presidencia")
    acto = ActoTramite.objects.get(id=gasto.resolver(expediente, reloj, levanta=levanta))
    paso = PasoFirma.objects.get(circuito__documento_id=acto.documento_id)
    assert paso.puesto == Puesto.objects.get(codigo="alcaldia")  # the licence is decided by a delegate
    assert "base quinta" in texto_de(acto)
    firmado(acto, reloj)
    reparo.refresh_from_db()
    if levanta:
        assert (reparo.estado, Fiscalizacion.objects.get().estado) == ("levantado", "levantado")
        assert manos.elevar(expediente, reloj).numero is not None
    else:
        assert reparo.estado == "confirmado"
        assert "reparo" in por_que_no_se_numera(expediente, reloj)
        tarea = gasto.tarea_de(expediente, "reparo")
        posibles = TareaReparo().acciones(tarea, escenario.empleado("marta", reloj))
        assert [una.codigo for una in posibles] == ["aceptar_reparo"]
    como_dicen_los_hechos(expediente)


@pytest.mark.parametrize(("causa", "del_pleno"), [("credito", False), ("tramites", True)])
def test_the_pleno_settles_lack_of_credit_and_what_it_approves(
    expediente: Expediente, reloj: RelojDePrueba, causa: str, del_pleno: bool
) -> None:
    reparo = gasto.con_discrepancia(expediente, reloj, causa, pleno=del_pleno)
    assert reparo.resuelve == "pleno"
    marta, tarea = escenario.empleado("marta", reloj), gasto.tarea_de(expediente, "reparo")
    with pytest.raises(FaseIncompatible):
        gasto.resolver(expediente, reloj, levanta=True)
    for ajeno in (reparo.documento_id, UUID(int=1)):
        with pytest.raises(DatosIncorrectos):
            acciones.anotar_acuerdo_del_pleno(
                actor=marta, tarea_id=tarea.id, levanta=True, documento_id=ajeno, reloj=reloj
            )
    certificado = motor.dictar_providencia(
        actor=marta, expediente_id=expediente.id, texto=["Certifico el acuerdo del Pleno."], reloj=reloj
    )
    firmado(certificado, reloj)
    acciones.anotar_acuerdo_del_pleno(
        actor=marta, tarea_id=tarea.id, levanta=True, documento_id=certificado.documento_id, reloj=reloj
    )
    assert Fiscalizacion.objects.get().estado == "levantado"
    assert para_que_sirve(expediente.id, certificado.documento_id) == ["el acuerdo que resuelve un reparo"]
    with pytest.raises(FaseIncompatible):
        acciones.anotar_acuerdo_del_pleno(
            actor=marta, tarea_id=tarea.id, levanta=True, documento_id=certificado.documento_id, reloj=reloj
        )
    como_dicen_los_hechos(expediente)


def test_a_proposal_that_changes_is_examined_again(expediente: Expediente, reloj: RelojDePrueba) -> None:
    antes = gasto.fiscalizado(expediente, reloj)
    marta = escenario.empleado("marta", reloj)
    borrador = borrador_para(Expediente.objects.get(id=expediente.id), "estima")
    resoluciones.redactar(actor=marta, expediente_id=expediente.id, borrador=borrador, reloj=reloj)
    assert Fiscalizacion.objects.get().estado == "favorable"  # it says the same
    resoluciones.retirar_propuesta(
        actor=marta, expediente_id=expediente.id, motivo="Sube el importe del gasto.", reloj=reloj
    )
    gasto.proponer(expediente, reloj, "estima_parcial")
    ahora = Fiscalizacion.objects.get()
    assert (ahora.estado, ahora.huella) == ("pendiente", "")
    assert antes.huella
    assert gasto.tarea_de(expediente).abierta
    assert "Fiscalización previa" in por_que_no_se_numera(expediente, reloj)
    como_dicen_los_hechos(expediente)


def test_a_result_of_another_proposal_takes_no_effect(expediente: Expediente, reloj: RelojDePrueba) -> None:
    acto = gasto.escribir(expediente, reloj)
    resoluciones.retirar_propuesta(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, motivo="Sube el importe.", reloj=reloj
    )
    gasto.proponer(expediente, reloj, "estima_parcial")
    firmar(acto.documento_id, reloj)
    acto.refresh_from_db()
    assert acto.estado == "sin_efecto"
    assert "La propuesta ha cambiado" in acto.motivo
    assert Fiscalizacion.objects.get().estado == "pendiente"


def test_an_urgent_one_has_five_days(reloj: RelojDePrueba) -> None:
    gasto.procedimiento(reloj, {"urgente": True})
    assert Fiscalizacion.objects.get(expediente=gasto.propuesto(reloj)).vence == date(2026, 9, 8)


def test_what_is_wrong_is_said_whole_and_only_intervencion_examines(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        gasto.escribir(expediente, reloj, "", ["rara"], importe="nada", texto=[])
    assert [p.campo for p in error.value.problemas] == ["resultado", "importe", "causas"]
    with pytest.raises(DatosIncorrectos) as error:
        gasto.escribir(expediente, reloj, "reparo", [], texto=[])
    assert [p.campo for p in error.value.problemas] == ["causas", "texto"]
    with pytest.raises(DatosIncorrectos) as error:
        gasto.escribir(expediente, reloj, "favorable", ["credito"])
    assert [p.campo for p in error.value.problemas] == ["causas"]
    for quien in ("marta", "olga"):
        with pytest.raises((NoPermitido, NoEncontrado)):
            gasto.escribir(expediente, reloj, quien=quien)
    assert TareaFiscalizacion().acciones(gasto.tarea_de(expediente), escenario.empleado("marta", reloj))[
        0
    ].impedimentos == ("Fiscaliza Intervención.",)
    with pytest.raises(NoEncontrado):
        acciones.discrepar(
            actor=escenario.empleado("marta", reloj),
            tarea_id=UUID(int=1),
            texto=["No se acepta."],
            gasto_del_pleno=False,
            reloj=reloj,
        )


@pytest.mark.parametrize(
    ("causas", "del_pleno", "suspende", "resuelve"),
    [
        (["credito"], False, True, "pleno"),
        (["tramites"], False, True, "presidencia"),
        (["tramites"], True, True, "pleno"),
        (["ordenes_de_pago", "otra"], False, True, "presidencia"),
        (["comprobaciones"], False, True, "presidencia"),
        (["otra"], False, False, "presidencia"),
        ([], False, False, "presidencia"),
    ],
)
def test_which_reparos_suspend_and_who_settles_them(
    causas: list[str], del_pleno: bool, suspende: bool, resuelve: str
) -> None:
    assert reglas.suspende(causas) == suspende
    assert reglas.quien_resuelve(causas, gasto_del_pleno=del_pleno) == resuelve


def test_each_result_and_reparo_is_what_its_facts_say_and_none_changes(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    reparo = gasto.con_discrepancia(expediente, reloj, "tramites")
    reloj.avanzar(minutes=1)
    firmado(ActoTramite.objects.get(id=gasto.resolver(expediente, reloj, levanta=True)), reloj)
    informe = Anotado()
    filas_avaladas("default", informe)
    assert [falla for falla in informe.fallas if falla[0].startswith("intervencion_")] == []
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        Reparo.objects.filter(id=reparo.id).update(causas=["otra"])
    Reparo.objects.filter(id=reparo.id).update(resuelve="pleno")
    informe = Anotado()
    filas_avaladas("default", informe)
    assert [falla[0] for falla in informe.fallas if falla[0].startswith("intervencion_")] == ["intervencion_reparo"]
