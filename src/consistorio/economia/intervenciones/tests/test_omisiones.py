"""What was not fiscalised when it had to be, and its way to be recognised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from consistorio.economia.contabilidad.models import Apunte
from consistorio.economia.facturas.tests.escena import Informe
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.intervenciones import acciones, consultas
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.control import por_que_no_se_paga
from consistorio.economia.intervenciones.cotejos import nada_que_espera_se_reconocio
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.intervenciones.tests.actos import (
    INFORME,
    TEXTO,
    D,
    cerrado,
    interviene,
    motivos,
    obligacion,
    ultimo,
)
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, DeAntes, LineaPedida
from consistorio.economia.tributacion import acciones as tributacion
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.intervencion import acciones as control
from consistorio.servicios.intervencion.acceso import documento_para
from consistorio.servicios.intervencion.acciones.omisiones import InformeDeOmision
from consistorio.servicios.intervencion.consultas import examinado_de
from consistorio.servicios.intervencion.informe import control_de
from consistorio.servicios.intervencion.models import (
    Fiscalizacion,
    Omision,
)
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db


def test_what_was_not_fiscalised_waits_for_its_way_also_next_year(reloj: RelojDePrueba) -> None:
    una = escena.factura(reloj, "F-1")
    teresa, isabel, marta = (escenario.empleado(uno, reloj) for uno in ("teresa", "isabel", "marta"))
    directa = FacturaPorIntervenir(una.id, aplicacion="920.22706")
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, directa)
    assert "anote la omisión" in motivos(error)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_omision(actor=teresa, factura_id=una.id, como="", decide="", aplicacion="22706", reloj=reloj)
    assert {problema.campo for problema in error.value.problemas} == {"como", "decide", "aplicacion"}

    def nota(decide: str) -> Omision:
        return acciones.anotar_omision(
            actor=teresa,
            factura_id=una.id,
            como="La encargó el área por teléfono.",
            decide=decide,
            aplicacion="920.22706",
            reloj=reloj,
        )

    omision = nota("presidencia")
    with pytest.raises(FaseIncompatible, match="ya está anotada"):
        nota("pleno")
    exenta = FacturaPorIntervenir(una.id, aplicacion="920.22706", exento="contrato_menor")
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, exenta)
    assert "No se fiscalizó cuando debía" in motivos(error)
    acciones.devengar_omision(actor=teresa, omision_id=omision.id, aplicacion="920.22706", reloj=reloj)
    omision.refresh_from_db()
    assert omision.devengo_id is not None
    devengo = Operacion.objects.get(id=omision.devengo_id)
    assert (devengo.clase, devengo.contrapartida) == ("DV", "4131")
    with pytest.raises(FaseIncompatible):
        control.decidir_omision(actor=isabel, omision_id=omision.id, continua=True, texto=TEXTO, reloj=reloj)
    with pytest.raises(DatosIncorrectos) as error:
        control.informar_omision(actor=teresa, omision_id=omision.id, informe=InformeDeOmision(*[""] * 7), reloj=reloj)
    assert len(error.value.problemas) == 7
    escena.firma(control.informar_omision(actor=teresa, omision_id=omision.id, informe=INFORME, reloj=reloj), reloj)
    assert documento_para(marta, ultimo("omision").documento_id, reloj=reloj)
    decision = control.decidir_omision(actor=isabel, omision_id=omision.id, continua=True, texto=TEXTO, reloj=reloj)
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, directa)
    escena.firma(decision, reloj)

    # Of one whose VAT is deducted, only its expense waits in 413, and is applied
    tributacion.abrir_sector(actor=teresa, codigo="AGUA", nombre="Agua", reloj=reloj)
    tributacion.fijar_prorrata(actor=teresa, codigo="AGUA", anio=2026, clase="general", provisional=80, reloj=reloj)
    del_agua = escena.factura(reloj, "F-2", "10")
    como, decide = "La encargó el área por teléfono.", "presidencia"
    suya = acciones.anotar_omision(
        actor=teresa, factura_id=del_agua.id, como=como, decide=decide, aplicacion="920.22706", reloj=reloj
    )
    suyo: dict[str, Any] = {"aplicacion": "920.22706", "actividad": "AGUA"}
    acciones.devengar_omision(actor=teresa, omision_id=suya.id, reloj=reloj, **suyo)
    suya.refresh_from_db()
    assert suya.devengo_id is not None
    espera = Operacion.objects.get(id=suya.devengo_id).lineas.get()
    assert espera.importe == D("10.42")
    escena.firma(control.informar_omision(actor=teresa, omision_id=suya.id, informe=INFORME, reloj=reloj), reloj)
    escena.firma(
        control.decidir_omision(actor=isabel, omision_id=suya.id, continua=True, texto=TEXTO, reloj=reloj), reloj
    )
    sin_decirla = FacturaPorIntervenir(del_agua.id, aplicacion="920.22706", actividad="GAS")
    with pytest.raises(DatosIncorrectos, match="intervenido"):
        interviene(reloj, sin_decirla)
    interviene(reloj, FacturaPorIntervenir(del_agua.id, **suyo))
    espera.refresh_from_db()
    assert (obligacion(del_agua).importe, espera.saldo) == (D("10.42"), D(0))

    # That of a case stops whatever recognises something of it, and then counts as if it had been examined
    caso = contrato.caso(reloj)
    del_caso = acciones.anotar_omision_de_expediente(
        actor=teresa,
        expediente_id=caso.id,
        importe=D("121.00"),
        como="Se encargó antes de aprobarlo.",
        decide="presidencia",
        aplicacion="",
        reloj=reloj,
    )
    cabecera = Cabecera(hoy(reloj), "Estudio", varios=True, expediente_id=caso.id)

    def reconocida() -> Operacion:
        lineas = [LineaPedida(D(121), codigo="920.22706")]
        return presupuesto.gastar(actor=teresa, clase="ADO", cabecera=cabecera, lineas=lineas, reloj=reloj)

    with pytest.raises(FaseIncompatible, match="todavía"):
        reconocida()
    escena.firma(control.informar_omision(actor=teresa, omision_id=del_caso.id, informe=INFORME, reloj=reloj), reloj)
    assert caso.documentos.filter(documento=ultimo("omision").documento, origen="control").exists()
    escena.firma(
        control.decidir_omision(actor=isabel, omision_id=del_caso.id, continua=True, texto=TEXTO, reloj=reloj), reloj
    )
    assert examinado_de(caso.id) == D("121.00")
    del_todo = reconocida()
    assert del_todo.importe == D("121.00")
    assert por_que_no_se_paga([del_todo.id], en=hoy(reloj)) == ""
    with transaction.atomic():  # what is seen once it is recognised stops its payment
        Omision.objects.filter(id=del_caso.id).update(estado="informada", decision=None, decidida_el=None)
        assert "No se fiscalizó" in por_que_no_se_paga([del_todo.id], en=hoy(reloj))
        transaction.set_rollback(True)

    # A reparo that does not suspend does not keep what a case owes from being paid
    with pytest.raises(FaseIncompatible, match="no ha intervenido el pago"):
        contrato.pagar("P", del_todo, reloj=reloj)
    acciones.intervenir_pagos(
        actor=teresa,
        operaciones=[del_todo.id],
        resultado="reparo",
        causas=["otra"],
        texto=TEXTO,
        unidad_id=None,
        reloj=reloj,
    )
    escena.firma(ultimo("resultado"), reloj)
    orden = contrato.pagar("P", del_todo, reloj=reloj)

    # The year after, what is in 413 is applied with its obligation
    reloj.avanzar(days=140)
    teresa = escenario.empleado("teresa", reloj)
    contrato.cuentas(reloj)
    with transaction.atomic():  # as the closing of its year leaves it
        cerrado(orden, 2027)
        assert (consultas.sin_resultado(2027), consultas.sin_pago_intervenido(2027)) == ([del_todo], [])
        transaction.set_rollback(True)
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, directa, resultado="observaciones")
    assert "El gasto es de 2026" in motivos(error)
    con_su_acto = replace(directa, antes=DeAntes("con_dotacion", documento_id=decision.documento_id))
    interviene(reloj, con_su_acto, resultado="observaciones")
    o = obligacion(una)
    [apunte] = Apunte.objects.filter(asiento=o.asiento).exclude(debe__codigo__startswith="0")
    assert (o.ejercicio_id, o.clase, apunte.debe_id, apunte.haber_id, apunte.importe) == (
        2027,
        "ADO",
        "4131",
        "4000",
        D("1210.00"),
    )
    assert devengo.lineas.get().saldo == 0
    assert [(una.clase, una.quien) for una in control_de(2026).contrarias] == [("omision", "Presidencia")] * 3
    assert control_de(2027).contrarias == ()
    with transaction.atomic():  # what waited and is decided the year after is told that year too
        Omision.objects.filter(id=omision.id).update(decidida_el=reloj.ahora())
        assert [len(control_de(anio).contrarias) for anio in (2026, 2027)] == [3, 1]
        transaction.set_rollback(True)
    # One that does not go on is never recognised; that of the Pleno needs its certificate
    otra = escena.factura(reloj, "F-2", "100")
    del_pleno = acciones.anotar_omision(
        actor=teresa,
        factura_id=otra.id,
        como="La encargó el área sin contrato.",
        decide="pleno",
        aplicacion="",
        reloj=reloj,
    )
    escena.firma(control.informar_omision(actor=teresa, omision_id=del_pleno.id, informe=INFORME, reloj=reloj), reloj)
    with pytest.raises(FaseIncompatible, match="Pleno"):
        control.decidir_omision(actor=isabel, omision_id=del_pleno.id, continua=True, texto=TEXTO, reloj=reloj)
    control.anotar_decision_de_omision(
        actor=isabel, omision_id=del_pleno.id, continua=False, documento_id=decision.documento_id, reloj=reloj
    )
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, FacturaPorIntervenir(otra.id, aplicacion="920.22706", exento="contrato_menor"))
    assert "no continuar" in motivos(error)
    assert fallas() == []
    assert _lo_que_espera() == []
    sin_resolver = {"estado": "informada", "decision": None, "decidida_el": None}
    Omision.objects.filter(id=omision.id).update(**sin_resolver)
    Omision.objects.filter(id=del_pleno.id).update(devengo_id=del_pleno.id)
    assert [fallo.partition(" ")[0] for fallo in _lo_que_espera()] == ["intervencion_omision"] * 2


def _lo_que_espera() -> list[str]:
    informe = Informe()
    nada_que_espera_se_reconocio("default", informe)
    return informe.fallos


def test_a_commitment_that_nobody_examined_launders_no_omission(reloj: RelojDePrueba) -> None:
    """What was committed of no case over the limit of a contrato menor says by itself nothing of its control: neither whole, nor invoice by invoice, nor in two phases."""
    reloj.poner(datetime(2027, 2, 1, 8, 0, tzinfo=UTC))
    contrato.cuentas(reloj, credito=90000)
    una, otra = escena.factura(reloj, "F-20", "2000"), escena.factura(reloj, "F-21", "2000")
    menor, mayor = (escena.compromete(una, importe, reloj).lineas.get() for importe in ("18149.99", "18150"))
    autorizada = presupuesto.gastar(
        actor=escenario.empleado("teresa", reloj),
        clase="A",
        cabecera=Cabecera(hoy(reloj), "Estudios"),
        lineas=[LineaPedida(D(30000), codigo="920.22706")],
        reloj=reloj,
    )
    assert una.emisor is not None
    dispuesta = presupuesto.gastar(
        actor=escenario.empleado("teresa", reloj),
        clase="D",
        cabecera=Cabecera(hoy(reloj), "Estudio", tercero_id=una.emisor.persona_id),
        lineas=[LineaPedida(D(3000), origen=autorizada.lineas.get().id)],
        reloj=reloj,
    ).lineas.get()
    for linea in (mayor, dispuesta):
        for exento, dicho in (("", "anote la omisión"), ("contrato_menor", "solo está exento por debajo de 15.000,00")):
            with pytest.raises(DatosIncorrectos) as error:
                interviene(reloj, FacturaPorIntervenir(una.id, origen=linea.id, exento=exento))
            assert dicho in motivos(error)
    interviene(reloj, FacturaPorIntervenir(otra.id, origen=menor.id))
    periodico: dict[str, Any] = {"exento": "tracto_sucesivo", "exento_por": "Expediente 12/2026"}
    interviene(reloj, FacturaPorIntervenir(una.id, origen=mayor.id, **periodico))
    dichos = [
        (uno.exento, uno.exento_por)
        for uno in Fiscalizacion.objects.filter(objeto__startswith="factura:").order_by("id")
    ]
    assert dichos == [("", ""), ("tracto_sucesivo", "Expediente 12/2026")]
    assert obligacion(una).clase == "O"
    assert fallas() == []
