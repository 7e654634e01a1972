"""Use cases of the register of invoices."""

from consistorio.economia.facturas.acciones.anulaciones import pedir_anulacion, resolver_anulacion
from consistorio.economia.facturas.acciones.conformidad import (
    conformar,
    devolver,
    identificar_emisor,
    rechazar,
    remitir,
)
from consistorio.economia.facturas.acciones.documentos import documentar_conformidad, recoger_conformidad
from consistorio.economia.facturas.acciones.pago import contabilizar, pagada, soltar_obligacion
from consistorio.economia.facturas.acciones.recibir import recibir, recibir_papel
from consistorio.economia.facturas.acciones.retrasos import avisar_retraso

__all__ = [
    "avisar_retraso",
    "conformar",
    "contabilizar",
    "devolver",
    "documentar_conformidad",
    "identificar_emisor",
    "pagada",
    "pedir_anulacion",
    "rechazar",
    "recibir",
    "recibir_papel",
    "recoger_conformidad",
    "remitir",
    "resolver_anulacion",
    "soltar_obligacion",
]
