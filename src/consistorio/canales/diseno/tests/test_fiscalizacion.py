"""What Intervención examines in a task, said by its area from its page; what is not shown, and what is not touched, stays."""

from __future__ import annotations

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import edicion, preparado
from consistorio.canales.interfaz.tests.enviado import sin_tocar
from consistorio.tramitacion.catalogo.edicion import anadir_tarea
from consistorio.tramitacion.formularios.valores import Valor, como_datos

CONTROL: dict[str, Valor] = {
    "codigo": "control",
    "tipo": "fiscalizacion",
    "fase": "finalizacion",
    "nombre": "Fiscalizar el gasto",
    "area": "intervencion",
    "tras": ["propuesta"],
    "datos": {"importe": "mesas"},
}


def test_the_area_says_what_is_examined_and_its_room_judges_it(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    borrador.capa = anadir_tarea(como_datos(borrador.capa), CONTROL)
    borrador.save(update_fields=["capa"])
    ines, direccion = entra("ines"), f"{uno}tareas/control/fiscalizacion/"
    assert direccion in ines.get(f"{uno}tareas/control/").content.decode()
    pagina = ines.get(direccion).content.decode()
    assert "Ninguna: lo escribe Intervención" in pagina
    assert "nombre_local" not in pagina  # only a number says how much
    antes = sin_tocar(pagina, "edicion")
    assert ines.post(direccion, antes).status_code == 302
    borrador.refresh_from_db()
    assert borrador.capa["tareas"]["anadir"][-1] == CONTROL
    nuevos = {"importe": "superficie", "aplicacion": "2310.480.00", "tipo": "subvenciones", "urgente": "on"}
    sin_fase = ines.post(direccion, {**nuevos, **edicion(borrador)})
    assert (sin_fase.status_code, "Diga el tipo de gasto y su fase" in sin_fase.content.decode()) == (422, True)
    nuevos |= {"fase": "AD"}
    solo = ines.post(direccion, {**nuevos, **edicion(borrador)}, headers={"Accept": "application/json"})
    assert solo.status_code == 200
    borrador.refresh_from_db()
    assert borrador.capa["tareas"]["anadir"][-1]["datos"] == {**nuevos, "urgente": True}
    dicho = ines.get(uno).content.decode()
    assert "Lo que se gasta lo dice «¿Cuántos metros cuadrados ocupa?»." in dicho
    assert "En la tarea «Fiscalizar el gasto»: Lo que se gasta lo dice" in dicho
    assert "Aplicación presupuestaria: 2310.480.00. Es urgente." in dicho
    assert "se contesta la lista de «Subvenciones y ayudas», fase: Autorización y compromiso (AD)." in dicho
    vieja = {**antes, "importe": ""}
    assert entra("raul").post(direccion, vieja).status_code == 422  # nobody overwrites anybody

    borrador.capa["tareas"]["anadir"][-1]["datos"] = {"importe": "nombre_local", "partida": "1"}
    borrador.save(update_fields=["capa"])
    dicho = entra("ines").get(uno).content.decode()
    assert "«nombre_local» no es un número ni un importe del formulario." in dicho
    assert f'href="{direccion}"' in dicho
    mal = entra("ines").post(direccion, {**nuevos, **edicion(borrador)})
    assert mal.status_code == 422  # what it does not show is wrong too, and it says so
    assert "Esta clave no existe" in mal.content.decode()
    assert entra("ines").get(f"{uno}tareas/revision/fiscalizacion/").status_code == 404
