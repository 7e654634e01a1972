"""Django application of the archive."""

from consistorio.plataforma.aplicacion import Aplicacion


class ArchivoConfig(Aplicacion):
    """Closing, index, ENI packages."""

    name = "consistorio.servicios.archivo"
    label = "archivo"
    verbose_name = "Archivo"
