"""What is noted of a case keeps its control, by whatever door (RD 424/2017 arts. 7 to 9 and 20 to 23)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from consistorio.economia.gasto import consultas
from consistorio.economia.gasto.control import por_que_no_se_compromete
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tipos import Cabecera, LineaDeFuturo, LineaPedida, Plurianual
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.intervencion.acciones import fiscalizar
from consistorio.servicios.intervencion.consultas import credito_de, hallazgos_de
from consistorio.servicios.intervencion.models import Fiscalizacion
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.tests.firmas import firmado

pytestmark = [pytest.mark.django_db, pytest.mark.lento, pytest.mark.usefixtures("personal_que_firma")]


def test_what_is_noted_by_the_door_of_the_budget_is_of_the_case_and_has_its_control(reloj: RelojDePrueba) -> None:
    expediente = contrato.con_credito(reloj)
    teresa = escenario.empleado("teresa", reloj)
    cabecera = Cabecera(fecha=hoy(reloj), texto="Por otra puerta", varios=True, expediente_id=expediente.id)
    lineas = [LineaPedida(Decimal(50), codigo="920.22000")]
    anotada = presupuesto.gastar(actor=teresa, clase="ADO", cabecera=cabecera, lineas=lineas, reloj=reloj)
    assert [str(una.operacion) for una in consultas.economia_de(expediente).operaciones][-1] == str(anotada)
    assert por_que_no_se_compromete(expediente, Decimal("18099.99")) == ""
    assert "el límite es de 18.150,00 € con IVA" in por_que_no_se_compromete(expediente, Decimal("18100.00"))
    # Its value is reckoned without the VAT that it has, not the general rate: LCSP 118
    for sin_iva, tope in (("1210", "15000.00"), ("1100", "16500.00")):
        Expediente.objects.filter(id=expediente.id).update(datos=expediente.datos | {"importe": sin_iva})
        otro = Expediente.objects.get(id=expediente.id)
        assert por_que_no_se_compromete(otro, Decimal(tope) - Decimal("50.01")) == ""
        assert "ya no está exento de fiscalización" in por_que_no_se_compromete(otro, Decimal(tope) - 50)
    with pytest.raises(DatosIncorrectos) as error:
        presupuesto.retener(
            actor=teresa, clase="RC", cabecera=replace(cabecera, expediente_id=uuid4()), lineas=lineas, reloj=reloj
        )
    assert [problema.campo for problema in error.value.problemas] == ["expediente"]
    with pytest.raises(NoPermitido, match="la interviene Intervención"):
        presupuesto.gastar(
            actor=replace(teresa, permisos=teresa.permisos - {FISCALIZAR}),
            clase="ADO",
            cabecera=cabecera,
            lineas=lineas,
            reloj=reloj,
        )
    with pytest.raises(FaseIncompatible, match="no ha intervenido el pago"):
        contrato.pagar("PR", anotada, reloj=reloj)
    assert list(Operacion.objects.filter(libro="gasto").values_list("clase", flat=True)) == ["RC", "ADO"]


def test_what_owes_previous_control_is_committed_as_it_was_examined(reloj: RelojDePrueba) -> None:
    contrato.publicar_con_control(reloj)
    expediente = contrato.caso(reloj, procedimiento=contrato.CON_CONTROL)
    teresa = escenario.empleado("teresa", reloj)
    cabecera = Cabecera(fecha=hoy(reloj), texto="Por otra puerta", varios=True, expediente_id=expediente.id)
    for clase in ("A", "AD"):
        with pytest.raises(FaseIncompatible, match="no se puede comprometer") as error:
            presupuesto.gastar(
                actor=teresa,
                clase=clase,
                cabecera=cabecera,
                lineas=[LineaPedida(Decimal(50), codigo="920.22000")],
                reloj=reloj,
            )
        assert "Intervención no ha fiscalizado este gasto" in error.value.que_hacer
    firmado(contrato.retener(expediente, reloj), reloj)
    contrato.instruido(expediente, reloj)
    contrato.propuesto(expediente, reloj)
    fiscalizacion = Fiscalizacion.objects.get(expediente=expediente)
    _su_credito(fiscalizacion, expediente, reloj)
    acto = fiscalizar(
        actor=teresa,
        tarea_id=contrato.tarea_de(expediente, "fiscalizacion").id,
        resultado="favorable",
        importe="1.000,00",
        aplicacion=contrato.APLICACION,
        causas=[],
        texto=[],
        reloj=reloj,
    )
    firmado(acto, reloj)
    contrato.decretado(expediente, reloj)
    with pytest.raises(FaseIncompatible) as error:
        contrato.comprometer(expediente, reloj, importe="1.000,01")
    assert "fiscalizó 1.000,00 €: lo que se compromete pasa en 0,01 €" in error.value.que_hacer
    assert not Operacion.objects.filter(clase="AD").exists()
    assert contrato.comprometer(expediente, reloj, importe="1.000,00").importe == Decimal(1000)
    assert eventos_de(expediente.cadena).get(tipo="gasto.contrato.adjudicado").datos["exento"] == ""


def _su_credito(fiscalizacion: Fiscalizacion, caso: Expediente, reloj: RelojDePrueba) -> None:
    """What Intervención is told: enough, short by ten euros, or none at all."""
    hallado = credito_de(fiscalizacion, en=hoy(reloj))
    assert hallado is not None
    assert (str(hallado.retenido), hallado.bastante, hallado.aviso) == ("1.210,00 €", True, "")
    hallazgos = hallazgos_de(fiscalizacion, caso, en=hoy(reloj))
    assert (hallazgos["credito"].respuesta, "1.210,00" in hallazgos["credito"].evidencia) == ("cumple", True)
    assert hallazgos["plurianual"].respuesta == "no_procede"
    presupuesto.anotar_futuro(
        actor=escenario.empleado("teresa", reloj),
        clase="RC",
        cabecera=Cabecera(hoy(reloj), "Mantenimiento de dos años", expediente_id=caso.id),
        lineas=[LineaDeFuturo(Decimal(300), 2027, contrato.APLICACION)],
        plurianual=Plurianual("contratos", anticipada=True),
        reloj=reloj,
    )
    plurianual = hallazgos_de(fiscalizacion, caso, en=hoy(reloj))["plurianual"]
    assert (plurianual.respuesta, "2027: 300,00" in plurianual.evidencia) == ("cumple", True)
    fiscalizacion.importe = Decimal(1220)
    assert hallazgos_de(fiscalizacion, caso, en=hoy(reloj))["credito"].respuesta == "no_cumple"
    corto = credito_de(fiscalizacion, en=hoy(reloj))
    assert corto is not None
    assert corto.aviso == "Faltan 10,00 € de crédito retenido: es causa de reparo (artículo 216.2.a)."
    fiscalizacion.expediente_id = uuid4()
    ninguno = credito_de(fiscalizacion, en=hoy(reloj))
    assert ninguno is not None
    assert ninguno.aviso.startswith("No consta crédito retenido")
    assert credito_de(fiscalizacion, en=hoy(reloj).replace(year=2031)) is None  # its budget is not kept here


def test_what_is_paid_at_once_of_two_cases_is_intervened_and_seen_in_each(reloj: RelojDePrueba) -> None:
    teresa, casos = escenario.empleado("teresa", reloj), [contrato.caso(reloj), contrato.caso(reloj)]
    obligaciones = [
        presupuesto.gastar(
            actor=teresa,
            clase="ADO",
            cabecera=Cabecera(fecha=hoy(reloj), texto="Material", varios=True, expediente_id=caso.id),
            lineas=[LineaPedida(Decimal(importe), codigo="920.22000")],
            reloj=reloj,
        )
        for caso, importe in zip(casos, (30, 40), strict=True)
    ]
    contrato.intervenir(casos[0], obligaciones[0], reloj)
    with pytest.raises(FaseIncompatible) as error:
        contrato.pagar("PR", *obligaciones, reloj=reloj)
    assert casos[1].numero in error.value.que_hacer
    contrato.intervenir(casos[1], obligaciones[1], reloj)
    pago = contrato.pagar("R", contrato.pagar("P", *obligaciones, reloj=reloj), reloj=reloj)
    assert (pago.expediente_id, pago.importe) == (None, Decimal(70))
    for caso, importe in zip(casos, ("30,00 €", "40,00 €"), strict=True):
        economia = consultas.economia_de(caso)
        assert [str(una.importe) for una in economia.operaciones] == [importe] * 3  # ADO, P and R
        assert str(economia.fases[-1].importe) == importe
        anotadas = eventos_de(caso.cadena).filter(tipo="gasto.operacion.anotada")
        assert anotadas.order_by("-seq")[0].datos["referencia"] == str(pago)
