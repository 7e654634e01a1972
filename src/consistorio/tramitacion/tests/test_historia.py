"""The thin story through every layer of these rooms."""

from __future__ import annotations

from consistorio.documental.documentos.models import Documento
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, presentar, rellenar_obra


def test_filing_opens_a_case_with_its_first_tasks(reloj: RelojMovil) -> None:
    ana = ciudadana()
    solicitud = presentar(ana, rellenar_obra(ana, reloj), reloj)
    expediente = solicitud.expediente
    assert expediente.numero == "2026/LIC/00001"
    assert expediente.titulo == "Licencia de obra menor: Reforma interior"
    assert expediente.unidad.nombre == "Licencias y Disciplina Urbanística"
    assert solicitud.faltan == ["plano"]
    assert sorted(expediente.tareas.values_list("codigo", "estado")) == [
        ("comunicacion_inicial", "pendiente"),
        ("revision", "pendiente"),
    ]
    assert [d.origen for d in expediente.documentos.order_by("orden")] == ["solicitud", "solicitud"]
    origenes = Documento.objects.filter(id__in=expediente.documentos.values("documento_id"))
    assert set(origenes.values_list("origen_administracion", flat=True)) == {False}
    assert expediente.plazo.vence.isoformat() == "2026-12-28"
    assert Expediente.objects.count() == 1
