"""The memoria: the tables that the books fill, what the town types, and the statements held against each other."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from consistorio.economia.cierre import acciones, memoria
from consistorio.economia.cierre.calculo import calcular
from consistorio.economia.cierre.en_datos import como_datos
from consistorio.economia.cierre.memoria.mayor import Mayor, del_mayor, inmovilizado
from consistorio.economia.cierre.models import NotaDeMemoria
from consistorio.economia.cierre.reglas.cuadres import cuadres, descuadres
from consistorio.economia.cierre.reglas.memoria import NOTAS, problemas_de_nota
from consistorio.economia.cierre.tests.escenario import INTERVENCION, RELOJ
from consistorio.economia.cierre.tipos import Criterios
from consistorio.economia.contabilidad.tests import escenario as libro
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, LineaOperacion, Operacion
from consistorio.economia.recaudacion.models import CompromisoCumplido, CompromisoDeIngreso
from consistorio.economia.tributacion.models import Declaracion
from consistorio.economia.tributacion.tests.escenario import alta, documento
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado

D = Decimal


def cuentas_de(anio: int) -> dict[str, Any]:
    return como_datos(calcular(anio, criterios=Criterios(habitantes=1000), hoy=date(2026, 1, 15), comprobando=False))


def fila(rotulo: str, cifras: str) -> list[str]:
    return [rotulo, *(f"{D(cifra):.2f}" for cifra in cifras.split())]


def test_the_books_fill_the_notes_and_the_statements_say_the_same(anio: int) -> None:
    cuentas = cuentas_de(anio)
    assert descuadres(cuentas) == []
    assert sum(1 for _uno in cuadres(cuentas)) > 13
    tablas = cuentas["memoria"]
    assert tablas["inmovilizado_material"][1:] == [
        fila("211 Construcciones", "450000 0 0 0 10000 0 440000"),
        fila("212 Infraestructuras", "0 80000 0 0 0 0 80000"),
    ]
    assert tablas["pasivos_financieros"][:2] == [
        fila("170 Deudas a largo plazo con entidades de crédito", "160000 0 20000 140000"),
        fila("520 Deudas a corto plazo con entidades de crédito", "20000 20000 20000 20000"),
    ]
    assert [una[1:] for una in tablas["subvenciones"]] == [fila("", "0 30000 0 30000")[1:]], "what closing takes to 130"
    assert tablas["cerrados_derechos"] == [fila("2024", "40000 0 0 2000 0 22000 16000")]
    assert tablas["proyectos"] == [fila("2025-1 Pavimentación", "100000 80000 80000 20000")]
    sin_aplicar = "559 Cobros de origen desconocido; Pagos de otros ejercicios que devolvió el banco"
    assert tablas["no_presupuestario_cobros_sin_aplicar"][1] == fila(sin_aplicar, "0 300 0 300")
    assert tablas["modificaciones"][1] == fila("165.22100 · Transferencia de crédito", "4000 0")
    assert D(cuentas["indicadores"]["realizacion_de_pagos_cerrados"]) == D(1)  # 34000 of 35000 - 1000
    assert D(cuentas["indicadores"]["realizacion_de_cobros_cerrados"]) == D("0.5789")  # 22000 of 38000
    cerrado = acciones.cerrar_ejercicio(
        actor=INTERVENCION, anio=anio, criterios=Criterios(habitantes=1000), reloj=RELOJ
    )
    assert cerrado.cuentas["memoria"] == tablas


def test_the_movement_of_assets_with_transfers_sales_and_what_has_no_cost_in_the_books() -> None:
    """A building of 100 is finished (40 of work in progress), loses 5, uses up 7 and sells 30 of it with 12 used up; a depreciation alone, and land of the public heritage."""
    mayor = Mayor(
        iniciales={"211": D(100), "2811": D(-20), "231": D(40), "2814": D(-3), "240": D(9)},
        filas={
            ("211", "231"): D(40),
            ("691", "2911"): D(5),
            ("6811", "2811"): D(7),
            ("2811", "211"): D(12),
            ("571", "211"): D(18),
            ("6814", "2814"): D(1),
            ("240", "4000"): D(2),
            ("693", "2930"): D(4),
        },
        nombres={"211": "Construcciones"},
    )
    # From the net of 80: 40 come from 231, 30 go out (12 of them already used up, which lowers what is used up of the year to -5), 5 are lost
    assert inmovilizado(mayor, ("21", "23")) == [
        ["211 Construcciones", "80.00", "0.00", "40.00", "30.00", "-5.00", "5.00", "90.00"],
        ["214", "-3.00", "0.00", "0.00", "0.00", "1.00", "0.00", "-4.00"],
        ["231", "40.00", "0.00", "-40.00", "0.00", "0.00", "0.00", "0.00"],
    ]
    assert [fila[-1] for fila in inmovilizado(mayor, ("24",))] == ["7.00"]


@pytest.mark.parametrize(
    ("camino", "dicho"),
    [
        (("balance", "activo", 0, "importe"), "El total del activo"),
        (("saldos_finales", "129"), "el saldo de la cuenta 129"),
        (("patrimonio", "resultado"), "el del estado de cambios en el patrimonio neto"),
        (("patrimonio", "directos"), "El total de ingresos y gastos reconocidos"),
        (("patrimonio", "filas", -1, "generado"), "El patrimonio neto del estado de cambios"),
        (("flujos", "final"), "El efectivo final del estado de flujos"),
        (("ejecucion", "recaudacion", "1"), "Lo pendiente de cobro en la liquidación"),
        (("ejecucion", "pagos", "1"), "Lo pendiente de pago en la liquidación"),
        (("memoria", "inmovilizado_material", 0, -1), "El inmovilizado del movimiento de la memoria"),
        (("memoria", "cerrados_derechos", 0, -1), "Los derechos de ejercicios cerrados de la memoria"),
    ],
)
def test_one_cent_off_in_any_statement_is_told(
    sin_tocar: dict[str, Any], camino: tuple[str | int, ...], dicho: str
) -> None:
    cuentas: Any = copy.deepcopy(sin_tocar)
    donde = cuentas
    for paso in camino[:-1]:
        donde = donde[paso]
    donde[camino[-1]] = str(D(donde[camino[-1]]) + D("0.01"))
    assert any(dicho in texto for texto in descuadres(cuentas)), descuadres(cuentas)


def test_a_note_without_its_table_is_told_too(sin_tocar: dict[str, Any]) -> None:
    """And so is an entry of the treasury that no operation explains, without stopping anybody."""
    for clave in ("inmovilizado_material", "cerrados_derechos"):
        del sin_tocar["memoria"][clave]
    assert len(descuadres(sin_tocar)) == 2
    del sin_tocar["memoria"]
    assert descuadres(sin_tocar) == [], "closed before there was a memoria: its Cuenta General is not formed"


def test_what_two_statements_say_differently_stops_the_closing(anio: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """And money in transit at the end of the year (556) is cash in both."""
    libro.asentados(libro.nuevo(("556", "571", "12000"), fecha=date(anio, 12, 31)))
    ensayo = calcular(anio, criterios=Criterios(habitantes=60_000), hoy=date(2026, 1, 15), comprobando=False)
    assert ensayo.impedimentos == ()
    vistas = {vista.nota.numero: vista.falta for vista in memoria.notas(como_datos(ensayo), {})}
    assert [n for n, falta in vistas.items() if falta] == [1, 3, 4, 26, 27], "of a large town"
    libro.asentados(libro.nuevo(("571", "778", "7"), fecha=date(anio, 12, 31)))
    reparos = calcular(anio, criterios=Criterios(), hoy=date(2026, 1, 15), comprobando=False).reparos
    (flujos,) = [uno for uno in reparos if "El estado de flujos deja por clasificar" in uno.texto]
    assert not flujos.impide
    libro.asentados(libro.nuevo(("4300", "778", "5"), fecha=date(anio, 12, 31)))  # a right that no budget has
    with pytest.raises(Conflicto, match="todavía") as error:
        acciones.cerrar_ejercicio(actor=INTERVENCION, anio=anio, criterios=Criterios(), reloj=RELOJ)
    assert any("Lo pendiente de cobro en la liquidación" in uno.mensaje for uno in error.value.problemas)


def test_leases_and_hedges_are_not_counted_twice_and_assets_are_net() -> None:
    mayor = Mayor(
        iniciales={
            "174": D(-10),
            "1760": D(-3),
            "1763": D(-4),
            "170": D(-50),
            "250": D(30),
            "2940": D(-8),
            "4302": D(1),
        },
        filas={("170", "571"): D(5), ("696", "2940"): D(2)},
        nombres={},
    )
    tablas = del_mayor(mayor)
    assert tablas["pasivos_financieros"] == [fila("170", "50 0 5 45"), fila("176", "4 0 0 4")]
    assert tablas["coberturas"] == [fila("176", "3 0 0 3")]
    assert tablas["arrendamientos"] == [fila("174", "10 0 0 10")]
    assert tablas["activos_financieros"] == [fila("250", "30 0 0 30"), fila("294", "-8 0 2 -10")]
    assert "patrimonio_del_suelo" not in tablas, "294 lowers shares, not land"


def test_the_notes_say_what_there_was_on_the_last_day_whenever_it_is_closed(anio: int) -> None:
    """Of commitments of income and of models; and an account with concepts of two kinds is in one table."""
    ConceptoNoPresupuestario.objects.create(
        codigo="OTRO_559", denominacion="Otra cosa", cuenta="559", naturaleza="deudor"
    )
    ficha = alta("B99999997", "Comunidad")
    papel = documento(ficha, "Convenio")
    compromisos = [
        CompromisoDeIngreso.objects.create(
            anio=anio + 2, economica="75080", persona=ficha.persona, texto="Convenio", fecha=dia, importe=D(100),
            documento_id=papel, anotado_el=RELOJ.ahora(), autor_id=INTERVENCION.id,
        )
        for dia in (date(anio, 11, 1), date(anio + 1, 1, 10))
    ]  # fmt: skip
    enero = Operacion.objects.create(
        ejercicio_id=anio + 1, libro="ingreso", numero=900, clase="P", fecha=date(anio + 1, 1, 10), texto="Después",
        importe=D(30), anotada_el=RELOJ.ahora(),
    )  # fmt: skip
    linea = LineaOperacion.objects.create(operacion=enero, orden=1, importe=D(30), saldo=D(30))
    CompromisoCumplido.objects.create(linea=linea, compromiso=compromisos[0])
    for periodo, presentada, pago in (("3T", date(anio, 10, 20), enero), ("4T", date(anio + 1, 1, 20), None)):
        Declaracion.objects.create(
            modelo="111", anio=anio, periodo=periodo, casillas={}, resultado=D(40), presentada=presentada,
            justificante=periodo, documento_id=papel, pago=pago, anotada_el=RELOJ.ahora(), anotada_por=INTERVENCION.id,
        )  # fmt: skip
    tablas = cuentas_de(anio)["memoria"]
    assert tablas["compromisos"] == [fila("2027 · 75080", "100 0 100")]
    assert tablas["declaraciones"] == [["111 · 2025 3T", "40.00", "0.00"]]
    assert [una[0][:3] for clave, filas in tablas.items() if clave.startswith("no_presup") for una in filas].count(
        "559"
    ) == 1


@pytest.fixture
def sin_tocar(anio: int) -> dict[str, Any]:
    return cuentas_de(anio)


def test_what_the_town_types_has_versions_and_nobody_writes_over_another(anio: int) -> None:
    def escribir(nota: int, texto: str, tabla: str = "", *, version: int = 0) -> NotaDeMemoria:
        return acciones.escribir_nota(
            actor=INTERVENCION, anio=anio, nota=nota, texto=texto, tabla=tabla, version=version, reloj=RELOJ
        )

    escribir(26, "El coste de la biblioteca.", "Actividad; Coste ;Usuarios\nBiblioteca;1.200,50;300\n\n")
    with pytest.raises(Conflicto, match="mientras"):
        escribir(26, "Otra cosa")
    escribir(26, "El coste.", "Actividad;Coste\r\nBiblioteca;1.200,50", version=1)
    with pytest.raises(NoEncontrado):
        escribir(29, "No hay tal")
    with pytest.raises(DatosIncorrectos) as error:
        escribir(27, "x" * 30_001, "Una\nDos;tres\nCuatro;cinco;seis")
    assert [p.campo for p in error.value.problemas] == ["texto", "tabla", "tabla", "tabla"]
    assert [p.mensaje for p in problemas_de_nota("", "Solo;títulos")] == [
        "La tabla solo tiene los títulos: añada filas debajo, o déjela vacía."
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        NotaDeMemoria.objects.update(texto="otro")
    vistas = {vista.nota.numero: vista for vista in memoria.notas(cuentas_de(anio), memoria.escritas(anio))}
    assert list(vistas) == [nota.numero for nota in NOTAS] == list(range(1, 29))
    assert vistas[26].escrita.version == 2
    assert vistas[26].cuadros[0].filas == (("Biblioteca", "1.200,50"),)
    assert vistas[12].para_plantilla()["texto"] == "Sin contenido."
    assert [n for n, vista in vistas.items() if vista.falta] == [1, 3, 4]
    escribir(26, "", version=2)
    assert not memoria.escritas(anio)[26].hay
