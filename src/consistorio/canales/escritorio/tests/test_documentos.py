"""The documents of a case at the desk: folders, pages, kinds and words, within a fixed cost."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.documental.documentos import operaciones as documentos
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Carpeta, DocumentoExpediente, Expediente, Rectificacion
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.tests.factories import un_pdf

pytestmark = pytest.mark.lento


def llenar(expediente: Expediente, cuantos: int, reloj: RelojDePrueba) -> None:
    """Put documents in a case, one of each ten an invoice."""
    contenido = admitir(io.BytesIO(un_pdf("hoja")), nombre="hoja.pdf")
    ya = expediente.documentos.count()
    with transaction.atomic():
        for numero in range(ya + 1, ya + cuantos + 1):
            documento = documentos.incorporar(
                contenido,
                titulo=f"Hoja número {numero}",
                nombre="hoja.pdf",
                tipo_documental="TD19" if numero % 10 == 0 else "TD99",
                origen_administracion=True,
                organo="LA0009986",
                actor=escenario.SISTEMA,
                reloj=reloj,
            )
            incorporar_documento(
                expediente,
                documento_id=documento.id,
                huella=documento.huella,
                origen="prueba",
                actor=escenario.SISTEMA,
                reloj=reloj,
            )


def base(expediente: Expediente) -> str:
    return f"/escritorio/expedientes/{expediente.id}/"


def test_of_many_documents_the_last_ones_are_offered_and_the_one_at_which_it_was_pressed(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    nuria = mesa("nuria")
    acto = f"{base(expediente)}hacer/rectificar_error/"
    llenar(expediente, 24, reloj)
    assert nuria.get(acto).content.decode().count("<option") == expediente.documentos.count() + 1
    assert "rectificar_error/?documento" not in nuria.get(base(expediente)).content.decode(), "all of them are offered"
    llenar(expediente, 3, reloj)
    primero = DocumentoExpediente.objects.get(expediente=expediente, orden=1)
    pagina = nuria.get(acto).content.decode()
    assert pagina.count("<option") == 26
    assert "Aquí están los 25 últimos." in pagina
    assert str(primero.documento_id) not in pagina
    en_su_fila = f"{acto}?documento={primero.documento_id}"
    assert en_su_fila in nuria.get(base(expediente)).content.decode()
    assert f'value="{primero.documento_id}" selected>1. ' in nuria.get(en_su_fila).content.decode()
    datos = {"documento": str(primero.documento_id), "donde_dice": "14", "debe_decir": "41", "motivo": "Bailadas"}
    assert nuria.post(en_su_fila, datos).status_code == 302
    assert Rectificacion.objects.get().documento_id == primero.documento_id
    otro = escenario.caso(reloj)
    llenar(otro, 1, reloj)
    (de_otro,) = otro.documentos.values_list("documento_id", flat=True)[:1]
    assert str(de_otro) not in nuria.get(f"{acto}?documento={de_otro}").content.decode()


def test_what_could_not_be_put_in_a_folder_stays_marked(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    nuria = mesa("nuria")
    nuria.post(f"{base(expediente)}carpetas/", {"nombre": "Planos", "padre": ""})
    llenar(expediente, 1, reloj)
    puesto = expediente.documentos.get()
    mal = {"marcada": str(puesto.id), "destino": "a ninguna parte", "orden": "recientes"}
    vuelta = nuria.post(f"{base(expediente)}colocar/", mal, follow=True)
    assert vuelta.redirect_chain == [(f"{base(expediente)}?orden=recientes&marcada={puesto.id}", 302)]
    assert f'value="{puesto.id}" checked' in vuelta.content.decode()


def test_the_page_costs_the_same_with_five_and_with_more_than_two_pages(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    nuria = mesa("nuria")
    nuria.post(f"{base(expediente)}carpetas/", {"nombre": "Planos", "padre": ""})
    carpeta = Carpeta.objects.get()
    llenar(expediente, 5, reloj)
    primero = DocumentoExpediente.objects.get(expediente=expediente, orden=1)
    nuria.post(f"{base(expediente)}colocar/", {"marcada": str(primero.id), "destino": str(carpeta.id)})

    def costes() -> list[int]:
        medidas = []
        for ruta in ("", "?orden=recientes", f"?carpeta={carpeta.id}", "?carpeta=sueltos"):
            with CaptureQueriesContext(connection) as hechas:
                assert nuria.get(f"{base(expediente)}{ruta}").status_code == 200
            medidas.append(len(hechas))
        with CaptureQueriesContext(connection) as hechas:
            assert nuria.post(base(expediente), {"texto": "hoja numero", "tipo": "TD99"}).status_code == 200
        return [*medidas, len(hechas)]

    nuria.get(base(expediente))
    pocas = costes()
    llenar(expediente, 115, reloj)
    assert costes() == pocas
    assert max(pocas) <= 65, pocas
    pagina = nuria.get(base(expediente)).content.decode()
    assert pagina.count("Hoja número") == 50 * 3  # each with the name of its box to mark it and that of its correction
    assert len(nuria.get(base(expediente)).content) < 120 * 1024
    direccion, vistos = base(expediente), 0
    while direccion:
        respuesta = nuria.get(direccion)
        vistos += len(respuesta.context["filas"])
        direccion = respuesta.context["siguiente"]
    assert vistos == 120


def test_a_clerk_arranges_the_documents_and_finds_them(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    nuria = mesa("nuria")
    llenar(expediente, 12, reloj)
    aqui = base(expediente)
    assert "Pasar los marcados a" not in nuria.get(aqui).content.decode(), "there is no folder yet"
    vacia = nuria.post(f"{aqui}carpetas/", {"nombre": "", "padre": ""})
    assert 'href="#campo-nombre"' in vacia.content.decode()
    nuria.post(f"{aqui}carpetas/", {"nombre": "Planos", "padre": ""})
    planos = Carpeta.objects.get()
    nuria.post(f"{aqui}carpetas/", {"nombre": "Antiguos", "padre": str(planos.id)})
    repetida = nuria.post(f"{aqui}carpetas/", {"nombre": "planos", "padre": ""})
    assert "Ya hay ahí una carpeta con ese nombre." in repetida.content.decode()
    ids = [str(p.id) for p in expediente.documentos.order_by("orden")]
    for marcadas, destino, lugar in ((ids[:3], planos.id, ""), (ids[2:3], planos.id, "1"), (ids[5:6], "sueltos", "")):
        respuesta = nuria.post(f"{aqui}colocar/", {"marcada": marcadas, "destino": str(destino), "lugar": lugar})
        assert respuesta.headers["Location"] == f"{aqui}?carpeta={destino}"
    en_planos = nuria.get(f"{aqui}?carpeta={planos.id}")
    assert [fila.puesto.orden for fila in en_planos.context["filas"]] == [3, 1, 2]
    assert "Planos / Antiguos (0)" in en_planos.content.decode()
    assert [f.puesto.orden for f in nuria.get(f"{aqui}?carpeta={planos.id}&orden=indice").context["filas"]] == [1, 2, 3]
    assert [f.puesto.orden for f in nuria.get(f"{aqui}?orden=recientes").context["filas"]][:2] == [12, 11]
    assert len(nuria.get(f"{aqui}?carpeta=sueltos").context["filas"]) == 9
    hallada = nuria.post(aqui, {"texto": "HOJA 10", "tipo": ""})
    assert [fila.puesto.orden for fila in hallada.context["filas"]] == [10]
    assert [fila.puesto.orden for fila in nuria.post(aqui, {"texto": "", "tipo": "TD19"}).context["filas"]] == [10]
    assert "Ningún documento del expediente es así." in nuria.post(aqui, {"texto": "nada de esto"}).content.decode()
    nada = nuria.post(f"{aqui}colocar/", {"destino": str(planos.id)}, follow=True)
    assert "Marque al menos un documento." in nada.content.decode()
    sin_destino = nuria.post(f"{aqui}colocar/", {"marcada": ids[:1], "destino": "x"}, follow=True)
    assert "Elija a qué carpeta van." in sin_destino.content.decode()
    cambiada = nuria.post(f"{aqui}carpetas/{planos.id}/", {"nombre": "Planos y fotos", "lugar": "1"})
    assert cambiada.status_code == 302
    llena = nuria.post(f"{aqui}carpetas/{planos.id}/quitar/", follow=True).content.decode()
    assert "Quite antes las que tiene dentro." in llena
    suya = Carpeta.objects.get(padre=planos)
    nuria.post(f"{aqui}colocar/", {"marcada": ids[:3], "destino": "sueltos", "lugar": ""})
    ofrece = nuria.get(f"{aqui}carpetas/").content.decode()
    assert f"carpetas/{suya.id}/quitar/" in ofrece
    assert f"carpetas/{planos.id}/quitar/" not in ofrece, "it has another inside"
    assert "Carpeta quitada." in nuria.post(f"{aqui}carpetas/{suya.id}/quitar/", follow=True).content.decode()
    assert mesa("raul").get(f"{aqui}carpetas/").status_code == 404


def test_a_document_of_another_case_is_taken_to_it_from_its_page(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    nuria, otro = mesa("nuria"), escenario.caso(reloj)
    acto = f"{base(expediente)}hacer/llevar_documento/"
    assert "ninguno que se pueda llevar" in nuria.get(acto).content.decode()
    subida = {"titulo": "Plano", "tipo_documental": "TD99", "estado_elaboracion": "EE01"}
    fichero = SimpleUploadedFile("plano.pdf", un_pdf("plano"), "application/pdf")
    assert nuria.post(f"{base(expediente)}hacer/subir_documento/", {**subida, "fichero": fichero}).status_code == 302
    suyo = expediente.documentos.get(origen="tramitacion").documento_id
    ficha = f"/escritorio/documentos/{suyo}/"
    assert f"{acto}?documento={suyo}" in nuria.get(ficha).content.decode()
    assert f'value="{suyo}" selected' in nuria.get(f"{acto}?documento={suyo}").content.decode()
    datos = {"documento": str(suyo), "numero": otro.numero, "motivo": "Es de la otra obra."}
    for mal, dicho in (
        ({"documento": "", "numero": "", "motivo": ""}, "Elija el documento."),
        ({**datos, "numero": "2026/LIC/09999"}, "No encontramos el expediente"),
        ({**datos, "numero": expediente.numero}, "en este ya está"),
    ):
        respuesta = nuria.post(acto, mal)
        assert (respuesta.status_code, dicho in respuesta.content.decode()) == (422, True)
    assert nuria.post(acto, datos).status_code == 302
    assert f"Llevado al expediente {otro.numero}" in nuria.get(base(expediente)).content.decode()
    dicho = nuria.get(ficha).content.decode()
    assert f"Se llevó del expediente {expediente.numero} al {otro.numero}" in dicho
    assert "Es de la otra obra." in dicho
    assert f"{acto}?documento={suyo}" not in dicho
    assert "ninguno que se pueda llevar" in nuria.get(acto).content.decode()
    assert str(suyo) not in nuria.get(f"{base(expediente)}hacer/rectificar_error/").content.decode()
    archivado = {"estado": "archivado", "cerrado_el": reloj.ahora(), "archivado_el": reloj.ahora()}
    Expediente.objects.filter(id=expediente.id).update(**archivado)
    assert "ya no se corrigen" not in nuria.get(ficha).content.decode(), "it was taken from there"
    assert nuria.get(f"{ficha}corregir/").status_code == 200
    Expediente.objects.filter(id=otro.id).update(**archivado)
    assert "ya no se corrigen" in nuria.get(ficha).content.decode()
    assert nuria.get(f"{ficha}corregir/").status_code == 409
