"""A story in which three things break half way, with the real processes: what people read meanwhile, and how it ends.

Nobody who programs does anything: what broke is started again, as whoever keeps the machine would, and the rest is done by the
product by itself or with the buttons of the administration. Every text is read from the page that its reader has. The story is the
product's own, of a procedure that was loaded from a file: each breakdown comes at one of its steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from consistorio.cli.recorrido.escenario import TRABAJADOR, Escenario
from consistorio.cli.recorrido.historias.procedimiento_nuevo import SOLICITANTE, VIA_PUBLICA
from consistorio.cli.recorrido.navegador import Pagina
from consistorio.cli.recorrido.personas import Empleado, esperar
from consistorio.cli.recorrido.relato import Relato
from consistorio.cli.supervisor import Supervisor

ADMINISTRADOR = "andres"
INDICE_FIRMADO = "Índice del expediente. Firmado, con sello de tiempo"
# What stops at each step: the authority of time stamps (and of certificate status) when the application is filed, at 23:58; who takes the
# jobs, when the resolution gets its number; the mail server, when it is notified
SE_PARA = {"presentar": "pki", "enviar a la firma": TRABAJADOR.nombre, "notificar": "correo"}
Leido = dict[str, str]


@dataclass
class RelatoConAverias(Relato):
    """Tells a story with its breakdowns. `leido`: for each and for the end, what each page said."""

    leido: dict[str, Leido] = field(default_factory=dict)

    @classmethod
    def de(cls, relato: Relato) -> RelatoConAverias:
        """That one, about to begin."""
        suyos = {"entradas": relato.entradas, "avisar": relato.avisar, "inicio": relato.inicio}
        return cls(relato.escenario, _empleados=relato._empleados, **suyos)  # type: ignore[arg-type]

    @property
    def supervisor(self) -> Supervisor:
        """Of the processes of the town."""
        assert isinstance(self.escenario, Escenario)
        return self.escenario.supervisor

    @contextmanager
    def paso(self, nombre: str, *, dia: int, hora: str, cualquier_dia: bool = False) -> Iterator[None]:
        """A step, in which something may stop: once it is done, what people read then and when it is back."""
        averiado = SE_PARA.get(nombre, "")
        with super().paso(nombre, dia=dia, hora=hora, cualquier_dia=cualquier_dia):
            antes = correos(self)
            if averiado:
                self.supervisor.parar_uno(averiado)
            yield
            if averiado == "pki":
                self.leido["tsa"] = sin_sello_de_tiempo(self)
            elif averiado == "correo":
                self.leido["correo"] = sin_correo(self)
            elif averiado:
                self.leido["trabajadores"] = sin_trabajador(self)
        if not averiado:
            return
        self.supervisor.arrancar(averiado)
        if averiado == TRABAJADOR.nombre:
            return  # they go on by themselves
        self.supervisor.esperar_listos(solo=(averiado,))
        vuelve = (1, "08:00") if averiado == "pki" else (dia, "12:00")
        with super().paso(f"vuelve {averiado}", dia=vuelve[0], hora=vuelve[1]):
            reintentar_lo_que_espera(self)
            if averiado == "pki":
                self.leido["tsa"] |= con_sello_de_tiempo(self)
            else:
                self.leido["correo"] |= con_correo(self, antes)

    def acabar(self) -> None:
        """What is read once the case is closed."""
        self.leido["final"] = {
            "expediente": texto(esperar("the signed index", lambda: indice_firmado(self))),
            "documentos": sello_de_cada_documento(self),
            "sede": texto(self.ciudadano(SOLICITANTE).navegador.ir(f"/mi-carpeta/expedientes/{self.expediente}/")),
        }


def sin_sello_de_tiempo(relato: Relato) -> Leido:
    """The application is filed all the same, and waits for its stamp."""
    fallos = esperar("a stamp that could not be had", lambda: trabajos(relato, "no responde"))
    return {"cola": texto(fallos), "confirmacion": confirmacion(relato), "mesa": sello_de_cada_documento(relato)}


def con_sello_de_tiempo(relato: Relato) -> Leido:
    """Once it is tried again."""
    esperar("the stamps that were missing", lambda: nada_espera(relato))
    return {"confirmacion despues": confirmacion(relato), "mesa despues": sello_de_cada_documento(relato)}


def confirmacion(relato: Relato) -> str:
    """What who filed reads of it."""
    ruta = f"/mi-carpeta/expedientes/{relato.expediente}/presentada/"
    return texto(relato.ciudadano(SOLICITANTE).navegador.ir(ruta))


def sin_trabajador(relato: Relato) -> Leido:
    """The resolution has its number and its document cannot be made yet."""
    return {
        "mesa": texto(relato.empleado(VIA_PUBLICA.jefa).expediente(relato.expediente)),
        "estado": texto(relato.empleado(ADMINISTRADOR).navegador.ir("/administracion/")),
        "cola": texto(esperar("the waiting jobs", lambda: trabajos(relato, "Generar el documento"))),
    }


def sin_correo(relato: Relato) -> Leido:
    """The notice waits, the notification does not (LPACAP 41.6)."""
    return {
        "sede": pendiente_de_abrir(relato),
        "mesa": texto(esperar("the notice that did not leave", lambda: comunicaciones(relato, "no ha salido"))),
        "cola": texto(esperar("the failed notice", lambda: trabajos(relato, "El servidor de correo no responde"))),
    }


def con_correo(relato: Relato, antes: int) -> Leido:
    """Once it is tried again; `antes`: how many mails had left."""
    salio = esperar("the notice that left", lambda: comunicaciones(relato, "no ha salido", falta=True))
    return {
        "mesa despues": texto(salio),
        "correos": str(correos(relato) - antes),
        "sede despues": pendiente_de_abrir(relato),
    }


def pendiente_de_abrir(relato: Relato) -> str:
    """What the citizen reads before opening it."""
    return texto(esperar("the notification", lambda: relato.ciudadano(SOLICITANTE).notificacion_pendiente()))


def correos(relato: Relato) -> int:
    """How many mails the town has sent."""
    return sum(1 for _ in (relato.escenario.var / "correo").rglob("*.eml"))


def texto(pagina: Pagina) -> str:
    """What `main` says."""
    partes = [" ".join(main.text_content().split()) for main in pagina.arbol.xpath("//main")]
    return " ".join(partes)


def trabajos(relato: Relato, contiene: str) -> Pagina | None:
    """The administration's page of jobs that wait, once one of them says that."""
    pagina = relato.empleado(ADMINISTRADOR).navegador.ir("/administracion/trabajos/?estado=en_espera&cola=")
    return pagina if contiene in texto(pagina) else None


