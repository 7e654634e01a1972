"""Every field of the office through its pages: other registries, several people, foreigners, exits, reserved numbers, powers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.canales.oac.tests.test_oficina import LISTA, MEDIO, OFICIAL, entrada
from consistorio.documental.documentos.cotejo import COTEJAR
from consistorio.documental.documentos.models import Cotejo
from consistorio.documental.registro.models import Asiento, ReservaNumeros
from consistorio.documental.registro.tests.factories import unidad
from consistorio.documental.registro.tests.test_mostrador import un_pdf
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.models import Persona, Representacion

pytestmark = pytest.mark.usefixtures("db")
NUEVA, SALIDA = f"{LISTA}nueva/", f"{LISTA}salida/"
ROSA = replace(OFICIAL, permisos=OFICIAL.permisos | {COTEJAR, "representacion.inscribir"})


@pytest.fixture
def mesa() -> Iterator[Client]:
    ActorDePrueba.actor = ROSA
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        yield Client(raise_request_exception=True)
    ActorDePrueba.actor = None


def fecha(nombre: str, dia: int, mes: int, anio: int) -> dict[str, str]:
    return {f"{nombre}.dia": str(dia), f"{nombre}.mes": str(mes), f"{nombre}.anio": str(anio)}


def clave(mesa: Client, ruta: str) -> str:
    hallada = re.search(r'name="clave" value="([^"]+)"', mesa.get(ruta).content.decode())
    assert hallada is not None
    return hallada[1]


def test_todos_los_problemas_de_la_hoja_y_de_los_ficheros_a_la_vez(mesa: Client) -> None:
    mala = {
        **entrada(mesa, nif="12345678A", asunto="", unidad="", canal="otro_registro", presentado_hora="25:00"),
        "representante_nif": "99999999R",
        "cuantas": "1",
        "otra1_nif": "7",
        "numero_reservado": "doce",
        "ficheros": [SimpleUploadedFile("vacio.txt", b""), SimpleUploadedFile("nota.txt", b"hola")],
        "validez": "EE03",
    }
    respuesta = mesa.post(NUEVA, mala)
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    for campo in (
        *("nif", "asunto", "unidad", "representante_nombre", "otra1_nif", "presentado-dia", "presentado_hora"),
        *("origen_nombre", "numero_reservado", "ficheros"),
    ):
        assert f'href="#campo-{campo}"' in pagina, campo
    assert "vacio.txt" in pagina
    assert not Asiento.objects.exists()


def test_varias_personas_una_de_ellas_con_pasaporte_y_de_otro_registro(mesa: Client) -> None:
    datos = entrada(mesa)
    con_otra = mesa.post(NUEVA, {**datos, "cuantas": "0", "otra_persona": "1", "asunto": ""})
    pagina = con_otra.content.decode()
    assert con_otra.status_code == 200
    assert 'name="otra1_nif"' in pagina
    assert 'value="María"' in pagina
    assert "Error:" not in pagina
    hecho = mesa.post(
        NUEVA,
        {
            **datos,
            "cuantas": "1",
            "otra1_nif": "AB-123",
            "otra1_nombre": "Zoé",
            "otra1_tipo_documento": "pasaporte",
            "otra1_pais_documento": "FR",
            "otra1_canal_notificacion": "electronica",
            "canal": "otro_registro",
            **fecha("presentado", 2, 1, 2026),
            "presentado_hora": "9:05",
            "origen_nombre": "Registro de la Diputación",
            "origen_numero": "77",
            "idioma": "fr",
            "epigrafe": "Denuncia",
            "expone": "Hay ruido.",
            "solicita": "Que se mida.",
            "transporte": "03",
            "numero_transporte": "CD1",
            "documentacion_fisica": "2",
        },
        follow=True,
    ).content.decode()
    asiento = Asiento.objects.get()
    assert [p.nif for p in asiento.interesados.order_by("orden")] == ["12345678Z", "AB123"]
    assert (asiento.epigrafe, asiento.idioma, asiento.documentacion_fisica) == ("Denuncia", "fr", "2")
    for texto in (
        *("Zoé (AB123), notificaciones electrónicas", "Registro de la Diputación con el número 77 el 02/01/2026"),
        *("Hay ruido.", "Que se mida.", "Francés", "Correo certificado CD1", "02/01/2026 09:05:00"),
    ):
        assert texto in hecho, texto


def test_la_misma_hoja_enviada_con_otro_contenido_no_se_registra(mesa: Client) -> None:
    datos = entrada(mesa)
    mesa.post(NUEVA, datos)
    otra = mesa.post(NUEVA, {**datos, "asunto": "Otra cosa distinta"})
    assert otra.status_code == 409
    assert Asiento.objects.get().numero_completo in otra.content.decode()


def test_cotejar_se_ofrece_solo_a_quien_esta_habilitado(mesa: Client) -> None:
    assert "copia auténtica" in mesa.get(NUEVA).content.decode()
    pdf = SimpleUploadedFile("papel.pdf", un_pdf())
    datos = {**entrada(mesa), "validez": "EE03", "ficheros": [pdf]}
    ActorDePrueba.actor = replace(ROSA, permisos=ROSA.permisos - {COTEJAR})
    assert "copia auténtica" not in mesa.get(NUEVA).content.decode()
    assert mesa.post(NUEVA, datos).status_code == 422
    ActorDePrueba.actor = ROSA
    pdf.seek(0)
    pagina = mesa.post(NUEVA, datos, follow=True).content.decode()
    assert "Cotejado con el papel por Eva Sanz" in pagina
    assert Cotejo.objects.get().habilitado == ROSA.id


def test_una_salida_con_su_destinatario(mesa: Client) -> None:
    datos = {
        "clave": clave(mesa, SALIDA),
        "nif": "B09000001",
        "nombre": "Obras del Arlanzón, S. L.",
        "asunto": "Traslado",
        "unidad": str(unidad().id),
        "canal": "correo_postal",
        "documentacion_fisica": "3",
        "tipo_documental": "TD06",
        "validez": "EE01",
    }
    mala = mesa.post(SALIDA, {**datos, "nif": "1", "unidad": ""}).content.decode()
    assert 'href="#campo-nif"' in mala
    assert 'href="#campo-unidad"' in mala
    oficio = SimpleUploadedFile("oficio.pdf", un_pdf())
    primera = mesa.post(SALIDA, {**datos, "ficheros": [oficio]})
    oficio.seek(0)
    segunda = mesa.post(SALIDA, {**datos, "ficheros": [oficio]})
    asiento = Asiento.objects.get()
    assert primera.headers["Location"] == segunda.headers["Location"] == f"{LISTA}{asiento.id}/"
    assert (asiento.libro_id, asiento.epigrafe) == ("S", "Comunicación")


def test_reservar_numeros_y_registrar_despues_un_papel(mesa: Client) -> None:
    ruta = f"{LISTA}reservas/"
    mala = mesa.post(ruta, {"libro": "E", "cuantos": "0", "motivo": ""})
    assert mala.status_code == 422
    assert 'href="#campo-motivo"' in mala.content.decode()
    pagina = mesa.post(ruta, {"libro": "E", "cuantos": "3", "motivo": "Corte de luz"}, follow=True).content.decode()
    reserva = ReservaNumeros.objects.get()
    assert "Reservados los números 1 a 3" in pagina
    datos = entrada(mesa, numero_reservado=f"{reserva.anio}-E-00000002", presentado_hora="8:00")
    sin_fecha = mesa.post(NUEVA, datos)
    assert 'href="#campo-presentado-dia"' in sin_fecha.content.decode()
    buena = {**datos, **fecha("presentado", 2, 1, 2026)}
    assert mesa.post(NUEVA, buena).status_code == 302
    assert Asiento.objects.get().numero == 2
    assert mesa.post(NUEVA, buena).status_code == 302
    assert "1, 3" in mesa.get(ruta).content.decode()
    ActorDePrueba.actor = replace(ROSA, permisos=ROSA.permisos - {"registro.reservar"})
    assert mesa.get(ruta).status_code == 403


def test_apoderamiento_apud_acta_en_la_oficina(mesa: Client) -> None:
    ruta = f"{LISTA}apoderamientos/nuevo/"
    vacio = mesa.post(ruta, {"acreditacion": "apud_acta_presencial"}).content.decode()
    for campo in (
        "representado_nif",
        "representado_nombre",
        "representante_nif",
        "alcance-1",
        "hasta-dia",
        "identificacion",
    ):
        assert f'href="#campo-{campo}"' in vacio, campo
    datos = {
        "representado_nif": "12345678Z",
        "representado_nombre": "Ana",
        "representante_nif": "87654321X",
        "representante_nombre": "Pedro",
        "alcance": "organismo",
        "acreditacion": "apud_acta_presencial",
        "identificacion": "dni",
        **fecha("desde", 2, 1, 2026),
        **fecha("hasta", 1, 1, 2031),
    }
    sin_comprobar = mesa.post(ruta, datos).content.decode()
    assert 'href="#campo-identidad_comprobada"' in sin_comprobar
    assert not Representacion.objects.exists()
    pagina = mesa.post(ruta, {**datos, "identidad_comprobada": "on"}, follow=True).content.decode()
    poder = Representacion.objects.get()
    assert "Ana (12345678Z)" in pagina
    ficha = f"{LISTA}apoderamientos/{poder.id}/"
    acta = mesa.get(f"{ficha}documento/")
    assert b"".join(acta).startswith(b"%PDF")
    assert Acceso.objects.filter(que="representacion", objeto_id=str(poder.id)).count() == 2
    ActorDePrueba.actor = OFICIAL
    assert mesa.get(ficha).status_code == 403
    assert mesa.get(ruta).status_code == 403


def test_buscar_un_apoderamiento_y_revocarlo_en_ventanilla(mesa: Client) -> None:
    ruta = f"{LISTA}apoderamientos/"
    assert "Ningún apoderamiento vale hoy" in mesa.get(ruta).content.decode()
    datos = {
        "representado_nif": "12345678Z",
        "representado_nombre": "Ana",
        "representante_nif": "87654321X",
        "representante_nombre": "Pedro",
        "alcance": "organismo",
        "acreditacion": "apud_acta_presencial",
        "identificacion": "dni",
        "identidad_comprobada": "on",
        **fecha("desde", 2, 1, 2026),
        **fecha("hasta", 1, 1, 2031),
    }
    assert mesa.post(f"{ruta}nuevo/", datos).status_code == 302
    poder = Representacion.objects.get()
    assert f"{ruta}{poder.id}/" in mesa.post(ruta, {"texto": "pedro", "cuales": "vigentes"}).content.decode()
    nada = mesa.post(ruta, {"texto": "pedro", "cuales": "terminados"}).content.decode()
    assert "No hay apoderamientos así" in nada
    assert 'value="pedro"' in nada
    assert Acceso.objects.filter(que="representaciones", objeto_id="busqueda").count() == 2
    fin = f"{ruta}{poder.id}/fin/"
    assert fin in mesa.get(f"{ruta}{poder.id}/").content.decode()
    assert mesa.get(f"{fin}documento/").status_code == 404
    vacia = mesa.post(fin, {"medio": "persona"})
    assert vacia.status_code == 422
    for campo in ("quien-1", "identificacion", "identidad_comprobada"):
        assert f'href="#campo-{campo}"' in vacia.content.decode(), campo
    buena = {"quien": "representado", "medio": "persona", "identificacion": "dni", "identidad_comprobada": "on"}
    pagina = mesa.post(fin, buena, follow=True).content.decode()
    assert "El apoderamiento ha terminado" in pagina
    assert "Revocada por la persona representada" in pagina
    assert b"".join(mesa.get(f"{fin}documento/")).startswith(b"%PDF")
    assert mesa.get(fin).status_code == mesa.post(fin, buena).status_code == 409
    assert "Revocada" in mesa.post(ruta, {"texto": "12345678Z", "cuales": "todos"}).content.decode()
    ActorDePrueba.actor = OFICIAL
    assert {mesa.get(una).status_code for una in (ruta, fin, f"{fin}documento/")} == {403}


def test_un_poder_se_prorroga_en_ventanilla(mesa: Client) -> None:
    ana = Persona.objects.create(clase="fisica", nif="12345678Z", nombre="Ana", apellido1="Ruiz")
    pedro = Persona.objects.create(clase="fisica", nif="87654321X", nombre="Pedro", apellido1="Ortega")
    poder = Representacion.objects.create(
        representado=ana,
        representante=pedro,
        alcance="general",
        acreditacion="apud_acta_presencial",
        desde=date(2026, 1, 2),
        hasta=date(2027, 1, 1),
        estado="vigente",
        inscrita_el=datetime(2026, 1, 2, 9, tzinfo=MADRID),
    )
    suya = f"{LISTA}apoderamientos/{poder.id}/"
    assert f"{suya}prorroga/" in mesa.get(suya).content.decode()
    vacia = mesa.post(f"{suya}prorroga/", {"medio": "persona"})
    assert vacia.status_code == 422
    for campo in ("hasta-dia", "identificacion", "identidad_comprobada"):
        assert f'href="#campo-{campo}"' in vacia.content.decode(), campo
    assert mesa.get(f"{suya}prorroga/documento/").status_code == 404
    datos = {"medio": "persona", "identificacion": "dni", "identidad_comprobada": "on", **fecha("hasta", 1, 1, 2029)}
    hecha = mesa.post(f"{suya}prorroga/", datos, follow=True).content.decode()
    assert "Prórroga anotada." in hecha
    assert "01/01/2029" in hecha
    assert b"".join(mesa.get(f"{suya}prorroga/documento/")).startswith(b"%PDF")
    Representacion.objects.filter(id=poder.id).update(
        estado="revocada", terminada_el=datetime(2026, 12, 1, tzinfo=MADRID)
    )
    assert f"{suya}prorroga/" not in mesa.get(suya).content.decode().replace(f"{suya}prorroga/documento/", "")
    assert mesa.get(f"{suya}prorroga/").status_code == 409
    ActorDePrueba.actor = OFICIAL
    assert {mesa.get(f"{suya}{una}").status_code for una in ("prorroga/", "prorroga/documento/")} == {403}


def test_la_representacion_legal_termina_en_ventanilla_solo_con_su_documento(mesa: Client) -> None:
    ana = Persona.objects.create(clase="fisica", nif="12345678Z", nombre="Ana", apellido1="Ruiz")
    pedro = Persona.objects.create(clase="fisica", nif="87654321X", nombre="Pedro", apellido1="Ortega")
    tutela = Representacion.objects.create(
        representado=ana,
        representante=pedro,
        alcance="general",
        acreditacion="legal",
        desde=date(2026, 1, 2),
        hasta=date(2031, 1, 1),
        estado="vigente",
        inscrita_el=datetime(2026, 1, 2, 9, tzinfo=MADRID),
    )
    fin = f"{LISTA}apoderamientos/{tutela.id}/fin/"
    pagina = mesa.get(fin).content.decode()
    assert "la da la ley o un juez" in pagina
    assert "la revoca<" not in pagina
    assert "en persona" not in pagina
    en_persona = {"quien": "representado", "medio": "persona", "identificacion": "dni", "identidad_comprobada": "on"}
    assert mesa.post(fin, en_persona).status_code == 422
    sin_nada = mesa.post(fin, {"quien": "representante", "medio": "documento"})
    assert sin_nada.status_code == 422
    assert "Adjunte la resolución judicial" in sin_nada.content.decode()
    papel = SimpleUploadedFile("auto.pdf", un_pdf())
    hecho = mesa.post(fin, {"quien": "representante", "medio": "documento", "fichero": papel}, follow=True)
    assert "Terminada, con el documento en el que consta" in hecho.content.decode()


def test_la_lista_de_apoderamientos_cuesta_lo_mismo_con_pocas_y_con_muchas_filas(mesa: Client) -> None:
    def consultas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            assert mesa.get(f"{LISTA}apoderamientos/").status_code == 200
        return len(hechas)

    def poder(n: int) -> None:
        quienes = [Persona.objects.create(clase="fisica", nif=f"P{lado}{n}", nombre=f"Persona {n}") for lado in "AB"]
        Representacion.objects.create(
            representado=quienes[0],
            representante=quienes[1],
            alcance="general",
            acreditacion="documento",
            desde=date(2026, 1, 2),
            hasta=date(2031, 1, 1),
            estado="vigente",
            inscrita_el=datetime(2026, 1, 2, tzinfo=MADRID),
        )

    poder(0)
    consultas()
    pocas = consultas()
    for n in range(1, 30):
        poder(n)
    assert consultas() == pocas
    pagina = mesa.get(f"{LISTA}apoderamientos/").content.decode()
    assert "Ver más" in pagina
    desde = re.search(r'name="antes_de" value="([^"]+)"', pagina)
    assert desde is not None
    resto = mesa.post(f"{LISTA}apoderamientos/", {"cuales": "vigentes", "antes_de": desde[1]}).content.decode()
    assert resto.count("/apoderamientos/0") == 5
