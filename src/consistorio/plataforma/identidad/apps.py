"""Django application of identities."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class IdentidadConfig(Aplicacion):
    """Persons, representation, sessions."""

    name = "consistorio.plataforma.identidad"
    label = "identidad"
    verbose_name = _("Identidad")
