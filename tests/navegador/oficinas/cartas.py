"""Letters, in each of their states."""

from __future__ import annotations

from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.tests.test_notificar import dispuesta, enviada
from consistorio.servicios.notificaciones.tipos import Intento, ResultadoIntento
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Interesado
from tests.navegador import villa


def sembrar(reloj: RelojDePrueba) -> None:
    """Letters that wait to be printed, that were printed, without an address, posted, and that could not be delivered."""
    marta = villa.empleado("marta")
    dispuesta(escenario.caso(reloj, canal="papel"), reloj)
    impresa = dispuesta(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:impresa")
    notificaciones.imprimir(actor=marta, notificacion_id=impresa.id, reloj=reloj)
    con_otra = dispuesta(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:con_otra")
    notificaciones.imprimir(actor=marta, notificacion_id=con_otra.id, reloj=reloj)
    Notificacion.objects.filter(id=con_otra.id).update(direccion_postal="Calle Ancha, 3, 09001 Villaejemplo")
    sin_direccion = dispuesta(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:sin_direccion")
    Notificacion.objects.filter(id=sin_direccion.id).update(direccion_postal="")
    sin_lugar = dispuesta(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:sin_lugar")
    Notificacion.objects.filter(id=sin_lugar.id).update(direccion_postal="")
    Interesado.objects.filter(expediente_id=sin_lugar.expediente_id).update(domicilio={})
    Persona.objects.filter(id=sin_lugar.destinatario_id).update(
        direccion="", codigo_postal="", municipio="", provincia=""
    )
    notificaciones.declarar_lugar_ignorado(
        actor=marta,
        notificacion_id=sin_lugar.id,
        motivo="lugar",
        averiguado="Se preguntó a la Diputación y a la Agencia Tributaria.",
        consultado=True,
        reloj=reloj,
    )
    enviada(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:enviada")
    devuelta = enviada(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:devuelta")
    assert devuelta.salida is not None
    intento = Intento(devuelta.salida.registrado_el, ResultadoIntento.DESCONOCIDO)
    notificaciones.anotar_intento_papel(actor=marta, notificacion_id=devuelta.id, intento=intento, reloj=reloj)
