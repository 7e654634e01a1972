"""WS-Security 1.0 with an X.509 token: the body and the time of a message, signed with exclusive canonical XML and SHA-256."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from consistorio.documental.firma.manos import Algoritmo, Mano
from consistorio.integraciones.face.mensajes import SOAP, Elemento

WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
DS = "http://www.w3.org/2000/09/xmldsig#"
C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
BASE64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
X509V3 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"
RESUMENES = {"http://www.w3.org/2001/04/xmlenc#sha256": "sha256", "http://www.w3.org/2001/04/xmlenc#sha512": "sha512"}
RSA = {
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256": hashes.SHA256(),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": hashes.SHA512(),
}
ECDSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
MARGEN = timedelta(minutes=5)  # between the clocks of two machines
_ID = f"{{{WSU}}}Id"
_RESUMEN = next(iter(RESUMENES))


class FirmaRota(ValueError):
    """The message is not of whom it should be, was changed, or is old."""


def firmar(sobre: Elemento, mano: Mano, *, ahora: datetime, validez: timedelta) -> None:
    """Put the security header in an envelope: from here on its body may not change."""
    cabecera, cuerpo = sobre[0], sobre[1]
    seguridad = etree.SubElement(cabecera, f"{{{WSSE}}}Security", nsmap={"wsse": WSSE, "wsu": WSU})
    seguridad.set(f"{{{SOAP}}}mustUnderstand", "1")
    ficha = etree.SubElement(seguridad, f"{{{WSSE}}}BinarySecurityToken", EncodingType=BASE64, ValueType=X509V3)
    ficha.text = base64.b64encode(mano.certificado.public_bytes(Encoding.DER)).decode()
    tiempo = etree.SubElement(seguridad, f"{{{WSU}}}Timestamp")
    for nombre, cuando in (("Created", ahora), ("Expires", ahora + validez)):
        etree.SubElement(tiempo, f"{{{WSU}}}{nombre}").text = f"{cuando.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    for nodo in (ficha, tiempo, cuerpo):
        nodo.set(_ID, f"id-{uuid4().hex}")
    firma = etree.SubElement(seguridad, f"{{{DS}}}Signature", nsmap={"ds": DS})
    info = etree.SubElement(firma, f"{{{DS}}}SignedInfo")
    etree.SubElement(info, f"{{{DS}}}CanonicalizationMethod", Algorithm=C14N)
    etree.SubElement(info, f"{{{DS}}}SignatureMethod", Algorithm=mano.algoritmo.value)
    for nodo in (cuerpo, tiempo):
        referencia = etree.SubElement(info, f"{{{DS}}}Reference", URI=f"#{nodo.get(_ID)}")
        cambios = etree.SubElement(referencia, f"{{{DS}}}Transforms")
        etree.SubElement(cambios, f"{{{DS}}}Transform", Algorithm=C14N)
        etree.SubElement(referencia, f"{{{DS}}}DigestMethod", Algorithm=_RESUMEN)
        resumen = hashlib.sha256(_canonico(nodo)).digest()
        etree.SubElement(referencia, f"{{{DS}}}DigestValue").text = base64.b64encode(resumen).decode()
    valor = mano.firmar(_canonico(info))
    if mano.algoritmo is Algoritmo.ECDSA_SHA256:
        r, s = decode_dss_signature(valor)
        valor = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    etree.SubElement(firma, f"{{{DS}}}SignatureValue").text = base64.b64encode(valor).decode()
    clave = etree.SubElement(etree.SubElement(firma, f"{{{DS}}}KeyInfo"), f"{{{WSSE}}}SecurityTokenReference")
    etree.SubElement(clave, f"{{{WSSE}}}Reference", URI=f"#{ficha.get(_ID)}", ValueType=X509V3)


def verificar(sobre: Elemento, conocido: x509.Certificate, *, ahora: datetime) -> None:
    """That the body and the time of an envelope are signed with that certificate, which we know beforehand, and are of now. Raises FirmaRota.

    What is signed is looked for where it has to be, not where the signature says (no wrapping).
    """
    seguridad = sobre.find(f"{{{SOAP}}}Header/{{{WSSE}}}Security")
    cuerpo = sobre.find(f"{{{SOAP}}}Body")
    firma = seguridad.find(f"{{{DS}}}Signature") if seguridad is not None else None
    tiempo = seguridad.find(f"{{{WSU}}}Timestamp") if seguridad is not None else None
    info = firma.find(f"{{{DS}}}SignedInfo") if firma is not None else None
    if (
        seguridad is None
        or cuerpo is None
        or firma is None
        or info is None
        or len(sobre.findall(f"{{{SOAP}}}Body")) != 1
    ):
        msg = "it is not signed"
        raise FirmaRota(msg)
    _firmado(info, firma.findtext(f"{{{DS}}}SignatureValue") or "", conocido)
    _cubre(info, cuerpo)
    if tiempo is not None:
        _cubre(info, tiempo)
        _de_ahora(tiempo, ahora)


def _cubre(info: Elemento, nodo: Elemento) -> None:
    """A reference of the signature is of this very element, unchanged."""
    suyo = nodo.get(_ID) or ""
    iguales = [n for n in nodo.getroottree().iter() if isinstance(n.tag, str) and suyo in (n.get(_ID), n.get("Id"))]
    for referencia in info.findall(f"{{{DS}}}Reference"):
        if suyo and referencia.get("URI") == f"#{suyo}" and len(iguales) == 1:
            metodo = referencia.find(f"{{{DS}}}DigestMethod")
            cambios = [c.get("Algorithm") for c in referencia.findall(f"{{{DS}}}Transforms/{{{DS}}}Transform")]
            algoritmo = RESUMENES.get(metodo.get("Algorithm") or "" if metodo is not None else "")
            if algoritmo is None or cambios != [C14N]:
                break
            dicho = _decodificado(referencia.findtext(f"{{{DS}}}DigestValue") or "")
            if hashlib.new(algoritmo, _canonico(nodo, referencia)).digest() == dicho:
                return
    msg = f"{etree.QName(nodo).localname} is not covered"
    raise FirmaRota(msg)


def _firmado(info: Elemento, valor: str, conocido: x509.Certificate) -> None:
    metodo = info.find(f"{{{DS}}}SignatureMethod")
    algoritmo = metodo.get("Algorithm") or "" if metodo is not None else ""
    clave, dicho = conocido.public_key(), _decodificado(valor)
    canonico = _canonico(info, info.find(f"{{{DS}}}CanonicalizationMethod"))
    try:
        if isinstance(clave, rsa.RSAPublicKey) and algoritmo in RSA:
            clave.verify(dicho, canonico, padding.PKCS1v15(), RSA[algoritmo])
            return
        if isinstance(clave, ec.EllipticCurvePublicKey) and algoritmo == ECDSA_SHA256:
            mitad = len(dicho) // 2
            par = (int.from_bytes(dicho[:mitad], "big"), int.from_bytes(dicho[mitad:], "big"))
            clave.verify(encode_dss_signature(*par), canonico, ec.ECDSA(hashes.SHA256()))
            return
    except (InvalidSignature, ValueError) as error:
        msg = "the signature is not of that certificate"
        raise FirmaRota(msg) from error
    msg = f"algorithm {algoritmo}"
    raise FirmaRota(msg)


def _de_ahora(tiempo: Elemento, ahora: datetime) -> None:
    try:
        creado, caduca = (
            datetime.fromisoformat(tiempo.findtext(f"{{{WSU}}}{nombre}") or "") for nombre in ("Created", "Expires")
        )
        if creado - MARGEN <= ahora <= caduca + MARGEN:
            return
    except (ValueError, TypeError) as error:
        msg = "its time is not understood"
        raise FirmaRota(msg) from error
    msg = "it is not of now"
    raise FirmaRota(msg)


def _decodificado(texto: str) -> bytes:
    try:
        return base64.b64decode(texto)
    except ValueError as error:
        msg = "not base64"
        raise FirmaRota(msg) from error


def _canonico(nodo: Elemento, de: Elemento | None = None) -> bytes:
    """Exclusive canonical XML; `de`: the element that may list prefixes to be treated as in the inclusive one."""
    lista = next(de.iter(f"{{{C14N}}}InclusiveNamespaces"), None) if de is not None else None
    prefijos = (lista.get("PrefixList") or "").split() if lista is not None else []
    return etree.tostring(
        nodo, method="c14n", exclusive=True, with_comments=False, inclusive_ns_prefixes=prefijos or None
    )
