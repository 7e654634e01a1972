"""The funds of habilitados as their pages show them: what each has, in which situation it is, and what it went through down to its entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.canales.escritorio.lecturas_tesoreria import suma_de
from consistorio.canales.interfaz.tablas import Celda, Tabla
from consistorio.documental.documentos.models import Documento
from consistorio.economia.contabilidad.consultas import cuentas
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto import clases, consultas
from consistorio.economia.presupuesto.models import Clasificacion, ConceptoIngreso, Fondo, LineaOperacion, Operacion
from consistorio.economia.presupuesto.reglas import DE_REINTEGROS
from consistorio.nucleo.dato import dato

CERO: Final = Decimal(0)
_DE_REINTEGROS: Final = rf"^({'|'.join(DE_REINTEGROS)})[0-9]"
_CORRIENTES, _DE_CAPITAL = "389", "680"
CAJA_FIJA, A_JUSTIFICAR = Fondo.Clase.CAJA_FIJA, Fondo.Clase.A_JUSTIFICAR
CIFRAS: Final = ("entregado", "pagado", "justificado", "repuesto", "reintegrado", "en_su_poder", "sin_justificar")


@dato
class FondoVisto:
    """A fund on a day. `situacion`: in words, with the colour of its label; `por_pagar`: of its obligations, in euros."""

    fondo: Fondo
    situacion: str
    color: str
    fuera_de_plazo: bool
    por_pagar: Decimal

    @property
    def cifras(self) -> list[Decimal]:
        """Those of `CIFRAS`, in euros."""
        return [getattr(self.fondo, campo) for campo in CIFRAS]

    @property
    def pendiente(self) -> Decimal:
        """What is neither justified nor given back, in euros."""
        return self.fondo.en_su_poder + self.fondo.sin_justificar


@dato
class MovimientoVisto:
    """A line of what a fund went through: what it was, and the document that proves it."""

    linea: LineaOperacion
    nombre: str
    documento: Documento | None


def fondos(anio: int, dia: date, *, fuera_de_plazo: bool = False) -> list[FondoVisto]:
    """Those that a year has, the newest first; only those out of their term, if it is said."""
    filas = vistos(list(consultas.fondos_de(anio)), dia)
    return [uno for uno in filas if uno.fuera_de_plazo] if fuera_de_plazo else filas


def vistos(suyos: Sequence[Fondo], dia: date) -> list[FondoVisto]:
    """Some of them as they are on a day: one query for all."""
    por_pagar = consultas.obligaciones_por_pagar([uno.id for uno in suyos])
    return [_visto(uno, por_pagar.get(uno.id, CERO), dia) for uno in suyos]


def _visto(uno: Fondo, por_pagar: Decimal, dia: date) -> FondoVisto:
    a_justificar = uno.clase == A_JUSTIFICAR
    pendiente = uno.en_su_poder if a_justificar else CERO
    pendiente += uno.sin_justificar
    fuera = a_justificar and uno.vence is not None and uno.vence < dia and pendiente > 0
    if fuera:
        situacion = _("Fuera de plazo"), "red"
    elif pendiente:
        situacion = _("Por justificar"), "yellow"
    elif por_pagar:
        situacion = (_("Sin pagar"), "grey") if a_justificar else (_("Por reponer"), "blue")
    elif uno.en_su_poder:
        situacion = _("En uso"), "green"
    else:
        situacion = _("Terminado"), "grey"
    return FondoVisto(uno, *situacion, fuera, por_pagar)


def sumas(filas: Sequence[FondoVisto]) -> list[Decimal]:
    """What the figures of some add up to, in euros."""
    return [suma_de(getattr(una.fondo, campo) for una in filas) for campo in CIFRAS]


def movimientos_de(fondo: Fondo) -> list[MovimientoVisto]:
    """What it went through, the newest first: the same queries however long."""
    lineas = list(consultas.operaciones_del_fondo(fondo.id))
    papeles = Documento.objects.in_bulk([una.operacion.documento_id for una in lineas if una.operacion.documento_id])
    return [
        MovimientoVisto(una, clases.nombre(una.operacion.clase), papeles.get(una.operacion.documento_id))
        for una in lineas
    ]


@dato
class PorPagar:
    """An obligation of a fund with what of it is owed, in euros. `cerrados`: the year among whose closed ones it is paid now; None while it is in its own."""

    operacion: Operacion
    importe: Decimal
    cerrados: int | None


def obligaciones_por_pagar(movimientos: Sequence[MovimientoVisto]) -> list[PorPagar]:
    """What of them is owed still, ordered or not, in its year or in closed ones."""
    lineas = [uno.linea for uno in movimientos]
    de_ellas = [
        una for una in lineas if una.operacion.clase in ("ADO", "P") and una.operacion.signo > 0 and una.saldo > 0
    ]
    pasadas = consultas.en_cerrados(una.id for una in de_ellas)
    vistas = [
        PorPagar(una.operacion, pasada.pendiente, pasada.ejercicio_id)
        if (pasada := pasadas.get(una.id)) is not None
        else PorPagar(una.operacion, una.saldo, None)
        for una in de_ellas
    ]
    return [una for una in vistas if una.importe]


def aplicaciones_de(movimientos: Sequence[MovimientoVisto]) -> list[str]:
    """The codes of the applications that bear it, once each."""
    return sorted({uno.linea.aplicacion.codigo for uno in movimientos if uno.linea.aplicacion is not None})


def admite_actos(fondo: Fondo) -> bool:
    """Whether its year, or a later one, takes entries."""
    return Ejercicio.objects.filter(anio__gte=fondo.ejercicio_id, estado=Ejercicio.Estado.ABIERTO).exists()


def se_devuelve(fondo: Fondo, movimientos: Sequence[MovimientoVisto]) -> bool:
    """Whether what it has may come back: that of an order a justificar does by its payments, in the year in which they were made."""
    if fondo.en_su_poder <= 0 or fondo.clase == CAJA_FIJA:
        return fondo.en_su_poder > 0 and admite_actos(fondo)
    lineas = [uno.linea for uno in movimientos]
    anios = {
        una.operacion.ejercicio_id
        for una in lineas
        if una.operacion.clase in ("R", "PR") and una.operacion.signo > 0 and una.saldo > 0
    }
    return Ejercicio.objects.filter(anio__in=anios, estado=Ejercicio.Estado.ABIERTO).exists()


def se_ingresa_en(fondo: Fondo) -> int | None:
    """The last open year, when what it has of other years would be its income; None when it has none."""
    if fondo.clase == CAJA_FIJA:
        return None
    abiertos = Ejercicio.objects.filter(anio__gte=fondo.ejercicio_id, estado=Ejercicio.Estado.ABIERTO)
    anio = abiertos.order_by("-anio").values_list("anio", flat=True).first()
    return anio if anio is not None and consultas.de_otro_anio(fondo, anio) else None


def conceptos_de_reintegro(anio: int) -> list[tuple[str, str]]:
    """The concepts of income of a year where what was paid in another one comes back: those that are not split further."""
    suyos = Clasificacion.objects.filter(ejercicio=anio, clase=Clasificacion.Clase.INGRESO)
    codigos = dict(suyos.filter(codigo__regex=_DE_REINTEGROS).order_by("codigo").values_list("codigo", "denominacion"))
    propios = ConceptoIngreso.objects.filter(ejercicio=anio, economica__regex=_DE_REINTEGROS)
    codigos |= {uno.economica: uno.denominacion or codigos.get(uno.economica, "") for uno in propios}
    return [
        (codigo, f"{codigo} {nombre}".strip())
        for codigo, nombre in sorted(codigos.items())
        if not any(otro != codigo and otro.startswith(codigo) for otro in codigos)
    ]


def concepto_propuesto(aplicaciones: Sequence[str]) -> str:
    """That in which what was handed over of some applications comes back, as its codes are in the classification: of capital if all of them are."""
    capitulos = {codigo.rpartition(".")[2][:1] for codigo in aplicaciones}
    return _DE_CAPITAL if capitulos and capitulos <= {"6", "7"} else _CORRIENTES


def cuentas_de_caja_fija() -> list[tuple[str, str]]:
    """The accounts of the treasury in which an anticipo may be: those of the chart, or the splits that the town opened in their place."""
    codigos = {una.codigo: una.nombre for prefijo in ("5751", "5741") for una in cuentas(prefijo)}
    return [
        (codigo, f"{codigo} {nombre}")
        for codigo, nombre in codigos.items()
        if not any(otro != codigo and otro.startswith(codigo) for otro in codigos)
    ]


def tabla(anio: int, dia: date) -> Tabla:
    """All of a year, for a file."""
    cabeceras = [_("Clase"), _("Fondo"), _("NIF"), _("Habilitado"), _("Cuenta"), _("Entregado"), _("Pagado")]
    cabeceras += [_("Justificado"), _("Repuesto"), _("Devuelto"), _("Tiene"), _("Pagado sin justificar")]
    cabeceras += [_("Último día para justificar"), _("Situación")]
    filas: list[Sequence[Celda]] = []
    for visto in fondos(anio, dia):
        uno, quien = visto.fondo, visto.fondo.habilitado
        de_quien = (quien.nif, quien.nombre_completo) if quien is not None else ("", "")
        filas.append(
            (
                *(uno.get_clase_display(), uno.denominacion, *de_quien, uno.cuenta),
                *visto.cifras,
                *(uno.vence, visto.situacion),
            )
        )
    return Tabla(_("Fondos de %(anio)d") % {"anio": anio}, cabeceras, filas)
