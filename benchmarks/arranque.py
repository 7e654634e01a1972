"""How long the demo takes to start, as who follows README sees it: until it says that it runs, and until its first page arrives.

The first start, which fills the town, once; then the second ones, of a town that is there. `--opcion veces=5`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.banco import RAIZ, Banco
from benchmarks.cifras import Cifra, percentil

ESPERA = 900.0


def medir(banco: Banco) -> list[Cifra]:
    """One first start and several second ones, in a folder of their own."""
    puerto = 20_000 + os.getpid() % 10_000
    with tempfile.TemporaryDirectory(prefix="consistorio-arranque-") as carpeta:
        primera = una(Path(carpeta), puerto)
        siguientes = [
            una(Path(carpeta), puerto) for _vez in range(int(banco.opciones.get("veces", banco.cuanto(5, 1))))
        ]
    return [
        Cifra(
            que="The first start of the demo, with its town to fill: until it says that it runs",
            valor=round(primera[0], 1),
            unidad="s",
        ),
        *(
            Cifra(
                que=f"The second start of the demo: until {hasta}",
                valor=round(percentil(tiempos, 50), 2),
                unidad="s (p50)",
                p95=round(percentil(tiempos, 95), 2),
            )
            for hasta, tiempos in zip(
                ("it says that it runs", "its first page arrives"), zip(*siguientes, strict=True), strict=True
            )
        ),
    ]


def una(var: Path, puerto: int) -> tuple[float, float]:
    """Seconds from the order to the announcement, and to the end of the first page asked from outside."""
    estado = var / "demo" / "estado.json"
    estado.unlink(missing_ok=True)
    empieza = time.monotonic()
    proceso = subprocess.Popen(
        [str(RAIZ / "consistorio"), "demo", "--puerto", str(puerto)],
        env={**os.environ, "CONSISTORIO_VAR": str(var)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        anunciado, pagina = 0.0, 0.0
        while not (anunciado and pagina):
            ahora = time.monotonic() - empieza
            if proceso.poll() is not None or ahora > ESPERA:
                raise SystemExit("the demo did not start: look at its logs in " + str(var / "bitacoras"))
            anunciado = anunciado or (ahora if estado.exists() else 0.0)
            if not pagina and _llega(f"http://localhost:{puerto}/"):
                pagina = time.monotonic() - empieza
            time.sleep(0.02)
        return anunciado, pagina
    finally:
        proceso.send_signal(signal.SIGINT)
        proceso.wait(90)


def _llega(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as respuesta:
            return bool(respuesta.status == 200 and respuesta.read())
    except (urllib.error.URLError, OSError):
        return False
