"""Form of what a task of payment comes to: the `datos` of the kind `pago` (`servicios.tributos.datos_tarea`), which judges them."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno.formularios.condicion import Sobre, SobreAlgo
from consistorio.tramitacion.catalogo.tipos_conocidos import problemas_de_datos
from consistorio.tramitacion.formularios.valores import Valor, texto_de

PAGO = "pago"
NUMERICAS = frozenset({"numero", "importe"})
UNA_VEZ, NUMERO, PREGUNTA, FECHAS = "", "numero", "campo", "fechas"


class DePago(SobreAlgo):
    """Which tariff, over what, for how long, and what waits for the money."""

    regimen = forms.ChoiceField(
        label=gettext_lazy("¿Quién calcula lo que se paga?"),
        choices=[
            ("autoliquidacion", gettext_lazy("El programa, en cuanto se abre la tarea (autoliquidación)")),
            ("liquidacion", gettext_lazy("Gestión Tributaria, y se notifica (liquidación)")),
        ],
        widget=forms.RadioSelect,
    )
    concepto = forms.SlugField(
        label=gettext_lazy("Código de la tarifa"),
        max_length=60,
        help_text=gettext_lazy("El que le ha dado Gestión Tributaria en los datos legales. Por ejemplo, ocupacion."),
    )
    base = forms.ChoiceField(label=gettext_lazy("¿Por qué respuesta se multiplica?"), required=False)
    unidad = forms.CharField(
        label=gettext_lazy("En qué se mide esa respuesta"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Por ejemplo, m²."),
    )
    periodos = forms.ChoiceField(
        label=gettext_lazy("¿Por cuánto tiempo?"),
        required=False,
        choices=[
            (UNA_VEZ, gettext_lazy("Se paga una vez")),
            (NUMERO, gettext_lazy("Un número fijo de veces, semanas o meses")),
            (PREGUNTA, gettext_lazy("Las veces, semanas o meses que dice una respuesta")),
            (FECHAS, gettext_lazy("Los meses que hay entre dos fechas")),
        ],
    )
    meses = forms.IntegerField(
        label=gettext_lazy("Cuántas veces, semanas o meses"),
        required=False,
        min_value=1,
        max_value=1200,
        help_text=gettext_lazy("Si son entre dos fechas, los que se cobran cuando no se contestan."),
    )
    meses_de = forms.ChoiceField(label=gettext_lazy("Qué respuesta dice cuántas"), required=False)
    contado_en = forms.ChoiceField(
        label=gettext_lazy("En qué se cuentan"),
        required=False,
        choices=[
            ("meses", gettext_lazy("Meses")),
            ("semanas", gettext_lazy("Semanas")),
            ("veces", gettext_lazy("Veces")),
        ],
        help_text=gettext_lazy("Entre dos fechas se cuentan siempre meses."),
    )
    desde = forms.ChoiceField(label=gettext_lazy("Desde qué fecha"), required=False)
    hasta = forms.ChoiceField(label=gettext_lazy("Hasta qué fecha"), required=False)
    cuenta = forms.ChoiceField(
        label=gettext_lazy("Los meses que no son enteros"),
        required=False,
        choices=[("empezados", gettext_lazy("Se cobran enteros")), ("completos", gettext_lazy("No se cobran"))],
    )
    devengo = forms.ChoiceField(
        label=gettext_lazy("¿Qué tarifa se aplica?"),
        required=False,
        choices=[
            ("solicitud", gettext_lazy("La del día de la solicitud")),
            ("liquidacion", gettext_lazy("La del día en que se calcula")),
        ],
    )
    dias = forms.IntegerField(
        label=gettext_lazy("Días hábiles para pagar una autoliquidación"), required=False, min_value=1, max_value=600
    )
    antes_de = forms.ChoiceField(
        label=gettext_lazy("¿Qué espera al pago?"),
        required=False,
        choices=[
            ("", gettext_lazy("Nada")),
            ("propuesta", gettext_lazy("La propuesta de resolución")),
            ("resolucion", gettext_lazy("La resolución")),
        ],
    )

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        for caja, tipos, vacia in (
            ("base", NUMERICAS, gettext_lazy("Por ninguna: es una cantidad fija")),
            ("meses_de", NUMERICAS, gettext_lazy("Ninguna")),
            ("desde", frozenset({"fecha"}), gettext_lazy("Ninguna")),
            ("hasta", frozenset({"fecha"}), gettext_lazy("Ninguna")),
        ):
            campo = self.fields[caja]
            if isinstance(campo, forms.ChoiceField):
                campos = [(c.codigo, c.etiqueta) for c in sobre.formulario.campos if c.tipo in tipos]
                campo.choices = [("", vacia), *campos]

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """What the task says of its payment."""
        datos = _objeto(actual.get("datos"))
        base, periodos, plazo = (_objeto(datos.get(clave)) for clave in ("base", "periodos", "plazo"))
        forma = FECHAS if "desde" in periodos else next((f for f in (PREGUNTA, NUMERO) if f in periodos), UNA_VEZ)
        return {
            "regimen": datos.get("regimen"),
            "concepto": datos.get("concepto"),
            "base": base.get("campo"),
            "unidad": base.get("unidad"),
            "periodos": forma,
            "meses": periodos.get("numero") or periodos.get("si_no"),
            "meses_de": periodos.get("campo"),
            "contado_en": periodos.get("unidad") or "meses",
            "desde": periodos.get("desde"),
            "hasta": periodos.get("hasta"),
            "cuenta": periodos.get("cuenta") or "empezados",
            "devengo": datos.get("devengo") or "solicitud",
            "dias": plazo.get("cantidad"),
            "antes_de": datos.get("antes_de") or "",
        }

    def clean(self) -> dict[str, object]:
        """What it says holds together, as whoever computes it reads it."""
        limpio = super().clean() or self.cleaned_data
        if not self.errors:
            for problema in problemas_de_datos(PAGO, self.datos_del_pago(), self.sobre.formulario):
                self.add_error(None, problema.mensaje)
        return limpio

    def cambios(self) -> dict[str, Valor]:
        """All of it, as a change of the task."""
        return {"datos": self.datos_del_pago()}

    def datos_del_pago(self) -> dict[str, Valor]:
        """As a definition says them; what is not said stays out."""
        dicho = {
            clave: texto_de(self.cleaned_data.get(clave)) for clave in ("regimen", "concepto", "devengo", "antes_de")
        }
        datos: dict[str, Valor] = {clave: valor for clave, valor in dicho.items() if valor}
        if self.cleaned_data.get("base"):
            datos["base"] = {"campo": self.cleaned_data["base"], "unidad": self.cleaned_data["unidad"]}
        if (periodos := self._periodos()) is not None:
            datos["periodos"] = periodos
        if self.cleaned_data.get("dias"):
            datos["plazo"] = {"cantidad": self.cleaned_data["dias"], "unidad": "dias_habiles"}
        return datos

    def _periodos(self) -> dict[str, Valor] | None:
        limpio = self.cleaned_data
        unidad = {"unidad": limpio["contado_en"]} if limpio.get("contado_en") not in ("", None, "meses") else {}
        match limpio.get("periodos"):
            case "numero":
                return {"numero": limpio["meses"], **unidad}
            case "campo":
                return {"campo": limpio["meses_de"], **unidad}
            case "fechas":
                si_no = {"si_no": limpio["meses"]} if limpio["meses"] else {}
                return {"desde": limpio["desde"], "hasta": limpio["hasta"], "cuenta": limpio["cuenta"], **si_no}
            case _:
                return None


def _objeto(valor: Valor) -> Mapping[str, Valor]:
    return valor if isinstance(valor, dict) else {}
