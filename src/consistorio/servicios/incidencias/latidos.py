"""The heartbeats of the processes of a town: one a minute, on a connection that is let go at once.

The web beats by itself, in a thread of each of its processes, after asking itself for the first page of the sede: what counts is that it answers.
The machine's clock gives the minute, as it gives the queue's. Nothing of it may stop a process.
"""

from __future__ import annotations

import io
import logging
import sys
import threading
import time
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connections

from consistorio.nucleo.reloj import Reloj, RelojSistema
from consistorio.servicios.incidencias.models import Latido

registro = logging.getLogger(__name__)
CADA = 60.0
ERROR_DEL_SERVIDOR = 500


def latir(origen: str, *, bien: bool, reloj: Reloj) -> None:
    """Note the beat of this minute; one good beat of any process makes it good."""
    minuto = reloj.ahora().replace(second=0, microsecond=0)
    Latido.objects.bulk_create([Latido(origen=origen, minuto=minuto, bien=bien)], ignore_conflicts=True)
    if bien:
        Latido.objects.filter(origen=origen, minuto=minuto, bien=False).update(bien=True)


def responde(aplicacion: WSGIHandler) -> bool:
    """Whether the application answers the first page of the sede, and not with an error of its own."""
    respuesta = aplicacion.get_response(WSGIRequest(_peticion()))
    try:
        return respuesta.status_code < ERROR_DEL_SERVIDOR
    finally:
        respuesta.close()


def _peticion() -> dict[str, object]:
    sede = urlsplit(settings.CONSISTORIO_SEDE_URL)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        "SERVER_NAME": sede.hostname or "localhost",
        "SERVER_PORT": str(sede.port or (443 if sede.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": sede.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": sede.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def latido_de_la_web(aplicacion: WSGIHandler, *, reloj: Reloj) -> None:
    """One beat of a process that serves pages. When it cannot be written there is none, which says the same."""
    try:
        try:
            bien = responde(aplicacion)
        except Exception:  # the page failed: whatever it was, this minute had no service here
            bien = False
        latir(Latido.Origen.WEB, bien=bien, reloj=reloj)
    except Exception as error:
        registro.warning("heartbeat not written: %s", type(error).__name__)
    finally:
        connections.close_all()


def empezar(aplicacion: WSGIHandler) -> None:
    """Beat from now on, in a thread that ends with its process."""

    def siempre() -> None:
        reloj = RelojSistema()
        while True:
            latido_de_la_web(aplicacion, reloj=reloj)
            time.sleep(CADA - _segundos(reloj.ahora()))

    threading.Thread(target=siempre, name="latidos", daemon=True).start()


def _segundos(momento: datetime) -> float:
    return momento.second + momento.microsecond / 1_000_000
