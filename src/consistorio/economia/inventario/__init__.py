"""Fixed assets: what the town has, what it cost, and how it is used up (RD 1372/1986 arts. 17-36; Orden HAP/1781/2013, second part, rule 2).

Owns `Bien` and `Dotacion`. Enough to depreciate truthfully: it is not yet the legal inventory of rights and public domain. Public: `acciones`, `consultas`, `reglas`.
"""
