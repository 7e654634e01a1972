"""What calls me: the notes in which a colleague names me, and the daily digest by mail."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio.formularios_comunicaciones import Resumen
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.comunicaciones.acciones import dejar_resumen, pedir_resumen
from consistorio.servicios.comunicaciones.consultas import resumen_de
from consistorio.servicios.comunicaciones.permisos import CUENTA_PROPIA
from consistorio.tramitacion.expedientes.acciones import dar_por_vista
from consistorio.tramitacion.expedientes.consultas import menciones_de
from consistorio.tramitacion.expedientes.permisos import VER

POR_PAGINA = 25


@empleado(VER)
@require_GET
def menciones(request: PeticionConActor) -> HttpResponse:
    """The notes to which I was called, newest first: those that I have not seen, or all."""
    todas = request.GET.get("ver") == "todas"
    antes = identificador(request.GET.get("antes"))
    filas = list(menciones_de(request.actor, por_ver=not todas, antes_de=antes, limite=POR_PAGINA + 1))
    base = reverse("escritorio:menciones")
    aqui = f"{base}?ver={'todas' if todas else 'por_ver'}"
    contexto = {
        "titulo": _("Notas en las que le avisan"),
        "filtros": [
            Enlace(_("Sin ver"), f"{base}?ver=por_ver", not todas),
            Enlace(_("Todas"), f"{base}?ver=todas", todas),
        ],
        "filas": filas[:POR_PAGINA],
        "siguiente": f"{aqui}&antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": aqui if antes else "",
    }
    return render(request, "escritorio/menciones.html", contexto)


@empleado(VER)
@require_POST
def mencion_vista(request: PeticionConActor, mencion_id: UUID) -> HttpResponse:
    """I saw it."""
    dar_por_vista(actor=request.actor, mencion_id=mencion_id, reloj=reloj_de_la_casa())
    return redirect("escritorio:menciones")


@empleado(CUENTA_PROPIA)
@never_cache
@require_http_methods(["GET", "POST"])
def resumen(request: PeticionConActor) -> HttpResponse:
    """Whether I want the daily digest, and at which address."""
    pedido = resumen_de(request.actor.id)
    inicial = {"quiere": "si" if pedido else "no", "correo": pedido.correo if pedido else ""}
    formulario = Resumen(request.POST if request.method == "POST" else None, initial=inicial)

    def hacer() -> HttpResponse:
        if formulario.cleaned_data["quiere"] == "si":
            correo = formulario.cleaned_data["correo"]
            pedir_resumen(actor=request.actor, correo=correo, reloj=reloj_de_la_casa())
            messages.success(request, _("Recibirá el resumen cada mañana de día hábil en que le espere algo."))
        else:
            dejar_resumen(actor=request.actor, reloj=reloj_de_la_casa())
            messages.success(request, _("No recibirá el resumen. Hemos borrado su correo."))
        return redirect("escritorio:resumen")

    pagina = PaginaDeFormulario(
        _("Resumen diario por correo"),
        _("Su cuenta"),
        _(
            "Un correo cada mañana de día hábil con lo que le espera: tareas que vencen, tareas nuevas, documentos por firmar, "
            "comunicaciones sin acuse y notas en las que le avisan. Si no le espera nada, o está ausente, no se envía."
        ),
        _("Guardar"),
        reverse("acceso:cuenta"),
        _("Su cuenta"),
    )
    return atender(request, formulario, pagina, hacer)
