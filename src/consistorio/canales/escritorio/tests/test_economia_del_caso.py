"""What a case spends, from the desk of Intervención: its credit, what is committed, what is owed and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client, override_settings

from consistorio.canales.escritorio.tests.conftest import MEDIO, Mesa
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.economia.cierre.acciones import cerrar_ejercicio
from consistorio.economia.cierre.tests.escenario import INTERVENCION as QUIEN_CIERRA
from consistorio.economia.cierre.tipos import Criterios
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.gasto.tests.conftest import reloj, villa_con_cuentas
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.tests.firmas import firmado

__all__ = ["reloj", "villa_con_cuentas"]
pytestmark = [pytest.mark.django_db, pytest.mark.lento, pytest.mark.usefixtures("personal_que_firma")]


@pytest.fixture
def mesa(reloj: RelojDePrueba) -> Iterator[Mesa]:
    """The desk of whoever is named, in the town that keeps its accounts."""

    def de(usuario: str) -> Client:
        ActorDePrueba.actor = escenario.empleado(usuario, reloj)
        return Client()

    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        yield de
    ActorDePrueba.actor = None


def puerta(expediente: Expediente, codigo: str, acto: str) -> str:
    return f"/escritorio/expedientes/{expediente.id}/tareas/{contrato.tarea_de(expediente, codigo).id}/{acto}/"


def test_a_contrato_menor_is_spent_from_the_desk(mesa: Mesa, reloj: RelojDePrueba) -> None:
    expediente = contrato.caso(reloj)
    caso = f"/escritorio/expedientes/{expediente.id}/"
    pestana = mesa("gloria").get(f"{caso}economia/").content.decode()
    assert "Todavía no se ha contabilizado nada" in pestana
    assert f'href="{caso}economia/"' in pestana
    _se_retiene(mesa, expediente, reloj)
    contrato.instruido(expediente, reloj)
    contrato.propuesto(expediente, reloj)
    contrato.decretado(expediente, reloj)
    _se_compromete(mesa, expediente)
    _se_reconoce(mesa, expediente, reloj)
    _se_libera(mesa, expediente)
    _se_interviene(mesa, expediente)
    pagina = mesa("gloria").get(f"{caso}economia/").content.decode()
    for dicho in ("Obligaciones reconocidas", "1.000,00 €", "AD/ 2026/4", "-100,00 €", "Factura F-1", "2026/6"):
        assert dicho in pagina, dicho
    assert "Anulación:" in pagina
    assert "Se contabilizó una operación del presupuesto" in mesa("gloria").get(f"{caso}historial/").content.decode()
    assert mesa("silvia").get(f"{caso}economia/").status_code == 404
    _se_paga_al_anio_siguiente(mesa, expediente)


def _se_retiene(mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba) -> None:
    retener = puerta(expediente, "retener_credito", "retener_credito")
    pagina = mesa("teresa").get(retener).content.decode()
    for dicho in ('value="920.22706"', 'value="1.210,00"', "Crédito disponible en la bolsa de 920.22706", "2.000,00 €"):
        assert dicho in pagina
    mal = mesa("teresa").post(retener, {"aplicacion": "920.22706", "importe": "2100"})
    assert (mal.status_code, "Faltan 100,00 €" in mal.content.decode()) == (422, True)
    assert mesa("gloria").post(retener, {"aplicacion": "920.22706", "importe": "1210"}).status_code == 403
    assert mesa("teresa").post(retener, {"aplicacion": "920.22706", "importe": "1210"}).status_code == 302
    caso = mesa("teresa").get(f"/escritorio/expedientes/{expediente.id}/").content.decode()
    assert "Retirarlo de la firma" in caso
    firmado(ActoTramite.objects.get(clase="certificado_credito"), reloj)


def _se_compromete(mesa: Mesa, expediente: Expediente) -> None:
    comprometer = puerta(expediente, "comprometer", "comprometer_gasto")
    pagina = mesa("teresa").get(comprometer).content.decode()
    assert "Quedan de RC 2026/1" in pagina
    assert 'name="aplicacion"' not in pagina
    parte = expediente.interesados.get().persona_id
    assert mesa("teresa").post(comprometer, {"tercero": "", "importe": "1"}).status_code == 422
    assert mesa("teresa").post(comprometer, {"tercero": str(parte), "importe": "1100"}).status_code == 302


def _se_reconoce(mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba) -> None:
    factura = contrato.con_factura(expediente, reloj)
    contrato.hecha(expediente, "ejecucion", "gloria", reloj)
    reconocer = puerta(expediente, "reconocer", "reconocer_obligacion")
    assert 'value="1.100,00"' in mesa("teresa").get(reconocer).content.decode()
    suya = {"documento": str(factura), "factura": "F-1", "importe": "1000", "ultima": "si"}
    assert mesa("teresa").post(reconocer, {**suya, "documento": ""}).status_code == 422
    assert mesa("teresa").post(reconocer, {**suya, "antes": "extrajudicial"}).status_code == 422
    assert mesa("teresa").post(reconocer, suya).status_code == 302


def _se_libera(mesa: Mesa, expediente: Expediente) -> None:
    liberar = puerta(expediente, "liberar", "liberar_credito")
    pagina = mesa("teresa").get(liberar).content.decode()
    for dicho in ("Quedan de AD 2026/2", "100,00 €", "Quedan de RC 2026/1", "110,00 €"):
        assert dicho in pagina
    assert mesa("teresa").post(liberar, {}).status_code == 422
    assert mesa("teresa").post(liberar, {"comprobado": "on"}).status_code == 302
    assert Operacion.objects.filter(expediente_id=expediente.id).count() == 5


def _se_interviene(mesa: Mesa, expediente: Expediente) -> None:
    caso = f"/escritorio/expedientes/{expediente.id}/"
    intervenir = f"{caso}hacer/intervenir_pago/"
    pestana = mesa("gloria").get(f"{caso}economia/").content.decode()
    assert "Hay pagos que esperan a Intervención: O 2026/3 (1.000,00 €)." in pestana
    assert f'href="{intervenir}"' in mesa("teresa").get(f"{caso}economia/").content.decode()
    obligacion = str(Operacion.objects.get(clase="O").id)
    assert "O 2026/3: 1.000,00 €" in mesa("teresa").get(intervenir).content.decode()
    assert mesa("teresa").post(intervenir, {"operacion": obligacion}).status_code == 422
    suya = {"operacion": obligacion, "comprobado": "on"}
    assert mesa("gloria").post(intervenir, suya).status_code == 403
    assert mesa("teresa").post(intervenir, suya).status_code == 302
    assert mesa("teresa").get(intervenir).status_code == 409


def _se_paga_al_anio_siguiente(mesa: Mesa, expediente: Expediente) -> None:
    """As of closed years, what its closing left: what was ordered of it too. Its case shows it, and waits for nothing more."""
    en_2027 = RelojFijo(datetime(2027, 1, 5, 10, 0, tzinfo=UTC))
    debida = Operacion.objects.get(clase="O").lineas.get()
    orden = presupuesto.ordenar_pago(
        actor=INTERVENCION,
        cabecera=Cabecera(date(2026, 12, 30), "Orden", varios=True),
        lineas=[LineaPedida(Decimal(400), origen=debida.id)],
        reloj=en_2027,
    )
    cerrar_ejercicio(actor=QUIEN_CIERRA, anio=2026, criterios=Criterios(), reloj=en_2027)
    saldos = {una.linea_origen_id: una for una in SaldoCerrado.objects.filter(ejercicio=2027, clase="obligacion")}
    assert {de: una.inicial for de, una in saldos.items()} == {debida.id: 600, orden.lineas.get().id: 400}
    presupuesto.pagar_cerrados(
        actor=INTERVENCION,
        cabecera=Cabecera(date(2027, 1, 5), "Pago", varios=True),
        lineas=[LineaPedida(una.pendiente, cerrado=una.id) for una in saldos.values()],
        ordinal="571",
        reloj=en_2027,
    )
    caso = f"/escritorio/expedientes/{expediente.id}/"
    pagina = re.sub(r"<[^>]+>", " ", mesa("gloria").get(f"{caso}economia/").content.decode())
    assert re.search(r"Pagado\s+1\.000,00 €", pagina)
    assert "PC 2027/1" in pagina
    assert "Hay pagos que esperan" not in pagina
    assert eventos_de(expediente.cadena).filter(tipo="gasto.operacion.anotada", datos__clase="PC").count() == 1


def test_intervencion_is_told_that_there_is_no_credit(mesa: Mesa, reloj: RelojDePrueba) -> None:
    contrato.publicar_con_control(reloj)
    expediente = contrato.con_credito(reloj, procedimiento=contrato.CON_CONTROL)
    Expediente.objects.filter(id=expediente.id).update(datos={**contrato.RESPUESTAS, "importe_total": "1500.00"})
    contrato.propuesto(expediente, reloj)
    pagina = mesa("teresa").get(puerta(expediente, "fiscalizacion", "fiscalizar")).content.decode()
    assert "Faltan 290,00 € de crédito retenido: es causa de reparo (artículo 216.2.a)." in pagina
    marcadas = [casilla for casilla in re.findall(r"<input[^>]*>", pagina) if "checked" in casilla]
    assert sorted(re.findall(r'value="(\w+)"', " ".join(marcadas))) == ["credito", "reparo"]
    pestana = mesa("gloria").get(f"/escritorio/expedientes/{expediente.id}/gasto/").content.decode()
    assert "Faltan 290,00 €" in pestana
    assert "920.22706; RC 2026/1" in pestana
