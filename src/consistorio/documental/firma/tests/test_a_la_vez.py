"""A seal and another revision of the same document at once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from consistorio.documental.documentos import consultas
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import anadir_revision
from consistorio.documental.firma.operaciones import sellar_ahora
from consistorio.documental.firma.tests.en_memoria import campos_firmados
from consistorio.documental.firma.tests.test_circuitos import QUIEN_PIDE, RELOJ, documento
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.base.tests.cerrojos import espera_alguien


@pytest.mark.usefixtures("base_propia", "casa_que_firma")
def test_who_waits_to_seal_seals_what_the_other_left() -> None:
    with transaction.atomic():
        pedido = documento("sello")
    with ThreadPoolExecutor(1) as hilos:
        with transaction.atomic():
            suyo = Documento.objects.select_for_update().get(id=pedido.id)
            ampliado = guardar_bytes(consultas.leer(suyo) + b"%otra revision\n")
            anadir_revision(suyo, ampliado, motivo="otra", actor=QUIEN_PIDE, reloj=RELOJ)
            sellado = hilos.submit(_sellar, pedido)
            while not sellado.done() and not espera_alguien():
                time.sleep(0.02)
        sellado.result()
    final = Documento.objects.get(id=pedido.id)
    assert final.revision == 3
    bytes_finales = consultas.leer(final)
    assert b"%otra revision\n" in bytes_finales
    assert campos_firmados(bytes_finales) == ["sello"]


def _sellar(pedido: Documento) -> None:
    try:
        with transaction.atomic():
            sellar_ahora([(pedido, "prueba:1")], reloj=RELOJ)
    finally:
        connections.close_all()
