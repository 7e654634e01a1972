"""The memoria of the annual accounts: what of its notes the books of the year can fill, and what the town types (Orden HAP/1781/2013, third part, normal model).

`datos`: its tables from the books, kept with the closing; `notas`: all of it as people read it.
"""

from consistorio.economia.cierre.memoria.calculo import datos
from consistorio.economia.cierre.memoria.notas import NotaEscrita, NotaVista, escritas, notas

__all__ = ["NotaEscrita", "NotaVista", "datos", "escritas", "notas"]
