"""Django application of guarantees, deposits and values."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class DepositosConfig(Aplicacion):
    """Guarantees and deposits by third party, and values in deposit."""

    name = "consistorio.economia.depositos"
    label = "depositos"
    verbose_name = _("Fianzas, depósitos y valores")
