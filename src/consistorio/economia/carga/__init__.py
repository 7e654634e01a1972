"""What comes from another program: the accounts of a running year, whole and reconciled to the cent or not at all; and the listings of budgets and liquidations
that other programs publish (TRLRHL 164-168, 191 and 200-205; Orden HAP/1781/2013).

Owns no table: what it loads is written by the rooms that own it. Public: `acciones.cargar_ejercicio`, `tablas.leer_carpeta`, `cuadre.problemas_de`, `listados`.
"""
