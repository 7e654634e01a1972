"""Form of the texts of the decision in one sense, or of another writing: paragraphs, each apart from the next by a blank line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy

from consistorio.canales.interfaz.formularios import Formulario
from consistorio.servicios.resoluciones.campos import problemas_de_textos
from consistorio.servicios.resoluciones.textos import TEXTO, partes_de
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor

NOMBRES = {
    "antecedentes": gettext_lazy("Antecedentes"),
    "fundamentos": gettext_lazy("Fundamentos de derecho"),
    "decision": gettext_lazy("Decisión"),
    TEXTO: gettext_lazy("Texto"),
}
_SEPARACION = re.compile(r"\n\s*\n")


class DeTextos(Formulario):
    """The parts of a decision in a sense, or that of another writing. What is left empty in a decision is what the texts of every sense, or those of
    the house, say."""

    edicion = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        datos: Mapping[str, object] | None,
        *,
        edicion: int,
        sentido: str,
        textos: Mapping[str, Valor],
        esquema: Esquema,
    ) -> None:
        bloque = textos.get(sentido)
        self.sentido, self.textos, self.esquema, self.partes = sentido, textos, esquema, partes_de(sentido)
        self.bloque: Mapping[str, Valor] = bloque if isinstance(bloque, dict) else {}
        inicial = {parte: "\n\n".join(_parrafos(self.bloque.get(parte))) for parte in self.partes}
        super().__init__(datos, initial={"edicion": edicion, **inicial})
        for parte in self.partes:
            self.fields[parte] = forms.CharField(
                label=NOMBRES[parte],
                required=False,
                max_length=20000,
                widget=forms.Textarea(attrs={"rows": 8}),
                help_text=gettext_lazy("Deje una línea en blanco entre un párrafo y otro."),
            )

    def clean(self) -> dict[str, object]:
        """Only fields that there are, each fault beside its part."""
        limpio = super().clean() or self.cleaned_data
        for problema in problemas_de_textos({self.sentido: dict(self._bloque())}, self.esquema):
            parte = problema.campo.removeprefix(f"textos.{self.sentido}.").split("[")[0]
            self.add_error(parte if parte in self.partes else None, problema.mensaje[:1].upper() + problema.mensaje[1:])
        return limpio

    def nuevos(self) -> dict[str, Valor]:
        """The texts of every sense, with those of this one as they are written now."""
        bloque = self._bloque()
        otros: dict[str, Valor] = {**self.textos, self.sentido: bloque}
        return otros if bloque else {clave: valor for clave, valor in otros.items() if clave != self.sentido}

    def _bloque(self) -> dict[str, Valor]:
        bloque = dict(self.bloque)
        for parte in self.partes:
            if parte in self.cleaned_data and self.tocado(parte):
                escritos: list[Valor] = list(_parrafos_de(self.cleaned_data[parte]))
                bloque[parte] = escritos
        return {parte: escritos for parte, escritos in bloque.items() if escritos}


def _parrafos(valor: Valor) -> list[str]:
    return [str(parrafo) for parrafo in valor] if isinstance(valor, list) else []


def _parrafos_de(texto: str) -> list[str]:
    """Each paragraph on one line: what the screen breaks, the page breaks again."""
    partes = _SEPARACION.split(texto.replace("\r\n", "\n"))
    return [" ".join(parte.split()) for parte in partes if parte.strip()]
