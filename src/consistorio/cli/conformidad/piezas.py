"""What there is to judge in a folder that `recorrido` left, and what its summary claims of each thing.

Read without the code that wrote it: of the product only the launcher's own pieces are used (paths, records).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from asn1crypto import tsp
from lxml import etree

from consistorio.cli.conformidad.taller import Peticion
from consistorio.nucleo.dato import dato

NUESTRAS = ("2a", "ua1")  # what every PDF that the house writes has to be
_COPIA = "2b"
_FIRMAS_SUELTAS = {"TF04", "TF05"}


class NoEsUnaEntrega(Exception):
    """The folder is not one that `recorrido` left, or not whole."""


@dato
class Pieza:
    """One judgement to ask for. `nivel` and `firmas`: the least that is claimed. `libre`: nothing is claimed, so a no is only told."""

    nombre: str
    peticion: Peticion
    nivel: str = ""
    firmas: int = 1
    libre: bool = False
    falta: str = ""


def raices_de(carpeta: Path) -> list[Path]:
    """The trust anchors of the folder."""
    raiz = carpeta / "ca.pem"
    if not raiz.is_file():
        raise NoEsUnaEntrega("falta ca.pem")
    return [raiz]


def listas_de(carpeta: Path) -> list[Path]:
    """The revocation lists that its authorities had published."""
    return sorted(carpeta.glob("*.crl"))


def piezas_de(carpeta: Path, trabajo: Path) -> list[Pieza]:
    """Everything to judge; what travels inside something else is taken out into `trabajo`. Raises NoEsUnaEntrega."""
    try:
        resumen = json.loads((carpeta / "resumen.json").read_bytes())
        return [
            *_papeles(carpeta, resumen["documentos"]),
            *_indice(carpeta, resumen["indice"]),
            *_paquete(carpeta, trabajo, frozenset(resumen["escritos"])),
            *_copias(carpeta, resumen["copias"]),
            *_cabecera(carpeta, trabajo, resumen["cabecera"]),
        ]
    except (OSError, ValueError, LookupError, TypeError, etree.XMLSyntaxError) as error:
        raise NoEsUnaEntrega(f"no se puede leer entera ({error})") from error


def _papeles(carpeta: Path, documentos: Mapping[str, Mapping[str, object]]) -> Iterator[Pieza]:
    for suelto in sorted(carpeta.glob("*.pdf")):
        if suelto.name not in documentos:
            yield from _pdf_nuestro(suelto.name, suelto, "resumen.json no dice nada de él")
    for nombre, dicho in documentos.items():
        fichero = carpeta / nombre
        huella = hashlib.sha256(fichero.read_bytes()).hexdigest()
        falta = "" if huella == dicho["sha256"] else "no es el fichero del que habla resumen.json"
        if not falta and (dicho["pdfa"], f"ua{dicho['pdfua']}") != NUESTRAS:
            falta = f"dice de sí PDF/A-{dicho['pdfa']} y PDF/UA-{dicho['pdfua']}"
        yield from _pdf_nuestro(nombre, fichero, falta)
        nivel, firmas = str(dicho["nivel"]), int(str(dicho["firmas"]))
        yield Pieza(nombre, Peticion("", fichero), nivel=nivel, firmas=firmas, falta=falta)


def _pdf_nuestro(nombre: str, fichero: Path, falta: str = "") -> Iterator[Pieza]:
    for norma in NUESTRAS:
        yield Pieza(nombre, Peticion(norma, fichero), falta=falta)


def _indice(carpeta: Path, dicho: Mapping[str, object]) -> Iterator[Pieza]:
    fichero = carpeta / "eni" / "expediente.xml"
    yield Pieza(
        "eni/expediente.xml", Peticion("", fichero), nivel=str(dicho["nivel"]), firmas=int(str(dicho["firmas"]))
    )


def _paquete(carpeta: Path, trabajo: Path, escritos: frozenset[str]) -> Iterator[Pieza]:
    """The documents of the ENI package: the PDF that each carries, and the signatures beside it."""
    hallados = set()
    for xml in sorted((carpeta / "eni" / "documentos").glob("*.xml")):
        raiz = etree.parse(str(xml), etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)).getroot()
        identificador = _texto(raiz, "Identificador")
        hallados.add(identificador)
        nombre, contenido = f"eni:{identificador[-12:]}", trabajo / xml.stem
        contenido.write_bytes(_contenido(raiz, xml))
        tipos = [(n.text or "").strip() for n in _nodos(raiz, "TipoFirma")]
        if identificador in escritos:
            yield from _pdf_nuestro(nombre, contenido)
        if "TF06" in tipos:
            yield Pieza(nombre, Peticion("", contenido))
        for numero, firma in enumerate(_nodos(raiz, "FirmaBase64")):
            tipo = next((h.text for h in firma.iterancestors() for h in _nodos(h, "TipoFirma")), "")
            if tipo in _FIRMAS_SUELTAS:
                suelta = trabajo / f"{xml.stem}.{numero}.p7s"
                suelta.write_bytes(base64.b64decode(firma.text or ""))
                yield Pieza(f"{nombre} ({tipo})", Peticion("", suelta, contenido if tipo == "TF04" else None))
    if perdidos := escritos - hallados:
        raise NoEsUnaEntrega(f"no están en el paquete: {', '.join(sorted(perdidos))}")


def _contenido(raiz: etree._Element, xml: Path) -> bytes:
    dentro = _nodos(raiz, "ValorBinario")
    if dentro:
        try:
            return base64.b64decode(dentro[0].text or "")
        except binascii.Error as error:
            raise NoEsUnaEntrega(f"{xml.name}: {error}") from error
    referencia = _texto(raiz, "ReferenciaFichero")
    fichero = (xml.parent.parent / referencia).resolve()
    if not fichero.is_relative_to(xml.parent.parent.resolve()):
        raise NoEsUnaEntrega(f"{xml.name} se refiere a un fichero de fuera del paquete")
    return fichero.read_bytes()


def _nodos(raiz: etree._Element, nombre: str) -> list[etree._Element]:
    return list(raiz.iter(f"{{*}}{nombre}"))


def _texto(raiz: etree._Element, nombre: str) -> str:
    hallado = _nodos(raiz, nombre)
    if not hallado:
        raise NoEsUnaEntrega(f"falta {nombre}")
    return (hallado[0].text or "").strip()


def _copias(carpeta: Path, dichas: Mapping[str, Mapping[str, str]]) -> Iterator[Pieza]:
    """Stamped copies of what came in: those of scans claim to be PDF/A-2b and have to be; the others claim nothing, since nobody can
    vouch for what another program wrote, and veraPDF says how they are."""
    for fichero in sorted((carpeta / "copias").glob("*.pdf")):
        dice = dichas[fichero.name]["pdfa"]
        falta = "" if dice in ("", _COPIA) else f"dice de sí PDF/A-{dice}"
        yield Pieza(f"copias/{fichero.stem[-12:]}", Peticion(_COPIA, fichero), libre=not dice, falta=falta)


def _cabecera(carpeta: Path, trabajo: Path, dicho: Mapping[str, object]) -> Iterator[Pieza]:
    """The published head: a detached CAdES over its other fields, and a time stamp over the file."""
    fichero = carpeta / "cabecera.json"
    campos = json.loads(fichero.read_bytes())
    firma, firmado = trabajo / "cabecera.p7s", trabajo / "cabecera.firmado.json"
    firma.write_bytes(base64.b64decode(campos.pop("firma")))
    firmado.write_bytes(json.dumps(campos, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
    yield Pieza(
        "cabecera.json", Peticion("", firma, firmado), nivel=str(dicho["nivel"]), firmas=int(str(dicho["firmas"]))
    )
    ficha = trabajo / "cabecera.tst"
    respuesta = tsp.TimeStampResp.load((carpeta / "cabecera.tsr").read_bytes())
    ficha.write_bytes(respuesta["time_stamp_token"].dump())
    yield Pieza("cabecera.tsr", Peticion("", ficha, fichero))
