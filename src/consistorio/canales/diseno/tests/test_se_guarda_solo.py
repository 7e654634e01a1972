"""What the script of a page of the designer sends: it saves, or says why not, and never over what somebody else saved."""

from __future__ import annotations

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import edicion, preparado
from consistorio.canales.interfaz.tests.enviado import sin_tocar
from consistorio.tramitacion.formularios.valores import como_datos

SOLO = {"Accept": "application/json"}


def test_it_saves_and_says_the_edition_with_which_to_go_on(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines, direccion = entra("ines"), f"{uno}tareas/informe_area/"
    pagina = ines.get(direccion).content.decode()
    assert "data-guardar-solo" in pagina
    enviado = sin_tocar(pagina, "edicion")
    primera = ines.post(direccion, {**enviado, "nombre": "Informe de"}, headers=SOLO)
    assert (primera.status_code, primera.json()["edicion"]) == (200, 2)
    assert primera.json()["mensaje"].startswith("Guardado a las ")
    segunda = ines.post(
        direccion, {**enviado, "nombre": "Informe de la unidad", "edicion": primera.json()["edicion"]}, headers=SOLO
    )
    assert segunda.json()["edicion"] == 3
    # Nothing changes, nothing is saved
    otra = ines.post(direccion, {**enviado, "nombre": "Informe de la unidad", "edicion": 3}, headers=SOLO)
    assert otra.json()["edicion"] == 3
    borrador.refresh_from_db()
    cambios = {c["codigo"]: c for c in borrador.capa["tareas"]["cambiar"]}
    assert cambios["informe_area"] == {"codigo": "informe_area", "nombre": "Informe de la unidad"}


def test_what_is_not_whole_yet_is_said_and_what_another_saved_is_not_touched(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines, direccion = entra("ines"), f"{uno}tareas/informe_area/"
    enviado = sin_tocar(ines.get(direccion).content.decode(), "edicion")
    vacia = ines.post(direccion, {**enviado, "nombre": ""}, headers=SOLO)
    assert vacia.status_code == 422
    assert vacia.json() == {"mensaje": "Todavía no se ha guardado: Falta «Qué hay que hacer»."}
    assert entra("raul").post(direccion, {**enviado, "nombre": "El de Raúl"}).status_code == 302
    tarde = entra("ines").post(direccion, {**enviado, "nombre": "El de Inés"}, headers=SOLO)
    assert tarde.status_code == 409
    assert "Raúl Pascual Ibarra ha guardado cambios" in tarde.json()["mensaje"]
    borrador.refresh_from_db()
    cambios = {c["codigo"]: c for c in borrador.capa["tareas"]["cambiar"]}
    assert cambios["informe_area"]["nombre"] == "El de Raúl"


def test_a_row_that_is_saved_half_written_keeps_the_value_of_its_answer(entra: Entrar) -> None:
    """The rows of the page stay where they are while the answers that are saved close up."""
    borrador, uno = preparado(entra)
    ines, direccion = entra("ines"), f"{uno}preguntas/ocupacion/elementos/"
    enviado = sin_tocar(ines.get(direccion).content.decode(), "edicion")
    sin_dos = {**enviado, "respuesta_2": ""}
    assert ines.post(direccion, sin_dos, headers=SOLO).status_code == 200
    cambiada = {**sin_dos, "respuesta_3": "Estufas de leña", **edicion(borrador)}
    assert ines.post(direccion, cambiada, headers=SOLO).status_code == 200
    borrador.refresh_from_db()
    campos = [campo for paso in borrador.capa["formulario"]["pasos"] for campo in paso["campos"]]
    elementos = next(como_datos(campo) for campo in campos if campo["codigo"] == "elementos")
    assert elementos["opciones"] == [
        {"valor": "sombrillas", "texto": "Sombrillas"},
        {"valor": "estufas", "texto": "Estufas de leña"},
        {"valor": "cerramiento", "texto": "Cortavientos o cerramiento"},
    ]


def test_what_takes_something_away_or_adds_it_waits_for_its_button(entra: Entrar) -> None:
    _borrador, uno = preparado(entra)
    for direccion in ("tareas/nueva/", "tareas/comprobar_partes/quitar/", "preguntas/local/nueva/", "paginas/nueva/"):
        assert "data-guardar-solo" not in entra("ines").get(f"{uno}{direccion}").content.decode()
