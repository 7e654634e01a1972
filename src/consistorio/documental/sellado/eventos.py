"""Facts of sealing, in the chain `sistema`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.auditoria.eventos import evento


@evento("sellado.cabecera.firmada", _("Se selló el registro de actividad"))
@dataclass(frozen=True)
class CabeceraFirmada:
    """A head of the tree was signed with the organ's seal."""

    tamano: int
    raiz: str


@evento("sellado.cabecera.fechada", _("Se puso sello de tiempo al registro de actividad"))
@dataclass(frozen=True)
class CabeceraFechada:
    """A time stamp over the published head was received."""

    tamano: int
    huella: str


@evento("sellado.suscripcion.cambiada", _("Cambió una suscripción a las cabeceras"))
@dataclass(frozen=True)
class SuscripcionCambiada:
    """Somebody began or ceased to receive the heads by mail."""

    suscripcion: int
    activa: bool
