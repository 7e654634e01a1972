"""What is too big to be rewritten or judged here is kept whole, and its page says what to do instead."""

from __future__ import annotations

import io
import os

import pikepdf
import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.documental.documentos.consultas import cabe_entero
from consistorio.documental.documentos.cotejo import problemas_para_cotejar
from consistorio.documental.documentos.models import Documento
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones.documentos import incorporar
from consistorio.tramitacion.expedientes.models import Expediente

MEGA = 1024 * 1024


def un_pdf_de(megas: int) -> io.BytesIO:
    """A real PDF of one page, with that many megabytes that no compression takes away."""
    salida = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Relleno = pdf.make_indirect(pikepdf.Stream(pdf, os.urandom(megas * MEGA)))
        pdf.save(salida, compress_streams=False)
    salida.seek(0)
    return salida


@pytest.mark.lento
@pytest.mark.parametrize(("megas", "cabe"), [(63, True), (65, False)])
def test_a_big_document_says_what_can_be_done_with_it(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba, megas: int, cabe: bool
) -> None:
    puesto = incorporar(
        actor=escenario.empleado("nuria", reloj),
        expediente_id=expediente.id,
        flujo=un_pdf_de(megas),
        nombre="proyecto.pdf",
        titulo="Proyecto",
        tipo_documental="TD99",
        reloj=reloj,
    )
    documento = Documento.objects.get(id=puesto.documento_id)
    assert cabe_entero(documento) is cabe
    direccion = f"/escritorio/documentos/{documento.id}/"
    cliente = mesa("nuria")
    ActorDePrueba.actor = cotejadora = escenario.empleado("nuria", reloj).con_permisos("copia.cotejar")
    pagina = cliente.get(f"{direccion}?informe=1")
    assert pagina.status_code == 200
    texto = pagina.content.decode()
    assert ("demasiado grande para comprobar aquí sus firmas" in texto) is not cabe
    assert ("demasiado grande para expedir aquí su copia auténtica" in texto) is not cabe
    assert ("Informe de firmas" in texto) is cabe
    respuesta = cliente.post(f"{direccion}copia/")
    assert respuesta.status_code == (302 if cabe else 409)
    assert ("Incorpórelo en partes más pequeñas" in respuesta.content.decode()) is not cabe
    problemas = problemas_para_cotejar(documento.contenido, nombre="proyecto.pdf", actor=cotejadora)
    assert [("Escanéelo en varias partes" in p.mensaje) for p in problemas] == ([] if cabe else [True])
