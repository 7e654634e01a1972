"""Where this checkout keeps its things. Nothing is ever written above `var/`, save in a temporary folder."""

import os
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[4]


def carpeta_var() -> Path:
    """The folder of everything that we write: `CONSISTORIO_VAR`, else `var/` of the checkout."""
    return Path(os.environ.get("CONSISTORIO_VAR") or RAIZ / "var").absolute()
