"""Forms of the questions and of the documents of a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno import palabras
from consistorio.canales.diseno.formularios.condicion import ConCondicion, PorNaturaleza, Sobre, con_actual
from consistorio.tramitacion.catalogo.edicion import codigo_nuevo
from consistorio.tramitacion.formularios.tipos import CON_OPCIONES
from consistorio.tramitacion.formularios.valores import Valor, texto_de

MAXIMO_DE_RESPUESTAS = 60


class DePregunta(ConCondicion):
    """A question of the form. Its kind is chosen once: an answer already given must be readable."""

    etiqueta = forms.CharField(label=gettext_lazy("Pregunta"), max_length=500)
    tipo = forms.ChoiceField(label=gettext_lazy("Clase de respuesta"), choices=list(palabras.TIPOS_DE_PREGUNTA.items()))
    ayuda = forms.CharField(
        label=gettext_lazy("Ayuda"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    opcional = forms.BooleanField(label=gettext_lazy("Se puede dejar en blanco"), required=False)
    field_order = ("edicion", "etiqueta", "tipo", "ayuda", "opcional", "pagina")

    def __init__(
        self, datos: Mapping[str, object] | None, sobre: Sobre, *, paginas: Mapping[str, str], paso: str
    ) -> None:
        super().__init__(datos, sobre)
        self.initial["pagina"] = paso
        self.fields["pagina"] = forms.ChoiceField(
            label=gettext_lazy("¿En qué página está?"), choices=con_actual(list(paginas.items()), paso)
        )
        if self.actual:
            del self.fields["tipo"]
        if not self.actual or self.actual.get("tipo") in CON_OPCIONES or _opciones(self.actual):
            suyos = [texto_de(o.get("valor")) for o in _opciones(self.actual)]
            for n, nombre in enumerate(self._filas(), 1):
                self.initial[f"valor_{n}"] = suyos[n - 1] if n <= len(suyos) else ""
                self.fields[f"valor_{n}"] = forms.CharField(required=False, widget=forms.HiddenInput)
                self.fields[nombre] = forms.CharField(
                    label=_("Respuesta %(n)d") % {"n": n},
                    required=False,
                    max_length=300,
                    help_text=gettext_lazy("Solo si hay que elegir entre varias. Vacía, no sale.") if n == 1 else "",
                )
        suyas = [*self._filas(), "tamano", *(c for c in self.fields if c.startswith("condicion"))]
        self.order_fields([*self.field_order, *suyas])

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """With its answers, one in each row."""
        textos = {f"respuesta_{n}": texto_de(o.get("texto")) for n, o in enumerate(_opciones(actual), 1)}
        return {**super().inicial(actual), "opcional": actual.get("obligatorio") is False, **textos}

    def clean(self) -> dict[str, object]:
        """A question with answers to choose from has two or more."""
        limpio = super().clean()
        tipo = limpio.get("tipo") or self.actual.get("tipo")
        dichas = [texto for _n, texto in self._dichas()]
        if tipo in CON_OPCIONES and len(set(dichas)) < max(2, len(dichas)):
            self.add_error("respuesta_1", _("Escriba dos respuestas o más, distintas."))
        if tipo not in CON_OPCIONES and dichas:
            self.add_error("respuesta_1", _("Esta clase de pregunta no lleva respuestas escritas: déjelas vacías."))
        return limpio

    def cambios(self) -> dict[str, Valor]:
        """What the question says now of what was touched; of a new one, all of it."""
        limpio = self.cleaned_data
        cambios = self.cambiado(
            {
                "etiqueta": (["etiqueta"], limpio["etiqueta"]),
                "ayuda": (["ayuda"], limpio["ayuda"]),
                "obligatorio": (["opcional"], False if limpio["opcional"] else None),
                "opciones": (self._filas(), list(self._opciones_escritas())),
                **self.cuando(),
            }
        )
        return cambios if self.actual else {"tipo": limpio["tipo"], **cambios}

    def _filas(self) -> list[str]:
        """The names of the rows: as many as there are or are sent, and three more."""
        enviadas = [n for n in range(1, MAXIMO_DE_RESPUESTAS + 1) if self.data.get(f"respuesta_{n}")]
        hay = max(len(_opciones(self.actual)), *enviadas, 0)
        return [f"respuesta_{n}" for n in range(1, min(MAXIMO_DE_RESPUESTAS, hay + 3) + 1)]

    def _dichas(self) -> list[tuple[int, str]]:
        """The rows that say something, each with its place."""
        filas = [(n, str(self.cleaned_data.get(nombre) or "")) for n, nombre in enumerate(self._filas(), 1)]
        return [(n, " ".join(texto.split())) for n, texto in filas if texto.strip()]

    def _opciones_escritas(self) -> list[dict[str, Valor]]:
        """An answer that there was keeps its value and what else it says: in another row with its words, or in its row with others."""
        anteriores, dichas = _opciones(self.actual), self._dichas()
        por_texto = {texto_de(o.get("texto")): o for o in anteriores}
        movidas = [por_texto[texto] for _n, texto in dichas if texto in por_texto]
        usados = {texto_de(o.get("valor")) for o in anteriores}
        escritas: list[dict[str, Valor]] = []
        for n, texto in dichas:
            suyo = self.cleaned_data.get(f"valor_{n}", "") if "valor_1" in self.data else _valor_de(anteriores, n)
            de_la_fila = next((o for o in anteriores if texto_de(o.get("valor")) == suyo and o not in movidas), {})
            anterior = por_texto.get(texto) or de_la_fila
            valor = texto_de(anterior.get("valor")) or codigo_nuevo(texto, usados)
            usados.add(valor)
            escritas.append({**anterior, "valor": valor, "texto": texto})
        return escritas


class DePagina(PorNaturaleza):
    """A page of the form."""

    titulo = forms.CharField(label=gettext_lazy("Título de la página"), max_length=200)
    ayuda = forms.CharField(
        label=gettext_lazy("Ayuda"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("edicion", "titulo", "ayuda", "naturalezas", "tamano")

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """With its title."""
        return {**super().inicial(actual), "titulo": actual.get("titulo")}

    def cambios(self) -> dict[str, Valor]:
        """What the page says now of what was touched; of a new one, all of it."""
        limpio = self.cleaned_data
        return self.cambiado(
            {"titulo": (["titulo"], limpio["titulo"]), "ayuda": (["ayuda"], limpio["ayuda"]), **self.cuando()}
        )


class DeDocumento(ConCondicion):
    """A document that is asked for, and when it is not because the town hall has it (LPACAP 28.2, 28.3)."""

    nombre = forms.CharField(label=gettext_lazy("Documento"), max_length=200)
    ayuda = forms.CharField(
        label=gettext_lazy("Ayuda"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    ya_lo_tenemos = forms.CharField(
        label=gettext_lazy("Ya lo tenemos (no hay que aportarlo)"),
        required=False,
        max_length=600,
        help_text=gettext_lazy(
            "En qué casos ya lo tiene el Ayuntamiento, o lo consulta a otra Administración. Se lee en la sede. Vacío, no sale."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    opcional = forms.BooleanField(label=gettext_lazy("No es obligatorio"), required=False)
    varios = forms.BooleanField(label=gettext_lazy("Se pueden añadir varios"), required=False)
    formatos = forms.MultipleChoiceField(label=gettext_lazy("Formatos"), widget=forms.CheckboxSelectMultiple)
    field_order = ("edicion", "nombre", "ayuda", "ya_lo_tenemos", "opcional", "varios", "formatos", "tamano")

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        formatos = self.fields["formatos"]
        if isinstance(formatos, forms.MultipleChoiceField):
            formatos.choices = con_actual(list(palabras.FORMATOS.items()), sobre.actual.get("formatos"))

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """With its formats."""
        return {
            **super().inicial(actual),
            "ya_lo_tenemos": actual.get("ya_lo_tenemos"),
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
                "ya_lo_tenemos": (["ya_lo_tenemos"], limpio["ya_lo_tenemos"] or None),
                "obligatorio": (["opcional"], False if limpio["opcional"] else None),
                "varios": (["varios"], True if limpio["varios"] else None),
                "formatos": (["formatos"], list(limpio["formatos"])),
                **self.cuando(),
            }
        )


def _valor_de(opciones: Sequence[Mapping[str, Valor]], n: int) -> str:
    return texto_de(opciones[n - 1].get("valor")) if n <= len(opciones) else ""


def _opciones(pregunta: Mapping[str, Valor]) -> list[dict[str, Valor]]:
    opciones = pregunta.get("opciones")
    return [o for o in opciones if isinstance(o, dict)] if isinstance(opciones, list) else []
