"""Changes that a person of an area makes to the layer of a procedure, one at a time. Pure: each answers another layer.

What the levels above say is changed in `tareas.cambiar` with what differs from them, and nothing else; what is the procedure's own is
changed where it stands. Codes are given once and kept for ever: an answer already given must be readable.
"""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado
from consistorio.tramitacion.catalogo.composicion import CAMBIABLES
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

Capa = dict[str, Valor]
VACIOS: tuple[Valor, ...] = (None, "", [], {})


def codigo_nuevo(nombre: str, ocupados: Collection[str]) -> str:
    """A code made of the words of a name, that nothing else has."""
    llano = unicodedata.normalize("NFKD", nombre).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", llano).strip("_")[:40].lstrip("0123456789_") or "tarea"
    codigo, n = base, 1
    while codigo in ocupados:
        n += 1
        codigo = f"{base}_{n}"
    return codigo


def quitadas(capa: Mapping[str, Valor]) -> list[str]:
    """The codes of the tasks from above that this layer takes away."""
    return [texto_de(codigo) for codigo in _lista(_de(capa, "tareas").get("quitar"))]


def anadir_tarea(capa: Mapping[str, Valor], tarea: Mapping[str, Valor]) -> Capa:
    """One more task of its own."""
    nueva, tareas = _abrir(capa)
    tareas["anadir"] = [*_lista(tareas.get("anadir")), con_cambios({}, tarea)]
    return nueva


def cambiar_tarea(
    capa: Mapping[str, Valor], codigo: str, cambios: Mapping[str, Valor], *, heredada: Mapping[str, Valor] | None
) -> Capa:
    """The task says this now; what `cambios` does not name stays as it is, and so does each of its `datos`.

    `heredada`: the task as the levels above leave it; None when it is of this layer. Raises NoEncontrado (no such task of its own),
    DatosIncorrectos (something that a layer may not change in a task from above).
    """
    nueva, tareas = _abrir(capa)
    if heredada is None:
        suyas = _objetos(tareas.get("anadir"))
        if codigo not in {texto_de(t.get("codigo")) for t in suyas}:
            raise NoEncontrado(_("Este procedimiento no tiene esa tarea."))
        tareas["anadir"] = [con_cambios(t, cambios) if texto_de(t.get("codigo")) == codigo else t for t in suyas]
        return nueva
    if prohibidas := sorted(set(cambios) - CAMBIABLES):
        raise DatosIncorrectos(
            _("Esto no se puede cambiar en una tarea del modelo: %(l)s.") % {"l": ", ".join(prohibidas)}
        )
    if not cambios:
        return copy.deepcopy(dict(capa))
    antes = _objetos(tareas.get("cambiar"))
    anterior: dict[str, Valor] = next((c for c in antes if texto_de(c.get("codigo")) == codigo), {"codigo": codigo})
    suyo = _sobre_lo_de_arriba(anterior, cambios, heredada)
    quedan = [suyo if c is anterior else c for c in antes] if anterior in antes else [*antes, suyo]
    tareas["cambiar"] = [c for c in quedan if c is not suyo or len(suyo) > 1]
    return _sin_restos(nueva, tareas)


def con_cambios(cosa: Mapping[str, Valor], cambios: Mapping[str, Valor]) -> dict[str, Valor]:
    """The thing with these changes. What changes to nothing is not written; `datos` change one by one; the rest stays as it is."""
    nueva = {**cosa, **{clave: valor for clave, valor in cambios.items() if clave != "datos"}}
    datos = cambios.get("datos")
    if isinstance(datos, dict):
        nueva["datos"] = con_cambios(_de(cosa, "datos"), datos)
    return {clave: valor for clave, valor in nueva.items() if clave not in cambios or valor not in VACIOS}


def _sobre_lo_de_arriba(
    suyo: Mapping[str, Valor], cambios: Mapping[str, Valor], heredada: Mapping[str, Valor]
) -> dict[str, Valor]:
    """What a layer says of a task from above once it says this too: only what differs from it."""
    nuevo = dict(suyo)
    for clave, valor in cambios.items():
        dicho = valor
        if clave == "datos" and isinstance(valor, dict):
            dicho = _sobre_lo_de_arriba(_de(suyo, "datos"), valor, _de(heredada, "datos")) or None
        igual = dicho is None if clave == "datos" else (dicho or None) == (heredada.get(clave) or None)
        if igual:
            nuevo.pop(clave, None)
        else:
            nuevo[clave] = dicho
    return nuevo


