"""Matters for a session of the town."""

from __future__ import annotations

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.resoluciones.acciones import anotar_acuerdo, llevar_a_sesion, recoger_asunto
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.permisos import DOCUMENTAR
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from tests.navegador.fichas import LARGO


def sembrar(reloj: RelojDePrueba) -> None:
    """A matter that waits for a session, and another that was agreed in one."""
    for _numero in range(2):
        caso = escenario.caso_por_proponer(reloj)
        propuesta = manos.proponer(caso, "estima", reloj)
        Resolucion.objects.filter(id=propuesta.id).update(
            organo="junta_gobierno", organo_texto="Junta de Gobierno Local", asunto=LARGO[:240]
        )
        asunto = llevar_a_sesion(
            actor=escenario.empleado("marta", reloj), expediente_id=caso.id, motivo_orden="Urge", reloj=reloj
        )
        sistema = Actor.sistema("resoluciones", DOCUMENTAR)
        asunto = recoger_asunto(actor=sistema, asunto_id=asunto.id, reloj=reloj)
    assert asunto.tarea_id is not None
    anotar_acuerdo(
        actor=escenario.empleado("javier", reloj),
        tarea_id=asunto.tarea_id,
        resultado="enmendado",
        sesion_el=hoy(reloj),
        sesion_numero="31/2026, ordinaria",
        enmienda=["Conceder la licencia, con un plazo de seis meses."],
        reloj=reloj,
    )
