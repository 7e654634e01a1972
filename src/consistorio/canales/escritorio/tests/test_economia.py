"""The accounts at the desk, by who keeps them, who pays and who only wants to know what is left."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    ANIO,
    INTERVENTORA,
    JEFA,
    TESORERO,
    TRAMITA,
    E,
    codigo,
    gasto,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.models import Circuito
from consistorio.economia.contabilidad.models import Asiento, FormularioUsado
from consistorio.economia.contabilidad.una_vez import YaAnotado, gastar
from consistorio.economia.presupuesto.models import Aplicacion, Operacion, OperacionPrevia
from consistorio.economia.presupuesto.tests.papeles import papel
from consistorio.nucleo.hojas import MARCA
from consistorio.nucleo.tipos import Importe
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db


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
    assert "920.22000 Ordinario no inventariable" in dicha  # of which the budget says no name
    inicial = llano(pagina(jefa, f"{E}operaciones/{Operacion.objects.get(clase='CI').id}/"))
    assert "Total de gastos" in inicial  # which is not added to income
    assert "Total de ingresos" in inicial
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
    sin_documento = interventora.post(ruta, ad)
    assert (sin_documento.status_code, 'href="#campo-documento"' in sin_documento.content.decode()) == (422, True)
    assert interventora.post(ruta, ad | {"documento": codigo()})["Location"] == f"{ruta}?clase=AD"
    comprometida = Operacion.objects.order_by("-id")[0]
    assert comprometida.tercero is not None
    assert "Suministros Arlanza SL" in pagina(interventora, f"{E}operaciones/{comprometida.id}/")
    obliga = ad | {"clase": "O", "linea-0-origen": str(comprometida.lineas.get().id), "linea-0-importe": "0,01"}
    assert interventora.post(ruta, obliga).status_code == 302  # what it follows has its document
    negativo = f"{E}operaciones/{comprometida.id}/corregir/"
    assert 'value="149,99"' in pagina(interventora, negativo)
    pide = {"fecha": "1/9/2026", "texto": "Se pidió de menos", "linea-0": "150,00"}
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


def test_the_pleno_says_that_a_credit_is_not_disposed_of(mesa: Mesa) -> None:
    interventora, ruta = mesa(INTERVENTORA), f"{ANIO}operaciones/gasto/"
    pide = gasto(clase="ND") | {"linea-0-codigo": "920.22100", "linea-0-importe": "10"}
    sin_acuerdo = interventora.post(ruta, pide)
    assert (sin_acuerdo.status_code, "Elija el acuerdo del Pleno" in sin_acuerdo.content.decode()) == (422, True)
    assert interventora.post(ruta, pide | {"documento": "NADIE"}).status_code == 422
    csv = str(Documento.objects.get(id=papel()).csv)
    assert interventora.post(ruta, pide | {"documento": csv}).status_code == 302
    una = Operacion.objects.get(clase="ND")
    vuelve = {"fecha": "1/9/2026", "texto": "Vuelve a estar disponible", "linea-0": "10"}
    corregir = f"{E}operaciones/{una.id}/corregir/"
    assert "del acuerdo del Pleno" in pagina(interventora, corregir)
    assert interventora.post(corregir, vuelve).status_code == 422
    assert interventora.post(corregir, vuelve | {"documento": csv}).status_code == 302


def test_the_document_of_an_operation_is_seen_by_who_may(mesa: Mesa) -> None:
    interventora = mesa(INTERVENTORA)
    papel_id = papel()
    dicho = Documento.objects.get(id=papel_id)
    pide = gasto() | {"linea-0-codigo": "920.22100", "linea-0-importe": "10"}
    mala = interventora.post(f"{ANIO}operaciones/gasto/", pide | {"documento": "NADA"})
    assert (mala.status_code, 'href="#campo-documento"' in mala.content.decode()) == (422, True)
    assert interventora.post(f"{ANIO}operaciones/gasto/", pide | {"documento": dicho.csv}).status_code == 302
    una = Operacion.objects.latest("id")
    assert (una.clase, una.documento_id) == ("RC", papel_id)
    assert dicho.csv in llano(pagina(interventora, f"{E}operaciones/{una.id}/"))
    ajena = llano(pagina(mesa(JEFA), f"{E}operaciones/{una.id}/"))  # whoever has the code may read it
    assert ("Tiene uno, que usted no puede ver" in ajena, dicho.csv in ajena) == (True, False)
    interventora = mesa(INTERVENTORA)
    corrige = {"fecha": "1/9/2026", "texto": "No era", "linea-0": "10"}
    suya = f"{E}operaciones/{una.id}/corregir/"
    assert interventora.post(suya, corrige | {"documento": "NADA"}).status_code == 422
    assert interventora.post(suya, corrige | {"documento": dicho.csv}).status_code == 302
    assert Operacion.objects.latest("id").documento_id == papel_id
    assert "Ninguno anotado" in pagina(interventora, f"{E}operaciones/{Operacion.objects.get(clase='ADO').id}/")
    # An expense of an earlier year, with the agreement that recognises it
    de_antes = gasto(clase="ADO") | {"varios": "on", "linea-0-codigo": "920.22100", "linea-0-importe": "10"}
    de_antes |= {"antes": "extrajudicial", "documento": dicho.csv}
    mala = interventora.post(f"{ANIO}operaciones/gasto/", de_antes)
    assert (mala.status_code, 'href="#campo-antes_prueba"' in mala.content.decode()) == (422, True)
    assert interventora.post(f"{ANIO}operaciones/gasto/", de_antes | {"antes_prueba": dicho.csv}).status_code == 302
    suya = llano(pagina(interventora, f"{E}operaciones/{Operacion.objects.latest('id').id}/"))
    assert "Reconocimiento extrajudicial del Pleno: nadie lo comprometió (RD 500/1990 26.2.c y 60.2)" in suya
    derecho = {"clase": "DR", "fecha": "1/9/2026", "texto": "Tasa", "filas": "5", "que": "anotar"}
    derecho |= {"linea-0-codigo": "30200", "linea-0-importe": "5", "documento": dicho.csv}
    assert interventora.post(f"{ANIO}operaciones/ingreso/", derecho).status_code == 302
    assert Operacion.objects.latest("id").documento_id == papel_id
    # What an area prepares takes it along
    previa = gasto(clase="A") | {"linea-0-codigo": "920.22000", "linea-0-importe": "10", "documento": dicho.csv}
    assert mesa(JEFA).post(f"{ANIO}previas/nueva/", previa).status_code == 302
    preparada = OperacionPrevia.objects.get()
    assert preparada.retencion is not None
    assert preparada.retencion.documento_id == papel_id
    interventora = mesa(INTERVENTORA)
    assert dicho.csv in pagina(interventora, f"{E}previas/{preparada.id}/")
    assert interventora.post(f"{E}previas/{preparada.id}/aceptar/").status_code == 302
    assert Operacion.objects.filter(clase="A").latest("id").documento_id == papel_id


def test_the_certificate_of_a_retention_is_asked_for_from_its_page(mesa: Mesa) -> None:
    una = Operacion.objects.get(clase="RC")
    suya, pedir = f"{E}operaciones/{una.id}/", f"{E}operaciones/{una.id}/certificado/pedir/"
    assert mesa(JEFA).post(pedir).status_code == 403
    assert pedir not in pagina(mesa(JEFA), suya)
    interventora = mesa(INTERVENTORA)
    assert pedir in pagina(interventora, suya)
    assert interventora.get(f"{suya}certificado/").status_code == 404
    assert "está en el portafirmas de Intervención" in interventora.post(pedir, follow=True).content.decode()
    assert "ya tiene su certificado" in interventora.post(pedir, follow=True).content.decode()
    abierta = pagina(interventora, suya)
    assert ("Falta la firma de Intervención" in abierta, pedir in abierta) == (True, False)
    assert Documento.objects.latest("fecha_captura").titulo in pagina(interventora, "/escritorio/portafirmas/")
    assert mesa(JEFA).get(f"{suya}certificado/").status_code == 404, "its page shows her neither what was written of it"
    pdf = mesa(INTERVENTORA).get(f"{suya}certificado/")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    teresa = mesa(INTERVENTORA)
    linea = una.lineas.get()
    corrige = {"fecha": f"{una.fecha:%d/%m/%Y}", "texto": "No era tanto", "linea-0": "10"}
    corregida = llano(teresa.post(f"{suya}corregir/", corrige, follow=True).content.decode())
    assert "se ha retirado del portafirmas" in corregida
    retirada = llano(pagina(teresa, suya))
    assert "se retiró del portafirmas sin firmar: la retención se corrigió después. Pida otro" in retirada
    assert str(una) not in pagina(teresa, "/escritorio/portafirmas/")
    teresa.post(pedir)
    Circuito.objects.filter(referencia__endswith=str(una.id), estado="pendiente").update(
        estado="completado", terminado_el=una.anotada_el
    )
    teresa.post(f"{suya}corregir/", corrige)
    queda = Importe(linea.saldo - 20)
    assert f"se corrigió la retención en 10,00 €, que ya no están retenidos. Quedan retenidos {queda}." in llano(
        pagina(teresa, suya)
    )
    ado = Operacion.objects.get(clase="ADO")
    assert f"{E}operaciones/{ado.id}/certificado" not in pagina(teresa, f"{E}operaciones/{ado.id}/")


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


def test_who_does_not_fiscalise_says_why_what_they_commit_is_exempt(mesa: Mesa) -> None:
    ruta = f"{ANIO}operaciones/gasto/"
    assert "¿Por qué no se fiscaliza antes?" not in pagina(mesa(INTERVENTORA), ruta), "it fiscalises by noting it"
    contable = mesa(INTERVENTORA)
    assert ActorDePrueba.actor is not None
    suyos = ActorDePrueba.actor.permisos - {"intervencion.fiscalizar"}
    ActorDePrueba.actor = replace(ActorDePrueba.actor, permisos=suyos)
    assert "¿Por qué no se fiscaliza antes?" in pagina(contable, ruta)
    pide = gasto(clase="AD", varios="on", documento=codigo())
    pide |= {"linea-0-codigo": "920.22100", "linea-0-importe": "100,00"}
    sin_nada = contable.post(ruta, pide)
    assert sin_nada.status_code == 422
    assert "sin su fiscalización previa" in llano(sin_nada.content.decode())
    mal = contable.post(ruta, pide | {"exencion": "tracto_sucesivo", "exento_por": "lo de siempre", "sin_iva": "x"})
    assert mal.status_code == 422
    mal = contable.post(ruta, pide | {"exencion": "tracto_sucesivo", "exento_por": "lo de siempre"})
    assert mal.status_code == 422
    assert "Escríbala así: AD 2026/12" in mal.content.decode()
    menor = contable.post(ruta, pide | {"exencion": "contrato_menor", "sin_iva": "82,65"})
    assert menor.status_code == 302, llano(menor.content.decode())
    control = Operacion.objects.get(clase="AD").control
    assert (control.gasto, control.exencion, control.sin_iva) == ("exento", "contrato_menor", Decimal("82.65"))


def test_what_an_area_prepares_is_reviewed(mesa: Mesa) -> None:
    ruta = f"{ANIO}previas/"
    assert mesa(TRAMITA).get(ruta).status_code == 403
    jefa = mesa(JEFA)
    assert "Operaciones previas" in pagina(jefa, E)
    assert "Preparar una operación previa de 2026" in pagina(jefa, f"{ruta}nueva/")
    pedido = gasto(clase="AD", varios="on") | {"linea-0-codigo": "920.22100", "linea-0-importe": "10000,00"}
    sin_nada = jefa.post(f"{ruta}nueva/", pedido).content.decode()
    assert "Diga el código (CSV) del documento que la justifica" in sin_nada
    assert "Faltan" in sin_nada, "what else is wrong is told with it"
    de_sobra = jefa.post(f"{ruta}nueva/", pedido | {"linea-0-importe": "150,25"}).content.decode()
    assert "Diga el código (CSV) del documento que la justifica" in de_sobra
    assert not OperacionPrevia.objects.exists(), "what has no document is undone whole"
    pedido["documento"] = codigo()
    mal = jefa.post(f"{ruta}nueva/", pedido)
    assert mal.status_code == 422
    assert "Faltan" in mal.content.decode()
    assert jefa.post(f"{ruta}nueva/", pedido | {"linea-0-importe": "150,25"}).status_code == 302
    previa = OperacionPrevia.objects.get()
    suya = f"{E}previas/{previa.id}/"
    assert "Retirarla" in pagina(jefa, suya)
    assert "Aceptar y contabilizar" not in pagina(jefa, suya)
    teresa = mesa(INTERVENTORA)
    assert "AD previa 2026/1 01/09/2026 quedan 10 días hábiles Marta Gil Encinas" in llano(pagina(teresa, ruta))
    assert "920.22100 Energía eléctrica 150,25 Total 150,25" in llano(pagina(teresa, suya))
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


def test_an_entry_is_noted_by_hand_and_corrected(mesa: Mesa) -> None:
    ruta = f"{ANIO}diario/asientos/nuevo/"
    assert mesa(TESORERO).get(ruta).status_code == 403
    interventora, cuantos = mesa(INTERVENTORA), Asiento.objects.count()
    datos = {"ajuste": "amortizacion", "fecha": "31/8/2026", "motivo": "Mobiliario", "ambito": "presupuesto"}
    assert interventora.post(ruta, datos | {"documento": "NADA"}).content.decode().count("campo-documento-error") > 0
    datos["documento"] = codigo()
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
    assert asiento.documento_id == papel()
    corregir = f"{E}asientos/{asiento.id}/corregir/"
    assert interventora.post(corregir, {"fecha": "1/9/2026", "motivo": ""}).status_code == 422
    corregido = interventora.post(corregir, {"fecha": "1/9/2026", "motivo": "Otra cuenta"}, follow=True)
    assert "-1.000,00" in corregido.content.decode()
    assert "ya está corregido" in interventora.post(corregir, {"fecha": "1/9/2026", "motivo": "x"}).content.decode()
    assert "Corregir este asiento" not in pagina(interventora, f"{E}asientos/{asiento.id}/")


def test_lists_take_the_same_queries_whatever_their_rows(mesa: Mesa) -> None:
    jefa = mesa(JEFA)

    def cuantas(camino: str) -> int:
        with CaptureQueriesContext(connection) as hechas:
            pagina(jefa, camino)
        return len(hechas)

    pagina(jefa, f"{ANIO}operaciones/")  # which units she heads is asked once, and remembered
    assert cuantas(f"{ANIO}gastos/?codigo=920") == cuantas(f"{ANIO}gastos/")
    assert cuantas(f"{ANIO}operaciones/?clase=RC") == cuantas(f"{ANIO}operaciones/")
