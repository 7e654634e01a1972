"""The same for several tasks or cases, marked in a tray or in the list: what is asked, how it goes, coming back to it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.encargos.models import Encargo, FilaEncargo
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente, NotaTrabajo
from consistorio.tramitacion.motor.models import MotivoDeTarea, Tarea

pytestmark = pytest.mark.lento

BASE = "/escritorio/"
DE_TAREAS = f"{BASE}encargos/tareas/"
DE_EXPEDIENTES = f"{BASE}encargos/expedientes/"


@pytest.fixture
def tareas(reloj: RelojDePrueba) -> list[Tarea]:
    """The reviews of three cases alike, the oldest first."""
    suyas = []
    for _vez in range(3):
        suyas.append(Tarea.objects.get(expediente=escenario.caso(reloj), tipo="revision"))
        reloj.avanzar(hours=1)
    return suyas


def hoja(cliente: Client, direccion: str, acto: str, ids: list[object]) -> HttpResponse:
    """The sheet on which it is asked."""
    return cliente.get(f"{direccion}?{urlencode({'acto': acto, 'marcada': ids}, doseq=True)}")  # type: ignore[return-value]


def enviar(cliente: Client, direccion: str, pagina: HttpResponse, **mas: str) -> HttpResponse:
    """Send it with what is hidden in it, as a browser would."""
    html = pagina.content.decode()
    ocultos: dict[str, list[str]] = {}
    for nombre, valor in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html):
        ocultos.setdefault(nombre, []).append(valor)
    return cliente.post(direccion, ocultos | mas)  # type: ignore[return-value]


def test_tasks_marked_in_a_tray_are_taken_and_the_page_tells_how_each_went(mesa: Mesa, tareas: list[Tarea]) -> None:
    nuria = mesa("nuria")
    bandeja = nuria.get(f"{BASE}?ver=sin_asignar").content.decode()
    assert all(f'name="marcada" value="{tarea.id}"' in bandeja for tarea in tareas)
    assert "Tomarlas" in bandeja
    assert "Asignarlas" not in bandeja, "she does not share out the work"
    pagina = hoja(nuria, DE_TAREAS, "tomar", [t.id for t in tareas])
    assert "motivo_orden" not in pagina.content.decode()
    enviada = enviar(nuria, DE_TAREAS, pagina)
    encargo = Encargo.objects.get()
    assert enviada.headers["Location"] == f"{BASE}encargos/{encargo.id}/"
    assert enviar(nuria, DE_TAREAS, pagina).headers["Location"] == enviada.headers["Location"], "sent twice it is one"
    haciendose = nuria.get(enviada.headers["Location"]).content.decode()
    assert "Hechas: 0 de 3." in haciendose
    assert "Puede salir de esta página" in haciendose
    assert "Trabajos en bloque haciéndose" in nuria.get(BASE).content.decode()
    vaciar_colas(colas=["general"])
    hecho = nuria.get(enviada.headers["Location"]).content.decode()
    assert "Hechas: 3 de 3." in hecho
    assert "Puede salir" not in hecho
    assert "Trabajos en bloque haciéndose" not in nuria.get(BASE).content.decode()
    assert "Hechas: 3 de 3." in nuria.get(f"{BASE}encargos/").content.decode()
    assert mesa("sergio").get(enviada.headers["Location"]).status_code == 404
    assert Tarea.objects.filter(asignada_a__cuenta__usuario="nuria").count() == 3


def test_the_sheet_sent_again_when_all_is_done_goes_to_what_it_asked_for(mesa: Mesa, tareas: list[Tarea]) -> None:
    nuria = mesa("nuria")
    pagina = hoja(nuria, DE_TAREAS, "completar", [t.id for t in tareas])
    enviada = enviar(nuria, DE_TAREAS, pagina)
    vaciar_colas(colas=["general"])
    assert not Tarea.objects.filter(id__in=[t.id for t in tareas], cerrada_el=None).exists()
    assert enviar(nuria, DE_TAREAS, pagina).headers["Location"] == enviada.headers["Location"]
    assert Encargo.objects.count() == 1


def test_the_sheet_asks_why_when_an_older_case_stays_behind(mesa: Mesa, tareas: list[Tarea]) -> None:
    nuria = mesa("nuria")
    pagina = hoja(nuria, DE_TAREAS, "completar", [t.id for t in tareas[1:]])
    html = pagina.content.decode()
    assert f"antes que el expediente {tareas[0].expediente.numero}" in html
    assert "Admitir las solicitudes marcadas" in html
    vacia = enviar(nuria, DE_TAREAS, pagina)
    assert vacia.status_code == 422
    assert 'href="#campo-motivo_orden"' in vacia.content.decode()
    enviada = enviar(nuria, DE_TAREAS, pagina, motivo_orden="Lo ordena la jefa.")
    vaciar_colas(colas=["general"])
    resultado = nuria.get(enviada.headers["Location"]).content.decode()
    assert "Hechas: 2 de 2." in resultado
    assert "Lo ordena la jefa." in resultado
    assert MotivoDeTarea.objects.count() == 2


def test_who_shares_out_assigns_several_and_what_failed_is_told(
    mesa: Mesa, tareas: list[Tarea], reloj: RelojDePrueba
) -> None:
    marta = mesa("marta")
    assert "Asignarlas" in marta.get(f"{BASE}?ver=unidad").content.decode()
    pagina = hoja(marta, DE_TAREAS, "asignar", [t.id for t in tareas])
    sin_nadie = enviar(marta, DE_TAREAS, pagina)
    assert 'href="#campo-empleado"' in sin_nadie.content.decode()
    sergio = Empleado.objects.get(cuenta__usuario="sergio")
    enviada = enviar(marta, DE_TAREAS, pagina, empleado=str(sergio.id))
    Tarea.objects.filter(id=tareas[0].id).update(estado="cancelada", cerrada_el=reloj.ahora())
    vaciar_colas(colas=["general"])
    resultado = marta.get(enviada.headers["Location"]).content.decode()
    assert "Hechas: 2 de 3." in resultado
    assert "1 no se ha podido hacer." in resultado
    assert Tarea.objects.filter(asignada_a=sergio).count() == 2


@pytest.mark.parametrize("acto", ["", "otra", "seguir"])
def test_what_cannot_be_asked_goes_back_saying_why(mesa: Mesa, tareas: list[Tarea], acto: str) -> None:
    nuria = mesa("nuria")
    vuelta = nuria.get(
        DE_TAREAS, {"acto": acto, "marcada": [str(tareas[0].id), "no-es-nada"], "ver": "unidad"}, follow=True
    )
    assert vuelta.redirect_chain == [(f"{BASE}?ver=unidad&marcada={tareas[0].id}", 302)]
    assert "Elija qué quiere hacer" in vuelta.content.decode()
    assert re.findall(r'value="([^"]*)" checked', vuelta.content.decode()) == [str(tareas[0].id)], "it is still marked"
    assert "Marque al menos una fila." in nuria.get(DE_TAREAS, {"acto": "tomar"}, follow=True).content.decode()
    distinta = (
        Tarea.objects.filter(expediente=tareas[0].expediente).exclude(tipo="revision").select_related("expediente")[0]
    )
    marcadas = [str(tareas[0].id), str(tareas[1].id), str(distinta.id)]
    sueltas = nuria.get(DE_TAREAS, {"acto": "tomar", "marcada": marcadas}, follow=True).content.decode()
    assert "Marque tareas iguales" in sueltas
    assert f"Son distintas de las demás: «{distinta.nombre}» ({distinta.expediente.numero})." in sueltas
    ajeno = mesa("raul").get(DE_TAREAS, {"acto": "tomar", "marcada": str(tareas[0].id)}, follow=True).content.decode()
    assert tareas[0].expediente.numero not in ajeno
    assert not Encargo.objects.exists()


def test_cases_stay_marked_in_their_list_when_nothing_could_be_asked(mesa: Mesa, tareas: list[Tarea]) -> None:
    nuria, caso = mesa("nuria"), tareas[0].expediente
    marcada = {"marcada": str(caso.id), "ver": "todos", "antes": tareas[2].expediente.numero}
    vuelta = nuria.get(DE_EXPEDIENTES, {**marcada, "acto": "otro"}, follow=True)
    direccion = vuelta.redirect_chain[0][0]
    assert direccion.startswith(f"{BASE}expedientes/?ver=todos&antes=")
    assert re.findall(r'value="([^"]*)" checked', vuelta.content.decode()) == [str(caso.id)]
    hoja_ = nuria.get(DE_EXPEDIENTES, {**marcada, "acto": "anotar"}).content.decode()
    assert direccion.replace("&", "&amp;") in hoja_, "and when one goes back from the sheet"


def test_cases_of_the_list_are_noted_together_and_those_out_of_sight_are_not_named(
    mesa: Mesa, tareas: list[Tarea], reloj: RelojDePrueba
) -> None:
    nuria = mesa("nuria")
    lista = nuria.get(f"{BASE}expedientes/").content.decode()
    assert "Añadirles una nota" in lista
    ids: list[object] = [t.expediente_id for t in tareas]
    pagina = hoja(nuria, DE_EXPEDIENTES, "anotar", ids)
    assert 'href="#campo-texto"' in enviar(nuria, DE_EXPEDIENTES, pagina).content.decode()
    enviada = enviar(nuria, DE_EXPEDIENTES, pagina, texto="Visita el lunes.")
    vaciar_colas(colas=["general"])
    assert NotaTrabajo.objects.filter(texto="Visita el lunes.").count() == 3
    Expediente.objects.filter(id=tareas[0].expediente_id).update(
        unidad=unidad_por_dir3("LA0009988", en=reloj.momento.date()), titulo="No es suyo"
    )
    tareas[0].expediente.permisos.all().delete()
    resultado = nuria.get(enviada.headers["Location"]).content.decode()
    assert "No es suyo" not in resultado
    assert "Ya no tiene acceso" in resultado


def test_the_pages_cost_the_same_queries_with_few_and_many_rows(
    mesa: Mesa, tareas: list[Tarea], reloj: RelojDePrueba
) -> None:
    def costes(cuantas: int) -> list[int]:
        nuria = mesa("nuria")
        ids: list[object] = list(Tarea.objects.filter(tipo="revision").values_list("id", flat=True)[:cuantas])
        medidas = []
        with CaptureQueriesContext(connection) as sobre:
            pagina = hoja(nuria, DE_TAREAS, "tomar", ids)
        medidas.append(len(sobre))
        with CaptureQueriesContext(connection) as sobre:
            enviada = enviar(nuria, DE_TAREAS, pagina, motivo_orden="Urge.")
        medidas.append(len(sobre))
        for direccion in (enviada.headers["Location"], f"{BASE}encargos/"):
            with CaptureQueriesContext(connection) as sobre:
                nuria.get(direccion)
            medidas.append(len(sobre))
        FilaEncargo.objects.all().delete()
        Encargo.objects.all().delete()
        return medidas

    mesa("nuria").get(BASE)
    pocas = costes(2)
    for _vez in range(4):
        escenario.caso(reloj)
    muchas = costes(7)
    assert all(muchos <= pocos for muchos, pocos in zip(muchas, pocas, strict=True)), (pocas, muchas)
    assert all(coste <= 19 for coste in pocas), pocas
