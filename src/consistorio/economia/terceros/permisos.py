"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

VER = "terceros.ver"
ALTA = "terceros.alta"
CUENTA = "terceros.cuenta"
CONFIRMAR = "terceros.confirmar_cuenta"
BLOQUEAR = "terceros.bloquear"

declarar(VER, _("Ver las fichas de quienes cobran o pagan"))
declarar(ALTA, _("Dar de alta a terceros y añadir documentos a su ficha"))
declarar(CUENTA, _("Anotar y retirar cuentas bancarias de terceros"))
declarar(CONFIRMAR, _("Confirmar las cuentas bancarias y las cesiones de crédito que anotó otra persona"))
declarar(BLOQUEAR, _("Retener o desviar los pagos de un tercero"))
