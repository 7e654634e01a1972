"""What nobody knows where to send is announced in the BOE without an attempt (LPACAP 44); a letter is posted with the address that it bears."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones import acciones, consultas, datos_documento
from consistorio.servicios.notificaciones.models import LugarIgnorado, Notificacion
from consistorio.servicios.notificaciones.tests.test_correo import (
    DIRECCION,
    comunicacion,
    enviar,
    imprimir,
    sin_direccion,
)
from consistorio.servicios.notificaciones.tests.test_notificar import ANA, acceder, dispuesta, enviada
from consistorio.servicios.notificaciones.tipos import DireccionPostal, Procedencia
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente, Interesado

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture
def en_papel(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso(reloj, canal="papel")


def declarar(notificacion: Notificacion, reloj: RelojDePrueba, quien: str = "nuria", **cambios: object) -> Notificacion:
    pedido = {"motivo": "lugar", "averiguado": "Se preguntó a la Diputación.", "consultado": True, **cambios}
    return acciones.declarar_lugar_ignorado(
        actor=escenario.empleado(quien, reloj),
        notificacion_id=notificacion.id,
        motivo=str(pedido["motivo"]),
        averiguado=str(pedido["averiguado"]),
        consultado=bool(pedido["consultado"]),
        reloj=reloj,
    )


def publicar(notificacion: Notificacion, reloj: RelojDePrueba, fecha: date) -> Notificacion:
    return acciones.anotar_publicacion(
        actor=escenario.empleado("nuria", reloj),
        notificacion_id=notificacion.id,
        fecha=fecha,
        identificador="BOE-N-2026-000001",
        reloj=reloj,
    )


def anotar(
    notificacion: Notificacion, reloj: RelojDePrueba, direccion: DireccionPostal = DIRECCION, **cambios: Procedencia
) -> Notificacion:
    return acciones.anotar_direccion(
        actor=escenario.empleado("nuria", reloj),
        notificacion_id=notificacion.id,
        direccion=direccion,
        procedencia=cambios.get("procedencia", Procedencia.PADRON),
        reloj=reloj,
    )


def test_it_is_announced_without_an_attempt_and_its_proof_says_why(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    carta = sin_direccion(en_papel, reloj)
    with pytest.raises(NoPermitido):
        declarar(carta, reloj, quien="pablo")
    with pytest.raises(DatosIncorrectos) as error:
        declarar(carta, reloj, motivo="", averiguado=" ", consultado=False)
    assert {p.campo for p in error.value.problemas} == {"motivo", "consultado", "averiguado"}
    with pytest.raises(Conflicto, match="no está pendiente de publicarse"):
        publicar(carta, reloj, en_madrid(reloj.ahora()).date())
    declarada = declarar(carta, reloj)
    assert (declarada.estado, declarada.anuncio_sin_envio, declarada.situacion) == (
        "infructuosa",
        True,
        "Pendiente de publicar en el BOE",
    )
    assert list(consultas.por_publicar(escenario.empleado("nuria", reloj))) == [carta]
    hecho = Evento.objects.get(tipo="notificacion.lugar_ignorado")
    assert hecho.datos["motivo"] == "lugar"
    assert "Diputación" not in str(hecho.datos)
    hoy = en_madrid(reloj.ahora()).date()
    with pytest.raises(DatosIncorrectos, match="No se puede anotar") as antes:
        publicar(carta, reloj, hoy - timedelta(days=1))
    assert [p.campo for p in antes.value.problemas] == ["fecha"]
    hecha = publicar(carta, reloj, hoy)
    assert (hecha.estado, hecha.intentos.count()) == ("publicada", 0)
    assert hecha.salida is not None
    prueba = str(datos_documento.de_evidencia(hecha))
    assert "se ignoraba dónde hacer esta notificación" in prueba
    assert "Se preguntó a la Diputación." in prueba
    with pytest.raises(IntegrityError), transaction.atomic():
        LugarIgnorado.objects.update(averiguado="Otra cosa")
    for hacer in (enviar, declarar):
        with pytest.raises(Conflicto, match="se anuncia en el BOE"):
            hacer(carta, reloj)


def test_where_an_address_is_known_it_is_tried_there_first(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises(Conflicto, match="Consta una dirección"):
        declarar(dispuesta(en_papel, reloj), reloj)
    Interesado.objects.filter(expediente=en_papel).update(domicilio={})
    Persona.objects.filter(nif=ANA).update(direccion="", codigo_postal="", municipio="", provincia="")
    carta = dispuesta(en_papel, reloj, referencia="prueba:2")
    Persona.objects.filter(nif=ANA).update(direccion="Calle Nueva, 1", codigo_postal="09001", municipio="Villaejemplo")
    with pytest.raises(Conflicto, match="Consta una dirección"):  # it came to be known after the letter was made
        declarar(carta, reloj)
    with pytest.raises(Conflicto, match="ya se envió"):
        declarar(enviada(en_papel, reloj, referencia="prueba:3"), reloj)
    with pytest.raises(Conflicto, match="no va en papel"):
        declarar(dispuesta(escenario.caso(reloj), reloj, referencia="prueba:4"), reloj)
    Notificacion.objects.filter(id=carta.id).update(direccion_postal="")
    Persona.objects.filter(nif=ANA).update(direccion="", codigo_postal="", municipio="")
    acceder(carta, reloj)
    with pytest.raises(Conflicto, match="se abrió en la sede"):
        declarar(carta, reloj)


def test_a_communication_is_not_announced(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    Interesado.objects.filter(expediente=en_papel).update(domicilio={})
    Persona.objects.filter(nif=ANA).update(direccion="", codigo_postal="", municipio="", provincia="")
    with pytest.raises(FaseIncompatible, match="es una comunicación"):
        declarar(comunicacion(en_papel, reloj), reloj)


def test_an_address_that_turns_up_before_the_announcement_sends_it(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    carta = sin_direccion(en_papel, reloj)
    otra = dispuesta(en_papel, reloj, referencia="prueba:2")
    for una in (carta, otra):
        declarar(una, reloj)
    anotar(carta, reloj, procedencia=Procedencia.PERSONA)
    for una in (carta, otra):  # hers from now on, also of what waited to be announced
        una.refresh_from_db()
        assert (una.estado, una.direccion_postal, una.por_enviar) == ("disponible", str(DIRECCION), True)
    with pytest.raises(Conflicto, match="no está pendiente de publicarse"):
        publicar(carta, reloj, en_madrid(reloj.ahora()).date())
    imprimir(carta, reloj)
    assert enviar(carta, reloj).salida is not None


def test_the_day_of_the_announcement_meets_the_duty_to_notify_a_decision(reloj: RelojDePrueba) -> None:
    expediente = escenario.caso(reloj, canal="papel")
    Interesado.objects.filter(expediente=expediente).update(domicilio={})
    Persona.objects.filter(nif=ANA).update(direccion="", codigo_postal="", municipio="", provincia="")
    carta = dispuesta(expediente, reloj, referencia="resolucion:prueba")
    declarar(carta, reloj)
    assert not Evento.objects.filter(tipo="notificacion.obligacion_cumplida").exists()
    publicada = publicar(carta, reloj, en_madrid(reloj.ahora()).date())
    assert publicada.practicada_el is not None
    cumplida = Evento.objects.get(tipo="notificacion.obligacion_cumplida")
    assert cumplida.datos["momento"][:10] == publicada.practicada_el.isoformat()[:10]


def test_a_letter_printed_with_another_address_is_printed_again_before_it_is_posted(
    en_papel: Expediente, reloj: RelojDePrueba
) -> None:
    carta = dispuesta(en_papel, reloj)
    imprimir(carta, reloj)
    anotar(carta, reloj)
    with pytest.raises(FaseIncompatible, match="cambió después de imprimirla") as error:
        enviar(carta, reloj)
    assert "Imprímala otra vez" in error.value.que_hacer
    carta.refresh_from_db()
    assert (carta.salida, carta.impresa_como_va) == (None, False)
    imprimir(carta, reloj)
    anotar(carta, reloj)  # the same one: nothing changed
    assert enviar(carta, reloj).salida is not None
