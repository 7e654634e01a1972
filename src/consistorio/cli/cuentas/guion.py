"""A year of accounts written as a list of operations (JSON), executed through the use cases of the budget: for trials, and to hold the product against accounts made
by hand. The entries of an operation are read only where they are the datum (direct entries, the account of what is devengado or of no budget), never as what
should come out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from consistorio.economia.contabilidad import permisos as de_contabilidad
from consistorio.economia.contabilidad.acciones import anotar_asiento
from consistorio.economia.contabilidad.ajustes import AsientoDirecto, LineaDeAjuste
from consistorio.economia.presupuesto import acciones, clases, consultas, permisos
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    ConceptoIngreso,
    ConceptoNoPresupuestario,
    LineaOperacion,
    Operacion,
    SaldoCerrado,
)
from consistorio.economia.presupuesto.tipos import (
    Cabecera,
    CreditoInicial,
    Descuento,
    LineaDeModificacion,
    LineaPedida,
    PresupuestoNuevo,
    Prevision,
    SaldoDeCerrado,
)
from consistorio.economia.presupuesto.vinculacion import Regla, leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio
from consistorio.nucleo.reloj import Reloj

BANCO: Final = "571"
RESTRINGIDA: Final = "573"
PERMISOS: Final = (
    permisos.PREPARAR,
    permisos.GASTO,
    permisos.INGRESO,
    permisos.MODIFICAR,
    permisos.PAGAR,
    permisos.NO_PRESUPUESTARIO,
    de_contabilidad.ASENTAR,
)
_AJUSTES: Final = {
    "AMORTIZACION": "amortizacion",
    "RECLASIFICACION": "reclasificacion",
    "DETERIORO_REVERSION": "deterioro",
    "DETERIORO_DOTACION": "deterioro",
}
_CON_O: Final = frozenset(tramo for tramo in clases.TRAMOS if tramo[-1] == "O")
_CON_P: Final = frozenset(tramo for tramo in clases.TRAMOS if tramo[-1] == "P")
_DE_CERRADOS: Final = {
    "I_CERRADOS": ("CC", "derecho"),
    "CERRADOS_INSOLVENCIA": ("IC", "derecho"),
    "CERRADOS_ANULACION": ("AC", "derecho"),
    "CERRADOS_PRESCRIPCION": ("PRD", "derecho"),
    "P_CERRADOS": ("PC", "obligacion"),
    "CERRADOS_PRESCRIPCION_OBL": ("PRO", "obligacion"),
}
_BAJAS: Final = {"DR_ANULACION": "AN", "DR_INSOLVENCIA": "INS", "DR_APLAZAMIENTO": "APL", "DR_ESPECIE": "ESP"}
Paso = Mapping[str, Any]


@dataclass
class Guion:
    """What is being executed. `lineas`: number in the list -> lines that it left, for those that say `sobre`."""

    actor: Actor
    reloj: Reloj
    lineas: dict[int, list[UUID]] = field(default_factory=dict)
    operaciones: dict[int, UUID] = field(default_factory=dict)
    fondos: dict[str, UUID] = field(default_factory=dict)
    aplicacion_del_fondo: str = ""
    hechas: list[int] = field(default_factory=list)
    rechazadas: list[dict[str, object]] = field(default_factory=list)
    sin_atender: list[dict[str, object]] = field(default_factory=list)


def ejecutar(pasos: Sequence[Paso], *, actor: Actor, reloj: Reloj) -> Guion:
    """Execute them in order; one that is refused is noted with its reasons, and the next ones go on. Each is a use case, with its own transaction."""
    guion = Guion(actor, reloj)
    for paso in pasos:
        numero, tipo = int(paso.get("n", 0)), str(paso.get("tipo", ""))
        hacer = _HACEN.get(tipo)
        if hacer is None:
            guion.sin_atender.append({"n": numero, "tipo": tipo})
            continue
        try:
            hacer(guion, paso)
            guion.hechas.append(numero)
        except ErrorDominio as error:
            problemas = [{"campo": p.campo, "mensaje": p.mensaje} for p in error.problemas]
            guion.rechazadas.append({"n": numero, "tipo": tipo, "mensaje": error.mensaje, "problemas": problemas})
        except (KeyError, ValueError, TypeError, InvalidOperation) as error:
            falta = f"La operación no se entiende: {type(error).__name__} {error}"
            guion.rechazadas.append({"n": numero, "tipo": tipo, "mensaje": falta, "problemas": []})
    return guion


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


def _fecha(paso: Paso) -> date:
    return date.fromisoformat(str(paso["fecha"]))


def _importe(paso: Paso) -> Decimal:
    return Decimal(str(paso["importe"]))


def _cabecera(paso: Paso) -> Cabecera:
    return Cabecera(fecha=_fecha(paso), texto=str(paso.get("descripcion", paso["tipo"])), varios=True)


def _ordinal(paso: Paso) -> str:
    return str(paso.get("ordinal", BANCO))


def _anotada(guion: Guion, paso: Paso, operacion: Operacion) -> None:
    numero = int(paso.get("n", 0))
    guion.operaciones[numero] = operacion.id
    destinadas = operacion.lineas.exclude(no_presupuestario__isnull=False, operacion__libro="gasto")
    guion.lineas[numero] = list(destinadas.order_by("orden").values_list("id", flat=True))


def _apertura(guion: Guion, paso: Paso) -> None:
    saldos = {cuenta: Decimal(str(saldo)) for cuenta, saldo in paso["saldos"].items()}
    fecha = _fecha(paso)
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
    fecha = _fecha(paso)
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


def _retener(guion: Guion, paso: Paso) -> None:
    clase = {"RC": "RC", "RC_TRANSFERENCIA": "RCT", "RC_NO_DISPONIBLE": "RCN", "ND": "ND"}[paso["tipo"]]
    operacion = acciones.retener(
        actor=guion.actor, clase=clase, cabecera=_cabecera(paso), lineas=_lineas(guion, paso, ()), reloj=guion.reloj
    )
    _anotada(guion, paso, operacion)


def _gastar(guion: Guion, paso: Paso) -> None:
    clase = str(paso["tipo"])
    previas = clases.sigue_a(clase) if clases.exige_origen(clase) else ()
    lineas = _lineas(guion, paso, previas)
    if "O" in clase:
        devengada = [a["debe"] for a in paso.get("asientos", []) if str(a["debe"]).startswith("413")]
        cuenta = str(devengada[0]) if devengada else ""
        lineas = [LineaPedida(una.importe, codigo=una.codigo, origen=una.origen, cuenta=cuenta) for una in lineas]
    operacion = acciones.gastar(
        actor=guion.actor, clase=clase, cabecera=_cabecera(paso), lineas=lineas, reloj=guion.reloj
    )
    _anotada(guion, paso, operacion)


def _ordenar(guion: Guion, paso: Paso) -> None:
    operacion = acciones.ordenar_pago(
        actor=guion.actor, cabecera=_cabecera(paso), lineas=_lineas(guion, paso, _CON_O), reloj=guion.reloj
    )
    _anotada(guion, paso, operacion)


def _pagar(guion: Guion, paso: Paso) -> None:
    solo_pago = paso["tipo"] == "R"
    descuentos = [Descuento(c, Decimal(str(i))) for c, i in paso.get("descuentos", {}).items()]
    operacion = acciones.pagar(
        actor=guion.actor,
        clase="R" if solo_pago else "PR",
        cabecera=_cabecera(paso),
        lineas=_lineas(guion, paso, _CON_P if solo_pago else _CON_O),
        ordinal=_ordinal(paso),
        descuentos=descuentos,
        reloj=guion.reloj,
    )
    _anotada(guion, paso, operacion)


def _modificar(guion: Guion, paso: Paso) -> None:
    tipo = str(paso["tipo"]).removeprefix("MC_").lower()
    importe, fecha = _importe(paso), _fecha(paso)
    if tipo == "transferencia":
        retencion = _retencion(fecha.year, str(paso["origen"]), importe)
        lineas = [
            LineaDeModificacion("baja", str(paso["origen"]), importe, retencion=retencion),
            LineaDeModificacion("alta", str(paso["destino"]), importe),
        ]
    elif tipo == "baja":
        lineas = [LineaDeModificacion("baja", str(paso["aplicacion"]), importe)]
    else:
        lineas = [LineaDeModificacion("alta", str(paso["aplicacion"]), importe)]
        if "financiacion" in paso:
            lineas.append(LineaDeModificacion("financiacion", str(paso["financiacion"]), importe))
        if "baja" in paso:
            lineas.append(LineaDeModificacion("baja", str(paso["baja"]), importe))
    actor, reloj = guion.actor, guion.reloj
    modificacion = acciones.preparar_modificacion(
        actor=actor, anio=fecha.year, tipo=tipo, texto=str(paso["descripcion"]), lineas=lineas, reloj=reloj
    )
    acciones.informar_modificacion(actor=actor, modificacion_id=modificacion.id, fecha=fecha, reloj=reloj)
    organo = str(paso.get("organo", "pleno"))
    acciones.aprobar_modificacion(actor=actor, modificacion_id=modificacion.id, organo=organo, fecha=fecha, reloj=reloj)
    operacion = acciones.contabilizar_modificacion(
        actor=actor, modificacion_id=modificacion.id, fecha=fecha, reloj=reloj
    )
    _anotada(guion, paso, operacion)


def _retencion(anio: int, codigo: str, importe: Decimal) -> UUID | None:
    """The line of the RC for transfers of that application that bears the amount, if there is one."""
    aplicacion = _aplicacion(anio, codigo)
    lineas = consultas.lineas_con_saldo(anio, ("RCT",), aplicacion=aplicacion)
    return next((linea.id for linea in lineas if linea.saldo >= importe), None)


def _caja_fija(guion: Guion, paso: Paso) -> None:
    actor, reloj, cabecera, tipo = guion.actor, guion.reloj, _cabecera(paso), paso["tipo"]
    importe = LineaPedida(_importe(paso))
    if tipo == "ACF_CONSTITUCION":
        operacion = acciones.constituir_caja_fija(
            actor=actor,
            cabecera=_sin_varios(cabecera),
            denominacion=cabecera.texto,
            importe=importe,
            ordinal=_ordinal(paso),
            reloj=reloj,
        )
        _guardar_fondo(guion, "caja_fija", operacion)
    elif tipo == "ACF_PAGOS":
        operacion = acciones.anotar_pagos_del_habilitado(
            actor=actor, fondo_id=guion.fondos["caja_fija"], cabecera=cabecera, importe=importe, reloj=reloj
        )
    elif tipo == "ACF_REINTEGRO":
        operacion = acciones.reintegrar_caja_fija(
            actor=actor,
            fondo_id=guion.fondos["caja_fija"],
            cabecera=cabecera,
            importe=importe,
            ordinal=_ordinal(paso),
            reloj=reloj,
        )
    else:
        operacion = acciones.justificar_caja_fija(
            actor=actor,
            fondo_id=guion.fondos["caja_fija"],
            cabecera=cabecera,
            lineas=_lineas(guion, paso, ()),
            reloj=reloj,
        )
        _pagar_lo_de(guion, paso, operacion)
    _anotada(guion, paso, operacion)


def _a_justificar(guion: Guion, paso: Paso) -> None:
    actor, reloj, cabecera, tipo = guion.actor, guion.reloj, _cabecera(paso), paso["tipo"]
    if tipo == "PJ":
        operacion = acciones.librar_a_justificar(
            actor=actor, cabecera=cabecera, lineas=_lineas(guion, paso, ()), reloj=reloj
        )
        guion.aplicacion_del_fondo = str(paso["aplicacion"])
        _guardar_fondo(guion, "a_justificar", operacion)
        _pagar_lo_de(guion, paso, operacion)
    elif tipo == "PJ_PAGOS":
        operacion = acciones.anotar_pagos_del_habilitado(
            actor=actor,
            fondo_id=guion.fondos["a_justificar"],
            cabecera=cabecera,
            importe=LineaPedida(_importe(paso)),
            reloj=reloj,
        )
    else:
        operacion = acciones.justificar(
            actor=actor,
            fondo_id=guion.fondos["a_justificar"],
            cabecera=cabecera,
            lineas=[LineaPedida(_importe(paso), codigo=str(paso.get("aplicacion", guion.aplicacion_del_fondo)))],
            reloj=reloj,
        )
    _anotada(guion, paso, operacion)


def _sin_varios(cabecera: Cabecera) -> Cabecera:
    return Cabecera(fecha=cabecera.fecha, texto=cabecera.texto)


def _guardar_fondo(guion: Guion, clase: str, operacion: Operacion) -> None:
    fondo = operacion.lineas.values_list("fondo_id", flat=True).first()
    if fondo is not None:
        guion.fondos[clase] = fondo


def _pagar_lo_de(guion: Guion, paso: Paso, operacion: Operacion) -> None:
    lineas = [LineaPedida(linea.saldo, origen=linea.id) for linea in operacion.lineas.order_by("orden")]
    acciones.pagar(
        actor=guion.actor,
        clase="PR",
        cabecera=_cabecera(paso),
        lineas=lineas,
        ordinal=_ordinal(paso),
        reloj=guion.reloj,
    )


def _devengar(guion: Guion, paso: Paso) -> None:
    (fila,) = paso["asientos"]
    lineas = [LineaPedida(_importe(paso), codigo=str(paso.get("aplicacion", "")), cuenta=str(fila["debe"]))]
    operacion = acciones.devengar(
        actor=guion.actor,
        cabecera=_cabecera(paso),
        lineas=lineas,
        pendiente=str(fila["haber"]),
        reloj=guion.reloj,
    )
    _anotada(guion, paso, operacion)


def _reconocer(guion: Guion, paso: Paso) -> None:
    simultaneo = paso["tipo"] == "DR_I"
    operacion = acciones.reconocer(
        actor=guion.actor,
        clase="DRI" if simultaneo else "DR",
        cabecera=_cabecera(paso),
        lineas=[LineaPedida(_importe(paso), codigo=str(paso["concepto"]))],
        ordinal=_ordinal(paso) if simultaneo else "",
        reloj=guion.reloj,
    )
    _anotada(guion, paso, operacion)


def _ingresar(guion: Guion, paso: Paso) -> None:
    operacion = acciones.ingresar(
        actor=guion.actor,
        cabecera=_cabecera(paso),
        lineas=_de_concepto(guion, paso, ("DR", "DRA")),
        ordinal=_ordinal(paso),
        reloj=guion.reloj,
    )
    _anotada(guion, paso, operacion)


def _ingresar_restringida(guion: Guion, paso: Paso) -> None:
    """It comes into the restricted account, goes to the operating one and is applied."""
    actor, reloj, cabecera, importe = guion.actor, guion.reloj, _cabecera(paso), _importe(paso)
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
        for una in _de_concepto(guion, paso, ("DR", "DRA"))
    ]
    operacion = acciones.ingresar(actor=actor, cabecera=cabecera, lineas=lineas, reloj=reloj)
    _anotada(guion, paso, operacion)


def _dar_de_baja(guion: Guion, paso: Paso) -> None:
    clase = _BAJAS[paso["tipo"]]
    lineas = [
        LineaPedida(una.importe, origen=una.origen, cuenta=str(paso.get("cuenta", "")))
        for una in _de_concepto(guion, paso, ("DR", "DRA"))
    ]
    operacion = acciones.dar_de_baja(
        actor=guion.actor, clase=clase, cabecera=_cabecera(paso), lineas=lineas, reloj=guion.reloj
    )
    _anotada(guion, paso, operacion)


def _devolver(guion: Guion, paso: Paso) -> None:
    acuerdo = paso["tipo"] == "DEV_ACUERDO"
    lineas = _de_concepto(guion, paso, ("I", "DRI") if acuerdo else ("DEV",))
    cabecera = _cabecera(paso)
    operacion = (
        acciones.acordar_devolucion(actor=guion.actor, cabecera=cabecera, lineas=lineas, reloj=guion.reloj)
        if acuerdo
        else acciones.pagar_devolucion(
            actor=guion.actor, cabecera=cabecera, lineas=lineas, ordinal=_ordinal(paso), reloj=guion.reloj
        )
    )
    _anotada(guion, paso, operacion)


def _de_cerrados(guion: Guion, paso: Paso) -> None:
    clase, de_que = _DE_CERRADOS[paso["tipo"]]
    saldos = SaldoCerrado.objects.filter(ejercicio=_fecha(paso).year, clase=de_que).order_by("anio", "id")
    lineas, falta = list[LineaPedida](), _importe(paso)
    for saldo in saldos:
        parte = min(falta, saldo.pendiente)
        if parte > 0:
            lineas.append(LineaPedida(parte, cerrado=saldo.id))
            falta -= parte
    if falta and lineas:  # what does not fit is asked of the last one, which refuses it
        lineas[-1] = LineaPedida(lineas[-1].importe + falta, cerrado=lineas[-1].cerrado)
    cabecera, actor, reloj = _cabecera(paso), guion.actor, guion.reloj
    if clase == "PC":
        operacion = acciones.pagar_cerrados(
            actor=actor, cabecera=cabecera, lineas=lineas, ordinal=_ordinal(paso), reloj=reloj
        )
    else:
        ordinal = _ordinal(paso) if clase == "CC" else ""
        operacion = acciones.anotar_cerrados(
            actor=actor, clase=clase, cabecera=cabecera, lineas=lineas, ordinal=ordinal, reloj=reloj
        )
    _anotada(guion, paso, operacion)


def _no_presupuestario(guion: Guion, paso: Paso) -> None:
    clase = str(paso["tipo"])
    concepto = str(paso.get("concepto", "")) or _concepto_de_cuenta(paso, "haber" if clase == "INP" else "debe")
    operacion = acciones.anotar_no_presupuestario(
        actor=guion.actor,
        clase=clase,
        cabecera=_cabecera(paso),
        lineas=[LineaPedida(_importe(paso), codigo=concepto)],
        ordinal=_ordinal(paso),
        reloj=guion.reloj,
    )
    _anotada(guion, paso, operacion)


def _concepto_de_cuenta(paso: Paso, lado: str) -> str:
    (fila,) = paso["asientos"]
    concepto = ConceptoNoPresupuestario.objects.filter(cuenta=str(fila[lado]), en_uso=True).order_by("codigo").first()
    return concepto.codigo if concepto is not None else str(fila[lado])


def _ajustar(guion: Guion, paso: Paso) -> None:
    lineas = tuple(
        LineaDeAjuste(Decimal(str(a["importe"])), debe=str(a["debe"]), haber=str(a["haber"])) for a in paso["asientos"]
    )
    pedido = AsientoDirecto(_fecha(paso), _AJUSTES[paso["tipo"]], str(paso["descripcion"]), lineas)
    anotar_asiento(actor=guion.actor, pedido=pedido, reloj=guion.reloj)


def _corregir(guion: Guion, paso: Paso) -> None:
    """The negative of an earlier one, whole or for an amount of its first line."""
    operacion_id = guion.operaciones[int(paso["sobre"])]
    original = Operacion.objects.get(pk=operacion_id)
    lineas = [LineaPedida(_importe(paso), origen=guion.lineas[int(paso["sobre"])][0])] if "importe" in paso else []
    corrige = _CORRIGEN[_libro_de(original)]
    hecha = corrige(
        actor=guion.actor,
        operacion_id=operacion_id,
        cabecera=_sin_varios(_cabecera(paso)),
        lineas=lineas,
        reloj=guion.reloj,
    )
    _anotada(guion, paso, hecha)


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


def _lineas(guion: Guion, paso: Paso, previas: Collection[str]) -> list[LineaPedida]:
    """The lines of expense: after the one that it says, after the oldest that leave something, or of an application."""
    importe = _importe(paso)
    if "sobre" in paso:
        return [LineaPedida(importe, origen=guion.lineas[int(paso["sobre"])][0])]
    codigo = str(paso["aplicacion"])
    if not previas:
        return [LineaPedida(importe, codigo=codigo)]
    anio = _fecha(paso).year
    return _repartir(consultas.lineas_con_saldo(anio, previas, aplicacion=_aplicacion(anio, codigo)), importe, codigo)


def _de_concepto(guion: Guion, paso: Paso, previas: Collection[str]) -> list[LineaPedida]:
    importe = _importe(paso)
    if "sobre" in paso:
        return [LineaPedida(importe, origen=guion.lineas[int(paso["sobre"])][0])]
    anio, codigo = _fecha(paso).year, str(paso["concepto"])
    concepto = ConceptoIngreso.objects.filter(ejercicio=anio, economica=codigo).values_list("id", flat=True).first()
    return _repartir(consultas.lineas_con_saldo(anio, previas, concepto=concepto), importe, codigo)


def _repartir(lineas: Collection[LineaOperacion], importe: Decimal, codigo: str) -> list[LineaPedida]:
    pedidas, falta = list[LineaPedida](), importe
    for linea in lineas:
        if falta <= 0:
            break
        parte = min(falta, linea.saldo)
        pedidas.append(LineaPedida(parte, origen=linea.id))
        falta -= parte
    if falta and pedidas:  # what does not fit is asked of the last one, which refuses it
        pedidas[-1] = LineaPedida(pedidas[-1].importe + falta, origen=pedidas[-1].origen)
    return pedidas or [LineaPedida(importe, codigo=codigo)]


def _aplicacion(anio: int, codigo: str) -> UUID | None:
    clave = leer_clave(codigo)
    if clave is None:
        raise DatosIncorrectos(f"«{codigo}» no es una aplicación.")
    return (
        Aplicacion.objects.filter(
            ejercicio=anio, organica=clave.organica, programa=clave.programa, economica=clave.economica
        )
        .values_list("id", flat=True)
        .first()
    )


_HACEN: Final[dict[str, Callable[[Guion, Paso], None]]] = {
    "APERTURA": _apertura,
    "PRESUPUESTO_INICIAL": _presupuesto,
    **dict.fromkeys(("RC", "RC_TRANSFERENCIA", "RC_NO_DISPONIBLE", "ND"), _retener),
    **dict.fromkeys(("A", "AD", "ADO", "D", "DO", "O"), _gastar),
    "P": _ordenar,
    **dict.fromkeys(("R", "P_R", "PR"), _pagar),
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
        _modificar,
    ),
    **dict.fromkeys(("ACF_CONSTITUCION", "ACF_PAGOS", "ACF_REPOSICION", "ACF_REINTEGRO"), _caja_fija),
    **dict.fromkeys(("PJ", "PJ_PAGOS", "PJ_JUSTIFICACION"), _a_justificar),
    "DEVENGO_413": _devengar,
    **dict.fromkeys(("DR", "DR_I"), _reconocer),
    "I": _ingresar,
    "I_C60": _ingresar_restringida,
    **dict.fromkeys(_BAJAS, _dar_de_baja),
    **dict.fromkeys(("DEV_ACUERDO", "DEV_PAGO"), _devolver),
    **dict.fromkeys(_DE_CERRADOS, _de_cerrados),
    **dict.fromkeys(("INP", "PNP"), _no_presupuestario),
    **dict.fromkeys(_AJUSTES, _ajustar),
    "CORRECCION": _corregir,
}
