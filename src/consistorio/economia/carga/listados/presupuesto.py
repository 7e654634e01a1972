"""The budget that some listings say: initial credits and forecasts, as the Pleno would have approved them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.carga.listados.lectura import leer
from consistorio.economia.carga.listados.tipos import CERO, Fila, Listado
from consistorio.economia.presupuesto.tipos import CodigoPropio, CreditoInicial, PresupuestoNuevo, Prevision
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe

LARGO_NOMBRE = 600


def presupuesto_entero(
    ficheros: Sequence[tuple[str, bytes]], anio: int, en_clasificacion: Callable[[str, str], bool]
) -> PresupuestoNuevo:
    """The budget of a town: every row of its files (name and content), or none. It may have more income than expense, and never the other way (TRLRHL 165.4).

    Raises DatosIncorrectos with everything that is wrong, row by row.
    """
    listados, problemas = list[Listado](), list[str]()
    for nombre, contenido in ficheros:
        try:
            listado = leer(nombre, contenido)
        except DatosIncorrectos as error:
            problemas += [f"{nombre}: {uno.mensaje}" for uno in error.problemas]
            continue
        listados.append(listado)
        for reparo in sorted([*listado.rechazadas, *listado.no_cuadran], key=lambda uno: uno.fila):
            problemas.append(_en_fila(nombre, reparo.fila, reparo.motivo))
    problemas += _en_dos_archivos(listados)
    if not problemas and {listado.clase for listado in listados} != {"gasto", "ingreso"}:
        problemas.append(_("Hacen falta el archivo de gastos y el de ingresos."))
    nuevo = presupuesto_de(listados, anio, en_clasificacion)
    gastos, ingresos = (sum((u.importe for u in f), CERO) for f in (nuevo.creditos, nuevo.previsiones))
    if not problemas and gastos > ingresos:
        mensaje = _(
            "El presupuesto se aprueba sin déficit inicial (TRLRHL 165.4): los créditos suman %(c)s y las previsiones, %(p)s."
        )
        problemas.append(mensaje % {"c": Importe(gastos), "p": Importe(ingresos)})
    if problemas:
        raise DatosIncorrectos(
            _("El presupuesto no se ha cargado."), problemas=[Problema("ficheros", uno) for uno in problemas]
        )
    return replace(nuevo, descuadrado=ingresos > gastos)


def _en_fila(fichero: str, fila: int, motivo: str) -> str:
    return _("%(f)s, fila %(n)d: %(m)s") % {"f": fichero, "n": fila, "m": motivo}


def _en_dos_archivos(listados: Iterable[Listado]) -> Iterable[str]:
    """What is in two files, which would count twice, and the remnant, which pays nothing that is initial."""
    vistos: dict[tuple[str, str], Listado] = {}
    for listado in listados:
        for fila in listado.filas:
            otro = vistos.setdefault((listado.clase, fila.codigo), listado)
            if otro is not listado:
                mensaje = _("%(c)s ya está en %(o)s.") % {"c": fila.codigo, "o": otro.fichero}
                yield _en_fila(listado.fichero, fila.numero, mensaje)
            if listado.clase == "ingreso" and fila.economica.startswith("87") and fila.importes["iniciales"]:
                mensaje = _("El remanente de tesorería no financia el presupuesto inicial.")
                yield _en_fila(listado.fichero, fila.numero, mensaje)


def presupuesto_de(
    listados: Iterable[Listado], anio: int, en_clasificacion: Callable[[str, str], bool], *, definitivo: bool = False
) -> PresupuestoNuevo:
    """The budget of a year. `en_clasificacion(clase, codigo)`: whether the order has that group of programmes or article; what it has not is a code of the town.

    `definitivo`: with what was modified, for who executes it and not for who approves it. Concepts of several centres are one.
    """
    gastos = [fila for listado in listados if listado.clase == "gasto" for fila in listado.filas]
    ingresos = [fila for listado in listados if listado.clase == "ingreso" for fila in listado.filas]
    credito, prevision = ("definitivos", "definitivas") if definitivo else ("iniciales", "iniciales")
    previsiones: dict[str, tuple[Decimal, str]] = {}
    for fila in ingresos:
        suma, _nombre = previsiones.get(fila.economica, (CERO, ""))
        # The remnant of the treasury finances modifications, and never what is initial
        importe = CERO if fila.economica.startswith("87") else fila.importes[prevision]
        previsiones[fila.economica] = (suma + importe, fila.denominacion)
    creditos = tuple(CreditoInicial(f.codigo, f.importes[credito], f.denominacion[:LARGO_NOMBRE]) for f in gastos)
    dichas = tuple(Prevision(c, importe, nombre[:LARGO_NOMBRE]) for c, (importe, nombre) in previsiones.items())
    return PresupuestoNuevo(
        anio=anio,
        aprobado=date(anio - 1, 12, 31),
        creditos=creditos,
        previsiones=dichas,
        descuadrado=sum((c.importe for c in creditos), CERO) != sum((p.importe for p in dichas), CERO),
        propios=tuple(_propios(gastos, ingresos, en_clasificacion)),
    )


def _propios(
    gastos: Iterable[Fila], ingresos: Iterable[Fila], en_clasificacion: Callable[[str, str], bool]
) -> Iterable[CodigoPropio]:
    dichos = {("programa", f.programa[:3]) for f in gastos} | {("gasto", f.economica[:2]) for f in gastos}
    dichos |= {("ingreso", f.economica[:2]) for f in ingresos}
    for clase, codigo in sorted(dichos):
        if not en_clasificacion(clase, codigo):
            yield CodigoPropio(clase, codigo, codigo)
