"""Permissions of this room. What is read asks for the permission to see cases: who sees none works in no unit's name."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

COMUNICAR = "comunicacion.tramitar"
CUENTA_PROPIA = "personal.cuenta"
REPARTIR_RESUMEN = "resumen.repartir"

declarar(COMUNICAR, _("Enviar comunicaciones internas de su unidad, contestarlas y acusar recibo"))
declarar(REPARTIR_RESUMEN, _("Retirar el resumen diario de quien ya no trabaja en el Ayuntamiento"), Ambito.SISTEMA)
