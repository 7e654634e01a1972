"""Django application of the accesses."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class AccesoConfig(Aplicacion):
    """Logins of citizens and staff."""

    name = "consistorio.canales.acceso"
    label = "acceso"
    verbose_name = _("Acceso")
