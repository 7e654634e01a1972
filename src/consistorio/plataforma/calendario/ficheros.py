"""Files of inhábiles: one ISO date a line, optionally followed by `;` and its reason when they are to be published.

The plain form (dates alone) is the contract of `consistorio plazo`; the form with reason is what `instalar` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from consistorio.nucleo.errores import DatosIncorrectos, Problema

_FECHA = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def fecha_iso(texto: str) -> date:
    """A date written exactly AAAA-MM-DD. Raises ValueError."""
    if not _FECHA.fullmatch(texto):
        msg = "not AAAA-MM-DD"
        raise ValueError(msg)
    return date.fromisoformat(texto)


def leer_fechas(lineas: Iterable[str], *, nombre: str) -> dict[date, str]:
    """Dates of a file with one ISO date a line; empty lines and those that start with # are skipped.

    Raises DatosIncorrectos that names every line which is anything else.
    """
    fechas: dict[date, str] = {}
    problemas: list[Problema] = []
    for numero, linea in enumerate(lineas, start=1):
        texto = linea.strip().removeprefix("\ufeff") if numero == 1 else linea.strip()
        if not texto or texto.startswith("#"):
            continue
        try:
            fechas[fecha_iso(texto)] = "día inhábil del calendario dado"
        except ValueError:
            problemas.append(Problema(f"{nombre}, línea {numero}", f"«{texto}» no es una fecha AAAA-MM-DD."))
    _rechazar(problemas, nombre)
    return fechas


def leer_inhabiles(lineas: Iterable[str], *, nombre: str) -> dict[date, str]:
    """Dates with their reason (`2026-04-23;Fiesta de la Comunidad`), for publishing. The reason is required.

    Raises DatosIncorrectos that names every bad or repeated line.
    """
    dias: dict[date, str] = {}
    problemas: list[Problema] = []
    for numero, linea in enumerate(lineas, start=1):
        texto = linea.strip().removeprefix("\ufeff") if numero == 1 else linea.strip()
        if not texto or texto.startswith("#"):
            continue
        lugar = f"{nombre}, línea {numero}"
        fecha, _, motivo = (parte.strip() for parte in texto.partition(";"))
        try:
            dia = fecha_iso(fecha)
        except ValueError:
            problemas.append(Problema(lugar, f"«{fecha}» no es una fecha AAAA-MM-DD."))
            continue
        if not motivo:
            problemas.append(Problema(lugar, "Falta el motivo después del punto y coma."))
        if dia in dias:
            problemas.append(Problema(lugar, f"La fecha {fecha} está repetida."))
        dias[dia] = motivo
    _rechazar(problemas, nombre)
    return dias


def _rechazar(problemas: list[Problema], nombre: str) -> None:
    if problemas:
        raise DatosIncorrectos(f"El fichero {nombre} tiene líneas que no se entienden.", problemas=problemas)
