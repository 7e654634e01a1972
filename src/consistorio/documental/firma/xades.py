"""XAdES baseline (EN 319 132-1) for XML of the ENI: enveloped or internally detached, with inclusive canonical XML 1.0.

The signature covers elements named by their `Id` (or the whole document) plus its own signed properties. Namespaces in force at
the place of each signed element are part of what is hashed, as inclusive canonicalization demands.
"""

from __future__ import annotations

import base64
import copy
import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from consistorio.documental.firma import tsa
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.manos import Algoritmo, Mano
from consistorio.documental.firma.tsa import Autoridad
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import en_madrid
from consistorio.nucleo.textos import gettext as _

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
ENVUELTA = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
_TIPO_PROPIEDADES = "http://uri.etsi.org/01903#SignedProperties"
_XML = "{http://www.w3.org/XML/1998/namespace}"
Elemento = etree._Element


@dato
class Politica:
    """A signature policy (profile EPES). `huella` is the SHA-256 of the policy document."""

    oid: str
    huella: bytes
    direccion: str = ""


def firmar(
    raiz: Elemento,
    firmador: Firmador,
    *,
    referencias: Sequence[str],
    donde: Elemento,
    identificador: str,
    momento: datetime,
    papel: str = "",
    politica: Politica | None = None,
) -> Elemento:
    """Append to `donde` a ds:Signature (XAdES-B-B) over the elements of `raiz` whose Id is in `referencias`; return it.

    An empty reference ("") is the whole document, without this signature (enveloped); so is the Id of an element that contains
    `donde`. `identificador` is the prefix of the signature's own Ids, unique in the document. `momento` is the claimed time.
    Raises DatosIncorrectos when an Id is missing or repeated.
    """
    firma = etree.SubElement(donde, f"{{{DS}}}Signature", {"Id": identificador}, nsmap={"ds": DS})
    info = etree.SubElement(firma, f"{{{DS}}}SignedInfo")
    etree.SubElement(info, f"{{{DS}}}CanonicalizationMethod", Algorithm=C14N)
    etree.SubElement(info, f"{{{DS}}}SignatureMethod", Algorithm=firmador.mano.algoritmo.value)
    for numero, referencia in enumerate(referencias, start=1):
        _referencia(info, raiz, referencia, firma, f"{identificador}-ref{numero}")
    etree.SubElement(firma, f"{{{DS}}}SignatureValue", Id=f"{identificador}-valor")
    _claves(firma, firmador.mano)
    objeto = etree.SubElement(firma, f"{{{DS}}}Object")
    calificadas = etree.SubElement(
        objeto, f"{{{XADES}}}QualifyingProperties", Target=f"#{identificador}", nsmap={"xades": XADES}
    )
    firmadas = etree.SubElement(calificadas, f"{{{XADES}}}SignedProperties", Id=f"{identificador}-propiedades")
    _propiedades(firmadas, firmador.mano, momento=momento, papel=papel, politica=politica)
    _formatos(firmadas, identificador, len(referencias))
    _resumen(_nueva_referencia(info, f"#{firmadas.get('Id')}", tipo=_TIPO_PROPIEDADES), canonico(firmadas))
    valor = firmador.mano.firmar(canonico(info))
    nodo = firma.find(f"{{{DS}}}SignatureValue")
    if nodo is not None:
        nodo.text = _base64(_valor_xml(valor, firmador.mano))
    return firma


def sellar_tiempo(firma: Elemento, autoridad: Autoridad) -> None:
    """Raise a signature to level B-T: a time stamp over its SignatureValue. Raises ServicioNoDisponible."""
    valor = firma.find(f"{{{DS}}}SignatureValue")
    calificadas = firma.find(f".//{{{XADES}}}QualifyingProperties")
    if valor is None or calificadas is None:
        raise DatosIncorrectos(_("El XML no contiene una firma XAdES."))
    ficha = tsa.pedir(hashlib.sha256(canonico(valor)).digest(), autoridad)
    sin_firmar = etree.SubElement(
        etree.SubElement(calificadas, f"{{{XADES}}}UnsignedProperties"), f"{{{XADES}}}UnsignedSignatureProperties"
    )
    sello = etree.SubElement(sin_firmar, f"{{{XADES}}}SignatureTimeStamp", Id=f"{firma.get('Id')}-sello-tiempo")
    etree.SubElement(sello, f"{{{DS}}}CanonicalizationMethod", Algorithm=C14N)
    etree.SubElement(sello, f"{{{XADES}}}EncapsulatedTimeStamp").text = _base64(ficha)


