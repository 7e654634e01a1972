"""A PDF that cannot be opened, or was cut: the law does not let it be refused, so that who brings it and who works with it are told."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from consistorio.documental.documentos.models import Documento
from consistorio.plataforma.almacen.models import Reparo
from consistorio.plataforma.almacen.tests.test_almacen import sin_sitio
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.models import AdjuntoBorrador
from tests.navegador import villa
from tests.paginas.test_copias_y_datos import un_pdf
from tests.paginas.test_sede import Casa, casa, presentar, rellenar

__all__ = ["casa"]
pytestmark = pytest.mark.lento
ROTO, CORTADO = "No hemos podido abrir este archivo", "puede faltarle una parte"


def test_what_is_damaged_is_said_before_it_is_filed_and_at_the_desk(casa: Casa) -> None:
    rellenar(casa.ana, casa.borrador)
    entero = un_pdf()
    ficheros = {"roto.pdf": entero[:120], "cortado.pdf": entero[:-10], "entero.pdf": entero}
    for nombre, datos in ficheros.items():
        subido = SimpleUploadedFile(nombre, datos, content_type="application/pdf")
        pagina = casa.ana.post(f"/borradores/{casa.borrador}/documentos/documentos/", {"fichero": subido}, follow=True)
        assert pagina.status_code == 200, pagina.content.decode()
        dicho = pagina.content.decode()
        assert (ROTO in dicho, CORTADO in dicho) == (True, nombre != "roto.pdf")
    revisar = casa.ana.get(f"/borradores/{casa.borrador}/revisar/").content.decode()
    assert revisar.count(ROTO) == revisar.count(CORTADO) == 1
    assert "Hay archivos que no se pueden leer bien." in revisar
    presentar(casa.ana, casa.borrador)
    expediente = Expediente.objects.get()
    reparos = dict(Documento.objects.exclude(contenido__reparo="").values_list("nombre_fichero", "contenido__reparo"))
    assert reparos == {"roto.pdf": Reparo.ILEGIBLE, "cortado.pdf": Reparo.INCOMPLETO}
    silvia = Client(headers={"host": "localhost"})
    silvia.cookies["sessionid"] = villa.identificar_personal("silvia")
    documentos = silvia.get(f"/escritorio/expedientes/{expediente.id}/").content.decode()
    assert documentos.count("Dañado: no se puede abrir") == documentos.count("Dañado: puede faltarle una parte") == 1
    for documento in Documento.objects.filter(nombre_fichero__in=ficheros):
        ficha = silvia.get(f"/escritorio/documentos/{documento.id}/").content.decode()
        assert ("pida a quien lo presentó que lo envíe otra vez" in ficha) is (documento.nombre_fichero in reparos)
        bajado = silvia.get(f"/escritorio/documentos/{documento.id}/fichero/").getvalue()
        assert bajado == ficheros[documento.nombre_fichero]  # kept as it came


def test_who_attaches_while_the_disk_is_full_is_told_and_loses_nothing(casa: Casa) -> None:
    rellenar(casa.ana, casa.borrador)
    documentos = f"/borradores/{casa.borrador}/documentos/documentos/"

    def adjuntar() -> HttpResponse:
        subido = SimpleUploadedFile("plano.pdf", un_pdf(), content_type="application/pdf")
        return casa.ana.post(documentos, {"fichero": subido}, follow=True)

    with sin_sitio(200):
        pagina = adjuntar()
    assert pagina.status_code == 503
    assert "no tiene sitio o no admite escritura" in pagina.content.decode()
    assert not AdjuntoBorrador.objects.exists()
    assert adjuntar().status_code == 200
    presentar(casa.ana, casa.borrador)  # what was written before is there
    assert Documento.objects.filter(nombre_fichero="plano.pdf").count() == 1
