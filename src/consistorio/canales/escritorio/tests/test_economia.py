"""The accounts at the desk, by who keeps them, who pays and who only wants to know what is left."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Protocol
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.economia.contabilidad.models import Asiento, Bloqueo, Equivalencia, FormularioUsado, ReglaAsiento
from consistorio.economia.contabilidad.una_vez import YaAnotado, gastar
from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto.models import Aplicacion, Operacion, OperacionPrevia
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import CuentaTercero, Tercero
from consistorio.nucleo.hojas import MARCA
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf

E, ANIO = "/escritorio/economia/", "/escritorio/economia/2026/"
INTERVENTORA, TESORERO, JEFA, TRAMITA = "teresa", "fernando", "marta", "nuria"
pytestmark = pytest.mark.django_db


class Sembradas(Protocol):
    """What the house's fixture offers."""

    def clonada(self, sembrado: str, sembrar: Callable[[], None]) -> AbstractContextManager[str]:
        """Work in a clone of that sowing."""


def sembrar() -> None:
    """The town with its accounts: a budget, a retention, a whole expense and a collection."""
    reloj = RelojDePrueba(escenario.SIEMBRA)
    escenario.villa(reloj)
    presupuesto.sembrar()
    presupuesto.retener(presupuesto.de("920.22000", "300"))
    presupuesto.gastar("ADO", presupuesto.de("165.22100", "1240.50"), presupuesto.de("920.22100", "500"))
    fernando = escenario.empleado(TESORERO, reloj)
    terceros.dar_de_alta(
        actor=fernando, persona=PersonaEscrita("B09000001", razon_social="Suministros Arlanza SL"), reloj=reloj
    )


@pytest.fixture(scope="module")
def villa_sembrada(sembradas: Sembradas) -> Iterator[None]:
    """Shared by the tests of this module, in the place of the one without accounts."""
    escenario.tipos_de_tarea()
    with sembradas.clonada("cuentas_del_escritorio", sembrar):
        yield


def pagina(cliente: Client, camino: str) -> str:
    respuesta = cliente.get(camino)
    assert respuesta.status_code == 200, (camino, respuesta.status_code)
    return respuesta.content.decode()


def llano(texto: str) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", texto))


def gasto(**mas: str) -> dict[str, str]:
    """An operation of expense as the grid sends it."""
    return {"clase": "RC", "fecha": "1/9/2026", "texto": "Papelería", "filas": "5", "que": "anotar"} | mas


def test_what_is_left_is_seen_by_who_may_and_goes_down_to_the_entry(mesa: Mesa) -> None:
    assert mesa(TRAMITA).get(E).status_code == 403
    jefa = mesa(JEFA)
    assert "Economía" in pagina(jefa, "/escritorio/")
    inicio = llano(pagina(jefa, E))
    assert "100.000,00 €" in inicio
    assert "1.740,50 €" in inicio
    assert "Reglas de asiento" not in inicio
    assert jefa.get(f"{ANIO}diario/").status_code == 403
    lista = pagina(jefa, f"{ANIO}gastos/?codigo=920")
    assert "165.22100" not in lista
    fila = llano(lista.partition("920.22000</a>")[2].partition("</tr>")[0])
    assert fila.split()[-10:] == [
        "1.000,00",
        "0,00",
        "1.000,00",
        "300,00",
        "0,00",
        "0,00",
        "0,00",
        "0,00",
        "700,00",
        "2.200,00",
    ]
    assert "De la bolsa" not in lista
    por_bolsa = pagina(jefa, f"{ANIO}gastos/?por=bolsa")
    assert "9.2" in por_bolsa
    assert "Órganos" not in por_bolsa
    una = Aplicacion.objects.get(programa="920", economica="22000")
    suya = llano(pagina(jefa, f"{E}aplicaciones/{una.id}/"))
    assert "se pueden gastar 2.200,00 €" in suya
    assert "RC 2026/" in suya
    operacion = Operacion.objects.get(clase="RC")
    dicha = llano(pagina(jefa, f"{E}operaciones/{operacion.id}/"))
    assert "Seguir con" not in dicha
    assert jefa.get(f"{E}operaciones/{operacion.id}/corregir/").status_code == 409
    interventora = mesa(INTERVENTORA)
    abierta = pagina(interventora, f"{E}operaciones/{operacion.id}/")
    assert "Seguir con AD" in abierta
    asiento = operacion.asiento
    assert asiento is not None
    assert f"/asientos/{asiento.id}/" in abierta
    dentro = llano(pagina(interventora, f"{E}asientos/{asiento.id}/"))
    assert "0030" in dentro
    assert "300,00" in dentro
    for nada in ("aplicaciones", "conceptos", "operaciones", "asientos"):
        assert interventora.get(f"{E}{nada}/00000000-0000-7000-8000-000000000000/").status_code == 404


