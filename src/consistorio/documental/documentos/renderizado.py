"""From a template and data to a PDF/A-2a that is also PDF/UA-1, with its signature fields laid out and tagged.

Pure: no database, no clock. One compiler a template and process, reused (the fonts are read once); a lock each, because the
compiler holds the data of the last call.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache

import typst

from consistorio.documental.documentos import qr
from consistorio.documental.documentos.catalogo_plantillas import CARPETA, comprobar, plantilla
from consistorio.documental.documentos.formato import para_plantilla
from consistorio.documental.documentos.letras import que_se_escriban
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.nucleo.dato import dato

_MARCA = "<campo-firma>"


@dato
class Marco:
    """What surrounds the body on every page.

    `creado` dates the PDF (aware). `prueba`: it is of a made-up case, and every page says so across. `url_verificacion` is the sede's page as people read it; the QR code leads to it with the code filled in.
    """

    entidad: str
    dir3: str
    titulo: str
    csv: str
    url_verificacion: str
    creado: datetime
    unidad: str = ""
    expediente: str = ""
    leyenda: str = ""
    prueba: bool = False

    @property
    def enlace(self) -> str:
        """Address of the verification page of this very document."""
        return enlace_verificacion(self.url_verificacion, self.csv)


def enlace_verificacion(url: str, csv: str) -> str:
    """Address that opens the verification page with the code filled in."""
    return f"{url}?csv={csv}"


def renderizar(nombre: str, datos: Mapping[str, object], *, marco: Marco, firmas: Sequence[CampoFirma] = ()) -> bytes:
    """The PDF of a template.

    Raises DatosIncorrectos when the data do not fit the template (every problem at once); ValueError when two fields share a name.
    """
    modelo = plantilla(nombre)
    comprobar(modelo, datos)
    nombres = [campo.nombre for campo in firmas]
    if len(set(nombres)) != len(nombres):
        msg = f"signature fields repeat a name: {nombres}"
        raise ValueError(msg)
    entradas = {
        "datos": json.dumps(que_se_escriban(para_plantilla(datos)), ensure_ascii=False),
        "marco": json.dumps(que_se_escriban(_marco(marco, firmas)), ensure_ascii=False),
    }
    compilador, cerrojo = _compilador(nombre)
    with cerrojo:
        pdf = compilador.compile(
            sys_inputs=entradas, format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=int(marco.creado.timestamp())
        )
        huecos = json.loads(compilador.query(_MARCA, field="value")) if firmas else []
    if not isinstance(pdf, bytes):
        msg = "the compiler returned no PDF"
        raise TypeError(msg)
    if not firmas:
        return pdf
    from consistorio.documental.documentos.campos_firma import Hueco, escribir_campos  # slow to load

    rotulos = {campo.nombre: str(campo.rotulo) for campo in firmas}
    return escribir_campos(pdf, [Hueco(rotulo=rotulos[h["nombre"]], **h) for h in huecos])


def _marco(marco: Marco, firmas: Sequence[CampoFirma]) -> dict[str, object]:
    return {
        **{nombre: valor for nombre, valor in asdict(marco).items() if nombre != "creado"},
        "qr": qr.en_svg(marco.enlace) if marco.csv else "",
        "enlace_verificacion": marco.enlace,
        "firmas": [{**asdict(campo), "rotulo": str(campo.rotulo)} for campo in firmas],
    }


@cache
def _compilador(nombre: str) -> tuple[typst.Compiler, threading.Lock]:
    compilador = typst.Compiler(
        str(plantilla(nombre).ruta), root=str(CARPETA), font_paths=_fuentes(), ignore_system_fonts=True
    )
    return compilador, threading.Lock()


@cache
def _fuentes() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(CARPETA / "fuentes")])
