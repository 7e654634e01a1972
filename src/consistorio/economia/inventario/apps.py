"""Django application of the fixed assets."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class InventarioConfig(Aplicacion):
    """Assets and their depreciation."""

    name = "consistorio.economia.inventario"
    label = "inventario"
    verbose_name = _("Inmovilizado")