def test_the_books_and_their_files_say_the_same(mesa: Mesa) -> None:
    interventora = mesa(INTERVENTORA)
    diario = pagina(interventora, f"{ANIO}diario/")
    assert f">{Asiento.objects.filter(ejercicio=2026).count()}</a>" in diario
    vacio = pagina(interventora, f"{ANIO}diario/?desde=2026-12-01")
    assert "No hay asientos en esos días." in vacio
    sumas = llano(pagina(interventora, f"{ANIO}sumas/?nivel=0&cuenta=400"))
    assert "4000" in sumas
    assert "1.740,50" in sumas
    mayor = llano(pagina(interventora, f"{ANIO}mayor/?cuenta=4000"))
    assert "-1.740,50" in mayor
    assert "no está en el plan" in pagina(interventora, f"{ANIO}mayor/?cuenta=999999")
    csv = interventora.get(f"{ANIO}mayor/csv/?cuenta=4000").content.decode().removeprefix(MARCA).splitlines()
    assert csv[0].startswith("Fecha;Asiento;Texto;Cuenta;Contrapartida;Debe;Haber;Saldo")
    assert csv[-1].endswith(";-1740,50")
    libro = load_workbook(io.BytesIO(interventora.get(f"{ANIO}gastos/xlsx/").content))
    filas = list(libro.worksheets[0].values)
    por_codigo = {fila[0]: fila for fila in filas}
    assert filas[0][:3] == ("Código", "Denominación", "Iniciales")
    assert por_codigo["165.22100"][8] == 1240.5  # obligado, as a figure
    assert len(filas) == 1 + Aplicacion.objects.filter(ejercicio=2026).count()
    assert interventora.get(f"{ANIO}gastos/pdf/").status_code == 404
    for cual in ("ingresos", "diario", "sumas"):
        for formato in ("csv", "xlsx"):
            assert interventora.get(f"{ANIO}{cual}/{formato}/").status_code == 200
    assert interventora.get("/escritorio/economia/1999/gastos/").status_code == 404


def test_a_page_of_the_ledger_goes_on_with_its_balance(mesa: Mesa, monkeypatch: pytest.MonkeyPatch) -> None:
    from consistorio.canales.escritorio.vistas.economia import libros

    monkeypatch.setattr(libros, "POR_PAGINA", 1)
    interventora = mesa(INTERVENTORA)
    primera = pagina(interventora, f"{ANIO}mayor/?cuenta=0030")
    sigue = re.search(r'href="([^"]+tras=[^"]+)"', primera)
    assert sigue is not None
    segunda = pagina(interventora, sigue[1].replace("&amp;", "&"))
    assert "Saldo anterior" in segunda
    forjada = pagina(interventora, f"{ANIO}mayor/?cuenta=0030&tras=1:2:3")
    assert "Saldo anterior" not in forjada


