"""Later submissions over HTTP: written, kept as a draft, reviewed, signed; nothing else than what was seen is filed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.motor.models import Plazo
from consistorio.tramitacion.motor.operaciones import cumplir
from consistorio.tramitacion.solicitudes.models import Aportacion
from tests.paginas.test_sede import Casa, casa, presentar, rellenar

__all__ = ["casa"]
pytestmark = pytest.mark.lento
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj trailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def base(casa: Casa) -> str:
    """The address where Ana files «otro escrito» in her case."""
    rellenar(casa.ana, casa.borrador)
    presentar(casa.ana, casa.borrador)
    return f"/mi-carpeta/expedientes/{Expediente.objects.get().id}/presentar/otro/"


def firmar(casa: Casa, base: str, **cambios: str) -> tuple[int, str]:
    """Review and sign what is in the draft; status and where it leads."""
    pagina = casa.ana.get(f"{base}revisar/")
    datos = {"borrador": str(pagina.context["borrador"].id), "huella": pagina.context["escrito"].huella, **cambios}
    respuesta = casa.ana.post(f"{base}revisar/", datos)
    return respuesta.status_code, respuesta.headers.get("Location", "")


def test_what_is_written_is_kept_reviewed_and_filed_once(casa: Casa, base: str) -> None:
    fichero = SimpleUploadedFile("plano.pdf", PDF, "application/pdf")
    guardado = casa.ana.post(base, {"texto": "Empezaré en marzo.", "fichero": fichero})
    assert guardado.headers["Location"] == f"{base}revisar/"
    assert Aportacion.objects.count() == 0
    revision = casa.ana.get(f"{base}revisar/").content.decode()
    for texto in ("Aún no ha presentado este escrito.", "Empezaré en marzo.", "plano.pdf", "Firmar y presentar"):
        assert texto in revision
    carpeta = casa.ana.get("/mi-carpeta/").content.decode()
    borrador = Borrador.objects.get(clase="otro")
    assert f"/borradores/{borrador.id}/" in carpeta
    assert casa.ana.get(f"/borradores/{borrador.id}/").headers["Location"] == base
    assert casa.otro.get(f"{base}revisar/").status_code == 404
    estado, destino = firmar(casa, base)
    assert estado == 302
    aportacion = Aportacion.objects.get()
    assert aportacion.huella == aportacion.evidencia.huella_respuestas
    assert destino.endswith(f"/recibo/{aportacion.asiento_id}/")
    assert "Número de registro" in casa.ana.get(destino).content.decode()
    otra_vez = casa.ana.post(f"{base}revisar/", {"borrador": str(borrador.id), "huella": aportacion.huella})
    assert otra_vez.headers["Location"] == destino
    assert Aportacion.objects.count() == 1
    # The sealed document says the fingerprint that was seen.
    assert Documento.objects.get(id=aportacion.documento_id).huella == aportacion.evidencia.huella_documento


def test_what_changed_since_the_review_is_refused_with_the_reason(casa: Casa, base: str) -> None:
    casa.ana.post(base, {"texto": "Empezaré en marzo."})
    vista = casa.ana.get(f"{base}revisar/").context["escrito"].huella
    casa.ana.post(base, {"texto": "Empezaré en abril."})
    borrador = Borrador.objects.get(clase="otro")
    respuesta = casa.ana.post(f"{base}revisar/", {"borrador": str(borrador.id), "huella": vista})
    assert respuesta.status_code == 409
    dicho = respuesta.content.decode()
    assert "ha cambiado desde que lo revisó" in dicho
    assert "Empezaré en abril." in dicho, "it is the review again, with what there is now"
    assert respuesta.context["escrito"].huella != vista
    assert Aportacion.objects.count() == 0
    assert "Empezaré en abril." in casa.ana.get(base).content.decode()
    assert firmar(casa, base, huella="")[0] == 409
    assert firmar(casa, base, borrador="nada")[0] == 404
    assert firmar(casa, base)[0] == 302


def test_a_bad_file_is_refused_and_nothing_typed_is_lost(casa: Casa, base: str) -> None:
    bueno = SimpleUploadedFile("plano.pdf", PDF, "application/pdf")
    malo = SimpleUploadedFile("programa.exe", b"MZ" + bytes(600), "application/octet-stream")
    respuesta = casa.ana.post(base, {"texto": "Mi texto.", "fichero": [bueno, malo]})
    texto = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "«programa.exe»" in texto
    assert "Mi texto." in texto
    assert "plano.pdf" in texto
    adjunto = Borrador.objects.get(clase="otro").adjuntos.get()
    quitar = casa.ana.post(f"/borradores/{adjunto.borrador_id}/adjuntos/{adjunto.id}/quitar/", follow=True)
    assert "Hemos quitado el archivo" in quitar.content.decode()
    assert "plano.pdf" not in quitar.content.decode()
    assert Aportacion.objects.count() == 0


def test_an_empty_writing_is_kept_but_not_reviewed_nor_filed(casa: Casa, base: str) -> None:
    assert casa.ana.post(base, {"texto": " "}).status_code == 422
    revision = casa.ana.get(f"{base}revisar/")
    assert "Firmar y presentar" not in revision.content.decode()
    assert firmar(casa, base)[0] == 422
    assert casa.ana.post(base, {"texto": "Sigo luego.", "salir": "1"}).headers["Location"].endswith("/")
    assert casa.ana.get(base).context["campos"][0].valor == "Sigo luego."


def test_what_may_not_be_filed_now_stays_a_draft(casa: Casa, base: str) -> None:
    recurso = base.replace("otro", "recurso")
    assert casa.ana.post(recurso, {"texto": "Recurro."}).status_code == 302
    assert firmar(casa, recurso)[0] == 409
    assert Borrador.objects.get(clase="recurso").estado == "vivo"
    assert Aportacion.objects.count() == 0


def test_who_already_appealed_is_told_when_the_page_is_opened(casa: Casa, base: str) -> None:
    expediente, pagina = Expediente.objects.get(), base.replace("otro", "recurso")
    with transaction.atomic():
        reloj = reloj_de_la_casa()
        cumplir(expediente, momento=reloj.ahora(), actor=Actor.sistema("prueba"), reloj=reloj)
    assert "Ya ha presentado un recurso" not in casa.ana.get(pagina).content.decode()
    caso = f"/mi-carpeta/expedientes/{expediente.id}/"
    assert "Presentar un recurso" in casa.ana.get(caso).content.decode()
    assert casa.ana.post(pagina, {"texto": "Recurro."}).status_code == 302
    assert firmar(casa, pagina)[0] == 302
    recurso = Expediente.objects.exclude(id=expediente.id).get()
    otra_vez = casa.ana.get(pagina).content.decode()
    assert f"Ya ha presentado un recurso: es el expediente {recurso.numero}" in otra_vez
    assert "Guardar y revisar" not in otra_vez
    seguimiento = casa.ana.get(caso).content.decode()
    assert "Presentar un recurso" not in seguimiento
    assert recurso.numero in seguimiento


def test_a_draft_of_a_writing_is_not_an_application(casa: Casa, base: str) -> None:
    casa.ana.post(base, {"texto": "Hola."})
    borrador = Borrador.objects.get(clase="otro")
    for resto in ("revisar/", "documentos/", "interesados/", "paso/asunto/"):
        assert casa.ana.get(f"/borradores/{borrador.id}/{resto}").status_code == 404
    assert casa.ana.get(f"/borradores/{borrador.id}/borrar/").status_code == 200
    assert casa.ana.post(f"/borradores/{borrador.id}/borrar/").status_code == 302
    assert not Borrador.objects.filter(clase="otro").exists()


def test_saving_again_goes_on_with_the_same_draft(casa: Casa, base: str) -> None:
    casa.ana.post(base, {"texto": "Una vez."})
    casa.ana.post(base, {"texto": "Otra vez."})
    assert Borrador.objects.get(clase="otro").datos == {"texto": "Otra vez."}


def test_a_challenge_stops_the_term_and_its_case_says_so(casa: Casa, base: str) -> None:
    caso, recusar = base.removesuffix("presentar/otro/"), base.replace("otro", "recusacion")
    assert recusar in casa.ana.get(caso).content.decode()
    assert casa.otro.get(recusar).status_code == 404
    assert "¿A quién recusa, por qué causa y en qué se basa?" in casa.ana.get(recusar).content.decode()
    vacio = casa.ana.post(recusar, {"texto": " "})
    assert vacio.status_code == 422
    assert "Diga a quién recusa y por qué." in vacio.content.decode()
    assert casa.ana.post(recusar, {"texto": "Recuso a Nuria Vidal: es mi cuñada."}).status_code == 302
    assert firmar(casa, recusar)[0] == 302
    assert Aportacion.objects.get().clase == "recusacion"
    pagina = casa.ana.get(caso).content.decode()
    assert "El plazo para resolver está parado" in pagina


def test_the_certificate_of_silence_is_asked_for_followed_and_given(casa: Casa, base: str) -> None:
    caso, pedir = base.removesuffix("presentar/otro/"), base.replace("otro", "certificado")
    assert pedir not in casa.ana.get(caso).content.decode()
    pronto = casa.ana.get(pedir).content.decode()
    assert "No hay ningún silencio que certificar. En este expediente el silencio no concede ni deniega nada." in pronto
    assert "Guardar y revisar" not in pronto
    hoy = en_madrid(reloj_de_la_casa().ahora()).date()
    with transaction.atomic():
        Plazo.objects.update(silencio="estimatorio", estado="vencido", vence=hoy - timedelta(days=1), silencio_el=hoy)
    assert pedir in casa.ana.get(caso).content.decode()
    assert casa.ana.post(pedir, {"texto": ""}).status_code == 302
    assert firmar(casa, pedir)[0] == 302
    assert "Pidió el certificado el" in casa.ana.get(caso).content.decode()
    assert "El certificado de silencio ya se pidió el" in casa.ana.get(pedir).content.decode()
    papel = Documento.objects.order_by("id")[0]
    with transaction.atomic():
        Plazo.objects.update(certificado_documento=papel, certificado_el=reloj_de_la_casa().ahora())
    dado = casa.ana.get(pedir).content.decode()
    assert "El certificado de silencio ya se expidió el" in dado
    assert f'href="/mi-carpeta/documentos/{papel.id}/' in dado
