"""Long lists of Mi carpeta come by pages: everything can be reached, nothing twice, and an invented address shows the first one."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from consistorio.canales.sede.vistas import carpeta
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.expedientes import acciones, consultas
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.models import Borrador
from tests.navegador import villa
from tests.paginas.test_antivirus_fuera import tramitadora
from tests.paginas.test_escritos import base
from tests.paginas.test_sede import Casa, casa

__all__ = ["base", "casa"]
pytestmark = pytest.mark.lento
QUIEN = Actor.sistema("prueba")


def recorrer(cliente: Client, direccion: str, patron: str, enlace: str = r'href="(\?[^"]*)" rel="next"') -> list[str]:
    """What the pattern finds in every page, following «Ver más» to the end."""
    hallado, siguiente = [], ""
    for _vez in range(20):
        texto = cliente.get(direccion + siguiente.replace("&amp;", "&")).content.decode()
        hallado += re.findall(patron, texto)
        otra = re.search(enlace, texto)
        if otra is None:
            return hallado
        siguiente = otra.group(1)
    raise AssertionError("it never ends")


def test_the_drafts(casa: Casa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carpeta, "PAGINA", 3)
    persona = Persona.objects.filter(clase="fisica").order_by("nif")[0]
    for _vez in range(6):
        villa.borrador_de_obra(persona)
    vistos = recorrer(casa.ana, "/mi-carpeta/borradores/", r"/borradores/([0-9a-f-]{36})/")
    assert sorted(vistos) == sorted(str(i) for i in Borrador.objects.values_list("id", flat=True))
    assert len(vistos) == 7
    assert "/mi-carpeta/borradores/" in casa.ana.get("/mi-carpeta/").content.decode()
    assert casa.ana.get("/mi-carpeta/borradores/?antes=nada").status_code == 200
    assert recorrer(casa.otro, "/mi-carpeta/borradores/", r"/borradores/([0-9a-f-]{36})/") == []


def test_history_and_readers_of_a_case(casa: Casa, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carpeta, "MIRADAS", 4)
    expediente = Expediente.objects.get()
    direccion = f"/mi-carpeta/expedientes/{expediente.id}/"
    ana = villa.vecino(Persona.objects.filter(clase="fisica").order_by("nif")[0])
    todo, anterior = consultas.cronologia(expediente, ana, limite=1000)
    assert anterior is None
    paginas, antes = [], None
    for _vez in range(20):
        pagina, antes = consultas.cronologia(expediente, ana, antes_de=antes, limite=2)
        paginas.insert(0, pagina)
        if antes is None:
            break
    assert [h for pagina in paginas for h in pagina] == todo
    assert len(paginas) > 1
    assert casa.ana.get(f"{direccion}?antes=x&documentos=9999999999999999999999").status_code == 200
    for numero in range(9):
        registrar_acceso(QUIEN, que=f"mirada{numero}", objeto_id="x", motivo="prueba", expediente_id=expediente.id)
    vistas = recorrer(casa.ana, f"{direccion}accesos/", r"Mirada(\d)<")
    assert vistas == [str(n) for n in reversed(range(9))]
    assert Acceso.objects.filter(expediente_id=expediente.id).count() > 9


def test_the_documents_of_a_case(casa: Casa, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carpeta, "DOCUMENTOS", 2)
    expediente = Expediente.objects.get()
    for numero in range(4):
        acciones.diligenciar(
            actor=tramitadora(expediente),
            expediente_id=expediente.id,
            texto=f"Consta {numero}.",
            reloj=reloj_de_la_casa(),
        )
    direccion = f"/mi-carpeta/expedientes/{expediente.id}/"
    vistos = recorrer(
        casa.ana, direccion, r'/mi-carpeta/documentos/([0-9a-f-]{36})/"', r'href="(\?documentos=[^"]*)" rel="next"'
    )
    assert vistos == [str(i) for i in expediente.documentos.order_by("orden").values_list("documento_id", flat=True)]
