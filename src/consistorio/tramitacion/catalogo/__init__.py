"""The catalogue: procedures as versioned, locked data over one standard model of three levels.

Owns: `Modelo` (standard model and models of areas), `Area` (which unit answers for an area), `Procedimiento`,
`VersionProcedimiento`, and their drafts. Public: `acciones`, `consultas`, `modelos`, `efectos`, `reglas`, `tipos`, `tipos_conocidos`.
Law: LPACAP 21 (terms), 24-25 (silence), 53.1 (information), 71; RD 203/2021 11.2.a (catalogue of services).
"""
