"""Files are judged before any transaction opens, whatever the door: a slow antivirus holds no lock; and what came by pieces, once."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client

import consistorio.tramitacion.tests
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen import acciones as almacen
from consistorio.plataforma.almacen import operaciones
from consistorio.plataforma.almacen.models import EstadoSubida, Subida
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Cuenta, Persona
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.expedientes import acciones as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios import acciones as formularios
from consistorio.tramitacion.formularios.models import AdjuntoBorrador, Borrador
from tests.navegador import villa
from tests.paginas.test_copias_y_datos import un_pdf
from tests.paginas.test_escritos import base
from tests.paginas.test_sede import Casa, casa, navegante

__all__ = ["base", "casa"]
pytestmark = pytest.mark.lento
EN_OBRA = "presupuesto_detallado"
ORDEN = Path(consistorio.tramitacion.tests.__file__).parent / "datos" / "orden-de-ejecucion.json"


@pytest.fixture
def juicios(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each file that is judged from now on, whether a transaction was open."""
    vistos: list[bool] = []
    de_verdad = operaciones.analizar

    def mirar(fichero: Path) -> object:
        vistos.append(connection.in_atomic_block)
        return de_verdad(fichero)

    monkeypatch.setattr(operaciones, "analizar", mirar)
    return vistos


def borrador() -> tuple[Persona, Borrador]:
    persona = Persona.objects.filter(clase="fisica").order_by("nif")[0]
    return persona, villa.borrador_de_obra(persona)


def test_a_file_of_a_draft(pueblo_propio: object, juicios: list[bool]) -> None:
    persona, suyo = borrador()
    datos = {"borrador_id": suyo.id, "requisito": EN_OBRA, "nombre": "p.pdf", "reloj": reloj_de_la_casa()}
    formularios.adjuntar(actor=villa.vecino(persona), flujo=io.BytesIO(un_pdf()), **datos)
    assert juicios == [False]
    with pytest.raises(NoPermitido):
        formularios.adjuntar(actor=Actor.sistema("nadie"), flujo=io.BytesIO(un_pdf()), **datos)
    otra = Persona.objects.filter(clase="fisica").order_by("-nif")[0]
    with pytest.raises(NoEncontrado):
        formularios.adjuntar(actor=villa.vecino(otra), flujo=io.BytesIO(un_pdf()), **datos)
    assert juicios == [False]  # nobody's file is judged before it is known whose draft it is


def subida(persona: Persona, datos: bytes) -> Subida:
    actor, reloj = villa.vecino(persona), reloj_de_la_casa()
    nueva = almacen.iniciar_subida(actor=actor, nombre="p.pdf", tamano=len(datos), reloj=reloj)
    return almacen.recibir_trozo(
        actor=actor, subida_id=nueva.id, desplazamiento=0, flujo=io.BytesIO(datos), reloj=reloj
    )


def test_what_came_by_pieces_is_judged_once_and_attached_by_its_name(
    pueblo_propio: object, juicios: list[bool]
) -> None:
    persona, suyo = borrador()
    ana, pagina = navegante(persona), f"/borradores/{suyo.id}/documentos/{EN_OBRA}/"
    completa = subida(persona, un_pdf())
    assert ana.post(pagina, {"subida": str(completa.id)}).status_code == 302
    assert juicios == [False]
    assert AdjuntoBorrador.objects.get().nombre == "p.pdf"
    rechazada = subida(persona, b"MZ" + bytes(2000))
    respuesta = ana.post(pagina, {"subida": str(rechazada.id)})
    assert rechazada.estado == EstadoSubida.RECHAZADA
    assert respuesta.status_code == 422
    assert rechazada.motivo in respuesta.content.decode()
    for ajena in ("nada", str(uuid7())):
        assert ana.post(pagina, {"subida": ajena}).status_code == 404
    otro = Persona.objects.filter(clase="fisica").order_by("-nif")[0]
    assert ana.post(pagina, {"subida": str(subida(otro, un_pdf() + b"\n").id)}).status_code == 404
    assert AdjuntoBorrador.objects.count() == 1


def tramitadora(expediente: Expediente) -> Actor:
    """Somebody of the unit of the case who works on it."""
    usuarios = Cuenta.objects.filter(empleado__isnull=False).values_list("usuario", flat=True)
    return next(
        actor
        for actor in map(villa.empleado, usuarios)
        if expediente.unidad_id in actor.unidades and actor.puede("expediente.tramitar")
    )


def test_a_later_submission_and_a_document_of_the_desk(casa: Casa, base: str, juicios: list[bool]) -> None:
    casa.ana.post(base, {"texto": "Va el plano.", "fichero": SimpleUploadedFile("plano.pdf", un_pdf())})
    assert juicios == [False]
    expediente = Expediente.objects.select_related("unidad").get()
    quien = tramitadora(expediente)
    datos = {
        "expediente_id": expediente.id, "nombre": "i.pdf", "titulo": "Informe", "tipo_documental": "TD13",
        "reloj": reloj_de_la_casa(),
    }  # fmt: skip
    puesto = expedientes.incorporar(actor=quien, flujo=io.BytesIO(un_pdf() + b"\n"), **datos)
    assert puesto.origen == "tramitacion"
    assert juicios == [False, False]
    with pytest.raises(NoPermitido):
        expedientes.incorporar(actor=Actor.sistema("nadie"), flujo=io.BytesIO(un_pdf()), **datos)
    assert len(juicios) == 2


def test_the_agreement_of_a_case_of_office_with_every_problem_at_once(
    pueblo_propio: object, juicios: list[bool]
) -> None:
    reloj = reloj_de_la_casa()
    sistema = Actor.sistema("pruebas", *DE_LA_INSTALACION)
    carga = catalogo.cargar(actor=sistema, contenido=ORDEN.read_bytes(), reloj=reloj)
    assert carga.version_id is not None
    catalogo.publicar(actor=sistema, version_id=carga.version_id, reloj=reloj)
    mesa = Client(headers={"host": "localhost"})
    mesa.cookies["sessionid"] = villa.identificar_personal("nuria")

    ayer = hoy(reloj) - timedelta(days=1)

    def iniciar(fichero: bytes, motivo: str) -> HttpResponse:
        datos = {
            "procedimiento": "orden-de-ejecucion",
            "forma": "denuncia",
            "organo": "Concejalía",
            "motivo": motivo,
            "fecha.dia": str(ayer.day),
            "fecha.mes": str(ayer.month),
            "fecha.anio": str(ayer.year),
            "fichero": SimpleUploadedFile("acuerdo.pdf", fichero),
            "nif": "67890123B",
            "canal": "papel",
            "via": "Calle Mayor",
            "numero": "14",
        }
        return mesa.post("/escritorio/expedientes/iniciar/", datos)  # type: ignore[return-value]

    malo = iniciar(b"MZ" + bytes(200), " ")
    assert malo.status_code == 422
    assert {"motivo", "fichero"} <= set(malo.context["form"].errors)  # type: ignore[attr-defined]
    assert not Expediente.objects.exists()
    bueno = iniciar(un_pdf(), "La cornisa amenaza con caer.")
    assert bueno.status_code == 302, bueno.content.decode()[:3000]
    assert Expediente.objects.get().documentos.count() == 1
    assert juicios
    assert not any(juicios)
