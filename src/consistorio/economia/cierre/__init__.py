"""The end of a year: what is regularised, the settlement of the budget, the closing, the next opening, and the annual accounts
(TRLRHL 191-193 bis and 208-212; Orden HAP/1781/2013).

Public: `reglas` (pure: entries and statements from balances), `acciones`, `consultas`.
"""