def test_the_grid_says_everything_that_is_wrong_and_loses_nothing(mesa: Mesa) -> None:
    interventora, cuantas = mesa(INTERVENTORA), Operacion.objects.count()
    ruta = f"{ANIO}operaciones/gasto/"
    assert mesa(JEFA).get(ruta).status_code == 403
    interventora = mesa(INTERVENTORA)
    mal = gasto(
        **{
            "clase": "AD",
            "fecha": "31/2/2026",
            "tercero": "Nadie",
            "linea-0-codigo": "920.22000",
            "linea-0-importe": "x",
        },
        **{"linea-2-codigo": "no", "linea-2-importe": "5"},
    )
    respuesta = interventora.post(ruta, mal)
    dicha = respuesta.content.decode()
    assert respuesta.status_code == 422
    for texto in ("Escriba una fecha que exista", "Ningún tercero tiene ese NIF", "Escriba la cantidad en euros"):
        assert texto in dicha
    for escrito in ("31/2/2026", 'value="Nadie"', 'value="920.22000"', 'value="NO"', 'value="x"'):
        assert escrito in dicha
    sin_credito = gasto(**{"linea-1-codigo": "920.22000", "linea-1-importe": "2.200,01", "linea-3-codigo": "nada"})
    dos = interventora.post(ruta, sin_credito)
    assert dos.status_code == 422
    assert "«NADA» no es una aplicación" in dos.content.decode()
    pasado = interventora.post(ruta, gasto(**{"linea-1-codigo": "920.22000", "linea-1-importe": "2.200,01"}))
    assert "Línea 2: Faltan 0,01 €" in pasado.content.decode()
    assert 'href="#linea-1-codigo"' in pasado.content.decode()
    calculo = interventora.post(
        ruta, gasto(que="calcular", **{"linea-1-codigo": "920.22000", "linea-1-importe": "200"})
    )
    fila = calculo.json()["filas"][1]
    assert (fila["disponible"], fila["quedaria"], fila["falta"]) == ("2.200,00", "2.000,00", False)
    sugeridas = interventora.get(f"{ANIO}aplicaciones/", {"texto": "920.22"}).json()["aplicaciones"]
    assert [codigo for codigo, _nombre in sugeridas] == ["920.22000", "920.22100"]
    mas = interventora.post(ruta, gasto(que="mas", texto="Papelería"))
    assert mas.status_code == 200
    assert 'name="linea-9-codigo"' in mas.content.decode()
    assert "Papelería" in mas.content.decode()
    assert Operacion.objects.count() == cuantas


def test_an_expense_from_its_retention_to_its_negative(mesa: Mesa) -> None:
    interventora = mesa(INTERVENTORA)
    ruta = f"{ANIO}operaciones/gasto/"
    hecha = interventora.post(ruta, gasto(**{"linea-0-codigo": "920.22000", "linea-0-importe": "200"}), follow=True)
    assert "Anotada la operación RC" in hecha.content.decode()
    rc = Operacion.objects.order_by("-id")[0]
    sigue = pagina(interventora, f"{ruta}?clase=AD&origen={rc.id}")
    linea = rc.lineas.get()
    assert f'value="{linea.id}"' in sigue
    assert "quedan 200,00 €" in sigue
    traida = interventora.post(ruta, gasto(que="traer", traer=f"RC 2026/{rc.numero}", clase="AD")).content.decode()
    assert f'value="{linea.id}"' in traida
    assert "No hay ninguna operación" in interventora.post(ruta, gasto(que="traer", traer="9999")).content.decode()
    ad = gasto(
        **{
            "clase": "AD",
            "tercero": "b09000001",
            "que": "otra",
            "linea-0-importe": "150",
            "linea-0-origen": str(linea.id),
        }
    )
    assert interventora.post(ruta, ad)["Location"] == f"{ruta}?clase=AD"
    comprometida = Operacion.objects.order_by("-id")[0]
    assert comprometida.tercero is not None
    assert "Suministros Arlanza SL" in pagina(interventora, f"{E}operaciones/{comprometida.id}/")
    negativo = f"{E}operaciones/{comprometida.id}/corregir/"
    assert 'value="150,00"' in pagina(interventora, negativo)
    pide = {"fecha": "1/9/2026", "texto": "Se pidió de menos", "linea-0": "150,01"}
    assert "Faltan 0,01 €" in interventora.post(negativo, pide).content.decode()
    corregida = interventora.post(negativo, pide | {"linea-0": "50"}, follow=True).content.decode()
    assert "Corrección anotada: AD/" in corregida
    una = Aplicacion.objects.get(programa="920", economica="22000")
    assert (una.dispuesto, una.retenido) == (
        Decimal(100),
        Decimal(400),
    )  # what was there, and what went back to its retention
    assert mesa(TESORERO).get(negativo).status_code == 409


