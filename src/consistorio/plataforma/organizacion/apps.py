"""Django application of the organisation."""

from consistorio.plataforma.aplicacion import Aplicacion


class OrganizacionConfig(Aplicacion):
    """Units, posts, people, substitutions and delegations."""

    name = "consistorio.plataforma.organizacion"
    label = "organizacion"
    verbose_name = "Organización"
