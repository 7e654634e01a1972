"""The dictamen of an advisory body on the proposal (LPACAP 81.2): when it is mandatory, what leaves, and how the decision answers it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tests import escenario, manos, sancion
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.test_consultas_externas import recibir, respuesta
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import ActoTramite, Consulta, Plazo, Tarea
from consistorio.tramitacion.tests.firmas import firmado, texto_de

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
CODIGO = "responsabilidad-patrimonial"
DICHO = {
    "fecha_hecho": "2026-05-10",
    "lugar": {"via": "Calle Mayor", "numero": "1", "codigo_postal": "09001", "municipio": "Villaejemplo"},
}


def por_proponer(reloj: RelojDePrueba, importe: str | None) -> Expediente:
    """A claim whose instruction is over."""
    sancion.publicar_procedimiento(CODIGO, reloj, "servicios_juridicos", "tesoreria", "intervencion")
    expediente = escenario.caso(reloj, procedimiento=CODIGO)
    Expediente.objects.filter(id=expediente.id).update(datos=DICHO | ({"importe": importe} if importe else {}))
    for tipo, resultado in (("revision", "admitida"), ("informe", "favorable")):
        escenario.completar(expediente, tipo, {"codigo": resultado}, reloj)
    Tarea.objects.filter(expediente=expediente, tipo="audiencia").update(preceptiva=False)
    escenario.completar(expediente, "audiencia", {"codigo": "plazo"}, reloj)
    return Expediente.objects.get(id=expediente.id)


def pedir(expediente: Expediente, reloj: RelojDePrueba, *, suspende: bool = True) -> ActoTramite:
    return motor.consultar(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        clase="otra",
        nif="S4711001J",
        nombre="Consejo Consultivo",
        asunto="Dictamen",
        precepto="LPACAP art. 81.2",
        texto=["Pedimos el dictamen."],
        dias=10,
        canal="sir",
        suspende=suspende,
        reloj=reloj,
    )


def pedida(expediente: Expediente, reloj: RelojDePrueba, *, suspende: bool = True) -> Consulta:
    """Asked for, with its signature."""
    acto = pedir(expediente, reloj, suspende=suspende)
    firmado(acto, reloj)
    return Consulta.objects.get(documento_id=acto.documento_id)


def dictaminado(expediente: Expediente, reloj: RelojDePrueba, conforme: str) -> Consulta:
    """Asked for and received."""
    acto = pedir(expediente, reloj)
    escrito = texto_de(acto)
    assert "Propuesta de resolución" in escrito
    assert "Parte dispositiva" in escrito
    firmado(acto, reloj)
    consulta = Consulta.objects.get(documento_id=acto.documento_id)
    return motor.recibir_respuesta(
        actor=escenario.empleado("marta", reloj),
        consulta_id=consulta.id,
        documento_id=respuesta(expediente, reloj),
        dia=date(2026, 9, 1),
        conforme=conforme,
        reloj=reloj,
    )


def elevar(expediente: Expediente, reloj: RelojDePrueba, dictamen: str = "") -> Resolucion:
    return resoluciones.elevar_a_firma(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, dictamen=dictamen, reloj=reloj
    )


@pytest.mark.parametrize(
    ("importe", "estado"), [("49999.99", "cancelada"), ("50000.00", "pendiente"), (None, "pendiente")]
)
def test_it_is_asked_from_the_amount_of_the_law(reloj: RelojDePrueba, importe: str | None, estado: str) -> None:
    expediente = por_proponer(reloj, importe)
    manos.proponer(expediente, "deniega", reloj)
    assert expediente.tareas.get(codigo="dictamen", del_modelo=True).estado == estado


def test_it_leaves_with_the_proposal_stops_the_term_and_the_decision_says_that_it_follows_it(
    reloj: RelojDePrueba,
) -> None:
    expediente = por_proponer(reloj, "60000.00")
    propuesta = manos.proponer(expediente, "deniega", reloj)
    with pytest.raises(FaseIncompatible) as error:
        elevar(expediente, reloj)
    assert "Pedir el dictamen" in error.value.que_hacer
    consulta = pedida(expediente, reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    assert (consulta.clase, consulta.lleva, consulta.vence, plazo.estado) == (
        "informe",
        propuesta.propuesta_documento,
        date(2026, 11, 3),
        "suspendido",
    )
    assert plazo.suspensiones.get().tope == date(2026, 12, 1)
    assert consulta.asiento is not None
    assert consulta.asiento.documentos.count() == 2
    papel = respuesta(expediente, reloj)
    with pytest.raises(DatosIncorrectos) as falta:
        recibir(consulta, reloj, papel)
    assert [p.campo for p in falta.value.problemas] == ["conforme"]
    motor.recibir_respuesta(
        actor=escenario.empleado("marta", reloj),
        consulta_id=consulta.id,
        documento_id=papel,
        dia=date(2026, 9, 1),
        conforme="conforme",
        reloj=reloj,
    )
    assert Plazo.objects.get(expediente=expediente).estado == "corriendo"
    resolucion = elevar(expediente, reloj)
    assert resolucion.posteriores == {
        "antecedentes": [
            "Consejo Consultivo emitió dictamen sobre la propuesta, que se recibió el 1 de septiembre de 2026. Es conforme con ella."
        ],
        "fundamentos": ["Esta resolución se dicta de acuerdo con el dictamen de Consejo Consultivo."],
    }


def test_whoever_departs_from_it_says_why(reloj: RelojDePrueba) -> None:
    expediente = por_proponer(reloj, None)
    manos.proponer(expediente, "deniega", reloj)
    dictaminado(expediente, reloj, "no_conforme")
    with pytest.raises(DatosIncorrectos) as error:
        elevar(expediente, reloj, "de_acuerdo")  # as it was proposed, which the dictamen opposes
    assert [p.campo for p in error.value.problemas] == ["fundamentos"]
    borrador = borrador_para(Expediente.objects.get(id=expediente.id), "deniega")
    resoluciones.redactar(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        borrador=type(borrador)(
            borrador.sentido,
            borrador.asunto,
            borrador.antecedentes,
            ("La caída fue por una causa ajena al servicio, que el dictamen no valora.", *borrador.fundamentos),
            borrador.decision,
        ),
        reloj=reloj,
    )
    assert "oído el dictamen" in elevar(expediente, reloj).posteriores["fundamentos"][0]


def test_one_that_binds_is_always_awaited(reloj: RelojDePrueba) -> None:
    expediente = por_proponer(reloj, None)
    manos.proponer(expediente, "deniega", reloj)
    consulta = pedida(expediente, reloj, suspende=False)
    reloj.poner(reloj.momento + timedelta(days=120))
    Consulta.objects.filter(id=consulta.id).update(vinculante=True)
    with pytest.raises(FaseIncompatible):
        motor.seguir_sin_respuesta(actor=escenario.empleado("marta", reloj), consulta_id=consulta.id, reloj=reloj)
    Consulta.objects.filter(id=consulta.id).update(vinculante=False)
    motor.seguir_sin_respuesta(actor=escenario.empleado("marta", reloj), consulta_id=consulta.id, reloj=reloj)
    assert elevar(expediente, reloj).numero == 1


def test_nobody_waits_for_the_dictamen_on_a_proposal_taken_back_and_the_case_says_so(reloj: RelojDePrueba) -> None:
    expediente = por_proponer(reloj, None)
    manos.proponer(expediente, "deniega", reloj)
    pedida(expediente, reloj)
    resoluciones.retirar_propuesta(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, motivo="Falta un informe.", reloj=reloj
    )
    assert "motor.consulta.no_esperada" in [hecho.tipo for hecho in eventos_de(expediente.cadena)]
    assert Plazo.objects.get(expediente=expediente).estado == "corriendo"
