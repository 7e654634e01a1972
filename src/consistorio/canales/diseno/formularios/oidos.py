"""Forms of who is heard or consulted, and on what: the `datos` of the kinds `audiencia` and `consulta` (`motor.tipos_tarea`), which judge them."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno.formularios.condicion import Sobre, con_actual
from consistorio.canales.diseno.formularios.datos import DeDatos
from consistorio.tramitacion.formularios.valores import Valor, texto_de

AUDIENCIA, CONSULTA = "audiencia", "consulta"


class SobreLaPropuesta(DeDatos):
    """Whether what a task sends carries a proposal whole, and which."""

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        enteras = [(codigo, _("«%(n)s», entera") % {"n": nombre}) for codigo, nombre in sobre.propuestas.items()]
        ninguna = ("", gettext_lazy("Solo lo que se escribe en cada expediente"))
        self.fields["sobre"] = forms.ChoiceField(
            label=gettext_lazy("¿Qué lleva?"),
            required=False,
            widget=forms.RadioSelect,
            choices=con_actual([ninguna, *enteras], self.initial.get("sobre")),
            help_text=gettext_lazy(
                "Para que lleve la propuesta, la tarea tiene que empezar cuando esa propuesta acabe."
            ),
        )
        self.order_fields(["edicion", "sobre"])

    def mostrado(self, datos: Mapping[str, Valor]) -> dict[str, object]:
        """What it carries."""
        return {"sobre": texto_de(datos.get("sobre"))}

    def suyos(self) -> dict[str, Valor]:
        """The same, if it was touched."""
        return self.cambiado({"sobre": (["sobre"], self.cleaned_data["sobre"] or None)})


class DeAudiencia(SobreLaPropuesta):
    """On what the parties are heard, and whether only third parties are."""

    terceros = forms.BooleanField(
        label=gettext_lazy("Solo se oye a las personas interesadas que no lo pidieron"),
        required=False,
        help_text=gettext_lazy(
            "Se les dan quince días, y el plazo para resolver se para mientras tanto (Ley 19/2013 art. 19.3). Sin marcar, se oye a todas."
        ),
    )

    def mostrado(self, datos: Mapping[str, Valor]) -> dict[str, object]:
        """With whom."""
        return {**super().mostrado(datos), "terceros": datos.get("terceros") is True}

    def suyos(self) -> dict[str, Valor]:
        """With whom, if it was touched."""
        return {**super().suyos(), **self.cambiado({"terceros": (["terceros"], self.cleaned_data["terceros"] or None)})}


class DeConsulta(SobreLaPropuesta):
    """On what others are consulted, from what amount, and whether it can be decided otherwise."""

    importe = forms.ChoiceField(
        label=gettext_lazy("¿Qué respuesta dice cuánto se pide?"),
        required=False,
        help_text=gettext_lazy(
            "Con ella, solo se consulta desde el importe que hace preceptivo el dictamen (LPACAP art. 81.2). Ese importe lo escribe Secretaría en los datos legales."
        ),
    )
    vinculante = forms.BooleanField(
        label=gettext_lazy("Lo que se responda es vinculante: se resuelve como dice"),
        required=False,
        help_text=gettext_lazy("Solo si una norma lo dice. Por ejemplo, LPACAP art. 106.1."),
    )

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        campo = self.fields["importe"]
        if isinstance(campo, forms.ChoiceField):
            importes = [(c.codigo, c.etiqueta) for c in sobre.formulario.campos if c.tipo == "importe"]
            ninguna = ("", gettext_lazy("Ninguna: se consulta sea cual sea"))
            campo.choices = con_actual([ninguna, *importes], self.initial.get("importe"))

    def mostrado(self, datos: Mapping[str, Valor]) -> dict[str, object]:
        """With the amount and what it obliges to."""
        suyo = {"importe": texto_de(datos.get("importe")), "vinculante": datos.get("vinculante") is True}
        return {**super().mostrado(datos), **suyo}

    def suyos(self) -> dict[str, Valor]:
        """With the amount and what it obliges to, of what was touched."""
        limpio = self.cleaned_data
        propios = self.cambiado(
            {
                "importe": (["importe"], limpio["importe"] or None),
                "vinculante": (["vinculante"], limpio["vinculante"] or None),
            }
        )
        return {**super().suyos(), **propios}
