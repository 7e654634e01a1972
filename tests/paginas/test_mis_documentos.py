"""The page of documents of Mi carpeta: whose they are, found by words and by case, by pages, with their copies; the read is noted."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consistorio.canales.sede.vistas import mis_documentos
from consistorio.documental.documentos.models import Documento
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes import acciones
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente
from tests.paginas.test_antivirus_fuera import tramitadora
from tests.paginas.test_copias_y_datos import un_pdf
from tests.paginas.test_escritos import base, firmar
from tests.paginas.test_representante import Pareja, caso_propio, otorgar, pareja
from tests.paginas.test_sede import Casa, casa

__all__ = ["base", "casa", "pareja"]
pytestmark = pytest.mark.lento
PAGINA = "/mi-carpeta/documentos/"
DOCUMENTO = r'href="/mi-carpeta/documentos/([0-9a-f-]{36})/"'


def vistos(cliente: Client, **pedido: str) -> list[str]:
    """The documents of one page: the first by its address, the others as the form asks."""
    respuesta = cliente.post(PAGINA, pedido) if pedido else cliente.get(PAGINA)
    assert respuesta.status_code == 200, respuesta.content.decode()[:2000]
    return re.findall(DOCUMENTO, respuesta.content.decode())


def de(expediente: Expediente, **cuales: object) -> list[str]:
    puestos = DocumentoExpediente.objects.filter(expediente=expediente, **cuales)
    return [str(i) for i in puestos.order_by("-incorporado_el", "-id").values_list("documento_id", flat=True)]


def con_plano(casa: Casa, base: str) -> Documento:
    casa.ana.post(base, {"texto": "Va el plano.", "fichero": SimpleUploadedFile("Plano de la reforma.pdf", un_pdf())})
    assert firmar(casa, base)[0] == 302
    return Documento.objects.get(nombre_fichero="Plano de la reforma.pdf")


def test_every_document_with_its_case_and_its_copies_and_of_nobody_else(casa: Casa, base: str) -> None:
    plano = con_plano(casa, base)
    caso = Expediente.objects.get()
    DocumentoExpediente.objects.filter(documento_id=caso.solicitud.documento_id).update(visible_interesado=False)
    assert vistos(casa.ana) == de(caso, visible_interesado=True)
    assert str(caso.solicitud.documento_id) not in vistos(casa.ana)
    DocumentoExpediente.objects.filter(documento_id=caso.solicitud.documento_id).update(visible_interesado=True)
    texto = casa.ana.get(PAGINA).content.decode()
    solicitud = Documento.objects.get(id=caso.solicitud.documento_id)
    for dicho in (
        caso.numero,
        "Solicitud",
        "Presentado por una persona interesada",
        solicitud.csv,
        "Pedir copia auténtica",
    ):
        assert dicho in texto
    assert plano.csv not in texto  # a private document says nothing by its code: its authentic copy does
    assert casa.ana.post(f"{PAGINA}{plano.id}/copia/").status_code == 302
    copia = Documento.objects.get(documento_origen=plano)
    assert copia.csv in casa.ana.get(PAGINA).content.decode()
    assert vistos(casa.otro) == []
    assert "No tiene documentos." in casa.otro.get(PAGINA).content.decode()
    assert PAGINA in casa.ana.get("/mi-carpeta/").content.decode()


def test_found_by_words_and_by_case_without_asking_by_the_address(casa: Casa, base: str) -> None:
    plano = con_plano(casa, base)
    caso = Expediente.objects.get()
    assert vistos(casa.ana, texto="REFÓRMA plano") == [str(plano.id)]
    assert vistos(casa.ana, texto=caso.numero, expediente=str(caso.id)) == de(caso)
    nada = casa.ana.post(PAGINA, {"texto": "zzz"}).content.decode()
    assert "Ningún documento suyo coincide." in nada
    assert "Quitar la búsqueda" in nada
    assert re.findall(DOCUMENTO, casa.ana.get(f"{PAGINA}?texto=zzz").content.decode()) == de(caso)
    for ajeno in (str(uuid4()), "x"):
        respuesta = casa.ana.post(PAGINA, {"expediente": ajeno})
        assert respuesta.status_code == 422
        assert "Elija uno de sus expedientes." in respuesta.content.decode()
        assert re.findall(DOCUMENTO, respuesta.content.decode()) == []
    assert casa.otro.post(PAGINA, {"expediente": str(caso.id)}).status_code == 422


def test_by_pages_all_of_them_once(casa: Casa, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mis_documentos, "PAGINA", 2)
    con_plano(casa, base)
    caso = Expediente.objects.get()
    for numero in range(3):
        acciones.diligenciar(
            actor=tramitadora(caso), expediente_id=caso.id, texto=f"Consta {numero}.", reloj=reloj_de_la_casa()
        )
    juntos, siguiente = [], None
    for _vez in range(10):
        pedido = {"antes_de": siguiente, "texto": "", "expediente": ""} if siguiente else {}
        texto = (casa.ana.post(PAGINA, pedido) if pedido else casa.ana.get(PAGINA)).content.decode()
        juntos += re.findall(DOCUMENTO, texto)
        otra = re.search(r'name="antes_de" value="([0-9a-f-]{36})"', texto)
        if otra is None:
            break
        siguiente = otra.group(1)
    assert juntos == de(caso)
    assert len(juntos) > 4


def test_who_looked_sees_this_reading_too(casa: Casa, base: str) -> None:
    caso = Expediente.objects.get()
    casa.ana.get(PAGINA)
    casa.otro.get(PAGINA)
    notado = Acceso.objects.get(que="documentos")
    assert (notado.expediente_id, notado.resultado) == (caso.id, "permitido")
    assert "Documentos" in casa.ana.get(f"/mi-carpeta/expedientes/{caso.id}/accesos/").content.decode()


def test_a_power_for_one_procedure_shows_the_documents_of_its_cases_while_it_lasts(pareja: Pareja) -> None:
    propio = caso_propio(pareja)
    otorgar(pareja, "procedimiento", "queja-sugerencia")
    assert vistos(pareja.representa) == []
    poder = otorgar(pareja, "procedimiento", "instancia-general")
    caso = Expediente.objects.get()
    assert str(caso.id) in propio
    assert vistos(pareja.representa) == vistos(pareja.otorga) == de(caso, visible_interesado=True) != []
    pareja.otorga.post(f"/acceso/representaciones/{poder.id}/revocar/")
    assert pareja.representa.get(PAGINA).status_code != 200 or vistos(pareja.representa) == []
