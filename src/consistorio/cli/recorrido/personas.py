"""The people of the stories: what each one does in front of a browser, with the pages that everybody uses."""

from __future__ import annotations

import re
import time
from base64 import b32decode
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from lxml import html

from consistorio.cli.recorrido.aparato import Aparato
from consistorio.cli.recorrido.escenario import Pueblo
from consistorio.cli.recorrido.navegador import EsperaAgotada, Navegador, Pagina, PasoFallido

CONTRASENA = "Consistorio-de-prueba-1"
ESPERA = 90.0
FUERA_DE_TURNO = "Historia de ensayo: se cuenta un expediente detrás de otro."


def esperar(que: str, hecho: Callable[[], Pagina | None], *, segundos: float = ESPERA) -> Pagina:
    """Look again until what a job does can be seen. Raises EsperaAgotada with what was waited for."""
    limite = time.monotonic() + segundos
    while time.monotonic() < limite:
        pagina = hecho()
        if pagina is not None:
            return pagina
        time.sleep(0.3)
    raise EsperaAgotada(f"waited {segundos:.0f} s for: {que}")


class Ciudadano:
    """A citizen, by Cl@ve."""

    def __init__(self, escenario: Pueblo, nif: str) -> None:
        self.nif = nif
        self.navegador = Navegador(escenario.sede)

    def entrar(self, siguiente: str = "/mi-carpeta/") -> Pagina:
        """Identify oneself by Cl@ve and come back."""
        return self._identificarse(self.navegador.ir(f"/acceso/?siguiente={siguiente}"))

    def _identificarse(self, elegir: Pagina) -> Pagina:
        """By Cl@ve, from the page that offers the ways, with the assurance that it asks for."""
        n = self.navegador
        enlaces = elegir.enlaces("/acceso/clave/")
        if not enlaces:
            raise PasoFallido(f"{elegir.resumen()}: no link to Cl@ve")
        idp = n.enviar(n.ir(enlaces[0]), boton="Continuar a Cl@ve")
        vuelta = n.enviar(idp, {"nif": self.nif}, boton="Identificar bien")
        while vuelta.arbol.xpath("//form[@id='volver']"):  # without JavaScript a person presses the button
            vuelta = n.enviar(vuelta)
        return vuelta

    def representar(self, nombre: str) -> Pagina:
        """Act from now on for whoever bears that name."""
        pagina = self.navegador.ir("/acceso/en-nombre-de/?siguiente=/mi-carpeta/")
        for entrada in pagina.arbol.xpath("//input[@type='radio']"):
            etiqueta = " ".join(pagina.arbol.xpath("string(//label[@for=$id])", id=entrada.get("id")).split())
            if nombre in etiqueta:
                elegida = {str(entrada.get("name")): str(entrada.get("value"))}
                return self.navegador.enviar(pagina, elegida, boton="Continuar")
        raise PasoFallido(f"{pagina.resumen()}: nobody called {nombre} to act for")

    def otorgar(self, nif: str, nombre: str, *, hasta: date) -> Pagina:
        """Give one's representation to another, for whatever is done with this town hall."""
        pagina = self.navegador.ir("/acceso/representaciones/nueva/")
        if pagina.enlaces("/acceso/clave/"):  # it wants more assurance than filing
            pagina = self._identificarse(pagina)
        datos = {"nif": nif, "nombre": nombre, "alcance": "organismo", "consiento": "on"}
        partes = [str(hasta.day), str(hasta.month), str(hasta.year)]
        casillas = [n for n in pagina.arbol.xpath("//main//input/@name") if str(n).startswith("hasta")]
        hecho = self.navegador.enviar(
            pagina, {**datos, **dict(zip(map(str, casillas), partes, strict=True))}, espera=(200, 422)
        )
        if hecho.estado == 422:
            raise PasoFallido(hecho.resumen())
        return hecho

    def aceptar_representacion(self) -> Pagina:
        """Accept the representation that waits for it."""
        return self.navegador.enviar(self.navegador.ir("/acceso/representaciones/"), accion="/aceptar/")

    def presentar(
        self,
        tramite: str,
        respuestas: Mapping[str, str],
        adjuntos: Mapping[str, Sequence[Path]],
        otras_personas: Sequence[Mapping[str, str]] = (),
    ) -> tuple[Pagina, list[tuple[str, str]]]:
        """Fill in, attach, review, sign and file. Returns the confirmation and the files refused with their reasons."""
        n = self.navegador
        lista = n.enviar(n.ir(f"/tramites/{tramite}/empezar/"), boton="Empezar")
        borrador = lista.url
        for enlace in _unicos(lista.enlaces("/paso/")):
            paso = n.ir(enlace)
            suyas = {c: v for c, v in respuestas.items() if paso.arbol.xpath("//main//*[@name=$c]", c=c)}
            hecho = n.enviar(paso, suyas, boton="Guardar y continuar", espera=(200, 422))
            if hecho.estado == 422:
                raise PasoFallido(hecho.resumen())
        rechazados = []
        for requisito, ficheros in adjuntos.items():
            for fichero in ficheros:
                motivo = self.adjuntar(borrador, requisito, fichero)
                if motivo:
                    rechazados.append((fichero.name, motivo))
        for otra in otras_personas:
            hecho = n.enviar(n.ir(f"{borrador}interesados/"), otra, espera=(200, 422))
            if hecho.estado == 422:
                raise PasoFallido(hecho.resumen())
        revisar = n.ir(f"{borrador}revisar/")
        return n.enviar(revisar, boton="Firmar y presentar"), rechazados

    def adjuntar(self, borrador: str, requisito: str, fichero: Path) -> str:
        """Attach a file to a draft. Returns the reason when it is refused, else an empty text."""
        pagina = self.navegador.ir(f"{borrador}documentos/{requisito}/")
        hecho = self.navegador.enviar(
            pagina, boton="Añadir archivo", ficheros={"fichero": (fichero.name, fichero)}, espera=(200, 413, 422)
        )
        return "" if hecho.estado == 200 else "; ".join(dict.fromkeys(hecho.errores)) or hecho.titulo

    def aportar(self, expediente: str, clase: str, texto: str, ficheros: Sequence[Path] = ()) -> Pagina:
        """File something later in a case: subsanacion, alegaciones, recurso..."""
        pagina = self.navegador.ir(f"/mi-carpeta/expedientes/{expediente}/presentar/{clase}/")
        campo = next(str(t.get("name")) for t in pagina.arbol.xpath("//main//textarea"))
        nombres = pagina.arbol.xpath("//main//input[@type='file']/@name")
        adjuntos = {}
        if ficheros:
            sobrantes = list(ficheros)
            for nombre in nombres:
                if sobrantes:
                    adjuntos[str(nombre)] = [
                        (f.name, f) for f in ([sobrantes.pop(0)] if len(nombres) > 1 else sobrantes)
                    ]
        revision = self.navegador.enviar(pagina, {campo: texto}, boton="Guardar y revisar", ficheros=adjuntos)
        return self.navegador.enviar(revision, boton="Firmar y presentar")

    def notificacion_pendiente(self) -> Pagina | None:
        """The first notification still to be opened: its page with the prior warning."""
        lista = self.navegador.ir("/mi-carpeta/notificaciones/")
        for enlace in _unicos(lista.enlaces("/mi-carpeta/notificaciones/")):
            if re.search(r"/notificaciones/[0-9a-f-]{36}/$", enlace):
                pagina = self.navegador.ir(enlace)
                if any("/aceptar/" in (f.get("action") or "") for f in pagina.arbol.forms):
                    return pagina
        return None

    def sin_notificaciones_pendientes(self) -> Pagina | None:
        """The list of notifications, when none is left to be opened."""
        if self.notificacion_pendiente() is not None:
            return None
        return self.navegador.ir("/mi-carpeta/notificaciones/")

    def comparecer(self, *, aceptar: bool = True) -> Pagina:
        """Open (or reject) the notification that waits, once it is there."""
        pagina = esperar("a notification at the citizen's disposal", self.notificacion_pendiente)
        return self.navegador.enviar(pagina, accion="/aceptar/" if aceptar else "/rechazar/")


