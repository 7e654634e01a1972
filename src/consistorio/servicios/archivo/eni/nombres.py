"""Namespaces, code lists and patterns of the ENI formats."""

from __future__ import annotations

import re

BASE = "http://administracionelectronica.gob.es/ENI/XSD/v1.0"
DOC = f"{BASE}/documento-e"
DOC_META = f"{BASE}/documento-e/metadatos"
FICHERO = f"{BASE}/documento-e/contenido"
FIRMA = f"{BASE}/firma"
EXP = f"{BASE}/expediente-e"
EXP_INDICE = f"{BASE}/expediente-e/indice-e"
EXP_CONTENIDO = f"{BASE}/expediente-e/indice-e/contenido"
EXP_META = f"{BASE}/expediente-e/metadatos"
DS = "http://www.w3.org/2000/09/xmldsig#"

PREFIJOS = {
    "enidoc": DOC,
    "enidocmeta": DOC_META,
    "enifile": FICHERO,
    "enids": FIRMA,
    "eniexp": EXP,
    "eniexpind": EXP_INDICE,
    "eniconexpind": EXP_CONTENIDO,
    "eniexpmeta": EXP_META,
    "ds": DS,
}

SHA256_URI = "http://www.w3.org/2001/04/xmlenc#sha256"
SHA512_URI = "http://www.w3.org/2001/04/xmlenc#sha512"
SHA384_URI = "http://www.w3.org/2001/04/xmldsig-more#sha384"
# What `FuncionResumen` may say, as URI or as name, and the hash that it means
FUNCIONES_RESUMEN = {
    SHA256_URI: "sha256",
    SHA384_URI: "sha384",
    SHA512_URI: "sha512",
    "SHA-256": "sha256",
    "SHA256": "sha256",
    "SHA-384": "sha384",
    "SHA384": "sha384",
    "SHA-512": "sha512",
    "SHA512": "sha512",
}

ESTADOS_ELABORACION = frozenset({"EE01", "EE02", "EE03", "EE04", "EE99"})
EXIGEN_ORIGEN = frozenset({"EE02", "EE04"})
TIPOS_DOCUMENTALES = frozenset({*(f"TD{n:02d}" for n in range(1, 21)), "TD99"})
TIPOS_FIRMA = frozenset({f"TF{n:02d}" for n in range(1, 7)})
ESTADOS_EXPEDIENTE = frozenset({"E01", "E02", "E03"})

ID_DOCUMENTO = re.compile(r"^ES_[A-Z0-9]{9}_(\d{4})_[A-Za-z0-9]{30}$")
ID_EXPEDIENTE = re.compile(r"^ES_[A-Z0-9]{9}_(\d{4})_EXP_[A-Za-z0-9]{30}$")
ORGANO = re.compile(r"^[A-Z0-9]{9}$")
CLASIFICACION = re.compile(r"^(\d{1,9}|[A-Z0-9]{9}_PRO_[A-Za-z0-9]{1,30})$")
MOMENTO = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$")

# Content over this many bytes travels beside the XML: parsers refuse text nodes of 10 MB (base64 adds a third)
LIMITE_INCRUSTADO = 5 * 1024 * 1024


def q(espacio: str, nombre: str) -> str:
    """A qualified name as the XML library writes it."""
    return f"{{{espacio}}}{nombre}"
