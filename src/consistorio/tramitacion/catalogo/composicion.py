"""Composes the three levels: standard model, model of the area, procedure. Each is an overlay on the one above.

An overlay may add tasks, rename, set who answers, internal terms and data, and add who signs. It may not remove a task marked `preceptiva`
nor move a task to another phase, make a `preceptiva` one depend on a condition nor let it begin before it did: those belong to the law,
not to the area.
"""

from __future__ import annotations

import copy

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo.tipos import SOLICITUD
from consistorio.tramitacion.formularios.valores import Valor

CAMBIABLES = frozenset({"nombre", "area", "plazo_interno", "datos", "tras", "condicion", "tamanos", "firmas"})


def componer(
    modelo: dict[str, Valor], *capas: dict[str, Valor], naturaleza: str = SOLICITUD
) -> tuple[dict[str, Valor], tuple[Problema, ...]]:
    """The composed document (the last layer is the procedure) and everything that a layer may not do.

    Of the levels above, the procedure gets what is of its own nature and nothing else, so that its layer names nothing that is not there. The common pages
    ask whoever applies how to be told: what is only begun of office has none.
    """
    suya: dict[str, Valor] = capas[-1] if capas else {}
    tareas, pasos_comunes, de_arriba = apilar(modelo, *capas[:-1])
    problemas = list(de_arriba)
    resultado = copy.deepcopy(suya)
    resultado["tareas"] = list(_aplicar(tareas_de(tareas, naturaleza), suya.get("tareas"), problemas))
    resultado["modelo"] = {"codigo": modelo.get("codigo"), "numero": modelo.get("numero")}
    pasos_comunes += _lista(resultado.pop("pasos_comunes", None))
    formulario = resultado.get("formulario")
    if isinstance(formulario, dict):
        de_quien_pide = [] if resultado.get("iniciacion") == "oficio" else de_su_naturaleza(pasos_comunes, naturaleza)
        formulario["pasos"] = [*_lista(formulario.get("pasos")), *de_quien_pide]
    return resultado, tuple(problemas)


def apilar(modelo: dict[str, Valor], *capas: dict[str, Valor]) -> tuple[list[Valor], list[Valor], tuple[Problema, ...]]:
    """The tasks and the common pages that the levels above a procedure say, of every nature, and what a layer of them may not do.

    Each says of what it is with `naturalezas` (an application, a declaration, a communication; of all when it says nothing).
    """
    problemas: list[Problema] = []
    tareas, pasos_comunes = _lista(modelo.get("tareas")), _lista(modelo.get("pasos_comunes"))
    for capa in capas:
        tareas = _aplicar(tareas, capa.get("tareas"), problemas)
        pasos_comunes += _lista(capa.get("pasos_comunes"))
    return tareas, pasos_comunes, tuple(problemas)


def tareas_de(tareas: list[Valor], naturaleza: str) -> list[Valor]:
    """Those of these tasks that are of that nature. None waits for one of another; left with none to wait for, it waits for all of the phases before."""
    suyas = de_su_naturaleza(tareas, naturaleza)
    ajenas = {_codigo(tarea) for tarea in tareas} - {_codigo(tarea) for tarea in suyas}
    for tarea in suyas:
        if isinstance(tarea, dict) and ajenas.intersection(map(str, _lista(tarea.get("tras")))):
            tarea["tras"] = [codigo for codigo in _lista(tarea["tras"]) if codigo not in ajenas]
            if not tarea["tras"]:
                del tarea["tras"]
    return suyas


def de_su_naturaleza(cosas: list[Valor], naturaleza: str) -> list[Valor]:
    """Those of these tasks or pages that are of that nature, without saying so."""
    return [
        {clave: valor for clave, valor in cosa.items() if clave != "naturalezas"}
        for cosa in cosas
        if isinstance(cosa, dict) and naturaleza in (_lista(cosa.get("naturalezas")) or [naturaleza])
    ]


