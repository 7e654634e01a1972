"""Definitions that ship with the product: the standard model, models of areas and the procedures."""

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
    "recurso-reposicion-tributario.json",
    "licencia-obra-mayor.json",
    "vado.json",
    "bonificacion-tributo.json",
    "devolucion-ingresos.json",
    "contrato-menor.json",
    "subvencion-concurrencia.json",
    "responsabilidad-patrimonial.json",
    "sancionador-ordenanza.json",
    "acceso-informacion.json",
    "alta-padron.json",
    "ayuda-emergencia.json",
    "reserva-instalacion.json",
    "seleccion-personal.json",
    "declaracion-responsable-actividad.json",
    "revision-oficio.json",
    "declaracion-lesividad.json",
)


def ficheros() -> list[Path]:
    """The files in the order in which they are loaded."""
    return [CARPETA / nombre for nombre in (*MODELOS, *PROCEDIMIENTOS)]