class Empleado:
    """A member of staff: password and one-time codes of an own device, the same whoever holds it."""

    _aparatos: ClassVar[dict[bytes, Aparato]] = {}

    def __init__(self, escenario: Pueblo, usuario: str) -> None:
        self.usuario = usuario
        self.navegador = Navegador(escenario.sede)
        secreto = _secreto(escenario, usuario)
        self._aparato = self._aparatos.setdefault(secreto, Aparato(secreto))

    def codigo(self) -> str:
        """A code of the device that will do when it arrives: there is one for each half minute, and the next one may be shown before its time."""
        while True:
            codigo = self._aparato.codigo(time.time())
            if codigo is not None:
                return codigo
            time.sleep(0.5)

    def entrar(self) -> Pagina:
        """Log in with both factors."""
        n = self.navegador
        primera = n.ir("/acceso/empleados/")
        segunda = n.enviar(primera, {"usuario": self.usuario, "contrasena": CONTRASENA}, boton="Continuar")
        return n.enviar(segunda, {"codigo": self.codigo()}, boton="Continuar")

    def expediente(self, identificador: str) -> Pagina:
        """The page of a case."""
        return self.navegador.ir(f"/escritorio/expedientes/{identificador}/")

    def puede(self, identificador: str, codigo: str) -> Pagina | None:
        """The page of an act of this case, when the desk offers it."""
        enlaces = self.expediente(identificador).enlaces(f"/{codigo}/")
        return self.navegador.ir(enlaces[0]) if enlaces else None

    def hacer(self, identificador: str, codigo: str, datos: Mapping[str, str | Sequence[str]] | None = None) -> Pagina:
        """Do an act of a case, once the desk offers it. What a job changed since the desk offered it (409) is waited for as well."""

        def intentar() -> Pagina | None:
            pagina = self.puede(identificador, codigo)
            escrito = {**(datos or {}), **(_por_que_antes(pagina) if pagina else {})}
            hecho = self.navegador.enviar(pagina, escrito, espera=(200, 409, 422)) if pagina else None
            return hecho if hecho and hecho.estado != 409 else None

        try:
            hecho = esperar(f"the act {codigo} for {self.usuario}", intentar)
        except PasoFallido as fallo:
            impide = self.expediente(identificador).arbol.xpath("//*[@class='casa-siguiente']")
            raise type(fallo)(f"{fallo}: {' '.join(' '.join(i.text_content().split()) for i in impide)}") from fallo
        if hecho.estado == 422:
            raise PasoFallido(hecho.resumen())
        return hecho

    def registrar(self, datos: Mapping[str, str], ficheros: Sequence[Path]) -> list[tuple[str, str]]:
        """File at the counter what somebody brings. A file that is refused is left out; returns those, with their reasons.

        `unidad` may be part of its name.
        """
        n, quedan = self.navegador, list(ficheros)
        rechazados: list[tuple[str, str]] = []
        while True:
            pagina = n.ir("/escritorio/registro/nueva/")
            escrito = {**datos, **_unidad_elegida(pagina, datos.get("unidad", ""))}
            hecho = n.enviar(
                pagina,
                escrito,
                boton="Registrar",
                ficheros={"ficheros": [(f.name, f) for f in quedan]},
                espera=(200, 413, 422),
            )
            if hecho.estado == 200:
                return rechazados
            malos = [(f, e) for f in quedan for e in hecho.errores if e.startswith(f"{f.name}:")]
            if not malos:
                raise PasoFallido(hecho.resumen())
            rechazados += [(f.name, error.removeprefix(f"{f.name}: ")) for f, error in malos]
            quedan = [f for f in quedan if f not in {malo for malo, _error in malos}]

    def abrir_el_ultimo(self) -> Pagina:
        """The newest case that this person may see."""
        enlaces = re.compile(r"/escritorio/expedientes/[0-9a-f-]{36}/$")
        for enlace in self.navegador.ir("/escritorio/expedientes/").enlaces("/escritorio/expedientes/"):
            if enlaces.search(enlace):
                return self.navegador.ir(enlace)
        raise PasoFallido(f"{self.usuario} sees no case")

    def unir_entrada(self, asunto: str, clase: str) -> Pagina:
        """Join the entry of the unit's inbox with that subject to the first case that the page offers."""
        n = self.navegador
        bandeja = n.ir("/escritorio/entradas/")
        filas = [f for f in bandeja.arbol.xpath("//tbody/tr") if asunto in " ".join(f.text_content().split())]
        if not filas:
            raise PasoFallido(f"{bandeja.resumen()}: no entry «{asunto}»")
        entrada = n.ir(str(filas[0].xpath(".//a/@href")[0]))
        hecho = n.enviar(n.ir(entrada.enlaces("/unir/")[0]), {"clase": clase}, boton="Unir", espera=(200, 422))
        if hecho.estado == 422:
            raise PasoFallido(hecho.resumen())
        return hecho

    def enviar_por_correo(self, identificador: str) -> Pagina:
        """Print what a case has to send on paper, once it is there, and take it as posted."""
        ruta = "/escritorio/correo/"

        def fila(pagina: Pagina) -> html.HtmlElement | None:
            filas = pagina.arbol.xpath("//tbody/tr[.//a[contains(@href, $caso)]]", caso=identificador)
            return filas[0] if filas else None

        def lista() -> Pagina | None:
            pagina = self.navegador.ir(ruta)
            return pagina if fila(pagina) is not None else None

        pagina = esperar(f"a letter of {identificador} to post", lista)
        pendiente = fila(pagina)
        boton = pendiente.xpath(".//button")[0].text_content() if pendiente is not None else ""
        impreso = self.navegador.enviar(pagina, boton=" ".join(boton.split()))
        if not impreso.contenido.startswith(b"%PDF"):
            raise PasoFallido(impreso.resumen())
        pagina = self.navegador.ir(ruta)
        impresa = fila(pagina)
        if impresa is None:
            raise PasoFallido(pagina.resumen())
        marcadas = [str(valor) for valor in impresa.xpath(".//input[@name='notificaciones']/@value")]
        hecho = self.navegador.enviar(pagina, {"notificaciones": marcadas}, accion="/enviadas/")
        if fila(hecho) is not None:
            raise PasoFallido(hecho.resumen())
        return hecho

    def anotar_intento(self, identificador: str, datos: Mapping[str, str]) -> Pagina:
        """Record an attempt of delivery on paper, once the notification is there."""
        ruta = f"/escritorio/expedientes/{identificador}/comunicaciones/"

        def formulario() -> Pagina | None:
            enlaces = self.navegador.ir(ruta).enlaces("/intento/")
            return self.navegador.ir(enlaces[0]) if enlaces else None

        pagina = esperar("a notification to deliver on paper", formulario)
        hecho = self.navegador.enviar(pagina, datos, espera=(200, 422))
        if hecho.estado == 422:
            raise PasoFallido(hecho.resumen())
        return hecho

    def firmar(self, contiene: str, *, cuantos: int = 1) -> Pagina:
        """Sign together what waits in the portafirmas whose title contains a text, once there are that many."""
        pagina = esperar(
            f"{cuantos} «{contiene}» in the portafirmas of {self.usuario}", lambda: self._por_firmar(contiene, cuantos)
        )
        pasos = [
            str(fila.xpath(".//input[@name='pasos']/@value")[0])
            for fila in pagina.arbol.xpath("//tbody/tr")
            if contiene in " ".join(fila.text_content().split())
        ]
        hecho = self.navegador.enviar(
            pagina, {"pasos": pasos, "codigo": self.codigo()}, boton="Firmar lo marcado", espera=(200, 422)
        )
        if hecho.estado == 422 or "Se han firmado" not in hecho.texto:
            raise PasoFallido(f"{hecho.resumen()}: {hecho.texto[:600]}")
        return hecho

    def _por_firmar(self, contiene: str, cuantos: int) -> Pagina | None:
        pagina = self.navegador.ir("/escritorio/portafirmas/")
        filas = [" ".join(f.text_content().split()) for f in pagina.arbol.xpath("//tbody/tr")]
        return pagina if sum(contiene in fila for fila in filas) >= cuantos else None


