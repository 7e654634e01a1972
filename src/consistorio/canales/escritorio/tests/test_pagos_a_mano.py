"""Paying by hand in the year: an order and an obligation with their discounts, what stops it, and the movement of the bank with which it left."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import JEFA, TESORERO, E, intervenir_pago, llano, pagina
from consistorio.canales.escritorio.tests.escena_tesoreria import T, reloj, villa_sembrada
from consistorio.canales.escritorio.tests.test_impuestos_e_ingresos import formulario
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tesoreria import acciones
from consistorio.economia.tesoreria.models import Conciliacion, MovimientoBancario
from consistorio.economia.tesoreria.tests import escenario as tesoreria
from consistorio.economia.tesoreria.tests.escenario import ordenado, persona
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.intervencion.models import Omision
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["reloj", "villa_sembrada"]
SIN_UUID = "00000000-0000-7000-8000-000000000000"
pytestmark = pytest.mark.django_db


def pago(**mas: str) -> dict[str, str]:
    """A payment as its page sends it."""
    return {"fecha": "1/9/2026", "ordinal": "57101", "texto": "Pagado en el banco"} | mas


def test_what_was_ordered_is_paid_in_part_with_its_discounts_once(mesa: Mesa, reloj: RelojDePrueba) -> None:
    orden = ordenado("165.22100", "500.00", persona(0))
    aqui = f"{E}operaciones/{orden.id}/pagar/"
    assert mesa(JEFA).get(aqui).status_code == 403
    fernando = mesa(TESORERO)
    assert aqui in pagina(fernando, f"{E}operaciones/{orden.id}/")
    abierta = llano(pagina(fernando, aqui))
    assert ("500,00" in abierta, "Caja y Bancos" in abierta, "IRPF" in abierta) == (True, True, True)
    assert Acceso.objects.filter(que="operacion", objeto_id=str(orden.id), motivo="presupuesto.pagar").exists()
    mal = fernando.post(aqui, pago(fecha="", ordinal="", **{"linea-0": "mil", "descuento-0-importe": "5"}))
    dicho = llano(mal.content.decode())
    assert mal.status_code == 422
    for texto in ("Falta «¿Qué día se pagó?»", "Falta «Cuenta de la Tesorería»", "Diga el concepto y el importe"):
        assert texto in dicho, texto
    assert "Escriba cuánto se paga" in llano(fernando.post(aqui, pago(**{"linea-0": ""})).content.decode())
    de_mas = fernando.post(aqui, pago(**{"linea-0": "500,01"}))
    assert (de_mas.status_code, "Faltan 0,01 €" in llano(de_mas.content.decode())) == (422, True)
    kept = {"descuento-0-concepto": "IRPF", "descuento-0-importe": "45", "descuento-1-concepto": "SS"}
    muchos = fernando.post(aqui, pago(**kept, **{"linea-0": "100", "descuento-1-importe": "60"}))
    assert "Los descuentos pasan en 5,00 €" in llano(muchos.content.decode())
    assert not Operacion.objects.filter(clase="R").exists(), "nothing half done"
    datos = pago(formulario=formulario(fernando, aqui), **kept, **{"linea-0": "300", "descuento-1-importe": "10"})
    hecho, otra_vez = (fernando.post(aqui, datos) for _vez in range(2))
    pagada = Operacion.objects.get(clase="R")
    assert hecho.headers["Location"] == otra_vez.headers["Location"] == f"{E}operaciones/{pagada.id}/"
    assert (pagada.importe, pagada.contrapartida, orden.lineas.get().saldo) == (Decimal(300), "57101", Decimal(200))
    assert pagada.asiento is not None
    haber = {str(f.haber_id): f.importe for f in pagada.asiento.filas.all()}
    assert (haber["57101"], haber["4751"]) == (Decimal(245), Decimal(45))
    assert fernando.post(aqui, pago(**{"linea-0": "200"})).status_code == 302
    assert fernando.get(aqui).status_code == 409
    assert aqui not in pagina(fernando, f"{E}operaciones/{orden.id}/")


def test_an_obligation_of_several_is_paid_in_cash(mesa: Mesa, reloj: RelojDePrueba) -> None:
    obligada = presupuesto.gastar(
        actor=INTERVENCION,
        clase="ADO",
        cabecera=Cabecera(date(2026, 8, 3), "Comisiones", varios=True),
        lineas=[LineaPedida(Decimal(30), codigo="165.22100"), LineaPedida(Decimal(12), codigo="920.22100")],
        reloj=reloj,
    )
    fernando, aqui = mesa(TESORERO), f"{E}operaciones/{obligada.id}/pagar/"
    mal = fernando.post(aqui, pago(ordinal="57001", documento="NO-HAY", **{"linea-0": "30", "linea-1": "12"}))
    assert mal.status_code == 422
    assert "Falta la intervención de este pago" in llano(pagina(fernando, aqui))
    bien = pago(ordinal="57001", **{"linea-0": "30", "linea-1": "12"})
    sin_intervenir = fernando.post(aqui, bien)
    assert sin_intervenir.status_code == 422
    assert "pida a Intervención que intervenga el pago" in llano(sin_intervenir.content.decode())
    intervenir_pago(obligada.id, reloj)
    assert "Falta la intervención" not in llano(pagina(fernando, aqui))
    assert fernando.post(aqui, bien).status_code == 302
    pagada = Operacion.objects.get(clase="PR")
    assert (pagada.importe, pagada.varios, pagada.contrapartida) == (Decimal(42), True, "57001")
    assert not LineaOperacion.objects.filter(operacion=obligada, saldo__gt=0).exists()
    assert fernando.get(f"{E}operaciones/{SIN_UUID}/pagar/").status_code == 404

    # Who got part of it gives it back: it is owed no more
    corrige = f"{E}operaciones/{pagada.id}/corregir/"
    assert "Es un reintegro" in llano(pagina(fernando, corrige))
    vuelve = {"fecha": "1/9/2026", "texto": "Comisión de más", "reintegro": "on", "linea-1": "12"}
    assert fernando.post(corrige, vuelve).status_code == 302
    assert [(o.clase, o.importe) for o in Operacion.objects.filter(signo=-1).order_by("id")] == [
        ("PR", Decimal(-12)),
        ("ADO", Decimal(-12)),
    ]
    assert not LineaOperacion.objects.filter(operacion=obligada, saldo__gt=0).exists()


def test_the_control_a_block_and_a_list_stop_it_and_say_why(mesa: Mesa, reloj: RelojDePrueba) -> None:
    orden = ordenado("165.22100", "500.00", persona(0))
    aqui = f"{E}operaciones/{orden.id}/pagar/"
    suya = tesoreria.relacion(reloj, orden)
    fernando = mesa(TESORERO)
    en_lista = fernando.post(aqui, pago(**{"linea-0": "500"}))
    assert (en_lista.status_code, "está en la relación de pagos" in llano(en_lista.content.decode())) == (422, True)
    assert "retire antes la relación" in llano(en_lista.content.decode())
    acciones.retirar_relacion(
        actor=escenario.empleado(TESORERO, reloj), relacion_id=suya.id, motivo="Se paga a mano", reloj=reloj
    )
    obligacion = orden.lineas.get().origen
    assert obligacion is not None
    Omision.objects.create(
        objeto=f"operacion:{obligacion.operacion_id}",
        unidad=Unidad.objects.earliest("dir3"),
        asunto="Sin fiscalizar",
        importe=Decimal(500),
        ejercicio=2026,
        como="Se vio al pagar",
        notada_el=reloj.ahora(),
        notada_por=INTERVENCION.id,
        decide="presidencia",
    )
    assert "No se puede pagar todavía" in llano(pagina(fernando, aqui))
    parado = fernando.post(aqui, pago(**{"linea-0": "500"}))
    assert (parado.status_code, "Siga el asunto en" in llano(parado.content.decode())) == (422, True)
    assert not Operacion.objects.filter(clase="R").exists()


def test_from_the_movement_of_the_bank_it_is_paid_and_reconciled_at_once(mesa: Mesa, reloj: RelojDePrueba) -> None:
    orden = ordenado("165.22100", "500.00", persona(0))
    otra = ordenado("920.22100", "80.00", persona(1))
    dia = date(2026, 8, 20)
    tesoreria.cargar(
        reloj,
        date(2026, 8, 1),
        date(2026, 8, 31),
        "90000.00",
        [(dia, "-500.00", "", "RECIBO DOMICILIADO"), (dia, "25.00", "", "INGRESO"), (dia, "-300.00", "", "CUOTA")],
    )
    sale, entra = (MovimientoBancario.objects.get(importe=Decimal(importe)) for importe in (-500, 25))
    fernando = mesa(TESORERO)
    elegir = f"{T}movimientos/{sale.id}/pagar/"
    assert elegir in pagina(fernando, f"{T}cuentas/1/conciliar/")
    assert f"{T}movimientos/{entra.id}/pagar/" not in pagina(fernando, f"{T}cuentas/1/conciliar/")
    assert fernando.get(f"{T}movimientos/{entra.id}/pagar/").status_code == 404
    assert mesa(JEFA).get(elegir).status_code == 403
    fernando = mesa(TESORERO)
    vista = llano(pagina(fernando, elegir))
    assert (str(orden) in vista, str(otra) in vista) == (True, False)
    assert "Elija una" in llano(fernando.post(elegir, {"otra": ""}).content.decode())
    por_numero = fernando.post(elegir, {"otra": f"P 2026/{otra.numero}"})
    assert por_numero.headers["Location"] == f"{E}operaciones/{otra.id}/pagar/?movimiento={sale.id}"
    lleva = fernando.post(elegir, {"operacion": str(orden.id)}).headers["Location"]
    assert lleva == f"{E}operaciones/{orden.id}/pagar/?movimiento={sale.id}"
    abierta = pagina(fernando, lleva)
    assert ("el 20 de agosto de 2026" in llano(abierta), 'value="57101" selected' in abierta) == (True, True)
    assert "¿Qué día se pagó?" not in abierta, "the bank says it"
    de_otra = fernando.post(lleva, pago(ordinal="57301", **{"linea-0": "500"}))
    assert "El movimiento del banco es de la cuenta 57101" in llano(de_otra.content.decode())
    no_suma = fernando.post(lleva, pago(**{"linea-0": "499"}))
    assert no_suma.status_code == 422
    assert not Operacion.objects.filter(clase="R").exists(), "neither paid nor paired"
    assert fernando.post(lleva, pago(**{"linea-0": "500"})).headers["Location"] == (f"{T}cuentas/1/conciliar/")
    pagada, pareja = Operacion.objects.get(clase="R"), Conciliacion.objects.get()
    assert (pagada.fecha, pareja.importe) == (dia, Decimal(-500))
    assert "RECIBO" not in pagina(fernando, f"{T}cuentas/1/conciliar/").partition("Sin pareja")[2]

    # Of closed years, what a load left with no obligation here: with its movement Tesorería notes it, and it says so
    aqui = f"{E}cerrados/{tesoreria.cerrado().id}/pagar/"
    assert "20/08/2026 · 300,00 € · CUOTA" in llano(pagina(fernando, aqui))
    cuota = MovimientoBancario.objects.get(importe=-300)
    de_2025 = pago(importe="300", texto="Cuota del préstamo")
    sin_el = fernando.post(aqui, de_2025)
    assert (sin_el.status_code, "diga con qué movimiento" in llano(sin_el.content.decode())) == (422, True)
    assert fernando.post(aqui, de_2025 | {"importe": "299", "movimiento": str(cuota.id)}).status_code == 422
    assert fernando.post(aqui, de_2025 | {"movimiento": str(sale.id)}).status_code == 422  # it paid something else
    assert fernando.post(aqui, de_2025 | {"movimiento": str(cuota.id)}).status_code == 302
    hecha = Operacion.objects.get(clase="PC")
    assert hecha.fecha == dia, "that of the bank"
    assert "La cargó el banco por sí solo" in llano(pagina(fernando, f"{E}operaciones/{hecha.id}/"))

    # The bank says that it left: undoing it would let it be paid again
    corrige, datos = f"{E}operaciones/{pagada.id}/corregir/", {"fecha": "1/9/2026", "texto": "-", "linea-0": "500"}
    no = fernando.post(corrige, datos)
    assert (no.status_code, "salió: está conciliado" in llano(no.content.decode())) == (422, True)
    assert "es un reintegro" in llano(no.content.decode())
    assert fernando.post(corrige, datos | {"reintegro": "on"}).status_code == 302
    assert orden.lineas.get().saldo == 0, "it is owed no more"
