"""What this room does by itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

EMITIR = "documentacion.emitir"

declarar(EMITIR, _("Hacer el documento contable de cada operación y llevarlo a su expediente"), Ambito.SISTEMA)
