"""Django application of the control of what spends."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class IntervencionConfig(Aplicacion):
    """Results of Intervención, its reparos and what becomes of them."""

    name = "consistorio.servicios.intervencion"
    label = "intervencion"
    verbose_name = _("Intervención")
