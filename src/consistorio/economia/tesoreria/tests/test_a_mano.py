"""What is paid by hand asks for its turn as a list does: with a reason that is kept, and never before the debt; what the bank charged, cash and habilitados go on easy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, fallas, tras
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.economia.tesoreria import acciones, adelantos, prelacion, reglas
from consistorio.economia.tesoreria.consultas import cargos_sin_conciliar
from consistorio.economia.tesoreria.models import MovimientoBancario
from consistorio.economia.tesoreria.tests.escenario import TODO, cargar, cerrado, ordenado, persona
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db
PORQUE = "Corte de suministro inminente"
CARGOS = [(date(2026, 8, 20), "-20.00", "", "RECIBO"), (date(2026, 8, 21), "-500.00", "", "PRESTAMO")]


def test_what_is_paid_by_hand_waits_for_its_turn_or_says_why_not(reloj: RelojDePrueba) -> None:
    antes = ordenado("920.22100", "100", persona(0), dia=date(2026, 7, 1))
    luz = ordenado("165.22100", "500", persona(1))

    def pagar(importe: str = "20", **mas: Any) -> Operacion:
        con: dict[str, Any] = {
            "clase": "R",
            "cabecera": Cabecera(hoy(reloj), "Pago"),
            "lineas": [tras(luz, importe)],
            "ordinal": "57101",
        }
        return acciones.pagar_a_mano(actor=TODO, **con | mas, reloj=reloj)

    def no_se_paga(campo: str, dice: str, **mas: Any) -> None:
        with pytest.raises(DatosIncorrectos) as error:
            pagar(**mas)
        assert [(p.campo, dice in p.mensaje) for p in error.value.problemas] == [(campo, True)], error.value.problemas

    no_se_paga("motivo_orden", f"P-2026-{antes.numero:06d}")
    no_se_paga("motivo_orden", "fuera de orden", motivo_orden="corto")
    no_se_paga("motivo_orden", "juntos", motivo_orden=f"{PORQUE} {'x' * 290}")
    hecho = pagar(motivo_orden=PORQUE)
    assert hecho.texto == f"Pago. Fuera de orden: {PORQUE}"
    assert hecho.asiento is not None
    assert hecho.asiento.texto == hecho.texto
    assert pagar(ordinal="57001").texto == "Pago", "cash waits for nothing"
    en_turno: dict[str, Any] = {
        "lineas": [tras(antes, "100")],
        "cabecera": Cabecera(hoy(reloj), "Pago de lo más antiguo"),
    }
    assert pagar(**en_turno, motivo_orden=PORQUE).texto == "Pago de lo más antiguo", "nothing was left behind"

    ordenado("011.91300", "1000", persona(0))
    no_se_paga("pagos", "prioridad absoluta", motivo_orden=PORQUE)
    assert pagar(ordinal="557", descuentos=[Descuento("IRPF", Decimal(20))]).texto == "Pago", "no money leaves"
    no_se_paga("motivo_orden", "fuera de orden", ordinal="57001")
    assert pagar(ordinal="57001", motivo_orden=PORQUE).ejercicio_id == 2026
    cargar(reloj, date(2026, 1, 1), date(2026, 8, 31), "90000.00", CARGOS)
    del_banco = MovimientoBancario.objects.get(importe=-20)
    cargo = pagar(cabecera=Cabecera(hoy(reloj), "Recibo domiciliado"), movimiento_id=del_banco.id)
    assert (cargo.texto, cargo.fecha) == ("Recibo domiciliado", del_banco.fecha), "the bank charged it, and says when"
    de_antes: dict[str, Any] = {
        "cabecera": Cabecera(hoy(reloj), "De 2025", varios=True),
        "lineas": [LineaPedida(Decimal(3000), cerrado=cerrado().id)],
    }
    with pytest.raises(DatosIncorrectos) as error:
        acciones.pagar_cerrados_a_mano(actor=TODO, **de_antes, ordinal="57101", reloj=reloj)
    assert [p.campo for p in error.value.problemas] == ["motivo_orden"]
    de_antes["lineas"] = [LineaPedida(Decimal(2500), cerrado=cerrado().id)]
    pagada = acciones.pagar_cerrados_a_mano(actor=TODO, **de_antes, ordinal="57101", motivo_orden=PORQUE, reloj=reloj)
    assert PORQUE in pagada.texto
    # What a load left and the bank charged by itself is noted by who does not fiscalise, with its movement alone
    de_antes["lineas"] = [LineaPedida(Decimal(500), cerrado=cerrado().id)]
    tesoreria = replace(TODO, permisos=TODO.permisos - {FISCALIZAR})
    with pytest.raises(FaseIncompatible, match="no está intervenido"):
        acciones.pagar_cerrados_a_mano(actor=tesoreria, **de_antes, ordinal="57101", motivo_orden=PORQUE, reloj=reloj)
    suyo = MovimientoBancario.objects.get(importe=-500)
    con: dict[str, Any] = {"movimiento_id": suyo.id, "ordinal": "57101", "reloj": reloj}
    with pytest.raises(DatosIncorrectos, match="no se ha contabilizado"):
        acciones.pagar_cerrados_a_mano(actor=tesoreria, **de_antes, **con | {"ordinal": "57301"})
    assert [cargos_sin_conciliar(anio, Decimal(500), limite=9) for anio in (2025, 2026)] == [[], [suyo]]
    hecha = acciones.pagar_cerrados_a_mano(actor=tesoreria, **de_antes, **con)
    assert (hecha.control.intervencion, hecha.fecha) == ("banco", date(2026, 8, 21)), "not the day that was typed"
    assert (cargos_sin_conciliar(2026, Decimal(500), limite=9), comprobar(2026), fallas()) == ([], [], [])


def test_what_nobody_ordered_is_paid_in_cash_or_to_a_habilitado_alone(reloj: RelojDePrueba) -> None:
    cabecera = Cabecera(date(2026, 8, 3), "Sellos", tercero_id=persona(0))
    pedida = LineaPedida(Decimal(30), codigo="920.22100")
    debe = presupuesto.gastar(actor=INTERVENCION, clase="ADO", cabecera=cabecera, lineas=[pedida], reloj=reloj)
    librado = presupuesto.librar_a_justificar(
        actor=INTERVENCION, cabecera=cabecera, lineas=[LineaPedida(Decimal(40), "1532.61900")], reloj=reloj
    )
    con: dict[str, Any] = {"actor": TODO, "clase": "PR", "cabecera": Cabecera(hoy(reloj), "Pago"), "reloj": reloj}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.pagar_a_mano(**con, lineas=[tras(debe, "30")], ordinal="57101")
    assert [(p.campo, "Nadie ha ordenado" in p.mensaje) for p in error.value.problemas] == [("pagos", True)]
    assert acciones.pagar_a_mano(**con, lineas=[tras(debe, "30")], ordinal="57001").importe == 30
    assert acciones.pagar_a_mano(**con, lineas=[tras(librado, "40")], ordinal="57101").importe == 40


def test_a_payroll_is_level_with_earlier_years_and_never_goes_before_the_debt(reloj: RelojDePrueba) -> None:
    ordenado("920.22100", "100", persona(1), dia=date(2026, 7, 1))
    de_2025 = SaldoCerrado.objects.create(
        ejercicio_id=2026,
        clase="obligacion",
        anio=2025,
        codigo="165.22100",
        cuenta="4010",
        tercero_id=persona(0),
        inicial=Decimal(5),
    )

    def paga(texto: str, aplicacion: str, ordinal: str = "57101", motivo: str = "", *, mal: str = "") -> str:
        fichero = f"aplicacion;bruto;neto\n{aplicacion};9,50;9,50\nTOTAL;9,50;9,50\n"
        cabecera = Cabecera(date(2026, 8, 28), texto, varios=True)
        con: dict[str, Any] = {"actor": TODO, "reloj": reloj}
        nomina = presupuesto.importar_nomina(
            **con, contenido=fichero, cabecera=cabecera, ordinal=ordinal, motivo="Otra"
        )
        como = con | {"nomina_id": nomina.id, "fecha": hoy(reloj), "motivo_orden": motivo}
        if not mal:
            pago = acciones.pagar_nomina_en_su_turno(**como).pago
            assert pago is not None
            return pago.texto
        with pytest.raises(DatosIncorrectos) as error:
            acciones.pagar_nomina_en_su_turno(**como)
        nomina.refresh_from_db()
        assert nomina.pago_id is None
        return " ".join(p.mensaje for p in error.value.problemas if p.campo == mal)

    assert paga("Julio", "920.12000", motivo=PORQUE) == "Julio", "older obligations of 2025 have the same turn"
    dietas = f"C-2026-{de_2025.id.hex[-12:].upper()}"
    assert dietas in paga("Dietas", "165.22100", mal="motivo_orden"), "nobody of the staff is in it"
    assert paga("Más dietas", "165.22100", motivo=PORQUE) == f"Más dietas. Fuera de orden: {PORQUE}"
    assert "juntos" in paga("x" * 290, "165.22100", motivo=PORQUE, mal="motivo_orden")
    deuda = ordenado("011.91300", "1000", persona(0))
    assert f"P-2026-{deuda.numero:06d}" in paga("Agosto", "920.12000", motivo=PORQUE, mal="pagos")
    assert "fuera de orden" in paga("En metálico", "920.12000", "57001", mal="motivo_orden")
    assert PORQUE in paga("Agosto, en metálico", "920.12000", "57001", motivo=PORQUE)


def test_what_goes_before_is_found_however_far_and_is_told_short(
    reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adelantos, "TANDA", 1)
    en, dia = hoy(reloj), date(2026, 7, 1)
    for _vez in range(4):
        ordenado("920.22100", "1", None, varios=True, dia=dia)  # nobody can be paid by a list
    antes = [ordenado("920.22100", "1", persona(0), dia=dia) for _vez in range(6)]
    luz = ordenado("165.22100", "50", persona(1))
    con: dict[str, Any] = {"actor": TODO, "clase": "R", "ordinal": "57101", "reloj": reloj}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.pagar_a_mano(**con, cabecera=Cabecera(en, "Luz"), lineas=[tras(luz, "20")])
    cuales = ", ".join(f"P-2026-{una.numero:06d}" for una in antes[:5])
    assert [p.mensaje for p in error.value.problemas] == [
        f"Deja sin pagar más de 5 pagos que van antes: {cuales}…. Inclúyalos o explique por qué se paga fuera de orden."
    ]
    suyo = prelacion.pendiente_de(luz, list(luz.lineas.all()))
    primeros = adelantos.saltados_al_pagar([suyo], en, cuantos=99)
    assert [p.id for p in primeros] == [una.id for una in antes]
    todos = {p.pendiente.id: p.turno for p in prelacion.por_pagar(en)}
    assert {p.id: reglas.turno_de(p) for p in prelacion.ordenado(en)} == todos

    # An order of debt and of something else has the turn of the debt, whichever of its lines is read last
    deuda = [LineaPedida(Decimal(3), "011.91300"), LineaPedida(Decimal(2), "165.22100")]
    cabecera = Cabecera(date(2026, 8, 3), "Comisiones y capital", tercero_id=persona(0))
    debe = presupuesto.gastar(actor=INTERVENCION, clase="ADO", cabecera=cabecera, lineas=deuda, reloj=reloj)
    orden = presupuesto.ordenar_pago(
        actor=INTERVENCION, cabecera=cabecera, lineas=[tras(debe, "3"), tras(debe, "2", n=1)], reloj=reloj
    )
    lineas = [tras(orden, "3"), tras(orden, "2", n=1)]
    assert acciones.pagar_a_mano(**con, cabecera=Cabecera(en, "Cuota"), lineas=lineas).importe == 5
