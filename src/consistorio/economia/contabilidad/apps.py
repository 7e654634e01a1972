"""Django application of the ledger."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class ContabilidadConfig(Aplicacion):
    """Chart, rules and journal."""

    name = "consistorio.economia.contabilidad"
    label = "contabilidad"
    verbose_name = _("Contabilidad")
