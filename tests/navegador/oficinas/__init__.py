"""The example town at work: something in every list that the staff have, so that each of their pages has what to show. A file for each room."""

from __future__ import annotations

from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.resoluciones.tests.test_resolver import devolver, documentada, firmar
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from tests.navegador.fichas import FILAS, LARGO
from tests.navegador.oficinas import (
    administracion,
    cartas,
    comunicaciones,
    concejales,
    dinero,
    economia,
    impuestos,
    instruccion,
    mesa,
    procedimientos,
    registro,
    sesiones,
    sobre_la_propuesta,
)


def sembrar() -> None:
    """Cases in every state, a book, entries of the register, jobs that failed and that wait, somebody away."""
    reloj = RelojDePrueba(reloj_de_la_casa().ahora())
    for _ in range(FILAS):
        escenario.caso(reloj)
    largo = escenario.caso(reloj)
    Expediente.objects.filter(id=largo.id).update(titulo=LARGO[:200])
    mesa.sembrar(largo, reloj)
    documentada(escenario.caso_por_proponer(reloj), reloj)
    firmar(documentada(escenario.caso_por_proponer(reloj), reloj), reloj)
    devolver(documentada(escenario.caso_por_proponer(reloj), reloj), reloj)
    cartas.sembrar(reloj)
    escenario.declarado(reloj)
    instruccion.sembrar(reloj)
    dinero.en_pago(reloj)
    dinero.en_gasto(reloj)
    economia.sembrar(reloj)
    concejales.sembrar(reloj)
    dinero.en_cuentas(reloj)
    impuestos.sembrar(reloj)
    instruccion.en_cuestion(reloj)
    sesiones.sembrar(reloj)
    sobre_la_propuesta.sembrar(reloj)
    registro.sembrar()
    registro.apoderamiento()
    comunicaciones.sembrar(reloj, largo)
    reloj.momento = reloj_de_la_casa().ahora()  # the register's time never goes back, however long the above took
    registro.de_la_unidad(reloj)
    administracion.averias(reloj)
    procedimientos.sembrar(reloj)
    administracion.fuera(reloj)
    administracion.trabajos()
