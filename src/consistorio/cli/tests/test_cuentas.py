"""`contabilidad ejecutar`: the worked year of the reference data, and the same year with something changed in it."""

from __future__ import annotations

import argparse
import copy
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from consistorio.cli import contabilidad
from consistorio.cli.analizador import Analizador
from consistorio.cli.cuentas.operaciones import contabilizar
from consistorio.cli.salida import MAL_USO, NO
from consistorio.economia.cierre.tests import dorado
from consistorio.economia.contabilidad.models import Apunte

pytestmark = pytest.mark.lento
D = Decimal
ANIO = "2025"


def ejecutado(ejemplo: Mapping[str, Any]) -> dict[str, Any]:
    """What comes out of it, with nothing refused."""
    informe = contabilizar(ejemplo, [int(ANIO)])
    assert informe["rechazadas"] == []
    assert informe["no_cuadra"] == []
    assert informe["cerrados"] == [int(ANIO)]
    resultado: dict[str, Any] = informe["ejercicios"][ANIO]
    return resultado


def cifras(resultado: Mapping[str, Any]) -> dict[str, Decimal]:
    """The figures that an interventor looks at, by a short name."""
    rp, rt, totales = resultado["resultado_presupuestario"], resultado["remanente_tesoreria"], resultado["totales"]
    return {
        **{f"saldo {cuenta}": D(saldo) for cuenta, saldo in resultado["saldos_finales"].items()},
        **{f"total {nombre}": D(importe) for nombre, importe in totales.items()},
        "resultado": D(rp["resultado"]),
        "resultado ajustado": D(rp["ajustado"]),
        **{f"remanente {nombre}": D(importe) for nombre, importe in rt.items()},
        "activo": sum((D(linea["importe"]) for linea in resultado["balance"]["activo"]), D(0)),
        "resultado económico": D(resultado["resultado_economico"][-1]["importe"]),
    }


def test_the_worked_year_comes_out_to_the_cent(db: None) -> None:
    ejemplo = dorado.leer()
    esperado, hecho = ejemplo["esperado"], ejecutado(ejemplo)
    for que, clave in (("liquidacion_gastos", "aplicacion"), ("liquidacion_ingresos", "concepto")):
        filas = {fila[clave]: fila for fila in hecho[que]}
        assert filas.keys() == {fila[clave] for fila in esperado[que]}
        for fila in esperado[que]:
            for campo, valor in fila.items():
                dicho = filas[fila[clave]][campo]
                assert dicho == valor if campo == clave else D(dicho) == D(valor), (fila[clave], campo)
    assert {c: D(v) for c, v in hecho["totales"].items()} == {c: D(v) for c, v in esperado["totales"].items()}
    rp, rt = esperado["resultado_presupuestario"], esperado["remanente_tesoreria"]
    for nuestro, suyo in (
        ("corrientes", "a_corrientes"),
        ("capital", "b_capital"),
        ("no_financieras", "1_total_no_financieras"),
        ("activos", "c_activos_financieros"),
        ("pasivos", "d_pasivos_financieros"),
    ):
        assert {c: D(v) for c, v in hecho["resultado_presupuestario"][nuestro].items()} == rp[suyo]
    dichas = cifras(hecho)
    assert (dichas["resultado"], dichas["resultado ajustado"]) == (rp["I_resultado"], rp["resultado_ajustado"])
    assert {c: D(v) for c, v in hecho["resultado_presupuestario"]["ajustes"].items()} == {
        "con_remanente": rp["ajustes"]["creditos_gastados_con_RTGG"],
        "desviaciones_negativas": rp["ajustes"]["desviaciones_negativas"],
        "desviaciones_positivas": rp["ajustes"]["desviaciones_positivas"],
    }
    for nuestro, suyo in (
        ("fondos_liquidos", rt["fondos_liquidos"]),
        ("derechos_corrientes", rt["derechos_pendientes"]["corriente_430"]),
        ("derechos_cerrados", rt["derechos_pendientes"]["cerrados_431"]),
        ("obligaciones_corrientes", rt["obligaciones_pendientes"]["corriente_400"]),
        ("obligaciones_cerradas", rt["obligaciones_pendientes"]["cerrados_401"]),
        ("obligaciones_no_presupuestarias", rt["obligaciones_pendientes"]["no_presupuestarios"]),
        ("cobros_sin_aplicar", rt["partidas_pendientes"]["cobros_554_559"]),
        ("pagos_sin_aplicar", rt["partidas_pendientes"]["pagos_555_5581_5585"]),
        ("total", rt["I_remanente_total"]),
        ("dudoso_cobro", rt["II_saldos_dudoso_cobro"]),
        ("exceso_financiacion_afectada", rt["III_exceso_financiacion_afectada"]),
        ("para_gastos_generales", rt["IV_remanente_gastos_generales"]),
        ("ajustado", "126350"),
    ):
        assert dichas[f"remanente {nuestro}"] == D(suyo), nuestro
    assert {c: D(v) for c, v in hecho["saldos_finales"].items()} == {
        c: D(v) for c, v in esperado["saldos_finales"].items()
    }
    assert dichas["activo"] == D(esperado["total_activo"])
    assert dichas["resultado económico"] == D(esperado["resultado_economico_patrimonial"])
    assert _apuntes_del_diario() == _apuntes_a_mano(ejemplo), "row by row, closing included"
    siguiente = hecho["apertura_siguiente"]
    assert (D(siguiente["4010"]), D(siguiente["4310"]), D(siguiente["120"])) == (D(-33900), D(48000), D(-162350))
    assert not {"4000", "4300", "129"} & set(siguiente)


