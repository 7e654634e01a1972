"""The example town for the tests of pages, and a door that lets a test in as one of its citizens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from consistorio.tramitacion.catalogo.acciones import cargar, publicar
from django.http import HttpRequest, HttpResponseBase

from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.permisos import Ambito, de_ambito
from consistorio.plataforma.organizacion.demostracion import sembrar
from consistorio.tramitacion import catalogo

FICHEROS = (
    "modelo-estandar",
    "area-atencion",
    "area-urbanismo",
    "instancia-general",
    "licencia-obra-menor",
    "queja-sugerencia",
    "terraza",
)
COOKIE = "persona_de_prueba"


def fundar(reloj: Reloj) -> None:
    """Units, people, citizens and the four published procedures."""
    sembrar(reloj=reloj)
    actor = Actor.sistema("pruebas", "catalogo.cargar", "catalogo.publicar")
    datos = Path(str(catalogo.__file__)).parent / "datos"
    for nombre in FICHEROS:
        carga = cargar(actor=actor, fichero=datos / f"{nombre}.json", reloj=reloj)
        if carga.version_id is not None:
            publicar(actor=actor, version_id=carga.version_id, reloj=reloj)


def vecino(persona: Persona, *, representa_a: UUID | None = None) -> Actor:
    """A citizen identified with a certificate."""
    return Actor(
        clase=ClaseActor.CIUDADANO,
        id=persona.id,
        nombre=persona.nombre_completo,
        permisos=de_ambito(Ambito.CIUDADANIA),
        nivel=Nivel.ALTO,
        medio="certificado",
        representa_a=representa_a,
        sesion="prueba",
    )


class ActorPorCookie:
    """Test middleware: the citizen whose id the cookie carries."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        persona = Persona.objects.filter(id=request.COOKIES.get(COOKIE, "00000000-0000-0000-0000-000000000000")).first()
        if persona is not None:
            setattr(request, "actor", vecino(persona))  # noqa: B010  # what the middleware of accesses does
        return self.get_response(request)
