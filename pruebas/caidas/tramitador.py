"""Whole cases through the pages, by HTTP: applied for, reported on, decided, signed, notified, read, closed.

Several at once, stage by stage, since a person's code signs once every half minute. What a page did not answer (the connection was
cut, or it said 5xx, which is written down for the judge) is sent again five times, the very same request; an act that is no longer offered after that
was done.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urljoin

import requests
from lxml import html

from consistorio.cli import siembra
from consistorio.cli.entorno import preparar_django

preparar_django(base=False)  # the stories read models as soon as they are imported

from consistorio.cli.recorrido.adjuntos import croquis, presupuesto  # noqa: E402
from consistorio.cli.recorrido.escenario import Pueblo  # noqa: E402
from consistorio.cli.recorrido.historias.concesion import RESPUESTAS, SOLICITANTE  # noqa: E402
from consistorio.cli.recorrido.historias.pasos import FAVORABLE, LICENCIAS  # noqa: E402
from consistorio.cli.recorrido.multiparte import Fichero  # noqa: E402
from consistorio.cli.recorrido.navegador import Navegador, Pagina, PasoFallido  # noqa: E402
from consistorio.cli.recorrido.personas import Ciudadano, Empleado  # noqa: E402
from pruebas.caidas.diario import Diario  # noqa: E402

REENVIOS = 5
PACIENCIA = 240.0  # seconds for a page
PACIENCIA_CON_LA_COLA = 1800.0  # for an act that waits for what ten thousand receipts have before it
ERROR_DE_LA_CASA = 500
CORTADA = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


class Tenaz(Navegador):
    """A browser of somebody who insists, and writes down each page that fails. `en_duda`: whether some request of this step had no answer."""

    en_duda = False

    def __init__(self, sede: str, diario: Diario) -> None:
        super().__init__(sede)
        self._diario = diario

    def ir(self, ruta: str, *, espera: Sequence[int] = (200,)) -> Pagina:
        """Until it answers."""
        return self._hasta(lambda: Navegador.ir(self, ruta, espera=(*espera, *range(500, 600))))

    def _hasta(self, pedir: Callable[[], Pagina]) -> Pagina:
        limite = time.monotonic() + PACIENCIA
        while True:
            try:
                pagina = pedir()
                if pagina.estado < ERROR_DE_LA_CASA:
                    return pagina
                self._diario.fallo(pagina.url, pagina.estado)
                fallo = pagina.resumen()
            except CORTADA as error:
                fallo = type(error).__name__
            if time.monotonic() > limite:
                raise PasoFallido(f"no answer in {PACIENCIA:.0f} s: {fallo}")
            time.sleep(0.5)

    def _publicar(
        self,
        pagina: Pagina,
        formulario: html.FormElement,
        destino: str,
        campos: list[tuple[str, str]],
        ficheros: Mapping[str, Fichero | Sequence[Fichero]],
    ) -> requests.Response:
        buena: requests.Response | None = None
        limite, faltan = time.monotonic() + PACIENCIA, 1
        while faltan:
            try:
                respuesta = super()._publicar(pagina, formulario, destino, campos, ficheros)
            except CORTADA:
                respuesta = None
            if respuesta is None or respuesta.status_code >= ERROR_DE_LA_CASA:
                if respuesta is not None:
                    self._diario.fallo(respuesta.url, respuesta.status_code)
                if time.monotonic() > limite:
                    raise PasoFallido(f"no answer of {urljoin(pagina.url, destino)} in {PACIENCIA:.0f} s")
                self.en_duda, faltan = True, REENVIOS
                time.sleep(0.5)
                continue
            if buena is None or buena.status_code >= requests.codes.bad_request:
                buena = respuesta
            faltan -= 1
        if buena is None:
            raise PasoFallido(f"no answer of {destino}")
        return buena


class Tramitador:
    """The people of `casos` cases, and the diary of what they were told."""

    def __init__(self, pueblo: Pueblo, diario: Diario, casos: int) -> None:
        self.pueblo, self.diario, self.casos = pueblo, diario, casos
        self.expedientes: list[str] = []
        self._personal: dict[str, Empleado] = {}

    def todo(self) -> None:
        """From the applications to the closing."""
        self.presentar()
        self.cada_uno("admitir", LICENCIAS.tramitadora, "completar_tarea")
        self.cada_uno("informar", LICENCIAS.tecnico, "emitir_informe", FAVORABLE)
        self.firmar("firmar_informe", LICENCIAS.tecnico, "Informe")
        self.cada_uno("proponer", LICENCIAS.tramitadora, "proponer", {"sentido": "estima", "decision": ""})
        self.cada_uno("elevar", LICENCIAS.jefa, "elevar")
        self.firmar("firmar_resolucion", LICENCIAS.organo, "Resolución")
        self.firmar("dar_fe", LICENCIAS.secretario, "Resolución")
        self.cada_uno("notificar", LICENCIAS.tramitadora, "notificar")
        self.comparecer()
        self.cada_uno("liquidar", LICENCIAS.tributos, "completar_tarea")
        self.cada_uno("cerrar", LICENCIAS.jefa, "cerrar_expediente")

    def presentar(self) -> None:
        """Every application, one after another, by the same citizen."""
        ciudadana = Ciudadano(self.pueblo, SOLICITANTE)
        ciudadana.navegador = Tenaz(self.pueblo.sede, self.diario)
        ciudadana.entrar()
        self._ciudadana = ciudadana
        ficheros = {"plano": [croquis(self.pueblo.var)], "presupuesto_detallado": [presupuesto(self.pueblo.var)]}
        for caso in range(self.casos):
            self.diario.voy(f"presentar-{caso}")
            pagina, _ = ciudadana.presentar("licencia-obra-menor", RESPUESTAS, ficheros)
            expediente = pagina.url.split("/expedientes/")[1].split("/")[0]
            self.expedientes.append(expediente)
            self.diario.hecho("presentar", expediente=expediente)

    def cada_uno(
        self, paso: str, usuario: str, acto: str, datos: Mapping[str, str | Sequence[str]] | None = None
    ) -> None:
        """An act of each case, once the desk offers it."""
        empleado = self.empleado(usuario)
        navegador = empleado.navegador
        for expediente in self.expedientes:
            self.diario.voy(f"{paso}-{expediente}")
            limite = time.monotonic() + PACIENCIA_CON_LA_COLA
            enviado = False
            while True:
                pagina = empleado.puede(expediente, acto)
                if pagina is not None:
                    hecho = navegador.enviar(pagina, datos or {}, espera=(200, 404, 409, 422))
                    if hecho.estado == requests.codes.ok:
                        break
                    enviado = enviado or (isinstance(navegador, Tenaz) and navegador.en_duda)
                    if hecho.estado == requests.codes.unprocessable_entity and not enviado:
                        raise PasoFallido(hecho.resumen())
                elif enviado:
                    break
                if time.monotonic() > limite:
                    raise PasoFallido(f"{usuario} could not do {acto} in {expediente}")
                time.sleep(0.5)
            self.diario.hecho(paso, expediente=expediente)

    def firmar(self, paso: str, usuario: str, titulo: str) -> None:
        """Everything of that title, with one code; again what was left, with another."""
        empleado = self.empleado(usuario)
        limite, firmados = time.monotonic() + PACIENCIA_CON_LA_COLA, 0
        while firmados < len(self.expedientes):
            if time.monotonic() > limite:
                raise PasoFallido(f"{usuario} signed {firmados} of {len(self.expedientes)} «{titulo}»")
            pagina = empleado.navegador.ir("/escritorio/portafirmas/")
            filas = [f for f in pagina.arbol.xpath("//tbody/tr") if titulo in " ".join(f.text_content().split())]
            marcas = [str(m) for fila in filas for m in fila.xpath(".//input[@name='pasos']/@value")]
            if len(marcas) + firmados < len(self.expedientes):
                time.sleep(0.5)
                continue
            self.diario.voy(paso)
            empleado.navegador.enviar(
                pagina,
                {"pasos": marcas, "codigo": empleado.codigo()},
                boton="Firmar lo marcado",
                espera=(200, 409, 422),
            )
            despues = empleado.navegador.ir("/escritorio/portafirmas/")
            quedan = set(map(str, despues.arbol.xpath("//tbody/tr//input[@name='pasos']/@value")))
            firmados += sum(marca not in quedan for marca in marcas)
        for expediente in self.expedientes:
            self.diario.hecho(paso, expediente=expediente)

    def comparecer(self) -> None:
        """The citizen reads as many notifications as there are cases."""
        limite, leidas = time.monotonic() + PACIENCIA_CON_LA_COLA, 0
        while leidas < len(self.expedientes):
            if time.monotonic() > limite:
                raise PasoFallido(f"{leidas} notifications of {len(self.expedientes)}")
            pagina = self._ciudadana.notificacion_pendiente()
            if pagina is None:
                time.sleep(0.5)
                continue
            self.diario.voy(f"comparecer-{leidas}")
            self._ciudadana.navegador.enviar(pagina, accion="/aceptar/", espera=(200, 409))
            leidas += 1
        for expediente in self.expedientes:
            self.diario.hecho("comparecer", expediente=expediente)

    def empleado(self, usuario: str) -> Empleado:
        """A member of staff, logged in."""
        if usuario not in self._personal:
            empleado = Empleado(self.pueblo, usuario)
            empleado.navegador = Tenaz(self.pueblo.sede, self.diario)
            empleado.entrar()
            self._personal[usuario] = empleado
        return self._personal[usuario]


def main() -> None:
    """Play `casos` cases in the town of the environment."""
    analizador = argparse.ArgumentParser()
    analizador.add_argument("--diario", type=Path, required=True)
    analizador.add_argument("--semilla", type=int, required=True)
    analizador.add_argument("--casos", type=int, required=True)
    args = analizador.parse_args()
    var = Path(os.environ["CONSISTORIO_VAR"])
    pueblo = Pueblo(var, dict(os.environ), siembra.leer(var / "demo" / "sembrado.json"))
    Tramitador(pueblo, Diario(args.diario), args.casos).todo()


if __name__ == "__main__":
    main()
