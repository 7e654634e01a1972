"""Django application of what cases spend."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class GastoConfig(Aplicacion):
    """Credit, commitments and obligations of the cases."""

    name = "consistorio.economia.gasto"
    label = "gasto"
    verbose_name = _("Gasto de los expedientes")
