"""What the load details: it goes on with the operations of every day, and one cent off refuses it whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from consistorio.economia.carga.acciones import cargar_ejercicio
from consistorio.economia.carga.tablas import leer
from consistorio.economia.carga.tests.escenario import ANIO, OBRAS, PROVEEDORA, RELOJ
from consistorio.economia.carga.tests.escenario import INTERVENCION as CARGA
from consistorio.economia.carga.tests.escenario_detalles import HABILITADA, ficheros
from consistorio.economia.cierre.ejecucion import de_caja, por_capitulos
from consistorio.economia.contabilidad import permisos as de_contabilidad
from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.depositos.consultas import RECIBIDOS, depositos
from consistorio.economia.presupuesto import acciones, consultas
from consistorio.economia.presupuesto.models import Fondo, LineaOperacion, Operacion, OperacionFutura, Prestamo
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import (
    Cabecera,
    CreditoInicial,
    LineaPedida,
    PresupuestoNuevo,
    Prevision,
)
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.economia.tesoreria.models import Ordinal
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.identidad.models import Persona

D = Decimal
INTERVENCION = replace(CARGA, permisos=CARGA.permisos | {de_contabilidad.ABRIR})
CON: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}
CAB = Cabecera(date(2026, 7, 1), "Después de la carga", varios=True)


def cargar(**cambios: tuple[str, ...]) -> None:
    cargar_ejercicio(actor=INTERVENCION, tablas=leer(ficheros(**cambios)), reloj=RELOJ)


def test_what_was_detailed_goes_on(plan: None) -> None:
    cargar()
    assert comprobar(ANIO) == []
    assert fallas() == []
    dichos = {s.cuenta: s.saldo for s in leer(ficheros()).saldos}
    hay = {cuenta: uno.neto for cuenta, uno in saldos(ANIO).items()}
    assert {c: hay.get(c) for c in ("5751", "5750", "5580", "5581", "170", "520", "560", "57101")} == {
        c: dichos[c] for c in ("5751", "5750", "5580", "5581", "170", "520", "560", "57101")
    }
    assert [(c.concepto.codigo, c.entro) for c in consultas.no_presupuestarios(ANIO) if c.entro] == [
        ("IRPF", D(150))
    ], "who left a guarantee is said, and no money came in"
    assert de_caja(ANIO, por_capitulos(ANIO))["no_presupuestarios"] == D(150)
    caja, fiestas = Fondo.objects.get(clase="caja_fija"), Fondo.objects.get(clase="a_justificar")
    assert (caja.en_su_poder, caja.sin_justificar, caja.repuesto) == (D(700), D(300), D(400))
    assert (fiestas.en_su_poder, fiestas.sin_justificar, f"{fiestas.vence}") == (D(300), D(300), "2026-08-04")
    assert caja.habilitado == fiestas.habilitado == Persona.objects.get(nif="12345678Z")
    uno = Ordinal.objects.get()
    assert (uno.codigo, uno.iban, uno.cuenta.nombre) == ("1", "ES9121000418450200051332", "Banco Uno")
    _funds_and_deposits_go_on(caja, fiestas)
    _the_loan_goes_on()
    _the_annuity_reaches_its_year()


def test_a_fund_is_of_its_account_and_its_day(plan: None) -> None:
    """One that this year gave in cash, and one that an earlier year gave and the accounts still hold."""
    otro = f"FERIA;a_justificar;Feria;{HABILITADA};5750;2025-11-15;50,00;0;0;50,00;0\n"
    cargar(
        fondos=(
            f"FIESTAS;a_justificar;Fiestas;{HABILITADA};5750;2026-05-04;800,00;500,00;200,00;300,00;300,00\n",
            f"FIESTAS;a_justificar;Fiestas;{HABILITADA};5740;2026-05-04;800,00;500,00;200,00;300,00;300,00\n{otro}",
        ),
        apertura=("5751;1.000,00;", "5751;1.000,00;\n5750;50,00;", "120;-77.500,00", "120;-77.550,00"),
        saldos=("5750;300,00;", "5740;300,00;\n5750;50,00;", "120;-77.100,00", "120;-77.150,00"),
        totales=(
            *("fondos_de_habilitados;1.000,00", "fondos_de_habilitados;1.050,00"),
            *("saldos_deudores;236.500,00", "saldos_deudores;236.550,00"),
            *("saldos_acreedores;236.500,00", "saldos_acreedores;236.550,00"),
        ),
    )
    assert {(f.denominacion, f.cuenta, f"{f.vence}") for f in Fondo.objects.filter(clase="a_justificar")} == {
        ("Fiestas", "5740", "2026-08-04"),
        ("Feria", "5750", "2026-02-15"),
    }
    assert {cuenta: saldos(ANIO)[cuenta].neto for cuenta in ("5740", "5750")} == {"5740": D(300), "5750": D(50)}
    assert comprobar(ANIO) == []


def _funds_and_deposits_go_on(caja: Fondo, fiestas: Fondo) -> None:
    """What is not justified yet is, and no more; a guarantee is given back to who left it, and no more."""
    with pytest.raises(DatosIncorrectos, match="sin justificar"):
        acciones.justificar(
            **CON, fondo_id=fiestas.id, cabecera=CAB, lineas=[LineaPedida(D("300.01"), codigo="338.22609")]
        )
    acciones.justificar(**CON, fondo_id=fiestas.id, cabecera=CAB, lineas=[LineaPedida(D(300), codigo="338.22609")])
    cuenta = acciones.justificar_caja_fija(
        **CON, fondo_id=caja.id, cabecera=CAB, lineas=[LineaPedida(D(300), codigo="338.22609")]
    )
    acciones.pagar(
        **CON, clase="PR", cabecera=CAB, ordinal="57101", lineas=[LineaPedida(D(300), origen=cuenta.lineas.get().id)]
    )
    caja.refresh_from_db()
    assert (caja.en_su_poder, caja.sin_justificar) == (D(1000), D(0))
    de_obras = Persona.objects.get(nif=OBRAS)
    assert [(d.saldo, d.operacion.tercero.nif) for d in depositos(RECIBIDOS) if d.operacion.tercero] == [
        (D(900), PROVEEDORA),
        (D(300), OBRAS),
    ]
    [fianza] = depositos(RECIBIDOS, persona_id=de_obras.id)
    vuelta = Cabecera(CAB.fecha, "Devolución", de_obras.id)
    for cuanto in ("300.01", "300"):
        pide: dict[str, Any] = {"clase": "PNP", "cabecera": vuelta, "ordinal": "57101"}
        lineas = [LineaPedida(D(cuanto), origen=fianza.id)]
        if cuanto == "300":
            acciones.anotar_no_presupuestario(**CON, **pide, lineas=lineas)
        else:
            with pytest.raises(DatosIncorrectos, match=r"le quedan 300,00"):
                acciones.anotar_no_presupuestario(**CON, **pide, lineas=lineas)
    assert not depositos(RECIBIDOS, persona_id=de_obras.id)
    assert saldos(ANIO, de=["560"])["560"].neto == D(-900)
    assert comprobar(ANIO) == []


def _the_loan_goes_on() -> None:
    """Its first instalment is recognised; what was drawn and paid back before is of before."""
    acciones.reconocer_cuota(**CON, codigo="P-2024", numero=1, cabecera=CAB)
    prestamo = Prestamo.objects.get()
    assert (prestamo.vivo, prestamo.a_corto, prestamo.amortizado) == (D(30000), D(0), D(20000))
    [fila] = consultas.deuda(ANIO)
    assert (fila.inicial, fila.dispuesto, fila.amortizado, fila.final) == (D(45000), D(0), D(15000), D(30000))
    assert comprobar(ANIO) == []


def _the_annuity_reaches_its_year() -> None:
    """What was committed of 2027 goes to its budget."""
    con: dict[str, Any] = {"actor": INTERVENCION, "reloj": RelojFijo(datetime(2027, 1, 4, 9, 0, tzinfo=UTC))}
    abrir_ejercicio(**con, anio=2027)
    nuevo = PresupuestoNuevo(
        2027,
        date(2026, 12, 20),
        (CreditoInicial("920.22000", D(5000)), CreditoInicial("1532.61900", D(20000))),
        (Prevision("11300", D(25000)),),
    )
    acciones.aprobar_presupuesto(
        **con,
        nuevo=nuevo,
        reglas=[Regla(1, nivel_programa=1, nivel_economica=1)],
        fecha=date(2027, 1, 1),
        texto="Presupuesto",
    )
    traidas = Operacion.objects.filter(ejercicio=2027, clase__in=("A", "AD"))
    assert {(una.clase, una.tercero.nif if una.tercero else "", una.importe) for una in traidas} == {
        ("AD", PROVEEDORA, D(3000)),
        ("AD", OBRAS, D(6000)),
        ("A", "", D(4000)),
    }
    assert acciones.traer_plurianuales(**con, fecha=date(2027, 1, 1)).operaciones == ()
    assert comprobar(2027) == []


@pytest.mark.parametrize(
    ("tabla", "antes", "despues", "dice"),
    [
        ("fondos", "400,00;700,00;300,00", "400,00;700,00;300,01", "lo que CAJA tiene sin justificar"),
        ("fondos", "200,00;300,00;300,00", "200,00;300,01;300,00", "lo que tiene FIESTAS"),
        ("fondos", "800,00;500,00", "800,01;500,01", "entregado de FIESTAS"),
        ("fondos", "700,00;400,00;700,00;300,00", "699,99;399,99;700,01;300,00", "justificado de CAJA"),
        ("saldos", "5751;700,00;\n5750;300,00", "5751;700,01;\n5750;299,99", "cuenta 5751, por habilitados"),
        ("totales", "fondos_sin_justificar;600,00", "fondos_sin_justificar;600,01", "fondos_sin_justificar"),
        (
            "gastos",
            "J-2;1;PR;2026-05-05;338.22609;800,00;800,00;J-1;;Fiestas;;57101;;",
            "J-2;1;PR;2026-05-05;338.22609;800,00;800,00;J-1;;Fiestas;;57101;;CAJA",
            "J-2/1: el fondo se dice en una ADO",
        ),
        ("depositos", "900,00", "900,01", "concepto FIANZAS, por terceros"),
        ("prestamos", "10.000,00;5.000,00;", "10.000,01;5.000,00;", "cuenta 170, por préstamos"),
        ("cuotas", "300,00", "300,01", "intereses_de_prestamos"),
        ("cuotas", "2029-07-01;10.000,00", "2029-07-01;9.999,99", "quedan por amortizar 40.000,00"),
        ("futuros", "10.000,00;4.000,00", "10.000,00;4.000,01", "saldo de FA-1/1"),
        ("futuros", "2028;920.22000;3.000,00;3.000,00", "2028;920.22000;3.000,01;3.000,01", "futuros_comprometidos"),
        ("futuros", "FA-1;1;A;2026-01-15;2027", "FA-1;1;A;2026-01-15;2028", "no está con esa aplicación"),
        ("bancos", "ES9121000418450200051332", "ES9121000418450200051333", "IBAN"),
    ],
)
def test_one_cent_off_refuses_it_whole(plan: None, tabla: str, antes: str, despues: str, dice: str) -> None:
    with pytest.raises(DatosIncorrectos) as refusada:
        cargar(**{tabla: (antes, despues)})
    mensajes = [p.mensaje for p in refusada.value.problemas]
    assert any(dice in mensaje for mensaje in mensajes), mensajes
    tablas = (Asiento, LineaOperacion, OperacionFutura, Fondo, Prestamo, Ordinal)
    assert not any(tabla.objects.exists() for tabla in tablas)
