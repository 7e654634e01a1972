"""What the list of an area says of each procedure, what everybody sees published, and where each fault is mended."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.admin_tecnica.tests.actor_de_prueba import ActorDePrueba
from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import P, edicion, preparado
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo import consultas
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.exportar import documento_de
from consistorio.tramitacion.catalogo.models import (
    Area,
    BorradorProcedimiento,
    CasoDePrueba,
    Procedimiento,
    ValorLegal,
    VersionProcedimiento,
)
from consistorio.tramitacion.formularios.models import DefinicionFormulario

TODOS = f"{P}publicados/"


def copia(version: VersionProcedimiento, **cambios: object) -> VersionProcedimiento:
    """A row as that version, of another procedure."""
    procedimiento = Procedimiento.objects.create(codigo=f"copia-{uuid7().hex[-8:]}", nombre="Zócalos", serie="ZOC")
    datos = {
        campo.attname: getattr(version, campo.attname)
        for campo in VersionProcedimiento._meta.concrete_fields
        if campo.attname != "id"
    }
    formulario = DefinicionFormulario.objects.get(id=version.formulario_id)
    formulario.pk, formulario.codigo = uuid7(), procedimiento.codigo
    formulario._state.adding = True
    formulario.save()
    return VersionProcedimiento.objects.create(
        **{**datos, "procedimiento_id": procedimiento.id, "formulario_id": formulario.pk, "publicada_el": None}
        | {"estado": "ensayo", "publicada_por": None}
        | cambios
    )


def test_everybody_sees_what_is_published_and_what_was(entra: Entrar) -> None:
    nuria, terraza = entra("nuria"), vigente("terraza")  # of another area, and she prepares no procedure
    pagina = nuria.get(TODOS).content.decode()
    assert "Ocupación de la vía pública con terraza" in pagina
    for dicho in ("3 meses (LPACAP art. 21.3).", "Puede entenderse denegado (LPACAP art. 24.1", "De oficio: caduca."):
        assert dicho in pagina
    assert ">Retirado<" not in pagina
    uno = nuria.get(f"{TODOS}{terraza.id}/").content.decode()
    assert "<svg" in uno
    assert "Informe técnico sobre el espacio" in uno
    ahora = reloj_de_la_casa().ahora()
    VersionProcedimiento.objects.filter(id=terraza.id).update(estado="retirada", retirada_el=ahora)
    assert "Retirado" in nuria.get(TODOS).content.decode()
    assert "Retirado" in nuria.get(f"{TODOS}{terraza.id}/").content.decode()
    en_ensayo = copia(terraza)
    assert nuria.get(f"{TODOS}{en_ensayo.id}/").status_code == 404
    assert "Zócalos" not in nuria.get(TODOS).content.decode()


def test_the_lists_ask_the_same_for_one_as_for_many(entra: Entrar) -> None:
    ines, terraza = entra("ines"), vigente("terraza")
    cuantas: dict[str, list[int]] = {}
    for vez in range(2):
        for direccion in (P, TODOS):
            with CaptureQueriesContext(
                connection,
            ) as hechas:
                assert ines.get(direccion).status_code == 200
            cuantas.setdefault(direccion, []).append(len(hechas))
        for n in range(5 * (1 - vez)):
            publicada = {"estado": "publicada", "publicada_el": terraza.publicada_el + timedelta(days=n)}  # type: ignore[operator]
            copia(terraza, **publicada)
    assert all(antes == despues for antes, despues in cuantas.values()), cuantas


def test_what_was_only_given_up_stays_and_is_gone_on_with(entra: Entrar) -> None:
    ines = entra("ines")
    documento = {**documento_de(vigente("terraza")), "codigo": "quioscos", "nombre": "Quioscos"}
    ines.post(f"{P}traer/", {"fichero": SimpleUploadedFile("p.json", json.dumps(documento).encode())})
    borrador = BorradorProcedimiento.objects.get(codigo="quioscos")
    for valor in ValorLegal.objects.filter(procedimiento="terraza"):
        ValorLegal.objects.create(
            procedimiento="quioscos",
            campo=valor.campo,
            valor=valor.valor,
            desde=valor.desde,
            anotado_el=valor.anotado_el,
        )
    assert ines.post(f"{P}{borrador.id}/ensayar/", edicion(borrador)).status_code == 302
    version = VersionProcedimiento.objects.get(procedimiento__codigo="quioscos")
    ahora = reloj_de_la_casa().ahora()
    VersionProcedimiento.objects.filter(id=version.id).update(estado="descartada", retirada_el=ahora)
    lista = ines.get(P).content.decode()
    assert "Quioscos" in lista
    assert "La versión 1 está descartada" in lista
    assert ines.post(f"{P}version/{version.id}/preparar/").status_code == 302
    assert BorradorProcedimiento.objects.filter(codigo="quioscos", cerrado_el=None).exists()


def test_a_version_of_before_says_why_nobody_can_go_on_with_it(entra: Entrar) -> None:
    ines, terraza = entra("ines"), vigente("terraza")
    vieja = copia(terraza, capa={})
    assert (
        "No se puede seguir cambiando: se cargó cuando no se guardaba lo que es suyo." in ines.get(P).content.decode()
    )
    negada = ines.post(f"{P}version/{vieja.id}/retomar/")
    assert (negada.status_code, "no se guardaba lo que es suyo" in negada.content.decode()) == (409, True)
    VersionProcedimiento.objects.filter(id=vieja.id).update(estado="descartada", retirada_el=vieja.cargada_el)
    assert "No se puede preparar otra" in ines.get(P).content.decode()


def test_an_area_of_nobody_is_of_the_top_unit_and_who_administers_is_told(entra: Entrar) -> None:
    Area.objects.filter(codigo="via_publica").update(unidad=None)
    assert "terraza" not in entra("raul").get(P).content.decode()
    javier = entra("javier")
    avisado = javier.get("/administracion/catalogo/").content.decode()
    assert "Hay áreas de las que no responde ninguna unidad" in avisado
    assert "/administracion/catalogo/areas/via_publica/" in avisado
    dia = hoy(reloj_de_la_casa())
    cabecera = consultas.unidad_de_area("via_publica", en=dia)
    de_arriba = entra("ines")
    assert ActorDePrueba.actor is not None
    ActorDePrueba.actor = replace(ActorDePrueba.actor, unidades=frozenset({cabecera.id}))
    assert "Ocupación de la vía pública con terraza" in de_arriba.get(P).content.decode()


def test_each_fault_leads_to_where_it_is_mended(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    capa = borrador.capa
    pasos = capa["formulario"]["pasos"]
    pasos[1]["campos"][1]["condicion"] = {"campo": "no_esta", "operador": "igual", "valor": "x"}
    capa["formulario"]["requisitos"][0]["formatos"] = ["dwg"]
    borrador.save()
    ValorLegal.objects.create(
        procedimiento="terraza", campo="silencio", valor={"sentido": "otro"}, anotado_el=reloj_de_la_casa().ahora()
    )
    pagina = ines.get(uno).content.decode()
    for direccion in (f"{uno}preguntas/ocupacion/desde/", f"{uno}documentos/plano_terraza/"):
        assert f'href="{direccion}">Arreglarlo' in pagina
    assert 'href="/administracion/datos-legales/terraza/silencio/">Arreglarlo' not in pagina  # it is not hers to mend


def test_what_follows_in_a_case_of_office_is_of_the_secretaria(entra: Entrar) -> None:
    """A file of before says it at its top: it is left to who answers for it, and the area never changes it."""
    ines = entra("ines")
    legal = documento_de(vigente("terraza"))["legal"]
    nuevo = {
        **documento_de(vigente("terraza")),
        "codigo": "quioscos",
        "iniciacion": "ambas",
        "silencio_de_oficio": "caducidad",
        "legal": legal,
    }
    traido = ines.post(f"{P}traer/", {"fichero": SimpleUploadedFile("p.json", json.dumps(nuevo).encode())})
    borrador = BorradorProcedimiento.objects.get(codigo="quioscos")
    assert "silencio_de_oficio" not in borrador.capa
    assert (
        "falta decir qué pasa si no se resuelve en plazo lo iniciado de oficio"
        in ines.get(traido["Location"]).content.decode()
    )


def test_a_made_up_case_without_a_term_says_that_it_is_pending(entra: Entrar) -> None:
    ines = entra("ines")
    documento = {**documento_de(vigente("terraza")), "codigo": "quioscos", "nombre": "Quioscos"}
    ines.post(f"{P}traer/", {"fichero": SimpleUploadedFile("p.json", json.dumps(documento).encode())})
    borrador = BorradorProcedimiento.objects.get(codigo="quioscos")
    caso = {"entrada.dia": "2", "entrada.mes": "3", "entrada.anio": "2026", "interesados": "1"}
    pagina = ines.get(f"{P}{borrador.id}/probar/", caso).content.decode()
    assert "El plazo para resolver está pendiente: lo escribe Secretaría." in pagina
    assert "2 de junio" not in pagina
    pasos = ["comunicacion_inicial:1:", "revision:1:"]
    guardado = ines.post(f"{P}{borrador.id}/probar/guardar/", {**caso, "paso": pasos, "nombre": "Sin plazo"})
    assert guardado.status_code == 302
    assert set(CasoDePrueba.objects.get(procedimiento="quioscos").esperado) == {"abiertas"}
    for valor in ValorLegal.objects.filter(procedimiento="terraza"):
        ValorLegal.objects.create(
            procedimiento="quioscos",
            campo=valor.campo,
            valor=valor.valor,
            desde=valor.desde,
            anotado_el=valor.anotado_el,
        )
    assert ines.post(f"{P}{borrador.id}/ensayar/", edicion(borrador)).status_code == 302  # it still ends the same


def test_the_area_sees_its_legal_values_and_is_told_who_changes_each(entra: Entrar) -> None:
    _borrador, uno = preparado(entra)
    ines = entra("ines")
    pagina = ines.get(uno).content.decode()
    for dice in (
        "Puede entenderse denegado (LPACAP art. 24.1, párrafo segundo).",
        "Responde: Secretaría.",
        "Responde: Gestión Tributaria.",
        "Responde: Archivo.",
        "/administracion/datos-legales/terraza/silencio/",
    ):
        assert dice in pagina, dice
    negada = ines.get("/administracion/datos-legales/terraza/silencio/")
    assert negada.status_code == 403
    porque = "El sentido del silencio lo cambia Secretaría, y no el área. Hoy se apoya en: LPACAP art. 24.1, párrafo segundo."
    assert porque in negada.content.decode()
    assert ines.get("/administracion/datos-legales/terraza/color/").status_code == 404
    assert ines.get("/administracion/datos-legales/ninguno/silencio/").status_code == 404


def test_the_area_keeps_its_procedure_as_a_file_and_brings_it_back(entra: Entrar) -> None:
    terraza = vigente("terraza")
    fichero = f"{P}version/{terraza.id}/fichero/"
    ines = entra("ines")
    assert fichero in ines.get(P).content.decode()
    descargado = ines.get(fichero)
    assert descargado["Content-Disposition"] == f"attachment; filename*=UTF-8''terraza-v{terraza.numero}.json"
    assert json.loads(descargado.content) == documento_de(terraza)
    traido = SimpleUploadedFile("terraza.json", descargado.content, "application/json")
    assert ines.post(f"{P}traer/", {"fichero": traido}).status_code == 302
    assert BorradorProcedimiento.objects.get(codigo="terraza", cerrado_el=None).capa == terraza.capa
    for ajena in ("marta", "nuria"):  # of another area; of one that prepares nothing
        assert entra(ajena).get(fichero).status_code == 403
    de_antes = copia(terraza, capa={})  # what is its own was not kept
    assert entra("ines").get(f"{P}version/{de_antes.id}/fichero/").status_code == 409
