"""Django application of the queue."""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class ColaConfig(Aplicacion):
    """Background jobs."""

    name = "consistorio.plataforma.cola"
    label = "cola"
    verbose_name = _("Cola de trabajos")

    def ready(self) -> None:
        """Register the queue's own housekeeping."""
        super().ready()
        import_module(f"{self.name}.limpieza")
