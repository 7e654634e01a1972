"""«Mi certificado de firma»: whoever works here keeps their own, is told every reason against it, and signs with it; with a real login."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from consistorio.documental.firma.models import CertificadoEmpleado, ClaveFirma
from consistorio.documental.firma.tests.falsificador import hacer, nombre, p12_de, usos
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.pki_demo.nombres import PERSONA, Persona, sujeto_persona
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.organizacion import demostracion
from consistorio.plataforma.organizacion.models import Empleado

PAGINA = "/acceso/empleados/certificado/"
ISABEL = Persona("50000101X", "ISABEL", "ROBLEDO CANO")
pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture
def pki(casa_que_firma: Servidor, settings: Settings) -> Pki:
    settings.ALLOWED_HOSTS = ["testserver"]
    demostracion.sembrar(reloj=RelojSistema())
    return casa_que_firma.pki


@pytest.fixture
def isabel(pki: Pki, client: Client) -> Client:
    """Her browser, after password and code."""
    client.post("/acceso/empleados/", {"usuario": "isabel", "contrasena": demostracion.CONTRASENA})
    assert client.post("/acceso/empleados/codigo/", {"codigo": demostracion.codigo_actual("isabel")}).status_code == 302
    return client


def subir(client: Client, contenido: bytes, contrasena: str = "demo") -> HttpResponse:
    fichero = SimpleUploadedFile("certificado.p12", contenido, content_type="application/x-pkcs12")
    return client.post(PAGINA, {"p12": fichero, "contrasena": contrasena}, follow=True)  # type: ignore[return-value]


def suyo(pki: Pki, fichero: str, dias: int | None = None) -> bytes:
    hasta = RelojSistema().ahora() + timedelta(days=dias) if dias is not None else None
    pki.emitir(f"empleados/{fichero}", sujeto_persona(ISABEL), PERSONA, hasta=hasta)
    return pki.p12(f"empleados/{fichero}")


def test_she_keeps_it_sees_whose_it_is_and_replaces_it(isabel: Client, pki: Pki) -> None:
    assert "Todavía no ha guardado ninguno" in isabel.get("/acceso/empleados/cuenta/").content.decode()
    assert "Guarde su certificado" in isabel.get("/escritorio/portafirmas/").content.decode()
    hecho = subir(isabel, suyo(pki, "mi_certificado"))
    texto = hecho.content.decode()
    assert hecho.status_code == 200
    for dicho in ("Certificado guardado", "ISABEL ROBLEDO CANO", "AC EMISORA DE DEMOSTRACIÓN SIN VALOR", "Del "):
        assert dicho in texto
    primero = CertificadoEmpleado.objects.get()
    assert ClaveFirma.objects.get().certificado == primero
    assert "Guarde su certificado" not in isabel.get("/escritorio/portafirmas/").content.decode()
    assert "Sustituido por otro" in subir(isabel, suyo(pki, "mi_certificado_nuevo")).content.decode()
    assert [c.estado for c in CertificadoEmpleado.objects.order_by("guardado_el")] == ["sustituido", "vigente"]
    assert Evento.objects.filter(tipo="firma.certificado.guardado").count() == 2
    for hecho_guardado in Evento.objects.filter(tipo="firma.certificado.guardado"):
        assert "demo" not in hecho_guardado.canonico  # no password travels


@pytest.mark.parametrize(
    ("caso", "motivos"),
    [
        ("vacio", ["Elija el fichero"]),
        ("basura", ["No se puede abrir"]),
        ("contrasena", ["No se puede abrir", "la contraseña es la suya"]),
        ("caducado", ["no está en vigor: caducó"]),
        ("ajeno", ["otra persona", "no está autorizado para firmar", "No se reconoce al emisor"]),
        ("enorme", ["menos de 100 KB"]),
    ],
)
def test_what_does_not_serve_is_refused_whole_with_its_reasons(
    isabel: Client, pki: Pki, caso: str, motivos: list[str]
) -> None:
    contenidos = {
        "vacio": b"",
        "basura": b"no soy un certificado",
        "contrasena": suyo(pki, "mi_certificado"),
        "caducado": suyo(pki, "mi_certificado_caducado", dias=-1),
        "ajeno": p12_de(hacer(nombre("Otra persona"), usos("key_encipherment")), "demo"),
        "enorme": bytes(100_001),
    }
    respuesta = subir(isabel, contenidos[caso], "mala" if caso == "contrasena" else "demo")
    texto = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert all(motivo in texto for motivo in motivos), texto
    assert not CertificadoEmpleado.objects.exists()
    assert not ClaveFirma.objects.exists()
    assert "mala" not in texto
    sin_contrasena = subir(isabel, suyo(pki, "mi_certificado"), "")
    assert sin_contrasena.status_code == 422
    assert "Escriba la contraseña del fichero" in sin_contrasena.content.decode()
    assert not CertificadoEmpleado.objects.exists()


def test_thirty_days_before_it_expires_she_is_told(isabel: Client, pki: Pki) -> None:
    subir(isabel, suyo(pki, "mi_certificado_breve", dias=20))
    for pagina in (PAGINA, "/acceso/empleados/cuenta/", "/escritorio/portafirmas/"):
        assert "Su certificado de firma caduca el" in isabel.get(pagina).content.decode()
    subir(isabel, suyo(pki, "mi_certificado"))
    assert "Su certificado de firma caduca el" not in isabel.get(PAGINA).content.decode()


def test_nobody_else_and_nobody_outside_comes_here(pki: Pki, client: Client) -> None:
    for pagina in (PAGINA, "/acceso/empleados/cuenta/"):
        respuesta = client.get(pagina)
        assert respuesta.status_code == 302
        assert respuesta.headers["Location"].startswith("/acceso/")
    assert not CertificadoEmpleado.objects.filter(empleado=Empleado.objects.get(cuenta__usuario="isabel")).exists()
