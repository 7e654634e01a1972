"""What comes in and goes out of no budget, at the desk: a deposit and its return, a VAT that is owed by somebody or to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.rejilla import LARGO_IMPORTE, euros_escritos
from consistorio.canales.escritorio.una_vez import DeUnUso, una_vez
from consistorio.canales.escritorio.vistas.economia.gasto import CabeceraDeGasto
from consistorio.canales.escritorio.vistas.economia.marco import ejercicio_de
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.documentacion.justificante import con_justificante
from consistorio.economia.presupuesto import acciones, clases
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, LineaOperacion
from consistorio.economia.presupuesto.permisos import NO_PRESUPUESTARIO, PAGAR
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.nucleo.errores import Conflicto, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

SALE, ENTRA = "PNP", "INP"
CLASES = (SALE, ENTRA)


class CobroOPago(DeUnUso, CabeceraDeGasto):
    """A line of no budget. `origen`: the line that it pays, collects or gives back; without it, the oldest of its concept."""

    field_order = ["clase", "fecha", "texto", "concepto", "importe", "ordinal", "tercero", "expediente", "origen"]
    concepto = forms.ChoiceField(label=gettext_lazy("Concepto"))
    importe = forms.CharField(label=gettext_lazy("Importe"), max_length=LARGO_IMPORTE)
    ordinal = forms.CharField(
        label=gettext_lazy("Cuenta de la Tesorería"), max_length=12, help_text=gettext_lazy("Por ejemplo, 571.")
    )
    origen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, datos: Mapping[str, str] | None, request: PeticionConActor, origen: LineaOperacion | None, **como: object
    ) -> None:
        super().__init__(datos, (request, CLASES if request.actor.puede(PAGAR) else (ENTRA,)), **como)
        self.de_antes = origen
        del self.fields["varios"]
        self.fields["tercero"].help_text = _("Su NIF, o palabras de su nombre.")
        self.fields["documento"].help_text = _("Hace falta para pagar, sin expediente, si no lo tiene lo anterior.")
        if origen is not None:
            self.fields["tercero"].help_text = _("Déjelo vacío si es el de la operación de la que sigue.")
        campo = self.fields["concepto"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        suyos = ConceptoNoPresupuestario.objects.filter(en_uso=True).order_by("codigo")
        campo.choices = [(uno.codigo, f"{uno.codigo} · {uno.denominacion}") for uno in suyos]

    def clean_importe(self) -> Decimal:
        """In euros. Raises ValidationError."""
        importe, mensaje = euros_escritos(str(self.cleaned_data["importe"]))
        if mensaje:
            raise forms.ValidationError(mensaje)
        return importe

    def clean(self) -> dict[str, object]:
        """Of whom what it follows is, unless somebody else is said."""
        limpio: dict[str, object] = super().clean() or self.cleaned_data
        limpio["varios"] = False
        if self.de_antes is not None and not limpio.get("tercero"):
            self.persona_id = self.de_antes.operacion.tercero_id
        return limpio

    def linea(self) -> LineaPedida:
        """As the use case wants it."""
        if self.de_antes is not None:
            return LineaPedida(self.cleaned_data["importe"], origen=self.de_antes.id)
        return LineaPedida(self.cleaned_data["importe"], codigo=self.cleaned_data["concepto"])


@empleado(NO_PRESUPUESTARIO)
@require_http_methods(["GET", "POST"])
def anotar(request: PeticionConActor, anio: int) -> HttpResponse:
    """A collection or a payment of no budget, by itself or after a line of before."""
    if ejercicio_de(anio).estado != "abierto":
        raise Conflicto(_("El ejercicio %(anio)d está cerrado: no se puede anotar nada en él.") % {"anio": anio})
    enviado = request.POST if request.method == "POST" else request.GET
    origen = _origen(enviado.get("origen"))
    puesto = _puesto(origen, request.GET.get("concepto", ""))
    form = CobroOPago(request.POST if request.method == "POST" else None, request, origen, initial=puesto)

    def hacer() -> HttpResponse:
        try:
            clase, cabecera, lineas = form.cleaned_data["clase"], form.cabecera(), [form.linea()]
            with una_vez(request.POST), con_justificante(clase, cabecera, lineas):
                hecha = acciones.anotar_no_presupuestario(
                    actor=request.actor,
                    clase=clase,
                    cabecera=cabecera,
                    lineas=lineas,
                    ordinal=str(form.cleaned_data["ordinal"]).strip(),
                    reloj=reloj_de_la_casa(),
                )
        except YaAnotado as ya:
            messages.success(request, _("Ya estaba anotada: es esta."))
            return redirect("escritorio:operacion", operacion_id=ya.hecho_id)
        messages.success(request, _("Anotada la operación %(cual)s.") % {"cual": hecha})
        return redirect("escritorio:operacion", operacion_id=hecha.id)

    explicacion = _("Lo que se cobra o se paga sin ser ingreso ni gasto. Un pago sin más cubre lo que antes se debió.")
    if origen is not None:
        dicho = {"cual": origen.operacion, "saldo": Importe(origen.saldo)}
        explicacion = _("Sigue de la operación %(cual)s, de la que quedan %(saldo)s.") % dicho
    pagina = PaginaDeFormulario(
        _("Anotar un cobro o un pago no presupuestario de %(anio)d") % {"anio": anio},
        _("No presupuestario"),
        explicacion,
        _("Anotarlo"),
        reverse("escritorio:no_presupuestarios", args=[anio]),
        _("No presupuestario"),
    )
    return atender(request, form, pagina, hacer, {"lineas.0": "importe"}, sin_mas=(Conflicto, FaseIncompatible))


def _origen(dicho: str | None) -> LineaOperacion | None:
    cual = identificador(dicho)
    vivas = LineaOperacion.objects.filter(no_presupuestario__isnull=False, operacion__signo=1, saldo__gt=0)
    return vivas.select_related("operacion", "no_presupuestario").filter(id=cual).first() if cual else None


def _puesto(origen: LineaOperacion | None, concepto: str) -> dict[str, object]:
    puesto: dict[str, object] = {"fecha": hoy(reloj_de_la_casa()), "concepto": concepto}
    if origen is not None:
        puesto |= {
            "clase": ENTRA if origen.operacion.clase in clases.POR_COBRAR_SIN_PRESUPUESTO else SALE,
            "texto": origen.operacion.texto,
            "concepto": origen.no_presupuestario_id,
            "importe": str(Importe(origen.saldo)).removesuffix(" €"),
            "origen": origen.id,
        }
    return puesto
