"""Many time stamps at once: one job does the work of others, what fails stops nobody, and two jobs never have the same document in hand."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest
from conftest import BasePropia
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import incorporar
from consistorio.documental.firma import casa, consultas, operaciones, trabajos
from consistorio.documental.firma.models import Ampliacion
from consistorio.documental.firma.tests.conftest import pdf_con_campos
from consistorio.documental.sellado.verificacion import verificar
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, ServicioNoDisponible
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.almacen.recepcion import Recibido
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.cola.en_mano import en_mano

pytestmark = pytest.mark.lento

RELOJ = RelojSistema()


@pytest.fixture(autouse=True)
def casa_con_sello(base_propia: BasePropia, casa_que_firma: Servidor) -> Servidor:
    return casa_que_firma


def sellado() -> Documento:
    with transaction.atomic():
        contenido = guardar_bytes(pdf_con_campos("sello"))
        uno = incorporar(
            contenido, titulo="Acuse", nombre="acuse.pdf", tipo_documental="TD09", origen_administracion=True, organo="L01999998", actor=Actor.sistema("prueba"), reloj=RELOJ
        )  # fmt: skip
        operaciones.sellar_ahora([(uno, "prueba")], reloj=RELOJ)
        return uno


def ampliar(uno: Documento) -> None:
    trabajos.ampliar(documento_id=str(uno.id))


def esperan() -> set[UUID]:
    return set(Ampliacion.objects.filter(pendiente_desde__isnull=False).values_list("documento_id", flat=True))


def ampliados(uno: Documento) -> int:
    return Evento.objects.filter(tipo="firma.documento.ampliado", cadena=f"documento:{uno.id}").count()


def test_one_job_does_the_work_of_all_with_the_statements_of_one() -> None:
    def cuantas(uno: Documento) -> int:
        with CaptureQueriesContext(connection) as preguntas:
            ampliar(uno)
        return sum("calendario_desfasereloj" not in q["sql"] for q in preguntas)  # a clock that moves is not the town's

    ampliar(sellado())  # what is asked for once an hour
    una = cuantas(sellado())
    documentos = [sellado() for _ in range(5)]
    assert cuantas(documentos[2]) == una
    assert esperan() == set()
    for uno in documentos:
        fila = Documento.objects.get(id=uno.id)
        assert (fila.revision, fila.ampliacion.revision, ampliados(uno)) == (3, 3, 1)
        assert [f.nivel for f in consultas.informe_de_firmas(fila).firmas] == ["B-LTA"]
    for uno in documentos:
        assert cuantas(uno) == 1  # there is nothing left to do
    assert [ampliados(uno) for uno in documentos] == [1] * 5
    assert verificar(confianza=casa.confianza_de_la_casa()).bien


def test_one_that_cannot_be_extended_stops_nobody_and_fails_in_its_own_job(monkeypatch: pytest.MonkeyPatch) -> None:
    bueno, malo, otro = (sellado() for _ in range(3))
    original = trabajos._ampliado

    def romper(documento: Documento) -> Recibido:
        if documento.id == malo.id:
            raise Conflicto("No se deja.")
        return original(documento)

    monkeypatch.setattr(trabajos, "_ampliado", romper)
    ampliar(bueno)
    assert esperan() == {malo.id}
    assert Ampliacion.objects.get(documento=malo).incidencia == "No se deja."
    assert [ampliados(uno) for uno in (bueno, malo, otro)] == [1, 0, 1]
    with pytest.raises(Conflicto):
        ampliar(malo)


def test_one_whose_rows_are_wrong_is_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that were built over bytes that are not theirs any more cannot be kept; the third is."""
    uno, malo, otro = (sellado() for _ in range(3))
    original = trabajos._ampliado
    monkeypatch.setattr(trabajos, "_ampliado", lambda d: original(otro if d.id == malo.id else d))
    ampliar(uno)
    assert esperan() == {malo.id}
    assert [ampliados(d) for d in (uno, malo, otro)] == [1, 0, 1]
    assert Ampliacion.objects.get(documento=malo).incidencia


def test_while_the_authority_is_down_each_is_tried_once_and_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    documentos = [sellado() for _ in range(3)]
    tratados: list[UUID] = []

    def caida(documento: Documento) -> Recibido:
        tratados.append(documento.id)
        raise ServicioNoDisponible("La autoridad de sellado no responde.")

    with monkeypatch.context() as roto:
        roto.setattr(trabajos, "_ampliado", caida)
        with pytest.raises(ServicioNoDisponible):
            ampliar(documentos[1])
    assert tratados == [documentos[1].id]
    assert Ampliacion.objects.get(documento=documentos[1]).incidencia == "La autoridad de sellado no responde."
    assert esperan() == {d.id for d in documentos}
    ampliar(documentos[1])
    assert esperan() == set()


def test_what_another_has_in_hand_is_left_to_it_until_it_dies() -> None:
    uno, otro = sellado(), sellado()
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as ajena:
        ajena.execute("SELECT pg_advisory_lock(hashtextextended('ampliar' || %s::uuid, 22))", [uno.id])
        ampliar(uno)
        assert esperan() == {uno.id}
        with en_mano("otra cosa", [uno.id, otro.id], como_mucho=1) as cogidos:
            assert cogidos == [uno.id]
    assert ampliados(otro) == 1
    ampliar(uno)
    assert esperan() == set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        assert cursor.fetchone()[0] == 0
