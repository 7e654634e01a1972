"""From the files of a load to its records. Every problem of every file is told at once; nothing is guessed."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from consistorio.economia.carga import filas
from consistorio.economia.carga.filas import Tablas
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.nucleo.errores import DatosIncorrectos, Problema

CLASES: Final[Mapping[str, type]] = {
    "carga": filas.Dato,
    "totales": filas.Total,
    "apertura": filas.SaldoDeCuenta,
    "saldos": filas.SaldoDeCuenta,
    "clasificacion": filas.Codigo,
    "vinculacion": filas.Vinculo,
    "creditos": filas.Credito,
    "previsiones": filas.Prevision,
    "modificaciones": filas.LineaModificada,
    "gastos": filas.Gasto,
    "ingresos": filas.Ingreso,
    "cerrados": filas.Cerrado,
    "terceros": filas.Tercero,
    "pendientes": filas.Pendiente,
    "no_presupuestarias": filas.NoPresupuestario,
    "bancos": filas.Banco,
    "bienes": filas.BienLeido,
    "proyectos": filas.ProyectoLeido,
    "agentes": filas.AgenteLeido,
    "arrastres": filas.ArrastreLeido,
    "futuros": filas.Futuro,
    "fondos": filas.FondoLeido,
    "depositos": filas.DepositoLeido,
    "prestamos": filas.PrestamoLeido,
    "cuotas": filas.CuotaLeida,
    "facturas_pendientes": filas.FacturaPendiente,
    "cuentas_de_terceros": filas.CuentaDeTercero,
}
EXIGIDAS: Final = ("carga", "totales", "saldos", "creditos", "previsiones")
_IMPORTE: Final = re.compile(r"-?\d{1,12}(\.\d{1,2})?")
_CON_MILES: Final = re.compile(r"-?\d{1,3}(\.\d{3})+,\d{1,2}")
_SI: Final = {"si": True, "sí": True, "no": False, "": False}


def leer_carpeta(carpeta: Path) -> Tablas:
    """The tables of a folder, a file `NAME.csv` each. Raises DatosIncorrectos with every problem."""
    return leer({fichero.stem: fichero.read_bytes() for fichero in sorted(carpeta.glob("*.csv"))})


def leer(ficheros: Mapping[str, bytes]) -> Tablas:
    """The tables from what their files hold, by name. Raises DatosIncorrectos with every problem: missing files or columns, and cells that are not what they should."""
    problemas = [
        Problema(nombre, _("Esa tabla no es de una carga: compruebe el nombre del archivo."))
        for nombre in sorted(ficheros.keys() - CLASES.keys())
    ]
    problemas += [
        Problema(nombre, _("Falta el archivo %(nombre)s.csv.") % {"nombre": nombre})
        for nombre in EXIGIDAS
        if nombre not in ficheros
    ]
    leidas: dict[str, Any] = {}
    for nombre, contenido in ficheros.items():
        if nombre in CLASES:
            leidas[nombre] = _leer_tabla(nombre, contenido, problemas)
    if problemas:
        raise DatosIncorrectos(
            _("Los archivos de la carga no se entienden. No se ha cargado nada."), problemas=problemas
        )
    suma = hashlib.sha256()
    for nombre in sorted(ficheros):
        suma.update(f"{nombre}:{hashlib.sha256(ficheros[nombre]).hexdigest()}\n".encode())
    return Tablas(**leidas, huella=suma.hexdigest())


def leer_vinculacion(contenido: bytes) -> list[Regla]:
    """The rules of vinculación of a table alone. Raises DatosIncorrectos with every problem."""
    problemas: list[Problema] = []
    filas_leidas: tuple[filas.Vinculo, ...] = _leer_tabla("vinculacion", contenido, problemas)
    if not problemas and not filas_leidas:
        problemas.append(Problema("vinculacion", _("La tabla no tiene ninguna regla.")))
    if problemas:
        raise DatosIncorrectos(_("La tabla de vinculación no se entiende."), problemas=problemas)
    return [regla_de(fila) for fila in filas_leidas]


def regla_de(v: filas.Vinculo) -> Regla:
    """As the budget takes it."""
    return Regla(
        v.orden,
        v.organica,
        v.programa,
        v.economica,
        v.nivel_organico,
        v.nivel_programa,
        v.nivel_economica,
        v.en_si_misma,
    )


def _leer_tabla(nombre: str, contenido: bytes, problemas: list[Problema]) -> tuple[Any, ...]:
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        problemas.append(Problema(nombre, _("El archivo no está en UTF-8: guárdelo como «CSV UTF-8».")))
        return ()
    clase = CLASES[nombre]
    lineas = texto.splitlines()
    separador = ";" if lineas and ";" in lineas[0] else ","
    lector = csv.DictReader(lineas, delimiter=separador, restkey="")
    campos = {campo.name: campo for campo in fields(clase)}
    cabecera = [(c or "").strip() for c in lector.fieldnames or ()]
    lector.fieldnames = cabecera
    faltan = [c.name for c in campos.values() if c.default is MISSING and c.name not in cabecera]
    sobran = [c for c in cabecera if c not in campos]
    if faltan or sobran or len(set(cabecera)) < len(cabecera):
        mensaje = _("Sus columnas no son las de la tabla. Faltan: %(faltan)s. Sobran o se repiten: %(sobran)s.")
        repetidas = sorted({c for c in cabecera if cabecera.count(c) > 1})
        dichas = {"faltan": ", ".join(faltan) or "-", "sobran": ", ".join([*sobran, *repetidas]) or "-"}
        problemas.append(Problema(nombre, mensaje % dichas))
        return ()
    leidas = []
    for n, fila in enumerate(lector, 2):
        donde = f"{nombre}.{n}"
        if "" in fila or None in fila.values():
            problemas.append(Problema(donde, _("La fila no tiene las mismas columnas que la cabecera.")))
            continue
        valores = {}
        for columna, celda in fila.items():
            campo = campos[columna]
            limpia = celda.strip()
            if not limpia and campo.default is not MISSING:
                continue
            try:
                valores[columna] = _LEER[_tipo(campo)](limpia)
            except (ValueError, KeyError):
                mensaje = _("«%(celda)s» no sirve en la columna %(columna)s: %(que)s.")
                que = {"celda": limpia, "columna": columna, "que": _que_es(_tipo(campo))}
                problemas.append(Problema(donde, mensaje % que))
        if valores.keys() >= {c.name for c in campos.values() if c.default is MISSING}:
            leidas.append(clase(**valores))
    return tuple(leidas)


def _tipo(campo: Field[Any]) -> str:
    """What its cells hold, when they hold something."""
    return str(campo.type).removesuffix(" | None")


def _importe(celda: str) -> Decimal:
    limpio = celda.replace(".", "") if _CON_MILES.fullmatch(celda) else celda
    limpio = limpio.replace(",", ".") if "." not in limpio else limpio
    if not _IMPORTE.fullmatch(limpio):
        raise ValueError(celda)
    return Decimal(limpio).quantize(Decimal("0.01"))


def _texto(celda: str) -> str:
    if not celda:
        raise ValueError(celda)
    return celda


def _fecha(celda: str) -> date:
    if "/" in celda:
        dia, mes, anio = celda.split("/")
        return date(int(anio), int(mes), int(dia))
    return date.fromisoformat(celda)


_LEER: Final[Mapping[str, Callable[[str], object]]] = {
    "str": _texto,
    "Decimal": _importe,
    "int": int,
    "date": _fecha,
    "bool": lambda celda: _SI[celda.lower()],
}


def _que_es(tipo: str) -> str:
    return {
        "str": _("no puede quedar vacía"),
        "Decimal": _("son euros, con dos decimales como mucho"),
        "int": _("es un número entero"),
        "date": _("es una fecha, como 2026-06-30"),
        "bool": _("es «si» o «no»"),
    }[tipo]
