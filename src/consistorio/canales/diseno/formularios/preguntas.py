"""Forms of the questions and of the documents of a draft."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno import palabras
from consistorio.canales.diseno.formularios.condicion import ConCondicion, Sobre, con_actual
from consistorio.tramitacion.catalogo.edicion import codigo_nuevo
from consistorio.tramitacion.formularios.tipos import CON_OPCIONES
from consistorio.tramitacion.formularios.valores import Valor, texto_de


class DePregunta(ConCondicion):
    """A question of the form. Its kind is chosen once: an answer already given must be readable."""

    etiqueta = forms.CharField(label=gettext_lazy("Pregunta"), max_length=500)
    tipo = forms.ChoiceField(label=gettext_lazy("Clase de respuesta"), choices=list(palabras.TIPOS_DE_PREGUNTA.items()))
    ayuda = forms.CharField(
        label=gettext_lazy("Ayuda"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    opcional = forms.BooleanField(label=gettext_lazy("Se puede dejar en blanco"), required=False)
    opciones = forms.CharField(
        label=gettext_lazy("Respuestas"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Una en cada línea. Solo si hay que elegir entre varias."),
    )
    field_order = ("edicion", "etiqueta", "tipo", "ayuda", "opcional", "opciones", "tamano")

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        if self.actual:
            del self.fields["tipo"]

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """With its answers, one in each line."""
        textos = [texto_de(o.get("texto")) for o in _opciones(actual)]
        return {
            **super().inicial(actual),
            "opcional": actual.get("obligatorio") is False,
            "opciones": "\n".join(textos),
        }

    def clean(self) -> dict[str, object]:
        """A question with answers to choose from has two or more."""
        limpio = super().clean()
        tipo = limpio.get("tipo") or self.actual.get("tipo")
        lineas = _lineas(limpio.get("opciones"))
        if tipo in CON_OPCIONES and len(set(lineas)) < max(2, len(lineas)):
            self.add_error("opciones", _("Escriba dos respuestas o más, distintas, una en cada línea."))
        if tipo not in CON_OPCIONES and lineas:
            self.add_error("opciones", _("Esta clase de pregunta no lleva respuestas escritas: déjelo vacío."))
        return limpio

    def cambios(self) -> dict[str, Valor]:
        """What the question says now of what was touched; of a new one, all of it."""
        limpio = self.cleaned_data
        cambios = self.cambiado(
            {
                "etiqueta": (["etiqueta"], limpio["etiqueta"]),
                "ayuda": (["ayuda"], limpio["ayuda"]),
                "obligatorio": (["opcional"], False if limpio["opcional"] else None),
                "opciones": (["opciones"], list(self._opciones_escritas(_lineas(limpio["opciones"])))),
                **self.cuando(),
            }
        )
        return cambios if self.actual else {"tipo": limpio["tipo"], **cambios}

    def _opciones_escritas(self, lineas: list[str]) -> list[dict[str, Valor]]:
        """An answer that there was keeps its value and what else it says, also with other words in the same place."""
        anteriores = _opciones(self.actual)
        por_texto = {texto_de(o.get("texto")): o for o in anteriores}
        usados = {texto_de(o.get("valor")) for o in anteriores}
        mismas = len(lineas) == len(anteriores)
        escritas: list[dict[str, Valor]] = []
        for n, linea in enumerate(lineas):
            anterior = por_texto.get(linea) or (anteriores[n] if mismas else {})
            valor = texto_de(anterior.get("valor"))
            if not valor or valor in {texto_de(o.get("valor")) for o in escritas}:
                anterior, valor = {}, codigo_nuevo(linea, usados)
            usados.add(valor)
            escritas.append({**anterior, "valor": valor, "texto": linea})
        return escritas


class DeDocumento(ConCondicion):
    """A document that is asked for."""

    nombre = forms.CharField(label=gettext_lazy("Documento"), max_length=200)
    ayuda = forms.CharField(
        label=gettext_lazy("Ayuda"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    opcional = forms.BooleanField(label=gettext_lazy("No es obligatorio"), required=False)
    varios = forms.BooleanField(label=gettext_lazy("Se pueden añadir varios"), required=False)
    formatos = forms.MultipleChoiceField(label=gettext_lazy("Formatos"), widget=forms.CheckboxSelectMultiple)
    field_order = ("edicion", "nombre", "ayuda", "opcional", "varios", "formatos", "tamano")

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        formatos = self.fields["formatos"]
        if isinstance(formatos, forms.MultipleChoiceField):
            formatos.choices = con_actual(list(palabras.FORMATOS.items()), sobre.actual.get("formatos"))

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """With its formats."""
        return {
            **super().inicial(actual),
            "opcional": actual.get("obligatorio") is False,
            "varios": actual.get("varios") is True,
            "formatos": actual.get("formatos") or ["pdf", "imagen"],
        }

    def cambios(self) -> dict[str, Valor]:
        """What the document says now of what was touched; of a new one, all of it."""
        limpio = self.cleaned_data
        return self.cambiado(
            {
                "nombre": (["nombre"], limpio["nombre"]),
                "ayuda": (["ayuda"], limpio["ayuda"]),
                "obligatorio": (["opcional"], False if limpio["opcional"] else None),
                "varios": (["varios"], True if limpio["varios"] else None),
                "formatos": (["formatos"], list(limpio["formatos"])),
                **self.cuando(),
            }
        )


def _opciones(pregunta: Mapping[str, Valor]) -> list[dict[str, Valor]]:
    opciones = pregunta.get("opciones")
    return [o for o in opciones if isinstance(o, dict)] if isinstance(opciones, list) else []


def _lineas(texto: object) -> list[str]:
    return [linea.strip() for linea in str(texto or "").splitlines() if linea.strip()]
