"""Which task comes next, from what is over and what was answered: pure, for the engine and for whoever tries a procedure before it is published."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from consistorio.tramitacion.catalogo.tareas import previas
from consistorio.tramitacion.catalogo.tipos import Definicion, DefinicionTarea
from consistorio.tramitacion.formularios.condiciones import se_cumple
from consistorio.tramitacion.formularios.valores import Datos, Valor, como_datos, texto_de
from consistorio.tramitacion.motor.registro_tipos import sobra

INSTRUCCION = frozenset({"ordenacion", "instruccion"})
ANTES_DE_DECIDIR = frozenset({"iniciacion", *INSTRUCCION})
# Kinds of task that go on once silence has granted what was asked (LPACAP 24.2): what is granted is paid, what the party filed is dealt with (they may
# waive it), and who confirms it is impartial
TRAS_CONCEDER = frozenset({"pago", "escrito", "acreditacion", "abstencion", "recusacion", "certificado_silencio"})
# 21.4 and 68 are of applications; of office, the notified agreement says the term
SOLO_DE_SOLICITUDES = frozenset({"comunicacion_inicial", "revision"})
# The amount from which a dictamen is mandatory, among the facts
DICTAMEN_DESDE = "legal.dictamen"
CERRADAS = frozenset({"hecha", "cancelada"})


def que_toca(
    definicion: Definicion, estados: Mapping[str, str], hechos: Datos, *, siguen: Collection[str] | None = None
) -> Sequence[tuple[DefinicionTarea, bool]]:
    """The tasks that begin now, each with whether it is not needed: by its facts (`hace_falta`), or it is of an instruction that ended before its
    time (LPACAP 24.2, 84.1). `siguen`: the kinds of task that go on then; None while it did not end. `estados`: of those that began, by their code."""
    cerradas = {codigo for codigo, estado in estados.items() if estado in CERRADAS}
    existentes = {tarea.codigo for tarea in definicion.tareas}
    return [
        (
            tarea,
            not hace_falta(tarea, hechos)
            or (siguen is not None and tarea.fase in INSTRUCCION and tarea.tipo not in siguen),
        )
        for tarea in definicion.tareas
        if tarea.codigo not in estados and (previas(definicion.tareas, tarea) & existentes) <= cerradas
    ]


def hace_falta(tarea: DefinicionTarea, hechos: Datos) -> bool:
    """Whether a task is needed with these facts: its condition holds, and its kind does not say otherwise."""
    return se_cumple(tarea.condicion, hechos) and not sobra(tarea, hechos)


def hechos_de(
    respuestas: Datos, resultados: Mapping[str, object], *, interesados: int, terceros: int, definicion: Definicion
) -> dict[str, Valor]:
    """What conditions of tasks, and their kinds, look at: the answers, what each task of the model led to, a few facts of the case, and the
    legal values that kinds hold them against. `terceros`: of its parties, those who did not ask for it."""
    hechos = como_datos(respuestas)
    hechos["resultado_revision"] = texto_de(como_datos(resultados.get("revision") or {}).get("codigo"))
    hechos["resultado_comprobacion"] = texto_de(como_datos(resultados.get("comprobacion") or {}).get("codigo"))
    for codigo in ("propuesta", "resolucion"):
        hechos[f"sentido_{codigo}"] = texto_de(como_datos(resultados.get(codigo) or {}).get("sentido"))
    hechos["interesados"], hechos["terceros"] = interesados, terceros
    hechos[DICTAMEN_DESDE] = None if definicion.legal.dictamen is None else str(definicion.legal.dictamen)
    return hechos
