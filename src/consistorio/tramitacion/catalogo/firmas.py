"""Circuits of signatures: whom the law makes sign the document of a task, and whom a procedure adds to them. Pure.

What the law says is not written in a definition, so that nobody can take it away: who writes an act signs it; the organ that decides signs
its resolution and the Secretaría gives public faith (ROF 200). A definition adds posts (`firmas` of a task) that sign or approve the same
document after who writes it, or before the organ: the last word stays where the law puts it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.tramitacion.catalogo import tipos_conocidos
from consistorio.tramitacion.catalogo.tipos import Definicion, DefinicionTarea, PasoDeFirma
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.valores import Valor, texto_de

MAXIMO = 4
PAPELES: Mapping[str, str | Promise] = {
    "visto_bueno": gettext_lazy("da el visto bueno"),
    "firma": gettext_lazy("firma"),
}


def leer_firmas(lector: Lector, tipo: str) -> tuple[PasoDeFirma, ...]:
    """The steps that a task adds to its circuit, in order, and what is wrong with them."""
    pasos = []
    for hijo in lector.hijos("firmas"):
        if hijo.valor("papel") == "fe_publica":
            hijo.anotar("papel", _("la fe pública es de la Secretaría (ROF art. 200): no se pone ni se quita aquí."))
            papel = ""
        else:
            papel = hijo.opcion("papel", PAPELES)
        pasos.append(PasoDeFirma(hijo.texto("puesto", obligatorio=True, maximo=60), papel))
        hijo.sobrantes()
    if pasos and tipos_conocidos.circuito_de(tipo) == "":
        lector.anotar("firmas", _("esta clase de tarea no tiene ningún documento al que se añadan firmas."))
    if len(pasos) > MAXIMO:
        lector.anotar("firmas", _("se añaden como mucho %(n)d firmas.") % {"n": MAXIMO})
    puestos = [paso.puesto for paso in pasos]
    for puesto in sorted({puesto for puesto in puestos if puestos.count(puesto) > 1}):
        lector.anotar("firmas", _("«%(p)s» está dos veces.") % {"p": puesto})
    return tuple(pasos)


def circuito_en_palabras(tarea: DefinicionTarea, definicion: Definicion, puestos: Mapping[str, str]) -> tuple[str, ...]:
    """Everybody who signs the document of a task, in order; nothing when its procedure adds nobody. `puestos`: what each is called."""
    if not tarea.firmas:
        return ()
    anadidos = tuple(_paso(paso.puesto, paso.papel, puestos) for paso in tarea.firmas)
    antes, despues = de_ley(tarea.tipo, definicion.legal.organo.nombre)
    return (*antes, *anadidos, *despues)


def de_ley(tipo: str, organo: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom the law makes sign in a task of that kind: before those whom the procedure adds, and after them."""
    quien_decide = organo or _("el órgano que resuelve")
    match tipos_conocidos.circuito_de(tipo):
        case tipos_conocidos.RESUELVE:
            return (), (_("%(o)s resuelve") % {"o": quien_decide}, _("la Secretaría da fe"))
        case tipos_conocidos.EL_ORGANO:
            return (), (_("%(o)s firma") % {"o": quien_decide},)
        case tipos_conocidos.QUIEN_ESCRIBE:
            return (_("firma quien lo escribe"),), ()
    return (), ()


def anadidas_en_palabras(firmas: Valor, puestos: Mapping[str, str]) -> str:
    """The steps that a definition writes, for whoever compares two of them; "" when there are none."""
    escritos = [paso for paso in firmas if isinstance(paso, dict)] if isinstance(firmas, list) else []
    return "; ".join(_paso(texto_de(p.get("puesto")), texto_de(p.get("papel")), puestos) for p in escritos)


def puestos_nombrados(*definiciones: Mapping[str, Valor] | None) -> frozenset[str]:
    """The posts that composed definitions name."""
    return frozenset(
        texto_de(paso.get("puesto"))
        for definicion in definiciones
        for tarea in _objetos((definicion or {}).get("tareas"))
        for paso in _objetos(tarea.get("firmas"))
    )


def puestos_en_capas(*capas: Mapping[str, Valor]) -> frozenset[str]:
    """The posts that layers name, in the tasks that they add or change."""
    tareas = [capa.get("tareas") for capa in capas]
    return puestos_nombrados(
        *(
            {"tareas": de_una.get(donde)}
            for de_una in tareas
            if isinstance(de_una, dict)
            for donde in ("anadir", "cambiar")
        )
    )


def _paso(puesto: str, papel: str, puestos: Mapping[str, str]) -> str:
    return f"{puestos.get(puesto, puesto)} {PAPELES.get(papel, papel)}"


def _objetos(valor: Valor) -> Sequence[Mapping[str, Valor]]:
    return [cosa for cosa in valor if isinstance(cosa, dict)] if isinstance(valor, list) else []