def reintentar_lo_que_espera(relato: Relato) -> int:
    """The administrator presses «Reintentar ahora» in each job that waits for its next try. Answers how many times it was in time:
    one that began by itself meanwhile says that it cannot be done now (409)."""
    navegador = relato.empleado(ADMINISTRADOR).navegador
    pulsados = 0
    for enlace in navegador.ir("/administracion/trabajos/?estado=en_espera&cola=").enlaces("/administracion/trabajos/"):
        if not re.search(r"/trabajos/\d+/$", enlace):
            continue
        pagina = navegador.ir(enlace)
        if pagina.arbol.xpath("//form[contains(@action, '/reintentar/')]"):
            pulsados += navegador.enviar(pagina, accion="/reintentar/", espera=(200, 409)).estado == 200
    return pulsados


def nada_espera(relato: Relato) -> Pagina | None:
    """The documents of the case, once none of them waits for its stamp."""
    pagina = relato.empleado(VIA_PUBLICA.tramitadora).expediente(relato.expediente)
    return None if "pendiente" in _firmas(pagina).lower() else pagina


def indice_firmado(relato: Relato) -> Pagina | None:
    """The case as who closed it sees it, once its index is there and no document waits for its stamp."""
    pagina = relato.empleado(VIA_PUBLICA.jefa).expediente(relato.expediente)
    hecho = INDICE_FIRMADO in texto(pagina) and "pendiente" not in _firmas(pagina).lower()
    return pagina if hecho else None


def comunicaciones(relato: Relato, contiene: str, *, falta: bool = False) -> Pagina | None:
    """The communications of the case at the desk, once they say that (or no longer do)."""
    tramitadora: Empleado = relato.empleado(VIA_PUBLICA.tramitadora)
    pagina = tramitadora.navegador.ir(f"/escritorio/expedientes/{relato.expediente}/comunicaciones/")
    return pagina if (contiene in texto(pagina)) is not falta else None


def sello_de_cada_documento(relato: Relato) -> str:
    """What the desk says of the signature of each document."""
    return _firmas(relato.empleado(VIA_PUBLICA.tramitadora).expediente(relato.expediente))


def _firmas(pagina: Pagina) -> str:
    filas = pagina.arbol.xpath("//main//table/tbody/tr")
    return " / ".join(" ".join(fila.text_content().split()) for fila in filas)
