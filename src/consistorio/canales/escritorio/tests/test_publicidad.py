"""Announcements and public information (LPACAP 45, 83) from the desk."""

from __future__ import annotations

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.servicios.tablon.models import Anuncio
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, InformacionPublica
from consistorio.tramitacion.tests.firmas import firmado, firmar


def test_a_public_information_is_proposed_signed_by_the_organ_and_dated(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    ruta, cliente = f"/escritorio/expedientes/{expediente.id}/", mesa("nuria")
    pagina = cliente.get(ruta).content.decode()
    for boton in ("Abrir la información pública", "Publicar un anuncio en el tablón"):
        assert boton in pagina
    assert "Retirar un anuncio" not in pagina
    assert cliente.get(f"{ruta}hacer/anotar_boletin/").status_code == 409
    malo = cliente.post(f"{ruta}hacer/abrir_informacion/", {"titulo": "x", "texto": "y", "lugar": "z", "dias": "19"})
    assert 'href="#campo-dias"' in malo.content.decode()
    datos = {"titulo": "Cambio de la calle Ancha", "texto": "Se cambia.", "lugar": "La oficina", "dias": "25"}
    assert cliente.post(f"{ruta}hacer/abrir_informacion/", datos).status_code == 302
    acto = ActoTramite.objects.get(clase="informacion_publica")
    assert "Concejalía de Urbanismo" in cliente.get(ruta).content.decode()  # whose signature it waits for
    firmar(acto.documento_id, reloj, devuelto="Falta el barrio.")
    reloj.avanzar(minutes=5)
    otra_vez = cliente.get(f"{ruta}tareas/{acto.tarea_id}/abrir_informacion/").content.decode()
    for dicho in ("Cambio de la calle Ancha", "La oficina", 'value="25"'):
        assert dicho in otra_vez
    assert cliente.post(f"{ruta}tareas/{acto.tarea_id}/abrir_informacion/", datos).status_code == 302
    firmado(ActoTramite.objects.get(clase="informacion_publica", estado="en_firma"), reloj)
    pagina = cliente.get(ruta).content.decode()
    assert "Anotar su publicación en el boletín oficial" in pagina
    assert "Retirar un anuncio" in pagina
    tarea = f"{ruta}tareas/{acto.tarea_id}/"
    futuro = cliente.post(f"{tarea}anotar_boletin/", {"boletin": "BOP 1", "dia": "02/09/2026"})
    assert 'href="#campo-dia"' in futuro.content.decode()
    assert cliente.post(f"{tarea}anotar_boletin/", {"boletin": "BOP 1", "dia": "01/09/2026"}).status_code == 302
    assert InformacionPublica.objects.get().vence == Anuncio.objects.get().hasta
    assert cliente.get(f"{tarea}responder_alegaciones/").status_code == 200
    anuncio = Anuncio.objects.get()
    corto = cliente.post(f"{tarea}retirar_anuncio/", {"anuncio": str(anuncio.id), "motivo": "No"})
    assert 'href="#campo-motivo"' in corto.content.decode()
    retirada = {"anuncio": str(anuncio.id), "motivo": "Llevaba un teléfono."}
    assert mesa("raul").post(f"{tarea}retirar_anuncio/", retirada).status_code in {403, 404}
    assert mesa("nuria").post(f"{tarea}retirar_anuncio/", retirada).status_code == 302
    assert Anuncio.objects.get().causa == "retirado"


def test_an_announcement_is_written_and_signed_by_who_writes_it(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    ruta, cliente = f"/escritorio/expedientes/{expediente.id}/", mesa("nuria")
    vacio = cliente.post(f"{ruta}hacer/anunciar/", {})
    assert vacio.status_code == 422
    datos = {"titulo": "Corte de la calle Mayor", "texto": "El lunes.", "dias": "3"}
    assert cliente.post(f"{ruta}hacer/anunciar/", datos).status_code == 302
    firmado(ActoTramite.objects.get(clase="anuncio"), reloj)
    assert Anuncio.objects.get().titulo == "Corte de la calle Mayor"
