"""What people send is cleaned of what no document nor database can hold, before any view reads it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from consistorio.canales.interfaz.middleware import TextosSinControles


def test_control_characters_that_somebody_pastes_become_spaces() -> None:
    enviado = {"texto": "una línea\x0bdos\x00\r\ntres\tcuatro", "marcados": ["a", "b\ufffe"], "nombre": "Núñez 🛁"}
    peticion = RequestFactory().post("/", enviado)
    TextosSinControles(lambda r: HttpResponse()).process_view(peticion, None, (), {})
    assert peticion.POST["texto"] == "una línea dos \r\ntres\tcuatro"
    assert peticion.POST.getlist("marcados") == ["a", "b "]
    assert peticion.POST["nombre"] == "Núñez 🛁"
    orden = settings.MIDDLEWARE
    suyo = orden.index("consistorio.canales.interfaz.middleware.TextosSinControles")
    assert suyo > orden.index("django.middleware.csrf.CsrfViewMiddleware")


def test_what_is_asked_in_an_address_is_cleaned_too() -> None:
    peticion = RequestFactory().get("/?antes=EXP%00/1&q=dos&q=tres%0B")
    TextosSinControles(lambda r: HttpResponse()).process_view(peticion, None, (), {})
    assert peticion.GET["antes"] == "EXP /1"
    assert peticion.GET.getlist("q") == ["dos", "tres "]
