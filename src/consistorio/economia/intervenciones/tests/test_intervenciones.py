"""Invoices under the control of Intervención: recognised, objected to, paid without having been fiscalised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from consistorio.economia.contabilidad.models import Apunte
from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.obligaciones import iva_deducido
from consistorio.economia.facturas.tests.escena import Informe
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.intervenciones import acciones, consultas
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.control import por_que_no_se_paga
from consistorio.economia.intervenciones.cotejos import nada_que_espera_se_reconocio
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones.otras import anotar_cerrados
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion import acciones as tributacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.intervencion import acciones as control
from consistorio.servicios.intervencion.acceso import documento_para, reparos_visibles
from consistorio.servicios.intervencion.acciones.omisiones import InformeDeOmision
from consistorio.servicios.intervencion.consultas import examinado_de
from consistorio.servicios.intervencion.informe import cabeceras, control_de, filas
from consistorio.servicios.intervencion.models import (
    EscritoDeControl,
    Fiscalizacion,
    Omision,
    Reparo,
)
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

D = Decimal
pytestmark = pytest.mark.django_db
TEXTO = ["No consta el contrato, que pide el artículo 118 de la Ley 9/2017."]
INFORME = InformeDeOmision(
    naturaleza="Contrato de servicios sin tramitar",
    realizado_el="Septiembre de 2026",
    incumplimientos="Artículos 28 y 118 de la LCSP.",
    prestacion="Se recibió, y su precio es el de mercado según el informe técnico.",
    credito="Hay crédito en 920.22706.",
    revision="No conviene: la indemnización no sería menor.",
    opinion="Puede continuar.",
)


def interviene(
    reloj: RelojDePrueba,
    *pedidas: FacturaPorIntervenir,
    resultado: str = "favorable",
    causas: tuple[str, ...] = (),
    quien: str = "teresa",
) -> list[Factura]:
    return acciones.intervenir_facturas(
        actor=escenario.empleado(quien, reloj),
        pedidas=pedidas,
        resultado=resultado,
        causas=causas,
        texto=TEXTO if resultado != "favorable" else [],
        reloj=reloj,
    )


def ultimo(clase: str) -> EscritoDeControl:
    return EscritoDeControl.objects.filter(clase=clase).latest("id")


def motivos(error: pytest.ExceptionInfo[DatosIncorrectos]) -> str:
    return " ".join(problema.mensaje for problema in error.value.problemas)


def obligacion(factura: Factura) -> Operacion:
    factura.refresh_from_db()
    assert factura.operacion_o_id is not None
    return Operacion.objects.get(id=factura.operacion_o_id)


def test_invoices_are_recognised_in_one_act_and_paid_once_it_is_signed(reloj: RelojDePrueba) -> None:
    una, otra = escena.factura(reloj, "F-1"), escena.factura(reloj, "F-2", "300", firma=False)
    linea = escena.compromete(una, "1620", reloj).lineas.get()
    hallada = consultas.para_intervenir(una, en=hoy(reloj))
    assert (hallada.propuesta, hallada.problemas, hallada.lista) == (linea, (), True)
    pedidas = [FacturaPorIntervenir(factura.id, origen=linea.id) for factura in (una, otra)]
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, *pedidas)
    assert "portafirmas de quien la conformó" in motivos(error)
    # Who sends the conformity back is asked again; nothing is recognised meanwhile
    otra.refresh_from_db()
    assert otra.conformidad_id is not None
    escena.firmado(otra.conformidad_id, reloj, devuelto=True)
    otra.refresh_from_db()
    assert (otra.estado, otra.conformidad) == ("remitida", None)
    facturas.conformar(actor=escenario.empleado("marta", reloj), factura_id=otra.id, observaciones="", reloj=reloj)
    escena.correr(reloj)
    otra.refresh_from_db()
    assert otra.conformidad_id is not None
    escena.firmado(otra.conformidad_id, reloj)
    with pytest.raises(NoPermitido):
        interviene(reloj, *pedidas, quien="marta")
    interviene(reloj, *pedidas)
    escrito = ultimo("resultado")
    assert Fiscalizacion.objects.filter(documento=escrito.documento, estado="en_firma").count() == 2
    primera, segunda = obligacion(una), obligacion(otra)
    assert (primera.clase, primera.importe, segunda.importe) == ("O", D("1210.00"), D("363.00"))
    with pytest.raises(FaseIncompatible, match="no se puede tramitar") as espera:
        contrato.pagar("PR", primera, reloj=reloj)
    assert "Falta firmar" in espera.value.que_hacer
    # Sent back: they are examined again, and it is not recognised twice
    escena.firma(escrito, reloj, devuelto=True)
    assert set(Fiscalizacion.objects.values_list("estado", flat=True)) == {"sin_firmar"}
    assert consultas.sin_resultado(2026) == [primera, segunda]
    with pytest.raises(FaseIncompatible) as devuelta:
        contrato.pagar("PR", primera, reloj=reloj)
    assert "otra vez su resultado" in devuelta.value.que_hacer
    acciones.intervenir_obligaciones(
        actor=escenario.empleado("teresa", reloj),
        operaciones=[primera.id, segunda.id],
        resultado="observaciones",
        causas=(),
        texto=["Conviene tramitar el contrato siguiente con más tiempo."],
        unidad_id=None,
        reloj=reloj,
    )
    escena.firma(ultimo("resultado"), reloj)
    assert consultas.sin_resultado(2026) == []
    contrato.pagar("P", primera, segunda, reloj=reloj)
    # What an activity deducts is of no budget
    teresa = escenario.empleado("teresa", reloj)
    tributacion.abrir_sector(actor=teresa, codigo="AGUA", nombre="Agua", reloj=reloj)
    tributacion.fijar_prorrata(actor=teresa, codigo="AGUA", anio=2026, clase="general", provisional=80, reloj=reloj)
    del_agua = escena.factura(reloj, "F-4", "10")
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, FacturaPorIntervenir(del_agua.id, origen=linea.id, actividad="GAS"))
    assert "La actividad GAS no tiene prorrata" in motivos(error)
    interviene(reloj, FacturaPorIntervenir(del_agua.id, origen=linea.id, actividad="AGUA"))
    suya = obligacion(del_agua)
    assert (suya.clase, suya.importe, iva_deducido(suya)) == ("O", D("10.42"), D("1.68"))
    escena.firma(ultimo("resultado"), reloj)
    # A payment that Intervención objects to is stopped, with the VAT of its invoice, and observations stop nothing
    tercera = escena.factura(reloj, "F-3", "10")
    interviene(reloj, FacturaPorIntervenir(tercera.id, origen=linea.id))
    escena.firma(ultimo("resultado"), reloj)
    acciones.intervenir_pagos(
        actor=escenario.empleado("teresa", reloj),
        operaciones=[obligacion(tercera).id, suya.id],
        resultado="reparo",
        causas=["ordenes_de_pago"],
        texto=TEXTO,
        unidad_id=None,
        reloj=reloj,
    )
    escena.firma(ultimo("resultado"), reloj)
    with pytest.raises(FaseIncompatible) as reparado:
        contrato.pagar("PR", obligacion(tercera), reloj=reloj)
    assert "Tiene un reparo que suspende" in reparado.value.que_hacer
    with pytest.raises(FaseIncompatible) as reparado:
        presupuesto.anotar_no_presupuestario(
            actor=escenario.empleado("teresa", reloj),
            clase="PNP",
            cabecera=Cabecera(hoy(reloj), "IVA de F-4", tercero_id=suya.tercero_id),
            lineas=[LineaPedida(D("1.68"), codigo="IVA_SOPORTADO")],
            ordinal="571",
            reloj=reloj,
        )
    assert "Tiene un reparo que suspende" in reparado.value.que_hacer
    assert [uno.fiscalizacion.unidad for uno in Reparo.objects.all()] == [tercera.unidad, tercera.unidad]
    nomina = presupuesto.gastar(
        actor=escenario.empleado("teresa", reloj),
        clase="ADO",
        cabecera=Cabecera(hoy(reloj), "Nómina", varios=True),
        lineas=[LineaPedida(D(50), codigo="920.22000")],
        reloj=reloj,
    )
    with pytest.raises(DatosIncorrectos) as error:
        acciones.intervenir_obligaciones(
            actor=escenario.empleado("teresa", reloj),
            operaciones=[nomina.id, linea.operacion_id],
            resultado="reparo",
            causas=["tramites"],
            texto=TEXTO,
            unidad_id=None,
            reloj=reloj,
        )
    assert [problema.campo for problema in error.value.problemas] == ["operaciones", "unidad"]
    assert consultas.sin_resultado(2026) == [nomina]
    _se_examina_otra_vez(nomina, tercera, reloj)
    _los_derechos_se_fiscalizan_antes(reloj)
    assert fallas() == []


def _los_derechos_se_fiscalizan_antes(reloj: RelojDePrueba) -> None:
    """Where the Pleno does not let the toma de razón take the place of the previous control of income, Intervención notes the rights."""
    teresa, dia = escenario.empleado("teresa", reloj), hoy(reloj)
    de_tesoreria = replace(teresa, permisos=teresa.permisos - {FISCALIZAR, "carga.cargar"})

    def reconoce(quien: Actor) -> Operacion:
        lineas = [LineaPedida(D(10), codigo="11300")]
        return presupuesto.reconocer(
            actor=quien, clase="DR", cabecera=Cabecera(dia, "Padrón"), lineas=lineas, reloj=reloj
        )

    def acuerda(desde: date, *, rige: bool) -> None:
        firmado = ultimo("resultado").documento_id
        control.anotar_acuerdo(
            actor=teresa, clave="toma_de_razon", desde=desde, rige=rige, documento_id=firmado, reloj=reloj
        )

    assert reconoce(de_tesoreria).importe == D(10), "nothing is on record of how its income is controlled"
    acuerda(dia - timedelta(days=1), rige=False)
    with pytest.raises(FaseIncompatible, match="antes de contabilizarlos") as error:
        reconoce(de_tesoreria)
    assert "Pida a Intervención" in error.value.que_hacer
    assert reconoce(teresa).importe == D(10)
    acuerda(dia, rige=True)
    assert reconoce(de_tesoreria).importe == D(10)


def _se_examina_otra_vez(nomina: Operacion, factura: Factura, reloj: RelojDePrueba) -> None:
    """What is accepted is examined again before it is paid, also once its year is closed."""
    acciones.intervenir_obligaciones(
        actor=escenario.empleado("teresa", reloj),
        operaciones=[nomina.id],
        resultado="reparo",
        causas=["tramites"],
        texto=TEXTO,
        unidad_id=factura.unidad_id,
        reloj=reloj,
    )
    escena.firma(ultimo("resultado"), reloj)
    reparo = Reparo.objects.get(objeto=f"operacion:{nomina.id}")
    marta = escenario.empleado("marta", reloj)
    for dicho in ("reparo que suspende", "otra vez su resultado"):
        with pytest.raises(FaseIncompatible) as espera, transaction.atomic():
            _paga_de_cerrado(nomina, reloj)
        assert dicho in espera.value.que_hacer
        with pytest.raises(FaseIncompatible) as espera:
            contrato.pagar("PR", nomina, reloj=reloj)
        assert dicho in espera.value.que_hacer
        if reparo.estado == "abierto":
            escena.firma(control.aceptar_objecion(actor=marta, reparo_id=reparo.id, texto=TEXTO, reloj=reloj), reloj)
            reparo.refresh_from_db()
    assert consultas.sin_resultado(2026) == [nomina]
    acciones.intervenir_obligaciones(
        actor=escenario.empleado("teresa", reloj),
        operaciones=[nomina.id],
        resultado="favorable",
        causas=(),
        texto=[],
        unidad_id=None,
        reloj=reloj,
    )
    escena.firma(ultimo("resultado"), reloj)
    contrato.pagar("PR", nomina, reloj=reloj)


def _paga_de_cerrado(debida: Operacion, reloj: RelojDePrueba) -> Operacion:
    """The payment of what the closing of its year left to be paid."""
    saldo = _cerrado(debida, int(debida.ejercicio_id))
    return anotar_cerrados(
        "PC",
        Cabecera(hoy(reloj), "Pago de cerrados"),
        [LineaPedida(saldo.inicial, cerrado=saldo.id)],
        ordinal="571",
        actor=escenario.empleado("fernando", reloj),
        reloj=reloj,
    )


def _cerrado(debida: Operacion, ejercicio: int) -> SaldoCerrado:
    return SaldoCerrado.objects.create(
        ejercicio_id=ejercicio,
        clase="obligacion",
        anio=ejercicio - 1,
        cuenta="4010",
        linea_origen_id=debida.lineas.get().id,
        inicial=debida.importe,
    )


def test_a_reparo_waits_for_its_unit_and_a_discrepancy_for_who_the_law_says(reloj: RelojDePrueba) -> None:
    una, otra = escena.factura(reloj, "F-1", "500"), escena.factura(reloj, "F-2", "500")
    linea = escena.compromete(una, "1900", reloj).lineas.get()
    pedida = FacturaPorIntervenir(una.id, origen=linea.id)
    with pytest.raises(DatosIncorrectos, match="intervenido"):
        interviene(reloj, pedida, resultado="reparo")
    interviene(reloj, pedida, resultado="reparo", causas=("tramites",))
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, pedida)
    assert "Falta firmar" in motivos(error)
    escena.firma(ultimo("resultado"), reloj)
    una.refresh_from_db()
    reparo = Reparo.objects.get()
    assert (una.estado, reparo.estado, reparo.suspende, reparo.objeto) == (
        "conformada",
        "abierto",
        True,
        una.referencia,
    )
    teresa, marta, isabel = (escenario.empleado(uno, reloj) for uno in ("teresa", "marta", "isabel"))
    # By no door, neither in one act nor noted and said by hand
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, pedida, FacturaPorIntervenir(otra.id, origen=linea.id))
    assert motivos(error).count("reparo que suspende") == 1
    suelta = presupuesto.gastar(
        actor=teresa,
        clase="O",
        cabecera=Cabecera(hoy(reloj), "Estudio"),
        lineas=[LineaPedida(D(605), origen=linea.id)],
        reloj=reloj,
    )
    with pytest.raises(FaseIncompatible, match="todavía"):
        facturas.contabilizar(actor=teresa, factura_id=una.id, operacion_id=suelta.id, reloj=reloj)

    # Who answers: who heads its unit, and nobody else
    with pytest.raises(NoPermitido):
        control.aceptar_objecion(
            actor=escenario.empleado("gloria", reloj), reparo_id=reparo.id, texto=TEXTO, reloj=reloj
        )
    with pytest.raises(NoPermitido):
        control.aceptar_objecion(actor=teresa, reparo_id=reparo.id, texto=TEXTO, reloj=reloj)
    with pytest.raises(DatosIncorrectos):
        control.aceptar_objecion(actor=marta, reparo_id=reparo.id, texto=[" "], reloj=reloj)
    assert list(reparos_visibles(marta, en=hoy(reloj))) == [reparo]
    discrepa = control.discrepar_de_objecion(
        actor=marta, reparo_id=reparo.id, texto=TEXTO, gasto_del_pleno=False, reloj=reloj
    )
    with pytest.raises(FaseIncompatible, match="pendiente de firma"):
        control.aceptar_objecion(actor=marta, reparo_id=reparo.id, texto=TEXTO, reloj=reloj)
    assert documento_para(marta, discrepa.documento_id, reloj=reloj).id == discrepa.documento_id
    with pytest.raises(NoEncontrado):
        documento_para(escenario.empleado("fernando", reloj), discrepa.documento_id, reloj=reloj)
    escena.firma(discrepa, reloj)
    reparo.refresh_from_db()
    assert (reparo.estado, reparo.resuelve) == ("discrepancia", "presidencia")
    with pytest.raises(FaseIncompatible, match="Presidencia"):
        control.anotar_acuerdo_de_objecion(
            actor=isabel, reparo_id=reparo.id, levanta=True, documento_id=discrepa.documento_id, reloj=reloj
        )
    escena.firma(
        control.resolver_objecion(actor=isabel, reparo_id=reparo.id, levanta=False, texto=TEXTO, reloj=reloj), reloj
    )
    # Confirmed: it is mended, and examined again
    escena.firma(control.aceptar_objecion(actor=marta, reparo_id=reparo.id, texto=TEXTO, reloj=reloj), reloj)
    assert Fiscalizacion.objects.get().estado == "rehecha"
    interviene(reloj, pedida, resultado="reparo", causas=("credito",))
    escena.firma(ultimo("resultado"), reloj)
    segundo = Reparo.objects.exclude(id=reparo.id).get()
    escena.firma(
        control.discrepar_de_objecion(
            actor=marta, reparo_id=segundo.id, texto=TEXTO, gasto_del_pleno=False, reloj=reloj
        ),
        reloj,
    )
    with pytest.raises(FaseIncompatible, match="Pleno"):
        control.resolver_objecion(actor=isabel, reparo_id=segundo.id, levanta=True, texto=TEXTO, reloj=reloj)
    for papel in (None, una.entrega.documento_id):  # nobody signed it
        with pytest.raises(DatosIncorrectos, match="ya firmado"):
            control.anotar_acuerdo_de_objecion(
                actor=isabel, reparo_id=segundo.id, levanta=True, documento_id=papel, reloj=reloj
            )
    control.anotar_acuerdo_de_objecion(
        actor=isabel, reparo_id=segundo.id, levanta=True, documento_id=discrepa.documento_id, reloj=reloj
    )
    # Lifted: it is recognised with no other result; one that does not suspend is recognised with it
    interviene(reloj, pedida)
    assert (obligacion(una).importe, Fiscalizacion.objects.filter(objeto=una.referencia).count()) == (D("605.00"), 2)
    interviene(reloj, FacturaPorIntervenir(otra.id, origen=linea.id), resultado="reparo", causas=("otra",))
    escena.firma(ultimo("resultado"), reloj)
    contrato.pagar("P", obligacion(una), obligacion(otra), reloj=reloj)

    dicho = control_de(2026)
    assert [(fila.estado, fila.contraria, fila.suspende) for fila in dicho.lineas] == [
        ("Aceptado por la unidad", False, True),
        ("Levantado", True, True),
        ("No suspende", False, False),
    ]
    assert all(len(fila) == len(cabeceras()) for fila in filas(dicho.lineas))
    assert [linea.asunto for linea in dicho.contrarias] == [segundo.fiscalizacion.asunto]
    escrito = control.formar_informe(actor=teresa, anio=2026, clase="anual", reloj=reloj)
    with pytest.raises(FaseIncompatible):
        control.formar_informe(actor=teresa, anio=2026, clase="anual", reloj=reloj)
    escena.firma(escrito, reloj)
    escrito.refresh_from_db()
    assert (escrito.estado, escrito.datos["lineas"]) == ("firmado", 1)
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE intervencion_reparo SET causas = '[]'")
    assert fallas() == []


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
        _cerrado(orden, 2027)
        assert (consultas.sin_resultado(2027), consultas.sin_pago_intervenido(2027)) == ([del_todo], [])
        transaction.set_rollback(True)
    interviene(reloj, directa, resultado="observaciones")
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
