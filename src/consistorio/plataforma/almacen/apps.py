"""Django application of the store."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class AlmacenConfig(Aplicacion):
    """Content by hash, uploads, quarantine."""

    name = "consistorio.plataforma.almacen"
    label = "almacen"
    verbose_name = _("Almacén")
