"""When what goes on the proposal has nothing to be about, or is not mandatory (LPACAP 81.2, 89.2): from the facts of a case. Pure."""

from __future__ import annotations

from consistorio.tramitacion.catalogo.tareas import SOBRE
from consistorio.tramitacion.catalogo.tipos import DefinicionTarea
from consistorio.tramitacion.formularios.valores import Datos, texto_de
from consistorio.tramitacion.motor.orden import DICTAMEN_DESDE
from consistorio.tramitacion.motor.reglas import no_llega
from consistorio.tramitacion.motor.sentidos import DE_FONDO

# In the `datos` of a task that asks for a dictamen: the answer that says how much is claimed
IMPORTE = "importe"


def no_tiene_sobre_que(tarea: DefinicionTarea, hechos: Datos) -> bool:
    """Whether what is proposed is not about the matter."""
    return SOBRE in tarea.datos and hechos.get("sentido_propuesta") not in DE_FONDO


def no_es_preceptivo(tarea: DefinicionTarea, hechos: Datos) -> bool:
    """Whether a dictamen has nothing to be about, or what is claimed does not reach its amount; one that is not known may reach it."""
    if no_tiene_sobre_que(tarea, hechos):
        return True
    pedido = hechos.get(texto_de(tarea.datos.get(IMPORTE)))
    return IMPORTE in tarea.datos and no_llega(texto_de(hechos.get(DICTAMEN_DESDE)), texto_de(pedido))
