"""Who people are, and on whose behalf they act.

Owns persons and organisations, their choice of channel, representation (granting, accepting, revoking, renouncing), staff
accounts with their one-time codes and passkeys, sessions with their level of assurance and the evidence kept of each identification, and the registry of permissions.
Public: `models` (foreign keys by string), `acciones`, `operaciones`, `consultas`, `permisos`, `reglas`.
LPACAP arts. 3-6, 9-10, 14; RD 203/2021 arts. 3, 26-33.
"""
