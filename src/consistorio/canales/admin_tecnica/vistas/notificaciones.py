"""How the ten days to open a notification end in this town (LPACAP 30.5 and 43.2)."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.admin_tecnica.formularios import NuevaRegla
from consistorio.canales.admin_tecnica.paginas import Cambio, cambiar, dia_de_hoy
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.notificaciones.acciones import acordar_regla
from consistorio.servicios.notificaciones.consultas import regla_vigente
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.tipos import ReglaCaducidad


@empleado("calendario.publicar")
def regla(request: PeticionConActor) -> HttpResponse:
    """The reading in force, and agreeing on another from a day on."""
    form = NuevaRegla(request.POST if request.method == "POST" else None)
    vigente = Notificacion.Regla(regla_vigente(dia_de_hoy())).label
    cambio = Cambio(
        _("Fin del plazo para abrir notificaciones"),
        _("Guardar"),
        reverse("admin_tecnica:calendario"),
        _("Regla guardada."),
        _(
            "La ley da diez días naturales (artículo 43.2) y se discute si el último se mueve cuando es inhábil (artículo 30.5). Ahora "
            "se aplica: «%(regla)s». Las que ya están a disposición conservan su fecha."
        )
        % {"regla": vigente},
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: acordar_regla(
            actor=request.actor,
            regla=ReglaCaducidad(str(d["regla"])),
            desde=form.cleaned_data["desde"],
            motivo=str(d["motivo"]),
            reloj=reloj_de_la_casa(),
        ),
    )
