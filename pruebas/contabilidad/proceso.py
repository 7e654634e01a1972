"""What is started and killed: Django first, and then the work."""

from __future__ import annotations

import sys

import django


def main(semilla: int, cuantas: int) -> int:
    """0 when every command is done, 1 when the product diverged from the oracle."""
    django.setup()
    from .obrero import Divergencia, trabajar

    try:
        trabajar(semilla, cuantas)
    except Divergencia as error:
        print(f"DIVERGE: {error}", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
