"""State of the invoices."""

from consistorio.economia.facturas.models.entregas import AnexoFactura, Entrega
from consistorio.economia.facturas.models.face import DichoFace, RegistroFace
from consistorio.economia.facturas.models.facturas import Factura, ImpuestoFactura, LibroFacturas, LineaFactura
from consistorio.economia.facturas.models.pasos import AvisoEmisor, AvisoRetraso, PasoFactura
from consistorio.economia.facturas.models.rectificaciones import RectificacionDeFactura

__all__ = [
    "AnexoFactura",
    "AvisoEmisor",
    "AvisoRetraso",
    "DichoFace",
    "Entrega",
    "Factura",
    "ImpuestoFactura",
    "LibroFacturas",
    "LineaFactura",
    "PasoFactura",
    "RectificacionDeFactura",
    "RegistroFace",
]
