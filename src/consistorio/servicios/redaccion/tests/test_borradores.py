"""Drafts of a case: their versions, who has each one out, and what becomes of them."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Protocol
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connections, transaction

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.redaccion import acciones
from consistorio.servicios.redaccion.consultas import borradores_de, versiones_de
from consistorio.servicios.redaccion.models import BorradorDocumento, Prestamo, VersionBorrador
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.consultas import cronologia, menciones_de
from consistorio.tramitacion.expedientes.models import Expediente, NotaTrabajo
from consistorio.tramitacion.tests.factories import un_pdf

pytestmark = pytest.mark.lento


def fichero(texto: str) -> Contenido:
    return admitir(io.BytesIO(un_pdf(texto)), nombre="informe.pdf")


def empezar(actor: Actor, expediente: Expediente, reloj: RelojDePrueba, **mas: str) -> BorradorDocumento:
    datos = {"titulo": "Informe jurídico", "tipo_documental": "TD13"} | mas
    return acciones.empezar_borrador(
        actor=actor,
        expediente_id=expediente.id,
        contenido=fichero("primera"),
        nombre="informe.pdf",
        reloj=reloj,
        **datos,
    )


def subir(actor: Actor, borrador: BorradorDocumento, sobre: int, reloj: RelojDePrueba, texto: str) -> VersionBorrador:
    return acciones.subir_version(
        actor=actor, borrador_id=borrador.id, contenido=fichero(texto), nombre="informe.pdf", sobre=sobre, reloj=reloj
    )


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso(reloj)


def test_a_draft_has_versions_and_its_last_one_becomes_a_document(expediente: Expediente, reloj: RelojDePrueba) -> None:
    nuria, sergio = (escenario.empleado(uno, reloj) for uno in ("nuria", "sergio"))
    borrador = empezar(nuria, expediente, reloj)
    reloj.avanzar(hours=1)
    segunda = subir(sergio, borrador, 1, reloj, "segunda, que es bastante más larga que la primera " * 200)
    comparadas = versiones_de(borrador)
    assert [c.version.numero for c in comparadas] == [2, 1]
    assert comparadas[0].diferencia == segunda.contenido.tamano - comparadas[1].version.contenido.tamano > 0
    assert [c.version.subida_por_id for c in comparadas] == [sergio.id, nuria.id]
    assert not expediente.documentos.filter(origen="borrador").exists(), "a draft is no part of the case"
    with pytest.raises(Conflicto, match="más nueva, la 2"):
        subir(nuria, borrador, 1, reloj, "sin haber visto la segunda")
    with pytest.raises(Conflicto, match="más nueva, la 2"):
        acciones.incorporar_borrador(actor=nuria, borrador_id=borrador.id, sobre=1, reloj=reloj)
    puesto = acciones.incorporar_borrador(actor=nuria, borrador_id=borrador.id, sobre=2, reloj=reloj)
    documento = Documento.objects.get(id=puesto.documento_id)
    assert (documento.huella, documento.titulo) == (segunda.contenido_id, "Informe jurídico")
    assert documento.tipo_documental == "TD13"
    assert puesto.orden == expediente.documentos.count()
    borrador.refresh_from_db()
    assert (borrador.estado, borrador.puesto_id) == ("incorporado", puesto.id)
    for tarde in (
        lambda: subir(nuria, borrador, 2, reloj, "tarde"),
        lambda: acciones.tomar_borrador(actor=nuria, borrador_id=borrador.id, reloj=reloj),
        lambda: acciones.descartar_borrador(actor=nuria, borrador_id=borrador.id, reloj=reloj),
    ):
        with pytest.raises(Conflicto, match="ya no se está escribiendo"):
            tarde()
    tipos = [h.tipo for h in eventos_de(expediente.cadena) if h.tipo.startswith("redaccion.")]
    assert tipos == ["redaccion.version.subida", "redaccion.version.subida", "redaccion.terminada"]
    assert "borrador" not in str(cronologia(expediente, escenario.ciudadana("12345678Z"))).lower()


def test_who_has_it_out_gives_it_back_with_the_next_version(expediente: Expediente, reloj: RelojDePrueba) -> None:
    nuria, marta = (escenario.empleado(uno, reloj) for uno in ("nuria", "marta"))
    borrador = empezar(nuria, expediente, reloj)
    acciones.tomar_borrador(actor=nuria, borrador_id=borrador.id, reloj=reloj)
    acciones.tomar_borrador(actor=nuria, borrador_id=borrador.id, reloj=reloj)
    assert [h.tipo for h in eventos_de(expediente.cadena)].count("redaccion.tomada") == 1
    for otra in (
        lambda: acciones.tomar_borrador(actor=marta, borrador_id=borrador.id, reloj=reloj),
        lambda: subir(marta, borrador, 1, reloj, "por encima"),
        lambda: acciones.incorporar_borrador(actor=marta, borrador_id=borrador.id, sobre=1, reloj=reloj),
        lambda: acciones.descartar_borrador(actor=marta, borrador_id=borrador.id, reloj=reloj),
    ):
        with pytest.raises(Conflicto, match=r"Lo tiene Nuria Vidal Castro desde las 10:00 del 01/09/2026"):
            otra()
    assert borradores_de(expediente)[0].prestamo.empleado_id == nuria.id
    subir(nuria, borrador, 1, reloj, "segunda")
    assert not Prestamo.objects.exists()
    acciones.tomar_borrador(actor=marta, borrador_id=borrador.id, reloj=reloj)
    acciones.descartar_borrador(actor=marta, borrador_id=borrador.id, reloj=reloj)
    assert not Prestamo.objects.exists(), "it ends with the draft"


def test_who_heads_the_unit_lets_go_what_another_has_with_a_reason_that_is_told(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    nuria, sergio, marta = (escenario.empleado(uno, reloj) for uno in ("nuria", "sergio", "marta"))
    borrador = empezar(nuria, expediente, reloj)
    acciones.soltar_borrador(actor=sergio, borrador_id=borrador.id, reloj=reloj)  # nobody has it: nothing
    acciones.tomar_borrador(actor=nuria, borrador_id=borrador.id, reloj=reloj)
    with pytest.raises(NoPermitido, match="Lo tiene Nuria"):
        acciones.soltar_borrador(actor=sergio, borrador_id=borrador.id, motivo="Lo quiero yo.", reloj=reloj)
    with pytest.raises(DatosIncorrectos, match="motivo"):
        acciones.soltar_borrador(actor=marta, borrador_id=borrador.id, motivo=" ", reloj=reloj)
    acciones.soltar_borrador(actor=marta, borrador_id=borrador.id, motivo="Está de vacaciones.", reloj=reloj)
    assert not Prestamo.objects.exists()
    aviso = menciones_de(nuria, por_ver=True, limite=10)[0]
    assert "«Informe jurídico», que tenía usted. Está de vacaciones." in aviso.nota.texto
    assert NotaTrabajo.objects.get().autor_id == marta.id
    acciones.tomar_borrador(actor=nuria, borrador_id=borrador.id, reloj=reloj)
    acciones.soltar_borrador(actor=nuria, borrador_id=borrador.id, reloj=reloj)  # its owner says no why
    assert NotaTrabajo.objects.count() == 1
    soltadas = [h.datos["empleado_id"] for h in eventos_de(expediente.cadena) if h.tipo == "redaccion.soltada"]
    assert soltadas == [str(nuria.id)] * 2


def test_what_is_wrong_is_said_whole_and_strangers_see_nothing(expediente: Expediente, reloj: RelojDePrueba) -> None:
    nuria, raul = (escenario.empleado(uno, reloj) for uno in ("nuria", "raul"))
    with pytest.raises(DatosIncorrectos) as error:
        empezar(nuria, expediente, reloj, titulo=" ", tipo_documental="TD00")
    assert [p.campo for p in error.value.problemas] == ["titulo", "tipo_documental"]
    borrador = empezar(nuria, expediente, reloj)
    with pytest.raises(NoEncontrado):
        empezar(raul, expediente, reloj)
    with pytest.raises(NoEncontrado):
        acciones.tomar_borrador(actor=raul, borrador_id=borrador.id, reloj=reloj)
    with pytest.raises(NoEncontrado):
        acciones.tomar_borrador(actor=nuria, borrador_id=uuid4(), reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.tomar_borrador(actor=escenario.SISTEMA, borrador_id=borrador.id, reloj=reloj)
    Expediente.objects.filter(id=expediente.id).update(estado="cerrado", cerrado_el=reloj.ahora(), resultado="otorgada")
    with pytest.raises(FaseIncompatible):
        empezar(nuria, expediente, reloj)
    with pytest.raises(Conflicto):
        subir(nuria, borrador, 1, reloj, "tarde")


def test_the_database_holds_it_too(expediente: Expediente, reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    borrador = empezar(nuria, expediente, reloj)
    acciones.tomar_borrador(actor=nuria, borrador_id=borrador.id, reloj=reloj)
    suyo = BorradorDocumento.objects.filter(id=borrador.id)
    for hazlo in (
        lambda: suyo.update(estado="descartado", cerrado_el=reloj.ahora()),
        lambda: Prestamo.objects.create(borrador=borrador, empleado_id=nuria.id, desde=reloj.ahora()),
        lambda: VersionBorrador.objects.update(nota="otra"),
        lambda: VersionBorrador.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            hazlo()
    acciones.descartar_borrador(actor=nuria, borrador_id=borrador.id, reloj=reloj)
    for hazlo in (
        lambda: Prestamo.objects.create(borrador=borrador, empleado_id=nuria.id, desde=reloj.ahora()),
        lambda: suyo.update(titulo="Otro"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            hazlo()


class Propias(Protocol):
    """What the house's fixture offers."""

    def plantilla(self, sembrado: str, sembrar: Callable[[], None]) -> str:
        """The database of that sowing."""

    def propia(self, plantilla: str) -> AbstractContextManager[object]:
        """Work in a clone of it, with real commits."""


