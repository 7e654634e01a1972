"""Somebody acts in a case while it passes to another unit, or two relate the same cases at once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connections, transaction

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.base.tests.cerrojos import espera_alguien
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.expedientes.acceso import bloquear, expediente_para
from consistorio.tramitacion.expedientes.acciones import gestion
from consistorio.tramitacion.expedientes.models import Expediente, Relacion, RelacionDeshecha
from consistorio.tramitacion.motor.acciones import relaciones
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra
from consistorio.tramitacion.tests.test_relaciones import deshacer, relacionar


@pytest.mark.usefixtures("pueblo_propio")
def test_who_waits_for_a_case_finds_it_in_its_new_unit() -> None:
    expediente = expediente_de_obra(RelojMovil())
    otra = Unidad.objects.exclude(id=expediente.unidad_id).order_by("dir3")[0]
    with ThreadPoolExecutor(1) as hilos:
        with transaction.atomic():
            suyo = bloquear(expediente.id)
            suyo.unidad = otra
            suyo.save(update_fields=["unidad"])
            espera = hilos.submit(_unidad_con_cerrojo, expediente)
            while not espera.done() and not espera_alguien():
                time.sleep(0.02)
        assert espera.result() == otra.id


def _unidad_con_cerrojo(expediente: Expediente) -> UUID:
    try:
        with transaction.atomic():
            return bloquear(expediente.id).unidad.id
    finally:
        connections.close_all()


@pytest.mark.usefixtures("pueblo_propio")
def test_two_who_relate_the_same_cases_each_from_its_side_both_do_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """And who undo it. Whoever has its own case in hand stops until the other has its own, or waits."""
    reloj, con_el_suyo = RelojMovil(), list[UUID]()
    uno, otro = expediente_de_obra(reloj), expediente_de_obra(reloj)

    def pararse(actor: Actor, expediente_id: UUID, permiso: str) -> Expediente:
        con_el_suyo.append(expediente_id)
        while len(con_el_suyo) < 2 and not espera_alguien():
            time.sleep(0.02)
        return expediente_para(actor, expediente_id, permiso)

    for modulo in (gestion, relaciones):
        monkeypatch.setattr(modulo, "expediente_para", pararse)

    def relaciona(casos: tuple[Expediente, Expediente]) -> Relacion:
        try:
            return relacionar(casos, "antecedente", reloj)
        finally:
            connections.close_all()

    def deshace(relacion: Relacion) -> None:
        try:
            deshacer(relacion.expediente, relacion, reloj)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as hilos:
        dichas = list(hilos.map(relaciona, [(uno, otro), (otro, uno)]))
        con_el_suyo.clear()
        list(hilos.map(deshace, dichas))
    assert (RelacionDeshecha.objects.count(), Relacion.objects.count()) == (2, 0)
