"""Django application that watches over the machinery."""

from importlib import import_module

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion
from consistorio.plataforma.base.errores import BaseNoDisponible
from consistorio.plataforma.base.marca import exigir_sin_marca
from consistorio.plataforma.supervision.produccion import ENTORNO


class SupervisionConfig(Aplicacion):
    """Failed jobs and health."""

    name = "consistorio.plataforma.supervision"
    label = "supervision"
    verbose_name = _("Supervisión")

    def ready(self) -> None:
        """Register the house's own checks; whatever process this is, it opens no real town's database with other settings."""
        super().ready()
        import_module(f"{self.name}.propias")
        connection_created.connect(_rechazar_la_de_una_villa, dispatch_uid="villa real")


def _rechazar_la_de_una_villa(connection: BaseDatabaseWrapper, **_: object) -> None:
    if settings.CONSISTORIO_ENTORNO == ENTORNO:
        return
    try:
        exigir_sin_marca(connection.connection)
    except BaseNoDisponible:
        connection.close()
        raise
