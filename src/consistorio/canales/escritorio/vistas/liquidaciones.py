"""Who liquidates the fees looks for a debt by its reference and has it annulled, also when it is paid and its case is no longer theirs."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.campos_de_anulacion import decision_elegida, en_que_se_apoya, por_que
from consistorio.canales.escritorio.vistas.tesoreria import BusquedaDeDeuda
from consistorio.canales.interfaz.formularios import Formulario, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.tributos import consultas
from consistorio.servicios.tributos.acceso import liquidacion_para_anular
from consistorio.servicios.tributos.acciones import anular_liquidacion
from consistorio.servicios.tributos.permisos import LIQUIDAR
from consistorio.tramitacion.expedientes.models import Expediente


class Anulacion(Formulario):
    """On what an annulment stands, and why."""

    decision = forms.ChoiceField()
    motivo = por_que()

    def __init__(self, *args: object, expediente: Expediente, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"] = en_que_se_apoya(expediente)


@empleado(LIQUIDAR)
@require_GET
def liquidaciones(request: PeticionConActor) -> HttpResponse:
    """Look for a debt by its reference, which leads to it."""
    buscado = request.GET.get("referencia", "").strip()[:30]
    hallada = consultas.de_referencia(consultas.liquidables_para(request.actor), buscado) if buscado else None
    if hallada is not None:
        return redirect("escritorio:liquidacion", liquidacion_id=hallada.id)
    formulario = BusquedaDeDeuda(initial={"referencia": buscado})
    contexto = {"titulo": _("Liquidaciones"), "form": formulario, "buscado": buscado}
    return render(request, "escritorio/liquidaciones.html", contexto)


@empleado(LIQUIDAR)
@require_http_methods(["GET", "POST"])
def liquidacion(request: PeticionConActor, liquidacion_id: UUID) -> HttpResponse:
    """A debt with its payments, and sending its annulment to be signed."""
    deuda = liquidacion_para_anular(request.actor, liquidacion_id)
    formulario = Anulacion(request.POST if request.method == "POST" else None, expediente=deuda.expediente)
    if request.method == "POST" and formulario.is_valid():
        try:
            anular_liquidacion(
                actor=request.actor,
                liquidacion_id=deuda.id,
                decision_id=decision_elegida(formulario.cleaned_data["decision"]),
                motivo=formulario.cleaned_data["motivo"],
                reloj=reloj_de_la_casa(),
            )
        except DatosIncorrectos as error:
            anotar_problemas(formulario, error)
        else:
            messages.success(request, _("Anulación enviada a la firma del órgano que resuelve."))
            return redirect("escritorio:liquidacion", liquidacion_id=deuda.id)
    contexto = {
        "titulo": deuda.referencia_dictada,
        "l": deuda,
        "anulacion": consultas.anulaciones_de(deuda.expediente).get(deuda.id),
        "form": formulario,
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "escritorio/liquidacion.html", contexto, status=422 if formulario.errors else 200)
