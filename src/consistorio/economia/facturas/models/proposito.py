"""Why what is noted of invoices is kept, and as long as what."""

from django.utils.translation import gettext_lazy as _

PROPOSITO = _("Anotar las facturas que se presentan, comprobarlas y pagarlas en plazo (Ley 25/2013 arts. 8 a 10)")
CONSERVACION = _("La de las cuentas en que consta su obligación")
