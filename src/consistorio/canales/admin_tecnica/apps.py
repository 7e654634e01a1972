"""Django application of the technical administration."""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz import menus
from consistorio.plataforma.aplicacion import Aplicacion
from consistorio.tramitacion.catalogo.permisos import LEGAL


class AdminTecnicaConfig(Aplicacion):
    """Technical administration."""

    name = "consistorio.canales.admin_tecnica"
    label = "admin_tecnica"
    verbose_name = _("Administración técnica")

    def ready(self) -> None:
        """Register the checks of health and put the pages in the desk's menu."""
        super().ready()
        import_module(f"{self.name}.comprobaciones")
        import_module(f"{self.name}.produccion")
        menus.registrar(menus.Entrada(61, "/administracion/datos-legales/", _("Datos legales"), LEGAL))
        menus.registrar(menus.Entrada(90, "/administracion/", _("Administración"), "sistema.administrar"))
        menus.registrar(menus.Entrada(91, "/administracion/unidades/", _("Organización"), "organizacion.administrar"))
        menus.registrar(menus.Entrada(92, "/administracion/accesos/", _("Quién miró qué"), "auditoria.ver"))
