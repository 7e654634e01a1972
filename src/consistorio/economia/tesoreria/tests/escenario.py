"""A town with its staff, its ledger, its budget and its banks, for the stories of the treasury."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from consistorio.economia.contabilidad.tests import escenario as contabilidad
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, REGLAS, tras
from consistorio.economia.presupuesto.tests.escenario import presupuesto as presupuesto_de
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida, SaldoDeCerrado
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import Bloqueo, CuentaTercero, Tercero
from consistorio.economia.tesoreria import acciones, apertura
from consistorio.economia.tesoreria.acciones.ordinales import OrdinalPedido
from consistorio.economia.tesoreria.acciones.relaciones import PagoPedido
from consistorio.economia.tesoreria.extractos import traer
from consistorio.economia.tesoreria.models import Extracto, LineaDePago, RelacionDePagos
from consistorio.economia.tesoreria.permisos import ARQUEO, CONCILIAR, ORDINAL, PAGAR, VER
from consistorio.economia.tesoreria.tests.muestras import Movimiento, norma43
from consistorio.nucleo.reloj import RelojFijo, hoy
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf

BANCO, OTRO_BANCO = "ES9121000418450200051332", "ES7921000813610123456789"
DE_QUIEN_COBRA = ("ES6621000418401234567891", "ES1000492352082414205416", "DE89370400440532013000")
NUMEROS = ("B99999997", "A58818501", "12345678Z")
INICIO = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
EN_CAJA = Decimal(90000)
TODO = INTERVENCION.con_permisos(VER, ORDINAL, PAGAR, CONCILIAR, ARQUEO)
ORDINALES = (
    OrdinalPedido("1", "Caja y Bancos, cuenta general", "operativa", "57101", date(2026, 1, 1), BANCO),
    OrdinalPedido("2", "Recaudación", "restringida", "57301", date(2026, 1, 1), OTRO_BANCO),
    OrdinalPedido("3", "Caja de la Tesorería", "caja", "57001", date(2026, 1, 1)),
    OrdinalPedido("9", "Formalización", "formalizacion", "557", date(2026, 1, 1)),
)


def sembrar() -> None:
    """The example town, the ledger of 2025 and 2026, four ordinals, the opening and the budget of 2026, and three suppliers with their accounts confirmed."""
    reloj = RelojDePrueba(escenario.SIEMBRA)
    escenario.villa(reloj)
    contabilidad.sembrar()
    for pedido in ORDINALES:
        apertura.abrir(actor=TODO, pedido=pedido, reloj=reloj)
    presupuesto.anotar_apertura(
        actor=INTERVENCION,
        fecha=date(2026, 1, 1),
        saldos={"57101": EN_CAJA, "4010": Decimal(-3000), "120": Decimal(-87000)},
        cerrados=[SaldoDeCerrado("obligacion", 2025, "4010", Decimal(3000), codigo="165.22100")],
        texto="Apertura",
        reloj=reloj,
    )
    presupuesto.aprobar_presupuesto(
        actor=INTERVENCION,
        nuevo=presupuesto_de(),
        reglas=REGLAS,
        fecha=date(2026, 1, 1),
        texto="Presupuesto de 2026",
        reloj=reloj,
    )
    for numero, iban in zip(NUMEROS, DE_QUIEN_COBRA, strict=True):
        con_cuenta(numero, iban, reloj)


def con_cuenta(numero: str, iban: str, reloj: RelojDePrueba) -> CuentaTercero:
    """A supplier whose account two people saw to."""
    tesoreria, intervencion = escenario.empleado("fernando", reloj), escenario.empleado("teresa", reloj)
    tercero = alta(numero, reloj)
    cuenta = terceros.anotar_cuenta(
        actor=tesoreria,
        tercero_id=tercero.id,
        iban=iban,
        bic="",
        documento_id=documento(tercero, "titularidad", reloj),
        reloj=reloj,
    )
    terceros.confirmar_cuenta(actor=intervencion, cuenta_id=cuenta.id, iban=iban, reloj=reloj)
    return cuenta


def alta(numero: str, reloj: RelojDePrueba) -> Tercero:
    persona = (
        PersonaEscrita(numero, razon_social=f"Suministros {numero}")
        if not numero[0].isdigit()
        else PersonaEscrita(numero)
    )
    return terceros.dar_de_alta(actor=escenario.empleado("fernando", reloj), persona=persona, reloj=reloj)


def documento(tercero: Tercero, clase: str, reloj: RelojDePrueba) -> UUID:
    suyo = terceros.incorporar_documento(
        actor=escenario.empleado("fernando", reloj),
        tercero_id=tercero.id,
        flujo=io.BytesIO(un_pdf(f"{clase} {uuid4()}")),
        nombre="certificado.pdf",
        titulo="Certificado",
        clase=clase,
        valido_hasta=None,
        reloj=reloj,
    )
    return suyo.documento_id


def confirmada(cesion: Bloqueo, reloj: RelojDePrueba) -> Bloqueo:
    """By the second person, who reads to whom a credit was assigned."""
    cobra = Persona.objects.get(tercero=cesion.a_favor_de_id)
    return terceros.confirmar_cesion(
        actor=escenario.empleado("teresa", reloj), bloqueo_id=cesion.id, cobra=str(cobra.nif), reloj=reloj
    )


def persona(n: int) -> UUID:
    return Tercero.objects.get(persona__nif=NUMEROS[n]).persona_id


def ordenado(
    codigo: str,
    importe: str,
    quien: UUID | None,
    *,
    dia: date = date(2026, 8, 3),
    varios: bool = False,
    factura_id: UUID | None = None,
) -> Operacion:
    """An obligation recognised that day, whose payment is ordered."""
    cabecera = Cabecera(dia, f"Factura de {codigo}", tercero_id=quien, varios=varios, factura_id=factura_id)
    reloj = RelojFijo(INICIO)
    o = presupuesto.gastar(
        actor=INTERVENCION, clase="ADO", cabecera=cabecera, lineas=[LineaPedida(Decimal(importe), codigo=codigo)], reloj=reloj
    )  # fmt: skip
    p = Cabecera(dia, f"Factura de {codigo}", tercero_id=quien, varios=varios)
    return presupuesto.ordenar_pago(actor=INTERVENCION, cabecera=p, lineas=[tras(o, importe)], reloj=reloj)


def cerrado() -> SaldoCerrado:
    return SaldoCerrado.objects.get(ejercicio=2026, anio=2025)


def relacion(
    reloj: RelojDePrueba,
    *pagos: Operacion | SaldoCerrado | PagoPedido,
    motivo: str = "Vencen hoy los servicios básicos",
    dias: int = 0,
) -> RelacionDePagos:
    pedidos = [p if isinstance(p, PagoPedido) else PagoPedido(p.id) for p in pagos]
    dia = date.fromordinal(hoy(reloj).toordinal() + dias)
    return acciones.preparar_relacion(
        actor=escenario.empleado("fernando", reloj), ordinal="1", fecha=dia, pagos=pedidos, motivo_orden=motivo, reloj=reloj
    )  # fmt: skip


def lineas(relacion: RelacionDePagos) -> list[LineaDePago]:
    return list(relacion.lineas.order_by("orden"))


def cargar(
    reloj: RelojDePrueba,
    desde: date,
    hasta: date,
    inicial: str,
    movimientos: Sequence[Movimiento],
    *,
    iban: str = BANCO,
) -> Extracto:
    """Load a statement in Norma 43."""
    datos = norma43(iban, desde, hasta, inicial, movimientos).encode("latin-1")
    (hecho,) = acciones.cargar_extracto(
        actor=escenario.empleado("fernando", reloj), traido=traer(io.BytesIO(datos)), reloj=reloj
    )
    return hecho
