"""Gates: every view says who may open it. The meta-test of URLs walks `.puerta`; a view without one is a defect."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoPermitido

P = ParamSpec("P")


@dato
class Puerta:
    """Who may open a view. `clase`: publica, ciudadania or empleado; `detalle`: the reason, the level or the permission."""

    clase: str
    detalle: str


Vista = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class PeticionConActor(HttpRequest):
    """A request whose person is known: what a view behind a gate receives."""

    actor: Actor


VistaConActor = Callable[Concatenate[PeticionConActor, P], HttpResponseBase]


def actor_de(request: HttpRequest) -> Actor | None:
    """The actor set by the middleware of accesses, or None for an anonymous visit."""
    actor = getattr(request, "actor", None)
    return actor if isinstance(actor, Actor) else None


def publica(motivo: str) -> Callable[[Vista[P]], Vista[P]]:
    """Anyone may open it; `motivo` says why (reviewed list of the meta-test)."""

    def decorar(vista: Vista[P]) -> Vista[P]:
        return _marcada(vista, Puerta("publica", motivo))

    return decorar


def ciudadania(*, nivel: Nivel = Nivel.BAJO) -> Callable[[VistaConActor[P]], Vista[P]]:
    """An identified citizen with at least this level of assurance; otherwise goes to identify and comes back.

    Raises NoPermitido when who is identified is a member of staff.
    """

    def decorar(vista: VistaConActor[P]) -> Vista[P]:
        @wraps(vista)
        def envuelta(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = actor_de(request)
            if actor is None:
                return _a_identificarse(request, settings.CONSISTORIO_ACCESO_CIUDADANIA, nivel)
            if actor.clase is not ClaseActor.CIUDADANO:
                raise NoPermitido(
                    _("Esta parte de la sede es para la ciudadanía y usted ha entrado como personal del Ayuntamiento."),
                    que_hacer=_("Salga de su sesión de trabajo e identifíquese con su certificado o con Cl@ve."),
                )
            if actor.nivel < nivel:
                return _a_identificarse(request, settings.CONSISTORIO_ACCESO_CIUDADANIA, nivel)
            return vista(request, *args, **kwargs)  # type: ignore[arg-type]  # the actor has just been checked

        return _marcada(envuelta, Puerta("ciudadania", nivel.name.lower()))

    return decorar


def empleado(permiso: str) -> Callable[[VistaConActor[P]], Vista[P]]:
    """A member of staff who holds `permiso` today. Raises NoPermitido for anybody else who is identified."""

    def decorar(vista: VistaConActor[P]) -> Vista[P]:
        @wraps(vista)
        def envuelta(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = actor_de(request)
            if actor is None:
                return _a_identificarse(request, settings.CONSISTORIO_ACCESO_EMPLEADOS, Nivel.NINGUNO)
            if actor.clase is not ClaseActor.EMPLEADO:
                raise NoPermitido(
                    _("Esta página es solo para el personal del Ayuntamiento."),
                    que_hacer=_("Sus trámites y notificaciones están en Mi carpeta."),
                )
            if not actor.puede(permiso):
                raise NoPermitido(
                    _("Su puesto no tiene permiso para abrir esta página."),
                    que_hacer=_("Si lo necesita, pídalo a quien administra los permisos de su área."),
                )
            return vista(request, *args, **kwargs)  # type: ignore[arg-type]  # the actor has just been checked

        return _marcada(envuelta, Puerta("empleado", permiso))

    return decorar


def puerta_de(vista: object) -> Puerta | None:
    """The gate of a view, if it has one."""
    puerta = getattr(vista, "puerta", None)
    return puerta if isinstance(puerta, Puerta) else None


def _marcada(vista: Vista[P], puerta: Puerta) -> Vista[P]:
    setattr(vista, "puerta", puerta)  # noqa: B010  # functions have no declared attribute for it
    return vista


def _a_identificarse(request: HttpRequest, acceso: str, nivel: Nivel) -> HttpResponse:
    """Redirect to the accesses, keeping the way back (a POST comes back to its page by GET: nothing is repeated blindly)."""
    datos = {"siguiente": request.get_full_path()}
    if nivel is not Nivel.NINGUNO:
        datos["nivel"] = nivel.name.lower()
    if getattr(request, "sesion_terminada", False):  # the page says why it asks again
        datos["terminada"] = "si"
    destino = f"{acceso}?{urlencode(datos)}"
    if request.headers.get("HX-Request") == "true":
        respuesta = HttpResponse(status=401)
        respuesta["HX-Redirect"] = destino
        return respuesta
    return HttpResponseRedirect(destino)
