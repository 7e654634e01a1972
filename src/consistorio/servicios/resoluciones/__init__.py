"""Resolutions: from the proposal to the numbered, signed decree and its book.

Owns `Libro` (one a year, gapless), `Resolucion`, `DevolucionFirma` and `Diligencia`. Public: `acciones` (proponer, elevar_a_firma,
anular_por_diligencia, abrir_libro, cerrar_libro, certificar), `operaciones`, `consultas`, `eventos`; task kinds `propuesta` and
`resolucion`. Law: LPACAP 21, 24, 35, 88; ROF 199-206; LRJSP 9, 13.
"""
