"""What is asked to annul a debt, in its case or from the list of debts."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.servicios.tributos.acciones.anular import MAXIMO
from consistorio.servicios.tributos.fundamentos import fundamentos_de
from consistorio.tramitacion.expedientes.models import Expediente

POR_ERROR = "error"


def en_que_se_apoya(expediente: Expediente) -> forms.ChoiceField:
    """An error in the debt, or one of the decisions that it carries out."""
    opciones = [(str(uno.decision_id or POR_ERROR), uno.palabras) for uno in fundamentos_de(expediente)]
    return forms.ChoiceField(
        label=_("¿En qué se apoya?"),
        help_text=_(
            "Un recurso o una nulidad aparecen aquí cuando su resolución está firmada y da la razón. Una revocación, si antes de resolverla se relacionó "
            "con este expediente como tal. Solo mientras no haya prescrito (LGT artículos 66 y 219)."
        )
        if len(opciones) == 1
        else _("Solo mientras no haya prescrito (LGT artículos 66 y 219)."),
        choices=opciones,
        widget=forms.RadioSelect,
        initial=opciones[0][0] if len(opciones) == 1 else None,
        error_messages={"required": _("Elija en qué se apoya.")},
    )


def por_que() -> forms.CharField:
    """Why, for who had to pay."""
    return forms.CharField(
        label=gettext_lazy("¿Por qué se anula?"),
        help_text=gettext_lazy("Lo leerá quien tenía que pagar."),
        max_length=MAXIMO,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Escriba por qué se anula.")},
    )


def decision_elegida(limpio: object) -> UUID | None:
    """The decision that was chosen; None of an error."""
    return None if limpio == POR_ERROR else UUID(str(limpio))
