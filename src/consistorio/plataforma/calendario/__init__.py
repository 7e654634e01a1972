"""Time of the town: its clock, its inhábiles, its deadlines (LPACAP 30-33).

Owns `PublicacionCalendario` (inhábiles by territory and year, versioned, immutable) and the clock's offset of demo and tests.
Public: `reglas` (pure engine), `tipos`, `textos`, `ficheros`, `reloj`, `consultas` (`calendario_de_la_sede`,
`calendario_del_interesado`), `acciones.publicar_calendarios`, `datos` (the example town's files).
"""
