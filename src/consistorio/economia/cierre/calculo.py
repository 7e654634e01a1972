"""What closing a year would do: read whole, nothing written. The rehearsal of a closing is this and no more, so it can be asked for any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.cierre import ejecucion, lista, memoria, remanentes, reparos
from consistorio.economia.cierre.con_remanente import gastado_con_remanente
from consistorio.economia.cierre.deterioro import propuesta
from consistorio.economia.cierre.reglas import efectivo, estados, indicadores, liquidacion, patrimonio, regularizacion
from consistorio.economia.cierre.tipos import CierreCalculado, Criterios, Paso, Reparo
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.models import Cuenta
from consistorio.economia.contabilidad.reglas import emparejar
from consistorio.economia.facturas.consultas import pmp
from consistorio.economia.presupuesto import a_cerrados
from consistorio.economia.presupuesto.consultas import deuda, plurianuales
from consistorio.economia.proyectos.consultas import desviaciones_en
from consistorio.economia.proyectos.reglas import Resumen, resumir

CERO = Decimal(0)
REMANENTE_AFECTADO = "87010"


def calcular(
    anio: int, *, criterios: Criterios, hoy: date, comprobando: bool = True, repasando: bool = True
) -> CierreCalculado:
    """Everything that closing that year would note, and the statements that it would leave.

    `comprobando`: its books are worked out again too, which takes long; a page does without, the act never. `repasando`: also what has to be looked at before, and the average period of payment.
    """
    iniciales = {cuenta: saldo.neto for cuenta, saldo in saldos(anio).items() if saldo.neto}
    ejecutado = ejecucion.por_capitulos(anio)
    desviaciones = desviaciones_en(anio)
    resumen = resumir([una for varias in desviaciones.values() for una in varias])
    con_remanente = gastado_con_remanente(anio)
    resultado = _resultado(ejecutado, resumen, criterios, con_remanente.maximo)
    pasos, antes_del_resultado, finales = _pasos(iniciales, sum(ejecutado.obligaciones.values(), CERO))
    balance, economico, sin_sitio = _estados(antes_del_resultado, finales)
    cerrados = a_cerrados.por_tercero(anio)
    apertura = ejecucion.saldos_de_apertura(anio)
    del_presupuesto = ejecucion.por_presupuesto(date(anio, 12, 31))
    rt = liquidacion.remanente(iniciales, por_presupuesto=del_presupuesto, exceso_financiacion_afectada=resumen.exceso)
    calculado = CierreCalculado(
        anio=anio,
        reparos=(),
        pasos=pasos,
        finales=finales,
        apertura=regularizacion.de_apertura(finales) if not _de_un_anio(finales) else {},
        cerrados=cerrados,
        resultado=resultado,
        remanente=rt,
        evolucion=_evolucion(anio, apertura, rt, resultado.resultado),
        ejecucion=ejecutado,
        balance=balance,
        resultado_economico=economico,
        patrimonio=patrimonio.cambios(apertura, iniciales, finales),
        flujos=efectivo.flujos(**ejecucion.de_caja(anio, ejecutado), iniciales=apertura, finales=finales),
        indicadores=_indicadores(anio, balance, rt, ejecutado, economico, criterios, con_pmp=repasando)
        if balance
        else {},
        habitantes=criterios.habitantes,
        desviaciones=desviaciones,
        remanentes=tuple(remanentes.de_credito(anio)),
        plurianuales=tuple(plurianuales(desde=anio)),
        deuda=tuple(deuda(anio)),
        memoria=memoria.datos(
            anio, apertura, (una for paso in pasos if paso.clase == "regularizacion" for una in paso.partidas)
        ),
    )
    if not repasando:
        return calculado
    hallados = (
        *reparos.del_ejercicio(anio, hoy=hoy, comprobando=comprobando),
        *reparos.de_saldos(iniciales),
        *reparos.de_garantias(iniciales, del_presupuesto),
        *lista.repasar(anio, apertura=apertura, saldos=iniciales),
        *(reparos.de_lo_pagado_con_remanente(con_remanente) if criterios.con_remanente is None else ()),
        *reparos.de_dudoso_cobro(propuesta(anio)),
        *reparos.de_pendientes(cerrados, finales),
        *reparos.de_lo_anticipado(anio, calculado.remanentes, resumen.exceso),
        *(*sin_sitio, *reparos.de_estados(calculado)),
    )
    return replace(calculado, reparos=hallados)


def _resultado(
    ejecutado: indicadores.Ejecucion, resumen: Resumen, criterios: Criterios, propuesto: Decimal
) -> liquidacion.ResultadoPresupuestario:
    """With its adjustments. `propuesto`: what the remnant paid for, when the town does not say it."""
    con_remanente = propuesto if criterios.con_remanente is None else criterios.con_remanente
    ajustes = liquidacion.Ajustes(con_remanente, resumen.negativas, resumen.positivas)
    return liquidacion.resultado_presupuestario(ejecutado.derechos, ejecutado.obligaciones, ajustes)


def _evolucion(
    anio: int, apertura: Mapping[str, Decimal], rt: liquidacion.RemanenteDeTesoreria, resultado: Decimal
) -> liquidacion.Evolucion:
    """From the remnant with which the year was opened to its own. Direct entries, and accounts out of the remnant, are looked for only where the rest does not explain it: most years have
    none that counts."""
    anterior = liquidacion.remanente(
        apertura, por_presupuesto=ejecucion.por_presupuesto(date(anio - 1, 12, 31)), exceso_financiacion_afectada=CERO
    )
    del_presupuesto = liquidacion.Evolucion(anterior.total, resultado, ejecucion.cambios_de_cerrados(anio))
    if del_presupuesto.total == rt.total:
        return del_presupuesto
    return replace(del_presupuesto, directos=ejecucion.directos(anio), fuera=ejecucion.fuera_del_remanente(anio))


def _indicadores(
    anio: int,
    balance: estados.Balance,
    rt: liquidacion.RemanenteDeTesoreria,
    ejecutado: indicadores.Ejecucion,
    economico: Sequence[estados.Linea],
    criterios: Criterios,
    *,
    con_pmp: bool,
) -> dict[str, Decimal | None]:
    """Those of note 25."""
    todo_el_anio = pmp(desde=date(anio, 1, 1), hasta=date(anio, 12, 31)) if con_pmp else []
    return {
        **indicadores.indicadores(balance, rt, ejecutado, habitantes=criterios.habitantes),
        **indicadores.de_cerrados(*ejecucion.de_cerrados(anio)),
        **indicadores.del_resultado({linea.clave: linea.importe for linea in economico}),
        "periodo_medio_de_pago": todo_el_anio[-1].pmp if todo_el_anio else None,
    }


def _pasos(
    saldos_: Mapping[str, Decimal], obligaciones: Decimal
) -> tuple[tuple[Paso, ...], dict[str, Decimal], dict[str, Decimal]]:
    """The entries, the balances before the result is regularised, and those with which the year is closed."""
    anulados = regularizacion.de_derechos(saldos_)
    despues = regularizacion.sumar(saldos_, anulados)
    patrimonio = regularizacion.al_patrimonio(despues)
    antes = regularizacion.sumar(despues, patrimonio)
    resultado = regularizacion.del_resultado(antes)
    presupuesto = regularizacion.del_presupuesto(antes, obligaciones=obligaciones)
    finales = regularizacion.sumar(regularizacion.sumar(antes, resultado), presupuesto)
    finales = {cuenta: saldo for cuenta, saldo in finales.items() if saldo}
    cierre = emparejar(
        {cuenta: -saldo for cuenta, saldo in finales.items() if saldo < 0},
        {cuenta: saldo for cuenta, saldo in finales.items() if saldo > 0},
        regla="Z001",
    )
    todos = (
        Paso("regularizacion", _("Regularización de derechos anulados, devueltos y cancelados"), tuple(anulados)),
        Paso("regularizacion", _("Imputación al patrimonio neto"), tuple(patrimonio)),
        Paso("regularizacion", _("Regularización de gastos e ingresos"), tuple(resultado)),
        Paso("cierre_presupuesto", _("Cierre del presupuesto"), tuple(presupuesto)),
        Paso("cierre", _("Cierre de la contabilidad"), cierre),
    )
    return tuple(paso for paso in todos if paso.partidas), antes, finales


def _estados(
    antes: Mapping[str, Decimal], finales: Mapping[str, Decimal]
) -> tuple[estados.Balance | None, tuple[estados.Linea, ...], list[Reparo]]:
    """The balance sheet and the result; what no heading takes is a reason not to close."""
    sin_sitio = []
    try:
        balance = estados.balance(finales, dict(Cuenta.objects.exclude(epigrafe="").values_list("codigo", "epigrafe")))
    except ValueError as error:
        balance = None
        mensaje = _("El balance no tiene sitio para estas cuentas: %(cuentas)s. Regularícelas o revise su epígrafe.")
        sin_sitio.append(Reparo(mensaje % {"cuentas": error}, impide=True))
    try:
        economico = estados.resultado_economico(antes)
    except ValueError as error:
        economico = ()
        mensaje = _("La cuenta del resultado no tiene sitio para estas cuentas: %(cuentas)s.")
        sin_sitio.append(Reparo(mensaje % {"cuentas": error}, impide=True))
    return balance, economico, sin_sitio


def _de_un_anio(finales: Mapping[str, Decimal]) -> bool:
    return any(cuenta[0] in "06789" for cuenta in finales)
