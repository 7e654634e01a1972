"""What this town hall signs and trusts with, as its settings say: the seal, the roots, the revocation cache.

`CONSISTORIO_SELLO` holds one of: `p12` (file) with `contrasena_fichero`; `clave` and `certificado` (PEM files); `pkcs11` (module)
with `token`, `etiqueta`, `pin_fichero` and `certificado`. Passwords are in files, never in the settings. Parsed once a process,
and again when the file of the certificate changes.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate, Name
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.firma.certificados import Confianza, Estado, juzgar
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.manos import Mano, mano_de_p12, mano_de_pem
from consistorio.documental.firma.revocacion import CacheRevocacion
from consistorio.documental.firma.tsa import Autoridad
from consistorio.documental.firma.validacion import Criterio
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.puertos.revocacion import ConPlazo, Revocacion, revocacion
from consistorio.plataforma.puertos.sello_tiempo import sello_tiempo

_cerrojo = threading.Lock()
_firmadores: dict[tuple[str, int], Firmador] = {}
_confianzas: dict[tuple[str, int], Confianza] = {}
_caches: dict[int, CacheRevocacion] = {}


def sello_de_organo() -> Firmador:
    """The organ's seal (LRJSP art. 40). Raises ServicioNoDisponible when it is not configured, cannot be read, or has expired."""
    ajustes: Mapping[str, str] = settings.CONSISTORIO_SELLO
    fichero = Path(ajustes.get("p12") or ajustes.get("certificado") or "")
    try:
        clave = (repr(sorted(ajustes.items())), fichero.stat().st_mtime_ns)
        with _cerrojo:
            if clave not in _firmadores:
                _firmadores[clave] = Firmador(_abrir(ajustes))
            firmador = _firmadores[clave]
    except (OSError, KeyError) as error:
        raise ServicioNoDisponible(
            _("No se encuentra el sello electrónico del Ayuntamiento."),
            que_hacer=_("Quien administra el sistema debe revisar los ajustes CONSISTORIO_SELLO."),
        ) from error
    caduca = firmador.mano.certificado.not_valid_after_utc
    if caduca < RelojSistema().ahora():
        raise ServicioNoDisponible(
            _("El sello electrónico del Ayuntamiento caducó el %(dia)s.") % {"dia": fecha_larga(caduca)},
            que_hacer=_("Quien administra el sistema debe poner el certificado renovado en CONSISTORIO_SELLO."),
        )
    return firmador


def revocada(certificado: Certificate, cadena: Sequence[Certificate]) -> str:
    """Why nobody may sign with a certificate any more: its issuer says that it is revoked. "" when it does not, or nobody answers (the
    extension of the signature asks again). The network is asked: not inside a transaction. NTI de Política de firma, II.5."""
    juicio = juzgar(
        certificado,
        cadena,
        confianza_de_la_casa(),
        momento=RelojSistema().ahora(),
        revocacion=ConPlazo(revocacion_de_la_casa()),
    )
    return juicio.explicacion if juicio.estado is Estado.REVOCADO else ""


def _abrir(ajustes: Mapping[str, str]) -> Mano:
    if "p12" in ajustes:
        return mano_de_p12(Path(ajustes["p12"]).read_bytes(), _secreto(ajustes.get("contrasena_fichero")))
    certificado = Path(ajustes["certificado"])
    if "pkcs11" in ajustes:
        from consistorio.documental.firma.pkcs11 import mano_pkcs11

        return mano_pkcs11(
            modulo=ajustes["pkcs11"],
            token=ajustes["token"],
            etiqueta=ajustes["etiqueta"],
            pin=_secreto(ajustes["pin_fichero"]),
            certificado=certificado,
        )
    contrasena = _secreto(ajustes.get("contrasena_fichero")).encode() or None
    pem = certificado.read_bytes()
    return mano_de_pem(Path(ajustes["clave"]).read_bytes(), pem, pem, contrasena)


def _secreto(fichero: str | None) -> str:
    return Path(fichero).read_text(encoding="utf-8").strip() if fichero else ""


def confianza_de_la_casa() -> Confianza:
    """The roots of the folder `CONSISTORIO_CONFIANZA`, read again when it changes."""
    carpeta = Path(settings.CONSISTORIO_CONFIANZA)
    clave = (str(carpeta), carpeta.stat().st_mtime_ns if carpeta.is_dir() else 0)
    with _cerrojo:
        if clave not in _confianzas:
            _confianzas[clave] = Confianza.de_carpeta(carpeta)
        return _confianzas[clave]


def revocacion_de_la_casa() -> Revocacion:
    """The port's adapter behind a cache shared by the process."""
    origen = revocacion()
    with _cerrojo:
        return _caches.setdefault(id(origen), CacheRevocacion(origen))


def autoridad_de_la_casa() -> Autoridad:
    """The time-stamp authority, with what its answers are believed. Raises ServicioNoDisponible when none is configured."""
    return Autoridad(sello_tiempo(), confianza_de_la_casa(), RelojSistema(), revocacion_de_la_casa())


def olvidar() -> None:
    """Forget what the process keeps: seals, roots, revocation. For tests, where houses come and go."""
    with _cerrojo:
        for guardado in (_firmadores, _confianzas, _caches):
            guardado.clear()


def criterio_de_la_casa() -> Criterio:
    """How the town hall judges signatures now. Certificates live in the machine's time, not in the town's clock."""
    return Criterio(confianza_de_la_casa(), RelojSistema().ahora(), ConPlazo(revocacion_de_la_casa()))


def secreto_de_firma() -> bytes:
    """The secret that lives outside the database and without which no employee's key opens. Made at first use (0600)."""
    fichero = Path(settings.CONSISTORIO_SECRETO_FIRMA)
    if not fichero.exists():
        fichero.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        provisional = fichero.with_name(f".{fichero.name}.{os.getpid()}")
        descriptor = os.open(provisional, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as salida:
            salida.write(os.urandom(32))
        try:
            os.link(provisional, fichero)  # whoever comes first wins: a second secret would lock everybody out
        except FileExistsError:
            pass
        finally:
            provisional.unlink()
    return fichero.read_bytes()


@dato
class CertificadoPublicado:
    """What the sede publishes of a seal's certificate (LRJSP 40.2; RD 203/2021 art. 11.2.e)."""

    titular: str
    emisor: str
    serie: str
    desde: datetime
    hasta: datetime
    huella: str


def en_palabras(nombre: Name) -> str:
    """A certificate's name as people read it: what it is called, whose it is and their NIF, without the codes of X.500."""
    comun, entidad, nif = (
        next((str(a.value) for a in nombre.get_attributes_for_oid(codigo)), "")
        for codigo in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.SERIAL_NUMBER)
    )
    partes = [comun, *([entidad] if entidad != comun else []), *([_("NIF %(nif)s") % {"nif": nif}] if nif else [])]
    return ", ".join(parte for parte in partes if parte) or nombre.rfc4514_string()


def certificados_publicados() -> list[CertificadoPublicado]:
    """The seals in use; none when they cannot be read now."""
    try:
        certificado = sello_de_organo().mano.certificado
    except ServicioNoDisponible:
        return []
    return [
        CertificadoPublicado(
            titular=en_palabras(certificado.subject),
            emisor=en_palabras(certificado.issuer),
            serie=f"{certificado.serial_number:X}",
            desde=certificado.not_valid_before_utc,
            hasta=certificado.not_valid_after_utc,
            huella=certificado.fingerprint(SHA256()).hex(),
        )
    ]
