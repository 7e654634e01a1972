"""Django application of the load."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class CargaConfig(Aplicacion):
    """Load of the accounts of another program."""

    name = "consistorio.economia.carga"
    label = "carga"
    verbose_name = _("Carga de la contabilidad")
