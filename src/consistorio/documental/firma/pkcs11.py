"""The organ's seal in a device (HSM or token) behind PKCS#11: the key never leaves it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import pkcs11
from cryptography import x509
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.exceptions import PKCS11Error
from pkcs11.types import SignMixin
from pkcs11.util.ec import encode_ecdsa_signature

from consistorio.documental.firma.manos import Algoritmo, algoritmo_de, ordenar_cadena
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.textos import gettext as _
from consistorio.nucleo.textos import gettext_noop

_FALTA = gettext_noop("El dispositivo que guarda el sello electrónico no responde.")


@dataclass
class ManoPkcs11:
    """A key of a token, found by label. One session, one signature at a time; a lost session is opened again once."""

    modulo: str
    token: str
    etiqueta: str
    pin: str = field(repr=False)
    certificado: x509.Certificate
    cadena: tuple[x509.Certificate, ...] = ()
    _sesion: pkcs11.Session | None = field(default=None, init=False, repr=False)
    _cerrojo: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @property
    def algoritmo(self) -> Algoritmo:
        """That of the certificate's key."""
        return algoritmo_de(self.certificado)

    def firmar(self, datos: bytes) -> bytes:
        """The signature over `datos`, made by the device. Raises ServicioNoDisponible."""
        with self._cerrojo:
            try:
                return self._firmar(datos)
            except PKCS11Error:
                self._sesion = None
            try:
                return self._firmar(datos)
            except PKCS11Error as error:
                self._sesion = None
                raise ServicioNoDisponible(_(_FALTA)) from error

    def _firmar(self, datos: bytes) -> bytes:
        if self._sesion is None:
            self._sesion = pkcs11.lib(self.modulo).get_token(token_label=self.token).open(user_pin=self.pin)
        tipo = KeyType.RSA if self.algoritmo is Algoritmo.RSA_SHA256 else KeyType.EC
        filtro = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.LABEL: self.etiqueta, Attribute.KEY_TYPE: tipo}
        clave = next(iter(self._sesion.get_objects(filtro)), None)
        if not isinstance(clave, SignMixin):
            raise ServicioNoDisponible(
                _("El dispositivo no tiene ninguna clave llamada «%(etiqueta)s».") % {"etiqueta": self.etiqueta}
            )
        if self.algoritmo is Algoritmo.RSA_SHA256:
            return bytes(clave.sign(datos, mechanism=Mechanism.SHA256_RSA_PKCS))
        resumen = self._sesion.digest(datos, mechanism=Mechanism.SHA256)
        return bytes(encode_ecdsa_signature(clave.sign(resumen, mechanism=Mechanism.ECDSA)))


def mano_pkcs11(*, modulo: str, token: str, etiqueta: str, pin: str, certificado: Path) -> ManoPkcs11:
    """A hand whose key is in a device; its certificate and chain are a PEM file. The device is opened at the first signature."""
    propio, *otros = x509.load_pem_x509_certificates(certificado.read_bytes())
    return ManoPkcs11(modulo, token, etiqueta, pin, propio, ordenar_cadena(propio, otros))
