"""What an appeal makes of a declaration that could not go on (LPACAP 69.4): as far as it says, and back when its decision falls."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction

from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.notificaciones.eventos import ObligacionCumplida
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.motor import acciones
from consistorio.tramitacion.motor.eventos import DecisionSinEfecto
from consistorio.tramitacion.motor.models import Declaracion, Plazo, Tarea

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
DICE = "Puede continuar si instala la salida de emergencia."


@pytest.fixture
def imposible(reloj: RelojDePrueba) -> Expediente:
    """What was declared and cannot go on."""
    expediente = escenario.declarado(reloj)
    Declaracion.objects.filter(expediente=expediente).update(estado="imposible", constancia_el=hoy(reloj))
    return expediente


def estado(expediente: Expediente) -> str:
    return Declaracion.objects.get(expediente=expediente).estado


def otro_que_decide(
    original: Expediente, sentido: str, reloj: RelojDePrueba, clase: str = "recurso", revisa: str = ""
) -> Expediente:
    """A case that looks at that one again, whose decision is signed."""
    otro = escenario.caso(reloj)
    Relacion.objects.create(expediente=otro, otro=original, clase=clase, creada_el=reloj.ahora())
    hechas = {"resolucion": {"codigo": sentido, "sentido": sentido}}
    if revisa:
        hechas["acto_revisado"] = {"codigo": revisa}
    for tipo, resultado in hechas.items():
        Tarea.objects.create(
            expediente=otro,
            codigo=tipo,
            tipo=tipo,
            nombre=tipo,
            fase="finalizacion",
            unidad=otro.unidad,
            procedimiento=otro.version.procedimiento,
            incoada_el=reloj.ahora(),
            creada_el=reloj.ahora(),
            estado="hecha",
            cerrada_el=reloj.ahora(),
            resultado=resultado,
        )
    return otro


def notificar(otro: Expediente, reloj: RelojDePrueba) -> None:
    with transaction.atomic():
        hecho = ObligacionCumplida(otro.id, f"resolucion:{uuid4()}", reloj.ahora())
        anotar(otro.cadena, hecho, actor=SISTEMA, reloj=reloj)
    manos.correr()


def decir(otro: Expediente, reloj: RelojDePrueba, *, continua: bool, motivo: str = DICE) -> None:
    acciones.decir_alcance(
        actor=escenario.empleado("marta", reloj),
        tarea_id=otro.tareas.get(tipo="alcance_declarado").id,
        continua=continua,
        motivo=motivo,
        reloj=reloj,
    )
    manos.correr()


@pytest.mark.parametrize(("continua", "queda"), [(True, "restablecida"), (False, "imposible")])
def test_granted_in_part_it_goes_on_as_far_as_it_is_said(
    imposible: Expediente, reloj: RelojDePrueba, continua: bool, queda: str
) -> None:
    recurso = otro_que_decide(imposible, "estima_parcial", reloj)
    notificar(recurso, reloj)
    notificar(recurso, reloj)  # told again, it is asked once
    assert estado(imposible) == "imposible"
    with pytest.raises(DatosIncorrectos):
        decir(recurso, reloj, continua=continua, motivo=" ")
    decir(recurso, reloj, continua=continua)
    assert estado(imposible) == queda
    with pytest.raises(Conflicto):
        decir(recurso, reloj, continua=continua)


def test_when_the_decision_of_the_appeal_falls_it_cannot_go_on_again(
    imposible: Expediente, reloj: RelojDePrueba
) -> None:
    recurso = otro_que_decide(imposible, "estima", reloj)
    notificar(recurso, reloj)
    assert estado(imposible) == "restablecida"
    decidida = recurso.tareas.get(tipo="resolucion")
    for clase, revisa, vuelve in (("lesividad", "lesividad", False), ("nulidad", "nulidad", True)):
        revision = otro_que_decide(recurso, "estima", reloj, clase="revision", revisa=revisa)
        manos.correr()
        assert estado(imposible) == "restablecida", clase  # it is not notified
        notificar(revision, reloj)
        assert Plazo.objects.get(expediente=revision).cumplido_el is not None
        assert (estado(imposible) == "imposible") is vuelve
    hecho = Evento.objects.get(cadena=imposible.cadena, tipo="motor.declaracion.imposible_otra_vez")
    assert hecho.datos["decidido_en"] == str(recurso.id)
    otro = otro_que_decide(imposible, "estima", reloj)
    notificar(otro, reloj)
    assert estado(imposible) == "restablecida"
    for cual in (recurso, otro):  # only what let it go on, when it falls, undoes it
        Tarea.objects.filter(expediente=cual, tipo="resolucion").update(datos={"deshecha": True})
        with transaction.atomic():
            anotar(cual.cadena, DecisionSinEfecto(cual.id, decidida.id), actor=SISTEMA, reloj=reloj)
        manos.correr()
        assert estado(imposible) == ("restablecida" if cual is recurso else "imposible")
