"""Django application of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class FormulariosConfig(Aplicacion):
    """Forms and drafts."""

    name = "consistorio.tramitacion.formularios"
    label = "formularios"
    verbose_name = _("Formularios")
