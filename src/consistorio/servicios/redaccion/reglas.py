"""Pure rules of the documents that are being written."""

from __future__ import annotations

# What is written in a word processor, and is made into a PDF before it is put in the case
TEXTOS = frozenset(
    {
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
_EXTENSIONES = (".odt", ".docx")


def promete_otra_cosa(nombre: str, tipo_mime: str) -> bool:
    """Whether a file is called as a text of a word processor, and by its bytes is none: nothing would make a PDF of it."""
    return nombre.lower().endswith(_EXTENSIONES) and tipo_mime not in TEXTOS


def nombre_en_pdf(nombre: str) -> str:
    """`informe.odt` as a PDF."""
    return f"{nombre.rpartition('.')[0] or nombre}.pdf"[-255:]
