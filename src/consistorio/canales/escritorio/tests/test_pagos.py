"""Paying a fee, from the desk to the Tesorería: the account that is shown, the payment that comes in, a file of them, and what is not owed."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.tests import manos
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.servicios.tributos.models import Cobro, Liquidacion
from consistorio.servicios.tributos.tests import terraza
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.models import ActoTramite, MotivoDeTarea
from consistorio.tramitacion.tests.firmas import firmado

T = "/escritorio/tesoreria/"
CABECERA = "referencia;importe;fecha;medio;referencia_banco\r\n"


@pytest.fixture
def caso(reloj: RelojDePrueba) -> Expediente:
    terraza.procedimiento(reloj)
    terraza.escribir_tarifa(reloj)
    return terraza.caso(reloj)


@pytest.fixture
def debe(caso: Expediente, reloj: RelojDePrueba) -> Liquidacion:
    return terraza.autoliquidada(caso, reloj)


def subir(cliente: Client, filas: str) -> str:
    fichero = SimpleUploadedFile("cobros.csv", (CABECERA + filas).encode())
    return cliente.post(f"{T}fichero/", {"fichero": fichero}).content.decode()


def leido(pagina: str) -> str:
    hallado = re.search(r'name="leido" value="([^"]+)"', pagina)
    return hallado[1] if hallado else ""


def test_the_account_is_shown_and_made_as_it_was_seen(mesa: Mesa, caso: Expediente, reloj: RelojDePrueba) -> None:
    ruta = f"/escritorio/expedientes/{caso.id}/"
    tarea = f"{ruta}tareas/{terraza.tarea_de_pago(caso).id}/"
    assert "Lo tiene que hacer Gestión Tributaria" in mesa("raul").get(ruta).content.decode()
    cliente = mesa("olga")
    assert "Calcular la autoliquidación" in cliente.get(ruta).content.decode()
    pagina = cliente.get(f"{tarea}autoliquidar/").content.decode()
    assert "24 m² × 3,50 € (por metro cuadrado y mes) × 6 meses = 504,00 €" in pagina
    assert "Ordenanza fiscal n.º 7, artículo 6" in pagina
    assert cliente.post(f"{tarea}autoliquidar/", {"importe": "504.00"}).status_code == 422
    assert cliente.post(f"{tarea}autoliquidar/", {"importe": "1.00", "comprobada": "on"}).status_code == 409
    assert cliente.post(f"{tarea}autoliquidar/", {"importe": "504.00", "comprobada": "on"}).status_code == 302
    liquidacion = Liquidacion.objects.get()
    pagos = cliente.get(f"{ruta}pagos/").content.decode()
    for palabras in (liquidacion.referencia_dictada, "504,00 €", "Documento de ingreso", "Por pagar"):
        assert palabras in pagos
    espera = cliente.get(ruta).content.decode()
    assert "Falta que pague 504,00 €" in espera
    assert "Anular una liquidación" in espera
    assert mesa("silvia").get(f"{ruta}pagos/").status_code == 404


def test_why_it_cannot_be_computed_is_said(mesa: Mesa, reloj: RelojDePrueba) -> None:
    terraza.procedimiento(reloj)
    caso = terraza.caso(reloj)
    ruta = f"/escritorio/expedientes/{caso.id}/"
    cliente = mesa("olga")
    assert "Ordenanza: pendiente. Gestión Tributaria no ha escrito la tarifa" in cliente.get(ruta).content.decode()
    negada = cliente.get(f"{ruta}tareas/{terraza.tarea_de_pago(caso).id}/autoliquidar/")
    assert negada.status_code == 409
    assert "Ordenanza: pendiente" in negada.content.decode()
    assert "nada que pagar todavía" in cliente.get(f"{ruta}pagos/").content.decode()
    assert cliente.get(f"{ruta}hacer/anular_liquidacion/").status_code == 409


def test_a_fee_that_a_case_does_not_need_is_not_said_to_be_done(mesa: Mesa, reloj: RelojDePrueba) -> None:
    terraza.procedimiento(reloj)
    caso = terraza.caso(reloj)
    cliente, tarea = mesa("olga"), terraza.tarea_de_pago(caso)
    sobra = f"/escritorio/expedientes/{caso.id}/tareas/{tarea.id}/no_hace_falta/"
    assert "En este expediente no hace falta</h1>" in cliente.get(sobra).content.decode()
    revision = caso.tareas.get(tipo="revision")
    de_otra = mesa("ines").post(sobra.replace(str(tarea.id), str(revision.id)), {"motivo": "Porque sí."})
    assert de_otra.status_code == 409
    cliente = mesa("olga")
    pasada = cliente.post(sobra.replace("no_hace_falta", "completar_tarea"))
    assert pasada.status_code == 409, "nor is it left out by saying that it is done"
    for nada in ("", "   "):
        negada = cliente.post(sobra, {"motivo": nada})
        assert "Escriba por qué no hace falta." in negada.content.decode()
    assert not MotivoDeTarea.objects.exists()
    assert cliente.post(sobra, {"motivo": "Está exenta: fiestas del barrio."}).status_code == 302
    dado = MotivoDeTarea.objects.get()
    assert (dado.clase, dado.tarea_id, dado.texto) == ("sobra", tarea.id, "Está exenta: fiestas del barrio.")
    hecho = eventos_de(caso.cadena).get(tipo="tarea.completada", datos__tarea_id=str(tarea.id))
    assert hecho.datos["motivo_id"] == str(dado.id)
    assert "exenta" not in hecho.canonico
    tarea.refresh_from_db()
    assert (tarea.estado, tarea.innecesaria) == ("hecha", True)
    tramites = mesa("ines").get(f"/escritorio/expedientes/{caso.id}/tramites/").content.decode()
    fila = tramites.partition(tarea.nombre)[2].partition("</tr>")[0]
    assert "No hace falta" in fila
    assert "Está exenta: fiestas del barrio." in fila
    assert "Hecha" not in fila
    historial = mesa("ines").get(f"/escritorio/expedientes/{caso.id}/historial/").content.decode()
    assert "Se ha anotado que una tarea no hace falta" in historial
    assert "Está exenta: fiestas del barrio." in historial


def test_a_debt_is_found_by_its_reference_and_collected(mesa: Mesa, debe: Liquidacion) -> None:
    assert mesa("olga").get(T).status_code == 403
    cliente = mesa("fernando")
    assert "Ninguna liquidación" in cliente.get(T, {"referencia": "1234"}).content.decode()
    hallada = cliente.get(T, {"referencia": debe.referencia_dictada})
    assert hallada.headers["Location"] == f"{T}{debe.id}/"
    pagina = cliente.get(f"{T}{debe.id}/").content.decode()
    assert 'value="504,00"' in pagina
    assert "12345678Z" in pagina
    mal = cliente.post(f"{T}{debe.id}/", {"importe": "x", "medio": "caja", "referencia_banco": "C-1"})
    assert mal.status_code == 422
    pago = {"importe": "504,00", "medio": "caja", "referencia_banco": "C-1"}
    pago |= {"fecha.dia": "1", "fecha.mes": "9", "fecha.anio": "2026"}
    hecho = cliente.post(f"{T}{debe.id}/", pago, follow=True).content.decode()
    assert "Cobro anotado. Paga todo lo que faltaba." in hecho
    assert "Ya está pagada" in hecho
    assert cliente.post(f"{T}{debe.id}/", pago).status_code == 302  # the same payment
    assert Cobro.objects.count() == 1
    otro = cliente.post(f"{T}{debe.id}/", {**pago, "importe": "5"})
    assert 'href="#campo-referencia_banco"' in otro.content.decode()
    assert cliente.get(f"{T}00000000-0000-7000-8000-000000000000/").status_code == 404
    assert mesa("olga").get(f"{T}{debe.id}/").status_code == 403


def test_a_file_is_shown_first_and_noted_whole(mesa: Mesa, debe: Liquidacion, reloj: RelojDePrueba) -> None:
    otra = terraza.autoliquidada(terraza.caso(reloj), reloj)
    cliente = mesa("fernando")
    filas = (
        f"{debe.referencia_dictada};504,00;01/09/2026;entidad;F-1\r\n"
        f"{otra.referencia};500;2026-09-01;transferencia;F-2\r\n"
        f"{otra.referencia};4;01-09-2026;transferencia;F-3\r\n"
    )
    pagina = subir(cliente, filas)
    assert pagina.count("Paga todo lo que faltaba") == 2
    assert "Paga una parte: falta el resto" in pagina
    assert Cobro.objects.count() == 0
    anotado = cliente.post(f"{T}fichero/", {"leido": leido(pagina)}, follow=True).content.decode()
    assert "Se han anotado 3 cobros." in anotado
    manos.correr()
    assert [una.estado for una in Liquidacion.objects.order_by("id")] == ["cobrada", "cobrada"]
    assert len({cobro.fichero for cobro in Cobro.objects.all()}) == 1
    otra_vez = subir(cliente, filas)
    assert otra_vez.count("Ya estaba anotado") == 3
    cliente.post(f"{T}fichero/", {"leido": leido(otra_vez)})
    assert Cobro.objects.count() == 3


def test_every_error_of_a_file_is_said_by_row_and_nothing_is_noted(mesa: Mesa, debe: Liquidacion) -> None:
    cliente = mesa("fernando")
    pagina = subir(
        cliente,
        f"{debe.referencia};504,00;01/09/2026;entidad;F-1\r\n"
        "123456789012;504,00;01/09/2026;entidad;F-2\r\n"
        f"{debe.referencia};cien;31/09/2026;trueque;F-1\r\n",
    )
    for palabras in ("3 filas con errores", "dos veces en el fichero", "doce cifras", "El medio es uno de estos"):
        assert palabras in pagina
    assert not leido(pagina)
    assert (
        "Falta la columna «medio»"
        in cliente.post(
            f"{T}fichero/", {"fichero": SimpleUploadedFile("x.csv", b"referencia;importe;fecha;otra\r\n1;2;3;4\r\n")}
        ).content.decode()
    )
    assert "ningún cobro debajo" in subir(cliente, "")
    assert "Elija el fichero." in cliente.post(f"{T}fichero/", {}).content.decode()
    assert "caducado o no es suyo" in cliente.post(f"{T}fichero/", {"leido": "x"}).content.decode()
    assert Cobro.objects.count() == 0
    assert "referencia;importe;fecha;medio;referencia_banco" in cliente.get(f"{T}fichero/modelo/").content.decode()


def test_what_changed_since_it_was_shown_is_shown_again(mesa: Mesa, debe: Liquidacion, reloj: RelojDePrueba) -> None:
    cliente = mesa("fernando")
    visto = leido(subir(cliente, f"{debe.referencia};504,00;01/09/2026;entidad;F-1\r\n"))
    terraza.pagada(debe, reloj, importe="100", referencia_banco="F-1")
    pagina = cliente.post(f"{T}fichero/", {"leido": visto})
    assert pagina.status_code == 422
    assert "ya se anotó otro cobro: 100,00 €" in pagina.content.decode()
    assert Cobro.objects.count() == 1


def test_what_is_late_or_has_to_be_given_back_is_listed(mesa: Mesa, reloj: RelojDePrueba) -> None:
    plazo: dict[str, Valor] = {"cantidad": 5, "unidad": "dias_naturales"}
    terraza.procedimiento(reloj, {**terraza.AUTOLIQUIDACION, "plazo": plazo})
    terraza.escribir_tarifa(reloj)
    vencida, pagada = (terraza.autoliquidada(terraza.caso(reloj), reloj) for _ in range(2))
    for banco in ("A", "B"):
        terraza.pagada(pagada, reloj, referencia_banco=banco)
    cliente = mesa("fernando")
    assert "Todo lo que ha vencido está pagado" in cliente.get(f"{T}vencidas/").content.decode()
    reloj.avanzar(days=10)
    pagina = cliente.get(f"{T}vencidas/").content.decode()
    assert vencida.referencia_dictada in pagina
    assert pagada.referencia_dictada not in pagina
    devolver = cliente.get(f"{T}devoluciones/").content.decode()
    assert pagada.referencia_dictada in devolver
    assert vencida.referencia_dictada not in devolver
    tarde = terraza.pagada(vencida, reloj, referencia_banco="C")
    assert tarde.fuera_de_plazo
    assert "fuera de plazo" in cliente.get(f"{T}{vencida.id}/").content.decode()


def test_the_lists_ask_the_same_however_long_they_are(mesa: Mesa, reloj: RelojDePrueba) -> None:
    terraza.procedimiento(reloj)
    terraza.escribir_tarifa(reloj)
    cuentas = []
    cliente = mesa("fernando")
    for _ in range(2):
        for _ in range(3):
            debe = terraza.autoliquidada(terraza.caso(reloj), reloj)
            terraza.pagada(debe, reloj, importe="600", referencia_banco=debe.referencia)
        with CaptureQueriesContext(
            connection,
        ) as preguntas:
            assert cliente.get(f"{T}devoluciones/").status_code == 200
        cuentas.append(len(preguntas))
    assert cuentas[0] == cuentas[1]


def test_it_is_annulled_by_who_liquidates(
    mesa: Mesa, caso: Expediente, debe: Liquidacion, reloj: RelojDePrueba
) -> None:
    ruta = f"/escritorio/expedientes/{caso.id}/"
    cliente = mesa("olga")
    tarea = f"{ruta}tareas/{debe.tarea_id}/anular_liquidacion/"
    assert debe.referencia_dictada in cliente.get(tarea).content.decode()
    datos = {"liquidacion": str(debe.id), "decision": "error", "motivo": "Son 20 metros, según el informe."}
    assert cliente.post(tarea, {**datos, "motivo": "no"}).status_code == 422
    assert mesa("raul").post(tarea, datos).status_code == 403
    assert mesa("olga").post(tarea, datos).status_code == 302
    assert mesa("olga").post(tarea, datos).status_code == 409
    firmado(ActoTramite.objects.get(clase="anulacion_liquidacion"), reloj)
    assert "Anulada" in mesa("olga").get(f"{ruta}pagos/").content.decode()


def test_a_paid_debt_is_found_by_who_liquidates_and_annulled(
    mesa: Mesa, debe: Liquidacion, reloj: RelojDePrueba
) -> None:
    terraza.pagada(debe, reloj)
    manos.correr()
    olga, ruta = mesa("olga"), "/escritorio/liquidaciones/"
    assert olga.get(f"/escritorio/expedientes/{debe.expediente_id}/").status_code == 404  # her task is over
    assert "Ninguna liquidación" in olga.get(ruta, {"referencia": "1234"}).content.decode()
    hallada = olga.get(ruta, {"referencia": debe.referencia_dictada})
    assert hallada.headers["Location"] == f"{ruta}{debe.id}/"
    assert "504,00 €" in olga.get(f"{ruta}{debe.id}/").content.decode()
    assert olga.post(f"{ruta}{debe.id}/", {"decision": "error", "motivo": "no"}).status_code == 422
    assert (
        olga.post(f"{ruta}{debe.id}/", {"decision": "error", "motivo": "Son 20 metros, según el informe."}).status_code
        == 302
    )
    firmado(ActoTramite.objects.get(clase="anulacion_liquidacion"), reloj)
    pagina = olga.get(f"{ruta}{debe.id}/").content.decode()
    assert "Anulada" in pagina
    assert "Enviar a la firma" not in pagina
    assert mesa("fernando").get(ruta).status_code == 403


def test_a_closed_case_tells_the_annulment_of_its_debt(mesa: Mesa, debe: Liquidacion, reloj: RelojDePrueba) -> None:
    terraza.pagada(debe, reloj)
    manos.correr()
    with transaction.atomic():
        caso = Expediente.objects.select_for_update().get(id=debe.expediente_id)
        expedientes.cerrar(caso, resultado="estimada", actor=SISTEMA, reloj=reloj)
    suya, ruta = f"/escritorio/liquidaciones/{debe.id}/", f"/escritorio/expedientes/{debe.expediente_id}/"
    pagina = mesa("olga").get(suya).content.decode()
    for palabras in ("Se corrige un error material", "está cerrado y sigue cerrado"):
        assert palabras in pagina
    datos = {"decision": "error", "motivo": "Son 20 metros, según el informe."}
    assert "Elija en qué se apoya." in mesa("olga").post(suya, {**datos, "decision": ""}).content.decode()
    assert mesa("olga").post(suya, {**datos, "decision": str(debe.id)}).status_code == 422
    assert mesa("olga").post(suya, datos).status_code == 302
    assert "espera la firma del órgano que resuelve" in mesa("olga").get(suya).content.decode()
    assert "espera la firma" in mesa("raul").get(f"{ruta}pagos/").content.decode()
    acto = ActoTramite.objects.get(clase="anulacion_liquidacion")
    firmado(acto, reloj)
    pagos = mesa("raul").get(f"{ruta}pagos/").content.decode()
    for palabras in ("Anulada el", f"/escritorio/documentos/{acto.documento_id}/", "Por devolver", "504,00 €"):
        assert palabras in pagos
    assert "Anularla" not in pagos
    assert "Se anuló lo que había que pagar" in mesa("raul").get(f"{ruta}historial/").content.decode()
    with transaction.atomic():
        caso = Expediente.objects.select_for_update().get(id=debe.expediente_id)
        expedientes.archivar(caso, actor=SISTEMA, reloj=reloj)
    assert "Anulada" in mesa("olga").get(suya).content.decode()


def test_what_was_given_back_leaves_the_list(mesa: Mesa, debe: Liquidacion, reloj: RelojDePrueba) -> None:
    for banco in ("B1", "B2"):
        terraza.pagada(debe, reloj, referencia_banco=banco)
    fernando, ruta = mesa("fernando"), f"{T}{debe.id}/"
    assert debe.referencia_dictada in fernando.get(f"{T}devoluciones/").content.decode()
    assert f"{ruta}devolver/" in fernando.get(ruta).content.decode()
    datos = {"importe": "505", "fecha.dia": "1", "fecha.mes": "9", "fecha.anio": "2026", "referencia_banco": "SALE-1"}
    mal = fernando.post(f"{ruta}devolver/", datos)
    assert mal.status_code == 422
    assert "Solo quedan 504,00 € por devolver." in mal.content.decode()
    for _vez in range(2):
        assert fernando.post(f"{ruta}devolver/", datos | {"importe": "504"}).status_code == 302
    assert "SALE-1" in fernando.get(ruta).content.decode()
    assert "No hay nada que devolver." in fernando.get(f"{T}devoluciones/").content.decode()
    assert "No queda nada por devolver." in fernando.get(f"{ruta}devolver/").content.decode()
