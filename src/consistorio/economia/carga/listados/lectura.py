"""From a published file to its rows. A file whose columns are not in their place is refused whole: half of it believed would be worse than nothing."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.carga.listados.formatos import FORMATOS, Formato
from consistorio.economia.carga.listados.tipos import CERO, Fila, Listado, Reparo
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe

# From how many rows with something wrong, and which part of them, the file is not believed
POCAS: Final = 3
PARTE: Final = Decimal("0.1")
# From how many rows the sums of whole columns say something
MUCHAS: Final = 20
REPAROS_QUE_SE_DICEN: Final = 100
_PROGRAMA: Final = re.compile(r"\d{3,5}")
_ECONOMICA: Final = re.compile(r"\d{3}(\d{2,4})?")
_ORGANICA: Final = re.compile(r"[0-9A-Z]{1,10}")
_IMPORTE: Final = re.compile(r"-?\d{1,12}([.,]\d{1,2})?")
_CIFRAS_SIGNIFICATIVAS: Final = 10
_Cruda = tuple[int, Mapping[str, str] | None]


def leer(fichero: str, contenido: bytes) -> Listado:
    """Read a listing of one of the formats. Raises DatosIncorrectos when it is of none, or its columns are not in their place, with the reasons."""
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        texto = contenido.decode("cp1252", errors="replace")
    en_json = texto.lstrip().startswith("[")
    cabecera, filas = _de_json(fichero, texto) if en_json else _de_tabla(texto)
    formato = _formato(fichero, cabecera, en_json=en_json)
    leidas, rechazadas, no_cuadran, vistas = list[Fila](), list[Reparo](), list[Reparo](), set[str]()
    for numero, cruda in filas:
        fila, motivos = _fila(formato, numero, cruda)
        if fila is not None and fila.codigo in vistas:
            motivos = [_("%(codigo)s ya está en otra fila.") % {"codigo": fila.codigo}]
        if fila is None or motivos:
            rechazadas.append(Reparo(numero, " ".join(motivos)))
            continue
        vistas.add(fila.codigo)
        leidas.append(fila)
        if motivos := list(_no_cuadra(formato, fila, cruda or {})):
            no_cuadran.append(Reparo(numero, " ".join(motivos)))
    _exigir_columnas(fichero, formato, leidas, rechazadas, no_cuadran)
    return Listado(fichero, str(formato.nombre), formato.clase, tuple(leidas), tuple(rechazadas), tuple(no_cuadran))


def _de_tabla(texto: str) -> tuple[list[str], Iterator[_Cruda]]:
    lineas = texto.splitlines()
    primera = lineas[0] if lineas else ""
    separador = ";" if primera.count(";") > primera.count(",") else ","
    filas = csv.reader(lineas, delimiter=separador)
    cabecera = [celda.strip() for celda in next(filas, [])]

    def crudas() -> Iterator[_Cruda]:
        for numero, celdas in enumerate(filas, 2):
            if any(celda.strip() for celda in celdas):
                yield numero, dict(zip(cabecera, celdas, strict=True)) if len(celdas) == len(cabecera) else None

    return cabecera, crudas()


def _de_json(fichero: str, texto: str) -> tuple[list[str], Iterator[_Cruda]]:
    try:
        objetos = json.loads(texto)
    except ValueError:
        objetos = None
    if not isinstance(objetos, list) or not all(isinstance(uno, dict) for uno in objetos):
        raise _refusado(fichero, [_("No es una lista de objetos JSON.")])
    cabecera = list(objetos[0]) if objetos else []

    def crudas() -> Iterator[_Cruda]:
        for numero, uno in enumerate(objetos, 2):
            escritos = {clave: str(valor) for clave, valor in uno.items()}
            yield numero, escritos if set(escritos) >= set(cabecera) else None

    return cabecera, crudas()


def _formato(fichero: str, cabecera: Sequence[str], *, en_json: bool) -> Formato:
    hay = set(cabecera)
    posibles = [formato for formato in FORMATOS if formato.en_json == en_json]
    for formato in posibles:
        if formato.columnas <= hay and len(hay) == len(cabecera):
            return formato
    cerca = min(posibles, key=lambda formato: len(formato.columnas - hay))
    faltan = sorted(cerca.columnas - hay)
    mensajes = [_("Sus columnas no son las de ningún formato conocido.")]
    if faltan and len(faltan) < len(cerca.columnas):
        mensaje = _("Lo más parecido es «%(formato)s», y le faltan: %(faltan)s.")
        mensajes.append(mensaje % {"formato": cerca.nombre, "faltan": ", ".join(faltan)})
    repetidas = sorted({c for c in cabecera if list(cabecera).count(c) > 1})
    if repetidas:
        mensajes.append(_("Hay columnas repetidas: %(cuales)s.") % {"cuales": ", ".join(repetidas)})
    raise _refusado(fichero, mensajes)


def _fila(formato: Formato, numero: int, cruda: Mapping[str, str] | None) -> tuple[Fila | None, list[str]]:
    """The row, or everything for which it is not one."""
    if cruda is None:
        return None, [_("No tiene las mismas celdas que la cabecera.")]
    celdas = {clave: celda.strip() for clave, celda in cruda.items()}
    organica = "".join(celdas[columna] for columna in formato.organica)
    programa = celdas[formato.programa] if formato.programa else ""
    economica = celdas[formato.economica]
    motivos = []
    if formato.organica and not _ORGANICA.fullmatch(organica):
        motivos.append(_("«%(codigo)s» no es una orgánica.") % {"codigo": organica})
    if formato.programa and not _PROGRAMA.fullmatch(programa):
        motivos.append(_("«%(codigo)s» no es un programa.") % {"codigo": programa})
    if not _ECONOMICA.fullmatch(economica):
        motivos.append(_("«%(codigo)s» no es una económica.") % {"codigo": economica})
    for columna, largo in formato.largos.items():
        if not motivos and len(celdas[columna]) != largo:
            mensaje = _("«%(codigo)s» no tiene las %(n)d cifras de %(columna)s.")
            motivos.append(mensaje % {"codigo": celdas[columna], "n": largo, "columna": columna})
    codigos = {"programa": programa, "economica": economica}
    for columna, (de, cifras) in formato.comprueba.items():
        if not motivos and celdas[columna] != codigos[de][:cifras]:
            mensaje = _("%(columna)s es «%(dice)s» y no el comienzo de %(codigo)s.")
            motivos.append(mensaje % {"columna": columna, "dice": celdas[columna], "codigo": codigos[de]})
    importes: dict[str, Decimal] = {}
    if not any(celdas[columna] for columna in formato.importes):
        motivos.append(_("No trae ningún importe."))
    else:
        for columna, nombre in formato.importes.items():
            if _IMPORTE.fullmatch(celdas[columna]):
                importes[nombre] = Decimal(celdas[columna].replace(",", "."))
            else:
                mensaje = _("«%(celda)s» no es un importe de %(columna)s.")
                motivos.append(mensaje % {"celda": celdas[columna], "columna": columna})
    if motivos:
        return None, motivos
    return Fila(numero, organica, programa, economica, celdas[formato.denominacion], importes), []


def _no_cuadra(formato: Formato, fila: Fila, cruda: Mapping[str, str]) -> Iterator[str]:
    holgura = max([formato.holgura, *(_redondeo(cruda[columna].strip()) for columna in formato.importes)])
    i = fila.importes
    for suma in formato.sumas:
        hallada = sum((i[s] for s in suma.sumandos), CERO) - sum((i[r] for r in suma.restan), CERO)
        if abs(hallada - i[suma.total]) > holgura:
            mensaje = _("«%(total)s» dice %(dice)s y sale %(sale)s.")
            partes = {"total": suma.total, "dice": Importe(i[suma.total]), "sale": Importe(hallada)}
            yield mensaje % partes
    for mayor, menor in zip(formato.orden, formato.orden[1:], strict=False):
        if i[menor] - i[mayor] > holgura:
            mensaje = _("«%(menor)s» es más que «%(mayor)s».")
            yield mensaje % {"menor": menor, "mayor": mayor}
    for positivo in formato.positivos:
        if i[positivo] < 0:
            yield _("«%(cual)s» es negativo.") % {"cual": positivo}


def _redondeo(celda: str) -> Decimal:
    """How far from the true amount a cell may be that was written with ten significant figures: five cents in 123126417,3."""
    entero, coma, decimales = celda.lstrip("-").partition(",")
    if len(entero) < _CIFRAS_SIGNIFICATIVAS - 1 or len(decimales) > 1:
        return CERO
    return Decimal("0.06") if coma else Decimal("0.6") if len(entero) >= _CIFRAS_SIGNIFICATIVAS else Decimal("0.06")


def _exigir_columnas(
    fichero: str, formato: Formato, leidas: Sequence[Fila], rechazadas: Sequence[Reparo], no_cuadran: Sequence[Reparo]
) -> None:
    mal, todas = [*rechazadas, *no_cuadran], len(leidas) + len(rechazadas)
    if not todas:
        raise _refusado(fichero, [_("No tiene ninguna fila.")])
    muchas = len(mal) == todas or (len(mal) > 1 and len(mal) * 2 >= todas)
    if muchas or (len(mal) >= POCAS and len(mal) > PARTE * todas):
        mensaje = _("Sus columnas no están en su sitio: %(mal)d de %(todas)d filas no se sostienen. Por ejemplo:")
        ejemplos = [
            _("fila %(n)d: %(motivo)s") % {"n": reparo.fila, "motivo": reparo.motivo}
            for reparo in sorted(mal, key=lambda uno: uno.fila)[:REPAROS_QUE_SE_DICEN]
        ]
        raise _refusado(fichero, [mensaje % {"mal": len(mal), "todas": todas}, *ejemplos])
    for mayor, menor in zip(formato.orden, formato.orden[1:], strict=False):
        restas = [fila.importes[mayor] - fila.importes[menor] for fila in leidas]
        if max(restas, default=CERO) <= 0 and sum(resta < -formato.holgura for resta in restas) >= POCAS:
            mensaje = _("«%(menor)s» nunca es menos que «%(mayor)s»: parecen columnas cambiadas entre sí.")
            raise _refusado(fichero, [mensaje % {"menor": menor, "mayor": mayor}])
    if len(leidas) < MUCHAS:
        return
    sumas = {nombre: sum((fila.importes[nombre] for fila in leidas), CERO) for nombre in leidas[0].importes}
    if sumas.get("modificaciones", CERO) > sumas["iniciales"]:
        raise _refusado(fichero, [_("Lo modificado suma más que lo inicial: parecen columnas cambiadas entre sí.")])
    cumplido = sumas.get("pagos", sumas.get("recaudacion", CERO))
    if "pendiente" in sumas and sumas["pendiente"] > cumplido:
        mensaje = _("Lo pendiente suma más que lo pagado o cobrado: parecen columnas cambiadas entre sí.")
        raise _refusado(fichero, [mensaje])


def _refusado(fichero: str, mensajes: Sequence[str]) -> DatosIncorrectos:
    return DatosIncorrectos(
        _("%(fichero)s no se ha leído.") % {"fichero": fichero},
        problemas=[Problema(fichero, mensaje) for mensaje in mensajes],
        que_hacer=_("Compruebe que el archivo es el que se publicó, y que ningún programa ha movido sus columnas."),
    )
