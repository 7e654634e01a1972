"""Use cases of what cases spend."""

from consistorio.economia.gasto.acciones.certificar import certificar_credito, recoger_certificado, retirar_certificado
from consistorio.economia.gasto.acciones.comprometer import comprometer_gasto
from consistorio.economia.gasto.acciones.intervenir import intervenir_pago
from consistorio.economia.gasto.acciones.liberar import liberar_credito
from consistorio.economia.gasto.acciones.recoger import recoger_obligacion
from consistorio.economia.gasto.acciones.reconocer import reconocer_obligacion
from consistorio.economia.gasto.acciones.retener import retener_credito

__all__ = [
    "certificar_credito",
    "comprometer_gasto",
    "intervenir_pago",
    "liberar_credito",
    "recoger_certificado",
    "recoger_obligacion",
    "reconocer_obligacion",
    "retener_credito",
    "retirar_certificado",
]
