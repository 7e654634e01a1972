"""Background jobs, kept in PostgreSQL in the same transaction as the fact that asks for them.

Owns: the registry of jobs (`trabajos.trabajo`, `trabajos.periodico`), enqueuing (`operaciones.encolar`), running
(`ejecucion`, `trabajador`) and `FalloTrabajo` (why an attempt failed). A job carries identifiers only, is idempotent,
and ends in a named state that a person can see and retry (`consultas`, and the actions of `plataforma.supervision`).
The schedule follows the machine's clock, never the town's. Engine: procrastinate, reached through this app alone.
"""
