"""Django application of the registry office."""

from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz import menus
from consistorio.plataforma.aplicacion import Aplicacion


class OacConfig(Aplicacion):
    """Registry office."""

    name = "consistorio.canales.oac"
    label = "oac"
    verbose_name = _("Oficina de registro")

    def ready(self) -> None:
        """Put the registry in the desk's menu."""
        super().ready()
        menus.registrar(menus.Entrada(40, "/escritorio/registro/", _("Registro"), "registro.ver"))
