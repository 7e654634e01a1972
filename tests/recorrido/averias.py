"""One story in which three things break half way, with the real processes: what people read meanwhile, and how it ends.

Nobody who programs does anything: what broke is started again, as whoever keeps the machine would, and the rest is done by the
product by itself or with the buttons of the administration. Every text is read from the page that its reader has.
"""

from __future__ import annotations

import re

from consistorio.cli.recorrido.adjuntos import croquis, presupuesto
from consistorio.cli.recorrido.escenario import TRABAJADOR
from consistorio.cli.recorrido.historias.concesion import RESPUESTAS
from consistorio.cli.recorrido.historias.pasos import LICENCIAS, cerrar, comparecer, ejecutar, instruir
from consistorio.cli.recorrido.navegador import Pagina
from consistorio.cli.recorrido.personas import Empleado, esperar
from consistorio.cli.recorrido.relato import Relato
from consistorio.cli.supervisor import Supervisor

SOLICITANTE = "X1234567L"
ADMINISTRADOR = "andres"
INDICE_FIRMADO = "Índice del expediente. Firmado, con sello de tiempo"
Leido = dict[str, str]


def contar(relato: Relato, supervisor: Supervisor) -> dict[str, Leido]:
    """Play it to the end; answers, for each breakdown and for the end, what each page said."""
    leido = {"tsa": sin_sello_de_tiempo(relato, supervisor)}
    instruir(relato)
    leido["trabajadores"] = sin_trabajador(relato, supervisor)
    firmar(relato)
    leido["correo"] = sin_correo(relato, supervisor)
    comparecer(relato, SOLICITANTE, dia=18)
    ejecutar(relato)
    cerrar(relato)
    leido["final"] = {
        "expediente": texto(esperar("the signed index", lambda: indice_firmado(relato))),
        "documentos": sello_de_cada_documento(relato),
        "sede": texto(relato.ciudadano(SOLICITANTE).navegador.ir(f"/mi-carpeta/expedientes/{relato.expediente}/")),
    }
    return leido


def sin_sello_de_tiempo(relato: Relato, supervisor: Supervisor) -> Leido:
    """The authority of time stamps (and of certificate status) does not answer when the application is filed, at 23:58."""
    leido: Leido = {}
    papeles = relato.escenario.var
    adjuntos = {"plano": [croquis(papeles)], "presupuesto_detallado": [presupuesto(papeles)]}
    supervisor.parar_uno("pki")
    with relato.paso("presentar sin sello de tiempo", dia=0, hora="23:58", cualquier_dia=True):
        ciudadano = relato.ciudadano(SOLICITANTE)
        pagina, _rechazadas = ciudadano.presentar("licencia-obra-menor", RESPUESTAS, adjuntos)
        relato.recordar_expediente(pagina)
        leido["confirmacion"] = texto(pagina)
        fallos = esperar("a stamp that could not be had", lambda: trabajos(relato, "no responde"))
        leido["cola"] = texto(fallos)
        leido["mesa"] = sello_de_cada_documento(relato)
    supervisor.arrancar("pki")
    supervisor.esperar_listos(solo=("pki",))
    with relato.paso("vuelve el sello de tiempo", dia=1, hora="08:00"):
        leido["botones"] = str(reintentar_lo_que_espera(relato))
        esperar("the stamps that were missing", lambda: nada_espera(relato))
        leido["confirmacion despues"] = texto(
            ciudadano.navegador.ir(f"/mi-carpeta/expedientes/{relato.expediente}/presentada/")
        )
        leido["mesa despues"] = sello_de_cada_documento(relato)
    return leido


