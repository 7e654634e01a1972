"""Nobody signs with a certificate that its issuer revoked, nor the town with a seal that expired or was revoked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma import casa, operaciones, trabajos
from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.models import Circuito, SelloPedido
from consistorio.documental.firma.tests.test_circuitos import RELOJ, actor, circuito, documento, paso
from consistorio.integraciones.pki_demo.nombres import SELLO, sujeto_organizacion
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.errores import NoPermitido, ServicioNoDisponible
from consistorio.plataforma.organizacion.demostracion import codigo_actual

pytestmark = [pytest.mark.usefixtures("personal_sembrado"), pytest.mark.lento]


@pytest.fixture
def revocables(personal_que_firma: Servidor, tmp_path: Path) -> Iterator[Servidor]:
    """The authority, which forgets afterwards what was revoked here: others sign with the same certificates."""
    lista = personal_que_firma.pki.carpeta / "revocados.json"
    shutil.copy(lista, tmp_path / "revocados.json")
    yield personal_que_firma
    shutil.copy(tmp_path / "revocados.json", lista)
    casa.olvidar()


def test_who_was_revoked_by_the_issuer_signs_nothing_and_spends_no_code(revocables: Servidor) -> None:
    uno, codigo = circuito("alcaldia"), codigo_actual("isabel")
    pki = revocables.pki
    pki.revocar(pki.mano("empleados/50000101X").certificado, momento=RELOJ.ahora() - timedelta(hours=1))
    with pytest.raises(NoPermitido, match="revocado"):
        firmar(actor=actor("isabel"), paso_ids=[paso(uno).id], segundo_factor=codigo, reloj=RELOJ)
    assert Circuito.objects.get(id=uno.id).estado == "pendiente"
    assert codigo_actual("isabel") == codigo


def test_a_revoked_seal_seals_nothing_and_each_request_says_why(revocables: Servidor) -> None:
    pedido = operaciones.sellar(documento("sello"), referencia="prueba:sello", reloj=RELOJ)
    pki = revocables.pki
    pki.revocar(pki.mano("sello").certificado, momento=RELOJ.ahora() - timedelta(hours=1))
    with pytest.raises(ServicioNoDisponible, match="revocado"):
        trabajos.sellar(lote=str(pedido.lote))
    pedido.refresh_from_db()
    assert (pedido.estado, "revocado" in pedido.incidencia) == (SelloPedido.Estado.PENDIENTE, True)


def test_an_expired_seal_seals_nothing(personal_que_firma: Servidor, settings: LazySettings) -> None:
    pki = personal_que_firma.pki
    sujeto = sujeto_organizacion("SELLO DE ÓRGANO", "Ayuntamiento de Villaejemplo", "P9999900E")
    pki.emitir("sello-caducado", sujeto, SELLO, hasta=RELOJ.ahora() - timedelta(days=1))
    settings.CONSISTORIO_SELLO = {
        "clave": str(pki.carpeta / "sello-caducado.key"),
        "certificado": str(pki.carpeta / "sello-caducado.pem"),
    }
    with pytest.raises(ServicioNoDisponible, match="caducó el"):
        operaciones.sellar_ahora([(documento("sello"), "prueba:sello")], reloj=RELOJ)


def test_one_document_that_nobody_can_seal_does_not_stop_those_after_it(personal_que_firma: Servidor) -> None:
    primero, segundo = documento("sello"), documento("sello", "otro")
    pedidos = operaciones.sellar_varios([(primero, "prueba:1"), (segundo, "prueba:2")], reloj=RELOJ)
    camino = fichero_de(primero)
    camino.unlink()
    camino.mkdir()  # reading it fails as no error of ours does
    with pytest.raises(OSError, match="directory"):
        trabajos.sellar(lote=str(pedidos[0].lote))
    assert [SelloPedido.objects.get(id=p.id).estado for p in pedidos] == ["pendiente", "hecho"]


def fichero_de(doc: Documento) -> Path:
    from consistorio.plataforma.almacen.deposito import DepositoLocal, camino, deposito

    lugar = deposito()
    assert isinstance(lugar, DepositoLocal)
    return lugar.raiz / camino(doc.huella)
