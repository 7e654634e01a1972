"""A browser without a screen: follows links and sends forms as a person would, over HTTP, without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urljoin

import requests
from lxml import html

from consistorio.cli.recorrido.multiparte import Fichero, Multiparte
from consistorio.nucleo.dato import dato

SEGUNDOS_DE_ESPERA = 120


class PasoFallido(Exception):
    """A page was not what the story expected: where, which status, and what the page says."""


class EsperaAgotada(PasoFallido):
    """What a job does was not done in time: whether the story would go on is not known."""


@dato
class Pagina:
    """A page that was answered."""

    url: str
    estado: int
    contenido: bytes
    tipo: str

    @property
    def arbol(self) -> html.HtmlElement:
        """The parsed document. Links are absolute."""
        raiz = html.document_fromstring(self.contenido, base_url=self.url)
        if not isinstance(raiz, html.HtmlElement):
            raise PasoFallido(f"{self.url}: not an HTML page")
        raiz.make_links_absolute(self.url)
        return raiz

    @property
    def texto(self) -> str:
        """The visible text, with single spaces."""
        return " ".join(self.arbol.text_content().split())

    @property
    def titulo(self) -> str:
        """The main heading."""
        encabezados = self.arbol.xpath("//h1")
        return " ".join(encabezados[0].text_content().split()) if encabezados else ""

    @property
    def errores(self) -> list[str]:
        """What the error summary of the page lists."""
        lineas = self.arbol.xpath("//*[contains(@class,'govuk-error-summary')]//li | //*[@data-error]")
        return [" ".join(linea.text_content().split()) for linea in lineas]

    def enlaces(self, contiene: str = "", *, texto: str = "") -> list[str]:
        """Addresses of the links whose address contains `contiene` and whose text contains `texto`."""
        return [
            str(enlace.get("href"))
            for enlace in self.arbol.xpath("//a[@href]")
            if contiene in str(enlace.get("href")) and texto in " ".join(enlace.text_content().split())
        ]

    def resumen(self) -> str:
        """One line for people who look for what went wrong."""
        partes = [f"{self.estado} {self.url}", self.titulo, *self.errores]
        return " | ".join(parte for parte in partes if parte)


class Navegador:
    """A session of one person: cookies, links, forms."""

    def __init__(
        self, base: str, *, certificado: tuple[Path, Path] | None = None, raiz_tls: Path | None = None
    ) -> None:
        self.base = base
        self.sesion = requests.Session()
        if certificado is not None:
            self.sesion.cert = (str(certificado[0]), str(certificado[1]))
        if raiz_tls is not None:
            self.sesion.verify = str(raiz_tls)

    def ir(self, ruta: str, *, espera: Sequence[int] = (200,)) -> Pagina:
        """Open an address (absolute or of the base). Raises PasoFallido on any other status."""
        respuesta = self.sesion.get(urljoin(self.base, ruta), timeout=SEGUNDOS_DE_ESPERA)
        return _comprobada(respuesta, espera)

    def enviar(
        self,
        pagina: Pagina,
        datos: Mapping[str, str | Sequence[str]] | None = None,
        *,
        accion: str = "",
        boton: str = "",
        ficheros: Mapping[str, Fichero | Sequence[Fichero]] | None = None,
        espera: Sequence[int] = (200,),
    ) -> Pagina:
        """Fill in and send a form of the page, keeping what it already holds.

        `accion`: part of the form's action; `boton`: text of the button that sends it. Without either, the first form of
        `main` that is sent by POST. Raises PasoFallido when there is no such form or field, or on another status.
        """
        formulario = self._formulario(pagina, accion, boton)
        campos = _valores(formulario, boton)
        for nombre, valor in (datos or {}).items():
            if nombre not in formulario.fields and not formulario.xpath(".//*[@name=$n]", n=nombre):
                conocidos = ", ".join(sorted(str(n) for n in formulario.fields))
                raise PasoFallido(f"{pagina.url}: no field {nombre} in the form; it has {conocidos}")
            campos = [(n, v) for n, v in campos if n != nombre]
            campos.extend((nombre, v) for v in ([valor] if isinstance(valor, str) else valor))
        destino = urljoin(pagina.url, _destino(formulario, boton))
        metodo = (formulario.get("method") or "get").upper()
        if metodo == "GET":
            respuesta = self.sesion.get(destino, params=campos, timeout=SEGUNDOS_DE_ESPERA)
            return _comprobada(respuesta, espera)
        respuesta = self._publicar(pagina, formulario, destino, campos, ficheros or {})
        return _comprobada(respuesta, espera)

    def _publicar(
        self,
        pagina: Pagina,
        formulario: html.FormElement,
        destino: str,
        campos: list[tuple[str, str]],
        ficheros: Mapping[str, Fichero | Sequence[Fichero]],
    ) -> requests.Response:
        cabeceras = {"Referer": pagina.url}
        if "multipart" not in str(formulario.get("enctype") or "") and not ficheros:
            return self.sesion.post(destino, data=campos, headers=cabeceras, timeout=SEGUNDOS_DE_ESPERA)
        adjuntos = [
            (nombre, fichero)
            for nombre, valor in ficheros.items()
            for fichero in ([valor] if isinstance(valor, tuple) else valor)
        ]
        with Multiparte(campos, adjuntos) as cuerpo:
            cabeceras["Content-Type"] = cuerpo.tipo
            return self.sesion.post(destino, data=cuerpo, headers=cabeceras, timeout=SEGUNDOS_DE_ESPERA)

    def _formulario(self, pagina: Pagina, accion: str, boton: str) -> html.FormElement:
        candidatos = []
        for formulario in pagina.arbol.forms:
            botones = [" ".join((b.text_content() or b.get("value") or "").split()) for b in _botones(formulario)]
            if accion and accion not in (formulario.get("action") or pagina.url):
                continue
            if boton and not any(boton in texto for texto in botones):
                continue
            if not accion and not boton and (formulario.get("method") or "get").lower() != "post":
                continue
            candidatos.append(formulario)
        if not accion and not boton:
            del_main = [f for f in candidatos if f.xpath("ancestor::main")]
            candidatos = del_main or candidatos
        if not candidatos:
            raise PasoFallido(f"{pagina.resumen()}: no form with action «{accion}» and button «{boton}»")
        return candidatos[0]


def _botones(formulario: html.FormElement) -> list[html.HtmlElement]:
    return list(formulario.xpath(".//button[not(@type) or @type='submit'] | .//input[@type='submit']"))


def _valores(formulario: html.FormElement, boton: str) -> list[tuple[str, str]]:
    """What the form would send as it stands, with the name of the button pressed."""
    campos = [(str(nombre), str(valor)) for nombre, valor in formulario.form_values()]
    for elemento in _botones(formulario):
        texto = " ".join((elemento.text_content() or elemento.get("value") or "").split())
        if elemento.get("name") and boton and boton in texto:
            campos.append((str(elemento.get("name")), str(elemento.get("value") or "")))
            break
    return campos


def _destino(formulario: html.FormElement, boton: str) -> str:
    """Where the form goes: the button pressed may say another place than the form."""
    for elemento in _botones(formulario):
        if boton and boton in " ".join(elemento.text_content().split()) and elemento.get("formaction"):
            return str(elemento.get("formaction"))
    return str(formulario.get("action") or "")


def _comprobada(respuesta: requests.Response, espera: Sequence[int]) -> Pagina:
    pagina = Pagina(
        url=respuesta.url,
        estado=respuesta.status_code,
        contenido=respuesta.content,
        tipo=respuesta.headers.get("Content-Type", ""),
    )
    if respuesta.status_code not in espera:
        detalle = pagina.resumen() if "html" in pagina.tipo else f"{pagina.estado} {pagina.url}"
        raise PasoFallido(detalle)
    return pagina
