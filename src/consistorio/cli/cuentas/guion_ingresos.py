"""The operations of income of a script, of closed years and of no budget."""

from __future__ import annotations

from typing import Final

from consistorio.cli.cuentas.guion_comun import (
    BANCO,
    RESTRINGIDA,
    Guion,
    Paso,
    anotar,
    cabecera_de,
    fecha_de,
    importe_de,
    lineas_de_concepto,
    ordinal_de,
)
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import (
    ConceptoNoPresupuestario,
    SaldoCerrado,
)
from consistorio.economia.presupuesto.tipos import (
    LineaPedida,
)

DE_CERRADOS: Final = {
    "I_CERRADOS": ("CC", "derecho"),
    "CERRADOS_INSOLVENCIA": ("IC", "derecho"),
    "CERRADOS_ANULACION": ("AC", "derecho"),
    "CERRADOS_APLAZAMIENTO": ("APC", "derecho"),
    "CERRADOS_PRESCRIPCION": ("PRD", "derecho"),
    "P_CERRADOS": ("PC", "obligacion"),
    "CERRADOS_PRESCRIPCION_OBL": ("PRO", "obligacion"),
}


BAJAS: Final = {"DR_ANULACION": "AN", "DR_INSOLVENCIA": "INS", "DR_APLAZAMIENTO": "APL", "DR_ESPECIE": "ESP"}


def reconocer(guion: Guion, paso: Paso) -> None:
    simultaneo = paso["tipo"] == "DR_I"
    operacion = acciones.reconocer(
        actor=guion.actor,
        clase="DRI" if simultaneo else "DR",
        cabecera=cabecera_de(paso),
        lineas=[LineaPedida(importe_de(paso), codigo=str(paso["concepto"]))],
        ordinal=ordinal_de(paso) if simultaneo else "",
        reloj=guion.reloj,
    )
    anotar(guion, paso, operacion)


def ingresar(guion: Guion, paso: Paso) -> None:
    operacion = acciones.ingresar(
        actor=guion.actor,
        cabecera=cabecera_de(paso),
        lineas=lineas_de_concepto(guion, paso, ("DR", "DRA")),
        ordinal=ordinal_de(paso),
        reloj=guion.reloj,
    )
    anotar(guion, paso, operacion)


def ingresar_restringida(guion: Guion, paso: Paso) -> None:
    """It comes into the restricted account, goes to the operating one and is applied."""
    actor, reloj, cabecera, importe = guion.actor, guion.reloj, cabecera_de(paso), importe_de(paso)
    cobro = acciones.anotar_no_presupuestario(
        actor=actor,
        clase="INP",
        cabecera=cabecera,
        lineas=[LineaPedida(importe, codigo="COBROS_PENDIENTES")],
        ordinal=RESTRINGIDA,
        reloj=reloj,
    )
    acciones.mover_dinero(
        actor=actor, cabecera=cabecera, importe=LineaPedida(importe), desde=RESTRINGIDA, hasta=BANCO, reloj=reloj
    )
    pendiente = cobro.lineas.values_list("id", flat=True).get()
    lineas = [
        LineaPedida(una.importe, origen=una.origen, aplica=pendiente)
        for una in lineas_de_concepto(guion, paso, ("DR", "DRA"))
    ]
    operacion = acciones.ingresar(actor=actor, cabecera=cabecera, lineas=lineas, reloj=reloj)
    anotar(guion, paso, operacion)


def dar_de_baja(guion: Guion, paso: Paso) -> None:
    clase = BAJAS[paso["tipo"]]
    lineas = [
        LineaPedida(una.importe, origen=una.origen, cuenta=str(paso.get("cuenta", "")))
        for una in lineas_de_concepto(guion, paso, ("DR", "DRA"))
    ]
    operacion = acciones.dar_de_baja(
        actor=guion.actor, clase=clase, cabecera=cabecera_de(paso), lineas=lineas, reloj=guion.reloj
    )
    anotar(guion, paso, operacion)


def devolver(guion: Guion, paso: Paso) -> None:
    acuerdo = paso["tipo"] == "DEV_ACUERDO"
    lineas = lineas_de_concepto(guion, paso, ("I", "DRI") if acuerdo else ("DEV",))
    cabecera = cabecera_de(paso)
    operacion = (
        acciones.acordar_devolucion(actor=guion.actor, cabecera=cabecera, lineas=lineas, reloj=guion.reloj)
        if acuerdo
        else acciones.pagar_devolucion(
            actor=guion.actor, cabecera=cabecera, lineas=lineas, ordinal=ordinal_de(paso), reloj=guion.reloj
        )
    )
    anotar(guion, paso, operacion)


def de_cerrados(guion: Guion, paso: Paso) -> None:
    clase, de_que = DE_CERRADOS[paso["tipo"]]
    saldos = SaldoCerrado.objects.filter(ejercicio=fecha_de(paso).year, clase=de_que, vigente=True).order_by(
        "anio", "id"
    )
    lineas, falta = list[LineaPedida](), importe_de(paso)
    for saldo in saldos:
        parte = min(falta, saldo.pendiente)
        if parte > 0:
            lineas.append(LineaPedida(parte, cerrado=saldo.id))
            falta -= parte
    if falta and lineas:  # what does not fit is asked of the last one, which refuses it
        lineas[-1] = LineaPedida(lineas[-1].importe + falta, cerrado=lineas[-1].cerrado)
    cabecera, actor, reloj = cabecera_de(paso), guion.actor, guion.reloj
    if clase == "PC":
        operacion = acciones.pagar_cerrados(
            actor=actor, cabecera=cabecera, lineas=lineas, ordinal=ordinal_de(paso), reloj=reloj
        )
    else:
        ordinal = ordinal_de(paso) if clase == "CC" else ""
        operacion = acciones.anotar_cerrados(
            actor=actor, clase=clase, cabecera=cabecera, lineas=lineas, ordinal=ordinal, reloj=reloj
        )
    anotar(guion, paso, operacion)


def no_presupuestario(guion: Guion, paso: Paso) -> None:
    clase = str(paso["tipo"])
    concepto = str(paso.get("concepto", "")) or _concepto_de_cuenta(paso, "haber" if clase == "INP" else "debe")
    operacion = acciones.anotar_no_presupuestario(
        actor=guion.actor,
        clase=clase,
        cabecera=cabecera_de(paso),
        lineas=[LineaPedida(importe_de(paso), codigo=concepto)],
        ordinal=ordinal_de(paso),
        reloj=guion.reloj,
    )
    anotar(guion, paso, operacion)


def _concepto_de_cuenta(paso: Paso, lado: str) -> str:
    (fila,) = paso["asientos"]
    concepto = ConceptoNoPresupuestario.objects.filter(cuenta=str(fila[lado]), en_uso=True).order_by("codigo").first()
    return concepto.codigo if concepto is not None else str(fila[lado])
