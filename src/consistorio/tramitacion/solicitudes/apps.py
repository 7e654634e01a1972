"""Django application of this room."""

from consistorio.plataforma.aplicacion import Aplicacion


class SolicitudesConfig(Aplicacion):
    """Submissions."""

    name = "consistorio.tramitacion.solicitudes"
    label = "solicitudes"
    verbose_name = "Solicitudes"
