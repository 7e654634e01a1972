"""Who tries codes of documents (CSV): many at once are as many one after another, and what the page does not say is not said."""

from __future__ import annotations

import threading
from collections import Counter

from django.db import connections
from django.test import Client

from consistorio.documental.documentos.csv import generar_csv
from consistorio.plataforma.identidad.intentos import FALLOS_POR_USUARIO

A_LA_VEZ = 12


def test_codes_tried_all_at_once_are_counted_one_by_one(base_propia: object) -> None:
    dichos: list[int] = []
    salida = threading.Barrier(A_LA_VEZ)

    def probar() -> None:
        cliente = Client(headers={"host": "localhost"})
        salida.wait()
        try:
            dichos.append(cliente.post("/verificar/", {"csv": generar_csv()}).status_code)
        finally:
            connections.close_all()

    hilos = [threading.Thread(target=probar) for _uno in range(A_LA_VEZ)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert Counter(dichos) == {422: FALLOS_POR_USUARIO, 429: A_LA_VEZ - FALLOS_POR_USUARIO}
