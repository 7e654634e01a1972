"""The journal: what is noted, how it is read, and everything that PostgreSQL refuses whoever asks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consistorio.economia.contabilidad import consultas, cortes
from consistorio.economia.contabilidad.acciones import abrir_cuenta, bloquear
from consistorio.economia.contabilidad.models import Apunte, Asiento, Corte, Ejercicio
from consistorio.economia.contabilidad.operaciones import asentar
from consistorio.economia.contabilidad.tests.escenario import DIA, INTERVENCION, RELOJ, asentados, nuevo
from consistorio.economia.contabilidad.tipos import AsientoNuevo, Partida, Saldo
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos

D = Decimal


def test_entries_are_numbered_in_their_year_and_read_in_the_journal_and_the_ledger(libro: None) -> None:
    a, b, de_antes, c = asentados(
        nuevo(("629", "4000", "121.00"), ("4000", "571", "21.00")),
        nuevo(("4000", "571", "100.00"), fecha=DIA + timedelta(days=3)),
        nuevo(("640", "4000", "9.99"), fecha=date(2025, 12, 31)),
        nuevo(("629", "4000", "-1.00"), fecha=DIA - timedelta(days=1)),
    )
    assert [(x.ejercicio_id, x.numero) for x in (a, b, de_antes, c)] == [(2026, 1), (2026, 2), (2025, 1), (2026, 3)]
    assert Asiento.objects.get(id=a.id).huella == a.huella
    assert a.apuntes == 2
    assert consultas.saldos(2026) == {
        "4000": Saldo(D("121.00"), D("120.00")),
        "571": Saldo(D("0"), D("121.00")),
        "629": Saldo(D("120.00"), D("0")),
    }
    assert consultas.saldos(2026, hasta=DIA)["571"].neto == D("-21.00")
    assert consultas.saldo(2026, "400").neto == D("1.00")
    primera = consultas.mayor(2026, "400", limite=2)
    assert [(x.numero, x.debe, x.haber, x.saldo) for x in primera.lineas] == [
        (3, D("0"), D("-1.00"), D("1.00")),
        (1, D("0"), D("121.00"), D("-120.00")),
    ]
    assert primera.sigue is not None
    segunda = consultas.mayor(2026, "400", tras=primera.sigue, limite=2)
    assert [(x.numero, x.contrapartida, x.saldo) for x in segunda.lineas] == [
        (1, "571", D("-99.00")),
        (2, "571", D("1.00")),
    ]
    assert segunda.sigue is None
    tarde = consultas.mayor(2026, "400", desde=DIA + timedelta(days=1))
    assert (tarde.anterior, [x.saldo for x in tarde.lineas]) == (D("-99.00"), [D("1.00")])
    pagina = consultas.diario(2026, limite=2)
    assert [(x.asiento.numero, x.total) for x in pagina.asientos] == [(3, D("-1.00")), (1, D("142.00"))]
    assert [x.asiento.numero for x in consultas.diario(2026, tras=pagina.sigue).asientos] == [2]


def test_a_row_between_two_accounts_of_the_same_group_is_on_both_sides_of_its_ledger(libro: None) -> None:
    asentados(nuevo(("571", "570", "5.00"), ("570", "571", "2.00")))
    todas = consultas.mayor(2026, "57").lineas
    assert [(x.orden, x.cuenta, x.debe - x.haber) for x in todas] == [
        (0, "571", D("5.00")),
        (0, "570", D("-5.00")),
        (1, "570", D("2.00")),
        (1, "571", D("-2.00")),
    ]
    una_a_una: list[consultas.LineaDeMayor] = []
    marca: consultas.Marca | None = None
    while True:
        pagina = consultas.mayor(2026, "57", tras=marca, limite=1)
        una_a_una += pagina.lineas
        marca = pagina.sigue
        if marca is None:
            break
    assert tuple(una_a_una) == todas


def test_what_is_wrong_is_said_at_once_and_takes_no_number(libro: None) -> None:
    bloquear(actor=INTERVENCION, anio=2026, presupuesto_hasta=DIA, reloj=RELOJ)
    with transaction.atomic(), pytest.raises(DatosIncorrectos) as dicho:
        asentar(nuevo(("4", "4000", "0.00"), ("629", "4000", "1.001"), texto=" "), actor=INTERVENCION, reloj=RELOJ)
    assert [p.mensaje.split(":")[0] for p in dicho.value.problemas] == [
        "Escriba qué recoge el asiento, en 300 letras como mucho.",
        "Apunte 1",
        "Apunte 1",
        "Apunte 2",
    ]
    abrir_cuenta(actor=INTERVENCION, codigo="57101", nombre="Banco", reloj=RELOJ)
    with pytest.raises(DatosIncorrectos) as dicho:
        asentados(nuevo(("571", "411", "1.00")))
    assert Ejercicio.objects.get(anio=2026).siguiente == 1
    assert [p.campo for p in dicho.value.problemas] == ["cuenta", "cuenta", "fecha"]
    assert asentados(nuevo(("57101", "4000", "1.00"), ambito="tesoreria"))[0].numero == 1
    with pytest.raises(Conflicto, match="2024 no está abierto"):
        asentados(nuevo(("629", "4000", "1.00"), fecha=date(2024, 5, 5)))
    with pytest.raises(Conflicto, match="ya tiene apuntes en 2026"):
        abrir_cuenta(actor=INTERVENCION, codigo="40009", nombre="Otra", reloj=RELOJ)


ASIENTO = """
INSERT INTO contabilidad_asiento (id, ejercicio_id, numero, fecha, clase, ambito, texto, autor_id, anotado_el, apuntes, huella)
VALUES (gen_random_uuid(), 2026, %(numero)s, %(fecha)s, 'operacion', %(ambito)s, 'x', gen_random_uuid(), now(), 1, repeat('a', 64))
"""
APUNTE = """
INSERT INTO contabilidad_apunte (asiento_id, orden, ejercicio, numero, fecha, debe_id, haber_id, importe, regla)
SELECT id, %(orden)s, ejercicio_id, numero, fecha, %(debe)s, '4000', %(importe)s, '' FROM contabilidad_asiento WHERE ejercicio_id = 2026 AND numero = %(numero)s
"""
TOMAR = "UPDATE contabilidad_ejercicio SET siguiente = siguiente + 1 WHERE anio = 2026"
CONFIRMAR = "SET CONSTRAINTS ALL IMMEDIATE"
EL_CUATRO: dict[str, str | int] = {"numero": 4, "fecha": "2026-05-05", "ambito": "presupuesto"}
SU_APUNTE: dict[str, str | int] = {"numero": 4, "orden": 0, "debe": "629", "importe": "1.00"}


@pytest.mark.parametrize(
    ("ordenes", "queja"),
    [
        ([("UPDATE contabilidad_asiento SET texto = 'y'", {})], "inmutable|permission denied"),
        ([("DELETE FROM contabilidad_asiento", {})], "inmutable|permission denied"),
        ([("UPDATE contabilidad_apunte SET importe = 2", {})], "inmutable|permission denied"),
        ([("DELETE FROM contabilidad_apunte", {})], "inmutable|permission denied"),
        ([("TRUNCATE contabilidad_apunte CASCADE", {})], "inmutable|permission denied"),
        ([("UPDATE contabilidad_corte SET debe = 0", {})], "inmutable|permission denied"),
        ([("UPDATE contabilidad_cuenta SET codigo = '5710' WHERE codigo = '571'", {})], "inmutable|permission denied"),
        ([("UPDATE contabilidad_reglaasiento SET debe = '555'", {})], "inmutable|permission denied"),
        ([("UPDATE contabilidad_equivalencia SET cuenta_id = '629'", {})], "inmutable|permission denied"),
        ([("UPDATE contabilidad_bloqueo SET motivo = 'y'", {})], "inmutable|permission denied"),
        ([("DELETE FROM contabilidad_ejercicio WHERE anio = 2025", {})], "inmutable|permission denied"),
        ([("UPDATE contabilidad_ejercicio SET siguiente = 1 WHERE anio = 2026", {})], "inmutable"),
        ([(APUNTE, {**SU_APUNTE, "numero": 1, "orden": 1})], "no son todos los de su asiento"),
        ([(APUNTE, {**SU_APUNTE, "numero": 1})], "no son todos|apunte_orden"),
        ([(ASIENTO, EL_CUATRO)], "no cabe en su ejercicio"),
        ([(TOMAR, {}), (ASIENTO, {**EL_CUATRO, "fecha": "2025-05-05"})], "no cabe en su ejercicio"),
        ([(TOMAR, {}), (ASIENTO, {**EL_CUATRO, "fecha": "2026-01-31"})], "no cabe en su ejercicio"),
        ([(TOMAR, {}), (ASIENTO, {**EL_CUATRO, "numero": 2})], "asiento_contable_numero"),
        ([(TOMAR, {}), (ASIENTO, EL_CUATRO), (APUNTE, {**SU_APUNTE, "importe": "0"})], "apunte_con_importe"),
        ([(TOMAR, {}), (ASIENTO, EL_CUATRO), (APUNTE, {**SU_APUNTE, "debe": "571"})], "está desglosada"),
        ([(TOMAR, {}), (ASIENTO, EL_CUATRO), (APUNTE, {**SU_APUNTE, "debe": "40"})], "es un grupo"),
        ([(TOMAR, {}), (ASIENTO, EL_CUATRO), (APUNTE, {**SU_APUNTE, "debe": "999"}), (CONFIRMAR, {})], "foreign key"),
        ([(TOMAR, {}), (CONFIRMAR, {})], "faltan asientos o apuntes"),
        ([(TOMAR, {}), (ASIENTO, EL_CUATRO), (CONFIRMAR, {})], "faltan asientos o apuntes"),
        (
            [("UPDATE contabilidad_ejercicio SET estado = 'cerrado' WHERE anio = 2026", {}), (ASIENTO, EL_CUATRO)],
            "no cabe en su ejercicio",
        ),
        (
            [("INSERT INTO contabilidad_cuenta VALUES ('62901', 'x', 'D', '', true)", {})],
            "apuntes en un ejercicio abierto",
        ),
        ([("INSERT INTO contabilidad_cuenta VALUES ('9999', 'x', 'D', '', true)", {})], "no desglosa ninguna"),
    ],
)
def test_postgresql_refuses(libro: None, ordenes: list[tuple[str, dict[str, str | int]]], queja: str) -> None:
    abrir_cuenta(actor=INTERVENCION, codigo="57101", nombre="Banco", reloj=RELOJ)
    asentados(*[nuevo(("629", "4000", "1.00"))] * 3)
    cortes.hacer_corte(2026, 3)
    bloquear(actor=INTERVENCION, anio=2026, presupuesto_hasta=date(2026, 1, 31), reloj=RELOJ)
    with connection.cursor() as cursor:
        cursor.execute(CONFIRMAR)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    hechas: list[str] = []
    with pytest.raises(Exception, match=queja):
        ejecutadas(ordenes, hechas)
    assert len(hechas) == len(ordenes) - 1


def ejecutadas(ordenes: list[tuple[str, dict[str, str | int]]], hechas: list[str]) -> None:
    """Run some statements in a savepoint; those that were taken are added to `hechas`."""
    with transaction.atomic(), connection.cursor() as cursor:
        for orden, con in ordenes:
            cursor.execute(orden, con)
            hechas.append(orden)


def test_the_raw_rows_that_nothing_refuses_are_taken(libro: None) -> None:
    """The refusals above are for what they say: the same rows, right, go in."""
    asentados(*[nuevo(("629", "4000", "1.00"))] * 3)
    ejecutadas([(TOMAR, {}), (ASIENTO, EL_CUATRO), (APUNTE, SU_APUNTE), (CONFIRMAR, {})], [])
    assert Apunte.objects.filter(numero=4).count() == 1


def test_a_thousand_numbers_of_eight_at_once_leave_no_gap(libro_propio: object) -> None:
    fallos: list[BaseException] = []

    def trabajar(quien: int) -> None:
        try:
            for n in range(15):
                try:
                    with transaction.atomic():
                        asentar(nuevo(("629", "4000", f"{quien + 1}.{n:02d}")), actor=INTERVENCION, reloj=RELOJ)
                        if n % 5 == 4:
                            raise _SeCae
                except _SeCae:
                    continue
        except BaseException as error:
            fallos.append(error)
        finally:
            connections.close_all()

    hilos = [threading.Thread(target=trabajar, args=(quien,)) for quien in range(8)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert fallos == []
    numeros = sorted(Asiento.objects.values_list("numero", flat=True))
    assert numeros == list(range(1, 8 * 12 + 1))
    assert Ejercicio.objects.get(anio=2026).siguiente == 8 * 12 + 1


class _SeCae(Exception):
    """Whoever had taken a number dies before committing."""


CODIGOS = ("629", "640", "4000", "4300", "571", "740")
PARTIDA = st.builds(
    Partida,
    debe=st.sampled_from(CODIGOS),
    haber=st.sampled_from(CODIGOS),
    importe=st.integers(-99_999, 99_999).filter(bool).map(lambda n: Decimal(n) / 100),
)
NUEVO = st.builds(
    AsientoNuevo,
    fecha=st.integers(0, 300).map(lambda n: date(2026, 1, 1) + timedelta(days=n)),
    texto=st.just("x"),
    partidas=st.lists(PARTIDA, min_size=1, max_size=4).map(tuple),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tandas=st.lists(st.lists(NUEVO, min_size=1, max_size=7), min_size=1, max_size=6), hasta=st.integers(0, 300))
def test_balances_from_the_cuts_are_the_fold_of_the_entries(
    libro: None, monkeypatch: pytest.MonkeyPatch, tandas: list[list[AsientoNuevo]], hasta: int
) -> None:
    dia = date(2026, 1, 1) + timedelta(days=hasta)
    with transaction.atomic(), monkeypatch.context() as con:
        con.setattr("consistorio.economia.contabilidad.operaciones.CADA", 4)
        for tanda in tandas:
            asentados(*tanda)
        todos = [uno for tanda in tandas for uno in tanda]
        assert Corte.objects.exists() == (len(todos) >= 4)
        assert _netos(consultas.saldos(2026)) == _plegados(todos, lambda _fecha: True)
        assert _netos(consultas.saldos(2026, hasta=dia)) == _plegados(todos, lambda fecha: fecha <= dia)
        lineas = consultas.mayor(2026, "571", desde=dia + timedelta(days=1), limite=500)
        assert lineas.anterior == _plegados(todos, lambda fecha: fecha <= dia).get("571", Saldo()).neto
        if lineas.lineas:
            assert lineas.lineas[-1].saldo == consultas.saldo(2026, "571").neto
        transaction.set_rollback(True)


def _netos(saldos: dict[str, Saldo]) -> dict[str, Saldo]:
    return {cuenta: uno for cuenta, uno in saldos.items() if uno != Saldo()}


def _plegados(nuevos: list[AsientoNuevo], vale: Callable[[date], bool]) -> dict[str, Saldo]:
    suma: dict[str, Saldo] = {}
    for uno in nuevos:
        for p in uno.partidas if vale(uno.fecha) else ():
            suma[p.debe] = suma.get(p.debe, Saldo()) + Saldo(debe=p.importe)
            suma[p.haber] = suma.get(p.haber, Saldo()) + Saldo(haber=p.importe)
    return {cuenta: uno for cuenta, uno in suma.items() if uno != Saldo()}
