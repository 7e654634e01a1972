"""Questions about the permissions of the budget and its taxes, missed when they are left out (`test_interiores`)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.acceso import buscar_tercero, exigir_ver, lee_a_quien_son
from consistorio.economia.presupuesto.acciones import anotar_no_presupuestario
from consistorio.economia.presupuesto.busqueda import visibles_para as operaciones_que_abre
from consistorio.economia.presupuesto.consultas import previas_visibles_para
from consistorio.economia.presupuesto.models import (
    OperacionPrevia,
)
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion.acceso import exigir_ver as exigir_ver_impuestos
from consistorio.economia.tributacion.acciones import regularizar_prorrata
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Acceso

from .faltas import falta
from .faltas_de_economia import tercero_de
from .pueblo import Pueblo


@falta("economia.presupuesto.acceso.exigir_ver presupuesto.ver")
def _the_budget_is_not_shown_to_who_may_not_see_it(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        exigir_ver(pueblo.de_fuera())


@falta("economia.presupuesto.busqueda.visibles_para presupuesto.ver")
def _no_operation_is_found_by_who_may_not_see_the_budget(pueblo: Pueblo) -> None:
    assert operaciones_que_abre(pueblo.de_fuera()).query.is_empty()


@falta("economia.tributacion.acceso.exigir_ver tributacion.ver")
def _the_taxes_are_not_shown_to_who_may_not_see_them(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        exigir_ver_impuestos(pueblo.de_fuera(), "2026")


@falta("economia.presupuesto.acceso.buscar_tercero terceros.ver")
def _who_prepares_finds_by_the_whole_number_alone(pueblo: Pueblo) -> None:
    tercero, area = tercero_de(pueblo), pueblo.de_fuera("presupuesto.previa")
    assert buscar_tercero(area, pueblo.persona.nif.lower(), motivo="Preparar", limite=5) == [tercero]
    assert buscar_tercero(area, pueblo.persona.nif[:-1], motivo="Preparar", limite=5) == []
    assert buscar_tercero(area, pueblo.persona.apellido1 or pueblo.persona.nombre, motivo="Preparar", limite=5) == []


@falta("economia.presupuesto.acceso.buscar_tercero presupuesto.previa")
def _nobody_else_finds_by_number(pueblo: Pueblo) -> None:
    tercero_de(pueblo)
    assert buscar_tercero(pueblo.de_fuera("presupuesto.ver"), pueblo.persona.nif, motivo="Ver", limite=5) == []
    assert [a.resultado for a in Acceso.objects.filter(que="tercero")] == ["denegado"]


@falta("economia.presupuesto.acceso.lee_a_quien_son presupuesto.ver_a_quien")
def _who_looks_at_the_budget_does_not_read_with_whom_its_operations_are(pueblo: Pueblo) -> None:
    assert not lee_a_quien_son(pueblo.de_fuera("presupuesto.ver"))


@falta("economia.presupuesto.acciones.no_presupuestarias.anotar_no_presupuestario presupuesto.pagar")
def _nothing_of_no_budget_is_paid_by_who_does_not_pay(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        anotar_no_presupuestario(
            actor=pueblo.de_fuera("presupuesto.no_presupuestario"),
            clase="PNP",
            cabecera=Cabecera(hoy(pueblo.reloj), "Pago"),
            lineas=[LineaPedida(Decimal(1), codigo="IRPF")],
            ordinal="571",
            reloj=pueblo.reloj,
        )


@falta("economia.tributacion.acciones.iva.regularizar_prorrata presupuesto.gasto")
def _no_expense_comes_of_a_prorrata_by_who_notes_none(pueblo: Pueblo) -> None:
    _regularizar(pueblo, aplicacion="920.22500")


@falta("economia.tributacion.acciones.iva.regularizar_prorrata presupuesto.ingreso")
def _nor_income(pueblo: Pueblo) -> None:
    _regularizar(pueblo, concepto="39900")


def _regularizar(pueblo: Pueblo, *, aplicacion: str = "", concepto: str = "") -> None:
    with pytest.raises(NoPermitido):
        regularizar_prorrata(
            actor=pueblo.de_fuera("presupuesto.no_presupuestario"),
            codigo="AGUA",
            anio=2026,
            cabecera=Cabecera(date(2026, 12, 31), "Prorrata"),
            aplicacion=aplicacion,
            concepto=concepto,
            reloj=pueblo.reloj,
        )


@falta("economia.presupuesto.consultas.previas.previas_visibles_para presupuesto.gasto")
def _what_areas_prepare_is_reviewed_by_who_notes_expense(pueblo: Pueblo) -> None:
    _preparada()
    assert not previas_visibles_para(pueblo.de_fuera("presupuesto.ver", "presupuesto.previa")).exists()


@falta("economia.presupuesto.consultas.previas.previas_visibles_para presupuesto.previa")
def _who_prepared_one_sees_it_while_they_may_prepare_them(pueblo: Pueblo) -> None:
    actor = pueblo.de_fuera("presupuesto.ver")
    _preparada(actor.id)
    assert not previas_visibles_para(actor).exists()


def _preparada(por: UUID | None = None) -> OperacionPrevia:
    """One that waits, as its row is."""
    Ejercicio.objects.get_or_create(anio=2026)
    return OperacionPrevia.objects.create(
        ejercicio_id=2026,
        numero=1,
        clase="A",
        fecha=date(2026, 3, 2),
        texto="Sillas",
        preparada_el=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        preparada_por=por or uuid7(),
    )
