"""The payrolls as their pages show them: those of a year, and a file as it is read before it is noted."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from consistorio.canales.escritorio import rejilla
from consistorio.canales.escritorio.rejilla import FilaEscrita, FilaVista
from consistorio.canales.interfaz.tablas import Celda, Tabla
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, LineaOperacion, Nomina
from consistorio.economia.presupuesto.nomina import FilaNomina, leer
from consistorio.economia.presupuesto.operaciones.nominas import iguales_a, problemas_de_conceptos
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.tipos import Importe

CERO = Decimal(0)
LINEA = "linea "  # how a problem of the file says where it is


@dato
class FilaLeida:
    """A row with what each column says, and its application with what its bolsa has left."""

    fila: FilaNomina
    retenciones: tuple[Decimal, ...]
    vista: FilaVista


@dato
class LineaCruda:
    """A line of a file that is not understood or does not square, as it came, with what is wrong with it."""

    numero: int
    texto: str
    problemas: tuple[str, ...]


@dato
class Lectura:
    """A file as it was read. `filas`: when it is understood; `crudas`: when it is not, its lines; `problemas`: of no row; `iguales`: the payrolls with the same rows."""

    conceptos: tuple[str, ...] = ()
    filas: tuple[FilaLeida, ...] = ()
    bruto: Decimal = CERO
    neto: Decimal = CERO
    retenido: tuple[Decimal, ...] = ()
    crudas: tuple[LineaCruda, ...] = ()
    problemas: tuple[str, ...] = ()
    iguales: tuple[Nomina, ...] = ()

    @property
    def se_entiende(self) -> bool:
        """Whether it may be noted."""
        return bool(self.filas) and not self.problemas


def nominas(anio: int, *, antes_de: UUID | None = None) -> QuerySet[Nomina]:
    """Those of a year, the newest first; those before one."""
    filas = Nomina.objects.filter(ejercicio=anio).select_related("operacion", "pago")
    return (filas.filter(id__lt=antes_de) if antes_de else filas).order_by("-id")


def sumas(anio: int) -> dict[str, Decimal]:
    """What those of a year that stand add up to, in euros."""
    suyas = Nomina.objects.filter(ejercicio=anio, anulada=False)
    dichas = suyas.aggregate(bruto=Sum("bruto", default=CERO), neto=Sum("neto", default=CERO))
    bruto, neto = dichas["bruto"], dichas["neto"]
    return {"bruto": bruto, "neto": neto, "retenido": bruto - neto}


def estado(una: Nomina) -> str:
    """In words."""
    if una.anulada:
        return _("Anulada")
    return _("Pagada") if una.pago_id is not None else _("Por pagar")


def retenciones(una: Nomina) -> list[tuple[str, str, Decimal]]:
    """What its payment keeps: the concept, its name, and how much in euros."""
    nombres = dict(
        ConceptoNoPresupuestario.objects.filter(codigo__in=una.descuentos).values_list("codigo", "denominacion")
    )
    return [(c, nombres.get(c, ""), Decimal(str(importe))) for c, importe in sorted(una.descuentos.items())]


def lineas(una: Nomina) -> list[tuple[LineaOperacion, str]]:
    """What is due of each application, with its name."""
    suyas = list(una.operacion.lineas.select_related("aplicacion").order_by("orden"))
    nombres = denominaciones(li.aplicacion for li in suyas if li.aplicacion is not None)
    return [(li, nombres[li.aplicacion_id]) for li in suyas if li.aplicacion_id is not None]


def tabla_de_nominas(anio: int) -> Tabla:
    """For a file."""
    cabeceras = [_("Nómina"), _("Fecha"), _("Operación"), _("Bruto"), _("Retenido"), _("Neto"), _("Estado"), _("Pago")]
    filas: list[list[Celda]] = [
        [
            *(una.texto, una.operacion.fecha, str(una.operacion), una.bruto, una.retenido, una.neto),
            *(estado(una), str(una.pago) if una.pago is not None else "", una.motivo),
        ]
        for una in nominas(anio)
    ]
    return Tabla(_("Nóminas de %(anio)d") % {"anio": anio}, [*cabeceras, _("Por qué se repite")], filas)


def leida(anio: int, contenido: str) -> Lectura:
    """A file as it would be noted in the budget of a year: everything that is wrong with it is told, by its line."""
    try:
        hecha = leer(contenido)
    except DatosIncorrectos as error:
        return _no_se_entiende(contenido, error)
    conceptos = tuple(dict.fromkeys(c for fila in hecha.filas for c in fila.retenciones))
    escritas = [
        FilaEscrita(n, fila.aplicacion, str(Importe(fila.bruto)).removesuffix(" €"))
        for n, fila in enumerate(hecha.filas)
        if fila.bruto
    ]
    vistas = {una.escrita.n: una for una in rejilla.vistas(anio, "ADO", escritas, {})}
    mal = rejilla.con_las_demas(list(vistas.values()), {})
    filas = tuple(
        FilaLeida(
            fila,
            tuple(fila.retenciones.get(c, CERO) for c in conceptos),
            vistas.get(n, FilaVista(FilaEscrita(n, fila.aplicacion))),
        )
        for n, fila in enumerate(hecha.filas)
    )
    problemas = [
        _("Línea %(n)d, %(a)s: %(que)s") % {"n": n + 2, "a": hecha.filas[n].aplicacion, "que": mensaje}
        for n, mensaje in sorted(mal.items())
    ]
    return Lectura(
        conceptos,
        filas,
        hecha.bruto,
        hecha.neto,
        tuple(hecha.descuentos.get(c, CERO) for c in conceptos),
        problemas=(*problemas, *(uno.mensaje for uno in problemas_de_conceptos(hecha))),
        iguales=tuple(iguales_a(hecha)),
    )


def _no_se_entiende(contenido: str, error: DatosIncorrectos) -> Lectura:
    """The lines as they came, each with what is wrong with it."""
    de_cada: dict[str, list[str]] = {}
    for problema in error.problemas:
        de_cada.setdefault(problema.campo, []).append(problema.mensaje)
    textos = [linea for linea in contenido.lstrip("\ufeff").splitlines() if linea.replace(";", "")]
    crudas = tuple(
        LineaCruda(n, texto[:300], tuple(de_cada.pop(f"{LINEA}{n}", ()))) for n, texto in enumerate(textos, 1)
    )
    sueltos = [mensaje for mensajes in de_cada.values() for mensaje in mensajes]
    con_sitio = [
        _("Línea %(n)d: %(que)s") % {"n": una.numero, "que": mensaje} for una in crudas for mensaje in una.problemas
    ]
    return Lectura(crudas=crudas, problemas=(*con_sitio, *sueltos))
