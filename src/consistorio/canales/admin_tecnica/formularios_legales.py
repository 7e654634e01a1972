"""Forms of the legal values of a procedure: one for each, and the value that its answers make."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consistorio.canales.admin_tecnica.palabras import SILENCIOS, SILENCIOS_DE_OFICIO, UNIDADES_DE_TIEMPO
from consistorio.canales.interfaz.formularios import Fecha, Formulario
from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo.comienzos import MOMENTOS
from consistorio.tramitacion.catalogo.en_palabras import NATURALEZAS
from consistorio.tramitacion.catalogo.legales import DUENOS, NOMBRES_RECURSO
from consistorio.tramitacion.catalogo.tipos import DICTAR, NOTIFICAR, PENDIENTE
from consistorio.tramitacion.formularios.valores import Valor, texto_de

RECURSOS = {
    "": _("Ninguno más"),
    **{tipo: _(nombre) for tipo, nombre in NOMBRES_RECURSO.items()},
    "ninguno": _("No cabe ninguno"),
}
REGIMENES = {
    "LPACAP": _("Ley 39/2015"),
    "LGT": _("Ley General Tributaria"),
    "naturales": _("Días naturales (contratos)"),
    "especial": _("Ley especial"),
}
MINIMO_DE_RECURSOS, MAXIMO_DE_RECURSOS = 3, 20
TARIFAS_VACIAS = 2
_LUGAR_DE_TARIFA = re.compile(r"tarifas\[(\d+)\]\.(\w+)")
_DE_TARIFA = ("concepto", "nombre", "importe", "por", "precepto")


class DatosLegal(Formulario):
    """What every legal value says of itself. `ejemplo`: on what one of its kind may stand."""

    ejemplo: ClassVar[str | Promise] = ""
    articulo = forms.CharField(label=_("Artículo u ordenanza en que se apoya"), max_length=300)
    desde = Fecha(label=_("Rige desde"), help_text=_("Por ejemplo, 2 10 2026"))
    hasta = Fecha(label=_("Rige hasta"), required=False, help_text=_("Vacío, si no tiene fin."))
    nota = forms.CharField(label=_("Nota"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: object, actual: Mapping[str, Valor], **kwargs: object) -> None:
        self.actual = actual
        super().__init__(*args, initial=iniciales(actual), **kwargs)
        self.fields["articulo"].help_text = gettext("Por ejemplo, %(a)s.") % {"a": self.ejemplo}

    def propios(self) -> dict[str, Valor]:
        """What of the value is of this field alone."""
        return {}

    def pregunta_de(self, lugar: str) -> str:
        """The question of this form about which a problem of the value is."""
        return lugar

    def dicho(self, problema: Problema) -> Problema:
        """A problem of the value, at its question and with its name: there may be several that say the same."""
        pregunta = self.pregunta_de(problema.campo)
        if pregunta not in self.fields:
            return Problema(pregunta, problema.mensaje)
        textos = {"p": self.fields[pregunta].label, "m": problema.mensaje}
        return Problema(pregunta, gettext("«%(p)s»: %(m)s") % textos)

    def valor(self, campo: str) -> dict[str, Valor]:
        """The value, as a definition says it; the one that there is, where nothing was touched."""
        if self.actual and not any(self.tocado(nombre) for nombre in self.fields):
            return dict(self.actual)
        limpio = self.cleaned_data
        comunes = {
            "articulo": limpio.get("articulo"),
            "responsable": DUENOS[campo],
            "desde": _texto(limpio.get("desde")),
            "hasta": _texto(limpio.get("hasta")),
            "nota": limpio.get("nota"),
        }
        return {**self.propios(), **{clave: dato for clave, dato in comunes.items() if dato}}


class Naturaleza(DatosLegal):
    """What it is that is filed."""

    ejemplo = _("LPACAP art. 69")
    clase = forms.ChoiceField(label=_("Qué se presenta"), choices=list(NATURALEZAS.items()), widget=forms.RadioSelect)
    field_order = ("clase",)

    def propios(self) -> dict[str, Valor]:
        """An application, a declaration or a communication."""
        return {"clase": self.cleaned_data["clase"]}


class Plazo(DatosLegal):
    """The maximum term."""

    ejemplo = _("LPACAP art. 21.3")
    cantidad = forms.IntegerField(label=_("Cuánto"), min_value=1, max_value=600)
    unidad = forms.ChoiceField(label=_("De qué"), choices=list(UNIDADES_DE_TIEMPO.items()))
    regimen = forms.ChoiceField(label=_("Quién manda cómo se cuenta"), choices=list(REGIMENES.items()))
    cumple = forms.ChoiceField(
        label=_("Qué hay que hacer en ese tiempo para que no caduque lo que se inicia de oficio"),
        choices=[(NOTIFICAR, _("Resolver y notificar")), (DICTAR, _("Resolver, aunque se notifique después"))],
        initial=NOTIFICAR,
        required=False,
    )
    field_order = ("cantidad", "unidad", "regimen", "cumple")

    def propios(self) -> dict[str, Valor]:
        """Quantity, unit and regime; what meets it, where it is not the notification."""
        puestos: dict[str, Valor] = {clave: self.cleaned_data[clave] for clave in ("cantidad", "unidad", "regimen")}
        return puestos | ({"cumple": DICTAR} if self.cleaned_data.get("cumple") == DICTAR else {})


class Silencio(DatosLegal):
    """The sense of silence."""

    ejemplo = _("LPACAP art. 24.1")
    sentido = forms.ChoiceField(label=_("Si no se resuelve a tiempo"), choices=list(SILENCIOS.items()))
    de_oficio = forms.ChoiceField(
        label=_("Y lo que se inicia de oficio"),
        required=False,
        choices=[("", _("No se inicia de oficio")), *SILENCIOS_DE_OFICIO.items()],
    )
    articulo_de_oficio = forms.CharField(
        label=_("Artículo en que se apoya lo de oficio"),
        max_length=300,
        required=False,
        help_text=_("Por ejemplo, LPACAP art. 25.1.b."),
    )
    field_order = ("sentido", "de_oficio", "articulo_de_oficio")

    def propios(self) -> dict[str, Valor]:
        """The sense, and what follows for a case of office (LPACAP 25.1)."""
        limpio = self.cleaned_data
        de_oficio = {clave: limpio[clave] for clave in ("de_oficio", "articulo_de_oficio") if limpio[clave]}
        return {"sentido": limpio["sentido"], **de_oficio}


class OrganoCompetente(DatosLegal):
    """Who decides. `organos`: those that some post embodies."""

    ejemplo = _("LBRL art. 21.1")
    nombre = forms.CharField(label=_("Cómo se nombra en los documentos"), max_length=160)
    field_order = ("codigo", "nombre")

    def __init__(
        self, *args: object, actual: Mapping[str, Valor], organos: Mapping[str, str], **kwargs: object
    ) -> None:
        super().__init__(*args, actual=actual, **kwargs)
        suyo = texto_de(self.actual.get("codigo"))
        nombres = {**({suyo: texto_de(self.actual.get("nombre"))} if suyo else {}), **organos}
        opciones = sorted(nombres.items(), key=operator.itemgetter(1))
        self.fields["codigo"] = forms.ChoiceField(label=_("Órgano"), choices=opciones)
        self.order_fields(self.field_order)

    def propios(self) -> dict[str, Valor]:
        """Its code and its name."""
        return {clave: self.cleaned_data[clave] for clave in ("codigo", "nombre")}


class Recursos(DatosLegal):
    """Whether the decision ends the administrative way, and the appeals against it."""

    ejemplo = _("LPACAP arts. 121 a 124")
    fin_de_via = forms.BooleanField(label=_("La resolución pone fin a la vía administrativa"), required=False)

    def __init__(self, *args: object, actual: Mapping[str, Valor], **kwargs: object) -> None:
        super().__init__(*args, actual=actual, **kwargs)
        for n in self._filas():
            textos = {"n": n}
            self.fields[f"tipo_{n}"] = forms.ChoiceField(
                label=_("Recurso %(n)d") % textos, choices=list(RECURSOS.items()), required=False
            )
            for clave, texto, largo in (
                ("ante", _("Ante quién (recurso %(n)d)"), 200),
                ("plazo", _("En qué plazo (recurso %(n)d)"), 100),
                ("precepto", _("Artículo (recurso %(n)d)"), 200),
            ):
                self.fields[f"{clave}_{n}"] = forms.CharField(label=texto % textos, max_length=largo, required=False)
        self.order_fields(["fin_de_via", *(c for c in self.fields if c[-2:-1] == "_"), *DatosLegal.base_fields])

    def _filas(self) -> range:
        """As many as there are or are sent, and one more."""
        escritas = self.actual.get("lista")
        hay = len(escritas) if isinstance(escritas, list) else 0
        enviadas = [n for n in range(1, MAXIMO_DE_RECURSOS + 1) if self.data.get(f"tipo_{n}")]
        return range(1, min(MAXIMO_DE_RECURSOS, max(MINIMO_DE_RECURSOS, hay + 1, *enviadas)) + 1)

    def propios(self) -> dict[str, Valor]:
        """The list, without the rows that say nothing."""
        limpio = self.cleaned_data
        lista: list[Valor] = [
            {
                "tipo": limpio[f"tipo_{n}"],
                "ante": limpio[f"ante_{n}"],
                "plazo": limpio[f"plazo_{n}"],
                "articulo": limpio[f"precepto_{n}"],
            }
            for n in self._filas()
            if limpio[f"tipo_{n}"]
        ]
        return {"fin_de_via": limpio["fin_de_via"], "lista": lista}


class TextoLegal(DatosLegal):
    """The fee, or how long cases are kept: words, or that nobody has set it yet."""

    pendiente = forms.BooleanField(label=_("Todavía no está fijado: queda pendiente"), required=False)
    texto = forms.CharField(
        label=_("Qué se lee"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    field_order: Sequence[str] = ("pendiente", "texto")

    def __init__(self, *args: object, actual: Mapping[str, Valor], **kwargs: object) -> None:
        super().__init__(*args, actual=actual, **kwargs)
        for clave in ("articulo", "desde"):
            self.fields[clave].required = False  # the reader asks for them of what is not pending

    def propios(self) -> dict[str, Valor]:
        """The words, and whether they wait for who sets them."""
        texto: dict[str, Valor] = {"texto": self.cleaned_data["texto"]} if self.cleaned_data["texto"] else {}
        return {"pendiente": True, **texto} if self.cleaned_data["pendiente"] else {"texto": self.cleaned_data["texto"]}


class Tasa(TextoLegal):
    """The fee, and its tariffs: those that are written and some more."""

    ejemplo = _("la ordenanza fiscal que la fija")

    def __init__(self, *args: object, actual: Mapping[str, Valor], **kwargs: object) -> None:
        super().__init__(*args, actual=actual, **kwargs)
        escritas = sum(1 for clave in self.initial if str(clave).startswith("concepto_"))
        self.cuantas = escritas + TARIFAS_VACIAS
        for n in range(1, self.cuantas + 1):
            for clave, texto, ayuda, largo in (
                (
                    "concepto",
                    _("Código del concepto (tarifa %(n)d)"),
                    _("Con él la nombra el procedimiento: ocupacion."),
                    60,
                ),
                ("nombre", _("Qué se cobra (tarifa %(n)d)"), _("Ocupación de la vía pública con mesas y sillas."), 160),
                (
                    "importe",
                    _("Euros por unidad (tarifa %(n)d)"),
                    _("3,50. De un porcentaje, su parte: un 4 % es 0,04."),
                    20,
                ),
                ("por", _("Por qué unidad (tarifa %(n)d)"), _("Por metro cuadrado y mes."), 80),
                (
                    "precepto",
                    _("Artículo de la ordenanza (tarifa %(n)d)"),
                    _("Ordenanza fiscal n.º 7, artículo 6."),
                    200,
                ),
            ):
                self.fields[f"{clave}_{n}"] = forms.CharField(
                    label=texto % {"n": n}, help_text=ayuda, max_length=largo, required=False
                )
        propias = [f"{clave}_{n}" for n in range(1, self.cuantas + 1) for clave in _DE_TARIFA]
        self.order_fields(["pendiente", "texto", *propias, *DatosLegal.base_fields])

    def propios(self) -> dict[str, Valor]:
        """With the tariffs that say something."""
        suyos = super().propios()
        filas: list[Valor] = [
            {
                "articulo" if clave == "precepto" else clave: self.cleaned_data[f"{clave}_{n}"].strip()
                for clave in _DE_TARIFA
            }
            for n in self._escritas()
        ]
        return {**suyos, "tarifas": filas} if filas else suyos

    def pregunta_de(self, lugar: str) -> str:
        """Those of a tariff carry its row."""
        hallado = _LUGAR_DE_TARIFA.fullmatch(lugar)
        if hallado is None:
            return lugar
        clave = "precepto" if hallado[2] == "articulo" else hallado[2]
        return f"{clave}_{self._escritas()[int(hallado[1]) - 1]}"

    def _escritas(self) -> list[int]:
        """The rows that say something."""
        return [
            n
            for n in range(1, self.cuantas + 1)
            if any(self.cleaned_data.get(f"{clave}_{n}", "").strip() for clave in _DE_TARIFA)
        ]


class Conservacion(TextoLegal):
    """How long cases are kept."""

    ejemplo = _("el calendario de conservación")
    anios = forms.IntegerField(
        label=_("Años"), min_value=0, max_value=200, required=False, help_text=_("Vacío, si no se destruyen.")
    )
    field_order = ("pendiente", "texto", "anios")

    def propios(self) -> dict[str, Valor]:
        """With its years, when the commission set them."""
        anios = self.cleaned_data["anios"]
        suyos = super().propios()
        return suyos if anios is None or suyos.get("pendiente") else {**suyos, "anios": anios}


class Comienzo(DatosLegal):
    """From when the term counts; of a call, which one. Its days in force are those of the applications to that call."""

    ejemplo = _("LPACAP art. 21.3 o, de una convocatoria, LGS art. 25.4")
    momento = forms.ChoiceField(label=_("El plazo cuenta desde"), choices=[(m, _(t)) for m, t in MOMENTOS.items()])
    pendiente = forms.BooleanField(label=_("La convocatoria de este año no está publicada todavía"), required=False)
    nombre = forms.CharField(label=_("Convocatoria"), max_length=160, required=False)
    publicada = Fecha(label=_("Día en que se publicó"), required=False, help_text=_("Por ejemplo, 2 3 2026"))
    efectos = Fecha(
        label=_("Día desde el que dice que cuenta"), required=False, help_text=_("Solo si la convocatoria lo pospone.")
    )
    boletin = forms.CharField(
        label=_("Dónde se publicó"), max_length=160, required=False, help_text=_("Por ejemplo, BOP de Burgos, n.º 41")
    )
    field_order = ("momento", "pendiente", "nombre", "publicada", "efectos", "boletin")

    def __init__(self, *args: object, actual: Mapping[str, Valor], **kwargs: object) -> None:
        super().__init__(*args, actual=actual, **kwargs)
        for clave in ("articulo", "desde"):
            self.fields[clave].required = False  # the reader asks for them of what is not pending
        self.fields["desde"].help_text = _("De una convocatoria, el primer día para presentar solicitudes.")
        self.fields["hasta"].help_text = _("De una convocatoria, el último día para presentarlas.")

    def propios(self) -> dict[str, Valor]:
        """The moment and, of a call, which one."""
        limpio = self.cleaned_data
        dichos: dict[str, Valor] = {
            "pendiente": bool(limpio["pendiente"]),
            "nombre": limpio["nombre"],
            "publicada": _texto(limpio["publicada"]),
            "efectos": _texto(limpio["efectos"]),
            "boletin": limpio["boletin"],
        }
        return {"momento": limpio["momento"], **{clave: dato for clave, dato in dichos.items() if dato}}


class Dictamen(DatosLegal):
    """From what amount it is mandatory."""

    ejemplo = _("LPACAP art. 81.2")
    pendiente = forms.BooleanField(label=_("Todavía no se sabe: queda pendiente"), required=False)
    importe = forms.CharField(label=_("Euros"), max_length=20, required=False, help_text=_("Por ejemplo, 50000"))
    field_order = ("pendiente", "importe")

    def __init__(self, *args: object, actual: Mapping[str, Valor], **kwargs: object) -> None:
        super().__init__(*args, actual=actual, **kwargs)
        for clave in ("articulo", "desde"):
            self.fields[clave].required = False  # the reader asks for them of what is not pending

    def propios(self) -> dict[str, Valor]:
        """The amount, or that it is not known."""
        if self.cleaned_data["pendiente"]:
            return {"pendiente": True}
        return {"importe": self.cleaned_data["importe"].strip()}


class Prohibicion(DatosLegal):
    """In how long it is decided that what was declared cannot go on."""

    pendiente = forms.BooleanField(label=_("Ninguna norma lo dice todavía: queda pendiente"), required=False)
    cantidad = forms.IntegerField(label=_("Cuánto"), min_value=1, max_value=600, required=False)
    unidad = forms.ChoiceField(label=_("De qué"), choices=list(UNIDADES_DE_TIEMPO.items()))
    field_order = ("pendiente", "cantidad", "unidad")

    def __init__(self, *args: object, actual: Mapping[str, Valor], **kwargs: object) -> None:
        super().__init__(*args, actual=actual, **kwargs)
        for clave in ("articulo", "desde"):
            self.fields[clave].required = False  # the reader asks for them of what is not pending

    def propios(self) -> dict[str, Valor]:
        """The term, or that nobody says it."""
        if self.cleaned_data["pendiente"]:
            return {"pendiente": True}
        return {clave: self.cleaned_data[clave] for clave in ("cantidad", "unidad") if self.cleaned_data[clave]}


class Tablon(DatosLegal):
    """How long an announcement is shown at least."""

    ejemplo = _("LPACAP art. 83.2")
    dias = forms.IntegerField(
        label=_("Días hábiles, como mínimo"),
        min_value=1,
        max_value=120,
        help_text=_("Los que diga la norma que obliga a publicarlo."),
    )
    field_order = ("dias",)

    def propios(self) -> dict[str, Valor]:
        """The days."""
        return {"dias": self.cleaned_data["dias"]}


FORMULARIOS: Mapping[str, type[DatosLegal]] = {
    "naturaleza": Naturaleza,
    "plazo": Plazo,
    "silencio": Silencio,
    "organo": OrganoCompetente,
    "recursos": Recursos,
    "tasa": Tasa,
    "conservacion": Conservacion,
    "comienzo": Comienzo,
    "dictamen": Dictamen,
    "prohibicion": Prohibicion,
    "tablon": Tablon,
}


def iniciales(valor: Mapping[str, Valor]) -> dict[str, object]:
    """What the form shows of the value that is written."""
    lista = valor.get("lista")
    filas = lista if isinstance(lista, list) else []
    recursos = {
        f"{'precepto' if clave == 'articulo' else clave}_{n}": dato
        for n, fila in enumerate(filas, 1)
        if isinstance(fila, dict)
        for clave, dato in fila.items()
    }
    tarifas = valor.get("tarifas")
    escritas = {
        f"{'precepto' if clave == 'articulo' else clave}_{n}": dato
        for n, tarifa in enumerate(tarifas if isinstance(tarifas, list) else [], 1)
        if isinstance(tarifa, dict)
        for clave, dato in tarifa.items()
    }
    sueltos = {clave: dato for clave, dato in valor.items() if clave not in ("lista", "tarifas") and dato != PENDIENTE}
    fechas = {
        c: date.fromisoformat(str(sueltos[c])) for c in ("desde", "hasta", "publicada", "efectos") if sueltos.get(c)
    }
    return {"regimen": "LPACAP", **sueltos, **recursos, **escritas, **fechas}


def _texto(dia: object) -> str:
    return dia.isoformat() if isinstance(dia, date) else ""
