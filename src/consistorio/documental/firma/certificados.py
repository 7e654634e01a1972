"""Judging a certificate: who it names, who issued it, whether it served at an instant.

Trusted roots are given (`Confianza`), never the machine's list. The path is walked and checked with pyhanko-certvalidator;
revocation comes from material already at hand and from the port `revocacion`, asked only about certificates whose path reaches
a trusted root: nobody makes us call an address of their choice.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp as x509_ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from django.utils.translation import gettext as _

from consistorio.documental.firma.emisores import MAL_HECHO, emitido_por
from consistorio.documental.firma.material import Material
from consistorio.documental.firma.revocacion import del_camino, reunir
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.puertos.revocacion import Revocacion

# Its warnings name people and say nothing that the report does not
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

_ID_ORGANIZACION = ObjectIdentifier("2.5.4.97")
_MAXIMO_CAMINO = 8
# Of machines and of services of an authority: with one of these alone nobody signs documents
_USOS_AJENOS = frozenset(
    {
        ExtendedKeyUsageOID.SERVER_AUTH,
        ExtendedKeyUsageOID.CODE_SIGNING,
        ExtendedKeyUsageOID.OCSP_SIGNING,
        ExtendedKeyUsageOID.TIME_STAMPING,
    }
)
# The same few certificates (the seal's, the time-stamp authority's) are judged with every document: what depends on nothing but
# what is asked is worked out once. Enough for the employees of a large town
_RECORDADOS = 512
_cerrojo = threading.Lock()
_validos: dict[tuple[tuple[x509.Certificate, ...], bytes], tuple[datetime, datetime]] = {}
T = TypeVar("T")
E = TypeVar("E", bound=x509.ExtensionType)


class Estado(StrEnum):
    """What became of a certificate at an instant."""

    VALIDO = "valido"
    CADUCADO = "caducado"
    AUN_NO_VALIDO = "aun_no_valido"
    REVOCADO = "revocado"
    EMISOR_DESCONOCIDO = "emisor_desconocido"
    SIN_COMPROBAR = "sin_comprobar"
    INADECUADO = "inadecuado"


class Uso(StrEnum):
    """What a certificate is judged for."""

    FIRMA = "firma"
    SELLO_DE_TIEMPO = "sello_de_tiempo"


@dato
class Titular:
    """Whom a certificate names, as Spanish issuers write it (ETSI EN 319 412-1)."""

    nombre: str
    nif: str
    organizacion: str
    nif_organizacion: str
    cargo: str
    emisor: str
    serie: str
    desde: datetime
    hasta: datetime

    @property
    def representa(self) -> bool:
        """Whether it names a person acting for an organisation."""
        return bool(self.nif and self.nif_organizacion and self.nif != self.nif_organizacion)

    def __str__(self) -> str:
        partes = [self.nombre + (f" ({self.nif})" if self.nif else "")]
        if self.representa:
            partes.append(_("en representación de %(org)s") % {"org": f"{self.organizacion} ({self.nif_organizacion})"})
        return ", ".join(partes)


@dato
class Juicio:
    """The verdict on a certificate, with words for people, and its path from the signer's to the root. `revocado_el`: since when."""

    estado: Estado
    explicacion: str
    titular: Titular
    camino: tuple[x509.Certificate, ...] = field(default=(), repr=False)
    revocado_el: datetime | None = None

    @property
    def valido(self) -> bool:
        """Whether it served."""
        return self.estado is Estado.VALIDO


@dataclass(frozen=True)
class Confianza:
    """The roots that the town hall trusts (in production, those of the Spanish trusted list)."""

    raices: tuple[x509.Certificate, ...]

    @classmethod
    def de_carpeta(cls, carpeta: Path, *otros: Path) -> Confianza:
        """The certificates of every `.pem` and `.crt` file (PEM) of a folder, and those of the files `otros`."""
        ficheros = sorted([*carpeta.glob("*.pem"), *carpeta.glob("*.crt")]) if carpeta.is_dir() else []
        raices = [c for f in [*ficheros, *otros] for c in x509.load_pem_x509_certificates(f.read_bytes())]
        return cls(tuple(dict.fromkeys(raices)))


