"""Somebody acts in a case while it passes to another unit."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connections, transaction

from consistorio.plataforma.base.tests.cerrojos import espera_alguien
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra


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
