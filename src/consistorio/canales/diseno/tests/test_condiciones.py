"""A condition of several parts, written from its pages: groups inside groups, and what is not touched stays as it is."""

from __future__ import annotations

from collections.abc import Mapping

from django.test import Client

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import edicion, preparado
from consistorio.canales.interfaz.tests.enviado import sin_tocar
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento
from consistorio.tramitacion.formularios.valores import Valor, como_datos

MESAS: dict[str, Valor] = {"campo": "mesas", "operador": "mayor", "valor": "20.50"}
TEMPORADA: dict[str, Valor] = {"campo": "temporada", "operador": "igual", "valor": "anual"}
MUCHAS: dict[str, Valor] = {"campo": "interesados", "operador": "mayor", "valor": 3}
RARA: dict[str, Valor] = {"y": [MESAS, {"o": [TEMPORADA, {"no": MUCHAS}]}, {"x": 1}]}


def con_tarea(borrador: BorradorProcedimiento, condicion: Valor) -> None:
    """One more task, that depends on that."""
    capa = como_datos(borrador.capa)
    tareas = como_datos(capa["tareas"])
    suya: dict[str, Valor] = {"codigo": "visita", "tipo": "libre", "fase": "instruccion", "nombre": "Visitar"}
    suya |= {"condicion": condicion} if condicion is not None else {}
    tareas["anadir"] = [*tareas.get("anadir", []), suya]  # type: ignore[misc]
    borrador.capa = {**capa, "tareas": tareas}
    borrador.save(update_fields=["capa"])


def escrita(borrador: BorradorProcedimiento) -> Valor:
    borrador.refresh_from_db()
    visita = next(t for t in borrador.capa["tareas"]["anadir"] if t["codigo"] == "visita")
    return como_datos(visita).get("condicion")


def guardar(cliente: Client, direccion: str, **cambios: object) -> str:
    """Send the page as it is with these changes; where it leads."""
    enviado: Mapping[str, object] = sin_tocar(cliente.get(direccion).content.decode(), "edicion")
    respuesta = cliente.post(direccion, {**enviado, **cambios})
    assert respuesta.status_code == 302, respuesta.content.decode()
    return respuesta["Location"]