def canonico(elemento: Elemento, *, sin: Elemento | None = None) -> bytes:
    """Inclusive canonical XML 1.0, without comments, of an element where it stands, without the descendant `sin`.

    The element is copied under every namespace in force at its place: lxml would otherwise forget those of its ancestors.
    """
    return etree.tostring(_copia(elemento, sin, heredar=True), method="c14n", exclusive=False, with_comments=False)


def canonico_exclusivo(elemento: Elemento, prefijos: Sequence[str] = (), *, sin: Elemento | None = None) -> bytes:
    """Exclusive canonical XML 1.0, without comments; `prefijos` are treated as in the inclusive one. Only for verifying."""
    return etree.tostring(
        _copia(elemento, sin, heredar=False),
        method="c14n",
        exclusive=True,
        with_comments=False,
        inclusive_ns_prefixes=list(prefijos),
    )


def _copia(elemento: Elemento, sin: Elemento | None, *, heredar: bool) -> Elemento:
    """A copy that stands alone. Attributes such as xml:lang of its ancestors count only in inclusive canonicalization."""
    espacios: Any = elemento.nsmap  # its types do not know that the default namespace has no prefix
    copia = etree.Element(elemento.tag, nsmap=espacios)
    for nombre, valor in elemento.attrib.items():
        copia.set(nombre, valor)
    for antecesor in elemento.iterancestors() if heredar else ():
        for nombre, valor in antecesor.attrib.items():
            if str(nombre).startswith(_XML) and nombre not in copia.attrib and nombre != f"{_XML}id":
                copia.set(nombre, valor)
    copia.text = elemento.text
    ruta = _ruta(elemento, sin) if sin is not None else None
    for hijo in elemento:
        copia.append(copy.deepcopy(hijo))
    if ruta:
        _quitar(copia, ruta)
    return copia


def _ruta(elemento: Elemento, descendiente: Elemento) -> list[int]:
    """Indexes of the children that lead from `elemento` to `descendiente`; empty when it is not inside."""
    ruta: list[int] = []
    actual = descendiente
    while actual is not elemento:
        padre = actual.getparent()
        if padre is None:
            return []
        ruta.insert(0, padre.index(actual))
        actual = padre
    return ruta


def _quitar(copia: Elemento, ruta: list[int]) -> None:
    """Take out the element at `ruta`, keeping the text that follows it (enveloped-signature transform)."""
    padre = copia
    for indice in ruta[:-1]:
        padre = padre[indice]
    nodo = padre[ruta[-1]]
    cola = nodo.tail or ""
    anterior = nodo.getprevious()
    padre.remove(nodo)
    if anterior is not None:
        anterior.tail = (anterior.tail or "") + cola
    else:
        padre.text = (padre.text or "") + cola


def _referencia(info: Elemento, raiz: Elemento, identificador: str, firma: Elemento, nombre: str) -> None:
    objetivo = raiz if not identificador else _por_id(raiz, identificador)
    dentro = any(antecesor is objetivo for antecesor in firma.iterancestors())
    nodo = _nueva_referencia(info, f"#{identificador}" if identificador else "", nombre=nombre)
    transformaciones = etree.SubElement(nodo, f"{{{DS}}}Transforms")
    if dentro:
        etree.SubElement(transformaciones, f"{{{DS}}}Transform", Algorithm=ENVUELTA)
    etree.SubElement(transformaciones, f"{{{DS}}}Transform", Algorithm=C14N)
    _resumen(nodo, canonico(objetivo, sin=firma if dentro else None))


def _por_id(raiz: Elemento, identificador: str) -> Elemento:
    hallados = [nodo for nodo in raiz.iter() if isinstance(nodo.tag, str) and nodo.get("Id") == identificador]
    if len(hallados) != 1:
        raise DatosIncorrectos(
            _("El XML debe tener un único elemento con Id «%(identificador)s»: hay %(cuantos)s.")
            % {"identificador": identificador, "cuantos": len(hallados)}
        )
    return hallados[0]


