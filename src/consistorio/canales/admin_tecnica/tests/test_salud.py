"""Health: the administrator's page, the public word and the command say the same; each check sees what it must."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client, override_settings

from consistorio.canales.admin_tecnica import comprobaciones, interruptores, palabras
from consistorio.documental.firma.models import CertificadoEmpleado
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.plataforma.supervision.comprobaciones import Estado
from consistorio.plataforma.supervision.consultas import salud


@pytest.fixture
def anonimo(base_propia: object) -> Client:
    cache.clear()
    return Client()


def test_al_publico_se_dice_una_palabra_y_nada_mas(anonimo: Client) -> None:
    respuesta = anonimo.get("/salud")
    assert json.loads(respuesta.content) == {"estado": "mal"}, "no worker runs in this test"
    assert respuesta.status_code == 503
    assert respuesta["Cache-Control"] == "no-store"
    assert anonimo.post("/salud").status_code == 405


def test_la_pagina_dice_las_mismas_comprobaciones_y_que_hacer(administradora: Client) -> None:
    contexto = administradora.get("/administracion/").context
    nombres = [r.nombre for r in salud().comprobaciones]
    assert [r.nombre for r, _hacer in contexto["filas"]] == nombres
    assert {"entorno", "certificados", "sellos pendientes", "registro de actividad", "disco", "colas"} <= set(nombres)
    assert [n for n in nombres if not palabras.que_hacer(n) and not n.startswith("una que")] == []


def test_el_entorno_solo_esta_bien_en_produccion() -> None:
    assert comprobaciones.entorno().estado is Estado.AVISO
    with override_settings(CONSISTORIO_ENTORNO="produccion"):
        assert comprobaciones.entorno().estado is Estado.BIEN


def test_avisa_de_los_certificados_del_personal_que_caducan(villa: None, casa_que_firma: object) -> None:
    ahora = datetime.now(UTC)
    assert comprobaciones.certificados().estado is Estado.BIEN
    CertificadoEmpleado.objects.create(
        empleado=Empleado.objects.order_by("id")[0],
        huella=hashlib.sha256(b"x").hexdigest(),
        titular="T",
        emisor="E",
        serie="1",
        desde=ahora - timedelta(days=700),
        hasta=ahora + timedelta(days=29),
        pem="-",
        guardado_el=ahora,
    )
    hallazgo = comprobaciones.certificados()
    assert hallazgo.estado is Estado.AVISO
    assert "1 caducan" in hallazgo.detalle


def test_sin_sello_configurado_lo_dice_con_palabras(casa_que_firma: object, settings: LazySettings) -> None:
    settings.CONSISTORIO_SELLO = {}
    with pytest.raises(ServicioNoDisponible, match="sello electrónico"):
        comprobaciones.certificados()


def test_los_ajustes_no_ensenan_secretos() -> None:
    secretos = {"contrasena_fichero": "/secreto/sello.pin", "p12": "/secreto/sello.p12"}
    with override_settings(CONSISTORIO_SELLO=secretos, CONSISTORIO_CLAVE={"clave_privada": "/secreto/sp.key"}):
        textos = [f"{i.nombre} {i.valor} {i.significado}" for _t, grupo in interruptores.interruptores() for i in grupo]
    assert len(textos) > 10
    assert "/secreto" not in " ".join(textos)
