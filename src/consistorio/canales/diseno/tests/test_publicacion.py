"""What a task publishes, said by its area from its page; its least days are seen and are of Secretaría."""

from __future__ import annotations

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import edicion, preparado
from consistorio.canales.interfaz.tests.enviado import sin_tocar
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo.acciones import anotar_valores_legales
from consistorio.tramitacion.catalogo.permisos import LEGAL_DE
from consistorio.tramitacion.formularios.valores import Valor

TAREA = {
    "nombre": "Anunciar la terraza",
    "tipo": "publicacion",
    "fase": "instruccion",
    "area": "",
    "norma": "",
    "plazo": "",
    "plazo_unidad": "dias_habiles",
}
PUBLICA = {"titulo": "Terraza", "texto": "Se pide.\r\n\r\nPuede verse.", "dias": "5", "identificacion": "nadie"}


def test_the_area_says_what_is_published_and_for_how_long(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    assert ines.post(f"{uno}tareas/nueva/", {**TAREA, **edicion(borrador)}).status_code == 302
    direccion = f"{uno}tareas/anunciar_la_terraza/publicacion/"
    assert direccion in ines.get(f"{uno}tareas/anunciar_la_terraza/").content.decode()
    assert "Todavía no lo ha escrito." in ines.get(direccion).content.decode()
    mal = ines.post(direccion, {**PUBLICA, **edicion(borrador), "dias": "500", "identificacion": "todo"})
    assert mal.status_code == 422
    assert ines.post(direccion, {**PUBLICA, **edicion(borrador)}).status_code == 302
    borrador.refresh_from_db()
    assert borrador.capa["tareas"]["anadir"][-1]["datos"] == {
        "titulo": "Terraza",
        "texto": ["Se pide.", "Puede verse."],
        "dias": 5,
        "identificacion": "nadie",
    }
    dicho = ines.get(uno).content.decode()
    assert "En la tarea «Anunciar la terraza»: Se expone 5 días hábiles." in dicho
    assert "Cómo se nombra a quien afecta: no nombra a nadie." in ines.get(f"{uno}diagrama/").content.decode()
    antes = sin_tocar(ines.get(direccion).content.decode(), "edicion")
    solo = ines.post(direccion, antes, headers={"Accept": "application/json"})
    assert solo.json()["edicion"] == int(antes["edicion"][0])  # nothing was touched
    assert entra("raul").post(direccion, {**PUBLICA, "dias": "9", **edicion(borrador)}).status_code == 302
    assert entra("ines").post(direccion, {**antes, "dias": "7"}).status_code == 422

    minimo: dict[str, Valor] = {
        "dias": 10,
        "articulo": "Ordenanza art. 8",
        "responsable": "secretaria",
        "desde": "2020-01-01",
    }
    secretaria = Actor.sistema("prueba", "legal.anotar", LEGAL_DE["secretaria"])
    anotar_valores_legales(
        actor=secretaria, procedimiento="terraza", valores={"tablon": minimo}, reloj=reloj_de_la_casa()
    )
    dicho = entra("ines").get(uno).content.decode()
    assert "se expone 9 días hábiles, y como mínimo son 10 (Ordenanza art. 8): lo dice Secretaría." in dicho
    assert f'href="{direccion}"' in dicho
    assert "Como mínimo se expone 10 días hábiles (Ordenanza art. 8)" in entra("ines").get(direccion).content.decode()


def test_only_what_publishes_has_that_page(entra: Entrar) -> None:
    _borrador, uno = preparado(entra)
    assert entra("ines").get(f"{uno}tareas/informe_area/publicacion/").status_code == 404
