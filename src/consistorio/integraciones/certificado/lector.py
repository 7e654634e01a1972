"""Whom a certificate names, in the profiles seen in Spain. Pure: no trust is decided here.

Sources of the formats: ETSI EN 319 412-1 §5.1.3-5.1.4 (`IDCES-`, `PASFR-`, `VATES-`), the Spanish profiles of electronic
certificates (2.16.724.1.3.5), and the older FNMT names in subjectAltName (1.3.6.1.4.1.5734.1).
"""

from __future__ import annotations

import re
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtensionOID, NameOID, ObjectIdentifier
from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.tipos import Nif

IDENTIFICADOR_ORGANIZACION = ObjectIdentifier("2.5.4.97")
FNMT = "1.3.6.1.4.1.5734.1."
QC_DECLARACIONES = ObjectIdentifier("1.3.6.1.5.5.7.1.3")
_QC_CUALIFICADO = bytes.fromhex("06060400 8e460101".replace(" ", ""))
_QC_DISPOSITIVO = bytes.fromhex("06060400 8e460104".replace(" ", ""))
_QC_SELLO = bytes.fromhex("06070400 8e46010602".replace(" ", ""))
_SEMANTICO = re.compile(r"^(IDC|PAS|TIN|VAT|PNO)([A-Z]{2})-(.+)$")


@dato
class Titular:
    """Who a certificate names and what it claims of itself. Dates are aware, in UTC."""

    nif: str
    tipo_documento: str
    pais_documento: str
    nombre: str
    apellido1: str
    apellido2: str
    organizacion_nif: str
    organizacion_nombre: str
    cualificado: bool
    dispositivo_seguro: bool
    es_sello: bool
    emisor: str
    serie: str
    huella: str
    desde: datetime
    hasta: datetime


def leer(certificado: x509.Certificate) -> Titular:
    """Read the holder. Raises CertificadoSinTitular when it names no person with a document."""
    antiguos = _fnmt(certificado)
    tipo, pais, numero = _documento(certificado, antiguos)
    organizacion_nif, organizacion = _organizacion(certificado, antiguos)
    apellido1, apellido2 = _apellidos(certificado, antiguos)
    declaraciones = _qc(certificado)
    return Titular(
        nif=numero,
        tipo_documento=tipo,
        pais_documento=pais,
        nombre=_titulo(_atributo(certificado, NameOID.GIVEN_NAME) or antiguos.get("1", ""))
        or _titulo(_comun(certificado)),
        apellido1=apellido1,
        apellido2=apellido2,
        organizacion_nif=organizacion_nif,
        organizacion_nombre=organizacion if organizacion_nif else "",
        cualificado=_QC_CUALIFICADO in declaraciones,
        dispositivo_seguro=_QC_DISPOSITIVO in declaraciones,
        es_sello=_QC_SELLO in declaraciones,
        emisor=certificado.issuer.rfc4514_string(),
        serie=f"{certificado.serial_number:x}",
        huella=certificado.fingerprint(hashes.SHA256()).hex(),
        desde=certificado.not_valid_before_utc,
        hasta=certificado.not_valid_after_utc,
    )


class CertificadoSinTitular(ErrorDominio):
    """The certificate names no person with a number that we can read."""

    estado_http = 422


def _documento(certificado: x509.Certificate, antiguos: dict[str, str]) -> tuple[str, str, str]:
    """Kind of document, country and number of the natural person."""
    crudo = _atributo(certificado, NameOID.SERIAL_NUMBER) or antiguos.get("4", "") or _nif_del_comun(certificado)
    encaje = _SEMANTICO.match(crudo.strip().upper())
    clase, pais, numero = encaje.groups() if encaje else ("IDC", "ES", crudo.strip().upper())
    if pais == "ES" and clase != "PAS":
        try:
            return "nif", "ES", Nif.de(numero).valor
        except ErrorDominio as error:
            raise CertificadoSinTitular(
                _("Su certificado no dice un DNI o NIE que podamos leer."),
                que_hacer=_("Entre con Cl@ve o con otro certificado."),
            ) from error
    return ("pasaporte" if clase == "PAS" else "extranjero"), pais, re.sub(r"[^A-Z0-9]", "", numero)


def _organizacion(certificado: x509.Certificate, antiguos: dict[str, str]) -> tuple[str, str]:
    """NIF and name of the organisation represented; empty when the certificate is of a person alone.

    An employee's certificate names the organisation too, but does not represent it: it carries a title and no `(R: NIF)`.
    """
    crudo = _atributo(certificado, IDENTIFICADOR_ORGANIZACION)
    encaje = _SEMANTICO.match(crudo.strip().upper()) if crudo else None
    numero = encaje.group(3) if encaje and encaje.group(2) == "ES" else antiguos.get("7", "")
    nombre = _atributo(certificado, NameOID.ORGANIZATION_NAME) or antiguos.get("6", "")
    if not numero or _atributo(certificado, NameOID.TITLE):
        return "", ""
    try:
        valor = Nif.de(numero)
    except ErrorDominio:
        return "", ""
    return (valor.valor, nombre) if valor.es_organizacion else ("", "")


def _apellidos(certificado: x509.Certificate, antiguos: dict[str, str]) -> tuple[str, str]:
    """Surnames: the two of the old names, or `surname` split at its first space when it carries both."""
    if antiguos.get("2"):
        return _titulo(antiguos["2"]), _titulo(antiguos.get("3", ""))
    completo = _titulo(_atributo(certificado, NameOID.SURNAME))
    primero, _espacio, resto = completo.partition(" ")
    if primero.lower() in {"de", "del", "la", "las", "los", "el", "san", "da", "dos"}:
        return completo, ""
    return primero, resto


def _fnmt(certificado: x509.Certificate) -> dict[str, str]:
    """Names of the older FNMT certificates: last arc of the OID -> value, from subjectAltName."""
    try:
        extension = certificado.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    except x509.ExtensionNotFound:
        return {}
    if not isinstance(extension, x509.SubjectAlternativeName):
        return {}
    return {
        atributo.oid.dotted_string.removeprefix(FNMT): str(atributo.value)
        for nombre in extension.get_values_for_type(x509.DirectoryName)
        for atributo in nombre
        if atributo.oid.dotted_string.startswith(FNMT)
    }


def _qc(certificado: x509.Certificate) -> bytes:
    """DER of the qualified statements (RFC 3739; ETSI EN 319 412-5); empty when there are none."""
    try:
        extension = certificado.extensions.get_extension_for_oid(QC_DECLARACIONES).value
    except x509.ExtensionNotFound:
        return b""
    return extension.value if isinstance(extension, x509.UnrecognizedExtension) else b""


def _atributo(certificado: x509.Certificate, oid: ObjectIdentifier) -> str:
    valores = certificado.subject.get_attributes_for_oid(oid)
    return str(valores[0].value) if valores else ""


def _comun(certificado: x509.Certificate) -> str:
    return _atributo(certificado, NameOID.COMMON_NAME).split(" - ", 1)[0]


def _nif_del_comun(certificado: x509.Certificate) -> str:
    encaje = re.search(r"\b([XYZ]?\d{7,8}[A-Z])\b", _atributo(certificado, NameOID.COMMON_NAME).upper())
    return encaje.group(1) if encaje else ""


def _titulo(texto: str) -> str:
    """Names in capitals as people write them; others stay as they are."""
    return " ".join(p.capitalize() for p in texto.split()) if texto.isupper() else texto.strip()
