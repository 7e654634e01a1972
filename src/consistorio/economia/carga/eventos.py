"""Facts of the load. They go to the chain of the journal of the year."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("carga.ejercicio.cargado", _("Se cargó la contabilidad de otro programa"))
@dato
class EjercicioCargado:
    """The year goes on here. `huella`: SHA-256 of the files; `operaciones`: those that were noted again; `ultimo_asiento`: the last entry of the load."""

    anio: int
    huella: str
    operaciones: int
    ultimo_asiento: int
