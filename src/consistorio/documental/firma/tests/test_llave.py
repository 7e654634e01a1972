"""Signing with a passkey: it approves the very documents that were marked, and no others."""

from __future__ import annotations

from uuid import UUID

import pytest
from pytest_django import Settings

from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.tests.test_circuitos import actor, circuito, paso
from consistorio.documental.firma.tipos import asunto_de_pasos
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.identidad import llaves
from consistorio.plataforma.identidad.models import Cuenta
from consistorio.plataforma.identidad.tests.autenticador import Autenticador

pytestmark = pytest.mark.usefixtures("personal_sembrado", "personal_que_firma")
RELOJ = RelojSistema()
SEDE = "https://sede.valdeprueba.es"


@pytest.fixture
def llave(settings: Settings, db: None) -> Autenticador:
    settings.CONSISTORIO_SEDE_URL = SEDE
    una = Autenticador(SEDE, "sede.valdeprueba.es")
    isabel = Cuenta.objects.get(usuario="isabel")
    opciones = llaves.pedir_alta(isabel, maquina=RELOJ)
    llaves.guardar(isabel, *llaves.terminar_alta(isabel, una.crear(opciones), maquina=RELOJ), "Llave")
    return una


def aprobar(llave: Autenticador, *pasos: UUID) -> str:
    isabel = Cuenta.objects.get(usuario="isabel")
    return llave.usar(llaves.pedir_uso(isabel, asunto_de_pasos(pasos), maquina=RELOJ))


def test_a_passkey_signs_what_it_approved_in_any_order(llave: Autenticador) -> None:
    pasos = [paso(circuito("alcaldia")).id, paso(circuito("alcaldia")).id]
    aprobado = aprobar(llave, *pasos)
    resultado = firmar(actor=actor("isabel"), paso_ids=pasos[::-1], segundo_factor=aprobado, reloj=RELOJ)
    assert set(resultado.firmados) == set(pasos)
    with pytest.raises(NoPermitido):
        firmar(actor=actor("isabel"), paso_ids=pasos, segundo_factor=aprobado, reloj=RELOJ)


def test_it_signs_nothing_that_it_did_not_approve(llave: Autenticador) -> None:
    aprobado, otro = paso(circuito("alcaldia")).id, paso(circuito("alcaldia")).id
    for pedidos in ([otro], [aprobado, otro]):
        with pytest.raises(NoPermitido):
            firmar(actor=actor("isabel"), paso_ids=pedidos, segundo_factor=aprobar(llave, aprobado), reloj=RELOJ)
    assert Evento.objects.filter(tipo="firma.clave.rechazada").count() == 2
    assert not Evento.objects.filter(tipo="firma.paso.firmado").exists()
