"""The registry office, and what each unit gets of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from consistorio.canales.escritorio.tests.test_entradas import asignar_areas, llega
from consistorio.canales.escritorio.tests.test_importados import importar, publicar_orden
from consistorio.documental.registro import acciones as registro
from consistorio.documental.registro.tests.factories import adjunto, empresa, entrada_de_mostrador, persona, unidad
from consistorio.documental.registro.tipos import Apoderamiento, DatosPersona, Parte
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.solicitudes.acciones import abrir_de_asiento, transcribir
from consistorio.tramitacion.solicitudes.tipos import Apertura
from tests.navegador import villa
from tests.navegador.fichas import FILAS, LARGO


def sembrar() -> None:
    rosa, reloj = villa.empleado("rosa"), reloj_de_la_casa()
    for numero in range(FILAS + 1):
        asiento = entrada_de_mostrador(
            actor=rosa,
            reloj=reloj,
            clave_idempotencia=f"oficinas-{numero}",
            asunto=LARGO[:200] if numero == FILAS - 1 else "Queja por ruidos",
            partes=[Parte(empresa(), persona())],
            unidad_id=unidad("LA0009985", "Urbanismo").id,
            documentos=[adjunto()],
        )
    otra = unidad("LA0009988", "Vía Pública")
    registro.redirigir(actor=rosa, asiento_id=asiento.id, unidad_id=otra.id, motivo="Es suyo", reloj=reloj)
    registro.rectificar(
        actor=rosa, asiento_id=asiento.id, campo="asunto", despues="Queja", motivo="Errata", reloj=reloj
    )
    ayer = hoy(reloj) - timedelta(days=1)
    registro.emitir_libro(actor=rosa, libro="E", desde=ayer, hasta=ayer, reloj=reloj)


def apoderamiento() -> None:
    """Somebody gives a power at the counter, and numbers are taken for a contingency."""
    reloj = reloj_de_la_casa()
    pedido = Apoderamiento(
        representado=DatosPersona("67890123B", "Óscar", "Núñez"),
        representante=DatosPersona("12345678Z", "Ana", "García"),
        acreditacion="apud_acta_presencial",
        alcance="organismo",
        desde=hoy(reloj),
        hasta=hoy(reloj) + timedelta(days=365),
        identificacion="dni",
        identidad_comprobada=True,
    )
    registro.inscribir_en_oficina(actor=villa.empleado("rosa"), pedido=pedido, reloj=reloj)
    registro.reservar_numeros(actor=villa.empleado("rosa"), libro="E", cuantos=12, motivo=LARGO, reloj=reloj)


def _en_papel(reloj: RelojDePrueba) -> None:
    """A case opened from paper, whose answers were written down twice."""
    asiento, nuria = llega(reloj, asunto="En papel"), escenario.empleado("nuria", reloj)
    solicitud = abrir_de_asiento(
        actor=nuria, asiento_id=asiento.id, pedida=Apertura("licencia-obra-menor"), reloj=reloj
    )
    for texto in ("Cambiar la bañera", LARGO):
        transcribir(
            actor=nuria,
            expediente_id=solicitud.expediente_id,
            datos={"descripcion": texto, "presupuesto": "3000"},
            parcial=True,
            reloj=reloj,
        )


def de_la_unidad(reloj: RelojDePrueba) -> None:
    asignar_areas(reloj)
    publicar_orden(reloj)
    for asunto in ("Plano que faltaba", LARGO[:200]):
        llega(reloj, asunto=asunto)
    _en_papel(reloj)
    with TemporaryDirectory() as carpeta:
        importar(Path(carpeta), reloj)
