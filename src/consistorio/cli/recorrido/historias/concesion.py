"""A licence granted: filed at 23:58 of a Sunday with a document missing, corrected, reported on, decided, notified, closed."""

from __future__ import annotations

from pathlib import Path

from consistorio.cli.recorrido.adjuntos import croquis, presupuesto
from consistorio.cli.recorrido.historias.pasos import (
    LICENCIAS,
    cerrar,
    comparecer,
    ejecutar,
    instruir,
    notificar,
    resolver,
)
from consistorio.cli.recorrido.relato import Relato

SOLICITANTE = "12345678Z"
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
    notificar(relato)
    comparecer(relato, SOLICITANTE)
    ejecutar(relato)
    cerrar(relato)


def solicitar(relato: Relato, nif: str, *, adjuntos: dict[str, list[Path]]) -> None:
    """File at night, on an inhábil day."""
    with relato.paso("presentar", dia=0, hora="23:58", cualquier_dia=True):
        pagina, rechazadas = relato.ciudadano(nif).presentar("licencia-obra-menor", RESPUESTAS, adjuntos)
        relato.recordar_expediente(pagina)
        relato.anotar_rechazadas(rechazadas)


def subsanar(relato: Relato, nif: str) -> None:
    """The unit asks for what is missing and suspends the term; signed, the citizen reads it and supplies it."""
    with relato.paso("requerir", dia=1, hora="09:10"):
        datos = {"faltan": ["presupuesto_detallado"], "dias": "10", "suspende": "si"}
        relato.empleado(LICENCIAS.tramitadora).hacer(relato.expediente, "requerir_subsanacion", datos)
    with relato.paso("firmar el requerimiento", dia=1, hora="09:25"):
        relato.empleado(LICENCIAS.tramitadora).firmar("Requerimiento")
    with relato.paso("leer el requerimiento", dia=2, hora="19:30", cualquier_dia=True):
        relato.ciudadano(nif).comparecer()
    with relato.paso("subsanar", dia=5, hora="20:15", cualquier_dia=True):
        relato.ciudadano(nif).aportar(
            relato.expediente, "subsanacion", "Envío el presupuesto.", [presupuesto(relato.escenario.var)]
        )
