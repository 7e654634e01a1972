"""Why who works in a case must abstain from it (LRJSP 23.2), as people read it, by the letter of the law."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

CAUSAS = {
    "a": gettext_noop(
        "Interés personal en el asunto o en otro que dependa de él, ser administrador de una entidad interesada, o tener un pleito con "
        "alguna persona interesada"
    ),
    "b": gettext_noop(
        "Matrimonio o convivencia, parentesco hasta el cuarto grado (por matrimonio, hasta el segundo), o despacho compartido con una "
        "persona interesada, o con quien la administra, asesora o representa"
    ),
    "c": gettext_noop("Amistad íntima o enemistad manifiesta con alguna de esas personas"),
    "d": gettext_noop("Haber sido perito o testigo en este procedimiento"),
    "e": gettext_noop(
        "Relación de servicio con una persona interesada, o haberle prestado servicios profesionales en los dos últimos años"
    ),
}

APARTADA = "apartada"
# Why the paper of a challenge is passed on to nobody (24.1, 24.2)
SIN_CURSO = {
    APARTADA: gettext_noop("La persona recusada ya no interviene en este expediente."),
    "fuera": gettext_noop("La persona recusada no trabaja hoy en el Ayuntamiento."),
    "nadie": gettext_noop("El escrito no permite saber a quién se recusa."),
    "sin_causa": gettext_noop("El escrito no expresa ninguna causa del artículo 23.2 de la Ley 40/2015."),
}


def en_palabras(causas: Sequence[str]) -> list[str]:
    """Each cause with its letter of the article."""
    return [_("%(t)s (artículo 23.2.%(l)s)") % {"t": _(CAUSAS[letra]), "l": letra} for letra in causas]
