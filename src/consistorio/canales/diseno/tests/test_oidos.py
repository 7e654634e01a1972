"""Who is heard or consulted, on what, and whether a procedure sanctions: said by its area from its pages, and judged where it is read."""

from __future__ import annotations

import pytest

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import edicion, preparado
from consistorio.canales.interfaz.tests.enviado import sin_tocar
from consistorio.tramitacion.catalogo.edicion import anadir_tarea
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento
from consistorio.tramitacion.formularios.valores import Valor, como_datos

OIR: dict[str, Valor] = {
    "codigo": "oir",
    "tipo": "audiencia",
    "fase": "finalizacion",
    "nombre": "Oír a quien lo pidió",
    "norma": "LPACAP art. 82",
    "tras": ["propuesta"],
    "datos": {"terceros": True},
}
PREGUNTAR: dict[str, Valor] = {
    "codigo": "preguntar",
    "tipo": "consulta",
    "fase": "finalizacion",
    "nombre": "Pedir el dictamen",
    "norma": "LPACAP art. 81.2",
    "tras": ["propuesta"],
    "datos": {"vinculante": True},
}


def con_tarea(borrador: BorradorProcedimiento, tarea: dict[str, Valor]) -> None:
    borrador.capa = anadir_tarea(como_datos(borrador.capa), tarea)
    borrador.save(update_fields=["capa"])


def suya(borrador: BorradorProcedimiento) -> dict[str, Valor]:
    borrador.refresh_from_db()
    return como_datos(borrador.capa["tareas"]["anadir"][-1])


@pytest.mark.parametrize(
    ("tarea", "hoja", "nuevos", "datos", "dice"),
    [
        (
            OIR,
            "audiencia",
            {"sobre": "propuesta"},
            {"sobre": "propuesta"},
            "Oír a quien lo pidió»: Lleva la propuesta de resolución entera.",
        ),
        (
            PREGUNTAR,
            "consulta",
            {"sobre": "propuesta", "vinculante": "on"},
            {"sobre": "propuesta", "vinculante": True},
            "Pedir el dictamen»: Lleva la propuesta de resolución entera. Lo que se responda es vinculante.",
        ),
    ],
    ids=["audiencia", "consulta"],
)
def test_the_area_says_it_and_two_people_never_overwrite_each_other(
    entra: Entrar, tarea: dict[str, Valor], hoja: str, nuevos: dict[str, str], datos: dict[str, Valor], dice: str
) -> None:
    borrador, uno = preparado(entra)
    con_tarea(borrador, tarea)
    ines, direccion = entra("ines"), f"{uno}tareas/{tarea['codigo']}/{hoja}/"
    assert direccion in ines.get(f"{uno}tareas/{tarea['codigo']}/").content.decode()
    pagina = ines.get(direccion).content.decode()
    assert "data-guardado" in pagina  # it saves by itself
    antes = sin_tocar(pagina, "edicion")
    assert ines.post(direccion, antes).status_code == 302
    assert suya(borrador) == tarea
    solo = ines.post(direccion, {**nuevos, **edicion(borrador)}, headers={"Accept": "application/json"})
    assert solo.status_code == 200
    assert suya(borrador)["datos"] == datos
    assert dice in ines.get(uno).content.decode()
    tarde = entra("raul").post(direccion, {**antes, "sobre": ""})
    assert (tarde.status_code, "ha guardado cambios mientras usted escribía" in tarde.content.decode()) == (422, True)
    assert suya(borrador)["datos"] == datos
    assert entra("ines").get(f"{uno}tareas/revision/{hoja}/").status_code == 404


