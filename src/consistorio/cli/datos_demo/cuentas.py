"""The accounts of the example town as they are on a normal day: banks, payroll, a loan, the funds of habilitados, a project, assets, taxes, receipts, a modification and what an area
prepared."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.cli.datos_demo import bancos, fondos
from consistorio.cli.datos_demo.gente import INTERVENCION, JEFATURA, TESORERIA, actor, hace, quien_paga_sin_lista
from consistorio.economia.inventario import acciones as inventario
from consistorio.economia.inventario.acciones import BienNuevo
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Aplicacion
from consistorio.economia.presupuesto.tipos import (
    Cabecera,
    CuotaNueva,
    LineaDeModificacion,
    LineaPedida,
    PrestamoNuevo,
)
from consistorio.economia.proyectos import acciones as proyectos
from consistorio.economia.proyectos.tipos import AgenteNuevo, ProyectoNuevo
from consistorio.economia.recaudacion.acciones import anotar_compromiso, cargar_cobros
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tesoreria.models import Ordinal, RelacionDePagos
from consistorio.economia.tributacion import acciones as tributacion
from consistorio.economia.tributacion.tipos import LineaRepercutida, LineaSoportada
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

NOMINA = """aplicacion;bruto;neto;IRPF;SS
920.12000;412350,00;318650,00;67200,00;26500,00
132.12000;198400,00;152300,00;33300,00;12800,00
TOTAL;610750,00;470950,00;100500,00;39300,00
"""


def sembrar() -> Sequence[str]:
    """Once, over the budget of the town."""
    if not Ordinal.objects.exists() or RelacionDePagos.objects.exists():
        return []
    quienes = {clave: Tercero.objects.get(persona__nif=nif) for clave, (nif, _n, _i) in bancos.PROVEEDORES.items()}
    bancos.sembrar(quienes)
    _nomina()
    bancos.sin_orden(quienes)
    _prestamo(quienes["limpieza"])
    fondos.sembrar(quienes["papel"])
    _proyecto_y_bienes()
    _impuestos(quienes["luz"])
    _ingresos(quienes["papel"])
    _credito(quienes["luz"])
    bancos.extracto()
    return [
        "",
        "Cuentas de un día cualquiera:",
        "  una relación de pagos a la firma, una devolución y unas retenciones por pagar, y movimientos del banco por conciliar (Fernando, en «Economía»)",
        "  nómina, préstamo, fondos de habilitados, proyecto, inmovilizado, IVA y una modificación en trámite (Teresa)",
    ]


def _nomina() -> None:
    reloj = reloj_de_la_casa()
    nomina = acciones.importar_nomina(
        actor=actor(INTERVENCION),
        contenido=NOMINA,
        cabecera=Cabecera(hace(6), "Nómina del mes", varios=True),
        ordinal=bancos.GENERAL,
        reloj=reloj,
    )
    acciones.pagar_nomina(actor=quien_paga_sin_lista(), nomina_id=nomina.id, fecha=hace(5), reloj=reloj)


def _prestamo(entidad: Tercero) -> None:
    """Of half a million, drawn; its first instalment falls due soon."""
    reloj, en = reloj_de_la_casa(), hoy(reloj_de_la_casa())
    codigo = f"{en.year}-1"
    nuevo = PrestamoNuevo(
        codigo,
        "Préstamo para inversiones, a cinco años",
        hace(60),
        Decimal(500_000),
        "91300",
        "011.91300",
        "011.31000",
    )
    cuotas = [CuotaNueva(date(en.year + n, 12, 31), Decimal(100_000), Decimal(3_000 * (5 - n))) for n in range(5)]
    acciones.concertar_prestamo(actor=actor(INTERVENCION), nuevo=nuevo, cuotas=cuotas, reloj=reloj)
    acciones.disponer_prestamo(
        actor=actor(INTERVENCION),
        codigo=codigo,
        cabecera=Cabecera(hace(30), "Disposición del préstamo para inversiones", varios=True),
        importe=Decimal(500_000),
        ordinal=bancos.GENERAL,
        reloj=reloj,
    )


def _proyecto_y_bienes() -> None:
    reloj, teresa, anio = reloj_de_la_casa(), actor(INTERVENCION), hoy(reloj_de_la_casa()).year
    agentes = (
        AgenteNuevo("Junta, programa de calles y plazas", "75060", Decimal(1_500_000)),
        AgenteNuevo("Diputación Provincial", "42010", Decimal(300_000), exclusivo=False),
    )
    nuevo = ProyectoNuevo(f"{anio}-INV-1", "Paseo de la ribera", anio, anio + 1, Decimal(2_400_000), agentes)
    proyecto = proyectos.abrir_proyecto(actor=teresa, nuevo=nuevo, reloj=reloj)
    suyas = Aplicacion.objects.filter(ejercicio=anio, programa="1532", economica="61900").values_list("id", flat=True)
    proyectos.asignar_aplicaciones(actor=teresa, codigo=proyecto.codigo, aplicaciones=list(suyas), reloj=reloj)
    obra = Cabecera(hace(20), "Paseo de la ribera, certificación 1", varios=True)
    for clase, cabecera, linea in (
        ("ADO", obra, LineaPedida(Decimal(320_000), "1532.61900")),
        (
            "DRI",
            Cabecera(hace(15), "Subvención del paseo, anticipo", varios=True),
            LineaPedida(Decimal(600_000), "75060"),
        ),
    ):
        if clase == "ADO":
            acciones.gastar(actor=teresa, clase=clase, cabecera=cabecera, lineas=[linea], reloj=reloj)
        else:
            acciones.reconocer(
                actor=teresa, clase=clase, cabecera=cabecera, lineas=[linea], ordinal=bancos.GENERAL, reloj=reloj
            )
    bienes = [
        BienNuevo("Camión de recogida con brazo", "218", Decimal("91500.40"), date(anio - 1, 7, 1), 10),
        BienNuevo("Mobiliario de la biblioteca", "216", Decimal(23_800), date(anio, 1, 1), 10),
        BienNuevo("Servidores del centro de datos", "217", Decimal("41260.75"), date(anio - 1, 1, 1), 5),
    ]
    inventario.dar_de_alta(actor=teresa, bienes=bienes, reloj=reloj)


def _impuestos(cliente: Tercero) -> None:
    """The water supply has VAT: something deducted and something passed on, whose model waits to be presented."""
    reloj, teresa, en = reloj_de_la_casa(), actor(INTERVENCION), hoy(reloj_de_la_casa())
    tributacion.abrir_sector(actor=teresa, codigo="AGUA", nombre="Abastecimiento de agua", reloj=reloj)
    tributacion.fijar_prorrata(actor=teresa, codigo="AGUA", anio=en.year, clase="general", provisional=100, reloj=reloj)
    bombas = Cabecera(hace(14), "Bombas de la estación de agua", tercero_id=cliente.persona_id, factura="B-77")
    tributacion.soportar(
        actor=teresa,
        clase="ADO",
        cabecera=bombas,
        lineas=[LineaSoportada(Decimal("18400"), Decimal(21), "161.62300", sector="AGUA")],
        expedida=hace(14),
        reloj=reloj,
    )
    agua = Cabecera(
        hace(11), "Suministro de agua a grandes consumidores", tercero_id=cliente.persona_id, factura="A-12"
    )
    tributacion.repercutir(
        actor=teresa,
        clase="DR",
        cabecera=agua,
        lineas=[LineaRepercutida(Decimal("61250.50"), Decimal(10), "30200", "AGUA")],
        expedida=hace(11),
        reloj=reloj,
    )


def _ingresos(quien: Tercero) -> None:
    """A file of receipts: some find what they pay, and the rest waits in 554."""
    reloj, en = reloj_de_la_casa(), hoy(reloj_de_la_casa())
    filas = [
        f"{hace(3)};R-0001;84,20;;30200;",
        f"{hace(3)};R-0002;126,75;;30200;",
        f"{hace(2)};R-0003;310,00;{en.year}/9999;;",
        f"{hace(2)};R-0004;57,30;;;",
    ]
    contenido = "\n".join(["fecha;referencia;importe;derecho;concepto;nif", *filas, ""]).encode()
    cargar_cobros(
        actor=actor(TESORERIA),
        nombre="recibos.csv",
        contenido=contenido,
        cuenta=bancos.RECAUDACION,
        reloj=reloj,
    )
    anotar_compromiso(
        actor=actor(INTERVENCION),
        anio=en.year,
        economica="42010",
        persona_id=quien.persona_id,
        importe=Decimal(12_000),
        texto="Convenio de apertura de bibliotecas",
        fecha=hace(8),
        documento_id=_documento(quien),
        reloj=reloj,
    )


def _documento(quien: Tercero) -> UUID:
    return quien.documentos.order_by("id")[0].documento_id


def _credito(quien: Tercero) -> None:
    """Two files of modification in different moments, and what an area prepared and waits for its review."""
    reloj, teresa, anio = reloj_de_la_casa(), actor(INTERVENCION), hoy(reloj_de_la_casa()).year
    transferencia = acciones.preparar_modificacion(
        actor=teresa,
        anio=anio,
        tipo="transferencia",
        texto="Más material de oficina, con el fondo de contingencia",
        lineas=[
            LineaDeModificacion("baja", "929.50000", Decimal(25_000)),
            LineaDeModificacion("alta", "920.22000", Decimal(25_000)),
        ],
        reloj=reloj,
    )
    informe = terceros.incorporar_documento(
        actor=actor(TESORERIA),
        tercero_id=quien.id,
        flujo=io.BytesIO(bancos.papel("Informe de Intervención sobre la transferencia de crédito")),
        nombre="informe.pdf",
        titulo="Informe de Intervención sobre la transferencia de crédito",
        clase="otro",
        valido_hasta=None,
        reloj=reloj,
    )
    acciones.informar_modificacion(
        actor=teresa,
        modificacion_id=transferencia.id,
        fecha=hace(2),
        informe_id=informe.documento_id,
        reloj=reloj,
    )
    acciones.preparar_modificacion(
        actor=teresa,
        anio=anio,
        tipo="suplemento",
        texto="Alumbrado de la travesía, con el remanente",
        lineas=[
            LineaDeModificacion("alta", "165.22100", Decimal(60_000)),
            LineaDeModificacion("financiacion", "87000", Decimal(60_000)),
        ],
        reloj=reloj,
    )
    for texto, importe in (("Señales de la zona de obras", "1840.00"), ("Encuadernación de planos", "310.50")):
        acciones.preparar_previa(
            actor=actor(JEFATURA),
            clase="AD",
            cabecera=Cabecera(hace(1), texto, varios=True),
            lineas=[LineaPedida(Decimal(importe), codigo="920.22000")],
            reloj=reloj,
        )
