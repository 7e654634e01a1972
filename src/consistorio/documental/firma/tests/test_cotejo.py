"""Certificates of the staff held against their facts."""

from __future__ import annotations

import pytest

from consistorio.documental.firma.acciones.certificados import revocar_certificado
from consistorio.documental.firma.models import CertificadoEmpleado
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.tests.anotado import Anotado, sin_guardas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("personal_sembrado", "personal_que_firma")]
TABLA = "firma_certificadoempleado"


def alterados() -> list[str]:
    informe = Anotado()
    filas_avaladas("default", informe)
    return [texto for tabla, texto in informe.fallas if tabla == TABLA]


def test_a_certificate_changed_added_or_brought_back_behind_our_back_is_found() -> None:
    uno, otro = CertificadoEmpleado.objects.order_by("id")[:2]
    revocar_certificado(
        actor=Actor.sistema("prueba", "cuentas.administrar"),
        certificado_id=uno.id,
        motivo="Perdido",
        reloj=RelojSistema(),
    )
    assert alterados() == []
    with sin_guardas():
        CertificadoEmpleado.objects.filter(id=uno.id).update(estado="vigente", retirado_el=None, motivo="")
        CertificadoEmpleado.objects.filter(id=otro.id).update(titular="Otra persona")
    assert alterados() == ["la fila no dice lo que decía cuando se anotó su hecho"] * 2
