"""What the town sends to the Ministry each quarter (LOEPSF art. 6; Orden HAP/2105/2012 art. 16): execution by chapter, the remnant as it would be, the average period of
payment, debt, stability (LOEPSF 11) and the rule of expense (LOEPSF 12).

Owns the adjustments of national accounts that Intervención types (`AjusteSec`), the rate of reference of each year (`TasaDeReferencia`) and what was sent (`Remision`).
Public: `acciones`, `consultas`, `reglas`. Figures are folds of the operations dated until the end of the quarter, whenever they are asked for.
"""
