"""The searches that each member of the staff keeps, for themselves or for a unit of theirs.

Owns `BusquedaGuardada`. Public: `acciones`, `consultas`. It keeps what is looked for, never what was found: whoever opens one finds what they may see.
"""
