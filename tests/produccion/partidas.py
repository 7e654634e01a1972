"""Requests whose end two servers could put in different places (CWE-444); in what is left over of each there hides another one."""

from __future__ import annotations

ESCONDIDA = "/escondida-00/"
_OTRA = f"GET {ESCONDIDA} HTTP/1.1\r\nHost: localhost\r\nX-De: "
_FINAL = "0\r\n\r\n"


def escondida(numero: int) -> str:
    """The path that hides in one of them."""
    return ESCONDIDA.replace("00", f"{numero:02}")


def con_la_suya(peticion: bytes, numero: int) -> bytes:
    """The same request, with a path of its own hidden in it."""
    return peticion.replace(ESCONDIDA.encode(), escondida(numero).encode())


def _pedir(*cabeceras: str, cuerpo: str = "", linea: str = "POST /tramites/ HTTP/1.1", fin: str = "\r\n") -> bytes:
    return fin.join((linea, "Host: localhost", *cabeceras, "", cuerpo)).encode("latin-1")


_TROCEADA = "Transfer-Encoding: chunked"
_TRAS_EL_FINAL = _FINAL + _OTRA
PARTIDAS = {
    "both lengths, the short one first": _pedir("Content-Length: 5", _TROCEADA, cuerpo=_TRAS_EL_FINAL),
    "both lengths, the other way round": _pedir(_TROCEADA, f"Content-Length: {len(_TRAS_EL_FINAL)}", cuerpo=_TRAS_EL_FINAL),
    "two lengths": _pedir("Content-Length: 0", f"Content-Length: {len(_OTRA)}", cuerpo=_OTRA),
    "two lengths in one": _pedir(f"Content-Length: 0, {len(_OTRA)}", cuerpo=_OTRA),
    "a length with a sign": _pedir("Content-Length: +0", cuerpo=_OTRA),
    "a length in another base": _pedir("Content-Length: 0x0", cuerpo=_OTRA),
    "a space before the colon": _pedir("Content-Length : 0", cuerpo=_OTRA),
    "a space inside the name": _pedir("Transfer Encoding: chunked", cuerpo=_TRAS_EL_FINAL),
    "a name with an underscore": _pedir("Transfer_Encoding: chunked", "Content-Length: 5", cuerpo=_TRAS_EL_FINAL),
    "a coding that is nearly chunked": _pedir("Transfer-Encoding: xchunked", cuerpo=_TRAS_EL_FINAL),
    "chunked and another": _pedir("Transfer-Encoding: chunked, identity", cuerpo=_TRAS_EL_FINAL),
    "chunked twice": _pedir(_TROCEADA, _TROCEADA, cuerpo=_TRAS_EL_FINAL),
    "chunked after a tab": _pedir("Transfer-Encoding:\tchunked", cuerpo=_TRAS_EL_FINAL),
    "chunked after a vertical tab": _pedir("Transfer-Encoding: \x0bchunked", cuerpo=_TRAS_EL_FINAL),
    "chunked in a folded line": _pedir("Transfer-Encoding:", " chunked", cuerpo=_TRAS_EL_FINAL),
    "a folded length": _pedir("X-Una: 1", " Content-Length: 0", "Content-Length: 5", cuerpo=_TRAS_EL_FINAL),
    "a size of chunk that overflows": _pedir(_TROCEADA, cuerpo=f"{'f' * 17}0\r\n{_OTRA}"),
    "a negative size of chunk": _pedir(_TROCEADA, cuerpo=f"-1\r\n{_OTRA}"),
    "a chunk without its end": _pedir(_TROCEADA, cuerpo=f"3\r\nabc{_TRAS_EL_FINAL}"),
    "an extension of a chunk with a bare line feed": _pedir(_TROCEADA, cuerpo=f"0;x\n\r\n{_OTRA}"),
    "trailers that would be headers": _pedir(_TROCEADA, cuerpo=f"0\r\nContent-Length: {len(_OTRA)}\r\n\r\n{_OTRA}"),
    "bare line feeds": _pedir("Content-Length: 0", cuerpo=_OTRA, fin="\n"),
    "bare carriage returns": _pedir("X-Una: 1\rContent-Length: 5", cuerpo=_OTRA),
    "a null in a value": _pedir("X-Una: \x00", "Content-Length: 0", cuerpo=_OTRA),
    "a body in a GET": _pedir(f"Content-Length: {len(_OTRA)}", cuerpo=_OTRA, linea="GET /tramites/ HTTP/1.1"),
    "chunks in HTTP/1.0": _pedir(_TROCEADA, cuerpo=_TRAS_EL_FINAL, linea="POST /tramites/ HTTP/1.0"),
    "HTTP/0.9": b"GET /tramites/\r\n" + _OTRA.encode(),
    "a line of request inside the path": _pedir("Content-Length: 0", linea=f"GET /tramites/ HTTP/1.1\nGET {ESCONDIDA} HTTP/1.1"),
    "a length that the connection takes away": _pedir(
        "Connection: Content-Length", f"Content-Length: {len(_OTRA)}", cuerpo=_OTRA
    ),
    "a change of protocol": _pedir("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk", cuerpo=_OTRA),
    "what waits for leave": _pedir("Expect: 100-continue", "Content-Length: 0", cuerpo=_OTRA),
}  # fmt: skip
# A plain one, cut off nowhere: two requests, and both servers have to see the second
SEGUIDAS = _pedir("Content-Length: 0", cuerpo=_OTRA + "1\r\n\r\n")
