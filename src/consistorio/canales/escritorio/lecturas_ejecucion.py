"""The execution of a budget as its pages and its files show it: by application, by bolsa, by chapter and by area; by concept, and by chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Left
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.interfaz.tablas import Celda, Tabla
from consistorio.economia.presupuesto.consultas import denominaciones, ejecucion, ejecucion_de_ingresos
from consistorio.economia.presupuesto.models import Aplicacion, Clasificacion, ConceptoIngreso
from consistorio.nucleo.dato import dato

CERO: Final = Decimal(0)
LARGO_FILTRO: Final = 20
# Column -> what of the row it adds up
DE_GASTO: Final[Mapping[str, tuple[str | Promise, Sequence[tuple[int, str]]]]] = {
    "iniciales": (gettext_lazy("Iniciales"), [(1, "iniciales")]),
    "modificaciones": (gettext_lazy("Modificaciones"), [(1, "modificaciones")]),
    "definitivos": (gettext_lazy("Definitivos"), [(1, "iniciales"), (1, "modificaciones")]),
    "retenido": (
        gettext_lazy("Retenido"),
        [(1, "retenido_gastar"), (1, "retenido_transferir"), (1, "retenido_no_disponer"), (1, "no_disponible")],
    ),
    "autorizado": (gettext_lazy("Autorizado"), [(1, "autorizado")]),
    "dispuesto": (gettext_lazy("Dispuesto"), [(1, "dispuesto")]),
    "obligado": (gettext_lazy("Obligado"), [(1, "obligado")]),
    "pagado": (gettext_lazy("Pagado"), [(1, "pagado")]),
}
DE_INGRESO: Final[Mapping[str, tuple[str | Promise, Sequence[tuple[int, str]]]]] = {
    "iniciales": (gettext_lazy("Iniciales"), [(1, "iniciales")]),
    "modificaciones": (gettext_lazy("Modificaciones"), [(1, "modificaciones")]),
    "definitivas": (gettext_lazy("Definitivas"), [(1, "iniciales"), (1, "modificaciones")]),
    "reconocido": (gettext_lazy("Reconocido"), [(1, "reconocido")]),
    "anulado": (gettext_lazy("Anulado"), [(1, "anulado"), (1, "aplazado"), (1, "devuelto")]),
    "cancelado": (gettext_lazy("Cancelado"), [(1, "cancelado")]),
    "netos": (
        gettext_lazy("Neto"),
        [(1, "reconocido"), (-1, "anulado"), (-1, "aplazado"), (-1, "devuelto"), (-1, "cancelado")],
    ),
    "recaudado": (gettext_lazy("Recaudado neto"), [(1, "recaudado"), (-1, "devuelto")]),
    "pendiente": (
        gettext_lazy("Por cobrar"),
        [(1, "reconocido"), (-1, "anulado"), (-1, "aplazado"), (-1, "cancelado"), (-1, "recaudado")],
    ),
}


@dato
class Linea:
    """A row: its code, what it is, where it leads, and its figures in the order of the columns. `propio`: of expense, what is left of itself."""

    codigo: str
    nombre: str
    enlace: str
    cifras: tuple[Decimal, ...]
    id: UUID | None = None
    bolsa_id: UUID | None = None
    en_bolsa: Decimal | None = None


@dato
class Filtro:
    """What of a budget is looked at: how the codes begin, as they are written with points, and a chapter."""

    codigo: str = ""
    capitulo: str = ""
    area: str = ""
    bolsa: str = ""

    def de_gasto(self) -> Q:
        """The condition on applications: `920`, `920.22`, `.22` or `01.920.22`."""
        condicion = Q()
        partes = [parte.strip() for parte in self.codigo.upper().split(".")]
        if len(partes) > 2:
            condicion &= Q(organica__startswith=partes[-3])
        if partes[0] or len(partes) > 1:
            condicion &= Q(programa__startswith=partes[-2] if len(partes) > 1 else partes[0])
        if len(partes) > 1:
            condicion &= Q(economica__startswith=partes[-1])
        condicion &= Q(economica__startswith=self.capitulo) & Q(programa__startswith=self.area)
        return condicion & Q(bolsa__clave=self.bolsa) if self.bolsa else condicion

    def de_ingreso(self) -> Q:
        """The condition on concepts."""
        return Q(economica__startswith=self.codigo.strip().upper()) & Q(economica__startswith=self.capitulo)


def columnas_de_gasto() -> list[str]:
    """The headings of the figures of expense."""
    return [*(str(titulo) for titulo, _partes in DE_GASTO.values()), _("Disponible")]


def columnas_de_ingreso() -> list[str]:
    """The headings of the figures of income."""
    return [str(titulo) for titulo, _partes in DE_INGRESO.values()]


def aplicaciones(anio: int, filtro: Filtro) -> QuerySet[Aplicacion]:
    """Those of a year that the filter leaves, by their code."""
    return ejecucion(anio).filter(filtro.de_gasto())


def tras_aplicacion(filas: QuerySet[Aplicacion], ultima: Aplicacion | None) -> QuerySet[Aplicacion]:
    """Those that come after one, in the order of their codes."""
    if ultima is None:
        return filas
    return filas.filter(
        Q(organica__gt=ultima.organica)
        | Q(organica=ultima.organica, programa__gt=ultima.programa)
        | Q(organica=ultima.organica, programa=ultima.programa, economica__gt=ultima.economica)
    )


def lineas_de(aplicaciones_: Sequence[Aplicacion]) -> list[Linea]:
    """The rows of some applications."""
    nombres = denominaciones(aplicaciones_)
    return [linea_de(una, nombres[una.id]) for una in aplicaciones_]


def lineas_de_conceptos(conceptos_: Sequence[ConceptoIngreso]) -> list[Linea]:
    """The rows of some concepts of income."""
    nombres = denominaciones(conceptos_)
    return [linea_de_concepto(uno, nombres[uno.id]) for uno in conceptos_]


def linea_de(aplicacion: Aplicacion, nombre: str) -> Linea:
    """The row of an application, with what it is called and what its bolsa has left."""
    contadores = {campo: getattr(aplicacion, campo) for campo in _campos(DE_GASTO)}
    return Linea(
        aplicacion.codigo,
        nombre,
        "",
        _cifras(DE_GASTO, contadores, con_disponible=True),
        aplicacion.id,
        aplicacion.bolsa_id,
        aplicacion.bolsa.disponible,
    )


def linea_de_concepto(concepto: ConceptoIngreso, nombre: str) -> Linea:
    """The row of a concept of income, with what it is called."""
    contadores = {campo: getattr(concepto, campo) for campo in _campos(DE_INGRESO)}
    return Linea(concepto.economica, nombre, "", _cifras(DE_INGRESO, contadores), concepto.id)


def total_de_gasto(filas: QuerySet[Aplicacion]) -> Linea:
    """What some applications add up to."""
    sumas = filas.order_by().aggregate(**{campo: Sum(campo, default=CERO) for campo in _campos(DE_GASTO)})
    return Linea(_("Total"), "", "", _cifras(DE_GASTO, sumas, con_disponible=True))


def total_de_ingreso(filas: QuerySet[ConceptoIngreso]) -> Linea:
    """What some concepts add up to."""
    sumas = filas.order_by().aggregate(**{campo: Sum(campo, default=CERO) for campo in _campos(DE_INGRESO)})
    return Linea(_("Total"), "", "", _cifras(DE_INGRESO, sumas))


def por_grupo(anio: int, filas: QuerySet[Aplicacion], campo: str) -> list[Linea]:
    """Applications added up by the first figure of their economic code (`economica`: chapters) or of their programme (areas)."""
    sumas = (
        filas.order_by()
        .values(grupo=Left(campo, 1))
        .annotate(**{contador: Sum(contador) for contador in _campos(DE_GASTO)})
        .order_by("grupo")
    )
    nombres = nombres_de(anio, "gasto" if campo == "economica" else "programa", 1)
    clave = "capitulo" if campo == "economica" else "area"
    return [
        Linea(
            fila["grupo"],
            nombres.get(fila["grupo"], ""),
            f"{clave}={fila['grupo']}",
            _cifras(DE_GASTO, _euros_de(fila, DE_GASTO), con_disponible=True),
        )
        for fila in sumas
    ]


def por_bolsa(anio: int, filas: QuerySet[Aplicacion]) -> list[Linea]:
    """Applications added up by the bolsa that binds them, by its key."""
    sumas = (
        filas.order_by()
        .values("bolsa_id", clave=F("bolsa__clave"))
        .annotate(**{contador: Sum(contador) for contador in _campos(DE_GASTO)})
        .order_by("clave")
    )
    capitulos, programas = nombres_de(anio, "gasto", 1), nombres_de(anio, "programa", 1)
    return [
        Linea(
            bolsa_en_palabras(fila["clave"]),
            _nombre_de_bolsa(fila["clave"], programas, capitulos),
            f"bolsa={fila['clave']}",
            _cifras(DE_GASTO, _euros_de(fila, DE_GASTO), con_disponible=True),
        )
        for fila in sumas
    ]


def conceptos(anio: int, filtro: Filtro) -> QuerySet[ConceptoIngreso]:
    """Those of a year that the filter leaves, by their code."""
    return ejecucion_de_ingresos(anio).filter(filtro.de_ingreso())


def ingresos_por_capitulo(anio: int, filas: QuerySet[ConceptoIngreso]) -> list[Linea]:
    """Concepts added up by chapter."""
    sumas = (
        filas.order_by()
        .values(grupo=Left("economica", 1))
        .annotate(**{contador: Sum(contador) for contador in _campos(DE_INGRESO)})
        .order_by("grupo")
    )
    nombres = nombres_de(anio, "ingreso", 1)
    return [
        Linea(
            fila["grupo"],
            nombres.get(fila["grupo"], ""),
            f"capitulo={fila['grupo']}",
            _cifras(DE_INGRESO, _euros_de(fila, DE_INGRESO)),
        )
        for fila in sumas
    ]


def nombres_de(anio: int, clase: str, figuras: int) -> dict[str, str]:
    """The names of the codes of so many figures of a classification."""
    filas = Clasificacion.objects.filter(ejercicio=anio, clase=clase, codigo__regex=rf"^\w{{{figuras}}}$")
    return dict(filas.values_list("codigo", "denominacion"))


def bolsa_en_palabras(clave: str) -> str:
    """A bolsa as people write it: `9.1`, `01.92.22`, or the application that is its own."""
    if clave.startswith("="):
        return clave[1:]
    return ".".join(parte for parte in clave.split("|") if parte not in ("", "-"))


def _nombre_de_bolsa(clave: str, programas: Mapping[str, str], capitulos: Mapping[str, str]) -> str:
    partes = clave.removeprefix("=").replace("|", ".").split(".")
    if len(partes) < 2:
        return ""
    dichos = (programas.get(partes[-2][:1], ""), capitulos.get(partes[-1][:1], ""))
    return ". ".join(dicho for dicho in dichos if dicho)


def tabla_de_gasto(anio: int, filtro: Filtro, por: str) -> Tabla:
    """Every row, for a file: the two identifying columns, the figures and, by application, what its bolsa has left."""
    filas = aplicaciones(anio, filtro)
    cabeceras = [_("Código"), _("Denominación"), *columnas_de_gasto()]
    if por == "aplicacion":
        lineas = lineas_de(list(filas))
        datos: list[list[Celda]] = [
            [una.codigo, una.nombre, *una.cifras, una.en_bolsa, bolsa_en_palabras(clave)]
            for una, clave in zip(lineas, filas.values_list("bolsa__clave", flat=True), strict=True)
        ]
        cabeceras += [_("Disponible de la bolsa"), _("Bolsa")]
    else:
        datos = [[una.codigo, una.nombre, *una.cifras] for una in agrupadas(anio, filas, por)]
    return Tabla(_("Gastos %(anio)d") % {"anio": anio}, cabeceras, datos)


def tabla_de_ingreso(anio: int, filtro: Filtro, por: str) -> Tabla:
    """The same of income."""
    filas = conceptos(anio, filtro)
    lineas = ingresos_por_capitulo(anio, filas) if por == "capitulo" else lineas_de_conceptos(list(filas))
    datos: list[list[Celda]] = [[una.codigo, una.nombre, *una.cifras] for una in lineas]
    cabeceras = [_("Código"), _("Denominación"), *columnas_de_ingreso()]
    return Tabla(_("Ingresos %(anio)d") % {"anio": anio}, cabeceras, datos)


def agrupadas(anio: int, filas: QuerySet[Aplicacion], por: str) -> list[Linea]:
    """Applications added up by `bolsa`, `capitulo` or `area`."""
    if por == "bolsa":
        return por_bolsa(anio, filas)
    return por_grupo(anio, filas, "economica" if por == "capitulo" else "programa")


def _campos(columnas: Mapping[str, tuple[str | Promise, Sequence[tuple[int, str]]]]) -> list[str]:
    """The counters that some columns need, once each."""
    return list(dict.fromkeys(campo for _titulo, partes in columnas.values() for _signo, campo in partes))


def _euros_de(
    fila: Mapping[str, object], columnas: Mapping[str, tuple[str | Promise, Sequence[tuple[int, str]]]]
) -> dict[str, Decimal]:
    """The counters of a row of sums."""
    return {campo: Decimal(str(fila[campo])) for campo in _campos(columnas)}


def _cifras(
    columnas: Mapping[str, tuple[str | Promise, Sequence[tuple[int, str]]]],
    contadores: Mapping[str, Decimal],
    *,
    con_disponible: bool = False,
) -> tuple[Decimal, ...]:
    cifras = {
        clave: sum((signo * contadores[campo] for signo, campo in partes), CERO)
        for clave, (_titulo, partes) in columnas.items()
    }
    if con_disponible:
        cifras["disponible"] = cifras["definitivos"] - cifras["retenido"] - cifras["autorizado"]
    return tuple(cifras.values())
