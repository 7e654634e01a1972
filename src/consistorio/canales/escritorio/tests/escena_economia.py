"""The town whose accounts the tests of these pages show, and how a page is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol
from uuid import UUID

import pytest
from django.test import Client

from consistorio.documental.documentos.models import Documento
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.economia.presupuesto.tests.papeles import papel
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.intervencion.models import Fiscalizacion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

E, ANIO = "/escritorio/economia/", "/escritorio/economia/2026/"
INTERVENTORA, TESORERO, JEFA, TRAMITA = "teresa", "fernando", "marta", "nuria"


class Sembradas(Protocol):
    """What the house's fixture offers."""

    def clonada(self, sembrado: str, sembrar: Callable[[], None]) -> AbstractContextManager[str]:
        """Work in a clone of that sowing."""


def sembrar() -> None:
    """The town with its accounts: a budget, a retention, a whole expense and a collection."""
    reloj = RelojDePrueba(escenario.SIEMBRA)
    escenario.villa(reloj)
    presupuesto.sembrar()
    presupuesto.retener(presupuesto.de("920.22000", "300"))
    presupuesto.gastar("ADO", presupuesto.de("165.22100", "1240.50"), presupuesto.de("920.22100", "500"))
    fernando = escenario.empleado(TESORERO, reloj)
    terceros.dar_de_alta(
        actor=fernando, persona=PersonaEscrita("B09000001", razon_social="Suministros Arlanza SL"), reloj=reloj
    )


@pytest.fixture(scope="module")
def villa_sembrada(sembradas: Sembradas) -> Iterator[None]:
    """Shared by the tests of this module, in the place of the one without accounts."""
    escenario.tipos_de_tarea()
    with sembradas.clonada("cuentas_del_escritorio", sembrar):
        yield


def intervenir_pago(operacion_id: UUID, reloj: RelojDePrueba) -> None:
    """What the signed result of Intervención on a payment leaves; who signs it is tested in its room."""
    suya = Operacion.objects.get(id=operacion_id)
    Fiscalizacion.objects.create(
        clase="pago",
        objeto=f"operacion:{suya.id}",
        asunto=str(suya),
        unidad=Unidad.objects.earliest("dir3"),
        importe=suya.importe,
        pedida_el=reloj.ahora(),
        vence=hoy(reloj),
        estado="favorable",
        hecha_el=reloj.ahora(),
        documento_id=papel(),
    )


def pagina(cliente: Client, camino: str) -> str:
    respuesta = cliente.get(camino)
    assert respuesta.status_code == 200, (camino, respuesta.status_code)
    return respuesta.content.decode()


def llano(texto: str) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", texto))


def codigo() -> str:
    """The code of a document that justifies what is noted by hand."""
    return str(Documento.objects.get(id=papel()).csv)


def gasto(**mas: str) -> dict[str, str]:
    """An operation of expense as the grid sends it."""
    return {"clase": "RC", "fecha": "1/9/2026", "texto": "Papelería", "filas": "5", "que": "anotar"} | mas
