"""Django application of the budget."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class PresupuestoConfig(Aplicacion):
    """Credits, income, their operations and their modifications."""

    name = "consistorio.economia.presupuesto"
    label = "presupuesto"
    verbose_name = _("Presupuesto")
