"""Django application of the organisation."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class OrganizacionConfig(Aplicacion):
    """Units, posts, people, substitutions and delegations."""

    name = "consistorio.plataforma.organizacion"
    label = "organizacion"
    verbose_name = _("Organización")
