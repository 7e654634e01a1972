"""A CSV of receipts is read whole, with every problem of every row. Pure."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.recaudacion.tipos import Recibo
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe

COLUMNAS: Final = ("fecha", "referencia", "importe", "derecho", "concepto", "nif")
MAXIMO: Final = 20_000
LARGO: Final = 40


def leer(contenido: bytes) -> list[Recibo]:
    """The receipts of a file in UTF-8, parted by semicolons, whose first row names the columns (`COLUMNAS`). Days as 3/11/2026 or 2026-11-03; amounts as 1240,50.

    Raises DatosIncorrectos with every problem of every row.
    """
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusado(
            [Problema("fichero", _("El archivo no está en UTF-8: guárdelo así y súbalo otra vez."))]
        ) from error
    lector = csv.DictReader(io.StringIO(texto), delimiter=";")
    faltan = [columna for columna in COLUMNAS[:3] if columna not in (lector.fieldnames or ())]
    if faltan:
        mensaje = _("Faltan columnas: %(c)s. La primera fila las nombra, separadas por punto y coma.")
        raise _refusado([Problema("fichero", mensaje % {"c": ", ".join(faltan)})])
    recibos, problemas, vistas = list[Recibo](), list[Problema](), dict[str, int]()
    for n, fila in enumerate(lector, 2):
        if n > MAXIMO + 1:
            raise _refusado([Problema("fichero", _("El archivo pasa de %(n)d recibos: pártalo.") % {"n": MAXIMO})])
        recibo, mal = _de_fila(
            n, {clave: (valor or "").strip() for clave, valor in fila.items() if isinstance(valor, str | None)}
        )
        if recibo is not None and recibo.referencia in vistas:
            mal.append(_("la referencia es la misma que en la fila %(n)d.") % {"n": vistas[recibo.referencia]})
        problemas += [Problema(f"fila.{n}", _("Fila %(n)d: %(que)s") % {"n": n, "que": uno}) for uno in mal]
        if recibo is not None:
            vistas.setdefault(recibo.referencia, n)
            recibos.append(recibo)
    if not recibos and not problemas:
        problemas.append(Problema("fichero", _("El archivo no trae ningún recibo.")))
    if problemas:
        raise _refusado(problemas)
    return recibos


def _de_fila(n: int, fila: dict[str, str]) -> tuple[Recibo | None, list[str]]:
    mal = []
    fecha = _dia(fila.get("fecha", ""))
    if fecha is None:
        mal.append(_("la fecha no existe."))
    referencia = fila.get("referencia", "")
    if not referencia or len(referencia) > LARGO:
        mal.append(_("falta la referencia del recibo, o es demasiado larga."))
    try:
        importe = Importe.de(fila.get("importe", "")).euros
    except DatosIncorrectos:
        importe = Decimal(0)
    if importe <= 0:
        mal.append(_("el importe son euros y céntimos, y mayor que cero."))
    if fila.get("derecho") and fila.get("concepto"):
        mal.append(_("diga el derecho o el concepto, no los dos."))
    if mal or fecha is None:
        return None, mal
    return (
        Recibo(n, fecha, referencia, importe, fila.get("derecho", ""), fila.get("concepto", ""), fila.get("nif", "")),
        [],
    )


def _dia(texto: str) -> date | None:
    for formato in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(texto, formato).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _refusado(problemas: list[Problema]) -> DatosIncorrectos:
    return DatosIncorrectos(_("El archivo no se ha cargado: no se ha anotado ningún cobro."), problemas=problemas)
