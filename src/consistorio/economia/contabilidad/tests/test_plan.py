"""The chart, the rules and the equivalences: what comes with the product, how a rule posts, and who answers for it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from consistorio.economia.contabilidad import datos, reglas
from consistorio.economia.contabilidad.acciones import revisar_equivalencia, revisar_regla
from consistorio.economia.contabilidad.acciones.revisar import CambioDeRegla
from consistorio.economia.contabilidad.equivalencias import cuenta_de, equivalencia_de
from consistorio.economia.contabilidad.models import Cuenta, Equivalencia, ReglaAsiento
from consistorio.economia.contabilidad.posteo import partidas_de
from consistorio.economia.contabilidad.tests.escenario import DIA, INTERVENCION, RELOJ
from consistorio.economia.contabilidad.tipos import Partida
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento

HOY = hoy(RELOJ)
CIEN = Decimal("100.00")


def test_the_chart_of_the_order_is_there_whole_and_loading_it_again_adds_nothing(libro: None) -> None:
    cuentas = {cuenta.codigo: cuenta for cuenta in Cuenta.objects.all()}
    assert len(cuentas) == 949
    assert {len(codigo) for codigo in cuentas} == {1, 2, 3, 4, 5}
    assert not {"405", "406", "408", "411"} & set(cuentas)
    assert {"401", "413", "4130", "4131", "418", "431", "0030", "0034", "940", "557"} <= set(cuentas)
    assert all(cuenta.naturaleza for codigo, cuenta in cuentas.items() if len(codigo) > 2)
    assert all(codigo[:-1] in cuentas for codigo in cuentas if 1 < len(codigo) < 4)
    assert (ReglaAsiento.objects.count(), ReglaAsiento.objects.exclude(debe="").count()) == (117, 112)
    assert set(ReglaAsiento.objects.values_list("certeza", flat=True)) == {"verificado", "parcial", "deducido"}
    assert not Equivalencia.objects.exclude(revisada_el=None).exists()
    implantado = Evento.objects.get(tipo="contabilidad.plan.implantado")
    assert (implantado.datos["cuentas"], implantado.datos["reglas"]) == (949, 117)
    datos.cargar_plan(reloj=RELOJ)
    assert Evento.objects.filter(tipo="contabilidad.plan.implantado").count() == 1


def test_every_pattern_of_a_rule_and_every_equivalence_reaches_an_account_of_the_chart(libro: None) -> None:
    cuentas = list(Cuenta.objects.values_list("codigo", flat=True))
    for regla in ReglaAsiento.objects.exclude(debe=""):
        for patron in (*regla.debe.split("|"), *regla.haber.split("|")):
            assert any(reglas.cumple(patron, cuenta) for cuenta in cuentas), (regla.codigo, patron)
    assert not Equivalencia.objects.filter(cuenta__codigo__regex=r"^..?$").exists()


@pytest.mark.parametrize(
    ("clase", "economica", "cuenta"),
    [
        ("gasto", "12000", "640"),
        ("gasto", "12700", "643"),
        ("gasto", "16000", "642"),
        ("gasto", "16200", "644"),
        ("gasto", "22100", "628"),
        ("gasto", "22602", "627"),
        ("gasto", "226", "629"),
        ("gasto", "31000", "662"),
        ("gasto", "48000", "651"),
        ("gasto", "46700", "650"),
        ("gasto", "61900", "212"),
        ("gasto", "62600", "217"),
        ("gasto", "91300", "520"),
        ("ingreso", "11300", "724"),
        ("ingreso", "29000", "733"),
        ("ingreso", "30200", "740"),
        ("ingreso", "39300", "769"),
        ("ingreso", "42010", "7501"),
        ("ingreso", "75060", "9401"),
        ("ingreso", "91300", "170"),
    ],
)
def test_the_longest_prefix_says_the_account_of_an_economic_code(
    libro: None, clase: str, economica: str, cuenta: str
) -> None:
    assert cuenta_de(clase, economica, en=DIA) == cuenta


def test_what_has_no_equivalence_is_said(libro: None) -> None:
    for clase, economica, dia in (
        ("gasto", "50000", DIA),
        ("ingreso", "87000", DIA),
        ("gasto", "12000", date(2014, 1, 1)),
    ):
        with pytest.raises(NoEncontrado, match="no tiene cuenta del plan"):
            cuenta_de(clase, economica, en=dia)


def test_a_rule_posts_with_the_accounts_that_stand_for_its_patterns(libro: None) -> None:
    assert partidas_de("R007", CIEN, en=DIA) == Partida("004", "005", CIEN, "R007")
    assert partidas_de("R008", CIEN, en=DIA, **{"6xx": "629", "400x": "4000"}) == Partida("629", "4000", CIEN, "R008")
    assert partidas_de("R014", -CIEN, en=DIA, debe="40001", haber="57101") == Partida("40001", "57101", -CIEN, "R014")
    assert partidas_de("R012", CIEN, en=DIA, **{"2xx": "212"}).debe == "212"
    negativa = Partida("000", "0023", -CIEN, "M003")
    assert (
        partidas_de("M003", CIEN, en=DIA, haber="0023") == partidas_de("M003", -CIEN, en=DIA, haber="0023") == negativa
    )
    with pytest.raises(DatosIncorrectos) as dicho:
        partidas_de("R008", CIEN, en=DIA, **{"400x": "410", "7xx": "740"})
    assert [(p.campo, p.mensaje) for p in dicho.value.problemas] == [
        ("debe", "Falta decir qué cuenta es «6xx» en la regla R008."),
        ("haber", "La cuenta 410 no es de las que admite la regla R008: 400x."),
        ("7xx", "La regla R008 no tiene «7xx»."),
    ]
    with pytest.raises(DatosIncorrectos, match="se hace con I001 e I005"):
        partidas_de("I009", CIEN, en=DIA)
    with pytest.raises(NoEncontrado, match="ninguna regla de asiento R008"):
        partidas_de("R008", CIEN, en=date(2014, 12, 31))


def test_intervencion_confirms_a_rule_or_writes_the_one_that_takes_its_place(libro: None) -> None:
    confirmada = revisar_regla(actor=INTERVENCION, codigo="R018", motivo="Leída la quinta parte.", reloj=RELOJ)
    assert (confirmada.revisada_el, confirmada.hasta) == (HOY, None)
    desde = HOY + timedelta(days=5)
    revisar_regla(
        actor=INTERVENCION,
        codigo="R018",
        motivo="Los anticipos van por otra.",
        desde=desde,
        cambio=CambioDeRegla("557", "419"),
        reloj=RELOJ,
    )
    assert partidas_de("R018", CIEN, en=desde).haber == "419"
    with transaction.atomic(), pytest.raises(DatosIncorrectos, match="Falta decir qué cuenta"):
        partidas_de("R018", CIEN, en=desde - timedelta(days=1))
    with pytest.raises(DatosIncorrectos) as dicho:
        revisar_regla(
            actor=INTERVENCION,
            codigo="R008",
            motivo=" ",
            desde=date(2026, 1, 1),
            cambio=CambioDeRegla("6yy", "", "*"),
            reloj=RELOJ,
        )
    assert [p.campo for p in dicho.value.problemas] == ["motivo", "desde", "debe", "haber", "signo"]
    with pytest.raises(DatosIncorrectos, match="Ya hay otra versión"):
        revisar_regla(
            actor=INTERVENCION, codigo="R018", motivo="Otra.", cambio=CambioDeRegla("557", "449"), reloj=RELOJ
        )
    with pytest.raises(IntegrityError, match="regla_una_cada_dia"), transaction.atomic():
        ReglaAsiento.objects.filter(codigo="R018").update(hasta=None)


def test_intervencion_confirms_an_equivalence_or_changes_it_from_a_day(libro: None) -> None:
    def revisar(cuenta: str, desde: date | None = None, prefijo: str = "227") -> Equivalencia:
        return revisar_equivalencia(
            actor=INTERVENCION, clase="gasto", prefijo=prefijo, cuenta=cuenta, desde=desde, reloj=RELOJ
        )

    assert revisar("629").revisada_el == HOY
    assert Equivalencia.objects.filter(clase="gasto", prefijo="227").count() == 1
    manana = HOY + timedelta(days=1)
    revisar("607", manana)
    assert [cuenta_de("gasto", "22700", en=dia) for dia in (HOY, manana)] == ["629", "607"]
    assert revisar("625", prefijo="22401").desde == HOY
    assert equivalencia_de("gasto", "22401", en=HOY).prefijo == "22401"
    with pytest.raises(DatosIncorrectos, match="Ya hay otra desde ese día"):
        revisar("622", manana)
    with pytest.raises(DatosIncorrectos) as dicho:
        revisar_equivalencia(
            actor=INTERVENCION,
            clase="todo",
            prefijo="2a",
            cuenta="62",
            desde=date(2026, 1, 1),
            nota="x" * 601,
            reloj=RELOJ,
        )
    assert [p.campo for p in dicho.value.problemas] == ["desde", "clase", "prefijo", "cuenta", "nota"]
