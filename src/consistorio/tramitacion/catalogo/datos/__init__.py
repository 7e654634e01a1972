"""Definitions that ship with the product: the standard model, models of areas and the first procedures."""

from __future__ import annotations

from pathlib import Path

CARPETA = Path(__file__).parent
MODELOS = ("modelo-estandar.json", "area-urbanismo.json", "area-atencion.json", "area-via-publica.json")
PROCEDIMIENTOS = (
    "instancia-general.json",
    "licencia-obra-menor.json",
    "terraza.json",
    "queja-sugerencia.json",
    "recurso-reposicion.json",
    "recurso-alzada.json",
)


def ficheros() -> list[Path]:
    """The files in the order in which they are loaded."""
    return [CARPETA / nombre for nombre in (*MODELOS, *PROCEDIMIENTOS)]
