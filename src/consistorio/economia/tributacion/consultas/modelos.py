"""The models worked out from the operations: each figure with what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.presupuesto.models import Aplicacion, Operacion, Presupuesto
from consistorio.economia.tributacion.acceso import IRPF
from consistorio.economia.tributacion.consultas import terceras
from consistorio.economia.tributacion.consultas.libros import libro
from consistorio.economia.tributacion.consultas.liquidaciones import (
    a_compensar,
    problemas_de_saltarse,
    resultado_liquidado,
)
from consistorio.economia.tributacion.consultas.retenciones import faltas, percibidas, sin_detallar
from consistorio.economia.tributacion.models import ApunteIva, Declaracion, Percepcion, Prorrata
from consistorio.economia.tributacion.reglas import iva, periodos
from consistorio.economia.tributacion.reglas.retenciones import (
    casillas_111,
    casillas_115,
    casillas_anuales,
    por_perceptor,
)
from consistorio.economia.tributacion.semillas import casillas_303, claves, limite
from consistorio.economia.tributacion.tipos import Calculo, Casilla, Cuadre, Fila
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.tipos import Importe

CERO: Final = Decimal("0.00")


def calcular(modelo: str, anio: int, periodo: str) -> Calculo:
    """A model of a period, from the operations noted until now. Raises NoEncontrado (no such model or period)."""
    tramo = periodos.dias(anio, periodo)
    como = _COMO.get(modelo)
    anual = periodo == periodos.ANUAL
    if como is None or tramo is None or anual != (modelo in periodos.ANUALES):
        raise NoEncontrado(_("El modelo %(m)s no tiene el periodo %(p)s.") % {"m": modelo, "p": periodo})
    return como(anio, periodo, *tramo)


def es_mensual(anio: int) -> bool:
    """Whether the town declares each month what it withholds in a year (RIRPF 108.1)."""
    antes = Presupuesto.objects.filter(aprobado__lt=date(anio, 1, 1)).order_by("-ejercicio").first()
    if antes is None:
        return False
    creditos = Aplicacion.objects.filter(ejercicio=antes.pk).aggregate(s=Sum("iniciales"))["s"] or CERO
    return periodos.mensual(creditos, limite("retenciones_mensuales", date(anio, 1, 1)))


def dias_con_algo(anio: int) -> dict[str, frozenset[date]]:
    """The days of a year that have something of each model of a period: without them, nothing is to be declared."""
    del_anio = {"fecha__gte": date(anio, 1, 1), "fecha__lte": date(anio, 12, 31)}
    retenidas = Percepcion.objects.filter(**del_anio).values_list("clave", "subclave", "fecha").distinct()
    dias: dict[str, set[date]] = {"111": set(), "115": set()}
    for clave, subclave, fecha in retenidas:
        if (clave, subclave) in claves():
            dias[claves()[clave, subclave].modelo].add(fecha)
    dias["111"] |= set(sin_detallar(anio).values_list("operacion__fecha", flat=True))
    dias["303"] = set(ApunteIva.objects.filter(**del_anio).values_list("fecha", flat=True).distinct())
    return {modelo: frozenset(suyos) for modelo, suyos in dias.items()}


def presentadas(anio: int) -> QuerySet[Declaracion]:
    """What was presented of a year and nothing rectified later, by model and period."""
    vigentes = Declaracion.objects.filter(anio=anio, rectificada_por=None)
    return vigentes.select_related("documento", "pago").order_by("modelo", "periodo")


def ultima(modelo: str, anio: int, periodo: str) -> Declaracion | None:
    """What was presented last of a period, if anything was."""
    return presentadas(anio).filter(modelo=modelo, periodo=periodo).first()


def anteriores(una: Declaracion) -> list[Declaracion]:
    """Those of its period that it rectifies, at once or through others, the newest first."""
    hechas = Declaracion.objects.filter(modelo=una.modelo, anio=una.anio, periodo=una.periodo).exclude(id=una.id)
    return list(hechas.select_related("documento", "pago").order_by("-anotada_el", "-id"))


def en_datos(calculo: Calculo) -> dict[str, str]:
    """Its figures, as they are kept: number -> figure."""
    return {
        casilla.numero: f"{casilla.valor:.2f}" if casilla.euros else str(int(casilla.valor))
        for casilla in calculo.casillas
        if casilla.numero
    }


def ha_cambiado(una: Declaracion, calculo: Calculo) -> bool:
    """Whether the figures are not those that were presented any more. One of zero is as one that is not there: the boxes are not always the same."""
    return _que_no_son_cero(una.casillas) != _que_no_son_cero(en_datos(calculo))


def _que_no_son_cero(cifras: Mapping[str, str]) -> dict[str, str]:
    return {numero: cifra for numero, cifra in cifras.items() if Decimal(cifra)}


def _de_111(anio: int, periodo: str, desde: date, hasta: date) -> Calculo:
    percibidos, filas = percibidas(desde, hasta, "111")
    casillas = casillas_111(percibidos)
    return Calculo(
        "111",
        anio,
        periodo,
        desde,
        hasta,
        casillas,
        tuple(filas),
        (_de_la_cuenta(anio, hasta),),
        _faltan(anio, hasta),
        casillas[-1].valor,
    )


def _de_115(anio: int, periodo: str, desde: date, hasta: date) -> Calculo:
    percibidos, filas = percibidas(desde, hasta, "115")
    casillas = casillas_115(percibidos)
    avisos = _faltan(anio, hasta)
    return Calculo("115", anio, periodo, desde, hasta, casillas, tuple(filas), (), avisos, casillas[-1].valor)


def _de_la_cuenta(anio: int, hasta: date) -> Cuadre:
    """What account 4751 owes on a day, and what was withheld since the year began and is not paid in, with what it began with."""
    neto = -saldo(anio, IRPF, hasta=hasta).neto
    al_empezar = -saldo(anio, IRPF, hasta=date(anio, 1, 1)).neto
    desde = date(anio, 1, 1)
    detallado = CERO
    for modelo in ("111", "115"):
        percibidos, _filas = percibidas(desde, hasta, modelo)
        detallado += sum((uno.retencion for uno in percibidos), CERO)
    pagos = Operacion.objects.filter(
        ejercicio=anio, fecha__lte=hasta, clase="PNP", lineas__no_presupuestario__cuenta__startswith=IRPF
    )
    pagado = pagos.aggregate(s=Sum("lineas__importe"))["s"] or CERO
    return Cuadre(_("Saldo de la cuenta 4751, y lo retenido sin ingresar"), neto, al_empezar + detallado - pagado)


def _faltan(anio: int, hasta: date) -> tuple[str, ...]:
    faltan = faltas(anio, hasta)
    if not faltan:
        return ()
    mensaje = ngettext(
        "Hay %(n)d retención sin decir de quién es, por %(total)s: detállela antes de presentar el modelo.",
        "Hay %(n)d retenciones sin decir de quién son, por %(total)s: detállelas antes de presentar el modelo.",
        len(faltan),
    )
    return (mensaje % {"n": len(faltan), "total": Importe(sum(faltan, CERO))},)


def _anual(modelo: str, periodico: str) -> Callable[[int, str, date, date], Calculo]:
    def hacer(anio: int, periodo: str, desde: date, hasta: date) -> Calculo:
        percibidos, filas = percibidas(desde, hasta, modelo)
        perceptores = por_perceptor(percibidos)
        casillas = casillas_anuales(perceptores)
        total = "30" if periodico == "111" else "05"
        declarado = sum((Decimal(str(d.casillas[total])) for d in presentadas(anio).filter(modelo=periodico)), CERO)
        cuadre = Cuadre(
            _("Retenciones del año, y suma de los modelos %(m)s presentados") % {"m": periodico},
            casillas[2].valor,
            declarado,
        )
        return Calculo(modelo, anio, periodo, desde, hasta, casillas, tuple(filas), (cuadre,), _faltan(anio, hasta))

    return hacer


def _de_303(anio: int, periodo: str, desde: date, hasta: date) -> Calculo:
    """Of the general regime, with what the town accrues of what it buys, in the boxes of `datos/casillas_303.csv`; what is at another rate is said."""
    emitidas = list(libro("repercutido", desde, hasta).filter(exenta=False))
    emitidas += list(libro("soportado", desde, hasta).exclude(regimen=""))
    recibidas = list(libro("soportado", desde, hasta).exclude(deducible=0))
    regularizado = sum(
        (p.regularizacion or CERO for p in Prorrata.objects.filter(regularizada__gte=desde, regularizada__lte=hasta)),
        CERO,
    )
    devengadas, avisos = _devengado(emitidas, hasta)
    avisos += tuple(uno.mensaje for uno in problemas_de_saltarse(periodo, desde))
    deducir = sum((u.deducible for u in recibidas), CERO) + regularizado
    pendiente = a_compensar(anio, desde, hasta)
    resultado = sum((u.cuota for u in emitidas), CERO) - deducir
    aplicado = min(pendiente, max(resultado, CERO))
    casillas = (
        *devengadas,
        *_soportado(recibidas, hasta),
        Casilla("44", _("Regularización por el porcentaje definitivo de prorrata"), regularizado),
        Casilla("45", _("Total a deducir"), deducir),
        Casilla("46", _("Resultado del régimen general"), resultado),
        Casilla("110", _("Cuotas por compensar de periodos anteriores"), pendiente),
        Casilla("78", _("Cuotas de periodos anteriores que se aplican en este"), aplicado),
        Casilla("87", _("Cuotas de periodos anteriores que quedan"), pendiente - aplicado),
        Casilla("71", _("Resultado de la declaración"), resultado - aplicado),
    )
    todas = {u.id: u for u in (*emitidas, *recibidas)}
    filas = tuple(_fila_de_iva(u) for u in todas.values())
    cuadre = Cuadre(
        _("Resultado de la declaración, y liquidación contabilizada"),
        resultado - aplicado,
        resultado_liquidado(desde, hasta),
    )
    return Calculo("303", anio, periodo, desde, hasta, casillas, filas, (cuadre,), avisos, resultado - aplicado)


def _devengado(emitidas: Sequence[ApunteIva], en: date) -> tuple[list[Casilla], tuple[str, ...]]:
    """Base and tax of each box, in its order, and their sum; what has no box is said."""
    por_casilla, avisos = dict[tuple[str, str, str], list[ApunteIva]](), dict[str, None]()
    for uno in sorted(emitidas, key=lambda u: (u.regimen, u.tipo)):
        donde = casillas_303("devengado", uno.regimen, en, tipo=uno.tipo)
        nombre = _("IVA devengado al %(tipo)s %%") % {"tipo": iva.en_tanto(uno.tipo)}
        if donde is None:
            mensaje = _(
                "Hay facturas expedidas al %(tipo)s %%, que no está en las casillas 01 a 09: llévelas a la suya."
            )
            avisos[mensaje % {"tipo": iva.en_tanto(uno.tipo)}] = None
        por_casilla.setdefault((*(donde or ("", "")), uno.get_regimen_display() or nombre), []).append(uno)
    casillas = [
        una
        for (base, cuota, nombre), suyas in por_casilla.items()
        for una in _base_y_cuota(base, cuota, nombre, _("cuota"), [(u, u.cuota) for u in suyas])
    ]
    total = sum((u.cuota for u in emitidas), CERO)
    casillas.append(Casilla("27", _("Total cuota devengada"), total, True, tuple(str(u.id) for u in emitidas)))
    return casillas, tuple(avisos)


def _soportado(recibidas: Sequence[ApunteIva], en: date) -> list[Casilla]:
    """What is deducted, of current goods and of those of investment, of here and of the Union."""
    casillas = list[Casilla]()
    for regimenes, inversion, nombre in (
        (("", ApunteIva.Regimen.INVERSION), False, _("Soportado en operaciones interiores corrientes")),
        (("", ApunteIva.Regimen.INVERSION), True, _("Soportado en operaciones interiores con bienes de inversión")),
        ((ApunteIva.Regimen.INTRACOMUNITARIA,), False, _("Soportado en adquisiciones intracomunitarias corrientes")),
        (
            (ApunteIva.Regimen.INTRACOMUNITARIA,),
            True,
            _("Soportado en adquisiciones intracomunitarias de bienes de inversión"),
        ),
    ):
        suyas = [(u, u.deducible) for u in recibidas if u.regimen in regimenes and u.inversion == inversion]
        base, cuota = casillas_303("deducible", regimenes[0], en, inversion=inversion) or ("", "")
        casillas += _base_y_cuota(base, cuota, nombre, _("cuota deducible"), suyas)
    return casillas


def _base_y_cuota(
    base: str, cuota: str, nombre: str, que: str, suyas: Sequence[tuple[ApunteIva, Decimal]]
) -> tuple[Casilla, Casilla]:
    filas = tuple(str(u.id) for u, _cuanto in suyas)
    bases, cuotas = sum((u.base for u, _cuanto in suyas), CERO), sum((cuanto for _u, cuanto in suyas), CERO)
    return (
        Casilla(base, _("%(que)s: base") % {"que": nombre}, bases, True, filas),
        Casilla(cuota, f"{nombre}: {que}", cuotas, True, filas),
    )


def _fila_de_iva(uno: ApunteIva) -> Fila:
    que = _("%(libro)s, factura %(n)s al %(tipo)s %%")
    return Fila(
        str(uno.id),
        uno.operacion_id,
        str(uno.operacion),
        uno.fecha,
        uno.persona.nif,
        uno.persona.nombre_completo,
        que % {"libro": uno.get_libro_display(), "n": uno.factura, "tipo": iva.en_tanto(uno.tipo)},
        uno.base,
        uno.cuota if uno.libro == ApunteIva.Libro.REPERCUTIDO else uno.deducible,
    )


def _de_347(anio: int, periodo: str, desde: date, hasta: date) -> Calculo:
    declaradas, filas, avisos = terceras.de_un_anio(anio)
    todas = tuple(fila for una in declaradas for fila in una.filas)
    casillas = (
        Casilla("01", _("Personas y entidades que se declaran"), Decimal(len(declaradas)), False, todas),
        Casilla("02", _("Importe anual de las operaciones"), sum((u.total for u in declaradas), CERO), True, todas),
    )
    return Calculo("347", anio, periodo, desde, hasta, casillas, tuple(filas), (), tuple(avisos))


_COMO: Final[dict[str, Callable[[int, str, date, date], Calculo]]] = {
    "111": _de_111,
    "115": _de_115,
    "190": _anual("190", "111"),
    "180": _anual("180", "115"),
    "303": _de_303,
    "347": _de_347,
}


def perceptores_de(calculo: Calculo) -> Sequence[tuple[Fila, ...]]:
    """The rows of a yearly model, those of each recipient together."""
    grupos: dict[tuple[str, str], list[Fila]] = {}
    for fila in calculo.filas:
        grupos.setdefault((fila.nif, fila.que), []).append(fila)
    return [tuple(suyas) for _clave, suyas in sorted(grupos.items())]
