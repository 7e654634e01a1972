"""Two years written by hand (`datos/dos_anios.json`) through `contabilidad ejecutar`, against figures worked out apart.

2026. Obligations: payroll 4321.09 + 1296.33 = 5617.42; works 12345.67; electricity 1111.11; festivities 1999.99; building 1500.50; first instalment 1000.00 + 312.47.
    Current 5617.42 + 1111.11 + 1999.99 + 312.47 = 9040.99; capital 12345.67 + 1500.50 = 13846.17; debt 1000.00; in all 23887.16, all paid but the festivities.
    Net rights: 44987.65 + 4999.99 = 49987.64 current; 5000.11 capital; 15000.00 loan; 69987.75 in all; 44987.65 - 40000.01 = 4987.64 left to collect.
    Result: (49987.64 - 9040.99 = 40946.65) + (5000.11 - 13846.17 = -8846.06) = 32100.59; + 14000.00 of debt = 46100.59.
    The project costs 48000 and the region pays 12000: 0.25. Deviation 5000.11 - 0.25 x 12345.67 = 5000.11 - 3086.4175 = 1913.69. Adjusted 46100.59 - 1913.69 = 44186.90.
    Bank 50000 + 15000 - 3456.87 + 40000.01 + 4999.99 + 5000.11 - 12345.67 - 1111.11 - 1500.50 - 1312.47 = 95273.49. Withheld 648.16 + 1512.39 = 2160.55.
    Remnant 95273.49 + 4987.64 - 1999.99 - 2160.55 = 96100.59 = 50000 + 46100.59; less the excess 1913.69, 94186.90.
    Loan: 15000 drawn in February, of which 1000 falls due within twelve months; at the end of the year 7000.01 to 520 and 14000 - 7000.01 = 6999.99 in 170.
    Later years: limit of 2027 is 70 % of 30000 = 21000, and 15000.67 + 6000 goes 0.67 beyond; of 2028, 60 % = 18000.
2027, extended. 77000 - 2000 (ends) - 4000.01 (the part of the building that ended) - 12000 (affected) = 58999.99; account 0027, -5999.99 + 6000.01, which is all that ended: 59000.01. To it go 15000.67 of works and 1234.56 of electricity.
    The new one has 57100.01; with 15000.66 for the works 0.01 is missing. 1500 of materials bear 2000.02 because chapter 2 of the area binds together since March.
    Incorporated: 2499.50 (committed, of the building) and 1913.69 + 15740.64 = 17654.33 = 30000 - 12345.67 (works, affected). Credits 57100.01 + 20153.83 = 77253.84.
    Obligations: 2000.02 + 777.77 + 10000.03 + 3000.00 + 298.13 = 16075.95, and 1188.10 of the water: 17264.05 current; 22000.01 + 2499.50 = 24499.51 capital; 7000.01 debt;
    48763.57 in all. Net rights 50123.45 + 5000.00 and 3242.60 of the water: 58366.05 current; 4000.00 capital; 62366.05 in all.
    Result 62366.05 - 48763.57 = 13602.48. With remnant for general expenses 2499.50 + 15740.64 = 18240.14. Deviation 4000 - 0.25 x 22000.01 = -1500.00; accumulated 9000.11 - 0.25 x 34345.68 =
    413.69. Adjusted 13602.48 + 18240.14 + 1500.00 = 33342.62.
    Bank 95273.49 - 20000 + 4000 - 2499.50 - 7298.14 + 48000 + 4000 - 1999.99 + 5000 - 8000.01 = 116475.85, less what 2026 withheld 648.16 + 1512.39 = 2160.55, less the water's 306.43 + 46.90 + 53.10 =
    406.43, more its 1100.01 + 499.99 + 220.06 = 1820.06: 115728.93. Unpaid 2000.02 + 777.77 + 2000.01 = 4777.80, and 831.67 of the water: 5609.47.
    Owed of no budget: income tax 1500.01 + 50.00 = 1550.01 (the 648.16 of 2026 are paid), social security 3500.01 (the 1512.39 are too), VAT 109.43 to the supplier and 18.64 to the tax office: 5178.09.
    Left to collect 2123.45 + 1500.55 = 3624.00 of the year, 987.64 of 2026, of which 25 % = 246.91 is doubtful, and 150.06 of VAT.
    Remnant 115728.93 + 3624.00 + 987.64 + 150.06 - 5609.47 - 5178.09 = 109703.07 = 96100.59 + 13602.48; less 246.91 and 413.69, 109042.47.
    Assets 34345.68 + 4000.00 + 115728.93 + 3624.00 + 150.06 + 987.64 - 246.91 = 158589.40. Result of the year 58366.05 - 17264.05 - 246.91 = 40855.09.
VAT of the water in 2027, provisional prorrata 67 %.
    Received: 333.33 at 21 % = 69.9993, 70.00, of which 67 % = 46.90 is deducted and 23.10 is expense: 356.43. 777.77 at 21 % = 163.3317, 163.33; 67 % = 109.4311, 109.43; 53.90 is expense: 831.67. In all 1188.10.
        The first is paid: 356.43 - 50.00 of income tax (15 % of 333.33) = 306.43, and its 46.90.
    Issued at 10 %: 1000.01 -> 100.00; 200.05 -> 20.005, 20.01; 1500.55 -> 150.055, 150.06 (not collected); and 499.99 exempt. Bases 2700.61 with right and 3200.60 in all, 84.38 %: 85.
    Second quarter 100.00 - 46.90 = 53.10, paid in July. Third 20.01 - 109.43 = -89.42, to be made up for.
    Regularised in December: 85 % of 70.00 = 59.50 and of 163.33 = 138.8305, 138.83; 198.33 - 156.33 = 42.00 more, an income (639) that formalización collects: rights 1000.01 + 499.99 + 200.05 + 1500.55 + 42.00 = 3242.60.
    Fourth 150.06 - 42.00 = 108.06, less 89.42 made up for: 18.64 to be paid.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction
from django.db.models import F, QuerySet

from consistorio.cli import contabilidad
from consistorio.cli.analizador import Analizador
from consistorio.cli.cuentas.operaciones import contabilizar
from consistorio.cli.salida import HECHO, MAL_USO, NO
from consistorio.economia.cierre.models import Cierre
from consistorio.economia.cierre.reglas.cuadres import descuadres
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.models import Apunte
from consistorio.economia.presupuesto.models import (
    LineaFutura,
    Nomina,
    OperacionFutura,
    Prestamo,
    RemanenteCredito,
    RemanenteQueFinancia,
)
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.tributacion.consultas import calcular as calcular_modelo
from consistorio.economia.tributacion.models import Prorrata
from consistorio.plataforma.calendario.reloj import mover_reloj

pytestmark = pytest.mark.lento
D = Decimal
GUION = Path(__file__).parent / "datos" / "dos_anios.json"
# Step -> why it is refused
RECHAZOS = {
    6: "920.12000: el bruto menos las retenciones no es el neto: hay 0,01 € de diferencia.",
    12: "1532.61900, 2027: el límite es 21.000,00 € y se pasa en 0,67 € (TRLRHL 174.2.a). Lo puede elevar el Pleno.",
    32: "Faltan 0,01 €: lo contabilizado sobre el prorrogado en 1532.61900 no cabe en el nuevo crédito.",
    37: "Faltan 0,01 €: del remanente incorporable de 920.22100 quedan 500,25 €.",
    38: "920.12000 no tiene remanente que se pueda incorporar (RD 500/1990 art. 47).",
    39: "Faltan 0,01 €: del remanente 87010 del año anterior quedan 0,00 €.",
    71: "Faltan 0,01 €: en el concepto IVA_A_INGRESAR se deben 0,00 €.",
}
# Model 303 of 2027: due, deducted, regularised, result of the period, made up for, result; as its settlement noted it
DEL_303 = {
    "2T": "100.00 46.90 0 53.10 0 53.10",
    "3T": "20.01 109.43 0 -89.42 0 -89.42",
    "4T": "150.06 42.00 42.00 108.06 89.42 18.64",
}
RESULTADO = {
    "2026": "49987.64 9040.99 5000.11 13846.17 15000.00 1000.00 46100.59 0 0 1913.69 44186.90",
    "2027": "58366.05 17264.05 4000.00 24499.51 0 7000.01 13602.48 18240.14 1500.00 0 33342.62",
}
# Funds, rights of the year, of closed ones and of no budget, obligations of the year, of closed ones and of no budget, remnant, doubtful, excess, for general expenses
REMANENTE = {
    "2026": "95273.49 4987.64 0 0 1999.99 0 2160.55 96100.59 0 1913.69 94186.90",
    "2027": "115728.93 3624.00 987.64 150.06 5609.47 0 5178.09 109703.07 246.91 413.69 109042.47",
}
SALDOS = {
    "2026": {
        "571": "95273.49",
        "4300": "4987.64",
        "211": "1500.50",
        "212": "12345.67",
        "4000": "-1999.99",
        "4751": "-648.16",
        "4760": "-1512.39",
        "520": "-7000.01",
        "170": "-6999.99",
        "120": "-50000.00",
        "129": "-40946.65",
        "130": "-5000.11",
    },
    "2027": {
        "571": "115728.93",
        "4300": "3624.00",
        "410": "-109.43",
        "440": "150.06",
        "4750": "-18.64",
        "4310": "987.64",
        "4900": "-246.91",
        "211": "4000.00",
        "212": "34345.68",
        "4000": "-5609.47",
        "4751": "-1550.01",
        "4760": "-3500.01",
        "520": "-6999.99",
        "120": "-90946.65",
        "129": "-40855.09",
        "130": "-9000.11",
    },
}
# Of 2027: initial, modified, retained, committed, recognised, paid, remnant, of it committed
GASTOS = {
    "011.31000": "300.00 0 0 298.13 298.13 298.13 1.87 0",
    "011.91300": "7000.01 0 0 7000.01 7000.01 7000.01 0 0",
    "1532.61900": "16000.00 17654.33 0 22655.33 22000.01 20000.00 11654.32 655.32",
    "338.22609": "0 0 0 0 0 0 0 0",
    "920.12000": "21000.00 0 0 10000.03 10000.03 10000.03 10999.97 0",
    "920.16000": "6300.00 0 0 3000.00 3000.00 3000.00 3300.00 0",
    "920.22000": "1500.00 0 0 2000.02 2000.02 0 -500.02 0",
    "920.22100": "5000.00 0 1234.56 1965.87 1965.87 356.43 3034.13 0",
    "933.62200": "0 2499.50 0 2499.50 2499.50 2499.50 0 0",
}
# What 2026 left: committed, the rest of the remnant, that has to be and that may be incorporated
REMANENTES = {
    "011.31000": ("0 187.53 0 0", ""),
    "1532.61900": ("7654.66 9999.67 17654.33 0", "afectado"),
    "338.22609": ("0 0.01 0 0", ""),
    "920.12000": ("0 15678.91 0 0", ""),
    "920.16000": ("0 4703.67 0 0", ""),
    "920.22000": ("0 2499.75 0 0", ""),
    "920.22100": ("0 3889.14 0 500.25", "ultimo_trimestre"),
    "933.62200": ("2499.50 6000.00 0 8499.50", "capital"),
}


def cifras(texto: str) -> list[Decimal]:
    return [D(cifra) for cifra in texto.split()]


def de(fila: dict[str, Any], *nombres: str) -> list[Decimal]:
    return [D(fila[nombre]) for nombre in nombres]


def test_two_years_come_out_to_the_cent(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    informe = contabilizar(json.loads(GUION.read_text("utf-8")), [2026, 2027])
    assert {uno["n"]: uno["problemas"][0]["mensaje"] for uno in informe["rechazadas"]} == RECHAZOS
    assert informe["no_cuadra"] == []
    assert informe["cerrados"] == [2026, 2027]
    for anio, hecho in informe["ejercicios"].items():
        assert _resultado(hecho["resultado_presupuestario"]) == cifras(RESULTADO[anio])
        assert _remanente(hecho["remanente_tesoreria"]) == cifras(REMANENTE[anio])
        assert {c: D(s) for c, s in hecho["saldos_finales"].items()} == {c: D(s) for c, s in SALDOS[anio].items()}
        assert descuadres(hecho) == [], "the statements say the same of each other"
    primero, segundo = informe["ejercicios"]["2026"], informe["ejercicios"]["2027"]
    assert {uno["texto"] for uno in primero["reparos"]} >= {
        "Faltan las nóminas de estos meses: 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12.",
        "Hay intereses que vencen el año que viene y no se ha devengado lo que es de este (527).",
    }
    assert segundo["memoria"]["libros_de_iva"] == [
        ["Abastecimiento de agua · Facturas expedidas", "3200.60", "270.07", "0.00"],
        ["Abastecimiento de agua · Facturas recibidas", "1111.10", "233.33", "156.33"],
    ]
    assert {fila["aplicacion"]: _gasto(fila) for fila in segundo["liquidacion_gastos"]} == {
        codigo: cifras(texto) for codigo, texto in GASTOS.items()
    }
    assert {fila["aplicacion"]: (_clases(fila), fila["causas"]) for fila in primero["remanentes_credito"]} == {
        codigo: (cifras(texto), causas) for codigo, (texto, causas) in REMANENTES.items()
    }
    assert D(segundo["totales"]["creditos_definitivos"]) == D(segundo["totales"]["previsiones_definitivas"])
    assert sum((D(linea["importe"]) for linea in segundo["balance"]["activo"]), D(0)) == D("158589.40")
    assert [tuple(fila.values()) for fila in primero["plurianuales"]] == [
        ("2027", "1532.61900", "0.00", "0.00", "15000.67"),
        ("2027", "920.22100", "1234.56", "0.00", "0.00"),
        ("2028", "1532.61900", "0.00", "0.00", "9000.00"),
    ]
    assert [tuple(fila.values()) for fila in segundo["plurianuales"]] == [
        ("2028", "1532.61900", "0.00", "0.00", "9000.00")
    ]
    columnas = ("inicial", "dispuesto", "amortizado", "intereses", "final", "a_corto", "a_largo")
    assert de(primero["deuda"][0], *columnas) == cifras("0 15000 1000 312.47 14000 7000.01 6999.99")
    assert de(segundo["deuda"][0], *columnas) == cifras("14000 0 7000.01 298.13 6999.99 6999.99 0")
    assert _de_prorroga() == {
        (D("58999.99"), "001"): 1,
        (D("-5999.99"), "0027"): 1,
        (D("6000.01"), "0027"): 1,
    }
    assert fallas() == []
    _the_model_says_what_the_entries_do()
    _postgresql_refuses_what_the_program_would_not_do()
    _what_is_altered_is_found()
    _the_command_line_tells_it(tmp_path, capsys)


def _the_model_says_what_the_entries_do() -> None:
    for periodo, dice in DEL_303.items():
        modelo = calcular_modelo("303", 2027, periodo)
        casillas = {casilla.numero: casilla.valor for casilla in modelo.casillas}
        assert [casillas[numero] for numero in ("27", "45", "44", "46", "78", "71")] == cifras(dice)
        assert [cuadre.cuadra for cuadre in modelo.cuadres] == [True]
    regularizada = Prorrata.objects.get(sector="AGUA", anio=2027)
    assert (regularizada.definitiva, regularizada.regularizacion) == (85, D("42.00"))


def _what_is_altered_is_found() -> None:
    """What has no trigger is a fold of what has one, and `verificar` makes it again."""
    casos: list[tuple[int, QuerySet[Any], dict[str, Any]]] = [
        (2026, LineaFutura.objects.filter(anio=2028), {"saldo": F("saldo") + 1}),
        (2027, RemanenteCredito.objects.filter(codigo="933.62200", ejercicio=2026), {"incorporado_comprometido": 0}),
        (2027, RemanenteQueFinancia.objects.filter(ejercicio=2026), {"usado": 0}),
        (2027, Prestamo.objects.all(), {"a_corto": 0}),
        (2027, Nomina.objects.filter(ejercicio=2027), {"descuentos": {}}),
    ]
    for anio, filas, cambio in casos:
        antes = comprobar(anio)
        with transaction.atomic():
            assert filas.update(**cambio)
            assert len(comprobar(anio)) > len(antes), cambio
            transaction.set_rollback(True)


def _the_command_line_tells_it(carpeta: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it left, and a third year extended by a table."""
    informe, tabla = carpeta / "informe.json", carpeta / "ajustes.csv"
    capsys.readouterr()
    for orden in (["verificar"], ["cerrar", "--ensayo"]):
        assert _orden(*orden, "--ejercicio", "2062") == MAL_USO
        dicho = capsys.readouterr()
        assert "no tiene el ejercicio 2062. Hay: 2026, 2027, 2028" in dicho.err
        assert not dicho.out, "nothing is said to be right, nor reckoned"
    assert _orden("cerrar", "--ensayo", "--ejercicio", "2026", "--informe", str(informe)) == NO
    [linea] = capsys.readouterr().out.splitlines()
    assert linea.startswith("El ejercicio 2026 ya está cerrado, desde el ")
    assert json.loads(informe.read_text("utf-8")) == Cierre.objects.get(ejercicio=2026).cuentas
    assert _orden("remanentes", "--ejercicio", "2026", "--informe", str(informe)) == HECHO
    dichos = json.loads(informe.read_text("utf-8"))
    assert dichos["financiacion"] == {
        "87000": {"importe": "94186.90", "usado": "18240.14"},
        "87010": {"importe": "1913.69", "usado": "1913.69"},
    }
    assert {uno["aplicacion"]: uno["incorporado"] for uno in dichos["remanentes"] if D(uno["incorporado"])} == {
        "1532.61900": "17654.33",
        "933.62200": "2499.50",
    }
    assert _orden("remanentes", "--ejercicio", "2028", "--informe", str(informe)) == NO
    assert _orden("deuda", "--ejercicio", "2027", "--informe", str(informe)) == HECHO
    assert json.loads(informe.read_text("utf-8"))["deuda"][0]["final"] == "6999.99"
    mover_reloj(datetime(2028, 2, 1, 9, 0, tzinfo=UTC))
    tabla.write_text("clase;codigo;importe;motivo\nbaja;1532.61900;mucho;\n", "utf-8")
    assert _orden("prorrogar", "--ejercicio", "2028", "--ajustes", str(tabla)) == MAL_USO
    tabla.write_text("clase;codigo;importe;motivo\nbaja;1532.61900;7000,01;\n", "utf-8")
    assert _orden("prorrogar", "--ejercicio", "2028", "--ajustes", str(tabla)) == NO, "8999.99 do not bear 9000"
    assert _orden("prorrogar", "--ejercicio", "2028") == NO, "it is extended already"
    assert _orden("plurianuales", "--ejercicio", "2028", "--traer", "2028-01-02") == NO
    nomina = carpeta / "nomina.csv"
    nomina.write_text("aplicacion;bruto;neto;IRPF\n920.12000;10,01;8,01;2,00\nTOTAL;10,01;8,00;2,00\n", "utf-8")
    importa = ["importar-nomina", str(nomina), "--fecha", "2028-01-31", "--texto", "Enero", "--ordinal", "571"]
    importa += ["--pagada", "2028-01-31", "--informe", str(informe)]
    assert _orden(*importa) == NO
    assert [uno["donde"] for uno in json.loads(informe.read_text("utf-8"))["no_cuadra"]] == ["linea 3", "TOTAL"]
    nomina.write_text(nomina.read_text("utf-8").replace("8,00", "8,01"), "utf-8")
    assert _orden(*importa) == HECHO
    dicho = json.loads(informe.read_text("utf-8"))
    assert (dicho["operacion"], dicho["pago"], dicho["descuentos"]) == ("ADO 2028/1", "PR 2028/2", {"IRPF": "2.00"})
    assert _orden(*importa) == NO, "it is noted already"


