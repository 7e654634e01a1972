"""The demo's certification authority: a root, an issuer below it, and whatever they issue, in one folder."""

from __future__ import annotations

import fcntl
import ipaddress
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import AuthorityInformationAccessOID

from consistorio.documental.firma.manos import Clave, ManoSoftware, mano_de_pem
from consistorio.integraciones.pki_demo import nombres
from consistorio.integraciones.pki_demo.nombres import Perfil, Persona
from consistorio.nucleo.errores import NoPermitido

BITS = 2048
CONTRASENA_P12 = "demo"
_ANTES = timedelta(days=365 * 2)
_CADUCADO_DESDE, _CADUCADO_HASTA = timedelta(days=365 * 6), timedelta(days=200)


@dataclass(frozen=True)
class Pki:
    """The folder of the demo's certificates. Files: `raiz`, `emisora`, `sello`, `tsa`, `ocsp`, `servidor` and, in
    `ciudadania/` and `empleados/`, one `.pem` (certificate and chain), one `.key` and one `.p12` (password `demo`) each."""

    carpeta: Path
    direccion: str

    def mano(self, nombre: str) -> ManoSoftware:
        """The key and certificate called `nombre` (`sello`, `ciudadania/12345678Z`...). Raises FileNotFoundError."""
        fichero = self.carpeta / f"{nombre}.pem"
        return _abrir_mano(fichero, fichero.stat().st_mtime_ns)

    @cached_property
    def raiz(self) -> ManoSoftware:
        """The root."""
        return self.mano("raiz")

    @cached_property
    def emisora(self) -> ManoSoftware:
        """The issuer of everything but itself."""
        return self.mano("emisora")

    def p12(self, nombre: str) -> bytes:
        """A PKCS#12 file (password `demo`), as a browser imports it."""
        return self.carpeta.joinpath(f"{nombre}.p12").read_bytes()

    def emitir(
        self,
        nombre: str,
        sujeto: x509.Name,
        perfil: Perfil,
        *,
        desde: datetime | None = None,
        hasta: datetime | None = None,
        maquinas: tuple[str, ...] = (),
    ) -> ManoSoftware:
        """Issue a certificate and write its files, unless they exist."""
        if self.carpeta.joinpath(f"{nombre}.p12").exists():
            return self.mano(nombre)
        ahora = datetime.now(UTC).replace(microsecond=0)
        clave = _clave(perfil)
        constructor = _constructor(sujeto, clave, perfil, desde or ahora - _ANTES, hasta or ahora + perfil.duracion)
        certificado = self._con_extensiones(constructor, perfil, maquinas).sign(self.emisora.clave, hashes.SHA256())
        cadena = (self.emisora.certificado,)
        self._escribir(nombre, clave, certificado, list(cadena))
        return ManoSoftware(certificado, cadena, clave)

    def emitir_empleado(self, persona: Persona) -> ManoSoftware:
        """A certificate of public employee, at `empleados/<nif>`, unless it exists."""
        return self.emitir(f"empleados/{persona.nif}", nombres.sujeto_persona(persona), nombres.PERSONA)

    def revocar(self, certificado: x509.Certificate, *, momento: datetime | None = None) -> None:
        """Revoke a certificate from `momento` (now by default)."""
        with _cerrojo(self.carpeta):
            revocados = self.revocados()
            revocados[certificado.serial_number] = momento or datetime.now(UTC).replace(microsecond=0)
            _guardar(
                self.carpeta / "revocados.json",
                json.dumps({str(serie): cuando.isoformat() for serie, cuando in revocados.items()}).encode(),
            )

    def revocados(self) -> dict[int, datetime]:
        """Serial numbers revoked, and since when."""
        fichero = self.carpeta / "revocados.json"
        if not fichero.exists():
            return {}
        return {int(serie): datetime.fromisoformat(c) for serie, c in json.loads(fichero.read_text()).items()}

    def _con_extensiones(
        self, constructor: x509.CertificateBuilder, perfil: Perfil, maquinas: tuple[str, ...]
    ) -> x509.CertificateBuilder:
        emisora = self.emisora.certificado
        constructor = (
            constructor.issuer_name(emisora.subject)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_identificador_de(emisora), critical=False)
            .add_extension(_puntos_de_lista(f"{self.direccion}/crl/emisora.crl"), critical=False)
            .add_extension(
                x509.AuthorityInformationAccess(
                    [
                        _acceso(AuthorityInformationAccessOID.OCSP, f"{self.direccion}/ocsp"),
                        _acceso(AuthorityInformationAccessOID.CA_ISSUERS, f"{self.direccion}/ca/emisora.cer"),
                    ]
                ),
                critical=False,
            )
        )
        if perfil.ampliados:
            constructor = constructor.add_extension(x509.ExtendedKeyUsage(perfil.ampliados), critical=perfil.critico)
        if perfil.sin_ocsp:
            constructor = constructor.add_extension(x509.OCSPNoCheck(), critical=False)
        if maquinas:
            otros = [_nombre_de_maquina(m) for m in maquinas]
            constructor = constructor.add_extension(x509.SubjectAlternativeName(otros), critical=False)
        return constructor

    def _escribir(
        self, nombre: str, clave: Clave, certificado: x509.Certificate, cadena: list[x509.Certificate]
    ) -> None:
        base = self.carpeta / nombre
        base.parent.mkdir(parents=True, exist_ok=True)
        texto = b"".join(c.public_bytes(Encoding.PEM) for c in (certificado, *cadena))
        _guardar(
            base.with_name(base.name + ".key"),
            clave.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        )
        _guardar(base.with_name(base.name + ".pem"), texto)
        comun = certificado.subject.rfc4514_string().encode()[:60]
        # Few rounds: the password is public, and every first start makes some thirty of these
        cifrado = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(2048).build(CONTRASENA_P12.encode())
        _guardar(
            base.with_name(base.name + ".p12"),
            pkcs12.serialize_key_and_certificates(comun, clave, certificado, cadena, cifrado),
        )


