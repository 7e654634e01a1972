"""Pure rules of the documents that are being written."""

from __future__ import annotations

# What is written in a word processor, and is made into a PDF before it is put in the case
TEXTOS = frozenset(
    {
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)


def nombre_en_pdf(nombre: str) -> str:
    """`informe.odt` as a PDF."""
    return f"{nombre.rpartition('.')[0] or nombre}.pdf"[-255:]
