"""Health: the administrator's page, the public word and the command say the same; each check sees what it must."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client, override_settings

from consistorio.canales.admin_tecnica import comprobaciones, interruptores, palabras
from consistorio.documental.firma.models import CertificadoEmpleado
from consistorio.integraciones.correo.tests.buzon import Buzon
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.plataforma.puertos import conexion
from consistorio.plataforma.supervision import propias
from consistorio.plataforma.supervision.comprobaciones import Estado
from consistorio.plataforma.supervision.consultas import salud

SMTP_SIN_NADIE = {"servidor": "127.0.0.1", "puerto": 9, "seguridad": "ninguna", "remitente": "sede@villa.example"}


@pytest.fixture
def anonimo(db: None) -> Client:
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
    assert [nombre for _r, nombre, _hacer in contexto["filas"]] == nombres
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


def test_lo_de_fuera_que_no_responde_se_dice_y_no_para_a_nadie(casa_que_firma: object, settings: LazySettings) -> None:
    por_nombre = {"sellado de tiempo": propias.autoridad_de_sellado, "correo": propias.servidor_de_correo}
    assert propias.autoridad_de_sellado().estado is Estado.BIEN
    # Nobody listens on the discard port of the loopback
    settings.CONSISTORIO_TSA_URL = "http://127.0.0.1:9/tsa"
    settings.CONSISTORIO_SMTP = SMTP_SIN_NADIE
    settings.CONSISTORIO_CLAMD = "127.0.0.1:9"
    settings.CONSISTORIO_PUERTOS = {
        **settings.CONSISTORIO_PUERTOS, "antivirus": "consistorio.integraciones.antivirus.clamd.Clamd"
    }  # fmt: skip
    conexion._crear.cache_clear()
    for nombre, comprobar in {**por_nombre, "antivirus": propias.analisis_de_ficheros}.items():
        hallazgo = comprobar()
        assert (nombre, hallazgo.estado) == (nombre, Estado.AVISO)
        assert "no responde" in hallazgo.detalle
    conexion._crear.cache_clear()


def test_con_el_correo_en_marcha_la_salud_lo_dice_y_no_envia_nada(settings: LazySettings) -> None:
    with Buzon() as servidor:
        threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.CONSISTORIO_SMTP = asdict(servidor.ajustes)
        assert propias.servidor_de_correo().estado is Estado.BIEN
        servidor.shutdown()
        assert servidor.mensajes == []
