"""The treasury: banks with their statements, lists of payments in several moments, an act of arqueo; and a project, an asset and a concept of no budget."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

from consistorio.documental.firma.models import Circuito
from consistorio.economia.contabilidad.acciones import abrir_cuenta
from consistorio.economia.depositos import acciones as depositos
from consistorio.economia.depositos.acciones import ValorNuevo
from consistorio.economia.inventario import acciones as inventario
from consistorio.economia.inventario.acciones import BienNuevo
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Aplicacion, Operacion
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.economia.proyectos import acciones as proyectos
from consistorio.economia.proyectos.tipos import AgenteNuevo, ProyectoNuevo
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tesoreria import acciones
from consistorio.economia.tesoreria.acciones.conciliar import Par
from consistorio.economia.tesoreria.acciones.ordinales import OrdinalPedido
from consistorio.economia.tesoreria.acciones.relaciones import PagoPedido
from consistorio.economia.tesoreria.extractos import traer
from consistorio.economia.tesoreria.models import MovimientoBancario, RelacionDePagos
from consistorio.economia.tesoreria.permisos import RECOGER
from consistorio.economia.tesoreria.propuestas import propuestas
from consistorio.economia.tesoreria.reglas import Grupo
from consistorio.economia.tesoreria.tests.muestras import Movimiento, norma43
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf
from tests.navegador import villa

CONSTRUCTORA = "A58818501"
BANCO, OTRO_BANCO = "ES9121000418450200051332", "ES7921000813610123456789"
CUENTAS = {
    "57101": ("1", "Caja y Bancos, cuenta general", "operativa", BANCO),
    "57301": ("2", "Recaudación en entidades colaboradoras", "restringida", OTRO_BANCO),
    "57001": ("3", "Caja de la Tesorería", "caja", ""),
}


def abrir(reloj: RelojDePrueba) -> None:
    """Banks are opened before their first entry."""
    teresa, fernando, anio = villa.empleado("teresa"), villa.empleado("fernando"), hoy(reloj).year
    for cuenta, (codigo, nombre, clase, iban) in CUENTAS.items():
        abrir_cuenta(actor=teresa, codigo=cuenta, nombre=nombre, reloj=reloj)
        pedido = OrdinalPedido(codigo, nombre, clase, cuenta, date(anio, 1, 1), iban)
        acciones.abrir_ordinal(actor=fernando, pedido=pedido, reloj=reloj)


def sembrar(reloj: RelojDePrueba) -> None:
    """After the budget."""
    fernando, en = villa.empleado("fernando"), hoy(reloj)
    grupos = [Grupo("Suministros básicos", ("221",)), Grupo("Obras en curso", ("6",))]
    acciones.anotar_plan(actor=fernando, desde=date(en.year, 1, 1), grupos=grupos, documento_id=None, reloj=reloj)
    quien = _con_cuenta(reloj)
    ordenes = [
        _ordenado(quien, texto, importe, reloj)
        for texto, importe in (("Obra", "980.10"), ("Poda", "75.25"), ("Riego", "60"), ("Farolas", "1210.55"))
    ]
    pagada, firmada, _en_preparacion = (_relacion(orden, reloj) for orden in ordenes[:3])
    for una in (pagada, firmada):
        dejar_firmada(una, reloj)
    acciones.hacer_fichero(actor=fernando, relacion_id=pagada.id, reloj=reloj)
    acciones.dar_por_enviada(actor=fernando, relacion_id=pagada.id, reloj=reloj)
    movimientos: list[Movimiento] = [
        (en, "-900.10", "", f"TRANSFERENCIA {pagada.lineas.get().referencia}"),
        (en, "900.10", "", "DEVOLUCION DE TRANSFERENCIA, CUENTA CANCELADA"),
        (en, "504.00", "", "INGRESO EN EFECTIVO OFICINA 0418"),
        (en, "33.33", "", "ABONO SIN IDENTIFICAR DE UN ORDENANTE CON UN NOMBRE BASTANTE LARGO"),
    ]
    cargar(BANCO, en, "0", movimientos, reloj)
    [pago] = [p for p in propuestas("1") if p.por == "referencia"]
    acciones.conciliar(actor=fernando, ordinal="1", pares=[Par((pago.movimiento_id,), (pago.clave,))], reloj=reloj)
    cargar(OTRO_BANCO, en, "0", [], reloj)
    acciones.levantar_arqueo(actor=fernando, hasta=en - timedelta(days=1), reloj=reloj)
    _en_deposito(quien, reloj)
    _lo_demas(reloj)


def _en_deposito(quien: Tercero, reloj: RelojDePrueba) -> None:
    """A guarantee in money, part of which is proposed to be given back, and an aval of the same third party; and a refund."""
    fernando, en = villa.empleado("fernando"), hoy(reloj)
    cabecera = Cabecera(fecha=en, texto="Fianza por obras en la vía pública", tercero_id=quien.persona_id)
    fianza = presupuesto.anotar_no_presupuestario(
        actor=fernando, clase="INP", cabecera=cabecera, lineas=[LineaPedida(Decimal("300.05"), "FIANZAS")],
        ordinal="57101", reloj=reloj,
    )  # fmt: skip
    parte = acciones.PagoNuevo(Decimal("100.05"), "Parte de la obra ya recibida", linea_id=fianza.lineas.get().id)
    acciones.proponer_pago(actor=fernando, nuevo=parte, reloj=reloj)
    tasa = Cabecera(en, "Tasa de ocupación cobrada de más", tercero_id=quien.persona_id)
    cobro = presupuesto.reconocer(
        actor=villa.empleado("teresa"), clase="DRI", cabecera=tasa, lineas=[LineaPedida(Decimal("41.20"), "30200")],
        ordinal="57101", reloj=reloj,
    )  # fmt: skip
    de_vuelta = [LineaPedida(Decimal("41.20"), origen=cobro.lineas.get().id)]
    presupuesto.acordar_devolucion(actor=villa.empleado("teresa"), cabecera=tasa, lineas=de_vuelta, reloj=reloj)
    aval = ValorNuevo(
        "aval", quien.persona_id, "Garantía definitiva del contrato de conservación de la red de saneamiento",
        Decimal("12100.55"), en, "Banco de Ejemplo, S. A.", "0049/2026/001234",
    )  # fmt: skip
    depositos.recibir_valor(actor=fernando, nuevo=aval, reloj=reloj)


def devuelta() -> MovimientoBancario:
    """The movement that is a transfer sent back."""
    return MovimientoBancario.objects.get(importe=Decimal("900.10"))


def por_pagar() -> RelacionDePagos:
    """The list that is signed; paid too, once its form was sent."""
    return RelacionDePagos.objects.get(numero=2)


def _con_cuenta(reloj: RelojDePrueba) -> Tercero:
    teresa, fernando = villa.empleado("teresa"), villa.empleado("fernando")
    persona = PersonaEscrita(CONSTRUCTORA, razon_social="Construcciones y Contratas del Arlanzón, S. A.")
    ficha = terceros.dar_de_alta(actor=fernando, persona=persona, reloj=reloj)
    certificado = terceros.incorporar_documento(
        actor=fernando,
        tercero_id=ficha.id,
        flujo=io.BytesIO(un_pdf("Certificado de otra cuenta")),
        nombre="certificado.pdf",
        titulo="Certificado de titularidad de la cuenta",
        clase="titularidad",
        valido_hasta=None,
        reloj=reloj,
    )
    iban = "ES1000492352082414205416"
    cuenta = terceros.anotar_cuenta(
        actor=fernando, tercero_id=ficha.id, iban=iban, bic="", documento_id=certificado.documento_id, reloj=reloj
    )
    terceros.confirmar_cuenta(actor=teresa, cuenta_id=cuenta.id, iban=iban, reloj=reloj)
    return ficha


def _ordenado(quien: Tercero, texto: str, importe: str, reloj: RelojDePrueba) -> Operacion:
    cabecera = Cabecera(hoy(reloj), f"{texto} del parque de la ribera", tercero_id=quien.persona_id)
    pedida = [LineaPedida(Decimal(importe), codigo="1532.61900")]
    obligacion = presupuesto.gastar(
        actor=villa.empleado("teresa"), clase="ADO", cabecera=cabecera, lineas=pedida, reloj=reloj
    )
    tras = [LineaPedida(Decimal(importe), origen=obligacion.lineas.get().id)]
    return presupuesto.ordenar_pago(actor=villa.empleado("fernando"), cabecera=cabecera, lineas=tras, reloj=reloj)


def _relacion(orden: Operacion, reloj: RelojDePrueba) -> RelacionDePagos:
    descuentos = (Descuento("IRPF", Decimal("60")), Descuento("SS", Decimal("20"))) if orden.importe > 900 else ()
    return acciones.preparar_relacion(
        actor=villa.empleado("fernando"),
        ordinal="1",
        fecha=hoy(reloj),
        pagos=[PagoPedido(orden.id, descuentos)],
        motivo_orden="Vence hoy el plazo del contrato de la obra",
        reloj=reloj,
    )


def dejar_firmada(una: RelacionDePagos, reloj: RelojDePrueba) -> None:
    """As the room of signatures leaves it when the three have signed."""
    enviada = acciones.enviar_a_firma(actor=villa.empleado("fernando"), relacion_id=una.id, reloj=reloj)
    circuitos = Circuito.objects.filter(documento_id=enviada.documento_id)
    circuitos.update(estado="completado", terminado_el=reloj.ahora())
    acciones.recoger_relacion(actor=Actor.sistema("tesorería", RECOGER), relacion_id=una.id, reloj=reloj)


def cargar(iban: str, en: date, inicial: str, movimientos: list[Movimiento], reloj: RelojDePrueba) -> None:
    datos = norma43(iban, en - timedelta(days=1), en, inicial, movimientos).encode("latin-1")
    acciones.cargar_extracto(actor=villa.empleado("fernando"), traido=traer(io.BytesIO(datos)), reloj=reloj)


def _lo_demas(reloj: RelojDePrueba) -> None:
    """A project with one agent whole and another by its rights, an asset, and money kept for others."""
    teresa, anio = villa.empleado("teresa"), hoy(reloj).year
    agentes = (
        AgenteNuevo("Comunidad Autónoma, programa de caminos y parques", "75080", Decimal(15000)),
        AgenteNuevo("Diputación Provincial", "42010", Decimal(3000), exclusivo=False),
    )
    nuevo = ProyectoNuevo(f"{anio}-INV-1", "Parque de la ribera", anio, anio + 1, Decimal(20000), agentes)
    proyecto = proyectos.abrir_proyecto(actor=teresa, nuevo=nuevo, reloj=reloj)
    suyas = Aplicacion.objects.filter(ejercicio=anio, economica="61900").values_list("id", flat=True)
    proyectos.asignar_aplicaciones(actor=teresa, codigo=proyecto.codigo, aplicaciones=list(suyas), reloj=reloj)
    cabecera = Cabecera(hoy(reloj), "Subvención de la Diputación para el parque", varios=True)
    pedida = [LineaPedida(Decimal(1200), codigo="42010")]
    presupuesto.reconocer(actor=teresa, clase="DR", cabecera=cabecera, lineas=pedida, reloj=reloj)
    bien = BienNuevo("Camión de recogida con brazo", "218", Decimal("91500.40"), date(anio - 1, 7, 1), 10)
    inventario.dar_de_alta(actor=teresa, bienes=[bien], reloj=reloj)
    inventario.amortizar(actor=teresa, anio=anio, reloj=reloj)
    inventario.dar_de_alta(
        actor=teresa,
        bienes=[BienNuevo("Mesas de la biblioteca", "216", Decimal(800), date(anio, 1, 1), 8)],
        reloj=reloj,
    )