def test_what_is_wrong_leads_to_its_page(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    con_tarea(borrador, {**OIR, "tras": ["informe_area"], "datos": {"sobre": "revision"}})
    con_tarea(borrador, {**PREGUNTAR, "datos": {"sobre": "propuesta", "importe": "mesas"}})
    ines = entra("ines")
    dicho = ines.get(uno).content.decode()
    assert f'href="{uno}tareas/oir/audiencia/"' in dicho  # it names what proposes nothing
    assert f'href="{uno}tareas/preguntar/consulta/"' in dicho  # no answer of that kind
    mal = ines.post(f"{uno}tareas/oir/audiencia/", {"sobre": "propuesta", "terceros": "on", **edicion(borrador)})
    assert (mal.status_code, "se las oye antes de la propuesta" in mal.content.decode()) == (422, True)
    bien = {"sobre": "propuesta", **edicion(borrador)}
    assert ines.post(f"{uno}tareas/oir/audiencia/", bien).status_code == 302
    dicho = ines.get(uno).content.decode()
    espera = "en la tarea «Oír a quien lo pidió», tiene que esperar a «Redactar la propuesta de resolución», que es lo que lleva."
    assert f'{espera} <a class="govuk-link" href="{uno}tareas/oir/"' in dicho


def test_a_procedure_that_sanctions_is_made_with_its_pages_alone(entra: Entrar) -> None:
    borrador, uno = preparado(entra, "raul", "sancionador-ordenanza")
    quien = entra("raul")
    direccion = f"{uno}sancionador/"
    assert "En este procedimiento se imponen sanciones." in quien.get(uno).content.decode()
    antes = sin_tocar(quien.get(direccion).content.decode(), "edicion")
    assert antes["sancionador"] == ["si"]
    solo = {"Accept": "application/json"}
    assert quien.post(direccion, {**antes, "sancionador": "no"}, headers=solo).status_code == 200
    borrador.refresh_from_db()
    assert "sancionador" not in borrador.capa
    dicho = quien.get(uno).content.decode()
    assert "Cambia si en él se imponen sanciones" in dicho
    assert quien.post(direccion, {**antes, "sancionador": "si"}).status_code == 422  # the edition is another
    assert quien.post(direccion, {"sancionador": "quizá", **edicion(borrador)}).status_code == 422

    # Without its hearing it leads here, and the hearing is made again with its pages
    alegaciones = sin_tocar(quien.get(f"{uno}tareas/alegaciones/").content.decode(), "edicion")
    assert quien.get(f"{uno}tareas/alegaciones/quitar/").status_code == 404
    alegaciones.pop("preceptiva")
    assert quien.post(f"{uno}tareas/alegaciones/", alegaciones).status_code == 302
    assert quien.post(f"{uno}tareas/alegaciones/quitar/", edicion(borrador)).status_code == 302
    assert quien.post(direccion, {"sancionador": "si", **edicion(borrador)}).status_code == 302
    dicho = quien.get(uno).content.decode()
    falta = "falta la audiencia sobre la propuesta de resolución, que es preceptiva (LPACAP 89.2)."
    assert f'{falta} <a class="govuk-link" href="{direccion}"' in dicho
    nueva: dict[str, object] = {"nombre": "Oír a la persona acusada", "tipo": "audiencia", "fase": "finalizacion"}
    nueva |= {"preceptiva": "on", "norma": "LPACAP art. 89.2", "tras": ["propuesta"]}
    sin_norma = quien.post(f"{uno}tareas/nueva/", {**nueva, "norma": "", **edicion(borrador)})
    assert (sin_norma.status_code, "Diga qué artículo manda hacerla." in sin_norma.content.decode()) == (422, True)
    assert quien.post(f"{uno}tareas/nueva/", {**nueva, **edicion(borrador)}).status_code == 302
    codigo = suya(borrador)["codigo"]
    sobre = {"sobre": "propuesta", **edicion(borrador)}
    assert quien.post(f"{uno}tareas/{codigo}/audiencia/", sobre).status_code == 302
    dicho = quien.get(uno).content.decode()
    assert falta not in dicho
    assert "Antes de ensayarlo" not in dicho


def test_what_is_asked_for_does_not_sanction(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    assert ines.post(f"{uno}sancionador/", {"sancionador": "si", **edicion(borrador)}).status_code == 302
    dicho = ines.get(uno).content.decode()
    empieza = "lo que sanciona empieza siempre de oficio (LPACAP 63.1)."
    assert f'{empieza} <a class="govuk-link" href="{uno}sancionador/"' in dicho
