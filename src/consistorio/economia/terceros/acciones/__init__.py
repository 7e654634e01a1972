"""Use cases of the third parties."""

from consistorio.economia.terceros.acciones.bloqueos import (
    confirmar_cesion,
    levantar_bloqueo,
    levantar_cesion,
    poner_bloqueo,
)
from consistorio.economia.terceros.acciones.cuentas import (
    anotar_cuenta,
    confirmar_cuenta,
    confirmar_cuentas_de_carga,
    rechazar_cuenta,
    retirar_cuenta,
)
from consistorio.economia.terceros.acciones.fichas import (
    anadir_documento,
    dar_de_alta,
    incorporar_documento,
)

__all__ = [
    "anadir_documento",
    "anotar_cuenta",
    "confirmar_cesion",
    "confirmar_cuenta",
    "confirmar_cuentas_de_carga",
    "dar_de_alta",
    "incorporar_documento",
    "levantar_bloqueo",
    "levantar_cesion",
    "poner_bloqueo",
    "rechazar_cuenta",
    "retirar_cuenta",
]
