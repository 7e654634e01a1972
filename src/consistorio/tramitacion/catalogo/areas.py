"""The file that says which unit answers for each area: CSV in UTF-8, header `area;unidad` and, if wanted, `nombre`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema

CODIGO = re.compile(r"[a-z][a-z0-9_]{0,59}")
_CAMPOS = {"area", "unidad", "nombre"}


@dato
class AreaPedida:
    """A line of the file. `unidad` is a DIR3 code; an empty `nombre` takes that of the unit."""

    area: str
    unidad: str
    nombre: str = ""


def leer_areas(contenido: bytes, *, nombre: str) -> Sequence[AreaPedida]:
    """Read it. Raises DatosIncorrectos with every bad line."""
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _mal([Problema(nombre, _("No está en UTF-8: guárdelo como «CSV UTF-8»."))]) from error
    separador = ";" if ";" in texto.partition("\n")[0] else ","
    lector = csv.DictReader(io.StringIO(texto), delimiter=separador)
    columnas = {(c or "").strip() for c in lector.fieldnames or ()}
    if not {"area", "unidad"} <= columnas or columnas - _CAMPOS:
        raise _mal([Problema(nombre, _("La primera línea debe ser «area;unidad» o «area;unidad;nombre»."))])
    problemas: list[Problema] = []
    pedidas: list[AreaPedida] = []
    for fila in lector:
        valores = {str(c).strip(): v.strip() for c, v in fila.items() if c and isinstance(v, str)}
        lugar = _("%(nombre)s, línea %(n)d") % {"nombre": nombre, "n": lector.line_num}
        area, unidad = valores.get("area", ""), valores.get("unidad", "")
        if not CODIGO.fullmatch(area):
            problemas.append(
                Problema(lugar, _("El código del área lleva minúsculas sin acentos, números y guiones bajos."))
            )
        elif area in {p.area for p in pedidas}:
            problemas.append(Problema(lugar, _("El área «%(area)s» está repetida.") % {"area": area}))
        if not unidad:
            problemas.append(Problema(lugar, _("Falta el código DIR3 de la unidad.")))
        if len(valores.get("nombre", "")) > 160:
            problemas.append(Problema(lugar, _("El nombre pasa de 160 caracteres.")))
        pedidas.append(AreaPedida(area, unidad.upper(), valores.get("nombre", "")))
    if problemas:
        raise _mal(problemas)
    return pedidas


def _mal(problemas: Sequence[Problema]) -> DatosIncorrectos:
    return DatosIncorrectos(_("El fichero de áreas tiene errores; no se ha cargado nada."), problemas=problemas)
