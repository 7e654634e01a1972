"""A and C, that nobody decides in time: what silence does with each, and what may still be decided (LPACAP 24)."""

from __future__ import annotations

from consistorio.cli.recorrido.adjuntos import croquis, escrito, presupuesto
from consistorio.cli.recorrido.comprobaciones import lo_dice, que_dice
from consistorio.cli.recorrido.historias.concesion import RESPUESTAS as OBRA
from consistorio.cli.recorrido.historias.pasos import LICENCIAS, PLAZOS, barrer
from consistorio.cli.recorrido.historias.terraza.area import prever, publicar_la_primera
from consistorio.cli.recorrido.historias.terraza.reparto import (
    INFORME,
    RESPUESTAS,
    TERRAZA,
    VIA_PUBLICA,
    A,
    C,
    caso_de,
    dia,
    en_la_mesa,
    fila_con,
    limite,
)
from consistorio.cli.recorrido.navegador import Pagina
from consistorio.cli.recorrido.personas import esperar
from consistorio.cli.recorrido.relato import Relato

CERTIFICADO = "Expedir el certificado de silencio"
YA_CONCEDIDO = "El silencio ya concedió lo pedido: la resolución solo puede confirmarlo (art. 24.3.a)."


def presentar(relato: Relato) -> tuple[str, str]:
    """A files under version 1, and C asks for a licence of another procedure. Answers their cases."""
    var = relato.escenario.var
    plano, seguro = (escrito(var, nombre, ["Bar Central"]) for nombre in ("plano de la terraza", "póliza del seguro"))
    with relato.paso("publicar la primera versión", dia=dia(2, 27), hora="09:00"):
        publicar_la_primera(relato)
    with relato.paso("A pide una terraza, y C una licencia de obra", dia=dia(3, 2), hora="10:00", cualquier_dia=True):
        suyos = {"plano_terraza": [plano], "seguro": [seguro]}
        a = caso_de(relato.ciudadano(A).presentar(TERRAZA, RESPUESTAS, suyos)[0])
        obra = {"plano": [croquis(var)], "presupuesto_detallado": [presupuesto(var)]}
        c = caso_de(relato.ciudadano(C).presentar("licencia-obra-menor", OBRA, obra)[0])
        hallado = limite(relato, a)
        relato.comprobar(1, "último día para resolver lo de A", esperado="2 de junio de 2026", hallado=hallado)
    return a, c


def callar(relato: Relato, a: str, c: str) -> None:
    """The day after the term of both ends: A may be understood as refused, C is granted, and each has its certificate to issue (24.4)."""

    def producido() -> Pagina | None:
        listas = [en_la_mesa(relato, caso, "tramites/", quien=quien) for caso, quien in ((a, "raul"), (c, "nuria"))]
        return listas[0] if all(CERTIFICADO in lista.texto for lista in listas) else None

    with relato.paso("silencio", dia=dia(6, 3), hora="00:10", cualquier_dia=True):
        barrer(PLAZOS)
        esperar("the effects of silence", producido)
        for punto, caso, quien, dice in (
            (9, a, VIA_PUBLICA.tramitadora, "Lo solicitado se puede entender denegado."),
            (10, c, LICENCIAS.tramitadora, "Lo solicitado se entiende concedido"),
        ):
            plazo = en_la_mesa(relato, caso, "plazo/", quien=quien)
            acabo = "Acabó el 2 de junio de 2026 sin resolver."
            relato.comprobar(punto, "el plazo", esperado=acabo, hallado=que_dice(plazo, acabo))
            relato.comprobar(punto, "el silencio", esperado=dice, hallado=que_dice(plazo, dice))
            hallado = lo_dice(
                fila_con(en_la_mesa(relato, caso, "tramites/", quien=quien), CERTIFICADO), "hasta el 23/06/2026"
            )
            relato.comprobar(punto, "el certificado", esperado="hasta el 23/06/2026", hallado=hallado)


def resolver_tarde(relato: Relato, a: str, c: str) -> None:
    """A is granted late, which negative silence does not forbid (24.3.b); C cannot be refused any more, only confirmed (24.3.a)."""
    via_publica, licencias = relato.empleado(VIA_PUBLICA.tramitadora), relato.empleado(LICENCIAS.tramitadora)
    tecnico = relato.empleado(VIA_PUBLICA.tecnico)
    with relato.paso("instruir A: de C ya no hay nada que instruir", dia=dia(6, 4), hora="09:00"):
        via_publica.hacer(a, "completar_tarea")
        tecnico.hacer(a, "emitir_informe", INFORME)
        tecnico.firmar("Informe")
    with relato.paso("proponer", dia=dia(6, 5), hora="09:00"):
        via_publica.hacer(a, "proponer", {"sentido": "estima", "decision": ""})
        negada = negar(relato, c)
        relato.comprobar(10, "denegar lo de C", esperado=YA_CONCEDIDO, hallado=que_dice(negada, YA_CONCEDIDO))
        licencias.hacer(c, "proponer", {"sentido": "confirma_silencio", "decision": ""})
    with relato.paso("resolver y notificar A y C", dia=dia(6, 5), hora="12:00"):
        relato.empleado(VIA_PUBLICA.jefa).hacer(a, "elevar")
        relato.empleado(LICENCIAS.jefa).hacer(c, "elevar")
        relato.empleado(VIA_PUBLICA.organo).firmar("Resolución")
        relato.empleado(LICENCIAS.organo).firmar("Resolución")
        relato.empleado(VIA_PUBLICA.secretario).firmar("Resolución", cuantos=2)
        via_publica.hacer(a, "notificar")
        licencias.hacer(c, "notificar")
        for punto, caso, nif, quien, que in (
            (9, a, A, VIA_PUBLICA.tramitadora, "conceder tarde lo de A"),
            (10, c, C, LICENCIAS.tramitadora, "confirmar lo de C"),
        ):
            esperar("a notification at the citizen's disposal", relato.ciudadano(nif).notificacion_pendiente)
            dice = "Acababa el 2 de junio de 2026. Se resolvió y notificó después, el 5 de junio de 2026."
            hallado = que_dice(en_la_mesa(relato, caso, "plazo/", quien=quien), dice)
            relato.comprobar(punto, que, esperado=dice, hallado=hallado)
        propuesta = "Ya hay propuesta de resolución."
        pasar = prever(relato, a)
        relato.comprobar(9, "pasar A a la versión 2", esperado=propuesta, hallado=lo_dice(pasar, propuesta))


def negar(relato: Relato, expediente: str) -> Pagina:
    """Send a refusal, which the page does not offer: what it answers."""
    tramitadora = relato.empleado(LICENCIAS.tramitadora)
    pagina = esperar("the proposal", lambda: tramitadora.puede(expediente, "proponer"))
    datos = {"sentido": "deniega", "decision": "No se puede conceder."}
    return tramitadora.navegador.enviar(pagina, datos, espera=(422,))
