"""Sixteen clients fight for the last euro of a bolsa, and of a retention: nobody spends what is not there, and nobody waits for ever, nor in a circle."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import aplicacion, de, gastar, retener
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion import acciones as del_iva
from consistorio.economia.tributacion.tests.escenario import INTERVENCION, RELOJ, alta, cabecera, documento
from consistorio.economia.tributacion.tipos import LineaRepercutida
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.auditoria.models import Evento

CLIENTES = 16


def a_la_vez(hacer: Callable[[int], object]) -> Counter[str]:
    """How each of them ended."""
    salida, fin = threading.Barrier(CLIENTES), list[str]()

    def cliente(n: int) -> None:
        try:
            salida.wait(60)
            hacer(n)
            fin.append("hecha")
        except DatosIncorrectos as error:
            fin.append(error.problemas[0].mensaje.split(":")[0])
        except Exception as error:
            fin.append(type(error).__name__)
        finally:
            connections.close_all()

    hilos = [threading.Thread(target=cliente, args=(n,)) for n in range(CLIENTES)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(120)
    return Counter(fin)


@pytest.mark.usefixtures("presupuesto_propio")
def test_the_last_euro_is_spent_once() -> None:
    gastar("A", de("920.22000", "2990"), de("165.22100", "3990"))  # ten euros are left in each bolsa
    pares = [("920.22000", "165.22100"), ("165.22100", "920.22100")]  # the same two bolsas, in either order

    def gastar_cuatro(n: int) -> None:
        uno, otro = pares[n % 2]
        gastar("AD", de(uno, "4"), de(otro, "4"))

    assert a_la_vez(gastar_cuatro) == {"hecha": 2, "Faltan 2,00 €": CLIENTES - 2}
    assert aplicacion("920.22000").bolsa.disponible == Decimal(2)
    rc = retener(de("165.22100", "2"))
    linea: UUID = rc.lineas.get().id
    assert a_la_vez(lambda n: gastar("A", LineaPedida(Decimal(1), origen=linea))) == {
        "hecha": 2,
        "Faltan 1,00 €": CLIENTES - 2,
    }
    numeros = list(Operacion.objects.filter(libro="gasto").order_by("numero").values_list("numero", flat=True))
    assert numeros == list(range(1, len(numeros) + 1))
    assert Evento.objects.filter(tipo="presupuesto.gasto").count() == 5
    assert comprobar(2026) == []
    # Two operations in one transaction, against one of them alone
    vecino = alta("A58818501", "Industria").persona_id
    con: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}
    del_iva.abrir_sector(**con, codigo="AGUA", nombre="Agua")

    def cobrar(n: int) -> None:
        suya = cabecera("2026-03-01", tercero_id=vecino, factura=f"E-{n}")
        if n % 2:
            fianza = [LineaPedida(Decimal(1), codigo="FIANZAS")]
            acciones.anotar_no_presupuestario(**con, clase="INP", cabecera=suya, lineas=fianza, ordinal="571")
            return
        linea = LineaRepercutida(Decimal(100), Decimal(10), "30200", "AGUA")
        del_iva.repercutir(**con, clase="DR", cabecera=suya, lineas=[linea], expedida=date(2026, 3, 1))

    assert a_la_vez(cobrar) == {"hecha": CLIENTES}
    # And what all those came to is settled once
    una_vez = a_la_vez(lambda _n: del_iva.liquidar_iva(**con, anio=2026, periodo="1T"))
    assert una_vez == {"hecha": 1, "Conflicto": CLIENTES - 1}
    recibo = documento(Tercero.objects.get(persona=vecino), "Justificante")
    modelo: dict[str, Any] = {"modelo": "303", "anio": 2026, "periodo": "1T", "fecha": date(2026, 4, 15)}
    una_vez = a_la_vez(lambda n: del_iva.presentar(**con, **modelo, justificante=f"{n}", documento_id=recibo))
    assert una_vez == {"hecha": 1, "Conflicto": CLIENTES - 1}, "and presented once"
    assert comprobar(2026) == []
