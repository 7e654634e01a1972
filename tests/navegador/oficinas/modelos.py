"""Models of areas in the sown town: a version in trial, that somebody may publish, and a draft of another that would break a procedure."""

from __future__ import annotations

from consistorio.nucleo.actor import Actor
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.formularios.valores import Valor, como_datos

CARTEL: dict[str, Valor] = {
    "codigo": "colocar_cartel",
    "tipo": "libre",
    "fase": "ejecucion",
    "nombre": "Comprobar que el cartel está a la vista",
    "tras": ["ejecucion"],
}
ACCESIBILIDAD: dict[str, Valor] = {
    "codigo": "informe_de_accesibilidad",
    "tipo": "informe",
    "fase": "instruccion",
    "nombre": "Informe de accesibilidad",
    "norma": "LPACAP art. 79.1",
    "datos": {"precepto": "LPACAP art. 79.1"},
}


def sembrar(reloj: RelojDePrueba, *, marta: Actor, ines: Actor) -> None:
    """Each that of her area."""
    borrador = catalogo.abrir_modelo(actor=ines, area="via_publica", reloj=reloj)
    capa = edicion.anadir_tarea(como_datos(borrador.capa), CARTEL)
    catalogo.guardar_borrador(actor=ines, borrador_id=borrador.id, edicion=1, capa=capa, reloj=reloj)
    catalogo.enviar_modelo(actor=ines, borrador_id=borrador.id, edicion=2, reloj=reloj)
    otro = catalogo.abrir_modelo(actor=marta, area="urbanismo", reloj=reloj)
    con_informe = edicion.anadir_tarea(edicion.quitar_tarea(como_datos(otro.capa), "informe_area"), ACCESIBILIDAD)
    con_pagina = edicion.poner_pagina(con_informe, "finca", {"titulo": "La finca"})
    pregunta: dict[str, Valor] = {"tipo": "texto", "etiqueta": "Número de finca registral", "obligatorio": False}
    con_pregunta = edicion.poner_pregunta(con_pagina, "finca", "finca_registral", pregunta)
    catalogo.guardar_borrador(actor=marta, borrador_id=otro.id, edicion=1, capa=con_pregunta, reloj=reloj)
