"""The figures of the area against an oracle that reads every row, and what is not told of small groups."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.nucleo.reloj import hoy
from consistorio.servicios.estadistica import ambito, consultas
from consistorio.servicios.estadistica.tests.oraculo import Oraculo
from consistorio.servicios.estadistica.tests.pueblo import Sembrador, unidad
from consistorio.servicios.estadistica.tipos import Alcance, Cuadro, Periodo
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo.datos import CARPETA
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.operaciones import cargar, descartar
from consistorio.tramitacion.motor.models import Plazo, Tarea

URBANISMO, LICENCIAS, OFICINA_TECNICA, VIA_PUBLICA = "LA0009985", "LA0009986", "LA0009987", "LA0009988"
PERIODO = Periodo(date(2025, 9, 1), date(2026, 9, 1))


@pytest.fixture
def sembrador(reloj: RelojDePrueba) -> Sembrador:
    return Sembrador(1, hoy(reloj))


def redondo(valor: float | int | None) -> float | int | None:
    return None if valor is None else round(valor, 6)


def comparar(hecho: Cuadro, oraculo: Oraculo) -> None:
    """Every figure is that of the oracle."""
    decisiones, vencidos, pasos = oraculo.decisiones(), oraculo.vencidos(), oraculo.pasos()
    assert {m.mes: (m.iniciados, m.terminados, m.abiertos) for m in hecho.meses} == oraculo.meses()
    for fila in (*hecho.procedimientos, hecho.total):
        meses = oraculo.meses(fila.codigo)
        iniciados, terminados = (sum(cuenta[i] for cuenta in meses.values()) for i in (0, 1))
        assert (fila.iniciados, fila.terminados) == (iniciados, terminados)
        assert fila.abiertos == [*meses.values()][-1][2]
        veces, *dias, a_tiempo = decisiones.get(fila.codigo, (0, None, None, None, 0))
        tiempos = fila.decision
        assert [tiempos.veces, *map(redondo, (tiempos.mediana, tiempos.p90)), tiempos.maximo] == [veces, *dias]
        esperado = 100 * (a_tiempo or 0) / veces if veces else None
        assert redondo(fila.en_plazo) == redondo(esperado)
        assert fila.vencidos == (vencidos.get(fila.codigo, 0) if fila.codigo else sum(vencidos.values()))
    assert {p.codigo for p in hecho.procedimientos} >= {c for c in decisiones if c} | set(vencidos)
    assert {(p.procedimiento, p.codigo) for p in hecho.pasos} == set(pasos)
    for paso in hecho.pasos:
        *dias, suma, abiertas, atrasadas = pasos[paso.procedimiento, paso.codigo]
        tiempos = paso.tiempos
        assert [tiempos.veces, *map(redondo, (tiempos.mediana, tiempos.p90)), tiempos.maximo] == dias
        todos = sum(v[4] or 0 for (codigo, _paso), v in pasos.items() if codigo == paso.procedimiento)
        assert redondo(paso.parte) == redondo(100 * (suma or 0) / todos if todos else None)
        assert (paso.abiertas, paso.atrasadas) == (abiertas, atrasadas)


@pytest.mark.parametrize("semilla", range(4))
def test_every_figure_is_that_of_who_counts_row_by_row(reloj: RelojDePrueba, semilla: int) -> None:
    dia = hoy(reloj)
    unidades = [unidad(dir3) for dir3 in (LICENCIAS, OFICINA_TECNICA, VIA_PUBLICA)]
    Sembrador(semilla, dia).sembrar(150, unidades)
    for ids in (None, frozenset({unidades[0].id}), frozenset({unidades[0].id, unidades[2].id})):
        hecho = consultas.cuadro(Alcance(ids, protegido=False), PERIODO, hoy=dia)
        comparar(hecho, Oraculo(ids, PERIODO, dia))


def test_a_procedure_alone_has_its_months_and_its_steps(reloj: RelojDePrueba, sembrador: Sembrador) -> None:
    sembrador.sembrar(80, [unidad(LICENCIAS)])
    todo = Alcance(None, protegido=False)
    codigo = sembrador.versiones[0].procedimiento.codigo
    hecho = consultas.cuadro(todo, PERIODO, hoy=hoy(reloj), procedimiento=codigo)
    meses = Oraculo(None, PERIODO, hoy(reloj)).meses(codigo)
    assert {m.mes: (m.iniciados, m.terminados, m.abiertos) for m in hecho.meses} == meses
    assert {p.procedimiento for p in hecho.pasos} == {codigo}
    assert len(hecho.procedimientos) == 3  # the list of all is there to choose another


def test_cases_of_another_program_are_of_no_figure(reloj: RelojDePrueba, sembrador: Sembrador) -> None:
    """They hang from a version that was never published: nothing of them was processed here."""
    sembrador.sembrar(30, [unidad(LICENCIAS)])
    documento = json.loads((CARPETA / "terraza.json").read_text("utf-8"))
    with transaction.atomic():
        carga = cargar({**documento, "codigo": "de-otro-programa"}, actor=escenario.SISTEMA, reloj=reloj)
        de_alli = VersionProcedimiento.objects.get(id=str(carga.version_id))
        descartar(de_alli, actor=escenario.SISTEMA, reloj=reloj)
    antes = consultas.cuadro(Alcance(None, protegido=False), PERIODO, hoy=hoy(reloj))
    sembrador.versiones = [de_alli]
    sembrador.sembrar(20, [unidad(LICENCIAS)])
    assert consultas.cuadro(Alcance(None, protegido=False), PERIODO, hoy=hoy(reloj)) == antes


def test_a_town_without_cases_has_no_figures(reloj: RelojDePrueba) -> None:
    hecho = consultas.cuadro(Alcance(frozenset({unidad(LICENCIAS).id}), protegido=False), PERIODO, hoy=hoy(reloj))
    assert (hecho.procedimientos, hecho.pasos, len(hecho.meses)) == ([], [], 12)
    assert (hecho.total.iniciados, hecho.total.decision.veces, hecho.total.en_plazo) == (0, 0, None)


def test_the_names_written_for_one_case_are_of_no_step(reloj: RelojDePrueba, sembrador: Sembrador) -> None:
    sembrador.sembrar(60, [unidad(LICENCIAS)])
    hecho = consultas.cuadro(Alcance(None, protegido=False), PERIODO, hoy=hoy(reloj))
    assert "Ana" not in " ".join(paso.nombre for paso in hecho.pasos)
    assert {p.nombre for p in hecho.pasos} >= {"Paso revision", "Paso propuesta"}


def test_as_many_statements_whatever_there_is(reloj: RelojDePrueba, sembrador: Sembrador) -> None:
    alcance = Alcance(frozenset({unidad(LICENCIAS).id}), protegido=False)

    def cuantas() -> int:
        with CaptureQueriesContext(
            connection,
        ) as hechas:
            consultas.cuadro(alcance, PERIODO, hoy=hoy(reloj))
        return len(hechas)

    assert cuantas() == 8  # five that count, the memory for them, and the transaction of both
    sembrador.sembrar(120, [unidad(LICENCIAS)])
    assert cuantas() == 8


def test_who_may_be_asked_for(reloj: RelojDePrueba) -> None:
    def codigos(usuario: str) -> dict[str, bool]:
        return {
            o.nombre: o.alcance.protegido for o in ambito.opciones(escenario.empleado(usuario, reloj), en=hoy(reloj))
        }

    assert codigos("marta") == {"Licencias y Disciplina Urbanística": False}
    del_secretario = codigos("javier")
    assert next(iter(del_secretario)) == "Todo el Ayuntamiento"
    assert len(del_secretario) == 25
    assert not any(del_secretario.values())


def test_who_heads_a_unit_without_seeing_the_cases_of_those_that_depend_on_it_sees_no_small_group(
    reloj: RelojDePrueba, sembrador: Sembrador
) -> None:
    dia = hoy(reloj)
    sembrador.sembrar(40, [unidad(LICENCIAS)])
    jefa = replace(escenario.empleado("marta", reloj), unidades=frozenset({unidad(URBANISMO).id}))
    nombres = {o.codigo: (o.nombre, o.alcance.protegido) for o in ambito.opciones(jefa, en=dia)}
    assert nombres["propias"] == ("Urbanismo", False)
    assert nombres["dependientes"] == ("Urbanismo y las unidades que dependen de ella", True)
    assert nombres[str(unidad(LICENCIAS).id)] == ("Licencias y Disciplina Urbanística", True)
    assert str(unidad(VIA_PUBLICA).id) not in nombres
    de_licencias = next(o.alcance for o in ambito.opciones(jefa, en=dia) if o.codigo == str(unidad(LICENCIAS).id))
    entero = consultas.cuadro(Alcance(de_licencias.unidades, protegido=False), PERIODO, hoy=dia)
    dicho = consultas.cuadro(de_licencias, PERIODO, hoy=dia)
    assert dicho.protegido
    pares = list(zip(entero.meses, dicho.meses, strict=True))
    assert any(m.iniciados is not None and 0 < m.iniciados < 10 for m, _d in pares)
    for exacto, contado in pares:
        for uno, otro in zip(
            (exacto.iniciados, exacto.terminados, exacto.abiertos),
            (contado.iniciados, contado.terminados, contado.abiertos),
            strict=True,
        ):
            assert uno is not None
            assert otro is None if 0 < uno < 10 else otro is not None and otro % 5 == 0 and abs(otro - uno) <= 2
    for fila in (*dicho.procedimientos, dicho.total):
        assert fila.decision.maximo is None
        assert fila.decision.veces is None or fila.decision.veces == 0 or fila.decision.veces >= 10
        assert (fila.decision.mediana is None) == (not fila.decision.veces)
    for paso in dicho.pasos:
        assert paso.tiempos.maximo is None
    assert consultas.vencidos(jefa, de_licencias, hoy=dia) == []
    assert consultas.atrasadas(jefa, de_licencias, hoy=dia) == []


def test_who_has_no_permission_to_see_cases_sees_no_small_group_of_theirs_either(reloj: RelojDePrueba) -> None:
    jefa = escenario.empleado("marta", reloj)
    sin_ver = replace(jefa, permisos=jefa.permisos - {"expediente.ver"})
    assert [o.alcance.protegido for o in ambito.opciones(sin_ver, en=hoy(reloj))] == [True]
    assert ambito.opciones(replace(jefa, unidades=frozenset()), en=hoy(reloj)) == []


def test_what_is_overdue_is_listed_in_pages_for_who_may_see_it(reloj: RelojDePrueba, sembrador: Sembrador) -> None:
    dia = hoy(reloj)
    sembrador.sembrar(120, [unidad(LICENCIAS), unidad(VIA_PUBLICA)])
    jefa, secretario = escenario.empleado("marta", reloj), escenario.empleado("javier", reloj)
    alcance = ambito.opciones(jefa, en=dia)[0].alcance
    fila = consultas.cuadro(alcance, PERIODO, hoy=dia)
    for consulta, cuantos in (
        (consultas.vencidos, fila.total.vencidos),
        (consultas.atrasadas, sum(paso.atrasadas or 0 for paso in fila.pasos)),
    ):
        vistos: list[Plazo | Tarea] = []
        tras = None
        while pagina := consulta(jefa, alcance, hoy=dia, tras=tras, limite=7):
            vistos += pagina
            tras = (pagina[-1].vence or dia, pagina[-1].id)
        assert len({uno.id for uno in vistos}) == len(vistos) == cuantos
        assert (cuantos or 0) > 7
        fechas = [uno.vence for uno in vistos if uno.vence]
        assert fechas == sorted(fechas)
        assert {uno.expediente.unidad_id for uno in vistos} == {unidad(LICENCIAS).id}
        assert len(consulta(secretario, Alcance(None, protegido=False), hoy=dia, limite=200)) > cuantos
