"""Django application of the control of what is owed and paid."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class IntervencionesConfig(Aplicacion):
    """Obligations, payments and omissions under the control of Intervención."""

    name = "consistorio.economia.intervenciones"
    label = "intervenciones"
    verbose_name = _("Intervención de obligaciones y pagos")
