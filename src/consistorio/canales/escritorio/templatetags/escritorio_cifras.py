"""Figures of the accounts as people read them."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from consistorio.nucleo.tipos import Importe

register = template.Library()


@register.filter
def cifra(importe: Decimal | None) -> str:
    """An amount inside a table, without its currency: 1.240,50."""
    return "" if importe is None else str(Importe(importe)).removesuffix(" €")


@register.filter
def centimos(importe: Decimal) -> str:
    """A whole number of cents, for who adds in the page."""
    return str(int(importe * 100))


@register.filter
def euros(importe: Decimal | None) -> str:
    """An amount: 1.240,50 €."""
    return "" if importe is None else str(Importe(importe)).replace(" ", "\u00a0")


@register.filter
def queda(importe: Decimal) -> SafeString | str:
    """What is left, which is told apart when it is below zero: with a word, and not with its colour alone."""
    if importe >= 0:
        return cifra(importe)
    return format_html(
        '<span class="casa-bajo-cero"><span class="govuk-visually-hidden">{} </span>{}</span>',
        _("Por debajo de cero:"),
        cifra(importe),
    )


@register.filter
def iban(cuenta: str) -> str:
    """A bank account as banks print it, in groups of four: ES91 2100 0418 4502 0005 1332."""
    return "\u00a0".join(cuenta[n : n + 4] for n in range(0, len(cuenta), 4))


@register.filter
def de_clave(nombres: dict[str, str], clave: str) -> str:
    """What a dictionary keeps under a key."""
    return nombres.get(clave, "")
