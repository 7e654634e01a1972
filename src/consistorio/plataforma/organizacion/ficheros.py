"""Reading the organisation from files: one JSON, or a folder of CSV (`unidades.csv`, `puestos.csv`, `empleados.csv`, ...).

JSON: lists `roles`, `unidades`, `puestos`, `empleados`, `delegaciones`, `suplencias`. CSV: the same names, one file a list, header
with the field names, separator `;` or `,`, UTF-8; several values in a cell are separated by spaces (`roles`, `permisos`), and an
employee's post is one column `puesto`. Unknown fields and every missing one are reported, all at once.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio, Problema
from consistorio.nucleo.tipos import Dir3, Nif

Fila = Mapping[str, object]

CAMPOS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "roles": (frozenset({"codigo", "nombre", "permisos"}), frozenset()),
    "unidades": (
        frozenset({"dir3", "nombre", "desde"}),
        frozenset({"padre", "telefono", "correo", "direccion", "es_oficina_registro"}),
    ),
    "puestos": (frozenset({"codigo", "nombre", "unidad"}), frozenset({"organo", "roles"})),
    "empleados": (
        frozenset({"nif", "nombre", "apellido1", "desde"}),
        frozenset({"apellido2", "usuario", "correo", "puestos", "puesto"}),
    ),
    "delegaciones": (
        frozenset({"organo", "puesto", "desde", "texto"}),
        frozenset({"hasta", "materia", "publicada_en"}),
    ),
    "suplencias": (frozenset({"puesto", "suplente", "desde", "hasta", "norma"}), frozenset({"forma"})),
}


@dato
class Carga:
    """What a file says, already checked for form. `huella` is the SHA-256 of its bytes."""

    huella: str
    listas: Mapping[str, Sequence[Fila]] = field(default_factory=dict)

    def de(self, lista: str) -> Sequence[Fila]:
        """The rows of a list; empty when the file has none."""
        return self.listas.get(lista, ())


def leer(ruta: Path) -> Carga:
    """Read a JSON file or a folder of CSV. Raises DatosIncorrectos with every problem and its place."""
    return leer_contenidos(contenidos_de(ruta))


def contenidos_de(ruta: Path) -> Mapping[str, bytes]:
    """The bytes of a file, or of each file of a folder that can be loaded. Raises DatosIncorrectos when it has none."""
    if not ruta.is_dir():
        return {ruta.name: ruta.read_bytes()}
    partes = [ruta / f"{lista}.csv" for lista in CAMPOS]
    crudos = {fichero.name: fichero.read_bytes() for fichero in partes if fichero.is_file()}
    if not crudos:
        raise DatosIncorrectos(
            _("La carpeta no tiene ninguno de los ficheros que se pueden cargar."),
            que_hacer=", ".join(p.name for p in partes),
        )
    return crudos


def leer_contenidos(ficheros: Mapping[str, bytes]) -> Carga:
    """Read one JSON, or several CSV by their names. Raises DatosIncorrectos with every problem and its place."""
    nombres = sorted(ficheros)
    if len(nombres) == 1 and not nombres[0].lower().endswith(".csv"):
        return _de_json(ficheros[nombres[0]])
    listas: dict[str, list[Fila]] = {}
    problemas: list[Problema] = []
    for nombre in nombres:
        lista, _punto, extension = nombre.lower().rpartition(".")
        if extension != "csv" or lista not in CAMPOS:
            problemas.append(Problema(nombre, _("No es uno de los ficheros que se pueden cargar.")))
            continue
        try:
            listas[lista] = _de_csv(ficheros[nombre])
        except UnicodeDecodeError:
            problemas.append(Problema(nombre, _("No está en UTF-8: guárdelo como «CSV UTF-8».")))
    if problemas:
        raise DatosIncorrectos(
            _("El fichero de organización tiene errores; no se ha cargado nada."),
            que_hacer=_("Se admite un fichero JSON, o estos: %(lista)s.")
            % {"lista": ", ".join(f"{lista}.csv" for lista in CAMPOS)},
            problemas=problemas,
        )
    return comprobada(listas, hashlib.sha256(b"".join(ficheros[n] for n in nombres)).hexdigest())


def _de_json(contenido: bytes) -> Carga:
    try:
        datos = json.loads(contenido)
    except ValueError as error:
        raise DatosIncorrectos(_("El fichero no es JSON: %(error)s.") % {"error": error}) from error
    if not isinstance(datos, dict) or not all(isinstance(v, list) for v in datos.values()):
        raise DatosIncorrectos(_("El fichero debe contener listas: unidades, puestos, empleados…"))
    return comprobada(datos, hashlib.sha256(contenido).hexdigest())


def comprobada(listas: Mapping[str, Sequence[object]], huella: str) -> Carga:
    """Check the form of every row. Raises DatosIncorrectos with every problem."""
    problemas = [
        Problema(nombre, _("No se conoce la lista «%(lista)s».") % {"lista": nombre})
        for nombre in listas
        if nombre not in CAMPOS
    ]
    buenas: dict[str, list[Fila]] = {}
    for nombre in CAMPOS:
        buenas[nombre] = []
        for numero, fila in enumerate(listas.get(nombre, ()), start=1):
            lugar = f"{nombre}[{numero}]"
            if not isinstance(fila, Mapping):
                problemas.append(Problema(lugar, _("No es una ficha con campos.")))
                continue
            problemas += _problemas_de(nombre, fila, lugar)
            buenas[nombre].append({str(k): v for k, v in fila.items()})
    problemas += _referencias(buenas)
    if problemas:
        raise DatosIncorrectos(
            _("El fichero de organización tiene errores; no se ha cargado nada."), problemas=problemas
        )
    return Carga(huella, buenas)


def texto(fila: Fila, campo: str) -> str:
    """A field as text; empty when it is not there."""
    valor = fila.get(campo)
    return "" if valor is None else str(valor).strip()


def fecha(fila: Fila, campo: str) -> date | None:
    """A field as a date AAAA-MM-DD; None when it is empty."""
    valor = texto(fila, campo)
    return date.fromisoformat(valor) if valor else None


def fecha_obligada(fila: Fila, campo: str) -> date:
    """A date that the form check has made sure of."""
    return date.fromisoformat(texto(fila, campo))


def lista(fila: Fila, campo: str) -> list[str]:
    """Several values: a JSON list, or words of a CSV cell."""
    valor = fila.get(campo)
    if isinstance(valor, list):
        return [str(v) for v in valor]
    return texto(fila, campo).split()


def ocupaciones(fila: Fila) -> list[Fila]:
    """The posts of an employee, from the JSON list `puestos` or the CSV column `puesto`."""
    valor = fila.get("puestos")
    if isinstance(valor, list):
        return [{str(k): v for k, v in p.items()} for p in valor if isinstance(p, Mapping)]
    codigo = texto(fila, "puesto")
    return [{"codigo": codigo, "desde": texto(fila, "desde")}] if codigo else []


def _de_csv(contenido: bytes) -> list[Fila]:
    cadena = contenido.decode("utf-8-sig")
    separador = ";" if cadena.splitlines()[:1] and ";" in cadena.splitlines()[0] else ","
    return [
        {clave: valor for clave, valor in fila.items() if clave}
        for fila in csv.DictReader(io.StringIO(cadena), delimiter=separador)
    ]


def _problemas_de(nombre: str, fila: Mapping[object, object], lugar: str) -> list[Problema]:
    obligados, opcionales = CAMPOS[nombre]
    claves = {str(k) for k in fila}
    problemas = [
        Problema(f"{lugar}.{campo}", _("Falta."))
        for campo in sorted(obligados)
        if not str(fila.get(campo) or "").strip()
    ]
    problemas += [
        Problema(f"{lugar}.{campo}", _("No se conoce este campo.")) for campo in sorted(claves - obligados - opcionales)
    ]
    for campo in ("desde", "hasta"):
        valor = str(fila.get(campo) or "").strip()
        if valor:
            try:
                date.fromisoformat(valor)
            except ValueError:
                problemas.append(Problema(f"{lugar}.{campo}", _("Escriba la fecha como AAAA-MM-DD.")))
    for campo, tipo in (("dir3", Dir3), ("nif", Nif.de)):
        valor = str(fila.get(campo) or "").strip()
        if valor:
            try:
                tipo(valor.upper())
            except ErrorDominio as error:
                problemas.append(Problema(f"{lugar}.{campo}", error.mensaje))
    return problemas


def _referencias(listas: Mapping[str, Sequence[Fila]]) -> list[Problema]:
    """Units of posts and parents must be in the same file when the file brings units."""
    unidades = {texto(u, "dir3") for u in listas["unidades"]}
    if not unidades:
        return []
    pares = [("unidades", "padre"), ("puestos", "unidad")]
    return [
        Problema(f"{nombre}[{n}].{campo}", _("No hay ninguna unidad «%(dir3)s».") % {"dir3": texto(fila, campo)})
        for nombre, campo in pares
        for n, fila in enumerate(listas[nombre], start=1)
        if texto(fila, campo) and texto(fila, campo) not in unidades
    ]