def test_what_is_sent_twice_is_noted_once(mesa: Mesa, reloj: RelojDePrueba) -> None:
    interventora = mesa(INTERVENTORA)
    grid = pagina(interventora, f"{ANIO}operaciones/gasto/")
    [cual] = re.findall(r'name="formulario" value="([^"]+)"', grid)
    pedido = gasto(formulario=cual, **{"linea-0-codigo": "920.22000", "linea-0-importe": "600"})
    primera = interventora.post(f"{ANIO}operaciones/gasto/", pedido)
    hechas = Operacion.objects.count()
    otra_vez = interventora.post(f"{ANIO}operaciones/gasto/", pedido)  # for which no credit is left
    assert otra_vez.headers["Location"] == primera.headers["Location"]
    assert Operacion.objects.count() == hechas
    operacion = Operacion.objects.latest("id")
    assert FormularioUsado.objects.get().hecho_id == operacion.id
    with pytest.raises(YaAnotado) as ya, transaction.atomic():  # both at once: the second one loses when it writes
        gastar(UUID(cual), operacion.id, reloj=reloj)
    assert ya.value.hecho_id == operacion.id
    negativo = {
        "fecha": "1/9/2026",
        "texto": "No era",
        "linea-0": "600",
        "formulario": "0192f0c0-0000-4000-8000-000000000001",
    }
    corregir = f"{E}operaciones/{operacion.id}/corregir/"
    suyas = {interventora.post(corregir, negativo).headers["Location"] for _vez in range(2)}
    assert len(suyas) == 1


def test_paying_is_ordered_by_who_pays(mesa: Mesa) -> None:
    ado = Operacion.objects.get(clase="ADO")
    ruta = f"{ANIO}operaciones/orden/"
    assert mesa(JEFA).get(ruta).status_code == 403
    tesorero = mesa(TESORERO)
    assert f"{ruta}?clase=P&amp;origen={ado.id}" in pagina(tesorero, f"{E}operaciones/{ado.id}/")
    datos = {"clase": "P", "fecha": "1/9/2026", "texto": "Orden", "filas": "2", "varios": "si"}
    for n, linea in enumerate(ado.lineas.order_by("orden")):
        datos |= {f"linea-{n}-origen": str(linea.id), f"linea-{n}-importe": str(linea.saldo).replace(".", ",")}
    hecha = tesorero.post(ruta, datos, follow=True).content.decode()
    assert "ordenar un pago no mueve la contabilidad" in hecha, llano(hecha)


def test_what_an_area_prepares_is_reviewed(mesa: Mesa) -> None:
    ruta = f"{ANIO}previas/"
    assert mesa(TRAMITA).get(ruta).status_code == 403
    jefa = mesa(JEFA)
    assert "Operaciones previas" in pagina(jefa, E)
    assert "Preparar una operación previa de 2026" in pagina(jefa, f"{ruta}nueva/")
    pedido = gasto(clase="AD", varios="on") | {"linea-0-codigo": "920.22100", "linea-0-importe": "10000,00"}
    mal = jefa.post(f"{ruta}nueva/", pedido)
    assert mal.status_code == 422
    assert "Faltan" in mal.content.decode()
    assert jefa.post(f"{ruta}nueva/", pedido | {"linea-0-importe": "150,25"}).status_code == 302
    previa = OperacionPrevia.objects.get()
    suya = f"{E}previas/{previa.id}/"
    assert "Retirarla" in pagina(jefa, suya)
    assert "Aceptar y contabilizar" not in pagina(jefa, suya)
    teresa = mesa(INTERVENTORA)
    assert "AD previa 2026/1" in llano(pagina(teresa, ruta))
    assert teresa.post(f"{suya}retirar/").status_code == 403
    assert teresa.post(f"{suya}devolver/", {"motivo": ""}).status_code == 422
    assert teresa.post(f"{suya}devolver/", {"motivo": "Falta el presupuesto del proveedor"}).status_code == 302
    otra_vez = teresa.post(f"{suya}aceptar/")
    assert otra_vez.status_code == 422
    assert "ya está así: Devuelta" in otra_vez.content.decode()
    jefa = mesa(JEFA)
    assert "Falta el presupuesto del proveedor" in pagina(jefa, suya)
    jefa.post(f"{ruta}nueva/", pedido | {"linea-0-importe": "150,25"})
    otra = OperacionPrevia.objects.get(estado="pendiente")
    assert mesa(INTERVENTORA).post(f"{E}previas/{otra.id}/aceptar/").status_code == 302
    otra.refresh_from_db()
    assert str(otra.operacion).startswith("AD 2026/")


