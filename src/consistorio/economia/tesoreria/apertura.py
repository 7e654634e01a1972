"""Open an ordinal with its account of the ledger: two acts, of the ledger and of the treasury, each with its permission. What was half done goes on where it stopped."""

from __future__ import annotations

from consistorio.economia.contabilidad import acciones as contabilidad
from consistorio.economia.contabilidad.models import Cuenta
from consistorio.economia.tesoreria import acciones
from consistorio.economia.tesoreria.acciones.ordinales import OrdinalPedido
from consistorio.economia.tesoreria.models import Ordinal
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj


def abrir(*, actor: Actor, pedido: OrdinalPedido, reloj: Reloj) -> Ordinal:
    """Open its account if it is not there, and then the ordinal.

    Who: with `contabilidad.abrir`, if the account is not there, and `tesoreria.ordinal`. Raises what both acts raise.
    """
    if pedido.clase != Ordinal.Clase.FORMALIZACION and not Cuenta.objects.filter(codigo=pedido.cuenta).exists():
        contabilidad.abrir_cuenta(actor=actor, codigo=pedido.cuenta, nombre=pedido.nombre, reloj=reloj)
    return acciones.abrir_ordinal(actor=actor, pedido=pedido, reloj=reloj)
