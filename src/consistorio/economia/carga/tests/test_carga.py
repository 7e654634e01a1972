"""A town changes its program in the middle of a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from consistorio.economia.carga.acciones import cargar_ejercicio
from consistorio.economia.carga.eventos import EjercicioCargado
from consistorio.economia.carga.tablas import leer
from consistorio.economia.carga.tests.escenario import ANIO, INTERVENCION, OBRAS, PROVEEDORA, RELOJ, ficheros
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.models import Asiento, Cuenta, Ejercicio
from consistorio.economia.documentacion import trabajos
from consistorio.economia.documentacion.acciones import emitir_documento
from consistorio.economia.documentacion.consultas import emision_de
from consistorio.economia.documentacion.models import DocumentoContable
from consistorio.economia.intervenciones.consultas import sin_resultado
from consistorio.economia.inventario.models import Bien
from consistorio.economia.presupuesto import acciones, consultas
from consistorio.economia.presupuesto.acciones import fijar_organos
from consistorio.economia.presupuesto.models import Bolsa, LineaOperacion, Operacion, Presupuesto, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION as DEL_PRESUPUESTO
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.proyectos.consultas import desviaciones_en
from consistorio.economia.proyectos.models import Proyecto
from consistorio.economia.terceros.models import Tercero
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.identidad.models import Persona

D = Decimal
CAB = Cabecera(date(2026, 7, 1), "Después de la carga")


def cargar(**cambios: tuple[str, str]) -> EjercicioCargado:
    return cargar_ejercicio(actor=INTERVENCION, tablas=leer(ficheros(**cambios)), reloj=RELOJ)


def linea(texto: str, clase: str, importe: str, factura: str = "") -> LineaPedida:
    """After the only line of that class and text that leaves something."""
    hallada = LineaOperacion.objects.get(
        operacion__clase=clase, operacion__texto=texto, operacion__factura=factura, saldo__gte=D(importe)
    )
    return LineaPedida(D(importe), origen=hallada.id)


def test_the_state_of_the_year_is_there_and_the_year_goes_on(plan: None) -> None:
    # What the bases say here of transfers does not refuse those that were approved in the other program
    bases: dict[str, Any] = {"tipo": "transferencia", "desde": date(ANIO, 1, 1), "documento_id": uuid4()}
    fijar_organos(actor=DEL_PRESUPUESTO, **bases, hasta={"pleno": None}, reloj=RELOJ)
    hecho = cargar()
    assert hecho.operaciones == 2 + 12 + 4 + 5
    bolsa = Bolsa.objects.get(ejercicio=ANIO, clave="-|9|2")
    assert (bolsa.definitivo, bolsa.retenido, bolsa.autorizado) == (D(100000), D(5000), D(80000))
    assert bolsa.disponible == 15000
    assert comprobar(ANIO) == []
    assert fallas() == [], "a fact vouches for each row as PostgreSQL keeps it"
    hay = {cuenta: uno.neto for cuenta, uno in saldos(ANIO).items() if uno.neto and not cuenta.startswith("0")}
    # What operations move goes to the sub-accounts of here: the sum is what it was
    hay = {cuenta[:4] if cuenta[:3] in ("433", "434", "439") else cuenta: neto for cuenta, neto in hay.items()}
    assert hay == {s.cuenta: s.saldo for s in leer(ficheros()).saldos}, "every account has the balance that it had"
    sumas = consultas.totales(consultas.liquidacion_gastos(ANIO), consultas.liquidacion_ingresos(ANIO))
    assert (sumas.obligaciones, sumas.pagos, sumas.pendiente_pago) == (D(69000), D(61000), D(8000))
    assert (sumas.derechos_netos, sumas.recaudacion_neta, sumas.pendiente_cobro) == (D(83000), D(68000), D(15000))
    por_pagar = {
        persona.nif: sum(
            una.saldo
            for una in LineaOperacion.objects.filter(
                operacion__tercero=persona, operacion__clase__in=("O", "P"), saldo__gt=0
            )
        )
        for persona in Persona.objects.filter(nif__in=(PROVEEDORA, OBRAS))
    }
    assert por_pagar == {PROVEEDORA: 3000, OBRAS: 5000}, "the 8,000 of account 400, by supplier"
    assert {(s.clase, s.anio, s.tercero and s.tercero.nif, s.pendiente) for s in SaldoCerrado.objects.all()} == {
        ("obligacion", 2025, PROVEEDORA, D(500)),
        ("derecho", 2024, None, D(2000)),
    }
    assert desviaciones_en(ANIO)["OBRA-1"][0].acumulada == 2500
    assert (Bien.objects.get().valor, Cuenta.objects.get(codigo="57102").nombre) == (D(90000), "Banco Dos")
    assert Bolsa.objects.filter(clave="=1532.61900", definitivo=20000).exists()
    assert sin_resultado(ANIO) == [], "another program saw to what it recognised"
    cargadas = set(Operacion.objects.values_list("id", flat=True))
    _the_year_goes_on()
    _only_what_is_noted_here_has_its_document(cargadas)
    assert [una.importe for una in sin_resultado(ANIO)] == [D("1999.99")]
    with pytest.raises(Conflicto, match="ya tiene asientos"):
        cargar()


def _the_year_goes_on() -> None:
    """D on the A, O on the D, and the 8,000 are paid."""
    persona = Persona.objects.get(nif=PROVEEDORA)
    con: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}
    compromiso = acciones.gastar(
        clase="D",
        cabecera=Cabecera(CAB.fecha, CAB.texto, persona.id),
        lineas=[LineaPedida(D(2000), origen=LineaOperacion.objects.get(operacion__clase="A", saldo=2000).id)],
        **con,
    )
    acciones.gastar(
        clase="O",
        cabecera=CAB,
        lineas=[LineaPedida(D("1999.99"), origen=compromiso.lineas.get().id)],
        **con,
    )
    with pytest.raises(DatosIncorrectos, match=r"quedan 8\.000,00"):
        acciones.gastar(
            clase="O",
            cabecera=CAB,
            lineas=[LineaPedida(D("8000.01"), origen=LineaOperacion.objects.get(operacion__clase="D", saldo=8000).id)],
            **con,
        )
    acciones.pagar(clase="PR", cabecera=CAB, ordinal="57101", lineas=[linea("Factura", "O", "3000", "F-1")], **con)
    acciones.pagar(clase="PR", cabecera=CAB, ordinal="57102", lineas=[linea("Factura", "O", "4500", "F-2")], **con)
    acciones.pagar(clase="R", cabecera=CAB, ordinal="57101", lineas=[linea("Orden de pago", "P", "500", "F-2")], **con)
    with pytest.raises(DatosIncorrectos, match=r"15\.000,00"):
        acciones.retener(clase="RC", cabecera=CAB, lineas=[LineaPedida(D("15000.01"), codigo="920.22100")], **con)
    acciones.ingresar(cabecera=CAB, ordinal="57101", lineas=[linea("Padrón del IBI", "DR", "15000")], **con)
    assert saldos(ANIO, de=["4000"])["4000"].neto == D("-1999.99")
    assert comprobar(ANIO) == []


def _only_what_is_noted_here_has_its_document(cargadas: set[UUID]) -> None:
    """That of what was loaded, with an entry or without it, is the load."""
    trabajos.buscar()
    vaciar_colas(colas=["documentos"])
    hechos = set(DocumentoContable.objects.values_list("operacion_id", flat=True))
    assert hechos == set(Operacion.objects.values_list("id", flat=True)) - cargadas
    for clase in ("P", "A"):
        una = Operacion.objects.get(id__in=cargadas, clase=clase)
        assert emision_de(una.id).cargada
        with pytest.raises(FaseIncompatible, match="carga de otro programa"):
            emitir_documento(actor=DEL_PRESUPUESTO, operacion_id=una.id, reloj=RELOJ)


@pytest.mark.parametrize(
    ("tabla", "antes", "despues", "dice"),
    [
        (
            "totales",
            "obligaciones_reconocidas;69.000,00",
            "obligaciones_reconocidas;69.000,01",
            "obligaciones_reconocidas",
        ),
        ("creditos", ";60.000,00;5.000,00;", ";60.000,01;5.000,00;", "crédito definitivo de 920.22000"),
        ("creditos", "70.000,00;-10", "70.000,01;-10", "creditos_iniciales"),
        ("creditos", ";25.500,00;25.000,00;", ";25.500,00;25.000,01;", "pagado de 920.22100"),
        ("previsiones", "75.000,00;60.000,00", "75.000,00;60.000,01", "recaudacion_neta de 11300"),
        ("modificaciones", "baja;920.22000;10.000,00", "baja;920.22000;9.999,99", "modificaciones de 920.22000"),
        ("gastos", "30.000,00;3.000,00;D-1", "30.000,00;3.000,01;D-1", "saldo de O-1/1"),
        ("gastos", "5.000,00;5.000,00", "4.999,99;4.999,99", "retenido de 920.22000"),
        ("ingresos", "60.000,00;60.000,00", "59.999,99;59.999,99", "pendiente de 11300"),
        ("cerrados", "2.400,00;500,00", "2.400,00;500,01", "pendiente de 2025"),
        ("cerrados", "3.000,00;-100,00", "3.000,01;-100,01", "apertura de la cuenta 4010"),
        ("pendientes", f"{PROVEEDORA};3.000,00", f"{PROVEEDORA};2.999,99", f"cuenta 400, 2026, tercero {PROVEEDORA}"),
        ("pendientes", f"{PROVEEDORA};3.000,00", f"{OBRAS};3.000,00", f"cuenta 400, 2026, tercero {PROVEEDORA}"),
        ("no_presupuestarias", "FIANZAS;1.200,00", "FIANZAS;1.200,01", "no_presupuestarias"),
        ("no_presupuestarias", "IRPF;650,00;;;\nFIANZAS;1.200,00", "IRPF;650,01;;;\nFIANZAS;1.199,99", "cuenta 4751"),
        ("bancos", "3.000,00", "3.000,01", "cuenta 57102 de la Tesorería"),
        ("apertura", "57101;50.000,00", "57101;50.000,01", "sobran 0,01 €"),
        ("saldos", "628;30.000,00", "628;30.000,01", "sobran 0,01 €"),
        ("saldos", "4000;-8.000,00;\n4010;-500,00", "4000;-7.999,99;\n4010;-500,01", "saldo de 400"),
        ("bienes", "90.000,00;2006", "90.000,01;2006", "cuenta 211 del inmovilizado"),
        ("agentes", "2.500,00", "2.500,01", "desviaciones_de_proyectos"),
        ("arrastres", "6.000,00;\n", "6.000,01;\n", "arrastres_de_proyectos"),
    ],
)
def test_one_cent_off_refuses_it_whole(plan: None, tabla: str, antes: str, despues: str, dice: str) -> None:
    with pytest.raises(DatosIncorrectos) as refusada:
        cargar(**{tabla: (antes, despues)})
    mensajes = [p.mensaje for p in refusada.value.problemas]
    assert any(dice in mensaje for mensaje in mensajes), mensajes
    assert _vacio()


def test_what_cannot_be_noted_again_is_told_all_at_once_and_undone(plan: None) -> None:
    with pytest.raises(DatosIncorrectos) as refusada:
        cargar(
            gastos=("2026-04-10;920.22000", "2026-02-10;920.22000"),  # paid before it was owed
            ingresos=(
                "2026-05-05;11300;60.000,00;60.000,00;DR-1;;Cobro;57101",
                "2026-05-05;11300;60.000,00;60.000,00;DR-1;;Cobro;430",
            ),
            bienes=("2006-01-01;50", "2006-01-01;0"),
        )
    donde = {p.campo for p in refusada.value.problemas}
    assert donde >= {"gastos", "ingresos", "bienes"}, refusada.value.problemas
    assert _vacio()
    with pytest.raises(DatosIncorrectos, match="no está en la tabla de terceros"):
        cargar(terceros=(f"{OBRAS};Obras de Prueba, S. A.\n", ""))
    assert _vacio()


def test_files_that_are_not_understood_are_refused_with_every_reason(plan: None) -> None:
    malos = ficheros(
        creditos=("iniciales", "inicial"), bancos=("3.000,00", "3.000,001"), gastos=("2026-06-01", "31/02/2026")
    )
    malos |= {"otra": b"a;b\n", "terceros": "nif;razon_social\nB12345674;Añil".encode("latin-1")}
    del malos["saldos"]
    with pytest.raises(DatosIncorrectos) as refusados:
        leer(malos)
    assert {p.campo.split(".")[0] for p in refusados.value.problemas} == {
        "creditos",
        "bancos",
        "gastos",
        "otra",
        "terceros",
        "saldos",
    }


def test_who_may_not_load_does_not(plan: None) -> None:
    nadie = replace(INTERVENCION, permisos=INTERVENCION.permisos - {"carga.cargar"})
    with pytest.raises(NoPermitido):
        cargar_ejercicio(actor=nadie, tablas=leer(ficheros()), reloj=RELOJ)


def _vacio() -> bool:
    """Nothing half-written."""
    tablas = (Asiento, Operacion, Presupuesto, SaldoCerrado, Bien, Proyecto, Tercero, Ejercicio)
    return not any(tabla.objects.exists() for tabla in tablas) and not Cuenta.objects.filter(propia=True).exists()
