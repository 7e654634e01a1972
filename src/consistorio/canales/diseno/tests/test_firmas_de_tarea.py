"""Who else signs a task, chosen by its area from the posts of the town; what the law says is seen and stays."""

from __future__ import annotations

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import edicion, preparado
from consistorio.canales.interfaz.tests.enviado import sin_tocar

PAPELES = {f"papel_{n}": "visto_bueno" for n in range(1, 5)}
SOLO = {"Accept": "application/json"}


def test_the_area_adds_who_signs_and_everybody_reads_it(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines, direccion = entra("ines"), f"{uno}tareas/resolucion/firmas/"
    assert direccion in ines.get(f"{uno}tareas/resolucion/").content.decode()
    pagina = ines.get(direccion).content.decode()
    assert "la Secretaría da fe: lo dice la ley, y no se quita" in pagina
    enviado = sin_tocar(pagina, "edicion")
    repetido = ines.post(direccion, {**enviado, "puesto_1": "juridico-1", "puesto_3": "juridico-1"})
    assert repetido.status_code == 422
    assert "Este puesto ya está en un paso anterior." in repetido.content.decode()
    solo = ines.post(direccion, {**enviado, "puesto_2": "juridico-1"}, headers=SOLO)
    assert (solo.status_code, solo.json()["edicion"]) == (200, 2)
    tarde = entra("raul").post(direccion, {**enviado, "puesto_1": "intervencion"})
    assert tarde.status_code == 422  # nobody overwrites anybody

    ines = entra("ines")
    dos = {"puesto_1": "jefatura-via-publica", "papel_1": "visto_bueno", "puesto_2": "juridico-1", "papel_2": "firma"}
    assert ines.post(direccion, {**PAPELES, **dos, **edicion(borrador)}).status_code == 302
    borrador.refresh_from_db()
    cambio = next(c for c in borrador.capa["tareas"]["cambiar"] if c["codigo"] == "resolucion")
    assert cambio["firmas"] == [
        {"puesto": "jefatura-via-publica", "papel": "visto_bueno"},
        {"puesto": "juridico-1", "papel": "firma"},
    ]
    circuito = "Jefatura de Vía Pública da el visto bueno; Asesoría Jurídica firma; "
    for pagina_que_lo_dice in (uno, f"{uno}diagrama/"):
        dicho = ines.get(pagina_que_lo_dice).content.decode()
        assert f"Firman, por este orden: {circuito}" in dicho
        assert "la Secretaría da fe." in dicho
    assert (
        "además de quien dice la ley: Jefatura de Vía Pública da el visto bueno; Asesoría Jurídica firma."
        in ines.get(uno).content.decode()
    )
    assert "Arreglarlo" not in ines.get(uno).content.decode()
    antes = sin_tocar(ines.get(direccion).content.decode(), "edicion")
    assert ines.post(direccion, antes).status_code == 302
    assert edicion(borrador)["edicion"] == int(antes["edicion"][0])
    nadie = {**PAPELES, "puesto_1": "", "puesto_2": "", **edicion(borrador)}
    assert ines.post(direccion, nadie).status_code == 302
    borrador.refresh_from_db()
    assert "resolucion" not in {c["codigo"] for c in borrador.capa["tareas"].get("cambiar", [])}


def test_who_signs_by_law_or_is_not_there_is_said_with_the_way_to_mend_it(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines, direccion = entra("ines"), f"{uno}tareas/resolucion/firmas/"
    assert ines.post(direccion, {**PAPELES, "puesto_1": "secretaria", **edicion(borrador)}).status_code == 302
    borrador.refresh_from_db()
    capa = {**borrador.capa}
    capa["tareas"]["cambiar"].append(
        {"codigo": "informe_area", "firmas": [{"puesto": "jefe-de-otro-pueblo", "papel": "firma"}]}
    )
    borrador.capa = capa
    borrador.save(update_fields=["capa"])
    dicho = ines.get(uno).content.decode()
    for falta, tarea in (
        ("ya firma «Resolver» porque lo dice la ley", "resolucion"),
        ("este Ayuntamiento no tiene el puesto «jefe-de-otro-pueblo»", "informe_area"),
    ):
        assert falta in dicho
        assert f'href="{uno}tareas/{tarea}/firmas/"' in dicho
    assert "jefe-de-otro-pueblo (ya no se ofrece)" in ines.get(f"{uno}tareas/informe_area/firmas/").content.decode()
    assert ines.post(f"{uno}ensayar/", edicion(borrador)).status_code == 422
    assert ines.get(f"{uno}tareas/revision/firmas/").status_code == 404
