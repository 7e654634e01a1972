"""Withdrawal, waiver and lapse to their end: accepted, decided as what they are, notified and closed, with real keys and jobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from consistorio.canales.sede import seguimiento
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.servicios.archivo import acciones as archivo
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.resoluciones import contexto
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.models import Plazo, Requerimiento, Suspension, Terminacion, Vencimiento
from consistorio.tramitacion.tests.factories import aportar
from consistorio.tramitacion.tests.firmas import surtido

pytestmark = [
    pytest.mark.lento,
    pytest.mark.django_db,
    pytest.mark.usefixtures("villa_que_firma", "personal_que_firma"),
]
ANA = "12345678Z"


def hace(reloj: RelojDePrueba, dias: int) -> None:
    """Certificates are of today, so the decree is of today, and the story begins some days before."""
    reloj.poner(datetime.now(UTC) - timedelta(days=dias))


def requerir(expediente: Expediente, reloj: RelojDePrueba) -> Requerimiento:
    """A request that suspends the term, opened by the citizen."""
    acto = motor.requerir_subsanacion(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        defectos=(Defecto("plano", "Falta el plano"),),
        suspende=True,
        reloj=reloj,
    )
    requerimiento = surtido(acto, Requerimiento, reloj)
    manos.abrir_notificacion(expediente, f"requerimiento:{requerimiento.id}", ANA, reloj)
    return requerimiento


def pedir(expediente: Expediente, clase: str, reloj: RelojDePrueba) -> None:
    aportar(expediente, reloj, clase, actor=escenario.ciudadana(ANA), clave=clase)
    motor.aceptar_desistimiento(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)


def por_escrito(clase: str) -> Callable[[RelojDePrueba], Expediente]:
    def empezar(reloj: RelojDePrueba) -> Expediente:
        hace(reloj, 10)
        expediente = escenario.caso(reloj)
        requerir(expediente, reloj)
        hace(reloj, 0)
        pedir(expediente, clase, reloj)
        return expediente

    return empezar


def por_ley(reloj: RelojDePrueba) -> Expediente:
    hace(reloj, 40)
    expediente = escenario.caso(reloj)
    requerir(expediente, reloj)
    hace(reloj, 0)
    manos.barrer(reloj)
    motor.tener_por_desistida(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    return expediente


def por_caducidad(reloj: RelojDePrueba) -> Expediente:
    hace(reloj, 110)
    expediente = escenario.caso(reloj)
    aviso = motor.advertir_caducidad(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, motivo="Falta el plano.", reloj=reloj
    )
    # The term to decide must not end by silence first: it is suspended by a mandatory report
    motor.pedir_informe(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        unidad_id=expediente.unidad_id,
        asunto="Patrimonio",
        precepto="Ley 12/2002",
        preceptivo=True,
        suspende=True,
        reloj=reloj,
    )
    terminacion = surtido(aviso, Terminacion, reloj)
    manos.abrir_notificacion(expediente, f"caducidad:{terminacion.id}", ANA, reloj)
    hace(reloj, 0)
    motor.declarar_caducidad(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    return expediente


FINALES = [
    (por_escrito("desistimiento"), "desistida", "desistimiento", "art. 94.4"),
    (por_ley, "desistida", "desistido", "art. 68.1"),
    (por_escrito("renuncia"), "renuncia", "renuncia", "art. 94"),
    (por_caducidad, "caducada", "caducidad", "art. 95"),
]


@pytest.mark.parametrize(("empezar", "sentido", "resultado", "articulo"), FINALES, ids=[f[2] for f in FINALES])
def test_an_end_is_decided_as_what_it_is_notified_and_closed(
    reloj: RelojDePrueba,
    empezar: Callable[[RelojDePrueba], Expediente],
    sentido: str,
    resultado: str,
    articulo: str,
) -> None:
    expediente = empezar(reloj)
    assert not Requerimiento.objects.filter(expediente=expediente, estado__in=("emitido", "notificado")).exists()
    assert not Suspension.objects.filter(plazo__expediente=expediente, hasta=None).exists()
    pendientes = Vencimiento.objects.filter(expediente=expediente, procesado_el=None, anulado=False)
    assert set(pendientes.values_list("clase", flat=True)) == {"resolver"}
    # Only who withdraws or waives stops silence before the decision is notified (24.1)
    pedido = resultado in ("desistimiento", "renuncia")
    assert Plazo.objects.get(expediente=expediente).silencio == ("no_procede" if pedido else "estimatorio")
    expediente = Expediente.objects.get(id=expediente.id)
    assert contexto.sentidos_posibles(expediente, en=reloj.ahora().date()) == (sentido,)
    borrador = contexto.borrador_para(expediente, sentido)
    assert articulo in borrador.decision[0]
    antecedentes = " ".join(borrador.antecedentes)
    assert ("sin que se contestara" in antecedentes) == (empezar is por_ley)
    assert ("corregir la solicitud" in antecedentes) == (sentido != "caducada")
    dicho = {"art. 94.4": "el desistimiento", "art. 94": "la renuncia", "art. 95": "advertencia de caducidad"}
    assert dicho.get(articulo, "") in antecedentes
    for otro in ("estima", "deniega"):
        with pytest.raises(DatosIncorrectos):
            manos.proponer(expediente, otro, reloj)
    manos.proponer(expediente, sentido, reloj)
    assert manos.decretar(expediente, reloj).estado == "firmada"
    assert manos.notificada(expediente, ANA, reloj).practicada
    assert Plazo.objects.get(expediente=expediente).estado == "cumplido"
    cierre = archivo.cerrar(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    assert cierre.resultado == resultado


def test_nothing_ends_so_unless_it_was_accepted(reloj: RelojDePrueba) -> None:
    hace(reloj, 0)
    expediente = escenario.caso_por_proponer(reloj)
    for sentido in ("desistida", "renuncia", "caducada"):
        with pytest.raises(DatosIncorrectos):
            manos.proponer(expediente, sentido, reloj)
    assert manos.proponer(expediente, "estima", reloj).estado == "propuesta"


def test_a_withdrawal_after_the_proposal_changes_what_may_be_numbered(reloj: RelojDePrueba) -> None:
    hace(reloj, 0)
    expediente = escenario.caso_por_proponer(reloj)
    manos.proponer(expediente, "estima", reloj)
    pedir(expediente, "desistimiento", reloj)
    with pytest.raises(DatosIncorrectos) as error:
        manos.elevar(expediente, reloj)
    assert "art. 94.4" in error.value.problemas[0].mensaje


def test_a_late_answer_before_the_decision_is_notified_brings_the_procedure_back(reloj: RelojDePrueba) -> None:
    expediente = por_ley(reloj)
    manos.proponer(expediente, "desistida", reloj)
    resolucion = manos.decretar(expediente, reloj)
    assert resolucion.estado == "firmada"
    gestion = dict(seguimiento.gestiones(Expediente.objects.get(id=expediente.id), escenario.ciudadana(ANA)))
    assert "todavía lo admitimos" in gestion["subsanacion"]
    aportar(
        expediente, reloj, "subsanacion", actor=escenario.ciudadana(ANA), texto="Aquí está el plano.", clave="tarde"
    )
    gestion = dict(seguimiento.gestiones(Expediente.objects.get(id=expediente.id), escenario.ciudadana(ANA)))
    assert {"alegaciones", "desistimiento", "renuncia"} <= set(gestion)
    assert not {"recurso", "subsanacion"} & set(gestion)
    abiertas = set(expediente.tareas.filter(cerrada_el=None).values_list("codigo", flat=True))
    assert "revision" in abiertas
    assert not abiertas & {"propuesta", "resolucion", "notificacion"}
    assert Plazo.objects.get(expediente=expediente).silencio == "estimatorio"
    with pytest.raises(FaseIncompatible):  # the decision that takes it as withdrawn has nothing to rest on
        notificaciones.emitir(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    escenario.completar(expediente, "informe", {"codigo": "favorable"}, reloj)
    manos.proponer(expediente, "estima", reloj)
    assert manos.decretar(expediente, reloj).numero == 2
    assert manos.notificada(expediente, ANA, reloj).practicada
    with pytest.raises(FaseIncompatible):  # it is too late for anything else
        aportar(
            expediente, reloj, "subsanacion", actor=escenario.ciudadana(ANA), texto="Otra vez.", clave="demasiado_tarde"
        )
