"""A procedure that the product does not ship: loaded from a data file, then filed, decided, notified and closed. No code."""

from __future__ import annotations

from pathlib import Path

from consistorio.cli.recorrido.adjuntos import escrito
from consistorio.cli.recorrido.historias.pasos import (
    Equipo,
    cerrar,
    comparecer,
    ejecutar,
    instruir,
    notificar,
    resolver,
)
from consistorio.cli.recorrido.navegador import PasoFallido
from consistorio.cli.recorrido.relato import Relato

DEFINICION = Path(__file__).with_name("vado-provisional.json")
SOLICITANTE = "33333333P"
VIA_PUBLICA = Equipo(tramitadora="raul", jefa="ines", tecnico="cristina", organo="tomas")
RESPUESTAS = {
    "direccion_garaje.via": "Calle de la Fuente",
    "direccion_garaje.numero": "7",
    "direccion_garaje.codigo_postal": "09001",
    "direccion_garaje.municipio": "Villaejemplo",
    "plazas": "3",
    "ancho": "3,5",
    "declara_uso": "si",
    "medio_notificacion": "electronica",
    "correo_aviso": "elena.navarro@correo.example",
}
INFORME = {
    "sentido": "favorable",
    "consideraciones": "La acera tiene 2,40 m y no hay paso de peatones a menos de 5 m.",
    "conclusion": "Se informa favorablemente el vado.",
}


def procedimiento_nuevo(relato: Relato) -> None:
    """Play it to the end."""
    with relato.paso("cargar el procedimiento", dia=relato.agenda.habil_hasta(-1), hora="09:00"):
        hecho = relato.escenario.orden("manage", "cargar_procedimiento", str(DEFINICION), "--publicar")
        if hecho.returncode:
            raise PasoFallido(f"the procedure was not loaded: {hecho.stderr[-2000:]}")
    with relato.paso("presentar", dia=0, hora="23:58", cualquier_dia=True):
        plano = escrito(relato.escenario.var, "plano de la entrada", ["Puerta: 3,50 m", "Acera: 2,40 m"])
        adjuntos = {"plano_entrada": [plano], "otros": list(relato.entradas)}
        pagina, rechazadas = relato.ciudadano(SOLICITANTE).presentar("vado-provisional", RESPUESTAS, adjuntos)
        relato.recordar_expediente(pagina)
        relato.anotar_rechazadas(rechazadas)
    instruir(relato, informe=INFORME, equipo=VIA_PUBLICA)
    resolver(relato, sentido="estima", equipo=VIA_PUBLICA)
    notificar(relato, equipo=VIA_PUBLICA)
    comparecer(relato, SOLICITANTE)
    ejecutar(relato, equipo=VIA_PUBLICA)
    cerrar(relato, equipo=VIA_PUBLICA)
