"""What became of a document later is said to whoever has its code: replaced, annulled, without effect, corrected; and of its copies."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import transaction

from consistorio.canales.sede.autenticidad import Autenticidad, autenticidad
from consistorio.documental.documentos.copias import copiar
from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro import acciones as registro
from consistorio.documental.registro.models import DocumentoAsiento
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.conftest import reloj, villa_sembrada
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.resoluciones.tests import test_resolver as resolver
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes import acciones as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.tests.factories import ciudadana, presentar, rellenar_obra
from consistorio.tramitacion.tests.firmas import firmar

pytestmark = pytest.mark.lento

__all__ = ["reloj", "villa_sembrada"]


def dicho(documento_id: UUID | None) -> Autenticidad:
    assert documento_id is not None
    return autenticidad(Documento.objects.select_related("contenido", "documento_origen").get(id=documento_id))


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso_por_proponer(reloj)


def test_a_decree_that_came_back_is_replaced_by_the_next_one(expediente: Expediente, reloj: RelojDePrueba) -> None:
    documentada = resolver.documentada(expediente, reloj)
    primero = documentada.documento_id
    resolucion = resolver.devolver(documentada, reloj)
    borrador = borrador_para(expediente, "estima")
    corregido = replace(borrador, fundamentos=(*borrador.fundamentos, "Ordenanza, art. 5."))
    resoluciones.redactar(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, borrador=corregido, reloj=reloj
    )
    resolver.elevar(expediente, reloj)
    vaciar_colas(colas=["documentos"])
    resolucion.refresh_from_db()
    assert resolucion.documento_id != primero
    viejo = dicho(primero)
    assert (viejo.titulo, viejo.vale) == ("Lea esto antes de usar el documento", False)
    assert viejo.tachas[0].startswith("Otro documento lo sustituyó: este se devolvió sin firmar el ")
    assert dicho(resolucion.documento_id).tachas == ()


def test_a_number_that_was_given_up(expediente: Expediente, reloj: RelojDePrueba) -> None:
    documentada = resolver.documentada(expediente, reloj)
    primero = documentada.documento_id
    resolucion = resolver.devolver(documentada, reloj)
    secretario = escenario.empleado("javier", reloj)
    resoluciones.anular_por_diligencia(actor=secretario, resolucion_id=resolucion.id, motivo="Error.", reloj=reloj)
    anulado = dicho(primero)
    assert anulado.tachas == ("El número 1/2026 está anulado y sin efecto: la resolución no se llegó a firmar.",)
    assert not anulado.vale


def test_a_correction_is_told_once_it_is_signed_and_of_the_copies_too(
    expediente: Expediente, reloj: RelojDePrueba, casa_que_firma: Servidor
) -> None:
    marta = escenario.empleado("marta", reloj)
    puesto = expedientes.diligenciar(actor=marta, expediente_id=expediente.id, texto="Consta la visita.", reloj=reloj)
    with transaction.atomic():
        original = Documento.objects.get(id=puesto.documento_id)
        copia = copiar(original, estado_elaboracion="EE99", actor=Actor.sistema("prueba"), reloj=reloj)
    expedientes.rectificar_error(
        actor=marta, expediente_id=expediente.id, documento_id=original.id, donde_dice="visita", debe_decir="llamada",
        motivo="Error al escribir.", reloj=reloj,
    )  # fmt: skip
    assert dicho(original.id).tachas == ()
    diligencia = expediente.documentos.get(origen="rectificacion").documento_id
    firmar(diligencia, reloj)
    (tacha,) = dicho(original.id).tachas
    assert tacha.startswith("Tiene un error corregido el ")
    assert dicho(copia.id).tachas == (f"De su original: {tacha}",)


def test_an_act_that_took_no_effect_says_why(expediente: Expediente, reloj: RelojDePrueba) -> None:
    documento = expedientes.diligenciar(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, texto="Consta.", reloj=reloj
    ).documento_id
    ActoTramite.objects.create(
        expediente=expediente, tarea=expediente.tareas.order_by("creada_el")[0], clase="audiencia",
        documento_id=documento, dictado_por=UUID(int=1), dictado_el=reloj.ahora(), terminado_el=reloj.ahora(),
        estado=ActoTramite.Estado.SIN_EFECTO, motivo="La persona ya había contestado.",
    )  # fmt: skip
    assert dicho(documento).tachas == ("No tuvo efecto: La persona ya había contestado.",)


def test_what_was_filed_with_an_entry_that_was_annulled(reloj: RelojDePrueba, casa_que_firma: Servidor) -> None:
    ana = ciudadana()
    presentar(ana, rellenar_obra(ana, reloj), reloj)
    vaciar_colas()
    uno = DocumentoAsiento.objects.select_related("asiento__justificante").order_by("id")[0]
    recibo = uno.asiento.justificante.documento_id
    assert recibo is not None
    assert dicho(uno.documento_id).tachas == dicho(recibo).tachas == ()
    oficina = Actor.sistema("oficina", "registro.anular", "registro.ver_todo")
    registro.anular(actor=oficina, asiento_id=uno.asiento_id, motivo="Duplicado", reloj=reloj)
    assert "se anuló el" in dicho(uno.documento_id).tachas[0]
    assert uno.asiento.numero_completo in dicho(recibo).tachas[0]
    assert not dicho(recibo).vale
