"""What one task carries of another: a hearing, or a dictamen, on the proposal of resolution (LPACAP 81.2, 89.2).

A definition says so in the `datos` of the task: `sobre`, the code of the task whose writing it carries. That task leaves, in its
result, `documento_id`, `titulo` and `secciones` (title and paragraphs) when it is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.tramitacion.catalogo.tareas import SOBRE
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import texto_de
from consistorio.tramitacion.motor.models import Consulta, Tarea
from consistorio.tramitacion.motor.operaciones.cierres import cerrar_audiencia_de, no_esperar_consulta
from consistorio.tramitacion.motor.operaciones.decision import hechas_en_vigor
from consistorio.tramitacion.motor.operaciones.tareas import cancelar


@dato
class LoEscrito:
    """A writing that another task carries. `secciones`: each with its title and paragraphs."""

    documento_id: UUID
    titulo: str
    secciones: tuple[tuple[str, tuple[str, ...]], ...]

    def para_documento(self) -> list[dict[str, object]]:
        """As a template takes them."""
        return [{"titulo": titulo, "parrafos": list(parrafos)} for titulo, parrafos in self.secciones]


def va_sobre(tarea: Tarea) -> str:
    """The code of the task whose writing it carries; "" when it carries none."""
    return texto_de(tarea.datos.get(SOBRE))


def lo_que_espera(expediente: Expediente, tipo: str) -> Tarea | None:
    """The open task of a kind, foreseen by the procedure, that carries what another wrote."""
    tareas = expediente.tareas.filter(tipo=tipo, del_modelo=True, cerrada_el=None, datos__has_key=SOBRE)
    return tareas.select_related("unidad").order_by("creada_el", "id").first()


def lo_escrito_para(expediente: Expediente, tipo: str) -> LoEscrito | None:
    """What the open task of that kind carries; None when it carries nothing. Raises FaseIncompatible when it is not written."""
    tarea = lo_que_espera(expediente, tipo)
    if tarea is None:
        return None
    escrita = hechas_en_vigor(expediente, "propuesta").filter(codigo=va_sobre(tarea)).first()
    leido = _leer(escrita.resultado) if escrita is not None else None
    if leido is None:
        raise FaseIncompatible(
            _("Falta la propuesta de resolución, que es lo que se da a conocer en «%(t)s».") % {"t": tarea.nombre},
            que_hacer=_("Haga antes la propuesta."),
        )
    return leido


def _leer(resultado: object) -> LoEscrito | None:
    if not isinstance(resultado, Mapping) or not isinstance(resultado.get("documento_id"), str):
        return None
    secciones = resultado.get("secciones")
    leidas = tuple(
        (texto_de(una.get("titulo")), tuple(str(p) for p in una.get("parrafos", ())))
        for una in (secciones if isinstance(secciones, list) else [])
        if isinstance(una, Mapping)
    )
    return LoEscrito(UUID(resultado["documento_id"]), texto_de(resultado.get("titulo")), leidas) if leidas else None


def dejar_lo_que_iba_sobre(propuesta: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """A proposal is taken back: what was done on it is left as history, and opens again, on the next one, when its turn comes.

    Writes: Tarea, TramiteAudiencia, Suspension, Plazo. Emits: motor.audiencia.cerrada,
    motor.consulta.no_esperada, tarea.cancelada, motor.plazo.recalculado.
    """
    exigir_transaccion()
    suyas = expediente.tareas.filter(del_modelo=True, **{f"datos__{SOBRE}": propuesta.codigo})
    for tarea in suyas:
        tarea.expediente = expediente
        for audiencia in expediente.audiencias.filter(tarea=tarea, cerrado_el=None):
            cerrar_audiencia_de(audiencia, expediente, causa="propuesta_retirada", actor=actor, reloj=reloj)
        for consulta in Consulta.objects.filter(tarea=tarea, recibida_el=None, no_esperada_el=None):
            no_esperar_consulta(consulta, expediente, actor=actor, reloj=reloj)
        if tarea.abierta:
            cancelar(tarea, actor=actor, reloj=reloj)
    suyas.update(del_modelo=False)
