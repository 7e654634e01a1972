"""Validation data: what lets somebody check a signature years later without asking anyone."""

from __future__ import annotations

import hashlib

from consistorio.nucleo.dato import dato


@dato
class Material:
    """Certificates, OCSP answers and revocation lists, all DER."""

    certificados: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()

    @property
    def de_revocacion(self) -> bool:
        """Whether there is anything about revocation in it."""
        return bool(self.ocsps or self.crls)

    @property
    def resumen(self) -> bytes:
        """A digest that tells one material from any other."""
        digesto = hashlib.sha256()
        for clase in (self.certificados, self.ocsps, self.crls):
            digesto.update(len(clase).to_bytes(4))
            for der in clase:
                digesto.update(len(der).to_bytes(8) + der)
        return digesto.digest()

    def __add__(self, otro: Material) -> Material:
        """Both together, each thing once."""
        return Material(
            tuple(dict.fromkeys(self.certificados + otro.certificados)),
            tuple(dict.fromkeys(self.ocsps + otro.ocsps)),
            tuple(dict.fromkeys(self.crls + otro.crls)),
        )
