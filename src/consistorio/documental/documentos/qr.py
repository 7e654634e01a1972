"""The QR code of every page that we write or stamp: the address where its CSV is checked."""

from __future__ import annotations

import segno

# Any of the eight masks can be read. To try them all and keep the prettiest takes four times as long, a fifth of a page.
_MASCARA = 0


def codigo(texto: str) -> segno.QRCode:
    """That text as a QR code of level M (15 % of it may be unreadable)."""
    return segno.make_qr(texto, error="m", mask=_MASCARA)


def en_svg(texto: str) -> str:
    """The code as SVG text, black on nothing, without quiet zone: the page around it is white."""
    return str(codigo(texto).svg_inline(border=0, omitsize=True))
