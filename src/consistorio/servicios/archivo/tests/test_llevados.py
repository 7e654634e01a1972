"""A case closes and leaves without the documents that were taken from it to another, and its index says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import incorporar
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.archivo import acciones
from consistorio.servicios.archivo.eni.validacion import validar
from consistorio.servicios.archivo.tests.test_archivo import ARCHIVERA, cerrar, expediente, reloj, terminar
from consistorio.servicios.archivo.tests.test_eni import juez
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, DocumentoLlevado, Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, presentar, rellenar_obra, un_pdf
from consistorio.tramitacion.tests.firmas import texto_del_documento

__all__ = ["expediente", "reloj"]
pytestmark = pytest.mark.lento


def test_what_was_taken_to_another_case_is_marked_in_the_index_and_leaves_with_the_other(
    expediente: Expediente, reloj: RelojMovil, casa_que_firma: Servidor, tmp_path: Path
) -> None:
    ana = ciudadana()
    otro = presentar(ana, rellenar_obra(ana, reloj), reloj).expediente
    vaciar_colas(propagar=False)
    terminar(expediente, reloj)
    ajeno = llega(expediente, reloj)
    puestos = [incorporado(uno, ajeno, reloj) for uno in (expediente, otro)]
    ida = DocumentoLlevado.objects.create(
        puesto=puestos[0], destino=puestos[1], motivo="Es de otro.", llevado_por=ana.id, llevado_el=reloj.ahora()
    )
    expediente.documentos.filter(id=puestos[0].id).update(llevado=ida)
    cierre = cerrar(expediente, reloj)
    assert len(cierre.entradas) == expediente.documentos.count() - 1
    assert str(puestos[0].documento_id) not in {e["documento"] for e in cierre.entradas}
    dicho = texto_del_documento(cierre.indice_visible_id)
    assert "Llevados a otros expedientes" in dicho
    assert f"Llevado al expediente {otro.numero}" in dicho
    assert "Plano ajeno" not in dicho
    carpeta = tmp_path / "eni"
    fichero = acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=carpeta, reloj=reloj)
    assert puestos[0].documento.id_eni not in fichero.read_text()
    assert len(list((carpeta / "documentos").iterdir())) == len(cierre.entradas)
    assert [
        str(p) for p in validar(fichero.read_bytes(), carpeta=carpeta, firmas=juez(casa_que_firma)) if p.grave
    ] == []


def llega(expediente: Expediente, reloj: RelojMovil) -> Documento:
    with transaction.atomic():
        return incorporar(
            guardar_bytes(un_pdf("plano")),
            titulo="Plano ajeno",
            nombre="plano.pdf",
            tipo_documental="TD99",
            origen_administracion=False,
            organo=expediente.unidad.dir3,
            actor=ARCHIVERA,
            reloj=reloj,
        )


def incorporado(expediente: Expediente, documento: Documento, reloj: RelojMovil) -> DocumentoExpediente:
    with transaction.atomic():
        return incorporar_documento(
            expediente,
            documento_id=documento.id,
            huella=documento.huella,
            origen="tramitacion",
            actor=ARCHIVERA,
            reloj=reloj,
        )
