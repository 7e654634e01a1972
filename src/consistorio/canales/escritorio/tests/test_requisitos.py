"""The lists of basic requirements at the desk: written with their agreement, brought from a file, answered with an invoice, and read in its result."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_control import llano, villa_sembrada
from consistorio.economia.facturas.models import Factura
from consistorio.economia.intervenciones.tests import escena
from consistorio.servicios.intervencion.models import (
    EscritoDeControl,
    Fiscalizacion,
    ListaDeRequisitos,
    Reparo,
    RespuestaDeRequisito,
)
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.firmas import texto_del_documento

E, CONTROL = "/escritorio/economia/", "/escritorio/economia/intervencion/"
LISTAS = f"{CONTROL}requisitos/"
DE_SERVICIOS = f"{LISTAS}nueva/?tipo=contrato_servicios&fase=O"
PORQUE = "No consta el certificado, que se pidió el lunes."
__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db


def enviado(pagina: bytes) -> dict[str, str]:
    """What a page of requirements would send as it comes."""
    dicho = pagina.decode()
    textos = re.findall(r'<textarea[^>]*name="(texto\.\d+)"[^>]*>([^<]*)</textarea>', dicho)
    normas = re.findall(r'name="(norma\.\d+)"[^>]*value="([^"]*)"', dicho)
    clases = re.findall(r'<select[^>]*name="(clase\.\d+)".*?<option value="(\w+)" selected', dicho, re.S)
    return dict((*textos, *normas, *clases))


def con_acuerdo(teresa: Client, csv: str) -> str:
    """The Pleno agrees that the control is limited; how the pages call that agreement."""
    assert "es plena" in llano(teresa.get(LISTAS).content)
    dicho = {"clave": "limitada", "desde": "1/1/2026", "rige": "si", "documento": csv}
    assert teresa.post(f"{CONTROL}acuerdos/nuevo/", dicho).status_code == 302
    hallado = re.search(r'<option value="([^"]+)">01/01/2026', teresa.get(DE_SERVICIOS).content.decode())
    assert hallado is not None
    return hallado[1]


def test_a_list_is_written_brought_back_from_its_file_and_answered(mesa: Mesa, reloj: RelojDePrueba) -> None:
    una = escena.factura(reloj, "F-1", "300")
    linea = escena.compromete(una, "1000", reloj).lineas.get()
    assert una.conformidad is not None
    for quien in ("gloria", "marta"):
        assert mesa(quien).get(LISTAS).status_code == 403
    teresa = mesa("teresa")
    intervenir = f"{E}facturas/{una.id}/intervenir/"
    assert "lista de requisitos" not in llano(teresa.get(intervenir).content), "the control is full"
    acuerdo = con_acuerdo(teresa, una.conformidad.csv)
    assert "no hay ninguna lista en vigor para esta fase" in llano(teresa.get(intervenir).content)
    lista = _se_escribe(teresa, acuerdo)
    _va_y_viene(teresa, lista, acuerdo)
    assert mesa("javier").get(f"{LISTAS}{lista.id}/").status_code == 200, "who sees the control sees its lists"
    assert mesa("javier").get(f"{LISTAS}nueva/").status_code == 403
    teresa = mesa("teresa")
    # Chosen, it is shown; what the program sees is offered, and the rest is asked
    elegida = {"resultado": "favorable", "origen": str(linea.id), "lista": str(lista.id)}
    primera = teresa.post(intervenir, elegida)
    assert (primera.status_code, "Conteste ahora los requisitos" in llano(primera.content)) == (422, True)
    assert "El programa ve: Sigue de" in llano(primera.content)
    marcada = re.findall(r'name="respuesta\.[^"]+" type="radio" value="(\w+)" checked', primera.content.decode())
    assert marcada == ["cumple"]
    vista = elegida | {"lista_vista": str(lista.id)}
    mal = teresa.post(intervenir, vista)
    assert llano(mal.content).count("diga si se cumple") >= lista.requisitos.count()
    suyas = {f"respuesta.{uno.id}": "cumple" for uno in lista.requisitos.all()}
    ultimo = lista.requisitos.order_by("-numero")[0]
    incumple = suyas | {f"respuesta.{ultimo.id}": "no_cumple", f"motivo.{ultimo.id}": PORQUE}
    mal = teresa.post(intervenir, vista | incumple)
    assert "el resultado es un reparo" in llano(mal.content)
    assert PORQUE in mal.content.decode(), "what was typed stays"
    assert teresa.post(intervenir, vista | incumple | {"resultado": "reparo"}).status_code == 302
    escrito = EscritoDeControl.objects.get()
    for palabras in ("Requisitos básicos comprobados", PORQUE, "esenciales (216.2.c)"):
        assert palabras in texto_del_documento(escrito.documento_id)
    assert RespuestaDeRequisito.objects.filter(documento_id=escrito.documento_id).count() == len(suyas)
    escena.firma(escrito, reloj)
    assert Reparo.objects.get().causas == ["tramites"]
    una.refresh_from_db()
    assert una.estado == Factura.Estado.CONFORMADA
    assert f"No cumple {PORQUE}" in llano(mesa("marta").get(f"{CONTROL}reparos/{Reparo.objects.get().id}/").content)
    _con_la_de_otro_dia(mesa, reloj, lista, acuerdo)
    assert "Con la lista de requisitos básicos" in llano(mesa("teresa").get(f"{E}2026/control/").content)


def _se_escribe(teresa: Client, acuerdo: str) -> ListaDeRequisitos:
    propuesta = enviado(teresa.get(DE_SERVICIOS).content)
    assert sum(1 for clave, dicho in propuesta.items() if clave.startswith("texto.") and dicho.strip()) == 4
    entera = propuesta | {"acuerdo": acuerdo, "desde": "1/1/2026", "rige": "si"}
    mal = teresa.post(DE_SERVICIOS, entera | {"texto.1": "", "texto.3": "Corto"})
    assert mal.status_code == 422
    for palabras in ("crédito adecuado y suficiente", "escriba qué se comprueba"):
        assert palabras in llano(mal.content)
    assert 'href="#campo-texto-3"' in mal.content.decode(), "the error is of the question that was typed"
    assert not ListaDeRequisitos.objects.exists()
    assert teresa.post(DE_SERVICIOS, entera).status_code == 302
    assert "Ya hay una lista" in llano(teresa.post(DE_SERVICIOS, entera).content)
    lista = ListaDeRequisitos.objects.get()
    pagina = teresa.get(LISTAS)
    assert "2 por revisar" in llano(pagina.content)
    assert f"{LISTAS}{lista.id}/" in pagina.content.decode()
    por_revisar = lista.requisitos.filter(certeza="propuesta")[0]
    assert teresa.post(f"{LISTAS}confirmar/{por_revisar.id}/", {"motivo": "Sí"}).status_code == 422
    assert teresa.post(f"{LISTAS}confirmar/{por_revisar.id}/", {"motivo": "Con el pliego tipo."}).status_code == 302
    assert "Con el pliego tipo." in llano(teresa.get(f"{LISTAS}{lista.id}/").content)
    assert teresa.post(f"{LISTAS}confirmar/{por_revisar.id}/", {"motivo": "Con el pliego tipo."}).status_code == 422
    return lista


def _va_y_viene(teresa: Client, lista: ListaDeRequisitos, acuerdo: str) -> None:
    """Its file, brought back, is the list of another kind of expense; a file that is wrong says everything."""
    fichero = teresa.get(f"{LISTAS}{lista.id}/csv/").content
    assert fichero.decode("utf-8-sig").startswith("numero;clase;texto;norma")
    nueva = {"nombre": "Ayudas de comedor", "fase": "ADO", "acuerdo": acuerdo, "desde": "1/2/2026", "rige": "si"}
    roto = "clase;texto;norma\nrara;Corto;\ncredito;Hay crédito bastante para la ayuda.;\n"
    for contenido, palabras in (
        (roto.encode(), ("Las clases son estas", "órgano competente", "Requisito 1")),
        (b"que;cuando\n1;2\n", ("Faltan columnas: clase, texto",)),
        ("clase;texto\ncrédito;á".encode("cp1252"), ("UTF-8",)),
        (b"clase;texto\n", ("ningún requisito",)),
        (b"clase;texto\ncredito;Hay \0 bastante", ("no es un CSV",)),
    ):
        mal = teresa.post(f"{LISTAS}nueva/", nueva | {"fichero": SimpleUploadedFile("lista.csv", contenido)})
        assert mal.status_code == 422
        for dicho in palabras:
            assert dicho in llano(mal.content)
    bien = nueva | {"fichero": SimpleUploadedFile("lista.csv", fichero)}
    assert teresa.post(f"{LISTAS}nueva/", bien).status_code == 302
    otra = ListaDeRequisitos.objects.get(tipo="ayudas_de_comedor", fase="ADO")
    assert [uno.texto for uno in otra.requisitos.order_by("numero")] == [
        uno.texto for uno in lista.requisitos.order_by("numero")
    ]
    assert teresa.get(f"{LISTAS}{otra.id}/xlsx/").status_code == 200
    assert teresa.get(f"{LISTAS}{otra.id}/doc/").status_code == 404
    assert teresa.get(f"{LISTAS}nueva/?de={otra.id}").status_code == 200


def _con_la_de_otro_dia(mesa: Mesa, reloj: RelojDePrueba, lista: ListaDeRequisitos, acuerdo: str) -> None:
    """The list changes while somebody answers the one before."""
    otra = escena.factura(reloj, "F-2", "100")
    linea = escena.compromete(otra, "500", reloj).lineas.get()
    teresa, intervenir = mesa("teresa"), f"{E}facturas/{otra.id}/intervenir/"
    de_esta = f"{LISTAS}nueva/?de={lista.id}"
    version = enviado(teresa.get(de_esta).content) | {"acuerdo": acuerdo, "desde": "1/9/2026", "rige": "si"}
    assert teresa.post(de_esta, version).status_code == 302
    antes = {f"respuesta.{uno.id}": "cumple" for uno in lista.requisitos.all()}
    como = {"resultado": "favorable", "origen": str(linea.id)}
    tarde = teresa.post(intervenir, como | antes | {"lista": str(lista.id), "lista_vista": str(lista.id)})
    assert (tarde.status_code, "no está en vigor hoy" in llano(tarde.content)) == (422, True)
    assert not Fiscalizacion.objects.filter(objeto=otra.referencia).exists()
    nueva = ListaDeRequisitos.objects.get(tipo=lista.tipo, desde__month=9)
    suyas = {f"respuesta.{uno.id}": "cumple" for uno in nueva.requisitos.all()}
    dado = como | suyas | {"lista": str(nueva.id), "lista_vista": str(nueva.id)}
    assert teresa.post(intervenir, dado).status_code == 302
    credito = RespuestaDeRequisito.objects.get(fiscalizacion__objeto=otra.referencia, requisito__clase="credito")
    assert (credito.propuesta, "Sigue de" in credito.evidencia) == ("cumple", True)
    # What is noted already is answered for all that is marked
    escena.firma(EscritoDeControl.objects.filter(estado="en_firma").get(), reloj, devuelto=True)
    otra.refresh_from_db()
    obligaciones = f"{CONTROL}obligaciones/"
    marcado = dado | {"marcada": str(otra.operacion_o_id)}
    assert "Lo que se marca está contabilizado" in llano(
        teresa.post(obligaciones, marcado | {"lista_vista": ""}).content
    )
    assert teresa.post(obligaciones, marcado).status_code == 302
    suya = RespuestaDeRequisito.objects.get(
        fiscalizacion__objeto=f"operacion:{otra.operacion_o_id}", requisito__clase="credito"
    )
    assert "920.22706" in suya.evidencia
