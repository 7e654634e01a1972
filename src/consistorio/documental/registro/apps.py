"""Django application of the registry."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class RegistroConfig(Aplicacion):
    """Entry and exit books."""

    name = "consistorio.documental.registro"
    label = "registro"
    verbose_name = _("Registro")
