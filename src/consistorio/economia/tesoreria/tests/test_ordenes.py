"""What is recognised and nobody has ordered has its turn too, and is ordered in one act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.economia.intervenciones.acciones import intervenir_pagos
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import CuotaPrestamo, Operacion, Prestamo
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, fallas, tras
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.bloqueos import BloqueoPedido
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tesoreria import acciones, adelantos, apertura
from consistorio.economia.tesoreria.acciones import ordenes
from consistorio.economia.tesoreria.acciones.ordinales import OrdinalPedido
from consistorio.economia.tesoreria.reconocido import reconocido
from consistorio.economia.tesoreria.reglas import Pendiente
from consistorio.economia.tesoreria.tests.escenario import (
    BANCO,
    DE_QUIEN_COBRA,
    INICIO,
    OTRO_BANCO,
    TODO,
    alta,
    documento,
    ordenado,
    persona,
    relacion,
)
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import RelojFijo, hoy
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db
PORQUE = "Cortan hoy el suministro"
AGOSTO = date(2026, 8, 3)


def debida(codigo: str, importe: str, quien: int | None = 0, dia: date = AGOSTO, factura: str = "") -> Operacion:
    """An obligation that nobody has ordered. `quien`: one of the suppliers, or several people."""
    a_quien = persona(quien) if quien is not None else None
    cabecera = Cabecera(dia, f"Gasto de {codigo}", tercero_id=a_quien, varios=a_quien is None, factura=factura)
    lineas = [LineaPedida(Decimal(importe), codigo=codigo)]
    return presupuesto.gastar(
        actor=INTERVENCION, clase="ADO", cabecera=cabecera, lineas=lineas, reloj=RelojFijo(INICIO)
    )


def mal(hecho: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(DatosIncorrectos) as error:
        hecho()
    return [(uno.campo, uno.mensaje.replace("\u00a0", " ")) for uno in error.value.problemas]


def ordena(reloj: RelojDePrueba, *cuales: Operacion, motivo: str = "", en: date | None = None) -> list[Operacion]:
    return acciones.ordenar_lo_reconocido(
        actor=TODO,
        fecha=en or hoy(reloj),
        obligaciones=[una.id for una in cuales],
        motivo_orden=motivo,
        reloj=reloj,
    )


def por_sus_lineas(reloj: RelojDePrueba, una: Operacion, importe: str, motivo: str = "") -> Operacion:
    cabecera = Cabecera(hoy(reloj), "Por teclado")
    return acciones.ordenar_en_su_turno(
        actor=TODO, cabecera=cabecera, lineas=[tras(una, importe)], motivo_orden=motivo, reloj=reloj
    )


def test_debt_that_nobody_ordered_is_overtaken_by_nothing_once_it_is_due(reloj: RelojDePrueba) -> None:
    pagable, luz = ordenado("920.22100", "100", persona(1)), debida("920.22100", "40", 1)
    cuota = debida("011.91300", "900", 2, hoy(reloj))

    def se_niegan(porque: str) -> None:
        """Every door: order by its lines and in one act, prepare a list, pay by hand."""
        a_mano: dict[str, Any] = {"actor": TODO, "clase": "R", "ordinal": "57101", "reloj": reloj}
        a_mano |= {"cabecera": Cabecera(hoy(reloj), "Luz"), "lineas": [tras(pagable, "20")], "motivo_orden": PORQUE}
        for puerta in (
            lambda: por_sus_lineas(reloj, luz, "40", PORQUE),
            lambda: ordena(reloj, luz, motivo=PORQUE),
            lambda: relacion(reloj, pagable, motivo=PORQUE),
            lambda: acciones.pagar_a_mano(**a_mano),
        ):
            [(campo, mensaje)] = mal(puerta)
            assert (campo, porque in mensaje, str(cuota) in mensaje) == ("pagos", True, True)

    se_niegan("prioridad absoluta")
    assert "«Por ordenar»" in mal(lambda: relacion(reloj, pagable, motivo=PORQUE))[0][1]
    prestamo = Prestamo.objects.create(
        codigo="P-1",
        denominacion="Obras",
        formalizado=date(2026, 1, 1),
        principal=Decimal(900),
        concepto="91300",
        amortiza="011.91300",
        intereses="011.31000",
    )
    vence = hoy(reloj) + timedelta(days=2)
    CuotaPrestamo.objects.create(prestamo=prestamo, numero=1, vence=vence, amortizacion=Decimal(900), operacion=cuota)
    assert relacion(reloj, pagable).estado == "borrador", "it falls due in two days: nobody goes before it yet"
    pagable = ordenado("920.22100", "50", persona(1))
    assert por_sus_lineas(reloj, debida("920.22100", "5", 1), "5").clase == "P"
    reloj.avanzar(days=2)
    se_niegan("prioridad absoluta")
    # Once it is ordered suppliers may be ordered after it, and it is paid before them
    [orden] = ordena(reloj, cuota)
    assert orden.texto == "Gasto de 011.91300"
    [(campo, mensaje)] = mal(lambda: relacion(reloj, pagable, motivo=PORQUE))
    assert (campo, f"P-2026-{orden.numero:06d}" in mensaje) == ("pagos", True)
    assert relacion(reloj, pagable, orden).estado == "borrador"


def test_staff_and_what_is_older_want_a_reason_and_what_waits_for_its_control_does_not(reloj: RelojDePrueba) -> None:
    nomina, vieja = debida("920.12000", "500", None, hoy(reloj)), debida("920.22000", "30", 1, date(2026, 7, 1))
    luz, del_dia = debida("920.22100", "40"), debida("165.22100", "10", 1)
    [(campo, mensaje)] = mal(lambda: ordena(reloj, luz))
    assert (campo, mensaje) == (
        "motivo_orden",
        f"Deja sin ordenar 2 obligaciones que van antes: {nomina}, {vieja}. Inclúyalas o explique por qué se ordena fuera de turno.",
    ), "what was recognised the same day is not before"
    assert mal(lambda: por_sus_lineas(reloj, luz, "40")) == [(campo, mensaje)]
    pagable = ordenado("920.22100", "100", persona(1), dia=date(2026, 8, 4))
    assert "más de" not in (dicho := mal(lambda: relacion(reloj, pagable, motivo=""))[0][1])
    assert all(str(una) in dicho for una in (nomina, vieja, luz, del_dia))
    hecha = por_sus_lineas(reloj, luz, "15", PORQUE)
    assert hecha.texto == f"Por teclado. Fuera de orden: {PORQUE}"

    # Nobody is asked to order first what the control stops, nor what is of somebody whose payments are
    intervenir_pagos(
        actor=escenario.empleado("teresa", reloj),
        operaciones=[vieja.id],
        resultado="favorable",
        causas=(),
        texto=(),
        unidad_id=None,
        reloj=reloj,
    )
    [fila] = reconocido(hoy(reloj), solo=[vieja.id])
    assert (len(fila.no_se_ordena), "Falta firmar el resultado" in fila.no_se_ordena[0]) == (1, True)
    assert [p.referencia for p in adelantos.saltados_al_ordenar([pendiente(luz)], hoy(reloj), cuantos=9)] == [
        str(nomina)
    ]
    [(campo, mensaje)] = mal(lambda: ordena(reloj, vieja, nomina))
    assert (campo, mensaje.startswith(f"{vieja}: Falta firmar")) == ("obligaciones", True)
    assert [una.importe for una in ordena(reloj, nomina)] == [500], "a payroll has its order too"


def pendiente(una: Operacion) -> Pendiente:
    [fila] = reconocido(date(2026, 9, 1), solo=[una.id])
    return fila.pendiente


def test_what_is_ticked_is_ordered_all_or_nothing_with_its_own_text(reloj: RelojDePrueba) -> None:
    vieja = debida("920.22000", "30", 1, date(2026, 7, 1))
    luz, obra = debida("920.22100", "40", 0, factura="A 12/2026"), debida("1532.61900", "300.50", 0, date(2026, 8, 10))
    de_bloqueado, ordenes_de_antes = debida("165.22100", "8", 2, date(2026, 6, 1)), Operacion.objects.count()
    ficha = Tercero.objects.get(persona=persona(2))
    papel = documento(ficha, "traba", reloj)
    terceros.poner_bloqueo(
        actor=escenario.empleado("fernando", reloj),
        tercero_id=ficha.id,
        pedido=BloqueoPedido("concurso", papel, hoy(reloj)),
        reloj=reloj,
    )
    antes = por_sus_lineas(reloj, vieja, "10")
    todos = mal(lambda: ordena(reloj, luz, obra, de_bloqueado, antes, motivo="x" * 151, en=date(2026, 9, 2)))
    assert [campo for campo, _m in todos] == ["fecha", "obligaciones", "obligaciones", "motivo_orden"]
    assert "1 obligación no espera su orden ese día" in todos[1][1]
    assert f"{de_bloqueado}: Quien cobra tiene los pagos bloqueados" in todos[2][1]
    assert Operacion.objects.count() == ordenes_de_antes + 1, "nothing half-written"
    assert "de 1 a 200" in mal(lambda: ordena(reloj))[0][1]
    [(_campo, mensaje)] = mal(lambda: ordena(reloj, luz, obra))
    assert str(vieja) in mensaje
    de_luz, de_obra = ordena(reloj, luz, obra, motivo=PORQUE)  # by their turn
    assert (de_luz.clase, de_luz.factura, de_luz.tercero_id) == ("P", "A 12/2026", persona(0))
    assert de_luz.importe == 40
    assert de_luz.texto == f"Factura A 12/2026. Gasto de 920.22100. Fuera de orden: {PORQUE}"
    assert de_obra.importe == Decimal("300.50")
    assert "no espera su orden" in mal(lambda: ordena(reloj, luz))[0][1], "it is not ordered twice"
    conceptos = [una.concepto for una in relacion(reloj, de_luz, de_obra).lineas.order_by("orden")]
    assert conceptos == ["Factura A 12/2026. Gasto de 920.22100", "Gasto de 1532.61900"], "nor is the bank told why"
    [resto] = ordena(reloj, vieja)
    assert (resto.importe, resto.texto) == (Decimal(20), "Gasto de 920.22000")
    assert fallas() == []


def test_a_long_text_keeps_its_reason_whole(reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch) -> None:
    debida("920.22000", "30", 1, date(2026, 7, 1))
    cabecera = Cabecera(AGOSTO, "x" * 300, tercero_id=persona(0))
    larga = presupuesto.gastar(
        actor=INTERVENCION,
        clase="ADO",
        cabecera=cabecera,
        lineas=[LineaPedida(Decimal(3), codigo="920.22100")],
        reloj=RelojFijo(INICIO),
    )
    [hecha] = ordena(reloj, larga, motivo=PORQUE)
    assert (len(hecha.texto), hecha.texto.endswith(f"x. Fuera de orden: {PORQUE}")) == (300, True)
    monkeypatch.setattr(ordenes, "MAXIMO_DE_ORDENES", 1)
    assert "de 1 a 1" in mal(lambda: ordena(reloj, debida("920.22100", "1"), debida("920.22100", "2")))[0][1]


def test_reading_it_costs_the_same_whatever_its_number(reloj: RelojDePrueba) -> None:
    def cuestan() -> int:
        with CaptureQueriesContext(connection) as consultas:
            reconocido(hoy(reloj))
        return len(consultas)

    debida("920.22100", "1")
    con_una = cuestan()
    for n in range(3):
        debida("920.22000", "1", n)
    assert cuestan() == con_una


def test_a_list_dated_in_another_year_says_so_once(reloj: RelojDePrueba) -> None:
    luz, obra = ordenado("920.22100", "100", persona(1)), ordenado("1532.61900", "30", persona(0))
    dichos = mal(lambda: relacion(reloj, luz, obra, dias=200))
    assert dichos == [("fecha", "La fecha es de 2027, y lo que se paga está pendiente en 2026: ponga un día de 2026.")]
    dichos = mal(lambda: relacion(reloj, luz, obra, dias=-250))
    assert [mensaje for campo, mensaje in dichos if campo == "fecha"] == [
        "La fecha de pago no puede ser anterior a hoy."
    ]
    assert [campo for campo, _mensaje in dichos] == ["ordinal", "fecha"], "not that none of them is pending"


def test_nobody_is_paid_in_an_account_of_the_town(reloj: RelojDePrueba) -> None:
    fernando, ficha = escenario.empleado("fernando", reloj), alta("B12345674", reloj)
    papel = documento(ficha, "titularidad", reloj)
    con: dict[str, Any] = {"actor": fernando, "tercero_id": ficha.id, "documento_id": papel, "reloj": reloj}
    for suya in (BANCO, OTRO_BANCO):
        [(campo, mensaje)] = mal(partial(terceros.anotar_cuenta, **con, iban=suya, bic=""))
        assert (campo, "del propio Ayuntamiento" in mensaje) == ("iban", True)
    cuenta = terceros.anotar_cuenta(**con, iban=DE_QUIEN_COBRA[0], bic="")
    # One that was noted before the town opened it is not confirmed either
    pedido = OrdinalPedido("8", "Otra cuenta", "operativa", "57104", date(2026, 1, 1), DE_QUIEN_COBRA[0])
    apertura.abrir(actor=TODO, pedido=pedido, reloj=reloj)
    confirmar = partial(
        terceros.confirmar_cuenta,
        actor=escenario.empleado("teresa", reloj),
        cuenta_id=cuenta.id,
        iban=DE_QUIEN_COBRA[0],
        reloj=reloj,
    )
    assert "del propio Ayuntamiento" in mal(confirmar)[0][1]
    acciones.cerrar_ordinal(actor=TODO, codigo="8", hasta=hoy(reloj), reloj=reloj)
    reloj.avanzar(days=1)
    assert confirmar().estado == "vigente", "it is of the town no more"
