"""The town's clock: one for all processes. The demo and the tests may move it; production refuses to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connections

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.reloj import Reloj, RelojSistema
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.calendario.models import DesfaseReloj


@dato
class RelojDesplazado:
    """The machine's clock plus the offset written in the database, read at each question: all processes agree."""

    def ahora(self) -> datetime:
        """The present instant of the town, in UTC."""
        return datetime.now(UTC) + _desfase()


def reloj_de_la_casa() -> Reloj:
    """The clock that dates the town's acts."""
    return RelojDesplazado() if settings.CONSISTORIO_RELOJ_MOVIL else RelojSistema()


def mover_reloj(momento: datetime) -> None:
    """Set the town's clock to `momento` (aware); it runs on from there.

    Only where settings allow it (demo and tests). Raises NoPermitido in production.
    """
    if not settings.CONSISTORIO_RELOJ_MOVIL:
        raise NoPermitido(_("El reloj oficial no se puede mover."))
    DesfaseReloj.objects.update_or_create(id=1, defaults={"desfase": momento - datetime.now(UTC)})


def _desfase() -> timedelta:
    with connections[alias_actual()].cursor() as cursor:  # asked for many times a page
        cursor.execute("SELECT desfase FROM calendario_desfasereloj WHERE id = 1")
        fila = cursor.fetchone()
    return fila[0] if fila else timedelta()
