"""Internal communications between units, numbered by year, and the daily digest of whoever works here (LRJSP 3.2; LPACAP 70.4).

Owns `Comunicacion`, `Destino`, `AdjuntoComunicacion`, `LibroComunicaciones` and `ResumenPedido`. Public: `acciones`, `consultas`, `acceso`.
A communication says what it says for ever: a mistake is corrected by another that names it. It helps to work and is no part of a case.
"""
