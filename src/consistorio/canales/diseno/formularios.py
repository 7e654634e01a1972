"""Forms of the designer: a task, a question, a document, and when each is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno import palabras
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.nucleo.dato import dato
from consistorio.tramitacion.catalogo.edicion import codigo_nuevo
from consistorio.tramitacion.formularios.condiciones import DE_ORDEN, SIN_CONSTANTE
from consistorio.tramitacion.formularios.tipos import CON_OPCIONES
from consistorio.tramitacion.formularios.valores import Valor, texto_de
from consistorio.tramitacion.motor.registro_tipos import del_area

UNIDADES = {
    "dias_habiles": gettext_lazy("días hábiles"),
    "dias_naturales": gettext_lazy("días naturales"),
    "meses": gettext_lazy("meses"),
}
SIEMPRE = ("", gettext_lazy("Siempre"))


@dato
class Sobre:
    """What a form is about: the thing as it is (`actual`, empty when it is new), and what it may name."""

    actual: Mapping[str, Valor]
    edicion: int
    preguntas: Mapping[str, str]
    areas: Mapping[str, str] = field(default_factory=dict)
    otras: Mapping[str, str] = field(default_factory=dict)


class ConCondicion(Formulario):
    """When it is needed: always, or as one answer says, and in which sizes of the procedure. A condition of several parts is kept as it is,
    and said in words."""

    edicion = forms.IntegerField(widget=forms.HiddenInput)
    tamano = forms.ChoiceField(
        label=gettext_lazy("¿En qué tamaño del procedimiento está?"),
        required=False,
        choices=[("", gettext_lazy("En los dos")), *palabras.SOLO_EN.items()],
        help_text=gettext_lazy("El simplificado lleva lo imprescindible; el modelado, todo."),
    )
    condicion_campo = forms.ChoiceField(label=gettext_lazy("¿Cuándo hace falta?"), required=False)
    condicion_operador = forms.ChoiceField(
        label=gettext_lazy("Cómo se compara"), required=False, choices=[("", "—"), *palabras.OPERADORES.items()]
    )
    condicion_valor = forms.CharField(
        label=gettext_lazy("Con qué"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Si son varios, sepárelos con comas."),
    )

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        actual = sobre.actual
        self.actual = actual
        condicion = actual.get("condicion")
        self.compuesta = isinstance(condicion, dict) and "campo" not in condicion
        super().__init__(datos, initial={"edicion": sobre.edicion, **self.inicial(actual), **_inicial_de(condicion)})
        opciones = [SIEMPRE, *sobre.preguntas.items()]
        self.fields["condicion_campo"] = forms.ChoiceField(
            label=gettext_lazy("¿Cuándo hace falta?"), required=False, choices=opciones
        )
        if self.compuesta:
            for clave in ("condicion_campo", "condicion_operador", "condicion_valor"):
                del self.fields[clave]

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """What the boxes show of what there is."""
        claves = ("nombre", "area", "norma", "ayuda", "etiqueta", "tipo", "fase")
        return {**{clave: actual.get(clave) for clave in claves}, "tamano": palabras.unico_tamano(actual)}

    def tamanos(self) -> Valor:
        """As they are written. None: both."""
        tamano = self.cleaned_data.get("tamano")
        return [tamano] if tamano else None

    def condicion(self) -> Valor:
        """As it is written. None: always."""
        if self.compuesta:
            return self.actual.get("condicion")
        campo = self.cleaned_data.get("condicion_campo", "")
        if not campo:
            return None
        operador, escrito = self.cleaned_data["condicion_operador"], self.cleaned_data["condicion_valor"].strip()
        if operador in SIN_CONSTANTE:
            return {"campo": campo, "operador": operador}
        valor: Valor = [parte.strip() for parte in escrito.split(",") if parte.strip()] if operador == "en" else escrito
        if operador in DE_ORDEN and escrito.isdecimal() and len(escrito) < 16:
            valor = int(escrito)
        return {"campo": campo, "operador": operador, "valor": valor}

    def clean(self) -> dict[str, object]:
        """A comparison says with what."""
        limpio = super().clean() or self.cleaned_data
        if limpio.get("condicion_campo"):
            operador = limpio.get("condicion_operador")
            if not operador:
                self.add_error("condicion_operador", _("Diga cómo se compara."))
            elif operador not in SIN_CONSTANTE and not limpio.get("condicion_valor"):
                self.add_error("condicion_valor", _("Diga con qué se compara."))
        return limpio


class DeTarea(ConCondicion):
    """A task of the model, of which a layer changes some things."""

    nombre = forms.CharField(label=gettext_lazy("Qué hay que hacer"), max_length=200)
    area = forms.ChoiceField(label=gettext_lazy("Quién lo hace"), required=False)
    plazo = forms.IntegerField(
        label=gettext_lazy("Plazo interno"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=gettext_lazy("Cuánto tiene quien lo hace. No cambia los derechos de nadie."),
    )
    plazo_unidad = forms.ChoiceField(label=gettext_lazy("De qué"), required=False, choices=list(UNIDADES.items()))
    tras = forms.MultipleChoiceField(
        label=gettext_lazy("Empieza cuando acaben"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Si no marca ninguna, espera a todo lo de las fases anteriores."),
    )
    field_order: Sequence[str] = ("edicion", "nombre", "area", "plazo", "plazo_unidad", "tras")

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        self.fields["area"] = forms.ChoiceField(
            label=gettext_lazy("Quién lo hace"),
            required=False,
            choices=[
                ("", gettext_lazy("La unidad del expediente")),
                *sorted(sobre.areas.items(), key=lambda par: par[1]),
            ],
        )
        tras = self.fields["tras"]
        if isinstance(tras, forms.MultipleChoiceField):
            tras.choices = list(sobre.otras.items())
        if sobre.actual.get("preceptiva") is True:
            for clave in ("tamano", "condicion_campo", "condicion_operador", "condicion_valor"):
                self.fields.pop(clave, None)
        self.order_fields([*self.field_order, "tamano", *(c for c in self.fields if c.startswith("condicion"))])

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """With its internal term and what it waits for."""
        plazo = actual.get("plazo_interno")
        suyo = plazo if isinstance(plazo, dict) else {}
        return {
            **super().inicial(actual),
            "plazo": suyo.get("cantidad"),
            "plazo_unidad": suyo.get("unidad") or "dias_habiles",
            "tras": actual.get("tras") or [],
        }

    def cambios(self) -> dict[str, Valor]:
        """What the task says now, of what may be changed here. What was not there and is empty stays out."""
        limpio = self.cleaned_data
        plazo: Valor = None
        if limpio["plazo"]:
            anterior = self.actual.get("plazo_interno")
            plazo = {
                **(anterior if isinstance(anterior, dict) else {}),
                "cantidad": limpio["plazo"],
                "unidad": limpio["plazo_unidad"] or "dias_habiles",
            }
        dichos: dict[str, Valor] = {
            "nombre": limpio["nombre"],
            "area": limpio["area"] or None,
            "plazo_interno": plazo,
            "tras": list(limpio["tras"]) or None,
        }
        if self.compuesta or "condicion_campo" in self.fields:
            dichos["condicion"] = self.condicion()
        if "tamano" in self.fields:
            dichos["tamanos"] = self.tamanos()
        return dichos


class DeTareaPropia(DeTarea):
    """A task that the procedure adds."""

    tipo = forms.ChoiceField(label=gettext_lazy("Clase"))
    fase = forms.ChoiceField(label=gettext_lazy("Fase"), choices=list(palabras.FASES.items()))
    paralela = forms.BooleanField(label=gettext_lazy("Nadie espera a que acabe"), required=False)
    norma = forms.CharField(
        label=gettext_lazy("Norma"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Por ejemplo, LPACAP art. 79."),
    )
    preceptivo = forms.BooleanField(
        label=gettext_lazy("Es un informe preceptivo: sin él no se puede resolver"), required=False
    )
    field_order = (
        "edicion",
        "nombre",
        "tipo",
        "fase",
        "area",
        "norma",
        "preceptivo",
        "plazo",
        "plazo_unidad",
        "paralela",
        "tras",
    )

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        self.fields["tipo"] = forms.ChoiceField(
            label=gettext_lazy("Clase"), choices=[(t.codigo, t.nombre) for t in del_area()]
        )
        self.order_fields([*self.field_order, "tamano", *(c for c in self.fields if c.startswith("condicion"))])

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """With what only tasks of its own have."""
        datos = actual.get("datos")
        return {
            **super().inicial(actual),
            "fase": actual.get("fase") or "instruccion",
            "paralela": actual.get("paralela") is True,
            "preceptivo": isinstance(datos, dict) and datos.get("preceptivo") is True,
        }

    def clean(self) -> dict[str, object]:
        """A report says which rule asks for it (LPACAP 79.1)."""
        limpio = super().clean()
        if limpio.get("tipo") == "informe" and not limpio.get("norma"):
            self.add_error("norma", _("Un informe dice qué norma lo pide, o que se pide por el artículo 79.1."))
        return limpio

    def cambios(self) -> dict[str, Valor]:
        """The whole task but its code."""
        limpio = self.cleaned_data
        anteriores = self.actual.get("datos")
        datos: dict[str, Valor] = dict(anteriores) if isinstance(anteriores, dict) else {}
        if limpio["tipo"] == "informe":
            datos |= {"preceptivo": limpio["preceptivo"], "precepto": limpio["norma"]}
        propios: dict[str, Valor] = {
            "tipo": limpio["tipo"],
            "fase": limpio["fase"],
            "norma": limpio["norma"],
            "paralela": limpio["paralela"] or None,
            "datos": datos,
        }
        return {**super().cambios(), **propios}


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

    def pregunta(self, codigo: str) -> dict[str, Valor]:
        """The question. An answer that there was keeps its value, also with other words in the same place."""
        limpio = self.cleaned_data
        escrita: dict[str, Valor] = {
            **self.actual,
            "codigo": codigo,
            "tipo": limpio.get("tipo") or self.actual.get("tipo"),
            "etiqueta": limpio["etiqueta"],
            "ayuda": limpio["ayuda"],
            "obligatorio": False if limpio["opcional"] else None,
            "condicion": self.condicion(),
            "tamanos": self.tamanos(),
            "opciones": list(self._opciones_escritas(_lineas(limpio["opciones"]))),
        }
        return escrita

    def _opciones_escritas(self, lineas: list[str]) -> list[dict[str, Valor]]:
        anteriores = _opciones(self.actual)
        valores = {texto_de(o.get("texto")): texto_de(o.get("valor")) for o in anteriores}
        usados = set(valores.values())
        mismas = len(lineas) == len(anteriores)
        escritas: list[dict[str, Valor]] = []
        for n, linea in enumerate(lineas):
            valor = valores.get(linea) or (texto_de(anteriores[n].get("valor")) if mismas else "")
            if not valor or valor in {texto_de(o.get("valor")) for o in escritas}:
                valor = codigo_nuevo(linea, usados)
            usados.add(valor)
            escritas.append({"valor": valor, "texto": linea})
        return escritas


class DeDocumento(ConCondicion):
    """A document that is asked for."""

    nombre = forms.CharField(label=gettext_lazy("Documento"), max_length=200)
    ayuda = forms.CharField(
        label=gettext_lazy("Ayuda"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    opcional = forms.BooleanField(label=gettext_lazy("No es obligatorio"), required=False)
    varios = forms.BooleanField(label=gettext_lazy("Se pueden añadir varios"), required=False)
    formatos = forms.MultipleChoiceField(
        label=gettext_lazy("Formatos"), choices=list(palabras.FORMATOS.items()), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("edicion", "nombre", "ayuda", "opcional", "varios", "formatos", "tamano")

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """With its formats."""
        return {
            **super().inicial(actual),
            "opcional": actual.get("obligatorio") is False,
            "varios": actual.get("varios") is True,
            "formatos": actual.get("formatos") or ["pdf", "imagen"],
        }

    def documento(self, codigo: str) -> dict[str, Valor]:
        """The document."""
        limpio = self.cleaned_data
        return {
            **self.actual,
            "codigo": codigo,
            "nombre": limpio["nombre"],
            "ayuda": limpio["ayuda"],
            "obligatorio": False if limpio["opcional"] else None,
            "varios": True if limpio["varios"] else None,
            "formatos": list(limpio["formatos"]),
            "condicion": self.condicion(),
            "tamanos": self.tamanos(),
        }


class DeTamano(Formulario):
    """In which of its sizes the procedure is processed."""

    edicion = forms.IntegerField(widget=forms.HiddenInput)
    tamano = forms.ChoiceField(
        label=gettext_lazy("¿Con qué tamaño se tramita?"),
        choices=list(palabras.TAMANOS.items()),
        widget=forms.RadioSelect,
    )

    def __init__(self, datos: Mapping[str, object] | None, *, edicion: int, tamano: str) -> None:
        super().__init__(datos, initial={"edicion": edicion, "tamano": tamano})


class Confirmar(forms.Form):
    """Nothing but the edition that was read."""

    edicion = forms.IntegerField(widget=forms.HiddenInput)


def _inicial_de(condicion: Valor) -> dict[str, object]:
    if not isinstance(condicion, dict) or "campo" not in condicion:
        return {}
    valor = condicion.get("valor")
    dicho = ", ".join(texto_de(v) for v in valor) if isinstance(valor, list) else texto_de(valor)
    return {
        "condicion_campo": condicion.get("campo"),
        "condicion_operador": condicion.get("operador"),
        "condicion_valor": dicho,
    }


def _opciones(pregunta: Mapping[str, Valor]) -> list[dict[str, Valor]]:
    opciones = pregunta.get("opciones")
    return [o for o in opciones if isinstance(o, dict)] if isinstance(opciones, list) else []


def _lineas(texto: object) -> list[str]:
    return [linea.strip() for linea in str(texto or "").splitlines() if linea.strip()]
