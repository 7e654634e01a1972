"""The document of each operation: what it says, made by itself and once, and what becomes of one that cannot be made."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.documental.firma.models import SelloPedido
from consistorio.economia.documentacion import acciones, contenido, trabajos
from consistorio.economia.documentacion.acceso import documento_para
from consistorio.economia.documentacion.consultas import emision_de
from consistorio.economia.documentacion.models import DocumentoContable, EmisionFallida, LibroPorDocumentar
from consistorio.economia.documentacion.permisos import EMITIR
from consistorio.economia.presupuesto import acciones as presupuestarias
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import (
    INTERVENCION,
    RELOJ,
    aplicacion,
    cabecera,
    de,
    fallas,
    gastar,
    retener,
    tras,
)
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.economia.proyectos import acciones as proyectos
from consistorio.economia.proyectos.permisos import LLEVAR
from consistorio.economia.proyectos.tipos import AgenteNuevo, ProyectoNuevo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.tests.firmas import texto_del_documento

QUIEN = replace(INTERVENCION, permisos=INTERVENCION.permisos | {LLEVAR})
CASA = Actor.sistema("documentos contables", EMITIR)


def texto_de(operacion: Operacion) -> str:
    """What its document says, made at once if it has none."""
    hecho = acciones.emitir_documento(actor=INTERVENCION, operacion_id=operacion.id, reloj=RELOJ)
    return texto_del_documento(hecho.documento_id)


def dice(operacion: Operacion, *palabras: str) -> None:
    """Assert that its document says all that."""
    texto = texto_de(operacion)
    assert [una for una in (str(operacion), *palabras) if una not in texto] == [], texto


def de_todo() -> list[Operacion]:
    """An expense from its retention to its payment with discounts, a negative, a right and its collection, something of no budget and of closed years, and 413."""
    ana = Persona.objects.create(clase="fisica", nombre="Ana", apellido1="Núñez", nif="12345678Z")
    con_ana = Cabecera(cabecera().fecha, "Obra de la ribera", tercero_id=ana.id, factura="B-77")
    todo: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}
    rc = retener(de("1532.61900", "1000"))
    ado = presupuestarias.gastar(clase="ADO", cabecera=con_ana, lineas=[tras(rc, "600")], **todo)
    p = presupuestarias.ordenar_pago(cabecera=con_ana, lineas=[tras(ado, "600")], **todo)
    descuentos = (Descuento("IRPF", Decimal(90)),)
    pago = presupuestarias.pagar(
        clase="R", cabecera=con_ana, lineas=[tras(p, "600")], ordinal="571", descuentos=descuentos, **todo
    )
    negativo = presupuestarias.corregir_gasto(
        operacion_id=rc.id, cabecera=cabecera(texto="No hará falta"), lineas=[tras(rc, "400")], **todo
    )
    dr = presupuestarias.reconocer(clase="DR", cabecera=con_ana, lineas=[de("11300", "250")], ordinal="", **todo)
    ingreso = presupuestarias.ingresar(cabecera=con_ana, lineas=[tras(dr, "250")], ordinal="571", **todo)
    fianza = presupuestarias.anotar_no_presupuestario(
        clase="INP", cabecera=con_ana, lineas=[LineaPedida(Decimal(50), codigo="FIANZAS")], ordinal="571", **todo
    )
    return [rc, ado, p, pago, negativo, dr, ingreso, fianza]


@pytest.mark.usefixtures("sello")
def test_each_says_what_was_noted_of_it(presupuesto: None) -> None:
    """Lines with their project, entry, what it follows, discounts and net; sealed, vouched for, and one for ever."""
    agente = AgenteNuevo("Diputación", "42010", Decimal(250))
    nuevo = ProyectoNuevo("2026-7", "Ribera", 2026, 2026, Decimal(1000), (agente,))
    proyectos.abrir_proyecto(actor=QUIEN, nuevo=nuevo, reloj=RELOJ)
    suya = [aplicacion("1532.61900").id]
    proyectos.asignar_aplicaciones(actor=QUIEN, codigo="2026-7", aplicaciones=suya, reloj=RELOJ)
    rc, ado, p, pago, negativo, dr, ingreso, fianza = de_todo()
    dice(rc, "Retención de crédito para gastar", "1532.61900", "2026-7", "1.000,00 €", "Asiento", "Gastos")
    dice(ado, "Autorización, compromiso y reconocimiento de la obligación", "Ana Núñez · 12345678Z", "B-77", str(rc))
    dice(p, "Ninguno: ordenar un pago no mueve la contabilidad.", f"Sigue de {ado}")
    dice(pago, "Descuentos", "IRPF", "90,00 €", "Líquido, quitados los descuentos", "510,00 €", "571", "557", "4751")
    dice(negativo, "Corrección negativa: retención", f"Corrige a {rc}", "-400,00 €", "Negativo", "No hará falta")
    dice(dr, "Reconocimiento del derecho", "11300", "250,00 €", "4300", "No consta ninguna aprobación")
    dice(ingreso, f"Sigue de {dr}", "571")
    dice(fianza, "No presupuestarias", "FIANZAS", "50,00 €")
    suyo = DocumentoContable.objects.select_related("documento").get(operacion=ado)
    assert (suyo.documento.titulo, suyo.documento.revision) == (f"Documento contable {ado}", 2)
    assert acciones.emitir_documento(actor=INTERVENCION, operacion_id=ado.id, reloj=RELOJ) == suyo
    assert not fallas()
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        DocumentoContable.objects.filter(operacion=ado).update(documento=suyo.documento)


def test_a_job_makes_those_that_have_none_and_goes_on_where_it_was(
    presupuesto: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the seal at hand they wait for it; one that cannot be made says why, stops nobody and is tried again."""
    operaciones = de_todo()
    ado, de_siempre = operaciones[1], contenido.datos_de

    def que_falla(operacion: Operacion, **con: object) -> dict[str, object]:
        if operacion.id == ado.id:
            raise ValueError("no cabe")
        return de_siempre(operacion, **con)  # type: ignore[arg-type]

    monkeypatch.setattr("consistorio.economia.documentacion.operaciones.datos_de", que_falla)
    acciones.emitir_documento(actor=INTERVENCION, operacion_id=operacion_del(operaciones, "P").id, reloj=RELOJ)
    trabajos.buscar()
    trabajos.buscar()  # asked twice, made once
    vaciar_colas(colas=["documentos"])
    assert DocumentoContable.objects.count() == Operacion.objects.count() - 1
    fallida = EmisionFallida.objects.get()
    assert (fallida.operacion, "ValueError" in fallida.motivo, fallida.intentos) == (ado, True, 1)
    assert emision_de(ado.id).fallo == fallida.motivo
    assert emision_de(operaciones[0].id).espera_sello
    assert SelloPedido.objects.count() == DocumentoContable.objects.count()
    hechos = dict(LibroPorDocumentar.objects.values_list("libro", "hasta"))
    assert hechos["gasto"] == max(una.numero for una in operaciones if una.libro == "gasto")
    trabajos.buscar()
    assert vaciar_colas(colas=["documentos"]) == 0
    nueva = gastar("ADO", de("920.22000", "10"))
    monkeypatch.undo()
    EmisionFallida.objects.update(intentada_el=RELOJ.ahora() - timedelta(hours=7))
    trabajos.buscar()
    vaciar_colas(colas=["documentos"])
    assert DocumentoContable.objects.filter(operacion__in=[ado, nueva]).count() == 2
    assert not EmisionFallida.objects.exists()


