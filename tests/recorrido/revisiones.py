"""What each revision of a PDF changed. Written on pikepdf (qpdf), which signs nothing and knows nothing of us.

A signed PDF may only grow, and only by signatures, time stamps and the DSS dictionary (ISO 32000-2, 12.8; ETSI EN 319 142-1, 5.4).
The argument: no object that was there changes, save the catalogue (only AcroForm, DSS, Extensions), the form (only new signature
fields), a page (only new widgets of signature fields) and a field that was empty (its value). So whatever is new can be
reached only through those, and nothing that is seen on a page is another.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import pairwise

import pikepdf

_VACIA = pikepdf.Array()
CATALOGO = {"/AcroForm", "/DSS", "/Extensions"}
FORMULARIO = {"/Fields", "/SigFlags"}
CAMPO = {"/V", "/AP", "/F", "/M", "/Lock"}


@dataclass(frozen=True)
class Firma:
    """A signature of the file: its field, format, bytes covered, and its CMS."""

    campo: str
    formato: str
    rango: tuple[int, int, int, int]
    cms: bytes

    @property
    def fin(self) -> int:
        """Where the revision that it signs ends."""
        return self.rango[2] + self.rango[3]

    def firmado(self, datos: bytes) -> bytes:
        """The bytes that it covers."""
        a, b, c, d = self.rango
        return datos[a : a + b] + datos[c : c + d]


def firmas(datos: bytes) -> list[Firma]:
    """Its signatures and time stamps in the order of their revisions."""
    with pikepdf.open(io.BytesIO(datos)) as pdf:
        halladas = []
        for campo in pdf.Root.AcroForm.Fields:
            valor = campo.get("/V")
            if campo.get("/FT") != "/Sig" or valor is None:
                continue
            a, b, c, d = (int(n) for n in valor.ByteRange)
            cms = bytes(valor.Contents)
            largo = int.from_bytes(cms[2 : 2 + (cms[1] & 0x7F)], "big") + 2 + (cms[1] & 0x7F)
            halladas.append(Firma(str(campo.T), str(valor.SubFilter), (a, b, c, d), cms[:largo]))
    return sorted(halladas, key=lambda firma: firma.fin)


def cortes(datos: bytes) -> list[int]:
    """Where each revision ends."""
    return [m.end() for m in re.finditer(rb"%%EOF\r?\n?", datos)]


def cambios_indebidos(datos: bytes) -> list[str]:
    """What changed after the first signature that is neither signature, nor time stamp, nor DSS."""
    todas = firmas(datos)
    finales = cortes(datos)
    malos = [f"{f.campo}: does not cover a whole revision" for f in todas if f.fin not in finales or f.rango[0] != 0]
    malos += [
        f"{f.campo}: leaves out more than its own value"
        for f in todas
        if not re.fullmatch(rb"<[0-9A-Fa-f]*>", datos[f.rango[1] : f.rango[2]])
    ]
    if finales[-1] != len(datos):
        malos.append("bytes after the last revision")
    desde = [fin for fin in finales if todas and fin >= todas[0].fin]
    for antes, despues in pairwise(desde):
        with pikepdf.open(io.BytesIO(datos[:antes])) as viejo, pikepdf.open(io.BytesIO(datos[:despues])) as nuevo:
            malos += [f"revision that ends at {despues}: {que}" for que in _comparar(viejo, nuevo)]
    return malos


def _texto(objeto: object) -> bytes:
    """A value with its references unresolved; a stream with its raw bytes."""
    if isinstance(objeto, pikepdf.Stream):
        claves = {c: _referencia(objeto, c) for c in objeto.keys()}  # noqa: SIM118 - not a dict
        return repr(sorted(claves.items())).encode() + objeto.read_raw_bytes()
    return bytes(objeto.unparse(resolved=True)) if isinstance(objeto, pikepdf.Object) else repr(objeto).encode()


def _comparar(viejo: pikepdf.Pdf, nuevo: pikepdf.Pdf) -> list[str]:
    malos = []
    if str(viejo.trailer.Root.objgen) != str(nuevo.trailer.Root.objgen):
        return ["another catalogue"]
    formulario = nuevo.Root.AcroForm.objgen
    paginas = {pagina.objgen for pagina in nuevo.pages}
    for numero in range(1, int(viejo.trailer.Size)):
        antes, despues = viejo.get_object(numero, 0), nuevo.get_object(numero, 0)
        if isinstance(antes, pikepdf.Stream) and antes.get("/Type") in ("/XRef", "/ObjStm"):
            continue
        if _texto(antes) == _texto(despues):
            continue
        if not isinstance(antes, pikepdf.Object):
            malos.append(f"value {numero} is another")
            continue
        if antes.objgen == nuevo.Root.objgen:
            malos += _de_mas(antes, despues, CATALOGO, "catalogue")
            malos += [] if antes.get("/AcroForm") is None or formulario == (0, 0) else _mismo_formulario(antes, despues)
        elif antes.objgen == formulario:
            malos += _de_mas(antes, despues, FORMULARIO, "form") + _anadidos(antes.Fields, despues.Fields)
        elif antes.objgen in paginas:
            malos += _de_mas(antes, despues, {"/Annots"}, "page")
            malos += _anadidos(antes.get("/Annots", _VACIA), despues.get("/Annots", _VACIA))
        elif isinstance(antes, pikepdf.Dictionary) and antes.get("/FT") == "/Sig":
            malos += _de_mas(antes, despues, CAMPO, f"field {antes.get('/T')}")
            malos += [f"field {antes.T}: signed again"] if antes.get("/V") is not None else []
        elif antes.objgen in _del_dss(viejo):
            continue
        elif isinstance(antes, pikepdf.Array) and antes.objgen in _listas(viejo):
            malos += _anadidos(antes, despues)
        else:
            malos.append(f"object {antes.objgen} is another")
    return malos


def _mismo_formulario(antes: pikepdf.Object, despues: pikepdf.Object) -> list[str]:
    return [] if antes.AcroForm.objgen == despues.AcroForm.objgen else ["another form"]


def _de_mas(antes: pikepdf.Object, despues: pikepdf.Object, permitidas: set[str], que: str) -> list[str]:
    if not isinstance(despues, pikepdf.Dictionary):
        return [f"{que}: gone"]
    claves = set(antes.keys()) | set(despues.keys())
    otras = [
        c
        for c in claves - permitidas
        if antes.get(c) is None or despues.get(c) is None or _referencia(antes, c) != _referencia(despues, c)
    ]
    return [f"{que}: {c} is another" for c in sorted(otras)]


def _referencia(objeto: pikepdf.Object, clave: str) -> str:
    valor = objeto.get(clave)
    if isinstance(valor, pikepdf.Object):
        return str(valor.objgen) if valor.is_indirect else str(valor.unparse())
    return repr(valor)


def _anadidos(antes: pikepdf.Object, despues: pikepdf.Object) -> list[str]:
    """What stood in a list stands there still, and the rest are signature fields."""
    viejos, nuevos = [v.objgen for v in antes], [n.objgen for n in despues]
    malos = [f"{v} left its list" for v in viejos if v not in nuevos]
    return malos + [
        f"{n.objgen} is no signature field" for n in despues if n.objgen not in viejos and n.get("/FT") != "/Sig"
    ]


def _listas(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Lists of fields and of widgets that are objects of their own."""
    return {pdf.Root.AcroForm.Fields.objgen} | {p.Annots.objgen for p in pdf.pages if "/Annots" in p}


def _del_dss(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    dss = pdf.Root.get("/DSS")
    if dss is None:
        return set()
    suyos = {dss.objgen}
    for clave in ("/Certs", "/OCSPs", "/CRLs", "/VRI"):
        if dss.get(clave) is not None:
            suyos.add(dss[clave].objgen)
    for una in dss.get("/VRI", {}).values():
        suyos |= {una.objgen, *(valor.objgen for valor in una.values() if isinstance(valor, pikepdf.Object))}
    return suyos - {(0, 0)}
