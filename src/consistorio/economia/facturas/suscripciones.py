"""What this room does on facts of the budget: enqueue, so that locks are always taken in the order of the house."""

from __future__ import annotations

from consistorio.economia.facturas.acciones.documentos import CONFORMIDAD
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar


@suscrito("presupuesto.corregido")
def operacion_corregida(hecho: HechoAnotado) -> None:
    """What recognised an obligation may not do so any more."""
    if "O" in str(hecho.datos["clase"]) and hecho.datos["libro"] == "gasto":
        encolar("facturas.soltar_obligacion", operacion_id=str(hecho.datos["operacion_id"]))


@suscrito("facturas.factura.conformada")
def factura_conformada(hecho: HechoAnotado) -> None:
    """Its document is written apart, so that who conforms does not wait for it."""
    encolar("facturas.documentar_conformidad", factura_id=str(hecho.datos["factura_id"]))


@suscrito("firma.circuito.completado", "firma.circuito.devuelto")
def circuito_terminado(hecho: HechoAnotado) -> None:
    """The conformity of an invoice was signed, or came back."""
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == CONFORMIDAD:
        firmada = hecho.tipo == "firma.circuito.completado"
        encolar("facturas.recoger_conformidad", documento_id=identificador, firmada=firmada)
