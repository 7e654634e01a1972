"""What is withheld until it is declared and paid, whom the town dealt with, and debts that are compensated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from consistorio.economia.contabilidad import acciones as contabilidad
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.presupuesto import acciones as del_presupuesto
from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import de, fallas, tras
from consistorio.economia.presupuesto.tipos import Descuento, LineaPedida, SaldoDeCerrado
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion import acciones, consultas
from consistorio.economia.tributacion.consultas.liquidaciones import nombre_del_periodo
from consistorio.economia.tributacion.consultas.terceras import para_el_fichero
from consistorio.economia.tributacion.models import CobroCompensado, Declaracion
from consistorio.economia.tributacion.reglas import periodos, terceras
from consistorio.economia.tributacion.reglas.retenciones import Percibido, casillas_111
from consistorio.economia.tributacion.tests.escenario import INTERVENCION, RELOJ, alta, cabecera, documento
from consistorio.economia.tributacion.tipos import Calculo, PercepcionPedida
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado

D = Decimal
CON: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}


def casillas(calculo: Calculo) -> dict[str, str]:
    """Those that are not zero."""
    return {c.numero: f"{c.valor}" for c in calculo.casillas if c.valor}


def test_what_is_withheld_is_declared_and_paid(presupuesto: None) -> None:
    abogada, duena, peon = alta("B99999997", "Letrados"), alta("A58818501", "Locales"), alta("B65410011", "Cuadrilla")
    recibo = documento(abogada, "Justificante")
    nomina = del_presupuesto.gastar(
        **CON, clase="ADO", cabecera=cabecera("2026-01-30", varios=True), lineas=[de("920.12000", "3000")]
    )
    minuta = del_presupuesto.gastar(
        **CON,
        clase="ADO",
        cabecera=cabecera("2026-02-10", tercero_id=abogada.persona_id),
        lineas=[de("1532.61900", "4000")],
    )
    pago = del_presupuesto.pagar(
        **CON,
        clase="PR",
        cabecera=cabecera("2026-02-20", varios=True),
        lineas=[tras(nomina, "3000"), tras(minuta, "4000")],
        ordinal="571",
        descuentos=[Descuento("IRPF", D(1100))],
    )
    linea = pago.lineas.get(no_presupuestario="IRPF")
    antes = consultas.calcular("111", 2026, "1T")
    assert (casillas(antes), len(antes.avisos)) == ({}, 1)
    con: dict[str, Any] = {
        "modelo": "111",
        "anio": 2026,
        "periodo": "1T",
        "fecha": date(2026, 4, 15),
        "justificante": "1112026",
    }
    with pytest.raises(DatosIncorrectos) as error:  # everything that stops it at once
        acciones.presentar(**CON, **{**con, "fecha": date(2026, 3, 15), "justificante": " "}, documento_id=None)
    assert [p.campo for p in error.value.problemas] == ["avisos", "cuadres", "fecha", "justificante", "documento"]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.detallar_retencion(
            **CON,
            linea_id=linea.id,
            percepciones=[
                PercepcionPedida(uuid4(), "Z", D(1), D(2)),
                PercepcionPedida(abogada.persona_id, "G", D("0.001"), D(1), subclave="01"),
            ],
        )
    assert [p.campo for p in error.value.problemas] == ["percepciones.0"] * 3 + ["percepciones.1"]
    with pytest.raises(DatosIncorrectos, match="Pasa en 0,01 €"):
        acciones.detallar_retencion(
            **CON, linea_id=linea.id, percepciones=[PercepcionPedida(peon.persona_id, "A", D(3000), D("1100.01"))]
        )
    acciones.detallar_retencion(
        **CON,
        linea_id=linea.id,
        percepciones=[
            PercepcionPedida(peon.persona_id, "A", D(3000), D(400)),
            PercepcionPedida(duena.persona_id, "A", D(900), D(0)),  # nothing is withheld of her pay: it is declared too
            PercepcionPedida(abogada.persona_id, "G", D(4000), D(600), subclave="01"),
            PercepcionPedida(duena.persona_id, "ARR", D(500), D(100)),
        ],
    )
    with pytest.raises(DatosIncorrectos, match="Ya está anotada de antes"):
        acciones.detallar_retencion(
            **CON, linea_id=linea.id, percepciones=[PercepcionPedida(duena.persona_id, "A", D(900), D(0))]
        )
    trimestre = consultas.calcular("111", 2026, "1T")
    assert casillas(trimestre) == {
        "01": "2",
        "02": "3900.00",
        "03": "400.00",
        "07": "1",
        "08": "4000.00",
        "09": "600.00",
        "28": "1000.00",
        "30": "1000.00",
    }
    suyas = {c.numero: c.filas for c in trimestre.casillas}
    assert [f.operacion_id for f in trimestre.filas if f.clave in suyas["09"]] == [pago.id]  # down to what makes it
    assert casillas(consultas.calcular("115", 2026, "1T")) == {
        "01": "1",
        "02": "500.00",
        "03": "100.00",
        "05": "100.00",
    }
    with pytest.raises(NoEncontrado, match="no se presenta por el periodo 02"):  # each quarter, as its budget says
        acciones.presentar(**CON, **{**con, "periodo": "02"}, documento_id=recibo)
    declarada = acciones.presentar(**CON, **con, documento_id=recibo)
    for periodo in ("1T", "02"):  # no day twice
        with pytest.raises(Conflicto, match="de 1T de 2026 ya está presentado"):
            acciones.presentar(**CON, **{**con, "periodo": periodo}, documento_id=recibo)
    pagada = acciones.pagar_declaracion(**CON, declaracion_id=declarada.id, fecha=date(2026, 4, 20), ordinal="571")
    assert pagada.pago is not None
    assert (pagada.pago.importe, saldo(2026, "4751").neto) == (D(1000), D(-100))
    with pytest.raises(NoEncontrado):  # what is paid in is not withheld of anybody
        acciones.detallar_retencion(
            **CON,
            linea_id=pagada.pago.lineas.get().id,
            percepciones=[PercepcionPedida(peon.persona_id, "A", D(3000), D(400))],
        )
    with pytest.raises(Conflicto):
        acciones.pagar_declaracion(**CON, declaracion_id=declarada.id, fecha=date(2026, 4, 20), ordinal="571")
    anual = consultas.calcular("190", 2026, "0A")
    assert (casillas(anual), anual.cuadres[0].cuadra) == ({"01": "3", "02": "7900.00", "03": "1000.00"}, True)
    # One more payment, taken back: it counts where it was made, and against where it was undone
    otra = del_presupuesto.pagar(
        **CON,
        clase="PR",
        cabecera=cabecera("2026-05-20", tercero_id=abogada.persona_id),
        lineas=[
            tras(
                del_presupuesto.gastar(
                    **CON,
                    clase="ADO",
                    cabecera=cabecera("2026-05-02", tercero_id=abogada.persona_id),
                    lineas=[de("1532.61900", "100")],
                ),
                "100",
            )
        ],
        ordinal="571",
        descuentos=[Descuento("IRPF", D(15))],
    )
    acciones.detallar_retencion(
        **CON,
        linea_id=otra.lineas.get(no_presupuestario="IRPF").id,
        percepciones=[PercepcionPedida(abogada.persona_id, "G", D(100), D(15), subclave="01")],
    )
    segunda = acciones.presentar(**CON, **{**con, "periodo": "2T", "fecha": date(2026, 7, 15)}, documento_id=recibo)
    del_presupuesto.corregir_pago(**CON, operacion_id=otra.id, cabecera=cabecera("2026-07-01"))
    with pytest.raises(Conflicto, match="15,00 € ya se pagaron o se deshicieron"):  # never out of other withholdings
        acciones.pagar_declaracion(**CON, declaracion_id=segunda.id, fecha=date(2026, 7, 20), ordinal="571")
    assert [consultas.calcular("111", 2026, p).resultado for p in ("2T", "3T")] == [D(15), D(-15)]
    _is_presented_again(con, recibo, segunda, abogada, peon)
    assert consultas.calcular("111", 2026, "3T").cuadres[0].cuadra
    with pytest.raises(NoEncontrado):
        consultas.calcular("190", 2026, "1T")
    assert (comprobar(2026), fallas()) == ([], [])


def _is_presented_again(
    con: dict[str, Any], recibo: UUID, segunda: Declaracion, abogada: Tercero, peon: Tercero
) -> None:
    """What was paid later with the date of its quarter, and who was paid and withheld nothing."""
    de_nuevo = {**con, "periodo": "2T", "fecha": date(2026, 9, 1), "documento_id": recibo}
    with pytest.raises(Conflicto, match="no hay nada presentado"):
        acciones.presentar(**CON, **{**de_nuevo, "periodo": "4T", "fecha": date(2027, 1, 15)}, clase="complementaria")
    with pytest.raises(Conflicto, match="las que ya se presentaron"):
        acciones.presentar(**CON, **de_nuevo, clase="complementaria")
    with pytest.raises(DatosIncorrectos, match="no se sustituye"):
        acciones.presentar(**CON, **de_nuevo, clase="sustitutiva")
    de_quien = cabecera("2026-06-20", tercero_id=peon.persona_id)
    debida = del_presupuesto.gastar(**CON, clase="ADO", cabecera=de_quien, lineas=[de("1532.61900", "200")])
    como: dict[str, Any] = {**CON, "clase": "PR", "cabecera": de_quien, "ordinal": "571"}
    con_irpf = del_presupuesto.pagar(**como, lineas=[tras(debida, "100")], descuentos=[Descuento("IRPF", D(7))])
    sin_irpf = del_presupuesto.pagar(**como, lineas=[tras(debida, "100")])
    for linea, percibida, mal in (
        (con_irpf.lineas.get(no_presupuestario="IRPF"), PercepcionPedida(peon.persona_id, "A", D(100), D(7)), None),
        (sin_irpf.lineas.get(), PercepcionPedida(peon.persona_id, "A", D(100), D(1)), "de lo que se retuvo"),
        (sin_irpf.lineas.get(), PercepcionPedida(peon.persona_id, "A", D("100.01"), D(0)), "de lo que se pagó"),
        (sin_irpf.lineas.get(), PercepcionPedida(peon.persona_id, "A", D(100), D(0)), None),
    ):
        if mal is None:
            acciones.detallar_retencion(**CON, linea_id=linea.id, percepciones=[percibida])
            continue
        with pytest.raises(DatosIncorrectos, match=mal):
            acciones.detallar_retencion(**CON, linea_id=linea.id, percepciones=[percibida])
    with pytest.raises(NoEncontrado):  # of that payment, what was withheld says whose it is
        acciones.detallar_retencion(
            **CON,
            linea_id=con_irpf.lineas.get(no_presupuestario=None).id,
            percepciones=[PercepcionPedida(abogada.persona_id, "A", D(1), D(0))],
        )
    tercera = acciones.presentar(**CON, **de_nuevo, clase="complementaria")
    assert (tercera.rectifica, tercera.resultado, tercera.casillas["30"]) == (segunda, D(7), "22.00")
    assert consultas.ultima("111", 2026, "2T") == tercera
    assert casillas(consultas.calcular("111", 2026, "2T"))["02"] == "200.00", "also who was withheld nothing"


def test_whom_the_town_dealt_with(presupuesto: None) -> None:
    obras, club, poco = (
        alta("B99999997", "Obras Ñu Łódź 东"),
        alta("A58818501", "Club"),
        alta("B65410011", "Tienda", postal=""),
    )
    for dia, quien, codigo, importe in (
        ("2026-02-10", obras, "1532.61900", "2500.00"),
        ("2026-11-10", obras, "1532.61900", "100.50"),
        ("2026-05-05", club, "920.22000", "12.00"),
        ("2026-06-05", poco, "920.22000", "500.00"),
    ):
        del_presupuesto.gastar(
            **CON, clase="ADO", cabecera=cabecera(dia, tercero_id=quien.persona_id), lineas=[de(codigo, importe)]
        )
    # Somebody who is withheld, paid together with somebody who is not
    de_obras, de_poco = (
        del_presupuesto.gastar(
            **CON,
            clase="ADO",
            cabecera=cabecera("2026-02-10", tercero_id=quien.persona_id),
            lineas=[de("1532.61900", importe)],
        )
        for quien, importe in ((obras, "500"), (poco, "4000"))
    )
    pago = del_presupuesto.pagar(
        **CON,
        clase="PR",
        cabecera=cabecera("2026-02-20", varios=True),
        lineas=[tras(de_obras, "500"), tras(de_poco, "4000")],
        ordinal="571",
        descuentos=[Descuento("IRPF", D(600))],
    )
    acciones.detallar_retencion(
        **CON,
        linea_id=pago.lineas.get(no_presupuestario="IRPF").id,
        percepciones=[PercepcionPedida(poco.persona_id, "G", D(4000), D(600), subclave="01")],
    )
    suyo = consultas.calcular("347", 2026, "0A")
    assert casillas(suyo) == {"01": "1", "02": "3100.50"}  # under 3,005.06 nobody is declared
    assert {fila.nif for fila in suyo.filas} == {"B99999997"}
    declarante, personas = para_el_fichero(2026, telefono="968000000", contacto="Inés Vega", numero="3472026000001")
    fichero = terceras.fichero_347(2026, replace(declarante, nif="P3000000A"), personas).decode("iso-8859-1")
    uno, otro, nada = fichero.split("\r\n")
    assert (len(uno), len(otro), nada) == (500, 500, "")
    assert (uno[135:144], uno[144:160]) == ("000000001", " 000000000310050")
    assert (otro[17:26], otro[35:50], otro[75:82]) == ("B99999997", "OBRAS ÑU LODZ  ", "D30   D")
    assert (otro[135:151], otro[231:247]) == (" 000000000300000", " 000000000010050")
    mal = terceras.problemas_del_fichero(
        replace(declarante, nif="", numero="1", telefono="", contacto=" "),
        [replace(personas[0], nif="X", provincia="")],
    )
    assert [p.campo for p in mal] == ["nif", "numero", "telefono", "contacto", "personas", "personas"]


def test_a_professional_paid_the_next_year_is_of_the_190_alone(presupuesto: None) -> None:
    abogada, obras = alta("B99999997", "Letrados"), alta("A58818501", "Obras")
    de_diciembre = [
        del_presupuesto.gastar(
            **CON,
            clase="ADO",
            cabecera=cabecera("2026-12-20", tercero_id=quien.persona_id),
            lineas=[de("1532.61900", importe)],
        )
        for quien, importe in ((abogada, "4000"), (obras, "5000"))
    ]
    antes = consultas.calcular("347", 2026, "0A")
    assert casillas(antes) == {"01": "2", "02": "9000.00"}, "nobody has withheld anything yet"
    contabilidad.abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=RELOJ)
    del_presupuesto.anotar_apertura(
        **CON,
        fecha=date(2027, 1, 1),
        saldos={"571": D(9000), "4010": D(-9000)},
        cerrados=[
            SaldoDeCerrado(
                "obligacion",
                2026,
                "4010",
                una.importe,
                codigo="1532.61900",
                tercero_id=una.tercero_id,
                linea_origen_id=una.lineas.get().id,
            )
            for una in de_diciembre
        ],
        texto="Apertura",
    )
    saldos = SaldoCerrado.objects.filter(ejercicio=2027)
    pago = del_presupuesto.pagar_cerrados(  # both together: only one of them is withheld
        **CON,
        cabecera=cabecera("2027-01-15", varios=True),
        lineas=[LineaPedida(uno.inicial, cerrado=uno.id) for uno in saldos],
        ordinal="571",
        descuentos=[Descuento("IRPF", D(600))],
    )
    acciones.detallar_retencion(
        **CON,
        linea_id=pago.lineas.get(no_presupuestario="IRPF").id,
        percepciones=[PercepcionPedida(abogada.persona_id, "G", D(4000), D(600), subclave="01")],
    )
    suyo = consultas.calcular("347", 2026, "0A")
    assert (casillas(suyo), {fila.nif for fila in suyo.filas}) == ({"01": "1", "02": "5000.00"}, {"A58818501"})
    assert casillas(consultas.calcular("190", 2027, "0A")) == {"01": "1", "02": "4000.00", "03": "600.00"}
    # The payment is undone and nothing was withheld in the end: it is declared with the purchases
    del_presupuesto.corregir_pago(**CON, operacion_id=pago.id, cabecera=cabecera("2027-01-16", varios=True))
    assert casillas(consultas.calcular("347", 2026, "0A")) == casillas(antes)


def test_what_is_owed_is_paid_with_what_is_due(presupuesto: None) -> None:
    bar = alta("B99999997", "Bar")
    acuerdo = documento(bar, "Acuerdo")
    suya = cabecera("2026-03-02", tercero_id=bar.persona_id, documento_id=acuerdo)
    factura = del_presupuesto.gastar(**CON, clase="ADO", cabecera=suya, lineas=[de("920.22000", "300")])
    tasa = del_presupuesto.reconocer(**CON, clase="DR", cabecera=suya, lineas=[de("30200", "200")])
    nomina = del_presupuesto.gastar(
        **CON, clase="ADO", cabecera=cabecera("2026-03-02", varios=True), lineas=[de("920.22000", "10")]
    )
    ajena = del_presupuesto.reconocer(**CON, clase="DR", cabecera=cabecera("2026-03-02"), lineas=[de("30200", "50")])
    with pytest.raises(DatosIncorrectos) as error:
        acciones.compensar(
            **CON,
            clase="nada",
            cabecera=replace(suya, documento_id=None),
            obligaciones=[tras(factura, "200"), tras(nomina, "10")],
            derechos=[tras(ajena, "50")],
        )
    suyos = ["clase", "documento", "obligaciones.1", "derechos.0", "importe"]
    assert [p.campo for p in error.value.problemas] == suyos
    hecha = acciones.compensar(
        **CON, clase="oficio", cabecera=suya, obligaciones=[tras(factura, "200")], derechos=[tras(tasa, "200")]
    )
    assert (hecha.importe, CobroCompensado.objects.count()) == (D(200), 1)
    assert [saldo(2026, cuenta).neto for cuenta in ("557", "400", "4300")] == [D(0), D(-110), D(50)]
    # It is undone whole, or not at all
    cobro = hecha.cobros.get().operacion_id
    for corregir, cual in (
        (del_presupuesto.corregir_pago, hecha.pago_id),
        (del_presupuesto.corregir_ingreso, cobro),
    ):
        with pytest.raises(DatosIncorrectos, match="Es parte de una compensación"):
            corregir(**CON, operacion_id=cual, cabecera=cabecera("2026-03-03"))
    otra_vez: dict[str, Any] = {"compensacion_id": hecha.id, "cabecera": cabecera("2026-03-03", "No procede")}
    acciones.deshacer_compensacion(**CON, **otra_vez)
    assert [saldo(2026, cuenta).neto for cuenta in ("557", "400", "4300")] == [D(0), D(-310), D(250)]
    with pytest.raises(Conflicto):
        acciones.deshacer_compensacion(**CON, **otra_vez)
    assert (comprobar(2026), fallas()) == ([], [])


def test_who_was_paid_and_paid_nothing_in_the_end_is_not_counted() -> None:
    def percibido(persona: str, base: int, retencion: int) -> Percibido:
        return Percibido("x", persona, "G", "01", "actividades", False, D(base), D(retencion))

    casillas_de = casillas_111([percibido("a", 100, 15), percibido("a", -100, -15), percibido("b", 50, 0)])
    assert [f"{c.valor}" for c in casillas_de if c.numero in ("07", "08", "09")] == ["1", "50.00", "0.00"]


def test_each_month_over_six_millions() -> None:
    assert [periodos.mensual(D(n), D(6_000_000)) for n in (6_000_000, 6_000_001)] == [False, True]
    assert periodos.dias(2028, "02") == (date(2028, 2, 1), date(2028, 2, 29))
    assert [periodos.dias(2026, p) for p in ("5T", "13", "", "T")] == [None] * 4
    assert [nombre_del_periodo(p) for p in ("02", "12", "3T", "0A")] == ["Febrero", "Diciembre", "Trimestre 3", "Año"]
