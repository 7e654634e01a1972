"""Django application of documents."""

from consistorio.plataforma.aplicacion import Aplicacion


class DocumentosConfig(Aplicacion):
    """Documents, revisions, metadata."""

    name = "consistorio.documental.documentos"
    label = "documentos"
    verbose_name = "Documentos"
