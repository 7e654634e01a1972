"""The inner questions of the rooms of the accounts, each with the test that misses it."""

from __future__ import annotations

import io

import pytest

from consistorio.economia.contabilidad.acceso import asiento_para
from consistorio.economia.presupuesto.acceso import exigir_ver
from consistorio.economia.terceros import acciones, consultas
from consistorio.economia.terceros.acceso import documento_para, tercero_para
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import Tercero
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.models import Acceso

from .faltas import NADIE, falta
from .pueblo import Pueblo


@falta("economia.contabilidad.acceso.asiento_para contabilidad.ver")
def _an_entry_is_not_looked_for_by_who_does_not_see_the_accounts(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        asiento_para(pueblo.de_fuera(), NADIE)


@falta("economia.presupuesto.acceso.exigir_ver presupuesto.ver")
def _the_budget_is_not_shown_to_who_may_not_see_it(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        exigir_ver(pueblo.de_fuera())


def _tercero(pueblo: Pueblo) -> Tercero:
    return acciones.dar_de_alta(
        actor=pueblo.de_fuera("terceros.alta"), persona=PersonaEscrita(pueblo.persona.nif), reloj=pueblo.reloj
    )


@falta("economia.terceros.acceso.tercero_para terceros.ver")
def _a_ficha_is_read_by_who_may(pueblo: Pueblo) -> None:
    with pytest.raises(NoEncontrado):
        tercero_para(pueblo.de_fuera("terceros.alta"), _tercero(pueblo).id, motivo="Ver")


@falta("economia.terceros.acceso.documento_para terceros.ver")
def _a_document_of_a_ficha_is_read_by_who_may(pueblo: Pueblo) -> None:
    suyo = acciones.incorporar_documento(
        actor=pueblo.de_fuera("terceros.alta", "terceros.ver"),
        tercero_id=_tercero(pueblo).id,
        flujo=pueblo.contenido,
        nombre="dni.pdf",
        titulo="Identificación",
        clase="identificacion",
        valido_hasta=None,
        reloj=pueblo.reloj,
    )
    with pytest.raises(NoEncontrado):
        documento_para(pueblo.de_fuera("terceros.alta"), suyo.documento_id, motivo="Ver")


@falta("economia.terceros.acciones.fichas.incorporar_documento terceros.alta")
def _no_file_is_judged_for_who_may_not(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        acciones.incorporar_documento(
            actor=pueblo.de_fuera("terceros.ver"),
            tercero_id=NADIE,
            flujo=io.BytesIO(b""),
            nombre="x.pdf",
            titulo="x",
            clase="otro",
            valido_hasta=None,
            reloj=pueblo.reloj,
        )


@falta("economia.terceros.consultas.visibles_para terceros.ver")
def _nobody_is_found_without_permission(pueblo: Pueblo) -> None:
    _tercero(pueblo)
    assert consultas.buscar(pueblo.de_fuera("terceros.alta"), pueblo.persona.nif) == []


@falta("economia.terceros.consultas.buscar terceros.ver")
def _the_refused_look_is_noted_as_such(pueblo: Pueblo) -> None:
    consultas.buscar(pueblo.de_fuera("terceros.alta"), pueblo.persona.nif)
    assert [a.resultado for a in Acceso.objects.filter(que="tercero")] == ["denegado"]


@falta("economia.terceros.consultas.por_confirmar terceros.confirmar_cuenta")
def _what_waits_is_of_who_confirms(pueblo: Pueblo) -> None:
    consultas.por_confirmar(pueblo.de_fuera("terceros.ver"))
    assert not Acceso.objects.filter(que="tercero").exists()
