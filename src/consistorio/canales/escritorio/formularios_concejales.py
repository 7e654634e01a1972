"""Forms of the councillors' access to information."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio.lecturas_concejales import aplicaciones_de
from consistorio.canales.interfaz.formularios import Entero, Formulario
from consistorio.documental.documentos.consultas import por_csv
from consistorio.economia.presupuesto.models import Aplicacion
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.servicios.concejales.acciones import Peticion
from consistorio.servicios.concejales.acciones.decidir import ORGANOS
from consistorio.servicios.concejales.models import PeticionDeInformacion
from consistorio.servicios.concejales.reglas import LARGO_ACUERDO, LARGO_TEXTO

CORTO = forms.TextInput(attrs={"data-ancho": "10"})
TEXTO = forms.Textarea(attrs={"rows": 4})
NINGUNA = gettext_lazy(
    "Ninguna aplicación del presupuesto de %(anio)d empieza así. Dos partes son programa y económica; la orgánica va delante de las otras dos, con los dos puntos: 01.920."
)
A_LA_VISTA = 8


def _elegir(form: forms.Form, campo: str, opciones: list[tuple[str, str]]) -> None:
    suyo = form.fields[campo]
    assert isinstance(suyo, forms.ChoiceField)  # noqa: S101  # narrows the type
    suyo.choices = opciones


class NuevaPeticion(Formulario):
    """What is asked."""

    clave = forms.UUIDField(widget=forms.HiddenInput)
    clase = forms.ChoiceField(
        label=gettext_lazy("¿Sobre qué pide información?"),
        choices=PeticionDeInformacion.Clase.choices,
        widget=forms.RadioSelect,
    )
    que = forms.CharField(label=gettext_lazy("¿Qué pide?"), max_length=LARGO_TEXTO, widget=TEXTO)
    para_que = forms.CharField(
        label=gettext_lazy("¿Para qué la necesita?"),
        help_text=gettext_lazy("No hace falta decirlo. Ayuda a resolver antes, y a incluir datos de personas."),
        max_length=LARGO_TEXTO,
        required=False,
        widget=TEXTO,
    )
    expediente = forms.CharField(
        label=gettext_lazy("Número del expediente, si pide uno"), max_length=40, required=False, widget=CORTO
    )
    anio = Entero(gettext_lazy("Año del presupuesto, si pide el de uno"), 1900, 9999, obligatorio=False)
    codigo = forms.CharField(
        label=gettext_lazy("Códigos del presupuesto que empiezan por"),
        help_text=gettext_lazy(
            "Por ejemplo, 920 o 920.22. Con orgánica, las tres partes: 01.920. con punto al final. Sin código, todo el presupuesto."
        ),
        max_length=40,
        required=False,
        widget=CORTO,
    )
    unidad = forms.ChoiceField(label=gettext_lazy("Área, si la conoce"), required=False)
    forma = forms.ChoiceField(
        label=gettext_lazy("¿Cómo la quiere?"),
        choices=PeticionDeInformacion.Forma.choices,
        widget=forms.RadioSelect,
        initial=PeticionDeInformacion.Forma.VISTA,
    )

    def __init__(self, *args: object, unidades: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _elegir(self, "unidad", [("", _("No lo sé")), *unidades.items()])

    def clean(self) -> None:
        """A code is of the budget of that year, if it is here."""
        super().clean()
        anio, codigo = self.cleaned_data.get("anio"), self.cleaned_data.get("codigo", "").strip()
        de_presupuesto = self.cleaned_data.get("clase") == PeticionDeInformacion.Clase.PRESUPUESTO
        if de_presupuesto and anio and codigo and aplicaciones_de(anio, codigo) == []:
            self.add_error("codigo", NINGUNA % {"anio": anio})

    def pedido(self) -> Peticion:
        """What was written."""
        dicho = self.cleaned_data
        return Peticion(
            clase=dicho["clase"],
            que=dicho["que"],
            para_que=dicho["para_que"],
            forma=dicho["forma"],
            unidad_id=UUID(dicho["unidad"]) if dicho["unidad"] else None,
            expediente=dicho["expediente"],
            anio=dicho["anio"],
            codigo=dicho["codigo"],
        )


class Decision(Formulario):
    """What is decided on a request."""

    concede = forms.ChoiceField(
        label=gettext_lazy("¿Qué se resuelve?"),
        choices=[("si", gettext_lazy("Conceder")), ("no", gettext_lazy("Denegar"))],
        widget=forms.RadioSelect,
    )
    organo = forms.ChoiceField(label=gettext_lazy("¿Quién resuelve?"))
    acuerdo = forms.CharField(
        label=gettext_lazy("Acuerdo de la Junta de Gobierno, si resuelve ella"),
        help_text=gettext_lazy("Por ejemplo, sesión de 4 de septiembre de 2026, punto 3."),
        max_length=LARGO_ACUERDO,
        required=False,
    )
    motivo = forms.CharField(
        label=gettext_lazy("¿Por qué?"),
        help_text=gettext_lazy("Para denegar hay que motivarlo."),
        max_length=LARGO_TEXTO,
        required=False,
        widget=TEXTO,
    )
    forma = forms.ChoiceField(
        label=gettext_lazy("Si se concede, ¿cómo?"),
        choices=PeticionDeInformacion.Forma.choices,
        widget=forms.RadioSelect,
        initial=PeticionDeInformacion.Forma.VISTA,
    )
    con_personas = forms.BooleanField(
        label=gettext_lazy("Con los datos de las personas físicas"),
        help_text=gettext_lazy("Si no se marca, sus nombres y números no se ven."),
        required=False,
    )
    por_que_personas = forms.CharField(
        label=gettext_lazy("¿Por qué hacen falta esos datos?"), max_length=LARGO_TEXTO, required=False, widget=TEXTO
    )
    documentos = forms.CharField(
        label=gettext_lazy("Documentos que se entregan"),
        help_text=gettext_lazy(
            "Solo con copia. El código (CSV) de cada uno, en líneas distintas. Se entregan enteros: mire antes qué datos de personas llevan."
        ),
        max_length=LARGO_TEXTO,
        required=False,
        widget=TEXTO,
    )
    documentos_sin_personas = forms.BooleanField(
        label=gettext_lazy("Los he mirado: no llevan datos de personas físicas"), required=False
    )

    def __init__(self, *args: object, organos: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _elegir(self, "organo", [(uno, organos[uno]) for uno in ORGANOS if uno in organos])

    def documentos_dichos(self) -> list[UUID]:
        """Those of the codes that were written. Raises DatosIncorrectos with each code that nobody has."""
        hallados, problemas = list[UUID](), list[Problema]()
        for codigo in filter(None, map(str.strip, self.cleaned_data["documentos"].splitlines())):
            try:
                hallados.append(por_csv(codigo).id)
            except NoEncontrado as error:
                problemas.append(Problema("documentos", f"{codigo[:40]}: {error.mensaje}"))
        if problemas:
            raise DatosIncorrectos(_("No se ha enviado a firmar."), problemas=problemas)
        return list(dict.fromkeys(hallados))


class NuevoAmbito(Formulario):
    """Which part of the budget a unit manages."""

    unidad = forms.ChoiceField(label=gettext_lazy("Área"))
    codigo = forms.CharField(
        label=gettext_lazy("Códigos que empiezan por"),
        help_text=gettext_lazy(
            "Programa y económica con un punto: 920, 920.22 o .22. Con orgánica, las tres partes: 01.920.22, o 01.920. con punto al final."
        ),
        max_length=40,
        widget=CORTO,
    )
    norma = forms.CharField(
        label=gettext_lazy("¿Quién lo dispuso?"),
        help_text=gettext_lazy("Por ejemplo, las bases de ejecución o el decreto de delegación."),
        max_length=200,
    )
    visto = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: object, unidades: Mapping[str, str], anio: int | None, **kwargs: object) -> None:
        """`anio`: of the budget whose codes are looked at; None while there is none."""
        super().__init__(*args, **kwargs)
        _elegir(self, "unidad", list(unidades.items()))
        self._anio = anio

    def clean(self) -> None:
        """It is noted once who writes it has seen which applications begin so."""
        super().clean()
        codigo = self.cleaned_data.get("codigo", "").strip()
        halladas = aplicaciones_de(self._anio, codigo) if codigo and self._anio is not None else None
        if halladas == []:
            self.add_error("codigo", NINGUNA % {"anio": self._anio})
        elif halladas and not self.errors and self.cleaned_data.get("visto") != codigo:
            self.data = {**self.data, "visto": codigo}
            self.add_error("codigo", _lo_que_abre(halladas))


def _lo_que_abre(halladas: Sequence[Aplicacion]) -> str:
    """Which applications a code opens, for who has to say that it is them."""
    dichas = ", ".join(str(una) for una in halladas[:A_LA_VISTA])
    resto = len(halladas) - A_LA_VISTA
    if resto > 0:
        dichas = _("%(dichas)s y %(n)d más") % {"dichas": dichas, "n": resto}
    return _("Abre estas aplicaciones: %(dichas)s. Si son las suyas, pulse «Anotar» otra vez.") % {"dichas": dichas}