def test_groups_are_written_page_by_page_and_read_in_words(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    con_tarea(borrador, None)
    ines, aqui = entra("ines"), f"{uno}cuando/tarea/visita/"
    assert aqui in ines.get(f"{uno}tareas/visita/").content.decode()
    mal = ines.post(aqui, {"modo": "todas", "de_1": "", "campo_1": "mesas", **edicion(borrador)})
    assert mal.status_code == 422
    assert "Diga cómo se compara." in mal.content.decode()
    fila_1 = {"campo_1": "mesas", "operador_1": "mayor", "valor_1": "20"}
    # Asking for a group leads to this page again, where its own is
    assert guardar(ines, aqui, modo="todas", **fila_1, campo_2="+grupo") == aqui
    assert escrita(borrador) == {"y": [{"campo": "mesas", "operador": "mayor", "valor": 20}, {"o": []}]}
    pagina = ines.get(aqui).content.decode()
    assert "todavía sin condiciones" in pagina
    assert f'href="{aqui}?en=1"' in pagina
    dicho = ines.get(uno).content.decode()
    assert f'href="{aqui}"' in dicho  # what is missing leads to its page
    assert "aquí va una lista con una condición o más." in dicho
    dentro = {"campo_1": "temporada", "operador_1": "igual", "valor_1": "anual", "campo_2": "superficie"}
    assert guardar(ines, f"{aqui}?en=1", **dentro, operador_2="menor", valor_2="9") == aqui
    assert escrita(borrador) == {
        "y": [
            {"campo": "mesas", "operador": "mayor", "valor": 20},
            {"o": [TEMPORADA, {"campo": "superficie", "operador": "menor", "valor": 9}]},
        ]
    }
    condicion = "es mayor que 20 y («"
    for pagina_que_lo_dice in (uno, f"{uno}diagrama/", f"{uno}tareas/visita/"):
        assert condicion in ines.get(pagina_que_lo_dice).content.decode()
    assert "La tarea «Visitar» se hace solo si" in ines.get(uno).content.decode()
    # The trial asks what it depends on
    probar = ines.get(f"{uno}probar/").content.decode()
    assert all(f'name="r.{campo}"' in probar for campo in ("mesas", "temporada", "superficie"))
    # Without the group what is left is a plain comparison, which the page of the task writes
    guardar(ines, aqui, quitar_2="on")
    assert escrita(borrador) == {"campo": "mesas", "operador": "mayor", "valor": 20}
    assert 'name="condicion_campo"' in ines.get(f"{uno}tareas/visita/").content.decode()
    guardar(ines, aqui, campo_1="")
    assert escrita(borrador) is None


def test_the_answers_of_a_question_come_out_before_anything_is_saved(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    con_tarea(borrador, None)
    antes, ines = edicion(borrador), entra("ines")
    en_la_tarea = {"nombre": "Visitar otra vez", "condicion_campo": "temporada", "sin_guardar": "1"}
    de_la_tarea = sin_tocar(ines.get(f"{uno}tareas/visita/").content.decode(), "edicion")
    pagina = ines.post(f"{uno}tareas/visita/", {**de_la_tarea, **en_la_tarea})
    assert (pagina.status_code, edicion(borrador)) == (200, antes)
    html = pagina.content.decode()
    assert '<select class="govuk-select" id="campo-condicion_valor"' in html
    assert '<option value="anual">' in html
    assert 'value="Visitar otra vez"' in html
    assert "Hay un problema" not in html
    grupo = f"{uno}cuando/tarea/visita/"
    de_la_condicion = sin_tocar(ines.get(grupo).content.decode(), "edicion")
    en_el_grupo = {"modo": "alguna", "campo_1": "mesas", "campo_2": "temporada", "operador_2": "en", "sin_guardar": "1"}
    html = ines.post(grupo, {**de_la_condicion, **en_el_grupo}).content.decode()
    assert 'name="valor_2" type="checkbox" value="anual"' in html
    assert "Diga cómo se compara" not in html
    assert edicion(borrador) == antes


def test_what_is_not_touched_stays_and_nobody_overwrites_anybody(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    con_tarea(borrador, RARA)
    ines, aqui = entra("ines"), f"{uno}cuando/tarea/visita/"
    for direccion in (aqui, f"{aqui}?en=1", f"{aqui}?en=1.1"):
        guardar(ines, direccion)
        assert escrita(borrador) == RARA, direccion
    assert borrador.edicion == 1
    # By its script: a row is taken away and the others go on where they are on the page
    enviado = {**sin_tocar(ines.get(aqui).content.decode(), "edicion"), "campo_1": ""}
    solo = ines.post(aqui, enviado, headers={"Accept": "application/json"})
    assert (solo.status_code, solo.json()["edicion"]) == (200, 2)
    assert escrita(borrador) == {"y": RARA["y"][1:]}  # type: ignore[index]
    otra = {**enviado, "edicion": "2", "modo": "alguna"}
    assert ines.post(aqui, otra, headers={"Accept": "application/json"}).status_code == 200
    assert escrita(borrador) == {"o": RARA["y"][1:]}  # type: ignore[index]
    assert entra("raul").post(aqui, {**otra, "edicion": "2"}, headers={"Accept": "application/json"}).status_code == 409
    ines = entra("ines")
    assert ines.post(aqui, {"modo": "todas", "de_1": "{[", "campo_1": "", **edicion(borrador)}).status_code == 302
    assert escrita(borrador) is None
    for mal in (f"{aqui}?en=3", f"{aqui}?en=x", f"{uno}cuando/tarea/resolucion/", f"{uno}cuando/otra/visita/"):
        assert ines.get(mal).status_code == 404, mal


def test_questions_documents_and_pages_have_theirs(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    dos = {"campo_1": "nombre_local", "operador_1": "relleno", "campo_2": "nombre_local", "operador_2": "distinto"}
    for que, codigo in (("pregunta", "elementos"), ("documento", "plano_terraza"), ("pagina", "ocupacion")):
        direccion = f"{uno}cuando/{que}/{codigo}/"
        guardar(ines, direccion, modo="ninguna", **dos, valor_2="Bar")
        borrador.refresh_from_db()
    formulario = borrador.capa["formulario"]
    hecha = {
        "no": {
            "o": [
                {"campo": "nombre_local", "operador": "relleno"},
                {"campo": "nombre_local", "operador": "distinto", "valor": "Bar"},
            ]
        }
    }
    pagina = next(p for p in formulario["pasos"] if p["codigo"] == "ocupacion")
    assert pagina["condicion"] == hecha
    assert next(c for c in pagina["campos"] if c["codigo"] == "elementos")["condicion"] == hecha
    assert next(r for r in formulario["requisitos"] if r["codigo"] == "plano_terraza")["condicion"] == hecha
    assert "El documento «" in ines.get(uno).content.decode()
    assert "no ocurre que (" in ines.get(f"{uno}documentos/plano_terraza/").content.decode()


def test_a_group_that_is_still_empty_is_told_with_the_thing_that_it_is_of(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    con_tarea(borrador, None)
    ines = entra("ines")
    for que, codigo in (
        ("tarea", "visita"),
        ("pregunta", "elementos"),
        ("documento", "plano_terraza"),
        ("pagina", "ocupacion"),
    ):
        guardar(ines, f"{uno}cuando/{que}/{codigo}/", modo="todas", campo_1="+grupo", campo_2="+grupo")
        borrador.refresh_from_db()
    dicho = ines.get(uno).content.decode()
    for cosa in ("en la tarea «", "en la pregunta «", "en el documento «", "en la página «"):
        assert cosa in dicho, cosa
    assert f"{uno}cuando/tarea/visita/" in dicho