def quitar_tarea(capa: Mapping[str, Valor], codigo: str) -> Capa:
    """Without that task: its own is no longer there, and one from above is taken away (composing refuses it when the law demands it)."""
    nueva, tareas = _abrir(capa)
    suyas = _objetos(tareas.get("anadir"))
    quedan = [t for t in suyas if texto_de(t.get("codigo")) != codigo]
    if len(quedan) < len(suyas):
        tareas["anadir"] = list(quedan)
    else:
        tareas["quitar"] = [*(c for c in _lista(tareas.get("quitar")) if c != codigo), codigo]
        tareas["cambiar"] = [c for c in _objetos(tareas.get("cambiar")) if texto_de(c.get("codigo")) != codigo]
    return _sin_restos(nueva, tareas)


def devolver_tarea(capa: Mapping[str, Valor], codigo: str) -> Capa:
    """The task from above as the levels above leave it: neither changed nor taken away."""
    nueva, tareas = _abrir(capa)
    tareas["quitar"] = [c for c in _lista(tareas.get("quitar")) if c != codigo]
    tareas["cambiar"] = [c for c in _objetos(tareas.get("cambiar")) if texto_de(c.get("codigo")) != codigo]
    return _sin_restos(nueva, tareas)


def poner_pregunta(capa: Mapping[str, Valor], paso: str, codigo: str, cambios: Mapping[str, Valor]) -> Capa:
    """A question of a step of the form with these changes, or a new one at its end. Raises NoEncontrado (no such step)."""
    nueva = copy.deepcopy(dict(capa))
    suyo = _paso(nueva, paso)
    suyo["campos"] = _con_uno(_objetos(suyo.get("campos")), codigo, cambios)
    return nueva


def quitar_pregunta(capa: Mapping[str, Valor], paso: str, codigo: str) -> Capa:
    """Without that question. Raises NoEncontrado (no such step)."""
    nueva = copy.deepcopy(dict(capa))
    suyo = _paso(nueva, paso)
    suyo["campos"] = [c for c in _objetos(suyo.get("campos")) if texto_de(c.get("codigo")) != codigo]
    return nueva


def mover_pregunta(capa: Mapping[str, Valor], paso: str, codigo: str, *, arriba: bool) -> Capa:
    """The question one place nearer to the beginning of its step, or to its end. Raises NoEncontrado (no such step)."""
    nueva = copy.deepcopy(dict(capa))
    suyo = _paso(nueva, paso)
    suyo["campos"] = _movida(_objetos(suyo.get("campos")), codigo, arriba=arriba)
    return nueva


def llevar_pregunta(capa: Mapping[str, Valor], paso: str, codigo: str, *, a: str) -> Capa:
    """The question at the end of another page of the form. Raises NoEncontrado (no such page)."""
    nueva = copy.deepcopy(dict(capa))
    suyo, otro = _paso(nueva, paso), _paso(nueva, a)
    campos = _objetos(suyo.get("campos"))
    llevadas = [c for c in campos if texto_de(c.get("codigo")) == codigo]
    suyo["campos"] = [c for c in campos if texto_de(c.get("codigo")) != codigo]
    otro["campos"] = [*_objetos(otro.get("campos")), *llevadas]
    return nueva


def poner_pagina(capa: Mapping[str, Valor], codigo: str, cambios: Mapping[str, Valor]) -> Capa:
    """A page of the form with these changes, or a new one after the others, without questions yet."""
    nueva = copy.deepcopy(dict(capa))
    formulario = _formulario(nueva)
    formulario["pasos"] = _con_uno(_objetos(formulario.get("pasos")), codigo, cambios)
    return nueva


def mover_pagina(capa: Mapping[str, Valor], codigo: str, *, arriba: bool) -> Capa:
    """The page one place nearer to the beginning of the form, or to its end."""
    nueva = copy.deepcopy(dict(capa))
    formulario = _formulario(nueva)
    formulario["pasos"] = _movida(_objetos(formulario.get("pasos")), codigo, arriba=arriba)
    return nueva


