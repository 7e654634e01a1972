"""Django application of the notice board."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class TablonConfig(Aplicacion):
    """Announcements and the record of their days."""

    name = "consistorio.servicios.tablon"
    label = "tablon"
    verbose_name = _("Tablón de anuncios")
