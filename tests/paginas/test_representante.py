"""The representative over HTTP: granted for one procedure, accepted, used to file, and nothing else of that person is seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.identidad.models import Persona, Representacion
from consistorio.plataforma.identidad.operaciones import inscribir_representacion
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Interesado
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.operaciones import crear_borrador
from tests.navegador import villa
from tests.paginas.test_sede import navegante, presentar, rellenar

pytestmark = pytest.mark.lento


@dataclass
class Pareja:
    """Who grants and who represents, each with their browser."""

    otorga: Client
    representa: Client
    representada: Persona
    representante: Persona


@pytest.fixture
def pareja(pueblo_propio: object) -> Pareja:
    una, otra = Persona.objects.filter(clase="fisica").order_by("nif")[:2]
    return Pareja(navegante(una), navegante(otra), una, otra)


def otorgar(pareja: Pareja, alcance: str, procedimiento: str = "") -> Representacion:
    """Grant and accept by the pages."""
    fin = hoy(reloj_de_la_casa()) + timedelta(days=90)
    respuesta = pareja.otorga.post(
        "/acceso/representaciones/nueva/",
        {
            "nif": pareja.representante.nif,
            "nombre": pareja.representante.nombre,
            "apellido1": pareja.representante.apellido1,
            "alcance": alcance,
            "procedimiento": procedimiento,
            "hasta.dia": fin.day,
            "hasta.mes": fin.month,
            "hasta.anio": fin.year,
            "consiento": "on",
        },
    )
    assert respuesta.status_code == 302, respuesta.content.decode()[:4000]
    poder = Representacion.objects.filter(acreditacion="apud_acta_sede", estado="pendiente").get(
        representado=pareja.representada, representante=pareja.representante
    )
    assert str(poder.id) not in pareja.representa.get("/acceso/en-nombre-de/").content.decode()
    assert pareja.representa.post(f"/acceso/representaciones/{poder.id}/aceptar/").status_code == 302
    assert pareja.representa.post("/acceso/en-nombre-de/", {"representacion": poder.id}).status_code == 302
    return poder


def caso_propio(pareja: Pareja) -> str:
    """A case that the represented person files herself; answers its page."""
    version = vigente("instancia-general")
    with transaction.atomic():
        borrador = crear_borrador(
            procedimiento="instancia-general",
            formulario_id=version.formulario_id,
            representado_id=None,
            actor=villa.vecino(pareja.representada),
            reloj=reloj_de_la_casa(),
        )
    rellenar(pareja.otorga, borrador.id)
    return presentar(pareja.otorga, borrador.id).removesuffix("presentada/")


def test_a_power_for_one_procedure_sees_and_does_just_that(pareja: Pareja) -> None:
    ajeno = caso_propio(pareja)
    otorgar(pareja, "procedimiento", "queja-sugerencia")
    pagina = pareja.representa.get("/acceso/en-nombre-de/").content.decode()
    assert f"Solo para «{vigente('queja-sugerencia').tipada.nombre}»" in pagina
    assert pareja.otorga.get(ajeno).status_code == 200
    assert pareja.representa.get(ajeno).status_code == 404
    assert pareja.representa.get("/mi-carpeta/datos/").status_code == 403
    cambio = {"cual": "contacto", "correo": "otro@ejemplo.example", "telefono": ""}
    assert pareja.representa.post("/mi-carpeta/datos/", cambio).status_code == 403
    assert pareja.representa.post("/tramites/instancia-general/empezar/").status_code == 409
    assert pareja.representa.post("/tramites/queja-sugerencia/empezar/").status_code == 302
    assert Borrador.objects.get(procedimiento="queja-sugerencia").representado_id == pareja.representada.id
    reloj, tercera = reloj_de_la_casa(), Persona.objects.filter(clase="fisica").order_by("-nif")[0]
    with transaction.atomic():
        otro = inscribir_representacion(
            representado=pareja.representada,
            representante=tercera,
            alcance="organismo",
            acreditacion="apud_acta_sede",
            organismo="L01999998",
            desde=hoy(reloj),
            hasta=hoy(reloj),
            estado="vigente",
            actor=villa.vecino(pareja.representada),
            reloj=reloj,
        )
    lista = pareja.representa.get("/acceso/representaciones/").content.decode()
    assert vigente("queja-sugerencia").tipada.nombre in lista
    assert tercera.apellido1 not in lista
    assert pareja.representa.get(f"/acceso/representaciones/{otro.id}/prorrogar/").status_code == 404


def test_the_case_filed_for_another_is_followed_by_both_until_the_power_is_revoked(pareja: Pareja) -> None:
    poder = otorgar(pareja, "procedimiento", "instancia-general")
    assert pareja.representa.post("/tramites/instancia-general/empezar/").status_code == 302
    borrador = Borrador.objects.get()
    rellenar(pareja.representa, borrador.id)
    pagina = presentar(pareja.representa, borrador.id)
    parte = Interesado.objects.get()
    assert (parte.persona_id, parte.representante_id) == (pareja.representada.id, pareja.representante.id)
    assert parte.representacion_id == poder.id
    poderes = Documento.objects.filter(titulo="Acreditación de la representación")
    assert poderes.count() == DocumentoExpediente.objects.filter(documento_id__in=poderes.values("id")).count() == 1
    assert pareja.representa.get(pagina).status_code == 200
    copia = pareja.representa.get(f"/mi-carpeta/documentos/{poderes.get().id}/")
    assert copia.getvalue().startswith(b"%PDF")
    assert pareja.otorga.get(pagina.removesuffix("presentada/")).status_code == 200
    assert pareja.otorga.post(f"/acceso/representaciones/{poder.id}/revocar/").status_code == 302
    assert pareja.representa.get(pagina).status_code == 404


def test_granting_for_one_procedure_asks_which(pareja: Pareja) -> None:
    respuesta = pareja.otorga.post("/acceso/representaciones/nueva/", {"alcance": "procedimiento"})
    assert respuesta.status_code == 422
    fin = hoy(reloj_de_la_casa()) + timedelta(days=9)
    respuesta = pareja.otorga.post(
        "/acceso/representaciones/nueva/",
        {
            "nif": pareja.representante.nif,
            "nombre": pareja.representante.nombre,
            "apellido1": pareja.representante.apellido1,
            "alcance": "procedimiento",
            "hasta.dia": fin.day,
            "hasta.mes": fin.month,
            "hasta.anio": fin.year,
            "consiento": "on",
        },
    )
    assert respuesta.status_code == 422
    assert "Elija el trámite." in respuesta.content.decode()
    assert not Representacion.objects.filter(alcance="procedimiento").exists()


def test_the_card_of_a_legal_representation_that_ended_says_how(pareja: Pareja) -> None:
    ahora = reloj_de_la_casa().ahora()
    dia = hoy(reloj_de_la_casa())
    tutela = Representacion.objects.create(
        representado=pareja.representada,
        representante=pareja.representante,
        alcance="general",
        acreditacion="legal",
        desde=dia - timedelta(days=30),
        hasta=dia + timedelta(days=300),
        estado="vigente",
        inscrita_el=ahora,
    )
    viva = pareja.representa.get("/acceso/representaciones/").content.decode()
    assert "lleve a la oficina de asistencia la resolución judicial" in viva
    assert "Terminada, con el documento" not in viva
    Representacion.objects.filter(id=tutela.id).update(estado="revocada", terminada_el=ahora)
    for cliente in (pareja.otorga, pareja.representa):
        pagina = cliente.get("/acceso/representaciones/").content.decode()
        assert "Terminada, con el documento en el que consta" in pagina
        assert "Revocada" not in pagina
        assert "lleve a la oficina" not in pagina


def test_a_power_is_extended_from_its_card(pareja: Pareja) -> None:
    poder = otorgar(pareja, "organismo")
    pagina = f"/acceso/representaciones/{poder.id}/prorrogar/"
    assert pagina in pareja.otorga.get("/acceso/representaciones/").content.decode()
    en_su_nombre = {"hasta.dia": 1, "hasta.mes": 1, "hasta.anio": poder.hasta.year + 2}
    assert (
        pareja.representa.post(pagina, en_su_nombre).status_code == 403
    )  # a representative does not extend their own power
    assert pareja.representa.get(pagina).status_code == 403  # nor is shown the form for it
    pareja.representa.post("/acceso/en-nombre-de/", {"representacion": ""})
    assert pagina not in pareja.representa.get("/acceso/representaciones/").content.decode()
    assert pareja.representa.get(pagina).status_code == 404
    vacia = pareja.otorga.post(pagina, {})
    assert vacia.status_code == 422
    assert "Escriba el último día de la representación." in vacia.content.decode()
    lejos = poder.hasta.replace(year=poder.hasta.year + 9)
    mala = pareja.otorga.post(pagina, {"hasta.dia": 1, "hasta.mes": 1, "hasta.anio": lejos.year})
    assert (mala.status_code, "como mucho 5 años" in mala.content.decode()) == (422, True)
    nueva = poder.hasta + timedelta(days=365)
    datos = {"hasta.dia": nueva.day, "hasta.mes": nueva.month, "hasta.anio": nueva.year}
    hecha = pareja.otorga.post(pagina, datos, follow=True).content.decode()
    assert "Ha prorrogado la representación." in hecha
    assert fecha_larga(nueva) in hecha
    poder.refresh_from_db()
    assert poder.hasta == nueva
    pareja.otorga.post(f"/acceso/representaciones/{poder.id}/revocar/")
    assert pareja.otorga.get(pagina).status_code == 409