@lru_cache(maxsize=256)
def _abrir_mano(fichero: Path, _escrito_el: int) -> ManoSoftware:
    """Opened once while the file is the same: checking a private key takes longer than to sign ten times with it."""
    pem = fichero.read_bytes()
    return mano_de_pem(fichero.with_suffix(".key").read_bytes(), pem, pem)


def asegurar(carpeta: Path, *, entorno: str, direccion: str, entidad: str, nif_entidad: str) -> Pki:
    """The demo PKI in `carpeta`, made now if it is not there. `direccion`: where its server answers, for the certificates.

    Raises NoPermitido under production settings.
    """
    if entorno == "produccion":
        raise NoPermitido("Los certificados de demostración no se pueden usar en producción.")
    carpeta.mkdir(parents=True, exist_ok=True, mode=0o700)
    pki = Pki(carpeta, direccion)
    with _cerrojo(carpeta):
        if not (carpeta / "completa").exists():
            _crear_autoridades(pki)
            _emitir_de_la_casa(pki, entidad, nif_entidad)
            _guardar(carpeta / "completa", b"")
    return pki


def _crear_autoridades(pki: Pki) -> None:
    ahora = datetime.now(UTC).replace(microsecond=0)
    desde = ahora - timedelta(days=365 * 8)
    perfil = nombres.AUTORIDAD
    organizacion = nombres.ORGANIZACION
    claves = {nombre: _clave(perfil) for nombre in ("raiz", "emisora")}
    sujetos = {
        "raiz": _sujeto_autoridad("AC RAÍZ DE DEMOSTRACIÓN SIN VALOR", organizacion),
        "emisora": _sujeto_autoridad("AC EMISORA DE DEMOSTRACIÓN SIN VALOR", organizacion),
    }
    raiz = (
        _constructor(sujetos["raiz"], claves["raiz"], perfil, desde, ahora + perfil.duracion)
        .issuer_name(sujetos["raiz"])
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        .sign(claves["raiz"], hashes.SHA256())
    )
    emisora = (
        _constructor(sujetos["emisora"], claves["emisora"], perfil, desde, ahora + perfil.duracion)
        .issuer_name(sujetos["raiz"])
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_identificador_de(raiz), critical=False)
        .add_extension(_puntos_de_lista(f"{pki.direccion}/crl/raiz.crl"), critical=False)
        .add_extension(
            x509.AuthorityInformationAccess(
                [_acceso(AuthorityInformationAccessOID.CA_ISSUERS, f"{pki.direccion}/ca/raiz.cer")]
            ),
            critical=False,
        )
        .sign(claves["raiz"], hashes.SHA256())
    )
    pki._escribir("raiz", claves["raiz"], raiz, [])
    pki._escribir("emisora", claves["emisora"], emisora, [raiz])
    confianza = pki.carpeta / "confianza"
    confianza.mkdir(exist_ok=True)
    _guardar(confianza / "raiz.pem", raiz.public_bytes(Encoding.PEM))


