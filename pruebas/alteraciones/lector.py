"""What a package of the ENI says of itself, read without the product: which documents it holds, their digests, and the index's signature."""

from __future__ import annotations

import base64
import binascii
import hashlib
import subprocess
from pathlib import Path

from lxml import etree

ENI = "http://administracionelectronica.gob.es/ENI/XSD/v1.0"
NS = {
    "cont": f"{ENI}/documento-e/contenido",
    "indcont": f"{ENI}/expediente-e/indice-e/contenido",
    "meta": f"{ENI}/documento-e/metadatos",
    "firma": f"{ENI}/firma",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
LECTOR = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
_CON_ID = (f"{ENI}/expediente-e/indice-e:IndiceContenido", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties")
_RESUMENES = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}


def faltas(paquete: Path, ca: Path) -> list[str]:
    """What does not fit together; nothing in a good package."""
    indice = paquete / "expediente.xml"
    try:
        dichas = _dichas(indice)
        halladas = [_documento(fichero) for fichero in sorted((paquete / "documentos").glob("*.xml"))]
    except (ValueError, LookupError, OSError, etree.XMLSyntaxError) as error:
        return [f"cannot be read: {error!r}"]
    malos = []
    if sorted(dichas) != sorted(identificador for identificador, _bytes in halladas):
        malos.append("the index and the package hold different documents")
    for identificador, contenido in halladas:
        funcion, huella = dichas.get(identificador, ("sha256", b""))
        if hashlib.new(funcion, contenido).digest() != huella:
            malos.append(f"{identificador}: another digest")
    ids = [parte for nombre in _CON_ID for parte in ("--id-attr:Id", nombre)]
    orden = ["xmlsec1", "--verify", "--trusted-pem", ca, *ids, indice]
    if subprocess.run(orden, check=False, capture_output=True).returncode != 0:
        malos.append("the signature of the index")
    return malos


def _dichas(indice: Path) -> dict[str, tuple[str, bytes]]:
    """Identifier -> digest and its algorithm, as the index says."""
    dichas = {}
    for uno in etree.parse(str(indice), LECTOR).iter(f"{{{NS['indcont']}}}DocumentoIndizado"):
        identificador, funcion, huella = (
            (uno.findtext(f"indcont:{campo}", None, NS) or "").strip()
            for campo in ("IdentificadorDocumento", "FuncionResumen", "ValorHuella")
        )
        dichas[identificador] = (_RESUMENES[funcion], base64.b64decode(huella, validate=True))
    return dichas


def _documento(fichero: Path) -> tuple[str, bytes]:
    """Its identifier and its bytes, inside it or beside it."""
    arbol = etree.parse(str(fichero), LECTOR)
    identificador = (arbol.findtext(".//meta:Identificador", None, NS) or "").strip()
    dentro = arbol.findtext(".//cont:ValorBinario", None, NS)
    if dentro is not None:
        try:
            return identificador, base64.b64decode(dentro)
        except binascii.Error as error:
            raise ValueError(fichero.name) from error
    referido = (arbol.findtext(".//cont:referenciaFichero", None, NS) or "").strip()
    return identificador, (fichero.parent.parent / referido).read_bytes()
