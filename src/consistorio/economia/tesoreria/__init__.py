"""The money that goes out and comes in by the bank (TRLRHL 186-199; Orden HAP/1781/2013; LO 2/2012 art. 14; RD 424/2017 arts. 21-23).

Owns `Ordinal`, `PlanDeFondos`, `RelacionDePagos` and its lines, `Extracto`, `MovimientoBancario`, `Conciliacion` and `Arqueo`. Public: `acciones`, `consultas`, `operaciones`,
`prelacion`. What is ordered is paid by lists of one ordinal and one day, which three people sign and a file takes to the bank; what the bank says is read from its
statements, never twice, and paired with the books by a person. The collection of the tributes of the cases is `servicios.tributos`.
"""
