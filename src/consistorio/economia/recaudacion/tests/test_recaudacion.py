"""A file of receipts: what has a place goes to it, the rest waits with its reason, and nothing comes in twice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.presupuesto import acciones as del_presupuesto
from consistorio.economia.presupuesto.models import Operacion, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION as DEL_PRESUPUESTO
from consistorio.economia.presupuesto.tests.escenario import RELOJ, cabecera, de, fallas
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida, SaldoDeCerrado
from consistorio.economia.recaudacion import acciones, consultas, permisos
from consistorio.economia.recaudacion.compromisos import pendiente
from consistorio.economia.recaudacion.lectura import leer
from consistorio.economia.recaudacion.models import CobroLeido
from consistorio.economia.recaudacion.operaciones import resumen
from consistorio.economia.tributacion.tests.escenario import alta, documento
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import RelojFijo

D = Decimal
INTERVENCION = replace(DEL_PRESUPUESTO, permisos=DEL_PRESUPUESTO.permisos | {permisos.APLICAR})
CON: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}
CABEZA = "fecha;referencia;importe;derecho;concepto;nif\n"


def test_a_file_of_receipts(presupuesto: None) -> None:
    padron = del_presupuesto.reconocer(
        **CON, clase="DR", cabecera=replace(cabecera(), fecha=date(2026, 2, 1)), lineas=[de("11300", "100")]
    )
    suya = Cabecera(date(2026, 2, 1), "Tasa", tercero_id=alta("B99999997", "Bar").persona_id)
    tasa = del_presupuesto.reconocer(**CON, clase="DR", cabecera=suya, lineas=[de("30200", "20")])
    fichero = (
        CABEZA
        + f"5/3/2026;R1;60;{padron.ejercicio_id}/{padron.numero};;B99999997\n"
        + f"5/3/2026;R2;50;DR 2026/{padron.numero};;\n"  # only 40 are left
        + "6/3/2026;R3;25,50;;30200;\n"  # nothing was recognised before
        + "6/3/2026;R4;10;2026/999;;\n"
        + "6/3/2026;R5;9;;99999;\n"
        + "6/3/2026;R6;8;;;\n"
        + f"7/3/2026;R7;15;2026/{tasa.numero};;A58818501\n"  # of somebody else
        + f"7/3/2026;R8;5;2026/{tasa.numero};;b-99999997\n"
    ).encode()
    hecho = acciones.cargar_cobros(**CON, nombre="marzo.csv", contenido=fichero, cuenta="573")
    assert (hecho.recibos, hecho.importe) == (8, D("182.50"))
    estados = {c.referencia: (c.estado, c.motivo) for c in CobroLeido.objects.all()}
    assert [estados[r][0] for r in ("R1", "R3", "R8")] == ["aplicado"] * 3
    assert estados["R7"][1] == f"El NIF del recibo no es el de quien debe el derecho 2026/{tasa.numero}."
    assert estados["R2"][1] == f"Se cobraron 50,00 €, y del derecho DR 2026/{padron.numero} quedan 40,00 €."
    assert [c.referencia for c in consultas.por_aplicar()] == ["R2", "R4", "R5", "R6", "R7"]
    assert (-saldo(2026, "554").neto, saldo(2026, "573").neto) == (D("92.00"), D("182.50"))
    assert padron.lineas.get().saldo == D(40)
    operaciones = Operacion.objects.count()
    with pytest.raises(Conflicto):
        acciones.cargar_cobros(**CON, nombre="otra vez.csv", contenido=fichero, cuenta="573")
    with pytest.raises(DatosIncorrectos) as error:  # the same receipt in another file, and all that is wrong besides
        acciones.cargar_cobros(
            **CON, nombre="b.csv", contenido=f"{CABEZA}5/3/2026;R1;60;;;\n1/12/2026;R9;1;;;\n".encode(), cuenta="400"
        )
    assert [p.campo for p in error.value.problemas] == ["cuenta", "fila.3", "fila.2"]
    assert Operacion.objects.count() == operaciones
    espera = CobroLeido.objects.get(referencia="R2")
    dia: dict[str, Any] = {"cobro_id": espera.id, "fecha": date(2026, 3, 20)}
    with pytest.raises(DatosIncorrectos):
        acciones.aplicar_cobro(**CON, **dia, derecho=f"2026/{padron.numero}")
    acciones.aplicar_cobro(**CON, **dia, concepto="39900")
    with pytest.raises(Conflicto):
        acciones.aplicar_cobro(**CON, **dia, concepto="39900")
    espera = CobroLeido.objects.get(referencia="R4")
    with pytest.raises(DatosIncorrectos, match="por cobrar"):
        acciones.aplicar_cobro(**CON, cobro_id=espera.id, fecha=date(2026, 3, 20), derecho="2025/1")
    de_otro = CobroLeido.objects.get(referencia="R7")  # anybody may pay what another owes: a person says so
    acciones.aplicar_cobro(**CON, cobro_id=de_otro.id, fecha=date(2026, 3, 20), derecho=f"2026/{tasa.numero}")
    assert -saldo(2026, "554").neto == D("27.00") == sum(c.pendiente.saldo for c in consultas.por_aplicar())
    # What is taken back waits again; what is applied by another door waits no more
    primero = CobroLeido.objects.get(referencia="R1")
    assert primero.aplicacion is not None
    del_presupuesto.corregir_ingreso(
        **CON,
        operacion_id=primero.aplicacion.id,
        cabecera=Cabecera(date(2026, 3, 20), "De otro"),
        lineas=[LineaPedida(D(60), origen=primero.aplicacion.lineas.get(aplica=primero.pendiente).id)],
    )
    vuelto = consultas.por_aplicar().get(referencia="R1")
    assert (vuelto.por_que_espera, resumen(hecho)) == (
        "Su aplicación se corrigió: aplíquelo otra vez.",
        "4 cobros aplicados, 4 por aplicar.",
    )
    pendiente_suyo = consultas.pendiente_de(2026, "R1")
    with pytest.raises(DatosIncorrectos, match="de varios cobros"):  # never the first of an entry of many
        consultas.pendiente_de(2026, str(pendiente_suyo.operacion.numero + 1))
    con_otra = LineaPedida(D(40), origen=padron.lineas.get().id, aplica=pendiente_suyo.id)
    del_presupuesto.ingresar(**CON, cabecera=Cabecera(date(2026, 3, 20), "Padrón"), lineas=[con_otra])
    acciones.aplicar_cobro(**CON, cobro_id=primero.id, fecha=date(2026, 3, 20), concepto="39900")  # what is left of it
    assert "R1" not in {c.referencia for c in consultas.por_aplicar()}
    with pytest.raises(DatosIncorrectos, match="no queda nada"):
        consultas.pendiente_de(2026, "R1")
    assert (comprobar(2026), fallas()) == ([], [])


def test_a_right_of_an_earlier_year_is_found_by_its_number(presupuesto: None) -> None:
    padron = del_presupuesto.reconocer(**CON, clase="DR", cabecera=cabecera(), lineas=[de("11300", "100")])
    despues: dict[str, Any] = {"actor": INTERVENCION, "reloj": RelojFijo(datetime(2027, 6, 30, 10, 0, tzinfo=UTC))}
    abrir_ejercicio(**despues, anio=2027)
    viejo = SaldoDeCerrado("derecho", 2026, "4310", D(100), codigo="11300", linea_origen_id=padron.lineas.get().id)
    del_presupuesto.anotar_apertura(
        **despues,
        fecha=date(2027, 1, 1),
        saldos={"4310": D(100), "120": D(-100)},
        cerrados=[viejo],
        texto="Apertura",
    )
    recibos = f"{CABEZA}5/3/2027;R1;60;2026/{padron.numero};;\n5/3/2027;R2;50;2026/{padron.numero};;\n"
    acciones.cargar_cobros(**despues, nombre="marzo.csv", contenido=recibos.encode(), cuenta="573")
    uno, otro = CobroLeido.objects.order_by("fila")
    assert uno.aplicacion is not None
    assert (uno.aplicacion.clase, otro.estado) == ("CC", "pendiente")
    assert SaldoCerrado.objects.get(ejercicio=2027).pendiente == D(40)
    assert (comprobar(2027), fallas()) == ([], [])


def test_a_closed_right_is_collected_out_of_what_waited(presupuesto: None) -> None:
    viejo = SaldoCerrado.objects.get(anio=2025, clase="derecho")
    cobro = del_presupuesto.anotar_no_presupuestario(
        **CON, clase="INP", cabecera=cabecera(), lineas=[de("COBROS_PENDIENTES", "30")], ordinal="573"
    )
    linea = cobro.lineas.get()
    aplica = replace(de("", "30"), cerrado=viejo.id, aplica=linea.id)
    hecha = del_presupuesto.anotar_cerrados(**CON, clase="CC", cabecera=cabecera(), lineas=[aplica])
    assert hecha.asiento is not None
    assert [(f.debe_id, f.haber_id) for f in hecha.asiento.filas.all()] == [("554", "4310")]
    linea.refresh_from_db()
    assert linea.saldo == 0
    del_presupuesto.corregir_ingreso(**CON, operacion_id=hecha.id, cabecera=replace(cabecera(), varios=False))
    linea.refresh_from_db()
    assert linea.saldo == D(30)
    assert (comprobar(2026), fallas()) == ([], [])


@pytest.mark.parametrize(
    ("contenido", "dicho"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"fecha;importe\n", "Faltan columnas: referencia"),
        (CABEZA.encode(), "no trae"),
        (f"{CABEZA}31/2/2026;;x;1;2;\n".encode(), "Fila 2: la fecha no existe"),
        (f"{CABEZA}1/2/2026;A;1;;;\n1/2/2026;A;1;;;\n".encode(), "la misma que en la fila 2"),
    ],
)
def test_a_file_that_is_wrong_is_refused_whole(contenido: bytes, dicho: str) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        leer(contenido)
    assert any(dicho in p.mensaje for p in error.value.problemas)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(contenido: bytes) -> None:
    with suppress(DatosIncorrectos):
        assert leer(CABEZA.encode() + contenido)


def test_a_commitment_is_fulfilled_by_rights(presupuesto: None) -> None:
    junta = alta("B99999997", "Junta")
    convenio = documento(junta, "Convenio")
    con: dict[str, Any] = {
        "anio": 2026,
        "economica": "45000",
        "persona_id": junta.persona_id,
        "importe": D(1000),
        "texto": "Convenio de transporte",
        "fecha": date(2026, 2, 1),
        "documento_id": convenio,
    }
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_compromiso(
            **CON,
            **{
                **con,
                "economica": "99",
                "importe": D(0),
                "texto": " ",
                "fecha": date(2027, 1, 1),
                "documento_id": None,
            },
        )
    assert [p.campo for p in error.value.problemas] == ["economica", "importe", "texto", "fecha", "documento"]
    compromiso = acciones.anotar_compromiso(**CON, **con)
    suya = replace(cabecera(), tercero_id=junta.persona_id, varios=False)
    derecho = del_presupuesto.reconocer(**CON, clase="DR", cabecera=suya, lineas=[de("45000", "700"), de("30200", "1")])
    primera, otra = derecho.lineas.order_by("orden")
    une: dict[str, Any] = {"compromiso_id": compromiso.id, "linea_id": primera.id}
    with pytest.raises(DatosIncorrectos, match="no es del concepto"):
        acciones.cumplir_compromiso(**CON, **{**une, "linea_id": otra.id})
    acciones.cumplir_compromiso(**CON, **une)
    with pytest.raises(Conflicto):
        acciones.cumplir_compromiso(**CON, **une)
    assert pendiente(compromiso) == D(300)
    with pytest.raises(DatosIncorrectos, match="300,00"):
        acciones.anular_compromiso(**CON, compromiso_id=compromiso.id, importe=D("300.01"))
    acciones.anular_compromiso(**CON, compromiso_id=compromiso.id, importe=D(250))
    compromiso.refresh_from_db()
    assert pendiente(compromiso) == D(50)
    baja = LineaPedida(D(100), origen=primera.id)  # what is annulled of the right is not fulfilled any more
    del_presupuesto.dar_de_baja(**CON, clase="AN", cabecera=suya, lineas=[baja])
    assert (pendiente(compromiso), fallas()) == (D(150), [])
