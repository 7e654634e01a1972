"""Files that come in a form and do not fit in memory wait in the store's own working folder, so that there is one disk to watch; when it
has no room, who sent them is told so (LPACAP 16.3: nothing is taken for filed), and nothing is left half-written."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from io import BufferedRandom
from typing import TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import UnreadablePostError

from consistorio.canales.interfaz import paginas_error
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.almacen.deposito import anonimo, avisando_sin_sitio

SIN_SITIO = "envio_sin_sitio"
R = TypeVar("R")


class EnElAlmacen(FileUploadHandler):
    """A file of the working folder without a name: it is gone with the request, also by a crash. What cannot be kept is read to its end,
    so that the browser gets to read the answer, and dropped."""

    fichero: BufferedRandom

    def new_file(self, *args: object, **opciones: object) -> None:
        """See Django."""
        super().new_file(*args, **opciones)  # type: ignore[arg-type]
        self.fichero = self._hacer(anonimo)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """See Django."""
        self._hacer(lambda: self.fichero.write(raw_data))

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """See Django. What was still in memory is written now."""
        self._hacer(lambda: self.fichero.seek(0))
        return UploadedFile(
            self.fichero, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        """See Django."""
        with suppress(AttributeError, OSError):  # there is none yet, or what it held cannot be written
            self.fichero.close()

    def _hacer(self, que: Callable[[], R]) -> R:
        try:
            with avisando_sin_sitio():
                return que()
        except ServicioNoDisponible as error:
            setattr(self.request, SIN_SITIO, error)
            self.upload_interrupted()
            raise StopUpload(connection_reset=False) from error


class EnviosConSitio:
    """Before anybody looks at a form: what was sent arrived whole, or a page says that it did not and that nothing was done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, vista: object, args: object, kwargs: object) -> HttpResponse | None:
        """Read the form."""
        with suppress(UnreadablePostError):  # who sent it is gone
            request.POST  # noqa: B018
        error = getattr(request, SIN_SITIO, None)
        return paginas_error.de_dominio(request, error) if error is not None else None
