"""Django application of this room."""

from consistorio.plataforma.aplicacion import Aplicacion


class CatalogoConfig(Aplicacion):
    """Catalogue of procedures."""

    name = "consistorio.tramitacion.catalogo"
    label = "catalogo"
    verbose_name = "Catálogo"
