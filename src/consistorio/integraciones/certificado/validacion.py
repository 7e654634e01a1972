"""Whether a certificate can be trusted to identify today: chain to a trusted root, dates, purpose and revocation.

Revocation is only asked at addresses found in certificates that a trusted root vouches for, so that nobody makes this server call
where they like. The clock is the machine's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, ExtensionOID
from django.utils.translation import gettext as _
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathValidationError,
    RevokedError,
)
from pyhanko_certvalidator.path import ValidationPath

from consistorio.documental.firma.emisores import MAL_HECHO
from consistorio.nucleo.errores import ErrorDominio, ServicioNoDisponible
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.puertos.revocacion import Revocacion

TOLERANCIA = timedelta(minutes=2)  # between the clock of the issuer's responder and ours


class CertificadoRechazado(ErrorDominio):
    """The certificate does not serve to identify; `codigo`: caducado, aun_no_valido, revocado, emisor_desconocido, uso,
    no_cualificado, sin_comprobar or incorrecto."""

    estado_http = 422

    def __init__(self, codigo: str, mensaje: str, *, que_hacer: str = "") -> None:
        super().__init__(mensaje, que_hacer=que_hacer)
        self.codigo = codigo


def raices_de(carpeta: Path) -> list[x509.Certificate]:
    """The trusted roots: every PEM of a folder. Files that cannot be read are a defect of the installation and raise ValueError."""
    return [
        certificado
        for fichero in sorted([*carpeta.glob("*.pem"), *carpeta.glob("*.crt")])
        for certificado in x509.load_pem_x509_certificates(fichero.read_bytes())
    ]


def validar(
    certificado: x509.Certificate,
    intermedios: Sequence[x509.Certificate],
    *,
    raices: Sequence[x509.Certificate],
    revocacion: Revocacion,
    ahora: datetime,
) -> str:
    """Check everything; returns how the revocation was checked (`ocsp`, `crl`). Raises CertificadoRechazado."""
    _exigir_uso(certificado)
    try:
        camino = asyncio.run(_camino(certificado, intermedios, raices, ahora, [], [], exigir=False))
        respuestas, listas = _estado_de(camino, revocacion)
        try:
            asyncio.run(_camino(certificado, intermedios, raices, ahora, respuestas, listas, exigir=True))
        except MAL_HECHO as error:  # the path was good already: it is what was answered that cannot be read
            raise _sin_comprobar() from error
    except ServicioNoDisponible as error:
        raise _sin_comprobar() from error
    except InsufficientRevinfoError as error:
        raise _sin_comprobar() from error
    except RevokedError as error:
        raise CertificadoRechazado(
            "revocado",
            _("Su certificado fue anulado (revocado) el %(dia)s y ya no sirve.")
            % {"dia": fecha_larga(error.revocation_dt)},
            que_hacer=_("Entre con Cl@ve o pida otro certificado a quien se lo emitió."),
        ) from error
    except ExpiredError as error:
        raise CertificadoRechazado(
            "caducado",
            _("Su certificado caducó el %(dia)s.") % {"dia": fecha_larga(error.expired_dt)},
            que_hacer=_("Puede entrar con Cl@ve o renovar el certificado."),
        ) from error
    except NotYetValidError as error:
        raise CertificadoRechazado(
            "aun_no_valido",
            _("Su certificado no se puede usar hasta el %(dia)s.") % {"dia": fecha_larga(error.valid_from)},
            que_hacer=_("Entre con Cl@ve o con otro certificado."),
        ) from error
    except PathBuildingError as error:
        raise _emisor_desconocido() from error
    except (PathValidationError, InvalidCertificateError, *MAL_HECHO) as error:
        raise _incorrecto() from error
    return "ocsp" if respuestas else "crl"


def _incorrecto() -> CertificadoRechazado:
    return CertificadoRechazado(
        "incorrecto",
        _("No hemos podido comprobar su certificado: está dañado o no sirve para identificarse."),
        que_hacer=_("Entre con Cl@ve o con otro certificado."),
    )


def _sin_comprobar() -> CertificadoRechazado:
    return CertificadoRechazado(
        "sin_comprobar",
        _("No podemos comprobar ahora si su certificado sigue en vigor: no responde la entidad que lo emitió."),
        que_hacer=_("Inténtelo dentro de unos minutos o entre con Cl@ve."),
    )


def _emisor_desconocido() -> CertificadoRechazado:
    return CertificadoRechazado(
        "emisor_desconocido",
        _("No reconocemos a la entidad que emitió su certificado."),
        que_hacer=_("Entre con su DNI electrónico, con un certificado cualificado o con Cl@ve."),
    )


def _exigir_uso(certificado: x509.Certificate) -> None:
    """The certificate can be read, says who issued it, may authenticate a client, and is not an authority."""
    try:
        extensiones = certificado.extensions
        propio = certificado.issuer == certificado.subject
    except MAL_HECHO as error:
        raise _incorrecto() from error
    if propio:
        raise _emisor_desconocido()
    rechazo = CertificadoRechazado(
        "uso",
        _("Ese certificado no es de los que sirven para identificarse."),
        que_hacer=_("Elija otro certificado o entre con Cl@ve."),
    )
    for oid in (ExtensionOID.EXTENDED_KEY_USAGE, ExtensionOID.BASIC_CONSTRAINTS):
        try:
            valor = extensiones.get_extension_for_oid(oid).value
        except x509.ExtensionNotFound:
            continue
        if isinstance(valor, x509.BasicConstraints) and valor.ca:
            raise rechazo
        if isinstance(valor, x509.ExtendedKeyUsage) and not {
            ExtendedKeyUsageOID.CLIENT_AUTH,
            ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        } & set(valor):
            raise rechazo


async def _camino(
    certificado: x509.Certificate,
    intermedios: Sequence[x509.Certificate],
    raices: Sequence[x509.Certificate],
    ahora: datetime,
    respuestas: Sequence[bytes],
    listas: Sequence[bytes],
    *,
    exigir: bool,
) -> ValidationPath:
    """A validated path to a root, without going to the network; with `exigir`, every certificate's state must be known."""
    contexto = ValidationContext(
        trust_roots=[_asn1(r) for r in raices],
        allow_fetching=False,
        moment=ahora,
        revocation_mode="hard-fail" if exigir else "soft-fail",
        ocsps=list(respuestas),
        crls=list(listas),
        time_tolerance=TOLERANCIA,
    )
    validador = CertificateValidator(
        _asn1(certificado), intermediate_certs=[_asn1(c) for c in intermedios], validation_context=contexto
    )
    camino: ValidationPath = await validador.async_validate_usage(set())
    return camino


