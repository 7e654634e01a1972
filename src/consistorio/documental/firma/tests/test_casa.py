"""What the sede says of the certificates it uses."""

from __future__ import annotations

import pytest
from cryptography.x509 import Name

from consistorio.documental.firma.casa import en_palabras


@pytest.mark.parametrize(
    ("nombre", "palabras"),
    [
        (
            "CN=SELLO DE ÓRGANO,2.5.4.5=P9999900E,2.5.4.97=VATES-P9999900E,O=Ayuntamiento,C=ES",
            "SELLO DE ÓRGANO, Ayuntamiento, NIF P9999900E",
        ),
        ("CN=Autoridad,O=Autoridad,C=ES", "Autoridad"),
        ("C=ES", "C=ES"),
    ],
)
def test_a_name_is_read_without_codes(nombre: str, palabras: str) -> None:
    assert en_palabras(Name.from_rfc4514_string(nombre)) == palabras
