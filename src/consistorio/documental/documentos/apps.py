"""Django application of documents."""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class DocumentosConfig(Aplicacion):
    """Documents, revisions, metadata."""

    name = "consistorio.documental.documentos"
    label = "documentos"
    verbose_name = _("Documentos")

    def ready(self) -> None:
        """Register its checks of health."""
        super().ready()
        import_module(f"{self.name}.salud")
