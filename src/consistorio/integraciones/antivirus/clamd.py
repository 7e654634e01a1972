"""The client of clamd."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.puertos.antivirus import Dictamen
from consistorio.plataforma.puertos.limite import Limite

_TROZO = 256 * 1024
_RESPUESTA_MAXIMA = 4096
_PLAZO_DE_SALUD = 3.0
_BYTES_POR_SEGUNDO = 1024 * 1024


class Clamd:
    """ClamAV over TCP (`host:port`) or a unix socket (an absolute path), as `CONSISTORIO_CLAMD` says.

    `plazo` bounds a whole question, in seconds; sending a file has one more for each megabyte.
    """

    def __init__(self, direccion: str = "", *, plazo: float = 30.0) -> None:
        self.direccion = direccion or str(getattr(settings, "CONSISTORIO_CLAMD", ""))
        self.plazo = plazo

    def analizar(self, flujo: BinaryIO) -> Dictamen:
        """Send the stream by pieces and read the verdict. Raises ServicioNoDisponible."""
        # Asked before: an update while the bytes travel leaves the older name, and the content is judged again
        firmas = self.firmas()
        try:
            with self._conectar(self.plazo + _tamano(flujo) / _BYTES_POR_SEGUNDO) as conexion:
                conexion.sendall(b"zINSTREAM\0")
                self._enviar(conexion, flujo)
                return self._leer(conexion, firmas)
        except OSError as error:
            raise self._no_responde() from error

    def firmas(self) -> str:
        """Version of the engine and of its database of signatures (`VERSION`). Raises ServicioNoDisponible."""
        try:
            with self._conectar() as conexion:
                conexion.sendall(b"zVERSION\0")
                respuesta = _recibir(conexion)
        except OSError as error:
            raise self._no_responde() from error
        if not respuesta.startswith("ClamAV"):
            raise self._no_responde()
        return _imprimible(respuesta)[:120]

    def comprobar(self) -> None:
        """Ask the daemon for a PONG. Raises ServicioNoDisponible."""
        try:
            with self._conectar(min(self.plazo, _PLAZO_DE_SALUD)) as conexion:
                conexion.sendall(b"zPING\0")
                respuesta = _recibir(conexion)
        except OSError as error:
            raise self._no_responde() from error
        if respuesta != "PONG":
            raise self._no_responde()

    @contextmanager
    def _conectar(self, plazo: float | None = None) -> Iterator[socket.socket]:
        """A connection that lasts that long at most."""
        espera = self.plazo if plazo is None else plazo
        with Limite(espera) as limite, self._enchufe(min(espera, self.plazo)) as conexion:
            yield limite.vigilar(conexion)
            limite.exigir()

    def _enchufe(self, espera: float) -> socket.socket:
        if self.direccion.startswith("/"):
            conexion = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            conexion.settimeout(espera)
            conexion.connect(self.direccion)
            return conexion
        host, _separador, puerto = self.direccion.rpartition(":")
        if not puerto.isdigit():
            msg = "CONSISTORIO_CLAMD is neither host:port nor a socket path"
            raise OSError(msg)
        return socket.create_connection((host, int(puerto)), timeout=espera)

    def _enviar(self, conexion: socket.socket, flujo: BinaryIO) -> None:
        """Length-prefixed pieces, then an empty one. A daemon that hangs up early (over its limit) has left its answer to read."""
        try:
            while trozo := flujo.read(_TROZO):
                conexion.sendall(struct.pack("!L", len(trozo)) + trozo)
            conexion.sendall(struct.pack("!L", 0))
        except (BrokenPipeError, ConnectionResetError):
            return

    def _leer(self, conexion: socket.socket, firmas: str) -> Dictamen:
        cabeza, _separador, cuerpo = _recibir(conexion).partition(": ")
        if cabeza == "stream" and cuerpo == "OK":
            return Dictamen(firmas=firmas)
        if cabeza == "stream" and cuerpo.endswith(" FOUND"):
            amenaza = _imprimible(cuerpo.removesuffix(" FOUND")).strip()
            return Dictamen(amenaza=amenaza or _("sin nombre"), firmas=firmas)
        raise self._no_responde()

    @staticmethod
    def _no_responde() -> ServicioNoDisponible:
        return ServicioNoDisponible(
            _("El antivirus no responde."), que_hacer=_("El archivo queda pendiente y se analizará en cuanto responda.")
        )


class SinAntivirus:
    """No antivirus is configured: nothing is ever called clean."""

    def analizar(self, flujo: BinaryIO) -> Dictamen:
        """Raises ServicioNoDisponible always."""
        raise ServicioNoDisponible(_("No hay antivirus configurado."))

    def firmas(self) -> str:
        """Raises ServicioNoDisponible always."""
        raise ServicioNoDisponible(_("No hay antivirus configurado."))

    def comprobar(self) -> None:
        """Raises ServicioNoDisponible always."""
        raise ServicioNoDisponible(_("No hay antivirus configurado: lo que se sube queda sin analizar."))


def _tamano(flujo: BinaryIO) -> int:
    """How many bytes are left to read."""
    aqui = flujo.tell()
    final = flujo.seek(0, os.SEEK_END)
    flujo.seek(aqui)
    return final - aqui


def _recibir(conexion: socket.socket) -> str:
    """One answer, that ends in NUL. Raises OSError when it is cut before its end: half a verdict is none."""
    datos = b""
    while b"\0" not in datos:
        trozo = conexion.recv(1024)
        if not trozo or len(datos) > _RESPUESTA_MAXIMA:
            msg = "the answer has no end"
            raise OSError(msg)
        datos += trozo
    return datos.partition(b"\0")[0].rstrip(b"\n").decode("utf-8", "replace")


def _imprimible(texto: str) -> str:
    """On one line and without what the database keeps in no text."""
    return "".join(c if c.isprintable() else " " for c in texto)
