"""Django application of the incidents."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class IncidenciasConfig(Aplicacion):
    """Technical incidents and extended terms."""

    name = "consistorio.servicios.incidencias"
    label = "incidencias"
    verbose_name = _("Incidencias técnicas")
