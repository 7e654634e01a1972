"""What is not owed is given back once, never more than it is, and leaves the list (LGT 221)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.auditoria.tests.anotado import Anotado
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tributos import acciones, consultas
from consistorio.servicios.tributos.models import Devolucion, Liquidacion
from consistorio.servicios.tributos.tests import terraza
from consistorio.tramitacion.tests.firmas import firmado

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture
def pagada_dos_veces(reloj: RelojDePrueba) -> Liquidacion:
    terraza.procedimiento(reloj)
    terraza.escribir_tarifa(reloj)
    liquidacion = terraza.autoliquidada(terraza.caso(reloj), reloj)
    for banco in ("B1", "B2"):
        terraza.pagada(liquidacion, reloj, referencia_banco=banco)
    return Liquidacion.objects.select_related("expediente").get(id=liquidacion.id)


def devolver(
    liquidacion: Liquidacion,
    reloj: RelojDePrueba,
    importe: str = "504,00",
    *,
    dia: date | None = None,
    banco: str = "SALE-1",
    quien: str = "fernando",
) -> Devolucion:
    return acciones.anotar_devolucion(
        actor=escenario.empleado(quien, reloj),
        liquidacion_id=liquidacion.id,
        importe=importe,
        dia=dia or hoy(reloj),
        referencia_banco=banco,
        reloj=reloj,
    )


def por_devolver(reloj: RelojDePrueba) -> list[str]:
    return [str(una.a_devolver) for una in consultas.por_devolver(escenario.empleado("fernando", reloj))]


def nada_se_cambio() -> None:
    informe = Anotado()
    filas_avaladas("default", informe)
    assert [falla for falla in informe.fallas if falla[0].startswith("tributos_")] == []


def test_it_is_given_back_in_parts_and_leaves_the_list(pagada_dos_veces: Liquidacion, reloj: RelojDePrueba) -> None:
    assert por_devolver(reloj) == ["504,00 €"]
    primera = devolver(pagada_dos_veces, reloj, "500")
    assert por_devolver(reloj) == ["4,00 €"]
    assert devolver(pagada_dos_veces, reloj, "500") == primera  # the same bank reference is the same one
    devolver(pagada_dos_veces, reloj, "4", banco="SALE-2")
    assert por_devolver(reloj) == []
    assert devolver(pagada_dos_veces, reloj, "500") == primera
    pagada_dos_veces.refresh_from_db()
    assert (pagada_dos_veces.estado, str(pagada_dos_veces.devuelto)) == ("cobrada", "504.00")
    hechos = Evento.objects.filter(cadena=pagada_dos_veces.expediente.cadena, tipo="tributos.devolucion.anotada")
    assert [hecho.datos["por_devolver"] for hecho in hechos.order_by("seq")] == ["4.00", "0.00"]
    nada_se_cambio()
    reloj.avanzar(minutes=1)
    assert terraza.pagada(pagada_dos_veces, reloj, importe="10", referencia_banco="B3").resultado == "duplicado"
    assert por_devolver(reloj) == ["10,00 €"]
    nada_se_cambio()


def test_never_more_than_what_is_owed(pagada_dos_veces: Liquidacion, reloj: RelojDePrueba) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        devolver(pagada_dos_veces, reloj, "504,01", dia=hoy(reloj) + timedelta(days=1), banco=" ")
    assert [p.campo for p in error.value.problemas] == ["importe", "fecha", "referencia_banco"]
    assert "504,00 €" in error.value.problemas[0].mensaje
    for importe in ("0", "-3", "nada"):
        with pytest.raises(DatosIncorrectos):
            devolver(pagada_dos_veces, reloj, importe)
    with pytest.raises(DatosIncorrectos) as error:
        devolver(pagada_dos_veces, reloj, dia=hoy(reloj) - timedelta(days=1))
    assert [p.campo for p in error.value.problemas] == ["fecha"]
    devolver(pagada_dos_veces, reloj)
    for importe, banco, campo in (("1", "SALE-2", "importe"), ("500", "SALE-1", "referencia_banco")):
        with pytest.raises(DatosIncorrectos) as error:
            devolver(pagada_dos_veces, reloj, importe, banco=banco)
        assert [p.campo for p in error.value.problemas] == [campo]
    assert Devolucion.objects.count() == 1


def test_what_was_annulled_is_given_back_but_for_what_already_was(
    pagada_dos_veces: Liquidacion, reloj: RelojDePrueba
) -> None:
    devolver(pagada_dos_veces, reloj)
    acto = acciones.anular_liquidacion(
        actor=escenario.empleado("olga", reloj),
        liquidacion_id=pagada_dos_veces.id,
        motivo="Son 20 metros, según el informe.",
        reloj=reloj,
    )
    firmado(acto, reloj)
    assert por_devolver(reloj) == ["504,00 €"]
    devolver(pagada_dos_veces, reloj, banco="SALE-2")
    assert por_devolver(reloj) == []


def test_only_the_tesoreria_notes_it_and_it_never_changes(pagada_dos_veces: Liquidacion, reloj: RelojDePrueba) -> None:
    for quien in ("olga", "raul"):
        with pytest.raises(NoPermitido):
            devolver(pagada_dos_veces, reloj, quien=quien)
    devolucion = devolver(pagada_dos_veces, reloj)
    with pytest.raises(NoEncontrado):
        devolver(Liquidacion(id=UUID(int=1)), reloj)
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        Devolucion.objects.filter(id=devolucion.id).update(importe=1)
