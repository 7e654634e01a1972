"""The service provider: asks Cl@ve who somebody is, and believes the answer only if everything holds.

Every answer must be a signed Response to a request of ours that is still open, for us, on time, with one assertion. The machine's
clock judges times, with a minute of margin. What is not believed is refused whole with a reason for people.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from uuid import UUID

from defusedxml import ElementTree
from django.utils.translation import gettext as _
from saml2 import BINDING_HTTP_POST, SAMLError
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.metadata import create_metadata_string
from saml2.response import AuthnResponse, StatusAuthnFailed, StatusError, StatusRequestDenied
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_UNSPECIFIED
from saml2.sigver import SignatureError

from consistorio.integraciones.clave.niveles import nivel_de, uri_de
from consistorio.integraciones.clave.tipos import FormularioPost, RespuestaAceptada, RespuestaRechazada
from consistorio.nucleo.actor import Nivel
from consistorio.nucleo.errores import DatosIncorrectos, ServicioNoDisponible
from consistorio.nucleo.tipos import Nif
from consistorio.plataforma.identidad.tipos import Identificacion

SAMLP = "{urn:oasis:names:tc:SAML:2.0:protocol}"
SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"
EIDAS = "http://eidas.europa.eu/attributes/naturalperson/"
CLAVE = "http://es.minhafp.clave/"
DS = "{http://www.w3.org/2000/09/xmldsig#}"
FIRMA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
RESUMEN = "http://www.w3.org/2001/04/xmlenc#sha256"
# With which an answer may be signed, and nothing else: with the key of who identifies, never with a secret that both have
FIRMAS = frozenset(
    f"http://www.w3.org/2001/04/xmldsig-more#{clase}-sha{bits}"
    for clase in ("rsa", "ecdsa")
    for bits in (256, 384, 512)
) | {f"http://www.w3.org/2007/05/xmldsig-more#sha{bits}-rsa-MGF1" for bits in (256, 384, 512)}
RESUMENES = frozenset(
    {RESUMEN, "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#sha512"}
)
MARGEN_SEGUNDOS = 60
MAXIMO = 300_000
registro = logging.getLogger(__name__)


@dataclass(frozen=True)
class ProveedorServicio:
    """Our side of Cl@ve. `sede`: address of the site, without a slash at the end."""

    sede: str
    metadatos_idp: Path
    clave_privada: Path
    certificado: Path
    proveedor: str

    @staticmethod
    def de_ajustes(ajustes: Mapping[str, str], sede: str) -> ProveedorServicio:
        """From `CONSISTORIO_CLAVE`. Raises ServicioNoDisponible when it is not set up."""
        if not all(ajustes.get(c) for c in ("metadatos", "clave_privada", "certificado")):
            raise ServicioNoDisponible(
                _("El acceso con Cl@ve no está configurado en este Ayuntamiento."),
                que_hacer=_("Entre con certificado."),
            )
        metadatos, clave, certificado = (Path(ajustes[c]) for c in ("metadatos", "clave_privada", "certificado"))
        if not all(ruta.is_file() for ruta in (metadatos, clave, certificado)):
            raise ServicioNoDisponible(
                _("El acceso con Cl@ve no está disponible ahora."), que_hacer=_("Entre con certificado electrónico.")
            )
        marcas = tuple((ruta, ruta.stat().st_mtime_ns) for ruta in (metadatos, clave, certificado))
        return _leido(sede.rstrip("/"), marcas, ajustes.get("proveedor", ""))

    @property
    def entidad(self) -> str:
        """Our entity identifier: the address of our metadata."""
        return f"{self.sede}/acceso/clave/metadatos"

    @property
    def consumidor(self) -> str:
        """Where Cl@ve sends answers."""
        return f"{self.sede}/acceso/clave/respuesta/"

    @cached_property
    def configuracion(self) -> SPConfig:
        """Configuration of pysaml2."""
        atributos = ("PersonIdentifier", "CurrentGivenName", "CurrentFamilyName")
        ajustes: dict[str, object] = {
            "entityid": self.entidad,
            "xmlsec_binary": "/usr/bin/xmlsec1",
            "key_file": str(self.clave_privada),
            "cert_file": str(self.certificado),
            "encryption_keypairs": [{"key_file": str(self.clave_privada), "cert_file": str(self.certificado)}],
            "metadata": {"local": [str(self.metadatos_idp)]},
            "accepted_time_diff": MARGEN_SEGUNDOS,
            "allow_unknown_attributes": True,
            "service": {
                "sp": {
                    "signing_algorithm": FIRMA,
                    "digest_algorithm": RESUMEN,
                    "name": self.proveedor or self.entidad,
                    "endpoints": {"assertion_consumer_service": [(self.consumidor, BINDING_HTTP_POST)]},
                    "authn_requests_signed": True,
                    "want_response_signed": True,
                    "want_assertions_signed": True,
                    "allow_unsolicited": False,
                    "force_authn": True,
                    "name_id_policy_format": NAMEID_FORMAT_UNSPECIFIED,
                    "sp_type": "public",
                    "sp_type_in_metadata": False,
                    "requested_attributes": [
                        {"name": EIDAS + a, "friendly_name": a, "name_format": NAME_FORMAT_URI, "required": True}
                        for a in atributos
                    ],
                }
            },
        }
        return SPConfig().load(ajustes)

    def metadatos(self) -> bytes:
        """Our metadata, to give to Cl@ve."""
        return bytes(create_metadata_string(None, config=self.configuracion, valid=24 * 365))

    def pedir(self, peticion: UUID, nivel: Nivel) -> FormularioPost:
        """A signed AuthnRequest that asks at least for `nivel`. Raises ServicioNoDisponible (unusable metadata)."""
        try:
            cliente = Saml2Client(config=self.configuracion)
            destino = self._destino(cliente)
            _id, firmada = cliente.create_authn_request(
                destino,
                binding=BINDING_HTTP_POST,
                message_id=id_de(peticion),
                sign=True,
                sign_alg=FIRMA,
                digest_alg=RESUMEN,
                requested_authn_context={"authn_context_class_ref": [uri_de(nivel)], "comparison": "minimum"},
                provider_name=self.proveedor or None,
            )
        except (SAMLError, OSError) as error:
            raise ServicioNoDisponible(
                _("El acceso con Cl@ve no está disponible ahora."), que_hacer=_("Entre con certificado electrónico.")
            ) from error
        codificada = base64.b64encode(str(firmada).encode()).decode()
        return FormularioPost(destino, {"SAMLRequest": codificada, "RelayState": peticion.hex})

    def juzgar(self, respuesta: str, *, abierta: Callable[[UUID], bool]) -> RespuestaAceptada:
        """Believe or refuse an answer (base64). `abierta` says whether a request of ours still waits for one.

        Raises RespuestaRechazada, with the request when the refusal is Cl@ve's own, signed no.
        """
        respuesta = "".join(
            respuesta.split()
        )  # base64 may come in lines (RFC 2045), and both readers must read the same
        peticion = _forma(respuesta)
        if not abierta(peticion):
            raise RespuestaRechazada(
                "no_pedida", _("Esa respuesta de Cl@ve no corresponde a ninguna petición abierta.")
            )
        cliente = Saml2Client(config=self.configuracion)
        try:
            leida = cliente.parse_authn_request_response(
                respuesta, BINDING_HTTP_POST, outstanding={id_de(peticion): "/"}
            )
        except StatusRequestDenied as error:
            raise RespuestaRechazada(
                "cancelada", _("Ha cancelado la identificación con Cl@ve."), peticion=peticion
            ) from error
        except StatusAuthnFailed as error:
            raise RespuestaRechazada("fallida", _("Cl@ve no ha podido identificarle."), peticion=peticion) from error
        except StatusError as error:
            raise RespuestaRechazada("fallida", _("Cl@ve ha respondido con un error."), peticion=peticion) from error
        except SignatureError as error:
            registro.warning("Cl@ve answer refused: %s", type(error).__name__)
            raise RespuestaRechazada("firma", _("La respuesta de Cl@ve no se puede comprobar.")) from error
        except Exception as error:  # pysaml2 raises many kinds, bare Exception among them, for times and audiences
            registro.warning("Cl@ve answer refused: %s", type(error).__name__)
            raise RespuestaRechazada(
                "caducada", _("La respuesta de Cl@ve llega fuera de plazo o no es para esta sede.")
            ) from error
        if leida is None or leida.assertion is None:
            raise RespuestaRechazada("forma", _("La respuesta de Cl@ve no se puede leer."))
        return RespuestaAceptada(peticion, str(leida.assertion.id), _identificacion(leida))

    def _destino(self, cliente: Saml2Client) -> str:
        proveedores = cliente.metadata.with_descriptor("idpsso")
        entidad = next(iter(proveedores))
        servicios = cliente.metadata.single_sign_on_service(entidad, BINDING_HTTP_POST)
        return str(servicios[0]["location"])


@lru_cache(maxsize=4)
def _leido(sede: str, marcas: tuple[tuple[Path, int], ...], proveedor: str) -> ProveedorServicio:
    """One for all the requests of a process while its files are the same: each reading of a key costs more than the rest of an answer."""
    metadatos, clave, certificado = (ruta for ruta, _cuando in marcas)
    return ProveedorServicio(sede, metadatos, clave, certificado, proveedor)


def id_de(peticion: UUID) -> str:
    """The SAML ID of a request: an NCName made of its UUID."""
    return f"_{peticion.hex}"


def _forma(respuesta: str) -> UUID:
    """Check the shape before anybody interprets it: one Response with one assertion right below, identifiers not repeated.

    Returns the request that it says to answer. Raises RespuestaRechazada. The parser refuses DTD and entities.
    """
    mal = RespuestaRechazada("forma", _("La respuesta de Cl@ve no se puede leer."))
    if len(respuesta) > MAXIMO:
        raise mal
    try:
        raiz = ElementTree.fromstring(base64.b64decode(respuesta, validate=True), forbid_dtd=True)
    except (ElementTree.ParseError, ValueError, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise mal from error
    elementos = list(raiz.iter())
    identificadores = [e.attrib["ID"] for e in elementos if "ID" in e.attrib]
    aserciones = [e for e in elementos if e.tag in (f"{SAML}Assertion", f"{SAML}EncryptedAssertion")]
    hijas = [e for e in raiz if e.tag in (f"{SAML}Assertion", f"{SAML}EncryptedAssertion")]
    if raiz.tag != f"{SAMLP}Response" or len(set(identificadores)) != len(identificadores):
        raise mal
    if len(aserciones) > 1 or len(aserciones) != len(hijas):
        raise mal
    admitidos = {f"{DS}SignatureMethod": FIRMAS, f"{DS}DigestMethod": RESUMENES}
    if any(e.attrib.get("Algorithm", "") not in admitidos[e.tag] for e in elementos if e.tag in admitidos):
        raise RespuestaRechazada("firma", _("La respuesta de Cl@ve no se puede comprobar."))
    if sum(e.tag == f"{SAMLP}Response" for e in elementos) != 1:
        raise mal
    try:
        return UUID(hex=raiz.attrib.get("InResponseTo", "").removeprefix("_"))
    except ValueError as error:
        raise mal from error


def _identificacion(leida: AuthnResponse) -> Identificacion:
    """Who the assertion names. Raises RespuestaRechazada when a fact that we need is missing."""
    asercion = leida.assertion
    atributos = {
        str(atributo.name): str(atributo.attribute_value[0].text or "").strip()
        for declaracion in asercion.attribute_statement
        for atributo in declaracion.attribute
        if atributo.attribute_value
    }
    contexto = (
        asercion.authn_statement[0].authn_context.authn_context_class_ref.text if asercion.authn_statement else ""
    )
    nivel = nivel_de(str(contexto))
    identificador = atributos.get(EIDAS + "PersonIdentifier", "")
    nombre = atributos.get(EIDAS + "CurrentGivenName", "")
    apellidos = atributos.get(EIDAS + "CurrentFamilyName", "")
    if nivel is Nivel.NINGUNO or not identificador or not nombre:
        raise RespuestaRechazada("datos", _("Cl@ve no ha dicho quién es usted o con qué seguridad lo ha comprobado."))
    pais, numero = _numero(identificador)
    primero = atributos.get(CLAVE + "FirstSurname", "")
    apellido1 = primero or apellidos.partition(" ")[0]
    apellido2 = apellidos.removeprefix(apellido1).strip()
    return Identificacion(
        medio="clave",
        nivel=nivel,
        nif=numero,
        tipo_documento="nif" if pais == "ES" else "extranjero",
        pais_documento=pais,
        nombre=nombre,
        apellido1=apellido1,
        apellido2=apellido2,
        emisor=str(asercion.issuer.text),
        serie=str(asercion.id)[:80],
        evidencia={
            "asercion": str(asercion.id),
            "respuesta": str(leida.response.id),
            "emitida": str(asercion.issue_instant),
            "medio_en_clave": atributos.get(CLAVE + "SelectedIdP", ""),
        },
    )


def _numero(identificador: str) -> tuple[str, str]:
    """Country and number of an eIDAS PersonIdentifier (`ES/ES/12345678Z`), or of a bare Spanish number."""
    partes = identificador.split("/", 2)
    pais, numero = (partes[0], partes[2]) if len(partes) == 3 else ("ES", identificador)
    if pais != "ES":
        return pais[:2].upper(), numero
    try:
        return "ES", Nif.de(numero).valor
    except DatosIncorrectos as error:
        raise RespuestaRechazada("datos", _("Cl@ve no ha dicho un DNI o NIE que podamos leer.")) from error
