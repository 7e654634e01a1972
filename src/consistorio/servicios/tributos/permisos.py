"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

LIQUIDAR = "tributos.liquidar"
COBRAR = "tributos.cobrar"
DOCUMENTAR = "tributos.documentar"

declarar(LIQUIDAR, _("Liquidar las tasas de los expedientes y anular las que no se deben"))
declarar(COBRAR, _("Anotar los cobros de las tasas de los expedientes"))
declarar(
    DOCUMENTAR,
    _("Hacer las autoliquidaciones, los plazos y los justificantes de pago de los expedientes"),
    Ambito.SISTEMA,
)
