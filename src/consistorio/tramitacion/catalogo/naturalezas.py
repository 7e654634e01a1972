"""Of what nature is each thing that a model says: its marks (`naturalezas`), what is wrong with them, and the same in words. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo.en_palabras import Texto
from consistorio.tramitacion.catalogo.tipos import COMUNICACION, DECLARACION, SOLICITUD
from consistorio.tramitacion.formularios.valores import Valor, texto_de

MARCA = "naturalezas"
# As they are called when there are many, in the order in which they are told
VARIAS: Mapping[str, Texto] = {
    SOLICITUD: gettext_lazy("solicitudes"),
    DECLARACION: gettext_lazy("declaraciones responsables"),
    COMUNICACION: gettext_lazy("comunicaciones"),
}


def naturalezas_de(cosa: Mapping[str, Valor]) -> frozenset[str]:
    """Of which natures a thing is: of all of them, when it says nothing."""
    dichas = cosa.get(MARCA)
    suyas = frozenset(filter(None, map(texto_de, dichas))) if isinstance(dichas, list) else frozenset()
    return suyas or frozenset(VARIAS)


def en_palabras(naturalezas: Collection[str]) -> str:
    """Those natures, as people say them."""
    dichas = [str(texto) for clave, texto in VARIAS.items() if clave in naturalezas]
    return _(" y ").join(filter(None, (", ".join(dichas[:-1]), *dichas[-1:])))


def solo_en(cosa: Mapping[str, Valor]) -> str:
    """Of which natures alone a thing is, in a sentence; "" when it is of all."""
    suyas = naturalezas_de(cosa)
    return "" if suyas >= frozenset(VARIAS) else _("Solo en %(n)s") % {"n": en_palabras(suyas)}


def problemas_de_marcas(cosas: Sequence[Valor], lugar: str) -> Iterator[Problema]:
    """The marks that say no nature that there is. `lugar`: the list in which these things are."""
    for cosa in cosas:
        dichas = cosa.get(MARCA) if isinstance(cosa, dict) else None
        if dichas is None or not isinstance(cosa, dict):
            continue
        if not isinstance(dichas, list) or not dichas or not all(n in VARIAS for n in map(texto_de, dichas)):
            mensaje = _("aquí va una lista con solicitud, declaracion o comunicacion.")
            yield Problema(f"{lugar}[{texto_de(cosa.get('codigo'))}].{MARCA}", mensaje)


def problemas_de_esperas(tareas: Sequence[Valor]) -> Iterator[Problema]:
    """The tasks that wait for one that is never where they are: they would not wait for it."""
    por_codigo = {texto_de(t.get("codigo")): t for t in tareas if isinstance(t, dict)}
    for codigo, tarea in por_codigo.items():
        esperas = tarea.get("tras")
        for previa in map(texto_de, esperas if isinstance(esperas, list) else []):
            otra = por_codigo.get(previa)
            if otra is not None and naturalezas_de(otra).isdisjoint(naturalezas_de(tarea)):
                datos = {"p": texto_de(otra.get("nombre")), "n": en_palabras(naturalezas_de(otra))}
                mensaje = _("espera a «%(p)s», que solo se hace en %(n)s.") % datos
                yield Problema(f"tareas[{codigo}].tras", mensaje)


def de_cada_una(
    hallados: Mapping[str, Sequence[Problema]], tareas: Sequence[Valor]
) -> tuple[tuple[Problema, ...], tuple[Problema, ...]]:
    """What is wrong in each nature, once: as each procedure would say it, and as it is said of the model, with the natures in which it is wrong
    where it is not so in all of those in which the task is."""
    donde: dict[tuple[str, str], set[str]] = {}
    for naturaleza, problemas in hallados.items():
        for problema in problemas:
            donde.setdefault((problema.campo, problema.mensaje), set()).add(naturaleza)
    de_tarea = {f"tareas[{texto_de(t.get('codigo'))}]": naturalezas_de(t) for t in tareas if isinstance(t, dict)}
    llanos, dichos = [], []
    for (campo, mensaje), suyas in donde.items():
        llanos.append(Problema(campo, mensaje))
        todas = de_tarea.get(campo.split("]")[0] + "]", frozenset(hallados))
        dicho = mensaje if suyas >= todas else _("en %(n)s, %(m)s") % {"n": en_palabras(suyas), "m": mensaje}
        dichos.append(Problema(campo, dicho))
    return tuple(llanos), tuple(dichos)
