"""Texts of a proposal, taken from the procedure's template: paragraphs are data, never code.

A procedure may carry, in the `datos` of its task `propuesta`, `textos`: {sentido or "*": {antecedentes, fundamentos, decision}},
each a list of paragraphs where `[[clave]]` stands for a known value: what the case is, what was done in it, and `[[respuesta_CAMPO]]`,
what the application answers to a question of its form. A paragraph about what this case does not have (nobody reported, the question
was left blank) is left out. What a procedure does not say comes from here.

The same `textos` may say how other writings of its cases begin, by their name (`ESCRITOS`): {texto}, with the same gaps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato

_HUECO = re.compile(r"\[\[([a-z0-9_]+)\]\]")
PARTES = ("antecedentes", "fundamentos", "decision")
# What is written in a case before its decision, and its one part
REQUERIMIENTO, AUDIENCIA, PROVIDENCIA, CARTA = "requerimiento", "audiencia", "providencia", "carta"
ESCRITOS = (REQUERIMIENTO, AUDIENCIA, PROVIDENCIA, CARTA)
TEXTO = "texto"


@dato
class Borrador:
    """The text of a resolution, in paragraphs."""

    sentido: str
    asunto: str
    antecedentes: tuple[str, ...]
    fundamentos: tuple[str, ...]
    decision: tuple[str, ...]


def borrador_de(
    sentido: str,
    *,
    asunto: str,
    textos: Mapping[str, object],
    valores: Mapping[str, str | None],
    terminacion: str = "",
    declarada: bool = False,
) -> Borrador:
    """The first draft in a sense: the procedure's paragraphs, or those of the house, with their gaps filled in. A value that is None is
    something that the case does not have.

    `declarada`: nothing was asked for; the words of the house are those of the later control. `terminacion`: the class of the accepted withdrawal, waiver or lapse, whose article the decision names.
    """
    propias = _de_terminacion().get(terminacion)
    if propias is not None:
        textos = {sentido: {"decision": [propias]}, **textos}
    partes = {
        parte: tuple(
            _sin_repetir(rellenar(p, valores), valores.get("procedimiento") or "")
            for p in _parrafos(textos, sentido, parte, declarada=declarada)
            if _procede(p, valores)
        )
        for parte in PARTES
    }
    return Borrador(sentido, asunto, partes["antecedentes"], partes["fundamentos"], partes["decision"])


def partes_de(clave: str) -> tuple[str, ...]:
    """The parts of the text of a sense, or of another writing."""
    return (TEXTO,) if clave in ESCRITOS else PARTES


def texto_de_escrito(
    clase: str, textos: Mapping[str, object], valores: Callable[[], Mapping[str, str | None]]
) -> tuple[str, ...]:
    """How a writing of a case begins: the procedure's paragraphs with their gaps filled in, without those about what the case does not have.

    `valores`: asked only where the procedure says something."""
    bloque = textos.get(clase)
    escritos = bloque.get(TEXTO) if isinstance(bloque, Mapping) else None
    if not isinstance(escritos, list) or not escritos:
        return ()
    suyos = valores()
    return tuple(rellenar(str(parrafo), suyos) for parrafo in escritos if _procede(str(parrafo), suyos))


def huecos_de(sentido: str, textos: Mapping[str, object]) -> frozenset[str]:
    """The names of what the text in a sense has gaps for."""
    return frozenset(
        hueco for parte in PARTES for p in _parrafos(textos, sentido, parte) for hueco in _HUECO.findall(p)
    )


def rellenar(parrafo: str, valores: Mapping[str, str | None]) -> str:
    """Put the known values in their gaps; an unknown gap stays visible for whoever reviews the text."""
    return _HUECO.sub(lambda hueco: valores.get(hueco.group(1), hueco.group(0)) or "", parrafo)


def _sin_repetir(parrafo: str, procedimiento: str) -> str:
    """A title that begins with the name of its procedure does not say it again after it: «Licencia de obra menor»: reforma..."""
    dicho = f"«{procedimiento}»"
    if not procedimiento:
        return parrafo
    return parrafo.replace(f"{dicho}: {procedimiento}: ", f"{dicho}: ").replace(
        f"{dicho}: {procedimiento}.", f"{dicho}."
    )


def _procede(parrafo: str, valores: Mapping[str, str | None]) -> bool:
    return all(valores.get(hueco, "") is not None for hueco in _HUECO.findall(parrafo))


def _parrafos(textos: Mapping[str, object], sentido: str, parte: str, *, declarada: bool = False) -> list[str]:
    for clave in (sentido, "*"):
        bloque = textos.get(clave)
        if isinstance(bloque, Mapping):
            lista = bloque.get(parte)
            if isinstance(lista, list) and lista:
                return [str(p) for p in lista]
    return (_de_lo_declarado(sentido) if declarada else _de_la_casa(sentido))[parte]


def _de_la_casa(sentido: str) -> dict[str, list[str]]:
    return {
        "antecedentes": [
            _("[[interesado]] presentó el [[fecha_solicitud]] una solicitud de «[[procedimiento]]»: [[titulo]]."),
            "[[requerimientos]]",
            _("Se han emitido estos informes: [[informes]]."),
            "[[pruebas]]",
            "[[informacion_publica]]",
            "[[audiencias]]",
            "[[terminaciones]]",
            _("Todo lo anterior consta en el expediente [[expediente]]."),
        ],
        "fundamentos": [
            _("El procedimiento se ha tramitado conforme a la Ley 39/2015, de 1 de octubre."),
            _("El órgano competente para resolver es: [[organo]] ([[articulo_organo]])."),
        ],
        "decision": _decisiones().get(sentido, [""]),
    }


def _de_lo_declarado(sentido: str) -> dict[str, list[str]]:
    """What a decision on what was declared says: what was found, from when it is impossible to go on, and what must be restored (LPACAP 69.4)."""
    de_la_casa = _de_la_casa(sentido)
    hallado = [
        _("Se aprecia: [[causa_de_imposibilidad]] (artículo 69.4 de la Ley 39/2015)."),
        "[[incumplimiento]]",
    ]
    decisiones = {
        "imposibilidad": [
            _(
                "Declarar que [[interesado]] no puede continuar con lo declarado, «[[titulo]]», desde el [[constancia]], día en que consta que no "
                "se cumple (artículo 69.4)."
            ),
            _("Tiene que hacer lo siguiente para reponer la situación anterior: [[restitucion]]"),
            _("Esta resolución no impide exigir las demás responsabilidades que procedan (artículo 69.4)."),
        ],
        "archiva": [
            _("Terminar la comprobación y archivar el expediente: lo declarado, «[[titulo]]», conserva sus efectos."),
        ],
    }
    return {
        "antecedentes": [
            _(
                "[[interesado]] presentó «[[procedimiento]]»: [[titulo]]. Tiene efectos desde el [[con_efectos_desde]], sin perjuicio de su "
                "comprobación posterior (artículo 69.3)."
            ),
            *de_la_casa["antecedentes"][1:],
        ],
        "fundamentos": [*(hallado if sentido == "imposibilidad" else []), *de_la_casa["fundamentos"]],
        "decision": decisiones.get(sentido, de_la_casa["decision"]),
    }


def _de_terminacion() -> dict[str, str]:
    """What a decision says that ends a procedure because of who asked for it, where the general words would name another article."""
    return {
        "desistimiento": _(
            "Aceptar de plano el desistimiento de [[interesado]], declarar terminado el procedimiento y archivar el expediente (art. 94.4)."
        ),
        "no_acreditada": _(
            "Tener a [[interesado]] por desistida de su solicitud, porque no se acreditó la representación con la que se presentó, y "
            "archivar el expediente (arts. 5.6 y 68.1)."
        ),
        "caducidad": _("Declarar la caducidad del procedimiento y archivar el expediente (art. 95)."),
    }


def _decisiones() -> dict[str, list[str]]:
    return {
        "estima": [_("Conceder a [[interesado]] lo solicitado: [[titulo]].")],
        "estima_parcial": [_("Conceder en parte a [[interesado]] lo solicitado, en los términos siguientes.")],
        "deniega": [_("Denegar a [[interesado]] lo solicitado: [[titulo]].")],
        "inadmite": [_("No admitir la solicitud de [[interesado]].")],
        "desistida": [
            _(
                "Tener a [[interesado]] por desistida de su solicitud y archivar el expediente, sin más trámite (art. 68.1)."
            )
        ],
        "renuncia": [_("Aceptar la renuncia de [[interesado]] y declarar terminado el procedimiento (art. 94).")],
        "caducada": [_("Declarar la caducidad del procedimiento y archivar el expediente (art. 25.1.b).")],
        "archiva": [_("Archivar el expediente.")],
        "confirma_silencio": [
            _(
                "Confirmar que lo solicitado por [[interesado]] quedó concedido por silencio administrativo (art. 24.3.a)."
            )
        ],
    }