def quitar_pagina(capa: Mapping[str, Valor], codigo: str) -> Capa:
    """Without that page and its questions."""
    nueva = copy.deepcopy(dict(capa))
    formulario = _formulario(nueva)
    formulario["pasos"] = [p for p in _objetos(formulario.get("pasos")) if texto_de(p.get("codigo")) != codigo]
    return nueva


def poner_documento(capa: Mapping[str, Valor], codigo: str, cambios: Mapping[str, Valor]) -> Capa:
    """A document that is asked for with these changes, or a new one."""
    nueva = copy.deepcopy(dict(capa))
    formulario = _formulario(nueva)
    formulario["requisitos"] = _con_uno(_objetos(formulario.get("requisitos")), codigo, cambios)
    return nueva


def quitar_documento(capa: Mapping[str, Valor], codigo: str) -> Capa:
    """Without that document."""
    nueva = copy.deepcopy(dict(capa))
    formulario = _formulario(nueva)
    formulario["requisitos"] = [
        r for r in _objetos(formulario.get("requisitos")) if texto_de(r.get("codigo")) != codigo
    ]
    return nueva


def cambiar_tamano(capa: Mapping[str, Valor], tamano: str) -> Capa:
    """The procedure is processed in that size (`tamanos`)."""
    return {**capa, "tamano": tamano}


def decir_si_sanciona(capa: Mapping[str, Valor], *, sanciona: bool) -> Capa:
    """The procedure sanctions, or not (LPACAP 63)."""
    return con_cambios(capa, {"sancionador": sanciona or None})


def _abrir(capa: Mapping[str, Valor]) -> tuple[Capa, dict[str, Valor]]:
    nueva = copy.deepcopy(dict(capa))
    tareas = _de(nueva, "tareas")
    nueva["tareas"] = tareas
    return nueva, tareas


def _sin_restos(capa: Capa, tareas: dict[str, Valor]) -> Capa:
    """A list that says nothing is not written."""
    return {**capa, "tareas": {clave: lista for clave, lista in tareas.items() if lista}}


def _movida(lista: list[dict[str, Valor]], codigo: str, *, arriba: bool) -> list[Valor]:
    """The list with the thing of that code one place up or down; as it is, where there is no place."""
    sitio = next((n for n, cosa in enumerate(lista) if texto_de(cosa.get("codigo")) == codigo), None)
    otro = None if sitio is None else sitio + (-1 if arriba else 1)
    if sitio is not None and otro is not None and 0 <= otro < len(lista):
        lista[sitio], lista[otro] = lista[otro], lista[sitio]
    return list(lista)


def _con_uno(lista: list[dict[str, Valor]], codigo: str, cambios: Mapping[str, Valor]) -> list[Valor]:
    """The list with the thing of that code changed where it stands, or a new one at the end."""
    if codigo in {texto_de(cosa.get("codigo")) for cosa in lista}:
        return [con_cambios(cosa, cambios) if texto_de(cosa.get("codigo")) == codigo else cosa for cosa in lista]
    return [*lista, con_cambios({"codigo": codigo}, cambios)]


def _formulario(capa: Capa) -> dict[str, Valor]:
    formulario = _de(capa, "formulario")
    capa["formulario"] = formulario
    return formulario


def _paso(capa: Capa, codigo: str) -> dict[str, Valor]:
    formulario = _formulario(capa)
    for paso in _lista(formulario.get("pasos")):
        if isinstance(paso, dict) and texto_de(paso.get("codigo")) == codigo:
            return paso
    raise NoEncontrado(_("Este formulario no tiene esa página."))


def _de(capa: Mapping[str, Valor], clave: str) -> dict[str, Valor]:
    valor = capa.get(clave)
    return valor if isinstance(valor, dict) else {}


def _lista(valor: Valor) -> list[Valor]:
    return valor if isinstance(valor, list) else []


def _objetos(valor: Valor) -> list[dict[str, Valor]]:
    return [como_datos(cosa) for cosa in _lista(valor) if isinstance(cosa, dict)]
