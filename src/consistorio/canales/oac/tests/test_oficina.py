"""The registry office through its pages: file, find, change, print; and who may not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.documental.registro import trabajos
from consistorio.documental.registro.models import Asiento, DocumentoAsiento, EdicionLibro
from consistorio.documental.registro.tests.factories import PERMISOS, unidad
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.tests.factories import personal, sembrar_pueblo, un_pdf

pytestmark = [pytest.mark.usefixtures("db"), pytest.mark.lento]
OFICIAL = Actor(
    ClaseActor.EMPLEADO,
    UUID("019505d4-0000-7000-8000-000000000009"),
    "Eva Sanz",
    frozenset({*PERMISOS, "registro.ver"}),
    cargo="Auxiliar de registro",
)
LISTA = "/escritorio/registro/"
MEDIO = "consistorio.canales.oac.tests.actor_de_prueba.ActorDePrueba"


@pytest.fixture
def mesa() -> Iterator[Client]:
    ActorDePrueba.actor = OFICIAL
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        yield Client(raise_request_exception=True)
    ActorDePrueba.actor = None


def entrada(mesa: Client, **cambios: str) -> dict[str, str]:
    clave = re.search(r'name="clave" value="([^"]+)"', mesa.get(f"{LISTA}nueva/").content.decode())
    assert clave is not None
    return {
        "clave": clave[1],
        "nif": "12345678Z",
        "nombre": "María",
        "apellido1": "Núñez",
        "asunto": "Queja por ruidos",
        "unidad": str(unidad().id),
        "canal": "oficina",
        "documentacion_fisica": "3",
        **cambios,
    }


def test_registrar_en_el_mostrador_dos_clics_un_asiento(mesa: Client) -> None:
    datos = entrada(mesa)
    primera, segunda = mesa.post(f"{LISTA}nueva/", datos), mesa.post(f"{LISTA}nueva/", datos)
    asiento = Asiento.objects.get()
    assert primera.headers["Location"] == segunda.headers["Location"] == f"{LISTA}{asiento.id}/"
    ficha = mesa.get(f"{LISTA}{asiento.id}/").content.decode()
    for texto in (asiento.numero_completo, "María Núñez (12345678Z)", "31.2.c", "Asiento practicado"):
        assert texto in ficha
    assert asiento.oficina == "Auxiliar de registro"


def test_los_ficheros_quedan_con_su_huella_y_los_malos_se_rechazan_con_su_razon(mesa: Client) -> None:
    bueno, vacio = SimpleUploadedFile("memoria.txt", b"Memoria de la obra"), SimpleUploadedFile("vacio.txt", b"")
    respuesta = mesa.post(f"{LISTA}nueva/", {**entrada(mesa), "ficheros": [bueno, vacio]})
    assert respuesta.status_code == 422
    assert "vacio.txt" in respuesta.content.decode()
    assert not Asiento.objects.exists()
    bueno.seek(0)
    assert mesa.post(f"{LISTA}nueva/", {**entrada(mesa), "ficheros": [bueno]}).status_code == 302
    documento = DocumentoAsiento.objects.get()
    assert documento.sha256 == hashlib.sha256(b"Memoria de la obra").hexdigest()
    assert (documento.nombre, documento.validez, documento.documento.origen_administracion) == (
        "memoria.txt",
        "EE99",
        False,
    )


def test_quien_esta_obligado_sale_avisado(mesa: Client) -> None:
    mesa.post(f"{LISTA}nueva/", entrada(mesa, nif="B09000001", nombre="Obras del Arlanzón, S. L.", apellido1=""))
    asiento = Asiento.objects.get()
    assert "68.4" in mesa.get(f"{LISTA}{asiento.id}/").content.decode()


def test_lo_que_esta_mal_se_dice_junto_a_su_campo_y_no_se_pierde_lo_escrito(mesa: Client) -> None:
    respuesta = mesa.post(f"{LISTA}nueva/", entrada(mesa, nif="12345678A", presenta_nif="1"))
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "<title>Error:" in pagina
    assert 'value="Queja por ruidos"' in pagina
    assert 'href="#campo-nif"' in pagina
    vacia = mesa.post(f"{LISTA}nueva/", {**entrada(mesa), "asunto": "", "unidad": ""}).content.decode()
    assert 'href="#campo-asunto"' in vacia
    assert 'href="#campo-unidad"' in vacia
    assert not Asiento.objects.exists()


def test_buscar_no_lleva_datos_en_la_direccion_y_deja_rastro(mesa: Client) -> None:
    mesa.post(f"{LISTA}nueva/", entrada(mesa))
    encontrada = mesa.post(LISTA, {"texto": "nunez", "libro": "E"}).content.decode()
    assert "-E-00000001" in encontrada
    nada = mesa.post(LISTA, {"texto": "nadie"}).content.decode()
    assert "No hay asientos con esas palabras" in nada
    assert Acceso.objects.filter(que="registro").count() == 2
    assert 'method="get"' not in encontrada
    assert mesa.get(LISTA).status_code == 200  # the newest entries name people too
    assert Acceso.objects.filter(que="registro", objeto_id="ultimos").count() == 1


def test_anular_enviar_y_rectificar_desde_su_pagina(mesa: Client) -> None:
    mesa.post(f"{LISTA}nueva/", entrada(mesa))
    asiento, obras = Asiento.objects.get(), unidad("LA0000002", "Obras")
    direccion = f"{LISTA}{asiento.id}/"
    assert mesa.post(f"{direccion}enviar/", {"unidad": str(obras.id), "motivo": "Es de Obras"}).status_code == 302
    rectificacion = {"campo": "asunto", "despues": "Queja por olores", "motivo": "Errata"}
    assert mesa.post(f"{direccion}rectificar/", rectificacion).status_code == 302
    assert mesa.post(f"{direccion}rectificar/", rectificacion).status_code == 422
    assert mesa.post(f"{direccion}anular/", {"motivo": ""}).status_code == 422
    assert mesa.post(f"{direccion}anular/", {"motivo": "Duplicado"}).status_code == 302
    assert mesa.post(f"{direccion}anular/", {"motivo": "Duplicado"}).status_code == 409
    ficha = mesa.get(direccion).content.decode()
    for texto in ("Enviado a Obras", "Decía «Queja por ruidos»", "está anulado", "Queja por olores"):
        assert texto in ficha
    assert "Anulado" in mesa.get(LISTA).content.decode()


def test_el_justificante_se_descarga_cuando_esta_y_antes_se_dice(mesa: Client) -> None:
    mesa.post(f"{LISTA}nueva/", entrada(mesa))
    asiento = Asiento.objects.get()
    direccion = f"{LISTA}{asiento.id}/justificante/"
    pendiente = mesa.get(direccion)
    assert pendiente.status_code == 404
    assert "todavía no está" in pendiente.content.decode()
    trabajos.emitir_justificante(asiento_id=str(asiento.id))
    descargado = mesa.get(direccion)
    assert descargado.content.startswith(b"%PDF")
    assert asiento.numero_completo in descargado.headers["Content-Disposition"]
    assert "Descargar el justificante" in mesa.get(f"{LISTA}{asiento.id}/").content.decode()


def test_pedir_un_libro(mesa: Client) -> None:
    fechas = {
        "desde.dia": "1",
        "desde.mes": "1",
        "desde.anio": "2026",
        "hasta.dia": "31",
        "hasta.mes": "1",
        "hasta.anio": "2026",
    }
    assert mesa.post(f"{LISTA}libros/", {"libro": "E", **fechas}).status_code == 302
    assert EdicionLibro.objects.count() == 1
    edicion = EdicionLibro.objects.get()
    assert mesa.get(f"{LISTA}libros/{edicion.id}/pdf/").status_code == 404
    assert "Generándose" in mesa.get(f"{LISTA}libros/").content.decode()
    trabajos.componer_libro(edicion_id=str(edicion.id))
    assert mesa.get(f"{LISTA}libros/{edicion.id}/pdf/").content.startswith(b"%PDF")
    mala = mesa.post(f"{LISTA}libros/", {"libro": "E", **fechas, "hasta.anio": "2030", "desde.anio": "2030"})
    assert mala.status_code == 422


@pytest.mark.parametrize("quitado", ["registro.ver", "registro.anotar", "registro.anular", "registro.emitir_libro"])
def test_sin_el_permiso_la_puerta_no_se_abre(mesa: Client, quitado: str) -> None:
    mesa.post(f"{LISTA}nueva/", entrada(mesa))
    asiento = Asiento.objects.get()
    puertas = {
        "registro.ver": LISTA,
        "registro.anotar": f"{LISTA}nueva/",
        "registro.anular": f"{LISTA}{asiento.id}/anular/",
        "registro.emitir_libro": f"{LISTA}libros/",
    }
    ActorDePrueba.actor = replace(OFICIAL, permisos=OFICIAL.permisos - {quitado})
    assert mesa.get(puertas[quitado]).status_code == 403
    ActorDePrueba.actor = OFICIAL
    assert mesa.get(puertas[quitado]).status_code == 200
    ActorDePrueba.actor = replace(OFICIAL, permisos=frozenset({"registro.ver"}))
    assert mesa.get(f"{LISTA}{asiento.id}/").status_code == 404


def test_registrar_y_abrir_el_expediente_de_una_vez(mesa: Client) -> None:
    sembrar_pueblo(RelojSistema())
    rosa = personal("oac-1", RelojSistema())
    ActorDePrueba.actor = rosa
    datos = entrada(mesa, tramite="licencia-obra-menor", unidad="", via="Calle Mayor", numero="14", validez="EE03")
    fichero = SimpleUploadedFile("solicitud.pdf", un_pdf("solicitud"))
    sin_domicilio = mesa.post(f"{LISTA}nueva/", {**datos, "ficheros": [fichero], "via": ""})
    assert sin_domicilio.status_code == 422
    assert 'href="#campo-via"' in sin_domicilio.content.decode()
    assert 'href="#campo-ficheros"' in mesa.post(f"{LISTA}nueva/", datos).content.decode()
    assert not Asiento.objects.exists()
    fichero.seek(0)
    hecho = mesa.post(f"{LISTA}nueva/", {**datos, "ficheros": [fichero]}, follow=True).content.decode()
    expediente = Expediente.objects.get()
    assert f"Se ha abierto el expediente {expediente.numero} en Licencias" in hecho
    asiento = Asiento.objects.get()
    assert asiento.numero_expediente == expediente.numero
    assert asiento.documentos.get().observaciones == f"Cotejado con el papel por {rosa.nombre}, {rosa.cargo}"
    assert asiento.documentos.get().tipo_documental == "TD14"
    assert f"{expediente.numero} ({expediente.unidad.nombre})" in mesa.get(f"{LISTA}{asiento.id}/").content.decode()


def test_sin_tramite_hace_falta_la_unidad(mesa: Client) -> None:
    pagina = mesa.post(f"{LISTA}nueva/", entrada(mesa, unidad=""))
    assert pagina.status_code == 422
    assert 'href="#campo-unidad"' in pagina.content.decode()


def test_corregir_como_se_avisa_a_una_persona_que_lo_pide_en_la_oficina(mesa: Client) -> None:
    mesa.post(f"{LISTA}nueva/", entrada(mesa))
    persona, ruta = Persona.objects.get(nif="12345678Z"), f"{LISTA}personas/"
    assert mesa.get(ruta).status_code == mesa.get(f"{ruta}{persona.id}/contacto/").status_code == 403
    assert ruta not in mesa.get(LISTA).content.decode()
    ActorDePrueba.actor = replace(OFICIAL, permisos=OFICIAL.permisos | {"personas.mantener"})
    assert ruta in mesa.get(LISTA).content.decode()
    assert 'href="#campo-numero"' in mesa.post(ruta, {"numero": "87654321X"}).content.decode()
    hallada = mesa.post(ruta, {"numero": "12345678-z"})
    ficha = hallada.headers["Location"]
    assert ficha == f"{ruta}{persona.id}/contacto/"
    mala = mesa.post(ficha, {"correo": "ana", "telefono": "6"})
    assert mala.status_code == 422
    for campo in ("correo", "telefono", "comprobado"):
        assert f'href="#campo-{campo}"' in mala.content.decode(), campo
    assert 'value="ana"' in mala.content.decode()
    buena = {"correo": "maria@correo.example", "telefono": "600 123 456", "comprobado": "on"}
    assert "Datos de contacto corregidos" in mesa.post(ficha, buena, follow=True).content.decode()
    persona.refresh_from_db()
    assert (persona.correo, persona.telefono) == ("maria@correo.example", "600123456")
    hecho = Evento.objects.get(tipo="identidad.persona.actualizada")
    assert hecho.datos == {"persona_id": str(persona.id), "campos": ["correo", "telefono"]}
    assert Acceso.objects.filter(que="persona", objeto_id=str(persona.id)).count() == 3
    assert Acceso.objects.filter(que="persona", objeto_id="busqueda").count() == 2
    Persona.objects.create(
        clase="fisica", nif="12345678Z", tipo_documento="pasaporte", pais_documento="FR", nombre="Zoé"
    )
    assert "Zoé" in mesa.post(ruta, {"numero": "12345678Z"}).content.decode()
