"""Form of a group of a condition: how its parts count together, and each part, a comparison or another group, which is written on a page of its own.

Each row carries the part that it is about as it was shown, so that what is not touched stays as it is, wherever the others go.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno.formularios.condicion import (
    Opciones,
    Sobre,
    comparacion,
    con_actual,
    con_que,
    inicial_de,
)
from consistorio.canales.interfaz.formularios import Formulario, llano
from consistorio.tramitacion.catalogo import en_palabras
from consistorio.tramitacion.catalogo.arbol import ALGUNA, MODOS, TODAS, Grupo, es_comparacion, escrita, grupo_de
from consistorio.tramitacion.formularios.condiciones import SIN_CONSTANTE, leer_condicion
from consistorio.tramitacion.formularios.valores import Valor

# Rows without a part are offered up to so many; those that a file wrote are all shown
MAXIMO_DE_PARTES, VACIAS, MINIMO_DE_FILAS, MAXIMO_DE_FILAS = 20, 2, 3, 500
UN_GRUPO = "+grupo"


class DeGrupo(Formulario):
    """The parts of a group, each in its row, and two more."""

    edicion = forms.IntegerField(widget=forms.HiddenInput)
    modo = forms.ChoiceField(
        label=gettext_lazy("¿Cómo cuentan estas condiciones?"), choices=list(MODOS.items()), widget=forms.RadioSelect
    )

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre, condicion: Valor) -> None:
        self.sobre, self.condicion, self.grupo = sobre, condicion, grupo_de(condicion)
        super().__init__(datos, initial={"edicion": sobre.edicion, "modo": self.grupo.modo})
        for n in self._filas():
            self._una_fila(n)

    def clean(self) -> dict[str, object]:
        """Each comparison says how and with what."""
        limpio = super().clean() or self.cleaned_data
        for n in self._filas():
            campo, operador = limpio.get(f"campo_{n}"), limpio.get(f"operador_{n}")
            if not campo or campo == UN_GRUPO:
                continue
            con_que_falta = operador not in SIN_CONSTANTE and not limpio.get(f"valor_{n}")
            if not operador and f"operador_{n}" not in self.errors:
                self.add_error(f"operador_{n}", _("Diga cómo se compara."))
            elif operador and con_que_falta and f"valor_{n}" not in self.errors:
                self.add_error(f"valor_{n}", _("Diga con qué se compara."))
        return limpio

    def nueva(self) -> Valor:
        """The group as a definition writes it; as it is written, where nothing changed; None where nothing is left of it."""
        ahora = Grupo(self.cleaned_data["modo"], tuple(self._partes()))
        if ahora == self.grupo:
            return self.condicion
        return escrita(ahora) if ahora.partes else None

    def anade_un_grupo(self) -> bool:
        """Whether a row asks for a group, which is written on its page."""
        return any(self.cleaned_data.get(f"campo_{n}") == UN_GRUPO for n in self._filas())

    def grupos(self) -> list[tuple[int, str]]:
        """The groups inside, as they are saved: their places and what they say."""
        return [(sitio, self._dicho(p)) for sitio, p in enumerate(self.grupo.partes) if not es_comparacion(p)]

    def _partes(self) -> Iterator[Valor]:
        for n in self._filas():
            antes, campo = self._parte(n), self.cleaned_data.get(f"campo_{n}")
            if antes is not None and not es_comparacion(antes):
                if not self.cleaned_data.get(f"quitar_{n}"):
                    yield antes
            elif campo == UN_GRUPO:
                otro: Valor = escrita(Grupo(ALGUNA if self.cleaned_data["modo"] == TODAS else TODAS, ()))
                yield otro
            elif campo:
                yield self._comparada(n, str(campo), antes)

    def _comparada(self, n: int, campo: str, antes: Valor) -> Valor:
        mostrada, limpio = inicial_de(antes), self.cleaned_data
        escrito, operador = limpio[f"valor_{n}"], str(limpio[f"operador_{n}"])
        intactas = {
            clave: llano(mostrada.get(f"condicion_{clave}")) == llano(limpio[f"{clave}_{n}"])
            for clave in ("campo", "operador", "valor")
        }
        if antes is not None and all(intactas.values()):
            return antes
        de_antes = antes.get("valor") if isinstance(antes, dict) else None
        return comparacion(
            campo,
            operador,
            escrito,
            respuestas=self.sobre.respuestas.get(campo, ()),
            de_antes=de_antes,
            intacta=intactas["campo"] and intactas["valor"],
        )

    def _una_fila(self, n: int) -> None:
        antes = self._parte(n)
        self.initial[f"de_{n}"] = "" if antes is None else json.dumps(antes, ensure_ascii=False, sort_keys=True)
        self.fields[f"de_{n}"] = forms.CharField(required=False, widget=forms.HiddenInput)
        if antes is not None and not es_comparacion(antes):
            texto = _("Quitar la condición %(n)d, que es un grupo: %(q)s") % {"n": n, "q": self._dicho(antes)}
            self.fields[f"quitar_{n}"] = forms.BooleanField(label=texto, required=False)
            return
        for clave, valor in inicial_de(antes).items():
            self.initial[f"{clave.removeprefix('condicion_')}_{n}"] = valor
        campo, operador = (self._elegido(f"{clave}_{n}") for clave in ("campo", "operador"))
        preguntas: Opciones = [("", gettext_lazy("Ninguna")), *self.sobre.preguntas.items()]
        con_grupo: Opciones = [*preguntas, (UN_GRUPO, gettext_lazy("Un grupo de condiciones, que se escribe después"))]
        self.fields[f"campo_{n}"] = forms.ChoiceField(
            label=_("Condición %(n)d: qué se mira") % {"n": n},
            required=False,
            choices=con_actual(con_grupo, self.initial.get(f"campo_{n}")),
        )
        self.fields[f"operador_{n}"] = forms.ChoiceField(
            label=_("Condición %(n)d: cómo se compara") % {"n": n},
            required=False,
            choices=con_actual([("", "—"), *en_palabras.OPERADORES.items()], self.initial.get(f"operador_{n}")),
        )
        respuestas, escrito = self.sobre.respuestas.get(campo, ()), self.initial.get(f"valor_{n}")
        caja = con_que(respuestas, operador, escrito)
        caja.label = _("Condición %(n)d: con qué") % {"n": n}
        self.fields[f"valor_{n}"] = caja
        if not respuestas and isinstance(escrito, list):
            self.initial[f"valor_{n}"] = "\n".join(escrito)

    def _filas(self) -> Sequence[int]:
        """The rows: those that are sent, or those that there are and some more."""
        if self.is_bound:
            return [n for n in range(1, MAXIMO_DE_FILAS + 1) if f"de_{n}" in self.data]
        hay = len(self.grupo.partes)
        return range(1, max(hay, min(MAXIMO_DE_PARTES, max(MINIMO_DE_FILAS, hay + VACIAS))) + 1)

    def _parte(self, n: int) -> Valor:
        """The part that a row is about, as it was shown; None for a new one, and for what is no part."""
        if not self.is_bound:
            return self.grupo.partes[n - 1] if n <= len(self.grupo.partes) else None
        try:
            leida: Valor = json.loads(str(self.data.get(f"de_{n}") or "null"))
        except (ValueError, RecursionError):
            return None
        return leida

    def _elegido(self, clave: str) -> str:
        return str((self.data.get(clave) if self.is_bound else self.initial.get(clave)) or "")

    def _dicho(self, parte: Valor) -> str:
        leida = leer_condicion(parte, "", [])
        return en_palabras.condicion_en_palabras(leida, self.sobre.formulario) or _("todavía sin condiciones")
