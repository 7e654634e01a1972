"""Django application of the sede."""

from consistorio.plataforma.aplicacion import Aplicacion


class SedeConfig(Aplicacion):
    """Citizens' pages."""

    name = "consistorio.canales.sede"
    label = "sede"
    verbose_name = "Sede electrónica"
