"""What somebody who wants to pass for another makes: certificates with borrowed numbers and names, and what they sign with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, tsp
from asn1crypto import cms as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.cms import TST_INFO, Firmador, oid, tlv
from consistorio.documental.firma.manos import ManoSoftware
from consistorio.documental.firma.tsa import Autoridad
from consistorio.nucleo.reloj import RelojSistema

UN_MES = timedelta(days=30)


def usos(*nombres: str) -> x509.KeyUsage:
    """Key usages by name; the others off."""
    todos = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    autoridad = ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{nombre: nombre in nombres for nombre in (*todos, *autoridad)})


FIRMA = usos("digital_signature", "content_commitment")


def hacer(
    sujeto: x509.Name,
    *extensiones: x509.ExtensionType,
    emisor: ManoSoftware | None = None,
    nombre_emisor: x509.Name | None = None,
    serie: int | None = None,
    criticas: bool = True,
) -> ManoSoftware:
    """A certificate with exactly those extensions, of `emisor` or self-signed; `nombre_emisor` is who it says that issued it."""
    clave = ec.generate_private_key(ec.SECP256R1())
    ahora = datetime.now(UTC)
    constructor = (
        x509.CertificateBuilder()
        .subject_name(sujeto)
        .issuer_name(nombre_emisor or (emisor.certificado.subject if emisor else sujeto))
        .public_key(clave.public_key())
        .serial_number(serie or x509.random_serial_number())
        .not_valid_before(ahora - UN_MES)
        .not_valid_after(ahora + UN_MES)
    )
    for extension in extensiones:
        constructor = constructor.add_extension(extension, critical=criticas)
    firmante: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey = emisor.clave if emisor else clave
    cadena = (emisor.certificado, *emisor.cadena) if emisor else ()
    return ManoSoftware(constructor.sign(firmante, hashes.SHA256()), cadena, clave)


def nombre(comun: str) -> x509.Name:
    """A name made up."""
    return x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "ES"),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, comun),
        ]
    )


@dataclass(frozen=True)
class Engano:
    """How the certificate of the victim is put in place of the forger's."""

    como: str
    orden: str

    def __str__(self) -> str:
        return f"{self.como}-{self.orden}"


ENGANOS = [
    Engano(como, orden)
    for como in ("serie", "emisor_y_serie", "clave", "sin_nombrar", "sin_nombrar_clave")
    for orden in ("primero", "ultimo")
]


def firmador_falso(victima: x509.Certificate, engano: Engano, *mas: x509.ExtensionType) -> Firmador:
    """Signs with a key of the forger's and sends the victim's certificate along."""
    usurpado = victima.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    emisor = victima.issuer if engano.como in {"emisor_y_serie", "sin_nombrar"} else None
    mano = hacer(
        nombre("Una persona cualquiera con un nombre bastante largo"),
        FIRMA,
        *mas,
        usurpado,
        nombre_emisor=emisor,
        serie=victima.serial_number,
    )
    firmador = Firmador(mano)
    ders = [victima.public_bytes(Encoding.DER), mano.certificado.public_bytes(Encoding.DER)]
    # What the builder has encoded once for its hand is put in by ours: no honest program makes these
    vars(firmador)["_certificados"] = tlv(0xA0, *(ders if engano.orden == "primero" else reversed(ders)))
    if engano.como in {"clave", "sin_nombrar_clave"}:
        vars(firmador)["_emisor_y_serie"] = tlv(0x80, usurpado.digest)
    if engano.como.startswith("sin_nombrar"):
        vars(firmador)["_atributo_certificado"] = b""
    return firmador


class AutoridadFalsa:
    """Answers every petition of time stamp with a token that `firmador` signs, dated `momento`."""

    def __init__(self, firmador: Firmador, momento: datetime | None = None, *, basura: bool = False) -> None:
        self.firmador, self.momento, self.basura = firmador, momento, basura

    def comprobar(self) -> None:
        """It answers."""

    def responder(self, peticion: bytes) -> bytes:
        """The answer."""
        pedida = tsp.TimeStampReq.load(peticion)
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4",
                "message_imprint": {
                    "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                    "hashed_message": pedida["message_imprint"]["hashed_message"].native,
                },
                "serial_number": 1,
                "gen_time": self.momento or datetime.now(UTC).replace(microsecond=0),
                "nonce": pedida["nonce"].native,
            }
        ).dump()
        ficha = self.firmador.envolvente(info, tipo=TST_INFO)
        if self.basura:
            valor = self.firmador.mano.firmar(b"otra cosa")
            atributos = self.firmador.atributos(hashes_sha256(info), tipo=TST_INFO)
            ficha = self.firmador.montar(atributos, tipo=TST_INFO, contenido=info, firma=valor)
        estado = tlv(0x30, tlv(0x02, b"\x00"))
        return tlv(0x30, estado, ficha)


def hashes_sha256(datos: bytes) -> bytes:
    """SHA-256."""
    resumen = hashes.Hash(hashes.SHA256())
    resumen.update(datos)
    return resumen.finalize()


def quien_la_cree(firmador: Firmador, raices: Sequence[x509.Certificate] = ()) -> Autoridad:
    """The forger's own program, that puts the false token in the file: it trusts itself."""
    falsa = AutoridadFalsa(firmador)
    return Autoridad(falsa, Confianza((firmador.mano.certificado, *raices)), RelojSistema())


SELLO_DE_TIEMPO = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])


def cofirmada(*firmas: bytes) -> bytes:
    """One CMS with the signers of several over the same content."""
    datos = [asn1.ContentInfo.load(firma)["content"] for firma in firmas]
    certificados = sorted({bytes(c.dump()) for uno in datos for c in uno["certificates"]})
    infos = sorted(bytes(info.dump()) for uno in datos for info in uno["signer_infos"])
    partes = [bytes(datos[0][campo].dump()) for campo in ("version", "digest_algorithms", "encap_content_info")]
    cuerpo = tlv(0x30, *partes, tlv(0xA0, *certificados), tlv(0x31, *infos))
    return tlv(0x30, oid("1.2.840.113549.1.7.2"), tlv(0xA0, cuerpo))


def peticion_de(resumen: bytes) -> bytes:
    """A petition of time stamp over that SHA-256."""
    peticion = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": resumen},
            "nonce": 7,
            "cert_req": True,
        }
    )
    return bytes(peticion.dump())


def p12_de(mano: ManoSoftware, contrasena: str = "x") -> bytes:
    """A PKCS#12 file of a hand."""
    cifrado = BestAvailableEncryption(contrasena.encode())
    return pkcs12.serialize_key_and_certificates(b"x", mano.clave, mano.certificado, mano.cadena, cifrado)
