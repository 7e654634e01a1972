"""Django application of the staff's desk."""

from consistorio.plataforma.aplicacion import Aplicacion


class EscritorioConfig(Aplicacion):
    """The staff's desk."""

    name = "consistorio.canales.escritorio"
    label = "escritorio"
    verbose_name = "Escritorio"
