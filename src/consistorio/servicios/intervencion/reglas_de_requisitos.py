"""Pure rules of the limited control (TRLRHL 219.2; RD 424/2017 arts. 13 and 14): what a list of basic requirements has to say, and what follows from its answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.servicios.intervencion.reglas import MINIMO

FASES: Mapping[str, Promise] = {
    "A": gettext_lazy("Autorización (A)"),
    "D": gettext_lazy("Compromiso (D)"),
    "AD": gettext_lazy("Autorización y compromiso (AD)"),
    "O": gettext_lazy("Reconocimiento de la obligación (O)"),
    "ADO": gettext_lazy("Todas las fases a la vez (ADO)"),
}
CREDITO, ORGANO, PLURIANUAL, ADICIONAL = "credito", "organo", "plurianual", "adicional"
CLASES: Mapping[str, Promise] = {
    CREDITO: gettext_lazy("General: crédito adecuado y suficiente"),
    ORGANO: gettext_lazy("General: órgano competente"),
    PLURIANUAL: gettext_lazy("General: límites del gasto plurianual"),
    ADICIONAL: gettext_lazy("Adicional: lo añade el Pleno"),
}
CUMPLE, NO_CUMPLE, NO_PROCEDE = "cumple", "no_cumple", "no_procede"
RESPUESTAS: Mapping[str, Promise] = {
    CUMPLE: gettext_lazy("Cumple"),
    NO_CUMPLE: gettext_lazy("No cumple"),
    NO_PROCEDE: gettext_lazy("No procede"),
}
# What is always checked, whatever the town adds (RD 424/2017 art. 13.2)
OBLIGADAS = (CREDITO, ORGANO)
MAXIMO, LARGO_TEXTO, LARGO_NORMA, LARGO_MOTIVO = 40, 600, 200, 600
# Of what a reparo on an unfulfilled requirement is (TRLRHL 216.2.a and c)
_CAUSA_DE = {CREDITO: "credito"}
_TRAMITES = "tramites"


@dato
class RequisitoPedido:
    """A requirement as it is written for a list. `clase`: a code of `CLASES`."""

    clase: str
    texto: str
    norma: str = ""


@dato
class Respondido:
    """A requirement with what was answered of it. `clase`: a code of `CLASES`; `respuesta`: of `RESPUESTAS`, "" when nothing was."""

    id: UUID
    numero: int
    clase: str
    respuesta: str
    motivo: str


def campo_de(requisito_id: UUID) -> str:
    """How the problems, and the forms, name the answer to a requirement."""
    return f"respuesta.{requisito_id}"


def campo_del_motivo(requisito_id: UUID) -> str:
    """The same of its reason."""
    return f"motivo.{requisito_id}"


def problemas_de_la_lista(requisitos: Sequence[RequisitoPedido]) -> tuple[Problema, ...]:
    """Everything that is wrong with what a list would check. `campo` of each: `clase.<n>`, `texto.<n>` or `norma.<n>`, counting from 1."""
    problemas = []
    if len(requisitos) > MAXIMO:
        problemas.append(Problema("", _("Una lista tiene como mucho %(n)d requisitos.") % {"n": MAXIMO}))
    for clase in OBLIGADAS:
        if all(uno.clase != clase for uno in requisitos):
            dicho = _("Falta un requisito: %(c)s. Se comprueba siempre (RD 424/2017 artículo 13.2).")
            problemas.append(Problema("", dicho % {"c": str(CLASES[clase]).lower()}))
    vistos: dict[str, int] = {}
    for n, uno in enumerate(requisitos, start=1):
        if uno.clase not in CLASES:
            problemas.append(Problema(f"clase.{n}", _("Requisito %(n)d: elija de qué clase es.") % {"n": n}))
        if not MINIMO <= len(uno.texto) <= LARGO_TEXTO:
            mensaje = _("Requisito %(n)d: escriba qué se comprueba, entre %(a)d y %(b)d caracteres.")
            problemas.append(Problema(f"texto.{n}", mensaje % {"n": n, "a": MINIMO, "b": LARGO_TEXTO}))
        if len(uno.norma) > LARGO_NORMA:
            mensaje = _("Requisito %(n)d: el fundamento pasa de %(b)d caracteres.")
            problemas.append(Problema(f"norma.{n}", mensaje % {"n": n, "b": LARGO_NORMA}))
        antes = vistos.setdefault(uno.texto.casefold(), n)
        if antes != n and uno.texto:
            mensaje = _("Requisito %(n)d: dice lo mismo que el %(m)d.") % {"n": n, "m": antes}
            problemas.append(Problema(f"texto.{n}", mensaje))
    return tuple(problemas)


def problemas_de_las_respuestas(respondidos: Sequence[Respondido], resultado: str) -> tuple[Problema, ...]:
    """Everything that is wrong with the answers to a list, and with a result that does not follow from them (RD 424/2017 art. 14)."""
    problemas = [problema for uno in respondidos for problema in _de_una(uno)]
    incumplidos = [uno for uno in respondidos if uno.respuesta == NO_CUMPLE]
    if incumplidos and resultado in ("favorable", "observaciones"):
        mensaje = _("No se cumple el requisito %(n)s: el resultado es un reparo (RD 424/2017 artículo 14).")
        problemas.append(Problema("resultado", mensaje % {"n": ", ".join(str(uno.numero) for uno in incumplidos)}))
    if resultado == "reparo" and not incumplidos:
        mensaje = _(
            "Se cumplen todos los requisitos de la lista, y entonces no cabe reparo. Dígalo como observación, que no suspende (RD 424/2017 artículo 14.2)."
        )
        problemas.append(Problema("resultado", mensaje))
    return tuple(problemas)


def _de_una(uno: Respondido) -> list[Problema]:
    if uno.respuesta not in RESPUESTAS:
        mensaje = _("Requisito %(n)d: diga si se cumple, no se cumple o no procede.")
        return [Problema(campo_de(uno.id), mensaje % {"n": uno.numero})]
    problemas = []
    if uno.respuesta == NO_PROCEDE and uno.clase in OBLIGADAS:
        mensaje = _("Requisito %(n)d: se comprueba siempre. Diga si se cumple o no.")
        problemas.append(Problema(campo_de(uno.id), mensaje % {"n": uno.numero}))
    if uno.respuesta != CUMPLE and len(uno.motivo) < MINIMO:
        mensaje = _("Requisito %(n)d: escriba por qué no se cumple o no procede.") % {"n": uno.numero}
        problemas.append(Problema(campo_del_motivo(uno.id), mensaje))
    if len(uno.motivo) > LARGO_MOTIVO:
        mensaje = _("Requisito %(n)d: el motivo pasa de %(b)d caracteres.") % {"n": uno.numero, "b": LARGO_MOTIVO}
        problemas.append(Problema(campo_del_motivo(uno.id), mensaje))
    return problemas


def causas_con(respondidos: Sequence[Respondido], causas: Collection[str], resultado: str) -> tuple[str, ...]:
    """The causes of a reparo: those of what is not fulfilled, and those that were chosen besides; without one, those that were chosen."""
    if resultado != "reparo":
        return tuple(causas)
    suyas = [_CAUSA_DE.get(uno.clase, _TRAMITES) for uno in respondidos if uno.respuesta == NO_CUMPLE]
    return tuple(dict.fromkeys((*suyas, *causas)))
