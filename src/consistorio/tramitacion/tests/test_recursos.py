"""Who may appeal, what, and how often; and who acts for the parties of the case that an appeal opens."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from consistorio.nucleo.errores import FaseIncompatible, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor import acciones
from consistorio.tramitacion.motor.models import Plazo, Terminacion
from consistorio.tramitacion.solicitudes.procedencia import motivo_de_que_no_procede
from consistorio.tramitacion.solicitudes.recursos import es_recurrible, ultimo_dia_para_recurrir
from consistorio.tramitacion.tests.factories import RelojMovil, aportar, ciudadana, expediente_de_obra
from consistorio.tramitacion.tests.test_motor import (
    admitir,
    cerrar,
    comprobar_repeticion,
    informar,
    notificar,
    tramitadora,
)
from consistorio.tramitacion.tests.test_representacion import OTRA, caso, con_poder, parte_de

pytestmark = pytest.mark.lento

RESOLUCION = f"resolucion:{UUID(int=1)}"


def disponer(expediente: Expediente, reloj: RelojMovil) -> Expediente:
    """Its decision is put at disposal."""
    reloj.ir_a(2026, 10, 20)
    notificar(expediente, RESOLUCION, reloj.ahora(), reloj, tipo="obligacion_cumplida")
    return Expediente.objects.get(id=expediente.id)


def recurrir(expediente: Expediente, reloj: RelojMovil, **quien: object) -> Expediente:
    return aportar(expediente, reloj, "recurso", texto="No estoy de acuerdo.", **quien).expediente  # type: ignore[arg-type]


def test_a_decision_is_appealed_once_it_is_at_disposal_not_when_it_is_signed(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    informar(expediente, reloj)
    for codigo in ("propuesta", "resolucion"):
        cerrar(expediente.tareas.get(codigo=codigo), reloj, codigo="deniega")
    assert not es_recurrible(expediente, en=hoy(reloj))
    with pytest.raises(FaseIncompatible):
        recurrir(expediente, reloj)
    expediente = disponer(expediente, reloj)
    assert es_recurrible(expediente, en=hoy(reloj))
    recurso = recurrir(expediente, reloj)
    assert not es_recurrible(recurso, en=hoy(reloj))
    comprobar_repeticion(recurso)


@pytest.mark.parametrize(
    ("notificada", "ultimo"),
    [
        (date(2026, 4, 24), date(2026, 5, 25)),  # the 24th of May is a Sunday (30.5)
        (date(2026, 1, 31), date(2026, 3, 2)),  # no 31st, and the last of February is a Saturday (30.4)
        (date(2026, 3, 10), date(2026, 4, 10)),
        (date(2026, 4, 15), date(2026, 5, 18)),  # San Isidro is a local holiday there, and a Friday
    ],
)
def test_a_month_to_appeal_from_the_notification(reloj: RelojMovil, notificada: date, ultimo: date) -> None:
    expediente = expediente_de_obra(reloj)
    ana = expediente.interesados.get().persona_id
    assert ultimo_dia_para_recurrir(expediente, ana, notificada=notificada, en=hoy(reloj)) == ultimo


def test_who_already_appealed_is_told_before_writing_and_the_rest_may(reloj: RelojMovil) -> None:
    expediente = disponer(expediente_de_obra(reloj), reloj)
    acciones_de_ana = {"actor": ciudadana(), "reloj": reloj}
    assert motivo_de_que_no_procede(expediente, "recurso", **acciones_de_ana) == ""  # type: ignore[arg-type]
    recurso = recurrir(expediente, reloj)
    motivo = motivo_de_que_no_procede(expediente, "recurso", **acciones_de_ana)  # type: ignore[arg-type]
    assert recurso.numero in motivo
    assert motivo_de_que_no_procede(expediente, "otro", **acciones_de_ana) == ""  # type: ignore[arg-type]
    with pytest.raises(NoPermitido):
        motivo_de_que_no_procede(expediente, "recurso", actor=ciudadana("87654321X"), reloj=reloj)


def test_the_same_decision_is_not_appealed_twice_and_a_later_one_is(reloj: RelojMovil) -> None:
    expediente = disponer(expediente_de_obra(reloj), reloj)
    recurso = recurrir(expediente, reloj)
    reloj.pasar(days=30)
    Expediente.objects.filter(id=recurso.id).update(estado="cerrado", cerrado_el=reloj.ahora())
    with pytest.raises(
        FaseIncompatible, match=f"Ya recurrió esta decisión: se resolvió en el expediente {recurso.numero}"
    ):
        recurrir(expediente, reloj)
    retirado = Terminacion.objects.create(
        expediente=recurso, clase="desistimiento", estado="aceptada", referencia=recurso.id, creada_el=reloj.ahora()
    )
    otro = recurrir(expediente, reloj)  # that one was withdrawn
    assert otro.id != recurso.id
    retirado.delete()
    Expediente.objects.filter(id=otro.id).update(estado="cerrado", cerrado_el=reloj.ahora())
    reloj.pasar(days=1)
    Plazo.objects.filter(expediente=expediente).update(cumplido_el=reloj.ahora())  # decided again
    assert recurrir(expediente, reloj).estado == "abierto"


def test_a_representation_still_to_be_accredited_is_checked_in_the_appeal(reloj: RelojMovil) -> None:
    recurso = recurrir(disponer(caso(reloj), reloj), reloj)
    parte = parte_de(recurso)
    assert parte.acreditacion == "pendiente"
    tarea = recurso.tareas.get(tipo="acreditacion", cerrada_el=None)
    acciones.aceptar_representacion(actor=tramitadora(reloj), interesado_id=parte.id, reloj=reloj)
    tarea.refresh_from_db()
    assert tarea.estado == "hecha"
    comprobar_repeticion(recurso)


def test_a_representation_accredited_in_the_case_holds_in_the_appeal(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    acciones.aceptar_representacion(actor=tramitadora(reloj), interesado_id=parte_de(expediente).id, reloj=reloj)
    recurso = recurrir(disponer(expediente, reloj), reloj)
    assert parte_de(recurso).acreditacion == "acreditada"
    assert not recurso.tareas.filter(tipo="acreditacion").exists()
    comprobar_repeticion(recurso)


def test_who_was_not_taken_as_representative_is_not_in_the_appeal_of_the_party(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    Interesado.objects.filter(id=parte_de(expediente).id).update(acreditacion="no_acreditada")
    recurso = recurrir(disponer(expediente, reloj), reloj, actor=ciudadana(OTRA["nif"]))
    assert parte_de(recurso).acreditacion == "no_acreditada"
    assert not recurso.tareas.filter(tipo="acreditacion").exists()


def test_the_power_with_which_somebody_appeals_is_in_its_case(reloj: RelojMovil) -> None:
    expediente, dada = con_poder(reloj)
    representada = Persona.objects.get(nif="87654321X")
    recurso = recurrir(disponer(expediente, reloj), reloj, actor=ciudadana(representa_a=representada))
    parte = recurso.interesados.get()
    assert (parte.acreditacion, parte.representacion_id) == ("poder", dada.id)
    titulos = [d.documento.titulo for d in recurso.documentos.select_related("documento")]
    originales = [d.documento.titulo for d in expediente.documentos.select_related("documento")]
    poder = [t for t in originales if "represent" in t.lower() or "poder" in t.lower()]
    assert poder
    assert set(poder) <= set(titulos)
    comprobar_repeticion(recurso)
