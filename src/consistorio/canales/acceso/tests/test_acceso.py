"""Logins through the pages: Cl@ve with real signed messages, certificate, staff with two factors, representation."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from consistorio.integraciones.certificado.contrato import CABECERA, ENTORNO
from consistorio.integraciones.clave.simulador import Simulador, crear
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.identidad.models import Cuenta, Persona, PeticionAcceso, Representacion, Sesion
from consistorio.plataforma.organizacion import demostracion

SEDE = "http://testserver"
RELOJ = RelojFijo(datetime(2026, 9, 15, 10, tzinfo=UTC))
pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture(scope="module")
def idp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulador]:
    servidor = crear(tmp_path_factory.mktemp("clave"), puerto=0, sede=SEDE)
    yield servidor.simulador
    servidor.server_close()


@pytest.fixture(scope="module")
def pki(servidor_pki: Servidor) -> Servidor:
    return servidor_pki


@pytest.fixture(autouse=True)
def casa(settings: Settings, idp: Simulador, pki: Servidor) -> None:
    carpeta = idp.carpeta
    settings.CONSISTORIO_SEDE_URL = SEDE
    settings.CONSISTORIO_CERTIFICADO_URL = "https://localhost:8443"
    settings.CONSISTORIO_CONFIANZA = str(pki.pki.carpeta / "confianza")
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.CONSISTORIO_CLAVE = {
        "metadatos": str(carpeta / "idp.xml"),
        "clave_privada": str(carpeta / "sp.key"),
        "certificado": str(carpeta / "sp.pem"),
        "proveedor": "DEMO",
    }


def respuesta_clave(client: Client, idp: Simulador, *, variante: str = "bien", siguiente: str = "/") -> str:
    """Begin with Cl@ve in this browser and get the provider's signed answer."""
    pagina = client.get("/acceso/clave/", {"siguiente": siguiente, "nivel": "sustancial"})
    assert pagina.status_code == 200
    assert f"form-action 'self' {idp.direccion}" in pagina.headers["Content-Security-Policy"]
    peticion, consumidor, nivel = idp.leer(pagina.context["campos"]["SAMLRequest"])
    return idp.responder(peticion, consumidor, nif="12345678Z", nivel=nivel, variante=variante)


def por_clave(client: Client, idp: Simulador, **mas: str) -> str:
    """Log in with Cl@ve; returns where one ends."""
    respuesta = client.post("/acceso/clave/respuesta/", {"SAMLResponse": respuesta_clave(client, idp, **mas)})
    assert respuesta.status_code == 302
    final = client.get(respuesta.headers["Location"].removeprefix(SEDE))
    return str(final.headers.get("Location", final.content.decode()))


def test_clave_opens_a_session_with_its_evidence_and_comes_back(client: Client, idp: Simulador) -> None:
    assert por_clave(client, idp, siguiente="/acceso/representaciones/") == "/acceso/representaciones/"
    sesion = Sesion.objects.get()
    assert (sesion.medio, sesion.nivel, sesion.persona and sesion.persona.nif) == ("clave", 2, "12345678Z")
    assert sesion.emisor == f"{idp.direccion}/metadatos"
    assert sesion.direccion_hash
    assert sesion.direccion_hash != "127.0.0.1"
    assert Evento.objects.filter(tipo="identidad.sesion.abierta").exists()
    assert PeticionAcceso.objects.get().resultado == {}
    pagina = client.get("/acceso/representaciones/")
    assert "Ana García López" in pagina.content.decode()
    assert pagina.headers["Cache-Control"].startswith(("no-store", "max-age=0"))
    client.post("/acceso/salir/")
    assert client.get("/acceso/representaciones/").status_code == 302


def test_an_assertion_serves_once_and_only_in_the_browser_that_asked(client: Client, idp: Simulador) -> None:
    mensaje = respuesta_clave(client, idp)
    vuelta = client.post("/acceso/clave/respuesta/", {"SAMLResponse": mensaje}).headers["Location"].removeprefix(SEDE)
    assert client.post("/acceso/clave/respuesta/", {"SAMLResponse": mensaje}).status_code == 422
    assert Client().get(vuelta).status_code == 404
    assert client.get(vuelta.replace("vale=", "vale=x")).status_code == 404
    assert client.get(vuelta).status_code == 302
    assert client.get(vuelta).status_code == 404
    assert Sesion.objects.count() == 1


@pytest.mark.parametrize(
    ("variante", "palabras"), [("cancela", "Ha cancelado"), ("falla", "no ha podido identificarle")]
)
def test_clave_that_says_no_is_told_in_words(client: Client, idp: Simulador, variante: str, palabras: str) -> None:
    assert palabras in por_clave(client, idp, variante=variante)
    assert not Sesion.objects.exists()


