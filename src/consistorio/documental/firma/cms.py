"""CMS SignedData (RFC 5652) built as bytes, with what CAdES and PAdES baseline ask (EN 319 122-1, EN 319 142-1).

What does not change from one signature to the next (certificates, identifiers, the signing-certificate-v2 attribute) is encoded
once for each hand: sealing in bulk is then bound by the key alone. The tests hold every byte against other programs' verdicts.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property

from asn1crypto import cms as asn1
from cryptography.hazmat.primitives.serialization import Encoding

from consistorio.documental.firma.manos import Algoritmo, Mano

DATOS = "1.2.840.113549.1.7.1"
TST_INFO = "1.2.840.113549.1.9.16.1.4"
_SIGNED_DATA = "1.2.840.113549.1.7.2"
_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_TIME = "1.2.840.113549.1.9.5"
_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
_SIGNATURE_TIME_STAMP = "1.2.840.113549.1.9.16.2.14"
_SHA256 = "2.16.840.1.101.3.4.2.1"
_RSA_SHA256 = "1.2.840.113549.1.1.11"
_ECDSA_SHA256 = "1.2.840.10045.4.3.2"


def tlv(etiqueta: int, *partes: bytes) -> bytes:
    """One DER element of tag `etiqueta` around its parts."""
    contenido = b"".join(partes)
    largo = len(contenido)
    if largo < 0x80:
        return bytes((etiqueta, largo)) + contenido
    cifras = largo.to_bytes((largo.bit_length() + 7) // 8)
    return bytes((etiqueta, 0x80 | len(cifras))) + cifras + contenido


def secuencia(*partes: bytes) -> bytes:
    """DER SEQUENCE."""
    return tlv(0x30, *partes)


def conjunto(*partes: bytes) -> bytes:
    """DER SET OF: its elements in the order of their encodings."""
    return tlv(0x31, *sorted(partes))


@cache
def oid(texto: str) -> bytes:
    """DER OBJECT IDENTIFIER."""
    arcos = [int(arco) for arco in texto.split(".")]
    contenido = b""
    for arco in (arcos[0] * 40 + arcos[1], *arcos[2:]):
        grupos = [arco & 0x7F]
        while arco := arco >> 7:
            grupos.insert(0, 0x80 | (arco & 0x7F))
        contenido += bytes(grupos)
    return tlv(0x06, contenido)


def entero(numero: int) -> bytes:
    """DER INTEGER, not negative."""
    return tlv(0x02, numero.to_bytes(numero.bit_length() // 8 + 1))


def octetos(contenido: bytes) -> bytes:
    """DER OCTET STRING."""
    return tlv(0x04, contenido)


def _atributo(tipo: str, valor: bytes) -> bytes:
    return secuencia(oid(tipo), tlv(0x31, valor))


def _hora(momento: datetime) -> bytes:
    """UTCTime until 2049, GeneralizedTime after (RFC 5652, 11.3)."""
    utc = momento.astimezone(UTC)
    if 1950 <= utc.year < 2050:
        return tlv(0x17, utc.strftime("%y%m%d%H%M%SZ").encode())
    return tlv(0x18, utc.strftime("%Y%m%d%H%M%SZ").encode())


@dataclass(frozen=True)
class Firmador:
    """Builds the CMS signatures of one hand. Make it once and use it for many."""

    mano: Mano

    @cached_property
    def _certificado_der(self) -> bytes:
        return self.mano.certificado.public_bytes(Encoding.DER)

    @cached_property
    def _certificados(self) -> bytes:
        return tlv(0xA0, *sorted({self._certificado_der, *(c.public_bytes(Encoding.DER) for c in self.mano.cadena)}))

    @cached_property
    def _emisor_y_serie(self) -> bytes:
        return secuencia(self.mano.certificado.issuer.public_bytes(), entero(self.mano.certificado.serial_number))

    @cached_property
    def _atributo_certificado(self) -> bytes:
        nombres = secuencia(tlv(0xA4, self.mano.certificado.issuer.public_bytes()))
        identificador = secuencia(
            octetos(hashlib.sha256(self._certificado_der).digest()),
            secuencia(nombres, entero(self.mano.certificado.serial_number)),
        )
        return _atributo(_SIGNING_CERTIFICATE_V2, secuencia(secuencia(identificador)))

    @cached_property
    def _algoritmo_firma(self) -> bytes:
        if self.mano.algoritmo is Algoritmo.RSA_SHA256:
            return secuencia(oid(_RSA_SHA256), b"\x05\x00")
        return secuencia(oid(_ECDSA_SHA256))

    def atributos(self, resumen: bytes, *, tipo: str = DATOS, momento: datetime | None = None) -> bytes:
        """The signed attributes as the SET that is signed. `resumen`: SHA-256 of the content."""
        lista = [
            _atributo(_CONTENT_TYPE, oid(tipo)),
            _atributo(_MESSAGE_DIGEST, octetos(resumen)),
            self._atributo_certificado,
        ]
        if momento is not None:
            lista.append(_atributo(_SIGNING_TIME, _hora(momento)))
        return conjunto(*lista)

    def separada(self, resumen: bytes, *, momento: datetime | None = None) -> bytes:
        """A detached ContentInfo over content whose SHA-256 is `resumen`. With `momento` it claims that signing time (CAdES)."""
        return self.montar(self.atributos(resumen, momento=momento), tipo=DATOS, contenido=None)

    def envolvente(self, contenido: bytes, *, tipo: str, momento: datetime | None = None) -> bytes:
        """A ContentInfo that carries its content inside."""
        firmados = self.atributos(hashlib.sha256(contenido).digest(), tipo=tipo, momento=momento)
        return self.montar(firmados, tipo=tipo, contenido=contenido)

    def montar(self, atributos: bytes, *, tipo: str, contenido: bytes | None, firma: bytes | None = None) -> bytes:
        """Sign the attributes (or take `firma` made elsewhere over them) and put the ContentInfo together."""
        valor = firma if firma is not None else self.mano.firmar(atributos)
        resumen_alg = secuencia(oid(_SHA256))
        firmante = secuencia(
            entero(1),
            self._emisor_y_serie,
            resumen_alg,
            b"\xa0" + atributos[1:],
            self._algoritmo_firma,
            octetos(valor),
        )
        encapsulado = [oid(tipo)] if contenido is None else [oid(tipo), tlv(0xA0, octetos(contenido))]
        datos = secuencia(
            entero(1 if tipo == DATOS else 3),
            tlv(0x31, resumen_alg),
            secuencia(*encapsulado),
            self._certificados,
            tlv(0x31, firmante),
        )
        return secuencia(oid(_SIGNED_DATA), tlv(0xA0, datos))


def con_sello_de_tiempo(cms_der: bytes, ficha: bytes) -> bytes:
    """The same signature with the time-stamp token over its value as an unsigned attribute (CAdES-B-T).

    For signatures of one signer, as those made here. Written part by part: encoding it anew with asn1crypto takes half a minute.
    """
    datos = asn1.ContentInfo.load(cms_der)["content"]
    firmante = bytes(datos["signer_infos"][0].contents)
    sellado = secuencia(firmante, tlv(0xA1, _atributo(_SIGNATURE_TIME_STAMP, ficha)))
    partes = [
        bytes(datos[nombre].dump()) for nombre in ("version", "digest_algorithms", "encap_content_info", "certificates")
    ]
    return secuencia(oid(_SIGNED_DATA), tlv(0xA0, secuencia(*partes, tlv(0x31, sellado))))


def valor_de_firma(cms_der: bytes) -> bytes:
    """The signature value of the first signer: what a signature time stamp covers."""
    return bytes(asn1.ContentInfo.load(cms_der)["content"]["signer_infos"][0]["signature"].native)
