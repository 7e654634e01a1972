"""What the review of an application offers first."""

from __future__ import annotations

from consistorio.tramitacion.motor import consultas
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra
from consistorio.tramitacion.tests.test_motor import notificar, requerir, subsanar, tramitadora


def test_what_was_missing_is_asked_for_first_and_once_it_came_admitting_is(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    Tarea.objects.filter(expediente=expediente, codigo="revision").update(datos={"faltan": ["plano"]})

    def lo_primero() -> str:
        return consultas.acciones_de(expediente.tareas.get(codigo="revision"), tramitadora(reloj))[0].etiqueta

    assert lo_primero() == "Pedir que la corrija"
    reloj.ir_a(2026, 9, 29)
    requerimiento = requerir(expediente, reloj)
    notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    reloj.ir_a(2026, 10, 8)
    subsanar(expediente, reloj)
    assert lo_primero() == "Admitir la solicitud"
