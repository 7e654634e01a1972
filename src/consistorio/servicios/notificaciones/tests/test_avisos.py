"""Notices by mail through the real job and a real SMTP server: they reveal nothing, and a server that is down changes no date."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_string, policy

import pytest
from pytest_django import Settings

from consistorio.integraciones.correo.tests.buzon import Buzon
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.cola.models import SalidaEnMano
from consistorio.plataforma.cola.trabajos import es_pasajero
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.puertos.correo import EntregaDudosa
from consistorio.servicios.notificaciones import trabajos
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.tests.test_notificar import acceder, dispuesta
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture
def buzon(settings: Settings) -> Iterator[Buzon]:
    with Buzon() as servidor:
        threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        ajustes = servidor.ajustes
        settings.CONSISTORIO_SMTP = {
            "servidor": ajustes.servidor,
            "puerto": ajustes.puerto,
            "seguridad": "ninguna",
            "remitente": "Ayuntamiento <avisos@villa.example>",
            "segundos": 5,
        }
        yield servidor
        servidor.shutdown()


@pytest.fixture
def notificacion(reloj: RelojDePrueba) -> Notificacion:
    return dispuesta(escenario.caso(reloj), reloj)


def avisar(notificacion: Notificacion) -> None:
    trabajos.avisar(notificacion_id=str(notificacion.id))


def test_the_mail_tells_only_who_and_where(notificacion: Notificacion, buzon: Buzon, settings: Settings) -> None:
    avisar(notificacion)
    correo = message_from_string(buzon.mensajes[0], policy=policy.default)
    texto = f"{correo['Subject']}\n{correo.get_content()}"
    assert correo["To"] == "aviso@correo.example"
    assert settings.CONSISTORIO_ENTIDAD["nombre"] in texto
    assert settings.CONSISTORIO_SEDE_URL in texto
    persona = Persona.objects.get(id=notificacion.destinatario_id)
    secretos = [
        persona.nif,
        persona.nombre,
        persona.apellido1,
        notificacion.expediente.numero,
        notificacion.expediente.titulo,
        notificacion.asunto,
        notificacion.numero,
        notificacion.documento.csv,
        "licencia",
        "decreto",
    ]
    assert [s for s in secretos if s.lower() in texto.lower()] == []


def test_it_is_sent_once_and_the_address_is_kept_masked(notificacion: Notificacion, buzon: Buzon) -> None:
    avisar(notificacion)
    avisar(notificacion)
    assert len(buzon.mensajes) == 1
    aviso = notificacion.avisos.get()
    assert (aviso.resultado, aviso.destino) == ("enviado", "a***@c***.example")


def test_nobody_is_warned_of_a_letter_that_was_given_up(reloj: RelojDePrueba, buzon: Buzon) -> None:
    carta = dispuesta(escenario.caso(reloj, canal="papel"), reloj)
    Notificacion.objects.filter(id=carta.id).update(estado="retirada", correo_aviso="ana@correo.example")
    avisar(carta)
    assert (buzon.mensajes, carta.avisos.count()) == ([], 0)


def test_while_the_server_is_down_it_waits_in_sight_and_the_date_stands(
    notificacion: Notificacion, buzon: Buzon
) -> None:
    buzon.rechazo = "451 mas tarde"
    puesta, caduca = notificacion.puesta_a_disposicion, notificacion.caduca
    with pytest.raises(ServicioNoDisponible):  # the queue tries again
        avisar(notificacion)
    assert notificacion.avisos.get().resultado == "fallido"
    notificacion.refresh_from_db()
    assert (notificacion.puesta_a_disposicion, notificacion.caduca) == (puesta, caduca)
    buzon.rechazo = ""
    avisar(notificacion)
    assert sorted(notificacion.avisos.values_list("resultado", flat=True)) == ["enviado", "fallido"]


def test_an_address_refused_for_good_is_not_tried_again(notificacion: Notificacion, buzon: Buzon) -> None:
    buzon.rechazo = "550 no existe"
    avisar(notificacion)
    assert notificacion.avisos.get().resultado == "fallido"


def test_without_an_address_it_says_so_and_nothing_is_sent(reloj: RelojDePrueba, buzon: Buzon) -> None:
    expediente = escenario.caso(reloj)
    expediente.interesados.update(correo_aviso="")
    Persona.objects.filter(expedientes_como_parte__expediente=expediente).update(correo="")
    notificacion = dispuesta(expediente, reloj)
    avisar(notificacion)
    assert notificacion.avisos.get().resultado == "sin_medio"
    assert buzon.mensajes == []


def test_one_already_opened_is_not_announced(notificacion: Notificacion, reloj: RelojDePrueba, buzon: Buzon) -> None:
    acceder(notificacion, reloj)
    avisar(notificacion)
    assert buzon.mensajes == []


def test_one_that_was_cut_off_while_it_left_is_not_sent_again_by_itself(
    notificacion: Notificacion, buzon: Buzon
) -> None:
    SalidaEnMano.objects.create(
        clave=f"aviso:{notificacion.id}"
    )  # whoever was sending it died before saying how it ended
    with pytest.raises(EntregaDudosa, match="no se sabe") as duda:
        avisar(notificacion)
    assert not es_pasajero(duda.value), "the queue would send it again by itself"
    assert (notificacion.avisos.get().resultado, buzon.mensajes) == ("dudoso", [])
    avisar(notificacion)  # a person, who knows that it did not leave, presses «Reintentar»
    avisar(notificacion)
    assert len(buzon.mensajes) == 1


def test_a_server_that_took_it_and_did_not_say_so_does_not_get_it_twice(
    notificacion: Notificacion, buzon: Buzon
) -> None:
    buzon.cortado = True
    with pytest.raises(EntregaDudosa):
        avisar(notificacion)
    assert (notificacion.avisos.get().resultado, len(buzon.mensajes)) == ("dudoso", 1)


def test_what_did_not_leave_is_in_nobodys_hand(notificacion: Notificacion, buzon: Buzon) -> None:
    buzon.rechazo = "451 mas tarde"
    with pytest.raises(ServicioNoDisponible):
        avisar(notificacion)
    buzon.rechazo = ""
    assert not SalidaEnMano.objects.exists(), "what is known not to have left is in nobody's hand"


def test_one_that_left_and_was_not_written_down_is_written_down_and_not_sent_again(
    notificacion: Notificacion, buzon: Buzon
) -> None:
    SalidaEnMano.objects.create(clave=f"aviso:{notificacion.id}", salio_el=datetime.now(UTC))
    avisar(notificacion)
    assert (notificacion.avisos.get().resultado, buzon.mensajes) == ("enviado", [])
