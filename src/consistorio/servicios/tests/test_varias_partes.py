"""One letter for each addressee: the act says to nobody who the others are; each one's notification says whose it is (LPACAP 40.5)."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import EVIDENCIAR, PREPARAR
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.firmas import firmado, texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
ANA, PEDRO = "12345678Z", "87654321X"
TRABAJOS = Actor.sistema("notificaciones", PREPARAR, EVIDENCIAR)
MOTIVO = "El informe técnico pide estudiar otra vez la instalación."


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    """Ana asks; Pedro, her neighbour, is interested too."""
    caso = escenario.caso(reloj)
    with transaction.atomic():
        bloqueado = bloquear(caso.id)
        expedientes.anadir_interesado(
            bloqueado,
            Persona.objects.get(nif=PEDRO),
            papel="interesado",
            canal="electronica",
            actor=escenario.SISTEMA,
            reloj=reloj,
        )
    return Expediente.objects.get(id=caso.id)


def de(nif: str) -> tuple[str, str]:
    """What would give a person away in a text."""
    return nif, Persona.objects.get(nif=nif).nombre_completo


def lo_que_recibe(nif: str, referencia: str, reloj: RelojDePrueba) -> str:
    """The words of all that reaches a party: the act, and the notification that carries it."""
    notificacion = Notificacion.objects.get(referencia__startswith=f"{referencia}:", destinatario__nif=nif)
    notificaciones.preparar(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    notificacion.refresh_from_db()
    documentos = [notificacion.documento_id, notificacion.cedula_id]
    return " ".join(texto_del_documento(UUID(str(d))) for d in documentos if d is not None)


def audiencia(expediente: Expediente, reloj: RelojDePrueba) -> None:
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    escenario.completar(expediente, "libre", {"codigo": "comprobadas"}, reloj)
    escenario.completar(expediente, "informe", {"codigo": "favorable"}, reloj)
    marta = escenario.empleado("marta", reloj)
    firmado(motor.abrir_audiencia(actor=marta, expediente_id=expediente.id, motivo=MOTIVO, reloj=reloj), reloj)


def ampliacion(expediente: Expediente, reloj: RelojDePrueba) -> None:
    marta = escenario.empleado("marta", reloj)
    acto = motor.ampliar_plazo(actor=marta, expediente_id=expediente.id, cantidad=1, motivo=MOTIVO, reloj=reloj)
    firmado(acto, reloj)


def silencio(expediente: Expediente, reloj: RelojDePrueba) -> None:
    reloj.poner(datetime(2026, 12, 2, 9, tzinfo=UTC))
    manos.barrer(reloj)
    marta = escenario.empleado("marta", reloj)
    firmado(motor.certificar_silencio(actor=marta, expediente_id=expediente.id, reloj=reloj), reloj)


@pytest.mark.parametrize(
    ("dictar", "referencia"),
    [(audiencia, "audiencia"), (ampliacion, "ampliacion"), (silencio, "silencio")],
    ids=["audiencia", "ampliacion", "silencio"],
)
def test_each_party_reads_whose_the_letter_is_and_nothing_of_the_other(
    expediente: Expediente, reloj: RelojDePrueba, dictar: object, referencia: str
) -> None:
    assert callable(dictar)
    dictar(expediente, reloj)
    for propio, ajeno in ((ANA, PEDRO), (PEDRO, ANA)):
        texto = lo_que_recibe(propio, referencia, reloj)
        assert all(dato in texto for dato in de(propio))
        assert not [dato for dato in de(ajeno) if dato in texto]


def test_the_initial_communication_names_nobody(expediente: Expediente, reloj: RelojDePrueba) -> None:
    tarea = Tarea.objects.get(expediente=expediente, tipo="comunicacion_inicial")
    motor.enviar_comunicacion_inicial(actor=escenario.empleado("marta", reloj), tarea_id=tarea.id, reloj=reloj)
    enviadas = Notificacion.objects.filter(referencia=f"comunicacion_inicial:{tarea.id}")
    assert {n.destinatario.nif for n in enviadas} == {ANA, PEDRO}
    texto = lo_que_recibe(PEDRO, "comunicacion_inicial", reloj)
    assert "Las personas interesadas en el expediente" in texto
    assert not [dato for dato in (*de(ANA), *de(PEDRO)) if dato in texto]


def test_a_request_goes_to_who_applied_and_its_act_stays_impersonal(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    acto = motor.requerir_subsanacion(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        defectos=[Defecto("1", "Falta el plano acotado.")],
        suspende=False,
        reloj=reloj,
    )
    firmado(acto, reloj)
    assert not [dato for dato in de(ANA) if dato in texto_del_documento(acto.documento_id)]
    assert all(dato in lo_que_recibe(ANA, "requerimiento", reloj) for dato in de(ANA))
    assert not Notificacion.objects.filter(referencia__startswith="requerimiento:", destinatario__nif=PEDRO).exists()


def test_the_decision_names_who_asked_without_their_number(expediente: Expediente, reloj: RelojDePrueba) -> None:
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    escenario.completar(expediente, "libre", {"codigo": "comprobadas"}, reloj)
    escenario.completar(expediente, "informe", {"codigo": "favorable"}, reloj)
    manos.proponer(expediente, "estima", reloj)
    manos.correr()
    resolucion = manos.elevar(expediente, reloj)
    manos.correr()
    resolucion.refresh_from_db()
    assert resolucion.documento_id is not None
    texto = texto_del_documento(resolucion.documento_id)
    assert de(ANA)[1] in texto
    assert ANA not in texto


def test_what_says_whose_it_is_stays_with_its_addressee(expediente: Expediente, reloj: RelojDePrueba) -> None:
    audiencia(expediente, reloj)
    referencia = Notificacion.objects.filter(referencia__startswith="audiencia:").values_list("referencia", flat=True)[
        0
    ]
    for nif in (ANA, PEDRO):
        abierta = manos.abrir_notificacion(expediente, referencia, nif, reloj)
        notificaciones.evidenciar(actor=TRABAJOS, notificacion_id=abierta.id, reloj=reloj)
    comunes = set(expediente.documentos.filter(visible_interesado=True).values_list("documento_id", flat=True))
    de_cada_una = Notificacion.objects.filter(referencia__startswith="audiencia:")
    assert {n.documento_id for n in de_cada_una} <= comunes
    assert not comunes & {d for n in de_cada_una for d in (n.cedula_id, n.evidencia_id)}
    assert all(n.evidencia_id for n in de_cada_una)
