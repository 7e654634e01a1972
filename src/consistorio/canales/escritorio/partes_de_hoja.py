"""What the rows of a sheet of parties mean: its columns by their names, in any order, and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.hojas import TablaDeTexto
from consistorio.nucleo.orden import clave_orden
from consistorio.tramitacion.expedientes.models import Interesado
from consistorio.tramitacion.expedientes.partes_escritas import ParteEscrita

# As they are compared: without accents, case or punctuation
NOMBRES: Mapping[str, frozenset[str]] = {
    "nif": frozenset({"nif", "dni", "nie", "dni nie o nif", "documento", "numero de identificacion"}),
    "nombre": frozenset({"nombre", "nombre o denominacion", "razon social", "denominacion", "nombre o razon social"}),
    "apellido1": frozenset({"primer apellido", "apellido 1", "apellido1"}),
    "apellido2": frozenset({"segundo apellido", "apellido 2", "apellido2"}),
    "papel": frozenset({"calidad", "papel", "en que calidad interviene"}),
    "canal": frozenset({"notificacion", "canal", "como se le notifica"}),
}
OBLIGADAS = ("nif", "nombre", "papel", "canal")
PAPELES = {
    **dict.fromkeys(("interesada", "interesado", "persona interesada"), Interesado.Papel.INTERESADO),
    **dict.fromkeys(("afectada", "afectado", "persona afectada"), Interesado.Papel.AFECTADO),
}
CANALES = {
    **dict.fromkeys(("electronica", "electronico", "por medios electronicos"), Interesado.Canal.ELECTRONICA),
    **dict.fromkeys(("papel", "en papel"), Interesado.Canal.PAPEL),
}


def modelo() -> TablaDeTexto:
    """An empty sheet with its columns and a row as example."""
    return TablaDeTexto(
        (_("NIF"), _("Nombre"), _("Primer apellido"), _("Segundo apellido"), _("Calidad"), _("Notificación")),
        [("00000000T", _("Nombre"), _("Apellido"), _("Apellido"), _("interesada"), _("papel"))],
    )


def partes_de(filas: Sequence[Sequence[str]]) -> list[ParteEscrita]:
    """The parties of a sheet whose first row names its columns. Raises DatosIncorrectos when some column is missing or is twice."""
    cabecera, *resto = filas
    lugares = _lugares(cabecera)
    partes = []
    for numero, fila in enumerate(resto, start=2):
        if not any(fila):
            continue
        valor = {campo: fila[lugar] if lugar < len(fila) else "" for campo, lugar in lugares.items()}
        partes.append(
            ParteEscrita(
                numero,
                valor["nif"][:20],
                valor["nombre"][:120],
                valor.get("apellido1", "")[:80],
                valor.get("apellido2", "")[:80],
                PAPELES.get(clave_orden(valor["papel"]), ""),
                CANALES.get(clave_orden(valor["canal"]), ""),
            )
        )
    return partes


def _lugares(cabecera: Sequence[str]) -> dict[str, int]:
    lugares: dict[str, int] = {}
    problemas = []
    for lugar, celda in enumerate(cabecera):
        campo = next((campo for campo, nombres in NOMBRES.items() if clave_orden(celda) in nombres), None)
        if campo is not None and campo in lugares:
            problemas.append(_("La columna «%(c)s» está dos veces.") % {"c": celda})
        elif campo is not None:
            lugares[campo] = lugar
    titulos = dict(zip(NOMBRES, modelo().cabeceras, strict=True))
    problemas += [
        _("Falta la columna «%(c)s» en la primera fila.") % {"c": titulos[campo]}
        for campo in OBLIGADAS
        if campo not in lugares
    ]
    if problemas:
        raise DatosIncorrectos(
            _("La hoja no tiene las columnas que hacen falta."), problemas=[Problema("fichero", p) for p in problemas]
        )
    return lugares
