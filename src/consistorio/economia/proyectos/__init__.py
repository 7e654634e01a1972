"""Projects of expense and what finances them: who pays which part, and how far each year strays from it (TRLRHL 165.1 and 182.3; RD 500/1990 47.5 and 102;
Orden HAP/1781/2013, rules 21-29 of the Instruction).

Owns `Proyecto`, `Agente` and what each is charged. Public: `acciones`, `consultas.desviaciones`, `reglas`.
"""
