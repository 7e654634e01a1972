"""Files that were checked and wait to be loaded travel signed in the page itself: the server keeps nothing in between.

What is loaded is what was checked, by the same person, within the hour; a changed page is refused.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema

MAXIMO = 1_000_000
CADUCA = 3600


def leer_subidos(subidos: Sequence[UploadedFile[bytes]]) -> dict[str, bytes]:
    """The uploaded files by name. Raises DatosIncorrectos when there are none or they pass 1 MB together."""
    if not subidos:
        mensaje = _("Elija al menos un fichero.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("ficheros", mensaje)])
    if sum(subido.size or 0 for subido in subidos) > MAXIMO:
        mensaje = _("Los ficheros pasan de 1 MB en total. Cárguelos por partes o con «./consistorio instalar».")
        raise DatosIncorrectos(mensaje, problemas=[Problema("ficheros", mensaje)])
    return {subido.name or "fichero": subido.read() for subido in subidos}


def guardar(ficheros: Mapping[str, bytes], *, actor: Actor, para: str) -> str:
    """The files as signed text for a hidden field."""
    datos = {nombre: base64.b64encode(contenido).decode() for nombre, contenido in ficheros.items()}
    return signing.dumps(datos, salt=_sal(actor, para), compress=True)


def recuperar(texto: str, *, actor: Actor, para: str) -> dict[str, bytes]:
    """The files back. Raises DatosIncorrectos when they are not those checked, or it was over an hour ago."""
    try:
        datos: dict[str, str] = signing.loads(texto, salt=_sal(actor, para), max_age=CADUCA)
    except signing.BadSignature as error:
        mensaje = _("Ha pasado más de una hora o la página ha cambiado. Elija otra vez los ficheros.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("ficheros", mensaje)]) from error
    return {nombre: base64.b64decode(contenido) for nombre, contenido in datos.items()}


def _sal(actor: Actor, para: str) -> str:
    return f"admin_tecnica:{para}:{actor.id}"
