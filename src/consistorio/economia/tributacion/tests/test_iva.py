"""VAT from the invoice to its settlement, with a prorrata that is regularised; and what it computes by itself."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from consistorio.cli.cuentas import impuestos
from consistorio.cli.cuentas.guion import PERMISOS, ejecutar
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.facturas.obligaciones import neto
from consistorio.economia.presupuesto import acciones as del_presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import fallas, tras
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.economia.tributacion import acciones, consultas
from consistorio.economia.tributacion.models import ApunteIva, Declaracion
from consistorio.economia.tributacion.reglas import iva
from consistorio.economia.tributacion.tests.escenario import INTERVENCION, RELOJ, alta, apuntes, cabecera
from consistorio.economia.tributacion.tipos import Calculo, LineaRepercutida, LineaSoportada
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos

D = Decimal
CON: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}


def casillas(calculo: Calculo) -> dict[str, str]:
    """Those that are not zero."""
    return {c.numero: f"{c.valor}" for c in calculo.casillas if c.valor}


def test_a_year_of_vat(presupuesto: None) -> None:
    agua, vecino = alta("B99999997", "Suministros"), alta("A58818501", "Industria")
    acciones.abrir_sector(**CON, codigo="AGUA", nombre="Abastecimiento de agua")
    mala = LineaSoportada(D("100"), D("21"), "920.22100", sector="AGUA", cuota=D("22"))
    con_factura = cabecera("2026-02-10", tercero_id=agua.persona_id, factura="F-1")
    with pytest.raises(DatosIncorrectos) as error:  # everything that is wrong at once
        acciones.soportar(
            **CON,
            clase="AD",
            cabecera=replace(con_factura, factura=" "),
            lineas=[mala, LineaSoportada(D("0"), D("121"), "920.22100", sector="GAS")],
            expedida=date(2026, 3, 1),
        )
    assert [p.campo for p in error.value.problemas] == [
        "factura",
        "expedida",
        "clase",
        "lineas.0",
        "lineas.0",
        "lineas.1",
        "lineas.1",
        "lineas.1",
    ]
    acciones.fijar_prorrata(**CON, codigo="AGUA", anio=2026, clase="general", provisional=80)
    recibida = acciones.soportar(
        **CON,
        clase="ADO",
        cabecera=con_factura,
        lineas=[
            LineaSoportada(D("100"), D("21"), "920.22100", sector="AGUA"),
            LineaSoportada(D("50"), D("21"), "920.22000"),
        ],
        expedida=date(2026, 2, 1),
    )
    # 80 % of 21.00 is deducted: the rest, and all that is of no activity, is expense
    assert [f"{una.importe}" for una in recibida.operacion.lineas.order_by("orden")] == ["104.20", "60.50"]
    assert apuntes(recibida.iva) == [("4720", "410", "16.80")]
    assert neto(recibida.operacion) == D("181.50")  # what its invoice says, for the register of invoices
    with pytest.raises(Conflicto):
        acciones.fijar_prorrata(**CON, codigo="AGUA", anio=2026, clase="general", provisional=90)
    emitida = acciones.repercutir(
        **CON,
        clase="DR",
        cabecera=cabecera("2026-03-01", tercero_id=vecino.persona_id, factura="E-1"),
        lineas=[
            LineaRepercutida(D("200"), D("10"), "30200", "AGUA"),
            LineaRepercutida(D("100"), D("0"), "30200", "AGUA", exenta=True),
        ],
        expedida=date(2026, 3, 1),
    )
    assert (apuntes(emitida.operacion)[-1][2], apuntes(emitida.iva)) == ("300.00", [("440", "4770", "20.00")])
    # Another one is issued, which is taken back when it is settled
    otra = acciones.repercutir(
        **CON,
        clase="DR",
        cabecera=cabecera("2026-03-02", tercero_id=vecino.persona_id, factura="E-2"),
        lineas=[LineaRepercutida(D("10"), D("10"), "30200", "AGUA")],
        expedida=date(2026, 3, 2),
    )
    for sola, cual in (  # without its VAT, neither what was received nor what was issued is taken back
        (del_presupuesto.corregir_gasto, {"operacion_id": recibida.operacion.id}),
        (del_presupuesto.dar_de_baja, {"clase": "AN", "lineas": [tras(otra.operacion, "10")]}),
    ):
        with pytest.raises(Conflicto, match="libros del IVA"):
            sola(**CON, **cual, cabecera=cabecera("2026-03-03", "Error"))
    assert recibida.iva is not None
    assert emitida.iva is not None
    pago = del_presupuesto.anotar_no_presupuestario(
        **CON,
        clase="PNP",
        cabecera=cabecera("2026-03-10", tercero_id=agua.persona_id),
        lineas=[LineaPedida(D("16.80"), codigo="IVA_SOPORTADO")],
        ordinal="571",
    )
    assert (apuntes(pago), pago.lineas.get().origen) == ([("410", "571", "16.80")], recibida.iva.lineas.get())
    cobro = del_presupuesto.anotar_no_presupuestario(
        **CON,
        clase="INP",
        cabecera=cabecera("2026-03-10"),
        lineas=[LineaPedida(D("20"), origen=emitida.iva.lineas.get().id)],
        ordinal="571",
    )
    assert apuntes(cobro) == [("571", "440", "20.00")]
    assert not consultas.calcular("303", 2026, "1T").cuadres[0].cuadra  # not settled yet
    saltado = "Hay IVA sin liquidar de periodos anteriores: trimestre 1 de 2026. Liquídelos antes, en orden."
    with pytest.raises(DatosIncorrectos) as error:
        acciones.liquidar_iva(**CON, anio=2026, periodo="2T")
    assert [p.mensaje for p in error.value.problemas] == [saltado]
    assert saltado in consultas.calcular("303", 2026, "2T").avisos
    with pytest.raises(DatosIncorrectos) as error:
        acciones.presentar(
            **CON, modelo="303", anio=2026, periodo="2T", fecha=date(2026, 7, 15), justificante="1", documento_id=None
        )
    assert (error.value.problemas[0].campo, error.value.problemas[0].mensaje) == ("periodo", saltado)
    assert "cuadres" not in {p.campo for p in error.value.problemas}
    liquidacion = acciones.liquidar_iva(**CON, anio=2026, periodo="1T")
    assert sorted(apuntes(liquidacion)) == [("4770", "4720", "16.80"), ("4770", "4750", "4.20")]
    with pytest.raises(Conflicto):
        acciones.liquidar_iva(**CON, anio=2026, periodo="1T")
    primero = consultas.calcular("303", 2026, "1T")
    assert (primero.resultado, primero.cuadres[0].cuadra) == (D("4.20"), True)
    assert {c.numero: c.valor for c in primero.casillas}["27"] == D("21.00")
    assert primero.casillas[0].nombre == "IVA devengado al 10 %: base"
    # An invoice of March that comes late: either it has a later date, or what was settled is undone
    tardia = partial(
        acciones.soportar,
        **CON,
        clase="ADO",
        lineas=[LineaSoportada(D("10"), D("10"), "920.22100", sector="AGUA")],
        expedida=date(2026, 3, 20),
    )
    con_otra = replace(con_factura, fecha=date(2026, 3, 31), factura="F-2")
    with pytest.raises(DatosIncorrectos) as error:
        tardia(cabecera=con_otra)
    assert [p.campo for p in error.value.problemas] == ["fecha"]
    with pytest.raises(Conflicto):
        acciones.deshacer_liquidacion(**CON, anio=2026, periodo="2T")
    deshecha = acciones.deshacer_liquidacion(**CON, anio=2026, periodo="1T")
    assert (deshecha.origen, deshecha.fecha) == (liquidacion, date(2026, 3, 31))
    ultima = tardia(cabecera=con_otra)
    acciones.anular_recibida(**CON, operacion_id=ultima.operacion.id, cabecera=cabecera("2026-03-31", "Error"))
    acciones.liquidar_iva(**CON, anio=2026, periodo="1T")
    assert consultas.calcular("303", 2026, "1T").cuadres[0].cuadra
    del_presupuesto.anotar_no_presupuestario(
        **CON,
        clase="PNP",
        cabecera=cabecera("2026-04-20"),
        lineas=[LineaPedida(D("4.20"), codigo="IVA_A_INGRESAR")],
        ordinal="571",
    )
    acciones.anular_expedida(**CON, operacion_id=otra.operacion.id, cabecera=cabecera("2026-05-03", "Error"))
    with pytest.raises(Conflicto):
        acciones.anular_expedida(**CON, operacion_id=otra.operacion.id, cabecera=cabecera("2026-05-03", "Error"))
    # Less than nothing was passed on: the tax office owes it
    assert sorted(apuntes(acciones.liquidar_iva(**CON, anio=2026, periodo="2T"))) == [
        ("4700", "4720", "1.00"),
        ("4770", "4720", "-1.00"),
    ]
    segundo = consultas.calcular("303", 2026, "2T")
    # A box that is new, and zero, is no change; and of what is settled nothing is presented again
    antes_de = casillas(segundo)
    assert not consultas.ha_cambiado(Declaracion(casillas=antes_de), segundo)
    assert consultas.ha_cambiado(Declaracion(casillas=antes_de | {"71": "1.00"}), segundo)
    with pytest.raises(Conflicto, match="no se anota otra vez"):
        acciones.presentar(
            **CON,
            modelo="303",
            anio=2026,
            periodo="2T",
            fecha=date(2026, 7, 20),
            justificante="1",
            documento_id=None,
            clase="complementaria",
        )
    assert (segundo.resultado, segundo.cuadres[0].cuadra) == (D("-1.00"), True)
    # It gives some back before the last quarter is settled: only the rest is made up for
    del_presupuesto.anotar_no_presupuestario(
        **CON,
        clase="INP",
        cabecera=cabecera("2026-11-10"),
        lineas=[LineaPedida(D("0.40"), codigo="IVA_A_DEVOLVER")],
        ordinal="571",
    )
    # 200 of 300 gave a right to deduct: 67 %, and 2.73 were deducted too much
    con_quien = cabecera("2026-12-31", "Prorrata de 2026", tercero_id=agua.persona_id)
    antes = replace(con_quien, fecha=date(2026, 9, 30))
    with pytest.raises(DatosIncorrectos, match="no se ha regularizado") as error:
        acciones.regularizar_prorrata(**CON, codigo="AGUA", anio=2026, cabecera=antes, aplicacion="920.22500")
    assert [p.campo for p in error.value.problemas] == ["fecha"]
    prorrata = acciones.regularizar_prorrata(
        **CON, codigo="AGUA", anio=2026, cabecera=con_quien, aplicacion="920.22500"
    )
    assert (prorrata.definitiva, prorrata.regularizacion) == (67, D("-2.73"))
    assert saldo(2026, "634").neto == D("2.73")
    # What was regularised is taken back whole, and regularised again
    assert prorrata.del_iva is not None
    assert prorrata.del_presupuesto is not None
    cobro = Operacion.objects.get(clase="INP", lineas__origen__operacion=prorrata.del_iva)
    for suya, corregir in (
        (cobro, del_presupuesto.corregir_no_presupuestario),
        (Operacion.objects.get(lineas__origen__operacion=prorrata.del_presupuesto), del_presupuesto.corregir_pago),
    ):
        with pytest.raises(Conflicto, match="regularización de la prorrata de AGUA de 2026"):
            corregir(**CON, operacion_id=suya.id, cabecera=cabecera("2026-12-31", "Sola"))
    with CaptureQueriesContext(connection) as hechas:
        deshecha_ella = acciones.deshacer_regularizacion(**CON, codigo="AGUA", anio=2026)
    esperan = [una["sql"] for una in hechas if " FOR " in una["sql"]]
    assert "contabilidad_ejercicio" in esperan[0], "its year goes before anything else"
    assert (deshecha_ella.definitiva, deshecha_ella.regularizada) == (None, None)
    assert [saldo(2026, cuenta).neto for cuenta in ("634", "557")] == [D(0), D(0)]
    with pytest.raises(Conflicto, match="no está regularizada"):
        acciones.deshacer_regularizacion(**CON, codigo="AGUA", anio=2026)
    acciones.regularizar_prorrata(**CON, codigo="AGUA", anio=2026, cabecera=con_quien, aplicacion="920.22500")
    with pytest.raises(Conflicto, match="ya se regularizó"):
        acciones.anular_recibida(**CON, operacion_id=recibida.operacion.id, cabecera=con_quien)
    assert sorted(apuntes(acciones.liquidar_iva(**CON, anio=2026, periodo="4T"))) == [
        ("4770", "4700", "0.60"),
        ("4770", "4720", "-2.73"),
        ("4770", "4750", "2.13"),
    ]
    with pytest.raises(Conflicto, match="ya está liquidado"):
        acciones.deshacer_regularizacion(**CON, codigo="AGUA", anio=2026)
    cuarto = consultas.calcular("303", 2026, "4T")
    assert (cuarto.resultado, cuarto.cuadres[0].cuadra) == (D("2.13"), True)
    assert [saldo(2026, cuenta).neto for cuenta in ("4720", "4770", "410", "440", "557")] == [D(0)] * 5
    libro = consultas.libro("repercutido", date(2026, 1, 1), date(2026, 12, 31))
    assert [(str(uno), uno.cuota) for uno in libro] == [
        ("2026/1", D("20.00")),
        ("2026/2", D("0.00")),
        ("2026/3", D("1.00")),
        ("2026/4", D("-1.00")),
    ]
    assert ApunteIva.objects.count() == 8
    assert (comprobar(2026), fallas()) == ([], [])


def test_what_is_bought_without_vat_is_accrued_by_who_buys(presupuesto: None) -> None:
    aleman, chatarra = alta("B99999997", "Maschinen"), alta("A58818501", "Chatarra")
    acciones.abrir_sector(**CON, codigo="AGUA", nombre="Agua")
    acciones.fijar_prorrata(**CON, codigo="AGUA", anio=2026, clase="general", provisional=80)
    suya = cabecera("2026-02-10", tercero_id=aleman.persona_id, factura="DE-1")
    linea = LineaSoportada(D(100), D(21), "920.22100", sector="AGUA", regimen="intracomunitaria", inversion=True)
    como: dict[str, Any] = {**CON, "clase": "ADO", "cabecera": suya, "expedida": date(2026, 2, 1)}
    for mal, dice in (
        ({"regimen": "nada"}, "inversión del sujeto pasivo o"),
        ({"sector": ""}, "diga cuál"),
        ({"tipo": D(0)}, "a qué tipo"),
    ):
        with pytest.raises(DatosIncorrectos, match=dice):
            acciones.soportar(**como, lineas=[replace(linea, **mal)])
    union = acciones.soportar(**como, lineas=[linea])
    # 21 accrued and 16.80 deducted; 4.20 an expense; who issued it is owed its base alone, and nobody the tax
    assert union.operacion.importe == D(100)
    saldos = {cuenta: saldo(2026, cuenta).neto for cuenta in ("4770", "4720", "410", "440", "557", "400")}
    assert saldos == {
        "4770": D(-21), "4720": D("16.80"), "410": D(0), "440": D(0), "557": D(0), "400": D(-100),
    }  # fmt: skip
    [apunte] = union.apuntes
    assert apunte.operacion_gasto is not None
    assert apunte.operacion_gasto.importe == D("4.20")
    assert consultas.apunte_de(apunte.operacion_gasto.id) == apunte, "it is not taken back alone"
    for clase, corregir in (
        ("PNP", del_presupuesto.corregir_no_presupuestario),
        ("INP", del_presupuesto.corregir_no_presupuestario),
        ("PR", del_presupuesto.corregir_pago),
    ):
        paga = Operacion.objects.get(clase=clase)
        with pytest.raises(Conflicto, match="libros del IVA"):
            corregir(**CON, operacion_id=paga.id, cabecera=cabecera("2026-02-11", "Sola"))
        assert consultas.va_con_su_iva(paga.id)
    otra = acciones.soportar(
        **{**como, "cabecera": replace(suya, tercero_id=chatarra.persona_id, factura="C-1")},
        lineas=[LineaSoportada(D(50), D(10), "920.22100", sector="AGUA", regimen="inversion")],
    )
    acciones.liquidar_iva(**CON, anio=2026, periodo="1T")
    trimestre = consultas.calcular("303", 2026, "1T")
    assert (trimestre.resultado, trimestre.cuadres[0].cuadra) == (D("5.20"), True)
    assert casillas(trimestre) == {
        "10": "100.00", "11": "21.00", "12": "50.00", "13": "5.00", "27": "26.00",
        "28": "50.00", "29": "4.00", "38": "100.00", "39": "16.80", "45": "20.80", "46": "5.20", "71": "5.20",
    }  # fmt: skip
    acciones.deshacer_liquidacion(**CON, anio=2026, periodo="1T")
    for una in (union, otra):
        acciones.anular_recibida(**CON, operacion_id=una.operacion.id, cabecera=cabecera("2026-03-01", "Error"))
    assert {cuenta: saldo(2026, cuenta).neto for cuenta in saldos} == dict.fromkeys(saldos, D(0))
    # Of what is bought here, the base alone is declared; what is of the Union is of another declaration, and the tax of nobody
    for regimen, quien, base in (("intracomunitaria", aleman, D(3200)), ("inversion", chatarra, D(3100))):
        suya = cabecera("2026-04-10", tercero_id=quien.persona_id, factura="G-1")
        grande = LineaSoportada(base, D(21), "1532.61900", sector="AGUA", regimen=regimen)
        acciones.soportar(**{**como, "cabecera": suya}, lineas=[grande])
    declarado = consultas.calcular("347", 2026, "0A")
    assert {f.nif for f in declarado.filas} == {"A58818501"}
    assert casillas(declarado) == {"01": "1", "02": "3100.00"}
    assert declarado.avisos == ()
    assert (comprobar(2026), fallas()) == ([], [])


@given(st.decimals(-(10**5), 10**6, places=2), st.decimals(-(10**5), 10**6, places=2), st.decimals(0, 10**5, places=2))
def test_a_settlement_leaves_nothing_behind(repercutido: Decimal, soportado: Decimal, antes: Decimal) -> None:
    cuentas = {"4770": -repercutido, "4720": soportado, "4700": antes, "4750": D(0)}
    de = {"IVA_DEDUCIBLE": "4720", "IVA_A_DEVOLVER": "4700", "IVA_A_INGRESAR": "4750", "IVA_REPERCUTIDO": "4770"}
    for fila in iva.liquidacion(repercutido, soportado, antes):
        assert fila.importe > 0
        concepto = de[fila.concepto]
        if fila.concepto == "IVA_REPERCUTIDO":
            cuentas["4770"] -= fila.importe
            cuentas["4720"] += fila.importe
            continue
        debe, haber = (concepto, fila.cuenta) if fila.cuenta == "4720" else (fila.cuenta, concepto)
        cuentas[debe] += fila.importe
        cuentas[haber] -= fila.importe
    assert [cuentas["4770"], cuentas["4720"]] == [D(0), D(0)]
    assert cuentas["4750"] <= 0
    assert cuentas["4700"] >= 0
    assert sum(cuentas.values()) == soportado + antes - repercutido
    assert not (cuentas["4750"] and cuentas["4700"])


@pytest.mark.parametrize(
    ("clase", "destino", "deducible"),
    [
        ("general", "comun", "2.10"),
        ("general", "con_derecho", "2.10"),
        ("especial", "con_derecho", "21.00"),
        ("especial", "sin_derecho", "0.00"),
        ("especial", "comun", "2.10"),
    ],
)
def test_what_is_deducted_depends_on_its_use(clase: str, destino: str, deducible: str) -> None:
    assert iva.deducible(D("21.00"), clase=clase, destino=destino, por_ciento=10) == D(deducible)
    assert iva.por_ciento_definitivo(D(1), D(1000)) == 1  # always up


def test_the_steps_of_a_script(presupuesto: None, tmp_path: Path) -> None:
    pasos = [
        {"n": 1, "tipo": "IVA_SECTOR", "fecha": "2026-01-01", "sector": "AGUA", "descripcion": "Agua", "prorrata": 50},
        {
            "n": 2,
            "tipo": "IVA_RECIBIDA",
            "fecha": "2026-02-01",
            "nif": "B99999997",
            "factura": "1",
            "aplicacion": "920.22100",
            "base": "100.00",
            "tipo_iva": "21",
            "sector": "AGUA",
        },
        {
            "n": 3,
            "tipo": "IVA_EXPEDIDA",
            "fecha": "2026-02-02",
            "nif": "A58818501",
            "factura": "2",
            "concepto": "30200",
            "base": "10.00",
            "tipo_iva": "10",
            "sector": "AGUA",
            "cobrada": True,
        },
        # The second quarter does not go before the first
        {"n": 7, "tipo": "IVA_LIQUIDACION", "fecha": "2026-06-30", "periodo": "2T"},
        {"n": 4, "tipo": "IVA_LIQUIDACION", "fecha": "2026-03-31", "periodo": "1T"},
        # 100 %: 10.50 more, which were an expense, come back as income
        {"n": 5, "tipo": "IVA_PRORRATA", "fecha": "2026-12-31", "sector": "AGUA", "concepto": "39900"},
        {"n": 6, "tipo": "IVA_LIQUIDACION", "fecha": "2026-12-31", "periodo": "4T"},
    ]
    guion = ejecutar(pasos, actor=INTERVENCION.con_permisos(*PERMISOS), reloj=RELOJ)
    assert ([una["n"] for una in guion.rechazadas], guion.hechas) == ([7], [1, 2, 3, 4, 5, 6])
    assert [saldo(2026, c).neto for c in ("639", "4700", "4720", "440", "557")] == [
        D("-10.50"),
        D("20.00"),
        D(0),
        D(0),
        D(0),
    ]
    anual = tmp_path / "303.csv"
    pedido = argparse.Namespace(modelo="303", ejercicio=2026, periodo="4T", salida=anual)
    assert impuestos._modelo(pedido) == 0
    assert "casilla;44;" in anual.read_text("utf-8")
    # What was in favour of the town is taken back too, with its right
    acciones.deshacer_liquidacion(**CON, anio=2026, periodo="4T")
    acciones.deshacer_regularizacion(**CON, codigo="AGUA", anio=2026)
    assert [saldo(2026, c).neto for c in ("639", "557", "4720")] == [D(0), D(0), D(0)]
    assert (comprobar(2026), fallas()) == ([], [])
