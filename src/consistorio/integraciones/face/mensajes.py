"""The messages of the service: how an operation is asked for and how its answer is read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from lxml import etree

from consistorio.nucleo.dato import dato

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
CODIFICACION = "http://schemas.xmlsoap.org/soap/encoding/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XSD = "http://www.w3.org/2001/XMLSchema"
Elemento = etree._Element


@dato
class Servicio:
    """What was read of the service and may turn out to differ: see `datos/servicio.json`."""

    espacio: str
    bien: str
    formas_de_fecha: tuple[str, ...]
    letras_de_comentario: int
    segundos_de_validez: int


@cache
def servicio() -> Servicio:
    """As the data say it."""
    dicho = json.loads((Path(__file__).parent / "datos" / "servicio.json").read_text(encoding="utf-8"))
    return Servicio(
        espacio=dicho["espacio"],
        bien=dicho["bien"],
        formas_de_fecha=tuple(dicho["formas_de_fecha"]),
        letras_de_comentario=dicho["letras_de_comentario"],
        segundos_de_validez=dicho["segundos_de_validez"],
    )


def sobre(operacion: str) -> tuple[Elemento, Elemento]:
    """An envelope with a header, and the element of an operation in its body."""
    espacio = servicio().espacio
    raiz = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soapenv": SOAP, "web": espacio, "xsd": XSD, "xsi": XSI})
    etree.SubElement(raiz, f"{{{SOAP}}}Header")
    cuerpo = etree.SubElement(raiz, f"{{{SOAP}}}Body")
    dentro = etree.SubElement(cuerpo, f"{{{espacio}}}{operacion}")
    dentro.set(f"{{{SOAP}}}encodingStyle", CODIFICACION)
    return raiz, dentro


def peticion(operacion: str, parametros: Mapping[str, str]) -> Elemento:
    """The envelope of a call: each parameter is text."""
    raiz, dentro = sobre(operacion)
    for nombre, valor in parametros.items():
        nodo = etree.SubElement(dentro, nombre)
        nodo.set(f"{{{XSI}}}type", "xsd:string")
        nodo.text = valor
    return raiz


def leer(datos: bytes) -> Elemento:
    """An envelope, without entities, network nor DOCTYPE; its texts may be long: a file travels in one. Raises ValueError."""
    analizador = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        raiz = etree.fromstring(datos, analizador)
    except etree.XMLSyntaxError as error:
        msg = "not XML"
        raise ValueError(msg) from error
    if raiz.getroottree().docinfo.internalDTD is not None or raiz.tag != f"{{{SOAP}}}Envelope":
        msg = "not a SOAP message"
        raise ValueError(msg)
    return raiz


def cuerpo_de(raiz: Elemento) -> Elemento:
    """What is inside the body of an envelope. Raises ValueError."""
    cuerpo = raiz.find(f"{{{SOAP}}}Body")
    if cuerpo is None or not len(cuerpo):
        msg = "empty body"
        raise ValueError(msg)
    return cuerpo[0]


def hijo(nodo: Elemento | None, *camino: str) -> Elemento | None:
    """The first descendant by that way of local names, if it is there."""
    for nombre in camino:
        if nodo is None:
            return None
        nodo = next((h for h in nodo if isinstance(h.tag, str) and etree.QName(h).localname == nombre), None)
    return nodo


def texto(nodo: Elemento | None, *camino: str) -> str:
    """Its text, "" when it is not there."""
    hallado = hijo(nodo, *camino)
    return (hallado.text or "").strip() if hallado is not None else ""


def elementos(nodo: Elemento | None, con: str) -> Iterator[Elemento]:
    """Those of an array, whatever each is called: what carries an element `con`."""
    if nodo is not None:
        yield from (uno for uno in nodo.iter() if isinstance(uno.tag, str) and hijo(uno, con) is not None)
