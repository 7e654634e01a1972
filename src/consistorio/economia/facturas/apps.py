"""Django application of the register of invoices."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class FacturasConfig(Aplicacion):
    """Invoices, from their entry to their payment."""

    name = "consistorio.economia.facturas"
    label = "facturas"
    verbose_name = _("Facturas")
