"""Validation of CMS and CAdES signatures, attached (with their content inside) or detached, of one signer or many."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from asn1crypto import cms as asn1
from asn1crypto import core, pem
from django.utils.translation import gettext as _

from consistorio.documental.firma.firmantes import firmante_de, resumen_de
from consistorio.documental.firma.material import Material
from consistorio.documental.firma.validacion import (
    ERRORES_DE_LECTURA,
    Criterio,
    Informe,
    InformeFirma,
    Veredicto,
    anotar_ilegible,
    concluir,
    demasiado,
    dudosa,
    sellada_el,
)

FORMATO = "CAdES"


def validar_cms(firma: bytes, contenido: bytes | BinaryIO | None, criterio: Criterio) -> Informe:
    """Every signer of a CMS signature (DER or PEM), each with its verdict. Never raises on bad input.

    `contenido`: what a detached signature is about, or a stream with it, of any size; None takes what an attached one carries. When an attached signature is checked
    against a content, both must be the same.
    """
    try:
        datos = leer_cms(firma)
        dentro = contenido_de(datos)
        quienes = list(datos["signer_infos"])
    except ERRORES_DE_LECTURA as error:
        anotar_ilegible(error)
        return Informe(FORMATO, ilegible=_("La firma está dañada y no se puede leer."))
    firmado = contenido if dentro is None else dentro
    if firmado is None:
        texto = _("La firma está separada de lo que firma: para comprobarla hace falta también el documento firmado.")
        return Informe(FORMATO, ilegible=texto)
    resumen = resumen_de(firmado)
    coincide = contenido is None or contenido is firmado or resumen_de(contenido)("sha256") == resumen("sha256")
    tamano = len(firmado) if isinstance(firmado, bytes) else firmado.seek(0, os.SEEK_END)
    enorme = demasiado(FORMATO, veces=len(quienes), tamano=tamano)
    if enorme is not None:
        return enorme
    return Informe(FORMATO, tuple(_juzgar(datos, info, resumen, criterio, coincide=coincide) for info in quienes))


def cuantos_firman(firma: bytes) -> int:
    """How many signers a CMS signature says that it has; one when it cannot be read, which is told as fast as one."""
    try:
        return len(leer_cms(firma)["signer_infos"])
    except ERRORES_DE_LECTURA:
        return 1


def leer_cms(firma: bytes) -> asn1.SignedData:
    """The SignedData of a ContentInfo in DER or PEM. Raises ValueError."""
    der = pem.unarmor(firma)[2] if pem.detect(firma) else firma
    sobre = asn1.ContentInfo.load(der, strict=True)
    if sobre["content_type"].native != "signed_data":
        msg = "not a signature"
        raise ValueError(msg)
    datos = sobre["content"]
    if not isinstance(datos, asn1.SignedData) or not len(datos["signer_infos"]):
        msg = "nobody signs"
        raise ValueError(msg)
    return datos


def contenido_de(datos: asn1.SignedData) -> bytes | None:
    """What an attached signature carries; None in a detached one."""
    contenido = datos["encap_content_info"]["content"]
    return None if isinstance(contenido, core.Void) else bytes(contenido)


def _juzgar(
    datos: asn1.SignedData,
    info: asn1.SignerInfo,
    resumen: Callable[[str], bytes],
    criterio: Criterio,
    *,
    coincide: bool,
) -> InformeFirma:
    base = InformeFirma("firma", Veredicto.NO_VALIDA, "")
    try:
        firmante = firmante_de(datos, info)
        base = replace(base, momento=firmante.declarado)
        tipo = str(datos["encap_content_info"]["content_type"].native)
        integra = firmante.firma(resumen, tipo) and coincide
        sellada = sellada_el(firmante.fichas(), resumen_de(firmante.valor), criterio, Material())
        juicio = criterio.juzgar(firmante.certificados, Material(), sellada or criterio.momento)
    except ERRORES_DE_LECTURA as error:
        return dudosa(base, error)
    base = replace(base, sellada_el=sellada, nivel="B-T" if sellada else "B-B")
    return concluir(base, integra, juicio)
