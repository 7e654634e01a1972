"""Takes the pictures of the manual: walks the terrace by keyboard (`tests/navegador/test_teclado_terraza.py`) and keeps what it leaves, small.

.venv/bin/python docs/capturas/del_manual.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

RAIZ = Path(__file__).resolve().parents[2]
DESTINO = RAIZ / "docs" / "manual" / "empleados" / "capturas"
PASEO = "tests/navegador/test_teclado_terraza.py"
COLORES = 48  # of the palette: these pages are text on white


def main() -> None:
    """Walk, and replace every picture by that of today."""
    with tempfile.TemporaryDirectory() as carpeta:
        entorno = {**os.environ, "CAPTURAS_DEL_MANUAL": carpeta}
        subprocess.run([sys.executable, "-m", "pytest", PASEO, "-q"], check=True, cwd=RAIZ, env=entorno)
        DESTINO.mkdir(exist_ok=True)
        for anterior in DESTINO.glob("*.png"):
            anterior.unlink()
        for fichero in sorted(Path(carpeta).glob("*.png")):
            imagen = Image.open(fichero).convert("RGB").quantize(COLORES, dither=Image.Dither.NONE)
            imagen.save(DESTINO / fichero.name, optimize=True)


if __name__ == "__main__":
    main()
