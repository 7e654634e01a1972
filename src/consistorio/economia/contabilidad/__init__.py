"""The ledger: chart of accounts, posting rules and the journal of each year (Orden HAP/1781/2013, ICAL modelo normal; TRLRHL 200-212).

Owns `Ejercicio`, `Cuenta`, `ReglaAsiento`, `Equivalencia`, `Asiento`, `Apunte`,
`Corte` and `Bloqueo`. Public: `acciones`, `operaciones.asentar` and
`asentar_varios`, `posteo.partidas_de`, `reglas`, `equivalencias.cuenta_de`, `consultas`, `comprobaciones.comprobacion_contable`, `tipos`.
An entry is written once, balances by its shape (ADR 035) and is corrected by another one of negative sign.
"""
