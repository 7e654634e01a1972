"""Who appears in the demo's certificates, and how each kind of certificate is profiled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from consistorio.nucleo.dato import dato

# By it production knows the certificates that it must refuse
ORGANIZACION = "Autoridad de certificación de demostración"
DATOS = Path(__file__).parents[2] / "plataforma" / "organizacion" / "datos" / "ciudadania.json"
IDENTIFICADOR_ORGANIZACION = ObjectIdentifier("2.5.4.97")
OCSP_SIN_COMPROBACION = ObjectIdentifier("1.3.6.1.5.5.7.48.1.5")


@dato
class Persona:
    """A natural person in a certificate. `organizacion` and `nif_organizacion` make it one of representative or employee."""

    nif: str
    nombre: str
    apellidos: str
    organizacion: str = ""
    nif_organizacion: str = ""
    cargo: str = ""

    @property
    def nombre_completo(self) -> str:
        """Name and surnames."""
        return f"{self.nombre} {self.apellidos}"


@dato
class Ciudadana:
    """A citizen's certificate of the demo: its folder name, holder and what happens to it."""

    codigo: str
    persona: Persona
    caducado: bool = False
    revocado: bool = False


def ciudadania() -> tuple[Ciudadana, ...]:
    """Certificates of the demo's citizens: one each, called by NIF; one of representative for each organisation, called
    `<NIF>-<NIF of the organisation>`; and one expired and one revoked, called so."""
    datos = json.loads(DATOS.read_text(encoding="utf-8"))
    personas = {ficha["nif"]: _persona(ficha) for ficha in datos["personas"]}
    certificados = [Ciudadana(nif, persona) for nif, persona in personas.items()]
    for ficha in datos["organizaciones"]:
        representante = replace(
            personas[ficha["representante"]],
            organizacion=ficha["razon_social"].upper(),
            nif_organizacion=ficha["nif"],
        )
        certificados.append(Ciudadana(f"{representante.nif}-{ficha['nif']}", representante))
    primera, segunda = list(personas.values())[:2]
    return (*certificados, Ciudadana("caducado", primera, caducado=True), Ciudadana("revocado", segunda, revocado=True))


def _persona(ficha: Mapping[str, str]) -> Persona:
    apellidos = f"{ficha['apellido1']} {ficha['apellido2']}".strip()
    return Persona(ficha["nif"], ficha["nombre"].upper(), apellidos.upper())


def sujeto_persona(persona: Persona) -> x509.Name:
    """Distinguished name of a person's certificate, with the organisation when acting for one."""
    atributos = [x509.NameAttribute(NameOID.COUNTRY_NAME, "ES")]
    comun = f"{persona.nombre_completo} - {persona.nif}"
    if persona.organizacion:
        atributos += [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, persona.organizacion),
            x509.NameAttribute(IDENTIFICADOR_ORGANIZACION, f"VATES-{persona.nif_organizacion}"),
        ]
        comun = f"{persona.nif} {persona.nombre_completo} (R: {persona.nif_organizacion})"
    if persona.cargo:
        comun = f"{persona.nombre_completo} - {persona.nif}"
        atributos.append(x509.NameAttribute(NameOID.TITLE, persona.cargo))
    atributos += [
        x509.NameAttribute(NameOID.SURNAME, persona.apellidos),
        x509.NameAttribute(NameOID.GIVEN_NAME, persona.nombre),
        x509.NameAttribute(NameOID.SERIAL_NUMBER, f"IDCES-{persona.nif}"),
        x509.NameAttribute(NameOID.COMMON_NAME, comun[:64]),
    ]
    return x509.Name(atributos)


def sujeto_organizacion(comun: str, organizacion: str, nif: str) -> x509.Name:
    """Distinguished name of a seal or a service of an organisation."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ES"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organizacion),
            x509.NameAttribute(IDENTIFICADOR_ORGANIZACION, f"VATES-{nif}"),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, nif),
            x509.NameAttribute(NameOID.COMMON_NAME, comun),
        ]
    )


@dato
class Perfil:
    """What a kind of certificate may do and how long it lasts. `curva`: its key is of the curve P-256, else RSA."""

    usos: x509.KeyUsage
    ampliados: tuple[ObjectIdentifier, ...] = ()
    critico: bool = False
    sin_ocsp: bool = False
    curva: bool = False
    duracion: timedelta = timedelta(days=365 * 5)


def _usos(*nombres: str) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature="firma" in nombres,
        content_commitment="no_repudio" in nombres,
        key_encipherment="cifrado" in nombres,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign="certificados" in nombres,
        crl_sign="listas" in nombres,
        encipher_only=False,
        decipher_only=False,
    )


AUTORIDAD = Perfil(_usos("certificados", "listas"), duracion=timedelta(days=365 * 20))
# Both kinds of key are met every day: people's are of a curve here, a hundred times quicker to make and to open; the house's are RSA
PERSONA = Perfil(
    _usos("firma", "no_repudio"), (ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION), curva=True
)
SELLO = Perfil(_usos("firma", "no_repudio"))
TSA = Perfil(_usos("firma", "no_repudio"), (ExtendedKeyUsageOID.TIME_STAMPING,), critico=True)
OCSP = Perfil(_usos("firma"), (ExtendedKeyUsageOID.OCSP_SIGNING,), sin_ocsp=True)
SERVIDOR = Perfil(_usos("firma", "cifrado"), (ExtendedKeyUsageOID.SERVER_AUTH,), duracion=timedelta(days=365 * 4))