def _apuntes_del_diario() -> dict[tuple[str, str], Decimal]:
    """What each pair of accounts adds up to in the journal, but for its opening and its last entry, which the example writes as balances."""
    filas = Apunte.objects.filter(ejercicio=int(ANIO)).exclude(asiento__clase__in=("apertura", "cierre"))
    return _sumadas(filas.values_list("debe", "haber", "importe"))


def _apuntes_a_mano(ejemplo: Mapping[str, Any]) -> dict[tuple[str, str], Decimal]:
    return _sumadas(
        (fila["debe"], fila["haber"], D(str(fila["importe"])))
        for paso in ejemplo["operaciones"]
        for fila in paso["asientos"]
    )


def _sumadas(filas: Iterable[tuple[str, str, Decimal]]) -> dict[tuple[str, str], Decimal]:
    sumas: dict[tuple[str, str], Decimal] = {}
    for debe, haber, importe in filas:
        sumas[debe, haber] = sumas.get((debe, haber), D(0)) + importe
    return {par: suma for par, suma in sumas.items() if suma}


# What each change has to move, worked out by hand; everything else stays as it was
CAMBIOS: dict[str, tuple[dict[int, dict[str, str] | None], dict[str, str]]] = {
    "mil euros menos de cobro del IBI": (
        {40: {"importe": "149000"}},
        {
            "saldo 4300": "1000",
            "saldo 571": "-1000",
            "total pendiente_cobro": "1000",
            "total recaudacion_neta": "-1000",
            "remanente fondos_liquidos": "-1000",
            "remanente derechos_corrientes": "1000",
        },
    ),
    "el IVTM no se cobra": (
        {44: None},
        {
            "saldo 4300": "27000",
            "saldo 571": "-27000",
            "total pendiente_cobro": "27000",
            "total recaudacion_neta": "-27000",
            "remanente fondos_liquidos": "-27000",
            "remanente derechos_corrientes": "27000",
        },
    ),
    "una factura de diciembre de ochocientos euros más": (
        {60: {"importe": "3000"}},
        {
            "saldo 4131": "-800",
            "saldo 129": "800",
            "resultado económico": "-800",
            "remanente sin_aplicar_a_presupuesto": "800",
            "remanente ajustado": "-800",
        },
    ),
    "cien euros más de basuras, sin pagar": (
        {15: {"importe": "52900"}},
        {
            "saldo 4000": "-100",
            "saldo 129": "100",
            "total obligaciones": "100",
            "total pendiente_pago": "100",
            "total remanentes_credito": "-100",
            "total remanentes_comprometidos": "-100",
            "resultado": "-100",
            "resultado ajustado": "-100",
            "resultado económico": "-100",
            "remanente obligaciones_corrientes": "100",
            "remanente total": "-100",
            "remanente para_gastos_generales": "-100",
            "remanente ajustado": "-100",
        },
    ),
}


def test_each_change_moves_what_it_has_to_and_nothing_else(db: None) -> None:
    """All of them in one year: what the changes move adds up, and nothing else does."""
    ejemplo = dorado.leer()
    cambios = {n: cambio for suyos, _mueve in CAMBIOS.values() for n, cambio in suyos.items()}
    cambiado = copy.deepcopy(ejemplo)
    cambiado["operaciones"] = [
        _con(paso, cambios.get(paso["n"], {}))
        for paso in cambiado["operaciones"]
        if cambios.get(paso["n"], {}) is not None
    ]
    despues = cifras(ejecutado(cambiado))
    antes = cifras_esperadas(ejemplo["esperado"], despues)
    mueve: dict[str, Decimal] = {}
    for _cambios, suyo in CAMBIOS.values():
        for nombre, importe in suyo.items():
            mueve[nombre] = mueve.get(nombre, D(0)) + D(importe)
    assert {nombre: despues[nombre] - antes[nombre] for nombre in antes if despues[nombre] != antes[nombre]} == mueve


