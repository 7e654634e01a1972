"""Texts made by hand: honest ones, and those that would run or ask for something."""

from __future__ import annotations

import io
import zipfile

MIME = "application/vnd.oasis.opendocument.text"
_ESPACIOS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
)
_MANIFIESTO = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>{mas}</manifest:manifest>'
)


def odt(
    parrafos: str = "<text:p>Informe jurídico.</text:p>",
    *,
    guiones: str = "",
    mas: dict[str, bytes] | None = None,
    en_manifiesto: str = "",
) -> bytes:
    """An OpenDocument text with that body and whatever else is put in it."""
    cuerpo = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ESPACIOS} office:version="1.2">{guiones}'
        f"<office:body><office:text>{parrafos}</office:text></office:body></office:document-content>"
    )
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as paquete:
        paquete.writestr(zipfile.ZipInfo("mimetype"), MIME)
        paquete.writestr("content.xml", cuerpo)
        paquete.writestr("META-INF/manifest.xml", _MANIFIESTO.format(mas=en_manifiesto))
        for nombre, datos in (mas or {}).items():
            paquete.writestr(nombre, datos)
    return salida.getvalue()


def docx(texto: str = "Informe jurídico.", *, mas: dict[str, bytes] | None = None) -> bytes:
    """A Word text with one paragraph."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    tipos = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relaciones = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as paquete:
        paquete.writestr("[Content_Types].xml", tipos)
        paquete.writestr("_rels/.rels", relaciones)
        paquete.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document xmlns:w="{w}"><w:body><w:p><w:r><w:t>{texto}</w:t></w:r></w:p></w:body></w:document>',
        )
        for nombre, datos in (mas or {}).items():
            paquete.writestr(nombre, datos)
    return salida.getvalue()


def con_enlaces(direccion: str) -> bytes:
    """A text that asks for a picture and for a section of another document from outside, and holds an object of another program."""
    return odt(
        "<text:p>Antes.</text:p>"
        f'<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{direccion}/imagen.png" xlink:type="simple" '
        'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        f'<text:section text:name="S"><text:section-source xlink:href="{direccion}/otro.odt" xlink:type="simple"/><text:p>S</text:p></text:section>'
        '<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:object-ole xlink:href="./Object 1" xlink:type="simple"/></draw:frame></text:p>'
        "<text:p>Después.</text:p>",
        mas={"Object 1": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000},
        en_manifiesto='<manifest:file-entry manifest:full-path="Object 1" manifest:media-type="application/vnd.sun.star.oleobject"/>',
    )


def con_macro(orden: str) -> bytes:
    """A text whose macro, bound to its opening, would run an order."""
    modulo = (
        '<?xml version="1.0"?><script:module xmlns:script="http://openoffice.org/2000/script" script:name="M" script:language="StarBasic">'
        f"Sub Main\nShell(&quot;{orden}&quot;)\nEnd Sub</script:module>"
    )
    return odt(
        guiones=(
            '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" '
            'xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document" xlink:type="simple"/>'
            "</office:event-listeners></office:scripts>"
        ),
        mas={
            "Basic/Standard/M.xml": modulo.encode(),
            "Basic/Standard/script-lb.xml": b'<?xml version="1.0"?><library:library xmlns:library="http://openoffice.org/2000/library" '
            b'library:name="Standard"><library:element library:name="M"/></library:library>',
            "Basic/script-lc.xml": b'<?xml version="1.0"?><library:libraries xmlns:library="http://openoffice.org/2000/library">'
            b'<library:library library:name="Standard" library:link="false"/></library:libraries>',
        },
        en_manifiesto="".join(
            f'<manifest:file-entry manifest:full-path="{pieza}" manifest:media-type="text/xml"/>'
            for pieza in ("Basic/Standard/M.xml", "Basic/Standard/script-lb.xml", "Basic/script-lc.xml")
        ),
    )


def _con_imagen(como: int) -> tuple[bytes, int]:
    """A text with a picture packed in that way, and where its bytes begin."""
    salida = io.BytesIO(odt())
    with zipfile.ZipFile(salida, "a", como) as paquete:
        paquete.writestr("Pictures/a.png", bytes(range(256)) * 200)
        pieza = paquete.getinfo("Pictures/a.png")
    return salida.getvalue(), pieza.header_offset + 30 + len(pieza.filename)


def danado(como: int) -> bytes:
    """A text with a picture packed in that way, some of whose bytes are others."""
    datos, principio = _con_imagen(como)
    return datos[: principio + 12] + b"\xff" * 40 + datos[principio + 52 :]


def cortado() -> bytes:
    """A text whose index says that a piece is longer than what is left of the file."""
    datos, _principio = _con_imagen(zipfile.ZIP_STORED)
    pieza = datos.rindex(b"PK\x01\x02")
    enorme = (len(datos) * 2).to_bytes(4, "little")
    return datos[: pieza + 20] + enorme * 2 + datos[pieza + 28 :]
