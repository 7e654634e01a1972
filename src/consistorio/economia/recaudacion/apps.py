"""Django application of collection files."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class RecaudacionConfig(Aplicacion):
    """Files of receipts and what is applied of them."""

    name = "consistorio.economia.recaudacion"
    label = "recaudacion"
    verbose_name = _("Ficheros de cobros")