def _orden(*argumentos: str) -> int:
    analizador = Analizador(prog="contabilidad", description="Contabilidad")
    contabilidad.configurar(analizador)
    return contabilidad.ejecutar(analizador.parse_args(argumentos))


def _resultado(rp: dict[str, Any]) -> list[Decimal]:
    grupos = [D(rp[g][lado]) for g in ("corrientes", "capital", "pasivos") for lado in ("derechos", "obligaciones")]
    return [*grupos, D(rp["resultado"]), *(D(valor) for valor in rp["ajustes"].values()), D(rp["ajustado"])]


def _remanente(rt: dict[str, Any]) -> list[Decimal]:
    return de(
        rt,
        "fondos_liquidos",
        "derechos_corrientes",
        "derechos_cerrados",
        "derechos_no_presupuestarios",
        "obligaciones_corrientes",
        "obligaciones_cerradas",
        "obligaciones_no_presupuestarias",
        "total",
        "dudoso_cobro",
        "exceso_financiacion_afectada",
        "para_gastos_generales",
    )


def _gasto(fila: dict[str, Any]) -> list[Decimal]:
    return de(
        fila,
        "iniciales",
        "modificaciones",
        "retenido",
        "dispuesto",
        "obligaciones",
        "pagos",
        "remanente_credito",
        "remanente_comprometido",
    )


