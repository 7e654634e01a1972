"""The questions of the limited control, added to the form of any result of Intervención: which list is answered and, of each of its requirements, what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.campos import SEGUN
from consistorio.canales.interfaz.cursores import identificador
from consistorio.servicios.intervencion.models import ListaDeRequisitos, Requisito
from consistorio.servicios.intervencion.reglas_de_requisitos import (
    LARGO_MOTIVO,
    RESPUESTAS,
    campo_de,
    campo_del_motivo,
)
from consistorio.servicios.intervencion.requisitos import (
    ControlLimitado,
    Hallazgos,
    RespuestaDada,
    limitado_en,
    listas_en_vigor,
)

LISTA, VISTA = (
    "lista",
    "lista_vista",
)  # which one is chosen, and the one whose requirements were in sight when it was sent


class PreguntasDeRequisitos:
    """What of a form is of the limited control; nothing where the control is full. The requirements of a list come once it is chosen.

    `sugerida`: the list that is offered, if one is; `fases`: those of the lists that fit; `dichas`: answers given before, by requirement.
    """

    def __init__(
        self,
        form: forms.Form,
        *,
        en: date,
        fases: Sequence[str],
        hallazgos: Hallazgos,
        sugerida: UUID | None = None,
        dichas: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        self.form, self.hallazgos, self.dichas = form, hallazgos, dichas or {}
        self.hay = limitado_en(en) is not None
        self.requisitos: list[Requisito] = []
        self.vista = self.elegida = ""
        if not self.hay:
            return
        listas = [una for una in listas_en_vigor(en) if una.fase in fases]
        form.fields[LISTA] = _cual(listas, sugerida)
        form.fields[VISTA] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
        self.vista = str(form.data.get(VISTA, "")) if form.is_bound else ""
        elegida = identificador(form.data.get(LISTA)) if form.is_bound else sugerida
        lista = next((una for una in listas if una.id == elegida), None)
        self.elegida = str(lista.id) if lista is not None else ""
        self.requisitos = list(lista.requisitos.all()) if lista is not None else []
        for uno in self.requisitos:
            self._preguntar(uno)
        form.fields[VISTA].initial = self.elegida
        if form.is_bound and self.vista != self.elegida:
            self._mostrar_por_primera_vez()

    @property
    def nombres(self) -> list[str]:
        """The questions, in their order."""
        suyas = [nombre for uno in self.requisitos for nombre in (campo_de(uno.id), campo_del_motivo(uno.id))]
        return [LISTA, VISTA, *suyas] if self.hay else []

    def leer(self) -> ControlLimitado | None:
        """What is answered, from the `clean` of the form; None when the control is full. What was not in sight yet is asked by an error of the list."""
        if not self.hay or not self.elegida:
            return None
        if self.vista != self.elegida:
            self.form.add_error(
                LISTA, _("Conteste ahora los requisitos de esta lista, que están debajo, y envíelo otra vez.")
            )
            return None
        limpio = self.form.cleaned_data
        return ControlLimitado(
            UUID(self.elegida),
            tuple(
                RespuestaDada(
                    uno.id, str(limpio.get(campo_de(uno.id)) or ""), str(limpio.get(campo_del_motivo(uno.id)) or "")
                )
                for uno in self.requisitos
            ),
        )

    def _preguntar(self, uno: Requisito) -> None:
        hallado = self.hallazgos.get(uno.clase)
        ayudas = [uno.norma, _("Propuesta del programa, por revisar.") if uno.por_revisar else ""]
        if hallado is not None and hallado.evidencia:
            ayudas.append(_("El programa ve: %(e)s Confírmelo o cámbielo.") % {"e": hallado.evidencia})
        respuesta, motivo = self._antes(uno)
        self.form.fields[campo_de(uno.id)] = forms.ChoiceField(
            label=str(uno),
            help_text=" · ".join(ayuda for ayuda in ayudas if ayuda),
            choices=list(RESPUESTAS.items()),
            widget=forms.RadioSelect(attrs={SEGUN: "1"}),
            required=False,
            initial=respuesta or None,
        )
        self.form.fields[campo_del_motivo(uno.id)] = forms.CharField(
            label=_("Requisito %(n)d: por qué no se cumple o no procede") % {"n": uno.numero},
            max_length=LARGO_MOTIVO,
            required=False,
            initial=motivo,
        )

    def _antes(self, uno: Requisito) -> tuple[str, str]:
        """What is offered as answer and reason: what was said before or, if nothing was, what the program sees."""
        if (dicha := self.dichas.get(str(uno.id))) is not None:
            return dicha
        hallado = self.hallazgos.get(uno.clase)
        if hallado is None:
            return "", ""
        return hallado.respuesta, "" if hallado.respuesta == "cumple" else hallado.evidencia

    def _mostrar_por_primera_vez(self) -> None:
        """A form that is sent shows what was sent: of questions that were not in it, what is offered."""
        datos = self.form.data.copy() if isinstance(self.form.data, QueryDict) else QueryDict(mutable=True)
        datos[VISTA] = self.elegida
        for uno in self.requisitos:
            datos[campo_de(uno.id)], datos[campo_del_motivo(uno.id)] = self._antes(uno)
        self.form.data = datos


def _cual(listas: Sequence[ListaDeRequisitos], sugerida: UUID | None) -> forms.ChoiceField:
    ayuda = (
        _("Las que están en vigor hoy. Si no está el tipo de gasto, su fiscalización es plena.")
        if listas
        else _("El Pleno acordó el control limitado, pero hoy no hay ninguna lista en vigor para esta fase: es pleno.")
    )
    campo = forms.ChoiceField(
        label=_("¿Qué lista de requisitos básicos se comprueba?"),
        help_text=ayuda,
        choices=[("", _("Ninguna: fiscalización plena")), *((str(una.id), str(una)) for una in listas)],
        required=False,
        initial=str(sugerida or ""),
        widget=forms.Select(attrs={SEGUN: "1"}),
    )
    campo.error_messages["invalid_choice"] = _(
        "Esa lista no está en vigor hoy. Elija la que lo está y conteste sus requisitos."
    )
    return campo
