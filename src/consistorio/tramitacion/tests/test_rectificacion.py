"""The correction of an error (LPACAP 109.2): who signs it, and who is told."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import transaction

from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.firma.models import Circuito, PasoFirma
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.tramitacion.expedientes import acciones as expedientes
from consistorio.tramitacion.expedientes import operaciones
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente, PermisoExpediente, Rectificacion
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, expediente_de_obra, personal
from consistorio.tramitacion.tests.firmas import firmar

pytestmark = pytest.mark.lento
SISTEMA = Actor.sistema("pruebas")


def con_documento(reloj: RelojMovil, origen: str) -> tuple[Expediente, UUID]:
    """A case with a document that was put in it as a decision, or as something else."""
    expediente = expediente_de_obra(reloj)
    with transaction.atomic():
        documento = crear_desde_plantilla(
            "diligencia",
            {"texto": "Conceder la licencia en Calle Mayor, 41."},
            titulo="Decreto",
            tipo_documental="TD01",
            organo=expediente.unidad.dir3,
            actor=SISTEMA,
            reloj=reloj,
        )
        operaciones.incorporar_documento(
            bloquear(expediente.id),
            documento_id=documento.id,
            huella=documento.huella,
            origen=origen,
            actor=SISTEMA,
            reloj=reloj,
        )
    return Expediente.objects.get(id=expediente.id), documento.id


def rectificar(expediente: Expediente, documento_id: UUID, reloj: RelojMovil) -> Rectificacion:
    return expedientes.rectificar_error(
        actor=personal("licencias-1", reloj),
        expediente_id=expediente.id,
        documento_id=documento_id,
        donde_dice="Calle Mayor, 41",
        debe_decir="Calle Mayor, 14",
        motivo="Se bailaron las cifras.",
        reloj=reloj,
    )


def avisos(expediente: Expediente) -> list[object]:
    dichas = [h.datos for h in eventos_de(expediente.cadena) if h.tipo == "motor.comunicacion.pedida"]
    return [d["destinatarios"] for d in dichas if str(d["referencia"]).startswith("rectificacion:")]


def paso_de(rectificacion: Rectificacion) -> PasoFirma:
    return PasoFirma.objects.get(circuito__referencia=f"rectificacion:{rectificacion.id}")


def test_that_of_a_decision_is_signed_by_its_organ_and_told_to_the_parties(reloj: RelojMovil) -> None:
    expediente, decreto = con_documento(reloj, "resolucion")
    rectificacion = rectificar(expediente, decreto, reloj)
    paso = paso_de(rectificacion)
    assert paso.puesto.organo == expediente.version.tipada.legal.organo.codigo
    concejala = personal("concejalia-urbanismo", reloj)
    assert visibles_para(concejala).filter(id=expediente.id).exists()  # while she signs it
    diligencia = expediente.documentos.get(origen="rectificacion")
    assert not diligencia.visible_interesado
    assert avisos(expediente) == []
    firmar(diligencia.documento_id, reloj)
    assert avisos(expediente) == [[str(ciudadana().id)]] * 2  # the job ran twice: one notification, by its reference
    assert not PermisoExpediente.objects.filter(referencia=rectificacion.id, hasta=None).exists()


def test_one_that_comes_back_is_told_to_nobody(reloj: RelojMovil) -> None:
    expediente, decreto = con_documento(reloj, "resolucion")
    rectificacion = rectificar(expediente, decreto, reloj)
    firmar(
        Circuito.objects.get(referencia=f"rectificacion:{rectificacion.id}").documento_id,
        reloj,
        devuelto="No es un error.",
    )
    assert avisos(expediente) == []
    assert not PermisoExpediente.objects.filter(referencia=rectificacion.id, hasta=None).exists()


def test_that_of_anything_else_is_signed_by_who_writes_it(reloj: RelojMovil) -> None:
    expediente, informe = con_documento(reloj, "informe")
    rectificacion = rectificar(expediente, informe, reloj)
    assert paso_de(rectificacion).puesto.codigo == "licencias-1"
    firmar(expediente.documentos.get(origen="rectificacion").documento_id, reloj)
    assert avisos(expediente) == []
