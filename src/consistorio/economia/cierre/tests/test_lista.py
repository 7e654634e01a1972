"""The list that is gone through before a year is closed: each point finds what its room has left undone, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from consistorio.economia.cierre import lista
from consistorio.economia.cierre.calculo import calcular
from consistorio.economia.cierre.tests.escenario import INTERVENCION, RELOJ
from consistorio.economia.cierre.tipos import Criterios
from consistorio.economia.contabilidad.models import Cuenta
from consistorio.economia.facturas.models import Entrega, Factura
from consistorio.economia.inventario.models import Bien
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import CuotaPrestamo, Nomina, Operacion, Prestamo
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.proyectos.models import Proyecto
from consistorio.economia.tesoreria.models import Extracto, MovimientoBancario, Ordinal, RelacionDePagos
from consistorio.economia.tributacion.models import ApunteIva, Prorrata, SectorIva
from consistorio.economia.tributacion.tests.escenario import alta, documento
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.organizacion.models import Unidad

D = Decimal
AHORA = datetime(2025, 12, 20, 9, 0, tzinfo=UTC)


def dichos(anio: int, apertura: dict[str, D] | None = None, saldos: dict[str, D] | None = None) -> dict[str, list[str]]:
    hallados: dict[str, list[str]] = {}
    for reparo in lista.repasar(anio, apertura=apertura or {}, saldos=saldos or {}):
        assert not reparo.impide
        hallados.setdefault(reparo.punto, []).append(reparo.texto.replace("\u00a0", " "))
    return hallados


def test_the_worked_year_has_its_points_said(anio: int) -> None:
    reparos = calcular(anio, criterios=Criterios(), hoy=date(2026, 1, 15), comprobando=False).reparos
    puntos = {punto.nombre: punto.estado for punto in lista.por_puntos(reparos)}
    assert len(puntos) == len(lista.PUNTOS)
    assert {r.punto for r in reparos} <= set(lista.PUNTOS)
    assert {nombre for nombre, estado in puntos.items() if estado == "avisa"} == {
        "Cobros y pagos por aplicar (554, 555, 559)",
        "Financiación afectada y remanentes",  # 15,000 may be of the remnant, or none of them
        "IVA y retenciones",
        "Nóminas de los doce meses",
    }


def test_each_point_finds_what_was_left_undone(anio: int) -> None:
    de_antes = "Retenciones sin decir de quién son (modelo 190): 1."
    sin_nomina = "No hay ninguna nómina importada y sí gastos de personal: compruebe que están los doce meses."
    assert dichos(anio) == {"impuestos": [de_antes], "nominas": [sin_nomina]}, "what the worked year withheld and paid"
    _se_deja_sin_hacer(anio)
    apertura = {"142": D(-500), "480": D(70), "485": D(-30)}
    saldos = {"142": D(-500), "480": D(70), "485": D(-10), "413": D(-1000), "418": D(-8)}
    assert dichos(anio, apertura, saldos) == {
        "facturas": ["Facturas registradas y sin obligación de este año ni anotar en la 413: 2, de 171,00 €."],
        "devoluciones": ["Quedan devoluciones acordadas y sin pagar (418): 8,00 €."],
        "banco": ["201 Banco: no está cargado el extracto del banco hasta el 31/12."],
        "relaciones": ["La relación de pagos 7 está sin terminar: en preparación."],
        "nominas": ["Faltan las nóminas de estos meses: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11."],
        "impuestos": [
            "Hay IVA sin liquidar desde el 02/03/2025.",
            "La prorrata de Agua no está regularizada.",
            de_antes,
        ],
        "amortizacion": ["Bienes por amortizar: 1. La dotación es de 364,80 €."],
        "provisiones": ["Las provisiones son las del año anterior (500,00 €): revise si hacen falta y de cuánto."],
        "periodificacion": [
            "La cuenta 480 sigue como al abrir el año (70,00 €): impute lo que es de este.",
            "Hay intereses que vencen el año que viene y no se ha devengado lo que es de este (527).",
        ],
        "afectada": ["El proyecto 2025-9 no tiene aplicaciones: no se le cuenta ningún gasto."],
    }
    # What another 413 has hides none: each invoice needs its own, by it or by its number; one cent short is not enough
    for factura, importe in ((Factura.objects.get(numero=1), D("120.99")), (Factura.objects.get(numero=2), D(50))):
        _se_devenga(factura, importe)
    assert dichos(anio, apertura, saldos)["facturas"][0].endswith("413: 1, de 121,00 €.")
    _se_devenga(Factura.objects.get(numero=1), D("0.01"))
    assert "facturas" not in dichos(anio, apertura, saldos)


def test_the_bank_and_the_payrolls_of_the_year_alone(anio: int) -> None:
    assert dichos(anio)["nominas"] == [
        "No hay ninguna nómina importada y sí gastos de personal: compruebe que están los doce meses."
    ]
    uno, _dos = (
        presupuesto.gastar(
            actor=INTERVENCION,
            clase="ADO",
            cabecera=Cabecera(date(anio, 12, 1), "Nómina", varios=True),
            lineas=[LineaPedida(D(10), "920.22000")],
            reloj=RELOJ,
        )
        for _vez in range(2)
    )
    _una_nomina(anio, uno)
    Nomina.objects.update(texto="Paga extra de Navidad")
    assert "12." in dichos(anio)["nominas"][0], "an extra one is not that of its month"
    assert [lista.mes_de(texto, date(anio, 12, 1)) for texto in ("Nómina de marzo", "Nómina", "Extra de junio")] == [
        3,
        12,
        0,
    ]
    # The bank: what it says after the year is of the next one, and what it lacks of the books is told
    banco = Ordinal.objects.create(
        codigo="201", nombre="Banco", clase="operativa", iban="ES9121000418450200051332",
        cuenta=Cuenta.objects.get(codigo="571"), desde=date(anio, 1, 1),
    )  # fmt: skip
    documento(alta("B99999997", "Banco"), "Extracto")
    extracto = Extracto.objects.create(
        contenido=Contenido.objects.all()[0], ordinal=banco, formato="norma43", huella="0" * 64, desde=date(anio, 12, 1), hasta=date(anio + 1, 1, 31),
        saldo_inicial=D(0), saldo_final=D(5), nuevos=1, cargado_el=AHORA, cargado_por=uuid7(),
    )  # fmt: skip
    MovimientoBancario.objects.create(
        extracto=extracto, ordinal=banco, orden=1, fecha=date(anio + 1, 1, 5), valor=date(anio + 1, 1, 5), importe=D(5), huella="1" * 64,
    )  # fmt: skip
    assert [texto.rpartition(":")[0] for texto in dichos(anio)["banco"]] == [
        "201 Banco: cobros y pagos de los libros que el banco no tiene"
    ]


def _se_devenga(factura: Factura, importe: Decimal) -> None:
    assert factura.emisor is not None
    presupuesto.devengar(
        actor=INTERVENCION,
        cabecera=Cabecera(
            date(2025, 12, 31), "Factura", tercero_id=factura.emisor.persona_id, factura_id=factura.id if factura.numero == 1 else None, factura=factura.numero_factura,
        ),
        lineas=[LineaPedida(importe, "920.22000")],
        reloj=RELOJ,
    )  # fmt: skip


def _una_nomina(anio: int, operacion: Operacion) -> None:
    Nomina.objects.create(
        ejercicio_id=anio,
        huella="0" * 64,
        texto="Diciembre",
        ordinal="571",
        bruto=D(10),
        neto=D(10),
        operacion=operacion,
    )


def _se_deja_sin_hacer(anio: int) -> None:
    """One thing in each room."""
    ficha = alta("B99999997", "Reformas del Arlanzón, S. L.")
    entrega = Entrega.objects.create(
        canal="papel", documento_id=documento(ficha, "Factura"), huella="0" * 64, entrada_el=AHORA, recibida_el=AHORA,
        recibida_por=uuid7(),
    )  # fmt: skip
    Factura.objects.create(
        entrega=entrega, anio=anio, numero=1, codigo="RCF-1", total=D("121.00"), entrada_el=AHORA, anotada_el=AHORA,
        emisor=ficha,
    )  # fmt: skip
    # Recognised in January, before this year is closed
    enero = datetime(anio + 1, 1, 10, 9, 0, tzinfo=UTC)
    suya = Operacion.objects.create(
        ejercicio_id=anio + 1, libro="gasto", numero=900, clase="P", fecha=date(anio + 1, 1, 10), texto="Tarde",
        importe=D(50), anotada_el=enero,
    )  # fmt: skip
    Factura.objects.create(
        entrega=entrega, orden=2, anio=anio, numero=2, codigo="RCF-2", total=D(50), entrada_el=AHORA, anotada_el=AHORA,
        emisor=ficha, numero_factura="F-2", estado="contabilizada", conformada_el=enero, contabilizada_el=enero,
        operacion_o_id=suya.id, unidad=Unidad.objects.create(dir3="L01090590", nombre="Obras", desde=date(2020, 1, 1)),
    )  # fmt: skip
    gasto = presupuesto.gastar(
        actor=INTERVENCION,
        clase="ADO",
        cabecera=Cabecera(date(anio, 12, 1), "Nómina", varios=True),
        lineas=[LineaPedida(D(10), "920.22000")],
        reloj=RELOJ,
    )
    _una_nomina(anio, gasto)
    Bien.objects.create(numero=900, nombre="Camión", cuenta="218", valor=D(3650), en_servicio=date(anio, 1, 1), vida=10)
    Proyecto.objects.create(codigo="2025-9", nombre="Plaza", desde=anio, hasta=anio, gasto_total=D(100))
    prestamo = Prestamo.objects.create(
        codigo="P1", denominacion="Obra", formalizado=date(anio, 2, 1), principal=D(100), concepto="91300",
        amortiza="011.91300", intereses="011.31000",
    )  # fmt: skip
    CuotaPrestamo.objects.create(prestamo=prestamo, numero=1, vence=date(anio + 1, 2, 1), intereses=D(3))
    sector = SectorIva.objects.create(codigo="AGUA", nombre="Agua")
    Prorrata.objects.create(sector=sector, anio=anio, clase="general", provisional=80)
    ApunteIva.objects.create(
        libro="repercutido", anio=anio, numero=1, fecha=date(anio, 3, 2), expedida=date(anio, 3, 2), factura="A-1",
        persona=ficha.persona, sector=sector, base=D(100), tipo=D(10), cuota=D(10), operacion=gasto,
    )  # fmt: skip
    banco = Ordinal.objects.create(
        codigo="201",
        nombre="Banco",
        clase="operativa",
        iban="ES9121000418450200051332",
        cuenta=Cuenta.objects.get(codigo="571"),
        desde=date(anio, 1, 1),
    )
    RelacionDePagos.objects.create(
        ejercicio_id=anio, numero=7, ordinal=banco, fecha=date(anio, 12, 30), importe=D(10), liquido=D(10),
        huella="0" * 64, preparada_el=AHORA, preparada_por=uuid7(),
    )  # fmt: skip
