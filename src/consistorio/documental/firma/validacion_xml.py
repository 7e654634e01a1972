"""Validation of XML signatures (XMLDSig and XAdES) inside a document, with the same report as the others.

Only what Spanish administrations exchange is understood: references to the document or to elements by `Id`, the enveloped-signature
transform and canonical XML 1.0, 1.1 and exclusive; RSA and ECDSA with SHA-256 or more. Anything else is INDETERMINADA and says so. XML with
a DOCTYPE is not read.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext as _
from lxml import etree

from consistorio.documental.firma.firmantes import FirmanteDudoso, resumen_de
from consistorio.documental.firma.material import Material
from consistorio.documental.firma.validacion import (
    ERRORES_DE_LECTURA,
    Criterio,
    Informe,
    InformeFirma,
    Veredicto,
    concluir,
    demasiado,
    dudosa,
    sellada_el,
)
from consistorio.documental.firma.xades import DS, ENVUELTA, XADES, canonico, canonico_exclusivo
from consistorio.nucleo.dato import dato

_C14N = {
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": False,
    "http://www.w3.org/2006/12/xml-c14n11": False,
    "http://www.w3.org/2001/10/xml-exc-c14n#": True,
}
_XENC, _MAS = "http://www.w3.org/2001/04/xmlenc#", "http://www.w3.org/2001/04/xmldsig-more#"
_RESUMENES = {f"{_XENC}sha256": "sha256", f"{_MAS}sha384": "sha384", f"{_XENC}sha512": "sha512"}
_HASH: dict[str, hashes.HashAlgorithm] = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}
_BASE64 = f"{DS}base64"
TRABAJO_MAXIMO = 1024**3  # bytes put in canonical form, which is slow: some ten seconds
Elemento = etree._Element


class NoSeEntiende(Exception):
    """The signature uses something that is not admitted here; the message says what."""


@dato
class FirmaXml:
    """A verdict and the elements that the signature covers: whoever relies on a signature must look at what it signs."""

    informe: InformeFirma
    cubre: tuple[Elemento, ...]
    todo: bool


def validar_xml(xml: bytes, criterio: Criterio) -> Informe:
    """The signatures of an XML document, in document order. Never raises on bad input."""
    try:
        raiz = leer_xml(xml)
    except (etree.XMLSyntaxError, ValueError):
        return Informe("XAdES", ilegible=_("El XML está dañado, o lleva un DOCTYPE, y no se puede leer."))
    referencias = sum(1 for _referencia in raiz.iter(f"{{{DS}}}Reference"))
    enorme = demasiado("XAdES", veces=referencias, tamano=len(xml), tope=TRABAJO_MAXIMO)
    if enorme is not None:
        return enorme
    return Informe("XAdES", tuple(f.informe for f in firmas_de(raiz, criterio)))


def leer_xml(xml: bytes) -> Elemento:
    """Parse without entities, network or DOCTYPE. Raises ValueError or etree.XMLSyntaxError."""
    analizador = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    raiz = etree.fromstring(xml, analizador)
    if raiz.getroottree().docinfo.internalDTD is not None:
        msg = "DOCTYPE"
        raise ValueError(msg)
    return raiz


def firmas_de(raiz: Elemento, criterio: Criterio) -> list[FirmaXml]:
    """Each ds:Signature under `raiz`, judged, with what it covers. Countersignatures inside others are left out."""
    todas = [nodo for nodo in raiz.iter(f"{{{DS}}}Signature") if isinstance(nodo.tag, str)]
    propias = [f for f in todas if not any(a.tag == f"{{{DS}}}Signature" for a in f.iterancestors())]
    return [_juzgar(raiz, firma, criterio) for firma in propias]


def _juzgar(raiz: Elemento, firma: Elemento, criterio: Criterio) -> FirmaXml:
    base = InformeFirma(firma.get("Id") or "firma", Veredicto.INDETERMINADA, "", momento=_declarado(firma), nivel="B-B")
    try:
        certificados = _certificados(firma)
        cubre, integras = _referencias(raiz, firma)
        propio = _firmante(firma, certificados)
        integra = integras and _firma_correcta(firma, propio)
        sellada = _sellada(firma, criterio)
        otros = [c for c in certificados if c is not propio]
        juicio = criterio.juzgar([propio, *otros], Material(), sellada or criterio.momento)
    except NoSeEntiende as error:
        return FirmaXml(replace(base, explicacion=str(error)), (), todo=False)
    except (
        *ERRORES_DE_LECTURA,
        etree.LxmlError,
    ) as error:  # LxmlError: no canonical form, as with a relative namespace
        return FirmaXml(dudosa(base, error), (), todo=False)
    base = replace(base, sellada_el=sellada, nivel="B-T" if sellada else "B-B")
    return FirmaXml(concluir(base, integra, juicio), tuple(cubre), todo=any(nodo is raiz for nodo in cubre))


def _uno(nodo: Elemento, ruta: str) -> Elemento:
    hallado = nodo.find(ruta)
    if hallado is None:
        msg = f"missing {ruta}"
        raise ValueError(msg)
    return hallado


def _b64(nodo: Elemento) -> bytes:
    return base64.b64decode("".join((nodo.text or "").split()), validate=True)


def _certificados(firma: Elemento) -> list[x509.Certificate]:
    nodos = firma.findall(f"{{{DS}}}KeyInfo/{{{DS}}}X509Data/{{{DS}}}X509Certificate")
    if not nodos:
        raise NoSeEntiende(_("La firma no lleva dentro el certificado de quien firma."))
    return [x509.load_der_x509_certificate(_b64(nodo)) for nodo in nodos]


def _referencias(raiz: Elemento, firma: Elemento) -> tuple[list[Elemento], bool]:
    """The elements covered, and whether every digest matches."""
    cubre: list[Elemento] = []
    integras = True
    nodos = firma.findall(f"{{{DS}}}SignedInfo/{{{DS}}}Reference")
    if not nodos:
        raise NoSeEntiende(_("La firma no dice qué firma."))
    for nodo in nodos:
        objetivo = _objetivo(raiz, nodo.get("URI"))
        if hashlib.new(_resumen_de(nodo), _transformado(objetivo, nodo, firma)).digest() != _b64(
            _uno(nodo, f"{{{DS}}}DigestValue")
        ):
            integras = False
        if firma not in objetivo.iterancestors():
            cubre.append(objetivo)
    return cubre, integras


def _objetivo(raiz: Elemento, uri: str | None) -> Elemento:
    if uri == "":
        return raiz
    if uri is None or not uri.startswith("#"):
        raise NoSeEntiende(_("La firma se refiere a algo que está fuera del documento."))
    hallados = [n for n in raiz.iter() if isinstance(n.tag, str) and uri[1:] in (n.get("Id"), n.get("ID"), n.get("id"))]
    if len(hallados) != 1:
        raise NoSeEntiende(_("La firma se refiere a un elemento que no está o que está repetido."))
    return hallados[0]


def _resumen_de(nodo: Elemento) -> str:
    algoritmo = _uno(nodo, f"{{{DS}}}DigestMethod").get("Algorithm") or ""
    if algoritmo not in _RESUMENES:
        raise NoSeEntiende(_("La firma usa un algoritmo de resumen que ya no es seguro o no se admite."))
    return _RESUMENES[algoritmo]


def _transformado(objetivo: Elemento, nodo: Elemento, firma: Elemento) -> bytes:
    sin: Elemento | None = None
    exclusivo, prefijos, descifrar = False, tuple[str, ...](), False
    for paso in nodo.findall(f"{{{DS}}}Transforms/{{{DS}}}Transform"):
        algoritmo = paso.get("Algorithm") or ""
        if algoritmo == ENVUELTA:
            sin = firma
        elif algoritmo == _BASE64:
            descifrar = True
        elif algoritmo in _C14N and not descifrar:
            exclusivo, prefijos = _C14N[algoritmo], _prefijos(paso)
        else:
            raise NoSeEntiende(_("La firma transforma lo firmado de una manera que no se admite."))
    if descifrar:
        return base64.b64decode("".join("".join(str(t) for t in objetivo.itertext()).split()), validate=True)
    return canonico_exclusivo(objetivo, prefijos, sin=sin) if exclusivo else canonico(objetivo, sin=sin)


def _prefijos(paso: Elemento) -> tuple[str, ...]:
    lista = paso.find("{http://www.w3.org/2001/10/xml-exc-c14n#}InclusiveNamespaces")
    return tuple((lista.get("PrefixList") or "").split()) if lista is not None else ()


def _firma_correcta(firma: Elemento, certificado: x509.Certificate) -> bool:
    info = _uno(firma, f"{{{DS}}}SignedInfo")
    metodo = _uno(info, f"{{{DS}}}CanonicalizationMethod")
    algoritmo = metodo.get("Algorithm") or ""
    if algoritmo not in _C14N:
        raise NoSeEntiende(_("La firma usa una forma canónica que no se admite."))
    firmado = canonico_exclusivo(info, _prefijos(metodo)) if _C14N[algoritmo] else canonico(info)
    uri = _uno(info, f"{{{DS}}}SignatureMethod").get("Algorithm") or ""
    clave, valor = certificado.public_key(), _b64(_uno(firma, f"{{{DS}}}SignatureValue"))
    resumen = _HASH.get(uri[-3:])
    try:
        if resumen and uri == f"{_MAS}rsa-sha{uri[-3:]}" and isinstance(clave, rsa.RSAPublicKey):
            clave.verify(valor, firmado, padding.PKCS1v15(), resumen)
        elif resumen and uri == f"{_MAS}ecdsa-sha{uri[-3:]}" and isinstance(clave, ec.EllipticCurvePublicKey):
            mitad = len(valor) // 2
            der = encode_dss_signature(int.from_bytes(valor[:mitad]), int.from_bytes(valor[mitad:]))
            clave.verify(der, firmado, ec.ECDSA(resumen))
        else:
            raise NoSeEntiende(_("La firma usa un algoritmo que ya no es seguro o no se admite."))
    except InvalidSignature:
        return False
    return True


def _firmante(firma: Elemento, certificados: Sequence[x509.Certificate]) -> x509.Certificate:
    """The certificate of who signs: the one that the signed properties name (XAdES), which must be one of those that came along; in a
    plain XMLDSig, the first. KeyInfo has no order that can be believed."""
    nombrados = [
        n for r in ("SigningCertificateV2", "SigningCertificate") for n in firma.iterfind(f".//{{{XADES}}}{r}")
    ]
    if not nombrados:
        return certificados[0]
    resumen = nombrados[0].find(f"{{{XADES}}}Cert/{{{XADES}}}CertDigest")
    if len(nombrados) > 1 or resumen is None:
        raise FirmanteDudoso(_("La firma nombra varios certificados: no se sabe de quién es."))
    if not _propiedades_firmadas(firma, nombrados[0]):
        raise FirmanteDudoso(_("La firma no cubre sus propias propiedades: no se sabe de quién es."))
    algoritmo = _uno(resumen, f"{{{DS}}}DigestMethod").get("Algorithm") or ""
    # SHA-1 only names it here: the key has to verify as well
    nombre = "sha1" if algoritmo == f"{DS}sha1" else _resumen_de(resumen)
    dicho = _b64(_uno(resumen, f"{{{DS}}}DigestValue"))
    suyos = [c for c in certificados if hashlib.new(nombre, c.public_bytes(Encoding.DER)).digest() == dicho]
    if not suyos:
        raise FirmanteDudoso(_("El certificado que acompaña a la firma no es el que dice la firma."))
    return suyos[0]


def _propiedades_firmadas(firma: Elemento, nodo: Elemento) -> bool:
    """Whether the properties that hold `nodo` are covered by a reference of the signature."""
    propiedades = next((a for a in nodo.iterancestors() if a.tag == f"{{{XADES}}}SignedProperties"), None)
    if propiedades is None or not propiedades.get("Id"):
        return False
    uris = {r.get("URI") for r in firma.iterfind(f"{{{DS}}}SignedInfo/{{{DS}}}Reference")}
    return f"#{propiedades.get('Id')}" in uris


def _sellada(firma: Elemento, criterio: Criterio) -> datetime | None:
    """The instant that a signature time stamp proves, if it is about this signature and its authority one of ours."""
    fichas = [_b64(n) for n in firma.iterfind(f".//{{{XADES}}}SignatureTimeStamp/{{{XADES}}}EncapsulatedTimeStamp")]
    return sellada_el(fichas, resumen_de(canonico(_uno(firma, f"{{{DS}}}SignatureValue"))), criterio, Material())


def _declarado(firma: Elemento) -> datetime | None:
    nodo = firma.find(f".//{{{XADES}}}SigningTime")
    try:
        declarado = datetime.fromisoformat(nodo.text or "") if nodo is not None else None
    except ValueError:
        return None
    return declarado if declarado is not None and declarado.tzinfo is not None else None
