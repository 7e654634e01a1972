"""Heads outside the database: files in a folder that other machines may copy, and mail."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.sellado import consultas
from consistorio.documental.sellado.cabeceras import CabeceraPublicada
from consistorio.documental.sellado.models import Cabecera


def carpeta() -> Path:
    """Where heads are published: `publicado/cabeceras` under the house's folder."""
    return Path(settings.CONSISTORIO_VAR) / "publicado" / "cabeceras"


def nombre(tamano: int) -> str:
    """File name, without suffix, of the head of a tree of that size."""
    return f"{tamano:012d}"


def publicar(cabecera: Cabecera) -> Path:
    """Write `<size>.json` and, once it is there, `<size>.tsr`. A file that exists is never rewritten."""
    destino = carpeta()
    destino.mkdir(parents=True, exist_ok=True)
    fichero = destino / f"{nombre(cabecera.tamano)}.json"
    _escribir(fichero, consultas.publicada(cabecera).fichero)
    sello = consultas.sello_de(cabecera)
    if sello is not None:
        _escribir(fichero.with_suffix(".tsr"), sello)
    return fichero


def texto_del_correo(cabecera: CabeceraPublicada) -> tuple[str, str]:
    """Subject and body of the message to whoever keeps our heads."""
    asunto = _("Cabecera %(tamano)s del registro de actividad") % {"tamano": cabecera.tamano}
    cuerpo = _(
        "Guarde esta línea tal cual. Con ella podrá comprobar que nada de lo sellado hasta ahora ha cambiado, "
        "con la orden «consistorio verificar --cabecera FICHERO».\n\n%(linea)s\n"
    ) % {"linea": cabecera.fichero.decode()}
    return asunto, cuerpo


def _escribir(fichero: Path, contenido: bytes) -> None:
    if fichero.exists():
        return
    provisional = fichero.with_name(f".{fichero.name}.{os.getpid()}")
    provisional.write_bytes(contenido)
    provisional.replace(fichero)