@pytest.fixture
def con_commits(sembradas: Propias) -> Iterator[RelojDePrueba]:
    escenario.tipos_de_tarea()
    reloj = RelojDePrueba()
    with sembradas.propia(sembradas.plantilla("servicios", lambda: escenario.villa(RelojDePrueba(escenario.SIEMBRA)))):
        reloj.poner(reloj.momento)
        yield reloj


def test_of_several_who_take_it_at_once_one_has_it_and_the_others_are_told_who(con_commits: RelojDePrueba) -> None:
    reloj = con_commits
    gente = [escenario.empleado(uno, reloj) for uno in ("nuria", "sergio", "marta")]
    borrador = empezar(gente[0], escenario.caso(reloj), reloj)
    a_la_vez = threading.Barrier(len(gente))

    def toma(actor: Actor) -> UUID | str:
        try:
            a_la_vez.wait(60)
            return acciones.tomar_borrador(actor=actor, borrador_id=borrador.id, reloj=reloj).empleado_id
        except Conflicto as error:
            return error.mensaje
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(gente)) as hilos:
        respuestas = list(hilos.map(toma, gente))
    dueno = Prestamo.objects.select_related("empleado__persona").get().empleado
    assert [r for r in respuestas if not isinstance(r, str)] == [dueno.id]
    assert [r for r in respuestas if isinstance(r, str)] == [
        f"Lo tiene {dueno.nombre} desde las 10:00 del 01/09/2026."
    ] * 2
