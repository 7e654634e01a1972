"""How unexpected errors are written to the standard error of their process: where and what, without the data of people."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

LARGO_MENSAJE = 300


class ErrorSinDatos(logging.Formatter):
    """The trace of an error and of what caused it, each with the first line of its message alone.

    The lines below it are where PostgreSQL repeats the values of the row.
    """

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The last error first, then its causes."""
        partes: list[str] = []
        error, vistos = ei[1], set[int]()
        while error is not None and id(error) not in vistos:
            vistos.add(id(error))
            mensaje = str(error).partition("\n")[0][:LARGO_MENSAJE]
            partes.append(f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__qualname__}: {mensaje}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nbecause of:\n".join(partes)


_A_LA_BITACORA = {"handlers": ["bitacora"], "level": "ERROR", "propagate": False}
REGISTROS: dict[str, object] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "errores": {"()": ErrorSinDatos, "format": "%(asctime)s %(name)s %(levelname)s %(message)s"},
    },
    "handlers": {"bitacora": {"class": "logging.StreamHandler", "formatter": "errores"}},
    # Django by itself writes them nowhere when DEBUG is off
    "loggers": {
        "django.request": _A_LA_BITACORA,
        "django.security": _A_LA_BITACORA,
        # Whoever scans the web asks for hosts that are not ours all day long
        "django.security.DisallowedHost": {"level": "CRITICAL", "propagate": False},
    },
}
