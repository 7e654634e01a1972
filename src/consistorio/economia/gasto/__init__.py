"""What a case spends, step by step with its procedure: the bridge from the accounts to the cases (TRLRHL 172-190 and 213-219; RD 500/1990; RD 424/2017).

Owns no table: the operations are of `presupuesto`, and the acts and tasks, of `motor`. Registers the task kinds `gasto.RC`, `gasto.AD`, `gasto.O` and
`gasto.libera`, and the certificate of credit. Public: `acciones`, `consultas`. Whatever is noted in the budget for a case shows in it and passes its
control here, by whichever door it came (`suscripciones`). Implements the port `credito`.
"""
