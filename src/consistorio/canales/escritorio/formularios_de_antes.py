"""Why an obligation is of an expense of an earlier year, asked wherever one is recognised."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio.vistas.economia.marco import documento_con_codigo
from consistorio.economia.presupuesto import gasto_de_antes
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tipos import DeAntes
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

AYUDA: Final = gettext_lazy(
    "El código (CSV) del acuerdo o del acto, o el número del compromiso de entonces. Por ejemplo, AD 2025/14."
)
_OPERACION: Final = re.compile(r"(\d{4})\s*/\s*(\d{1,9})\s*$")


def causas() -> list[tuple[str, str]]:
    """The reasons of today, with their article."""
    hay = gasto_de_antes.causas(hoy(reloj_de_la_casa())).values()
    return [(una.codigo, f"{una.texto} ({una.articulo})") for una in hay]


def _opciones() -> list[tuple[str, str]]:
    return [("", _("No, es de este ejercicio")), *causas()]


class DeOtroEjercicio(forms.Form):
    """Whether what is recognised is of an earlier year, why, and its proof."""

    antes = forms.ChoiceField(
        label=gettext_lazy("¿Es un gasto de un ejercicio anterior?"), choices=_opciones, required=False
    )
    antes_prueba = forms.CharField(
        label=gettext_lazy("Su prueba, si lo es"), help_text=AYUDA, max_length=40, required=False
    )

    def clean_antes_prueba(self) -> DeAntes | None:
        """The reason with its proof; None when there is none. Raises ValidationError."""
        causa, escrita = str(self.cleaned_data.get("antes") or ""), str(self.cleaned_data["antes_prueba"])
        if escrita.strip() and not causa:
            raise forms.ValidationError(_("Diga antes por qué se reconoce ahora un gasto de un ejercicio anterior."))
        try:
            return con_su_prueba(causa, escrita) if causa else None
        except DatosIncorrectos as error:
            raise forms.ValidationError(error.mensaje) from error

    def motivo_de_antes(self) -> DeAntes | None:
        """As the use case wants it."""
        dicho = self.cleaned_data.get("antes_prueba")
        return dicho if isinstance(dicho, DeAntes) else None


def con_su_prueba(causa: str, escrita: str) -> DeAntes:
    """A reason with its proof as it was typed: the number of an operation, or the code of a document. Raises DatosIncorrectos (nothing has it)."""
    hallada = _OPERACION.search(escrita)
    if hallada is None:
        return DeAntes(causa, documento_id=documento_con_codigo(escrita))
    suya = _operacion(int(hallada[1]), int(hallada[2]))
    if suya is None:
        raise DatosIncorrectos(_("No hay ninguna operación de gasto con el número «%(n)s».") % {"n": escrita.strip()})
    return DeAntes(causa, compromiso_id=suya)


def _operacion(anio: int, numero: int) -> UUID | None:
    suyas = Operacion.objects.filter(ejercicio=anio, libro=Operacion.Libro.GASTO, numero=numero)
    return suyas.values_list("id", flat=True).first()
