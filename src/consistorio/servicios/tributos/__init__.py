"""Debts of a case: what its fee comes to, how it is paid and what came in (LGT 62, 101-103, 120; TRLRHL 20-27).

Owns `Liquidacion` and `Cobro`. Public: `acciones`, `consultas`, `reglas`. The amount comes out of a datum of the case, the tariff that
Gestión Tributaria wrote (`catalogo.valores_legales`) and the periods; each is kept with it. Registers the task kind `pago` and the acts
`liquidacion` and `anulacion_liquidacion`.
"""
