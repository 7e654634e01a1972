"""Watching over the machinery: what people do about jobs that failed, and whether everything works.

Owns `IntervencionTrabajo` and the checks of health. Public: `acciones.reintentar_trabajo`, `acciones.abandonar_trabajo`,
`consultas.salud`, `consultas.intervenciones`, `comprobaciones.comprobacion` (other rooms register theirs, in their `trabajos.py`
or `apps.py`). What waits and failed is read in `cola.consultas`. RD 311/2022 (ENS) op.exp.7, op.mon.3.
"""
