"""Form of whom a procedure adds to the circuit of signatures of a task (`catalogo.firmas`): so many steps, each a post and what it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno.formularios.condicion import Sobre, SobreAlgo, con_actual
from consistorio.plataforma.organizacion.consultas import PuestoQueFirma
from consistorio.tramitacion.catalogo.firmas import MAXIMO, PAPELES
from consistorio.tramitacion.formularios.valores import Valor, texto_de

CAJAS = (
    (gettext_lazy("Primera firma que se añade: quién"), gettext_lazy("Primera firma que se añade: qué hace")),
    (gettext_lazy("Segunda firma que se añade: quién"), gettext_lazy("Segunda firma que se añade: qué hace")),
    (gettext_lazy("Tercera firma que se añade: quién"), gettext_lazy("Tercera firma que se añade: qué hace")),
    (gettext_lazy("Cuarta firma que se añade: quién"), gettext_lazy("Cuarta firma que se añade: qué hace")),
)
POR_DEFECTO = "visto_bueno"


class DeFirmas(SobreAlgo):
    """Who else signs or approves the document of a task, in order. A step without a post is no step."""

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre, puestos: Sequence[PuestoQueFirma]) -> None:
        super().__init__(datos, sobre)
        ofrecidos = [("", _("Nadie más")), *((p.codigo, _dicho(p)) for p in puestos)]
        for n, (quien, que_hace) in zip(range(1, MAXIMO + 1), CAJAS, strict=True):
            suyos, papel = con_actual(ofrecidos, self.initial.get(f"puesto_{n}")), self.initial.get(f"papel_{n}")
            self.fields[f"puesto_{n}"] = forms.ChoiceField(label=quien, required=False, choices=suyos)
            self.fields[f"papel_{n}"] = forms.ChoiceField(
                label=que_hace,
                choices=con_actual([(c, str(t).capitalize()) for c, t in PAPELES.items()], papel),
            )

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """The steps that there are; the others empty."""
        dichos = actual.get("firmas")
        pasos = [paso for paso in dichos if isinstance(paso, dict)] if isinstance(dichos, list) else []
        vacios = {f"papel_{n}": POR_DEFECTO for n in range(1, MAXIMO + 1)}
        escritos = {
            f"{clave}_{n}": texto_de(paso.get(clave))
            for n, paso in enumerate(pasos[:MAXIMO], start=1)
            for clave in ("puesto", "papel")
        }
        return {**vacios, **escritos}

    def clean(self) -> dict[str, object]:
        """Nobody twice."""
        limpio = super().clean() or self.cleaned_data
        vistos: set[str] = set()
        for caja in (f"puesto_{n}" for n in range(1, MAXIMO + 1)):
            puesto = str(limpio.get(caja) or "")
            if puesto and puesto in vistos:
                self.add_error(caja, _("Este puesto ya está en un paso anterior."))
            vistos.add(puesto)
        return limpio

    def cambios(self) -> dict[str, Valor]:
        """The steps, if any was touched."""
        pasos: list[Valor] = list(self._pasos())
        cajas = [f"{clave}_{n}" for n in range(1, MAXIMO + 1) for clave in ("puesto", "papel")]
        return self.cambiado({"firmas": (cajas, pasos or None)})

    def _pasos(self) -> Iterator[Valor]:
        for n in range(1, MAXIMO + 1):
            if puesto := self.cleaned_data.get(f"puesto_{n}"):
                yield {"puesto": puesto, "papel": self.cleaned_data.get(f"papel_{n}") or POR_DEFECTO}


def _dicho(puesto: PuestoQueFirma) -> str:
    nombre = f"{puesto.nombre} ({puesto.unidad})"
    return _("%(n)s: hoy vacante") % {"n": nombre} if puesto.vacante else nombre
