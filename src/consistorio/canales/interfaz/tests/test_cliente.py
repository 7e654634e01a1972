"""The client's address behind proxies: who is believed, and that throttles count what was decided."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from consistorio.canales.interfaz.cliente import ClienteDetrasDelProxy, Proxies, direccion, direccion_real
from consistorio.plataforma.identidad.intentos import FALLOS_POR_USUARIO, clave_de_usuario
from consistorio.plataforma.identidad.models import IntentoAcceso

LOCAL = Proxies.de(["127.0.0.1", "10.1.0.0/24", "socket"])
NADIE = Proxies.de([])


@pytest.mark.parametrize(
    ("remota", "reenviada", "proxies", "esperada"),
    [
        ("203.0.113.7", "198.51.100.1", LOCAL, "203.0.113.7"),  # a stranger says whatever it likes
        ("127.0.0.1", "198.51.100.1", LOCAL, "198.51.100.1"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.1", LOCAL, "198.51.100.1"),  # the left end was written by the client
        ("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.1.0.9", LOCAL, "198.51.100.1"),  # two proxies of ours
        ("127.0.0.1", "198.51.100.1, 10.2.0.9", LOCAL, "10.2.0.9"),  # another network is not ours
        ("127.0.0.1", "10.1.0.9, 10.1.0.8", LOCAL, "10.1.0.9"),  # everybody is of the house: the farthest
        ("127.0.0.1", "", LOCAL, "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1, unknown", LOCAL, "127.0.0.1"),  # what cannot be read hides nobody
        ("127.0.0.1", "198.51.100.1:4711", LOCAL, "198.51.100.1"),
        ("127.0.0.1", "[2001:db8:1:2:3:4:5:6]:443", LOCAL, "2001:db8:1:2::"),
        ("2001:db8:1:2:3:4:5:6", "", LOCAL, "2001:db8:1:2::"),  # a home has its whole /64
        ("127.0.0.1", "::ffff:198.51.100.1", LOCAL, "198.51.100.1"),
        ("", "198.51.100.1", LOCAL, "198.51.100.1"),
        ("", "198.51.100.1", NADIE, ""),
        ("127.0.0.1", "198.51.100.1", NADIE, "127.0.0.1"),
    ],
)
def test_whose_request_it_is(remota: str, reenviada: str, proxies: Proxies, esperada: str) -> None:
    assert direccion_real(remota, reenviada, proxies) == esperada


@given(inventado=st.text(max_size=60))
def test_nothing_that_a_client_writes_changes_the_address_that_our_proxy_saw(inventado: str) -> None:
    assert direccion_real("127.0.0.1", f"{inventado}, 198.51.100.1", LOCAL) == "198.51.100.1"


def _vista_por(proxies: list[str], settings: Settings, **cabeceras: str) -> HttpRequest:
    settings.CONSISTORIO_PROXIES = proxies
    peticion = HttpRequest()
    peticion.META.update(cabeceras)
    ClienteDetrasDelProxy(lambda _peticion: HttpResponse())(peticion)
    return peticion


def test_headers_of_a_stranger_are_erased_and_those_of_the_proxy_stay(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    dichas = {"HTTP_X_FORWARDED_FOR": "198.51.100.1", "HTTP_X_FORWARDED_PROTO": "https"}
    extrana = _vista_por(["127.0.0.1"], settings, REMOTE_ADDR="203.0.113.7", **dichas)
    assert (direccion(extrana), extrana.is_secure()) == ("203.0.113.7", False)
    propia = _vista_por(["127.0.0.1"], settings, REMOTE_ADDR="127.0.0.1", **dichas)
    assert (direccion(propia), propia.is_secure()) == ("198.51.100.1", True)


def test_a_setting_that_names_no_network_is_refused_whole() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"nginx, 300\.1\.1\.1"):
        Proxies.de(["127.0.0.1", "nginx", "300.1.1.1"])


@pytest.mark.django_db
def test_guessing_codes_is_slowed_down_by_client_and_not_by_proxy(settings: Settings) -> None:
    settings.CONSISTORIO_PROXIES = ["127.0.0.1"]
    navegador = Client(REMOTE_ADDR="127.0.0.1")

    def probar(de: str) -> int:
        return int(navegador.post("/verificar/", {"csv": "no-existe"}, headers={"X-Forwarded-For": de}).status_code)

    for intento in range(FALLOS_POR_USUARIO):
        assert probar(f"10.9.9.{intento}, 198.51.100.1") == 422
    assert probar("10.9.9.77, 198.51.100.1") == 429
    assert probar("198.51.100.2") == 422
    assert IntentoAcceso.objects.filter(clave=clave_de_usuario("csv:198.51.100.1")).count() == FALLOS_POR_USUARIO
    assert not IntentoAcceso.objects.filter(clave=clave_de_usuario("csv:127.0.0.1")).exists()
