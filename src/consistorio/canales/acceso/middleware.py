"""Who is here: the session's actor, put on every request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from consistorio.canales.acceso import sesiones
from consistorio.canales.interfaz.puertas import puerta_de
from consistorio.nucleo.actor import Actor, Nivel
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.reloj import RelojSistema, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.consultas import actor_de_sesion, sesion_viva
from consistorio.plataforma.identidad.models import Sesion
from consistorio.plataforma.organizacion.consultas import actor_de, empleado_de_cuenta

CADA_CUANTO_SE_ANOTA = timedelta(minutes=1)
CAMBIAR_CONTRASENA = "acceso:contrasena"


class ActorDeSesion:
    """Sets `request.actor` (and `representado_nombre`) when there is a living session; forgets one that ended.

    Who has a provisional password, which others know, opens no page of the staff but that where it is changed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        identificador = request.session.get(sesiones.CLAVE)
        if isinstance(identificador, str):
            self._reconocer(request, identificador)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, vista: object, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> HttpResponseBase | None:
        """Send to change a provisional password (RD 311/2022 anexo II op.acc.6)."""
        if not getattr(request, "contrasena_provisional", False):
            return None
        puerta = puerta_de(vista)
        if puerta is None or puerta.clase != "empleado":
            return None
        suya = request.resolver_match is not None and request.resolver_match.view_name == CAMBIAR_CONTRASENA
        return None if suya else HttpResponseRedirect(reverse(CAMBIAR_CONTRASENA))

    def _reconocer(self, request: HttpRequest, identificador: str) -> None:
        maquina = RelojSistema()
        sesion = sesion_viva(identificador, maquina=maquina)
        if sesion is None:
            request.session.flush()
            setattr(request, "sesion_terminada", True)  # noqa: B010 - read by the page of accesses
            return
        try:
            actor = _actor(sesion)
        except ErrorDominio:
            request.session.flush()
            return
        setattr(request, "actor", actor)  # noqa: B010 - what the gates read
        if sesion.cuenta is not None and sesion.cuenta.debe_cambiar_contrasena:
            setattr(request, "contrasena_provisional", True)  # noqa: B010 - read before each view
        if actor.representa_a is not None and sesion.representacion is not None:
            setattr(request, "representacion_id", sesion.representacion_id)  # noqa: B010 - which power is in use
            nombre = sesion.representacion.representado.nombre_completo
            setattr(request, "representado_nombre", nombre)  # noqa: B010 - what the session bar shows
        if maquina.ahora() - sesion.vista_el > CADA_CUANTO_SE_ANOTA:
            Sesion.objects.filter(id=sesion.id, cerrada_el=None).update(vista_el=maquina.ahora())


def _actor(sesion: Sesion) -> Actor:
    dia = hoy(reloj_de_la_casa())
    if sesion.cuenta_id is None:
        return actor_de_sesion(sesion, en=dia)
    return actor_de(
        empleado_de_cuenta(sesion.cuenta_id),
        en=dia,
        nivel=Nivel(sesion.nivel),
        medio=sesion.medio,
        sesion=str(sesion.id),
    )
