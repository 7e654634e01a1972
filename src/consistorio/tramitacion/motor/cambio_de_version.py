"""Whether a running case may go on under another version of its procedure, and why not: pure.

What the case is in law does not change by moving. Its term and its silence are those of its start, whatever the new version says; a version
that says otherwise of what is filed, the organ, the appeals, the fee or the retention leaves it where it is: the case goes on with those of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.tramitacion.catalogo.tareas import anteriores
from consistorio.tramitacion.catalogo.tipos import FASES, Definicion, DefinicionTarea
from consistorio.tramitacion.formularios.condiciones import esta_vacio
from consistorio.tramitacion.formularios.tipos import Campo
from consistorio.tramitacion.formularios.valores import Datos, Valor
from consistorio.tramitacion.motor.orden import hechos_de, que_toca

NO_PROCEDE = "cancelada"


@dato
class Empezada:
    """A task of the model that began in the case. `estado`: as in `Tarea`."""

    tipo: str
    fase: str
    nombre: str
    estado: str


@dato
class Situacion:
    """What the rule looks at of a case. `tareas`: those of the model that began, by their code; `decision`: a proposal or a decision stands or is
    being signed; `terminacion`: the class of the other end that was accepted; `silencio`: the sense of the one that took effect."""

    abierto: bool
    fase: str
    tareas: Mapping[str, Empezada]
    respuestas: Datos
    resultados: Mapping[str, object]
    interesados: int
    terceros: int = 0
    decision: bool = False
    terminacion: str = ""
    silencio: str = ""


def obstaculos(actual: Definicion, nueva: Definicion, situacion: Situacion) -> tuple[str, ...]:
    """Why the case stays where it is, in words; empty when it may move."""
    if not situacion.abierto:
        return (_("El expediente está cerrado."),)
    return (
        *_de_lo_decidido(situacion),
        *_de_lo_legal(actual, nueva),
        *_de_las_tareas(actual, nueva, situacion),
        *_de_las_respuestas(actual, nueva, situacion),
    )


def no_le_llegan(actual: Definicion, nueva: Definicion, situacion: Situacion) -> tuple[DefinicionTarea, ...]:
    """The tasks that the new version adds, that are not preceptivas and whose moment has passed in the case: they are noted as not needed."""
    return tuple(t for t in _anadidas(actual, nueva, situacion) if not t.preceptiva and _ya_paso(nueva, t, situacion))


def se_abririan(actual: Definicion, nueva: Definicion, situacion: Situacion) -> tuple[DefinicionTarea, ...]:
    """The tasks that would begin in the case at once."""
    fuera = {tarea.codigo for tarea in no_le_llegan(actual, nueva, situacion)}
    estados = {c: t.estado for c, t in situacion.tareas.items()} | dict.fromkeys(fuera, NO_PROCEDE)
    hechos = hechos_de(
        situacion.respuestas,
        situacion.resultados,
        interesados=situacion.interesados,
        terceros=situacion.terceros,
        definicion=nueva,
    )
    abren: list[DefinicionTarea] = []
    while tocan := que_toca(nueva, estados, hechos):
        abren += [tarea for tarea, sobra in tocan if not sobra]
        estados |= {tarea.codigo: NO_PROCEDE if sobra else "pendiente" for tarea, sobra in tocan}
    return tuple(abren)


def _de_lo_decidido(situacion: Situacion) -> Iterator[str]:
    if situacion.terminacion:
        yield _("Está terminando de otra forma (desistimiento, renuncia o caducidad).")
    elif situacion.decision:
        yield _("Ya hay propuesta de resolución.")
    if situacion.silencio == "estimatorio":
        yield _("La solicitud está estimada por silencio.")


def _de_lo_legal(actual: Definicion, nueva: Definicion) -> Iterator[str]:
    antes, ahora = actual.legal, nueva.legal
    distintos = (
        (antes.naturaleza != ahora.naturaleza, _("qué se presenta")),
        (antes.organo.codigo != ahora.organo.codigo, _("el órgano que resuelve")),
        ((antes.fin_de_via, antes.recursos) != (ahora.fin_de_via, ahora.recursos), _("los recursos")),
        (antes.tasa != ahora.tasa, _("la tasa")),
        (
            (antes.conservacion, antes.conservacion_anios) != (ahora.conservacion, ahora.conservacion_anios),
            _("la conservación"),
        ),
    )
    if cambian := [nombre for distinto, nombre in distintos if distinto]:
        yield _("La versión nueva cambia datos legales (%(q)s): el expediente sigue con los de la suya.") % {
            "q": ", ".join(cambian)
        }


def _de_las_tareas(actual: Definicion, nueva: Definicion, situacion: Situacion) -> Iterator[str]:
    for codigo, empezada in situacion.tareas.items():
        otra = nueva.tarea(codigo)
        if otra is None:
            if empezada.estado != NO_PROCEDE:
                yield _("La versión nueva no tiene «%(t)s», que ya ha empezado.") % {"t": empezada.nombre}
        elif (otra.tipo, otra.fase) != (empezada.tipo, empezada.fase):
            if empezada.estado != NO_PROCEDE:
                yield _("«%(t)s» ya ha empezado, y en la versión nueva es otra clase de trámite.") % {
                    "t": empezada.nombre
                }
        elif otra.preceptiva and empezada.estado == NO_PROCEDE and not _preceptiva(actual, codigo):
            yield _("«%(t)s» no se hizo, y en la versión nueva es preceptiva.") % {"t": otra.nombre}
    for tarea in _anadidas(actual, nueva, situacion):
        if tarea.preceptiva and _ya_paso(nueva, tarea, situacion):
            yield _("La versión nueva añade «%(t)s», que es preceptiva, y su momento ya pasó.") % {"t": tarea.nombre}


def _de_las_respuestas(actual: Definicion, nueva: Definicion, situacion: Situacion) -> Iterator[str]:
    """What was answered must go on being read. What the new form asks besides is asked of new applications alone."""
    sin_respuestas = all(esta_vacio(valor) for valor in situacion.respuestas.values())
    if sin_respuestas and actual.formulario.campos and actual.formulario != nueva.formulario:
        yield _("Las respuestas están sin escribir, y el formulario de la versión nueva es otro.")
    for codigo, valor in situacion.respuestas.items():
        campo = actual.formulario.campo(codigo)
        if campo is not None and not esta_vacio(valor) and not _se_lee(nueva.formulario.campo(codigo), campo, valor):
            yield _("El formulario de la versión nueva no puede mostrar lo que se contestó en «%(c)s».") % {
                "c": campo.etiqueta
            }


def _se_lee(nuevo: Campo | None, antes: Campo, valor: Valor) -> bool:
    if nuevo is None or nuevo.tipo != antes.tipo:
        return False
    if not antes.opciones:
        return True
    elegidas = valor if isinstance(valor, list) else [valor]
    return {str(una) for una in elegidas} <= {opcion.valor for opcion in nuevo.opciones}


def _anadidas(actual: Definicion, nueva: Definicion, situacion: Situacion) -> list[DefinicionTarea]:
    return [t for t in nueva.tareas if actual.tarea(t.codigo) is None and t.codigo not in situacion.tareas]


def _ya_paso(nueva: Definicion, tarea: DefinicionTarea, situacion: Situacion) -> bool:
    """Whether the case is in a later phase, or began a task that comes after this one."""
    if FASES.index(tarea.fase) < FASES.index(situacion.fase):
        return True
    empezadas = {codigo for codigo, una in situacion.tareas.items() if una.estado != NO_PROCEDE}
    return any(tarea.codigo in anteriores(nueva.tareas, otra) for otra in nueva.tareas if otra.codigo in empezadas)


def _preceptiva(definicion: Definicion, codigo: str) -> bool:
    tarea = definicion.tarea(codigo)
    return tarea is not None and tarea.preceptiva
