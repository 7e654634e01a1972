"""The budget of expense and of income of each year (TRLRHL 162-193; RD 500/1990; Orden EHA/3565/2008; Orden HAP/1781/2013).

Owns the classifications of a year, its rules of vinculación, `Bolsa`, `Aplicacion`, `ConceptoIngreso`, what is left of closed years (`SaldoCerrado`), the concepts
that are of no budget, the funds of habilitados (`Fondo`), the operations of all of them (`Operacion`, `LineaOperacion`) and the files of modification of credits.
Public: `acciones`, `operaciones`, `consultas`, `tipos`. An operation is never changed nor deleted: it is corrected by its negative. The credit of a bolsa is a
CHECK of PostgreSQL; counters are folds of the lines, that `verificar` makes again.
"""
