"""LCP, layout shift and blocked time of the main pages in a real browser, cold, as on a telephone or at a desk: medians.

    PYTHONPATH=src .venv/bin/python benchmarks/paginas.py [--repeticiones 5]

Citizens' pages at 360 px with 1.6 Mbps, 150 ms and a processor four times slower; the staff's at 1366 px unthrottled. The town is a
demo town of its own, with all of its processes; bytes are those on the wire. Needs Chromium.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from consistorio.cli.recorrido.escenario import pueblo_de_usar_y_tirar

MIDE = """
window.medida = { lcp: 0, cls: 0, tbt: 0 };
const observar = (tipo, hacer) => new PerformanceObserver((l) => l.getEntries().forEach(hacer)).observe({ type: tipo, buffered: true });
observar("largest-contentful-paint", (e) => { window.medida.lcp = e.startTime; });
observar("layout-shift", (e) => { if (!e.hadRecentInput) window.medida.cls += e.value; });
observar("longtask", (e) => { window.medida.tbt += Math.max(0, e.duration - 50); });
"""
MEGA, MILI = 125_000, 150


@dataclass(frozen=True)
class Pagina:
    """A page to be measured: where, with whose session, and whether as on a telephone."""

    ruta: str
    cookies: Mapping[str, str]
    movil: bool


@dataclass(frozen=True)
class Medida:
    """Milliseconds, shift, milliseconds, bytes, requests, nodes."""

    lcp: float
    cls: float
    tbt: float
    bytes: int
    peticiones: int
    nodos: int


def medir(navegador: Browser, base: str, pagina: Pagina) -> Medida:
    """One cold visit."""
    contexto = navegador.new_context(viewport={"width": 360 if pagina.movil else 1366, "height": 768}, locale="es-ES")
    contexto.add_cookies([{"name": n, "value": v, "url": base} for n, v in pagina.cookies.items()])
    contexto.add_init_script(MIDE)
    vista = contexto.new_page()
    sesion = contexto.new_cdp_session(vista)
    sesion.send("Network.enable")
    recibido: list[int] = []
    sesion.on("Network.loadingFinished", lambda hecho: recibido.append(int(hecho["encodedDataLength"])))
    if pagina.movil:
        red = {"offline": False, "latency": MILI, "downloadThroughput": 1.6 * MEGA, "uploadThroughput": 0.75 * MEGA}
        sesion.send("Network.emulateNetworkConditions", red)
        sesion.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    respuesta = vista.goto(base + pagina.ruta, wait_until="networkidle", timeout=180_000)
    if respuesta is None or respuesta.status != 200:
        raise SystemExit(f"{pagina.ruta} was not served")
    hallado = vista.evaluate("window.medida")
    nodos = int(vista.evaluate("document.querySelectorAll('*').length"))
    contexto.close()
    return Medida(hallado["lcp"], hallado["cls"], hallado["tbt"], sum(recibido), len(recibido), nodos)


def main() -> None:
    """Make the town, visit, print."""
    analizador = argparse.ArgumentParser(description=__doc__)
    analizador.add_argument("--repeticiones", type=int, default=5)
    args = analizador.parse_args()
    ejecutable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if ejecutable is None:
        raise SystemExit("chromium is not installed")
    with pueblo_de_usar_y_tirar() as escenario:
        # These read models: only now is Django ready
        from consistorio.cli.recorrido.adjuntos import croquis, presupuesto
        from consistorio.cli.recorrido.historias.concesion import SOLICITANTE, solicitar
        from consistorio.cli.recorrido.relato import Relato, dejar_trabajar

        if escenario.orden("actualizar").returncode:
            raise SystemExit("the static files could not be collected")
        escenario.supervisor.parar_uno("web")
        escenario.supervisor.arrancar("web")
        escenario.supervisor.esperar_listos(solo=("web",))
        relato = Relato(escenario)
        papeles = escenario.var
        solicitar(
            relato, SOLICITANTE, adjuntos={"plano": [croquis(papeles)], "presupuesto_detallado": [presupuesto(papeles)]}
        )
        dejar_trabajar()
        ciudadania = dict(relato.ciudadano(SOLICITANTE).navegador.sesion.cookies)
        personal = dict(relato.empleado("nuria").navegador.sesion.cookies)
        paginas = [
            Pagina("/", {}, True),
            Pagina("/tramites/licencia-obra-menor/", {}, True),
            Pagina("/mi-carpeta/", ciudadania, True),
            Pagina(f"/mi-carpeta/expedientes/{relato.expediente}/", ciudadania, True),
            Pagina("/escritorio/?ver=unidad", personal, False),
            Pagina(f"/escritorio/expedientes/{relato.expediente}/", personal, False),
        ]
        maquina = platform.processor() or platform.machine()
        print(
            f"{maquina}, {os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}, medians of {args.repeticiones}"
        )
        print("LCP ms    CLS  TBT ms  KB wire  requests  nodes  page")
        with sync_playwright() as playwright:
            navegador = playwright.chromium.launch(executable_path=ejecutable, args=["--no-sandbox", "--disable-gpu"])
            for pagina in paginas:
                medidas = [medir(navegador, escenario.sede, pagina) for _ in range(args.repeticiones)]
                lcp, cls, tbt = (statistics.median(getattr(m, c) for m in medidas) for c in ("lcp", "cls", "tbt"))
                kb = statistics.median(m.bytes for m in medidas) / 1024
                ultima = medidas[-1]
                ruta = pagina.ruta.replace(relato.expediente, "<id>")
                print(
                    f"{lcp:6.0f} {cls:6.3f} {tbt:7.0f} {kb:8.1f} {ultima.peticiones:9} {ultima.nodos:6}  {ruta}",
                    flush=True,
                )
            navegador.close()


if __name__ == "__main__":
    main()
