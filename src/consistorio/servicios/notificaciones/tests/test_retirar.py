"""Letters that are given up, and addresses that are of the case: who may, what waits, and that nobody was notified."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.plataforma.auditoria.models import Evento
from consistorio.servicios.notificaciones import acciones, consultas, operaciones
from consistorio.servicios.notificaciones.models import EnvioRetirado, Notificacion
from consistorio.servicios.notificaciones.operaciones import Encargo
from consistorio.servicios.notificaciones.tests.test_correo import DIRECCION, comunicacion, enviar, imprimir
from consistorio.servicios.notificaciones.tests.test_notificar import (
    ACTO,
    ANA,
    TRABAJOS,
    acceder,
    dispuesta,
    documento,
    enviada,
    intento,
    resolver,
)
from consistorio.servicios.notificaciones.tipos import Procedencia
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente, Interesado
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto, requerir_subsanacion
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.firmas import firmar

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


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
        with pytest.raises(Conflicto, match="se retiró"):
            hacer(carta, reloj)
    with pytest.raises(Conflicto):
        acceder(carta, reloj)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnvioRetirado.objects.update(explicacion="Otra")
    with pytest.raises(IntegrityError, match="retirada"), transaction.atomic():
        Notificacion.objects.filter(id=carta.id).update(estado="accedida", practicada_el=reloj.ahora())
    otra = enviada(en_papel, reloj, referencia="prueba:2")
    for cambio in ({"direccion_postal": "Otra"}, {"salida": otra.salida}):
        with pytest.raises(IntegrityError, match="retirada"), transaction.atomic():
            Notificacion.objects.filter(id=carta.id).update(**cambio)


def test_without_a_right_address_a_notification_is_announced_and_a_communication_may_be_given_up(
    en_papel: Expediente, reloj: RelojDePrueba
) -> None:
    carta = dispuesta(en_papel, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        retirar(carta, reloj, motivo="direccion")
    (problema,) = error.value.problemas
    assert problema.campo == "motivo"
    assert "anúnciela en el BOE, artículo 44" in problema.mensaje
    informa = comunicacion(en_papel, reloj)
    assert (informa.sin_leer, informa.situacion_para_la_persona) == (False, "Comunicada")
    retirada = retirar(informa, reloj, motivo="direccion")
    assert (retirada.sin_leer, retirada.situacion_para_la_persona) == (True, "Retirada")


def test_what_the_law_wants_told_is_not_given_up_while_the_case_is_open(
    en_papel: Expediente, reloj: RelojDePrueba
) -> None:
    clases = ("inicio_de_oficio", "ampliacion", "mas_plazo", "informe_pedido", "informe_recibido")
    cartas = [dispuesta(en_papel, reloj, referencia=f"{clase}:{en_papel.id}") for clase in clases]
    for carta in cartas:
        with pytest.raises(FaseIncompatible, match="La ley pide"):
            retirar(carta, reloj)
    with transaction.atomic():
        expedientes.cerrar(bloquear(en_papel.id), resultado="terminado", actor=escenario.SISTEMA, reloj=reloj)
    assert {retirar(carta, reloj).estado for carta in cartas} == {"retirada"}


def test_a_communication_that_the_law_wants_told_and_goes_nowhere_does_not_hold_the_case(
    en_papel: Expediente, reloj: RelojDePrueba
) -> None:
    documento_ = documento(en_papel, reloj)
    encargo = Encargo(documento_.id, f"informe_pedido:{documento_.id}", "Informe pedido", ACTO, solo_informa=True)
    with transaction.atomic():
        (carta,) = operaciones.emitir(bloquear(en_papel.id), encargo, actor=escenario.SISTEMA, reloj=reloj)
    acciones.preparar(actor=TRABAJOS, notificacion_id=carta.id, reloj=reloj)
    acciones.disponer(actor=TRABAJOS, notificacion_id=carta.id, reloj=reloj)
    with pytest.raises(FaseIncompatible, match="La ley pide"):
        retirar(carta, reloj)
    assert retirar(carta, reloj, motivo="direccion").estado == "retirada"


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
    vive = Interesado.objects.get(expediente=en_papel).domicilio
    anotar(primera, Procedencia.PERSONA, reloj)
    despues = dispuesta(en_papel, reloj, referencia="prueba:4")
    for una in (primera, segunda, despues):
        una.refresh_from_db()
        assert una.direccion_postal == str(DIRECCION)
    impresa.refresh_from_db()
    assert "Calle Mayor" in impresa.direccion_postal  # its cover is on paper already
    parte = Interesado.objects.get(expediente=en_papel)
    assert parte.direccion_postal["via"] == "Calle Ancha, 3, 1.º"
    assert parte.domicilio == vive  # by which their inhábiles are counted (30.6)
    cambio = Evento.objects.get(tipo="expediente.interesado.direccion_postal")
    assert "Ancha" not in str(cambio.datos)
    assert Evento.objects.filter(tipo="notificacion.direccion").count() == 2
    Interesado.objects.filter(expediente=en_papel).update(hasta=reloj.ahora())
    anotar(segunda, Procedencia.PERSONA, reloj)  # nobody's of the case any more: that letter's alone
    assert Evento.objects.filter(tipo="expediente.interesado.direccion_postal").count() == 1
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
    assert not Evento.objects.filter(tipo="expediente.interesado.direccion_postal").exists()
