"""Django application of identities."""

from consistorio.plataforma.aplicacion import Aplicacion


class IdentidadConfig(Aplicacion):
    """Persons, representation, sessions."""

    name = "consistorio.plataforma.identidad"
    label = "identidad"
    verbose_name = "Identidad"
