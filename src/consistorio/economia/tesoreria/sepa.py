"""The file of transfers that a bank takes (ISO 20022 pain.001.001.09, as the European Payments Council has it for SEPA credit transfers). Pure but for the library.

The library writes the message and holds it against the official XSD. What it makes up by itself (identifiers, moment) is ours here, so that the same payments always give the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree
from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError, try_valid_xml

from consistorio.economia.tesoreria.tipos import Transferencia
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import en_madrid

ESQUEMA: Final = "pain.001.001.09"
_ESPACIO: Final = f"{{urn:iso:std:iso:20022:tech:xsd:{ESQUEMA}}}"
_FUERA: Final = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")  # the Latin set of the European Payments Council
MAXIMO_REFERENCIA: Final = 35
MAXIMO_NOMBRE: Final = 70
MAXIMO_CONCEPTO: Final = 140


@dato
class Ordenante:
    """Who pays. `identificador`: that by which the bank knows it (NIF and a suffix); `iban`: of the ordinal."""

    nombre: str
    identificador: str
    iban: str


def en_letras_sepa(texto: str, largo: int) -> str:
    """A text in the signs that every bank takes, without spaces at its ends."""
    sin_tildes = unicodedata.normalize("NFKD", texto).encode("ascii", "ignore").decode()
    return " ".join(_FUERA.sub(" ", sin_tildes).split())[:largo].strip()


def problemas_de(transferencias: Sequence[Transferencia]) -> list[Problema]:
    """Everything for which a bank would refuse some transfers."""
    problemas, vistas = list[Problema](), set[str]()
    for n, una in enumerate(transferencias):
        donde = f"transferencias.{n}"
        if not en_letras_sepa(una.nombre, MAXIMO_NOMBRE):
            problemas.append(Problema(donde, _("Falta el nombre de quien cobra.")))
        if not 0 < una.importe <= Decimal("999999999.99") or una.importe != round(una.importe, 2):
            problemas.append(Problema(donde, _("El importe son euros y céntimos, y mayor que cero.")))
        if not una.referencia or una.referencia != en_letras_sepa(una.referencia, MAXIMO_REFERENCIA):
            mensaje = _("«%(cual)s» no vale como referencia de una transferencia.")
            problemas.append(Problema(donde, mensaje % {"cual": una.referencia}))
        if una.referencia in vistas:
            mensaje = _("La referencia %(cual)s está dos veces.")
            problemas.append(Problema(donde, mensaje % {"cual": una.referencia}))
        vistas.add(una.referencia)
    if not transferencias:
        problemas.append(Problema("transferencias", _("No hay ninguna transferencia.")))
    return problemas


def escribir(
    ordenante: Ordenante, transferencias: Sequence[Transferencia], *, mensaje: str, fecha: date, creado: datetime
) -> bytes:
    """The file: one `PmtInf` for its account and date. `mensaje`: its identifier (35 characters), which is also that of the `PmtInf`.

    Raises DatosIncorrectos with everything that a bank would refuse, also what the XSD says.
    """
    problemas = problemas_de(transferencias)
    if problemas:
        raise DatosIncorrectos(_("No se puede hacer el fichero de transferencias."), problemas=problemas)
    configuracion = {
        "name": en_letras_sepa(ordenante.nombre, MAXIMO_NOMBRE),
        "IBAN": ordenante.iban,
        "batch": True,
        "currency": "EUR",
    }
    libreria = SepaTransfer(configuracion, schema=ESQUEMA, clean=False)
    libreria.msg_id = mensaje
    for una in transferencias:
        libreria.add_payment(_pago(una, fecha))
    datos = _nuestro(libreria.export(validate=False), ordenante, mensaje=mensaje, creado=creado)
    try:
        try_valid_xml(datos, ESQUEMA)
    except ValidationError as error:
        causa = getattr(error.__cause__, "reason", None) or str(error)
        mal = Problema("fichero", str(causa))
        raise DatosIncorrectos(
            _("El fichero de transferencias no cumple el esquema del banco."), problemas=[mal]
        ) from error
    return datos


def _pago(una: Transferencia, fecha: date) -> dict[str, object]:
    pago: dict[str, object] = {
        "name": en_letras_sepa(una.nombre, MAXIMO_NOMBRE),
        "IBAN": una.iban,
        "amount": int(una.importe * 100),
        "execution_date": fecha,
        "description": en_letras_sepa(una.concepto, MAXIMO_CONCEPTO) or una.referencia,
        "endtoend_id": una.referencia,
    }
    return {**pago, "BIC": una.bic} if una.bic else pago


def _nuestro(datos: bytes, ordenante: Ordenante, *, mensaje: str, creado: datetime) -> bytes:
    """Put our identifiers and moment where the library puts its own, and who the payer is to its bank."""
    raiz = etree.fromstring(datos, etree.XMLParser(resolve_entities=False, no_network=True))
    cabecera = raiz.find(f"{_ESPACIO}CstmrCdtTrfInitn/{_ESPACIO}GrpHdr")
    if cabecera is None:
        msg = "the message has no header"
        raise RuntimeError(msg)
    for nombre, valor in (("MsgId", mensaje), ("CreDtTm", f"{en_madrid(creado):%Y-%m-%dT%H:%M:%S}")):
        for nodo in cabecera.iter(_ESPACIO + nombre):
            nodo.text = valor
    for nodo in raiz.iter(f"{_ESPACIO}PmtInfId"):
        nodo.text = mensaje
    parte = cabecera.find(f"{_ESPACIO}InitgPty")
    if parte is not None and ordenante.identificador:
        otro = etree.SubElement(
            etree.SubElement(etree.SubElement(parte, f"{_ESPACIO}Id"), f"{_ESPACIO}OrgId"), f"{_ESPACIO}Othr"
        )
        etree.SubElement(otro, f"{_ESPACIO}Id").text = ordenante.identificador
    return etree.tostring(raiz, xml_declaration=True, encoding="UTF-8")
