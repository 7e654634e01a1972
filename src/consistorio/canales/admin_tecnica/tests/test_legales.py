"""The legal values from their pages: each is written by who answers for it, and the others only read it."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from consistorio.canales.admin_tecnica.tests.actor_de_prueba import ActorDePrueba
from consistorio.canales.admin_tecnica.tests.conftest import con_rol
from consistorio.canales.interfaz.tests.enviado import sin_tocar
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.legales import DUENOS
from consistorio.tramitacion.catalogo.models import Procedimiento, ValorLegal
from consistorio.tramitacion.catalogo.valores_legales import NOMBRES, RESPONSABLES, escritos
from consistorio.tramitacion.formularios.valores import Valor, como_datos

L = "/administracion/datos-legales/"
SILENCIO = {
    "sentido": "estimatorio",
    "articulo": "Ordenanza art. 3",
    "desde.dia": "1",
    "desde.mes": "1",
    "desde.anio": "2026",
}


def en_vigor(campo: str) -> dict[str, Valor]:
    return como_datos(escritos("terraza", en=hoy(reloj_de_la_casa())).vigentes[campo])


@pytest.fixture
def secretario(villa: None) -> Client:
    ActorDePrueba.actor = con_rol("secretaria")
    return Client()


def test_who_answers_writes_and_sees_that_what_is_published_goes_on(secretario: Client) -> None:
    assert "Ocupación de la vía pública con terraza" in secretario.get(L).content.decode()
    pagina = secretario.get(f"{L}terraza/").content.decode()
    assert "puede entenderse denegado" in pagina
    assert "La publicada usa otro" not in pagina
    assert f"{L}terraza/silencio/" in pagina
    assert f"{L}terraza/tasa/" not in pagina
    mal = secretario.post(f"{L}terraza/silencio/", {**SILENCIO, "articulo": "", "desde.dia": "40"})
    assert mal.status_code == 422
    assert "Falta «Artículo u ordenanza en que se apoya»" in mal.content.decode()
    hecha = secretario.post(f"{L}terraza/silencio/", SILENCIO, follow=True)
    assert "La publicada usa otro" in hecha.content.decode()
    assert "tarifas" not in hecha.content.decode()
    assert (en_vigor("silencio")["sentido"], en_vigor("silencio")["desde"]) == ("estimatorio", "2026-01-01")
    assert vigente("terraza").tipada.legal.silencio == "desestimatorio"


def test_the_least_days_of_the_notice_board_are_written_only_where_something_is_published(secretario: Client) -> None:
    assert "Solo si algo se publica en el tablón." in secretario.get(f"{L}terraza/").content.decode()
    enviado = {**{c: v for c, v in SILENCIO.items() if c != "sentido"}, "dias": "10"}
    assert secretario.post(f"{L}terraza/tablon/", {**enviado, "dias": "0"}).status_code == 422
    hecha = secretario.post(f"{L}terraza/tablon/", enviado, follow=True)
    assert "10 días hábiles" in hecha.content.decode()
    assert en_vigor("tablon")["dias"] == 10


def test_what_will_rule_later_is_said_and_so_is_the_tariff_that_nobody_wrote(secretario: Client) -> None:
    despues = {**SILENCIO, "desde.anio": str(hoy(reloj_de_la_casa()).year + 1)}
    hecha = secretario.post(f"{L}terraza/silencio/", despues, follow=True).content.decode()
    vigente_, _titulo, proxima = hecha.partition("Lo que empezará a regir")
    assert "puede entenderse denegado" in vigente_
    assert f"El sentido del silencio, desde el 1 de enero de {despues['desde.anio']}" in proxima
    assert "Ordenanza art. 3" in proxima
    falta = "La tarifa de «vado»"
    assert falta in secretario.get(L).content.decode()
    assert "Falta una tarifa" in secretario.get(f"{L}vado/").content.decode()


@pytest.mark.parametrize(
    ("rol", "campo"), [("gestion_tributaria", "silencio"), ("archivo", "tasa"), ("secretaria", "conservacion")]
)
def test_nobody_writes_what_another_answers_for(villa: None, rol: str, campo: str) -> None:
    ActorDePrueba.actor = con_rol(rol)
    assert Client().get(f"{L}terraza/").status_code == 200
    negada = Client().post(f"{L}terraza/{campo}/", {"pendiente": "on"})
    assert negada.status_code == 403
    assert ", y no el área. Hoy se apoya en: " in negada.content.decode()


def test_what_nobody_has_set_is_pending_and_what_contradicts_itself_is_refused(secretario: Client) -> None:
    ActorDePrueba.actor = con_rol("gestion_tributaria")
    assert secretario.post(f"{L}terraza/tasa/", {"texto": "Algo"}).status_code == 422  # without article nor day
    assert secretario.post(f"{L}terraza/tasa/", {"pendiente": "on"}).status_code == 302
    assert en_vigor("tasa") == {"pendiente": True, "responsable": "gestion_tributaria"}
    assert "1 dato" in secretario.get(L).content.decode()
    ActorDePrueba.actor = con_rol("secretaria")
    recursos = {
        "tipo_1": "alzada",
        "ante_1": "Alcaldía",
        "plazo_1": "1 mes",
        "precepto_1": "LPACAP art. 121",
        "fin_de_via": "on",
        "articulo": "LBRL art. 52.2",
        "desde.dia": "1",
        "desde.mes": "1",
        "desde.anio": "2026",
    }
    assert "no cabe alzada" in secretario.post(f"{L}terraza/recursos/", recursos).content.decode()


def test_a_value_that_is_opened_and_saved_as_it_is_stays_as_it_is(villa: None) -> None:
    """Of every procedure that ships, by who answers for it, what is written alike once; and one with five appeals, and an organ that no post
    embodies."""
    de_vigentes = escritos("terraza", en=hoy(reloj_de_la_casa())).vigentes
    recurso: Valor = {"tipo": "alzada", "ante": "El Pleno", "plazo": "1 mes", "articulo": "Ley 1/2020 art. 2"}
    raros: list[tuple[str, dict[str, Valor]]] = [
        ("recursos", {**como_datos(de_vigentes["recursos"]), "fin_de_via": False, "lista": [recurso] * 5}),
        ("tasa", {**como_datos(de_vigentes["tasa"]), "pendiente": True}),
        ("plazo", {c: v for c, v in como_datos(de_vigentes["plazo"]).items() if c != "regimen"}),
    ]
    for campo, valor in raros:
        ValorLegal.objects.create(
            procedimiento="terraza", campo=campo, valor=valor, anotado_el=reloj_de_la_casa().ahora()
        )
    cuantos = ValorLegal.objects.count()
    probados: set[tuple[str, str]] = set()
    for codigo in Procedimiento.objects.values_list("codigo", flat=True):
        suyos = escritos(codigo, en=hoy(reloj_de_la_casa())).ultimos
        for campo, dueno in ((campo, dueno) for campo, dueno in DUENOS.items() if campo in suyos):
            este = campo, json.dumps(suyos[campo], sort_keys=True)
            if este in probados:
                continue
            probados.add(este)
            ActorDePrueba.actor = con_rol(dueno)
            direccion = f"{L}{codigo}/{campo}/"
            enviado = sin_tocar(Client().get(direccion).content.decode(), "nota")
            assert Client().post(direccion, enviado).status_code == 302, direccion
    assert ValorLegal.objects.count() == cuantos
    ActorDePrueba.actor = con_rol("secretaria")
    enviado = sin_tocar(Client().get(f"{L}terraza/recursos/").content.decode(), "nota")
    assert Client().post(f"{L}terraza/recursos/", {**enviado, "plazo_4": "2 meses"}).status_code == 302
    lista: list[Valor] = [recurso, recurso, recurso, {**como_datos(recurso), "plazo": "2 meses"}, recurso]
    assert en_vigor("recursos")["lista"] == lista


def test_what_does_not_exist_is_said(secretario: Client) -> None:
    assert secretario.get(f"{L}ninguno/").status_code == 404
    assert secretario.get(f"{L}terraza/tarifa/").status_code == 404


def test_the_tariffs_are_written_by_gestion_tributaria(villa: None) -> None:
    ActorDePrueba.actor = con_rol("gestion_tributaria")
    tasa = {
        "texto": "La de la ordenanza fiscal.",
        "articulo": "TRLRHL art. 20.3.l",
        **{f"desde.{parte}": valor for parte, valor in (("dia", "1"), ("mes", "1"), ("anio", "2026"))},
        "concepto_2": "ocupacion",
        "nombre_2": "Mesas y sillas",
        "importe_2": "3,5o",
        "por_2": "por metro cuadrado y mes",
    }
    mal = Client().post(f"{L}terraza/tasa/", tasa)
    assert mal.status_code == 422
    pagina = mal.content.decode()
    errores = re.findall(r'href="#campo-(\w+)"', pagina)
    assert errores == ["importe_2", "precepto_2"]
    assert "escriba una cantidad, por ejemplo 3,50" in pagina
    bien = Client().post(
        f"{L}terraza/tasa/", {**tasa, "importe_2": "3,50", "precepto_2": "Ordenanza fiscal n.º 7, art. 6"}, follow=True
    )
    assert "Mesas y sillas: 3,50 €, por metro cuadrado y mes" in bien.content.decode()
    por_su_fecha = "Las tarifas cuentan por su fecha, también en lo que ya se tramita."
    assert por_su_fecha in bien.content.decode()
    assert en_vigor("tasa")["tarifas"] == [
        {
            "concepto": "ocupacion",
            "nombre": "Mesas y sillas",
            "importe": "3,50",
            "por": "por metro cuadrado y mes",
            "articulo": "Ordenanza fiscal n.º 7, art. 6",
        }
    ]
    otra_vez = Client().get(f"{L}terraza/tasa/").content.decode()
    assert por_su_fecha in otra_vez
    assert 'value="Mesas y sillas"' in otra_vez
    assert "Qué se cobra (tarifa 3)" in otra_vez
    pendiente = Client().post(f"{L}terraza/tasa/", {"pendiente": "on", "concepto_1": "ocupacion"})
    assert "si la tasa está pendiente, no tiene tarifas." in pendiente.content.decode()


def test_each_thing_that_a_call_lacks_says_which_it_is(secretario: Client) -> None:
    direccion = f"{L}subvencion-concurrencia/comienzo/"
    mal = secretario.post(direccion, {"momento": "convocatoria"})
    assert mal.status_code == 422
    dicho = mal.content.decode()
    for pregunta in (
        "Convocatoria",
        "Día en que se publicó",
        "Dónde se publicó",
        "Artículo u ordenanza en que se apoya",
    ):
        assert f"«{pregunta}»: " in dicho, pregunta
    assert "LGS art. 25.4" in dicho


@pytest.mark.parametrize(
    ("campo", "ejemplo"),
    [("naturaleza", "LPACAP art. 69"), ("plazo", "LPACAP art. 21.3"), ("dictamen", "LPACAP art. 81.2")],
)
def test_the_article_of_each_value_has_an_example_of_its_own(secretario: Client, campo: str, ejemplo: str) -> None:
    pagina = secretario.get(f"{L}terraza/{campo}/").content.decode()
    assert f"Por ejemplo, {ejemplo}." in pagina


def test_the_page_of_all_says_who_answers_for_each(secretario: Client) -> None:
    pagina = secretario.get(L).content.decode()
    for nombre in NOMBRES.values():
        assert str(nombre)[1:] in pagina
    for quien in RESPONSABLES.values():
        assert f"<li>{quien}: " in pagina
