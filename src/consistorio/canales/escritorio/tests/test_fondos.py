"""The funds of habilitados at the desk: an anticipo de caja fija and an order a justificar, from their first day to their end."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    ANIO,
    INTERVENTORA,
    JEFA,
    TESORERO,
    TRAMITA,
    E,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.canales.escritorio.tests.test_impuestos_e_ingresos import formulario
from consistorio.documental.documentos.models import Documento
from consistorio.economia.presupuesto import acciones, consultas
from consistorio.economia.presupuesto.models import Fondo, Operacion
from consistorio.economia.presupuesto.operaciones import fondos
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion.tests.escenario import documento
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db
LISTA, DIA = f"{ANIO}fondos/", "1/9/2026"
ANTICIPO = {
    "denominacion": "Caja de la biblioteca",
    "tercero": "B09000001",
    "fecha": DIA,
    "importe": "1.000,00",
    "ordinal": "571",
    "cuenta": "5751",
    "texto": "Anticipo para gastos menores",
}
CUENTA = "Cuenta justificativa 1"
ORDEN = {"denominacion": "Fiestas", "tercero": "B09000001", "fecha": DIA, "texto": "Fiestas de otoño"}


def lineas(*escritas: tuple[str, str], que: str = "anotar") -> dict[str, str]:
    """Rows of a grid."""
    filas = {f"linea-{n}-codigo": codigo for n, (codigo, _importe) in enumerate(escritas)}
    filas |= {f"linea-{n}-importe": importe for n, (_codigo, importe) in enumerate(escritas)}
    return filas | {"filas": "5", "que": que}


def mal(quien: Client, camino: str, campos: dict[str, str]) -> str:
    """What a page says of a form that is not right."""
    respuesta = quien.post(camino, campos)
    assert respuesta.status_code == 422, (camino, respuesta.status_code)
    return llano(respuesta.content.decode())


def csv() -> str:
    """The code of a cuenta justificativa."""
    return str(Documento.objects.get(id=documento(Tercero.objects.get(persona__nif="B09000001"), CUENTA)).csv)


def pagar(fondo: Fondo, reloj: RelojDePrueba) -> None:
    """What is owed of it, as the Tesorería pays the rest."""
    for debida in consultas.operaciones_del_fondo(fondo.id).filter(operacion__clase="ADO", saldo__gt=0):
        acciones.pagar(
            actor=presupuesto.INTERVENCION,
            clase="PR",
            cabecera=presupuesto.cabecera(debida.operacion.fecha, varios=False),
            lineas=[presupuesto.tras(debida.operacion, f"{debida.saldo}", n=debida.orden)],
            ordinal="571",
            reloj=reloj,
        )


def test_an_anticipo_is_made_spent_justified_filled_again_and_ended(mesa: Mesa, reloj: RelojDePrueba) -> None:
    assert mesa(JEFA).get(LISTA).status_code == 403
    teresa = mesa(INTERVENTORA)
    vacia = pagina(teresa, LISTA)
    assert "Ningún habilitado tiene fondos en este ejercicio" in vacia
    assert "Hacer un anticipo" not in vacia  # who intervenes does not pay
    assert teresa.get(f"{LISTA}anticipo/").status_code == 403
    fernando, hacer = mesa(TESORERO), f"{LISTA}anticipo/"
    assert "Librar un pago" not in pagina(fernando, LISTA)
    dicho = mal(fernando, hacer, ANTICIPO | {"tercero": "zzz", "importe": "mil", "fecha": "ayer"})
    for cada in ("Ningún tercero tiene ese NIF", "Escriba una fecha que exista", "Importe Error:"):
        assert cada in dicho, cada
    dicho = mal(fernando, hacer, ANTICIPO | {"ordinal": "400", "importe": "-5"})
    for cada in ("Elija la cuenta de la Tesorería", "mayor que cero"):
        assert cada in dicho, cada
    assert "No hay ningún documento con ese código" in mal(fernando, hacer, ANTICIPO | {"documento": "NADA"})
    assert "571 no es una de las opciones" in mal(fernando, hacer, ANTICIPO | {"cuenta": "571"})
    assert not Fondo.objects.exists(), "nothing half-written"
    enviado = ANTICIPO | {"formulario": formulario(fernando, hacer)}
    primera, segunda = (fernando.post(hacer, enviado) for _vez in range(2))
    caja = Fondo.objects.get()
    suya = f"{E}fondos/{caja.id}/"
    assert primera.headers["Location"] == segunda.headers["Location"] == suya
    _what_it_pays_is_noted_once(fernando, suya)
    _its_account_goes_by_applications_with_its_document(mesa, caja, suya)
    pagar(caja, reloj)
    _the_rest_comes_back_and_it_ends(mesa, suya)
    assert presupuesto.fallas() == []


def _what_it_pays_is_noted_once(fernando: Client, suya: str) -> None:
    pagos = {"fecha": DIA, "importe": "400", "texto": "Facturas de septiembre"}
    assert "Faltan 0,01 €: en el fondo" in mal(fernando, f"{suya}pagos/", pagos | {"importe": "1000,01"})
    pagos |= {"formulario": formulario(fernando, f"{suya}pagos/")}
    for _vez in range(2):
        assert fernando.post(f"{suya}pagos/", pagos).headers["Location"] == suya


def _its_account_goes_by_applications_with_its_document(mesa: Mesa, caja: Fondo, suya: str) -> None:
    assert mesa(TESORERO).get(f"{suya}justificar/").status_code == 403
    teresa, cuenta = mesa(INTERVENTORA), f"{suya}justificar/"
    antes = Acceso.objects.filter(que="fondo").count()
    dicha = pagina(teresa, suya)
    assert Acceso.objects.filter(que="fondo").count() == antes + 1
    assert "Aprobar su cuenta" in dicha
    assert "Anotar lo que" not in dicha  # money is Tesorería's
    campos = {"fecha": DIA, "texto": "Cuenta 1", "documento": csv()}
    dicho = mal(teresa, cuenta, campos | {"documento": ""} | lineas(("920.22000", "1"), ("999.99999", "x")))
    for cada in ("Escriba el código (CSV) de la cuenta justificativa", "Línea 2: "):
        assert cada in dicho, cada
    dicho = mal(teresa, cuenta, campos | lineas(("920.22000", "300"), ("920.22100", "100,01")))
    assert "Faltan 0,01 €: del fondo «Caja de la biblioteca» hay 400,00 € pagados sin justificar" in dicho
    assert "Escriba al menos una línea" in mal(teresa, cuenta, campos | lineas())
    mas = teresa.post(cuenta, campos | lineas(("920.22000", "300"), que="mas"))
    assert (mas.status_code, mas.content.decode().count('-codigo" name')) == (200, 10)
    calculo = teresa.post(cuenta, campos | lineas(("920.22000", "300"), que="calcular")).json()
    assert calculo["total"] == "300,00"
    campos |= lineas(("920.22000", "300"), ("920.22100", "100")) | {"formulario": formulario(teresa, cuenta)}
    for _vez in range(2):
        assert teresa.post(cuenta, campos).headers["Location"] == suya
    ado = Operacion.objects.get(texto="Cuenta 1")
    suma = llano(pagina(teresa, suya))
    assert "Falta pagar lo que repone la caja" in suma
    assert f"{ado} , 300,00" in suma
    assert CUENTA in suma
    assert f"{E}fondos/{caja.id}/" in pagina(teresa, f"{E}operaciones/{ado.id}/")


def _the_rest_comes_back_and_it_ends(mesa: Mesa, suya: str) -> None:
    fernando, fin = mesa(TESORERO), {"fecha": DIA, "importe": "1000,01", "texto": "Fin", "ordinal": "571"}
    assert "Faltan 0,01 €" in mal(fernando, f"{suya}reintegrar/", fin)
    assert "Elija la cuenta de la Tesorería" in mal(fernando, f"{suya}reintegrar/", fin | {"ordinal": "430"})
    assert fernando.post(f"{suya}reintegrar/", fin | {"importe": "1000"}).headers["Location"] == suya
    final = llano(pagina(fernando, suya))
    assert "Terminado" in final
    assert "Anotar lo que" not in final
    total = llano(pagina(fernando, LISTA))
    assert "Total 1.000,00 400,00 400,00 400,00 1.000,00 0,00 0,00" in total
    fichero = pagina(fernando, f"{LISTA}fichero/csv/")
    assert "B09000001" in fichero
    assert "1000,00;400,00;400,00;400,00;1000,00;0,00;0,00" in fichero.replace('"', "")
    assert fernando.get(f"{LISTA}fichero/xlsx/").status_code == 200
    assert fernando.get(f"{E}fondos/00000000-0000-7000-8000-000000000000/").status_code == 404
    assert mesa(TRAMITA).get(suya).status_code == 403


def test_an_order_a_justificar_is_justified_or_comes_back_before_its_day(mesa: Mesa, reloj: RelojDePrueba) -> None:
    assert mesa(TESORERO).get(f"{LISTA}librar/").status_code == 403
    teresa, librar = mesa(INTERVENTORA), f"{LISTA}librar/"
    una = lineas(("920.22000", "500"))
    dicho = mal(teresa, librar, ORDEN | {"vence": "2/12/2026"} | una)
    assert "va del 01/09/2026 al 01/12/2026: tres meses como mucho" in dicho
    dicho = mal(teresa, librar, ORDEN | {"tercero": "", "denominacion": ""} | lineas(("920.22000", "9000"), ("x", "1")))
    for cada in ("Falta «Habilitado»", "Falta «Para qué es»", "Línea 1: Faltan", "Línea 2: «X» no es una aplicación"):
        assert cada in dicho, cada
    dicho = mal(teresa, librar, {"que": "anotar"})
    for cada in ("Falta «Habilitado»", "Escriba al menos una línea con su importe"):
        assert cada in dicho, cada
    enviado = ORDEN | una | {"vence": "15/11/2026", "formulario": formulario(teresa, librar)}
    primera, segunda = (teresa.post(librar, enviado) for _vez in range(2))
    orden = Fondo.objects.get()
    suya = f"{E}fondos/{orden.id}/"
    assert primera.headers["Location"] == segunda.headers["Location"] == suya
    assert f"{orden.vence}" == "2026-11-15"
    assert "tiene fondos de esta aplicación por justificar" in mal(teresa, librar, ORDEN | una)
    dicho = llano(pagina(teresa, suya))
    assert "Falta pagar lo librado" in dicho
    assert "Aprobar su cuenta" not in dicho
    pagar(orden, reloj)
    fernando = mesa(TESORERO)
    pagos = {"fecha": DIA, "importe": "300", "texto": "Orquesta"}
    assert fernando.post(f"{suya}pagos/", pagos).headers["Location"] == suya
    # Its day goes by
    reloj.poner(datetime(2026, 11, 16, 9, tzinfo=UTC))
    teresa = mesa(INTERVENTORA)
    bandeja = pagina(teresa, "/escritorio/")
    assert "Pagos a justificar fuera de plazo (1)" in bandeja
    assert f"{LISTA}?ver=fuera" in bandeja
    assert "fuera de plazo" not in pagina(mesa(TESORERO), "/escritorio/")
    teresa = mesa(INTERVENTORA)
    assert "Fiestas Pago a justificar" in llano(pagina(teresa, f"{LISTA}?ver=fuera"))
    dicho = llano(pagina(teresa, suya)).replace("\xa0", " ")
    assert "El plazo para justificarlo terminó el 15 de noviembre de 2026. Faltan 500,00 €" in dicho
    # Its account, by the application that bears it
    cuenta, campos = f"{suya}justificar/", {"fecha": "16/11/2026", "texto": "Cuenta", "documento": csv()}
    propuesta = pagina(teresa, cuenta)
    assert 'value="920.22000"' in propuesta
    assert 'value="300,00"' in propuesta
    dicho = mal(teresa, cuenta, campos | lineas(("920.99999", "200"), ("", "100")))
    for cada in ("Línea 1: La económica 99999 no tiene cuenta", "Línea 2: Diga la económica"):
        assert cada in dicho, cada
    assert teresa.post(cuenta, campos | lineas(("920.22000", "300"))).headers["Location"] == suya
    # The rest comes back, with its credit
    disponible = presupuesto.aplicacion("920.22000").obligado
    fernando, devuelve = mesa(TESORERO), {"fecha": "16/11/2026", "importe": "200,01", "texto": "Lo que sobró"}
    assert "Faltan 0,01 €: en el fondo «Fiestas» hay 200,00 €" in mal(fernando, f"{suya}reintegrar/", devuelve)
    devuelve |= {"importe": "200", "formulario": formulario(fernando, f"{suya}reintegrar/")}
    for _vez in range(2):
        assert fernando.post(f"{suya}reintegrar/", devuelve).headers["Location"] == suya
    assert presupuesto.aplicacion("920.22000").obligado == disponible - Decimal(200)
    assert "Terminado" in llano(pagina(fernando, suya))
    assert "Ninguno está fuera de plazo" in pagina(fernando, f"{LISTA}?ver=fuera")
    assert "fuera de plazo" not in pagina(mesa(INTERVENTORA), "/escritorio/")
    assert presupuesto.fallas() == []


def test_what_an_earlier_year_handed_over_comes_back_as_income(mesa: Mesa, reloj: RelojDePrueba) -> None:
    entregado = presupuesto.cabecera(date(2026, 1, 1), texto="De 2025", varios=False)
    quien = {"actor": presupuesto.INTERVENCION, "reloj": reloj}
    de_antes: dict[str, Any] = quien | {"cuenta": "5750", "entregado": date(2025, 11, 3)}
    with transaction.atomic():
        fondo = fondos.detallar("a_justificar", entregado, "Cabalgata", LineaPedida(Decimal(60)), **de_antes)
    suya, ingresar = f"{E}fondos/{fondo.id}/", f"{E}fondos/{fondo.id}/ingresar/"
    assert mesa(JEFA).get(ingresar).status_code == 403
    fernando = mesa(TESORERO)
    dicha = pagina(fernando, suya)
    assert ("Ingresar lo que devuelve de otro año" in dicha, "Anotar lo que devuelve" in dicha) == (True, False)
    abierta = pagina(fernando, ingresar)
    for cada in ('value="60,00"', 'value="389" selected', "680 De ejercicios cerrados"):
        assert cada in abierta, cada
    campos = {"fecha": DIA, "importe": "60", "texto": "Lo que sobró", "ordinal": "571", "concepto": "389"}
    dicho = mal(fernando, ingresar, campos | {"concepto": "", "ordinal": ""})
    for cada in ("Falta «Concepto de ingresos»", "Falta «Cuenta de la Tesorería en la que entra»"):
        assert cada in dicho, cada
    dicho = mal(fernando, ingresar, campos | {"importe": "60,01", "ordinal": "571"})
    assert "Faltan 0,01 €: en el fondo «Cabalgata» hay 60,00 € de otro año" in dicho
    assert "Elija la cuenta de la Tesorería" in mal(fernando, ingresar, campos | {"ordinal": "430"})
    assert not Operacion.objects.filter(clase__in=("FX", "DRI")).exists(), "nothing half-written"
    campos |= {"formulario": formulario(fernando, ingresar)}
    for _vez in range(2):
        assert fernando.post(ingresar, campos).headers["Location"] == suya
    derecho = Operacion.objects.get(clase="DRI")
    final = llano(pagina(fernando, suya))
    for cada in ("Terminado", "Devuelto 60,00", str(derecho)):
        assert cada in final, cada
    assert "Ingresar lo que devuelve" not in final
    assert fernando.get(ingresar).status_code == 409
    assert presupuesto.fallas() == []
