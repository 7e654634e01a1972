"""Django application of the copies of whole cases."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class ExportacionesConfig(Aplicacion):
    """Documents of a case in one file."""

    name = "consistorio.servicios.exportaciones"
    label = "exportaciones"
    verbose_name = _("Copias de expedientes enteros")
