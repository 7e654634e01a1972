"""Files stay received although the sheet comes back: for whom sent them, in that sheet, that day, and if the antivirus agrees."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from consistorio.canales.interfaz.recibidos import CADUCA
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.canales.oac.tests.test_campos import NUEVA, ROSA, SALIDA, clave, fecha
from consistorio.canales.oac.tests.test_oficina import LISTA, MEDIO, entrada
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tests.factories import unidad
from consistorio.documental.registro.tests.test_mostrador import un_pdf
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.identidad.models import Representacion

pytestmark = pytest.mark.usefixtures("db")
RECUPERAR = "no se puede recuperar"


@pytest.fixture
def mesa() -> Iterator[Client]:
    ActorDePrueba.actor = ROSA
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        yield Client(raise_request_exception=True)
    ActorDePrueba.actor = None


def texto(nombre: str, dice: bytes = b"Memoria") -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, dice)


def resguardos(pagina: str) -> list[str]:
    """The receipts of the page, all of them ticked."""
    casillas = re.findall(r'name="recibidos" type="checkbox" value="([^"]+)" checked', pagina)
    assert pagina.count('name="recibidos"') == len(casillas)
    return [unescape(uno) for uno in casillas]


def test_los_ficheros_siguen_ahi_cuando_la_hoja_vuelve_y_se_quitan_sin_la_marca(mesa: Client) -> None:
    datos = {**entrada(mesa), "asunto": ""}
    malo, bueno = texto("vacio.txt", b""), texto("memoria.txt")
    pagina = mesa.post(NUEVA, {**datos, "ficheros": [bueno, malo]}).content.decode()
    assert "memoria.txt (1 KB)" in pagina
    assert "vacio.txt:" in pagina
    primero = resguardos(pagina)
    assert len(primero) == 1
    bueno.seek(0)
    otra = mesa.post(
        NUEVA, {**datos, "recibidos": primero, "ficheros": [bueno, texto("plano.txt", b"Plano"), texto("de mas.txt")]}
    ).content.decode()  # the same file again is the same one; the same bytes with another name are another
    tres = resguardos(otra)
    assert [nombre in otra for nombre in ("memoria.txt (", "plano.txt (", "de mas.txt (")] == [True] * 3
    assert len(tres) == 3
    assert mesa.post(NUEVA, {**datos, "asunto": "Queja", "recibidos": tres[:2]}).status_code == 302
    assert [d.nombre for d in Asiento.objects.get().documentos.order_by("orden")] == ["memoria.txt", "plano.txt"]
    assert mesa.post(NUEVA, {**datos, "asunto": "Queja", "recibidos": tres[:2]}).status_code == 302
    assert Asiento.objects.count() == 1


def test_anadir_otra_persona_no_pierde_los_ficheros_ni_lo_que_esta_mal_en_ellos(mesa: Client) -> None:
    datos = {**entrada(mesa), "asunto": "", "otra_persona": "1"}
    pagina = mesa.post(NUEVA, {**datos, "ficheros": [texto("memoria.txt")]})
    assert pagina.status_code == 200
    assert len(resguardos(pagina.content.decode())) == 1
    con_malo = mesa.post(NUEVA, {**datos, "ficheros": [texto("vacio.txt", b"")]})
    assert con_malo.status_code == 422
    assert 'href="#campo-ficheros"' in con_malo.content.decode()
    assert 'href="#campo-asunto"' not in con_malo.content.decode()


def test_un_resguardo_ajeno_de_otra_hoja_cambiado_o_viejo_no_vale(
    mesa: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    datos = entrada(mesa)
    pagina = mesa.post(NUEVA, {**datos, "asunto": "", "ficheros": [texto("memoria.txt")]}).content.decode()
    (suyo,) = resguardos(pagina)

    def rechaza(ruta: str, enviado: dict[str, str], resguardo: str) -> None:
        respuesta = mesa.post(ruta, {**enviado, "recibidos": [resguardo]})
        assert respuesta.status_code == 422
        pagina = respuesta.content.decode()
        assert RECUPERAR in pagina
        assert 'href="#campo-ficheros"' in pagina
        assert not resguardos(pagina)

    rechaza(NUEVA, datos, suyo[:-1] + ("A" if suyo[-1] != "A" else "B"))
    rechaza(NUEVA, datos, "cualquier cosa")
    rechaza(NUEVA, {**datos, "clave": str(uuid7())}, suyo)  # the sheet of the other tab
    salida = {**datos, "canal": "correo_postal", "tipo_documental": "TD06", "validez": "EE01"}
    rechaza(SALIDA, salida, suyo)
    ActorDePrueba.actor = replace(ROSA, id=uuid7())
    rechaza(NUEVA, datos, suyo)
    ActorDePrueba.actor = ROSA
    despues = time.time() + CADUCA + 1
    with monkeypatch.context() as parche:
        parche.setattr("django.core.signing.time.time", lambda: despues)
        rechaza(NUEVA, datos, suyo)
    assert not Asiento.objects.exists()
    assert mesa.post(NUEVA, {**datos, "recibidos": [suyo]}).status_code == 302


def test_lo_que_el_antivirus_aparta_despues_ya_no_se_adjunta(mesa: Client) -> None:
    datos = entrada(mesa)
    pagina = mesa.post(NUEVA, {**datos, "asunto": "", "ficheros": [texto("memoria.txt")]}).content.decode()
    Contenido.objects.update(estado_antivirus="cuarentena", amenaza="Prueba.Mala")
    respuesta = mesa.post(NUEVA, {**datos, "recibidos": resguardos(pagina)})
    assert respuesta.status_code == 422
    assert "memoria.txt: el fichero contiene código dañino (Prueba.Mala)" in respuesta.content.decode()
    assert not Asiento.objects.exists()
    assert not resguardos(respuesta.content.decode())


def test_en_una_salida_tambien(mesa: Client) -> None:
    datos = {
        "clave": clave(mesa, SALIDA),
        "nif": "B09000001",
        "nombre": "Obras del Arlanzón, S. L.",
        "asunto": "",
        "unidad": str(unidad().id),
        "canal": "correo_postal",
        "documentacion_fisica": "3",
        "tipo_documental": "TD06",
        "validez": "EE01",
    }
    pagina = mesa.post(SALIDA, {**datos, "ficheros": [SimpleUploadedFile("oficio.pdf", un_pdf())]}).content.decode()
    assert mesa.post(SALIDA, {**datos, "asunto": "Oficio", "recibidos": resguardos(pagina)}).status_code == 302
    assert Asiento.objects.get().documentos.get().nombre == "oficio.pdf"


def test_el_documento_de_un_poder_se_queda_y_otro_ocupa_su_lugar(mesa: Client) -> None:
    ruta = f"{LISTA}apoderamientos/nuevo/"
    datos = {
        "clave": clave(mesa, ruta),
        "representado_nif": "12345678Z",
        "representado_nombre": "Ana",
        "representante_nif": "87654321X",
        "alcance": "organismo",
        "acreditacion": "documento",
        **fecha("desde", 2, 1, 2026),
        **fecha("hasta", 1, 1, 2031),
    }
    poder = SimpleUploadedFile("poder.pdf", un_pdf(1))
    (primero,) = resguardos(mesa.post(ruta, {**datos, "fichero": poder}).content.decode())
    bueno = SimpleUploadedFile("poder-bueno.pdf", un_pdf(2))
    pagina = mesa.post(ruta, {**datos, "recibidos": [primero], "fichero": bueno}).content.decode()
    assert "poder-bueno.pdf (" in pagina
    assert "poder.pdf (" not in pagina
    datos["representante_nombre"] = "Pedro"
    assert 'href="#campo-fichero"' in mesa.post(ruta, datos).content.decode()
    assert mesa.post(ruta, {**datos, "recibidos": resguardos(pagina)}).status_code == 302
    assert Representacion.objects.get().documento_id is not None
