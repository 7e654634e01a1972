"""Why an invoice goes on in spite of what was found in it: asked only where something stops it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from consistorio.canales.interfaz.campos import SEGUN
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.economia.facturas.hallazgos import Visto
from consistorio.economia.facturas.operaciones import MAXIMO_A_PESAR


class APesar(Formulario):
    """The question, first of its form."""

    a_pesar = forms.CharField(
        label=gettext_lazy("¿Por qué sigue la factura, a pesar de lo que se ha visto en ella?"),
        help_text=gettext_lazy("Queda en su historia, con su nombre. Si no hay una razón, rechácela."),
        max_length=MAXIMO_A_PESAR,
        widget=forms.Textarea(attrs={"rows": 4, SEGUN: "1"}),
        required=False,
    )

    def segun(self, visto: Visto) -> None:
        """Ask it if something stops the invoice."""
        if not visto.detienen:
            del self.fields["a_pesar"]

    @property
    def dicho(self) -> str:
        """What was answered; "" where nothing is asked."""
        return str(self.cleaned_data.get("a_pesar", ""))