def test_other_sites_are_not_a_place_to_come_back_to(client: Client, idp: Simulador) -> None:
    assert por_clave(client, idp, siguiente="//malo.example/") == "/"


def test_only_a_copy_of_the_town_says_that_it_is_one(client: Client, settings: Settings) -> None:
    pagina = client.get("/acceso/", {"siguiente": "/mi-carpeta/", "nivel": "alto"}).content.decode()
    assert "copia para consultar" not in pagina
    assert "siguiente=%2Fmi-carpeta%2F&amp;nivel=alto" in pagina
    settings.CONSISTORIO_CONSULTA = True
    assert "copia para consultar" in client.get("/acceso/").content.decode()


def por_certificado(client: Client, pki: Servidor, nombre: str | None, **mas: str) -> tuple[int, str]:
    """Log in as the certificate port would hand the certificate on."""
    ida = client.get("/acceso/certificado/").headers["Location"]
    peticion = parse_qs(urlsplit(ida).query)["peticion"][0]
    pem = pki.pki.carpeta.joinpath(f"{nombre}.pem").read_bytes() if nombre else b""
    respuesta = Client().get("/acceso/certificado/entrar/", {"peticion": peticion}, **{ENTORNO: pem})  # type: ignore[arg-type]
    if respuesta.status_code != 302:
        return respuesta.status_code, ""
    final = client.get(respuesta.headers["Location"].removeprefix(SEDE))
    return final.status_code, final.content.decode()


def test_certificate_opens_a_session(client: Client, pki: Servidor) -> None:
    assert por_certificado(client, pki, "ciudadania/12345678Z")[0] == 302
    sesion = Sesion.objects.get()
    assert (sesion.medio, sesion.persona and sesion.persona.nif) == ("certificado", "12345678Z")
    assert len(sesion.huella) == 64
    assert sesion.evidencia["revocacion"] == "ocsp"


def test_representative_certificate_acts_for_the_organisation(client: Client, pki: Servidor) -> None:
    assert por_certificado(client, pki, "ciudadania/11111111H-B99999997")[0] == 302
    sesion = Sesion.objects.get()
    assert sesion.representacion is not None
    assert sesion.representacion.representado.nif == "B99999997"
    assert sesion.representacion.representado.obligada
    assert "REFORMAS DEL ARLANZÓN" in client.get("/acceso/representaciones/").content.decode().upper()


@pytest.mark.parametrize(
    ("nombre", "palabras"),
    [
        ("ciudadania/caducado", "Su certificado caducó el"),
        ("ciudadania/revocado", "anulado"),
        (None, "no ha enviado ningún certificado"),
    ],
)
def test_certificates_that_do_not_serve_are_told_in_words(
    client: Client, pki: Servidor, nombre: str | None, palabras: str
) -> None:
    estado, texto = por_certificado(client, pki, nombre)
    assert estado == 422
    assert palabras in texto
    assert "Cl@ve" in texto
    assert not Sesion.objects.exists()


def test_a_forged_certificate_header_on_the_public_port_is_nothing(client: Client, pki: Servidor) -> None:
    ida = client.get("/acceso/certificado/").headers["Location"]
    pem = base64.b64encode(pki.pki.carpeta.joinpath("ciudadania/12345678Z.pem").read_bytes()).decode()
    for cabecera in (CABECERA, ENTORNO, "X-SSL-Client-Cert"):
        respuesta = client.get(f"/acceso/certificado/entrar/?{urlsplit(ida).query}", headers={cabecera: pem})
        assert respuesta.status_code == 404
    assert PeticionAcceso.objects.get().respondida_el is None


# --- staff ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def villa() -> None:
    demostracion.sembrar(reloj=RELOJ)


def entrar(client: Client, usuario: str, contrasena: str = demostracion.CONTRASENA) -> int:
    return client.post("/acceso/empleados/", {"usuario": usuario, "contrasena": contrasena}).status_code


@pytest.mark.usefixtures("villa")
def test_staff_need_password_and_a_new_code(client: Client) -> None:
    assert client.get("/acceso/empleados/codigo/").headers["Location"] == "/acceso/empleados/"
    assert entrar(client, "nuria") == 302
    assert client.get("/acceso/empleados/contrasena/").status_code == 302
    codigo = demostracion.codigo_actual("nuria")
    assert client.post("/acceso/empleados/codigo/", {"codigo": codigo}).status_code == 302
    assert client.get("/acceso/empleados/contrasena/").status_code == 200
    otro = Client()
    assert entrar(otro, "nuria") == 302
    repetido = otro.post("/acceso/empleados/codigo/", {"codigo": codigo})
    assert repetido.status_code == 422
    assert "ya se ha usado" in repetido.content.decode()
    sesion = Sesion.objects.get()
    assert (sesion.medio, sesion.nivel) == ("contrasena_totp", 2)


