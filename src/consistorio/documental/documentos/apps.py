"""Django application of documents."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class DocumentosConfig(Aplicacion):
    """Documents, revisions, metadata."""

    name = "consistorio.documental.documentos"
    label = "documentos"
    verbose_name = _("Documentos")
