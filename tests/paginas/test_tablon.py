"""The notice board over HTTP: what anybody reads while it lasts, and alleging in a public information without being a party."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.plataforma.calendario.reloj import mover_reloj, reloj_de_la_casa
from consistorio.servicios.notificaciones.acciones import preparar
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import PREPARAR
from consistorio.servicios.tablon.models import Anuncio
from consistorio.servicios.tests.escenario import SISTEMA
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.motor.models import AlegacionPublica, InformacionPublica
from consistorio.tramitacion.motor.operaciones import TareaNueva, comunicaciones, comunicar, crear, publicidad
from consistorio.tramitacion.solicitudes.models import Aportacion
from tests.paginas.test_escritos import PDF
from tests.paginas.test_sede import Casa, casa, navegante, presentar, rellenar

__all__ = ["casa"]
pytestmark = pytest.mark.lento
TITULO = "Cambio de sentido de la calle Ancha"


def anunciar(expediente: Expediente) -> Anuncio:
    """A public information of the case, as its signed act leaves it, announced in the gazette today."""
    reloj = reloj_de_la_casa()
    with transaction.atomic():
        caso = bloquear(expediente.id)
        nueva = TareaNueva("informacion", "informacion_publica", "Información pública", "instruccion", caso.unidad_id)
        tarea = crear(caso, nueva, actor=SISTEMA, reloj=reloj)
        documento = crear_desde_plantilla(
            "anuncio",
            {"titulo": TITULO, "texto": ["Se cambia el sentido."]},
            titulo=TITULO,
            tipo_documental="TD05",
            organo=caso.unidad.dir3,
            actor=SISTEMA,
            reloj=reloj,
        )
        incorporar_documento(
            caso,
            documento_id=documento.id,
            huella=documento.huella,
            origen="informacion_publica",
            actor=SISTEMA,
            reloj=reloj,
        )
        informacion = publicidad.abrir_informacion(
            tarea, caso, documento_id=documento.id, titulo=TITULO, dias=20, actor=SISTEMA, reloj=reloj
        )
        publicidad.pedir_anuncio(
            caso,
            documento_id=documento.id,
            referencia=f"informacion:{informacion.id}",
            clase=publicidad.INFORMACION_PUBLICA,
            titulo=TITULO,
            dias=None,
            actor=SISTEMA,
            reloj=reloj,
        )
        publicidad.en_boletin(informacion, caso, boletin="BOP 1", dia=reloj.ahora().date(), actor=SISTEMA, reloj=reloj)
    return Anuncio.objects.get()


@pytest.fixture
def anuncio(casa: Casa) -> Anuncio:
    rellenar(casa.ana, casa.borrador)
    presentar(casa.ana, casa.borrador)
    return anunciar(Expediente.objects.get())


def test_anybody_reads_it_while_it_lasts_and_nobody_after(casa: Casa, anuncio: Anuncio) -> None:
    nadie = navegante()
    lista = nadie.get("/tablon/").content.decode()
    assert TITULO in lista
    assert "Tablón de anuncios" in nadie.get("/sobre-la-sede/").content.decode()
    pagina = nadie.get(f"/tablon/{anuncio.id}/").content.decode()
    assert "Presentar alegaciones" in pagina
    assert Expediente.objects.get().titulo not in pagina  # what is announced, and nothing of the case
    documento = f"/tablon/{anuncio.id}/documentos/{anuncio.documento_id}/"
    assert nadie.get(documento).headers["Content-Type"] == "application/pdf"
    ajeno = Expediente.objects.get().documentos.exclude(documento_id=anuncio.documento_id)[0]
    assert nadie.get(f"/tablon/{anuncio.id}/documentos/{ajeno.documento_id}/").status_code == 404
    assert anuncio.hasta == InformacionPublica.objects.get().vence
    mover_reloj(reloj_de_la_casa().ahora() + timedelta(days=60))
    assert TITULO not in nadie.get("/tablon/").content.decode()
    for puerta in (f"/tablon/{anuncio.id}/", documento):
        respuesta = nadie.get(puerta)
        assert respuesta.status_code == 404
        assert "no está en el tablón" in respuesta.content.decode()


def test_who_is_no_party_alleges_and_is_answered(casa: Casa, anuncio: Anuncio) -> None:
    base = f"/mi-carpeta/expedientes/{anuncio.expediente_id}/presentar/informacion/"
    assert navegante().get(base).status_code == 302  # to identify
    pagina = casa.otro.get(base).content.decode()
    assert TITULO in pagina
    assert Expediente.objects.get().numero not in pagina
    vacio = casa.otro.post(base, {"texto": ""})
    assert vacio.status_code == 422
    assert "Escriba su texto" in vacio.content.decode()
    fichero = SimpleUploadedFile("foto.pdf", PDF, "application/pdf")
    assert (
        casa.otro.post(base, {"texto": "Habrá atascos.", "fichero": fichero}).headers["Location"] == f"{base}revisar/"
    )
    assert "Alegaciones en información pública" in casa.otro.get("/mi-carpeta/borradores/").content.decode()
    revision = casa.otro.get(f"{base}revisar/")
    for texto in ("Habrá atascos.", "foto.pdf", TITULO):
        assert texto in revision.content.decode()
    datos = {"borrador": str(revision.context["borrador"].id), "huella": revision.context["escrito"].huella}
    destino = casa.otro.post(f"{base}revisar/", datos).headers["Location"]
    recibo = casa.otro.get(destino).content.decode()
    assert "Número de registro" in recibo
    assert TITULO in recibo
    assert casa.ana.get(destino).status_code == 404  # the receipt is of whoever filed it
    aportacion = Aportacion.objects.get()
    alegacion = AlegacionPublica.objects.get(aportacion=aportacion.id)
    caso = Expediente.objects.get()
    for puerta in ("", "presentar/otro/"):  # nothing else of the case
        assert casa.otro.get(f"/mi-carpeta/expedientes/{caso.id}/{puerta}").status_code == 404
    assert (
        "Alegaciones en información pública" not in casa.ana.get(f"/mi-carpeta/expedientes/{caso.id}/").content.decode()
    )

    with transaction.atomic():
        caso = bloquear(caso.id)
        documento = caso.documentos.latest("orden").documento
        aviso = comunicaciones.Comunicacion(
            documento.id, "Contestamos", f"respuesta_alegaciones:{documento.id}", comunicaciones.INFORMA
        )
        comunicar(caso, aviso, destinatarios=[alegacion.persona_id], actor=SISTEMA, reloj=reloj_de_la_casa())
    respuesta = Notificacion.objects.get()
    assert respuesta.destinatario_id == alegacion.persona_id
    trabajos = SISTEMA.con_permisos(PREPARAR)
    assert preparar(actor=trabajos, notificacion_id=respuesta.id, reloj=reloj_de_la_casa()).estado == "comunicada"
    assert "Contestamos" in casa.otro.get("/mi-carpeta/notificaciones/").content.decode()


def test_after_its_days_the_page_says_so(casa: Casa, anuncio: Anuncio) -> None:
    vence = InformacionPublica.objects.get().vence
    assert vence is not None
    mover_reloj(reloj_de_la_casa().ahora() + timedelta(days=60))
    pagina = casa.otro.get(f"/mi-carpeta/expedientes/{anuncio.expediente_id}/presentar/informacion/")
    assert "El plazo de la información pública ha terminado." in pagina.content.decode()
