"""The tray of what waits for others: what each task waits for, and since when, for a few statements however many there are."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.documental.firma.models import PasoFirma
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.resoluciones.tests.test_resolver import elevar, proponer
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.models import ActoTramite, Requerimiento
from consistorio.tramitacion.tests.firmas import surtido

pytestmark = pytest.mark.lento

ESPERA = "/escritorio/?ver=en_espera"


def lo_que_espera(mesa: Mesa, quien: str = "nuria") -> dict[str, tuple[str, str, str]]:
    """Of each task of the tray: how long it waits, for what and since when."""
    pagina = unescape(mesa(quien).get(ESPERA).content.decode())
    filas = re.findall(r"<tr>(.*?)</tr>", pagina.partition("<tbody>")[2].partition("</tbody>")[0], re.DOTALL)
    celdas = [[re.sub(r"<[^>]*>", "", celda).strip() for celda in re.findall(r"<td.*?</td>", f, re.S)] for f in filas]
    return {fila[-5]: (fila[-6], fila[-2], fila[-1]) for fila in celdas}


def requerir(expediente: Expediente, reloj: RelojDePrueba) -> ActoTramite:
    return motor.requerir_subsanacion(
        actor=escenario.empleado("nuria", reloj),
        expediente_id=expediente.id,
        defectos=(Defecto("plano", "Falta el plano"),),
        suspende=True,
        reloj=reloj,
    )


def test_a_request_waits_for_its_signature_and_then_for_the_party(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    reloj.avanzar(days=3)
    acto = requerir(expediente, reloj)
    dia = f"{reloj.momento:%d/%m/%Y}"
    puesto = PasoFirma.objects.get(circuito__documento=acto.documento).puesto.nombre
    reloj.avanzar(days=2)
    revision = expediente.tareas.get(tipo="revision").nombre
    assert lo_que_espera(mesa) == {
        acto.tarea.nombre: ("2 días", f"La firma de {puesto}", dia),
        revision: ("2 días", "La corrección que se pidió a la persona interesada", dia),
    }
    surtido(acto, Requerimiento, reloj)
    assert lo_que_espera(mesa)[acto.tarea.nombre] == ("2 días", "La contestación de la persona interesada", dia)
    assert acto.tarea.nombre not in lo_que_espera(mesa, "raul")


def test_a_resolution_waits_for_its_document_and_then_for_whose_turn_it_is_to_sign(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    expediente = escenario.caso_por_proponer(reloj)
    proponer(expediente, reloj)
    resolucion = elevar(expediente, reloj)
    nombre = expediente.tareas.get(tipo="resolucion").nombre
    assert lo_que_espera(mesa, "marta")[nombre][1] == "Que se prepare el documento para la firma"
    vaciar_colas(colas=["documentos"])
    resolucion.refresh_from_db()
    primero = PasoFirma.objects.filter(circuito__documento=resolucion.documento).order_by("numero")[0]
    assert lo_que_espera(mesa, "marta")[nombre][1] == f"La firma de {primero.puesto.nombre}"


def test_the_tray_costs_the_same_with_few_and_many(mesa: Mesa, reloj: RelojDePrueba) -> None:
    def coste(cuantos: int) -> int:
        for _vez in range(cuantos):
            requerir(escenario.caso(reloj), reloj)
        nuria = mesa("nuria")
        nuria.get(ESPERA)
        with CaptureQueriesContext(connection) as hechas:
            assert nuria.get(ESPERA).status_code == 200
        return len(hechas)

    assert coste(1) == coste(3)
