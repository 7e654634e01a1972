"""Files of inhábiles: one ISO date a line, optionally followed by `;` and its reason when they are to be published.

The plain form (dates alone) is the contract of `consistorio plazo`; the form with reason is what `instalar` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.textos import gettext as _

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
            fechas[fecha_iso(texto)] = _("día inhábil del calendario dado")
        except ValueError:
            problemas.append(
                Problema(_linea(nombre, numero), _("«%(texto)s» no es una fecha AAAA-MM-DD.") % {"texto": texto})
            )
    _rechazar(problemas, nombre)
    return fechas


def _linea(nombre: str, numero: int) -> str:
    return _("%(nombre)s, línea %(numero)s") % {"nombre": nombre, "numero": numero}


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
        lugar = _linea(nombre, numero)
        fecha, _separador, motivo = (parte.strip() for parte in texto.partition(";"))
        try:
            dia = fecha_iso(fecha)
        except ValueError:
            problemas.append(Problema(lugar, _("«%(fecha)s» no es una fecha AAAA-MM-DD.") % {"fecha": fecha}))
            continue
        if not motivo:
            problemas.append(Problema(lugar, _("Falta el motivo después del punto y coma.")))
        if dia in dias:
            problemas.append(Problema(lugar, _("La fecha %(fecha)s está repetida.") % {"fecha": fecha}))
        dias[dia] = motivo
    _rechazar(problemas, nombre)
    return dias


def _rechazar(problemas: list[Problema], nombre: str) -> None:
    if problemas:
        raise DatosIncorrectos(
            _("El fichero %(nombre)s tiene líneas que no se entienden.") % {"nombre": nombre}, problemas=problemas
        )


@dato
class FicheroCalendario:
    """A calendar to publish, as read of its file."""

    ambito: str
    territorio: str
    anio: int
    disposicion: str
    cotejada: bool
    dias: dict[date, str]
    municipio: str = ""


_TERRITORIOS = {"nacional": r"ES", "autonomico": r"[0-9]{2}", "local": r"[0-9]{5}"}
_CABECERA = re.compile(r"#\s*([a-z]+):\s*(.+)")


def leer_calendario(lineas: Sequence[str], *, nombre: str) -> FicheroCalendario:
    """A file of inhábiles for publishing: `fecha;motivo` lines under a heading of `# clave: valor` lines.

    Keys: `ambito` (nacional, autonomico, local), `territorio` (ES; INE code of the community, 2 digits; of the municipality,
    5), `anio`, `disposicion` (the legal source) and, if somebody held it against the official journal, `cotejada: si`. A local one
    of another municipality also says its name, `municipio`: it is how the address of who lives there finds it (LPACAP 30.6).
    Raises DatosIncorrectos with every problem of the file.
    """
    problemas: list[Problema] = []
    cabecera = {m[1]: m[2].strip() for linea in lineas if (m := _CABECERA.fullmatch(linea.strip()))}
    for clave in ("ambito", "territorio", "anio", "disposicion"):
        if not cabecera.get(clave):
            problemas.append(Problema(nombre, _("Falta la línea «# %(clave)s: …».") % {"clave": clave}))
    ambito, anio = cabecera.get("ambito", ""), cabecera.get("anio", "")
    if ambito and ambito not in _TERRITORIOS:
        problemas.append(
            Problema(nombre, _("El ámbito «%(ambito)s» no es nacional, autonomico ni local.") % {"ambito": ambito})
        )
    elif ambito and not re.fullmatch(_TERRITORIOS[ambito], cabecera.get("territorio", "")):
        problemas.append(
            Problema(
                nombre,
                _("El territorio «%(territorio)s» no es de ámbito %(ambito)s.")
                % {"territorio": cabecera.get("territorio"), "ambito": ambito},
            )
        )
    if anio and not re.fullmatch(r"[0-9]{4}", anio):
        problemas.append(Problema(nombre, _("El año «%(anio)s» no tiene cuatro cifras.") % {"anio": anio}))
    dias: dict[date, str] = {}
    try:
        dias = leer_inhabiles(lineas, nombre=nombre)
    except DatosIncorrectos as error:
        problemas.extend(error.problemas)
    ajenos = [dia.isoformat() for dia in dias if anio and str(dia.year) != anio]
    problemas.extend(
        Problema(nombre, _("La fecha %(dia)s no es de %(anio)s.") % {"dia": dia, "anio": anio}) for dia in ajenos
    )
    if not dias and not problemas:
        problemas.append(Problema(nombre, _("No contiene ningún día.")))
    _rechazar(problemas, nombre)
    cotejada = cabecera.get("cotejada", "no").lower() in {"si", "sí"}
    municipio = cabecera.get("municipio", "")[:80] if ambito == "local" else ""
    return FicheroCalendario(
        ambito, cabecera["territorio"], int(anio), cabecera["disposicion"], cotejada, dias, municipio
    )