def operacion_del(todas: list[Operacion], clase: str) -> Operacion:
    return next(una for una in todas if una.clase == clase)


def test_a_batch_costs_the_same_statements_whatever_is_done_already(presupuesto: None) -> None:
    """A book that is done is asked of its head alone."""
    de_todo()
    trabajos.buscar()
    vaciar_colas(colas=["documentos"])
    libro = LibroPorDocumentar.objects.get(libro="gasto")
    with CaptureQueriesContext(connection) as hechas:
        acciones.emitir_documentos(actor=CASA, libro_id=libro.id, reloj=RELOJ)
    assert len([una for una in hechas if "presupuesto_operacion" in una["sql"]]) == 1


def test_who_may_open_it(presupuesto: None) -> None:
    """Each look is noted, the refusal too."""
    ado = de_todo()[1]
    with pytest.raises(NoPermitido):
        acciones.emitir_documento(actor=CASA, operacion_id=ado.id, reloj=RELOJ)
    with pytest.raises(NoEncontrado):
        acciones.emitir_documento(actor=INTERVENCION, operacion_id=uuid4(), reloj=RELOJ)
    with pytest.raises(NoEncontrado, match="todavía"):
        documento_para(INTERVENCION, ado, a_la_vista=True, motivo="prueba")
    hecho = acciones.emitir_documento(actor=INTERVENCION, operacion_id=ado.id, reloj=RELOJ)
    assert documento_para(INTERVENCION, ado, a_la_vista=True, motivo="prueba").id == hecho.documento_id
    with pytest.raises(NoEncontrado, match="no puede verlo"):
        documento_para(INTERVENCION, ado, a_la_vista=False, motivo="prueba")
    suyos = Acceso.objects.filter(objeto_id=str(hecho.documento_id)).order_by("id")
    assert list(suyos.values_list("resultado", flat=True)) == ["permitido", "denegado"]
