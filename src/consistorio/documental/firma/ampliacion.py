"""Long-term extension of a signed PDF: gathers what proves its signatures and closes it with a document time stamp."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Sequence
from typing import BinaryIO

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext as _

from consistorio.documental.firma import tsa
from consistorio.documental.firma.certificados import Confianza, camino
from consistorio.documental.firma.material import Material
from consistorio.documental.firma.revocacion import reunir
from consistorio.documental.firma.tsa import Autoridad
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.puertos.revocacion import Revocacion

_HORA = 3600.0
_cerrojo = threading.Lock()
_vistos: dict[int, tuple[float, tuple[bytes, ...]]] = {}


def ampliar(pdf: BinaryIO, *, confianza: Confianza, revocacion: Revocacion, autoridad: Autoridad) -> None:
    """Take a PDF to level B-LTA: two revisions more, validation data and a document time stamp in a field of its own.

    Raises ServicioNoDisponible when the authority, or the revocation of a certificate whose issuer we trust, cannot be had:
    then the working copy is thrown away and a job tries again.
    """
    from consistorio.documental.firma import pades  # slow to load

    grupos = pades.certificados_de_las_firmas(pdf)
    campo = f"sello_tiempo_{len(grupos) + 1}"
    grupos.append(list(_certificados_de(autoridad)))
    material = Material()
    for grupo in grupos:
        material += reunir_de([x509.load_der_x509_certificate(c) for c in grupo], confianza, revocacion)
    pades.ampliar(pdf, material, autoridad, campo=campo)


def reunir_de(certificados: Sequence[x509.Certificate], confianza: Confianza, revocacion: Revocacion) -> Material:
    """Validation data of a signature: its path and the revocation of each step. An unknown issuer yields its certificates alone.

    Raises ServicioNoDisponible when a step has neither OCSP answer nor list.
    """
    if not certificados:
        return Material()
    pasos = camino(certificados[0], certificados[1:], confianza)
    propios = tuple(c.public_bytes(Encoding.DER) for c in pasos or certificados)
    reunido = reunir(pasos, revocacion)
    if len(reunido.ocsps) + len(reunido.crls) < len(pasos) - 1:
        raise ServicioNoDisponible(
            _("No se puede comprobar la revocación de los certificados: sus emisores no responden.")
        )
    return Material(propios) + reunido


def _certificados_de(autoridad: Autoridad) -> tuple[bytes, ...]:
    """The certificates with which the authority signs, the signer's first: asked for once an hour."""
    with _cerrojo:
        desde, vistos = _vistos.get(id(autoridad.puerto), (0.0, ()))
    if vistos and time.monotonic() - desde < _HORA:
        return vistos
    vistos = tuple(tsa.certificados_de(tsa.pedir(hashlib.sha256(b"consistorio").digest(), autoridad)))
    with _cerrojo:
        _vistos[id(autoridad.puerto)] = (time.monotonic(), vistos)
    return vistos
