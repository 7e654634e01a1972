"""The two sizes in which one definition is processed: `simplificado`, with the least, and `modelado`, with everything.

A task, a page, a question or a document says in which sizes it is (`tamanos`; in both when it says nothing) and the procedure says which
one it uses (`tamano`). What is left out is left out before the definition is read: nobody below knows that there were two. A task that the
law demands is in both. A paragraph of a text that names a question left out (`[[respuesta_CODIGO]]`) is left out with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.valores import Valor, texto_de

SIMPLIFICADO, MODELADO = "simplificado", "modelado"
TAMANOS = (SIMPLIFICADO, MODELADO)


def tamano_de(documento: Mapping[str, Valor]) -> str:
    """The size that a definition uses; whole when it says nothing that is known (its reader says what is wrong)."""
    return SIMPLIFICADO if documento.get("tamano") == SIMPLIFICADO else MODELADO


def otro(tamano: str) -> str:
    """The other size."""
    return SIMPLIFICADO if tamano == MODELADO else MODELADO


def distingue(documento: Mapping[str, Valor]) -> bool:
    """Whether a composed definition is not the same in both sizes."""
    return any(cosa.get("tamanos") is not None for _lugar, cosa in _cosas(documento))


def reducir(documento: Mapping[str, Valor], tamano: str) -> tuple[dict[str, Valor], tuple[Problema, ...]]:
    """What the composed definition is in that size, and what is wrong with how it tells them apart.

    A task waits for those before it that are there. A page without questions is not there either.
    """
    problemas = [problema for lugar, cosa in _cosas(documento) for problema in _problemas(lugar, cosa)]
    reducido = {**documento, "tamano": tamano}
    if isinstance(documento.get("tareas"), list):
        tareas = _quedan(documento["tareas"], tamano)
        fuera = {_codigo(t) for t in _objetos(documento["tareas"])} - {_codigo(t) for t in _objetos(tareas)}
        reducido["tareas"] = [_sin_esperar(tarea, fuera) for tarea in tareas]
    formulario = documento.get("formulario")
    if isinstance(formulario, dict):
        partes = dict(formulario)
        if isinstance(formulario.get("pasos"), list):
            partes["pasos"] = [p for paso in _quedan(formulario["pasos"], tamano) for p in _pagina(paso, tamano)]
        if isinstance(formulario.get("requisitos"), list):
            partes["requisitos"] = _quedan(formulario["requisitos"], tamano)
        reducido["formulario"] = partes
        faltan = {f"[[respuesta_{codigo}]]" for codigo in _preguntas(formulario) - _preguntas(partes)}
        if faltan and "tareas" in reducido:
            reducido["tareas"] = _sin_nombrar(reducido["tareas"], faltan)
    return reducido, tuple(problemas)


def entera(documento: Mapping[str, Valor]) -> dict[str, Valor]:
    """Everything that the definition has in either size, for whoever writes it."""
    tareas, formulario = documento.get("tareas"), documento.get("formulario")
    todo = {clave: valor for clave, valor in documento.items() if clave != "tamano"}
    if isinstance(tareas, list):
        todo["tareas"] = [_sin_marca(tarea) for tarea in tareas]
    if isinstance(formulario, dict):
        partes = {clave: _sin_marcas(valor) for clave, valor in formulario.items()}
        partes["pasos"] = [
            {**paso, "campos": _sin_marcas(paso.get("campos"))} if isinstance(paso, dict) else paso
            for paso in _lista(partes.get("pasos"))
        ]
        todo["formulario"] = partes
    return todo


def _cosas(documento: Mapping[str, Valor]) -> Iterator[tuple[str, dict[str, Valor]]]:
    """Everything that may be in one size only, with its place."""
    for tarea in _objetos(documento.get("tareas")):
        yield f"tareas[{_codigo(tarea)}]", tarea
    formulario = documento.get("formulario")
    partes = formulario if isinstance(formulario, dict) else {}
    for paso in _objetos(partes.get("pasos")):
        yield f"formulario.pasos[{_codigo(paso)}]", paso
        for campo in _objetos(paso.get("campos")):
            yield f"formulario.campos[{_codigo(campo)}]", campo
    for requisito in _objetos(partes.get("requisitos")):
        yield f"formulario.requisitos[{_codigo(requisito)}]", requisito


def _problemas(lugar: str, cosa: Mapping[str, Valor]) -> Iterator[Problema]:
    dichos = cosa.get("tamanos")
    if dichos is None:
        return
    validos = isinstance(dichos, list) and dichos and all(t in TAMANOS for t in dichos)
    if not validos:
        yield Problema(f"{lugar}.tamanos", _("aquí va una lista con simplificado, modelado o los dos."))
    elif cosa.get("preceptiva") is True and not set(TAMANOS) <= set(
        map(str, dichos if isinstance(dichos, list) else [])
    ):
        yield Problema(f"{lugar}.tamanos", _("esta tarea es preceptiva: está en los dos tamaños."))


def _quedan(lista: Valor, tamano: str) -> list[Valor]:
    return [_sin_marca(cosa) for cosa in _lista(lista) if _esta(cosa, tamano)]


def _esta(cosa: Valor, tamano: str) -> bool:
    dichos = cosa.get("tamanos") if isinstance(cosa, dict) else None
    return not isinstance(dichos, list) or not dichos or tamano in dichos


def _sin_marcas(valor: Valor) -> Valor:
    return [_sin_marca(cosa) for cosa in valor] if isinstance(valor, list) else valor


def _sin_marca(cosa: Valor) -> Valor:
    return {clave: valor for clave, valor in cosa.items() if clave != "tamanos"} if isinstance(cosa, dict) else cosa


def _pagina(paso: Valor, tamano: str) -> Iterator[Valor]:
    campos = paso.get("campos") if isinstance(paso, dict) else None
    if not isinstance(paso, dict) or not isinstance(campos, list):
        yield paso
        return
    quedan = _quedan(campos, tamano)
    if quedan or not campos:
        yield {**paso, "campos": quedan}


def _sin_esperar(tarea: Valor, fuera: set[str]) -> Valor:
    tras = tarea.get("tras") if isinstance(tarea, dict) else None
    if not isinstance(tarea, dict) or not isinstance(tras, list) or fuera.isdisjoint(map(str, tras)):
        return tarea
    quedan: list[Valor] = [previa for previa in tras if previa not in fuera]
    return {**tarea, "tras": quedan}


def _preguntas(formulario: Mapping[str, Valor]) -> set[str]:
    return {_codigo(campo) for paso in _objetos(formulario.get("pasos")) for campo in _objetos(paso.get("campos"))}


def _sin_nombrar(valor: Valor, faltan: set[str]) -> Valor:
    """Without the paragraphs that name any of these."""
    if isinstance(valor, dict):
        return {clave: _sin_nombrar(parte, faltan) for clave, parte in valor.items()}
    if not isinstance(valor, list):
        return valor
    return [
        _sin_nombrar(parte, faltan)
        for parte in valor
        if not (isinstance(parte, str) and any(hueco in parte for hueco in faltan))
    ]


def _codigo(cosa: Mapping[str, Valor]) -> str:
    return texto_de(cosa.get("codigo"))


def _lista(valor: Valor) -> list[Valor]:
    return valor if isinstance(valor, list) else []


def _objetos(valor: Valor) -> list[dict[str, Valor]]:
    return [cosa for cosa in _lista(valor) if isinstance(cosa, dict)]
