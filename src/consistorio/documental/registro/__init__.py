"""The electronic registry: entry and exit books (LPACAP 16, 31; RD 203/2021 37-39).

Owns `Asiento` (immutable, numbered without gaps by book and year, official time in the order of numbers), what hangs of it
(parties, documents, annulment, re-routing, corrections, receipt) and the printed book.
Public: `acciones` (anotar_en_mostrador, anotar_salida, anular, redirigir, rectificar, reservar_numeros, emitir_libro),
`operaciones` (asentar, asiento_de_clave), `consultas`, `eventos`, `tipos`.
"""