def test_intervencion_confirms_and_changes_how_it_is_posted(mesa: Mesa) -> None:
    tesorero = mesa(TESORERO)
    assert tesorero.get(f"{E}reglas/R008/confirmar/").status_code == 403
    interventora = mesa(INTERVENTORA)
    dudosa = ReglaAsiento.objects.exclude(certeza="verificado").filter(revisada_el=None).order_by("codigo")[0]
    lista = pagina(interventora, f"{E}reglas/")
    assert f">{dudosa.codigo}</a>" in lista
    confirmar = f"{E}reglas/{dudosa.codigo}/confirmar/"
    assert interventora.post(confirmar, {"motivo": ""}).status_code == 422
    assert interventora.post(confirmar, {"motivo": "Orden HAP/1781/2013"}).status_code == 302
    assert f">{dudosa.codigo}</a>" not in pagina(interventora, f"{E}reglas/")
    assert "Orden HAP/1781/2013" in pagina(interventora, f"{E}reglas/{dudosa.codigo}/")
    cambia = {"debe": "zz", "haber": "4000", "signo": "+", "desde": "1/8/2026", "motivo": "Criterio"}
    mal = interventora.post(f"{E}reglas/R008/cambiar/", cambia).content.decode()
    assert "Escriba sus cuentas" in mal
    assert "elija hoy o un día posterior" in mal
    assert (
        interventora.post(f"{E}reglas/R008/cambiar/", cambia | {"debe": "62x", "desde": "1/10/2026"}).status_code == 302
    )
    assert "Desde el 01/10/2026" in llano(pagina(interventora, f"{E}reglas/R008/"))
    assert pagina(interventora, f"{E}equivalencias/?ver=todas&codigo=221")
    una = Equivalencia.objects.filter(clase="gasto", revisada_el=None).order_by("prefijo")[0]
    suya = f"{E}equivalencias/gasto/{una.prefijo}/"
    assert una.cuenta_id in pagina(interventora, suya)
    mal = interventora.post(suya, {"cuenta": "999", "desde": "1/9/2026", "nota": "x"}).content.decode()
    assert "La cuenta 999 no está en el plan" in mal
    assert (
        interventora.post(suya, {"cuenta": una.cuenta_id, "desde": "1/9/2026", "nota": "Conforme"}).status_code == 302
    )
    una.refresh_from_db()
    assert una.revisada_el is not None