def _clases(fila: dict[str, Any]) -> list[Decimal]:
    resto = sum(de(fila, "autorizado", "retenido", "no_disponible", "disponible"), D(0))
    return [D(fila["comprometido"]), resto, *de(fila, "obligatorio", "voluntario")]


def _de_prorroga() -> dict[tuple[Decimal, str], int]:
    """The rows of credit of the extended budget, that of its first entry: amount and account."""
    filas = Apunte.objects.filter(ejercicio=2027, debe="000", fecha="2027-01-01").values_list("importe", "haber")
    return dict.fromkeys(filas, 1)


def _postgresql_refuses_what_the_program_would_not_do() -> None:
    intentos: list[Callable[[], int]] = [
        lambda: RemanenteCredito.objects.filter(codigo="933.62200", ejercicio=2026).update(incorporado=D("8499.51")),
        lambda: RemanenteQueFinancia.objects.filter(ejercicio=2026).update(usado=F("importe") + 1),
        lambda: LineaFutura.objects.filter(anio=2028).update(saldo=-1),
        lambda: LineaFutura.objects.filter(anio=2028).update(importe=1),
        lambda: OperacionFutura.objects.filter(clase="AD").update(supuesto="deuda"),
        lambda: Nomina.objects.update(bruto=1),
    ]
    for intento in intentos:
        with pytest.raises((IntegrityError, DataError)), transaction.atomic():
            intento()
