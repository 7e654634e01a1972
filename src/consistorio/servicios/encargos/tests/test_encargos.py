"""The same act over many: what each row did, as whom, in which order, and once whatever happens to the worker."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Protocol
from uuid import UUID, uuid4

import pytest
from django.db import connections

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, NoPermitido, ServicioNoDisponible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.cola.trabajos import TRABAJOS
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.acciones.personal import cesar
from consistorio.plataforma.organizacion.models import Ocupacion
from consistorio.servicios.encargos import acciones, consultas, trabajos
from consistorio.servicios.encargos.acceso import encargo_para
from consistorio.servicios.encargos.models import Encargo, FilaEncargo
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import anotar_nota
from consistorio.tramitacion.expedientes.models import Expediente, NotaTrabajo, Seguimiento
from consistorio.tramitacion.motor.acciones import completar_tarea
from consistorio.tramitacion.motor.models import MotivoDeTarea, Tarea

pytestmark = pytest.mark.lento


def casos(reloj: RelojDePrueba, cuantos: int) -> list[Expediente]:
    """Cases alike, the oldest first."""
    hechos = []
    for _vez in range(cuantos):
        hechos.append(escenario.caso(reloj))
        reloj.avanzar(hours=1)
    return hechos


def revisiones(expedientes: Sequence[Expediente]) -> list[Tarea]:
    suyas = Tarea.objects.filter(expediente__in=expedientes, tipo="revision")
    return list(suyas.order_by("incoada_el", "id"))


def pedir(
    actor: Actor, acto: str, tareas: Sequence[Tarea], reloj: RelojDePrueba, *, clave: UUID | None = None, **mas: object
) -> Encargo:
    return acciones.encargar_tareas(
        actor=actor,
        clave=clave or uuid4(),
        acto=acto,
        tareas=[tarea.id for tarea in tareas],
        reloj=reloj,
        **mas,  # type: ignore[arg-type]
    )


def estados(encargo: Encargo) -> list[str]:
    return [fila.estado for fila in consultas.filas_de(encargo)]


def hechos_de(expediente: Expediente, tipo: str) -> int:
    return sum(hecho.tipo == tipo for hecho in eventos_de(expediente.cadena))


def test_each_task_is_taken_by_its_own_act_the_oldest_case_first(reloj: RelojDePrueba) -> None:
    expedientes, nuria = casos(reloj, 4), escenario.empleado("nuria", reloj)
    encargo = pedir(nuria, "tomar", list(reversed(revisiones(expedientes))), reloj)
    filas = consultas.filas_de(encargo)
    assert [fila.expediente_id for fila in filas] == [uno.id for uno in expedientes]
    assert estados(encargo) == ["pendiente"] * 4
    assert consultas.hay_en_marcha(nuria)
    vaciar_colas(colas=["general"])
    assert estados(encargo) == ["hecha"] * 4
    assert {tarea.asignada_a_id for tarea in revisiones(expedientes)} == {nuria.id}
    assert [hechos_de(uno, "tarea.asignada") for uno in expedientes] == [1] * 4
    assert not MotivoDeTarea.objects.exists()
    marcha = consultas.propios(nuria, en=reloj.ahora())[0]
    assert (marcha.total, marcha.hechas, marcha.fallidas) == (4, 4, 0)
    assert marcha.encargo.terminado_el is not None
    assert not consultas.hay_en_marcha(nuria)
    propios = [hecho.datos for hecho in eventos_de(f"empleado:{nuria.id}")]
    assert propios == [{"encargo_id": str(encargo.id), "acto": "tomar", "filas": 4}]


def test_who_skips_an_older_case_is_asked_why_once_for_all_of_them(reloj: RelojDePrueba) -> None:
    expedientes, nuria = casos(reloj, 4), escenario.empleado("nuria", reloj)
    primera, _segunda, *nuevas = revisiones(expedientes)
    with pytest.raises(DatosIncorrectos) as error:
        pedir(nuria, "tomar", nuevas, reloj)
    assert [p.campo for p in error.value.problemas] == ["motivo_orden"]
    assert primera.expediente.numero in error.value.problemas[0].mensaje
    assert not Encargo.objects.exists()
    encargo = pedir(nuria, "tomar", nuevas, reloj, motivo_orden="Lo ordena la jefa: hay riesgo.")
    vaciar_colas(colas=["general"])
    assert estados(encargo) == ["hecha", "hecha"]
    dados = MotivoDeTarea.objects.order_by("dado_el", "id")
    assert [(m.texto, m.anterior_id) for m in dados] == [("Lo ordena la jefa: hay riesgo.", primera.id)] * 2


def test_a_reason_already_on_record_is_not_asked_again_and_who_is_given_a_task_is_asked_later(
    reloj: RelojDePrueba,
) -> None:
    expedientes, nuria, marta = casos(reloj, 3), *(escenario.empleado(u, reloj) for u in ("nuria", "marta"))
    _vieja, *nuevas = revisiones(expedientes)
    pedir(nuria, "tomar", nuevas, reloj, motivo_orden="Urge.")
    vaciar_colas(colas=["general"])
    encargo = pedir(nuria, "completar", nuevas, reloj)
    vaciar_colas(colas=["general"])
    assert estados(encargo) == ["hecha", "hecha"]
    *_, ultima = revisiones(casos(reloj, 2))
    pedir(marta, "asignar", [ultima], reloj, empleado_id=nuria.id)
    with pytest.raises(DatosIncorrectos, match="pedido nada"):
        pedir(marta, "asignar", [ultima], reloj, empleado_id=marta.id)


def test_what_cannot_be_done_says_why_and_the_rest_is_done(reloj: RelojDePrueba) -> None:
    """A review in which something is missing is not admitted in a row; one that a colleague did meanwhile is told."""
    expedientes, nuria = casos(reloj, 4), escenario.empleado("nuria", reloj)
    tareas = revisiones(expedientes)
    Tarea.objects.filter(id=tareas[1].id).update(datos={"faltan": ["plano"]})
    encargo = pedir(nuria, "completar", tareas, reloj)
    completar_tarea(actor=escenario.empleado("sergio", reloj), tarea_id=tareas[0].id, resultado={}, reloj=reloj)
    vaciar_colas(colas=["general"])
    assert estados(encargo) == ["fallida", "fallida", "fallida", "fallida"]
    filas = consultas.filas_de(encargo)
    assert "hágala en su expediente" in filas[1].motivo
    assert expedientes[1].numero in filas[2].motivo, "what stayed behind has its turn before: who asks says why"
    assert [t.estado for t in revisiones(expedientes)] == ["hecha", "pendiente", "pendiente", "pendiente"]
    otra_vez = pedir(nuria, "completar", tareas[2:], reloj, motivo_orden="Al más antiguo le falta el plano.")
    vaciar_colas(colas=["general"])
    assert estados(otra_vez) == ["hecha", "hecha"]
    assert not Tarea.objects.filter(id__in=[t.id for t in tareas[2:]], cerrada_el=None).exists()


def test_the_permission_is_that_of_each_row_when_its_turn_comes(reloj: RelojDePrueba) -> None:
    expedientes, nuria = casos(reloj, 2), escenario.empleado("nuria", reloj)
    tareas = revisiones(expedientes)
    encargo = pedir(nuria, "asignar", tareas, reloj, empleado_id=escenario.empleado("sergio", reloj).id)
    vaciar_colas(colas=["general"])
    assert estados(encargo) == ["fallida"] * 2
    assert all("Solo quien reparte" in fila.motivo for fila in consultas.filas_de(encargo))
    assert not any(tarea.asignada_a_id for tarea in revisiones(expedientes))
    encargo = pedir(nuria, "tomar", tareas, reloj)
    for ocupacion in Ocupacion.objects.filter(empleado_id=nuria.id):
        cesar(
            actor=Actor.sistema("pruebas", "organizacion.administrar"),
            ocupacion_id=ocupacion.id,
            hasta=reloj.ahora().date(),
            reloj=reloj,
        )
    reloj.avanzar(days=2)
    vaciar_colas(colas=["general"])
    assert set(estados(encargo)) == {"fallida"}, "who works here no more does nothing"
    with pytest.raises(NoPermitido):
        pedir(Actor.sistema("pruebas", "expediente.tramitar"), "tomar", tareas, reloj)


def test_what_may_not_be_seen_cannot_be_asked_for(reloj: RelojDePrueba) -> None:
    expedientes, raul = casos(reloj, 1), escenario.empleado("raul", reloj)
    with pytest.raises(DatosIncorrectos, match="ya no est"):
        pedir(raul, "tomar", revisiones(expedientes), reloj)
    with pytest.raises(DatosIncorrectos, match="ya no est"):
        acciones.encargar_expedientes(
            actor=raul, clave=uuid4(), acto="seguir", expedientes=[expedientes[0].id], reloj=reloj
        )


def test_cases_are_followed_and_noted_together(reloj: RelojDePrueba) -> None:
    expedientes, nuria = casos(reloj, 3), escenario.empleado("nuria", reloj)
    ids = [uno.id for uno in expedientes]
    acciones.encargar_expedientes(actor=nuria, clave=uuid4(), acto="seguir", expedientes=ids, reloj=reloj)
    clave = uuid4()
    for _vez in range(2):  # the button pressed twice
        nota = acciones.encargar_expedientes(
            actor=nuria, clave=clave, acto="anotar", expedientes=ids, texto="Visita el lunes. @raul", reloj=reloj
        )
    vaciar_colas(colas=["general"])
    assert Encargo.objects.count() == 2
    assert set(Seguimiento.objects.values_list("expediente_id", flat=True)) == set(ids)
    assert not NotaTrabajo.objects.exists()
    assert all("«@raul» no puede ver" in fila.motivo for fila in consultas.filas_de(nota))
    acciones.encargar_expedientes(
        actor=nuria, clave=uuid4(), acto="anotar", expedientes=ids, texto="Visita el lunes.", reloj=reloj
    )
    vaciar_colas(colas=["general"])
    assert list(NotaTrabajo.objects.values_list("texto", flat=True)) == ["Visita el lunes."] * 3


def test_it_is_of_who_asked_for_it_and_lasts_a_month(reloj: RelojDePrueba) -> None:
    expedientes, nuria = casos(reloj, 1), escenario.empleado("nuria", reloj)
    encargo = pedir(nuria, "tomar", revisiones(expedientes), reloj)
    with pytest.raises(NoEncontrado):
        encargo_para(escenario.empleado("sergio", reloj), encargo.id, reloj=reloj)
    reloj.avanzar(days=29)
    trabajos.retirar()
    assert encargo_para(nuria, encargo.id, reloj=reloj) == encargo
    reloj.avanzar(days=2)
    with pytest.raises(NoEncontrado):
        encargo_para(nuria, encargo.id, reloj=reloj)
    trabajos.retirar()
    assert not FilaEncargo.objects.exists()


def test_what_is_out_for_a_while_is_tried_again_saying_so(
    reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    expedientes, nuria = casos(reloj, 1), escenario.empleado("nuria", reloj)
    encargo = pedir(nuria, "tomar", revisiones(expedientes), reloj)
    bien = trabajos.ACTOS

    def caido(*_args: object) -> None:
        raise ServicioNoDisponible("El almacén no responde.")

    fila = consultas.filas_de(encargo)[0]
    for falla, dice in ((caido, "El almacén no responde."), (_roto, "se está intentando otra vez")):
        monkeypatch.setattr(trabajos, "ACTOS", {**bien, "tomar": falla})
        with pytest.raises((ServicioNoDisponible, ZeroDivisionError)):
            trabajos.hacer(fila_id=str(fila.id))
        fila.refresh_from_db()
        assert fila.estado == "pendiente"
        assert dice in fila.motivo
    monkeypatch.setattr(trabajos, "ACTOS", bien)
    trabajos.hacer(fila_id=str(fila.id))
    assert estados(encargo) == ["hecha"]


@pytest.mark.parametrize(
    ("falla", "dice"), [("caido", "El almacén no responde."), ("roto", "todas las veces que se ha intentado")]
)
def test_what_fails_for_good_ends_and_the_rest_goes_on(
    reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch, falla: str, dice: str
) -> None:
    expedientes, nuria = casos(reloj, 2), escenario.empleado("nuria", reloj)
    encargo = acciones.encargar_expedientes(
        actor=nuria, clave=uuid4(), acto="seguir", expedientes=[e.id for e in expedientes], reloj=reloj
    )
    bien = trabajos.ACTOS

    def la_primera(fila: FilaEncargo, actor: Actor, el_reloj: Reloj) -> object:
        if fila.orden > 1:
            return bien["seguir"](fila, actor, el_reloj)
        if falla == "caido":
            raise ServicioNoDisponible("El almacén no responde.")
        raise ZeroDivisionError

    monkeypatch.setattr(trabajos, "ACTOS", {**bien, "seguir": la_primera})
    vaciar_colas(colas=["general"], propagar=False)
    assert estados(encargo) == ["fallida", "hecha"]
    assert dice in consultas.filas_de(encargo)[0].motivo
    assert not consultas.hay_en_marcha(nuria)
    declarado = TRABAJOS["encargos.hacer"]
    assert (declarado.intentos, declarado.insiste) == (3, False), "a service that is out blocks the rest for seconds"


def test_a_worker_that_dies_before_closing_it_leaves_it_to_the_next(reloj: RelojDePrueba) -> None:
    expedientes, nuria = casos(reloj, 1), escenario.empleado("nuria", reloj)
    encargo = pedir(nuria, "tomar", revisiones(expedientes), reloj)
    encargo.filas.update(estado="hecha")
    assert consultas.hay_en_marcha(nuria)
    vaciar_colas(colas=["general"])
    assert not consultas.hay_en_marcha(nuria)


def _roto(*_args: object) -> None:
    raise ZeroDivisionError


class _Muerte(BaseException):
    """What a worker sees when it is killed: nothing of ours catches it."""


class Propias(Protocol):
    """What the house's fixture offers."""

    def plantilla(self, sembrado: str, sembrar: Callable[[], None]) -> str:
        """The database of that sowing."""

    def propia(self, plantilla: str) -> AbstractContextManager[object]:
        """Work in a clone of it, with real commits."""


