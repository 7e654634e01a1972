"""Django application of the statistics."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class EstadisticaConfig(Aplicacion):
    """Figures of how the work goes."""

    name = "consistorio.servicios.estadistica"
    label = "estadistica"
    verbose_name = _("Estadística de la tramitación")
