"""Django application of this room."""

from consistorio.plataforma.aplicacion import Aplicacion


class FormulariosConfig(Aplicacion):
    """Forms and drafts."""

    name = "consistorio.tramitacion.formularios"
    label = "formularios"
    verbose_name = "Formularios"
