"""Django application of the documents that are being written."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class RedaccionConfig(Aplicacion):
    """Drafts of documents of a case."""

    name = "consistorio.servicios.redaccion"
    label = "redaccion"
    verbose_name = _("Borradores de documentos")
