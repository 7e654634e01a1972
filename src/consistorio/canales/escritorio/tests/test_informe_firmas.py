"""The report on the signatures of what came signed from outside, on the page of the document."""

from __future__ import annotations

import io

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.documental.firma.tests.test_validacion_fichero import ANA, en_csig, en_pdf, en_xsig
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones.documentos import incorporar
from consistorio.tramitacion.expedientes.models import Expediente


@pytest.mark.parametrize("nombre", ["solicitud.pdf", "solicitud.xsig", "solicitud.csig"])
def test_what_comes_signed_is_reported_on_its_page(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba, casa_que_firma: Servidor, nombre: str
) -> None:
    formato = {"pdf": en_pdf, "xsig": en_xsig, "csig": en_csig}[nombre.rpartition(".")[2]]
    pki = casa_que_firma.pki
    puesto = incorporar(
        actor=escenario.empleado("nuria", reloj),
        expediente_id=expediente.id,
        flujo=io.BytesIO(formato([pki.mano(ANA), pki.mano("ciudadania/revocado")])),
        nombre=nombre,
        titulo="Solicitud firmada",
        tipo_documental="TD14",
        reloj=reloj,
    )
    direccion = f"/escritorio/documentos/{puesto.documento_id}/"
    cliente = mesa("nuria")
    assert "Comprobar las firmas ahora" in cliente.get(direccion).content.decode()
    texto = cliente.get(f"{direccion}?informe=1").content.decode()
    for dicho in ("El archivo lleva 2 firmas.", "12345678Z", ": VALIDA.", ": NO VALIDA.", "está revocado desde"):
        assert dicho in texto
