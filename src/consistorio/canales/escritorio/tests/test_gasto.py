"""The control of what spends, from the desk of Intervención to that of the unit."""

from __future__ import annotations

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.servicios.intervencion.models import Fiscalizacion, Reparo
from consistorio.servicios.intervencion.tests import gasto, limitado
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.tests.firmas import firmado, firmar


@pytest.fixture
def caso(reloj: RelojDePrueba) -> Expediente:
    gasto.procedimiento(reloj)
    return gasto.propuesto(reloj)


def de_la_tarea(expediente: Expediente, tipo: str, codigo: str) -> str:
    return f"/escritorio/expedientes/{expediente.id}/tareas/{gasto.tarea_de(expediente, tipo).id}/{codigo}/"


def ultimo(clase: str) -> ActoTramite:
    return ActoTramite.objects.filter(clase=clase).latest("dictado_el")


def test_intervencion_writes_its_result_and_the_unit_reads_it(
    mesa: Mesa, caso: Expediente, reloj: RelojDePrueba
) -> None:
    ruta = f"/escritorio/expedientes/{caso.id}/"
    assert "Lo tiene que hacer Intervención" in mesa("nuria").get(ruta).content.decode()
    assert "Lo escribe Intervención" in mesa("nuria").get(f"{ruta}gasto/").content.decode()
    teresa, puerta = mesa("teresa"), de_la_tarea(caso, "fiscalizacion", "fiscalizar")
    assert "Escribir el resultado" in teresa.get(ruta).content.decode()
    assert teresa.get(puerta).status_code == 200
    mal = teresa.post(puerta, {"resultado": "reparo", "importe": "mucho"})
    assert mal.status_code == 422
    for palabras in ("Escriba el importe del gasto", "Un reparo dice sus causas", "Escriba en qué se funda."):
        assert palabras in mal.content.decode()
    assert teresa.post(puerta, {"resultado": "favorable", "importe": "1240,50"}).status_code == 302
    firmado(ultimo("fiscalizacion"), reloj)
    assert str(Fiscalizacion.objects.get().gasto) == "1.240,50 €"
    pagina = mesa("nuria").get(f"{ruta}gasto/").content.decode()
    for palabras in ("1.240,50 €", "Favorable", "Fiscalización: Favorable"):
        assert palabras in pagina
    assert mesa("silvia").get(f"{ruta}gasto/").status_code == 404
    assert mesa("nuria").post(puerta, {"resultado": "favorable", "importe": "1"}).status_code == 403


def test_a_reparo_is_answered_and_settled_from_the_desk(mesa: Mesa, caso: Expediente, reloj: RelojDePrueba) -> None:
    gasto.fiscalizado(caso, reloj, "reparo", ["tramites"])
    ruta, marta = f"/escritorio/expedientes/{caso.id}/", mesa("marta")
    pagina = marta.get(ruta).content.decode()
    for palabras in ("Aceptar el reparo", "No aceptar el reparo", "Falta «Contestar el reparo de Intervención»"):
        assert palabras in pagina
    no = de_la_tarea(caso, "reparo", "discrepar")
    assert marta.post(no, {"texto": "", "gasto_del_pleno": "no"}).status_code == 422
    assert marta.post(no, {"texto": "No lo pide la convocatoria.", "gasto_del_pleno": "no"}).status_code == 302
    firmado(ultimo("discrepancia"), reloj)
    assert "Llevar a la Alcaldía" in marta.get(ruta).content.decode()
    decision = de_la_tarea(caso, "reparo", "resolver_discrepancia")
    assert marta.post(decision, {"levanta": "no", "texto": "La base quinta lo pide."}).status_code == 302
    firmado(ultimo("resolucion_discrepancia"), reloj)
    assert "Confirmado" in marta.get(f"{ruta}gasto/").content.decode()
    acepta = de_la_tarea(caso, "reparo", "aceptar_reparo")
    assert marta.post(acepta, {"texto": "Se aporta el certificado."}).status_code == 302
    firmado(ultimo("aceptacion_reparo"), reloj)
    assert Reparo.objects.get().estado == "aceptado"
    assert Fiscalizacion.objects.get().estado == "pendiente"


def test_what_the_pleno_agreed_is_noted_with_its_document(mesa: Mesa, caso: Expediente, reloj: RelojDePrueba) -> None:
    reparo = gasto.con_discrepancia(caso, reloj, "credito")
    marta, puerta = mesa("marta"), de_la_tarea(caso, "reparo", "anotar_pleno")
    assert "Elija un documento" in marta.get(puerta).content.decode()
    suyo = marta.post(puerta, {"levanta": "si", "documento": str(reparo.documento_id)})
    assert 'href="#campo-documento"' in suyo.content.decode()
    otro = caso.documentos.exclude(documento_id__in=[reparo.documento_id, reparo.respuesta_id or reparo.documento_id])
    assert marta.post(puerta, {"levanta": "si", "documento": str(otro.latest("orden").documento_id)}).status_code == 302
    assert Reparo.objects.get().estado == "levantado"
    assert marta.get(puerta).status_code == 200
    assert marta.post(puerta, {"levanta": "si", "documento": str(reparo.documento_id)}).status_code == 409


def test_the_list_that_the_procedure_says_is_asked_and_a_result_that_came_back_keeps_its_answers(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    gasto.procedimiento(reloj, {"tipo": "subvenciones", "fase": "AD"})
    caso = gasto.propuesto(reloj)
    puerta = de_la_tarea(caso, "fiscalizacion", "fiscalizar")
    teresa = mesa("teresa")
    assert "lista de requisitos" not in teresa.get(puerta).content.decode(), "the control is full"
    lista = limitado.lista(reloj, limitado.acuerdo(reloj, limitado.certificado(caso, reloj)))
    pagina = teresa.get(puerta).content.decode()
    for palabras in ("Existe crédito presupuestario", "lo resuelve", "Propuesta del programa, por revisar."):
        assert palabras in pagina
    requisitos = list(lista.requisitos.order_by("numero"))
    como = {"resultado": "favorable", "importe": "1240,50", "lista": str(lista.id), "lista_vista": str(lista.id)}
    assert "fiscaliza con la lista" in teresa.post(puerta, como | {"lista": "", "lista_vista": ""}).content.decode()
    plurianual = next(uno for uno in requisitos if uno.clase == "plurianual")
    motivo = {f"motivo.{plurianual.id}": "No llega a otros años."}
    dadas = {f"respuesta.{uno.id}": "cumple" for uno in requisitos} | {f"respuesta.{plurianual.id}": "no_procede"}
    assert teresa.post(puerta, como | dadas).status_code == 422
    assert teresa.post(puerta, como | dadas | motivo).status_code == 302
    firmar(ultimo("fiscalizacion").documento_id, reloj, devuelto="Falta el informe.")
    otra_vez = teresa.get(puerta).content.decode()
    assert "No llega a otros años." in otra_vez
    assert otra_vez.count("checked") == len(requisitos) + 1  # the answers and the result
    reloj.avanzar(minutes=1)
    assert teresa.post(puerta, como | dadas | motivo).status_code == 302
    firmado(ultimo("fiscalizacion"), reloj)
    ficha = mesa("nuria").get(f"/escritorio/expedientes/{caso.id}/gasto/").content.decode()
    for palabras in ("Requisitos básicos", "No procede", "No llega a otros años.", "El programa vio: Según el"):
        assert palabras in ficha
