"""What units say to each other."""

from __future__ import annotations

import io
from uuid import uuid4

from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.servicios.busquedas import acciones as busquedas
from consistorio.servicios.comunicaciones import acciones as comunicaciones
from consistorio.servicios.comunicaciones.tests.factories import enviada as comunicacion
from consistorio.servicios.comunicaciones.tests.factories import mensaje
from consistorio.servicios.comunicaciones.tipos import Fichero
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import anotar_nota
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.tests.factories import un_pdf
from tests.navegador import villa
from tests.navegador.fichas import FILAS, LARGO


def sembrar(reloj: RelojDePrueba, largo: Expediente) -> None:
    """Communications that wait, one with everything that one may have, and a note that was answered."""
    nuria, marta, raul, javier = (villa.empleado(quien) for quien in ("nuria", "marta", "raul", "javier"))
    for _ in range(FILAS):
        comunicacion(raul, mensaje("LA0009988", reloj), ("LA0009986",), reloj)
    plano = Fichero(admitir(io.BytesIO(un_pdf("plano")), nombre="plano.pdf"), "plano.pdf")
    completa = mensaje("LA0009986", reloj, asunto=LARGO[:180], texto=f"{LARGO}\n\n{LARGO}", ficheros=(plano,))
    busquedas.guardar(actor=nuria, nombre="Obras de mi unidad", texto="obra", unidad_id=largo.unidad_id, reloj=reloj)
    del_caso = comunicacion(nuria, completa, ("LA0009981", "LA0009982"), reloj, expediente_id=largo.id)
    comunicaciones.contestar(
        actor=javier,
        clave=uuid4(),
        comunicacion_id=del_caso.id,
        mensaje=mensaje("LA0009982", reloj, asunto="De acuerdo"),
        reloj=reloj,
    )
    corte = comunicacion(nuria, mensaje("LA0009986", reloj), ("LA0009988",), reloj)
    comunicaciones.corregir(
        actor=nuria,
        clave=uuid4(),
        comunicacion_id=corte.id,
        mensaje=mensaje("LA0009986", reloj, asunto="Corte de la plaza"),
        reloj=reloj,
    )
    nota = anotar_nota(actor=marta, expediente_id=largo.id, texto="Falta el plano. ¿Lo pides, @nuria?", reloj=reloj)
    anotar_nota(actor=nuria, expediente_id=largo.id, texto="Pedido.", responde_a=nota.id, reloj=reloj)
