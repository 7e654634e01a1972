"""The searches and the views of a list that each member of the staff keeps, for themselves or for a unit of theirs.

Owns `BusquedaGuardada`, `VistaGuardada` and `VistaPrimera`. Public: `acciones`, `consultas`. It keeps what is looked for, never what was found: whoever opens one finds
what they may see. Which lists there are, and the fields of each, say those who show them.
"""
