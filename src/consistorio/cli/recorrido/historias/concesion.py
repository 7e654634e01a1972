"""A licence granted: filed at 23:58 of a Sunday with a document missing, corrected, reported on, decided, notified, closed."""

from __future__ import annotations

from pathlib import Path

from consistorio.cli.recorrido.adjuntos import croquis, presupuesto
from consistorio.cli.recorrido.relato import Relato

SOLICITANTE = "12345678Z"
TRAMITADORA, JEFA, TECNICO, CONCEJALA, SECRETARIO = "nuria", "marta", "pablo", "carmen", "javier"
RESPUESTAS = {
    "tipo_obra": "interior",
    "descripcion": "Cambiar la bañera por un plato de ducha y renovar el alicatado.",
    "emplazamiento.via": "Calle Mayor",
    "emplazamiento.numero": "12",
    "emplazamiento.codigo_postal": "09001",
    "emplazamiento.municipio": "Villaejemplo",
    "presupuesto": "3200,50",
    "declara_propiedad": "si",
    "medio_notificacion": "electronica",
    "correo_aviso": "ana.garcia@correo.example",
}


def concesion(relato: Relato) -> None:
    """Play it to the end."""
    solicitar(relato, SOLICITANTE, adjuntos={"plano": [croquis(relato.escenario.var)], "otros": list(relato.entradas)})
    subsanar(relato, SOLICITANTE)
    instruir(relato)
    resolver(relato, sentido="estima")
    notificar(relato, SOLICITANTE)
    cerrar(relato)


def solicitar(relato: Relato, nif: str, *, adjuntos: dict[str, list[Path]]) -> None:
    """File at night, on an inhábil day, without the detailed budget."""
    with relato.paso("presentar", dia=0, hora="23:58"):
        pagina, rechazadas = relato.ciudadano(nif).presentar("licencia-obra-menor", RESPUESTAS, adjuntos)
        relato.recordar_expediente(pagina)
        relato.anotar_rechazadas(rechazadas)


def subsanar(relato: Relato, nif: str) -> None:
    """The unit asks for what is missing and suspends the term; the citizen reads it and supplies it."""
    with relato.paso("requerir", dia=1, hora="09:10"):
        datos = {"faltan": ["presupuesto_detallado"], "dias": "10", "suspende": "si"}
        relato.empleado(TRAMITADORA).hacer(relato.expediente, "requerir_subsanacion", datos)
    with relato.paso("leer el requerimiento", dia=2, hora="19:30"):
        relato.ciudadano(nif).comparecer()
    with relato.paso("subsanar", dia=5, hora="20:15"):
        relato.ciudadano(nif).aportar(
            relato.expediente, "subsanacion", "Envío el presupuesto.", [presupuesto(relato.escenario.var)]
        )


def instruir(relato: Relato) -> None:
    """The application is admitted and the technician reports."""
    with relato.paso("admitir", dia=8, hora="09:00"):
        relato.empleado(TRAMITADORA).hacer(relato.expediente, "completar_tarea")
    with relato.paso("informar", dia=10, hora="11:00"):
        relato.empleado(TECNICO).hacer(
            relato.expediente,
            "emitir_informe",
            {
                "sentido": "favorable",
                "consideraciones": "La obra no afecta a la estructura ni a la fachada.\nCumple las normas urbanísticas.",
                "conclusion": "Se informa favorablemente la licencia.",
            },
        )
    with relato.paso("firmar el informe", dia=10, hora="11:20"):
        relato.empleado(TECNICO).firmar("Informe")


def resolver(relato: Relato, *, sentido: str) -> None:
    """Proposal, number in the book, signature of the councillor and public faith of the secretario."""
    with relato.paso("proponer", dia=12, hora="09:40"):
        relato.empleado(TRAMITADORA).hacer(relato.expediente, "proponer", {"sentido": sentido, "decision": ""})
    with relato.paso("enviar a la firma", dia=12, hora="10:05"):
        relato.empleado(JEFA).hacer(relato.expediente, "elevar")
    with relato.paso("firmar", dia=12, hora="13:20"):
        relato.empleado(CONCEJALA).firmar("Resolución")
    with relato.paso("dar fe", dia=12, hora="13:45"):
        relato.empleado(SECRETARIO).firmar("Resolución")


def notificar(relato: Relato, nif: str, *, aceptar: bool = True) -> None:
    """Notify the decree; the citizen opens it, or rejects it."""
    with relato.paso("notificar", dia=16, hora="08:50"):
        relato.empleado(TRAMITADORA).hacer(relato.expediente, "notificar")
    with relato.paso("comparecer" if aceptar else "rechazar", dia=17, hora="21:05"):
        relato.ciudadano(nif).comparecer(aceptar=aceptar)


def cerrar(relato: Relato, *, dia: int = 19) -> None:
    """Close the case: its index is signed."""
    with relato.paso("cerrar", dia=dia, hora="12:00"):
        relato.empleado(JEFA).hacer(relato.expediente, "cerrar_expediente")
