"""Rules of the review of acts of office (LPACAP 106-108, 110). Pure."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema

NULIDAD, LESIVIDAD = "nulidad", "lesividad"
FAVORABLES = frozenset({"estima", "estima_parcial", "confirma_silencio"})
DECLARAN = frozenset({"estima", "estima_parcial"})
DE_FONDO = DECLARAN | {"deniega"}
SIN_ACTO = "sin_acto"  # the result of the task when no act can be pointed out
# The causes of nullity, by their letter of LPACAP 47.1
CAUSAS = {
    "a": gettext_noop("lesiona derechos y libertades susceptibles de amparo constitucional"),
    "b": gettext_noop("lo dictó un órgano manifiestamente incompetente por la materia o el territorio"),
    "c": gettext_noop("tiene un contenido imposible"),
    "d": gettext_noop("es una infracción penal o se dictó como consecuencia de ella"),
    "e": gettext_noop(
        "se dictó prescindiendo total y absolutamente del procedimiento, o de las reglas esenciales de los órganos colegiados"
    ),
    "f": gettext_noop("da facultades o derechos a quien no tiene los requisitos esenciales para adquirirlos"),
    "g": gettext_noop("lo dice otra disposición con rango de ley"),
}


@dato
class ActoDecidido:
    """What is reviewed. `favorable`: to whom it was for; `recurrible`: an ordinary appeal still fits against it, or is open."""

    firme_y_dictado: bool
    favorable: bool
    recurrible: bool
    dictado_el: date | None


def problemas_de_senalar(
    clase: str, causa: str, motivo: str, acto: ActoDecidido, *, hasta: date | None, hoy: date
) -> tuple[Problema, ...]:
    """Why an act cannot be reviewed so. `hasta`: the last day on which it may be declared harmful."""
    problemas = []
    if not motivo.strip():
        problemas.append(Problema("motivo", _("Explique por qué se revisa.")))
    if clase == NULIDAD and causa not in CAUSAS:
        problemas.append(Problema("causa", _("Elija la causa de nulidad que se invoca (artículo 47.1).")))
    if clase == LESIVIDAD and causa:
        problemas.append(
            Problema("causa", _("La lesividad es de los actos anulables: no tiene causa del artículo 47.1."))
        )
    if not acto.firme_y_dictado:
        problemas.append(
            Problema("acto", _("En ese expediente no hay ninguna resolución firmada, ni nada concedido por silencio."))
        )
        return tuple(problemas)
    if clase == NULIDAD and acto.recurrible:
        problemas.append(
            Problema(
                "acto",
                _("Contra ese acto todavía cabe recurso, o hay uno sin terminar: se revisa después (artículo 106.1)."),
            )
        )
    if clase == LESIVIDAD and not acto.favorable:
        problemas.append(
            Problema(
                "acto", _("Solo se declaran lesivos los actos favorables a las personas interesadas (artículo 107.1).")
            )
        )
    if clase == LESIVIDAD and hasta is not None and hoy > hasta:
        problemas.append(Problema("acto", fuera_de_plazo(hasta)))
    return tuple(problemas)


def problemas_de_no_senalar(clase: str, motivo: str, *, a_instancia: bool) -> tuple[Problema, ...]:
    """Why it cannot be left unsaid which act is reviewed: only the application of somebody may be not admitted (106.3)."""
    problemas = []
    if not motivo.strip():
        problemas.append(Problema("motivo", _("Explique por qué ese acto no se puede revisar.")))
    if not (clase == NULIDAD and a_instancia):
        problemas.append(
            Problema("se_puede", _("Nadie lo ha pedido: si no hay ningún acto que revisar, no se inicia la revisión."))
        )
    return tuple(problemas)


def problemas_sin_acto(sentido: str) -> tuple[Problema, ...]:
    """Why a review of which no act could be pointed out is not decided in a sense: it is not admitted."""
    if sentido not in DE_FONDO:
        return ()
    return (Problema("sentido", _("No hay ningún acto señalado que se pueda revisar: no se admite (artículo 106.3).")),)


def problemas_de_declarar(
    clase: str, sentido: str, *, hasta: date | None, hoy: date, a_instancia: bool
) -> tuple[Problema, ...]:
    """Why a review cannot be decided in a sense on a day."""
    if clase == LESIVIDAD and sentido in DECLARAN and hasta is not None and hoy > hasta:
        return (Problema("sentido", fuera_de_plazo(hasta)),)
    if clase == LESIVIDAD and sentido == "estima_parcial":
        return (Problema("sentido", _("Un acto se declara lesivo, o no se declara.")),)
    if sentido == "inadmite" and not (clase == NULIDAD and a_instancia):
        return (
            Problema(
                "sentido",
                _("Solo se inadmite la solicitud de una persona de que se declare nulo un acto (artículo 106.3)."),
            ),
        )
    return ()


def problemas_de_sesion(dia: date | None, numero: str, *, abierto: date, hoy: date) -> tuple[Problema, ...]:
    """What is wrong with the session in which the suspension of an act was agreed. `abierto`: the day on which the case that asks for it began."""
    problemas = []
    if dia is None:
        problemas.append(Problema("sesion_el", _("Escriba el día de la sesión.")))
    elif not abierto <= dia <= hoy:
        problemas.append(
            Problema("sesion_el", _("La sesión no puede ser anterior a este expediente ni posterior a hoy."))
        )
    if not numero.strip() or len(numero.strip()) > 40:
        problemas.append(Problema("sesion_numero", _("Escriba el número de la sesión, en 40 letras como mucho.")))
    return tuple(problemas)


def fuera_de_plazo(hasta: date) -> str:
    """That four years went by."""
    dicho = _("Pasaron cuatro años desde que se dictó, el %(d)s: ya no se puede declarar lesivo (artículo 107.2).")
    return dicho % {"d": f"{hasta:%d/%m/%Y}"}