def _aplicar(tareas: list[Valor], capa: Valor, problemas: list[Problema]) -> list[Valor]:
    if capa is None:
        return tareas
    if not isinstance(capa, dict):
        problemas.append(Problema("tareas", _("aquí va un objeto con anadir, cambiar o quitar.")))
        return tareas
    for clave in sorted(set(capa) - {"anadir", "cambiar", "quitar"}):
        problemas.append(Problema(f"tareas.{clave}", _("esta clave no existe. Son: anadir, cambiar, quitar.")))
    resultado = _quitar(tareas, capa.get("quitar"), problemas)
    resultado = _cambiar(resultado, capa.get("cambiar"), problemas)
    existentes = {_codigo(tarea) for tarea in resultado}
    for nueva in _lista(capa.get("anadir")):
        codigo = _codigo(nueva)
        if codigo in existentes:
            problemas.append(
                Problema(f"tareas.anadir[{codigo}]", _("ya hay una tarea con este código en un nivel superior."))
            )
            continue
        resultado.append(copy.deepcopy(nueva))
        existentes.add(codigo)
    return resultado


def _quitar(tareas: list[Valor], codigos: Valor, problemas: list[Problema]) -> list[Valor]:
    quitados = {codigo for codigo in _lista(codigos) if isinstance(codigo, str)}
    por_codigo = {_codigo(tarea): tarea for tarea in tareas}
    for codigo in sorted(quitados):
        tarea = por_codigo.get(codigo)
        if tarea is None:
            problemas.append(Problema(f"tareas.quitar[{codigo}]", _("no hay ninguna tarea con este código.")))
        elif isinstance(tarea, dict) and tarea.get("preceptiva"):
            problemas.append(
                Problema(f"tareas.quitar[{codigo}]", _("esta tarea es preceptiva: la ley no deja quitarla."))
            )
            quitados.discard(codigo)
    return [copy.deepcopy(tarea) for tarea in tareas if _codigo(tarea) not in quitados]


def _cambiar(tareas: list[Valor], cambios: Valor, problemas: list[Problema]) -> list[Valor]:
    por_codigo = {_codigo(tarea): tarea for tarea in tareas}
    for cambio in _lista(cambios):
        codigo = _codigo(cambio)
        tarea = por_codigo.get(codigo)
        if not isinstance(tarea, dict) or not isinstance(cambio, dict):
            problemas.append(Problema(f"tareas.cambiar[{codigo}]", _("no hay ninguna tarea con este código.")))
            continue
        for clave, valor in cambio.items():
            if clave == "codigo":
                continue
            if clave not in CAMBIABLES:
                problemas.append(
                    Problema(
                        f"tareas.cambiar[{codigo}].{clave}", _("esto no se puede cambiar en una tarea del modelo.")
                    )
                )
                continue
            if tarea.get("preceptiva") and (motivo := _fuera_de_la_ley(tarea, clave, valor)):
                problemas.append(Problema(f"tareas.cambiar[{codigo}].{clave}", motivo))
                continue
            if clave == "datos" and isinstance(valor, dict) and isinstance(tarea.get("datos"), dict):
                anteriores = tarea["datos"]
                tarea["datos"] = {**anteriores, **valor} if isinstance(anteriores, dict) else valor
            else:
                tarea[clave] = copy.deepcopy(valor)
    return tareas


def _fuera_de_la_ley(tarea: dict[str, Valor], clave: str, valor: Valor) -> str:
    """Why a layer may not change that of a task that the law demands; empty when it may. `tamanos` are judged with the whole."""
    if clave == "condicion" and valor != tarea.get("condicion"):
        return _("esta tarea es preceptiva: cuándo se hace lo dice la ley, y no cambia.")
    antes, ahora = set(map(str, _lista(tarea.get("tras")))), set(map(str, _lista(valor)))
    if clave == "tras" and not antes and ahora:
        return _("esta tarea es preceptiva: espera a todo lo de las fases anteriores, y no solo a algunas tareas.")
    if clave == "tras" and not antes <= ahora:
        return _("esta tarea es preceptiva: puede esperar a más tareas, pero no a menos.")
    return ""


def _codigo(tarea: Valor) -> str:
    codigo = tarea.get("codigo") if isinstance(tarea, dict) else None
    return codigo if isinstance(codigo, str) else ""


def _lista(valor: Valor) -> list[Valor]:
    return list(valor) if isinstance(valor, list) else []
