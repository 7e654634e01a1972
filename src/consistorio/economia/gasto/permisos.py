"""What this room asks for, besides what the budget and the control do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

RECOGER = "gasto.recoger"

declarar(
    RECOGER,
    _("Terminar las tareas de gasto que otro acto dejó hechas, y llevar a su expediente los certificados firmados"),
    Ambito.SISTEMA,
)