def test_years_are_opened_and_their_dates_locked(mesa: Mesa) -> None:
    assert mesa(TESORERO).get(f"{E}ejercicios/abrir/").status_code == 403
    interventora = mesa(INTERVENTORA)
    assert "de 2015 a 2027" in interventora.post(f"{E}ejercicios/abrir/", {"anio": "1999"}).content.decode()
    assert (
        "El ejercicio 2027 está abierto"
        in interventora.post(f"{E}ejercicios/abrir/", {"anio": "2027"}, follow=True).content.decode()
    )
    bloquear = f"{E}ejercicios/2026/bloquear/"
    assert "al menos uno de los dos" in interventora.post(bloquear, {}).content.decode()
    assert interventora.post(bloquear, {"presupuesto_hasta": "31/8/2026"}).status_code == 302
    antes = gasto(**{"fecha": "31/8/2026", "linea-0-codigo": "920.22000", "linea-0-importe": "1"})
    assert "está bloqueado" in interventora.post(f"{ANIO}operaciones/gasto/", antes).content.decode()
    reabrir = f"{E}ejercicios/2026/reabrir/"
    assert interventora.post(reabrir, {"presupuesto_hasta": "30/6/2026", "motivo": ""}).status_code == 422
    assert interventora.post(reabrir, {"presupuesto_hasta": "30/6/2026", "motivo": "Faltaba un RC"}).status_code == 302
    assert "Faltaba un RC" in pagina(interventora, f"{E}ejercicios/")
    assert Bloqueo.objects.filter(reabre=True).count() == 1


def test_an_account_is_written_by_one_and_confirmed_by_another(mesa: Mesa, reloj: RelojDePrueba) -> None:
    ficha = Tercero.objects.get(persona__nif="B09000001")
    ruta = f"{E}terceros/"
    assert mesa(JEFA).get(ruta).status_code == 403
    fernando = mesa(TESORERO)
    assert "Suministros Arlanza SL" in fernando.post(ruta, {"texto": "arlanza"}).content.decode()
    assert "Nadie con ese NIF" in fernando.post(ruta, {"texto": "12345678Z"}).content.decode()
    suya = f"{ruta}{ficha.id}/"
    assert "no se le puede pagar" in pagina(fernando, suya)
    fichero = io.BytesIO(un_pdf("Certificado del banco"))
    fichero.name = "certificado.pdf"
    subido = fernando.post(
        f"{suya}documentos/nuevo/", {"clase": "titularidad", "titulo": "Certificado del banco", "fichero": fichero}
    )
    assert subido.status_code == 302, subido.content.decode()
    documento = ficha.documentos.get()
    assert fernando.get(f"{ruta}documentos/{documento.documento_id}/").status_code == 200
    mal = fernando.post(f"{suya}cuenta/", {"iban": "ES00", "documento": str(documento.documento_id)})
    assert mal.status_code == 422
    buena = {"iban": "ES91 2100 0418 4502 0005 1332", "documento": str(documento.documento_id)}
    assert fernando.post(f"{suya}cuenta/", buena).status_code == 302
    cuenta = CuentaTercero.objects.get()
    assert "Confirmar la cuenta" not in pagina(fernando, suya)
    assert fernando.get(f"{ruta}cuentas/{cuenta.id}/confirmar/").status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "esperan su confirmación" in pagina(teresa, ruta)
    confirmar = f"{ruta}cuentas/{cuenta.id}/confirmar/"
    assert "ES91" not in pagina(teresa, confirmar)  # it is read in the certificate
    assert "no coincide" in teresa.post(confirmar, {"iban": "ES7921000813610123456789"}).content.decode()
    assert teresa.post(confirmar, {"iban": "ES9121000418450200051332"}).status_code == 302
    assert "ya no espera" in pagina(teresa, confirmar)
    fernando = mesa(TESORERO)
    assert fernando.post(f"{ruta}cuentas/{cuenta.id}/retirar/", {"motivo": "La ha cerrado"}).status_code == 302
    cuenta.refresh_from_db()
    assert cuenta.estado == "retirada"
    nueva = fernando.post(
        f"{ruta}nuevo/", {"tipo_documento": "nif", "numero": "12345678Z", "nombre": "Ana", "apellido1": "Ruiz"}
    )
    assert nueva.status_code == 302


