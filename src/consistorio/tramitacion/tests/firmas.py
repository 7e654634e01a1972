"""Acts written and signed, and what the room of signatures leaves and says when a document is signed or sent back."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.eventos import CircuitoCompletado, CircuitoDevuelto
from consistorio.documental.firma.models import CertificadoEmpleado, Circuito, PasoFirma
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.reloj import mover_reloj
from consistorio.plataforma.cola.trabajos import TRABAJOS
from consistorio.plataforma.organizacion.consultas import titular_de
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones
from consistorio.tramitacion.motor.models import ActoTramite, Requerimiento, Terminacion, TramiteAudiencia
from consistorio.tramitacion.tests.factories import personal

M = TypeVar("M", Requerimiento, TramiteAudiencia, Terminacion)


def escribir_informe(
    expediente: Expediente, reloj: Reloj, sentido: str = "favorable", *, motivo_orden: str = ""
) -> ActoTramite:
    informe = expediente.informes.get(emitido_el=None)
    return acciones.emitir_informe(
        actor=personal("arquitectura", reloj),
        informe_id=informe.id,
        sentido=sentido,
        conclusion="Procede.",
        motivo_orden=motivo_orden,
        reloj=reloj,
    )


def surtido(acto: ActoTramite, modelo: type[M], reloj: Reloj) -> M:
    """Sign an act, and answer what exists since: the request, the hearing, the warning."""
    firmado(acto, reloj)
    return modelo._default_manager.get(documento_id=acto.documento_id)


def texto_de(acto: ActoTramite) -> str:
    """The words of the document of an act."""
    return texto_del_documento(acto.documento_id)


def texto_del_documento(documento_id: UUID) -> str:
    """The words of a document."""
    if shutil.which("pdftotext") is None:
        pytest.skip("NOT RUN: pdftotext (poppler-utils) is not installed")
    pdf = documentos.leer(Documento.objects.get(id=documento_id))
    hecho = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(hecho.stdout.decode().split())


def firmado(acto: ActoTramite, reloj: Reloj) -> UUID:
    """Sign an act and answer its id, once it took effect."""
    firmar(acto.documento_id, reloj)
    acto.refresh_from_db()
    assert acto.estado == "firmado", acto.motivo
    return acto.id


def firmar(documento_id: UUID, reloj: Reloj, *, devuelto: str = "") -> None:
    """What the room of signatures leaves, and says, when a document is signed or sent back; keys are tested there."""
    circuito = Circuito.objects.get(documento_id=documento_id, estado="pendiente")
    fin = reloj.ahora()
    paso = circuito.pasos.get()
    if devuelto:
        firmante = titular_de(paso.puesto, en=hoy(reloj)).empleado
        PasoFirma.objects.filter(id=paso.id).update(
            estado="devuelto", motivo=devuelto, terminado_el=fin, firmante=firmante
        )
    Circuito.objects.filter(id=circuito.id).update(estado="devuelto" if devuelto else "completado", terminado_el=fin)
    ids = (circuito.id, circuito.documento_id, circuito.referencia)
    with transaction.atomic():
        anotar(
            f"documento:{circuito.documento_id}",
            CircuitoDevuelto(*ids, paso.id) if devuelto else CircuitoCompletado(*ids),
            actor=Actor.sistema("pruebas"),
            reloj=reloj,
        )
    mover_reloj(reloj.ahora())  # jobs live in the town's time
    for trabajo in list(ProcrastinateJob.objects.filter(status="todo", task_name__startswith="motor.recoger")):
        TRABAJOS[trabajo.task_name].correr(trabajo.args)
        # Once more: a job may run twice
        TRABAJOS[trabajo.task_name].correr(trabajo.args)
    ProcrastinateJob.objects.filter(status="todo", task_name__startswith="motor.recoger").update(status="succeeded")


def firma_paso(paso: PasoFirma, reloj: Reloj) -> None:
    """Its holder puts a signature, of a certificate that nobody checks."""
    quien = titular_de(paso.puesto, en=hoy(reloj)).empleado
    certificado, _nuevo = CertificadoEmpleado.objects.get_or_create(
        empleado=quien,
        defaults={
            "huella": hashlib.sha256(quien.id.bytes).hexdigest(),
            "titular": quien.nombre,
            "emisor": "Pruebas",
            "serie": "1",
            "desde": reloj.ahora(),
            "hasta": reloj.ahora() + timedelta(days=700),
            "pem": "-",
            "guardado_el": reloj.ahora(),
        },
    )
    PasoFirma.objects.filter(id=paso.id).update(
        estado="firmado", firmante=quien, certificado=certificado, cargo_texto="Titular", terminado_el=reloj.ahora()
    )
