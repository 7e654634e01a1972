"""The box over everything: each kind is found by who may see it and by nobody else; a number goes straight; mistakes are forgiven."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from consistorio.canales.escritorio.buscador import CLASES, busqueda
from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.vistas import busqueda as vista
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.trabajos import leer_textos
from consistorio.documental.registro import consultas as registro
from consistorio.documental.registro.operaciones import asentar
from consistorio.documental.registro.tipos import DatosComplementarios
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.archivo.acciones import importar_antiguo, preparar_antiguos
from consistorio.servicios.archivo.antiguos.tipos import CasoLeido, ParteLeida
from consistorio.servicios.comunicaciones import consultas as comunicaciones
from consistorio.servicios.comunicaciones.tests.factories import LICENCIAS, SECRETARIA, VIA_PUBLICA, enviada, mensaje
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.expedientes import a_la_vista, visibilidad
from consistorio.tramitacion.expedientes import busqueda as lugar
from consistorio.tramitacion.expedientes.acciones import diligenciar, incorporar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.tests.factories import un_pdf

pytestmark = pytest.mark.lento
BUSCAR = "/escritorio/buscar/"
POR_TODAS_PARTES, POCOS = lugar.POR_TODAS_PARTES, visibilidad.POCOS
_FICHA = re.compile(r"[0-9a-f-]{36}|(value|nonce)=\"[^\"]+\"")


def pagina(cliente: Client, texto: str, clase: str = "", **mas: str) -> str:
    respuesta = cliente.post(f"{BUSCAR}{clase}", {"q": texto, **mas})
    assert respuesta.status_code == 200, respuesta.headers.get("Location")
    return respuesta.content.decode()


def por_paginas(cliente: Client, clase: str, texto: str) -> list[object]:
    """All that is found of a kind, turning its pages to the last one."""
    vistos: list[object] = []
    antes = ""
    while True:
        respuesta = cliente.post(f"{BUSCAR}{clase}/", {"q": texto, "antes": antes})
        vistos += [fila.id for fila in respuesta.context["filas"]]
        antes = str(respuesta.context["siguiente"])
        if not antes:
            return vistos


@pytest.fixture
def villa(expediente: Expediente, reloj: RelojDePrueba) -> dict[str, str]:
    """One thing of each kind about a case of Licencias, by its address in the desk, and words that only it has."""
    nuria = escenario.empleado("nuria", reloj)
    Expediente.objects.filter(id=expediente.id).update(
        datos={"emplazamiento": {"via": "Travesía de las Peñuelas", "numero": "7"}, "otra": "Peña Rubia"}
    )
    puesto = diligenciar(
        actor=nuria, expediente_id=expediente.id, texto="Se cotejan las licitaciones de farolas.", reloj=reloj
    )
    comunicacion = enviada(
        nuria, mensaje(LICENCIAS, reloj, asunto="Zanja telefónica"), (SECRETARIA,), reloj, expediente_id=expediente.id
    )
    resolucion = Resolucion.objects.create(
        expediente=expediente,
        asunto="Concesión del adoquinado",
        sentido="estima",
        fin_de_via=True,
        organo="alcaldia",
        organo_texto="Alcaldía",
        propuesta_por=nuria.id,
    )
    with transaction.atomic():
        asiento = asentar(
            libro="E",
            asunto="Instancia con el plano del tejado",
            interesado=Persona.objects.get(nif="12345678Z"),
            unidad_destino=expediente.unidad,
            canal="sede",
            clave_idempotencia="tejado",
            actor=escenario.SISTEMA,
            reloj=reloj,
            complementos=DatosComplementarios(),
        )
    leer_textos()
    caso = reverse("escritorio:expediente", args=[expediente.id])
    return {
        "penuelas 7": caso,
        "licitación farola": reverse("escritorio:documento", args=[puesto.documento_id]),
        "telefonica zanja": reverse("escritorio:comunicacion_interna", args=[comunicacion.id]),
        "adoquinado concesion": caso,
        "tejado plano": reverse("oac:asiento", args=[asiento.id]),
        "lopez ana": reverse("escritorio:persona", args=[Persona.objects.get(nif="12345678Z").id]),
        resolucion.asunto: caso,
    }


MANERAS = (
    (0, 0, False),  # who sees many, and a rare word: by its index
    (0, 0, True),  # and one that is everywhere: as the planner will
    (POCOS, a_la_vista.RECIENTES, False),  # who sees few: what is read of theirs
    (POCOS, 0, False),  # their documents by the index
    (POCOS, 0, True),  # all their documents
)


def test_each_kind_is_found_by_who_may_see_it_and_the_town_is_another_for_who_may_not(
    mesa: Mesa, villa: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for pocos, recientes, corriente in MANERAS:
        for modulo in (visibilidad, registro, comunicaciones):
            monkeypatch.setattr(modulo, "POCOS", pocos)
        for modulo in (lugar, a_la_vista):
            monkeypatch.setattr(modulo, "RECIENTES", recientes)
        monkeypatch.setattr(lugar, "POCOS", 0 if corriente else POCOS)
        monkeypatch.setattr(lugar, "POR_TODAS_PARTES", 0 if corriente else POR_TODAS_PARTES)
        for texto, direccion in villa.items():
            como = f"{texto} {pocos} {recientes} {corriente}"
            assert direccion in pagina(mesa("nuria"), texto), como
            # Word by word what is answered to who looks for something that is nowhere
            nada = pagina(mesa("raul"), "zzzzz").replace("zzzzz", texto)
            assert _FICHA.sub("", pagina(mesa("raul"), texto)) == _FICHA.sub("", nada), como
        assert "Peña Rubia" not in pagina(mesa("nuria"), "pena rubia"), "only streets are places"


def test_what_is_found_is_grouped_with_counts_up_to_a_limit_and_each_kind_has_its_pages(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(busqueda, "TOPE", 6)
    monkeypatch.setattr(busqueda, "POR_PAGINA", 3)
    monkeypatch.setattr("consistorio.canales.escritorio.vistas.busqueda.POR_PAGINA", 3)
    nuria = escenario.empleado("nuria", reloj)
    casos = [expediente, *(escenario.caso(reloj) for _vez in range(7))]
    for n in range(2):
        diligenciar(actor=nuria, expediente_id=expediente.id, texto=f"Cocina {n}.", reloj=reloj)
    cliente = mesa("nuria")
    grupos = cliente.post(BUSCAR, {"q": "cocina"}).context["grupos"]
    assert [(g.clase, g.cuantos, g.hay_mas, g.pasa_del_tope) for g in grupos if g.clase == "expedientes"] == [
        ("expedientes", 7, True, True)
    ]
    assert Acceso.objects.filter(que="busqueda", objeto_id="escritorio").count() == 1
    assert not Acceso.objects.filter(motivo__icontains="cocina").exists(), "what is looked for is not written down"
    assert por_paginas(cliente, "expedientes", "cocina") == sorted((caso.id for caso in casos), reverse=True)
    assert cliente.post(f"{BUSCAR}brujas/", {"q": "cocina"}).status_code == 404
    assert cliente.get(f"{BUSCAR}expedientes/").status_code == 200
    for clase in ("documentos", "personas", "registro", "resoluciones", "comunicaciones"):
        assert cliente.post(f"{BUSCAR}{clase}/", {"q": "inexistente", "antes": str(expediente.id)}).status_code == 200


def test_a_number_goes_straight_to_what_one_may_see(
    mesa: Mesa, villa: dict[str, str], expediente: Expediente, reloj: RelojDePrueba
) -> None:
    documento = Documento.objects.get(id=villa["licitación farola"].split("/")[-2])
    directos = {
        expediente.numero.lower(): villa["penuelas 7"],
        documento.csv.replace("-", " ").lower(): villa["licitación farola"],
        "CI-2026/000001": villa["telefonica zanja"],
        "12345678-z": villa["lopez ana"],
        "2026-e-1": villa["tejado plano"],
    }
    for texto, direccion in directos.items():
        assert mesa("nuria").post(BUSCAR, {"q": texto}).headers.get("Location") == direccion, texto
        respuesta = mesa("raul").post(BUSCAR, {"q": texto})
        assert respuesta.status_code == 200, texto
        assert direccion not in respuesta.content.decode()


def test_a_misspelt_word_is_taken_for_what_it_looks_like_when_nothing_is_written_so(
    mesa: Mesa, expediente: Expediente, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pocos in (POCOS, 0):
        monkeypatch.setattr(visibilidad, "POCOS", pocos)
        for texto in ("refroma cocina", "Reformma", "cozina", "reformaa cocia"):
            hallado = pagina(mesa("nuria"), texto)
            assert f"{expediente.numero} · " in hallado
            assert "lo que más se parece" in hallado
            assert f"{expediente.numero} · " in pagina(mesa("nuria"), texto, "expedientes/", parecidas="1")
            assert "No encontramos" in pagina(mesa("raul"), texto)
        assert "Ana García López" in pagina(mesa("nuria"), "garzia lopes")


DOCUMENTOS = (
    (0, False, 0, 0),  # who sees many
    (POCOS, False, 0, 0),  # who sees few, and a rare word
    (POCOS, True, 400, 1_000),  # one that is everywhere
    (POCOS, True, 2, 3),
    (POCOS, True, 2, 20),
)


def test_the_pages_of_documents_show_what_has_the_word_in_its_title_and_what_says_it(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    for modulo in (busqueda, vista):
        monkeypatch.setattr(modulo, "POR_PAGINA", 2)
    nuria = escenario.empleado("nuria", reloj)
    # One of each three only says it inside, the newest among them
    titulos = ["Escrito" if n % 3 == 2 else f"Farolas, {n}" for n in range(9)]
    puestos = [
        incorporar(
            actor=nuria,
            expediente_id=expediente.id,
            flujo=admitir(io.BytesIO(un_pdf(f"Las farolas, {n}")), nombre="hoja.pdf"),
            nombre="hoja.pdf",
            titulo=titulo,
            tipo_documental="TD99",
            reloj=reloj,
        )
        for n, titulo in enumerate(titulos)
    ]
    leer_textos()
    todos = sorted((puesto.documento_id for puesto in puestos), reverse=True)
    for pocos, corriente, recientes, ultimos in DOCUMENTOS:
        monkeypatch.setattr(visibilidad, "POCOS", pocos)
        monkeypatch.setattr(lugar, "POCOS", 0 if corriente else pocos)
        monkeypatch.setattr(lugar, "RECIENTES", recientes)
        monkeypatch.setattr(lugar, "ULTIMOS", ultimos)
        hallados = por_paginas(mesa("nuria"), "documentos", "farolas")
        assert hallados == todos, (pocos, corriente, recientes, ultimos)


def test_a_new_copy_of_an_old_document_comes_first(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    for modulo, limites in (
        (lugar, {"POCOS": 0, "POR_TODAS_PARTES": 0, "RECIENTES": 2, "ULTIMOS": 2}),
        (a_la_vista, {"CONOCIDOS": 2}),
    ):
        for limite, cuantos in limites.items():
            monkeypatch.setattr(modulo, limite, cuantos)
    for modulo in (busqueda, vista):
        monkeypatch.setattr(modulo, "POR_PAGINA", 2)
    nuria = escenario.empleado("nuria", reloj)
    puestos = [
        diligenciar(actor=nuria, expediente_id=expediente.id, texto=f"Farolas {n}.", reloj=reloj) for n in range(5)
    ]
    copia = Documento.objects.get(id=puestos[0].documento_id)
    copia.pk, copia.csv = uuid7(), copia.csv[::-1]
    copia.id_eni_origen, copia.documento_origen_id = copia.id_eni, puestos[0].documento_id
    copia.estado_elaboracion, copia.id_eni = "EE02", f"{copia.id_eni[:-1]}z"
    copia.save(force_insert=True)
    todos = [copia.id, *sorted((puesto.documento_id for puesto in puestos), reverse=True)]
    assert por_paginas(mesa("nuria"), "documentos", "diligencia") == todos


def test_a_person_is_known_through_the_cases_that_one_may_see(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    ana = Persona.objects.get(nif="12345678Z")
    direccion = reverse("escritorio:persona", args=[ana.id])
    assert f"{expediente.numero} · " in mesa("nuria").get(direccion).content.decode()
    assert Acceso.objects.filter(que="persona", objeto_id=str(ana.id)).exists()
    assert mesa("raul").get(direccion).status_code == 404
    del reloj


def test_a_search_costs_the_same_with_few_and_with_many_of_each_kind(
    mesa: Mesa, villa: dict[str, str], reloj: RelojDePrueba
) -> None:
    cliente = mesa("nuria")

    def cuesta(texto: str, clase: str = "") -> int:
        with CaptureQueriesContext(connection) as hechas:
            pagina(cliente, texto, clase)
        return len(hechas)

    textos = ("reforma", "diligencia", "lopez ana", "zanja", "adoquinado", "tejado", "inexistente")
    pocas = [cuesta(texto) for texto in textos]
    nuria = escenario.empleado("nuria", reloj)
    for _vez in range(4):
        caso = escenario.caso(reloj)
        diligenciar(actor=nuria, expediente_id=caso.id, texto="Diligencia.", reloj=reloj)
        enviada(nuria, mensaje(LICENCIAS, reloj, asunto="Zanja"), (VIA_PUBLICA,), reloj)
    leer_textos()
    assert [cuesta(texto) for texto in textos] == pocas
    assert max(pocas) <= 28
    assert max(cuesta("reforma", f"{clase}/") for clase in CLASES) <= 17
    assert villa


def test_a_case_of_another_program_is_opened_and_says_where_it_came_from(
    mesa: Mesa, reloj: RelojDePrueba, settings: Settings, tmp_path: Path
) -> None:
    settings.CONSISTORIO_VAR = tmp_path / "var"
    importador = Actor.sistema("importar", "archivo.importar", *DE_LA_INSTALACION)
    parte = ParteLeida("12345678Z", "Ana", "Gascía", "López"), ParteLeida("", "Un vecino")
    leido = CasoLeido(
        2, "OBR-17/09", "Casa", "OBRAMENOR", "LA0009986", date(2009, 1, 7), None, "Perdido", "Calle Honda 3", parte, ()
    )
    version_id = preparar_antiguos(actor=importador, reloj=reloj)
    antiguo = importar_antiguo(actor=importador, caso=leido, version_id=version_id, reloj=reloj)
    direccion = reverse("escritorio:expediente", args=[antiguo.id])
    assert mesa("nuria").post(BUSCAR, {"q": "obr-17/09"}).headers["Location"] == direccion
    assert direccion in pagina(mesa("nuria"), "honda")
    for pestana in (
        "",
        "tramites/",
        "interesados/",
        "comunicaciones/",
        "notas/",
        "historial/",
        "plazo/",
        "respuestas/",
    ):
        assert mesa("nuria").get(f"{direccion}{pestana}").status_code == 200, pestana
    contenido = mesa("nuria").get(direccion).content.decode()
    for frase in ("Procedencia: importado de otro programa", "OBRAMENOR", "Perdido", "Un vecino", "Ana Gascía López"):
        assert frase in contenido
    assert mesa("raul").get(direccion).status_code == 404
