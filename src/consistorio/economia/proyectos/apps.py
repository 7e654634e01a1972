"""Django application of the projects of expense."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class ProyectosConfig(Aplicacion):
    """Projects, their agents and their deviations."""

    name = "consistorio.economia.proyectos"
    label = "proyectos"
    verbose_name = _("Proyectos de gasto")
