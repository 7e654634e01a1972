"""A case of hundreds of parties: all of them are told, all of them are seen by pages, and any of them may be chosen."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.vistas import expediente as vista
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor.acciones import enviar_comunicacion_inicial
from consistorio.tramitacion.motor.models import Tarea

pytestmark = pytest.mark.lento
PARTES = 250


def nif(numero: int) -> str:
    return f"{numero:08d}{'TRWAGMYFPDXBNJZSQVHLCKE'[numero % 23]}"


@pytest.fixture
def numeroso(expediente: Expediente, reloj: RelojDePrueba) -> Expediente:
    """The case with two hundred and fifty parties more, as a sheet brings them: all at once."""
    personas = Persona.objects.bulk_create(
        Persona(clase=Persona.Clase.FISICA, nif=nif(70_000_000 + n), nombre=f"Vecina{n:03d}", apellido1="Sanz")
        for n in range(PARTES)
    )
    Interesado.objects.bulk_create(
        Interesado(expediente=expediente, persona=una, papel="afectado", canal="papel", desde=reloj.ahora())
        for una in personas
    )
    return expediente


def recorrer(cliente: Client, direccion: str) -> list[str]:
    """Every page of a tab, from the first to the last, as it is walked with its links."""
    paginas, sigue = [], "?"
    while sigue:
        respuesta = cliente.get(f"{direccion}{sigue}")
        assert respuesta.status_code == 200
        paginas.append(respuesta.content.decode())
        enlace = re.search(r'href="(\?tras=[^"]+)" rel="next"', paginas[-1])
        sigue = enlace.group(1) if enlace else ""
    return paginas


def test_every_party_is_told_and_every_one_is_in_the_tabs(
    mesa: Mesa, numeroso: Expediente, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vista, "POR_PAGINA", 90)
    inicial = Tarea.objects.get(expediente=numeroso, tipo="comunicacion_inicial")
    enviar_comunicacion_inicial(actor=escenario.empleado("marta", reloj), tarea_id=inicial.id, reloj=reloj)
    dichas = Notificacion.objects.filter(expediente=numeroso)
    assert set(dichas.values_list("destinatario_id")) == set(numeroso.interesados.values_list("persona_id"))
    assert dichas.count() == PARTES + 1
    cliente = mesa("nuria")
    base = f"/escritorio/expedientes/{numeroso.id}/"
    assert f"y {PARTES} más" in cliente.get(base).content.decode()
    for pestana in ("interesados/", "comunicaciones/"):
        paginas = recorrer(cliente, f"{base}{pestana}")
        nombres = re.findall(r"Vecina\d{3}", "".join(paginas))
        assert (len(paginas), len(nombres), len(set(nombres))) == (3, PARTES, PARTES)


def test_the_tasks_go_by_pages_to_the_newest(
    mesa: Mesa, expediente: Expediente, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vista, "POR_PAGINA", 2)
    paginas = recorrer(mesa("nuria"), f"/escritorio/expedientes/{expediente.id}/tramites/")
    tareas = list(expediente.tareas.order_by("creada_el", "id"))
    assert len(paginas) == -(-len(tareas) // 2)
    assert tareas[-1].nombre in paginas[-1]


def test_whoever_is_represented_is_named_by_their_number_among_hundreds(mesa: Mesa, numeroso: Expediente) -> None:
    cliente = mesa("nuria")
    acto = f"/escritorio/expedientes/{numeroso.id}/hacer/cambiar_representante/"
    ultima = Interesado.objects.get(expediente=numeroso, persona__nif=nif(70_000_000 + PARTES - 1))
    ajeno = cliente.post(acto, {"interesado": "87654321X", "nif": "22222222J", "nombre": "Eva", "apellido1": "Sanz"})
    assert (ajeno.status_code, "Nadie con ese número es parte" in ajeno.content.decode()) == (422, True)
    escrito = f"{ultima.persona.nif[:8]}-{ultima.persona.nif[8].lower()}"
    datos = {"interesado": escrito, "nif": "22222222J", "nombre": "Eva", "apellido1": "Sanz"}
    assert cliente.post(acto, datos).status_code == 302
    ultima.refresh_from_db()
    assert ultima.representante is not None
    assert ultima.representante.nif == "22222222J"
