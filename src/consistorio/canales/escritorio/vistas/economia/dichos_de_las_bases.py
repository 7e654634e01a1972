"""What the bases say besides how credits bind: who approves modifications and up to how much, what proves their financing, and the limits of later years."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.formularios_impuestos import Euros
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.una_vez import DeUnUso, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import documento_con_codigo, ejercicio_de
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Entero, Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto import acciones, limites, pruebas
from consistorio.economia.presupuesto.models import ExigenciaDePrueba, LimitePlurianual, ModificacionCredito
from consistorio.economia.presupuesto.permisos import PREPARAR
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

CORTO = {"data-ancho": "10"}


class HastaCuanto(forms.CharField):
    """Up to how much an organ approves. Its value: euros, None without a limit, "" when it does not approve."""

    def clean(self, value: object) -> Decimal | str | None:
        """As it counts. Raises ValidationError."""
        dicho = str(super().clean(value)).strip()
        if not dicho:
            return ""
        if dicho.casefold().replace("í", "i") == "sin limite":
            return None
        return Euros(max_length=20).clean(dicho)


class Organos(Formulario):
    """Who approves a kind of modification since a day."""

    desde = DiaCorto(gettext_lazy("¿Desde qué día?"))
    documento = forms.CharField(label=gettext_lazy("Código (CSV) de las bases que lo dicen"), max_length=40)

    def __init__(self, datos: object, tipo: str) -> None:
        super().__init__(datos)
        nombres = dict(ModificacionCredito.Organo.choices)
        self.organos = limites.TIPOS[tipo].organos
        for organo in self.organos:
            self.fields[organo] = HastaCuanto(
                label=_("%(organo)s: hasta qué importe") % {"organo": nombres[organo]},
                help_text=_("Una cantidad, o «sin límite». Vacío si no la aprueba."),
                max_length=20,
                required=False,
                widget=forms.TextInput(attrs=CORTO),
            )

        self.order_fields([*self.organos, "desde", "documento"])

    def hasta(self) -> dict[str, Decimal | None]:
        """Each organ that approves, and up to how much."""
        dichos = {organo: self.cleaned_data[organo] for organo in self.organos}
        return {organo: importe for organo, importe in dichos.items() if importe != ""}


class Exigencia(Formulario):
    """What is asked of a concept."""

    tipo = forms.ChoiceField(
        label=gettext_lazy("Para qué modificación"),
        choices=[(uno, nombre) for uno, nombre in ModificacionCredito.Tipo.choices if uno in pruebas.TIPOS],
    )
    concepto = forms.CharField(
        label=gettext_lazy("Conceptos que empiezan por"),
        help_text=gettext_lazy("Vacío para todos."),
        max_length=7,
        required=False,
        widget=forms.TextInput(attrs=CORTO),
    )
    exige = forms.ChoiceField(label=gettext_lazy("Qué se exige"), choices=ExigenciaDePrueba.Exige.choices)
    desde = DiaCorto(gettext_lazy("¿Desde qué día?"))
    fundamento = forms.CharField(
        label=gettext_lazy("¿En qué se apoya?"),
        help_text=gettext_lazy("El artículo de las bases o de la norma."),
        max_length=LARGO_TEXTO,
    )


class Limite(DeUnUso):
    """How much of a later year may be committed in an application, above what the percentages let."""

    codigo = forms.CharField(
        label=gettext_lazy("Aplicación"), max_length=30, help_text=gettext_lazy("Por ejemplo, 1532.61900")
    )
    importe = Euros(label=gettext_lazy("Se puede comprometer hasta"), max_length=20)
    del_anio = Euros(
        label=gettext_lazy("Crédito de este año que es del proyecto"),
        help_text=gettext_lazy("Sobre él no se calculan los porcentajes. Escriba 0 si no es de un proyecto."),
        max_length=20,
        initial="0",
    )
    por = forms.ChoiceField(label=gettext_lazy("¿Quién lo eleva?"), choices=LimitePlurianual.Por.choices)
    acuerdo = forms.CharField(label=gettext_lazy("Código (CSV) del acuerdo o de las bases"), max_length=40)
    fecha = DiaCorto(gettext_lazy("¿Qué día se acordó?"))
    texto = forms.CharField(label=gettext_lazy("Para qué"), max_length=LARGO_TEXTO)

    field_order = ("codigo", "anio", "importe", "del_anio", "por", "acuerdo", "fecha", "texto")

    def __init__(self, datos: object, anio: int) -> None:
        super().__init__(datos)
        self.fields["anio"] = Entero(_("De qué año futuro"), anio + 1, anio + 50, inicial=anio + 1)
        self.order_fields(self.field_order)


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def fijar_organos(request: PeticionConActor, anio: int, clase: str) -> HttpResponse:
    """Say who approves a kind of modification, since a day."""
    if clase not in limites.TIPOS:
        raise NoEncontrado(_("Esa clase de modificación no existe."))
    form = Organos(request.POST if request.method == "POST" else None, clase)

    def hacer() -> HttpResponse:
        acciones.fijar_organos(
            actor=request.actor,
            tipo=clase,
            desde=form.cleaned_data["desde"],
            hasta=form.hasta(),
            documento_id=documento_con_codigo(form.cleaned_data["documento"]),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Queda dicho quién la aprueba."))
        return redirect("escritorio:bases", anio=anio)

    nombre = ModificacionCredito.Tipo(clase).label
    titulo = _("Quién aprueba: %(que)s") % {"que": str(nombre).lower()}
    explicacion = _("Dentro de lo que deja la ley (%(art)s). Las ya aprobadas no cambian.")
    dicha = explicacion % {"art": limites.TIPOS[clase].articulo}
    return atender(request, form, _pagina(anio, titulo, dicha), hacer)


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def fijar_exigencia(request: PeticionConActor, anio: int) -> HttpResponse:
    """Say what proves that a concept finances a modification, since a day."""
    form = Exigencia(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.fijar_exigencia(actor=request.actor, **form.cleaned_data, reloj=reloj_de_la_casa())
        messages.success(request, _("Queda dicho qué se exige."))
        return redirect("escritorio:bases", anio=anio)

    explicacion = _("Ocupa el lugar de lo que trae el programa. Lo ya contabilizado no cambia.")
    return atender(request, form, _pagina(anio, _("Cambiar la prueba que se exige"), explicacion), hacer)


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def elevar_limite(request: PeticionConActor, anio: int) -> HttpResponse:
    """Say that the Pleno or the bases let more be committed of a later year."""
    ejercicio_de(anio)
    form = Limite(request.POST if request.method == "POST" else None, anio)

    def hacer() -> HttpResponse:
        dichos = {c: form.cleaned_data[c] for c in ("codigo", "anio", "importe", "del_anio", "por", "fecha", "texto")}
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.elevar_limite(
                actor=request.actor,
                ejercicio=anio,
                acuerdo_id=documento_con_codigo(form.cleaned_data["acuerdo"]),
                **dichos,
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("El límite está anotado."))
        return redirect("escritorio:bases", anio=anio)

    explicacion = _("El Pleno, o las bases para los proyectos que nombran (TRLRHL 174.4 y 5).")
    pagina = _pagina(anio, _("Elevar el límite de un año futuro"), explicacion)
    return atender(request, form, pagina, hacer, {"documento": "acuerdo"}, sin_mas=(Conflicto,))


def _pagina(anio: int, titulo: str, explicacion: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:bases", args=[anio])
    return PaginaDeFormulario(
        titulo, _("Economía"), explicacion, _("Guardarlo"), vuelta, _("Bases de %(anio)d") % {"anio": anio}
    )
