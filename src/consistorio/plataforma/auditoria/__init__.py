"""The event log and the access log.

Owns `Evento` (append-only, one hash chain per stream), `Cadena` (its head) and `Acceso` (who looked at what, on a connection
of its own, surviving rollback). Public: `eventos.evento`, `operaciones.anotar`, `operaciones.registrar_acceso`,
`suscripciones.suscrito`, `consultas`. ENS op.exp.8; LPACAP 16.3 (order), 26 (evidence), 53.1.a.
"""
