"""What the bases say besides how credits bind: who approves modifications and up to how much, what proves their financing."""

from __future__ import annotations

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
from consistorio.canales.escritorio.vistas.economia.marco import documento_con_codigo
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.presupuesto import acciones, limites, pruebas
from consistorio.economia.presupuesto.models import ExigenciaDePrueba, ModificacionCredito
from consistorio.economia.presupuesto.operaciones.pruebas import conceptos_que_cambian
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
    por_uno = forms.BooleanField(
        label=gettext_lazy("Una sola persona puede anotar todos sus pasos"),
        help_text=gettext_lazy("Si no se dice, quien la escribe y anota sus pasos no la contabiliza."),
        required=False,
    )
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

        self.order_fields([*self.organos, "por_uno", "desde", "documento"])

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
    documento = forms.CharField(label=gettext_lazy("Código (CSV) de las bases que lo dicen"), max_length=40)


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
            por_uno=form.cleaned_data["por_uno"],
            documento_id=documento_con_codigo(form.cleaned_data["documento"]),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Queda dicho quién la aprueba."))
        return redirect("escritorio:bases", anio=anio)

    nombre = ModificacionCredito.Tipo(clase).label
    titulo = _("Quién aprueba: %(que)s") % {"que": str(nombre).lower()}
    explicacion = _("Dentro de lo que deja la ley (%(art)s). Las ya aprobadas no cambian.")
    dicha = explicacion % {"art": limites.TIPOS[clase].articulo}
    return atender(request, form, _pagina(anio, titulo, dicha), hacer, sin_mas=(Conflicto,))


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def fijar_exigencia(request: PeticionConActor, anio: int) -> HttpResponse:
    """Say what proves that a concept finances a modification, since a day."""
    form = Exigencia(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        dicho = {c: form.cleaned_data[c] for c in ("tipo", "concepto", "exige", "desde", "fundamento")}
        una = acciones.fijar_exigencia(
            actor=request.actor,
            **dicho,
            documento_id=documento_con_codigo(form.cleaned_data["documento"]),
            reloj=reloj_de_la_casa(),
        )
        cambian = [concepto or _("todos") for concepto in conceptos_que_cambian(una)]
        messages.success(
            request,
            _("Queda dicho qué se exige. Cambia lo que traía el programa para los conceptos: %(c)s.")
            % {"c": ", ".join(cambian)}
            if cambian
            else _("Queda dicho qué se exige: lo mismo que traía el programa."),
        )
        return redirect("escritorio:bases", anio=anio)

    explicacion = _(
        "Ocupa el lugar de lo que trae el programa para los conceptos que empiezan así. Lo que dice la norma no se rebaja, "
        "y el día es posterior a lo ya contabilizado."
    )
    pagina = _pagina(anio, _("Cambiar la prueba que se exige"), explicacion)
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


def _pagina(anio: int, titulo: str, explicacion: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:bases", args=[anio])
    return PaginaDeFormulario(
        titulo, _("Economía"), explicacion, _("Guardarlo"), vuelta, _("Bases de %(anio)d") % {"anio": anio}
    )
