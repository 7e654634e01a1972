"""The control of what the town owes and pays, wherever it was ordered (TRLRHL 213-219; RD 424/2017 arts. 17 to 28): the intervention of the obligation of an invoice with
its entry in the budget, of other obligations and of payments; what was ordered without control; the material check of an investment.

Owns no table: results, reparos, omissions and checks are of `servicios.intervencion`, and the operations, of `presupuesto`. Whatever recognises or pays, by
whichever door, waits for what is not settled (`suscripciones`). Public: `acciones`, `consultas`.
"""
