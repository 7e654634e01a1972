"""Mail that leaves the town hall: notices that somebody has something to read. Never the content itself."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.puertos.conexion import conectado


class EntregaDudosa(ErrorDominio):
    """The server got the message and was cut off before it said whether it takes it. Trying again may send it twice."""

    estado_http = 503

    def __init__(self, mensaje: str) -> None:
        super().__init__(
            mensaje, que_hacer=_("No se repite solo, para no enviarlo dos veces. Si sabe que no salió, reinténtelo.")
        )


@runtime_checkable
class Correo(Protocol):
    """Who hands messages to a mail server."""

    def enviar(self, *, destino: str, asunto: str, cuerpo: str, referencia: str) -> str:
        """Hand over one plain-text message and return the server's answer (at most 200 characters, without the address).

        `referencia` makes the Message-ID: the same one twice is the same message. Called after commit, from a job.
        Raises ServicioNoDisponible when it did not leave and is worth trying later, DatosIncorrectos when that address is refused for
        good, EntregaDudosa when nobody knows whether it left.
        """
        ...

    def comprobar(self) -> None:
        """See that it answers, within a few seconds and without using it up. Raises ServicioNoDisponible with the reason."""
        ...


def correo() -> Correo:
    """The mail wired in `conf`. Raises ImproperlyConfigured."""
    return conectado("correo", Correo)
