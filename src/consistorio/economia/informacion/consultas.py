"""The figures of a quarter, from the operations dated until its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Sum
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from consistorio.economia.cierre.cuadros import Cuadro
from consistorio.economia.cierre.ejecucion import por_presupuesto, saldos_de_apertura
from consistorio.economia.cierre.reglas.liquidacion import RemanenteDeTesoreria, remanente
from consistorio.economia.cierre.rotulos import CAPITULOS_GASTO, CAPITULOS_INGRESO
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.models import Apunte, Asiento, Cuenta, Ejercicio
from consistorio.economia.contabilidad.saldos import tiene_apertura
from consistorio.economia.facturas.consultas import morosidad, pmp
from consistorio.economia.facturas.morosidad import Cuantas, Morosidad
from consistorio.economia.facturas.plazo_medio import Medio
from consistorio.economia.informacion.models import AjusteSec, TasaDeReferencia
from consistorio.economia.informacion.reglas import (
    Estabilidad,
    ReglaDeGasto,
    ajuste_de_recaudacion,
    es_interes,
    estabilidad,
    gasto_computable,
)
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.economia.presupuesto.reglas import sumar
from consistorio.economia.proyectos.consultas import desviaciones_en
from consistorio.economia.proyectos.reglas import resumir
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.tipos import Importe

CERO: Final = Decimal("0.00")
FINES: Final = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
_DE_BALANCE: Final = ("1", "2", "3", "4", "5")
# What the budget of a year leaves is of closed years in the next one
_DE_CERRADOS: Final = {"400": "401", "430": "431", "433": "431", "437": "431", "438": "431"}
DE_DEUDA: Final = (
    "170",
    "171",
    "172",
    "173",
    "174",
    "176",
    "177",
    "178",
    "179",
    "520",
    "521",
    "522",
    "523",
    "524",
    "527",
)
_GASTO: Final = ("iniciales", "definitivos", "obligado", "pagado")
_INGRESO: Final = ("iniciales", "definitivas", "netos", "recaudado")


@dato
class Trimestre:
    """Everything of a quarter. Chapters by their figure; amounts in euros."""

    anio: int
    trimestre: int
    hasta: date
    gastos: Mapping[str, Mapping[str, Decimal]]
    ingresos: Mapping[str, Mapping[str, Decimal]]
    cerrados: Mapping[str, Decimal]
    remanente: RemanenteDeTesoreria
    pmp: Medio | None
    morosidad: Morosidad
    deuda: Mapping[str, Decimal]
    estabilidad: Estabilidad
    regla: ReglaDeGasto
    ajustes: tuple[AjusteSec, ...]


def del_trimestre(anio: int, trimestre: int) -> Trimestre:
    """A quarter, 1 to 4. Raises NoEncontrado."""
    if trimestre not in FINES:
        raise NoEncontrado(_("El trimestre es del 1 al 4."))
    hasta = date(anio, *FINES[trimestre])
    gastos, ingresos = _gastos(anio, hasta), _ingresos(anio, hasta)
    en_saldos = _saldos(anio, hasta)
    ajustes = tuple(AjusteSec.objects.filter(anio=anio, trimestre__lte=trimestre).order_by("clase", "anotado_el"))
    return Trimestre(
        anio,
        trimestre,
        hasta,
        gastos,
        ingresos,
        _cerrados(anio, hasta),
        remanente(en_saldos, por_presupuesto=por_presupuesto(hasta), exceso_financiacion_afectada=_exceso(anio, hasta)),
        _pmp(hasta),
        morosidad(desde=date(hasta.year, hasta.month - 2, 1), hasta=hasta)[0],
        {c: -s for c, s in sorted(en_saldos.items()) if c.startswith(DE_DEUDA) and s < 0},
        _estabilidad(anio, hasta, gastos, ingresos, en_saldos, ajustes),
        _regla(anio, hasta, gastos, ajustes),
        ajustes,
    )


def cuadros(uno: Trimestre) -> list[Cuadro]:
    """Its tables, as the page, the file and the document show them."""
    cuentas = dict(Cuenta.objects.filter(codigo__in=uno.deuda).values_list("codigo", "nombre"))
    return [
        _de_capitulos(
            _("Ejecución de gastos"),
            (_("Iniciales"), _("Definitivos"), _("Obligaciones"), _("Pagos")),
            _GASTO,
            uno.gastos,
            CAPITULOS_GASTO,
        ),
        _de_capitulos(
            _("Ejecución de ingresos"),
            (_("Iniciales"), _("Definitivas"), _("Derechos netos"), _("Recaudación neta")),
            _INGRESO,
            uno.ingresos,
            CAPITULOS_INGRESO,
        ),
        Cuadro(
            _("Ejercicios cerrados"),
            (_("Concepto"), _("Importe")),
            ((_("Pagos"), _en(uno.cerrados["PC"])), (_("Cobros"), _en(uno.cerrados["CC"]))),
        ),
        _de_remanente(uno.remanente),
        _de_pago(uno.pmp),
        _de_morosidad(uno.morosidad),
        Cuadro(
            _("Deuda"),
            (_("Cuenta"), _("Importe")),
            (
                *((f"{c} {cuentas[c]}", _en(i)) for c, i in uno.deuda.items()),
                (_("Total"), _en(sum(uno.deuda.values(), CERO))),
            ),
            totales=(len(uno.deuda),),
        ),
        _de_estabilidad(uno.estabilidad, {ajuste.clase for ajuste in uno.ajustes}),
        _de_la_regla(uno.regla),
    ]


def _saldos(anio: int, hasta: date) -> dict[str, Decimal]:
    """What each account had at the end of a day, debit less credit, as if the year had not been closed that day: closing leaves every account at zero. While the year before is open,
    with what it leaves so far."""
    netos = {cuenta: uno.neto for cuenta, uno in saldos(anio, hasta=hasta).items()}
    if not tiene_apertura(anio):
        for cuenta, neto in _al_abrir(anio).items():
            netos[cuenta] = netos.get(cuenta, CERO) + neto
    del_cierre = Apunte.objects.filter(ejercicio=anio, fecha__lte=hasta, asiento__clase=Asiento.Clase.CIERRE)
    for lado, signo in (("debe_id", -1), ("haber_id", 1)):
        for cuenta, importe in del_cierre.values_list(lado).annotate(total=Sum("importe")):
            netos[cuenta] = netos.get(cuenta, CERO) + signo * importe
    return {cuenta: neto for cuenta, neto in netos.items() if neto}


def _al_abrir(anio: int) -> dict[str, Decimal]:
    """With what a year begins, debit less credit: its opening or, while the year before is open, what that one leaves so far, its budget as of closed years."""
    if tiene_apertura(anio) or not Ejercicio.objects.filter(pk=anio - 1).exists():
        return saldos_de_apertura(anio)
    netos: dict[str, Decimal] = {}
    for cuenta, neto in _saldos(anio - 1, date(anio - 1, 12, 31)).items():
        if cuenta.startswith(_DE_BALANCE):
            suya = f"{_DE_CERRADOS.get(cuenta[:3], cuenta[:3])}{cuenta[3:]}"
            netos[suya] = netos.get(suya, CERO) + neto
    return netos


def _exceso(anio: int, hasta: date) -> Decimal:
    """Of affected financing, at the end of a day."""
    return resumir([una for varias in desviaciones_en(anio, hasta=hasta).values() for una in varias]).exceso


def _gastos(anio: int, hasta: date) -> dict[str, dict[str, Decimal]]:
    filas = LineaOperacion.objects.filter(aplicacion__ejercicio=anio, operacion__fecha__lte=hasta)
    grupos = filas.annotate(capitulo=Substr("aplicacion__economica", 1, 1)).values(
        "capitulo", "operacion__clase", "de_retencion"
    )
    sumas: dict[str, dict[str, Decimal]] = {}
    for grupo in grupos.annotate(suma=Sum("importe")).order_by("capitulo"):
        efecto = clases.sobre_aplicacion(grupo["operacion__clase"], de_retencion=grupo["de_retencion"])
        sumar(efecto, grupo["suma"], sumas.setdefault(grupo["capitulo"], {}))
    return {
        capitulo: {
            "iniciales": s.get("iniciales", CERO),
            "definitivos": s.get("iniciales", CERO) + s.get("modificaciones", CERO),
            "obligado": s.get("obligado", CERO),
            "pagado": s.get("pagado", CERO),
        }
        for capitulo, s in sumas.items()
    }


def _ingresos(anio: int, hasta: date) -> dict[str, dict[str, Decimal]]:
    filas = LineaOperacion.objects.filter(concepto__ejercicio=anio, operacion__fecha__lte=hasta)
    grupos = filas.annotate(capitulo=Substr("concepto__economica", 1, 1)).values("capitulo", "operacion__clase")
    sumas: dict[str, dict[str, Decimal]] = {}
    for grupo in grupos.annotate(suma=Sum("importe")).order_by("capitulo"):
        sumar(clases.sobre_concepto(grupo["operacion__clase"]), grupo["suma"], sumas.setdefault(grupo["capitulo"], {}))
    return {
        capitulo: {
            "iniciales": s.get("iniciales", CERO),
            "definitivas": s.get("iniciales", CERO) + s.get("modificaciones", CERO),
            "netos": s.get("reconocido", CERO) - sum((s.get(c, CERO) for c in clases.BAJAN_DERECHOS), CERO),
            "recaudado": s.get("recaudado", CERO) - s.get("devuelto", CERO),
        }
        for capitulo, s in sumas.items()
    }


def _cerrados(anio: int, hasta: date) -> dict[str, Decimal]:
    filas = LineaOperacion.objects.filter(operacion__ejercicio=anio, operacion__fecha__lte=hasta)
    return {
        clase: filas.filter(operacion__clase=clase).aggregate(s=Sum("importe"))["s"] or CERO for clase in ("PC", "CC")
    }


def _estabilidad(
    anio: int,
    hasta: date,
    gastos: Mapping[str, Mapping[str, Decimal]],
    ingresos: Mapping[str, Mapping[str, Decimal]],
    en_saldos: Mapping[str, Decimal],
    ajustes: tuple[AjusteSec, ...],
) -> Estabilidad:
    """With the two adjustments that the books know, unless Intervención typed its own."""
    derechos = _de(ingresos, "netos")
    al_abrir, ahora = (
        sum((saldo for cuenta, saldo in unos.items() if cuenta.startswith("413")), CERO)
        for unos in (_al_abrir(anio), en_saldos)
    )
    propuestos = {
        AjusteSec.Clase.RECAUDACION: ajuste_de_recaudacion(derechos, _de(ingresos, "recaudado"), _cobrado(anio, hasta)),
        AjusteSec.Clase.CUENTA_413: ahora - al_abrir,
    }
    dichas = {uno.clase for uno in ajustes}
    recaudacion, cuenta_413 = (
        _ajuste(ajustes, clase) if clase in dichas else propuesto for clase, propuesto in propuestos.items()
    )
    return estabilidad(
        derechos,
        _de(gastos, "obligado"),
        recaudacion=recaudacion,
        cuenta_413=cuenta_413,
        otros=_ajuste(ajustes, AjusteSec.Clase.ESTABILIDAD),
    )


def _cobrado(anio: int, hasta: date) -> dict[str, Decimal]:
    """Of closed years, by chapter; what nobody classified is of chapter 3."""
    filas = LineaOperacion.objects.filter(operacion__ejercicio=anio, operacion__fecha__lte=hasta, operacion__clase="CC")
    sumas: dict[str, Decimal] = {}
    for codigo, suma in filas.values_list("cerrado__codigo").annotate(s=Sum("importe")).order_by():
        capitulo = codigo.rpartition(".")[2][:1] or "3"
        sumas[capitulo] = sumas.get(capitulo, CERO) + suma
    return sumas


def _pmp(hasta: date) -> Medio | None:
    desde = date(hasta.year, hasta.month - 2, 1)
    return next((uno for uno in pmp(desde=desde, hasta=hasta) if not uno.area), None)


def _regla(
    anio: int, hasta: date, gastos: Mapping[str, Mapping[str, Decimal]], ajustes: tuple[AjusteSec, ...]
) -> ReglaDeGasto:
    """The year before is that of the accounts; when it is not in this program, its adjustment is the whole figure."""
    de_que = AjusteSec.Clase
    antes = date(anio - 1, 12, 31)
    tasa = TasaDeReferencia.objects.filter(anio=anio).first()
    return ReglaDeGasto(
        gasto_computable(
            _de(_gastos(anio - 1, antes), "obligado"),
            _intereses(anio - 1, antes),
            _ajuste(ajustes, de_que.GASTO_ANTERIOR),
        ),
        gasto_computable(_de(gastos, "obligado"), _intereses(anio, hasta), _ajuste(ajustes, de_que.GASTO)),
        tasa.por_ciento if tasa is not None else None,
        _ajuste(ajustes, de_que.NORMATIVO),
    )


def _intereses(anio: int, hasta: date) -> Decimal:
    filas = LineaOperacion.objects.filter(
        aplicacion__ejercicio=anio,
        operacion__fecha__lte=hasta,
        operacion__clase__in=[t for t in clases.TRAMOS if "O" in t],
    )
    por_economica = filas.values_list("aplicacion__economica").annotate(s=Sum("importe")).order_by()
    return sum(
        (s for economica, s in por_economica if es_interes(economica)),
        CERO,
    )


def _ajuste(ajustes: tuple[AjusteSec, ...], clase: str) -> Decimal:
    return sum((uno.importe for uno in ajustes if uno.clase == clase), CERO)


def _de(capitulos: Mapping[str, Mapping[str, Decimal]], que: str) -> dict[str, Decimal]:
    return {capitulo: suyo[que] for capitulo, suyo in capitulos.items()}


def _en(importe: Decimal) -> str:
    return str(Importe(importe)).removesuffix(" €")


def _de_capitulos(
    titulo: str,
    columnas: tuple[str, ...],
    claves: tuple[str, ...],
    capitulos: Mapping[str, Mapping[str, Decimal]],
    nombres: Mapping[str, str],
) -> Cuadro:
    filas = [
        (f"{capitulo}. {_(nombres[capitulo])}", *(_en(suyo[clave]) for clave in claves))
        for capitulo, suyo in capitulos.items()
    ]
    total = (_("Total"), *(_en(sum((s[clave] for s in capitulos.values()), CERO)) for clave in claves))
    return Cuadro(titulo, (_("Capítulo"), *columnas), (*filas, total), totales=(len(filas),))


def _de_remanente(uno: RemanenteDeTesoreria) -> Cuadro:
    filas = (
        (_("Fondos líquidos"), _en(uno.fondos_liquidos)),
        (_("Derechos pendientes de cobro"), _en(uno.derechos)),
        (_("Obligaciones pendientes de pago"), _en(uno.obligaciones)),
        (_("Partidas pendientes de aplicación"), _en(uno.pagos_sin_aplicar - uno.cobros_sin_aplicar)),
        (_("Remanente de tesorería"), _en(uno.total)),
        (_("Dudoso cobro anotado"), _en(uno.dudoso_cobro)),
        (_("Exceso de financiación afectada"), _en(uno.exceso_financiacion_afectada)),
        (_("Remanente para gastos generales"), _en(uno.para_gastos_generales)),
    )
    explicacion = _("Estimado con los saldos y las desviaciones de los proyectos de ese día.")
    return Cuadro(_("Remanente de tesorería estimado"), (_("Concepto"), _("Importe")), filas, (4, 7), explicacion)


def _de_pago(uno: Medio | None) -> Cuadro:
    filas = (
        (_("Pagado en el trimestre"), _en(uno.pagado if uno else CERO)),
        (_("Días de lo pagado"), _en(uno.ratio_pagadas) if uno and uno.ratio_pagadas is not None else "—"),
        (_("Pendiente al final"), _en(uno.pendiente if uno else CERO)),
        (_("Días de lo pendiente"), _en(uno.ratio_pendientes) if uno and uno.ratio_pendientes is not None else "—"),
        (_("Periodo medio de pago, en días"), _en(uno.pmp) if uno and uno.pmp is not None else "—"),
    )
    return Cuadro(_("Periodo medio de pago"), (_("Concepto"), _("Cifra")), filas, (4,))


def _de_morosidad(uno: Morosidad) -> Cuadro:
    """By Ley 15/2010 art. 4.3: of all the invoices, also of those that nobody conformed."""

    def fila(rotulo: str, una: Cuantas) -> tuple[str, str, str]:
        return (rotulo, str(una.numero), _en(una.importe))

    filas = (
        fila(_("Pagadas en plazo"), uno.pagadas_en_plazo),
        fila(_("Pagadas fuera de plazo"), uno.pagadas_fuera),
        fila(_("Pendientes en plazo"), uno.pendientes_en_plazo),
        fila(_("Pendientes fuera de plazo"), uno.pendientes_fuera),
        fila(_("De las pendientes, sin conformar"), uno.sin_conformar),
    )
    explicacion = ""
    if uno.dias is not None:
        explicacion = _("La más antigua sin conformar entró %(n)d días antes.") % {"n": uno.dias}
    return Cuadro(_("Morosidad"), (_("Facturas"), _("Cuántas"), _("Importe")), filas, (), explicacion)


def _de_estabilidad(uno: Estabilidad, dichas: set[str]) -> Cuadro:
    """`dichas`: the classes of adjustment that somebody typed. It says where each figure comes from, and when there is nothing but what the books know."""

    def con_su_origen(rotulo: str, clase: str) -> str:
        origen = _("anotada por Intervención") if clase in dichas else _("propuesta con la contabilidad")
        return f"{rotulo} ({origen})"

    de_que = AjusteSec.Clase
    recaudacion = _("Recaudación de los capítulos 1 a 3 menos sus derechos netos")
    cuenta_413 = _("Variación de lo pendiente de aplicar al presupuesto, cuenta 413")
    filas = (
        (_("Derechos netos de los capítulos 1 a 7"), _en(uno.ingresos)),
        (_("Obligaciones de los capítulos 1 a 7"), _en(uno.gastos)),
        (con_su_origen(recaudacion, de_que.RECAUDACION), _en(uno.recaudacion)),
        (con_su_origen(cuenta_413, de_que.CUENTA_413), _en(uno.cuenta_413)),
        (_("Otros ajustes de contabilidad nacional"), _en(uno.otros)),
        (_("Capacidad de financiación") if uno.cumple else _("Necesidad de financiación"), _en(uno.capacidad)),
    )
    falta = _(
        "No hay otros ajustes anotados. Compruebe los intereses devengados y no vencidos, lo que haya que devolver de la participación en los tributos del Estado y lo que no se ejecutará del presupuesto."
    )
    explicacion = "" if de_que.ESTABILIDAD in dichas else falta
    return Cuadro(_("Estabilidad presupuestaria"), (_("Concepto"), _("Importe")), filas, (5,), explicacion)


def _de_la_regla(uno: ReglaDeGasto) -> Cuadro:
    limite = uno.limite
    dicho = {None: _("Falta la tasa de referencia"), True: _("Se cumple"), False: _("No se cumple")}[uno.cumple]
    filas = (
        (_("Gasto computable del año anterior"), _en(uno.anterior)),
        (_("Tasa de referencia, en tanto por ciento"), _en(uno.tasa) if uno.tasa is not None else "—"),
        (_("Cambios normativos"), _en(uno.normativo)),
        (_("Límite"), _en(limite) if limite is not None else "—"),
        (_("Gasto computable del año, hasta esta fecha"), _en(uno.actual)),
        (_("Resultado"), dicho),
    )
    return Cuadro(_("Regla de gasto"), (_("Concepto"), _("Importe")), filas, (5,))