def _por_que_antes(pagina: Pagina) -> dict[str, str]:
    """The reason of who tells one story at a time, where the desk asks why an older case waits (LPACAP 71.2)."""
    return {"motivo_orden": FUERA_DE_TURNO} if pagina.arbol.xpath("//main//textarea[@name='motivo_orden']") else {}


def _unidad_elegida(pagina: Pagina, nombre: str) -> dict[str, str]:
    """The option of the unit whose name holds a text; nothing when no unit is said."""
    if not nombre:
        return {}
    for opcion in pagina.arbol.xpath("//select[@name='unidad']/option"):
        if nombre in " ".join(opcion.text_content().split()):
            return {"unidad": str(opcion.get("value"))}
    raise PasoFallido(f"{pagina.resumen()}: no unit «{nombre}»")


def _secreto(escenario: Pueblo, usuario: str) -> bytes:
    """The key of the demo device of an employee, from what the sowing announces."""
    for lineas in escenario.siembra.values():
        for linea in lineas:
            hallado = re.match(rf"\s*{re.escape(usuario)}\s.*clave ([A-Z2-7]+)$", linea)
            if hallado:
                clave = hallado.group(1)
                return b32decode(clave + "=" * (-len(clave) % 8))
    raise PasoFallido(f"nobody called {usuario} in the demo town")


def _unicos(enlaces: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(enlaces))
