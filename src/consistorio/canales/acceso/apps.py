"""Django application of the accesses."""

from consistorio.plataforma.aplicacion import Aplicacion


class AccesoConfig(Aplicacion):
    """Logins of citizens and staff."""

    name = "consistorio.canales.acceso"
    label = "acceso"
    verbose_name = "Acceso"
