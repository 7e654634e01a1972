"""Letters that are given up, and addresses that are of the case: who may, what waits, and that nobody was notified."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.plataforma.auditoria.models import Evento
from consistorio.servicios.notificaciones import acciones, consultas
from consistorio.servicios.notificaciones.models import EnvioRetirado, Notificacion
from consistorio.servicios.notificaciones.tests.test_correo import DIRECCION, comunicacion, enviar, imprimir
from consistorio.servicios.notificaciones.tests.test_notificar import (
    ANA,
    TRABAJOS,
    acceder,
    dispuesta,
    enviada,
    intento,
    resolver,
)
from consistorio.servicios.notificaciones.tipos import Procedencia
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente, Interesado
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto, requerir_subsanacion
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.firmas import firmar

pytestmark = pytest.mark.django_db


@pytest.fixture
def en_papel(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso(reloj, canal="papel")


def retirar(notificacion: Notificacion, reloj: RelojDePrueba, quien: str = "marta", **cambios: str) -> Notificacion:
    pedido = {"motivo": "innecesaria", "explicacion": "Se decidió de otra manera.", **cambios}
    return acciones.retirar_envio(
        actor=escenario.empleado(quien, reloj),
        notificacion_id=notificacion.id,
        motivo=pedido["motivo"],
        explicacion=pedido["explicacion"],
        reloj=reloj,
    )


def test_given_up_it_leaves_the_list_and_nobody_was_notified(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    carta, marta = dispuesta(en_papel, reloj), escenario.empleado("marta", reloj)
    imprimir(carta, reloj)
    with pytest.raises(NoPermitido):
        retirar(carta, reloj, quien="nuria")
    with pytest.raises(DatosIncorrectos) as error:
        retirar(carta, reloj, motivo="", explicacion=" ")
    assert {p.campo for p in error.value.problemas} == {"motivo", "explicacion"}
    hecha = retirar(carta, reloj)
    assert (hecha.estado, hecha.practicada_el, hecha.salida, hecha.situacion) == (
        "retirada",
        None,
        None,
        "Retirada: no se ha notificado",
    )
    assert not consultas.por_enviar(marta).exists()
    assert not consultas.pendientes_de(escenario.ciudadana(ANA)).exists()
    hecho = Evento.objects.get(tipo="notificacion.retirada")
    assert (hecho.datos["motivo"], hecho.datos["referencia"]) == ("innecesaria", "prueba:1")
    assert "otra manera" not in str(hecho.datos)
    assert not Evento.objects.filter(tipo="notificacion.practicada").exists()
    assert not DocumentoExpediente.objects.filter(documento_id=carta.documento_id, visible_interesado=True).exists()
    for hacer in (imprimir, enviar, retirar):
        with pytest.raises(Conflicto, match="se dejó sin enviar"):
            hacer(carta, reloj)
    with pytest.raises(Conflicto):
        acceder(carta, reloj)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnvioRetirado.objects.update(explicacion="Otra")
    with pytest.raises(IntegrityError, match="retirada"), transaction.atomic():
        Notificacion.objects.filter(id=carta.id).update(estado="accedida", practicada_el=reloj.ahora())


def test_what_was_posted_opened_or_is_electronic_is_not_given_up(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    abierta = acceder(dispuesta(en_papel, reloj), reloj)
    electronica = dispuesta(escenario.caso(reloj), reloj, referencia="prueba:2")
    for una in (abierta, electronica, enviada(en_papel, reloj, referencia="prueba:3")):
        with pytest.raises(Conflicto):
            retirar(una, reloj)


def test_what_came_back_need_not_be_announced(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    carta = enviada(en_papel, reloj)
    reloj.avanzar(days=1)
    devuelta = intento(carta, reloj, reloj.ahora(), "desconocido")
    assert devuelta.estado == "infructuosa"
    assert retirar(devuelta, reloj).estado == "retirada"
    assert not consultas.por_publicar(escenario.empleado("marta", reloj)).exists()
    with pytest.raises(FaseIncompatible):
        intento(devuelta, reloj, reloj.ahora(), "ausente")


def test_the_decision_is_always_notified(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    resolver(en_papel, reloj)
    (carta,) = acciones.emitir(actor=escenario.empleado("marta", reloj), expediente_id=en_papel.id, reloj=reloj)
    acciones.preparar(actor=TRABAJOS, notificacion_id=carta.id, reloj=reloj)
    acciones.disponer(actor=TRABAJOS, notificacion_id=carta.id, reloj=reloj)
    with pytest.raises(FaseIncompatible, match="notifica la resolución"):
        retirar(carta, reloj)


def test_a_request_that_waits_for_its_notification_is_not_given_up_and_one_that_is_over_is(
    en_papel: Expediente, reloj: RelojDePrueba
) -> None:
    acto = requerir_subsanacion(
        actor=escenario.empleado("marta", reloj),
        expediente_id=en_papel.id,
        defectos=[Defecto("plano", "Falta el plano.")],
        suspende=True,
        reloj=reloj,
    )
    firmar(acto.documento_id, reloj)
    carta = Notificacion.objects.get(referencia__startswith="requerimiento:")
    acciones.preparar(actor=TRABAJOS, notificacion_id=carta.id, reloj=reloj)
    acciones.disponer(actor=TRABAJOS, notificacion_id=carta.id, reloj=reloj)
    with pytest.raises(FaseIncompatible, match="un plazo que tiene que empezar"):
        retirar(carta, reloj)
    Tarea.objects.filter(requerimiento__isnull=False).update(estado="cancelada", cerrada_el=reloj.ahora())
    assert retirar(carta, reloj).estado == "retirada"


def test_a_communication_that_is_given_up_does_not_stop_the_closing(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    carta = comunicacion(en_papel, reloj)
    assert consultas.comunicaciones_sin_enviar(en_papel.id) == 1
    retirar(carta, reloj, motivo="duplicada")
    assert consultas.comunicaciones_sin_enviar(en_papel.id) == 0


def anotar(carta: Notificacion, procedencia: Procedencia, reloj: RelojDePrueba) -> None:
    acciones.anotar_direccion(
        actor=escenario.empleado("marta", reloj),
        notificacion_id=carta.id,
        direccion=DIRECCION,
        procedencia=procedencia,
        reloj=reloj,
    )


def test_an_address_that_the_party_gives_is_of_the_letters_of_the_case(
    en_papel: Expediente, reloj: RelojDePrueba
) -> None:
    primera, segunda = dispuesta(en_papel, reloj), dispuesta(en_papel, reloj, referencia="prueba:2")
    impresa = dispuesta(en_papel, reloj, referencia="prueba:3")
    imprimir(impresa, reloj)
    anotar(primera, Procedencia.PERSONA, reloj)
    despues = dispuesta(en_papel, reloj, referencia="prueba:4")
    for una in (primera, segunda, despues):
        una.refresh_from_db()
        assert una.direccion_postal == str(DIRECCION)
    impresa.refresh_from_db()
    assert "Calle Mayor" in impresa.direccion_postal  # its cover is on paper already
    assert Interesado.objects.get(expediente=en_papel).domicilio["via"] == "Calle Ancha, 3, 1.º"
    cambio = Evento.objects.get(tipo="expediente.interesado.domicilio")
    assert "Ancha" not in str(cambio.datos)
    assert Evento.objects.filter(tipo="notificacion.direccion").count() == 2
    Interesado.objects.filter(expediente=en_papel).update(hasta=reloj.ahora())
    anotar(segunda, Procedencia.PERSONA, reloj)  # nobody's of the case any more: that letter's alone
    assert Evento.objects.filter(tipo="expediente.interesado.domicilio").count() == 1
    otro = dispuesta(escenario.caso(reloj, canal="papel"), reloj, referencia="prueba:5")
    assert "Calle Mayor" in otro.direccion_postal  # of this case alone


@pytest.mark.parametrize("procedencia", [Procedencia.PADRON, Procedencia.OTRO_REGISTRO])
def test_one_that_was_looked_up_is_of_that_letter_alone(
    en_papel: Expediente, reloj: RelojDePrueba, procedencia: Procedencia
) -> None:
    carta = dispuesta(en_papel, reloj)
    anotar(carta, procedencia, reloj)
    carta.refresh_from_db()
    assert carta.direccion_postal == str(DIRECCION)
    assert "Calle Mayor" in dispuesta(en_papel, reloj, referencia="prueba:2").direccion_postal
    assert not Evento.objects.filter(tipo="expediente.interesado.domicilio").exists()
