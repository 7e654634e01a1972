"""Watching over the machinery: what people do about jobs that failed, and whether everything works.

Owns `IntervencionTrabajo` and the checks of health. Public: `acciones.reintentar_trabajo`, `acciones.abandonar_trabajo`,
`consultas.salud`, `consultas.intervenciones`, `comprobaciones.comprobacion` (other rooms register theirs, in their `trabajos.py`
or `apps.py`), `produccion` (what a real town must not start with; rooms register theirs), `privilegios` (what the application's database
role may do), `acciones.conservacion` (retention of the traces of use). What waits and failed is read in `cola.consultas`. RD 311/2022 (ENS) op.acc.4, op.exp.7, op.exp.8, op.mon.3.
"""