def test_an_entry_is_noted_by_hand_and_corrected(mesa: Mesa) -> None:
    ruta = f"{ANIO}diario/asientos/nuevo/"
    assert mesa(TESORERO).get(ruta).status_code == 403
    interventora, cuantos = mesa(INTERVENTORA), Asiento.objects.count()
    datos = {"ajuste": "amortizacion", "fecha": "31/8/2026", "motivo": "Mobiliario", "ambito": "presupuesto"}
    datos |= {"filas": "3", "linea-1-debe": "681", "linea-1-haber": "4000", "linea-1-importe": "1.000,00"}
    mal = interventora.post(ruta, datos | {"linea-2-debe": "681", "linea-2-importe": "x"}).content.decode()
    assert "Línea 3: Escriba la cantidad en euros" in mal
    del_presupuesto = interventora.post(ruta, datos).content.decode()
    assert "Línea 2: La cuenta 4000 la mueven las operaciones" in del_presupuesto
    assert 'value="1.000,00"' in del_presupuesto
    assert 'name="linea-7-debe"' in interventora.post(ruta, datos | {"que": "mas"}).content.decode()
    assert Asiento.objects.count() == cuantos
    hecho = interventora.post(ruta, datos | {"linea-1-haber": "2811"}, follow=True)
    assert "Anotado el asiento" in hecho.content.decode()
    asiento = Asiento.objects.order_by("-numero")[0]
    corregir = f"{E}asientos/{asiento.id}/corregir/"
    assert interventora.post(corregir, {"fecha": "1/9/2026", "motivo": ""}).status_code == 422
    corregido = interventora.post(corregir, {"fecha": "1/9/2026", "motivo": "Otra cuenta"}, follow=True)
    assert "-1.000,00" in corregido.content.decode()
    assert "ya está corregido" in interventora.post(corregir, {"fecha": "1/9/2026", "motivo": "x"}).content.decode()
    assert "Corregir este asiento" not in pagina(interventora, f"{E}asientos/{asiento.id}/")


def test_what_stops_a_payment_is_put_and_lifted_with_its_document(mesa: Mesa, reloj: RelojDePrueba) -> None:
    ficha = Tercero.objects.get(persona__nif="B09000001")
    suya = f"{E}terceros/{ficha.id}/"
    assert mesa(INTERVENTORA).get(f"{suya}retener/").status_code == 403
    fernando = mesa(TESORERO)
    fichero = io.BytesIO(un_pdf("Diligencia de embargo"))
    fichero.name = "embargo.pdf"
    datos = {"clase": "traba", "titulo": "Diligencia de embargo", "fichero": fichero}
    assert fernando.post(f"{suya}documentos/nuevo/", datos).status_code == 302
    documento = str(ficha.documentos.get().documento_id)
    pide = {"clase": "embargo", "documento": documento, "tope": "mil", "a_favor_de": "00000014Z"}
    pide |= {"desde.dia": "1", "desde.mes": "9", "desde.anio": "2026"}
    mal = fernando.post(f"{suya}retener/", pide)
    assert (mal.status_code, "Nadie con ese NIF tiene ficha" in mal.content.decode()) == (422, True)
    assert fernando.post(f"{suya}retener/", pide | {"a_favor_de": ""}).status_code == 422
    assert fernando.post(f"{suya}retener/", pide | {"a_favor_de": "", "tope": "1000"}).status_code == 302
    assert "retenidos o desviados" in pagina(fernando, suya)
    bloqueo = ficha.bloqueos.get()
    levantar = f"{E}terceros/retenciones/{bloqueo.id}/levantar/"
    assert fernando.post(levantar, {"documento": ""}).status_code == 422
    assert fernando.post(levantar, {"documento": documento}).status_code == 302
    assert "retenidos o desviados" not in pagina(fernando, suya)


