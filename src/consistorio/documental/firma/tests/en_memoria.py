"""Signing and judging small PDFs in memory, as tests build them: the same functions, over bytes."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from consistorio.documental.firma import ampliacion, pades, validacion_fichero, validacion_pdf
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.material import Material
from consistorio.documental.firma.pades import Firma
from consistorio.documental.firma.tsa import Autoridad
from consistorio.documental.firma.validacion import Criterio, Informe

__all__ = [
    "Firma",
    "ampliar",
    "ampliar_con",
    "campos_firmados",
    "campos_vacios",
    "firmar",
    "sellar_tiempo",
    "validar_fichero",
    "validar_pdf",
]


def firmar(pdf: bytes, firma: Firma, firmador: Firmador) -> bytes:
    return _tras(pdf, lambda f: pades.firmar(f, firma, firmador))


def sellar_tiempo(pdf: bytes, autoridad: Autoridad, *, campo: str) -> bytes:
    return _tras(pdf, lambda f: pades.sellar_tiempo(f, autoridad, campo=campo))


def ampliar(pdf: bytes, material: Material, autoridad: Autoridad, *, campo: str) -> bytes:
    return _tras(pdf, lambda f: pades.ampliar(f, material, autoridad, campo=campo))


def ampliar_con(pdf: bytes, criterio: Criterio, autoridad: Autoridad) -> bytes:
    """As the job does: with the validation data that can be had."""
    revocacion = criterio.revocacion
    assert revocacion is not None
    return _tras(
        pdf,
        lambda f: ampliacion.ampliar(f, confianza=criterio.confianza, revocacion=revocacion, autoridad=autoridad),
    )


def campos_vacios(pdf: bytes) -> list[str]:
    return pades.campos_vacios(io.BytesIO(pdf))


def campos_firmados(pdf: bytes) -> list[str]:
    return [nombre for nombre, valor, _ in enumerate_sig_fields(PdfFileReader(io.BytesIO(pdf))) if valor is not None]


def validar_pdf(pdf: bytes, criterio: Criterio) -> Informe:
    return validacion_pdf.validar_pdf(io.BytesIO(pdf), criterio)


def validar_fichero(contenido: bytes, criterio: Criterio) -> Informe:
    return validacion_fichero.validar_fichero(io.BytesIO(contenido), criterio)


def _tras(pdf: bytes, paso: Callable[[BinaryIO], None]) -> bytes:
    fichero = io.BytesIO(pdf)
    paso(fichero)
    return fichero.getvalue()