@lru_cache(_RECORDADOS)
def leer_titular(certificado: x509.Certificate) -> Titular:
    """Whom the certificate names."""
    sujeto = certificado.subject

    def uno(oid: ObjectIdentifier, nombre: x509.Name = sujeto) -> str:
        valores = nombre.get_attributes_for_oid(oid)
        return str(valores[0].value) if valores else ""

    persona = f"{uno(NameOID.GIVEN_NAME)} {uno(NameOID.SURNAME)}".strip()
    identificador = uno(_ID_ORGANIZACION)
    serie = uno(NameOID.SERIAL_NUMBER)
    return Titular(
        nombre=persona or uno(NameOID.COMMON_NAME),
        nif=serie.rpartition("-")[2],
        organizacion=uno(NameOID.ORGANIZATION_NAME),
        nif_organizacion=identificador.rpartition("-")[2],
        cargo=uno(NameOID.TITLE),
        emisor=uno(NameOID.COMMON_NAME, certificado.issuer) or uno(NameOID.ORGANIZATION_NAME, certificado.issuer),
        serie=f"{certificado.serial_number:x}",
        desde=certificado.not_valid_before_utc,
        hasta=certificado.not_valid_after_utc,
    )


def camino(
    certificado: x509.Certificate, otros: Iterable[x509.Certificate], confianza: Confianza
) -> tuple[x509.Certificate, ...]:
    """From the certificate to a trusted root, each issued by the next; empty when no root of ours is reached."""
    return _camino(certificado, tuple(otros), confianza.raices)


@lru_cache(_RECORDADOS)
def _camino(
    certificado: x509.Certificate, otros: tuple[x509.Certificate, ...], raices: tuple[x509.Certificate, ...]
) -> tuple[x509.Certificate, ...]:
    disponibles = [*raices, *otros]
    pasos = [certificado]
    while len(pasos) <= _MAXIMO_CAMINO:
        if pasos[-1] in raices:
            return tuple(pasos)
        emisor = next((c for c in disponibles if c not in pasos and emitido_por(pasos[-1], c)), None)
        if emisor is None:
            break
        pasos.append(emisor)
    return ()


def juzgar(
    certificado: x509.Certificate,
    otros: Sequence[x509.Certificate],
    confianza: Confianza,
    *,
    momento: datetime,
    revocacion: Revocacion | None = None,
    material: Material | None = None,
    uso: Uso = Uso.FIRMA,
) -> Juicio:
    """Whether the certificate served at `momento` for `uso`.

    `otros`: certificates that may be its issuers. `material`: revocation data at hand, asked for first; without `revocacion`
    it is all there is. Nothing is called valid whose revocation nobody has answered about.
    """
    try:
        titular = leer_titular(certificado)
    except MAL_HECHO:
        texto = _("El certificado está mal hecho y no se puede leer de quién es.")
        return Juicio(Estado.INADECUADO, texto, _de_nadie(momento))
    pasos = camino(certificado, otros, confianza)
    if not pasos:
        texto = _("No se reconoce al emisor del certificado («%(emisor)s»).") % {"emisor": titular.emisor}
        return Juicio(Estado.EMISOR_DESCONOCIDO, texto, titular)
    temprano = _por_fechas(titular, momento)
    if temprano is not None:
        return Juicio(temprano[0], temprano[1], titular, pasos)
    inadecuado = por_usos(certificado, uso)
    if inadecuado:
        return Juicio(Estado.INADECUADO, inadecuado, titular, pasos)
    a_mano = del_camino(material, pasos) if material is not None else Material()
    if a_mano.de_revocacion or revocacion is None:
        juicio = _comprobar(titular, pasos, a_mano, momento)
        if juicio.estado is not Estado.SIN_COMPROBAR or revocacion is None:
            return juicio
    return _comprobar(titular, pasos, a_mano + reunir(pasos, revocacion), momento)


