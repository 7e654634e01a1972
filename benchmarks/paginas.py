"""What the main pages cost in a real browser, cold, as on a telephone or at a desk: largest paint, shift, blocked time, bytes.

Citizens' pages at 360 px with 1.6 Mbps, 150 ms and a processor four times slower; the staff's at 1366 px unthrottled. The town is a
demo town of its own, with all of its processes; bytes are those on the wire. Needs Chromium. `--opcion veces=5`.
"""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from benchmarks.banco import Banco
from benchmarks.cifras import Cifra, percentil

MIDE = """
window.medida = { lcp: 0, cls: 0, tbt: 0 };
const observar = (tipo, hacer) => new PerformanceObserver((l) => l.getEntries().forEach(hacer)).observe({ type: tipo, buffered: true });
observar("largest-contentful-paint", (e) => { window.medida.lcp = e.startTime; });
observar("layout-shift", (e) => { if (!e.hadRecentInput) window.medida.cls += e.value; });
observar("longtask", (e) => { window.medida.tbt += Math.max(0, e.duration - 50); });
"""
MEGA, MILI = 125_000, 150
LCP_EN_EL_TELEFONO = 1500  # ms: the house's own budget


@dataclass(frozen=True)
class Pagina:
    """A page to be measured: where, with whose session, and whether as on a telephone."""

    nombre: str
    ruta: str
    cookies: Mapping[str, str]
    movil: bool


@dataclass(frozen=True)
class Visita:
    """Milliseconds of the largest paint, shift, milliseconds blocked, kilobytes on the wire, requests, nodes."""

    lcp: float
    cls: float
    tbt: float
    kb: float
    peticiones: int
    nodos: int


def medir(banco: Banco) -> list[Cifra]:
    """Make the town, visit each page so many times."""
    veces = int(banco.opciones.get("veces", banco.cuanto(5, 1)))
    ejecutable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if ejecutable is None:
        raise SystemExit("chromium is not installed")
    with _pueblo() as (sede, paginas), sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path=ejecutable, args=["--no-sandbox", "--disable-gpu"])
        cifras = [_cifra(pagina, [visitar(navegador, sede, pagina) for _vez in range(veces)]) for pagina in paginas]
        navegador.close()
    return cifras


def _cifra(pagina: Pagina, visitas: list[Visita]) -> Cifra:
    cls, tbt, kb = (statistics.median(getattr(v, c) for v in visitas) for c in ("cls", "tbt", "kb"))
    return Cifra(
        que=f"{pagina.nombre}, {'telephone' if pagina.movil else 'desk'}: largest paint",
        valor=round(percentil([v.lcp for v in visitas], 50)),
        unidad="ms (p50)",
        p95=round(percentil([v.lcp for v in visitas], 95)),
        meta=LCP_EN_EL_TELEFONO if pagina.movil else None,
        nota=f"shift {cls:.3f}, blocked {tbt:.0f} ms, {kb:.1f} kB in {visitas[-1].peticiones} requests, {visitas[-1].nodos} nodes",
    )


def visitar(navegador: Browser, base: str, pagina: Pagina) -> Visita:
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
    return Visita(hallado["lcp"], hallado["cls"], hallado["tbt"], sum(recibido) / 1024, len(recibido), nodos)


@contextmanager
def _pueblo() -> Iterator[tuple[str, list[Pagina]]]:
    """A town with a case under way: its address and its pages."""
    from consistorio.cli.recorrido.escenario import pueblo_de_usar_y_tirar

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
        suyo = f"expedientes/{relato.expediente}/"
        yield (
            escenario.sede,
            [
                Pagina("Front page of the sede", "/", {}, True),
                Pagina("Page of a procedure", "/tramites/licencia-obra-menor/", {}, True),
                Pagina("My folder", "/mi-carpeta/", ciudadania, True),
                Pagina("A case, its party", f"/mi-carpeta/{suyo}", ciudadania, True),
                Pagina("Inbox (of my unit)", "/escritorio/?ver=unidad", personal, False),
                Pagina("A case, its clerk", f"/escritorio/{suyo}", personal, False),
            ],
        )
