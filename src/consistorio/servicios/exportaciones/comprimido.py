"""All the documents of a case in a ZIP, with an index that a spreadsheet opens. Nothing is ever whole in memory."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from consistorio.nucleo.hojas import TablaDeTexto, en_csv
from consistorio.nucleo.reloj import en_madrid
from consistorio.servicios.exportaciones.piezas import Pieza, leyendo
from consistorio.servicios.exportaciones.reglas import cifras_de, nombre_en_orden

_TROZO = 1024 * 1024
# They are compressed already
_SIN_COMPRIMIR = frozenset({"application/pdf", "image/jpeg", "image/png", "application/zip"})


def escribir(destino: Path, piezas: Iterable[Pieza], *, total: int, avance: Callable[[], None]) -> int:
    """Write it; how many documents are in it. `avance`: called after each."""
    cifras, filas, dentro = cifras_de(total), [], 0
    with zipfile.ZipFile(destino, "x", allowZip64=True) as comprimido:
        for pieza in piezas:
            fila = _meter(comprimido, pieza, cifras)
            dentro += not fila[-1]
            filas.append(fila)
            avance()
        indice = TablaDeTexto(
            (_("Orden"), _("Título"), _("Fichero"), _("Incorporado"), "SHA-256", _("CSV"), _("Por qué falta")), filas
        )
        comprimido.writestr(f"{0:0{cifras}d} {_('Índice')}.csv", en_csv(indice), zipfile.ZIP_DEFLATED)
    return dentro


def _meter(comprimido: zipfile.ZipFile, pieza: Pieza, cifras: int) -> tuple[str, ...]:
    """The document, and its row of the index."""
    dia = f"{en_madrid(pieza.incorporado_el):%d/%m/%Y}"
    with leyendo(pieza) as (flujo, falta):
        documento = pieza.documento
        if documento is None:
            return str(pieza.orden), pieza.titulo, "", dia, "", "", falta
        nombre = nombre_en_orden(pieza.orden, documento.titulo, documento.nombre_fichero, cifras=cifras)
        if flujo is not None:
            entrada = zipfile.ZipInfo(nombre, date_time=en_madrid(documento.fecha_captura).timetuple()[:6])
            seco = documento.contenido.tipo_mime in _SIN_COMPRIMIR
            entrada.compress_type = zipfile.ZIP_STORED if seco else zipfile.ZIP_DEFLATED
            entrada.external_attr = 0o600 << 16
            with comprimido.open(entrada, "w", force_zip64=True) as dentro:
                shutil.copyfileobj(flujo, dentro, _TROZO)
        en_el_zip = nombre if flujo is not None else ""
        return str(pieza.orden), documento.titulo, en_el_zip, dia, documento.huella, documento.csv, falta
