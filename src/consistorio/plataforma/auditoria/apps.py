"""Django application of the event log."""

from consistorio.plataforma.aplicacion import Aplicacion


class AuditoriaConfig(Aplicacion):
    """Event log and access log."""

    name = "consistorio.plataforma.auditoria"
    label = "auditoria"
    verbose_name = "Auditoría"
