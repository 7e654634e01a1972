"""The SMTP client."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, ServicioNoDisponible
from consistorio.plataforma.puertos.correo import EntregaDudosa
from consistorio.plataforma.puertos.limite import Limite

_SEGUNDOS_DE_SALUD = 3
_ESPERAS = 4  # the whole conversation takes at most so many times what each answer may
_SIGA = 354  # RFC 5321 4.3.2
_TOMADO = 250  # the only answer that smtplib takes for a yes
SEGURIDADES = ("starttls", "tls", "ninguna")


@dato
class AjustesSmtp:
    """Where and how mail is handed over. `segundos`: how long each answer is waited for, 1 to 120; all of them, four times as long."""

    servidor: str
    puerto: int
    seguridad: str
    usuario: str
    clave: str
    remitente: str
    segundos: int = 15

    @classmethod
    def de_la_casa(cls) -> AjustesSmtp:
        """Those of the settings. Raises ImproperlyConfigured."""
        valores = getattr(settings, "CONSISTORIO_SMTP", None)
        if not isinstance(valores, dict) or not valores.get("servidor") or not valores.get("remitente"):
            msg = "CONSISTORIO_SMTP names no server or no sender"
            raise ImproperlyConfigured(msg)
        ajustes = cls(
            servidor=str(valores["servidor"]),
            puerto=int(valores.get("puerto", 587)),
            seguridad=str(valores.get("seguridad", "starttls")),
            usuario=str(valores.get("usuario", "")),
            clave=str(valores.get("clave", "")),
            remitente=str(valores["remitente"]),
            segundos=int(valores.get("segundos", 15)),
        )
        if ajustes.seguridad not in SEGURIDADES or not 1 <= ajustes.segundos <= 120:
            msg = f"CONSISTORIO_SMTP: seguridad is one of {SEGURIDADES}, segundos between 1 and 120"
            raise ImproperlyConfigured(msg)
        return ajustes


def mensaje(*, remitente: str, destino: str, asunto: str, cuerpo: str, referencia: str) -> EmailMessage:
    """The message as it travels: plain text, marked as automatic so that nobody's absence answers it (RFC 3834)."""
    correo = EmailMessage()
    correo["From"] = remitente
    correo["To"] = destino
    correo["Subject"] = asunto
    correo["Date"] = format_datetime(datetime.now(UTC))
    correo["Message-ID"] = f"<{referencia}@{remitente.rpartition('@')[2].strip('<> ')}>"
    correo["Auto-Submitted"] = "auto-generated"
    correo.set_content(cuerpo, cte="quoted-printable")  # 7 bits: every server takes it
    return correo


class _SinRespuesta(smtplib.SMTPException):
    """The whole message was handed over and its answer never came, or is none."""


class _Cuidadosa(smtplib.SMTP):
    """Never takes a message that may have left for one that did not, and talks no longer than `limite`."""

    def __init__(self, ajustes: AjustesSmtp, limite: Limite) -> None:
        self._limite = limite
        self._en_camino = False
        super().__init__(ajustes.servidor, ajustes.puerto, timeout=ajustes.segundos)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """Where the library makes its socket."""
        return self._limite.vigilar(socket.create_connection((host, port), timeout))

    def getreply(self) -> tuple[int, bytes]:
        """An answer. From the 354 on, and until the next one, the message travels."""
        respuesta = super().getreply()
        self._en_camino = respuesta[0] == _SIGA
        return respuesta

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand the message over. Any 2yz says that it was taken and 4yz or 5yz that it was not (RFC 5321 4.2.1). Raises _SinRespuesta
        when it travelled and what came back, if anything did, is none of them (4.1.1.4)."""
        try:
            codigo, texto = super().data(msg)
        except smtplib.SMTPServerDisconnected as error:
            if self._en_camino:
                raise _SinRespuesta from error
            raise
        if 200 <= codigo < 300:
            return _TOMADO, texto
        if not 400 <= codigo < 600:
            raise _SinRespuesta
        return codigo, texto

    def __exit__(self, *detalles: Any) -> None:
        """Say goodbye; a server that answers it badly gives nothing back of what it took before."""
        with suppress(smtplib.SMTPResponseException):
            super().__exit__(*detalles)


class _CuidadosaTls(_Cuidadosa):
    """The same, over TLS from the start."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return ssl.create_default_context().wrap_socket(super()._get_socket(host, port, timeout), server_hostname=host)


class CorreoSmtp:
    """The port `correo` over SMTP."""

    def __init__(self, ajustes: AjustesSmtp | None = None) -> None:
        self._ajustes = ajustes

    def enviar(self, *, destino: str, asunto: str, cuerpo: str, referencia: str) -> str:
        """Hand over one message; see the port. Each call opens and closes its own connection."""
        ajustes = self._con_ajustes()
        try:
            correo = mensaje(
                remitente=ajustes.remitente, destino=destino, asunto=asunto, cuerpo=cuerpo, referencia=referencia
            )
        except ValueError as error:  # line breaks in a header
            raise DatosIncorrectos(_("La dirección de correo no es correcta.")) from error
        try:
            with _conexion(ajustes) as servidor:
                servidor.send_message(correo)
        except smtplib.SMTPRecipientsRefused as error:
            codigo = max((int(c) for c, _texto in error.recipients.values()), default=0)
            raise _rechazo(codigo) from error
        except smtplib.SMTPResponseException as error:
            raise _rechazo(error.smtp_code) from error
        except _SinRespuesta as error:
            raise EntregaDudosa(_("El servidor de correo se cortó con el mensaje ya entregado.")) from error
        except (smtplib.SMTPException, OSError) as error:
            raise ServicioNoDisponible(_("El servidor de correo no responde.")) from error
        return _("Aceptado por el servidor de correo.")

    def comprobar(self) -> None:
        """Connect and identify ourselves as for sending, and send nothing. Raises ServicioNoDisponible."""
        ajustes = self._con_ajustes()
        try:
            with _conexion(replace(ajustes, segundos=min(ajustes.segundos, _SEGUNDOS_DE_SALUD))) as servidor:
                servidor.noop()
        except (smtplib.SMTPException, OSError) as error:
            raise ServicioNoDisponible(_("El servidor de correo no responde.")) from error

    def _con_ajustes(self) -> AjustesSmtp:
        """Those it was given, or those of the house. Raises ServicioNoDisponible: what waits leaves when somebody mends them."""
        try:
            return self._ajustes or AjustesSmtp.de_la_casa()
        except ImproperlyConfigured as error:
            raise ServicioNoDisponible(_("No hay servidor de correo configurado: no salen avisos.")) from error


def _rechazo(codigo: int) -> DatosIncorrectos | ServicioNoDisponible:
    """5xx is for good, anything else may pass (RFC 5321 4.2.1). Authentication and policy (530-538) are ours to mend."""
    if 500 <= codigo < 600 and not 530 <= codigo < 540:
        return DatosIncorrectos(_("El servidor de correo rechazó la dirección (%s).") % codigo)
    return ServicioNoDisponible(_("El servidor de correo no aceptó el mensaje ahora (%s).") % codigo)


@contextmanager
def _conexion(ajustes: AjustesSmtp) -> Iterator[smtplib.SMTP]:
    clase = _CuidadosaTls if ajustes.seguridad == "tls" else _Cuidadosa
    with Limite(ajustes.segundos * _ESPERAS) as limite, clase(ajustes, limite) as servidor:
        if ajustes.seguridad == "starttls":
            servidor.starttls(context=ssl.create_default_context())
        if ajustes.usuario:
            servidor.login(ajustes.usuario, ajustes.clave)
        yield servidor
