"""What every form of the designer has: the thing that it is about, the edition that was read, and when the thing is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno import palabras
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.nucleo.dato import dato
from consistorio.tramitacion.catalogo import en_palabras
from consistorio.tramitacion.catalogo.naturalezas import VARIAS
from consistorio.tramitacion.formularios.condiciones import DE_ORDEN, SIN_CONSTANTE, leer_condicion
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor

SIEMPRE = ("", gettext_lazy("Siempre"))
CLAVES = ("condicion_campo", "condicion_operador", "condicion_valor")
Opciones = Sequence[tuple[str, en_palabras.Texto]]


@dato
class Sobre:
    """What a form is about: the thing as it is (`actual`, empty when it is new), and what it may name.

    `respuestas`: of each question that is answered by choosing, what can be chosen, by what a condition says of it. `con_naturalezas`: of a model,
    whose things may be of some natures of procedures alone. `propuestas`: the tasks that write one.
    """

    actual: Mapping[str, Valor]
    edicion: int
    preguntas: Mapping[str, str]
    areas: Mapping[str, str] = field(default_factory=dict)
    otras: Mapping[str, str] = field(default_factory=dict)
    respuestas: Mapping[str, Opciones] = field(default_factory=dict)
    formulario: Esquema = field(default_factory=lambda: Esquema(()))
    con_naturalezas: bool = False
    propuestas: Mapping[str, str] = field(default_factory=dict)


class Confirmar(forms.Form):
    """Nothing but the edition that was read."""

    edicion = forms.IntegerField(widget=forms.HiddenInput)


class SobreAlgo(Formulario):
    """A form on something of a draft, that answers what changes in it."""

    edicion = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        self.sobre, self.actual = sobre, sobre.actual
        super().__init__(datos, initial={"edicion": sobre.edicion, **self.inicial(sobre.actual)})

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """What the boxes show of what there is."""
        return {clave: actual.get(clave) for clave in ("nombre", "area", "norma", "ayuda", "etiqueta", "tipo", "fase")}

    def cambios(self) -> dict[str, Valor]:
        """What the thing says now of what was touched; of a new one, all of it."""
        raise NotImplementedError

    def cambiado(self, dichos: Mapping[str, tuple[Sequence[str], Valor]]) -> dict[str, Valor]:
        """Of what the boxes say (by key: which boxes, and what they say), that whose boxes were touched; all of it in a new thing."""
        return {
            clave: valor
            for clave, (cajas, valor) in dichos.items()
            if not self.actual or any(caja in self.fields and self.tocado(caja) for caja in cajas)
        }


class ConCondicion(SobreAlgo):
    """When it is needed: always, or as one answer says, and in which sizes of the procedure. A condition of several parts is said in words, and
    written on a page of its own (`DeGrupo`)."""

    tamano = forms.ChoiceField(
        label=gettext_lazy("¿En qué tamaño del procedimiento está?"),
        required=False,
        help_text=gettext_lazy("El simplificado lleva lo imprescindible; el modelado, todo."),
    )
    condicion_campo = forms.ChoiceField(label=gettext_lazy("¿Cuándo hace falta?"), required=False)
    condicion_operador = forms.ChoiceField(label=gettext_lazy("Cómo se compara"), required=False)
    condicion_valor = forms.CharField(label=gettext_lazy("Con qué"), required=False)

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        condicion = sobre.actual.get("condicion")
        self.compuesta = isinstance(condicion, dict) and "campo" not in condicion
        super().__init__(datos, sobre)
        self.initial.update(inicial_de(condicion) | {"tamano": palabras.unico_tamano(sobre.actual)})
        tamano = self.fields["tamano"]
        if isinstance(tamano, forms.ChoiceField):
            en_cual = [("", gettext_lazy("En los dos")), *palabras.SOLO_EN.items()]
            tamano.choices = con_actual(en_cual, self.initial["tamano"])
        if self.compuesta:
            for clave in CLAVES:
                del self.fields[clave]
            return
        campo, operador = self._elegido("condicion_campo"), self._elegido("condicion_operador")
        self.fields["condicion_campo"] = forms.ChoiceField(
            label=gettext_lazy("¿Cuándo hace falta?"),
            required=False,
            choices=con_actual([SIEMPRE, *sobre.preguntas.items()], self.initial.get("condicion_campo")),
        )
        self.fields["condicion_operador"] = forms.ChoiceField(
            label=gettext_lazy("Cómo se compara"),
            required=False,
            choices=con_actual([("", "—"), *en_palabras.OPERADORES.items()], self.initial.get("condicion_operador")),
        )
        respuestas, escrito = sobre.respuestas.get(campo, ()), self.initial.get("condicion_valor")
        self.fields["condicion_valor"] = con_que(respuestas, operador, escrito)
        if not respuestas and isinstance(escrito, list):
            self.initial["condicion_valor"] = "\n".join(escrito)

    def condicion_en_palabras(self) -> str:
        """The condition that is written on its page; "" when it is written in the boxes."""
        if not self.compuesta:
            return ""
        return en_palabras.condicion_en_palabras(
            leer_condicion(self.actual.get("condicion"), "", []), self.sobre.formulario
        )

    def cuando(self) -> dict[str, tuple[Sequence[str], Valor]]:
        """In which sizes and in which cases, as the boxes say it; nothing where they are not shown."""
        en_cual = self.cleaned_data.get("tamano")
        tamanos: Valor = [en_cual] if en_cual else None
        return {**self._condicion(), **({"tamanos": (["tamano"], tamanos)} if "tamano" in self.fields else {})}

    def _condicion(self) -> dict[str, tuple[Sequence[str], Valor]]:
        return {} if "condicion_campo" not in self.fields else {"condicion": (CLAVES, self._escrita())}

    def clean(self) -> dict[str, object]:
        """A comparison says with what."""
        limpio = super().clean() or self.cleaned_data
        if limpio.get("condicion_campo"):
            operador = limpio.get("condicion_operador")
            if not operador:
                self.add_error("condicion_operador", _("Diga cómo se compara."))
            elif (
                operador not in SIN_CONSTANTE
                and not limpio.get("condicion_valor")
                and "condicion_valor" not in self.errors
            ):
                self.add_error("condicion_valor", _("Diga con qué se compara."))
        return limpio

    def _elegido(self, clave: str) -> str:
        """What is chosen there now, sent or shown."""
        return str((self.data.get(clave) if self.is_bound else self.initial.get(clave)) or "")

    def _escrita(self) -> Valor:
        campo = self.cleaned_data.get("condicion_campo", "")
        if not campo:
            return None
        anterior = self.actual.get("condicion")
        return comparacion(
            campo,
            self.cleaned_data["condicion_operador"],
            self.cleaned_data["condicion_valor"],
            respuestas=self.sobre.respuestas.get(campo, ()),
            de_antes=anterior.get("valor") if isinstance(anterior, dict) else None,
            intacta=not self.tocado("condicion_campo") and not self.tocado("condicion_valor"),
        )


class PorNaturaleza(ConCondicion):
    """What a model may say of procedures of some natures alone: of a procedure nothing is asked, which is of one."""

    naturalezas = forms.MultipleChoiceField(
        label=gettext_lazy("¿En qué trámites está?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Lo dice qué se presenta en cada procedimiento, que escribe Secretaría. Si no marca ninguno, está en todos."
        ),
    )

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        campo, dichas = self.fields["naturalezas"], sobre.actual.get("naturalezas")
        self.initial["naturalezas"] = dichas if isinstance(dichas, list) else []
        if isinstance(campo, forms.MultipleChoiceField):
            opciones = [(clave, str(texto).capitalize()) for clave, texto in VARIAS.items()]
            campo.choices = con_actual(opciones, self.initial["naturalezas"])
        if not sobre.con_naturalezas:
            del self.fields["naturalezas"]

    def cuando(self) -> dict[str, tuple[Sequence[str], Valor]]:
        """With its natures; of all, nothing is written."""
        if "naturalezas" not in self.fields:
            return super().cuando()
        dichas: list[Valor] = list(self.cleaned_data.get("naturalezas", ()))
        todas = set(map(str, dichas)) >= set(VARIAS)
        return {**super().cuando(), "naturalezas": (["naturalezas"], None if todas else dichas or None)}


def comparacion(
    campo: str, operador: str, escrito: object, *, respuestas: Opciones, de_antes: Valor, intacta: bool
) -> dict[str, Valor]:
    """A comparison, as a definition writes it. `respuestas`: those among which that question is answered; `de_antes`: the constant that there was,
    which stays where neither the question nor what is compared was touched (`intacta`)."""
    if operador in SIN_CONSTANTE:
        return {"campo": campo, "operador": operador}
    dicho = [str(uno) for uno in escrito] if isinstance(escrito, list) else _lineas(str(escrito))
    valor: Valor = [_constante(uno, operador, respuestas) for uno in dicho]
    if operador != "en":
        valor = _constante("\n".join(dicho), operador, respuestas)
    if intacta and isinstance(de_antes, list) == (operador == "en"):
        valor = de_antes
    return {"campo": campo, "operador": operador, "valor": valor}


def _constante(escrito: str, operador: str, respuestas: Opciones) -> Valor:
    if escrito in dict(en_palabras.SI_O_NO) and escrito in dict(respuestas):
        return escrito == en_palabras.SI
    return int(escrito) if operador in DE_ORDEN and escrito.isdecimal() and len(escrito) < 16 else escrito


def con_actual(opciones: Opciones, actual: object) -> list[tuple[str, en_palabras.Texto]]:
    """What can be chosen, and what there is now also where nothing offers it: it is never changed in silence."""
    actuales = actual if isinstance(actual, list) else [actual]
    ofrecidas = {clave for clave, _texto in opciones}
    faltan = [str(uno) for uno in actuales if uno and str(uno) not in ofrecidas]
    return [*opciones, *((uno, palabras.que_ya_no_se_ofrece(uno)) for uno in faltan)]


def con_que(respuestas: Opciones, operador: str, actual: object) -> forms.Field:
    """The box for what it is compared with: the answers of the question, where it is answered by choosing."""
    nombre = gettext_lazy("Con qué")
    if not respuestas:
        ayuda = (
            gettext_lazy("Si son varios, uno en cada línea.")
            if operador == "en"
            else gettext_lazy(
                "Si la pregunta se contesta eligiendo, pulse «Ver qué se puede elegir»: aquí saldrán sus respuestas."
            )
        )
        caja = forms.Textarea(attrs={"rows": 3}) if operador == "en" else forms.TextInput()
        return forms.CharField(label=nombre, required=False, max_length=2000, help_text=ayuda, widget=caja)
    if operador == "en":
        opciones = con_actual(respuestas, actual)
        return forms.MultipleChoiceField(
            label=nombre, required=False, choices=opciones, widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(
        label=nombre,
        required=False,
        choices=con_actual([("", "—"), *respuestas], actual),
        error_messages={"invalid_choice": gettext_lazy("Elija una de las respuestas de esa pregunta.")},
    )


def inicial_de(condicion: Valor) -> dict[str, object]:
    """What the boxes show of a comparison; nothing for what is none."""
    if not isinstance(condicion, dict) or "campo" not in condicion:
        return {}
    valor = condicion.get("valor")
    return {
        "condicion_campo": condicion.get("campo"),
        "condicion_operador": condicion.get("operador"),
        "condicion_valor": [en_palabras.clave_de(v) for v in valor]
        if isinstance(valor, list)
        else en_palabras.clave_de(valor),
    }


def _lineas(texto: str) -> list[str]:
    return [linea.strip() for linea in texto.splitlines() if linea.strip()]
