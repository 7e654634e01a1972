"""The secure verification code (RD 203/2021 art. 21): random, readable, with a check character.

19 random characters of an alphabet of 31 (94 bits) and one check character, in five groups of four:
`7KQ2-M9XD-…`. The alphabet leaves out 0, 1, I, O and U; the check (weighted sum modulo the prime 31) finds any single mistaken
character and any two swapped.
"""

from __future__ import annotations

import secrets

ALFABETO = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
LARGO = 20
_GRUPO = 4


def generar_csv() -> str:
    """A new code, with its hyphens."""
    azar = "".join(secrets.choice(ALFABETO) for _ in range(LARGO - 1))
    return _en_grupos(azar + _control(azar))


def normalizar_csv(texto: str) -> str | None:
    """The code as we store it, from what somebody typed (case, spaces and hyphens do not matter); None when it cannot be one."""
    limpio = "".join(c for c in texto.upper() if c not in " -\t\r\n.")
    if len(limpio) != LARGO or any(c not in ALFABETO for c in limpio) or _control(limpio[:-1]) != limpio[-1]:
        return None
    return _en_grupos(limpio)


def _control(cuerpo: str) -> str:
    suma = sum((posicion + 1) * ALFABETO.index(c) for posicion, c in enumerate(cuerpo))
    return ALFABETO[suma % len(ALFABETO)]


def _en_grupos(limpio: str) -> str:
    return "-".join(limpio[i : i + _GRUPO] for i in range(0, LARGO, _GRUPO))
