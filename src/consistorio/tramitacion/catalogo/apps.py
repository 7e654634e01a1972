"""Django application of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class CatalogoConfig(Aplicacion):
    """Catalogue of procedures."""

    name = "consistorio.tramitacion.catalogo"
    label = "catalogo"
    verbose_name = _("Catálogo")
