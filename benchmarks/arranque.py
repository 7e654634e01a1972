"""How long the second start of `demo` takes: until it says that it runs, and until its first page arrives.

    PYTHONPATH=src .venv/bin/python benchmarks/arranque.py [--veces 5] [--var CARPETA] [--puerto 18900]

The first start, which fills the town, is done once and not counted. Give it a machine that does nothing else: it prints the load before each run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[1]
ESPERA = 900.0


def una(var: Path, puerto: int) -> tuple[float, float]:
    """Seconds from the order to the announcement, and to the end of the first page asked from outside."""
    estado = var / "demo" / "estado.json"
    estado.unlink(missing_ok=True)
    limpio = {k: v for k, v in os.environ.items() if not k.startswith(("CONSISTORIO_", "DJANGO_", "DATABASE_"))}
    empieza = time.monotonic()
    proceso = subprocess.Popen(
        [str(RAIZ / "consistorio"), "demo", "--puerto", str(puerto)],
        env={**limpio, "CONSISTORIO_VAR": str(var)},
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


def maquina() -> str:
    """The machine, for whoever reads the figures."""
    modelo = next(
        (
            li.split(":")[1].strip()
            for li in Path("/proc/cpuinfo").read_text().splitlines()
            if li.startswith("model name")
        ),
        platform.machine(),
    )
    return f"{modelo}, {os.cpu_count()} processors, Python {platform.python_version()}"


def main() -> None:
    """Measure and print one line a run and the medians, and the same as JSON at the end."""
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--veces", type=int, default=5)
    opciones.add_argument("--var", type=Path)
    opciones.add_argument("--puerto", type=int, default=18900)
    pedido = opciones.parse_args()
    var = pedido.var or Path(tempfile.mkdtemp(prefix="consistorio-arranque-"))
    print(maquina())
    print(f"first start, not counted: {una(var, pedido.puerto)[0]:.1f} s in {var}")
    medidas: list[tuple[float, float]] = []
    for vez in range(pedido.veces):
        carga = os.getloadavg()[0]
        medidas.append(una(var, pedido.puerto))
        print(
            f"{vez + 1}: announced {medidas[-1][0]:.2f} s, first page {medidas[-1][1]:.2f} s, load before {carga:.2f}"
        )
    anunciado, pagina = (statistics.median(m[i] for m in medidas) for i in (0, 1))
    print(f"median: announced {anunciado:.2f} s, first page {pagina:.2f} s")
    print(json.dumps({"anunciado": round(anunciado, 2), "pagina": round(pagina, 2), "veces": len(medidas)}))


if __name__ == "__main__":
    main()
