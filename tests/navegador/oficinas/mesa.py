"""The desk: a task in hand, folders, a draft of a document, acts in bulk, and a notification about to lapse."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.encargos.acciones import encargar_expedientes
from consistorio.servicios.encargos.models import FilaEncargo
from consistorio.servicios.notificaciones.tests.test_notificar import dispuesta
from consistorio.servicios.redaccion.acciones import empezar_borrador, subir_version, tomar_borrador
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import (
    colocar_documentos,
    crear_carpeta,
    incorporar,
    relacionar,
    seguir,
)
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.acciones import asignar
from consistorio.tramitacion.tests.factories import un_pdf
from tests.navegador import villa


def sembrar(largo: Expediente, reloj: RelojDePrueba) -> None:
    """Somebody has a task in hand and follows its case, where things happen; another case has a notification about to lapse."""
    nuria = villa.empleado("nuria")
    for tarea in largo.tareas.filter(cerrada_el=None):
        asignar(actor=nuria, tarea_id=tarea.id, empleado_id=nuria.id, reloj=reloj)
    otro = Expediente.objects.exclude(id=largo.id).order_by("id")[0]
    relacionar(actor=nuria, expediente_id=largo.id, otro_id=otro.id, clase="antecedente", reloj=reloj)
    planos = crear_carpeta(actor=nuria, expediente_id=largo.id, nombre="Planos y fotografías", reloj=reloj)
    crear_carpeta(actor=nuria, expediente_id=largo.id, nombre="De antes", padre_id=planos.id, reloj=reloj)
    puestos = [
        incorporar(
            actor=nuria,
            expediente_id=largo.id,
            flujo=admitir(io.BytesIO(un_pdf(titulo)), nombre="plano.pdf"),
            nombre="plano.pdf",
            titulo=titulo,
            tipo_documental="TD99",
            reloj=reloj,
        )
        for titulo in ("Plano de situación", "Plano de la instalación eléctrica y de la carpintería exterior", "Fotos")
    ]
    colocar_documentos(actor=nuria, expediente_id=largo.id, puestos=[puestos[0].id], carpeta_id=planos.id, reloj=reloj)
    contenido = admitir(io.BytesIO(un_pdf("informe")), nombre="informe.pdf")
    informe = empezar_borrador(
        actor=nuria,
        expediente_id=largo.id,
        titulo="Informe jurídico sobre la licencia",
        tipo_documental="TD13",
        contenido=contenido,
        nombre="informe juridico.pdf",
        reloj=reloj,
    )
    subir_version(
        actor=villa.empleado("marta"),
        borrador_id=informe.id,
        contenido=admitir(io.BytesIO(un_pdf("informe " * 900)), nombre="informe.pdf"),
        nombre="informe juridico revisado.pdf",
        nota="Añadidos los fundamentos de derecho y corregida la fecha de la solicitud.",
        sobre=1,
        reloj=reloj,
    )
    tomar_borrador(actor=nuria, borrador_id=informe.id, reloj=reloj)
    encargar_expedientes(
        actor=nuria,
        clave=uuid4(),
        acto="anotar",
        expedientes=list(Expediente.objects.values_list("id", flat=True)[:4]),
        texto="Visita el lunes con la Policía Local.",
        reloj=reloj,
    )
    vaciar_colas(colas=["general"])
    vista = FilaEncargo.objects.order_by("orden")[1]
    FilaEncargo.objects.filter(id=vista.id).update(estado="fallida", motivo="No encontramos ese expediente.")
    seguir(actor=nuria, expediente_id=largo.id, reloj=RelojDePrueba(reloj.momento - timedelta(hours=1)))
    hace_dias = RelojDePrueba(reloj.momento - timedelta(days=8))
    dispuesta(escenario.caso(hace_dias), hace_dias, referencia="prueba:por_caducar")