def sin_trabajador(relato: Relato, supervisor: Supervisor) -> Leido:
    """Nobody takes jobs when the resolution gets its number: its document cannot be made yet. They go on by themselves."""
    leido: Leido = {}
    with relato.paso("proponer", dia=12, hora="09:40"):
        datos = {"sentido": "estima", "decision": ""}
        relato.empleado(LICENCIAS.tramitadora).hacer(relato.expediente, "proponer", datos)
    with relato.paso("enviar a la firma sin trabajadores", dia=12, hora="10:05"):
        supervisor.parar_uno(TRABAJADOR.nombre)
        relato.empleado(LICENCIAS.jefa).hacer(relato.expediente, "elevar")
        leido["mesa"] = texto(relato.empleado(LICENCIAS.jefa).expediente(relato.expediente))
        leido["estado"] = texto(relato.empleado(ADMINISTRADOR).navegador.ir("/administracion/"))
        leido["cola"] = texto(esperar("the waiting jobs", lambda: trabajos(relato, "Generar el documento")))
    supervisor.arrancar(TRABAJADOR.nombre)
    return leido


def firmar(relato: Relato) -> None:
    """Organ and secretario, once the document is there."""
    with relato.paso("firmar", dia=12, hora="13:20"):
        relato.empleado(LICENCIAS.organo).firmar("Resolución")
    with relato.paso("dar fe", dia=12, hora="13:45"):
        relato.empleado(LICENCIAS.secretario).firmar("Resolución")


def sin_correo(relato: Relato, supervisor: Supervisor) -> Leido:
    """The mail server is down when the resolution is notified: the notice waits, the notification does not (LPACAP 41.6)."""
    leido: Leido = {}
    antes = correos(relato)
    supervisor.parar_uno("correo")
    with relato.paso("notificar sin correo", dia=16, hora="08:50"):
        relato.empleado(LICENCIAS.tramitadora).hacer(relato.expediente, "notificar")
        leido["sede"] = texto(
            esperar("the notification", lambda: relato.ciudadano(SOLICITANTE).notificacion_pendiente())
        )
        leido["mesa"] = texto(esperar("the notice that did not leave", lambda: comunicaciones(relato, "no ha salido")))
        leido["cola"] = texto(
            esperar("the failed notice", lambda: trabajos(relato, "El servidor de correo no responde"))
        )
    supervisor.arrancar("correo")
    supervisor.esperar_listos(solo=("correo",))
    with relato.paso("vuelve el correo", dia=16, hora="12:00"):
        leido["botones"] = str(reintentar_lo_que_espera(relato))
        leido["mesa despues"] = texto(
            esperar("the notice that left", lambda: comunicaciones(relato, "no ha salido", falta=True))
        )
        leido["correos"] = str(correos(relato) - antes)
        leido["sede despues"] = texto(
            esperar("the notification", lambda: relato.ciudadano(SOLICITANTE).notificacion_pendiente())
        )
    return leido


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
    pagina = relato.empleado(LICENCIAS.tramitadora).expediente(relato.expediente)
    return None if "pendiente" in _firmas(pagina).lower() else pagina


def indice_firmado(relato: Relato) -> Pagina | None:
    """The case as who closed it sees it, once its index is there and no document waits for its stamp."""
    pagina = relato.empleado(LICENCIAS.jefa).expediente(relato.expediente)
    hecho = INDICE_FIRMADO in texto(pagina) and "pendiente" not in _firmas(pagina).lower()
    return pagina if hecho else None


def comunicaciones(relato: Relato, contiene: str, *, falta: bool = False) -> Pagina | None:
    """The communications of the case at the desk, once they say that (or no longer do)."""
    tramitadora: Empleado = relato.empleado(LICENCIAS.tramitadora)
    pagina = tramitadora.navegador.ir(f"/escritorio/expedientes/{relato.expediente}/comunicaciones/")
    return pagina if (contiene in texto(pagina)) is not falta else None


def sello_de_cada_documento(relato: Relato) -> str:
    """What the desk says of the signature of each document."""
    return _firmas(relato.empleado(LICENCIAS.tramitadora).expediente(relato.expediente))


def _firmas(pagina: Pagina) -> str:
    filas = pagina.arbol.xpath("//main//table/tbody/tr")
    return " / ".join(" ".join(fila.text_content().split()) for fila in filas)
