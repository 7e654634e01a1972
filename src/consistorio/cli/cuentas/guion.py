"""A year of accounts written as a list of operations (JSON), executed through the use cases of the budget: for trials, and to hold the product against accounts made
by hand. The entries of an operation are read only where they are the datum (direct entries, the account of what is devengado or of no budget), never as what
should come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from consistorio.cli.cuentas.guion_comun import (
    Guion,
    Paso,
    anotar,
    cabecera_de,
    fecha_de,
    importe_de,
    linea_de,
    sin_varios,
)
from consistorio.cli.cuentas.guion_ejercicios import (
    corregir_futuro,
    elevar,
    futuro,
    nomina,
    prestamo,
    previa,
    prorrogar,
    traer,
    tramitar,
)
from consistorio.cli.cuentas.guion_forma import problemas_de_paso
from consistorio.cli.cuentas.guion_gasto import (
    a_justificar,
    caja_fija,
    devengar,
    gastar,
    modificar,
    ordenar,
    pagar,
    retener,
)
from consistorio.cli.cuentas.guion_impuestos import DE_IMPUESTOS
from consistorio.cli.cuentas.guion_ingresos import (
    BAJAS,
    DE_CERRADOS,
    dar_de_baja,
    de_cerrados,
    devolver,
    ingresar,
    ingresar_restringida,
    no_presupuestario,
    reconocer,
)
from consistorio.economia.contabilidad import permisos as de_contabilidad
from consistorio.economia.contabilidad.acciones import anotar_asiento
from consistorio.economia.contabilidad.ajustes import AsientoDirecto, LineaDeAjuste
from consistorio.economia.presupuesto import acciones, clases, consultas, permisos
from consistorio.economia.presupuesto.models import (
    Operacion,
)
from consistorio.economia.presupuesto.tipos import (
    CreditoInicial,
    LineaPedida,
    PresupuestoNuevo,
    Prevision,
    SaldoDeCerrado,
)
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.economia.terceros import permisos as de_terceros
from consistorio.economia.tributacion import permisos as de_tributacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.servicios.intervencion.permisos import FISCALIZAR

PERMISOS: Final = (
    permisos.PREPARAR,
    permisos.GASTO,
    permisos.INGRESO,
    permisos.MODIFICAR,
    permisos.PAGAR,
    permisos.NO_PRESUPUESTARIO,
    permisos.PREVIA,
    de_contabilidad.ASENTAR,
    de_tributacion.LLEVAR,
    de_terceros.ALTA,
    FISCALIZAR,
)


_NO_SE_ENTIENDE: Final = "La operación no se entiende."
_FONDOS: Final = {"caja_fija": "ACF_CONSTITUCION", "a_justificar": "PJ"}
_AJUSTES: Final = {
    "AMORTIZACION": "amortizacion",
    "RECLASIFICACION": "reclasificacion",
    "DETERIORO_REVERSION": "deterioro",
    "DETERIORO_DOTACION": "deterioro",
}


def ejecutar(pasos: Sequence[Paso], *, actor: Actor, reloj: Reloj, antes: Guion | None = None) -> Guion:
    """Execute them in order; one that is refused is noted with its reasons, and the next ones go on. Each is a use case, with its own transaction.

    `antes`: what was executed of earlier years, whose steps may be named.
    """
    guion = Guion(actor, reloj)
    if antes is not None:
        guion.lineas, guion.operaciones, guion.futuras = antes.lineas, antes.operaciones, antes.futuras
        guion.fondos, guion.aplicacion_del_fondo = antes.fondos, antes.aplicacion_del_fondo
    for orden, paso in enumerate(pasos, 1):
        tipo, mal = str(paso.get("tipo", "")), problemas_de_paso(paso)
        numero = int(paso.get("n", 0)) if str(paso.get("n", 0)).isdecimal() else orden
        hacer = _HACEN.get(tipo)
        if hacer is None:
            guion.sin_atender.append({"n": numero, "tipo": tipo})
            continue
        try:
            if mal:
                raise DatosIncorrectos(_NO_SE_ENTIENDE, problemas=[Problema("", mensaje) for mensaje in mal])
            hacer(guion, paso)
            guion.hechas.append(numero)
        except ErrorDominio as error:
            problemas = [{"campo": p.campo, "mensaje": p.mensaje} for p in error.problemas]
            guion.rechazadas.append({"n": numero, "tipo": tipo, "mensaje": error.mensaje, "problemas": problemas})
        except (KeyError, ValueError, TypeError, InvalidOperation) as error:
            guion.rechazadas.append({"n": numero, "tipo": tipo, "mensaje": _en_palabras(error), "problemas": []})
    return guion


def _en_palabras(error: Exception) -> str:
    """What a step is refused for when what it names is not there, or something of it is of another kind."""
    cual = error.args[0] if isinstance(error, KeyError) and error.args else ""
    if cual in _FONDOS:
        return f"{_NO_SE_ENTIENDE} Antes va la que constituye ese fondo: {_FONDOS[cual]}."
    if str(cual).isdecimal():
        return f"{_NO_SE_ENTIENDE} Antes no hay nada de {cual} sobre lo que vaya."
    if cual:
        return f"{_NO_SE_ENTIENDE} Falta «{cual}»."
    return f"{_NO_SE_ENTIENDE} Compruebe que cada dato es como en el manual."


def informe(guion: Guion, anio: int) -> dict[str, object]:
    """What came out: what was done and refused, and the liquidation of the year, amounts as texts with two decimals."""
    gastos, ingresos = consultas.liquidacion_gastos(anio), consultas.liquidacion_ingresos(anio)
    return {
        "hechas": guion.hechas,
        "rechazadas": guion.rechazadas,
        "sin_atender": guion.sin_atender,
        "liquidacion_gastos": [_en_texto(asdict(fila)) for fila in gastos],
        "liquidacion_ingresos": [_en_texto(asdict(fila)) for fila in ingresos],
        "totales": _en_texto(asdict(consultas.totales(gastos, ingresos))),
    }


def _en_texto(fila: Mapping[str, object]) -> dict[str, str]:
    return {clave: f"{valor:.2f}" if isinstance(valor, Decimal) else str(valor) for clave, valor in fila.items()}


def _apertura(guion: Guion, paso: Paso) -> None:
    saldos = {cuenta: Decimal(str(saldo)) for cuenta, saldo in paso["saldos"].items()}
    fecha = fecha_de(paso)
    cerrados = [
        SaldoDeCerrado("obligacion" if cuenta.startswith("401") else "derecho", fecha.year - 1, cuenta, abs(saldo))
        for cuenta, saldo in saldos.items()
        if cuenta.startswith(("401", "431")) and saldo
    ]
    acciones.anotar_apertura(
        actor=guion.actor,
        fecha=fecha,
        saldos=saldos,
        cerrados=cerrados,
        texto=str(paso["descripcion"]),
        reloj=guion.reloj,
    )


def _presupuesto(guion: Guion, paso: Paso) -> None:
    fecha = fecha_de(paso)
    nuevo = PresupuestoNuevo(
        anio=fecha.year,
        aprobado=date.fromisoformat(str(paso.get("aprobado", paso["fecha"]))),
        creditos=tuple(CreditoInicial(c, Decimal(str(i))) for c, i in paso["creditos"].items()),
        previsiones=tuple(Prevision(c, Decimal(str(i))) for c, i in paso["previsiones"].items()),
        crea_aplicaciones=bool(paso.get("crea_aplicaciones", False)),
        descuadrado=bool(paso.get("descuadrado", False)),
    )
    reglas = [Regla(**regla) for regla in paso.get("vinculacion", [])]
    acciones.aprobar_presupuesto(
        actor=guion.actor, nuevo=nuevo, reglas=reglas, fecha=fecha, texto=str(paso["descripcion"]), reloj=guion.reloj
    )


def _ajustar(guion: Guion, paso: Paso) -> None:
    lineas = tuple(
        LineaDeAjuste(Decimal(str(a["importe"])), debe=str(a["debe"]), haber=str(a["haber"])) for a in paso["asientos"]
    )
    pedido = AsientoDirecto(fecha_de(paso), _AJUSTES[paso["tipo"]], str(paso["descripcion"]), lineas)
    anotar_asiento(actor=guion.actor, pedido=pedido, reloj=guion.reloj)


def _corregir(guion: Guion, paso: Paso) -> None:
    """The negative of an earlier one, whole or for an amount of its first line."""
    primera = linea_de(guion, paso)
    operacion_id = guion.operaciones[int(paso["sobre"])]
    original = Operacion.objects.get(pk=operacion_id)
    lineas = [LineaPedida(importe_de(paso), origen=primera)] if "importe" in paso else []
    corrige = _CORRIGEN[_libro_de(original)]
    hecha = corrige(
        actor=guion.actor,
        operacion_id=operacion_id,
        cabecera=sin_varios(cabecera_de(paso)),
        lineas=lineas,
        reloj=guion.reloj,
    )
    anotar(guion, paso, hecha)


def _libro_de(original: Operacion) -> str:
    de_pago = clases.es_de_fases(original.clase) and original.clase[-1] in "PR"
    return "pago" if de_pago or original.clase in ("PC", "FC", "FP", "FX") else original.libro


_CORRIGEN: Final[dict[str, Callable[..., Operacion]]] = {
    "pago": acciones.corregir_pago,
    "gasto": acciones.corregir_gasto,
    "fondos": acciones.corregir_gasto,
    "ingreso": acciones.corregir_ingreso,
    "cerrados": acciones.corregir_ingreso,
    "no_presupuestario": acciones.corregir_no_presupuestario,
}


_HACEN: Final[dict[str, Callable[[Guion, Paso], None]]] = {
    "APERTURA": _apertura,
    "PRESUPUESTO_INICIAL": _presupuesto,
    **dict.fromkeys(("RC", "RC_TRANSFERENCIA", "RC_NO_DISPONIBLE", "ND"), retener),
    **dict.fromkeys(("A", "AD", "ADO", "D", "DO", "O"), gastar),
    "P": ordenar,
    **dict.fromkeys(("R", "P_R", "PR"), pagar),
    **dict.fromkeys(
        (
            f"MC_{t}"
            for t in (
                "EXTRAORDINARIO",
                "SUPLEMENTO",
                "AMPLIACION",
                "TRANSFERENCIA",
                "INCORPORACION",
                "GENERACION",
                "BAJA",
            )
        ),
        modificar,
    ),
    **dict.fromkeys(("ACF_CONSTITUCION", "ACF_PAGOS", "ACF_REPOSICION", "ACF_REINTEGRO"), caja_fija),
    **dict.fromkeys(("PJ", "PJ_PAGOS", "PJ_JUSTIFICACION"), a_justificar),
    "DEVENGO_413": devengar,
    **dict.fromkeys(("DR", "DR_I"), reconocer),
    "I": ingresar,
    "I_C60": ingresar_restringida,
    **dict.fromkeys(BAJAS, dar_de_baja),
    **dict.fromkeys(("DEV_ACUERDO", "DEV_PAGO"), devolver),
    **dict.fromkeys(DE_CERRADOS, de_cerrados),
    **dict.fromkeys(("INP", "PNP"), no_presupuestario),
    **DE_IMPUESTOS,
    **dict.fromkeys(_AJUSTES, _ajustar),
    "CORRECCION": _corregir,
    "PRORROGA": prorrogar,
    "TRAMITE_PRESUPUESTO": tramitar,
    **dict.fromkeys(("FUTURO_RC", "FUTURO_A", "FUTURO_AD", "FUTURO_D"), futuro),
    "FUTURO_CORRECCION": corregir_futuro,
    "ELEVAR_LIMITE": elevar,
    "TRAER_PLURIANUALES": traer,
    "PREVIA": previa,
    "NOMINA": nomina,
    **dict.fromkeys(("PRESTAMO", "PRESTAMO_DISPOSICION", "PRESTAMO_CUOTA", "PRESTAMO_RECLASIFICACION"), prestamo),
}
