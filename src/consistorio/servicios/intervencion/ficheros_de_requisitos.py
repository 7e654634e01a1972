"""A list of basic requirements as a CSV, out and in: UTF-8, semicolons, its first row names the columns. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.servicios.intervencion.models import Requisito
from consistorio.servicios.intervencion.reglas_de_requisitos import (
    CLASES,
    RequisitoPedido,
    problemas_de_la_lista,
)

COLUMNAS: Final = ("numero", "clase", "texto", "norma")
OBLIGADAS: Final = ("clase", "texto")
MAXIMO_OCTETOS: Final = 200_000


def filas(requisitos: Sequence[Requisito]) -> list[list[str]]:
    """The rows of a list, under `COLUMNAS`."""
    return [[str(uno.numero), uno.clase, uno.texto, uno.norma] for uno in requisitos]


def leer(contenido: bytes) -> list[RequisitoPedido]:
    """The requirements of a file, in the order of its rows. Raises DatosIncorrectos with every problem of every row (field `fichero`)."""
    if len(contenido) > MAXIMO_OCTETOS:
        raise _refusado([_("El archivo es demasiado grande para una lista: compruebe que es ese.")])
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusado([_("El archivo no está en UTF-8: guárdelo así y súbalo otra vez.")]) from error
    if "\0" in texto:
        raise _refusado([_("El archivo no es un CSV: compruebe que es ese.")])
    try:
        lector = csv.DictReader(io.StringIO(texto, newline=""), delimiter=";")
        dichas = [{clave: valor for clave, valor in fila.items() if isinstance(valor, str)} for fila in lector]
    except csv.Error as error:
        raise _refusado([_("No hemos podido leer el CSV. Compruebe que cada fila está completa.")]) from error
    faltan = [columna for columna in OBLIGADAS if columna not in (lector.fieldnames or ())]
    if faltan:
        mensaje = _("Faltan columnas: %(c)s. La primera fila las nombra, separadas por punto y coma.")
        raise _refusado([mensaje % {"c": ", ".join(faltan)}])
    pedidos = [
        RequisitoPedido(
            fila.get("clase", "").strip(), " ".join(fila.get("texto", "").split()), fila.get("norma", "").strip()
        )
        for fila in dichas
        if any(valor.strip() for valor in fila.values())
    ]
    if not pedidos:
        raise _refusado([_("El archivo no trae ningún requisito.")])
    problemas = [problema.mensaje for problema in problemas_de_la_lista(pedidos)]
    if any(uno.clase not in CLASES for uno in pedidos):
        problemas.append(_("Las clases son estas: %(c)s.") % {"c": ", ".join(CLASES)})
    if problemas:
        raise _refusado(problemas)
    return pedidos


def _refusado(mensajes: Sequence[str]) -> DatosIncorrectos:
    problemas = [Problema("fichero", mensaje) for mensaje in mensajes]
    return DatosIncorrectos(_("La lista del archivo no se puede leer."), problemas=problemas)
