"""Facturae invoices read from bytes that nobody vouches for: their structure, their sums and what they say. Pure: no database.

Public: `leer(datos) -> Lectura`, with every problem in words; `tipos`. The rules are ours, from the facts of the format
(`datos/facturae.json`); the official schemas do not ship.
"""

from consistorio.economia.facturas.estructura.lectura import leer

__all__ = ["leer"]
