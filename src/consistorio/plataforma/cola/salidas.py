"""Mail that leaves the house and cannot be taken back: not twice by itself, although whoever was handing it over died."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio, ServicioNoDisponible
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.cola.models import SalidaEnMano
from consistorio.plataforma.puertos.correo import EntregaDudosa, correo

Fin = str | ErrorDominio


def _nada(_fin: Fin) -> None:
    """Whoever keeps no account of its mails."""


def enviar_una_vez(
    clave: str, *, destino: str, asunto: str, cuerpo: str, referencia: str, anotar: Callable[[Fin], None] = _nada
) -> None:
    """Hand over the mail `clave`, unless it left already. Called from a job, outside any transaction.

    `anotar` writes down how it ended, each time in a transaction of its own: what the server said, or why it did not leave. It is told again
    of one that left when whoever handed it over died before writing it down.
    Raises ServicioNoDisponible when it did not leave and the queue may try again; DatosIncorrectos, for good; EntregaDudosa when it was cut
    off and nobody knows whether it left: the job fails in sight, and only who retries it by hand sends it again.
    """
    servidor = correo()
    salida, nueva = _empezar(clave)
    if not nueva:
        if salida.salio_el is None:
            duda = EntregaDudosa(_("El envío se cortó a medias; no se sabe si el correo salió."))
            _no_salio(clave, duda, anotar)
            raise duda
        anotar(_("Aceptado por el servidor de correo."))
        return
    try:
        respuesta = servidor.enviar(destino=destino, asunto=asunto, cuerpo=cuerpo, referencia=referencia)
    except (ServicioNoDisponible, EntregaDudosa, DatosIncorrectos) as error:
        _no_salio(clave, error, anotar)
        raise
    SalidaEnMano.objects.filter(clave=clave).update(salio_el=timezone.now())
    anotar(respuesta)


def _empezar(clave: str) -> tuple[SalidaEnMano, bool]:
    """Say that it is about to leave; committed before it does."""
    with transaction.atomic(using=alias_actual()):
        return SalidaEnMano.objects.get_or_create(clave=clave)


def _no_salio(clave: str, error: ErrorDominio, anotar: Callable[[Fin], None]) -> None:
    """It did not leave, or nobody will know: once that is written down it is in nobody's hand, and may begin again."""
    anotar(error)
    SalidaEnMano.objects.filter(clave=clave).delete()
