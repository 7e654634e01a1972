"""Alphabetical order in Spanish that does not depend on the machine or on the database.

No column stores the key: what is in memory sorts by it, and the database works out the same one (`plataforma.orden.en_castellano`).
"""

import re
import unicodedata

_ESPACIOS = re.compile(r"[^0-9a-z~]+")
_ENIE = "n\N{COMBINING TILDE}"


def clave_orden(texto: str) -> str:
    """Key by which texts sort as in the dictionary of the RAE.

    Accents, diaeresis, case and punctuation do not count; ñ stands after n and before o (written `n~`, as the tilde is
    greater than every letter); ç sorts as c; ch and ll are two letters each (Ortografía of 2010). Pure ASCII.
    """
    plano = unicodedata.normalize("NFKD", texto.casefold()).replace(_ENIE, "n~")
    sin_marcas = "".join(c for c in plano if unicodedata.category(c) != "Mn")  # also the joiner, which has no class
    return _ESPACIOS.sub(" ", sin_marcas.replace("ª", "a").replace("º", "o")).strip()
