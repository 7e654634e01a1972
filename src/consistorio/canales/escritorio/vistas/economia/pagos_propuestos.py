"""A payment of no budget is proposed, and taken away while no list has it."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.formularios_impuestos import Euros
from consistorio.canales.escritorio.formularios_terceros import Motivo, tercero_escrito
from consistorio.canales.escritorio.rejilla import LARGO_IMPORTE
from consistorio.canales.escritorio.una_vez import DeUnUso, una_vez
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.economia.presupuesto.operaciones.pendientes import de_quien_es
from consistorio.economia.tesoreria import acciones
from consistorio.economia.tesoreria.acceso import propuesto_para
from consistorio.economia.tesoreria.models.propuestos import LARGO_TEXTO
from consistorio.economia.tesoreria.permisos import PAGAR
from consistorio.economia.tesoreria.sin_orden import por_proponer, queda_de
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


class PagoEscrito(DeUnUso):
    """How much of what, and to whom. What a deposit says by itself is not asked for."""

    concepto = forms.ChoiceField(
        label=gettext_lazy("¿De qué concepto?"),
        help_text=gettext_lazy("Los que deben algo, con lo que queda por proponer."),
    )
    tercero = forms.CharField(
        label=gettext_lazy("¿Quién cobra?"),
        max_length=80,
        help_text=gettext_lazy("Su NIF, o palabras de su nombre. Cobra en la cuenta confirmada de su ficha."),
    )
    importe = Euros(label=gettext_lazy("Importe"), max_length=LARGO_IMPORTE)
    texto = forms.CharField(
        label=gettext_lazy("¿De qué es el pago?"),
        max_length=LARGO_TEXTO,
        help_text=gettext_lazy("Lo lee quien cobra, y va en la relación que se firma."),
    )
    linea = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, datos: object, actor: Actor, devuelve: LineaOperacion | None, **como: object) -> None:
        super().__init__(datos, **como)
        self.actor, self.devuelve = actor, devuelve
        self.persona_id = de_quien_es(devuelve) if devuelve is not None else None
        if devuelve is not None:
            del self.fields["concepto"]
        else:
            campo = self.fields["concepto"]
            assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
            campo.choices = [
                (uno.codigo, f"{uno.codigo} · {uno.denominacion} · {Importe(hay)}")
                for uno, hay in por_proponer(hoy(reloj_de_la_casa()).year)
            ]
        if self.persona_id is not None:
            del self.fields["tercero"]

    def clean_tercero(self) -> str:
        """Who it is. Raises ValidationError (nobody, or several)."""
        hallado = tercero_escrito(self.actor, str(self.cleaned_data["tercero"]), motivo=PAGAR)
        self.persona_id = hallado.persona_id
        return f"{hallado.persona.nif} {hallado.persona.nombre_completo}"[:80]

    def nuevo(self) -> acciones.PagoNuevo:
        """As the use case wants it."""
        return acciones.PagoNuevo(
            self.cleaned_data["importe"],
            self.cleaned_data["texto"],
            self.cleaned_data.get("concepto", ""),
            self.persona_id,
            self.devuelve.id if self.devuelve is not None else None,
        )


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def proponer(request: PeticionConActor) -> HttpResponse:
    """How much of a concept goes to whom, or the deposit that is given back."""
    enviado = request.POST if request.method == "POST" else request.GET
    devuelve = _que_se_devuelve(enviado.get("linea"))
    puesto: dict[str, object] = {"concepto": request.GET.get("concepto", "")}
    explicacion = _(
        "Lo que se retuvo, se depositó o se embargó para otro. Espera en «Por pagar» hasta que va en una relación."
    )
    if devuelve is not None:
        registrar_acceso(request.actor, que="pago_propuesto", objeto_id=devuelve.id, motivo=PAGAR)
        importe = str(Importe(queda_de(devuelve))).removesuffix(" €")
        puesto = {"linea": devuelve.id, "importe": importe, "texto": devuelve.operacion.texto}
        explicacion = _dicho_de(devuelve)
    form = PagoEscrito(request.POST if request.method == "POST" else None, request.actor, devuelve, initial=puesto)

    def hacer() -> HttpResponse:
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.proponer_pago(actor=request.actor, nuevo=form.nuevo(), reloj=reloj_de_la_casa())
        messages.success(request, _("Propuesto. Márquelo en «Por pagar» para que vaya en una relación."))
        return redirect("escritorio:por_pagar")

    pagina = _pagina(_("Proponer un pago no presupuestario"), explicacion, _("Proponerlo"))
    return atender(request, form, pagina, hacer)


def _que_se_devuelve(dicho: str | None) -> LineaOperacion | None:
    cual = identificador(dicho)
    vivas = LineaOperacion.objects.filter(no_presupuestario__isnull=False, operacion__signo=1, saldo__gt=0)
    return vivas.select_related("operacion__tercero", "no_presupuestario").filter(id=cual).first() if cual else None


def _dicho_de(linea: LineaOperacion) -> str:
    """What is given back, and to whom when it says it."""
    dicho = {"cual": linea.operacion, "hay": Importe(queda_de(linea)), "quien": linea.operacion.tercero}
    if de_quien_es(linea) is None:
        return _("Es de la operación %(cual)s, de la que quedan %(hay)s sin proponer.") % dicho
    return _("Se devuelve a %(quien)s, de la operación %(cual)s, de la que quedan %(hay)s sin proponer.") % dicho


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def retirar(request: PeticionConActor, propuesto_id: UUID) -> HttpResponse:
    """It is not to be paid."""
    pago = propuesto_para(request.actor, propuesto_id, motivo=PAGAR)
    form = Motivo(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        motivo = form.cleaned_data["motivo"]
        acciones.retirar_pago_propuesto(
            actor=request.actor, propuesto_id=pago.id, motivo=motivo, reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Quitado de lo pendiente. Lo que se debe sigue en su concepto."))
        return redirect("escritorio:por_pagar")

    datos = {"que": pago.concepto.denominacion, "quien": pago.persona, "cuanto": Importe(pago.importe)}
    explicacion = _("%(que)s, a %(quien)s: %(cuanto)s. Lo que se debe no cambia, y se puede proponer otra vez.") % datos
    pagina = _pagina(_("Quitar un pago de lo pendiente"), explicacion, _("Quitarlo"), peligro=True)
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible,))


def _pagina(titulo: str, explicacion: str, boton: str, *, peligro: bool = False) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:por_pagar")
    return PaginaDeFormulario(titulo, _("Tesorería"), explicacion, boton, vuelta, _("Pagos pendientes"), peligro)