def por_usos(certificado: x509.Certificate, uso: Uso) -> str:
    """Why its issuer does not let the certificate serve for `uso`, for people; "" when it does.

    Signatures: key usage digitalSignature or nonRepudiation, which must be there (EN 319 412-2, 4.3.2), in no certificate of authority
    nor of a machine. Time stamps: besides, the extended usage timeStamping, alone and critical (RFC 3161, 2.3; EN 319 422).
    """
    try:
        extensiones = certificado.extensions
    except MAL_HECHO:
        return _("El certificado está mal hecho y no se puede leer para qué sirve.")
    usos = _extension(extensiones, x509.KeyUsage)
    firma = usos is not None and (usos.value.digital_signature or usos.value.content_commitment)
    basicas = _extension(extensiones, x509.BasicConstraints)
    if not firma or (basicas is not None and basicas.value.ca):
        return _("El certificado no está autorizado para firmar.")
    ampliados = _extension(extensiones, x509.ExtendedKeyUsage)
    if uso is Uso.SELLO_DE_TIEMPO:
        solo_tiempo = ampliados is not None and ampliados.critical
        if not solo_tiempo or set(ampliados.value if ampliados else ()) != {ExtendedKeyUsageOID.TIME_STAMPING}:
            return _("El certificado no está autorizado para sellar tiempo.")
    elif ampliados is not None and set(ampliados.value) <= _USOS_AJENOS:
        return _("El certificado no está autorizado para firmar documentos.")
    return ""


def _de_nadie(momento: datetime) -> Titular:
    return Titular(
        nombre=_("Certificado que no se puede leer"),
        nif="",
        organizacion="",
        nif_organizacion="",
        cargo="",
        emisor="",
        serie="",
        desde=momento,
        hasta=momento,
    )


def _extension(extensiones: x509.Extensions, clase: type[E]) -> x509.Extension[E] | None:
    try:
        return extensiones.get_extension_for_class(clase)
    except x509.ExtensionNotFound:
        return None


def donde_preguntar(certificado: x509.Certificate) -> bool:
    """Whether the certificate says where its revocation can be asked about."""
    try:
        extensiones = certificado.extensions
    except MAL_HECHO:
        return False
    accesos = _extension(extensiones, x509.AuthorityInformationAccess)
    por_ocsp = accesos is not None and any(a.access_method == AuthorityInformationAccessOID.OCSP for a in accesos.value)
    return por_ocsp or _extension(extensiones, x509.CRLDistributionPoints) is not None


def _por_fechas(titular: Titular, momento: datetime) -> tuple[Estado, str] | None:
    if momento > titular.hasta:
        return Estado.CADUCADO, _("El certificado caducó el %(dia)s.") % {"dia": _dia(titular.hasta)}
    if momento < titular.desde:
        return Estado.AUN_NO_VALIDO, _("El certificado no vale hasta el %(dia)s.") % {"dia": _dia(titular.desde)}
    return None


def _comprobar(
    titular: Titular,
    pasos: tuple[x509.Certificate, ...],
    material: Material,
    momento: datetime,
) -> Juicio:
    """What the library says of a path with that material. That it is valid is remembered for as long as nothing in them can end or
    begin: with the same path, the same answers and a moment in between, it would say the same."""
    clave = (pasos, material.resumen)
    with _cerrojo:
        desde, fin = _validos.get(clave, (momento, momento))
    if desde <= momento < fin:
        return _valido(titular, pasos)
    try:
        juicio = _preguntar(titular, pasos, material, momento)
    except ValueError:  # what nobody signed, such as a list of another issuer, may say anything
        return Juicio(Estado.SIN_COMPROBAR, _("Los datos de revocación están dañados."), titular, pasos)
    hasta = _firme_hasta(pasos, material) if juicio.valido else None
    if hasta is not None:
        with _cerrojo:
            if len(_validos) >= _RECORDADOS:
                _validos.clear()
            _validos[clave] = (momento, hasta)
    return juicio


