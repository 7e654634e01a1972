"""The official XSDs, where the folder of `CONSISTORIO_ESQUEMAS` holds them; addresses resolve inside it, never over the network."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

from consistorio.servicios.archivo.eni.nombres import BASE, DOC, EXP, q
from consistorio.servicios.archivo.eni.tipos import ProblemaEni

_W3C = "xsd/w3c-etsi/xmldsig-core-schema.xsd"


class _Catalogo(etree.Resolver):
    def __init__(self, raiz: Path) -> None:
        self.raiz = raiz

    def resolve(  # type: ignore[override]  # the stubs leave out the third argument
        self, system_url: str | None, public_id: str | None, context: object
    ) -> object:
        """Map an official address to the file of the folder; anything else on the network resolves to nothing."""
        direccion = system_url or ""
        if direccion.startswith(f"{BASE}/"):
            return self.resolve_filename(str(self.raiz / "xsd" / "v1.0" / direccion[len(BASE) + 1 :]), context)  # type: ignore[attr-defined]
        if direccion.endswith("/xmldsig-core-schema.xsd"):
            return self.resolve_filename(str(self.raiz / _W3C), context)  # type: ignore[attr-defined]
        if direccion.startswith(("http:", "https:", "ftp:")):
            return self.resolve_empty(context)  # type: ignore[attr-defined]
        return None


def hay_esquemas(carpeta: str) -> bool:
    """Whether the folder holds the ENI schemas."""
    return bool(carpeta) and (Path(carpeta) / "eni" / "xsd" / "v1.0").is_dir()


def problemas_de_esquema(raiz: etree._Element, carpeta: str) -> list[ProblemaEni]:
    """What the official schema finds. Raises FileNotFoundError without the folder, ValueError on another root."""
    nombre = {
        q(DOC, "documento"): "documento-e/documentoEni.xsd",
        q(EXP, "expediente"): "expediente-e/expedienteEni.xsd",
    }.get(str(raiz.tag))
    if nombre is None:
        msg = "not an ENI root"
        raise ValueError(msg)
    esquema = _esquema(carpeta, nombre)
    # Validated apart: elements that a program has just moved carry namespaces the schema does not mind, but lines it does
    if esquema.validate(etree.fromstring(etree.tostring(raiz))):
        return []
    return [ProblemaEni(f"línea {e.line}", e.message) for e in list(esquema.error_log)]  # type: ignore[call-overload]


@cache
def _esquema(carpeta: str, nombre: str) -> etree.XMLSchema:
    base = Path(carpeta) / "eni"
    if not (base / "xsd" / "v1.0" / nombre).is_file():
        raise FileNotFoundError(nombre)
    analizador = etree.XMLParser(no_network=True)
    analizador.resolvers.add(_Catalogo(base))
    return etree.XMLSchema(etree.parse(str(base / "xsd" / "v1.0" / nombre), analizador))