def _asn1(certificado: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificado.public_bytes(Encoding.DER))


def _estado_de(camino: ValidationPath, revocacion: Revocacion) -> tuple[list[bytes], list[bytes]]:
    """OCSP answers or lists for every certificate of the path but the root. Raises ServicioNoDisponible."""
    cadena = [x509.load_der_x509_certificate(bytes(c.dump())) for c in camino.iter_certs(include_root=True)]
    respuestas: list[bytes] = []
    listas: list[bytes] = []
    for emisor, hijo in pairwise(cadena):
        direccion = _direccion_ocsp(hijo)
        if direccion:
            peticion = ocsp.OCSPRequestBuilder().add_certificate(hijo, emisor, hashes.SHA1()).build()  # noqa: S303 - CertID only
            respuesta = revocacion.ocsp(direccion, peticion.public_bytes(Encoding.DER))
            respuestas.append(_que_se_entienda(respuesta, _estado_ocsp))
            continue
        for lista in _direcciones_lista(hijo):
            listas.append(_que_se_entienda(revocacion.crl(lista), x509.load_der_x509_crl))
    return respuestas, listas


def _que_se_entienda(respuesta: bytes, leer: Callable[[bytes], object]) -> bytes:
    """The answer, if it is one: what the issuer's service says wrong is not held against the certificate."""
    try:
        leer(respuesta)
    except ValueError as error:
        raise ServicioNoDisponible(_("El servicio de estado de certificados no da una respuesta.")) from error
    return respuesta


def _estado_ocsp(respuesta: bytes) -> None:
    if ocsp.load_der_ocsp_response(respuesta).response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        raise ValueError


def _direccion_ocsp(certificado: x509.Certificate) -> str:
    try:
        acceso = certificado.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return ""
    return next(
        (
            a.access_location.value
            for a in acceso
            if a.access_method == AuthorityInformationAccessOID.OCSP
            and isinstance(a.access_location, x509.UniformResourceIdentifier)
        ),
        "",
    )


def _direcciones_lista(certificado: x509.Certificate) -> list[str]:
    try:
        puntos = certificado.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return []
    return [
        nombre.value
        for punto in puntos
        for nombre in punto.full_name or ()
        if isinstance(nombre, x509.UniformResourceIdentifier) and nombre.value.startswith(("http://", "https://"))
    ]
