"""Figures of how the work goes: volumes, days until the decision and of each step, what is overdue.

Owns no state: it counts cases, terms and tasks of the rooms below. Public: `consultas`, `ambito`, `permisos`. LPACAP arts. 20, 21.5 and 21.6 (who answers for
the terms); Ley 19/2013 and RGPD art. 5.1.c (no figure of a group so small that it tells of a person, for who may not see the cases).
"""