def _con(paso: dict[str, Any], cambio: dict[str, str] | None) -> dict[str, Any]:
    """With another amount, also in the entry that is its datum."""
    if not cambio:
        return paso
    return {**paso, **cambio, "asientos": [{**fila, **cambio} for fila in paso["asientos"]]}


def cifras_esperadas(esperado: Mapping[str, Any], como: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The figures of the worked year by our names, as the reference data give them."""
    rp, rt = esperado["resultado_presupuestario"], esperado["remanente_tesoreria"]
    dichas = {
        **{f"saldo {cuenta}": D(saldo) for cuenta, saldo in esperado["saldos_finales"].items()},
        **{f"total {nombre}": D(importe) for nombre, importe in esperado["totales"].items()},
        "resultado": D(rp["I_resultado"]),
        "resultado ajustado": D(rp["resultado_ajustado"]),
        "activo": D(esperado["total_activo"]),
        "resultado económico": D(esperado["resultado_economico_patrimonial"]),
        "remanente fondos_liquidos": D(rt["fondos_liquidos"]),
        "remanente derechos_corrientes": D(rt["derechos_pendientes"]["corriente_430"]),
        "remanente derechos_cerrados": D(rt["derechos_pendientes"]["cerrados_431"]),
        "remanente derechos_no_presupuestarios": D(0),
        "remanente obligaciones_corrientes": D(rt["obligaciones_pendientes"]["corriente_400"]),
        "remanente obligaciones_cerradas": D(0),
        "remanente obligaciones_no_presupuestarias": D(rt["obligaciones_pendientes"]["no_presupuestarios"]),
        "remanente cobros_sin_aplicar": D(rt["partidas_pendientes"]["cobros_554_559"]),
        "remanente pagos_sin_aplicar": D(rt["partidas_pendientes"]["pagos_555_5581_5585"]),
        "remanente dudoso_cobro": D(rt["II_saldos_dudoso_cobro"]),
        "remanente exceso_financiacion_afectada": D(rt["III_exceso_financiacion_afectada"]),
        "remanente sin_aplicar_a_presupuesto": D(2350),
        "remanente devoluciones_pendientes": D(0),
        "remanente total": D(rt["I_remanente_total"]),
        "remanente para_gastos_generales": D(rt["IV_remanente_gastos_generales"]),
        "remanente ajustado": D(126350),
    }
    assert dichas.keys() == como.keys()
    return dichas


# Step -> what is changed in it, and why it is refused
RECHAZOS: dict[int, tuple[dict[str, object], str]] = {
    3: ({"importe": "60000.01"}, "Faltan 0,01 €: la bolsa de vinculación de 1621.22700 tiene 60.000,00 €"),
    4: ({}, "La operación 3, sobre la que va, no se contabilizó."),
    6: ({"financiacion": "87010"}, "El remanente de tesorería no financia esta modificación (TRLRHL 177)."),
    7: ({"importe": "12000.01"}, "Faltan 0,01 €: la bolsa de vinculación de 920.22000 tiene 12.000,00 €"),
    8: ({"importe": "-1"}, "El importe son euros y céntimos, y mayor que cero."),
    9: ({"aplicacion": "920.12001"}, "La aplicación 920.12001 no está en el presupuesto de 2025."),
    10: ({}, "Elija la operación de la que sigue."),
    12: ({"importe": "32000.01"}, "Faltan 0,01 €: a la operación ADO 2025/1 le quedan 32.000,00 €."),
    13: ({"concepto": "IRPFF"}, "No hay un concepto no presupuestario en uso con el código IRPFF."),
    14: ({"fecha": "2025-02-30"}, "«fecha» es un día, como 2026-03-31, y dice «2025-02-30»."),
}


def test_what_is_refused_is_told_with_its_reason_and_the_rest_goes_on(db: None) -> None:
    pasos = [{**paso, **RECHAZOS.get(paso["n"], ({}, ""))[0]} for paso in dorado.leer()["operaciones"][:14]]
    pasos = [paso for paso in pasos if paso["n"] != 5]
    informe = contabilizar({"operaciones": [*pasos, {"n": 15, "fecha": "2025-05-05", "tipo": "OTRA"}]}, [int(ANIO)])
    assert informe["hechas"] == [1, 2, 11]
    porque = {una["n"]: [p["mensaje"] for p in una["problemas"]] or [una["mensaje"]] for una in informe["rechazadas"]}
    assert porque.pop(15) == ["No se conoce esa clase de operación."]
    assert porque.keys() == RECHAZOS.keys()
    for n, (_cambio, razon) in RECHAZOS.items():
        assert porque[n][0].startswith(razon), porque[n]
    assert informe["ejercicios"][ANIO]["totales"]["obligaciones"] == "32000.00"


def ordenado(carpeta: Path, contenido: object) -> int:
    """What the command answers to that file."""
    fichero = carpeta / "operaciones.json"
    fichero.write_text(contenido if isinstance(contenido, str) else json.dumps(contenido), "utf-8")
    analizador = Analizador(prog="contabilidad", description="Contabilidad")
    contabilidad.configurar(analizador)
    args = analizador.parse_args(["ejecutar", str(fichero), "--informe", str(carpeta / "informe.json")])
    hacer: Callable[[argparse.Namespace], int] = args.hacer  # on the database of the test
    return hacer(args)


DE_PYTHON = ("Error", "NoneType", "unpack", "indices", "Decimal", "isoformat")


def test_what_is_no_list_of_operations_is_told_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agente = {"nombre": "Región", "economica": "75080", "aportacion": "mucho"}
    proyecto = {"codigo": "1", "nombre": "Parque", "desde": 2026, "hasta": 2026, "gasto_total": 1, "aplicaciones": []}
    casos: list[tuple[object, list[str]]] = [
        ('{"operaciones": [', ["no es JSON: deja de entenderse en la línea 1"]),
        ([], ["un objeto JSON con «operaciones»"]),
        ({"operaciones": []}, ["No tiene ninguna operación"]),
        (
            {
                "operaciones": [3, {"tipo": "RC"}, {"fecha": "31/3/2026"}],
                "proyectos": [{}, {**proyecto, "agentes": [agente]}],
            },
            [
                "Operación 1 de la lista: tiene que ser un objeto",
                "Operación 2 de la lista: falta «fecha».",
                "Operación 3 de la lista: falta «tipo»; «fecha» es un día, como 2026-03-31, y dice «31/3/2026».",
                "Proyecto 1 de la lista: falta «codigo»; falta «nombre»",
                "Proyecto 2 de la lista: cada uno de «agentes» lleva su «nombre»",
            ],
        ),
    ]
    for contenido, dichos in casos:
        assert ordenado(tmp_path, contenido) == MAL_USO
        dicho = capsys.readouterr().err.replace(str(tmp_path), "")
        assert all(uno in dicho for uno in dichos), dicho
        assert not any(palabra in dicho for palabra in DE_PYTHON), dicho


def test_an_operation_that_is_badly_written_says_all_that_it_lacks(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hoja = {"fecha": "2026-03-02"}
    pasos = [
        {"n": "uno", "tipo": "PRESUPUESTO_INICIAL", **hoja, "creditos": {"920.22000": "cien"}, "previsiones": []},
        {"n": 2, "tipo": "RC", **hoja, "importe": "NaN"},
        {"n": 3, "tipo": "DEVENGO_413", **hoja, "importe": 1, "asientos": {"debe": "629"}},
        {"n": 4, "tipo": "ADO", **hoja, "importe": 1, "aplicacion": "920.22000", "antes": "x", "compromiso": [2025]},
        {"n": 5, "tipo": "CORRECCION", **hoja, "sobre": [1]},
        {"n": 6, "tipo": "ACF_PAGOS", **hoja, "importe": 1},
        {"n": 7, "tipo": "AMORTIZACION", **hoja, "descripcion": "x", "asientos": [{"debe": "681", "haber": "281"}]},
    ]
    assert ordenado(tmp_path, {"operaciones": pasos}) == NO
    dicho = capsys.readouterr().out
    for uno in (
        "1 PRESUPUESTO_INICIAL: La operación no se entiende.; Falta «descripcion».; «n» es un número entero",
        "«creditos» es un objeto: de cada código o año, su cantidad, y dice «{'920.22000': 'cien'}».",
        "«previsiones» es un objeto: de cada código o año, su cantidad, y dice «[]»",
        "2 RC: La operación no se entiende.; Falta «aplicacion» o «sobre».; «importe» es una cantidad",
        "3 DEVENGO_413: La operación no se entiende.; «asientos» es una lista de apuntes",
        "4 ADO: La operación no se entiende.; «compromiso» es [año, número], y dice «[2025]».",
        "5 CORRECCION: La operación no se entiende.; «sobre» es un número entero",
        "6 ACF_PAGOS: La operación no se entiende. Antes va la que constituye ese fondo: ACF_CONSTITUCION.",
        "7 AMORTIZACION: La operación no se entiende. Falta «importe».",
    ):
        assert uno in dicho, dicho
    assert not any(palabra in dicho for palabra in DE_PYTHON), dicho
