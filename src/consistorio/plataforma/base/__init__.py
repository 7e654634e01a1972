"""The database before Django starts: where it is, and a private PostgreSQL cluster when nobody gives us one.

Owns: `var/pg` (the town's private cluster) and the throwaway one of the tests (in memory where there is room, else
`var/pg-pruebas`). Imports neither Django nor any other room, because the settings and the launcher need it first.

Public names: `conexion.conexion_de_la_casa`, `conexion.asegurar_base`, `conexion.Conexion`, `cluster.Cluster`,
`errores.BaseNoDisponible`, `plantillas`.
"""
