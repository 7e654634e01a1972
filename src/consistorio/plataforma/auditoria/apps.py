"""Django application of the event log."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class AuditoriaConfig(Aplicacion):
    """Event log and access log."""

    name = "consistorio.plataforma.auditoria"
    label = "auditoria"
    verbose_name = _("Auditoría")
