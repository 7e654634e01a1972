"""What councillors ask: a request that was granted and one that waits; the budget that a delegation manages; and a view that is kept of a list."""

from __future__ import annotations

from uuid import uuid4

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.busquedas import acciones as busquedas
from consistorio.servicios.comunicaciones.tests.factories import VIA_PUBLICA, unidad
from consistorio.servicios.concejales import acciones
from consistorio.servicios.concejales.acciones import Peticion
from consistorio.servicios.concejales.permisos import ATENDER
from consistorio.servicios.tests.escenario import RelojDePrueba
from tests.navegador import villa
from tests.navegador.fichas import LARGO


def sembrar(reloj: RelojDePrueba) -> None:
    """Of the budget of the year of the town's clock."""
    adela, isabel, javier = (villa.empleado(quien) for quien in ("adela", "isabel", "javier"))
    anio = hoy(reloj).year
    pedidas = [
        acciones.pedir(
            actor=adela,
            clave=uuid4(),
            pedido=Peticion("presupuesto", que, para_que=LARGO, anio=anio, codigo="920"),
            reloj=reloj,
        )
        for que in ("Las compras de material de oficina del año", LARGO)
    ]
    escrito = acciones.decidir(
        actor=isabel,
        peticion_id=pedidas[0].id,
        concede=True,
        organo="alcaldia",
        motivo="",
        forma="vista",
        con_personas=False,
        por_que_personas="",
        documentos=[],
        reloj=reloj,
    )
    # Its signature is of the room of signatures
    recoge = Actor.sistema("peticiones de concejales", ATENDER)
    acciones.recoger_escrito(actor=recoge, escrito_id=escrito.id, firmado=True, reloj=reloj)
    de_quien = unidad(VIA_PUBLICA, reloj)
    acciones.anotar_ambito(actor=javier, unidad_id=de_quien, codigo="920", norma="Bases de ejecución", reloj=reloj)
    busquedas.guardar_vista(
        actor=villa.empleado("teresa"),
        lista="gastos",
        nombre="Administración general",
        filtros={"codigo": "920", "por": "aplicacion"},
        reloj=reloj,
    )
