"""The page of the CSV says of each document what is true of it: whose it is, who signed, what it waits for, what became of it."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from consistorio.canales.sede.autenticidad import autenticidad
from consistorio.documental.documentos.acceso import LECTOR_CON_CODIGO
from consistorio.documental.documentos.consultas import leer
from consistorio.documental.documentos.copias import copiar
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla, incorporar
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma import operaciones as firma
from consistorio.documental.firma.acciones.devolver import devolver
from consistorio.documental.firma.models import Circuito
from consistorio.documental.firma.tests import test_circuitos as circuitos
from consistorio.documental.firma.tests.conftest import pdf_con_campos
from consistorio.documental.firma.tests.test_validacion_fichero import ANA, en_pdf
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion import consultas as organizacion

pytestmark = [pytest.mark.usefixtures("personal_sembrado"), pytest.mark.lento]
RELOJ, QUIEN = RelojSistema(), Actor.sistema("prueba")


def decreto() -> tuple[Documento, Circuito]:
    """A document of ours that waits for the mayor and the secretary."""
    with transaction.atomic():
        documento = crear_desde_plantilla(
            "diligencia", {"texto": "Consta."}, titulo="Decreto de prueba", tipo_documental="TD01",
            organo="L01999998", actor=QUIEN, reloj=RELOJ, firmas=circuitos.CAMPOS,
        )  # fmt: skip
        pasos = [
            PasoPedido(organizacion.puesto_de_organo("alcaldia"), "alcaldia"),
            PasoPedido(organizacion.puesto_de_organo("secretaria"), "fe", "fe_publica"),
        ]
        return documento, firma.pedir_firmas(documento, pasos, referencia="prueba:d", actor=QUIEN, reloj=RELOJ)


def archivo(datos: bytes, *, nuestro: bool = False, nombre: str = "plano.pdf", estado: str = "EE01") -> Documento:
    with transaction.atomic():
        return incorporar(
            guardar_bytes(datos), titulo="Plano", nombre=nombre, tipo_documental="TD99", estado_elaboracion=estado,
            origen_administracion=nuestro, organo="L01999998", actor=QUIEN, reloj=RELOJ,
        )  # fmt: skip


def pagina(client: Client, documento: Documento) -> str:
    respuesta = client.get("/verificar/", {"csv": documento.csv})
    assert respuesta.status_code == 200
    return respuesta.content.decode()


@pytest.mark.usefixtures("personal_que_firma")
def test_from_waiting_to_signed_with_who_post_and_time(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    documento, circuito = decreto()
    texto = pagina(client, documento)
    assert "Todavía no está firmado" in texto
    assert "Pendiente de firma (0 de 2)" in texto
    assert "es auténtico" not in texto
    assert circuitos.firma("isabel", circuitos.paso(circuito)).fallidos == ()
    vaciar_colas()
    documento.refresh_from_db()
    texto = pagina(client, documento)
    assert "Pendiente de firma (1 de 2)" in texto
    assert "es auténtico" not in texto
    assert circuitos.firma("javier", circuitos.paso(circuito, 2)).fallidos == ()
    documento.refresh_from_db()
    assert "Falta el sello de tiempo" in pagina(client, documento)
    vaciar_colas()
    documento.refresh_from_db()
    texto = pagina(client, documento)
    for dicho in (
        *("El documento es auténtico", "Está firmado y tiene sello de tiempo", "ISABEL ROBLEDO", "Alcald"),
        *("Secretar", "Fe pública", "Válida.", "Sello de tiempo", "AC EMISORA", documento.id_eni, "TF01", "TF06"),
        *("L01999998", "Original", "Resolución", "Administración", "ENI/XSD/v1.0/documento-e"),
    ):
        assert dicho in texto, dicho
    alterado = leer(documento).replace(b"/Lang (es-ES)", b"/Lang (ca-ES)", 1)
    assert alterado != leer(documento)
    documento.contenido = guardar_bytes(alterado)  # bytes changed under the row's feet are not called good
    documento.huella = documento.contenido.sha256
    cambiado = autenticidad(documento)
    assert (cambiado.titulo, cambiado.vale) == ("Una firma del documento no es válida", False)


@pytest.mark.usefixtures("personal_que_firma")
def test_what_came_back_or_was_taken_out_is_not_a_document(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    devuelto, circuito = decreto()
    devolver(actor=circuitos.actor("isabel"), paso_id=circuitos.paso(circuito).id, motivo="Falta un dato", reloj=RELOJ)
    texto = pagina(client, devuelto)
    assert "No se firmó" in texto
    assert "Devuelto sin firmar" in texto
    assert "Falta un dato" not in texto
    retirado, _circuito = decreto()
    with transaction.atomic():
        firma.retirar_firmas(retirado.id, actor=QUIEN, reloj=RELOJ)
    assert "Retirado antes de firmarse" in pagina(client, retirado)


def test_the_seal_that_has_not_come_yet_and_the_one_that_came(
    client: Client, db: None, casa_que_firma: Servidor, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    with transaction.atomic():
        sellado = crear_desde_plantilla(
            "diligencia", {"texto": "Consta."}, titulo="Oficio", tipo_documental="TD06", organo="L01999998",
            actor=QUIEN, reloj=RELOJ, firmas=(SELLO_DE_ORGANO,),
        )  # fmt: skip
        firma.sellar(sellado, referencia="prueba:s", reloj=RELOJ)
    texto = pagina(client, sellado)
    assert "Todavía no tiene el sello del Ayuntamiento" in texto
    assert "Todavía sin firma" in texto
    with transaction.atomic():
        solicitud = crear_desde_plantilla(
            "diligencia", {"texto": "Solicito."}, titulo="Solicitud", tipo_documental="TD14", organo="L01999998",
            actor=QUIEN, reloj=RELOJ, firmas=(SELLO_DE_ORGANO,), origen_administracion=False,
        )  # fmt: skip
        firma.sellar(solicitud, referencia="prueba:t", reloj=RELOJ)
    for _vez in range(2):  # before its seal, and with it
        solicitud.refresh_from_db()
        dicho = autenticidad(solicitud)
        assert dicho.titulo == "Es un escrito presentado en esta sede"
        vaciar_colas()
    assert dicho.vale
    vaciar_colas()
    sellado.refresh_from_db()
    texto = pagina(client, sellado)
    assert "El documento es auténtico" in texto
    assert "SELLO" in texto


def test_a_citizens_file_is_only_kept_and_its_copy_is_authentic(
    client: Client, db: None, casa_que_firma: Servidor, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    suyo = archivo(pdf_con_campos())
    texto = pagina(client, suyo)
    assert "Es un archivo que presentó una persona" in texto
    assert "Sin firma propia" in texto
    assert "auténtic" not in texto
    firmado = archivo(en_pdf([casa_que_firma.pki.mano(ANA)]))
    texto = pagina(client, firmado)
    assert "TF06 PAdES" in texto
    assert "TF01" not in texto
    with transaction.atomic():
        copia = copiar(suyo, estado_elaboracion="EE02", actor=QUIEN, reloj=RELOJ)
        simple = copiar(suyo, estado_elaboracion="EE99", actor=QUIEN, reloj=RELOJ)
    assert "Todavía no tiene el sello" in pagina(client, copia)
    vaciar_colas()
    copia.refresh_from_db()
    texto = pagina(client, copia)
    assert "Es una copia auténtica" in texto
    assert suyo.id_eni in texto
    simple.refresh_from_db()
    assert autenticidad(simple).titulo == "Es una copia simple"


def test_what_the_town_only_keeps_and_what_is_set_apart(client: Client, db: None, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    informe = archivo(pdf_con_campos(), nuestro=True)
    assert "Es un documento que el Ayuntamiento tiene guardado" in pagina(client, informe)
    papel = archivo(pdf_con_campos(texto="escrito a mano"), nuestro=False, estado="EE03")
    assert "auténtica de documento en papel" in pagina(client, papel)
    malo = archivo(b"no me abra", nombre="malo.txt")
    Contenido.objects.filter(sha256=malo.huella).update(estado_antivirus="cuarentena", amenaza="EICAR")
    texto = pagina(client, malo)
    assert "El archivo está apartado" in texto
    assert "Descargar el documento" not in texto
    assert client.post("/verificar/", {"csv": malo.csv, "descargar": "1"}).status_code == 409


def test_each_read_is_noted_of_nobody_known(client: Client, db: None, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    suyo = archivo(pdf_con_campos())
    pagina(client, suyo)
    client.post("/verificar/", {"csv": suyo.csv, "descargar": "1"})
    client.post("/verificar/", {"csv": "2222-2222-2222-2222-2222"})
    notados = Acceso.objects.filter(que="documento").order_by("momento", "id")
    assert [(a.objeto_id, a.actor_id, a.medio, a.motivo) for a in notados] == [
        (str(suyo.id), LECTOR_CON_CODIGO.id, "csv", "Verificación con su código (CSV)"),
        (str(suyo.id), LECTOR_CON_CODIGO.id, "csv", "Descarga con su código (CSV)"),
    ]
