"""The seal of the organ: by a job, many at once, on copies and on receipts, with real documents and keys."""

from __future__ import annotations

import pytest
from django.db import transaction

from consistorio.documental.documentos import acceso
from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.copias import copiar
from consistorio.documental.documentos.tests.test_documentos import TodoVisible
from consistorio.documental.firma import consultas, operaciones, trabajos
from consistorio.documental.firma.models import SelloPedido
from consistorio.documental.firma.tests.test_circuitos import RELOJ, documento
from consistorio.documental.firma.validacion import Veredicto
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.cola.tandas import TANDA
from consistorio.plataforma.cola.vaciado import vaciar_colas

pytestmark = [pytest.mark.usefixtures("personal_sembrado", "personal_que_firma"), pytest.mark.lento]


def test_the_seal_is_put_by_a_job_once_and_many_by_one_job() -> None:
    documentos_varios = [documento("sello") for _ in range(4)]
    operaciones.sellar_varios([(d, f"prueba:{n}") for n, d in enumerate(documentos_varios)], reloj=RELOJ)
    operaciones.sellar(documentos_varios[0], referencia="prueba:0", reloj=RELOJ)
    assert consultas.estado_de(documentos_varios[0]).codigo == "pendiente_sello"
    vaciar_colas()
    for uno in documentos_varios:
        uno.refresh_from_db()
        assert consultas.estado_de(uno).codigo == "firmado"
        assert consultas.informe_de_firmas(uno).veredicto is Veredicto.VALIDA
    assert Evento.objects.filter(tipo="firma.documento.sellado").count() == 4


def test_a_burst_of_seals_is_done_by_the_first_job_and_what_fails_stops_nobody() -> None:
    sin_hueco = documento("otro")
    operaciones.sellar(sin_hueco, referencia="prueba:mal", reloj=RELOJ)
    for n in range(TANDA + 2):
        operaciones.sellar(documento("sello"), referencia=f"prueba:{n}", reloj=RELOJ)
    pedidos = SelloPedido.objects.order_by("id")
    ultimo = pedidos.last()
    assert ultimo is not None
    trabajos.sellar(lote=str(ultimo.lote))
    hechos = pedidos.filter(estado="hecho")
    assert hechos.count() == TANDA - 1  # a whole batch, less the one without a field
    assert hechos.filter(id=ultimo.id).exists()
    malo = pedidos.get(documento=sin_hueco)
    assert (malo.estado, "hueco libre" in malo.incidencia) == ("pendiente", True)
    otro = pedidos.filter(estado="pendiente", incidencia="").first()
    assert otro is not None
    trabajos.sellar(lote=str(otro.lote))
    assert not pedidos.filter(estado="pendiente", incidencia="").exists()
    with pytest.raises(Conflicto, match="hueco libre"):
        trabajos.sellar(lote=str(malo.lote))
    trabajos.sellar(lote=str(ultimo.lote))  # once more there is nothing to do
    assert Evento.objects.filter(tipo="firma.documento.sellado").count() == TANDA + 2


@pytest.mark.parametrize("de_la_casa", [True, False])
def test_an_authentic_copy_gets_the_seal_and_a_simple_one_does_not(
    de_la_casa: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acceso, "acceso_documentos", TodoVisible)
    monkeypatch.setattr(documentos, "acceso_documentos", TodoVisible)
    original = documento("sello") if de_la_casa else documento()
    if de_la_casa:
        operaciones.sellar_ahora([(original, "prueba:1")], reloj=RELOJ)
    quien = Actor.sistema("copias")
    with transaction.atomic():
        copia, simple = (copiar(original, estado_elaboracion=e, actor=quien, reloj=RELOJ) for e in ("EE02", "EE99"))
    assert consultas.estado_de(copia).codigo == "pendiente_sello"
    vaciar_colas()
    copia.refresh_from_db()
    informe = consultas.informe_de_firmas(copia)
    assert informe.veredicto is Veredicto.VALIDA
    assert [f.titular.nif for f in informe.firmas if f.titular] == ["P9999900E"]
    assert consultas.estado_de(simple).codigo == "sin_firma"


def test_a_receipt_is_sealed_at_once() -> None:
    recibo = documento("sello")
    operaciones.sellar_ahora([(recibo, "asiento:1")], reloj=RELOJ)
    informe = consultas.informe_de_firmas(recibo)
    assert informe.veredicto is Veredicto.VALIDA
    assert informe.firmas[0].titular is not None
    assert informe.firmas[0].titular.nif == "P9999900E"
    with pytest.raises(Conflicto):
        operaciones.sellar_ahora([(recibo, "asiento:1")], reloj=RELOJ)
