"""Intervene the obligation of one invoice or of several, and note it, in one act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.facturas import hallazgos
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.devengos import numero_de
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.operaciones import bloqueada, marcar_contabilizada, por_que_no_sigue
from consistorio.economia.gasto.operaciones import bloquear_bolsas
from consistorio.economia.intervenciones import consultas, control, cosas, iva
from consistorio.economia.intervenciones.consultas import sin_control_previo
from consistorio.economia.intervenciones.esperas_de_control import ultimo_dia_de_factura
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones import gasto as presupuesto
from consistorio.economia.presupuesto.tipos import Cabecera, ControlPedido, DeAntes, LineaPedida
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.economia.tributacion.models import ApunteIva
from consistorio.economia.tributacion.operaciones.facturas import soportar
from consistorio.economia.tributacion.reglas.iva import redondeado
from consistorio.economia.tributacion.tipos import LineaSoportada
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.servicios.intervencion import reglas, requisitos
from consistorio.servicios.intervencion.examenes import Examen, examinar
from consistorio.servicios.intervencion.limites import EXENCIONES, por_que_no_exime
from consistorio.servicios.intervencion.models import Fiscalizacion, ListaDeRequisitos
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.servicios.intervencion.requisitos import ControlLimitado, Hallado

MAXIMO = 100


@dato
class FacturaPorIntervenir:
    """An invoice, and where its obligation goes: after the line of an earlier phase (`origen`), or to an application, and then why its expense was not examined
    before (`exento`: of `limites.EXENCIONES`; `exento_por`: what proves it). `actividad`: the one of the town that deducts its VAT, or "" when it is expense;
    `destino`: of `ApunteIva.Destino`, what for in it; `antes`: why its expense is of an earlier year; `a_pesar`: why it goes on in spite of what was found in it."""

    factura_id: UUID
    origen: UUID | None = None
    aplicacion: str = ""
    exento: str = ""
    exento_por: str = ""
    actividad: str = ""
    destino: str = "comun"
    antes: DeAntes | None = None
    a_pesar: str = ""


@accion(
    "presupuesto.gasto",
    "presupuesto.no_presupuestario",
    "tributacion.iva.anotado",
    "facturas.factura.contabilizada",
    "facturas.hallazgos.asumidos",
    "intervencion.examen.hecho",
    "intervencion.escrito.en_firma",
    permiso=FISCALIZAR,
    norma="TRLRHL arts. 184, 214 a 216; RD 500/1990 arts. 58 a 60; RD 424/2017 arts. 17 a 20",
)
def intervenir_facturas(
    *,
    actor: Actor,
    pedidas: Sequence[FacturaPorIntervenir],
    resultado: str,
    causas: Sequence[str],
    texto: Sequence[str],
    limitado: ControlLimitado | None = None,
    reloj: Reloj,
) -> list[Factura]:
    """Give the result of Intervención on the obligations of some conformed invoices, in one document that its post signs, and recognise them. A reparo that
    suspends recognises nothing; what was settled before is recognised without being examined again. The VAT that an activity deducts is of no budget.

    `limitado`: the answers to the list of basic requirements of their kind of expense, where the control is limited; they are of all of them. Their payment waits for the signature. Who: `intervencion.fiscalizar`, who sees them. Writes: Fiscalizacion, RespuestaDeRequisito, EscritoDeControl, Documento, Operacion and its
    entry, ApunteIva, Factura. Emits: presupuesto.gasto, presupuesto.no_presupuestario, tributacion.iva.anotado, facturas.factura.contabilizada, facturas.hallazgos.asumidos, intervencion.examen.hecho, intervencion.escrito.en_firma. Raises NoEncontrado,
    DatosIncorrectos with every problem of each invoice, FaseIncompatible, Conflicto (the year is closed).
    """
    if not 0 < len(pedidas) <= MAXIMO:
        mensaje = _("Elija al menos una factura, y no más de %(n)d.") % {"n": MAXIMO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("facturas", mensaje)])
    dia, por_id = hoy(reloj), {pedida.factura_id: pedida for pedida in pedidas}
    facturas = [factura_para(actor, una, motivo=FISCALIZAR, reloj=reloj) for una in sorted(por_id)]
    juicio = requisitos.juzgar(
        limitado,
        resultado=resultado,
        causas=causas,
        texto=texto,
        importe="0",
        hallazgos=_hallazgos(facturas, por_id),
        en=dia,
    )
    suspende = resultado == "reparo" and reglas.suspende(juicio.causas)
    problemas = [
        *juicio.problemas,
        *(
            Problema("facturas", f"{factura.codigo}: {motivo}")
            for factura in facturas
            for motivo in _motivos(factura, por_id[factura.id], resultado, suspende=suspende, en=dia)
        ),
    ]
    if problemas:
        raise DatosIncorrectos(_("Las facturas no se han intervenido."), problemas=problemas)
    operaciones: dict[UUID, Operacion] = {}
    if not suspende:
        _bloquear(facturas, por_id, dia)
        operaciones = {
            factura.id: _reconocer(factura, por_id[factura.id], actor=actor, reloj=reloj) for factura in facturas
        }
    for factura in facturas:
        bloqueada(factura.id)  # after what the budget locks: nobody else gives its result meanwhile
    por_examinar = [factura for factura in facturas if not consultas.resultado_que_vale(factura)]
    if por_examinar:
        lista = juicio.limitado.lista if juicio.limitado is not None else None
        examenes = [_examen(una, por_id[una.id], operaciones.get(una.id), lista, en=dia) for una in por_examinar]
        examinar(Fiscalizacion.Clase.OBLIGACION, examenes, resultado=resultado, juicio=juicio, actor=actor, reloj=reloj)
    return facturas


def _hallazgos(facturas: Sequence[Factura], por_id: dict[UUID, FacturaPorIntervenir]) -> dict[str, Hallado]:
    """What is seen of the credit of one invoice: of several, each has its own."""
    if len(facturas) != 1:
        return {}
    return consultas.hallazgos_de_factura(facturas[0], por_id[facturas[0].id].origen)


def _motivos(factura: Factura, pedida: FacturaPorIntervenir, resultado: str, *, suspende: bool, en: date) -> list[str]:
    """Everything that keeps an invoice from having that result now."""
    motivos = consultas.problemas_de(factura, con_reparo=suspende)
    ya = consultas.resultado_que_vale(factura)
    if ya and resultado == "reparo":
        motivos.append(_("Ya tiene el resultado de Intervención: %(e)s.") % {"e": ya.get_estado_display()})
    if suspende:
        return motivos
    motivos += por_que_no_sigue(hallazgos.de_factura(factura), pedida.a_pesar)
    if pedida.origen is None and leer_clave(pedida.aplicacion) is None:
        motivos.append(_("Diga de qué operación sigue, o a qué aplicación va. Por ejemplo, 920.22706."))
    falta_motivo = consultas.falta_decir_por_que(factura, pedida.origen, en=en) if pedida.antes is None else ""
    motivos += [falta_motivo] if falta_motivo else []
    if sin_control_previo(factura, pedida.origen, en=en):
        sin_iva, con_iva = consultas.valor_que_se_controla(factura, pedida.origen)
        motivo = por_que_no_exime(pedida.exento, pedida.exento_por, sin_iva=sin_iva, con_iva=con_iva, en=en)
        motivos += [motivo] if motivo else []
    if pedida.actividad:
        motivos += _de_su_iva(factura, pedida, anio=en.year)
    economica = _economica(pedida)
    if falta := consultas.falta_comprobar(factura, economica, en=en):
        motivos.append(falta)
    return motivos


def _de_su_iva(factura: Factura, pedida: FacturaPorIntervenir, *, anio: int) -> list[str]:
    """What keeps its VAT from being set apart: also that what waits in 413 is not what is now expense."""
    motivos = iva.problemas_de(factura, pedida.actividad, anio=anio)
    if pedida.destino not in ApunteIva.Destino.values:
        motivos.append(_("Diga en qué se usa lo que se compra."))
    devengo = consultas.devengado_de(factura)
    if motivos or devengo is None:
        return motivos
    gasto = iva.gasto_de(factura, pedida.actividad, pedida.destino, anio=anio)
    if devengo.saldo == gasto:
        return []
    dicho = {"hay": Importe(devengo.saldo), "gasto": Importe(gasto)}
    return [_("En la 413 hay %(hay)s y su gasto sería %(gasto)s: corrija antes esa operación.") % dicho]


def _economica(pedida: FacturaPorIntervenir) -> str:
    if pedida.origen is not None:
        suya = LineaOperacion.objects.filter(id=pedida.origen).values_list("aplicacion__economica", flat=True).first()
        return suya or ""
    clave = leer_clave(pedida.aplicacion)
    return clave.economica if clave is not None else ""


def _bloquear(facturas: Sequence[Factura], por_id: dict[UUID, FacturaPorIntervenir], dia: date) -> None:
    """Every bolsa that they touch, in the order in which everybody locks them."""
    origenes = [una.origen for una in por_id.values() if una.origen is not None]
    de_origen = LineaOperacion.objects.filter(id__in=origenes).select_related("aplicacion")
    codigos = [str(linea.aplicacion.codigo) for linea in de_origen if linea.aplicacion is not None]
    codigos += [una.aplicacion.strip() for una in por_id.values() if una.origen is None]
    bloquear_bolsas(dia.year, codigos)


def _reconocer(factura: Factura, pedida: FacturaPorIntervenir, *, actor: Actor, reloj: Reloj) -> Operacion:
    cosa, devengo = cosas.de_factura(factura), consultas.devengado_de(factura)
    origen = (
        LineaOperacion.objects.select_related("operacion").filter(id=pedida.origen).first() if pedida.origen else None
    )
    cabecera = Cabecera(
        fecha=hoy(reloj),
        texto=cosa.asunto,
        tercero_id=cosa.tercero_id,
        expediente_id=None if origen is not None else factura.expediente_id,
        documento_id=factura.entrega.original_id,
        factura_id=factura.id,
        factura=numero_de(factura),
        antes=pedida.antes,
        control=_exencion(factura, pedida, en=hoy(reloj)),
    )
    codigo = "" if origen is not None else pedida.aplicacion.strip()
    de_que, aplica = origen.id if origen is not None else None, devengo.id if devengo is not None else None
    clase = consultas.tramo(origen)
    try:
        if pedida.actividad:
            con_iva = [
                LineaSoportada(
                    *(uno.base, uno.tipo, codigo, de_que, uno.cuota),
                    sector=pedida.actividad,
                    destino=pedida.destino,
                    aplica=aplica,
                )
                for uno in iva.de_factura(factura)
            ]
            expedida = factura.fecha or cabecera.fecha
            operacion = soportar(clase, cabecera, con_iva, expedida=expedida, actor=actor, reloj=reloj).operacion
        else:
            linea = LineaPedida(cosa.importe, codigo=codigo, origen=de_que, aplica=aplica)
            operacion = presupuesto.gastar(clase, cabecera, [linea], actor=actor, reloj=reloj)
    except DatosIncorrectos as error:
        dichos = [Problema("facturas", f"{factura.codigo}: {problema.mensaje}") for problema in error.problemas]
        raise DatosIncorrectos(_("Las facturas no se han intervenido."), problemas=dichos) from error
    control.exigir_resuelto([factura.referencia])
    marcar_contabilizada(factura.id, operacion_id=operacion.id, a_pesar=pedida.a_pesar, actor=actor, reloj=reloj)
    factura.refresh_from_db()
    return operacion


def _exencion(factura: Factura, pedida: FacturaPorIntervenir, *, en: date) -> ControlPedido:
    """The control of what its obligation commits: why nobody examined it before, as its result says."""
    if not sin_control_previo(factura, pedida.origen, en=en):
        return ControlPedido()
    sin_iva, _con_iva = consultas.valor_que_se_controla(factura, pedida.origen)
    return ControlPedido(pedida.exento, pedida.exento_por.strip(), sin_iva=redondeado(sin_iva), examinada=True)


def _examen(
    factura: Factura,
    pedida: FacturaPorIntervenir,
    operacion: Operacion | None,
    lista: ListaDeRequisitos | None,
    *,
    en: date,
) -> Examen:
    cosa = cosas.de_factura(factura)
    exento = str(EXENCIONES.get(pedida.exento, "")) if sin_control_previo(factura, pedida.origen, en=en) else ""
    linea = operacion.lineas.select_related("aplicacion").first() if operacion is not None else None
    return Examen(
        objeto=cosa.objeto,
        asunto=cosa.asunto,
        importe=cosa.importe,
        unidad=cosa.unidad,
        tercero=cosa.tercero,
        referencia=str(operacion) if operacion is not None else "",
        aplicacion=str(linea.aplicacion) if linea is not None and linea.aplicacion is not None else pedida.aplicacion,
        expediente=cosa.expediente,
        exento=pedida.exento if exento else "",
        exento_por=pedida.exento_por.strip(),
        vence=ultimo_dia_de_factura(factura, lista),
    )
