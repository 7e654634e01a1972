"""The money of the example town: its accounts, what it owes and orders, a list that waits for its signatures, and what the bank says."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from consistorio.cli.datos_demo.gente import INTERVENCION, TESORERIA, actor, hace, quien_paga_sin_lista
from consistorio.cli.datos_demo.norma43 import Movimiento, norma43
from consistorio.cli.recorrido.adjuntos import escrito
from consistorio.economia.contabilidad.acciones import abrir_cuenta
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tesoreria import acciones
from consistorio.economia.tesoreria.acciones.conciliar import Par
from consistorio.economia.tesoreria.acciones.ordinales import OrdinalPedido
from consistorio.economia.tesoreria.acciones.propuestos import PagoNuevo
from consistorio.economia.tesoreria.acciones.relaciones import PagoPedido
from consistorio.economia.tesoreria.consultas import sin_conciliar_de_libros
from consistorio.economia.tesoreria.extractos import traer
from consistorio.economia.tesoreria.models import MovimientoBancario, Ordinal
from consistorio.economia.tesoreria.propuestas import propuestas
from consistorio.economia.tesoreria.reglas import Grupo
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.base.rutas import carpeta_var
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

GENERAL, RECAUDACION, CAJA = "57101", "57301", "57001"
IBAN = "ES9121000418450200051332"
CUENTAS = {
    GENERAL: ("1", "Banco del Arlanzón, cuenta general", "operativa", IBAN),
    RECAUDACION: ("2", "Banco del Arlanzón, recaudación de tributos", "restringida", "ES7921000813610123456789"),
    CAJA: ("3", "Caja de la Tesorería", "caja", ""),
}
# NIF, name and account of those who are paid
PROVEEDORES = {
    "limpieza": ("A58818501", "Limpiezas y Residuos del Duero, S. A.", "ES1000492352082414205416"),
    "luz": ("B09000001", "Energía de la Ribera, S. L.", "ES6000491500051234567892"),
    "papel": ("B12345674", "Papelería Técnica, S. L.", "ES9420805801101234567891"),
    "hacienda": ("Q2826000H", "Agencia Estatal de Administración Tributaria", "ES5700495103712716112233"),
}
DIAS_DE_EXTRACTO, POR_CONCILIAR = 12, 3  # pairs that are proposed and nobody has looked at


def abrir(anio: int) -> None:
    """From the year before on: banks are opened before their first entry."""
    reloj = reloj_de_la_casa()
    for cuenta, (codigo, nombre, clase, iban) in CUENTAS.items():
        abrir_cuenta(actor=actor(INTERVENCION), codigo=cuenta, nombre=nombre, reloj=reloj)
        pedido = OrdinalPedido(codigo, nombre, clase, cuenta, date(anio, 1, 1), iban)
        acciones.abrir_ordinal(actor=actor(TESORERIA), pedido=pedido, reloj=reloj)


def sembrar(quienes: dict[str, Tercero]) -> None:
    """What is owed and paid. `quienes`: by the keys of `PROVEEDORES`."""
    reloj = reloj_de_la_casa()
    en = hoy(reloj)
    grupos = [Grupo("Suministros básicos", ("221",)), Grupo("Obras en curso", ("6",))]
    acciones.anotar_plan(
        actor=actor(TESORERIA), desde=date(en.year, 1, 1), grupos=grupos, documento_id=None, reloj=reloj
    )
    for datos in (
        ("luz", "Energía eléctrica de los edificios", "165.22100", "38240.16", 10),
        ("papel", "Material de oficina", "920.22000", "1290.35", 9),
        ("limpieza", "Limpieza de los colegios", "920.22706", "7315.80", 7),
    ):
        _pagada(*datos, quienes)
    por_pagar = [
        _debida("luz", "Energía eléctrica del alumbrado público", "165.22100", "61874.02", 26, quienes),
        _debida("papel", "Tóner y papel", "920.22000", "864.90", 18, quienes),
        _debida("limpieza", "Limpieza extraordinaria tras las fiestas", "920.22706", "4120.00", 9, quienes),
        _debida("luz", "Mantenimiento de cuadros eléctricos", "165.22100", "2950.25", 4, quienes),
    ]
    ordenadas = [_ordenada(una) for una in por_pagar]
    relacion = acciones.preparar_relacion(
        actor=actor(TESORERIA),
        ordinal="1",
        fecha=min(en + timedelta(days=2), date(en.year, 12, 31)),
        pagos=[PagoPedido(una.id) for una in ordenadas[:2]],
        motivo_orden="Vence el plazo de pago de la energía y del material",
        reloj=reloj,
    )
    acciones.enviar_a_firma(actor=actor(TESORERIA), relacion_id=relacion.id, reloj=reloj)


def proveedores() -> dict[str, Tercero]:
    """Who is paid, with the account to which it is."""
    return {clave: _proveedor(*datos) for clave, datos in PROVEEDORES.items()}


def _proveedor(nif: str, nombre: str, iban: str) -> Tercero:
    reloj, fernando = reloj_de_la_casa(), actor(TESORERIA)
    ficha = terceros.dar_de_alta(actor=fernando, persona=PersonaEscrita(nif, razon_social=nombre), reloj=reloj)
    certificado = terceros.incorporar_documento(
        actor=fernando,
        tercero_id=ficha.id,
        flujo=io.BytesIO(papel(f"Certificado de titularidad de la cuenta de {nombre}")),
        nombre="certificado.pdf",
        titulo="Certificado de titularidad de la cuenta",
        clase="titularidad",
        valido_hasta=None,
        reloj=reloj,
    )
    cuenta = terceros.anotar_cuenta(
        actor=fernando, tercero_id=ficha.id, iban=iban, bic="", documento_id=certificado.documento_id, reloj=reloj
    )
    terceros.confirmar_cuenta(actor=actor(INTERVENCION), cuenta_id=cuenta.id, iban=iban, reloj=reloj)
    return ficha


def papel(texto: str) -> bytes:
    """A PDF of one line."""
    carpeta = carpeta_var() / "demo"
    carpeta.mkdir(parents=True, exist_ok=True)
    return escrito(carpeta, texto[:60].replace("/", "-"), [texto]).read_bytes()


def _debida(quien: str, texto: str, aplicacion: str, importe: str, dias: int, quienes: dict[str, Tercero]) -> Operacion:
    cabecera = Cabecera(hace(dias), texto, tercero_id=quienes[quien].persona_id)
    lineas = [LineaPedida(Decimal(importe), aplicacion)]
    return presupuesto.gastar(
        actor=actor(INTERVENCION), clase="ADO", cabecera=cabecera, lineas=lineas, reloj=reloj_de_la_casa()
    )


def _ordenada(debida: Operacion) -> Operacion:
    cabecera = Cabecera(debida.fecha, debida.texto, tercero_id=debida.tercero_id)
    lineas = [LineaPedida(debida.importe, origen=_linea(debida))]
    return presupuesto.ordenar_pago(actor=actor(TESORERIA), cabecera=cabecera, lineas=lineas, reloj=reloj_de_la_casa())


def _pagada(quien: str, texto: str, aplicacion: str, importe: str, dias: int, quienes: dict[str, Tercero]) -> Operacion:
    debida = _debida(quien, texto, aplicacion, importe, dias + 5, quienes)
    return presupuesto.pagar(
        actor=quien_paga_sin_lista(),
        clase="PR",
        cabecera=Cabecera(hace(dias), texto, tercero_id=debida.tercero_id),
        lineas=[LineaPedida(debida.importe, origen=_linea(debida))],
        ordinal=GENERAL,
        reloj=reloj_de_la_casa(),
    )


def _linea(operacion: Operacion) -> UUID:
    return operacion.lineas.get().id


def sin_orden(quienes: dict[str, Tercero]) -> None:
    """A refund that was agreed and part of what was withheld, which wait for a list. After the payroll, which withholds it."""
    reloj, cobrada = reloj_de_la_casa(), Decimal("184.20")
    cabecera = Cabecera(hace(12), "Tasa de residuos cobrada dos veces", tercero_id=quienes["papel"].persona_id)
    cobro = presupuesto.reconocer(
        actor=actor(INTERVENCION),
        clase="DRI",
        cabecera=cabecera,
        lineas=[LineaPedida(cobrada, "30200")],
        ordinal=GENERAL,
        reloj=reloj,
    )
    devuelta = Cabecera(hace(3), "Devolución de la tasa de residuos", tercero_id=quienes["papel"].persona_id)
    lineas = [LineaPedida(cobrada, origen=_linea(cobro))]
    presupuesto.acordar_devolucion(actor=actor(INTERVENCION), cabecera=devuelta, lineas=lineas, reloj=reloj)
    irpf = PagoNuevo(Decimal("100500.00"), "Retenciones de la nómina del mes", "IRPF", quienes["hacienda"].persona_id)
    acciones.proponer_pago(actor=actor(TESORERIA), nuevo=irpf, reloj=reloj)


def extracto() -> None:
    """The last thing: what the books say that came in and went out these days, by the bank. Most of it is reconciled; it charged a fee too, and some money nobody knows what it is."""
    reloj, general = reloj_de_la_casa(), Ordinal.objects.get(codigo="1")
    desde = hace(DIAS_DE_EXTRACTO)
    hasta = max(desde, hoy(reloj) - timedelta(days=1))
    apuntes = sin_conciliar_de_libros(general, hasta=hasta)
    antes = [apunte for apunte in apuntes if apunte.fecha < desde]
    movimientos: list[Movimiento] = [
        (uno.fecha, f"{uno.importe}", "", uno.texto.upper()[:70]) for uno in apuntes if uno.fecha >= desde
    ]
    movimientos += [
        (hasta, "-18.15", "", "COMISION POR TRANSFERENCIAS"),
        (hasta, "412.60", "", "TRANSFERENCIA DE ORDENANTE SIN CONCEPTO"),
        (hasta, "1250.00", "", "ABONO DE LA DIPUTACION, CONVENIO DE BIBLIOTECAS"),
    ]
    inicial = sum((uno.importe for uno in antes), Decimal(0))
    datos = norma43(IBAN, desde, hasta, f"{inicial}", sorted(movimientos, key=lambda uno: uno[0]))
    traido = traer(io.BytesIO(datos.encode("latin-1", "replace")))
    acciones.cargar_extracto(actor=actor(TESORERIA), traido=traido, reloj=reloj)
    pares = [Par((una.movimiento_id,), (una.clave,)) for una in propuestas("1")]
    pares = pares[: max(1, len(pares) - POR_CONCILIAR)]
    de_antes = MovimientoBancario.objects.filter(ordinal=general, clase=MovimientoBancario.Clase.SALDO_INICIAL).first()
    if antes and de_antes is not None:
        pares.append(Par((de_antes.id,), tuple(f"apunte:{uno.apunte_id}" for uno in antes)))
    acciones.conciliar(actor=actor(TESORERIA), ordinal="1", pares=pares, reloj=reloj)
