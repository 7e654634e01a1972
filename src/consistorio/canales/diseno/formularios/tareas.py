"""Forms of the tasks of a draft: one of the model, of which a layer changes some things, and one of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno.formularios.condicion import (
    CLAVES,
    ConCondicion,
    PorNaturaleza,
    Sobre,
    con_actual,
)
from consistorio.canales.interfaz.fases import FASES
from consistorio.tramitacion.catalogo import en_palabras
from consistorio.tramitacion.catalogo.tipos_conocidos import problemas_de_datos
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de
from consistorio.tramitacion.motor.registro_tipos import del_area, registrados, tipo_de

INFORME = "informe"
DEL_INFORME = ("preceptivo", "vinculante", "suspende")
# The days of a term that does not say which are those of the regime of its procedure: hábiles, or natural in contracts
COMO_EL_PROCEDIMIENTO = ("", gettext_lazy("días, como los cuenta el procedimiento"))


class DeTarea(ConCondicion):
    """A task of the model, of which a layer changes some things. A report says what it obliges to (LPACAP 22.1.d, 79, 80)."""

    nombre = forms.CharField(label=gettext_lazy("Qué hay que hacer"), max_length=200)
    area = forms.ChoiceField(label=gettext_lazy("Quién lo hace"), required=False)
    plazo = forms.IntegerField(
        label=gettext_lazy("Plazo interno"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=gettext_lazy("Cuánto tiene quien lo hace. No cambia los derechos de nadie."),
    )
    plazo_unidad = forms.ChoiceField(label=gettext_lazy("De qué"), required=False)
    tras = forms.MultipleChoiceField(
        label=gettext_lazy("Empieza cuando acaben"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Si no marca ninguna, espera a todo lo de las fases anteriores y se hace a la vez que lo demás de la suya."
        ),
    )
    preceptivo = forms.BooleanField(
        label=gettext_lazy("El informe es preceptivo: una norma manda pedirlo"), required=False
    )
    vinculante = forms.BooleanField(
        label=gettext_lazy("El informe es vinculante: se resuelve como dice"), required=False
    )
    suspende = forms.BooleanField(
        label=gettext_lazy(
            "Si es preceptivo, el plazo para resolver se suspende mientras se espera (sin marcar, se decide en cada expediente)"
        ),
        required=False,
    )
    precepto = forms.CharField(
        label=gettext_lazy("Qué norma obliga a pedir el informe"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Si es preceptivo o vinculante, la norma que lo dice (LPACAP art. 80.1)."),
    )
    field_order: Sequence[str] = (
        "edicion",
        "nombre",
        "area",
        "preceptivo",
        "vinculante",
        "suspende",
        "precepto",
        "plazo",
        "plazo_unidad",
        "tras",
    )

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        self._elegir("area", [("", _("La unidad del expediente")), *_por_nombre(sobre.areas)])
        self._elegir("plazo_unidad", [COMO_EL_PROCEDIMIENTO, *en_palabras.UNIDADES.items()])
        tras = self.fields["tras"]
        if isinstance(tras, forms.MultipleChoiceField):
            tras.choices = con_actual(list(sobre.otras.items()), sobre.actual.get("tras"))
        if sobre.actual.get("preceptiva") is True:
            for clave in ("tamano", *CLAVES):
                self.fields.pop(clave, None)
        if not self._puede_ser_informe():
            for clave in (*DEL_INFORME, "precepto"):
                del self.fields[clave]
        self.order_fields(
            [*self.field_order, "naturalezas", "tamano", *(c for c in self.fields if c.startswith("condicion"))]
        )

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """With its internal term, what it waits for, and what its report obliges to."""
        plazo, suyos = actual.get("plazo_interno"), actual.get("datos")
        termino = plazo if isinstance(plazo, dict) else {}
        datos = suyos if isinstance(suyos, dict) else {}
        return {
            **super().inicial(actual),
            "plazo": termino.get("cantidad"),
            "plazo_unidad": termino.get("unidad") or "",
            "tras": actual.get("tras") or [],
            "precepto": texto_de(datos.get("precepto")),
            **{clave: datos.get(clave) is True for clave in DEL_INFORME},
        }

    def clean(self) -> dict[str, object]:
        """What a report says of itself holds together (LPACAP 22.1.d, 80.1)."""
        limpio = super().clean()
        if self.es_informe() and not self.errors:
            for problema in problemas_de_datos(
                INFORME, {**self._datos(), **self._del_informe()}, self.sobre.formulario
            ):
                self.add_error("precepto", problema.mensaje)
        return limpio

    def es_informe(self) -> bool:
        """Whether the task is a report, as it is sent."""
        return self.actual.get("tipo") == INFORME

    def cambios(self) -> dict[str, Valor]:
        """What the task says now of what was touched here. Its `datos`, one by one."""
        limpio = self.cleaned_data
        dichos: dict[str, tuple[Sequence[str], Valor]] = {
            "nombre": (["nombre"], limpio["nombre"]),
            "area": (["area"], limpio["area"] or None),
            "plazo_interno": (["plazo", "plazo_unidad"], self._plazo()),
            "tras": (["tras"], list(limpio["tras"]) or None),
            **self.cuando(),
        }
        cambios = self.cambiado(dichos)
        datos = self._del_informe() if self.es_informe() else {}
        return {**cambios, "datos": datos} if datos else cambios

    def _puede_ser_informe(self) -> bool:
        return self.es_informe()

    def _elegir(self, nombre: str, opciones: list[tuple[str, en_palabras.Texto]]) -> None:
        """Offer that, and what there is."""
        campo = self.fields[nombre]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = con_actual(opciones, self.initial.get(nombre))

    def _plazo(self) -> Valor:
        anterior = self.actual.get("plazo_interno")
        if not self.cleaned_data["plazo"]:
            return None
        otros = {c: v for c, v in anterior.items() if c != "unidad"} if isinstance(anterior, dict) else {}
        unidad = self.cleaned_data["plazo_unidad"]
        return {**otros, "cantidad": self.cleaned_data["plazo"], **({"unidad": unidad} if unidad else {})}

    def _datos(self) -> dict[str, Valor]:
        return como_datos(self.actual.get("datos") or {})

    def _del_informe(self) -> dict[str, Valor]:
        """What the boxes of the report say, of what was touched."""
        return self.cambiado(
            {clave: ([clave], self.cleaned_data.get(clave, "")) for clave in (*DEL_INFORME, "precepto")}
        )


class DeTareaPropia(PorNaturaleza, DeTarea):
    """A task that the procedure adds."""

    tipo = forms.ChoiceField(label=gettext_lazy("Clase"))
    fase = forms.ChoiceField(label=gettext_lazy("Fase"))
    preceptiva = forms.BooleanField(
        label=gettext_lazy("Una norma manda hacerla: no se puede dejar sin hacer"), required=False
    )
    paralela = forms.BooleanField(
        label=gettext_lazy("Nadie espera a que acabe: lo que viene después empieza aunque siga abierta"), required=False
    )
    norma = forms.CharField(
        label=gettext_lazy("Norma"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "La necesitan los informes y lo que una norma manda hacer. Si ninguna otra manda pedir el informe, escriba LPACAP art. 79.1."
        ),
    )
    field_order = (
        "edicion",
        "nombre",
        "tipo",
        "fase",
        "area",
        "norma",
        "preceptiva",
        "preceptivo",
        "vinculante",
        "suspende",
        "precepto",
        "plazo",
        "plazo_unidad",
        "paralela",
        "tras",
    )

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        self._elegir("tipo", _clases(texto_de(sobre.actual.get("tipo"))))
        self._elegir("fase", list(FASES.items()))

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """With what only tasks of its own have."""
        return {
            **super().inicial(actual),
            "fase": actual.get("fase") or "instruccion",
            "paralela": actual.get("paralela") is True,
            "preceptiva": actual.get("preceptiva") is True,
        }

    def clean(self) -> dict[str, object]:
        """A report says which rule asks for it (LPACAP 79.1); what is none obliges to nothing."""
        limpio = super().clean()
        if self.es_informe() and not limpio.get("norma"):
            self.add_error("norma", _("Un informe dice qué norma lo pide, o que se pide por el artículo 79.1."))
        if limpio.get("preceptiva") and not limpio.get("norma"):
            self.add_error("norma", _("Diga qué artículo manda hacerla."))
        if not self.es_informe() and "tipo" in limpio:
            for clave in (*DEL_INFORME, "precepto"):
                if limpio.get(clave) and (not self.actual or self.tocado(clave)):
                    self.add_error(clave, _("Esto es solo de los informes: elija esa clase, o déjelo vacío."))
        return limpio

    def es_informe(self) -> bool:
        """As its kind is chosen now."""
        return bool(self.cleaned_data.get("tipo") == INFORME)

    def cambios(self) -> dict[str, Valor]:
        """With what only tasks of its own have. A new report is backed by its rule, unless another is written."""
        limpio = self.cleaned_data
        propios = self.cambiado({clave: ([clave], limpio[clave]) for clave in ("tipo", "fase", "norma")})
        for clave in ("paralela", "preceptiva"):
            if not self.actual or self.tocado(clave):
                propios[clave] = True if limpio[clave] else None
        return {**super().cambios(), **propios}

    def _puede_ser_informe(self) -> bool:
        return True

    def _del_informe(self) -> dict[str, Valor]:
        suyo = super()._del_informe()
        if not self.actual and not suyo.get("precepto"):
            suyo["precepto"] = self.cleaned_data.get("norma", "")
        return suyo


def _por_nombre(areas: Mapping[str, str]) -> list[tuple[str, en_palabras.Texto]]:
    return [*sorted(areas.items(), key=lambda par: par[1])]


def _clases(actual: str) -> list[tuple[str, en_palabras.Texto]]:
    """The kinds that an area adds, and the one that the task already is."""
    clases: list[tuple[str, en_palabras.Texto]] = [(t.codigo, t.nombre) for t in del_area()]
    if actual in registrados() and actual not in dict(clases):
        clases.append((actual, tipo_de(actual).nombre))
    return clases
