"""Authentic copies from Mi carpeta, and how a person is notified and warned from now on."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.models import SelloPedido
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.models import Persona, PreferenciaCanal
from consistorio.tramitacion.solicitudes.models import Solicitud
from tests.paginas.test_escritos import base, firmar
from tests.paginas.test_sede import Casa, casa

__all__ = ["base", "casa"]
pytestmark = pytest.mark.lento


def un_pdf() -> bytes:
    """A real PDF of one page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        salida = io.BytesIO()
        pdf.save(salida)
        return salida.getvalue()


def test_an_authentic_copy_of_what_one_filed(casa: Casa, base: str) -> None:
    casa.ana.post(base, {"texto": "Va el plano.", "fichero": SimpleUploadedFile("plano.pdf", un_pdf())})
    assert firmar(casa, base)[0] == 302
    plano = Documento.objects.get(nombre_fichero="plano.pdf")
    pagina = f"/mi-carpeta/documentos/{plano.id}/copia/"
    assert "Pedir la copia auténtica" in casa.ana.get(pagina).content.decode()
    assert f"{pagina}" in casa.ana.get(base.split("presentar/", maxsplit=1)[0]).content.decode()
    assert casa.otro.get(pagina).status_code == 404
    assert casa.otro.post(pagina).status_code == 404
    assert not Documento.objects.filter(documento_origen=plano).exists()
    for _vez in range(2):
        assert casa.ana.post(pagina).status_code == 302
    copia = Documento.objects.get(documento_origen=plano)
    assert (copia.estado_elaboracion, copia.id_eni_origen) == ("EE02", plano.id_eni)
    assert SelloPedido.objects.filter(documento=copia).count() == 1
    texto = casa.ana.get(pagina).content.decode()
    assert copia.csv in texto
    assert "Pendiente de sello" in texto
    bajada = casa.ana.get(f"/mi-carpeta/documentos/{copia.id}/").getvalue()
    assert pikepdf.open(io.BytesIO(bajada)).pages
    assert casa.otro.get(f"/mi-carpeta/documentos/{copia.id}/").status_code == 404
    assert Acceso.objects.filter(objeto_id=str(copia.id), resultado="permitido").exists()


def test_what_is_an_original_by_itself_is_not_copied(casa: Casa, base: str) -> None:
    solicitud = Documento.objects.get(id=Solicitud.objects.get().documento_id)
    pagina = f"/mi-carpeta/documentos/{solicitud.id}/copia/"
    texto = casa.ana.get(pagina).content.decode()
    assert "ya es un original" in texto
    assert solicitud.csv in texto
    assert casa.ana.post(pagina).status_code == 409
    imagen = SimpleUploadedFile("foto.png", PNG, "image/png")
    casa.ana.post(base, {"texto": "Va una foto.", "fichero": imagen})
    assert firmar(casa, base)[0] == 302
    foto = Documento.objects.get(nombre_fichero="foto.png")
    pagina = f"/mi-carpeta/documentos/{foto.id}/copia/"
    assert "Solo podemos hacer copias auténticas de los documentos PDF" in casa.ana.get(pagina).content.decode()
    assert casa.ana.post(pagina).status_code == 422


def test_contact_and_channel_are_changed_and_the_page_says_from_when(casa: Casa, base: str) -> None:
    pagina = "/mi-carpeta/datos/"
    malo = casa.ana.post(pagina, {"cual": "contacto", "correo": "ana@", "telefono": "12"})
    assert malo.status_code == 422
    assert "Escriba el correo completo" in malo.content.decode()
    assert 'value="ana@"' in malo.content.decode()
    assert casa.ana.post(pagina, {"cual": "contacto", "correo": "ana@nuevo.example", "telefono": ""}).status_code == 302
    ana = Persona.objects.get(correo="ana@nuevo.example")
    assert ana.contacto_el is not None
    assert casa.ana.post(pagina, {"cual": "canal", "canal": ""}).status_code == 422
    hecho = casa.ana.post(pagina, {"cual": "canal", "canal": "electronica"}, follow=True).content.decode()
    assert "Vale para las notificaciones que hagamos desde el" in hecho
    assert PreferenciaCanal.objects.filter(persona=ana, canal="electronica").exists()
    assert "Desde el" in casa.ana.get(pagina).content.decode()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
