"""A procedure tried before it is published behaves as the engine will: the same answers and steps through both, at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from uuid import uuid4

import pytest
from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.tramitacion.catalogo.consultas import publicados, vigente
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor, como_datos
from consistorio.tramitacion.motor import acciones
from consistorio.tramitacion.motor.models import Plazo, Tarea
from consistorio.tramitacion.motor.operaciones.flujo import completar
from consistorio.tramitacion.motor.simulacion import (
    AMPLIA,
    REQUIERE,
    RESPONDE,
    SUSPENDE,
    Caso,
    Paso,
    Simulacion,
    simular,
)
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra, personal
from consistorio.tramitacion.tests.firmas import firmado
from consistorio.tramitacion.tests.test_cambio_de_version import publicar_otra
from consistorio.tramitacion.tests.test_motor import barrer, notificar, requerir, subsanar, tramitadora

pytestmark = pytest.mark.django_db
ACTOR = Actor.sistema("pruebas", "expediente.tramitar")


def simulado(expediente: Expediente, pasos: list[Paso], reloj: RelojMovil) -> Simulacion:
    caso = Caso(como_datos(expediente.datos), hoy(reloj), tuple(pasos), interesados=1)
    return simular(expediente.version.tipada, caso, calendario_de_la_sede(en=hoy(reloj)))


def abiertas(expediente: Expediente) -> set[str]:
    return set(
        Tarea.objects.filter(expediente=expediente, del_modelo=True, cerrada_el=None).values_list("codigo", flat=True)
    )


@pytest.mark.parametrize("semilla", range(4))
def test_the_simulation_and_the_engine_open_the_same(reloj: RelojMovil, semilla: int) -> None:
    azar = Random(semilla)
    expediente = expediente_de_obra(reloj)
    pasos: list[Paso] = []
    assert set(simulado(expediente, pasos, reloj).abiertas) == abiertas(expediente)
    while quedan := sorted(abiertas(expediente)):
        codigo = azar.choice(quedan)
        sentido = azar.choice(["estima", "deniega"]) if codigo in ("propuesta", "resolucion") else ""
        pasos.append(Paso(codigo, 0, sentido))
        with transaction.atomic():
            tarea = Tarea.objects.select_for_update().get(expediente=expediente, codigo=codigo, del_modelo=True)
            completar(tarea, {"codigo": sentido or "hecha", "sentido": sentido}, actor=ACTOR, reloj=reloj)
        tras = simulado(expediente, pasos, reloj)
        assert set(tras.abiertas) == abiertas(expediente)
        canceladas = {s.codigo for s in tras.sucesos if s.que == "no_hace_falta"}
        assert canceladas == set(
            Tarea.objects.filter(expediente=expediente, del_modelo=True, estado="cancelada").values_list(
                "codigo", flat=True
            )
        )
    assert simulado(expediente, pasos, reloj).acabada
    assert simulado(expediente, [], reloj).limite == Plazo.objects.get(expediente=expediente).vence
    vencen = {s.codigo: s.vence for s in simulado(expediente, pasos, reloj).sucesos if s.que == "abre"}
    assert vencen == dict(
        Tarea.objects.filter(expediente=expediente, del_modelo=True, estado="hecha").values_list("codigo", "vence")
    )


def con_informe_que_suspende(reloj: RelojMovil) -> VersionProcedimiento:
    """The works licence with one more report, which stops the term in every case."""
    informe: dict[str, Valor] = {
        "codigo": "informe_patrimonio",
        "tipo": "informe",
        "fase": "instruccion",
        "nombre": "Informe de Patrimonio",
        "norma": "Ley 12/2002 art. 44",
        "area": "servicios_tecnicos",
        "datos": {"preceptivo": True, "suspende": True, "precepto": "Ley 12/2002 art. 44"},
    }

    def cambiar(capa: dict[str, Valor]) -> None:
        tareas = como_datos(capa.get("tareas") or {})
        anadidas = tareas.get("anadir")
        capa["tareas"] = {**tareas, "anadir": [*(anadidas if isinstance(anadidas, list) else []), informe]}

    return publicar_otra(reloj, cambiar)


def en_el_motor(expediente: Expediente, paso: Paso, reloj: RelojMovil) -> None:
    """What somebody would do with the real case."""
    if paso.que == REQUIERE:
        requerimiento = requerir(expediente, reloj)
        notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    elif paso.que == RESPONDE:
        subsanar(expediente, reloj, uuid4().hex)
    elif paso.que == AMPLIA:
        motivo = "Hay que consultar a otra Administración."
        acto = acciones.ampliar_plazo(
            actor=tramitadora(reloj), expediente_id=expediente.id, cantidad=paso.cantidad, motivo=motivo, reloj=reloj
        )
        firmado(acto, reloj)
    else:
        tarea = Tarea.objects.get(expediente=expediente, codigo=paso.tarea, del_modelo=True)
        if paso.que == SUSPENDE:
            informe_id = expediente.informes.get(tarea=tarea).id
            acciones.suspender_por_informe(actor=tramitadora(reloj), informe_id=informe_id, reloj=reloj)
        elif tarea.tipo == "informe":
            acto = acciones.emitir_informe(
                actor=personal("arquitectura", reloj),
                informe_id=expediente.informes.get(tarea=tarea).id,
                sentido="favorable",
                conclusion="Procede.",
                reloj=reloj,
            )
            firmado(acto, reloj)
        else:
            with transaction.atomic():
                resultado: dict[str, Valor] = {"codigo": paso.sentido or "hecha", "sentido": paso.sentido}
                completar(tarea, resultado, actor=ACTOR, reloj=reloj)


def lo_que_se_intenta(hecha: Simulacion, expediente: Expediente) -> list[Paso]:
    """Steps for what is open, whether or not they may be given."""
    pasos = [Paso("", que=AMPLIA, cantidad=1), Paso("", que=AMPLIA, cantidad=4)]
    for codigo in hecha.abiertas:
        tarea = expediente.version.tipada.tarea(codigo)
        assert tarea is not None
        pasos.append(Paso(codigo, sentido="estima" if tarea.tipo in ("propuesta", "resolucion") else ""))
        if tarea.tipo == "revision":
            pasos += [Paso(codigo, que=REQUIERE), Paso(codigo, que=RESPONDE)]
        if tarea.tipo == "informe":
            pasos.append(Paso(codigo, que=SUSPENDE))
    return pasos


@pytest.mark.parametrize("semilla", range(6))
def test_what_stops_and_extends_the_term_does_so_in_the_engine(reloj: RelojMovil, semilla: int) -> None:
    """Requests with their answers, or without; reports that stop the term; extensions: the same steps through both, each day swept. What one
    refuses the other refuses."""
    azar = Random(semilla)
    con_informe_que_suspende(reloj)
    reloj.ir_a(2026, 9, 28)
    expediente = expediente_de_obra(reloj)
    entrada, pasos, sin_dar = hoy(reloj), list[Paso](), 0

    def con(*mas: Paso) -> Simulacion:
        caso = Caso(como_datos(expediente.datos), entrada, (*pasos, *mas))
        return simular(expediente.version.tipada, caso, calendario_de_la_sede(en=hoy(reloj)))

    for _vuelta in range(40):
        expediente = Expediente.objects.get(id=expediente.id)
        hecha = con()
        if "notificacion" in hecha.abiertas:
            break
        elegido = azar.choice(lo_que_se_intenta(hecha, expediente))
        dias = azar.choice((0, 0, 1, 3, 9, 20, 45))
        sin_dar += dias
        reloj.pasar(days=dias)
        for _vez in range(2):  # what ends on its last day may end the term too
            barrer(reloj)
        elegido = replace(elegido, dias=sin_dar)
        try:
            despues = con(elegido)
        except DatosIncorrectos:
            with pytest.raises(ErrorDominio):
                en_el_motor(expediente, elegido, reloj)
            continue
        en_el_motor(expediente, elegido, reloj)
        pasos.append(elegido)
        sin_dar = 0
        plazo = Plazo.objects.get(expediente=expediente)
        assert set(despues.abiertas) == abiertas(expediente), pasos
        assert (despues.parado, despues.vencido) == (plazo.estado == "suspendido", plazo.estado == "vencido"), pasos
        cortes = [(c.causa, c.desde, c.hasta) for c in despues.cortes]
        assert sorted(cortes, key=str) == sorted(
            plazo.suspensiones.exclude(desde=None).values_list("causa", "desde", "hasta"), key=str
        )
        if not despues.parado:
            assert despues.limite == plazo.vence, pasos
            assert [p.texto for p in despues.explicacion] == [p["texto"] for p in plazo.pasos]
    assert pasos


def test_a_moved_clock_says_whether_it_was_decided_in_time(reloj: RelojMovil) -> None:
    definicion, calendario = vigente("terraza").tipada, calendario_de_la_sede(en=date(2026, 3, 2))
    pasos = [
        *(Paso("comunicacion_inicial", 1), Paso("revision", 7), Paso("informe_area", 13), Paso("informe_tecnico")),
        *(
            Paso("propuesta", 3, "estima"),
            Paso("resolucion", 4, "estima"),
            Paso("notificacion"),
            Paso("ejecucion"),
            Paso("cierre", 30),
        ),
    ]
    caso = Caso({"superficie": 24}, date(2026, 3, 2), tuple(pasos))
    hecho = simular(definicion, caso, calendario)
    assert (hecho.limite, hecho.en_plazo, hecho.acabada) == (date(2026, 6, 2), True, True)
    tarde = simular(
        definicion,
        Caso({"superficie": 24}, date(2026, 3, 2), (Paso("comunicacion_inicial", 95), *pasos[1:])),
        calendario,
    )
    assert tarde.en_plazo is False
    pequena = simular(definicion, Caso({"superficie": 10}, date(2026, 3, 2)), calendario)
    assert pequena.en_plazo is None
    assert set(pequena.abiertas) == {"comunicacion_inicial", "revision"}


def test_a_step_on_what_is_not_open_says_what_is(reloj: RelojMovil) -> None:
    definicion, calendario = vigente("terraza").tipada, calendario_de_la_sede(en=date(2026, 3, 2))
    with pytest.raises(DatosIncorrectos) as error:
        simular(definicion, Caso({}, date(2026, 3, 2), (Paso("resolucion", 1), Paso("nada"))), calendario)
    assert [p.campo for p in error.value.problemas] == ["resolucion", "nada"]
    de_mas, de_nadie = (p.mensaje for p in error.value.problemas)
    assert de_mas.startswith("ese día no está abierta «Resolver")
    assert "Abiertas: " in de_mas
    assert "Revisar la solicitud" in de_mas
    assert de_nadie.startswith("se esperaba «nada», que ya no es de este procedimiento.")


def test_every_procedure_that_ships_is_walked_to_its_end(reloj: RelojMovil) -> None:
    for version in publicados():
        definicion = version.tipada
        pasos: list[Paso] = []
        caso = Caso({}, date(2026, 3, 2), (), de_oficio=definicion.iniciacion == "oficio")
        while quedan := simular(
            definicion,
            Caso({}, caso.entrada, tuple(pasos), de_oficio=caso.de_oficio),
            calendario_de_la_sede(en=caso.entrada),
        ).abiertas:
            pasos.append(Paso(quedan[0], 1, "estima" if quedan[0] in ("propuesta", "resolucion") else ""))
        assert pasos[-1].tarea == "cierre"


def test_a_procedure_whose_term_nobody_wrote_has_no_limit(reloj: RelojMovil) -> None:
    definicion = vigente("terraza").tipada
    sin_plazo = replace(definicion, legal=replace(definicion.legal, plazo=None))
    hecho = simular(sin_plazo, Caso({}, date(2026, 3, 2)), calendario_de_la_sede(en=date(2026, 3, 2)))
    assert (hecho.limite, hecho.explicacion, hecho.en_plazo) == (None, (), None)
