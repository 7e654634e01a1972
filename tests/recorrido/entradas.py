"""What the people of the stories bring: files as they come from the street, and those that are not admitted."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf

from consistorio.cli.recorrido.adjuntos import croquis

from .entrega import RAIZ

MEGA = 1024 * 1024
# In two pieces, so that no antivirus takes this file for the test file itself
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CERRADO = "con contraseña.pdf"
ROTOS = {"ilegible": "cortado.pdf", "incompleto": "sin el final.pdf"}


def muestras() -> list[Path]:
    """PDF files as citizens send them; none where they are not."""
    for carpeta in (os.environ.get("CONSISTORIO_ESQUEMAS", ""), str(RAIZ.parent / "shared" / "data")):
        if carpeta and (Path(carpeta) / "pdf").is_dir():
            return sorted((Path(carpeta) / "pdf").glob("*.pdf"))
    return []


def de_la_calle(carpeta: Path) -> list[Path]:
    """The samples, an encrypted one, one that wants a password, and two as a transfer that broke leaves them (`ROTOS`)."""
    entero = croquis(carpeta).read_bytes()
    with pikepdf.open(croquis(carpeta)) as pdf:
        pdf.save(carpeta / "cifrado.pdf", encryption=pikepdf.Encryption(owner="llave", user=""))
        pdf.save(carpeta / CERRADO, encryption=pikepdf.Encryption(owner="llave", user="llave"))
    for nombre, cuanto in zip(ROTOS.values(), (400, len(entero) - 40), strict=True):
        (carpeta / nombre).write_bytes(entero[:cuanto])
    return [*muestras(), *(carpeta / nombre for nombre in ("cifrado.pdf", CERRADO, *ROTOS.values()))]


def programa(carpeta: Path) -> Path:
    """A Windows program that says that it is a PDF."""
    fichero = carpeta / "programa.pdf"
    fichero.write_bytes(b"MZ\x90\x00\x03" + bytes(58) + b"PE\x00\x00" + bytes(2000))
    return fichero


def que_no_se_admiten(carpeta: Path) -> list[Path]:
    """A program, a virus and one too big; with a broken PDF and one of 60 MB, which are admitted."""
    virus, roto, enorme, grande = (carpeta / n for n in ("prueba.txt", "roto.pdf", "enorme.pdf", "grande.pdf"))
    virus.write_text(EICAR, "ascii")
    roto.write_bytes(croquis(carpeta).read_bytes()[:400])
    engordar(croquis(carpeta), enorme, 251)
    engordar(croquis(carpeta), grande, 60)
    return [programa(carpeta), virus, roto, enorme, grande]


def engordar(origen: Path, destino: Path, megas: int) -> None:
    """The same PDF with comments before its end, which says where its table is."""
    datos = origen.read_bytes()
    final = datos.rindex(b"startxref")
    with destino.open("wb") as salida:
        salida.write(datos[:final])
        for _ in range(megas):
            salida.write(b"%" + b"x" * (MEGA - 2) + b"\n")
        salida.write(datos[final:])
