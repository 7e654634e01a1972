"""The file of a month of payroll, as it is read. Pure.

UTF-8, one row a line, cells apart by `;`, amounts with a decimal comma (or point), twelve figures and two decimals at most. Its first row says the columns: `aplicacion`, `bruto`, `neto`, and one
for each concept of no budget that is withheld, by its code (`IRPF`, `SS`…). One row for each application; what the town pays for social security is a row whose `neto` is 0
and whose withholding is the whole. The last row is `TOTAL`, with the sum of each column.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe

FIJAS: Final = ("aplicacion", "bruto", "neto")
TOTAL: Final = "TOTAL"
CERO: Final = Decimal("0.00")
_IMPORTE: Final = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,2})?")


@dato
class FilaNomina:
    """What is due of an application, in euros. `aplicacion`: as the budget writes it, however the file does; `retenciones`: concept -> euros."""

    aplicacion: str
    bruto: Decimal
    neto: Decimal
    retenciones: Mapping[str, Decimal]


@dato
class NominaLeida:
    """A file that squares. `descuentos`: concept -> euros, of all its rows."""

    filas: tuple[FilaNomina, ...]
    bruto: Decimal
    neto: Decimal
    descuentos: Mapping[str, Decimal]


def leer(texto: str) -> NominaLeida:
    """Read it whole. Raises DatosIncorrectos with everything that is not understood or does not square, by line."""
    try:
        filas = [fila for fila in csv.reader(io.StringIO(texto.lstrip("\ufeff")), delimiter=";") if any(fila)]
    except csv.Error:
        filas = []
    cabeza = [celda.strip() for celda in filas[0]] if filas else []
    if tuple(celda.lower() for celda in cabeza[:3]) != FIJAS or len(set(cabeza)) != len(cabeza):
        mensaje = _("La primera fila dice las columnas: aplicacion, bruto, neto y las retenciones, cada una una vez.")
        _refusar([Problema("linea 1", mensaje)])
    conceptos, problemas = cabeza[3:], list[Problema]()
    leidas = [_fila(n, fila, conceptos, problemas) for n, fila in enumerate(filas[1:], 2)]
    hechas = [fila for fila in leidas if fila is not None]
    if problemas:
        _refusar(problemas)
    if len(hechas) < 2 or hechas[-1].aplicacion != TOTAL or any(f.aplicacion == TOTAL for f in hechas[:-1]):
        _refusar([Problema("TOTAL", _("Falta la última fila, TOTAL, con la suma de cada columna."))])
    suyas, total = hechas[:-1], hechas[-1]
    nomina = NominaLeida(
        tuple(suyas),
        sum((f.bruto for f in suyas), CERO),
        sum((f.neto for f in suyas), CERO),
        {c: suma for c in conceptos if (suma := sum((f.retenciones[c] for f in suyas), CERO))},
    )
    _refusar(_cuadre(hechas, nomina, total))
    return nomina


def huella_de(leida: NominaLeida, texto: str) -> str:
    """SHA-256 of what a payroll is, however its file is written: its rows, and the text that tells a month from another with the same amounts."""
    filas = sorted(
        [
            fila.aplicacion,
            f"{fila.bruto:.2f}",
            f"{fila.neto:.2f}",
            *(f"{c}={v:.2f}" for c, v in sorted(fila.retenciones.items()) if v),
        ]
        for fila in leida.filas
    )
    return hashlib.sha256(json.dumps([" ".join(texto.casefold().split()), filas]).encode()).hexdigest()


def _fila(n: int, celdas: Sequence[str], conceptos: Sequence[str], problemas: list[Problema]) -> FilaNomina | None:
    donde = f"linea {n}"
    if len(celdas) != len(FIJAS) + len(conceptos):
        problemas.append(Problema(donde, _("Tiene %(n)d columnas, y no las de la primera fila.") % {"n": len(celdas)}))
        return None
    importes = [_importe(celda) for celda in celdas[1:]]
    if any(importe is None for importe in importes):
        problemas.append(Problema(donde, _("Los importes son euros y céntimos, sin signo ni puntos de millar.")))
        return None
    bruto, neto, *resto = [importe or CERO for importe in importes]
    clave = leer_clave(celdas[0])
    return FilaNomina(
        str(clave) if clave is not None else celdas[0].strip(), bruto, neto, dict(zip(conceptos, resto, strict=True))
    )


def _importe(celda: str) -> Decimal | None:
    dicho = celda.strip()
    if dicho and not _IMPORTE.fullmatch(dicho):
        return None
    return Decimal(dicho.replace(",", ".") or "0").quantize(Decimal("0.01"))


def _cuadre(filas: Sequence[FilaNomina], nomina: NominaLeida, total: FilaNomina) -> list[Problema]:
    problemas, vistas = list[Problema](), set[str]()
    for n, fila in enumerate(filas, 2):
        sobra = fila.bruto - fila.neto - sum(fila.retenciones.values(), CERO)
        if sobra:
            datos = {"a": fila.aplicacion, "s": Importe(abs(sobra))}
            mensaje = _("%(a)s: el bruto menos las retenciones no es el neto: hay %(s)s de diferencia.") % datos
            problemas.append(Problema(f"linea {n}", mensaje))
        if fila.aplicacion in vistas:
            problemas.append(Problema(f"linea {n}", _("%(a)s está dos veces.") % {"a": fila.aplicacion}))
        vistas.add(fila.aplicacion)
    dichos = {"bruto": total.bruto, "neto": total.neto, **total.retenciones}
    sumas = {"bruto": nomina.bruto, "neto": nomina.neto, **dict.fromkeys(total.retenciones, CERO), **nomina.descuentos}
    for columna, dicho in dichos.items():
        if dicho != sumas[columna]:
            datos = {"c": columna, "d": Importe(dicho), "s": Importe(sumas[columna])}
            problemas.append(Problema(TOTAL, _("%(c)s: el total dice %(d)s y las filas suman %(s)s.") % datos))
    return problemas


def _refusar(problemas: Sequence[Problema]) -> None:
    if problemas:
        raise DatosIncorrectos(_("La nómina no se ha contabilizado."), problemas=list(problemas))
