"""Django application of the incidents."""

from consistorio.plataforma.aplicacion import Aplicacion


class IncidenciasConfig(Aplicacion):
    """Technical incidents and extended terms."""

    name = "consistorio.servicios.incidencias"
    label = "incidencias"
    verbose_name = "Incidencias técnicas"
