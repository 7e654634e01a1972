"""The notice board: an edict is shown its days, taken down, and leaves the record of them (LPACAP 45)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.tablon import acciones, consultas
from consistorio.servicios.tablon.models import Anuncio
from consistorio.servicios.tablon.permisos import DESCOLGAR
from consistorio.servicios.tablon.trabajos import descolgar
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.tests.firmas import firmado, texto_de, texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso(reloj)


def escribir(
    expediente: Expediente, reloj: RelojDePrueba, *, dias: int = 5, titulo: str = "Corte de la calle Mayor"
) -> ActoTramite:
    return motor.anunciar(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        titulo=titulo,
        texto=["Del 10 al 12 de septiembre no se puede pasar."],
        dias=dias,
        reloj=reloj,
    )


def anunciado(expediente: Expediente, reloj: RelojDePrueba, **como: object) -> Anuncio:
    acto = escribir(expediente, reloj, **como)  # type: ignore[arg-type]
    firmado(acto, reloj)
    return Anuncio.objects.get(documento_id=acto.documento_id)


def test_it_is_shown_from_its_signature_to_its_last_day(expediente: Expediente, reloj: RelojDePrueba) -> None:
    acto = escribir(expediente, reloj)
    assert consultas.en_el_tablon(en=hoy(reloj)) == []
    assert "no se puede pasar" in texto_de(acto)
    firmado(acto, reloj)
    anuncio = Anuncio.objects.get()
    assert anuncio.hasta == date(2026, 9, 8)
    assert consultas.en_el_tablon(en=date(2026, 9, 8)) == [anuncio]
    assert consultas.en_el_tablon(en=date(2026, 9, 9)) == []
    assert consultas.a_la_vista(anuncio.id, en=date(2026, 9, 9)) is None
    tarea = Tarea.objects.get(id=acto.tarea_id)
    with pytest.raises(FaseIncompatible, match="Todavía no se puede"):
        motor.completar_tarea(actor=escenario.empleado("marta", reloj), tarea_id=tarea.id, resultado={}, reloj=reloj)
    reloj.poner(datetime(2026, 9, 9, 6, 0, tzinfo=UTC))
    descolgar()
    descolgar()  # twice is once
    anuncio.refresh_from_db()
    tarea.refresh_from_db()
    assert (anuncio.causa, tarea.estado) == ("plazo", "hecha")
    assert anuncio.diligencia_id is not None
    dicho = texto_del_documento(anuncio.diligencia_id)
    assert "desde el 1 de septiembre de 2026 hasta el 8 de septiembre de 2026" in dicho
    assert anuncio.documento.csv in dicho
    assert expediente.documentos.filter(documento_id=anuncio.diligencia_id, origen="anuncio").exists()
    tipos = [hecho.tipo for hecho in eventos_de(expediente.cadena)]
    assert tipos.count("tablon.anuncio.publicado") == tipos.count("tablon.anuncio.terminado") == 1


def test_the_sweep_takes_down_only_what_is_over(expediente: Expediente, reloj: RelojDePrueba) -> None:
    anuncio = anunciado(expediente, reloj)
    sistema = Actor.sistema("tablon", DESCOLGAR)
    assert acciones.descolgar_anuncio(actor=sistema, anuncio_id=anuncio.id, reloj=reloj) is False
    with pytest.raises(NoEncontrado):
        acciones.descolgar_anuncio(actor=sistema, anuncio_id=expediente.id, reloj=reloj)
    assert consultas.por_descolgar(en=date(2026, 9, 8)) == []
    assert consultas.por_descolgar(en=date(2026, 9, 9)) == [anuncio.id]


def test_what_is_wrong_is_said_whole(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        motor.anunciar(
            actor=escenario.empleado("marta", reloj),
            expediente_id=expediente.id,
            titulo="x" * 201,
            texto=[" "],
            dias=0,
            reloj=reloj,
        )
    assert [p.campo for p in error.value.problemas] == ["titulo", "texto", "dias"]
    escribir(expediente, reloj)
    with pytest.raises(FaseIncompatible):
        escribir(expediente, reloj)


def test_a_case_is_not_closed_while_something_of_it_is_shown(expediente: Expediente, reloj: RelojDePrueba) -> None:
    anuncio = anunciado(expediente, reloj)

    def cerrar() -> None:
        with transaction.atomic():
            expedientes.cerrar(bloquear(expediente.id), resultado="terminado", actor=escenario.SISTEMA, reloj=reloj)

    with pytest.raises(FaseIncompatible, match="sigue en el tablón"):
        cerrar()
    acciones.retirar_anuncio(
        actor=escenario.empleado("marta", reloj), anuncio_id=anuncio.id, motivo="Ya no se corta.", reloj=reloj
    )
    assert Tarea.objects.get(tipo="publicacion").estado == "cancelada"  # taken down, it was not done
    cerrar()


def test_a_page_of_the_board_costs_the_same_with_few_and_with_many(
    expediente: Expediente, reloj: RelojDePrueba, django_assert_num_queries: object
) -> None:
    anunciado(expediente, reloj)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(consultas.en_el_tablon(en=hoy(reloj))) == 1
    for calle in ("Ancha", "Larga", "Corta"):
        anunciado(expediente, reloj, titulo=f"Corte de la calle {calle}")
    with django_assert_num_queries(1):  # type: ignore[operator]
        lista = consultas.en_el_tablon(en=hoy(reloj))
        assert {anuncio.expediente.unidad.nombre for anuncio in lista} == {expediente.unidad.nombre}
    assert len(lista) == 4
    assert consultas.en_el_tablon(en=hoy(reloj), antes_de=lista[0].id) == lista[1:]
