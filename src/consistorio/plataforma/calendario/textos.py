"""Dates in words, as the documents and screens of the house write them."""

from __future__ import annotations

from datetime import date

DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MESES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip


def en_palabras(dia: date) -> str:
    """`lunes 23 de noviembre de 2026`."""
    return f"{DIAS[dia.weekday()]} {dia.day} de {MESES[dia.month - 1]} de {dia.year}"
