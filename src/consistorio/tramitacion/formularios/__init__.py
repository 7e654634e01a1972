"""Forms: versioned definitions, the rules that every channel applies to an answer, and drafts that nobody has filed yet.

Owns: `DefinicionFormulario`, `Borrador`, `AdjuntoBorrador`, `InteresadoBorrador`. Public: `acciones`, `operaciones`,
`consultas`, `reglas`, `tipos`, `lectura`. Law: LPACAP arts. 66 (content of applications), 66.5-66.6 (standard forms).
"""
