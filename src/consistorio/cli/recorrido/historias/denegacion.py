"""A licence denied: unfavourable report, hearing, allegations, denial, and a notification that the citizen rejects."""

from __future__ import annotations

from consistorio.cli.recorrido.adjuntos import croquis, escrito, presupuesto
from consistorio.cli.recorrido.historias.concesion import solicitar
from consistorio.cli.recorrido.historias.pasos import LICENCIAS, cerrar, comparecer, instruir, notificar, resolver
from consistorio.cli.recorrido.relato import Relato

SOLICITANTE = "87654321X"
DESFAVORABLE = {
    "sentido": "desfavorable",
    "consideraciones": "El hueco que se quiere abrir da a un patio protegido.\nLas normas urbanísticas no lo permiten.",
    "conclusion": "Se informa desfavorablemente la licencia.",
}
MOTIVO = "Se propone denegar la licencia: el informe técnico es desfavorable porque el patio está protegido."
ALEGACION = "El hueco existía antes de que se protegiera el patio. Envío una declaración de la vecina."
FUNDAMENTOS = (
    "El hueco que se quiere abrir da a un patio protegido, y las normas urbanísticas no lo permiten, como dice el informe técnico.",
    "Alega que el hueco existía antes de que se protegiera el patio. La declaración que aporta no lo prueba.",
    "Las licencias se dan o se deniegan según lo que dicen las normas urbanísticas (RDL 7/2015, artículo 11).",
    "El procedimiento se ha tramitado conforme a la Ley 39/2015, de 1 de octubre.",
    "El órgano competente para resolver es la Concejalía de Urbanismo, por delegación de la Alcaldía (LBRL art. 21.1.q y 21.3).",
)


def denegacion(relato: Relato) -> None:
    """Play it to the end."""
    var = relato.escenario.var
    adjuntos = {"plano": [croquis(var)], "presupuesto_detallado": [presupuesto(var)], "otros": list(relato.entradas)}
    solicitar(relato, SOLICITANTE, adjuntos=adjuntos)
    instruir(relato, informe=DESFAVORABLE)
    oir(relato)
    resolver(relato, sentido="deniega", dia=18, fundamentos=FUNDAMENTOS)
    notificar(relato, dia=22)
    comparecer(relato, SOLICITANTE, dia=23, aceptar=False)
    cerrar(relato, dia=25)


def oir(relato: Relato) -> None:
    """Hearing before the proposal (LPACAP 82): the citizen reads it and alleges; the unit looks at it and ends the hearing."""
    tramitadora = LICENCIAS.tramitadora
    with relato.paso("dar audiencia", dia=11, hora="09:30"):
        datos = {"motivo": MOTIVO, "dias": "10"}
        relato.empleado(tramitadora).hacer(relato.expediente, "abrir_audiencia", datos)
    with relato.paso("firmar la audiencia", dia=11, hora="09:45"):
        relato.empleado(tramitadora).firmar("Trámite de audiencia")
    with relato.paso("leer la audiencia", dia=12, hora="18:40", cualquier_dia=True):
        relato.ciudadano(SOLICITANTE).comparecer()
    with relato.paso("alegar", dia=15, hora="22:10", cualquier_dia=True):
        prueba = escrito(relato.escenario.var, "declaración de la vecina", ["La ventana estaba ya en 1987."])
        relato.ciudadano(SOLICITANTE).aportar(relato.expediente, "alegaciones", ALEGACION, [prueba])
    with relato.paso("ver las alegaciones", dia=17, hora="09:05"):
        relato.empleado(tramitadora).hacer(relato.expediente, "completar_tarea")
    with relato.paso("terminar la audiencia", dia=17, hora="09:20"):
        relato.empleado(tramitadora).hacer(relato.expediente, "cerrar_audiencia", {"causa": "alegaciones"})
