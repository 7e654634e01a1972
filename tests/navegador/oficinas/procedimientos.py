"""Procedures that their areas change: a draft, cases of another version, and what is asked to change."""

from __future__ import annotations

import json

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.mejoras import acciones as mejoras
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.acciones import abrir_borrador, guardar_borrador
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.exportar import documento_de
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor, como_datos
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.acciones import guardar_caso
from consistorio.tramitacion.motor.permisos import CAMBIAR_VERSION
from consistorio.tramitacion.motor.simulacion import Caso, Paso
from consistorio.tramitacion.motor.versiones import por_pasar, prever
from tests.navegador import villa
from tests.navegador.fichas import LARGO
from tests.navegador.oficinas import modelos

OIR: dict[str, Valor] = {
    "codigo": "oir",
    "tipo": "audiencia",
    "fase": "finalizacion",
    "nombre": "Oír a quien lo pidió sobre la propuesta",
    "norma": "LPACAP art. 82",
    "tras": ["propuesta"],
    "datos": {"sobre": "propuesta"},
}
DICTAMEN: dict[str, Valor] = {
    "codigo": "dictamen",
    "tipo": "consulta",
    "fase": "finalizacion",
    "nombre": "Pedir el dictamen de Patrimonio",
    "norma": "LPACAP art. 79.1",
    "tras": ["propuesta"],
}
CONTROL: dict[str, Valor] = {
    "codigo": "control",
    "tipo": "fiscalizacion",
    "fase": "finalizacion",
    "nombre": "Fiscalizar el gasto",
    "norma": "TRLRHL arts. 214 y 219",
    "area": "intervencion",
    "tras": ["propuesta"],
    "condicion": {
        "y": [
            {"campo": "sentido_propuesta", "operador": "igual", "valor": "estima"},
            {"o": [{"campo": "interesados", "operador": "mayor", "valor": 2}]},
        ]
    },
}
ANUNCIO: dict[str, Valor] = {
    "codigo": "anuncio_previo",
    "tipo": "publicacion",
    "fase": "instruccion",
    "nombre": "Anunciar la obra en el tablón",
}
TASA: dict[str, Valor] = {
    "codigo": "tasa_via",
    "tipo": "pago",
    "fase": "instruccion",
    "nombre": "Pagar la tasa por ocupar la calle",
    "norma": "TRLRHL arts. 20.3.g y 26",
    "area": "tributos",
}


def sembrar(reloj: RelojDePrueba) -> None:
    """A draft of the works licence with everything that pages ask of a task; another version of it; models of areas; what was asked."""
    marta = villa.empleado("marta")
    borrador = abrir_borrador(actor=marta, version_id=vigente("licencia-obra-menor").id, reloj=reloj)
    caso = Caso({"tipo_obra": "interior"}, hoy(reloj), (Paso("comunicacion_inicial", 1), Paso("revision", 3)))
    guardar_caso(actor=marta, borrador_id=borrador.id, nombre="Recién revisada", caso=caso, reloj=reloj)
    capa = como_datos(borrador.capa)
    for tarea in (TASA, ANUNCIO, CONTROL, OIR, DICTAMEN):
        capa = edicion.anadir_tarea(capa, tarea)
    guardar_borrador(actor=marta, borrador_id=borrador.id, edicion=borrador.edicion, capa=capa, reloj=reloj)
    _otra_version(reloj, marta)
    modelos.sembrar(reloj, marta=marta, ines=villa.empleado("ines"))
    _mejoras(reloj, marta)


def _otra_version(reloj: RelojDePrueba, quien: Actor) -> None:
    """The works licence has a second version: some cases of the first moved to it, one could not, and the rest go on."""
    documento = documento_de(vigente("licencia-obra-menor"))
    tareas = como_datos(documento.get("tareas") or {})
    anadidas = tareas.get("anadir")
    nueva: dict[str, Valor] = {
        "codigo": "mirar_catalogo",
        "tipo": "libre",
        "fase": "instruccion",
        "nombre": "Mirar si el edificio está protegido",
    }
    del documento["casos"]  # those that are kept are of the version before
    documento["tareas"] = {**tareas, "anadir": [*(anadidas if isinstance(anadidas, list) else []), nueva]}
    instalacion = Actor.sistema("prueba", *DE_LA_INSTALACION)
    carga = catalogo.cargar(actor=instalacion, contenido=json.dumps(documento).encode(), reloj=reloj)
    assert carga.version_id is not None
    version = catalogo.publicar(actor=instalacion, version_id=carga.version_id, reloj=reloj)
    previstos = prever(quien, version, en=hoy(reloj), limite=100)
    elegidos = [p.expediente.id for p in previstos if p.obstaculos][:1] + [
        p.expediente.id for p in previstos if not p.obstaculos and p.expediente.titulo != LARGO[:200]
    ][:2]
    cambio = motor.pedir_cambio_de_version(
        actor=quien,
        version_id=version.id,
        expedientes=elegidos,
        motivo="Para mirar también si el edificio está protegido.",
        reloj=reloj,
    )
    for caso_id in por_pasar(cambio.id):
        motor.pasar_de_version(actor=Actor.sistema("versiones", CAMBIAR_VERSION), caso_id=caso_id, reloj=reloj)


def _mejoras(reloj: RelojDePrueba, quien: Actor) -> None:
    """What is asked to change: one that waits, one that was accepted, one that is being prepared and one that was rejected."""
    nuria = villa.empleado("nuria")
    pedidas = [
        mejoras.pedir(
            actor=nuria,
            procedimiento="licencia-obra-menor",
            unidad_id=Expediente.objects.order_by("id")[0].unidad_id,
            problema=problema,
            mejora="Menos requerimientos y cinco días menos en cada expediente.",
            reloj=reloj,
        )
        for problema in (
            "Casi todas las solicitudes llegan sin plano, y hay que pedirlo después.",
            "El informe técnico se pide también para obras que no lo necesitan.",
            "Habría que preguntar el color de la fachada.",
            "Nadie sabe cuándo se anuncia la obra en el tablón.",
        )
    ]
    mejoras.comentar(actor=quien, peticion_id=pedidas[1].id, texto="¿Para cuáles no hace falta?", reloj=reloj)
    mejoras.comentar(actor=nuria, peticion_id=pedidas[1].id, texto="Para las de dentro de la vivienda.", reloj=reloj)
    mejoras.aceptar(actor=quien, peticion_id=pedidas[1].id, reloj=reloj)
    mejoras.aceptar(actor=quien, peticion_id=pedidas[3].id, reloj=reloj)
    mejoras.enlazar_borrador(actor=quien, peticion_id=pedidas[3].id, reloj=reloj)
    mejoras.rechazar(actor=quien, peticion_id=pedidas[2].id, motivo="La ordenanza no lo pide.", reloj=reloj)