@pytest.mark.usefixtures("villa")
def test_wrong_passwords_say_the_same_and_end_in_a_pause(client: Client) -> None:
    textos = set()
    for usuario in ("nuria", "nadie"):
        pagina = client.post("/acceso/empleados/", {"usuario": usuario, "contrasena": "mala"})
        assert pagina.status_code == 422
        textos.add(pagina.content.decode().count("El usuario o la contraseña no son correctos."))
    assert len(textos) == 1
    assert textos.pop() > 0
    for _i in range(4):
        entrar(client, "nuria", "mala")
    assert entrar(client, "nuria") == 429
    assert entrar(client, "marta") == 302


@pytest.mark.usefixtures("villa")
def test_first_login_enrols_and_recovery_codes_serve_once(client: Client) -> None:
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.filter(user__usuario="rosa").delete()
    assert entrar(client, "rosa") == 302
    assert client.get("/acceso/empleados/codigo/").headers["Location"] == "/acceso/empleados/segundo-factor/"
    pagina = client.get("/acceso/empleados/segundo-factor/")
    assert "<svg" in pagina.content.decode()
    TOTPDevice.objects.filter(user__usuario="rosa").update(confirmed=True)
    codigo = demostracion.codigo_actual("rosa")
    TOTPDevice.objects.filter(user__usuario="rosa").update(confirmed=False)
    hecho = client.post("/acceso/empleados/segundo-factor/", {"codigo": codigo})
    codigos = hecho.context["codigos"]
    assert len(codigos) == 8
    for esperado in (302, 422):
        otro = Client()
        entrar(otro, "rosa")
        assert otro.post("/acceso/empleados/codigo/", {"codigo": codigos[0]}).status_code == esperado


@pytest.mark.usefixtures("villa")
def test_the_secret_that_another_browser_saw_enrols_nobody(client: Client) -> None:
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.filter(user__usuario="rosa").delete()
    adelantado, pagina = Client(), "/acceso/empleados/segundo-factor/"
    vistos: list[str] = []
    for navegador in (adelantado, client, client):
        if len(vistos) < 2:
            entrar(navegador, "rosa")
        vistos.append(navegador.get(pagina).context["secreto"])
    assert vistos[0] != vistos[1] == vistos[2]  # to look again shows the same
    TOTPDevice.objects.filter(user__usuario="rosa").update(confirmed=True)
    codigo = demostracion.codigo_actual("rosa")
    TOTPDevice.objects.filter(user__usuario="rosa").update(confirmed=False)
    assert client.post(pagina, {"codigo": codigo}).status_code == 200
    assert adelantado.post(pagina, {"codigo": codigo}).status_code == 302  # there is nothing to enrol any more


@pytest.mark.usefixtures("villa")
def test_a_provisional_password_opens_nothing_until_it_is_changed(client: Client) -> None:
    from django_otp.plugins.otp_totp.models import TOTPDevice

    Cuenta.objects.filter(usuario="rosa").update(debe_cambiar_contrasena=True)
    TOTPDevice.objects.filter(user__usuario="rosa").delete()  # her very first login
    entrar(client, "rosa")
    client.get("/acceso/empleados/segundo-factor/")
    TOTPDevice.objects.filter(user__usuario="rosa").update(confirmed=True)
    codigo = demostracion.codigo_actual("rosa")
    TOTPDevice.objects.filter(user__usuario="rosa").update(confirmed=False)
    dentro = client.post("/acceso/empleados/segundo-factor/", {"codigo": codigo})
    assert dentro.context["seguir"] == "/acceso/empleados/contrasena/"
    for pagina in ("/escritorio/", "/escritorio/registro/", "/acceso/empleados/llaves/", "/acceso/empleados/cuenta/"):
        assert client.get(pagina).headers["Location"] == "/acceso/empleados/contrasena/", pagina
    assert "es provisional" in client.get("/acceso/empleados/contrasena/").content.decode()
    la_misma = {"actual": demostracion.CONTRASENA, "nueva": demostracion.CONTRASENA}
    assert "Elija otra" in client.post("/acceso/empleados/contrasena/", la_misma).content.decode()
    otra = {"actual": demostracion.CONTRASENA, "nueva": "Siete-gatos-en-la-plaza"}
    assert client.post("/acceso/empleados/contrasena/", otra).status_code == 302
    assert client.get("/escritorio/").status_code == 200
    assert client.get("/tramites/").status_code == 200


