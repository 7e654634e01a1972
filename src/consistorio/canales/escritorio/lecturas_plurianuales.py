"""What is committed of later years as its pages show it, and the rows that are typed of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.canales.escritorio.rejilla import FILAS, LARGO_CODIGO, LARGO_IMPORTE, MAXIMO, euros_escritos
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.tablas import Celda, Tabla
from consistorio.economia.presupuesto import clases, consultas
from consistorio.economia.presupuesto.limites_plurianuales import supuestos
from consistorio.economia.presupuesto.models import LimitePlurianual, LineaFutura, Operacion, OperacionFutura
from consistorio.economia.presupuesto.operaciones import reajuste_plurianual as reajuste
from consistorio.economia.presupuesto.tipos import LineaDeFuturo
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe

TRASPASO: Final = "TR"
# What may come after each, in the register
SIGUEN: Final[Mapping[str, tuple[str, ...]]] = {"RC": ("A", "AD"), "A": ("D",)}


@dato
class FilaDeFuturo:
    """A row as it was typed: a year, an application and how much; or `origen`, the line that it follows or changes, and what is left of it."""

    n: int
    anio: str = ""
    codigo: str = ""
    importe: str = ""
    origen: UUID | None = None
    error: str = ""

    @property
    def vacia(self) -> bool:
        """Whether nothing was typed in it."""
        return not (self.importe or (self.origen is None and (self.codigo or self.anio)))


def nombre(clase: str) -> str:
    """In words."""
    if clase == TRASPASO:
        return _("Traspaso al presupuesto de su año")
    return _("%(n)s, de ejercicios futuros") % {"n": clases.nombre(clase)}


def casos(en: date) -> list[tuple[str, str]]:
    """The cases of TRLRHL 174.2 that are in force on a day, to choose among them."""
    suyos = [uno for uno in supuestos() if uno.desde <= en and (uno.hasta is None or en <= uno.hasta)]
    return [(uno.codigo, f"{uno.denominacion} ({uno.articulo})") for uno in suyos]


def operaciones(anio: int, *, antes_de: UUID | None) -> QuerySet[OperacionFutura]:
    """Those noted in a year, the newest first."""
    filas = OperacionFutura.objects.filter(ejercicio=anio)
    return (filas.filter(id__lt=antes_de) if antes_de else filas).order_by("-id")


def limites_elevados(anio: int) -> list[LimitePlurianual]:
    """What was raised in a year, the newest first."""
    return list(LimitePlurianual.objects.filter(ejercicio=anio).order_by("-id"))


def lineas_de(una: OperacionFutura) -> list[LineaFutura]:
    """Its lines in order, with what they follow and what they became."""
    return list(una.lineas.select_related("origen__operacion", "linea__operacion").order_by("orden"))


def por_que_no_se_reajusta(una: OperacionFutura) -> str:
    """Why its annuities may not be moved here, in words; "" when they may."""
    if motivo := reajuste.por_que_no(una):
        return motivo
    return "" if queda(list(reajuste.lineas_de(una))) else _("No queda nada de ella: anote otra.")


def queda(lineas: Sequence[LineaFutura]) -> bool:
    """Whether something is left of some lines."""
    return any(linea.saldo > 0 for linea in lineas)


def tabla(anio: int) -> Tabla:
    """The register by year and application, for a file."""
    cabeceras = [_("Año"), _("Aplicación"), _("Caso"), _("Tramitación anticipada")]
    cabeceras += [_("Retenido"), _("Autorizado"), _("Comprometido"), _("Límite"), _("Queda del límite")]
    filas: list[list[Celda]] = [
        [
            *(una.anio, una.codigo, una.supuesto, _("Sí") if una.anticipada else _("No")),
            *(una.retenido, una.autorizado, una.dispuesto, una.limite, una.queda),
        ]
        for una in consultas.anualidades(anio)
    ]
    return Tabla(_("Ejercicios futuros"), cabeceras, filas)


def vacias(hay: Sequence[FilaDeFuturo] = ()) -> list[FilaDeFuturo]:
    """Some rows, and empty ones after them."""
    return [*hay, *(FilaDeFuturo(n) for n in range(len(hay), min(len(hay) + FILAS, MAXIMO)))]


def tras(lineas: Sequence[LineaFutura]) -> list[FilaDeFuturo]:
    """A row for what is left of each line of an operation."""
    con_saldo = [linea for linea in lineas if linea.saldo > 0]
    return [
        FilaDeFuturo(n, str(li.anio), li.codigo, str(Importe(li.saldo)).removesuffix(" €"), li.id)
        for n, li in enumerate(con_saldo)
    ]


def por_reajustar(una: OperacionFutura) -> list[FilaDeFuturo]:
    """A row for what is left of each year and application of an operation, with what was added to it before."""
    quedan: dict[tuple[int, str], tuple[Decimal, UUID]] = {}
    for linea in reajuste.lineas_de(una):
        hay, primera = quedan.get((linea.anio, linea.codigo), (Decimal(0), linea.id))
        quedan[linea.anio, linea.codigo] = hay + linea.saldo, primera
    con_saldo = [(anio, codigo, hay, de) for (anio, codigo), (hay, de) in sorted(quedan.items()) if hay]
    return [
        FilaDeFuturo(n, str(anio), codigo, str(Importe(hay)).removesuffix(" €"), de)
        for n, (anio, codigo, hay, de) in enumerate(con_saldo)
    ]


def leidas(enviado: Mapping[str, str]) -> list[FilaDeFuturo]:
    """The rows of a form that was sent, those that are empty too."""
    cuantas = min(numero(enviado.get("filas")) or FILAS, MAXIMO)
    return [
        FilaDeFuturo(
            n,
            enviado.get(f"linea-{n}-anio", "").strip()[:4],
            enviado.get(f"linea-{n}-codigo", "").strip().upper()[:LARGO_CODIGO],
            enviado.get(f"linea-{n}-importe", "").strip()[:LARGO_IMPORTE],
            identificador(enviado.get(f"linea-{n}-origen")),
        )
        for n in range(cuantas)
    ]


def pedidas(filas: Sequence[FilaDeFuturo]) -> tuple[dict[int, LineaDeFuturo], dict[int, str]]:
    """What is asked for, by its row, and what is wrong with what was typed."""
    lineas, errores = dict[int, LineaDeFuturo](), dict[int, str]()
    for fila in (una for una in filas if not una.vacia):
        importe, mensaje = euros_escritos(fila.importe)
        anio = numero(fila.anio) or 0
        if fila.origen is None and not anio:
            mensaje = f"{_('Escriba el año, con cuatro cifras.')} {mensaje}".strip()
        if mensaje:
            errores[fila.n] = mensaje
        lineas[fila.n] = LineaDeFuturo(importe, anio, "" if fila.origen else fila.codigo, fila.origen)
    return lineas, errores


def que_lo_inicia(anio: int, dicho: str) -> UUID | None:
    """The operation of this year with which the expense begins, by its number; None when none is said. Raises DatosIncorrectos (there is none)."""
    if not dicho.strip():
        return None
    cual = numero(dicho.rpartition("/")[2].rpartition(" ")[2].strip()) or 0
    una = Operacion.objects.filter(ejercicio=anio, libro=Operacion.Libro.GASTO, numero=cual, signo=1).first()
    if una is None:
        mensaje = _("No hay ninguna operación de gasto con el número «%(n)s» en %(a)d.") % {"n": dicho, "a": anio}
        raise DatosIncorrectos(mensaje, problemas=[Problema("inicia", mensaje)])
    return una.id
