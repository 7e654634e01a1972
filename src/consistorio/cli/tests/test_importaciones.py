"""`contabilidad importar-presupuesto`, `importar-liquidacion` and `cargar`: real figures, and files that are not what they say."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from consistorio.cli import contabilidad
from consistorio.cli.analizador import Analizador
from consistorio.economia.carga.listados import resumen
from consistorio.economia.carga.listados.lectura import leer
from consistorio.economia.carga.listados.tipos import Listado
from consistorio.economia.carga.tests import escenario
from consistorio.economia.contabilidad import datos as datos_contables
from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.models import Bolsa, Presupuesto, TramitePresupuesto
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.base.rutas import RAIZ

D = Decimal
GASTOS = """CodOrg,CodPro,CodEco,CodCap,Descripcion,Iniciales,Modificaciones,Definitivas,GastosComprometidos,ObligacionesReconocidasNetas,Pagos,ObligacionesPendientePago,RemanenteCredito,CodArt,CodCon,CodAre
0,92000,12000,1,Sueldos,1000,100,1100,1000,900,800,100,200,12,120,9
0,92000,22000,2,Oficina,500,-50,450,400,300,300,0,150,22,220,9
0,17900,61900,6,Parques,2000,0,2000,1500,1500,1000,500,500,61,619,1
0,01110,91300,9,Préstamos,300,0,300,300,300,300,0,0,91,913,0
"""
INGRESOS = [
    ("11300", 3000, 50, 3050, 3200, 200, 0, 3000, 2500, 500, -50),
    ("42010", 800, 0, 800, 800, 0, 0, 800, 800, 0, 0),
]
CAMPOS = (
    "Iniciales",
    "Modificaciones",
    "Definitivas",
    "DerechosReconocidos",
    "DerechosAnulados",
    "DerechosCancelados",
    "DerechosReconocidosNetos",
    "RecaudacionNeta",
    "DerechosPendienteCobro",
    "DiferenciaPrevision",
)


def datos(nombre: str) -> Path:
    """A file of the reference data. Not in a plain clone: then its tests say NOT RUN."""
    for carpeta in (os.environ.get("CONSISTORIO_ESQUEMAS", ""), str(RAIZ.parent / "shared" / "data")):
        if carpeta and (Path(carpeta) / "contabilidad" / nombre).is_file():
            return Path(carpeta) / "contabilidad" / nombre
    pytest.skip(f"NOT RUN: contabilidad/{nombre} (CONSISTORIO_ESQUEMAS or ../shared/data) is not here")


def ingresos() -> str:
    return json.dumps(
        [
            {"CodEco": int(c), "CodCap": int(c[0]), "CodArt": int(c[:2]), "CodCon": int(c[:3]), "DescripcionAyto": c}
            | dict(zip(CAMPOS, importes, strict=True))
            for c, *importes in INGRESOS
        ]
    )


def ordenar(orden: str, informe: Path, *ficheros: Path | str) -> tuple[int, dict[str, Any]]:
    """What the command does, on the database of the test."""
    analizador = Analizador(prog="contabilidad", description="Contabilidad")
    contabilidad.configurar(analizador)  # with every other part, as who types it has it
    args = analizador.parse_args([orden, *map(str, ficheros), "--informe", str(informe)])
    hacer: Callable[[argparse.Namespace], int] = args.hacer
    return hacer(args), json.loads(informe.read_text("utf-8"))


def escritos(carpeta: Path, gastos: str = GASTOS) -> tuple[Path, Path]:
    unos, otros = carpeta / "gastos_2024.csv", carpeta / "ingresos_2024.json"
    unos.write_text(gastos, "utf-8")
    otros.write_text(ingresos(), "utf-8")
    return unos, otros


def test_a_liquidation_is_noted_again_and_gives_what_it_said(db: None, tmp_path: Path) -> None:
    salida, informe = ordenar("importar-liquidacion", tmp_path / "out.json", *escritos(tmp_path))
    assert (salida, informe["refusados"]) == (0, [])
    resultado = informe["resultado_presupuestario"]
    assert resultado["corrientes"] == {"derechos": "3800.00", "obligaciones": "1200.00", "resultado": "2600.00"}
    assert [resultado[g]["resultado"] for g in ("capital", "activos_financieros", "pasivos_financieros", "total")] == [
        "-1500.00",
        "0.00",
        "-300.00",
        "800.00",
    ]
    hecho = informe["contabilizado"]
    for capitulo, sumas in informe["gastos"]["capitulos"].items():
        for nombre in ("definitivos", "dispuesto", "obligaciones", "pagos"):
            assert hecho["gastos"][capitulo][nombre] == sumas[nombre], (capitulo, nombre)
    for capitulo, sumas in informe["ingresos"]["capitulos"].items():
        assert hecho["ingresos"][capitulo] == {n: sumas[n] for n in ("derechos_netos", "recaudacion")}
    assert (hecho["sin_contabilizar"], hecho["no_cuadra"]) == ([], [])
    assert any("programa 179" in texto for texto in informe["avisos"])


def test_a_budget_is_loaded_and_the_rows_left_out_say_why(db: None, tmp_path: Path) -> None:
    malo = GASTOS + "0,92000,2200,2,Mal,uno,0,1,0,0,0,0,1,22,220,9\n"
    salida, informe = ordenar("importar-presupuesto", tmp_path / "out.json", *escritos(tmp_path, malo))
    assert salida == 1, "something was refused, though the rest was taken"
    assert informe["cargado"]["gastos"] == {"1": "1000.00", "2": "500.00", "6": "2000.00", "9": "300.00"}
    assert informe["cargado"]["ingresos"] == {"1": "3000.00", "4": "800.00"}
    (rechazada,) = informe["ficheros"][0]["rechazadas"]
    assert rechazada["fila"] == 6
    assert "«2200» no es una económica" in rechazada["motivo"]
    assert "«uno» no es un importe de Iniciales" in rechazada["motivo"]
    assert Presupuesto.objects.get().descuadrado is False
    assert {b.clave for b in Bolsa.objects.all()} >= {"-|9|1", "-|9|2", "-|1|6"}
    salida, informe = ordenar("importar-presupuesto", tmp_path / "otro.json", *escritos(tmp_path))
    assert salida == 1
    assert "ya está cargado" in str(informe["refusados"])


def test_the_bases_say_how_credits_bind(db: None, tmp_path: Path) -> None:
    tabla, gastos = tmp_path / "bases.csv", escritos(tmp_path)
    tabla.write_text("orden;programa;nivel_programa;nivel_economica;en_si_misma\n1;920;3;2;no\n2;;0;0;si\n", "utf-8")
    _salida, informe = ordenar("importar-presupuesto", tmp_path / "out.json", *gastos, f"--vinculacion={tabla}")
    assert informe["refusados"] == []
    assert {b.clave for b in Bolsa.objects.all()} == {"-|920|12", "-|920|22", "=0.17900.61900", "=0.01110.91300"}
    tabla.write_text("orden;nivel\n1;x\n", "utf-8")
    salida, informe = ordenar("importar-presupuesto", tmp_path / "out.json", *gastos, f"--vinculacion={tabla}")
    assert (salida, informe["refusados"][0]["fichero"]) == (1, "bases.csv")


def test_the_format_of_the_house_says_a_budget_and_no_liquidation(db: None, tmp_path: Path) -> None:
    gastos, otros = tmp_path / "gastos_2024.csv", tmp_path / "ingresos_2024.csv"
    gastos.write_text("organica;programa;economica;denominacion;iniciales\n01;920;12000;Sueldos;1000,50\n", "utf-8")
    otros.write_text("economica;denominacion;iniciales\n11300;IBI;1000,50\n", "utf-8")
    salida, informe = ordenar("importar-liquidacion", tmp_path / "out.json", gastos, otros)
    assert (salida, len(informe["refusados"])) == (1, 2)
    salida, informe = ordenar("importar-presupuesto", tmp_path / "out.json", gastos, otros)
    assert (salida, informe["cargado"]["gastos"]) == (0, {"1": "1000.50"})


def en_la_villa(carpeta: Path, gastos: str, otros: str) -> tuple[int, dict[str, Any]]:
    """What the command does with a budget of the town, on the database of the test."""
    unos, ingresan = carpeta / "gv.csv", carpeta / "iv.csv"
    unos.write_text("programa;economica;denominacion;iniciales\n" + gastos, "utf-8")
    ingresan.write_text("economica;denominacion;iniciales\n" + otros, "utf-8")
    return ordenar("importar-presupuesto", carpeta / "pv.json", unos, ingresan, "--ejercicio", "2026", "--en-la-villa")


def test_the_budget_of_the_town_is_loaded_whole_and_once_it_is_in_force(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consistorio.plataforma.calendario.reloj.reloj_de_la_casa", lambda: presupuesto.RELOJ)
    bueno = "920;22000;x;60,00\n920;22001;y;40,00\n"
    salida, informe = en_la_villa(tmp_path, bueno, "11300;x;100,00\n")
    assert (salida, informe["cargado"]) == (1, {})
    [motivos] = [uno["motivos"] for uno in informe["refusados"]]
    assert "Anote antes los pasos de su aprobación: " in motivos[1]
    assert not Ejercicio.objects.exists(), "nor is its year opened"
    for n, (estado, dia) in enumerate(
        [("proyecto", 1), ("inicial", 2), ("exposicion", 2), ("definitiva", 5), ("publicada", 6)]
    ):
        TramitePresupuesto.objects.create(ejercicio=2026, estado=estado, fecha=date(2025, 12, dia + n))
    salida, informe = en_la_villa(tmp_path, bueno, "11300;x;100,00\n")
    assert (salida, informe["cargado"]) == (1, {})
    assert "no está abierto" in str(informe["refusados"]), "its year is opened at its page"
    datos_contables.cargar_plan(reloj=presupuesto.RELOJ)
    abrir_ejercicio(actor=presupuesto.INTERVENCION, anio=2026, reloj=presupuesto.RELOJ)
    malos = (
        ("920;22000;x;100,00\n920;22001;y;abc\n", "11300;x;100,00\n", ["gv.csv, fila 3: «abc» no es un importe"]),
        (
            "920;22000;x;100,00\n920;22000;y;50,00\n",
            "11300;x;100,00\n11300;y;1,00\n",
            ["gv.csv, fila 3: 920.22000 ya está en otra fila.", "iv.csv, fila 3: 11300 ya está en otra fila."],
        ),
        (bueno, "11300;x;90,00\n", ["sin déficit inicial", "100,00", "90,00"]),
        (bueno, "11300;x;90,00\n87000;y;10,00\n", ["iv.csv, fila 3: El remanente de tesorería no financia"]),
    )
    for gastos, ingresan, dichos in malos:
        salida, informe = en_la_villa(tmp_path, gastos, ingresan)
        assert (salida, informe["cargado"]) == (1, {}), dichos
        assert all(dicho in str(informe["refusados"]) for dicho in dichos), informe["refusados"]
        assert not Presupuesto.objects.exists()
    salida, informe = en_la_villa(tmp_path, bueno, "11300;x;120,00\n")
    assert (salida, informe["cargado"]["gastos"], informe["refusados"]) == (0, {"2": "100.00"}, [])
    uno = Presupuesto.objects.get()
    assert (uno.aprobado, uno.descuadrado) == (date(2025, 12, 8), True)
    salida, informe = en_la_villa(tmp_path, bueno, "11300;x;120,00\n")
    assert (salida, "ya está cargado" in str(informe["refusados"])) == (1, True)


def movido(texto: str, mover: Callable[[list[str]], list[str]], *, separador: str = ",") -> bytes:
    """The same file with its cells moved, under the same header."""
    cabecera, *filas = csv.reader(texto.splitlines(), delimiter=separador)
    salida = io.StringIO()
    escritor = csv.writer(salida, delimiter=separador)
    escritor.writerows([cabecera, *map(mover, filas)])
    return salida.getvalue().encode()


@pytest.mark.parametrize(
    ("como", "dice"),
    [
        (lambda fila: [*fila[1:], fila[0]], "no están en su sitio"),
        (lambda fila: ["", *fila[:-1]], "no están en su sitio"),
        (lambda fila: [*fila[:5], fila[6], fila[7], fila[5], *fila[8:]], "no están en su sitio"),
        (lambda fila: fila[:-1], "mismas celdas que la cabecera"),
    ],
)
def test_columns_out_of_their_place_are_refused_whole(como: Callable[[list[str]], list[str]], dice: str) -> None:
    with pytest.raises(DatosIncorrectos, match=dice):
        leer("gastos.csv", movido(GASTOS, como))


def test_a_file_of_another_format_says_which_columns_it_lacks() -> None:
    with pytest.raises(DatosIncorrectos, match=r"le faltan: Pagos\."):
        leer("gastos.csv", GASTOS.replace(",Pagos,", ",Pagado,").encode())
    with pytest.raises(DatosIncorrectos, match="ningún formato"):
        leer("otro.csv", b"uno;dos\n1;2\n")
    with pytest.raises(DatosIncorrectos, match="No es una lista"):
        leer("otro.json", b'[{"CodEco": ')


def real(*nombres: str) -> list[Listado]:
    return [leer(nombre, datos(nombre).read_bytes()) for nombre in nombres]


@pytest.mark.parametrize(
    ("ficheros", "filas", "rechazadas", "obligaciones", "resultado"),
    [
        (
            ("jerez/liquidacion_gastos_2020.csv", "jerez/liquidacion_ingresos_2020.json"),
            (2490, 130),
            0,
            "216903215",
            "20366932",
        ),
        (
            ("jerez/liquidacion_gastos_2021.csv", "jerez/liquidacion_ingresos_2021.json"),
            (2621, 136),
            1,
            "273238009",
            "73760745",
        ),
        (
            ("madrid/ejecucion_gastos_2017.csv", "madrid/ejecucion_ingresos_2017.csv"),
            (6911, 240),
            0,
            "4535481497.57",
            "872836319.48",
        ),
    ],
)
def test_what_two_cities_published_is_read_to_the_cent(
    ficheros: tuple[str, str], filas: tuple[int, int], rechazadas: int, obligaciones: str, resultado: str
) -> None:
    listados = real(*ficheros)
    assert tuple(len(uno.filas) for uno in listados) == filas
    assert sum(len(uno.rechazadas) for uno in listados) == rechazadas
    assert not any(uno.no_cuadran for uno in listados)
    total = resumen.resultado_presupuestario(listados[0].filas, listados[1].filas)["total"]
    assert (total["obligaciones"], total["resultado"]) == (D(obligaciones), D(resultado))
    assert resumen.avisos(listados), "that forecasts and credits are not equal is said"


@pytest.mark.parametrize(
    ("fichero", "una", "otra"),
    [
        ("jerez/liquidacion_gastos_2021.csv", "Iniciales", "Modificaciones"),
        ("jerez/liquidacion_gastos_2021.csv", "Pagos", "ObligacionesPendientePago"),
        ("jerez/liquidacion_gastos_2021.csv", "GastosComprometidos", "ObligacionesReconocidasNetas"),
        ("madrid/ejecucion_gastos_2017.csv", "C_AUTORIZADO", "C_DISPUESTO"),
        ("madrid/ejecucion_gastos_2017.csv", "Seccion", "Programa"),
        ("madrid/ejecucion_ingresos_2017.csv", "D. RECON.NETOS", "RECAUDADO"),
    ],
)
def test_two_real_columns_changed_for_each_other_are_found_out(fichero: str, una: str, otra: str) -> None:
    texto = datos(fichero).read_text("utf-8")
    separador = ";" if "madrid" in fichero else ","
    cabecera = next(csv.reader(texto.splitlines(), delimiter=separador))
    a, b = cabecera.index(una), cabecera.index(otra)

    def cambiar(fila: list[str]) -> list[str]:
        fila[a], fila[b] = fila[b], fila[a]
        return fila

    with pytest.raises(DatosIncorrectos):
        leer(fichero, movido(texto, cambiar, separador=separador))


def test_a_load_from_the_command_line(db: None, tmp_path: Path) -> None:
    carpeta = tmp_path / "carga"
    carpeta.mkdir()
    for nombre, contenido in escenario.ficheros(bancos=("3.000,00", "3.000,01")).items():
        (carpeta / f"{nombre}.csv").write_bytes(contenido)
    salida, informe = ordenar("cargar", tmp_path / "out.json", carpeta)
    assert (salida, informe["cargado"]) == (1, False)
    assert any("57102" in uno["que"] for uno in informe["no_cuadra"])
    assert not Presupuesto.objects.exists()
    (carpeta / "bancos.csv").write_bytes(escenario.ficheros()["bancos"])
    salida, informe = ordenar("cargar", tmp_path / "out.json", carpeta, "--ensayo")
    assert (salida, informe["cargado"], informe["operaciones"]) == (0, False, 23)
    assert not Presupuesto.objects.exists(), "it squares, and is undone"
    salida, informe = ordenar("cargar", tmp_path / "out.json", carpeta)
    assert (salida, informe["cargado"], informe["operaciones"]) == (0, True, 23)
