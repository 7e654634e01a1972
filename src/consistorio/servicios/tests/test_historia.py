"""From the proposal to the proof of the notification with real keys, seals, authorities and jobs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consistorio.documental.documentos.consultas import visibles_para as documentos_visibles
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma import consultas as firmas
from consistorio.documental.firma.acciones.devolver import devolver
from consistorio.documental.firma.validacion import Veredicto
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.manos import correr, firma, paso_de
from consistorio.tramitacion.expedientes.models import Expediente

pytestmark = [
    pytest.mark.lento,
    pytest.mark.django_db,
    pytest.mark.usefixtures("villa_que_firma", "personal_que_firma"),
]
ANA = "12345678Z"


@pytest.fixture
def ahora(reloj: RelojDePrueba) -> RelojDePrueba:
    """Certificates are of today, so the story is too."""
    reloj.poner(datetime.now(UTC))
    return reloj


def en_firma(reloj: RelojDePrueba) -> tuple[Expediente, Resolucion]:
    expediente = escenario.caso_por_proponer(reloj)
    marta = escenario.empleado("marta", reloj)
    resoluciones.proponer(
        actor=marta, expediente_id=expediente.id, borrador=borrador_para(expediente, "estima"), reloj=reloj
    )
    resolucion = resoluciones.elevar_a_firma(actor=marta, expediente_id=expediente.id, reloj=reloj)
    correr()
    resolucion.refresh_from_db()
    return expediente, resolucion


def vale(documento: Documento | None, firmantes: int) -> None:
    assert documento is not None
    documento.refresh_from_db()
    informe = firmas.informe_de_firmas(documento)
    assert informe.veredicto is Veredicto.VALIDA, informe.lineas()
    assert len(informe.firmas) == firmantes


def test_proposed_signed_notified_opened_and_proved(ahora: RelojDePrueba) -> None:
    expediente, resolucion = en_firma(ahora)
    firma("carmen", resolucion, "firma", ahora)
    resolucion.refresh_from_db()
    assert resolucion.estado == "en_firma"  # the secretario has not given public faith yet
    firma("javier", resolucion, "fe_publica", ahora)
    resolucion.refresh_from_db()
    assert resolucion.estado == "firmada"
    vale(resolucion.documento, 2)
    notificaciones.emitir(actor=escenario.empleado("marta", ahora), expediente_id=expediente.id, reloj=ahora)
    correr()
    notificacion = Notificacion.objects.get(expediente=expediente, clase="notificacion")
    assert notificacion.estado == "disponible"
    ana = escenario.ciudadana(ANA)
    assert not documentos_visibles(ana).filter(id=notificacion.documento_id).exists()  # read only by appearing
    assert not documentos_visibles(ana).filter(id__in=[notificacion.cedula_id]).exists()
    abierta = notificaciones.acceder(
        actor=ana, notificacion_id=notificacion.id, advertida_el=ahora.ahora(), reloj=ahora
    )
    correr()
    abierta.refresh_from_db()
    assert documentos_visibles(ana).filter(id=abierta.documento_id).exists()
    vale(abierta.cedula, 1)
    vale(abierta.evidencia, 1)
    assert expediente.tareas.get(tipo="notificacion").estado == "hecha"


def test_returned_by_the_councillor_with_a_reason(ahora: RelojDePrueba) -> None:
    _expediente, resolucion = en_firma(ahora)
    devolver(
        actor=escenario.empleado("carmen", ahora),
        paso_id=paso_de(resolucion, "firma").id,
        motivo="Falta citar la ordenanza.",
        reloj=ahora,
    )
    correr()
    resolucion.refresh_from_db()
    assert (resolucion.estado, resolucion.numero) == ("devuelta", 1)
    assert resolucion.devoluciones.get().motivo == "Falta citar la ordenanza."