def test_an_invoice_from_the_counter_to_its_obligation(mesa: Mesa, reloj: RelojDePrueba) -> None:
    ruta, fichero = f"{E}facturas/", io.BytesIO(un_pdf("Factura 7"))
    fichero.name = "7.pdf"
    datos = {"emisor_nif": "12345678z", "emisor_nombre": "Ana", "emisor_apellido1": "García", "numero": "7"}
    datos |= {"fecha.dia": "30", "fecha.mes": "8", "fecha.anio": "2026", "concepto": "Charla en el colegio"}
    datos |= {"base": "300", "iva": "21", "irpf": "15", "total": "318,00", "unidad": "LA0009986"}
    teresa = mesa(INTERVENTORA)
    assert mesa(TESORERO).get(f"{ruta}papel/").status_code == 403
    teresa = mesa(INTERVENTORA)
    mal = teresa.post(f"{ruta}papel/", datos | {"base": "x"})
    assert (mal.status_code, "Falta «Imagen de la factura»" in mal.content.decode()) == (422, True)
    anotada = teresa.post(f"{ruta}papel/", datos | {"fichero": fichero}, follow=True).content.decode()
    una = Factura.objects.get()
    for texto in ("Charla en el colegio", "318,00", "0 días de 30", "Su unidad", "falta la conformidad"):
        assert texto in llano(anotada), texto
    suya = f"{ruta}{una.id}/"
    assert "Conformar" not in llano(anotada).partition("Qué se ha hecho")[0].partition(una.codigo)[2]
    assert teresa.get(f"{suya}documento/").status_code == 200
    assert mesa("ines").get(suya).status_code == 404  # neither hers nor of her unit
    marta = mesa(JEFA)
    assert "Facturas por conformar (1)" in pagina(marta, "/escritorio/")
    assert una.codigo in pagina(marta, ruta)
    assert marta.post(f"{suya}devolver/", {"texto": ""}).status_code == 422
    sin_motivo = marta.post(f"{suya}rechazar/", {"texto": "x"})
    assert "Falta «Motivo»" in sin_motivo.content.decode()
    assert marta.post(f"{suya}conformar/", {"observaciones": "Correcta"}).status_code == 302
    assert "Correcta" in pagina(marta, suya)
    assert marta.get(f"{suya}obligacion/").status_code == 403
    teresa = mesa(INTERVENTORA)
    ado = Operacion.objects.get(clase="ADO")
    dicho = {"numero": str(ado.numero), "anio": "2025"}
    assert "con ese número en ese ejercicio" in teresa.post(f"{suya}obligacion/", dicho).content.decode()
    assert "no reconoce" in teresa.post(f"{suya}obligacion/", {"numero": "1", "anio": "2026"}).content.decode()
    assert teresa.post(f"{suya}obligacion/", dicho | {"anio": "2026"}).status_code == 302
    assert f"/operaciones/{ado.id}/" in pagina(teresa, suya)
    pago = {"fecha.dia": "1", "fecha.mes": "9", "fecha.anio": "2026"}
    assert teresa.post(f"{suya}pago/", pago).status_code == 302
    medio = llano(pagina(teresa, f"{ruta}plazo/?desde=1/7/2026&hasta=30/9/2026"))
    assert "Todo el Ayuntamiento 318,00 0,00" in medio
    assert "Pagadas 1 318,00 0 0,00" in medio
    csv = teresa.get(f"{ruta}plazo/csv/?desde=1/7/2026&hasta=30/9/2026").content.decode()
    assert "Todo el Ayuntamiento;318,00;0,00" in csv
    assert una.codigo in pagina(teresa, f"{ruta}?ver=todas")
    assert una.codigo not in pagina(teresa, f"{ruta}?ver=vivas")
    assert teresa.post(f"{suya}anulacion/pedir/", {"texto": "Se repitió"}).status_code == 422
    assert "Nadie así tiene ficha" in teresa.post(f"{suya}emisor/", {"texto": "Nadie"}).content.decode()
    assert teresa.post(f"{suya}emisor/", {"texto": "12345678Z"}).status_code == 422  # it is paid


def test_lists_take_the_same_queries_whatever_their_rows(mesa: Mesa) -> None:
    jefa = mesa(JEFA)

    def cuantas(camino: str) -> int:
        with CaptureQueriesContext(connection) as hechas:
            pagina(jefa, camino)
        return len(hechas)

    assert cuantas(f"{ANIO}gastos/?codigo=920") == cuantas(f"{ANIO}gastos/")
    assert cuantas(f"{ANIO}operaciones/?clase=RC") == cuantas(f"{ANIO}operaciones/")
