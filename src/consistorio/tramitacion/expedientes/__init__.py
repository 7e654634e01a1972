"""Cases: the case, its parties, its documents and index, who may see it, and its history as a projection of the facts.

Owns: `Expediente`, `Interesado`, `DocumentoExpediente`, `Relacion`, `NotaTrabajo`, `MencionNota`, `PermisoExpediente`, `Rectificacion`.
Public: `acciones`, `operaciones`, `consultas`, `acceso`, `eventos`, `reglas`. Law: LPACAP 4, 5, 53, 70, 109.2; RD 203/2021 51.
"""
