"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

VER = "contabilidad.ver"
ASENTAR = "contabilidad.asentar"
ABRIR = "contabilidad.abrir"
BLOQUEAR = "contabilidad.bloquear"
REABRIR = "contabilidad.reabrir"
REGLAS = "contabilidad.reglas"

declarar(VER, _("Ver la contabilidad: diario, mayor y saldos"))
declarar(ASENTAR, _("Anotar asientos directos en el diario y corregirlos"))
declarar(ABRIR, _("Abrir ejercicios, implantar el plan de cuentas y abrir cuentas"))
declarar(BLOQUEAR, _("Bloquear fechas de la contabilidad"))
declarar(REABRIR, _("Volver a permitir fechas de la contabilidad que estaban bloqueadas"))
declarar(REGLAS, _("Confirmar o cambiar las reglas de asiento y las equivalencias con el presupuesto"))
