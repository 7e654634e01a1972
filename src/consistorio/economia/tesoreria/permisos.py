"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

VER = "tesoreria.ver"
ORDINAL = "tesoreria.ordinal"
PAGAR = "tesoreria.pagar"
CONCILIAR = "tesoreria.conciliar"
ARQUEO = "tesoreria.arqueo"
CONFIRMAR = "tesoreria.confirmar_retirada"
RECOGER = "tesoreria.recoger_firmas"

declarar(VER, _("Ver la Tesorería: cuentas, pagos, extractos y arqueos"))
declarar(ORDINAL, _("Abrir y cerrar cuentas de la Tesorería, y anotar el plan de disposición de fondos"))
declarar(PAGAR, _("Preparar relaciones de pagos, sacar sus ficheros y dar los pagos por hechos"))
declarar(CONCILIAR, _("Cargar extractos de los bancos y conciliarlos con la contabilidad"))
declarar(ARQUEO, _("Levantar actas de arqueo"))
declarar(CONFIRMAR, _("Confirmar que se retire una relación de pagos que ya tiene su fichero para el banco"))
declarar(RECOGER, _("Recoger las firmas de relaciones de pagos y de arqueos"), Ambito.SISTEMA)
