"""Django application of this room."""

from consistorio.plataforma.aplicacion import Aplicacion


class ExpedientesConfig(Aplicacion):
    """Cases."""

    name = "consistorio.tramitacion.expedientes"
    label = "expedientes"
    verbose_name = "Expedientes"