def _emitir_de_la_casa(pki: Pki, entidad: str, nif: str) -> None:
    ahora = datetime.now(UTC).replace(microsecond=0)
    organizacion = nombres.ORGANIZACION
    pki.emitir("sello", nombres.sujeto_organizacion("SELLO DE ÓRGANO", entidad, nif), nombres.SELLO)
    pki.emitir(
        "tsa", nombres.sujeto_organizacion("SELLADO DE TIEMPO DE DEMOSTRACIÓN", organizacion, "Q9999999G"), nombres.TSA
    )
    pki.emitir("ocsp", nombres.sujeto_organizacion("OCSP DE DEMOSTRACIÓN", organizacion, "Q9999999G"), nombres.OCSP)
    pki.emitir(
        "servidor",
        nombres.sujeto_organizacion("localhost", entidad, nif),
        nombres.SERVIDOR,
        maquinas=("localhost", "127.0.0.1", "::1"),
    )
    for ciudadana in nombres.ciudadania():
        sujeto = nombres.sujeto_persona(ciudadana.persona)
        limites = (ahora - _CADUCADO_DESDE, ahora - _CADUCADO_HASTA) if ciudadana.caducado else (None, None)
        mano = pki.emitir(f"ciudadania/{ciudadana.codigo}", sujeto, nombres.PERSONA, desde=limites[0], hasta=limites[1])
        if ciudadana.revocado:
            _revocar_sin_cerrojo(pki, mano.certificado, ahora - timedelta(days=400))


def _revocar_sin_cerrojo(pki: Pki, certificado: x509.Certificate, momento: datetime) -> None:
    _guardar(pki.carpeta / "revocados.json", json.dumps({str(certificado.serial_number): momento.isoformat()}).encode())


def _clave(perfil: Perfil) -> Clave:
    return ec.generate_private_key(ec.SECP256R1()) if perfil.curva else rsa.generate_private_key(65537, BITS)


def _constructor(
    sujeto: x509.Name, clave: Clave, perfil: Perfil, desde: datetime, hasta: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(sujeto)
        .public_key(clave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(desde)
        .not_valid_after(hasta)
        .add_extension(perfil.usos, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(clave.public_key()), critical=False)
    )


def _sujeto_autoridad(comun: str, organizacion: str) -> x509.Name:
    return nombres.sujeto_organizacion(comun, organizacion, "Q9999999G")


def _identificador_de(emisor: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    extension = emisor.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(extension)


def _puntos_de_lista(direccion: str) -> x509.CRLDistributionPoints:
    return x509.CRLDistributionPoints(
        [x509.DistributionPoint([x509.UniformResourceIdentifier(direccion)], None, None, None)]
    )


def _acceso(metodo: x509.ObjectIdentifier, direccion: str) -> x509.AccessDescription:
    return x509.AccessDescription(metodo, x509.UniformResourceIdentifier(direccion))


def _nombre_de_maquina(maquina: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(maquina))
    except ValueError:
        return x509.DNSName(maquina)


def _guardar(fichero: Path, contenido: bytes) -> None:
    """Write whole or not at all, readable by the owner only."""
    provisional = fichero.with_name(f".{fichero.name}.{os.getpid()}")
    provisional.touch(mode=stat.S_IRUSR | stat.S_IWUSR)
    provisional.write_bytes(contenido)
    provisional.replace(fichero)


@contextmanager
def _cerrojo(carpeta: Path) -> Iterator[None]:
    """One process at a time writes in the folder."""
    with carpeta.joinpath("cerrojo").open("w") as fichero:
        fcntl.flock(fichero, fcntl.LOCK_EX)
        yield
