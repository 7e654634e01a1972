"""The accounting document of an operation at its page: made at once, opened by who may read who it is with, and sent to be signed."""

from __future__ import annotations

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    INTERVENTORA,
    JEFA,
    TRAMITA,
    E,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.economia.documentacion.consultas import emision_de
from consistorio.economia.documentacion.models import EmisionFallida
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.tramitacion.tests.firmas import firmar, texto_del_documento

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db


def test_it_is_made_opened_and_signed_from_its_page(mesa: Mesa) -> None:
    una = Operacion.objects.get(clase="ADO")
    suya = f"{E}operaciones/{una.id}/"
    assert mesa(TRAMITA).get(f"{suya}documento/").status_code == 403
    jefa = mesa(JEFA)
    ajena = llano(pagina(jefa, suya))
    assert ("Todavía no está hecho." in ajena, "Hacer ahora" in ajena) == (True, False)
    assert (jefa.get(f"{suya}documento/").status_code, jefa.post(f"{suya}documento/firmar/").status_code) == (404, 403)
    interventora = mesa(INTERVENTORA)
    EmisionFallida.objects.create(operacion=una, motivo="No cabía", intentada_el=una.anotada_el)
    antes = llano(pagina(interventora, suya))
    assert "No se ha podido hacer: No cabía" in antes
    assert "La anotó Un proceso del programa" in antes
    assert "todavía su documento" in interventora.post(f"{suya}documento/firmar/", follow=True).content.decode()
    hecha = interventora.post(f"{suya}documento/hacer/", follow=True).content.decode()
    assert ("Hecho el documento contable" in hecha, "Hacer ahora" in hecha) == (True, False)
    assert not EmisionFallida.objects.exists()
    emision = emision_de(una.id)
    assert emision.documento_id is not None
    dicho = texto_del_documento(emision.documento_id)
    assert [p for p in (str(una), "La anotó", "1.740,50 €") if p not in dicho] == []
    pdf = interventora.get(f"{suya}documento/")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "portafirmas de Intervención" in interventora.post(f"{suya}documento/firmar/", follow=True).content.decode()
    assert "ya en el portafirmas" in interventora.post(f"{suya}documento/firmar/", follow=True).content.decode()
    assert "Falta la firma de Intervención" in pagina(interventora, suya)
    assert f"Documento contable {una}" in pagina(interventora, "/escritorio/portafirmas/")
    firmar(emision.documento_id, RelojSistema())
    abierta = pagina(interventora, suya)
    assert ("Firmado por Intervención" in abierta, "Enviar a firmar" in abierta) == (True, False)
    jefa = mesa(JEFA)
    assert "Tiene uno, que usted no puede ver." in pagina(jefa, suya)
    assert jefa.get(f"{suya}documento/").status_code == 404
    negados = Acceso.objects.filter(objeto_id=str(emision.documento_id), resultado="denegado")
    assert negados.count() == 1
    assert jefa.post(f"{E}operaciones/00000000-0000-7000-8000-000000000000/documento/hacer/").status_code == 302
