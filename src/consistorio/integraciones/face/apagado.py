"""A town that does not use FACe: nothing comes, and nothing can be told."""

from __future__ import annotations

from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.puertos.face import AnulacionEnFace, EstadoEnFace, FacturaDeFace, NuevaEnFace


class SinFace:
    """The port `face` without a service behind it."""

    activo = False

    def nuevas(self) -> list[NuevaEnFace]:
        """None."""
        return []

    def anulaciones(self) -> list[AnulacionEnFace]:
        """None."""
        return []

    def descargar(self, numero: str) -> FacturaDeFace:
        """Raises ServicioNoDisponible."""
        raise _apagado()

    def confirmar(self, *, oficina_contable: str, numero: str, codigo: str) -> None:
        """Raises ServicioNoDisponible."""
        raise _apagado()

    def cambiar_estado(self, *, oficina_contable: str, numero: str, codigo: str, comentario: str) -> None:
        """Raises ServicioNoDisponible."""
        raise _apagado()

    def consultar(self, numero: str) -> EstadoEnFace:
        """Raises ServicioNoDisponible."""
        raise _apagado()

    def contestar_anulacion(self, *, oficina_contable: str, numero: str, codigo: str, comentario: str) -> None:
        """Raises ServicioNoDisponible."""
        raise _apagado()

    def comprobar(self) -> None:
        """Nothing to see."""


def _apagado() -> ServicioNoDisponible:
    return ServicioNoDisponible(
        _("El Ayuntamiento no tiene puesta la conexión con FACe."),
        que_hacer=_("Quien administra el sistema debe revisar los ajustes CONSISTORIO_FACE."),
    )