def _nueva_referencia(info: Elemento, uri: str, *, nombre: str = "", tipo: str = "") -> Elemento:
    atributos = {"URI": uri, **({"Id": nombre} if nombre else {}), **({"Type": tipo} if tipo else {})}
    return etree.SubElement(info, f"{{{DS}}}Reference", atributos)


def _resumen(nodo: Elemento, contenido: bytes) -> None:
    etree.SubElement(nodo, f"{{{DS}}}DigestMethod", Algorithm=SHA256)
    etree.SubElement(nodo, f"{{{DS}}}DigestValue").text = _base64(hashlib.sha256(contenido).digest())


def _claves(firma: Elemento, mano: Mano) -> None:
    datos = etree.SubElement(etree.SubElement(firma, f"{{{DS}}}KeyInfo"), f"{{{DS}}}X509Data")
    for certificado in (mano.certificado, *mano.cadena):
        etree.SubElement(datos, f"{{{DS}}}X509Certificate").text = _base64(certificado.public_bytes(Encoding.DER))


def _propiedades(firmadas: Elemento, mano: Mano, *, momento: datetime, papel: str, politica: Politica | None) -> None:
    nodo = etree.SubElement(firmadas, f"{{{XADES}}}SignedSignatureProperties")
    etree.SubElement(nodo, f"{{{XADES}}}SigningTime").text = en_madrid(momento).isoformat(timespec="seconds")
    cert = etree.SubElement(etree.SubElement(nodo, f"{{{XADES}}}SigningCertificateV2"), f"{{{XADES}}}Cert")
    resumen = etree.SubElement(cert, f"{{{XADES}}}CertDigest")
    _resumen(resumen, mano.certificado.public_bytes(Encoding.DER))
    if politica is not None:
        _escribir_politica(nodo, politica)
    if papel:
        papeles = etree.SubElement(etree.SubElement(nodo, f"{{{XADES}}}SignerRoleV2"), f"{{{XADES}}}ClaimedRoles")
        etree.SubElement(papeles, f"{{{XADES}}}ClaimedRole").text = papel


def _escribir_politica(nodo: Elemento, politica: Politica) -> None:
    caja = etree.SubElement(
        etree.SubElement(nodo, f"{{{XADES}}}SignaturePolicyIdentifier"), f"{{{XADES}}}SignaturePolicyId"
    )
    identificador = etree.SubElement(caja, f"{{{XADES}}}SigPolicyId")
    etree.SubElement(identificador, f"{{{XADES}}}Identifier", Qualifier="OIDAsURN").text = f"urn:oid:{politica.oid}"
    resumen = etree.SubElement(caja, f"{{{XADES}}}SigPolicyHash")
    etree.SubElement(resumen, f"{{{DS}}}DigestMethod", Algorithm=SHA256)
    etree.SubElement(resumen, f"{{{DS}}}DigestValue").text = _base64(politica.huella)
    if politica.direccion:
        calificadores = etree.SubElement(caja, f"{{{XADES}}}SigPolicyQualifiers")
        calificador = etree.SubElement(calificadores, f"{{{XADES}}}SigPolicyQualifier")
        etree.SubElement(calificador, f"{{{XADES}}}SPURI").text = politica.direccion


def _formatos(firmadas: Elemento, identificador: str, cuantas: int) -> None:
    """DataObjectFormat of each reference, as baseline asks."""
    objetos = etree.SubElement(firmadas, f"{{{XADES}}}SignedDataObjectProperties")
    for numero in range(1, cuantas + 1):
        formato = etree.SubElement(
            objetos, f"{{{XADES}}}DataObjectFormat", ObjectReference=f"#{identificador}-ref{numero}"
        )
        etree.SubElement(formato, f"{{{XADES}}}MimeType").text = "text/xml"


def _valor_xml(firma: bytes, mano: Mano) -> bytes:
    """ECDSA goes into XML as r and s side by side (RFC 4050), not as DER."""
    if mano.algoritmo is Algoritmo.RSA_SHA256:
        return firma
    r, s = decode_dss_signature(firma)
    clave = mano.certificado.public_key()
    largo = (getattr(clave, "key_size", 256) + 7) // 8
    return r.to_bytes(largo) + s.to_bytes(largo)


def _base64(contenido: bytes) -> str:
    return base64.b64encode(contenido).decode()
