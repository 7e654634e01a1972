"""What is wrong with the condition of a task: it looks at what nobody answers, at what is not known by then, or can never hold. Pure."""

from __future__ import annotations

from collections.abc import Set

from django.utils.translation import gettext as _

from consistorio.tramitacion.catalogo.en_palabras import HECHOS as EN_PALABRAS
from consistorio.tramitacion.catalogo.hechos import HECHOS
from consistorio.tramitacion.catalogo.tipos import DefinicionTarea
from consistorio.tramitacion.formularios.condiciones import Condicion, campos_de, comparaciones_de
from consistorio.tramitacion.formularios.esquema import comprobar_comparacion
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.posibles import puede_cumplirse
from consistorio.tramitacion.formularios.tipos import Esquema

CONDICION = "condicion"


def comprobar_condicion(lector: Lector, condicion: Condicion | None, esquema: Esquema) -> None:
    """Every comparison looks at a question of the form or at a fact, as its kind allows, and some answers make the whole hold."""
    campos = {campo.codigo: campo for campo in esquema.campos} | {c: hecho.campo for c, hecho in HECHOS.items()}
    antes = len(lector.problemas)
    for codigo in sorted(campos_de(condicion) - campos.keys()):
        lector.anotar(CONDICION, _("«%(c)s» no es un campo del formulario.") % {"c": codigo})
    for hoja in comparaciones_de(condicion):
        if hoja.campo in campos:
            comprobar_comparacion(lector, CONDICION, hoja, campos[hoja.campo])
    if len(lector.problemas) == antes and not puede_cumplirse(
        condicion, esquema, {c: hecho.campo for c, hecho in HECHOS.items()}
    ):
        mensaje = _("no se cumple con ninguna respuesta: esta tarea no se haría nunca. Cambie su condición o quítela.")
        lector.anotar(CONDICION, mensaje)


def comprobar_que_se_sabe(lector: Lector, tarea: DefinicionTarea, antes: Set[str], todas: Set[str]) -> None:
    """The facts at which it looks are known when it begins. `antes`: the tasks that are over by then."""
    for codigo in sorted(campos_de(tarea.condicion) & HECHOS.keys()):
        de = HECHOS[codigo].tarea
        if not de or de in antes:
            continue
        datos = {"h": EN_PALABRAS[codigo], "t": de}
        falta = (
            _("mira «%(h)s», que aún no se sabe cuando empieza: tiene que esperar a «%(t)s».")
            if de in todas
            else _("mira «%(h)s», que en este procedimiento no se sabe nunca: no tiene esa tarea.")
        )
        lector.anotar(f"tareas[{tarea.codigo}].{CONDICION}", falta % datos)
