"""Django application of the designer of procedures."""

from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz import menus
from consistorio.plataforma.aplicacion import Aplicacion
from consistorio.tramitacion.catalogo.permisos import DISENAR, VER


class DisenoConfig(Aplicacion):
    """The designer of procedures."""

    name = "consistorio.canales.diseno"
    label = "diseno"
    verbose_name = _("Diseño de procedimientos")

    def ready(self) -> None:
        """Put it in the menu of who may prepare procedures."""
        super().ready()
        menus.registrar(menus.Entrada(60, "/escritorio/procedimientos/", _("Procedimientos"), DISENAR))
        menus.registrar(menus.Entrada(60, "/escritorio/procedimientos/publicados/", _("Procedimientos"), VER, DISENAR))
