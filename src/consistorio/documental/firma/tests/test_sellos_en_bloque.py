"""Many seals at once: few questions to the database, what fails stops nobody, and a crash in the middle leaves neither half a batch nor two seals."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from conftest import BasePropia
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.documental.documentos.models import Documento, RevisionDocumento
from consistorio.documental.documentos.operaciones import incorporar
from consistorio.documental.firma import casa, consultas, operaciones, trabajos
from consistorio.documental.firma.acciones.sellar import sellar
from consistorio.documental.firma.manos import ManoSoftware
from consistorio.documental.firma.models import Ampliacion, SelloPedido
from consistorio.documental.firma.tests.conftest import pdf_con_campos
from consistorio.documental.firma.validacion import Veredicto
from consistorio.documental.sellado.verificacion import verificar
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.cola.consultas import trabajos as trabajos_en_cola

pytestmark = pytest.mark.lento

RELOJ = RelojSistema()


@pytest.fixture(autouse=True)
def casa_con_sello(base_propia: BasePropia, casa_que_firma: Servidor) -> Servidor:
    return casa_que_firma


def documento(*campos: str) -> Documento:
    with transaction.atomic():
        contenido = guardar_bytes(pdf_con_campos(*campos))
        return incorporar(
            contenido, titulo="Acuse", nombre="acuse.pdf", tipo_documental="TD09", origen_administracion=True, organo="L01999998", actor=Actor.sistema("prueba"), reloj=RELOJ
        )  # fmt: skip


def pedir(documentos: Sequence[Documento], campo: str = "sello") -> list[SelloPedido]:
    with transaction.atomic():
        varios = [(uno, f"prueba:{n}") for n, uno in enumerate(documentos)]
        return operaciones.sellar_varios(varios, reloj=RELOJ, campo=campo)


def estados(pedidos: Sequence[SelloPedido]) -> list[str]:
    hallados = SelloPedido.objects.in_bulk([p.id for p in pedidos])
    return [hallados[p.id].estado for p in pedidos]


def sellados(uno: Documento) -> int:
    return Evento.objects.filter(tipo="firma.documento.sellado", cadena=f"documento:{uno.id}").count()


def test_many_cost_as_many_statements_as_one() -> None:
    def cuantas(pedidos: list[SelloPedido]) -> int:
        with CaptureQueriesContext(connection) as preguntas:
            assert sellar(actor=operaciones.ACTOR_SELLO, sello_ids=[p.id for p in pedidos], reloj=RELOJ) == {}
        return len(preguntas)

    uno, muchos = pedir([documento("sello")]), pedir([documento("sello") for _ in range(6)])
    assert cuantas(uno) == cuantas(muchos)
    for pedido in [*uno, *muchos]:
        fila = Documento.objects.get(id=pedido.documento_id)
        assert (fila.revision, sellados(fila)) == (2, 1)
        assert consultas.informe_de_firmas(fila).veredicto is Veredicto.VALIDA
    assert Ampliacion.objects.filter(pendiente_desde__isnull=False).count() == 7
    assert sorted(str(t.ids["documento_id"]) for t in trabajos_en_cola() if t.nombre == "firma.ampliar") == sorted(
        str(p.documento_id) for p in [*uno, *muchos]
    )
    assert verificar(confianza=casa.confianza_de_la_casa()).bien


def test_one_whose_rows_are_wrong_is_seen_as_failed_and_the_others_are_sealed() -> None:
    documentos = [documento("sello") for _ in range(3)]
    malo = documentos[1]
    RevisionDocumento.objects.create(
        documento=malo, numero=2, contenido=malo.contenido, motivo="otra", momento=RELOJ.ahora()
    )
    pedidos = pedir(documentos)
    with pytest.raises(IntegrityError):
        trabajos.sellar(lote=str(pedidos[0].lote))
    assert estados(pedidos) == ["hecho", "pendiente", "hecho"]
    assert SelloPedido.objects.get(id=pedidos[1].id).incidencia
    assert [sellados(d) for d in documentos] == [1, 0, 1]
    assert SelloPedido.objects.exclude(id=pedidos[1].id).exclude(incidencia="").count() == 0


def test_a_batch_that_dies_in_the_middle_is_sealed_by_the_next_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server throws the session out when the third signature is made: two files lie in the store, without a row."""
    documentos = [documento("sello") for _ in range(4)]
    pedidos = pedir(documentos)
    veces: list[int] = []
    firmar = ManoSoftware.firmar

    def cortar(mano: ManoSoftware, datos: bytes) -> bytes:
        veces.append(len(veces))
        if len(veces) == 3:
            with pytest.raises(OperationalError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return firmar(mano, datos)

    monkeypatch.setattr(ManoSoftware, "firmar", cortar)
    with pytest.raises((OperationalError, InterfaceError)):
        sellar(actor=operaciones.ACTOR_SELLO, sello_ids=[p.id for p in pedidos], reloj=RELOJ)
    connection.close()
    assert estados(pedidos) == ["pendiente"] * 4
    assert [sellados(d) for d in documentos] == [0, 0, 0, 0]
    trabajos.sellar(lote=str(pedidos[0].lote))
    trabajos.sellar(lote=str(pedidos[0].lote))
    assert estados(pedidos) == ["hecho"] * 4
    assert [(sellados(d), Documento.objects.get(id=d.id).revision) for d in documentos] == [(1, 2)] * 4
    assert verificar(confianza=casa.confianza_de_la_casa()).bien


def test_two_seals_of_one_document_are_put_one_over_the_other() -> None:
    uno, otro = documento("sello", "copia"), documento("sello")
    pedidos = [*pedir([uno, otro]), *pedir([uno], "copia")]
    trabajos.sellar(lote=str(pedidos[0].lote))
    assert estados(pedidos) == ["hecho"] * 3
    fila = Documento.objects.get(id=uno.id)
    assert (fila.revision, sellados(uno)) == (3, 2)
    informe = consultas.informe_de_firmas(fila)
    assert (informe.veredicto, len(informe.firmas)) == (Veredicto.VALIDA, 2)


def test_asking_twice_is_asking_once_also_in_one_batch() -> None:
    uno = documento("sello")
    pedidos = pedir([uno, uno])
    assert pedidos[0].id == pedidos[1].id
    assert pedir([uno])[0].id == pedidos[0].id
    trabajos.sellar(lote=str(pedidos[0].lote))
    assert sellados(uno) == 1
