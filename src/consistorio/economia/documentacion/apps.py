"""Django application of the accounting documents."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class DocumentacionConfig(Aplicacion):
    """The document of each operation, and what approved it."""

    name = "consistorio.economia.documentacion"
    label = "documentacion"
    verbose_name = _("Documentos contables")
