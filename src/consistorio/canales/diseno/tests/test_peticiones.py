"""The page of a draft says which requests of change it answers, and which wait for a version; each leads to the other."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import INFORME, edicion, preparado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import actor_de
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.mejoras import acciones
from consistorio.servicios.mejoras.models import PeticionDeArea


def pedida(problema: str, *, aceptada: bool = True) -> PeticionDeArea:
    """The legal office asks the area of public spaces for something."""
    reloj = reloj_de_la_casa()
    irene, ines = (Empleado.objects.get(cuenta__usuario=usuario) for usuario in ("irene", "ines"))
    peticion = acciones.pedir(
        actor=actor_de(irene, en=hoy(reloj)),
        procedimiento="terraza",
        unidad_id=irene.ocupaciones.get(hasta=None).puesto.unidad_id,
        problema=problema,
        mejora="Un requerimiento menos.",
        reloj=reloj,
    )
    if aceptada:
        acciones.aceptar(actor=actor_de(ines, en=hoy(reloj)), peticion_id=peticion.id, reloj=reloj)
    return peticion


def test_each_leads_to_the_other_until_it_is_published(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    assert "Las que responde esta versión" not in entra("ines").get(uno).content.decode()
    peticion, _otra = pedida("El seguro se pide dos veces."), pedida("Otra cosa distinta.", aceptada=False)
    ines = entra("ines")
    pagina = ines.get(uno).content.decode()
    assert "todavía no lleva ninguna versión" in pagina
    assert "Las que responde esta versión" not in pagina
    assert "Otra cosa distinta." not in pagina  # nobody accepted it
    suya = f"/escritorio/mejoras/{peticion.id}/"
    assert f'href="{suya}"' in pagina
    assert ines.post(f"{suya}enlazar/").status_code == 302
    pagina = ines.get(uno).content.decode()
    assert "Las que responde esta versión" in pagina
    assert "El seguro se pide dos veces." in pagina
    assert f"La pide {peticion.unidad.nombre}" in pagina
    assert "La lleva esta versión" not in pagina
    assert f'href="{uno}"' in ines.get(suya).content.decode()
    # Given up, it waits for another; in trial, the version carries it
    assert ines.post(f"{uno}descartar/", edicion(borrador)).status_code == 302
    borrador, uno = preparado(entra)
    assert "La lleva esta versión" in entra("ines").get(uno).content.decode()
    assert entra("ines").post(f"{suya}enlazar/").status_code == 302
    assert entra("ines").post(f"{uno}tareas/nueva/", {**INFORME, **edicion(borrador)}).status_code == 302
    assert entra("ines").post(f"{uno}ensayar/", edicion(borrador)).status_code == 302
    peticion.refresh_from_db()
    assert (peticion.borrador_id, peticion.version_id is not None) == (None, True)


def test_as_many_questions_for_many_as_for_one(entra: Entrar) -> None:
    _borrador, uno = preparado(entra)
    pedida("Una.")
    ines = entra("ines")
    ines.get(uno)
    with CaptureQueriesContext(
        connection,
    ) as con_una:
        ines.get(uno)
    for n in range(4):
        pedida(f"Otra {n}.")
    ines = entra("ines")
    with CaptureQueriesContext(connection) as con_cinco:
        assert ines.get(uno).content.decode().count("La lleva esta versión") == 5
    assert len(con_cinco) == len(con_una)
