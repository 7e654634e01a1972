"""Django application of the third parties."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class TercerosConfig(Aplicacion):
    """Fichas of who is paid, their accounts and blocks."""

    name = "consistorio.economia.terceros"
    label = "terceros"
    verbose_name = _("Terceros")
