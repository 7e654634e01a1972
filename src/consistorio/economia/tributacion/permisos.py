"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

VER = "tributacion.ver"
LLEVAR = "tributacion.llevar"
PRESENTAR = "tributacion.presentar"

declarar(VER, _("Ver los impuestos que declara el ayuntamiento y de qué operaciones salen"))
declarar(LLEVAR, _("Llevar el IVA, la prorrata y el detalle de las retenciones"))
declarar(PRESENTAR, _("Anotar los modelos presentados y su pago"))
