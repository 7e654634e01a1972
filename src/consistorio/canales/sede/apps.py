"""Django application of the sede."""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class SedeConfig(Aplicacion):
    """Citizens' pages."""

    name = "consistorio.canales.sede"
    label = "sede"
    verbose_name = _("Sede electrónica")

    def ready(self) -> None:
        """Register the checks of contents."""
        super().ready()
        import_module("consistorio.canales.sede.comprobaciones")
