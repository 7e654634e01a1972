"""The taxes that the town hall declares: VAT (LIVA 37/1992; RIVA 1624/1992), what it withholds of income tax (LIRPF 99; RIRPF 74-108), and who it deals with (RD 1065/2007 31-35).

Owns the activities subject to VAT with their prorrata (`SectorIva`, `Prorrata`), the register books of VAT (`ApunteIva`), to whom each withholding belongs
(`Percepcion`), compensaciones (`Compensacion`) and what was declared (`Declaracion`). Money and accounts are operations of `presupuesto`. Public: `acciones`,
`operaciones`, `consultas`, `tipos`.
"""
