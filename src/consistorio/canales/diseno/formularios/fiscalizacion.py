"""Form of what Intervención examines in a task: the `datos` of the kind `fiscalizacion` (`servicios.intervencion.datos_tarea`), which judges them."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno.formularios.condicion import Sobre, con_actual
from consistorio.canales.diseno.formularios.datos import DeDatos
from consistorio.canales.diseno.formularios.pagos import NUMERICAS
from consistorio.servicios.intervencion.reglas_de_requisitos import FASES
from consistorio.servicios.intervencion.requisitos import tipos_de_gasto
from consistorio.tramitacion.formularios.valores import Valor, texto_de

FISCALIZACION = "fiscalizacion"
DE_TEXTO = ("importe", "aplicacion", "tipo", "fase")


class DeFiscalizacion(DeDatos):
    """Where the amount comes from, what it is charged to, and whether it is urgent. What is not said, Intervención writes."""

    importe = forms.ChoiceField(
        label=gettext_lazy("¿Qué respuesta dice cuánto se gasta?"),
        required=False,
        help_text=gettext_lazy("Intervención lo ve escrito, y lo puede cambiar en cada expediente."),
    )
    aplicacion = forms.CharField(
        label=gettext_lazy("Aplicación presupuestaria"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Si vale para todos los expedientes. Por ejemplo, 2310.480.00."),
    )
    tipo = forms.ChoiceField(
        label=gettext_lazy("¿De qué tipo de gasto es?"),
        required=False,
        help_text=gettext_lazy(
            "Si el Pleno acordó el control limitado de ese tipo, Intervención contesta su lista de requisitos. Diga también la fase."
        ),
    )
    fase = forms.ChoiceField(
        label=gettext_lazy("¿Qué fase del gasto se fiscaliza?"),
        choices=[("", gettext_lazy("La dice Intervención")), *FASES.items()],
        required=False,
    )
    urgente = forms.BooleanField(
        label=gettext_lazy("La tramitación es urgente: Intervención tiene menos días"), required=False
    )

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        campo = self.fields["importe"]
        if isinstance(campo, forms.ChoiceField):
            numeros = [(c.codigo, c.etiqueta) for c in sobre.formulario.campos if c.tipo in NUMERICAS]
            ninguna = ("", gettext_lazy("Ninguna: lo escribe Intervención"))
            campo.choices = con_actual([ninguna, *numeros], self.initial.get("importe"))
        tipo = self.fields["tipo"]
        if isinstance(tipo, forms.ChoiceField):
            tipos = list(tipos_de_gasto().items())
            tipo.choices = con_actual([("", gettext_lazy("Lo dice Intervención")), *tipos], self.initial.get("tipo"))

    def mostrado(self, datos: Mapping[str, Valor]) -> dict[str, object]:
        """What the task says of it."""
        textos: dict[str, object] = {clave: texto_de(datos.get(clave)) for clave in DE_TEXTO}
        return {**textos, "urgente": datos.get("urgente") is True}

    def suyos(self) -> dict[str, Valor]:
        """What the boxes say, of what was touched."""
        limpio = self.cleaned_data
        return self.cambiado(
            {
                **{clave: ([clave], limpio[clave] or None) for clave in DE_TEXTO},
                "urgente": (["urgente"], limpio["urgente"] or None),
            }
        )
