"""The views that are kept of the lists of the accounts: by whom, for whom, how they are opened, and what is in no address."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.guardadas import LISTAS, _de_anio
from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import ANIO, E, villa_sembrada
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.organizacion.acciones.estructura import crear_puesto
from consistorio.plataforma.organizacion.acciones.personal import ocupar
from consistorio.plataforma.organizacion.models import Empleado, Puesto
from consistorio.servicios.busquedas import trabajos
from consistorio.servicios.busquedas.models import VistaGuardada, VistaPrimera
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db
V = f"{E}vistas/"


def _trabaja_tambien_en(usuario: str, unidad_id: UUID) -> None:
    """Give somebody a post of Intervención too."""
    reloj, administra = RelojDePrueba(), Actor.sistema("prueba", "organizacion.administrar")
    puesto = crear_puesto(
        actor=administra,
        unidad_id=unidad_id,
        codigo="contable-2",
        nombre="Contabilidad",
        organo="",
        roles=["intervencion"],
        reloj=reloj,
    )
    quien = Empleado.objects.get(cuenta__usuario=usuario)
    ocupar(actor=administra, puesto_id=puesto.id, empleado_id=quien.id, desde=date(2026, 1, 1), norma="", reloj=reloj)


def test_filters_are_kept_by_a_name_and_open_the_list_again_also_first(mesa: Mesa) -> None:
    teresa = mesa("teresa")
    assert "Guardar esta vista" not in teresa.get(f"{ANIO}gastos/").content.decode(), "nothing is filtered"
    pagina = teresa.get(f"{ANIO}gastos/?por=aplicacion&codigo=920").content.decode()
    assert 'name="filtro-codigo" value="920"' in pagina
    enviado = {"filtro-codigo": "920", "filtro-por": "aplicacion", "filtro-otra": "x", "anio": "2026"}
    assert "Código: 920" in teresa.post(f"{V}gastos/guardar/", enviado).content.decode()
    assert teresa.post(f"{V}gastos/guardar/", enviado | {"nombre": " "}).status_code == 422
    sin_filtro = teresa.post(f"{V}gastos/guardar/", {"nombre": "Nada"})
    assert (sin_filtro.status_code, VistaGuardada.objects.count()) == (422, 0)
    assert "Ponga antes algún filtro" in sin_filtro.content.decode()
    hecho = teresa.post(f"{V}gastos/guardar/", enviado | {"nombre": " Las del  920 "})
    vista = VistaGuardada.objects.get()
    assert vista.filtros == {"codigo": "920", "por": "aplicacion"}, "only the fields of that list"
    assert vista.nombre == "Las del 920"
    assert hecho["Location"] == f"{ANIO}gastos/?vista={vista.id}"
    abierta = teresa.get(hecho["Location"]).content.decode()
    assert "920.22000" in abierta
    assert "165.22100" not in abierta
    assert teresa.get(f"{ANIO}operaciones/?vista={vista.id}").status_code == 404, "of another list"
    assert "165.22100" in teresa.get(f"{ANIO}gastos/").content.decode()
    teresa.post(f"{V}gastos/primera/", {"vista": str(vista.id)})
    assert "165.22100" not in teresa.get(f"{ANIO}gastos/").content.decode(), "it opens first"
    for sin in ("?vista=", "?por=aplicacion"):
        assert "165.22100" in teresa.get(f"{ANIO}gastos/{sin}").content.decode()
    teresa.post(f"{V}gastos/primera/", {"vista": ""})
    assert "165.22100" in teresa.get(f"{ANIO}gastos/").content.decode()
    assert "920" not in str(Evento.objects.get(tipo="vista.guardada").datos["lista"])


def test_it_is_of_who_keeps_it_and_of_the_unit_it_is_kept_for(mesa: Mesa) -> None:
    suya = Empleado.objects.get(cuenta__usuario="teresa").ocupaciones.get().puesto.unidad
    enviado = {"nombre": "Retenciones", "filtro-clase": "RC"}
    ajena = str(Puesto.objects.get(codigo="jefatura-licencias").unidad_id)
    assert mesa("teresa").post(f"{V}operaciones/guardar/", enviado | {"unidad": ajena}).status_code == 422
    mesa("teresa").post(f"{V}operaciones/guardar/", enviado)
    vista = VistaGuardada.objects.get()
    direccion = f"{ANIO}operaciones/?vista={vista.id}"
    assert [mesa(quien).get(direccion).status_code for quien in ("teresa", "fernando", "marta")] == [200, 404, 404]
    _trabaja_tambien_en("marta", suya.id)
    con_unidad = mesa("teresa").post(f"{V}operaciones/guardar/", enviado | {"unidad": str(suya.id)})
    assert con_unidad.status_code == 302
    assert VistaGuardada.objects.get().id == vista.id, "the same name is the same view"
    assert "Retenciones" in mesa("marta").get(f"{ANIO}operaciones/").content.decode()
    assert mesa("marta").get(direccion).status_code == 200
    organizar = mesa("marta").get(f"{V}operaciones/?anio=2026").content.decode()
    assert "Clase: RC" in organizar
    con_libro = {"filtro-libro": "gasto", "nombre": ""}
    assert "Libro: Gastos" in mesa("teresa").post(f"{V}operaciones/guardar/", con_libro).content.decode()
    assert "/borrar/" not in organizar
    for puerta in ("borrar", "nombre"):
        respuesta = mesa("marta").post(f"{V}operaciones/{vista.id}/{puerta}/", {"nombre": "Mía"})
        assert respuesta.status_code == 404, "only who keeps it"
    mesa("marta").post(f"{V}operaciones/primera/", {"vista": str(vista.id)})
    assert VistaPrimera.objects.get().vista_id == vista.id
    Empleado.objects.filter(cuenta__usuario="marta").update(hasta="2026-01-01")
    trabajos.retirar()
    assert not VistaPrimera.objects.exists(), "nor with which a list opened for who left, whoever keeps that view"
    assert VistaGuardada.objects.filter(id=vista.id).exists()
    Empleado.objects.filter(cuenta__usuario="marta").update(hasta=None)
    mesa("marta").post(f"{V}operaciones/primera/", {"vista": str(vista.id)})
    mesa("teresa").post(f"{V}operaciones/guardar/", {"nombre": "Otra", "filtro-clase": "ADO"})
    ocupado = mesa("teresa").post(f"{V}operaciones/{vista.id}/nombre/", {"nombre": "Otra"})
    assert ocupado.status_code == 422
    assert mesa("teresa").post(f"{V}operaciones/{vista.id}/nombre/", {"nombre": "Las RC"}).status_code == 302
    assert VistaGuardada.objects.get(id=vista.id).nombre == "Las RC"
    assert mesa("fernando").get(f"{V}nada/").status_code == 404
    assert mesa("nuria").get(f"{V}operaciones/").status_code == 403, "whoever may not see the list"
    with CaptureQueriesContext(connection) as pocas:
        mesa("teresa").get(f"{V}operaciones/")
    for n in range(5):
        mesa("teresa").post(
            f"{V}operaciones/guardar/", {"nombre": f"N{n}", "filtro-clase": "O", "unidad": str(suya.id)}
        )
    with CaptureQueriesContext(connection) as muchas:
        assert "N4" in mesa("teresa").get(f"{V}operaciones/").content.decode()
    assert len(pocas) == len(muchas)
    assert mesa("teresa").post(f"{V}operaciones/{vista.id}/borrar/").status_code == 302
    assert not VistaPrimera.objects.exists(), "it goes with the view"
    assert mesa("marta").get(f"{ANIO}operaciones/").status_code == 200
    Empleado.objects.filter(cuenta__usuario="teresa").update(hasta="2026-01-01")
    trabajos.retirar()
    assert not VistaGuardada.objects.exists(), "nor of who left"


def test_who_is_looked_for_is_in_no_address_and_every_list_opens_with_its_view(mesa: Mesa) -> None:
    fernando = mesa("fernando")
    pagina = fernando.post(f"{E}terceros/", {"texto": "Arlanza"}).content.decode()
    assert 'name="filtro-texto" value="Arlanza"' in pagina
    assert "Suministros Arlanza SL" in pagina
    for direccion in (f"{E}terceros/?texto=Arlanza", f"{E}tesoreria/por-pagar/?texto=Arlanza&vence=1/2/2026"):
        escrito = re.findall(r'value="([^"]*)"', fernando.get(direccion).content.decode())
        assert not {"Arlanza", "01/02/2026"} & set(escrito), "nobody is looked for by an address"
    hecho = fernando.post(f"{V}terceros/guardar/", {"nombre": "El de suministros", "filtro-texto": "Arlanza"})
    assert "Arlanza" not in hecho["Location"]
    assert "Suministros Arlanza SL" in fernando.get(hecho["Location"]).content.decode()
    assert "Arlanza" not in str(Evento.objects.get(tipo="vista.guardada").datos)
    pagos = fernando.post(f"{E}tesoreria/por-pagar/", {"que": "ver", "texto": "nadie", "turno": "3"}).content.decode()
    if "filtro-texto" in pagos:
        assert 'name="filtro-turno" value="3"' in pagos
    filtros = {
        "gastos": "area",
        "ingresos": "capitulo",
        "operaciones": "libro",
        "diario": "desde",
        "mayor": "cuenta",
        "facturas": "ver",
        "terceros": "texto",
        "por_ordenar": "aplicacion",
        "por_pagar": "texto",
    }
    assert set(filtros) == set(LISTAS)
    for lista, campo in filtros.items():
        guardada = fernando.post(
            f"{V}{lista}/guardar/", {"nombre": "Una", f"filtro-{campo}": "1/2/2026", "anio": "2026"}
        )
        abierta = fernando.get(guardada["Location"])
        assert abierta.status_code == 200, lista
        assert 'aria-current="page">Una</a>' in abierta.content.decode(), lista
    diario = fernando.get(f"{ANIO}diario/?vista={VistaGuardada.objects.get(lista='diario').id}").content.decode()
    assert 'name="desde" value="01/02/2026"' in diario
    dias = {"desde": "29/02/2024", "hasta": "10/01/2025"}
    assert _de_anio(dias, 2026) == {"desde": "28/02/2025", "hasta": "10/01/2026"}, "of the year that is looked at"
