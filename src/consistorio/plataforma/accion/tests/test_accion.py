"""The action: permission first, one durable transaction, refusals and accesses noted even when it rolls back."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.accion import accion, con_ella, exigir_transaccion
from consistorio.plataforma.auditoria import operaciones
from consistorio.plataforma.auditoria.eventos import evento
from consistorio.plataforma.auditoria.models import Acceso, Evento

CON_PERMISO = Actor.sistema("con permiso", "prueba.anotar")


@evento("prueba.anotado", "Se anotó")
@dataclass(frozen=True)
class Anotado:
    numero: int


@accion("prueba.anotado", permiso="prueba.anotar", norma="de prueba")
def anotar_y_quizas_fallar(*, actor: Actor, numero: int, falla: bool = False) -> int:
    """Note a fact, look at personal data, and fail on request."""
    operaciones.anotar("prueba", Anotado(numero), actor=actor, reloj=RelojSistema())
    operaciones.registrar_acceso(actor, que="prueba", objeto_id="1", motivo="prueba")
    if falla:
        raise ValueError("no")
    return numero


def test_what_is_seen_stays_noted_when_the_act_rolls_back(base_propia: object) -> None:
    with pytest.raises(ValueError, match="no"):
        anotar_y_quizas_fallar(actor=CON_PERMISO, numero=1, falla=True)
    assert Evento.objects.count() == 0
    assert Acceso.objects.get().resultado == "permitido"
    assert anotar_y_quizas_fallar(actor=CON_PERMISO, numero=2) == 2
    assert Evento.objects.get().datos == {"numero": 2}


def test_what_is_written_with_an_action_is_of_all_who_asked_the_inner_first(base_propia: object) -> None:
    dichos: list[tuple[str, object]] = []
    with con_ella(lambda hecho: dichos.append(("de fuera", hecho))):
        with con_ella(lambda hecho: dichos.append(("de dentro", hecho))):
            anotar_y_quizas_fallar(actor=CON_PERMISO, numero=1)
        anotar_y_quizas_fallar(actor=CON_PERMISO, numero=2)
    anotar_y_quizas_fallar(actor=CON_PERMISO, numero=3)
    assert dichos == [("de dentro", 1), ("de fuera", 1), ("de fuera", 2)]


def test_an_action_cannot_be_called_inside_a_transaction(base_propia: object) -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        anotar_y_quizas_fallar(actor=CON_PERMISO, numero=1)
    assert Evento.objects.count() == 0


@pytest.mark.django_db
def test_without_permission_nothing_runs_and_the_attempt_is_noted() -> None:
    with pytest.raises(NoPermitido):
        anotar_y_quizas_fallar(actor=Actor.sistema("curioso"), numero=1)
    assert Evento.objects.count() == 0
    assert Acceso.objects.get().resultado == "denegado"


def test_operations_ask_for_a_transaction(base_propia: object) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        exigir_transaccion()
    with transaction.atomic():
        exigir_transaccion()


def test_an_action_declares_everything() -> None:
    with pytest.raises(ValueError, match="legal ground"):
        accion("prueba.anotado", permiso="x", norma="")
    with pytest.raises(TypeError, match="keyword-only"):

        @accion("prueba.anotado", permiso="x", norma="y")
        def sin_actor() -> None: ...
