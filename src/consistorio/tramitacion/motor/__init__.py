"""The engine over the standard model: tasks, terms, silence and every procedural step.

Owns: `Tarea`, `Plazo`, `Declaracion`, `Suspension`, `Ampliacion`, `Vencimiento`, `Requerimiento`, `Informe`, `TramiteAudiencia`, `Terminacion`.
Public: `acciones`, `operaciones`, `consultas`, `eventos`, `reglas`, `registro_tipos`. Law: LPACAP 20-25, 68-84, 94-95.
"""
