"""Any server that speaks S3, through django-storages. Loaded only where it is configured: boto3 takes seconds to import.

Credentials come from the usual variables (`AWS_ACCESS_KEY_ID`...) or from the role of the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from tempfile import SpooledTemporaryFile
from typing import Literal, TypeVar

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.utils.translation import gettext as _
from storages.backends.s3 import S3Storage
from urllib3.exceptions import HTTPError

from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.almacen.deposito import carpeta_de_trabajo

Estilo = Literal["auto", "path", "virtual"]
EN_MEMORIA = 8 * 1024**2
LIMITE = 30.0  # seconds
RITMO = 256 * 1024
HILOS = 16
R = TypeVar("R")


class AlmacenS3(S3Storage):  # type: ignore[misc]  # django-storages declares no types
    """A bucket. An object appears whole or not at all (uploads over 8 MB go by parts and are dropped if one fails).

    What is opened comes whole before it is answered, in the store's working folder from 8 MB on, so that a failure is known before the first byte is
    served. Whatever the server answers that is not the content nor "it is not here" is ServicioNoDisponible.
    """

    def __init__(self, *, cubo: str, extremo: str = "", region: str = "", estilo: Estilo = "auto") -> None:
        """`extremo`: address of a server other than Amazon's; `estilo`: `path` for those that have no name for each bucket."""
        conexion = Config(
            connect_timeout=5,
            read_timeout=60,
            retries={"mode": "standard", "total_max_attempts": 3},
            s3={"addressing_style": estilo},
        )
        super().__init__(
            bucket_name=cubo,
            endpoint_url=extremo or None,
            region_name=region or None,
            client_config=conexion,
        )

    def exists(self, name: str) -> bool:
        """Whether the object is there. Raises ServicioNoDisponible."""
        return bool(_a_tiempo(lambda: super(AlmacenS3, self).exists(name)))

    def delete(self, name: str) -> None:
        """Take an object away, if it is there. Raises ServicioNoDisponible."""
        _a_tiempo(lambda: super(AlmacenS3, self).delete(name))

    def _save(self, name: str, content: File[bytes]) -> str:
        return str(_a_tiempo(lambda: super(AlmacenS3, self)._save(name, content), tamano=content.size))

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        remoto = _a_tiempo(lambda: super(AlmacenS3, self)._open(name, mode))
        traido = SpooledTemporaryFile(max_size=EN_MEMORIA, dir=str(carpeta_de_trabajo()))  # noqa: SIM115  # closed by the reader
        try:
            tamano = _a_tiempo(lambda: remoto.obj.content_length)
            _a_tiempo(lambda: remoto.obj.download_fileobj(traido, Config=self.transfer_config), tamano=tamano)
        except BaseException:
            traido.close()
            raise
        traido.seek(0)
        return File(traido, name)


def _a_tiempo(hacer: Callable[[], R], *, tamano: int = 0) -> R:
    """Its result, or ServicioNoDisponible when the server does not answer well or keeps us longer than `LIMITE`, plus a second for each
    `RITMO` bytes: the library bounds each wait alone. Who drips holds threads of their own, of which there are few, and nobody who waits."""
    futuro = _hilos().submit(hacer)
    with _sin_respuesta():
        try:
            return futuro.result(LIMITE + tamano / RITMO)
        finally:
            futuro.cancel()


@cache
def _hilos() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(HILOS, thread_name_prefix="s3")


@contextmanager
def _sin_respuesta() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError, Boto3Error, HTTPError, TimeoutError) as error:
        raise ServicioNoDisponible(
            _("El almacén de archivos no responde."), que_hacer=_("Vuelva a intentarlo dentro de unos minutos.")
        ) from error