@pytest.mark.usefixtures("villa")
def test_the_staff_read_errors_at_their_desk(client: Client) -> None:
    entrar(client, "nuria")
    client.post("/acceso/empleados/codigo/", {"codigo": demostracion.codigo_actual("nuria")})
    for pagina, estado in (("/escritorio/no-existe/", 404), ("/administracion/", 403), ("/mi-carpeta/", 403)):
        respuesta = client.get(pagina)
        texto = respuesta.content.decode()
        assert respuesta.status_code == estado, pagina
        assert "¿Ha cambiado algo?" in texto
        assert "Atajos de teclado" in texto, "the desk's page"
        assert 'href="/mi-carpeta/"' not in texto


@pytest.mark.usefixtures("villa")
def test_an_idle_or_revoked_session_ends(client: Client) -> None:
    entrar(client, "nuria")
    client.post("/acceso/empleados/codigo/", {"codigo": demostracion.codigo_actual("nuria")})
    assert client.get("/acceso/empleados/contrasena/").status_code == 200
    Sesion.objects.update(vista_el=datetime.now(UTC) - timedelta(minutes=61))
    fuera = client.get("/acceso/empleados/contrasena/", follow=True)
    assert fuera.redirect_chain[0][1] == 302
    assert "Su sesión ha terminado" in fuera.content.decode()
    assert "Su sesión ha terminado" not in client.get("/acceso/empleados/").content.decode()
    entrar(client, "nuria")
    client.post("/acceso/empleados/codigo/", {"codigo": demostracion.codigo_actual("nuria")})
    Cuenta.objects.filter(usuario="nuria").update(activa=False)
    assert client.get("/acceso/empleados/contrasena/").status_code == 302


# --- representation ------------------------------------------------------------------------------------------------------


def test_the_whole_journey_of_a_representation(client: Client, idp: Simulador, pki: Servidor) -> None:
    por_clave(client, idp)
    hasta = datetime.now(UTC) + timedelta(days=400)
    datos = {
        "nif": "87654321X",
        "nombre": "Pedro",
        "apellido1": "Ruiz",
        "alcance": "organismo",
        "hasta.dia": str(hasta.day),
        "hasta.mes": str(hasta.month),
        "hasta.anio": str(hasta.year),
        "consiento": "on",
    }
    mala = client.post("/acceso/representaciones/nueva/", {**datos, "nif": "87654321A", "hasta.anio": "2050"})
    assert mala.status_code == 422
    assert "como mucho 5 años" in mala.content.decode()
    assert client.post("/acceso/representaciones/nueva/", datos).status_code == 302
    assert client.post("/acceso/representaciones/nueva/", datos).status_code == 422
    poder = Representacion.objects.get()
    assert (poder.estado, poder.acreditacion) == ("pendiente", "apud_acta_sede")

    pedro = Client()
    assert por_certificado(pedro, pki, "ciudadania/87654321X")[0] == 302
    assert pedro.post("/acceso/en-nombre-de/", {"representacion": str(poder.id)}).status_code == 404
    assert client.post(f"/acceso/representaciones/{poder.id}/aceptar/").status_code == 404
    assert pedro.post(f"/acceso/representaciones/{poder.id}/aceptar/").status_code == 302
    assert pedro.post("/acceso/en-nombre-de/", {"representacion": str(poder.id)}).status_code == 302
    assert "Actúa en nombre de otra persona" in pedro.get("/acceso/en-nombre-de/").content.decode()
    assert pedro.post("/acceso/representaciones/nueva/", datos).status_code == 403

    assert client.post(f"/acceso/representaciones/{poder.id}/revocar/").status_code == 302
    assert "Actúa en nombre de otra persona" not in pedro.get("/acceso/en-nombre-de/").content.decode()
    assert pedro.post(f"/acceso/representaciones/{poder.id}/renunciar/").status_code == 409
    assert Persona.objects.count() == 2


def test_pages_say_what_is_needed(client: Client, tmp_path: Path, settings: Settings) -> None:
    pagina = client.get("/acceso/", {"nivel": "alto", "siguiente": "/x/"}).content.decode()
    assert "DNI electrónico" in pagina
    assert "siguiente=%2Fx%2F" in pagina
    settings.CONSISTORIO_CLAVE = {"metadatos": str(tmp_path / "nada"), "clave_privada": "x", "certificado": "y"}
    assert client.get("/acceso/clave/").status_code == 503
