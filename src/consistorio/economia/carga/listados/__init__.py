"""Listings of budgets and liquidations as town halls publish them: what each format says, what of it is not believed, and what it adds up to. Pure.

Public: `lectura.leer`, `resumen`, `tipos`.
"""
