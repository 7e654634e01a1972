"""How many hábiles days each step gives, at least and at most: what its form asks for and its action holds.

What the law fixes is a legal value; what it leaves open has a limit of the house.
"""

from __future__ import annotations

from datetime import date

from consistorio.nucleo.dato import dato
from consistorio.tramitacion.motor.valores_legales import valor

# To accredit a representation (5.6) or send what was declared (73.1), when more than the least of the law is needed
MAXIMO_CON_MOTIVO = 30
MAXIMO_DE_INFORME = 90
MAXIMO_DE_CONSULTA = 120


@dato
class Limites:
    """Both included."""

    minimo: int
    maximo: int

    def admite(self, dias: int) -> bool:
        """Whether so many days may be given."""
        return self.minimo <= dias <= self.maximo


def de_subsanacion(*, en: date) -> Limites:
    """To correct an application (LPACAP 68)."""
    return Limites(valor("subsanacion.dias", en=en), valor("subsanacion.dias_maximo", en=en))


def de_acreditacion(*, en: date) -> Limites:
    """To accredit a representation (LPACAP 5.6)."""
    return Limites(valor("representacion.dias_minimo", en=en), MAXIMO_CON_MOTIVO)


def de_documentacion(*, en: date) -> Limites:
    """To send what was declared that one has (LPACAP 73.1)."""
    return Limites(valor("documentacion.dias_minimo", en=en), MAXIMO_CON_MOTIVO)


def de_audiencia(*, en: date, terceros: bool) -> Limites:
    """To argue (LPACAP 82.2), or for third parties (Ley 19/2013 19.3)."""
    if terceros:
        dias = valor("terceros.dias", en=en)
        return Limites(dias, dias)
    return Limites(valor("audiencia.dias_minimo", en=en), valor("audiencia.dias_maximo", en=en))


def de_prueba(*, en: date, extraordinario: bool) -> Limites:
    """To propose proofs (LPACAP 77.2)."""
    if extraordinario:
        return Limites(1, valor("prueba.dias_extraordinario", en=en))
    return Limites(valor("prueba.dias_minimo", en=en), valor("prueba.dias_maximo", en=en))


def de_informe() -> Limites:
    """To issue a report, where no rule says how many (LPACAP 80.2 gives ten by default)."""
    return Limites(1, MAXIMO_DE_INFORME)


def de_consulta() -> Limites:
    """For another administration to answer."""
    return Limites(1, MAXIMO_DE_CONSULTA)
