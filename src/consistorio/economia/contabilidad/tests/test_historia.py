"""A year of Intervención's: it notes by hand, corrects, locks dates and goes back; and each kind of tampering is found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from consistorio.economia.contabilidad import cortes
from consistorio.economia.contabilidad.acceso import asiento_para
from consistorio.economia.contabilidad.acciones import (
    abrir_cuenta,
    abrir_ejercicio,
    anotar_asiento,
    bloquear,
    corregir_asiento,
    reabrir_fechas,
)
from consistorio.economia.contabilidad.ajustes import AsientoDirecto, LineaDeAjuste
from consistorio.economia.contabilidad.comprobaciones import comprobar, nombres
from consistorio.economia.contabilidad.consultas import asientos_de, cuentas, saldos
from consistorio.economia.contabilidad.models import Asiento, Bloqueo, Cuenta
from consistorio.economia.contabilidad.tests.escenario import INTERVENCION, RELOJ, asentados, nuevo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.cotejos import cotejar
from consistorio.plataforma.auditoria.models import Evento

D = Decimal
FIN = date(2025, 12, 31)


def directo(*lineas: LineaDeAjuste, **mas: object) -> AsientoDirecto:
    """A depreciation of the end of 2025."""
    campos: dict[str, object] = {"fecha": FIN, "ajuste": "amortizacion", "motivo": "Cuota del año", "lineas": lineas}
    return AsientoDirecto(**{**campos, **mas})  # type: ignore[arg-type]


class Apuntado:
    """What a verification finds."""

    def __init__(self) -> None:
        self.fallas: list[tuple[str, str]] = []

    def falla(self, tabla: str, clave: object, texto: str) -> None:
        self.fallas.append((tabla, texto))

    def contar(self, que: str, cuantos: int = 1) -> None:
        """Not looked at."""


def verificado() -> list[tuple[str, str]]:
    """What every check of the house finds in this database, of the accounts."""
    informe = Apuntado()
    cotejar("default", informe)
    return [(tabla, texto) for tabla, texto in informe.fallas if tabla.startswith("contabilidad_")]


def amortizado_a_mano() -> Asiento:
    """Three rows: by a rule with its accounts, by a rule that needs none, and by free accounts."""
    lineas = (
        LineaDeAjuste(D("1000.00"), debe="6811", haber="2811", regla="F001"),
        LineaDeAjuste(D("20000.00"), regla="F004"),
        LineaDeAjuste(D("50.00"), debe="480", haber="625"),
    )
    return anotar_asiento(actor=INTERVENCION, pedido=directo(*lineas), reloj=RELOJ)


def test_a_year_is_opened_and_an_account_is_split(libro: None) -> None:
    assert abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=RELOJ).siguiente == 1
    with pytest.raises(DatosIncorrectos, match="de 2015 a 2027"):
        abrir_ejercicio(actor=INTERVENCION, anio=2028, reloj=RELOJ)
    banco = abrir_cuenta(actor=INTERVENCION, codigo="57101", nombre="Banco del Páramo", reloj=RELOJ)
    assert (banco.naturaleza, banco.epigrafe) == ("D", Cuenta.objects.get(codigo="571").epigrafe)
    assert list(cuentas("57", propias=True)) == [banco]
    with pytest.raises(DatosIncorrectos) as dicho:
        abrir_cuenta(actor=INTERVENCION, codigo="57101", nombre=" ", reloj=RELOJ)
    assert [p.campo for p in dicho.value.problemas] == ["codigo", "nombre"]


def test_no_money_moves_by_hand_but_between_accounts_of_the_treasury(libro: None) -> None:
    abrir_cuenta(actor=INTERVENCION, codigo="57101", nombre="Banco del Páramo", reloj=RELOJ)
    uno = D("1.00")
    for debe, haber, dice in (
        ("629", "57101", "57101 es de la Tesorería"),
        ("57101", "778", "57101 es de la Tesorería"),
        ("629", "4131", "4131 la mueven las operaciones"),
        ("4180", "740", "4180 la mueven las operaciones"),
    ):
        with pytest.raises(DatosIncorrectos) as dicho:
            anotar_asiento(
                actor=INTERVENCION,
                pedido=directo(LineaDeAjuste(uno, debe=debe, haber=haber), ajuste="otro"),
                reloj=RELOJ,
            )
        assert [(p.campo, dice in p.mensaje) for p in dicho.value.problemas] == [("lineas.1", True)]
    entre_cuentas = directo(LineaDeAjuste(uno, debe="570", haber="57101"), ajuste="reclasificacion")
    anotar_asiento(actor=INTERVENCION, pedido=entre_cuentas, reloj=RELOJ)
    assert saldos(2025)["57101"].neto == -uno


def test_an_entry_by_hand_is_corrected_once_by_its_negative(libro: None) -> None:
    amortizado = amortizado_a_mano()
    assert (str(amortizado), amortizado.texto) == ("2025/1", "Amortización: Cuota del año")
    assert saldos(2025)["170"].neto == D("20000.00")
    with pytest.raises(DatosIncorrectos) as dicho:
        anotar_asiento(
            actor=INTERVENCION,
            pedido=directo(
                LineaDeAjuste(D("1.00"), debe="640", haber="4000"),
                LineaDeAjuste(D("1.00"), regla="F001"),
                LineaDeAjuste(D("1.00"), regla="NADA"),
                ajuste="capricho",
                motivo="",
                fecha=date(2026, 12, 31),
                ambito="otro",
            ),
            reloj=RELOJ,
        )
    assert [p.campo for p in dicho.value.problemas] == [
        *("ajuste", "motivo", "fecha", "ambito", "lineas.1", "lineas.2", "lineas.2", "lineas.3")
    ]

    corregido = corregir_asiento(
        actor=INTERVENCION, asiento_id=amortizado.id, fecha=FIN, motivo="Eran otros bienes", reloj=RELOJ
    )
    assert corregido.operacion_id == amortizado.id
    assert [x.asiento for x in asientos_de(operacion_id=amortizado.id)] == [corregido]
    assert {uno.neto for uno in saldos(2025).values()} == {D("0.00")}
    assert saldos(2025)["6811"].debe == D("0.00")
    for cual in (amortizado, corregido):
        with pytest.raises(Conflicto, match=r"ya está corregido|corrige a otro"):
            corregir_asiento(actor=INTERVENCION, asiento_id=cual.id, fecha=FIN, motivo="Otra vez", reloj=RELOJ)
    with pytest.raises(DatosIncorrectos) as dicho:
        corregir_asiento(actor=INTERVENCION, asiento_id=amortizado.id, fecha=date(2026, 1, 1), motivo="", reloj=RELOJ)
    assert [p.campo for p in dicho.value.problemas] == ["fecha", "motivo"]
    with pytest.raises(NoEncontrado):
        corregir_asiento(actor=INTERVENCION, asiento_id=INTERVENCION.id, fecha=FIN, motivo="Nada", reloj=RELOJ)


def test_dates_are_locked_forward_and_go_back_only_with_a_reason(libro: None) -> None:
    amortizado = amortizado_a_mano()
    corregir_asiento(actor=INTERVENCION, asiento_id=amortizado.id, fecha=FIN, motivo="Otros bienes", reloj=RELOJ)
    bloquear(actor=INTERVENCION, anio=2025, presupuesto_hasta=FIN, reloj=RELOJ)
    with pytest.raises(DatosIncorrectos, match="El 31/12/2025 está bloqueado"):
        anotar_asiento(actor=INTERVENCION, pedido=directo(LineaDeAjuste(D("1.00"), regla="F004")), reloj=RELOJ)
    anotar_asiento(
        actor=INTERVENCION, pedido=directo(LineaDeAjuste(D("1.00"), regla="F004"), ambito="tesoreria"), reloj=RELOJ
    )
    with pytest.raises(DatosIncorrectos, match="para volver atrás hay que reabrir"):
        bloquear(actor=INTERVENCION, anio=2025, presupuesto_hasta=date(2025, 12, 1), reloj=RELOJ)
    with pytest.raises(DatosIncorrectos) as dicho:
        reabrir_fechas(actor=INTERVENCION, anio=2025, motivo="", presupuesto_hasta=date(2026, 1, 1), reloj=RELOJ)
    assert [p.campo for p in dicho.value.problemas] == ["", "motivo"]
    with pytest.raises(DatosIncorrectos, match="al menos uno de los dos"):
        bloquear(actor=INTERVENCION, anio=2025, reloj=RELOJ)
    reabrir_fechas(
        actor=INTERVENCION, anio=2025, motivo="Factura de diciembre", presupuesto_hasta=date(2025, 11, 30), reloj=RELOJ
    )
    anotar_asiento(actor=INTERVENCION, pedido=directo(LineaDeAjuste(D("-1.00"), regla="F004")), reloj=RELOJ)
    assert [b.reabre for b in Bloqueo.objects.order_by("anotado_el", "id")] == [False, True]

    tipos = Evento.objects.filter(cadena="libro:contabilidad:2025").order_by("seq").values_list("tipo", flat=True)
    assert [t.removeprefix("contabilidad.") for t in tipos] == [
        *("ejercicio.abierto", "asiento.anotado", "asiento.corregido", "fechas.bloqueadas"),
        *("asiento.anotado", "fechas.reabiertas", "asiento.anotado"),
    ]
    assert verificado() == []
    assert asiento_para(INTERVENCION, amortizado.id) == amortizado
    with pytest.raises(NoPermitido):
        asiento_para(Actor.sistema("otra"), amortizado.id)


SIN_GUARDAS = "ALTER TABLE {tabla} DISABLE TRIGGER ALL"
OTRO_APUNTE = """
INSERT INTO contabilidad_apunte (asiento_id, orden, ejercicio, numero, fecha, debe_id, haber_id, importe, regla)
SELECT asiento_id, 1, ejercicio, numero, fecha, debe_id, haber_id, importe, regla FROM"""
DE_UN_APUNTE = "contabilidad_apunte WHERE ejercicio = 2026 AND numero = 2"


@pytest.mark.duenio
@pytest.mark.parametrize(
    ("orden", "cual"),
    [
        ("UPDATE contabilidad_apunte SET importe = importe + 1 WHERE ejercicio = 2026 AND numero = 2", "apuntes"),
        ("UPDATE contabilidad_apunte SET haber_id = '4001' WHERE ejercicio = 2026 AND numero = 2", "apuntes"),
        ("UPDATE contabilidad_apunte SET regla = 'R999' WHERE ejercicio = 2026 AND numero = 2", "apuntes"),
        ("UPDATE contabilidad_apunte SET fecha = '2026-01-01' WHERE ejercicio = 2026 AND numero = 2", "apuntes"),
        ("UPDATE contabilidad_apunte SET ejercicio = 2025 WHERE ejercicio = 2026 AND numero = 2", "apuntes"),
        (f"DELETE FROM {DE_UN_APUNTE}", "apuntes"),
        (f"{OTRO_APUNTE} {DE_UN_APUNTE}", "apuntes"),
        ("UPDATE contabilidad_apunte SET debe_id = '40' WHERE ejercicio = 2026 AND numero = 2", "cuentas"),
        ("UPDATE contabilidad_asiento SET fecha = '2025-12-31' WHERE ejercicio_id = 2026 AND numero = 2", "año"),
        ("DELETE FROM contabilidad_asiento WHERE ejercicio_id = 2026 AND numero = 2", "numeración"),
        ("DELETE FROM contabilidad_asiento WHERE ejercicio_id = 2026 AND numero = 6", "numeración"),
        ("UPDATE contabilidad_ejercicio SET siguiente = 4 WHERE anio = 2026", "numeración"),
        ("UPDATE contabilidad_corte SET haber = haber + 1 WHERE numero = 2 AND cuenta_id = '4000'", "cortes"),
        ("UPDATE contabilidad_corte SET haber = haber + 1 WHERE numero = 6 AND cuenta_id = '740'", "cortes"),
        ("DELETE FROM contabilidad_corte WHERE numero = 4 AND cuenta_id = '629'", "cortes"),
        ("DELETE FROM contabilidad_corte WHERE numero = 4", "cortes"),
        ("DELETE FROM contabilidad_corte WHERE numero = 6", "cortes"),
        (
            "INSERT INTO contabilidad_corte (ejercicio_id, numero, cuenta_id, debe, haber) VALUES (2026, 4, '571', 1, 1)",
            "cortes",
        ),
        ("UPDATE contabilidad_ejercicio SET estado = 'cerrado' WHERE anio = 2026", "presupuesto"),
    ],
)
def test_each_tampering_is_found(libro: None, monkeypatch: pytest.MonkeyPatch, orden: str, cual: str) -> None:
    for modulo in ("operaciones", "comprobaciones"):
        monkeypatch.setattr(f"consistorio.economia.contabilidad.{modulo}.CADA", 2)
    for cargada, abonada in (
        ("629", "4000"),
        ("0030", "004"),
        ("640", "4000"),
        ("4300", "740"),
        ("640", "4000"),
        ("4300", "740"),
    ):
        asentados(nuevo((cargada, abonada, "12.50")))
    assert comprobar(2026) == comprobar(2025) == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for tabla in ("apunte", "asiento", "corte", "ejercicio"):
            cursor.execute(SIN_GUARDAS.format(tabla=f"contabilidad_{tabla}"))
        cursor.execute(orden)
    hallados = {hallazgo.comprobacion for hallazgo in comprobar(2026)}
    nombre = next(nombre for nombre in nombres() if cual in nombre.lower())
    assert nombre in hallados
    assert ("contabilidad_ejercicio", nombre) in {(tabla, texto.split(":")[0]) for tabla, texto in verificado()}


def test_an_entry_that_no_fact_vouches_for_is_found(libro: None) -> None:
    asentados(nuevo(("629", "4000", "12.50")))
    assert verificado() == [("contabilidad_asiento", "ningún hecho responde de esta fila")]


def test_a_cut_holds_the_balances_at_its_entry(libro: None) -> None:
    asentados(nuevo(("629", "4000", "12.50")), nuevo(("4000", "571", "2.50")))
    cortes.hacer_corte(2026, 2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cuenta_id, debe, haber FROM contabilidad_corte ORDER BY 1")
        assert cursor.fetchall() == [
            ("4000", D("2.50"), D("12.50")),
            ("571", D("0"), D("2.50")),
            ("629", D("12.50"), D("0")),
        ]