def _firme_hasta(pasos: Sequence[x509.Certificate], material: Material) -> datetime | None:
    """Until when a path that is valid stays so with that material: the first end of a certificate or of an answer in it. None where
    that cannot be told: an answer without an end, or one that names a revocation, whose date counts too."""
    fines = [c.not_valid_after_utc for c in pasos]
    try:
        fines += [x509.load_der_x509_certificate(c).not_valid_after_utc for c in material.certificados]
        for respuesta in map(x509_ocsp.load_der_ocsp_response, material.ocsps):
            if respuesta.certificate_status is not x509_ocsp.OCSPCertStatus.GOOD or respuesta.next_update_utc is None:
                return None
            fines += [respuesta.next_update_utc, *(c.not_valid_after_utc for c in respuesta.certificates)]
        for lista in map(x509.load_der_x509_crl, material.crls):
            nombra = any(lista.get_revoked_certificate_by_serial_number(c.serial_number) for c in pasos)
            if nombra or lista.next_update_utc is None:
                return None
            fines.append(lista.next_update_utc)
    except ValueError:
        return None
    return min(fines)


def _valido(titular: Titular, pasos: tuple[x509.Certificate, ...]) -> Juicio:
    return Juicio(Estado.VALIDO, _("El certificado es válido y no está revocado."), titular, pasos)


def _preguntar(
    titular: Titular,
    pasos: tuple[x509.Certificate, ...],
    material: Material,
    momento: datetime,
) -> Juicio:
    # Slow to load, and most processes never judge a certificate
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator import errors as malo

    def dicho(estado: Estado, texto: str) -> Juicio:
        return Juicio(estado, texto, titular, pasos)

    der = [asn1_x509.Certificate.load(c.public_bytes(Encoding.DER)) for c in pasos]
    contexto = ValidationContext(
        trust_roots=[der[-1]],
        other_certs=[*der[1:-1], *(asn1_x509.Certificate.load(c) for c in material.certificados)],
        moment=momento,
        best_signature_time=momento,
        allow_fetching=False,
        ocsps=[asn1_ocsp.OCSPResponse.load(o) for o in material.ocsps],
        crls=[asn1_crl.CertificateList.load(c) for c in material.crls],
        revocation_mode="require",
        retroactive_revinfo=True,
    )
    validador = CertificateValidator(der[0], intermediate_certs=der[1:-1], validation_context=contexto)
    try:
        correr(validador.async_validate_usage(set()))
    except malo.RevokedError as error:
        texto = _("El certificado está revocado desde el %(dia)s.") % {"dia": _dia(error.revocation_dt)}
        return Juicio(Estado.REVOCADO, texto, titular, pasos, revocado_el=error.revocation_dt)
    except malo.InsufficientRevinfoError:
        texto = _("No se ha podido comprobar si el certificado está revocado.")
        if not donde_preguntar(pasos[0]):
            texto = _("No se puede saber si el certificado está revocado: no dice dónde preguntarlo.")
        return dicho(Estado.SIN_COMPROBAR, texto)
    except malo.ExpiredError:
        return dicho(Estado.CADUCADO, _("Un certificado de la cadena del emisor ha caducado."))
    except malo.InvalidCertificateError:
        return dicho(Estado.INADECUADO, _("El certificado no está autorizado para este uso."))
    except (malo.PathError, malo.ValidationError):
        return dicho(Estado.EMISOR_DESCONOCIDO, _("La cadena de emisores del certificado no es correcta."))
    return _valido(titular, pasos)


def correr(tarea: Coroutine[object, object, T]) -> T:
    """Run a coroutine to its end, also from code that an event loop is running."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(tarea)
    resultado: list[T] = []
    fallo: list[BaseException] = []

    def dentro() -> None:
        try:
            resultado.append(asyncio.run(tarea))
        except BaseException as error:  # handed over to the thread that asked
            fallo.append(error)

    hilo = threading.Thread(target=dentro)
    hilo.start()
    hilo.join()
    if fallo:
        raise fallo[0]
    return resultado[0]


def _dia(momento: datetime) -> str:
    return f"{en_madrid(momento):%d/%m/%Y}"
