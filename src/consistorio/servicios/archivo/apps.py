"""Django application of the archive."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class ArchivoConfig(Aplicacion):
    """Closing, index, ENI packages."""

    name = "consistorio.servicios.archivo"
    label = "archivo"
    verbose_name = _("Archivo")