@pytest.fixture
def con_commits(sembradas: Propias) -> Iterator[RelojDePrueba]:
    escenario.tipos_de_tarea()
    reloj = RelojDePrueba()
    with sembradas.propia(sembradas.plantilla("servicios", lambda: escenario.villa(RelojDePrueba(escenario.SIEMBRA)))):
        reloj.poner(reloj.momento)
        yield reloj


def test_a_worker_that_dies_in_the_middle_leaves_each_row_done_and_noted_or_neither(
    con_commits: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    reloj = con_commits
    expedientes = casos(reloj, 3)
    nuria = escenario.empleado("nuria", reloj)
    encargo = acciones.encargar_expedientes(
        actor=nuria, clave=uuid4(), acto="anotar", expedientes=[e.id for e in expedientes], texto="Una.", reloj=reloj
    )
    filas = consultas.filas_de(encargo)
    trabajos.hacer(fila_id=str(filas[0].id))
    bien = anotar_nota

    def muere(**todo: object) -> object:
        nota = bien(**todo)  # type: ignore[arg-type]
        raise _Muerte(nota)

    # Killed once its act is committed, before anything else is written
    monkeypatch.setattr(trabajos, "anotar_nota", muere)
    with pytest.raises(_Muerte):
        trabajos.hacer(fila_id=str(filas[1].id))
    assert estados(encargo) == ["hecha", "hecha", "pendiente"]

    def antes(*_a: object, **_k: object) -> int:
        raise _Muerte

    # Killed when its act is written and not committed
    monkeypatch.setattr(trabajos, "anotar_nota", bien)
    with monkeypatch.context() as aparte:
        aparte.setattr("django.db.models.query.QuerySet.update", antes)
        with pytest.raises(_Muerte):
            trabajos.hacer(fila_id=str(filas[2].id))
    assert estados(encargo) == ["hecha", "hecha", "pendiente"]
    assert NotaTrabajo.objects.count() == 2
    for fila in filas:  # the queue gives them all again
        trabajos.hacer(fila_id=str(fila.id))
    assert estados(encargo) == ["hecha"] * 3
    assert [NotaTrabajo.objects.filter(expediente=e).count() for e in expedientes] == [1, 1, 1]
    assert [hechos_de(e, "expediente.nota.anadida") for e in expedientes] == [1, 1, 1]
    encargo.refresh_from_db()
    assert encargo.terminado_el is not None


def test_the_button_pressed_twice_at_once_asks_once(con_commits: RelojDePrueba) -> None:
    reloj = con_commits
    ids, nuria, clave = [e.id for e in casos(reloj, 2)], escenario.empleado("nuria", reloj), uuid4()
    a_la_vez = threading.Barrier(4)

    def pide(_vez: int) -> UUID:
        try:
            a_la_vez.wait(60)
            return acciones.encargar_expedientes(
                actor=nuria, clave=clave, acto="seguir", expedientes=ids, reloj=reloj
            ).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hilos:
        assert len(set(hilos.map(pide, range(4)))) == 1
    assert FilaEncargo.objects.count() == 2


def test_two_workers_with_the_same_row_do_it_once(con_commits: RelojDePrueba) -> None:
    reloj = con_commits
    expedientes = casos(reloj, 2)
    nuria = escenario.empleado("nuria", reloj)
    encargo = acciones.encargar_expedientes(
        actor=nuria, clave=uuid4(), acto="anotar", expedientes=[e.id for e in expedientes], texto="Una.", reloj=reloj
    )
    a_la_vez = threading.Barrier(4)

    def trabaja(fila_id: str) -> None:
        try:
            a_la_vez.wait(60)
            trabajos.hacer(fila_id=fila_id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hilos:
        list(hilos.map(trabaja, [str(fila.id) for fila in consultas.filas_de(encargo)] * 2))
    assert estados(encargo) == ["hecha"] * 2
    assert [NotaTrabajo.objects.filter(expediente=e).count() for e in expedientes] == [1, 1]
