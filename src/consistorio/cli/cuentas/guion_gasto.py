"""The operations of expense of a script, and the funds of habilitados."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.cli.cuentas.guion_comun import (
    CON_O,
    CON_P,
    Guion,
    Paso,
    anotar,
    aplicacion_de,
    cabecera_de,
    fecha_de,
    importe_de,
    linea_de,
    lineas_de,
    ordinal_de,
    sin_varios,
)
from consistorio.documental.documentos.models import Documento
from consistorio.economia.presupuesto import acciones, clases, consultas
from consistorio.economia.presupuesto.models import (
    Operacion,
)
from consistorio.economia.presupuesto.tipos import (
    DeAntes,
    Descuento,
    LineaDeModificacion,
    LineaPedida,
    PasosDeModificacion,
)


def retener(guion: Guion, paso: Paso) -> None:
    clase = {"RC": "RC", "RC_TRANSFERENCIA": "RCT", "RC_NO_DISPONIBLE": "RCN", "ND": "ND"}[paso["tipo"]]
    cabecera = cabecera_de(paso)
    if "documento" in paso:  # the agreement of the Pleno, of an ND
        suyo = Documento.objects.filter(csv=str(paso["documento"])).values_list("id", flat=True).first()
        cabecera = replace(cabecera, documento_id=suyo)
    operacion = acciones.retener(
        actor=guion.actor, clase=clase, cabecera=cabecera, lineas=lineas_de(guion, paso, ()), reloj=guion.reloj
    )
    anotar(guion, paso, operacion)


def gastar(guion: Guion, paso: Paso) -> None:
    clase = str(paso["tipo"])
    previas = clases.sigue_a(clase) if clases.exige_origen(clase) else ()
    lineas = lineas_de(guion, paso, previas)
    if "O" in clase:
        devengada = [a["debe"] for a in paso.get("asientos", []) if str(a["debe"]).startswith("413")]
        cuenta = str(devengada[0]) if devengada else ""
        lineas = [LineaPedida(una.importe, codigo=una.codigo, origen=una.origen, cuenta=cuenta) for una in lineas]
    cabecera = replace(cabecera_de(paso), antes=_de_antes(paso))
    operacion = acciones.gastar(actor=guion.actor, clase=clase, cabecera=cabecera, lineas=lineas, reloj=guion.reloj)
    anotar(guion, paso, operacion)


def ordenar(guion: Guion, paso: Paso) -> None:
    operacion = acciones.ordenar_pago(
        actor=guion.actor, cabecera=cabecera_de(paso), lineas=lineas_de(guion, paso, CON_O), reloj=guion.reloj
    )
    anotar(guion, paso, operacion)


def pagar(guion: Guion, paso: Paso) -> None:
    solo_pago = paso["tipo"] == "R"
    descuentos = [Descuento(c, Decimal(str(i))) for c, i in paso.get("descuentos", {}).items()]
    operacion = acciones.pagar(
        actor=guion.actor,
        clase="R" if solo_pago else "PR",
        cabecera=cabecera_de(paso),
        lineas=lineas_de(guion, paso, CON_P if solo_pago else CON_O),
        ordinal=ordinal_de(paso),
        descuentos=descuentos,
        reloj=guion.reloj,
    )
    anotar(guion, paso, operacion)


def modificar(guion: Guion, paso: Paso) -> None:
    tipo = str(paso["tipo"]).removeprefix("MC_").lower()
    importe, fecha = importe_de(paso), fecha_de(paso)
    if tipo == "transferencia":
        retencion = _retencion(fecha.year, str(paso["origen"]), importe)
        lineas = [
            LineaDeModificacion("baja", str(paso["origen"]), importe, retencion=retencion),
            LineaDeModificacion("alta", str(paso["destino"]), importe),
        ]
    elif tipo == "baja":
        lineas = [LineaDeModificacion("baja", str(paso["aplicacion"]), importe)]
    else:
        comprometido = bool(paso.get("comprometido", False))
        lineas = [LineaDeModificacion("alta", str(paso["aplicacion"]), importe, comprometido=comprometido)]
        if "financiacion" in paso:
            lineas.append(_financiacion(guion, paso, importe))
        if "baja" in paso:
            lineas.append(LineaDeModificacion("baja", str(paso["baja"]), importe))
    operacion = acciones.anotar_modificacion_ya_tramitada(
        actor=guion.actor,
        anio=fecha.year,
        tipo=tipo,
        texto=str(paso["descripcion"]),
        lineas=lineas,
        pasos=PasosDeModificacion(
            informe=date.fromisoformat(str(paso.get("informe", paso["fecha"]))),
            organo=str(paso.get("organo", "pleno")),
            acuerdo=date.fromisoformat(str(paso.get("acuerdo", paso["fecha"]))),
            contabilizada=fecha,
        ),
        reloj=guion.reloj,
    )
    anotar(guion, paso, operacion)


def _financiacion(guion: Guion, paso: Paso, importe: Decimal) -> LineaDeModificacion:
    """What finances it. `prueba`: number of the step that recognised the right which proves it."""
    codigo = str(paso["financiacion"])
    if "prueba" not in paso:
        return LineaDeModificacion("financiacion", codigo, importe)
    derecho = linea_de(guion, {"sobre": paso["prueba"]})
    return LineaDeModificacion("financiacion", codigo, importe, prueba="derecho", prueba_id=derecho)


def _de_antes(paso: Paso) -> DeAntes | None:
    """Why its expense is of an earlier year (`antes`), with the code of its agreement (`acuerdo_antes`) or the operation that committed it then (`compromiso`: [year, number])."""
    if "antes" not in paso:
        return None
    documento = Documento.objects.filter(csv=str(paso.get("acuerdo_antes", ""))).values_list("id", flat=True).first()
    compromiso = None
    if "compromiso" in paso:
        anio, numero = paso["compromiso"]
        suyas = Operacion.objects.filter(ejercicio=int(anio), libro=Operacion.Libro.GASTO, numero=int(numero))
        compromiso = suyas.values_list("id", flat=True).first()
    return DeAntes(str(paso["antes"]), documento_id=documento, compromiso_id=compromiso)


def _retencion(anio: int, codigo: str, importe: Decimal) -> UUID | None:
    """The line of the RC for transfers of that application that bears the amount, if there is one."""
    aplicacion = aplicacion_de(anio, codigo)
    lineas = consultas.lineas_con_saldo(anio, ("RCT",), aplicacion=aplicacion)
    return next((linea.id for linea in lineas if linea.saldo >= importe), None)


def caja_fija(guion: Guion, paso: Paso) -> None:
    actor, reloj, cabecera, tipo = guion.actor, guion.reloj, cabecera_de(paso), paso["tipo"]
    importe = LineaPedida(importe_de(paso))
    if tipo == "ACF_CONSTITUCION":
        operacion = acciones.constituir_caja_fija(
            actor=actor,
            cabecera=sin_varios(cabecera),
            denominacion=cabecera.texto,
            importe=importe,
            ordinal=ordinal_de(paso),
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
            ordinal=ordinal_de(paso),
            reloj=reloj,
        )
    else:
        operacion = acciones.justificar_caja_fija(
            actor=actor,
            fondo_id=guion.fondos["caja_fija"],
            cabecera=cabecera,
            lineas=lineas_de(guion, paso, ()),
            reloj=reloj,
        )
        _pagar_lo_de(guion, paso, operacion)
    anotar(guion, paso, operacion)


def a_justificar(guion: Guion, paso: Paso) -> None:
    actor, reloj, cabecera, tipo = guion.actor, guion.reloj, cabecera_de(paso), paso["tipo"]
    if tipo == "PJ":
        operacion = acciones.librar_a_justificar(
            actor=actor, cabecera=cabecera, lineas=lineas_de(guion, paso, ()), reloj=reloj
        )
        guion.aplicacion_del_fondo = str(paso["aplicacion"])
        _guardar_fondo(guion, "a_justificar", operacion)
        _pagar_lo_de(guion, paso, operacion)
    elif tipo == "PJ_PAGOS":
        operacion = acciones.anotar_pagos_del_habilitado(
            actor=actor,
            fondo_id=guion.fondos["a_justificar"],
            cabecera=cabecera,
            importe=LineaPedida(importe_de(paso)),
            reloj=reloj,
        )
    else:
        operacion = acciones.justificar(
            actor=actor,
            fondo_id=guion.fondos["a_justificar"],
            cabecera=cabecera,
            lineas=[LineaPedida(importe_de(paso), codigo=str(paso.get("aplicacion", guion.aplicacion_del_fondo)))],
            reloj=reloj,
        )
    anotar(guion, paso, operacion)


def _guardar_fondo(guion: Guion, clase: str, operacion: Operacion) -> None:
    fondo = operacion.lineas.values_list("fondo_id", flat=True).first()
    if fondo is not None:
        guion.fondos[clase] = fondo


def _pagar_lo_de(guion: Guion, paso: Paso, operacion: Operacion) -> None:
    lineas = [LineaPedida(linea.saldo, origen=linea.id) for linea in operacion.lineas.order_by("orden")]
    acciones.pagar(
        actor=guion.actor,
        clase="PR",
        cabecera=cabecera_de(paso),
        lineas=lineas,
        ordinal=ordinal_de(paso),
        reloj=guion.reloj,
    )


def devengar(guion: Guion, paso: Paso) -> None:
    (fila,) = paso["asientos"]
    lineas = [LineaPedida(importe_de(paso), codigo=str(paso.get("aplicacion", "")), cuenta=str(fila["debe"]))]
    operacion = acciones.devengar(
        actor=guion.actor,
        cabecera=cabecera_de(paso),
        lineas=lineas,
        pendiente=str(fila["haber"]),
        reloj=guion.reloj,
    )
    anotar(guion, paso, operacion)
