"""The keyboard shortcuts: which there are, and turning them on in this browser."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.tramitacion.expedientes.permisos import VER


@empleado(VER)
@require_GET
def atajos(request: PeticionConActor) -> HttpResponse:
    """The list; they start turned off (WCAG 2.1.4)."""
    lista = (
        (("g", "m"), _("Ir a mi mesa")),
        (("g", "e"), _("Ir a los expedientes")),
        (("g", "f"), _("Ir al portafirmas")),
        (("g", "r"), _("Ir al registro")),
        (("g", "s"), _("Ir a la siguiente tarea")),
        (("/",), _("Buscar")),
        (("j",), _("Bajar una fila de la tabla")),
        (("k",), _("Subir una fila de la tabla")),
        (("Intro",), _("Abrir la fila")),
        (("x",), _("Marcar la fila")),
        (("f",), _("Ir a la firma de lo marcado, en el portafirmas")),
        (("Ctrl", "Intro"), _("Hacer lo principal de la página")),
        (("?",), _("Ver esta lista")),
    )
    return render(request, "escritorio/atajos.html", {"titulo": _("Atajos de teclado"), "atajos": lista})
