"""The term of a request, and what may be asked and granted. Pure (LBRL art. 77; ROF arts. 14 to 16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema
from consistorio.plataforma.calendario.reglas import calcular
from consistorio.plataforma.calendario.tipos import Calendario, Duracion, Unidad

DIAS: Final = 5  # natural ones, from the day after it is filed (LBRL 77)
LARGO_TEXTO: Final = 2000
MINIMO_MOTIVO: Final = 20  # letters of the reasons of a refusal
MAXIMO_DOCUMENTOS: Final = 50
LARGO_ACUERDO: Final = 200
JUNTA: Final = "junta_gobierno"


def ultimo_dia(presentada: date, calendario: Calendario) -> date:
    """The last day to refuse: five natural days from the day after it was filed; when that one is inhábil, the next hábil one (LPACAP 30.5)."""
    return calcular(presentada, Duracion(DIAS, Unidad.DIAS_NATURALES), calendario).vence


def en_silencio(vence: date, hoy: date) -> bool:
    """Whether the term passed without a refusal, and so it is granted (ROF 14.2)."""
    return hoy > vence


def en_plazo(firmada: date, vence: date) -> bool:
    """Whether a decision was signed within the term, and so a refusal counts. Later, what silence granted may only be confirmed (LPACAP 24.3.a)."""
    return firmada <= vence


def problemas_de_la_decision(
    *,
    concede: bool,
    organo: str,
    acuerdo: str,
    motivo: str,
    con_personas: bool,
    por_que_personas: str,
    forma: str,
    documentos: Sequence[object],
    documentos_sin_personas: bool,
) -> list[Problema]:
    """Everything that keeps a decision from being written. A refusal is reasoned (LBRL 77); who grants data of persons says why (RGPD 5.1.c); a copy is of something, and
    only with a copy are documents given (ROF 16.1): whole, so with data of persons, or stated to carry none. What the Junta de Gobierno decides is an agreement
    of a session of it (ROF 14.2)."""
    problemas = []
    if len(motivo) > LARGO_TEXTO or len(por_que_personas) > LARGO_TEXTO:
        problemas.append(Problema("motivo", _("Escriba un texto más corto.")))
    if organo == JUNTA and not acuerdo.strip():
        problemas.append(Problema("acuerdo", _("Diga con qué acuerdo lo resolvió la Junta de Gobierno.")))
    if len(acuerdo) > LARGO_ACUERDO:
        problemas.append(Problema("acuerdo", _("Escriba un texto más corto.")))
    if not concede and len(motivo.strip()) < MINIMO_MOTIVO:
        problemas.append(Problema("motivo", _("Explique por qué se deniega: la ley exige una denegación motivada.")))
    if not concede and (documentos or con_personas):
        problemas.append(Problema("documentos", _("Si se deniega, no se entrega ningún documento ni dato.")))
    if concede and con_personas and len(por_que_personas.strip()) < MINIMO_MOTIVO:
        problemas.append(
            Problema("por_que_personas", _("Explique por qué hacen falta los datos de personas para su función."))
        )
    if concede and forma == "copia" and not documentos:
        problemas.append(Problema("documentos", _("Una copia es de algún documento: escriba el código de cada uno.")))
    if concede and forma != "copia" and documentos:
        problemas.append(
            Problema("documentos", _("La consulta no entrega documentos. Elija la copia, o quite los documentos."))
        )
    if concede and forma == "copia" and documentos and not con_personas and not documentos_sin_personas:
        problemas.append(
            Problema(
                "documentos_sin_personas",
                _(
                    "Los documentos se entregan enteros. Mírelos y marque que no llevan datos de personas físicas, o conceda esos datos y diga por qué."
                ),
            )
        )
    if len(documentos) > MAXIMO_DOCUMENTOS:
        problemas.append(Problema("documentos", _("Ponga %(n)d documentos como mucho.") % {"n": MAXIMO_DOCUMENTOS}))
    return problemas
