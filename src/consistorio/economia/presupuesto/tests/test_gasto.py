"""Expense: what each phase does, what it refuses and how it is corrected."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.models import Apunte, ReglaAsiento
from consistorio.economia.presupuesto import acciones, consultas
from consistorio.economia.presupuesto.models import Aplicacion, Bolsa, LineaOperacion, Operacion
from consistorio.economia.presupuesto.tests.escenario import (
    DIA,
    INTERVENCION,
    RELOJ,
    aplicacion,
    cabecera,
    de,
    fallas,
    gastar,
    retener,
    tras,
)
from consistorio.economia.presupuesto.tests.papeles import papel
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.identidad.models import Persona


def apuntes(operacion: Operacion) -> list[tuple[str, str, str]]:
    filas = Apunte.objects.filter(asiento=operacion.asiento).order_by("orden")
    return [(f.debe_id, f.haber_id, f"{f.importe:.2f}") for f in filas]


def mensajes(error: pytest.ExceptionInfo[DatosIncorrectos]) -> list[tuple[str, str]]:
    return [(p.campo, p.mensaje) for p in error.value.problemas]


def test_from_the_retention_to_the_payment_and_back(presupuesto: None) -> None:
    rc = retener(de("920.22000", "600"))
    a = gastar("A", tras(rc, "500"))
    d = gastar("D", tras(a, "400"))
    o = gastar("O", tras(d, "300"))
    p = acciones.ordenar_pago(actor=INTERVENCION, cabecera=cabecera(), lineas=[tras(o, "200")], reloj=RELOJ)
    assert p.asiento is None
    r = acciones.pagar(
        actor=INTERVENCION, clase="R", cabecera=cabecera(), lineas=[tras(p, "100")], ordinal="571", reloj=RELOJ
    )
    assert apuntes(rc) == [("0030", "0031", "600.00")]
    assert apuntes(a) == [("0031", "004", "500.00")]
    assert apuntes(o) == [("629", "4000", "300.00")]
    assert apuntes(r) == [("4000", "571", "100.00")]
    una = aplicacion("920.22000")
    assert (una.retenido_gastar, una.autorizado, una.dispuesto, una.obligado, una.ordenado, una.pagado) == (
        *(Decimal(n) for n in (100, 500, 400, 300, 200, 100)),
    )
    assert una.bolsa.disponible == Decimal(2400)  # 3,000 of area 9 and chapter 2
    assert comprobar(2026) == []
    assert [str(linea.operacion) for linea in consultas.de_aplicacion(una.id)[:2]] == ["R 2026/6", "P 2026/5"]
    assert [linea.saldo for linea in consultas.lineas_con_saldo(2026, ("A", "AD"), aplicacion=una.id)] == [Decimal(100)]
    del_dos = next(c for c in consultas.por_capitulos(2026) if c.codigo == "2")
    assert (del_dos.sumas["iniciales"], del_dos.sumas["obligado"]) == (Decimal(7000), Decimal(300))
    # Back, each for part of what is left of it
    corrige_r = acciones.corregir_pago(
        actor=INTERVENCION, operacion_id=r.id, cabecera=cabecera(), lineas=[tras(r, "40")], reloj=RELOJ
    )
    assert apuntes(corrige_r) == [("4000", "571", "-40.00")]
    assert str(corrige_r) == "R/ 2026/7"
    acciones.corregir_pago(
        actor=INTERVENCION, operacion_id=p.id, cabecera=cabecera(), lineas=[tras(p, "140")], reloj=RELOJ
    )
    acciones.corregir_gasto(
        actor=INTERVENCION, operacion_id=o.id, cabecera=cabecera(), lineas=[tras(o, "240")], reloj=RELOJ
    )
    acciones.corregir_gasto(
        actor=INTERVENCION, operacion_id=d.id, cabecera=cabecera(), lineas=[tras(d, "340")], reloj=RELOJ
    )
    corrige_a = acciones.corregir_gasto(
        actor=INTERVENCION, operacion_id=a.id, cabecera=cabecera(), lineas=[tras(a, "440")], reloj=RELOJ
    )
    assert apuntes(corrige_a) == [("0031", "004", "-440.00")]  # to the retention that it came from
    una = aplicacion("920.22000")
    assert (una.retenido_gastar, una.autorizado, una.dispuesto, una.obligado, una.ordenado, una.pagado) == (
        *(Decimal(n) for n in (540, 60, 60, 60, 60, 60)),
    )
    assert comprobar(2026) == []
    ReglaAsiento.objects.filter(codigo="R005").update(hasta=DIA)  # what corrects goes by the rules of the corrected day
    sin_retener = gastar("A", de("920.22000", "10"))
    tarde = acciones.corregir_gasto(
        actor=INTERVENCION, operacion_id=sin_retener.id, cabecera=cabecera(date(2026, 4, 1)), reloj=RELOJ
    )
    assert apuntes(tarde) == [("0030", "004", "-10.00")]
    with pytest.raises(FaseIncompatible):
        acciones.corregir_pago(actor=INTERVENCION, operacion_id=corrige_r.id, cabecera=cabecera(), reloj=RELOJ)
    with pytest.raises(NoEncontrado):  # who spends does not correct payments
        acciones.corregir_gasto(actor=INTERVENCION, operacion_id=r.id, cabecera=cabecera(), reloj=RELOJ)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.corregir_gasto(
            actor=INTERVENCION, operacion_id=a.id, cabecera=cabecera(), lineas=[tras(a, "0.01")], reloj=RELOJ
        )
    assert mensajes(error) == [("lineas.0", "Faltan 0,01 €: a la operación A 2026/2 le quedan 0,00 €.")]


def test_the_credit_is_that_of_the_bolsa_and_every_line_that_does_not_fit_is_told(presupuesto: None) -> None:
    # 920.22000 has 1,000 and 920.22100 has 2,000: they bind together, and one of them may go below zero
    ado = gastar("ADO", de("920.22000", "2500"), de("920.12000", "100"))
    assert apuntes(ado) == [
        ("0030", "004", "2600.00"),
        ("004", "005", "2600.00"),
        ("629", "4000", "2500.00"),
        ("640", "4000", "100.00"),
    ]
    assert aplicacion("920.22000").disponible == Decimal(-1500)
    assert aplicacion("920.22000").bolsa.disponible == Decimal(500)
    antes = Operacion.objects.count(), LineaOperacion.objects.count()
    with pytest.raises(DatosIncorrectos) as error:
        gastar("A", de("920.22100", "600"), de("920.12000", "10"), de("165.22100", "4000.01"))
    assert mensajes(error) == [
        ("lineas.0", "Faltan 100,00 €: la bolsa de vinculación de 920.22100 tiene 500,00 € de crédito disponible."),
        ("lineas.2", "Faltan 0,01 €: la bolsa de vinculación de 165.22100 tiene 4.000,00 € de crédito disponible."),
    ]
    assert (Operacion.objects.count(), LineaOperacion.objects.count()) == antes
    with pytest.raises(DatosIncorrectos) as error:  # to be transferred, the application itself must have it
        retener(de("920.22000", "1"), clase="RCT")
    assert mensajes(error) == [
        ("lineas.0", "Faltan 1.501,00 €: la propia aplicación 920.22000 tiene -1.500,00 € de crédito disponible.")
    ]
    # One that is not in the budget is made when its bolsa is there, and only then
    nueva = gastar("A", de("920.22602", "500"))
    assert aplicacion("920.22602").bolsa.disponible == Decimal(0)
    assert nueva.lineas.get().aplicacion == aplicacion("920.22602")
    with pytest.raises(DatosIncorrectos) as error:
        gastar("A", de("135.22104", "1"), de("9200.2", "1"), de("777.99900", "1"))
    assert mensajes(error) == [
        ("lineas.1", "«9200.2» no es una aplicación. Escriba el programa y la económica, por ejemplo 920.12000."),
        ("lineas.2", "La aplicación 777.99900 no está en el presupuesto de 2026."),
        ("lineas.2", "El programa 777 no está en la clasificación por programas."),
        ("lineas.2", "La económica 99900 no está en la clasificación de gastos."),
    ]
    assert not Aplicacion.objects.filter(economica="22104").exists()
    assert comprobar(2026) == []
    assert fallas() == []


def test_what_is_not_in_order_is_refused_whole(presupuesto: None) -> None:
    a = gastar("A", de("165.22100", "1000"))
    with pytest.raises(DatosIncorrectos) as error:
        gastar("O", tras(a, "10"))
    assert "no puede seguir a A 2026/1" in mensajes(error)[0][1]
    with pytest.raises(DatosIncorrectos) as error:
        gastar("D", de("165.22100", "10"))
    assert mensajes(error) == [("lineas.0", "Elija la operación de la que sigue.")]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.gastar(
            actor=INTERVENCION,
            clase="AD",
            cabecera=cabecera(texto=" ", varios=False),
            lineas=[de("165.22100", "-1"), LineaPedida(Decimal("0.001"))],
            reloj=RELOJ,
        )
    assert [campo for campo, _texto in mensajes(error)] == ["texto", "lineas.0", "lineas.1", "lineas.1", "tercero"]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.gastar(
            actor=INTERVENCION, clase="D", cabecera=cabecera(date(2026, 3, 1)), lineas=[tras(a, "1")], reloj=RELOJ
        )
    assert mensajes(error) == [("fecha", "La fecha es anterior a la de la operación A 2026/1, que es del 02/03/2026.")]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.gastar(
            actor=INTERVENCION, clase="D", cabecera=cabecera(date(2026, 12, 1)), lineas=[tras(a, "1")], reloj=RELOJ
        )
    assert mensajes(error) == [("fecha", "La fecha no ha llegado: se anota lo que ya ha pasado.")]
    with pytest.raises(Conflicto):  # 2025 is open, and has no budget
        acciones.retener(
            actor=INTERVENCION,
            clase="RC",
            cabecera=cabecera(date(2025, 3, 1)),
            lineas=[de("165.22100", "1")],
            reloj=RELOJ,
        )
    sin_permiso = INTERVENCION.sistema("nadie")
    with pytest.raises(NoPermitido):
        acciones.retener(actor=sin_permiso, clase="RC", cabecera=cabecera(), lineas=[de("165.22100", "1")], reloj=RELOJ)


def test_credit_that_is_not_disposed_of_comes_back(presupuesto: None) -> None:
    rcn = retener(de("165.22100", "1000"), clase="RCN")
    declara: dict[str, Any] = {"actor": INTERVENCION, "clase": "ND", "lineas": [tras(rcn, "600")], "reloj": RELOJ}
    # The Pleno says it, and that it is disposed of again (RD 500/1990 art. 33.3)
    for nadie in (None, uuid4()):
        with pytest.raises(DatosIncorrectos, match="Elija el acuerdo del Pleno"):
            acciones.retener(**declara, cabecera=replace(cabecera(), documento_id=nadie))
    del_pleno = replace(cabecera(), documento_id=papel())
    nd = acciones.retener(**declara, cabecera=del_pleno)
    assert nd.documento_id == papel()
    assert apuntes(nd) == [("0030", "0033", "-600.00"), ("0030", "0034", "600.00")]
    una = aplicacion("165.22100")
    assert (una.retenido_no_disponer, una.no_disponible, una.bolsa.disponible) == (
        Decimal(400),
        Decimal(600),
        Decimal(3000),
    )
    vuelve: dict[str, Any] = {"actor": INTERVENCION, "operacion_id": nd.id, "reloj": RELOJ}
    with pytest.raises(DatosIncorrectos, match="Elija el acuerdo del Pleno"):
        acciones.corregir_gasto(**vuelve, cabecera=cabecera())
    acciones.corregir_gasto(**vuelve, cabecera=del_pleno)
    assert aplicacion("165.22100").retenido_no_disponer == Decimal(1000)
    assert comprobar(2026) == []
    assert fallas() == []


def test_what_is_devengado_waits_in_413_and_is_applied(presupuesto: None) -> None:
    dv = acciones.devengar(actor=INTERVENCION, cabecera=cabecera(), lineas=[de("165.22100", "300")], reloj=RELOJ)
    assert apuntes(dv) == [("628", "4131", "300.00")]
    pendiente = dv.lineas.get()
    lineas = [LineaPedida(Decimal(200), codigo="165.22100", aplica=pendiente.id)]
    o = gastar("ADO", *lineas)
    assert apuntes(o)[-1] == ("4131", "4000", "200.00")
    with pytest.raises(DatosIncorrectos) as error:
        gastar("ADO", *lineas)
    assert mensajes(error) == [("lineas.0", "Faltan 100,00 €: de lo pendiente que aplica, DV 2026/1, quedan 100,00 €.")]
    for clase, codigo, dicho in (
        ("AD", "165.22100", "Un gasto devengado se aplica al reconocer su obligación."),
        ("ADO", "920.22000", "El gasto devengado DV 2026/1 es de otra aplicación."),
    ):
        with pytest.raises(DatosIncorrectos) as error:
            gastar(clase, LineaPedida(Decimal(10), codigo=codigo, aplica=pendiente.id))
        assert mensajes(error) == [("lineas.0", dicho)]
    ana = Persona.objects.create(clase="fisica", nombre="Ana", nif="00000001R")
    con_ella = Cabecera(DIA, "Luz", tercero_id=ana.id)
    suyo = acciones.devengar(actor=INTERVENCION, cabecera=con_ella, lineas=[de("165.22100", "5")], reloj=RELOJ)
    with pytest.raises(DatosIncorrectos) as error:
        gastar("ADO", LineaPedida(Decimal(5), codigo="165.22100", aplica=suyo.lineas.get().id))
    assert mensajes(error) == [("lineas.0", f"El gasto devengado {suyo} es con otro tercero.")]
    acciones.corregir_gasto(actor=INTERVENCION, operacion_id=o.id, cabecera=cabecera(), reloj=RELOJ)
    pendiente.refresh_from_db()
    assert pendiente.saldo == Decimal(300)
    assert comprobar(2026) == []
    assert fallas() == []


def test_what_follows_is_of_the_same_invoice_and_third_party(presupuesto: None) -> None:
    factura, persona = uuid4(), Persona.objects.create(clase="fisica", nombre="Ana", nif="00000001R")
    con = Cabecera(DIA, "Obra", tercero_id=persona.id, factura_id=factura, factura="F-1")
    pedidas = [de("1532.61900", "1000")]
    o = acciones.gastar(actor=INTERVENCION, clase="ADO", cabecera=con, lineas=pedidas, reloj=RELOJ)
    sin = cabecera(varios=False)
    otra = Persona.objects.create(clase="fisica", nombre="Eva", nif="00000002W")
    sin_factura = replace(con, factura_id=None, factura="")
    compromiso = acciones.gastar(actor=INTERVENCION, clase="AD", cabecera=sin_factura, lineas=pedidas, reloj=RELOJ)
    for quien in (replace(con, tercero_id=otra.id), cabecera()):  # neither another one nor several
        with pytest.raises(DatosIncorrectos) as error:
            acciones.gastar(
                actor=INTERVENCION, clase="O", cabecera=quien, lineas=[tras(compromiso, "400")], reloj=RELOJ
            )
        assert mensajes(error) == [
            ("tercero", f"La operación {compromiso} es con otro tercero: deje el tercero en blanco, o corrija aquella.")
        ]
    acciones.corregir_gasto(actor=INTERVENCION, operacion_id=compromiso.id, cabecera=sin, reloj=RELOJ)
    p = acciones.ordenar_pago(actor=INTERVENCION, cabecera=sin, lineas=[tras(o, "400")], reloj=RELOJ)
    acciones.corregir_pago(actor=INTERVENCION, operacion_id=p.id, cabecera=sin, reloj=RELOJ)
    hechas = list(Operacion.objects.filter(factura_id=factura).order_by("id"))
    assert [str(h) for h in hechas] == ["ADO 2026/1", "P 2026/4", "P/ 2026/5"]
    assert {(h.tercero_id, h.factura_id, h.factura) for h in hechas} == {(persona.id, factura, "F-1")}
    assert consultas.operacion(p.id).lineas.get().aplicacion == aplicacion("1532.61900")
    with pytest.raises(NoEncontrado):
        consultas.operacion(factura)
    dichos = Evento.objects.filter(cadena="presupuesto:2026", tipo="presupuesto.pago.ordenado").get().datos
    assert (dichos["importe"], dichos["asiento"], dichos["expediente_id"]) == ("400.00", 0, None)
    assert str(persona.id) not in json.dumps(dichos)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.gastar(actor=INTERVENCION, clase="AD", cabecera=replace(con, varios=True), lineas=pedidas, reloj=RELOJ)
    assert mensajes(error) == [("tercero", "Elija un tercero, o diga que son varios: las dos cosas, no.")]


def test_postgresql_holds_what_the_rules_say(presupuesto: None) -> None:
    a = gastar("A", de("165.22100", "1000"))
    linea = a.lineas.get()
    bolsa = aplicacion("165.22100").bolsa
    for cambiar in (
        lambda: Bolsa.objects.filter(pk=bolsa.pk).update(autorizado=Decimal("4000.01")),
        lambda: Aplicacion.objects.filter(bolsa=bolsa).update(dispuesto=Decimal("1000.01")),
        lambda: LineaOperacion.objects.filter(pk=linea.pk).update(saldo=Decimal("-0.01")),
        lambda: LineaOperacion.objects.filter(pk=linea.pk).update(importe=Decimal(1)),
        lambda: Operacion.objects.filter(pk=a.pk).update(texto="Otra cosa"),
        lambda: Operacion.objects.filter(pk=a.pk).delete(),
        lambda: Aplicacion.objects.filter(bolsa=bolsa).update(economica="22101"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            cambiar()
    LineaOperacion.objects.filter(pk=linea.pk).update(saldo=Decimal(999))
    Aplicacion.objects.filter(bolsa=bolsa).update(autorizado=Decimal(1001))
    assert sorted(h.texto for h in comprobar(2026)) == [
        f"De la línea {linea.pk} quedan 999,00 €, y deberían quedar 1.000,00 €.",
        "La aplicación 165.22100 no dice lo que suman sus operaciones: autorizado.",
        "No coinciden la cuenta 004 y lo autorizado sin comprometer: 1.000,00 € y 1.001,00 €.",
    ]
