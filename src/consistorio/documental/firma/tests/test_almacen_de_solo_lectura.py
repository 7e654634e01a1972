"""Signing and sealing while the store takes no writing: nothing is half done, people read why, and it goes on by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pruebas.caidas.disco import Disco, SinDisco, disco
from pytest_django import Settings

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma import consultas, operaciones, trabajos
from consistorio.documental.firma.models import PasoFirma, SelloPedido
from consistorio.documental.firma.tests.test_circuitos import RELOJ, circuito, documento, firma, paso
from consistorio.documental.firma.tests.test_firmas_en_bloque import codigos_nuevos
from consistorio.documental.firma.validacion import Veredicto
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.cola.trabajos import es_pasajero

pytestmark = [pytest.mark.lento, pytest.mark.usefixtures("personal_sembrado", "personal_que_firma")]


@pytest.fixture
def almacen(personal_que_firma: object, settings: Settings) -> Iterator[Disco]:
    """The folders of the store on a disk of their own."""
    try:
        with disco(Path(settings.CONSISTORIO_VAR) / "almacen", "20m") as suyo:
            yield suyo
    except SinDisco as error:
        pytest.skip(f"NOT RUN: no disk of its own can be mounted here ({error})")


def test_what_cannot_be_kept_is_not_signed_and_may_be_signed_later(almacen: Disco) -> None:
    circuitos = [circuito("alcaldia"), circuito("alcaldia")]
    pasos = [paso(uno) for uno in circuitos]
    almacen.con("ro")
    resultado = firma("isabel", *pasos)
    assert resultado.firmados == ()
    assert {f.paso_id for f in resultado.fallidos} == {p.id for p in pasos}
    assert all("no admite escritura" in f.motivo for f in resultado.fallidos)
    assert {paso(uno).estado for uno in circuitos} == {PasoFirma.Estado.PENDIENTE}
    assert set(Documento.objects.values_list("revision", flat=True)) == {1}
    assert not Evento.objects.filter(tipo="firma.paso.firmado").exists()
    almacen.con("rw")
    codigos_nuevos()
    assert firma("isabel", *pasos).firmados == tuple(p.id for p in pasos)
    for uno in circuitos:
        firmado = Documento.objects.get(id=uno.documento_id)
        assert consultas.informe_de_firmas(firmado).firmas[0].veredicto is not Veredicto.NO_VALIDA
        assert documentos.leer(firmado)


def test_a_seal_waits_for_the_store_with_its_reason_and_its_job_puts_it(almacen: Disco) -> None:
    [pedido] = operaciones.sellar_varios([(documento(SELLO_DE_ORGANO.nombre), "prueba:sello")], reloj=RELOJ)
    almacen.con("ro")
    with pytest.raises(ServicioNoDisponible, match="no admite escritura") as error:
        trabajos.sellar(lote=str(pedido.lote))
    assert es_pasajero(error.value), "the queue would give it up"
    pedido.refresh_from_db()
    assert pedido.estado == SelloPedido.Estado.PENDIENTE
    assert "no admite escritura" in pedido.incidencia
    almacen.con("rw")
    trabajos.sellar(lote=str(pedido.lote))
    pedido.refresh_from_db()
    assert pedido.estado != SelloPedido.Estado.PENDIENTE
